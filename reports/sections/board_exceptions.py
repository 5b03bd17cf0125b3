"""What a board has to look at: what is late, what is claimed and not so, what it did not decide on."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from plans.models import Plan, Standing
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.words import count_of, is_are, its_their, listed
from reports.blocks import Cell, Column, Look, Section, Table, cell
from reports.readmodels_pack import ActionRow, PlanPack
from reports.sections.board_meeting import since
from reports.sections.plan_cells import due_cell, rating_cell
from reports.sections.writing import lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """The exceptions in a table for each kind; those that became late since the last board first."""
    boundary = since(material)
    late_then = _late_then(material.asked.plan, boundary.on)
    new = [r for r in material.pack.rows if r.line.is_overdue and r.line.id not in late_then]
    blocks = (
        lead(_sentence(material.pack, len(new), boundary.words)),
        *said(material.pack.state.overdue_rule),
        *_tables(material.pack, new, boundary.words),
    )
    return Section("board-exceptions", title, blocks, "exceptions", is_wide=True)


def _late_then(plan: Plan, on: date) -> set[int]:
    """The actions that were late at the end of that day; one query."""
    rows = Standing.objects.of_plan(plan).at(on).overdue(on).order_by()
    return set(rows.values_list("action_id", flat=True))


def _sentence(pack: PlanPack, n_new: int, words: str) -> str:
    tally = pack.state.tally
    late, stale = tally.n_overdue, tally.n_board(STALE)
    said_of_late = f"{count_of(late, 'action')} {is_are(late)} past {its_their(late)} date"
    if n_new:
        said_of_late += f", {n_new:,} of them newly since {words}"
    remains = tally.n_work_remains
    found = [
        said_of_late if late else "no action is past its date",
        f"{_none_or(remains)} {'are' if remains > 1 else 'is'} claimed complete while work remains",
        f"{_none_or(stale)} {'have' if stale > 1 else 'has'} changed since the board endorsed "
        f"{'them' if stale > 1 else 'it'}",
    ]
    text = listed(found)
    return f"{text[0].upper()}{text[1:]}."


def _none_or(n: int) -> str:
    return f"{n:,}" if n else "none"


def _tables(pack: PlanPack, new: list[ActionRow], words: str) -> Iterator[Table]:
    is_new = {row.line.id for row in new}
    overdue = [row for row in pack.rows if row.line.is_overdue]
    yield _late_table(f"Newly late since {words}", "exceptions-newly-late", new)
    yield _late_table(
        "Late before that already",
        "exceptions-late",
        [row for row in overdue if row.line.id not in is_new],
    )
    yield _said_table(
        "Claimed complete, but work remains",
        "exceptions-remains",
        "What remains",
        ((row, row.remains_text) for row in pack.rows if row.line.work_remains),
    )
    yield _said_table(
        "Changed since the board endorsed it",
        "exceptions-stale",
        "What changed",
        ((row, row.changed_text) for row in pack.rows if row.line.endorsed == STALE),
    )
    challenged = [row for row in pack.rows if row.line.endorsed == BoardDecision.CHALLENGED]
    if challenged:
        yield _said_table(
            "Challenged by the board",
            "exceptions-challenged",
            "What the board said",
            ((row, row.decision_text) for row in challenged),
        )


_FIRST = (
    Column("No.", 5, heads_rows=True),
    Column("Action", 28),
    Column("By whom", 15),
    Column("By when", 14),
    Column("Rating", 12),
)


def _first(row: ActionRow) -> tuple[Cell, ...]:
    line = row.line
    return cell(line.ref), cell(line.title), cell(line.owners_text), due_cell(row), rating_cell(row)


def _late_table(caption: str, anchor: str, rows: Iterable[ActionRow]) -> Table:
    return Table(
        caption=caption,
        columns=(*_FIRST, Column("What remains", 16), Column("Forecast", 10)),
        rows=tuple(
            (
                *_first(row),
                cell(row.remains_text or "not said"),
                lines(row.forecast_text or "none"),
            )
            for row in rows
        ),
        anchor=anchor,
        empty="None.",
        look=Look.PLAN,
        group="Exceptions",
    )


def _said_table(
    caption: str, anchor: str, heading: str, rows: Iterable[tuple[ActionRow, str]]
) -> Table:
    return Table(
        caption=caption,
        columns=(*_FIRST, Column(heading, 26)),
        rows=tuple((*_first(row), cell(text)) for row, text in rows),
        anchor=anchor,
        empty="None.",
        look=Look.PLAN,
        group="Exceptions",
    )
