"""Who came to the meetings of the board."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plans.models import Meeting, Plan, Seat
from plans.rules.words import count_of
from plans.selectors.attendance import States, agencies_over_time, seats_over_time, states_of
from plans.selectors.meetings import board_meetings
from reports.blocks import Block, Column, Section, Table, cell
from reports.readmodels_pack import BoardRecord
from reports.sections.writing import lead, said

if TYPE_CHECKING:
    from reports.material import Material

SHOWN = 8  # of the latest meetings
NONE_AT_ALL = "Who came is not recorded for any meeting."


def gather(material: "Material", title: str) -> Section:
    """The latest meetings with their attendance, then each seat and each agency over all of them."""
    plan, board = material.asked.plan, material.pack.board
    blocks: list[Block] = [lead(board.sentence)]
    if board.dated:
        blocks.append(_meetings(board))
    blocks += said(board.undated_text)
    blocks += _seats(plan, board_meetings(plan, as_at=material.as_at))
    return Section("board-attendance", title, tuple(blocks), "attendance")


def _meetings(board: BoardRecord) -> Table:
    latest = board.dated[-SHOWN:]
    n_more = len(board.dated) - len(latest)
    return Table(
        caption="The latest meetings",
        columns=(
            Column("Meeting", 36, heads_rows=True),
            Column("Kind", 18),
            Column("Attendance", 32),
            Column("Decisions", 14),
        ),
        rows=tuple(
            (
                cell(m.date_text, m.held_on.on),
                cell(m.kind),
                cell(m.attendance_text),
                cell(m.decisions_text, m.decisions),
            )
            for m in reversed(latest)
        ),
        anchor="attendance-meetings",
        note=f"{count_of(n_more, 'earlier meeting')} not shown." if n_more else "",
        group="Meetings",
    )


def _seats(plan: Plan, meetings: Sequence[Meeting]) -> list[Block]:
    states = states_of(meetings)
    recorded = [m for m in meetings if m.pk in states]
    if not recorded:
        return list(said(NONE_AT_ALL))
    seats = list(plan.board.seats.all())
    return [_seat_table(seats, recorded, states), _agency_table(seats, recorded, states)]


def _seat_table(seats: Sequence[Seat], recorded: Sequence[Meeting], states: States) -> Table:
    return Table(
        caption="Each seat over the meetings of which attendance is recorded",
        columns=(
            Column("Agency", 24),
            Column("Post", 30, heads_rows=True),
            Column("Statutory", 11),
            Column("Attended", 18),
            Column("Empty in a row", 17),
        ),
        rows=tuple(
            (
                cell(s.agency),
                cell(f"{s.name}, in attendance" if s.is_adviser else s.name),
                cell(s.statutory),
                cell(s.rate),
                cell(s.run),
            )
            for s in seats_over_time(seats, recorded, states)
        ),
        anchor="attendance-seats",
        group="Attendance",
    )


def _agency_table(seats: Sequence[Seat], recorded: Sequence[Meeting], states: States) -> Table:
    return Table(
        caption="Each agency over the same meetings",
        columns=(
            Column("Agency", 40, heads_rows=True),
            Column("Seats", 14),
            Column("Statutory", 14),
            Column("Represented at", 32),
        ),
        rows=tuple(
            (cell(a.agency), cell(a.n_text), cell(a.statutory), cell(a.rate))
            for a in agencies_over_time(seats, recorded, states)
        ),
        anchor="attendance-agencies",
        group="Attendance",
    )
