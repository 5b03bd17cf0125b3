"""What is shown after a paragraph of evidence: a figure, a table of a document, a list of actions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.readmodels_tables import Row, TablePage
from indicators.rules.measures import TableKind
from indicators.selectors.indicator_section import indicator_section
from plans.rules.dates import long_date
from plans.rules.words import count_of, listed, stop
from plans.selectors.plans import BeforeThePlan
from reports.blocks import (
    HELD_BACK,
    Block,
    Cell,
    Column,
    Figure,
    Line,
    Look,
    Table,
    cell,
    words,
)
from reports.pack_indicators import paper_indicator
from reports.pack_rows import action_row
from reports.pack_texts import readable_page, readable_states, texts_of
from reports.readmodels_indicators import PaperIndicator
from reports.readmodels_pack import ActionRow
from reports.readmodels_review import EvidenceLine, ExhibitLine
from reports.sections.plan_cells import anchor_of, due_cell, rating_cell
from reports.sections.plan_indicators import flag_blocks, note_list, readings_table
from reports.sections.scrutiny_places import PLAN
from reports.sections.writing import dim, figure_cell, lines, linked

if TYPE_CHECKING:
    from reports.material import Material

ALL_RIGHT = " 0 things do not add up."
LOST = "its numbers are not in the text"


def exhibit_blocks(material: "Material", e: EvidenceLine) -> Iterator[Block]:
    """What stands after one paragraph, in its order.

    What does not add up is said once: under the document's table, where that stands there too.
    """
    has_table = any(x.table_id for x in e.exhibits)
    for x in e.exhibits:
        if x.indicator_ref:
            yield from _figure(material, x, with_flags=not has_table)
        elif x.table_id:
            yield from _source_table(material, x)
        else:
            yield _outstanding(material, x)


def _figure(material: "Material", x: ExhibitLine, *, with_flags: bool) -> Iterator[Block]:
    """An indicator: its sentence, its chart, and the readings behind it."""
    found = indicator_of(material, x.indicator_ref)
    if found is None or not found.tables:
        yield _none(x, f"No figure of it was published by {long_date(material.as_at)}.")
        return
    own, name = found.section, found.section.name
    tables = [readings_table(name, table) for table in found.tables]
    shown = tables[0]
    if own.chart or own.withheld_text:
        notes = (own.chart.caption, *own.chart.not_drawn) if own.chart else ()
        yield Figure(
            x.caption,
            own.headline,
            x.anchor,
            chart=own.chart,
            table=shown,
            notes=tuple(filter(None, (own.sub, own.withheld_text, *notes, _printed(x)))),
        )
    else:
        yield replace(shown, caption=x.caption, anchor=x.anchor, sentence=own.headline)
    if own.chart and own.chart.marks:
        yield from tables[1:]
    yield from note_list(found)
    if with_flags:
        yield from flag_blocks(own.flags)


def indicator_of(material: "Material", ref: str) -> PaperIndicator | None:
    """An indicator as papers print it; None where it has no reading. No query."""
    for found in material.pack.measured.indicators:
        if found.section.ref == ref:
            return found
    states = [s for s in material.states if s.measure.ref == ref and s.readings]
    for state in readable_states(states, texts_of(material.releases)):
        return paper_indicator(indicator_section(state, as_at=material.as_at))
    return None


def _source_table(material: "Material", x: ExhibitLine) -> Iterator[Block]:
    """A table of a document as printed, and what of it does not add up."""
    page = page_of(material, x.table_id)
    if page is None:
        yield _none(x, f"Its document was not published by {long_date(material.as_at)}.")
        return
    own = (_checked(page), page.note)
    said = (*(own if page.rows else ()), _printed(x), _where(page))
    yield Table(
        caption=x.caption,
        columns=tuple(_columns(page)),
        rows=tuple(_row(row) for row in page.rows),
        anchor=x.anchor,
        note=" ".join(stop(text) for text in said if text),
        empty=" ".join(stop(text) for text in own if text),
        look=Look.FIGURES,
        group="Tables of the documents",
    )
    yield from flag_blocks(page.flags)


def _checked(page: TablePage) -> str:
    """How it was checked: what differs is counted where anything does, and no note says it again."""
    if not page.rows and LOST in page.note:
        return ""
    return page.checked_text if page.flags else page.checked_text.removesuffix(ALL_RIGHT)


def page_of(material: "Material", table_id: int) -> TablePage | None:
    """The table as it can be read; None where its document was not published by the day."""
    for row, page in material.tables:
        if row.pk == table_id:
            return readable_page(row, page, texts_of(material.releases))
    return None


def _columns(page: TablePage) -> Iterator[Column]:
    width = min(70 / max(len(page.columns), 1), 20)
    yield Column(_names_rows(page), 100 - width * len(page.columns), heads_rows=True)
    for n, text in enumerate(page.columns):
        own = [row.cells[n] for row in page.rows if row.cells[n].text]
        numbers = all(c.number is not None or c.text == HELD_BACK for c in own)
        yield Column(text, width, is_number=bool(own) and numbers)


def _names_rows(page: TablePage) -> str:
    """What stands over the names of the rows, which documents leave empty."""
    if page.kind == TableKind.SHARES.label:
        return "Answer"
    if page.kind == TableKind.READINGS.label:
        is_dated = all(any(c.isdigit() for c in row.heading) for row in page.rows)
        return "Period" if is_dated else "Measure"
    return "What is counted"


def _row(row: Row) -> tuple[Cell, ...]:
    return (cell(row.heading), *(_cell(c.text, c.number, c) for c in row.cells))


def _cell(text: str, number: Decimal | None, printed) -> Cell:
    if not text:
        return cell("not printed")
    if text == HELD_BACK or not printed.is_differing:
        return figure_cell(text, number)
    again = printed.recomputed_text
    said = words(f"comes to {again}" if again else "does not add up")
    return lines(text, Line(said, is_minor=True, sign="disagree"), value=number)


def _outstanding(material: "Material", x: ExhibitLine) -> Table:
    """The actions of a plan that are outstanding on the pack's day, of some parts or of all."""
    try:
        state = material.fields.state(x.plan_ref)
    except BeforeThePlan as early:
        return _none(x, str(early))
    own = [line for line in state.lines if not x.parts or line.part in x.parts]
    rows = [action_row(line) for line in own if line.is_outstanding]
    is_there = x.plan_ref == material.asked.plan.ref and material.fields.places.has(PLAN)
    of = f"of part {listed(list(x.parts))}" if x.parts else f"of “{state.title}”"
    return Table(
        caption=x.caption,
        columns=(
            Column("No.", 7, heads_rows=True),
            Column("Action", 33),
            Column("By when", 17),
            Column("Rating", 13),
            Column("What remains, and forecast", 30),
        ),
        rows=tuple(_action(row, is_there=is_there) for row in rows),
        anchor=x.anchor,
        sentence=(
            f"On {long_date(material.as_at)}, {len(rows):,} of {count_of(len(own), 'action')} {of} "
            f"{'was' if len(rows) == 1 else 'were'} reported neither as complete nor as not pursued."
        ),
        empty="No action was outstanding.",
        group="Outstanding",
    )


def _action(row: ActionRow, *, is_there: bool) -> tuple[Cell, ...]:
    forecast = dim(f"Forecast: {row.forecast_text}") if row.forecast_text else None
    return (
        linked(row.line.ref, anchor_of(row), is_there=is_there),
        lines(row.line.title, dim(row.line.owners_text)),
        due_cell(row),
        rating_cell(row),
        lines(row.remains_text or "not said", forecast),
    )


def _printed(x: ExhibitLine) -> str:
    """How the document calls it."""
    return f"In the document: {x.label_as_printed}." if x.label_as_printed else ""


def _where(page: TablePage) -> str:
    return f"As printed in {', '.join(filter(None, (page.document, page.place)))}"


def _none(x: ExhibitLine, why: str) -> Table:
    """What stands in the place of something that cannot be shown."""
    columns = (Column("What", 50, heads_rows=True), Column("Figure", 50))
    return Table(x.caption, columns, (), anchor=x.anchor, empty=why, note=_printed(x))


def shown_refs(found: Iterable[EvidenceLine]) -> frozenset[str]:
    """The indicators that the report has a figure of."""
    return frozenset(x.indicator_ref for e in found for x in e.exhibits if x.indicator_ref)
