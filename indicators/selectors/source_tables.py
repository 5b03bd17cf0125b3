"""The tables of the documents, as printed, each figure with what it comes to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import F, Prefetch, Q
from django.urls import reverse

from indicators.models import SourceTable, TableCell
from indicators.readmodels import FlagLine
from indicators.readmodels_tables import Cell, DocumentTables, Row, TableLine, TablePage
from indicators.rules.bands import Outcome, Rated
from indicators.rules.disclosure import WITHHELD, Held
from indicators.rules.disclosure.words import may_tell
from indicators.rules.measures import CellFigure, TableKind, read_value
from indicators.rules.printed import number_text
from indicators.rules.recomputing import recompute
from indicators.rules.table_checks import (
    PlainCell,
    PlainColumn,
    PlainRow,
    PlainTable,
    check_figures,
    check_shares,
    check_sums,
)
from indicators.selectors.gathering import facts_of
from indicators.selectors.indicator_list import READ_FROM
from indicators.selectors.lines import flag_line
from indicators.selectors.states import IndicatorState, ReadingState, indicator_states
from plans.addresses import with_query
from plans.models import Service
from plans.readmodels import LinkLine
from plans.rules.dates import date_text
from plans.rules.words import count_of
from plans.selectors.kept import kept

TABLES = READ_FROM | {
    f"indicators.{name}" for name in ("sourcetable", "tablecolumn", "tablerow", "tablecell")
}
_CHECKED = {
    TableKind.READINGS: "Each figure was worked out again from its own counts where they are printed.",
    TableKind.SUMS: "Each total was added up again.",
    TableKind.SHARES: "Each percentage was held against how many could have given that answer.",
    TableKind.FIGURES: "Nothing in it can be worked out again.",
}
_COMPARED = "What is given twice was held against each other, and days against their order."


def document_tables(
    service: Service, *, as_at: date, query: str = ""
) -> tuple[DocumentTables, ...]:
    """The tables of each document that was published by that day, the oldest document first."""
    return kept(
        "document-tables",
        (service.ref, as_at, query),
        lambda: _documents(service, as_at, query),
        of=TABLES,
    )


def _documents(service: Service, as_at: date, query: str) -> tuple[DocumentTables, ...]:
    pages = table_pages(service, as_at=as_at)
    found: dict[str, list[TableLine]] = defaultdict(list)
    days: dict[str, str] = {}
    for row, page in pages:
        days[page.document] = _published(row)
        found[page.document].append(
            TableLine(
                ref=page.ref,
                title=page.title,
                url=with_query(row.get_absolute_url(), query),
                place=page.place,
                kind=page.kind,
                size_text=_size(page),
                n_flags=len(page.flags),
            )
        )
    return tuple(DocumentTables(title, days[title], tuple(lines)) for title, lines in found.items())


def table_page(service: Service, ref: str, *, as_at: date, query: str = "") -> TablePage | None:
    """One table; None where none of that ref was published by that day."""

    def make() -> TablePage | None:
        found = table_pages(service, as_at=as_at, ref=ref, query=query)
        return found[0][1] if found else None

    return kept("table", (service.ref, ref, as_at, query), make, of=TABLES)


def table_pages(
    service: Service,
    *,
    as_at: date,
    ref: str | None = None,
    states: Iterable[IndicatorState] | None = None,
    query: str = "",
    held: Held | None = None,
) -> list[tuple[SourceTable, TablePage]]:
    """The service's tables with their rows, in the order of their documents; some fifteen queries.

    `states` are those of its indicators on that day, where they have been gathered: then some five.
    They have been gathered without what is `held` back, as its cells are here.
    """
    rows = _tables(service, as_at, ref)
    if states is None:
        needed = any(t.kind == TableKind.READINGS for t in rows)
        states = indicator_states(service, as_at=as_at, held=held) if needed else ()
    by_reading = {
        s.facts.id: (state, s) for state in states for s in (*state.readings, *_followed(state))
    }
    withheld = frozenset(held.cells) if held else frozenset()
    return [(table, _page(table, by_reading, query, withheld)) for table in rows]


def _followed(state: IndicatorState) -> Iterable[ReadingState]:
    """What a document printed and another reading took the place of since: its table keeps it."""
    standing = {s.facts.id for s in state.readings}
    for pk, row in state.gathered.rows.items():
        if pk not in standing:
            facts = facts_of(row, is_withheld=pk in state.gathered.withheld)
            again = recompute(state.measure, facts)
            yield ReadingState(facts, again, None, None, Rated(Outcome.NONE), None, ())


def _tables(service: Service, as_at: date, ref: str | None) -> list[SourceTable]:
    """A document without a day counts from the day that its tables were recorded."""
    published = Q(source__published_on__lte=as_at) | Q(
        source__published_on__isnull=True, recorded_at__date__lte=as_at
    )
    day = F("source__published_on")
    cells = TableCell.objects.select_related("column")
    rows = (
        SourceTable.objects.filter(published, service=service)
        .select_related("source")
        .prefetch_related("columns", "rows", Prefetch("rows__cells", cells))
        .order_by(day.asc(nulls_last=True), "source_id", "position", "pk")
    )
    return list(rows if ref is None else rows.filter(ref=ref))


def _page(
    table: SourceTable,
    states: Mapping[int, tuple[IndicatorState, ReadingState]],
    query: str,
    withheld: frozenset[int],
) -> TablePage:
    columns = list(table.columns.all())
    cells = [{cell.column_id: cell for cell in row.cells.all()} for row in table.rows.all()]
    plain = _plain(table, columns, cells, withheld)
    checks = defaultdict(list)
    for found in _checks(TableKind(table.kind), plain):
        checks[found.row, found.column].append(flag_line(found.flag))
    rows = []
    indicators: dict[str, LinkLine] = {}
    for r, row in enumerate(table.rows.all()):
        made = []
        for c, column in enumerate(columns):
            cell = cells[r].get(column.pk)
            is_total = row.is_total or column.is_total
            if cell is not None and cell.reading_id in states:
                state, s = states[cell.reading_id]
                made.append(_read(state, s, CellFigure(cell.figure), is_total))
                ref = state.measure.ref
                url = reverse("indicators:indicator", args=[ref])
                indicators[ref] = LinkLine(state.measure.name, with_query(url, query))
            elif cell is not None and cell.pk in withheld:
                made.append(Cell(WITHHELD, is_total=is_total, is_withheld=True))
            else:
                text = cell.printed if cell is not None else ""
                flags = tuple(checks[r, c])
                made.append(Cell(text, read_value(text), "", bool(flags), flags, is_total))
        rows.append(Row(row.heading, row.place, tuple(made), row.is_total))
    flags = _flags(rows, [c.heading for c in columns])
    return TablePage(
        ref=table.ref,
        title=table.title,
        document=table.source.title if table.source else "",
        place=table.place,
        kind=TableKind(table.kind).label,
        unit=table.unit,
        note=_note(table, rows),
        columns=tuple(c.heading for c in columns),
        rows=tuple(rows),
        flags=flags,
        checked_text=_checked(TableKind(table.kind), rows, len(flags)),
        indicators=tuple(indicators.values()),
    )


def _note(table: SourceTable, rows: Iterable[Row]) -> str:
    """The table's note; none that has a number in it where a cell is held back."""
    is_withheld = any(cell.is_withheld for row in rows for cell in row.cells)
    return "" if is_withheld and may_tell(table.note) else table.note


