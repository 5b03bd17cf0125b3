"""Writes a pack as a workbook: one named table a sheet, every cell a plain value, no formulas."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from reports.charts_excel import TITLE as CHARTS
from reports.charts_excel import add_charts, chart_sheet
from reports.readmodels_pack import PlanPack
from reports.sheets import Sheet, sheets
from reports.workbook_cells import CellWriter, clean_title, saved

_LINE, _TALLEST = 13, 409  # heights in points: of one line, and the most that a row can have
_PER_WIDTH = 1.15  # characters of running text to a unit of column width
_WIDE = 200  # a table of more characters than this is printed on A3


def render_workbook(pack: PlanPack) -> bytes:
    """The pack as .xlsx; the same pack gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    writer = CellWriter(book)
    for sheet in _all_sheets(pack):
        written = book.create_sheet(clean_title(sheet.title))
        write_sheet(written, sheet, writer)
        set_print(written, sheet, said_on_each=pack.invented_head.strip())
        if sheet.title == CHARTS:
            add_charts(written, pack.charts)
    stamp = _stamp(pack)
    book.properties.title = f"{pack.title}: {pack.state.title}, as at {pack.as_at_text}"
    book.properties.creator = pack.state.service
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = stamp
    return saved(book)


def _all_sheets(pack: PlanPack) -> Iterator[Sheet]:
    """The sheets in order, that of the charts after the readings that they show."""
    for sheet in sheets(pack):
        yield sheet
        if sheet.title == "Readings":
            yield chart_sheet(pack.charts)


def _stamp(pack: PlanPack) -> datetime:
    """The moment that the file's properties give: when it was made, for a draft the day it speaks of."""
    if pack.made:
        return pack.made.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return datetime.combine(pack.as_at, time())


def write_sheet(sheet: Worksheet, content: Sheet, writer: CellWriter) -> None:
    """Writes a sheet's table from A1: its header frozen, its columns as wide as they are to be."""
    for n, column in enumerate(content.columns, start=1):
        writer.head(sheet.cell(1, n), column.header)
        sheet.column_dimensions[get_column_letter(n)].width = column.width
    for y, row in enumerate(content.rows, start=2):
        n_lines = 1
        for x, column in enumerate(content.columns, start=1):
            value = column.get(row)
            writer.put(sheet.cell(y, x), value)
            if isinstance(value, str):
                n_lines = max(n_lines, _lines(value, column.width))
        sheet.row_dimensions[y].height = min(n_lines * _LINE + 3, _TALLEST)
    _name_table(sheet, content)
    head = max((_lines(column.header, column.width) for column in content.columns), default=1)
    sheet.row_dimensions[1].height = max(32, head * _LINE + 6)
    sheet.freeze_panes = "B2" if len(content.columns) > 4 else "A2"
    sheet.sheet_view.zoomScale = 90 if len(content.columns) > 8 else 100


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column: not every program measures that on opening."""
    return sum(1 + int(len(line) / (width * _PER_WIDTH)) for line in text.split("\n"))


def _name_table(sheet: Worksheet, content: Sheet) -> None:
    """Names the sheet's one table; one without rows keeps an empty one, as the format demands."""
    last = f"{get_column_letter(len(content.columns))}{max(len(content.rows), 1) + 1}"
    name = content.name or content.title
    table = Table(displayName=name, name=name, ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def set_print(sheet: Worksheet, content: Sheet, *, said_on_each: str) -> None:
    """How the sheet prints; `said_on_each` stands on each page, at its head and foot ("": nothing)."""
    wide = sum(c.width for c in content.columns) > _WIDE
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if wide else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = said_on_each or None
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"
