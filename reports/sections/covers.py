"""What stands on the cover of each kind of pack, and around its sections."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plans.rules.dates import long_date
from plans.rules.words import count_of
from reports.blocks import Document, Fact, LogLine, Section
from reports.pack_notes import audience_text
from reports.readmodels_pack import DRAFT, INVENTED
from reports.rules.packs import Kind
from reports.sections.covers_words import Cover, board_cover, plan_cover, review_cover

if TYPE_CHECKING:
    from reports.material import Material

_OF_KIND = {Kind.PLAN: plan_cover, Kind.BOARD: board_cover, Kind.SCRUTINY: review_cover}


def cover(material: "Material", sections: tuple[Section, ...]) -> Document:
    """The whole document: the cover of its kind around the sections.

    Raises BeforeThePlan where the day is before the plan began.
    """
    asked = material.asked
    of_kind = _OF_KIND[asked.kind](material)
    service = asked.plan.service
    return Document(
        kind=asked.kind.value,
        title=asked.title or of_kind.title,
        subtitle=of_kind.subtitle,
        service=service.name,
        as_at=asked.as_at,
        as_at_text=long_date(asked.as_at),
        audience=asked.audience.value,
        audience_text=asked.audience.label,
        edition=asked.issue_text if asked.made else DRAFT,
        lead=of_kind.lead,
        facts=tuple(_facts(material, of_kind)),
        sections=sections,
        notes=tuple(filter(None, (*of_kind.notes, _incomplete(sections)))),
        gaps=tuple((gap.what, gap.note) for gap in of_kind.gaps),
        sources=of_kind.sources,
        invented=INVENTED if service.is_invented else "",
        house=material.house,
        is_issued=asked.made is not None,
        held_back=_log(material),
        cover_bar=of_kind.bar,
    )


def _facts(material: "Material", of_kind: Cover) -> Iterable[Fact]:
    asked = material.asked
    yield Fact("As at", long_date(asked.as_at))
    yield Fact("For", audience_text(asked.audience, asked.paragraph))
    yield Fact("Edition", asked.issue_text if asked.made else DRAFT)
    yield from of_kind.facts


def _incomplete(sections: Iterable[Section]) -> str:
    n = sum(bool(section.failed) for section in sections)
    if not n:
        return ""
    verb = "is" if n == 1 else "are"
    return f"{count_of(n, 'section')} could not be gathered and {verb} incomplete."


def _log(material: "Material") -> tuple[LogLine, ...]:
    held = material.held
    if held is None:
        return ()
    return tuple(LogLine(h.what, h.reason, h.rule, h.url) for h in held.log)
