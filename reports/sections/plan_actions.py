"""The plan itself: each part with what it answers, each objective with its links and its table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reports.blocks import (
    Bar,
    Block,
    Cell,
    Column,
    Look,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Table,
    Words,
    cell,
    words,
)
from reports.readmodels_pack import ActionRow, ObjectiveSection, PartSection
from reports.sections.chosen import is_in
from reports.sections.plan_cells import (
    action_cell,
    anchor_of,
    comment_cell,
    due_cell,
    measure_cell,
    rating_cell,
)
from reports.sections.writing import heading, labelled, lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material

COLUMNS = (
    Column("No.", 4, heads_rows=True),
    Column("Action", 20),
    Column("By whom", 11),
    Column("By when", 10),
    Column("Rating", 8),
    Column("Comment", 31),
    Column("What success will look like", 16),
)


def gather(material: "Material", title: str) -> Section:
    """Every action of the plan on a wide page."""
    drawn = figures_of(material) if is_in(material, "plan-indicators") else frozenset()
    blocks = plan_blocks(material.pack.parts, drawn)
    return Section(
        "plan-actions",
        title,
        blocks or said("The plan has no actions yet."),
        "actions",
        is_wide=True,
    )


def figures_of(material: "Material") -> frozenset[str]:
    """The indicators of which the section on indicators has a figure, drawn or not."""
    found = (i.section for i in material.pack.measured.indicators)
    return frozenset(s.ref for s in found if s.chart or (s.withheld_text and s.tables))


def plan_blocks(parts: Iterable[PartSection], with_figures: frozenset[str]) -> tuple[Block, ...]:
    """The parts with their objectives. `with_figures`: indicators that the pack has a figure of."""
    blocks: list[Block] = []
    for part in parts:
        if blocks:
            blocks.append(PageBreak())
        blocks += _part(part)
        for n, objective in enumerate(part.objectives):
            if n or part.state.recommendations:  # the recommendations fill most of a page
                blocks.append(PageBreak())
            blocks += _objective(objective, with_figures)
    return tuple(blocks)


def _part(part: PartSection) -> Iterable[Block]:
    if part.state.code:
        yield heading(part.heading, part.anchor, is_listed=True)
        yield lead(part.sentence)
        yield Bar(part.bar, part.prefix)
    if part.as_at_text:
        yield Paragraph(labelled(f"{part.as_at_text}.", part.state.as_at_note))
    if part.state.recommendations:
        yield Table(
            caption=f"The recommendations that part {part.state.code} answers",
            columns=(
                Column("No.", 6, heads_rows=True),
                Column("Recommendation", 68),
                Column("Addressed to", 26),
            ),
            rows=tuple(
                (cell(r.number), cell(r.text), cell(r.addressee))
                for r in part.state.recommendations
            ),
            anchor=f"{part.anchor}-recommendations",
            group="Recommendations",
        )


def _objective(o: ObjectiveSection, with_figures: frozenset[str]) -> Iterable[Block]:
    yield heading(o.heading, o.anchor, level=3, is_listed=True)
    yield from said(o.text)
    yield lead(o.sentence)
    yield Paragraph(_links(o, with_figures))
    yield Bar(o.bar, o.prefix)
    yield Table(
        caption=f"Actions of {o.heading.partition('.')[0].lower()}",
        columns=COLUMNS,
        rows=tuple(action_row(row) for row in o.rows),
        anchor=f"{o.anchor}-actions",
        empty="No actions.",
        look=Look.PLAN,
        group="Actions",
    )


def _links(o: ObjectiveSection, with_figures: frozenset[str]) -> Words:
    """Which recommendations it answers and what measures it, with the figure that shows that."""
    said_first = words(o.links_text)
    if not o.measured:
        return said_first
    spans = [*said_first, Span(" Measured by ")]
    for n, (name, ref) in enumerate(o.measured):
        spans.append(Span(f"{'; ' if n else ''}{name}"))
        if ref in with_figures:
            anchor = f"figure-{ref}"
            spans += [Span(", "), Span("", link=f"#{anchor}", page_of=anchor)]
    return (*spans, Span("."))


def action_row(row: ActionRow) -> tuple[Cell, ...]:
    """The seven cells of one action."""
    return (
        lines(row.line.ref, anchor=anchor_of(row)),
        action_cell(row),
        cell(row.line.owners_text),
        due_cell(row),
        rating_cell(row),
        comment_cell(row),
        measure_cell(row),
    )
