"""Records indicators and what was published of them, one at a time."""

from datetime import datetime

from django.db import transaction

from indicators.models import Indicator, Reading
from indicators.services.writing import IndicatorWriter
from plans.models import Service, Source, User


@transaction.atomic
def add_indicator(
    service: Service,
    *,
    by: User,
    at: datetime,
    source: Source | None = None,
    place: str = "",
    **facts,
) -> Indicator:
    """A new indicator of the service; `facts` are its definition, by the columns that hold it."""
    return IndicatorWriter(by=by, at=at, source=source).add_indicator(service, place=place, **facts)


@transaction.atomic
def add_reading(
    indicator: Indicator, *, by: User, at: datetime, source: Source | None = None, **facts
) -> Reading:
    """One published value, kept as printed and, where it is a number, as one.

    A later value of the same period is another reading, as revised; nothing is replaced.
    """
    return IndicatorWriter(by=by, at=at, source=source).add_reading(indicator, **facts)
