"""What is known of a service's indicators on a day, as plain values."""

from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from indicators.models import Indicator, Reading
from indicators.readmodels import IndicatorLine, ReadingLine
from plans.models import Service


def indicator_lines(service: Service, *, as_at: date) -> tuple[IndicatorLine, ...]:
    """The service's indicators in their order; one query.

    One that a document defines is there from the day that it was published.
    """
    rows = Indicator.objects.filter(
        Q(source__published_on__isnull=True) | Q(source__published_on__lte=as_at), service=service
    )
    return tuple(_indicator_line(row) for row in rows.select_related("source"))


def reading_lines(service: Service, *, as_at: date) -> tuple[ReadingLine, ...]:
    """The readings published by that day, by indicator, series and period, oldest first; one query.

    Where no day is given, the document's counts; a reading without either is left out. A value that
    was revised later is there as often as it was published.
    """
    rows = (
        Reading.objects.filter(indicator__service=service)
        .alias(known_on=Coalesce("published_on", "source__published_on"))
        .filter(known_on__lte=as_at)
        .select_related("indicator", "source")
        .order_by("indicator__position", "indicator_id", "series", "end_on", "known_on", "pk")
    )
    return tuple(_reading_line(row) for row in rows)


def _source(row: Indicator | Reading) -> str:
    return f"{row.source.title}, {row.place}" if row.source else ""


def _indicator_line(row: Indicator) -> IndicatorLine:
    return IndicatorLine(
        ref=row.ref,
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        better=row.better,
        numerator=row.numerator,
        denominator=row.denominator,
        period_kind=row.period_kind,
        publication_lag=row.publication_lag,
        source=_source(row),
        owner=row.owner,
        counting_rules=row.counting_rules,
        bands="",
    )


def _reading_line(row: Reading) -> ReadingLine:
    return ReadingLine(
        indicator=row.indicator.ref,
        series=row.series,
        period=row.period,
        start=row.start_on,
        end=row.end_on,
        numerator=row.numerator,
        denominator=row.denominator,
        published=row.published,
        value=row.value,
        recomputed=None,
        rating=None,
        interval_low=None,
        interval_high=None,
        rank=None,
        rank_of=None,
        published_on=row.published_on or (row.source.published_on if row.source else None),
        status=row.status,
        flags=(),
        source=_source(row),
    )
