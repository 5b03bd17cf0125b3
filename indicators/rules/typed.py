"""What people type for a period or a number, and how a period is named."""

import re
from datetime import date
from decimal import Decimal

from indicators.rules.measures import PeriodKind
from indicators.rules.quarters import quarter_of, quarter_words
from indicators.rules.reading_checks import MONTHS
from plans.rules.dates import last_of_month, read_date, short_date

_NUMBER = re.compile(
    r"(?P<minus>[-−])?\s*(?P<pound>£)?\s*"
    r"(?P<whole>[0-9]{1,3}(?P<gap>[,\s’'])[0-9]{3}(?:(?P=gap)[0-9]{3})*|[0-9]+)"
    r"(?P<decimals>\.[0-9]+)?\s*(?P<percent>%)?"
)
_TO = re.compile(r"\s+(?:to|until)\s+|\s*[–—]\s*|\s+-\s+|(?<=[a-z0-9])-(?=[a-z])", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)/(?:20)?(\d\d)")


def window(kind: PeriodKind, start: date, end: date) -> tuple[date, date] | None:
    """The first and the last day of what is entered with the quarter of these days.

    A rolling window ends with the quarter. A year is entered with its last quarter only: else None.
    """
    if kind is PeriodKind.YEAR and end.month != 3:
        return None
    return first_of_months(end, MONTHS[kind]), end


def first_of_months(end: date, months: int) -> date:
    """The first day of so many whole months that end with that day's month."""
    first = 12 * end.year + end.month - months
    return date(first // 12, first % 12 + 1, 1)


def period_text(start: date, end: date) -> str:
    """ "Jul to Sep 2014", "Oct 2013 to Sep 2014", "Jul 2014"; with days where it is not whole months."""
    if start.day != 1 or end != last_of_month(end.year, end.month):
        return short_date(start) if start == end else f"{short_date(start)} to {short_date(end)}"
    last = f"{end:%b} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    return (
        f"{start:%b} to {last}" if start.year == end.year else f"{start:%b} {start.year} to {last}"
    )


def name_of_period(start: date, end: date) -> str:
    """ "Q2 2014/15" where it is a quarter, else its months."""
    return quarter_words(start) if (start, end) == quarter_of(start) else period_text(start, end)


def read_period(text: str) -> tuple[date, date] | None:
    """The first and the last day that the words mean; None where they name no period.

    "Jul to Sep 2014", "1/10/2013 to 30/9/2014", "Q2 2014/15", "2014/15", "July 2014". A first month
    without a year is of the last one's. They are not put in order: who typed them is told.
    """
    text = " ".join(text.split())
    if (year := _YEAR.fullmatch(text)) and (int(year[1]) + 1) % 100 == int(year[2]):
        return date(int(year[1]), 4, 1), date(int(year[1]) + 1, 3, 31)
    first, *rest = _TO.split(text)
    if len(rest) > 1:
        return None
    if not rest:
        return _span(text)
    last = _span(rest[0])
    begun = _span(first) or (_span(f"{first} {last[1].year}") if last else None)
    return (begun[0], last[1]) if begun and last else None


def _span(text: str) -> tuple[date, date] | None:
    """The days of a day, a month or a quarter; None for anything else."""
    written = read_date(text)
    if written.on is None or written.ongoing:
        return None
    months = {"day": 0, "month": 1, "quarter": 3}.get(written.precision or "")
    if months is None:
        return None
    return (first_of_months(written.on, months) if months else written.on), written.on


def read_number(text: str) -> Decimal | None:
    """The number typed, with its decimals; None where it is none.

    "1,250", "1 250", "£1,250.50", "40 %" and "-3" are numbers; words, ranges and decimal commas
    are not. Nought has no sign.
    """
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    number = Decimal(f"{whole}{found['decimals'] or ''}")
    return number.copy_negate() if found["minus"] and number else number
