"""Indicators and readings as plain values, for the tests of the rules."""

from datetime import date
from decimal import Decimal
from itertools import count

from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import Better, PeriodKind, Series, Unit
from plans.rules.dates import last_of_month

_ids = count(1)


def measure(unit: Unit = Unit.PERCENT, decimals: int = 1, **given) -> Measure:
    return Measure(
        **{
            "ref": "a",
            "name": "A",
            "unit": unit,
            "decimals": decimals,
            "better": Better.LOWER,
            "period_kind": PeriodKind.QUARTER,
            **given,
        }
    )


def facts(published: str = "", n=None, d=None, other=None, **given) -> Facts:
    """A local reading; numbers may be given as text or whole. Its id is the next one."""
    return Facts(
        **{
            "id": next(_ids),
            "series": Series.LOCAL,
            "period": "Q1",
            "published": published,
            "numerator": None if n is None else Decimal(n),
            "denominator": None if d is None else Decimal(d),
            "other_denominator": None if other is None else Decimal(other),
            **given,
        }
    )


def months(year: int, month: int, n: int) -> dict:
    """The days of n months from the first of one, as a reading has them."""
    years, last = divmod(month + n - 2, 12)
    return {"start": date(year, month, 1), "end": last_of_month(year + years, last + 1)}
