"""How a sheet is laid out: for a board its table alone, for the public as accessible statistics are.

The public's has a title, then what has to be known, then one table with no empty cell in it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plans.rules.meanings import Mark
from reports.readmodels_indicators import Number
from reports.readmodels_pack import Day
from reports.sheets import NOT_APPLICABLE, SHORTHAND, Column, Sheet, SheetLink

COVER = "Cover"


@dataclass(frozen=True)
class Laid:
    """A sheet from its first row on: perhaps a title and lines, then the headings and the rows.

    `right` are the places of the columns with numbers, where shorthand is set as numbers are.
    """

    sheet: Sheet
    title: str
    lines: tuple[str | SheetLink, ...]
    rows: list[list[Any]]
    right: frozenset[int] = frozenset()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.sheet.columns

    @property
    def head_row(self) -> int:
        """The row of the headings, counted from 1."""
        return 1 + len(self.lines) + bool(self.title)

    @property
    def last_row(self) -> int:
        """The last row of the table, which has one empty row where it has no other."""
        return self.head_row + max(len(self.rows), 1)


def laid(sheet: Sheet, *, is_public: bool, said_on_each: str = "") -> Laid:
    """The sheet as that edition has it; `said_on_each` stands above every table of the public's."""
    if not is_public:
        return Laid(sheet, "", (), sheet.values())
    rows = _filled(sheet)
    lines = tuple(_above(sheet, rows, said_on_each))
    return Laid(sheet, sheet.heading or sheet.title, lines, rows, _numbered(rows))


def is_number(value: Any) -> bool:
    """Whether a value is written as a number."""
    return isinstance(value, int | float | Decimal | Number)


def _filled(sheet: Sheet) -> list[list[Any]]:
    """Every cell, shorthand where there is no value; one row of it where the table has none."""
    if not sheet.rows:
        return [[NOT_APPLICABLE] * len(sheet.columns)]
    return [
        [
            column.empty if _is_empty(value) else value
            for column, value in zip(sheet.columns, row, strict=True)
        ]
        for row in sheet.values()
    ]


def _is_empty(value: Any) -> bool:
    match value:
        case str():
            return not value.strip()
        case Day(on=None, text=""):
            return True
        case Mark():
            return not value.word
    return value is None


def _above(sheet: Sheet, rows: list[list[Any]], said_on_each: str):
    """What stands between the title and the table, a sentence a row."""
    yield "This sheet contains one table."
    if not sheet.rows:
        said = f"{sheet.without[:1].upper()}{sheet.without[1:]}"
        yield f"{said}: the one row of the table holds shorthand."
    yield from filter(None, (*sheet.notes, said_on_each))
    found = {value for row in rows for value in row if isinstance(value, str)}
    for sign, meaning in SHORTHAND.items():
        if sign in found:
            yield f"{sign} means {meaning}."
    if sheet.title != COVER:
        yield SheetLink("Back to the cover and its list of sheets", COVER)


def _numbered(rows: list[list[Any]]) -> frozenset[int]:
    return frozenset(x for row in rows for x, value in enumerate(row) if is_number(value))
