"""The board of a plan: how often it met, who came, and what it decided."""

from typing import TYPE_CHECKING

from reports.blocks import Column, Section, Table, cell
from reports.sections.writing import lead, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """The dated meetings of the board up to the day, with the attendance and decisions of each."""
    pack = material.pack
    board = pack.board
    meetings = Table(
        caption="Meetings of the board",
        columns=(
            Column("Meeting", 40, heads_rows=True),
            Column("Kind", 15),
            Column("Attendance", 30),
            Column("Decisions", 15),
        ),
        rows=tuple(
            (
                cell(m.date_text, m.held_on.on),
                cell(m.kind),
                cell(m.attendance_text),
                cell(m.decisions_text, m.decisions),
            )
            for m in board.dated
        ),
        anchor="board-meetings",
        group="Meetings",
    )
    blocks = [lead(board.sentence), *said(pack.board_sentence)]
    if board.dated:
        blocks.append(meetings)
    blocks += said(board.undated_text)
    return Section("plan-board", title, tuple(blocks), "board", begins_page=False)