def _read(state: IndicatorState, s: ReadingState, figure: CellFigure, is_total: bool) -> Cell:
    """A cell that is a figure of a reading; only the published one is worked out again."""
    facts = s.facts
    if facts.is_withheld:
        return Cell(WITHHELD, is_total=is_total, is_withheld=True)
    if figure is CellFigure.PUBLISHED:
        flags = tuple(flag_line(f) for f in s.flags)
        again = s.recomputed.text if s.recomputed else ""
        differs = again != "" and facts.value is not None and read_value(again) != facts.value
        return Cell(facts.published, facts.value, again, differs, flags, is_total)
    if figure is CellFigure.RANK:
        text = f"{facts.rank} of {facts.rank_of}" if facts.rank else ""
        return Cell(text, Decimal(facts.rank) if facts.rank else None, is_total=is_total)
    number = {
        CellFigure.NUMERATOR: facts.numerator,
        CellFigure.DENOMINATOR: facts.denominator,
        CellFigure.OTHER_DENOMINATOR: facts.other_denominator,
    }[figure]
    return Cell("" if number is None else number_text(number), number, is_total=is_total)


def _plain(
    table: SourceTable, columns: list, cells: list[dict], withheld: frozenset[int]
) -> PlainTable:
    """What is held back is there and is no number: an empty cell would count as nothing in a sum."""

    def plain(cell: TableCell | None) -> PlainCell | None:
        if cell is not None and cell.pk in withheld:
            return PlainCell(WITHHELD)
        return PlainCell(cell.printed) if cell is not None and cell.printed else None

    return PlainTable(
        columns=tuple(PlainColumn(c.heading, c.is_total) for c in columns),
        rows=tuple(
            PlainRow(
                heading=row.heading,
                cells=tuple(plain(of_row.get(c.pk)) for c in columns),
                base=row.base,
                is_total=row.is_total,
                place=row.place,
                part_of=row.part_of,
            )
            for row, of_row in zip(table.rows.all(), cells, strict=True)
        ),
        unit=table.unit,
        base=table.base,
        place=table.place,
    )


def _checks(kind: TableKind, plain: PlainTable):
    if kind is TableKind.SUMS:
        return check_sums(plain)
    if kind is TableKind.SHARES:
        return check_shares(plain)
    return check_figures(plain) if kind is TableKind.FIGURES else ()


def _flags(rows: Iterable[Row], columns: list[str]) -> tuple[FlagLine, ...]:
    """Every flag of the table once, with the row and the column that it is of."""
    found = {}
    for row in rows:
        for heading, cell in zip(columns, row.cells, strict=True):
            for flag in cell.flags:
                where = f"{row.heading}, {heading}"
                found.setdefault(flag, FlagLine(flag.code, f"{where}: {flag.text}", flag.place))
    return tuple(found.values())


def _checked(kind: TableKind, rows: list[Row], n_flags: int) -> str:
    if not rows:
        return "Its numbers are not in the text of the document."
    said = _CHECKED[kind]
    if kind is TableKind.FIGURES:
        if not n_flags:
            return said
        said = _COMPARED
    return f"{said} {count_of(n_flags, 'thing')} {'does' if n_flags == 1 else 'do'} not add up."


def _size(page: TablePage) -> str:
    if not page.rows:
        return "no numbers in the text"
    return f"{count_of(len(page.rows), 'row')}, {count_of(len(page.columns), 'column')}"


def _published(table: SourceTable) -> str:
    if table.source is None:
        return ""
    on = date_text(table.source.published_on, table.source.published_precision)
    return f"Published {on or table.source.published_as_written}"
