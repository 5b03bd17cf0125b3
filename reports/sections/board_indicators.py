"""The national indicators, and of the others those that a board should look at."""

from typing import TYPE_CHECKING

from indicators.readmodels import IndicatorRow
from indicators.selectors.indicator_list import indicator_row
from plans.rules.dates import long_date
from plans.rules.words import count_of
from reports.blocks import Block, Cell, Column, Section, Table, cell
from reports.pack_indicators import READ_SO, is_national, paper_sections
from reports.pack_texts import readable_states, texts_of
from reports.readmodels_indicators import PaperIndicator
from reports.sections.plan_indicators import flag_blocks, note_list, opening
from reports.sections.writing import dim, figure_cell, heading, lead, lines, rated, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """Each in a row, then with its figure and what does not add up.

    Beside the national ones: those that are red, worse beyond chance or cannot be rated, and those
    of which something does not add up.
    """
    states = readable_states(material.states, texts_of(material.releases))
    found = [(s, indicator_row(s, as_at=material.as_at)) for s in states if s.readings]
    chosen = [(s, row) for s, row in found if is_national(s) or row.is_exception or row.n_flags]
    rows = [row for _, row in chosen]
    n_national = sum(1 for s, _ in chosen if is_national(s))
    blocks: list[Block] = [lead(_sentence(rows, n_national, material)), _table(rows)]
    if chosen:
        blocks += said(READ_SO)
    for indicator in paper_sections([s for s, _ in chosen], as_at=material.as_at):
        blocks += _indicator(indicator)
    return Section("board-indicators", title, tuple(blocks), "indicators")


def _sentence(rows: list[IndicatorRow], n_national: int, material: "Material") -> str:
    day, n_flagged = long_date(material.as_at), sum(1 for row in rows if row.n_flags)
    verb = "has" if n_national == 1 else "have"
    first = (
        f"{count_of(n_national, 'national indicator')} {verb} a figure by {day}"
        if n_national
        else f"No national indicator has a figure by {day}"
    )
    if not n_flagged:
        return f"{first}; every figure adds up." if rows else f"{first}."
    of = count_of(n_flagged, "indicator")
    return f"{first}; in the figures of {of} something does not add up."


def _table(rows: list[IndicatorRow]) -> Table:
    return Table(
        caption="Indicators at a glance",
        columns=(
            Column("Indicator", 24, heads_rows=True),
            Column("Latest", 16, is_number=True),
            Column("Rating", 14),
            Column("What can be said of it", 33),
            Column("Does not add up", 13, is_number=True),
        ),
        rows=tuple(_row(row) for row in rows),
        anchor="indicators-glance",
        empty="No indicator has a figure by this day.",
        group="Indicators",
    )


def _row(row: IndicatorRow) -> tuple[Cell, ...]:
    latest = figure_cell(row.latest_text)
    if row.period_text:
        latest = Cell((*latest.lines, dim(row.period_text)), is_held_back=latest.is_held_back)
    beside = dim(row.comparator_text) if row.comparator_text else None
    return (
        lines(row.name, dim(row.domain_label)),
        latest,
        rated(row.rating),
        lines(row.verdict_text, beside),
        cell(f"{row.n_flags:,}", row.n_flags),
    )


def _indicator(indicator: PaperIndicator) -> tuple[Block, ...]:
    section = indicator.section
    return (
        heading(section.name, indicator.anchor, is_listed=True),
        *opening(indicator),
        *said(*section.comparisons),
        *note_list(indicator),
        *flag_blocks(section.flags),
    )
