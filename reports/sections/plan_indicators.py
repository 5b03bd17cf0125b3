"""The indicators that a plan is meant to move, and the national ones: sentences, figures, tables."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from indicators.readmodels import FlagLine, IndicatorSection
from reports.blocks import (
    HELD_BACK,
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Look,
    Paragraph,
    Section,
    Span,
    Table,
    Tone,
    Words,
    words,
)
from reports.readmodels_indicators import PaperIndicator, PaperReading, PaperTable
from reports.sections.writing import dim, figure_cell, heading, lead, lines, rated, said

if TYPE_CHECKING:
    from reports.material import Material


NO_LIMITS, NO_POOLING = "No limits: ", "No pooling: "
NOT_DRAWN = "It is not drawn: at least one of its figures is held back."


def gather(material: "Material", title: str) -> Section:
    """What is said of each, with what does not add up beside it."""
    measured = material.pack.measured
    blocks: list[Block] = [
        lead(measured.sentence),
        *said(measured.unread_text, measured.reading_text),
    ]
    for indicator in measured.indicators:
        blocks += indicator_blocks(indicator)
    return Section("plan-indicators", title, tuple(blocks), "indicators")


def indicator_blocks(indicator: PaperIndicator) -> Iterator[Block]:
    """One indicator in full: its figure and every table, comparisons, flags, limits and notes."""
    section = indicator.section
    yield heading(section.name, indicator.anchor, is_listed=True)
    yield from opening(indicator)
    yield from said(*section.comparisons)
    for table in indicator.tables[1:]:
        yield readings_table(section.name, table)
    yield from note_list(indicator)
    yield from flag_blocks(section.flags)
    if section.control_text:
        yield heading("More than chance?", level=3)
        yield from said(*chance_texts(section))
    if section.notes:
        yield heading("Notes", level=3)
        for day, text, place in section.notes:
            yield Paragraph(_note(day, text, place), tone=Tone.NOTE)


def opening(indicator: PaperIndicator) -> Iterator[Block]:
    """The sentence with its figure and the readings behind it; without a chart, the table alone.

    Where disclosure control keeps the chart from being drawn, the figure is its sentence.
    """
    section = indicator.section
    table = readings_table(section.name, indicator.tables[0]) if indicator.tables else None
    anchor, beneath = f"figure-{section.ref}", (section.sub, section.withheld_text)
    if section.chart:
        chart = section.chart
        under = (chart.caption, *chart.not_drawn)
        yield Figure(chart.title, section.headline, anchor, chart=chart, table=table, notes=under)
        yield from said(*beneath)
    elif section.withheld_text and table:
        sentence = f"{section.headline} {section.withheld_text}"
        yield Figure(section.name, sentence, anchor, table=table)
        yield from said(section.sub)
    else:
        yield lead(section.headline)
        yield from said(*beneath)
        if table:
            yield table


def is_held_back(table: Table) -> bool:
    """Whether disclosure control took a figure out of the table."""
    return any(cell.is_held_back or HELD_BACK in cell.text for row in table.rows for cell in row)


def chance_texts(section: IndicatorSection) -> tuple[str, ...]:
    """What limits and pooling say of chance; the reason once, where neither can be had for it."""
    reason = section.control_text.removeprefix(NO_LIMITS)
    if section.control_text.startswith(NO_LIMITS) and section.pooled_text == NO_POOLING + reason:
        return f"Neither limits nor pooling: {reason}", *section.signals
    return section.control_text, *section.signals, section.pooled_text


def note_list(indicator: PaperIndicator) -> Iterator[Block]:
    """The notes under its tables, under the letters by which rows name them."""
    if indicator.notes:
        yield Bullets(
            tuple(words(note.text) for note in indicator.notes),
            tuple(note.letter for note in indicator.notes),
        )


def flag_blocks(flags: Iterable[FlagLine]) -> Iterator[Block]:
    """What does not add up, each with its place; nothing where all does."""
    found = tuple(_flag(flag) for flag in flags)
    if found:
        yield heading("What does not add up", level=3)
        yield Bullets(found)


def _flag(flag: FlagLine) -> Words:
    place = (Span(f" {flag.place}", is_dim=True),) if flag.place else ()
    return (Span(flag.text), *place)


def _note(day: str, text: str, place: str) -> Words:
    first = (Span(f"{day}. ", is_strong=True),) if day else ()
    last = (Span(f" {place}", is_dim=True),) if place else ()
    return (*first, Span(text), *last)


def readings_table(name: str, part: PaperTable) -> Table:
    """The readings of one line, with the columns that hold anything."""
    chosen = [c for c in _COLUMNS if c[2](part)]
    note = " ".join(filter(None, (part.counted_text, part.table.note)))
    return Table(
        caption=f"{name}: {part.table.title}",
        columns=tuple(column for column, _, _ in chosen),
        rows=tuple(tuple(make(row) for _, make, _ in chosen) for row in part.rows),
        anchor=part.anchor,
        note=note,
        look=Look.FIGURES,
        group="Readings",
    )


def _period(reading: PaperReading) -> Cell:
    row = reading.row
    beneath = (reading.days_text, row.status_text)
    return lines(row.period, *(dim(text) for text in beneath if text))


def _published(reading: PaperReading) -> Cell:
    row = reading.row
    if row.is_withheld:
        return figure_cell(HELD_BACK)
    rank = dim(row.rank_text) if row.rank_text else None
    return lines(row.published_text if reading.is_published else dim(row.published_text), rank)


def _recomputed(reading: PaperReading) -> Cell:
    row = reading.row
    if not row.is_differing:
        return figure_cell(row.recomputed_text or "none")
    return lines(row.recomputed_text, dim("differs"))


# Each column, what it takes from a reading, and whether a table has it.
_COLUMNS = (
    (Column("Period", 28, heads_rows=True), _period, lambda part: True),
    (
        Column("Counted", 11, is_number=True),
        lambda r: figure_cell(r.row.numerator_text or "not given"),
        lambda part: bool(part.table.numerator_head),
    ),
    (
        Column("Out of", 11, is_number=True),
        lambda r: figure_cell(r.row.denominator_text or "not given"),
        lambda part: bool(part.table.denominator_head),
    ),
    (Column("Published", 13, is_number=True), _published, lambda part: part.has_published),
    (
        Column("Comes to", 12, is_number=True),
        _recomputed,
        lambda part: part.table.has_recomputed,
    ),
    (
        Column("95% interval", 16, is_number=True),
        lambda r: figure_cell(r.row.interval_text or "none"),
        lambda part: part.table.has_interval,
    ),
    (Column("Rating", 15), lambda r: rated(r.row.rating), lambda part: part.table.has_rating),
    (Column("Notes", 8), lambda r: lines(r.letters or "none"), lambda part: part.has_notes),
)
