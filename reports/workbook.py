"""Writes a pack as a workbook: one named table a sheet, every cell a plain value, no formulas."""

import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from plans.rules.dates import Precision
from plans.rules.meanings import Mark
from reports import palette
from reports.readmodels_pack import Day, PlanPack
from reports.sheets import Sheet, sheets

_CELL_LIMIT = 32_767  # characters; a spreadsheet refuses more
_CUT = " [cut here: a cell holds no more]"
# what XML cannot hold: control characters, lone surrogates, the two non-characters
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_FORMATS = {
    None: "General",
    Precision.DAY: "d mmm yyyy",
    Precision.MONTH: "mmm yyyy",
    Precision.QUARTER: '"quarter to "mmm yyyy',
    Precision.SEASON: '"season to "mmm yyyy',
    Precision.YEAR: "yyyy",
}
_LINE, _TALLEST = 13, 409  # heights in points: of one line, and the most that a row can have
_PER_WIDTH = 1.15  # characters of running text to a unit of column width
_WIDE = 200  # a table of more characters than this is printed on A3
_STAMP = "d mmm yyyy hh:mm"
_FACE = {"name": "Arial", "size": 10}
_RULE = Border(bottom=Side(style="thin", color=palette.LINE[1:]))
_HEADER = {
    "font": Font(**_FACE, bold=True, color=palette.PAPER[1:]),
    "fill": PatternFill("solid", fgColor=palette.BRAND[1:]),
    "alignment": Alignment(vertical="center", wrap_text=True),
}
_TEXT = {
    "font": Font(**_FACE, color=palette.INK[1:]),
    "alignment": Alignment(vertical="top", wrap_text=True),
    "border": _RULE,
}
_NUMBER = _TEXT | {"alignment": Alignment(vertical="top", horizontal="right")}
_DATE = _TEXT | {"alignment": Alignment(vertical="top", horizontal="left")}
_RATINGS = {
    tone: _TEXT
    | {
        "font": Font(**_FACE, bold=True, color=colours.ink[1:]),
        "fill": PatternFill("solid", fgColor=colours.tint[1:]),
    }
    for tone, colours in palette.TONES.items()
}


def render_workbook(pack: PlanPack) -> bytes:
    """The pack as .xlsx; the same pack gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    writer = _Writer(book)
    for sheet in sheets(pack):
        written = book.create_sheet(clean_title(sheet.title))
        _write(written, sheet, writer)
        _set_print(written, sheet, said_on_each=pack.invented_head.strip())
    stamp = _stamp(pack)
    book.properties.title = f"{pack.title}: {pack.state.title}, as at {pack.as_at_text}"
    book.properties.creator = pack.state.service
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = stamp
    return _saved(book)


def _stamp(pack: PlanPack) -> datetime:
    """The moment that the file's properties give: when it was made, for a draft the day it speaks of."""
    if pack.made:
        return pack.made.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return datetime.combine(pack.as_at, time())


class _SameBytes(ZipFile):
    """An archive whose entries all bear one date, so that the same content gives the same bytes."""

    def writestr(self, name, data, *args, **kwargs):
        entry = ZipInfo(getattr(name, "filename", name), (1980, 1, 1, 0, 0, 0))
        entry.compress_type = ZIP_DEFLATED
        super().writestr(entry, data)

    def write(self, filename, arcname=None, *args, **kwargs):
        with open(filename, "rb") as file:
            self.writestr(arcname or filename, file.read())


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    ExcelWriter(book, _SameBytes(buffer, "w", ZIP_DEFLATED)).save()
    return buffer.getvalue()


# ---------- cells ----------


def clean_text(text: str) -> str:
    """Text as a cell can hold it: without control characters, and no longer than a cell may be."""
    text = _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - len(_CUT)] + _CUT


def clean_title(text: str) -> str:
    """A sheet's title: at most 31 characters, none of those that a spreadsheet refuses."""
    return re.sub(r"[\[\]:*?/\\']", " ", text).strip()[:31] or "Sheet"


class _Writer:
    """Writes cells of one workbook. Each style is worked out once: that is most of a cell's cost."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.create_sheet()
        book.remove(self._sheet)
        self._styles: dict[Any, StyleArray] = {}

    def put(self, cell: Cell, value: Any) -> None:
        """Writes one value with its type: text is text and never a formula, dates are dates."""
        match value:
            case str():
                self._text(cell, value, "text", _TEXT)
            case None:
                self._dress(cell, "text", _TEXT)
            case Mark():
                self._text(cell, value.word, value.tone, _RATINGS[value.tone])
            case Day(on=None):
                self._text(cell, value.text, "text", _TEXT)
            case Day():
                self._date(cell, value.on, _FORMATS[value.precision])
            case datetime():
                self._date(cell, _local(value), _STAMP)
            case date():
                self._date(cell, value, _FORMATS[Precision.DAY])
            case _:
                cell.value = value
                self._dress(cell, "number", _NUMBER)

    def head(self, cell: Cell, text: str) -> None:
        self._text(cell, text, "header", _HEADER)

    def _text(self, cell: Cell, text: str, name: str, style: dict) -> None:
        text = clean_text(text)
        if text:
            cell.value = text
            cell.data_type = "s"  # "=1+1" and "#N/A" stay the words that somebody typed
        self._dress(cell, name, style)

    def _date(self, cell: Cell, value: date | datetime, number_format: str) -> None:
        cell.value = value
        self._dress(cell, number_format, _DATE | {"number_format": number_format})

    def _dress(self, cell: Cell, name: str, style: dict) -> None:
        if name not in self._styles:
            pattern = Cell(self._sheet, row=1, column=1)
            for part, value in style.items():
                setattr(pattern, part, value)
            self._styles[name] = pattern._style
        cell._style = self._styles[name]  # shared: nobody restyles a cell afterwards


def _local(at: datetime) -> datetime:
    """A moment as local time without a zone, to the second: a spreadsheet knows no zones."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0)


# ---------- sheets ----------


def _write(sheet: Worksheet, content: Sheet, writer: _Writer) -> None:
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
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2" if len(content.columns) > 4 else "A2"
    sheet.sheet_view.zoomScale = 90 if len(content.columns) > 8 else 100


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column: not every program measures that on opening."""
    return sum(1 + int(len(line) / (width * _PER_WIDTH)) for line in text.split("\n"))


def _name_table(sheet: Worksheet, content: Sheet) -> None:
    """Names the sheet's one table; one without rows keeps an empty one, as the format demands."""
    last = f"{get_column_letter(len(content.columns))}{max(len(content.rows), 1) + 1}"
    table = Table(displayName=content.title, name=content.title, ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _set_print(sheet: Worksheet, content: Sheet, *, said_on_each: str) -> None:
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
