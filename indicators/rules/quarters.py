"""The quarters of a financial year, which begins on 1 April: their days and their names."""

from datetime import date

from plans.rules.dates import last_of_month

_FIRST_MONTHS = (4, 7, 10, 1)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter that a day falls in."""
    first = day.month - (day.month - 1) % 3
    return date(day.year, first, 1), last_of_month(day.year, first + 2)


def quarter_words(start: date) -> str:
    """ "Q2 2014/15", for the quarter that begins on that day."""
    n = _FIRST_MONTHS.index(start.month) + 1
    year = start.year - (n == 4)
    return f"Q{n} {year}/{(year + 1) % 100:02d}"


def financial_year(start: int) -> tuple[date, date]:
    """The first and the last day of the financial year that begins in that year."""
    return date(start, 4, 1), date(start + 1, 3, 31)


def quarters_before(day: date, n: int) -> tuple[tuple[date, date], ...]:
    """The last `n` quarters that ended by that day, latest first."""
    found: list[tuple[date, date]] = []
    start, end = quarter_of(day)
    if end > day:
        start, end = _before(start)
    while len(found) < n:
        found.append((start, end))
        start, end = _before(start)
    return tuple(found)


def _before(start: date) -> tuple[date, date]:
    year, month = (start.year, start.month - 3) if start.month > 3 else (start.year - 1, 10)
    return quarter_of(date(year, month, 1))
