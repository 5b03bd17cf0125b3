"""The action list as comma-separated text, for spreadsheets."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from plans.readmodels import ActionLine

HEADERS = (
    "Ref",
    "Part",
    "Objective",
    "Outcome",
    "Action",
    "Lead owner",
    "Supporting owners",
    "Due as written",
    "Due date",
    "Revised due date",
    "Reported",
    "Rating basis",
    "Calculated",
    "Endorsed",
    "Last update",
    "Comment",
    "Forecast",
    "Success measure",
    "Questions",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def actions_csv(lines: Iterable[ActionLine]) -> bytes:
    """One row an action under the columns of the workbook's sheet Actions, in the order given.

    UTF-8 with a byte order mark, as spreadsheets want it; dates as 2015-04-23; no text is taken
    for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADERS)
    for line in lines:
        writer.writerow([_cell(value) for value in _values(line)])
    return out.getvalue().encode("utf-8-sig")


def _values(line: ActionLine) -> tuple:
    return (
        line.ref,
        line.part,
        line.objective,
        line.outcome,
        line.title,
        line.lead_owner,
        "; ".join(line.supporting_owners),
        line.due_as_written,
        line.due_on,
        line.revised_due_on,
        line.reported,
        line.basis,
        line.calculated_text,
        line.endorsed,
        line.updated_on,
        line.comment,
        line.forecast_text,
        line.success_measure,
        "; ".join(line.questions),
    )


def _cell(value: str | date | None) -> str:
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
