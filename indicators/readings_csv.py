"""Readings and tables as comma-separated text, for spreadsheets."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from indicators.readmodels import ReadingLine
from indicators.readmodels_tables import TablePage
from plans.csv_file import csv_file

_TABLE = ("Row", "Column", "As printed", "Number", "Comes to", "What does not add up", "Place")


def readings_csv(lines: Iterable[ReadingLine]) -> bytes:
    """One row a reading, under the columns of the workbook's sheet Readings."""
    names = [f.name for f in fields(ReadingLine)]
    heads = [name.replace("_", " ").capitalize() for name in names]
    return csv_file(heads, ([_plain(flat(getattr(line, n))) for n in names] for line in lines))


def table_csv(page: TablePage) -> bytes:
    """The table as printed, then each of its figures in a row of its own, with what it comes to."""
    heads = ["", *page.columns]
    rows = [[row.heading, *(cell.text for cell in row.cells)] for row in page.rows]
    cells = [
        [
            row.heading,
            heading,
            cell.text,
            _plain(cell.number),
            cell.recomputed_text,
            "; ".join(flag.text for flag in cell.flags),
            row.place or page.place,
        ]
        for row in page.rows
        for heading, cell in zip(page.columns, row.cells, strict=True)
        if cell.text or cell.recomputed_text
    ]
    title = [f"{page.title}. {page.document}, {page.place}"]
    return csv_file(title, [heads, *rows, [], _TABLE, *cells])


def flat(value: Any) -> Any:
    """A value of a line as one cell holds it: several in one text, yes or nothing."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "; ".join(str(v) for v in value) if isinstance(value, tuple) else value


def _plain(value: Any) -> Any:
    """A number without the noughts that the database fills it up with: 0.53, not 0.530000."""
    return value.normalize() if isinstance(value, Decimal) else value
