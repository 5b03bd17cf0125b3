"""Quarters of one line as the rules of control limits and of pooling take them."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import Better, PeriodKind, Series, Unit


def measure(unit: Unit = Unit.COUNT, decimals: int = 0) -> Measure:
    words = "Children with a first caution"
    return Measure("x", "Entrants", unit, decimals, Better.LOWER, PeriodKind.QUARTER, words)


COUNTS, SHARE, RATE = measure(), measure(Unit.PERCENT, 1), measure(Unit.PER_1_000, 2)


def span(i: int, months: int = 3) -> tuple[date, date]:
    """The days of so many months that end with the i-th quarter from January 2012."""
    year, month = 2012 + i // 4, 3 * (i % 4) + 3
    first = 12 * year + month - months
    end = date(year, month, monthrange(year, month)[1])
    return date(first // 12, first % 12 + 1, 1), end


def facts(i: int, value=None, numerator=None, denominator=None, months=3, **more) -> Facts:
    numbers = (None if n is None else Decimal(n) for n in (value, numerator, denominator))
    days = {"start": span(i, months)[0], "end": span(i, months)[1]} | more
    published = "" if value is None else str(value)
    names = ("value", "numerator", "denominator")
    return Facts(
        i,
        Series.LOCAL,
        f"Q{i}",
        published=published,
        **days,
        **dict(zip(names, numbers, strict=True)),
    )


def line(*values: int, first: int = 0) -> list[Facts]:
    return [facts(first + i, value) for i, value in enumerate(values)]


def shares(*pairs: tuple) -> list[Facts]:
    return [facts(i, None, *pair) for i, pair in enumerate(pairs)]
