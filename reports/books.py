"""What a workbook holds, as values: Excel and OpenDocument print the same sheets and make none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from indicators.readmodels_chart import Chart
from reports.charts_sheet import chart_sheet
from reports.readmodels_pack import PlanPack
from reports.rules.packs import Audience, Kind
from reports.sheets import Sheet
from reports.sheets_board import board_sheets
from reports.sheets_laid import Laid, laid
from reports.sheets_measures import measure_sheets
from reports.sheets_plan import plan_sheets
from reports.sheets_review import review_facts, review_sheets
from reports.sheets_words import (
    cover_sheet,
    notes_sheet,
    policy_notes,
    shorthand_notes,
    with_contents,
)

if TYPE_CHECKING:
    from reports.material import Material


class Edition(StrEnum):
    """How a workbook is set: to work with, or as statistics for the public are."""

    BOARD = "board"
    PUBLIC = "public"


@dataclass(frozen=True)
class Book:
    """A workbook before it has a format.

    `made_at` None is a draft, which bears no clock. `said_on_each` stands on every sheet, "" where
    nothing has to; `standing` is for whom it is and which edition. `charts` are those whose numbers
    the sheet Charts has; one of which a point is held back is not drawn.
    """

    title: str
    service: str
    as_at: date
    edition: Edition
    sheets: tuple[Sheet, ...]
    charts: tuple[Chart, ...] = ()
    made_at: datetime | None = None
    said_on_each: str = ""
    standing: str = ""
    language: str = "en-GB"

    @property
    def is_public(self) -> bool:
        return self.edition is Edition.PUBLIC

    def laid(self, sheet: Sheet) -> Laid:
        """A sheet as this edition lays it out."""
        return laid(sheet, is_public=self.is_public, said_on_each=self.said_on_each)


def book_of(material: "Material") -> Book:
    """The workbook of the pack that the material is asked for."""
    pack, asked = material.pack, material.asked
    is_report = asked.kind is Kind.SCRUTINY and material.review is not None
    own = review_sheets(material) if is_report else ()
    return _book(
        pack,
        title=asked.title or _title(material),
        own=own,
        facts=review_facts(material.review) if is_report else (),
        notes=policy_notes(material.policy.disclosure, material.policy.reason)
        if asked.is_public
        else (),
    )


def book_of_plan(pack: PlanPack) -> Book:
    """The workbook of a plan alone."""
    return _book(pack, title=pack.title)


def _title(material: "Material") -> str:
    if material.asked.kind is Kind.SCRUTINY and material.review is not None:
        return material.review.title
    return material.asked.kind.label


def _book(
    pack: PlanPack,
    *,
    title: str,
    own: tuple[Sheet, ...] = (),
    facts: Iterable[tuple[str, Any]] = (),
    notes: Iterable[tuple[str, Any, str, str]] = (),
) -> Book:
    is_public = pack.audience is Audience.PUBLIC
    plan, board = plan_sheets(pack), board_sheets(pack)
    sheets = (*plan, *measure_sheets(pack, chart_sheet(pack.charts)), *board, *own)
    said = (*(shorthand_notes() if is_public else ()), *notes)
    rest = (notes_sheet(pack, sheets, said=said), *sheets)
    return Book(
        title=f"{title}: {pack.state.title}, as at {pack.as_at_text}",
        service=pack.state.service,
        as_at=pack.as_at,
        edition=Edition.PUBLIC if is_public else Edition.BOARD,
        sheets=(with_contents(cover_sheet(pack, title=title, said=facts), rest), *rest),
        charts=pack.charts,
        made_at=pack.made.at if pack.made else None,
        said_on_each=pack.invented_head.strip(),
        standing=f"{pack.audience_text}. {pack.edition_text}",
    )
