"""Writes the tables of the documents as a workbook: one table a sheet, as printed and worked out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicators.readmodels_tables import Row, TablePage
from indicators.rules.measures import read_value
from reports.pack_tables import NO_NUMBER, number_of, printed_number
from reports.readmodels_indicators import Number, TablesFile, TableSheet
from reports.sheets import Column, Sheet
from reports.workbook import saved, set_properties
from reports.workbook_cells import CellWriter, short_title
from reports.workbook_layout import set_print, write_sheet


def render_tables(file: TablesFile) -> bytes:
    """The tables as .xlsx; the same tables give the same bytes."""
    book = Workbook()
    book.remove(book.active)
    writer = CellWriter(book)
    cover = Sheet("Cover", _COVER, tuple(_cover(file)))
    written = book.create_sheet(cover.title)
    write_sheet(written, cover, writer)
    set_print(written, cover, said_on_each=file.invented_head)
    for table in file.sheets:
        content = _sheet(table)
        written = book.create_sheet(content.title)
        write_sheet(written, content, writer)
        _write_flags(written, table.page, 2 + max(len(content.rows), 1), writer)
        set_print(written, content, said_on_each=file.invented_head)
        written.oddHeader.left.text = table.page.title.replace("&", "&&")
    set_properties(
        book,
        title=f"Tables of the documents, as at {file.as_at_text}",
        creator=file.service,
        made_at=None,
    )
    return saved(book)


_COVER = (
    Column("Item", lambda r: r[0], 22),
    Column("Value", lambda r: r[1], 70),
    Column("Document", lambda r: r[2], 44),
    Column("Place", lambda r: r[3], 44),
    Column("In", lambda r: r[4], 10),
    Column("Does not add up", lambda r: r[5], 12),
)


def _cover(file: TablesFile) -> Iterator[tuple]:
    """What the file is, then a row for each table."""
    rest = (None,) * 4
    yield "Paper", "Tables of the documents", *rest
    yield "Service", file.service, *rest
    yield "As at", file.as_at, *rest
    yield "What it holds", file.sentence, *rest
    yield (
        "How to read it",
        "Each sheet has one table with its rows and columns as printed. A number shows as it is printed; "
        "words and ranges are text; an empty cell is one in which nothing is printed.",
        *rest,
    )
    yield (
        "Comes to",
        "Where a figure can be worked out again, a column at the right says what it comes to. That "
        "never replaces what is printed. What does not add up is listed below the table.",
        *rest,
    )
    for table in file.sheets:
        page = table.page
        yield table.name, page.title, page.document, page.place, page.unit, len(page.flags)


def _sheet(table: TableSheet) -> Sheet:
    """One table: its rows and columns as printed, then what is beside them."""
    page = table.page
    name = f"Table_{table.name.removeprefix('T')}"  # "T1" is the name of a cell
    return Sheet(short_title(f"{table.name} {page.title}"), _columns(page), page.rows, name)


def _columns(page: TablePage) -> tuple[Column, ...]:
    """The heading of the row and the columns as printed, what any comes to, and where rows stand."""
    rows, found = page.rows, []
    found.append(("Row", lambda row: row.heading, _wide(row.heading for row in rows)))
    for n, head in enumerate(page.columns):
        found.append((head, _printed(n), _wide((row.cells[n].text for row in rows), head)))
    for n, head in enumerate(page.columns):
        if any(row.cells[n].recomputed_text for row in rows):
            found.append((f"{head}, comes to", _comes_to(n), 14))
    if any(row.place for row in rows):
        found.append(("Place", lambda row: row.place, _wide(row.place for row in rows)))
    heads = _distinct([head for head, _, _ in found])
    return tuple(
        Column(head, get, width) for head, (_, get, width) in zip(heads, found, strict=True)
    )


def _distinct(heads: list[str]) -> list[str]:
    """The heads, a repeated or empty one with a number: no two columns of a table share a name."""
    found: list[str] = []
    for head in heads:
        name, n = head or "Column", 1
        while name.casefold() in {f.casefold() for f in found}:
            n += 1
            name = f"{head or 'Column'} ({n})"
        found.append(name)
    return found


def _wide(texts: Iterable[str], head: str = "") -> int:
    """A width for words, up to a limit; a column of figures takes less."""
    longest = max(map(len, texts), default=0)
    return min(max(longest + 2, 14, len(head) // 2), 50)


def _printed(n: int):
    def get(row: Row) -> Any:
        text = row.cells[n].text
        return printed_number(text) or text

    return get


def _comes_to(n: int):
    """What the figure comes to, with the signs that it is printed with."""

    def get(row: Row) -> Number | None:
        cell = row.cells[n]
        found = number_of(cell.recomputed_text, read_value(cell.recomputed_text))
        printed = printed_number(cell.text)
        if found is None or printed is None:
            return found
        return replace(found, before=printed.before, after=printed.after)

    return get


def _write_flags(sheet: Worksheet, page: TablePage, row: int, writer: CellWriter) -> None:
    """What was worked out again and what came of it, below the table: a heading, then a line each."""
    row += 1
    writer.head(sheet.cell(row, 1), "Notes, and what does not add up")
    lines = [page.note, page.checked_text if page.rows else NO_NUMBER]
    lines += [f"{flag.text} {flag.place}".strip() for flag in page.flags]
    for n, text in enumerate(filter(None, lines), start=1):
        writer.line(sheet.cell(row + n, 1), text)
