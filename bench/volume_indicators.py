"""Makes services with any number of indicators, each with years of quarters, through bulk inserts."""

from datetime import date
from decimal import Decimal

from bench.volume import AT
from indicators.models import Band, BandSet, Indicator, Note, Reading
from indicators.rules.quarters import quarter_words, quarters_before
from plans.models import Service, Source, User

LAST = date(2015, 3, 31)
BANDS = (
    ("Green", "green", Decimal(60), None),
    ("Amber", "amber", Decimal(45), Decimal("59.9")),
    ("Red", "red", None, Decimal("44.9")),
)


def make_indicators(ref: str, *, n: int, n_quarters: int, by: User) -> Service:
    """A service of that many percentages, each with its counts, a comparator, bands and a note."""
    recorded = {"recorded_by": by, "recorded_at": AT}
    service = Service.objects.create(ref=ref, name=ref, short_name=ref, **recorded)
    source = Source.objects.create(
        ref=f"{ref}-paper",
        title=f"Paper of {ref}",
        published_as_written="24 April 2015",
        published_on=AT.date(),
        published_precision="day",
        **recorded,
    )
    sourced = {"source": source, "place": "Table", **recorded}
    indicators = Indicator.objects.bulk_create(
        Indicator(
            service=service,
            ref=f"{ref}-{place}",
            position=place,
            name=f"Indicator {place}",
            domain=("national", "april-2023", "local", "monitoring")[place % 4],
            unit="%",
            decimals=1,
            better="higher",
            numerator="Children in suitable work",
            denominator="Children whose order ended",
            period_kind="quarter",
            **sourced,
        )
        for place in range(1, n + 1)
    )
    _bands(indicators, sourced, recorded)
    Note.objects.bulk_create(
        Note(indicator=i, kind="note", on=date(2014, 9, 1), text="A project ended.", **sourced)
        for i in indicators
    )
    quarters = list(reversed(quarters_before(LAST, n_quarters)))
    Reading.objects.bulk_create(
        (
            reading
            for i in indicators
            for place, days in enumerate(quarters)
            for reading in _readings(i, place, days, sourced)
        ),
        batch_size=500,
    )
    return service


def _bands(indicators: list[Indicator], sourced: dict, recorded: dict) -> None:
    sets = BandSet.objects.bulk_create(
        BandSet(indicator=i, name="all years", as_written="Green 60 or more", **sourced)
        for i in indicators
    )
    Band.objects.bulk_create(
        Band(band_set=s, position=n, word=word, tone=tone, low=low, high=high, **recorded)
        for s in sets
        for n, (word, tone, low, high) in enumerate(BANDS, start=1)
    )


def _readings(indicator: Indicator, place: int, days: tuple[date, date], sourced: dict):
    start, end = days
    seen = 20 + (indicator.position * 7 + place * 5) % 30
    found = seen * (40 + (indicator.position * 3 + place * 11) % 35) // 100
    value = round(Decimal(100 * found) / seen, 1)
    facts = {
        "indicator": indicator,
        "period": quarter_words(start),
        "start_on": start,
        "end_on": end,
        "known_on": AT.date(),
        **sourced,
    }
    yield Reading(numerator=found, denominator=seen, published=f"{value}", value=value, **facts)
    yield Reading(series="national", published="55.0", value=Decimal("55.0"), **facts)
