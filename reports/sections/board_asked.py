"""What the last meeting decided and asked for, and how that stands."""

from typing import TYPE_CHECKING

from plans.rules.words import count_of
from plans.selectors.meetings import short_words_of
from reports.blocks import Block, Cell, Column, Line, Section, Table, cell, words
from reports.readmodels_pack import ActionRow, DecisionRow
from reports.sections.board_meeting import meeting_before
from reports.sections.writing import lead, lines

if TYPE_CHECKING:
    from reports.material import Material

NO_MEETING = "No earlier meeting of the board with a date is recorded."


def gather(material: "Material", title: str) -> Section:
    """What owners were asked for at the meeting before, with the action as it stands; then the rest."""
    before = meeting_before(material)
    blocks: list[Block] = [lead(NO_MEETING)]
    if before:
        own = [d for d in material.pack.decisions if d.meeting_id == before.pk]
        asked = [d for d in own if d.asked_of]
        rows = {row.line.ref: row for row in material.pack.rows}
        blocks = [lead(_sentence(len(own), len(asked), short_words_of(before)))]
        if asked:
            blocks.append(_asked(asked, rows))
        if rest := [d for d in own if not d.asked_of]:
            blocks.append(_decided(rest))
    return Section("board-asked", title, tuple(blocks), "asked", begins_page=False)


def _sentence(n: int, n_asked: int, day: str) -> str:
    if not n:
        return f"No decision of the meeting of {day} is recorded."
    asks = "asks" if n_asked == 1 else "ask"
    of_them = f"{n_asked:,} of them {asks}" if n_asked else "none of them asks"
    return f"The meeting of {day} took {count_of(n, 'decision')}; {of_them} an owner for something."


def _asked(asked: list[DecisionRow], rows: dict[str, ActionRow]) -> Table:
    return Table(
        caption="What owners were asked for",
        columns=(
            Column("Owner", 20, heads_rows=True),
            Column("Asked for", 36),
            Column("By when", 14),
            Column("About", 8),
            Column("How that action stands", 22),
        ),
        rows=tuple(
            (
                cell(d.asked_of),
                cell(d.asked_for),
                cell(d.back_by or "not said"),
                cell(d.ref or "the plan"),
                _stands(rows.get(d.ref)),
            )
            for d in asked
        ),
        anchor="asked-owners",
        group="Decisions",
    )


def _stands(row: ActionRow | None) -> Cell:
    if row is None:
        return cell("about no action")
    late = Line(words(row.late_text), is_late=True) if row.late_text else None
    return lines(Line(mark=row.line.mark), late)


def _decided(rest: list[DecisionRow]) -> Table:
    return Table(
        caption="Its other decisions",
        columns=(
            Column("No.", 6, heads_rows=True),
            Column("Decision", 18),
            Column("About", 9),
            Column("Line of the minutes", 67),
        ),
        rows=tuple(
            (cell(str(d.number), d.number), cell(d.kind), cell(d.ref or "the plan"), cell(d.text))
            for d in rest
        ),
        anchor="asked-decided",
        group="Decisions",
    )
