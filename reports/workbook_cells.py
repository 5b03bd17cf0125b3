"""Writes cells of a workbook: every one a plain value with its type, its look worked out once."""

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from textwrap import shorten
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.writer.excel import ExcelWriter

from plans.rules.dates import Precision
from plans.rules.meanings import Mark
from reports import palette
from reports.readmodels_indicators import Number
from reports.readmodels_pack import Day

_CELL_LIMIT = 32_767  # characters; a spreadsheet refuses more
_TITLE_LIMIT = 31
_REFUSED = re.compile(r"[\[\]:*?/\\']")
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
_LINE = {"font": _TEXT["font"], "alignment": Alignment(vertical="top")}
_NUMBER = _TEXT | {"alignment": Alignment(vertical="top", horizontal="right", indent=1)}
_DATE = _TEXT | {"alignment": Alignment(vertical="top", horizontal="left")}
_RATINGS = {
    tone: _TEXT
    | {
        "font": Font(**_FACE, bold=True, color=colours.ink[1:]),
        "fill": PatternFill("solid", fgColor=colours.tint[1:]),
    }
    for tone, colours in palette.TONES.items()
}


def clean_text(text: str) -> str:
    """Text as a cell can hold it: without control characters, and no longer than a cell may be."""
    text = _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - len(_CUT)] + _CUT


def clean_title(text: str) -> str:
    """A sheet's title: at most 31 characters, none of those that a spreadsheet refuses."""
    return _REFUSED.sub(" ", text).strip()[:_TITLE_LIMIT] or "Sheet"


def short_title(text: str) -> str:
    """The same in whole words."""
    words = shorten(_REFUSED.sub(" ", text), _TITLE_LIMIT, placeholder="")
    return clean_title(words.rstrip(", "))


class CellWriter:
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
            case Number():
                self._number(cell, value.value, _number_format(value))
            case Decimal() if value == value.to_integral_value():
                self._number(cell, int(value))
            case _:
                self._number(cell, value)

    def head(self, cell: Cell, text: str) -> None:
        self._text(cell, text, "header", _HEADER)

    def line(self, cell: Cell, text: str) -> None:
        """Words that run on over the empty cells beside them."""
        self._text(cell, text, "line", _LINE)

    def _text(self, cell: Cell, text: str, name: str, style: dict) -> None:
        text = clean_text(text)
        if text:
            cell.value = text
            cell.data_type = "s"  # "=1+1" and "#N/A" stay the words that somebody typed
        self._dress(cell, name, style)

    def _number(self, cell: Cell, value: Any, number_format: str = "General") -> None:
        cell.value = value
        self._dress(cell, f"number {number_format}", _NUMBER | {"number_format": number_format})

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


def _number_format(number: Number) -> str:
    """Shows it with its decimals and signs: "1.50", "£262,140", "46.9%", never times a hundred."""
    digits = "#,##0" if number.has_thousands else "0"
    decimals = f".{'0' * number.decimals}" if number.decimals else ""
    before, after = (f'"{sign}"' if sign else "" for sign in (number.before, number.after))
    return f"{before}{digits}{decimals}{after}"


# ---------- files ----------


class _SameBytes(ZipFile):
    """An archive whose entries all bear one date, so that the same content gives the same bytes."""

    def writestr(self, name, data, *args, **kwargs):
        entry = ZipInfo(getattr(name, "filename", name), (1980, 1, 1, 0, 0, 0))
        entry.compress_type = ZIP_DEFLATED
        super().writestr(entry, data)

    def write(self, filename, arcname=None, *args, **kwargs):
        with open(filename, "rb") as file:
            self.writestr(arcname or filename, file.read())


def saved(book: Workbook) -> bytes:
    """The workbook as a file; the same content gives the same bytes."""
    buffer = BytesIO()
    ExcelWriter(book, _SameBytes(buffer, "w", ZIP_DEFLATED)).save()
    return buffer.getvalue()
