"""Which papers can be made, in which formats, for whom; and the bytes of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from plans.readmodels import Made
from plans.rules.words import listed
from reports.pack import plan_pack, require_audience
from reports.pdf import render_pdf
from reports.readmodels_pack import PlanPack
from reports.workbook import render_workbook


class PaperRefused(ValueError):
    """A kind or a format of paper that cannot be made (yet)."""


@dataclass(frozen=True)
class Format:
    """One format that a paper can have."""

    ending: str
    label: str
    content_type: str
    render: Callable[[PlanPack], bytes]


FORMATS = {
    f.ending: f
    for f in (
        Format("pdf", "PDF, to print or to read", "application/pdf", render_pdf),
        Format(
            "xlsx",
            "Excel workbook",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            render_workbook,
        ),
    )
}
KINDS = ("plan", "board", "scrutiny")
PLANNED = ("ods", "docx", "html")
AUDIENCES = {"board": "The board (confidential)"}


@dataclass(frozen=True)
class Paper:
    """A paper as a file: its name, its type and its bytes."""

    name: str
    content_type: str
    content: bytes


def format_named(ending: str) -> Format:
    """The format of that name. Raises PaperRefused."""
    if ending in FORMATS:
        return FORMATS[ending]
    there = f"ask for {listed(list(FORMATS)).replace(' and ', ' or ')}."
    if ending in PLANNED:
        raise PaperRefused(f"Papers cannot be made as {ending} yet: {there}")
    raise PaperRefused(f"There is no format “{ending}”: {there}")


def require_kind(kind: str) -> None:
    """Raises PaperRefused unless papers of that kind can be made."""
    if kind == "plan":
        return
    if kind in KINDS:
        raise PaperRefused(f"The {kind} pack cannot be made yet: ask for plan.")
    raise PaperRefused(f"There is no kind of pack “{kind}”: ask for plan.")


def plan_paper(
    plan: Plan, *, as_at: date, ending: str, audience: str, made: Made | None = None
) -> Paper:
    """The plan's monitoring paper as a file.

    Raises PaperRefused, AudienceRefused, BeforeThePlan, and PdfUnavailable where PDFs can't be made.
    """
    found = format_named(ending)
    require_audience(audience)
    pack = plan_pack(plan, as_at=as_at, audience=audience, made=made)
    return Paper(
        name=f"{plan.ref}-{as_at.isoformat()}.{found.ending}",
        content_type=found.content_type,
        content=found.render(pack),
    )
