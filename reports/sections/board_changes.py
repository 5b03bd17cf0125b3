"""What changed since the last board, the worst first."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plans.readmodels_time import ChangeLine
from plans.rules.changes import said_of
from plans.selectors.changes import plan_changes, sentence
from reports.blocks import Cell, Column, Section, Table, cell
from reports.pack_texts import texts_of
from reports.sections.board_meeting import since
from reports.sections.writing import dim, lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """Every change of an action between the meeting before and the day, the worst kinds first."""
    boundary = since(material)
    found = plan_changes(
        material.asked.plan,
        since=boundary.on,
        until=material.as_at,
        texts=texts_of(material.releases),
    )
    blocks = (lead(sentence(boundary, found)), *said(boundary.note), *_table(found))
    return Section("board-changes", title, blocks, "changes")


def _table(found: tuple[ChangeLine, ...]) -> Iterator[Table]:
    """Every change in one table; none where nothing changed, which the sentence says."""
    if found:
        yield Table(
            caption="What changed, the worst first",
            columns=(
                Column("No.", 6, heads_rows=True),
                Column("Action", 32),
                Column("Kind", 11),
                Column("What changed", 38),
                Column("When", 13),
            ),
            rows=tuple(_row(line) for line in found),
            anchor="changes-all",
            group="Changes",
        )


def _row(line: ChangeLine) -> tuple[Cell, ...]:
    text = said_of(line.text, 1)
    beneath = (dim(words) for words in (line.detail, line.source) if words)
    return (
        cell(line.ref),
        cell(line.title),
        cell(line.kind.label),
        lines(f"{text[0].upper()}{text[1:]}.", *beneath),
        cell(line.day_text, line.on),
    )
