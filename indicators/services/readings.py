"""Records indicators and what was published of them."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from indicators.models import Indicator, Reading
from indicators.rules.measures import Series, Status, read_value
from plans.models import Service, Source, User


@transaction.atomic
def add_indicator(
    service: Service,
    *,
    by: User,
    at: datetime,
    ref: str,
    position: int,
    source: Source | None = None,
    place: str = "",
    **facts,
) -> Indicator:
    """A new indicator of the service; `facts` are its definition, by the columns that hold it."""
    return Indicator.objects.create(
        service=service,
        ref=ref,
        position=position,
        recorded_by=by,
        recorded_at=at,
        source=source,
        place=place if source else "",
        **facts,
    )


@transaction.atomic
def add_reading(
    indicator: Indicator,
    *,
    by: User,
    at: datetime,
    period: str,
    published: str,
    series: Series | str = Series.LOCAL,
    start_on: date | None = None,
    end_on: date | None = None,
    numerator: Decimal | int | None = None,
    denominator: Decimal | int | None = None,
    published_on: date | None = None,
    status: Status | str = Status.FINAL,
    source: Source | None = None,
    place: str = "",
) -> Reading:
    """One published value, kept as printed and, where it is a number, as one.

    A later value of the same period is another reading, as revised; nothing is replaced.
    """
    return Reading.objects.create(
        indicator=indicator,
        series=Series(series),
        period=period,
        start_on=start_on,
        end_on=end_on,
        numerator=_decimal(numerator),
        denominator=_decimal(denominator),
        published=published,
        value=read_value(published),
        published_on=published_on,
        status=Status(status),
        recorded_by=by,
        recorded_at=at,
        source=source,
        place=place if source else "",
    )


def _decimal(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
