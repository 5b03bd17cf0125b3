"""Lists as comma-separated text, for spreadsheets; first the action list."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from plans.readmodels import ActionLine

# The columns of an action, in every file that lists actions: other people's spreadsheets rest on them.
COLUMNS: tuple[tuple[str, Callable[[ActionLine], str | date | None]], ...] = (
    ("Ref", lambda line: line.ref),
    ("Part", lambda line: line.part),
    ("Objective", lambda line: line.objective),
    ("Outcome", lambda line: line.outcome),
    ("Action", lambda line: line.title),
    ("Lead owner", lambda line: line.lead_owner),
    ("Supporting owners", lambda line: "; ".join(line.supporting_owners)),
    ("Due as written", lambda line: line.due_as_written),
    ("Due date", lambda line: line.due_on),
    ("Revised due date", lambda line: line.revised_due_on),
    ("Reported", lambda line: line.reported),
    ("Rating basis", lambda line: line.basis),
    ("Calculated", lambda line: line.calculated_text),
    ("Endorsed", lambda line: line.endorsed),
    ("Last update", lambda line: line.updated_on),
    ("Comment", lambda line: line.comment),
    ("Forecast", lambda line: line.forecast_text),
    ("Success measure", lambda line: line.success_measure),
    ("Questions", lambda line: "; ".join(line.questions)),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def actions_csv(lines: Iterable[ActionLine]) -> bytes:
    """One row an action under the columns of the workbook's sheet Actions, in the order given."""
    heads = [header for header, _ in COLUMNS]
    return csv_file(heads, ([get(line) for _, get in COLUMNS] for line in lines))


def csv_file(heads: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """A file with one row of headers. Values are texts, numbers, dates or None, which is empty.

    UTF-8 with a byte order mark, as spreadsheets want it; dates as 2015-04-23; no text is taken
    for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(head) for head in heads])
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
