"""How a plan stands: in a sentence, a bar, a line for each objective, and what is outstanding."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reports.blocks import Bar, Block, Cell, Column, Look, Paragraph, Section, Table, cell
from reports.readmodels_pack import ActionRow, ObjectiveSection, PlanPack
from reports.sections.chosen import is_in
from reports.sections.plan_cells import anchor_of, due_cell, rating_cell
from reports.sections.writing import heading, joined, labelled, lead, lines, linked, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """The counts of the plan and of each objective; the outstanding actions under them."""
    pack = material.pack
    has_actions = is_in(material, "plan-actions")
    questions = "" if material.is_public else pack.asked.sentence
    blocks: list[Block] = [
        lead(pack.sentence),
        Bar(pack.bar, "all-"),
        *said(joined((pack.basis_sentence, pack.board_sentence, questions))),
        Paragraph(labelled("Past their date.", pack.state.overdue_rule)),
        _objectives(pack, is_public=material.is_public, has_actions=has_actions),
    ]
    if pack.outstanding:
        blocks += outstanding_blocks(pack.outstanding, has_actions=has_actions)
    return Section("plan-glance", title, tuple(blocks), "glance", is_wide=True)


def _objectives(pack: PlanPack, *, is_public: bool, has_actions: bool) -> Table:
    word = pack.state.objective_word.capitalize()
    columns = [
        Column(word, 25, heads_rows=True),
        Column("Reported", 19),
        Column("In words", 17),
        Column("Past their date", 12),
        Column("Complete, yet work remains", 8, is_number=True),
        Column("Endorsed by the board", 12),
    ]
    if not is_public:
        columns.append(Column("Questions", 7, is_number=True))
    return Table(
        caption=f"Each {pack.state.objective_word} at a glance",
        columns=tuple(columns),
        rows=tuple(
            tuple(_objective(o, has_actions=has_actions))[: len(columns)] for o in pack.objectives
        ),
        anchor="glance-objectives",
        empty="The plan has no objectives yet.",
        look=Look.PLAN,
        group="Summary",
    )


def _objective(o: ObjectiveSection, *, has_actions: bool) -> Iterable[Cell]:
    tally = o.state.tally
    yield linked(o.short_heading, o.anchor, is_there=has_actions)
    yield Cell(bar=o.bar)
    yield cell(o.bar.title)
    yield cell(o.late_text, tally.n_overdue)
    yield cell(o.remains_text, tally.n_work_remains)
    yield cell(o.endorsed_text)
    yield cell(o.questions_text, o.state.n_questions)


def outstanding_blocks(rows: Iterable[ActionRow], *, has_actions: bool) -> tuple[Block, ...]:
    """The outstanding actions under their heading, each with what remains and its forecast."""
    table = Table(
        caption="Outstanding actions",
        columns=(
            Column("No.", 4, heads_rows=True),
            Column("Action", 27),
            Column("By whom", 14),
            Column("By when", 14),
            Column("Rating", 11),
            Column("What remains", 21),
            Column("Forecast", 9),
        ),
        rows=tuple(
            (
                linked(row.line.ref, anchor_of(row), is_there=has_actions),
                cell(row.line.title),
                cell(row.line.owners_text),
                due_cell(row),
                rating_cell(row),
                cell(row.remains_text or "not said"),
                lines(row.forecast_text or "none"),
            )
            for row in rows
        ),
        anchor="outstanding",
        look=Look.PLAN,
        group="Outstanding",
    )
    title = "Outstanding: reported neither as “complete” nor as “not pursued”"
    return heading(title), table
