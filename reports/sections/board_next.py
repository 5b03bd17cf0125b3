"""When the board meets next."""

from typing import TYPE_CHECKING

from plans.models import Meeting, Plan
from plans.rules.governance import MeetingKind
from plans.selectors.meetings import boundary_of, in_order, words_of
from reports.blocks import Column, Section, Table, cell
from reports.sections.writing import lead

if TYPE_CHECKING:
    from reports.material import Material

NONE_TO_COME = "No meeting of the board after this day is recorded."


def gather(material: "Material", title: str) -> Section:
    """The meetings to come that have a date, the soonest first."""
    plan = material.asked.plan
    coming = _coming(plan, material)
    if not coming:
        blocks = (lead(NONE_TO_COME),)
    else:
        blocks = (lead(f"The board meets next on {words_of(coming[0])}."), _table(coming))
    return Section("board-next", title, blocks, "next", begins_page=False)


def _coming(plan: Plan, material: "Material") -> list[Meeting]:
    if plan.board_id is None:
        return []
    meetings = in_order(Meeting.objects.filter(board=plan.board_id).order_by())
    return [m for m in meetings if boundary_of(m) > material.as_at]


def _table(coming: list[Meeting]) -> Table:
    return Table(
        caption="Meetings to come",
        columns=(Column("When", 60, heads_rows=True), Column("Kind", 40)),
        rows=tuple((cell(words_of(m), m.held_on), cell(MeetingKind(m.kind).label)) for m in coming),
        anchor="next-meetings",
        group="Meetings",
    )
