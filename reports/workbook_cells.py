"""Writes cells of a workbook: every one a plain value with its type, its look worked out once."""

import re
from datetime import date, datetime
from decimal import Decimal
from textwrap import shorten
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from plans.rules.dates import Precision
from plans.rules.meanings import Mark
from reports import palette
from reports.readmodels_indicators import Number
from reports.readmodels_pack import Day
from reports.sheets import SheetLink

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
_LINK = _TEXT | {"font": Font(**_FACE, color=palette.SERIES[1:], underline="single")}
_COLOURED: dict[str, dict] = {
    "header": _HEADER,
    "text": _TEXT,
    "line": _LINE,
    "link": _LINK,
    "number": _NUMBER,
    "date": _DATE,
    **{tone: _RATINGS[tone] for tone in palette.TONES},
}
_LARGE = {"name": "Arial", "size": 12}
_PLAIN_FONT = Font(**_LARGE)
_BOLD = Font(**_LARGE, bold=True)
_AT_TOP = Alignment(vertical="top", wrap_text=True)
_PLAIN: dict[str, dict] = {  # no fill, no rule, no colour but that of a link
    "header": {"font": _BOLD, "alignment": _AT_TOP},
    "text": {"font": _PLAIN_FONT, "alignment": _AT_TOP},
    "line": {"font": _PLAIN_FONT, "alignment": Alignment(vertical="top")},
    "link": {
        "font": Font(**_LARGE, color="0563C1", underline="single"),
        "alignment": Alignment(vertical="top"),
    },
    "number": {
        "font": _PLAIN_FONT,
        "alignment": Alignment(vertical="top", horizontal="right", wrap_text=True),
    },
    "date": {
        "font": _PLAIN_FONT,
        "alignment": Alignment(vertical="top", horizontal="left", wrap_text=True),
    },
    **{tone: {"font": _PLAIN_FONT, "alignment": _AT_TOP} for tone in palette.TONES},
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
    """Writes cells of one workbook. Each style is worked out once: that is most of a cell's cost.

    `is_plain`: larger letters and no fills or rules, as a workbook for the public has them.
    """

    def __init__(self, book: Workbook, *, is_plain: bool = False) -> None:
        self._sheet = book.create_sheet()
        book.remove(self._sheet)
        self._looks = _PLAIN if is_plain else _COLOURED
        self._styles: dict[Any, StyleArray] = {}

    def put(self, cell: Cell, value: Any) -> None:
        """Writes one value with its type: text is text and never a formula, dates are dates."""
        match value:
            case str():
                self._text(cell, value, "text")
            case None:
                self._dress(cell, "text")
            case Mark():
                self._text(cell, value.word, value.tone)
            case Day(on=None):
                self._text(cell, value.text, "text")
            case Day():
                self._date(cell, value.on, _FORMATS[value.precision])
            case datetime():
                self._date(cell, local_time(value), _STAMP)
            case date():
                self._date(cell, value, _FORMATS[Precision.DAY])
            case Number():
                self._number(cell, value.value, number_format(value))
            case Decimal() if value == value.to_integral_value():
                self._number(cell, int(value))
            case SheetLink():
                self._link(cell, value)
            case _:
                self._number(cell, value)

    def title(self, cell: Cell, text: str) -> None:
        """The title of a sheet, marked as its first heading."""
        self._text(cell, text, "line")
        cell.style = _first_heading(cell.parent.parent)

    def head(self, cell: Cell, text: str) -> None:
        """A heading of a column."""
        self._text(cell, text, "header")

    def line(self, cell: Cell, said: str | SheetLink) -> None:
        """Words that run on over the empty cells beside them."""
        if isinstance(said, SheetLink):
            self._link(cell, said)
        else:
            self._text(cell, said, "line")

    def sign(self, cell: Cell, text: str) -> None:
        """Shorthand in a column of numbers: text that is set as they are."""
        self._text(cell, text, "number")

    def _link(self, cell: Cell, link: SheetLink) -> None:
        place = f"{quote_sheetname(clean_title(link.sheet))}!A1"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=link.text)
        self._text(cell, link.text, "link")

    def _text(self, cell: Cell, text: str, look: str) -> None:
        text = clean_text(text)
        if text:
            cell.value = text
            cell.data_type = "s"  # "=1+1" and "#N/A" stay the words that somebody typed
        self._dress(cell, look)

    def _number(self, cell: Cell, value: Any, shown: str = "General") -> None:
        cell.value = value
        self._dress(cell, "number", shown)

    def _date(self, cell: Cell, value: date | datetime, shown: str) -> None:
        cell.value = value
        self._dress(cell, "date", shown)

    def _dress(self, cell: Cell, look: str, shown: str = "General") -> None:
        style = self._styles.get((look, shown))
        if style is None:
            pattern = Cell(self._sheet, row=1, column=1)
            for part, value in (self._looks[look] | {"number_format": shown}).items():
                setattr(pattern, part, value)
            style = self._styles[look, shown] = pattern._style
        cell._style = style  # shared: nobody restyles a cell afterwards


def _first_heading(book: Workbook) -> str:
    """The name of the style that programs know as the first heading."""
    name = "Heading 1"
    if name not in book.named_styles:
        style = NamedStyle(name=name, builtinId=16, font=Font(name="Arial", size=16, bold=True))
        style.alignment = Alignment(vertical="top")
        book.add_named_style(style)
    return name


def local_time(at: datetime) -> datetime:
    """A moment as local time without a zone, to the second: a spreadsheet knows no zones."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0)


def number_format(number: Number) -> str:
    """Shows it with its decimals and signs: "1.50", "£262,140", "46.9%", never times a hundred."""
    digits = "#,##0" if number.has_thousands else "0"
    decimals = f".{'0' * number.decimals}" if number.decimals else ""
    before, after = (f'"{sign}"' if sign else "" for sign in (number.before, number.after))
    return f"{before}{digits}{decimals}{after}"
