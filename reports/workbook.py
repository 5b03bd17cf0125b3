"""Writes a pack as a workbook: one named table a sheet, every cell a plain value, no formulas."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
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

from indicators.readmodels import IndicatorLine, ReadingLine
from plans.csv_file import COLUMNS as ACTION_COLUMNS
from plans.rules.dates import Precision
from plans.rules.meanings import Mark
from reports import palette
from reports.pack import NONE_RECORDED, Day, MeetingLine, PlanPack

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


@dataclass(frozen=True)
class Column:
    """One column: its header, what it takes from a row, its width in characters."""

    header: str
    get: Callable[[Any], Any]
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """One sheet with its one table, named like the sheet."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]


def render_workbook(pack: PlanPack) -> bytes:
    """The pack as .xlsx; the same pack gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    writer = _Writer(book)
    for sheet in sheets(pack):
        _write(book.create_sheet(clean_title(sheet.title)), sheet, writer)
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
    _set_print(sheet, wide=sum(c.width for c in content.columns) > _WIDE)


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column: not every program measures that on opening."""
    return sum(1 + int(len(line) / (width * _PER_WIDTH)) for line in text.split("\n"))


def _name_table(sheet: Worksheet, content: Sheet) -> None:
    """Names the sheet's one table; one without rows keeps an empty one, as the format demands."""
    last = f"{get_column_letter(len(content.columns))}{max(len(content.rows), 1) + 1}"
    table = Table(displayName=content.title, name=content.title, ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _set_print(sheet: Worksheet, *, wide: bool) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if wide else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


def sheets(pack: PlanPack) -> tuple[Sheet, ...]:
    """Every sheet in order; those of which nothing is recorded have their headers."""
    return (
        Sheet("Cover", _ITEMS, tuple(_cover(pack))),
        Sheet("Notes", _NOTES, tuple(_notes(pack))),
        Sheet("Summary", _summary_columns(pack), pack.summary),
        Sheet("Actions", _ACTIONS, pack.rows),
        Sheet("Updates", _UPDATES, pack.updates),
        Sheet("Indicators", _columns_of(IndicatorLine), pack.indicators),
        Sheet("Readings", _columns_of(ReadingLine), pack.readings),
        Sheet("Meetings", _columns_of(MeetingLine), pack.meetings),
    )


_ITEMS = (Column("Item", lambda r: r[0], 26), Column("Value", lambda r: r[1], 100))


def _cover(pack: PlanPack) -> Iterable[tuple[str, Any]]:
    yield "Paper", pack.title
    yield "Plan", pack.state.title
    yield "Reference", pack.state.ref
    yield "Service", pack.state.service
    yield "As at", pack.as_at
    yield "For", pack.audience_text
    yield "Edition", pack.edition_text
    yield "How it stands", pack.sentence
    if pack.basis_sentence:
        yield "How that is known", pack.basis_sentence
    yield "What it holds", pack.scope
    if pack.state.inspection:
        yield "Answers the inspection", pack.state.inspection
    for source in pack.sources:
        yield "Source", source.text
    for gap in pack.gaps:
        yield "Known gap", f"{gap.what}: {gap.note}"


_NOTES = (
    Column("Topic", lambda r: r[0], 30),
    Column("About", lambda r: r[1], 26),
    Column("Note", lambda r: r[2], 90),
    Column("Source", lambda r: r[3], 60),
)
_EMPTY_SHEETS = (("Indicators", "indicators"), ("Readings", "readings"), ("Meetings", "meetings"))


def _notes(pack: PlanPack) -> Iterable[tuple[str, Any, str, str]]:
    for row in pack.key:
        yield "Key of the plan", row.mark, f"{row.definition}; {row.note}", ""
    for form in pack.forms:
        yield "Readings", form.word, form.meaning, ""
    yield (
        "Columns",
        "Calculated",
        "What the key and the dates imply on the day, in words of its own; never a reported colour.",
        "",
    )
    yield (
        "Columns",
        "Dates",
        "A date known to the month or the year holds the last day that it means, and shows no day.",
        "",
    )
    for sheet, name in _EMPTY_SHEETS:
        if not getattr(pack, name):
            yield "Sheets without rows", sheet, NONE_RECORDED, ""
    for gap in pack.gaps:
        yield "Known gaps", gap.what, gap.note, ""
    for part in pack.parts:
        if part.as_at_text:
            note = f"{part.as_at_text}. {part.state.as_at_note}".strip()
            yield "Day of a part’s table", part.heading, note, ""
    for remark in pack.remarks:
        yield f"Said on {remark.day_text}", remark.about, remark.text, remark.source
    for line in pack.noted:
        yield "Met in reading the documents", line.ref, line.note, ""


def _summary_columns(pack: PlanPack) -> tuple[Column, ...]:
    """Every rating of the key, stated and inferred, in its order; then what cuts across them."""

    def count(n: int, kind: str) -> Callable[[Any], int]:
        return lambda row: getattr(row.tally.counts[n], kind)

    counted = [
        Column(f"{c.word}, {kind}", count(n, kind), 11)
        for n, c in enumerate(pack.state.tally.counts)
        if c.meaning
        for kind in ("stated", "inferred")
    ]
    return (
        Column("Level", lambda r: r.level, 12),
        Column("Part", lambda r: r.part, 7),
        Column("Objective", lambda r: r.objective, 11),
        Column("Title", lambda r: r.title, 48),
        Column("Due", lambda r: r.due, 14),
        Column("Actions", lambda r: r.tally.n, 10),
        *counted,
        Column("Unrated", lambda r: r.tally.n_unrated, 11),
        Column("Past their date", lambda r: r.tally.n_overdue, 11),
        Column("Outstanding", lambda r: r.tally.n_outstanding, 14),
        Column("Complete, yet work remains", lambda r: r.tally.n_work_remains, 14),
    )


# Where a workbook holds more than words: dates with their precision, ratings with their fills.
_HELD = {
    "Due date": lambda r: r.due,
    "Revised due date": lambda r: r.revised,
    "Reported": lambda r: r.line.mark,
    "Last update": lambda r: r.updated,
    "Forecast": lambda r: r.forecast,
}
_WIDTHS = (8, 7, 11, 14, 48, 24, 24, 16, 12, 12, 12, 11, 22, 12, 13, 60, 14, 44, 18)


def _of_line(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: get(row.line)


_ACTIONS = tuple(
    Column(header, _HELD.get(header, _of_line(get)), width)
    for (header, get), width in zip(ACTION_COLUMNS, _WIDTHS, strict=True)
)

_UPDATES = (
    Column("Ref", lambda r: r.line.ref, 8),
    Column("Effective date", lambda r: r.effective, 14),
    Column("Precision", lambda r: r.line.effective_precision, 11),
    Column("Position in the day", lambda r: r.line.position, 11),
    Column("Known on", lambda r: r.line.known_on, 14),
    Column("Recorded at", lambda r: r.line.recorded_at, 19),
    Column("Recorded by", lambda r: r.line.recorded_by, 22),
    Column("Rating", lambda r: r.line.mark if r.line.rating else None, 12),
    Column("Basis", lambda r: r.line.basis, 11),
    Column("Inferred from", lambda r: r.line.inferred_from, 26),
    Column("Comment", lambda r: r.line.comment, 60),
    Column("Remaining", lambda r: r.line.remaining, 44),
    Column("Forecast", lambda r: r.forecast, 14),
    Column("Evidence", lambda r: r.line.evidence, 40),
    Column("Evidence date", lambda r: r.line.evidence_on, 14),
    Column("Evidence link", lambda r: r.line.evidence_link, 30),
    Column("Clears", lambda r: "; ".join(r.line.clears), 16),
    Column("Corrects", lambda r: r.line.corrects, 24),
    Column("Reason", lambda r: r.line.reason, 34),
    Column("Source document", lambda r: r.line.source, 44),
    Column("Place", lambda r: r.line.place, 30),
)


def _columns_of(line: type) -> tuple[Column, ...]:
    """One column for each field of a read-model, in its order and under its name."""

    def get(name: str) -> Callable[[Any], Any]:
        return lambda row: _flat(getattr(row, name))

    return tuple(
        Column(f.name.replace("_", " ").capitalize(), get(f.name), 16) for f in fields(line)
    )


def _flat(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value
