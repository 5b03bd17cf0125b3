"""The journey of a plan: its counts at each meeting of its board, or on each day something was said."""

from typing import TYPE_CHECKING

from plans.readmodels_time import StackDay
from plans.selectors.journey import plan_journey
from reports.blocks import Cell, Column, Look, Section, Table, cell
from reports.sections.writing import dim, lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """What changed of the counts over time, in a sentence and a table."""
    page = plan_journey(material.asked.plan, as_at=material.as_at)
    parts = page.stack[-1].parts
    table = Table(
        caption="Actions by rating, meeting by meeting",
        columns=(
            Column("Day", 30, heads_rows=True),
            *(Column(part.word, 8, is_number=True) for part in parts),
            Column("All", 7, is_number=True),
            Column("Past their date", 9, is_number=True),
        ),
        rows=tuple(_row(day) for day in page.stack),
        anchor="journey-counts",
        look=Look.FIGURES,
        group="Journey",
    )
    blocks = (lead(page.sentence), *said(page.note), table)
    return Section("plan-journey", title, blocks, "journey", is_wide=True)


def _row(day: StackDay) -> tuple[Cell, ...]:
    counts = (*(part.n for part in day.parts), day.n, day.n_late)
    return (lines(day.day.label, dim(day.day.why)), *(cell(f"{n:,}", n) for n in counts))
