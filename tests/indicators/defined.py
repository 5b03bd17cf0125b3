"""Builders for tests of what defines an indicator: plain functions, keyword overrides."""

from datetime import date

from indicators.models import BandSet, Indicator, Reading
from indicators.rules.band_notation import Band, read_bands
from indicators.rules.band_sets import rows_of
from indicators.rules.measures import Better, PeriodKind, Unit
from indicators.services.banding import record_historic_bands, save_bands
from indicators.services.defining import Definition, add_definition
from indicators.services.readings import add_reading
from plans.models import Service, Source, User
from tests.conftest import AT

WHOLE = "G <36, A 36-39, R >39"
GAPING = "G <36, A 36.1-39, R >38"
APRIL_18, MARCH_19, APRIL_19 = date(2018, 4, 1), date(2019, 3, 31), date(2019, 4, 1)


def definition(**changed) -> Definition:
    facts = {
        "name": "Reoffending",
        "unit": Unit.PERCENT,
        "decimals": 1,
        "better": Better.LOWER,
        "numerator": "Children who reoffended",
        "denominator": "Children in the cohort",
        "period_kind": PeriodKind.ROLLING_YEAR,
    }
    return Definition(**facts | changed)


def indicator(service: Service, by: User, ref: str = "local-test", **changed) -> Indicator:
    return add_definition(service, ref, definition(**changed), by=by, at=AT)


def reading(of: Indicator, by: User, **changed) -> Reading:
    facts = {
        "period": "Apr 2018 to Mar 2019",
        "start_on": APRIL_18,
        "end_on": MARCH_19,
        "published": "37.1%",
    }
    return add_reading(of, by=by, at=AT, **facts | changed)


def bands(line: str = WHOLE) -> tuple[Band, ...]:
    return read_bands(rows_of(line))


def band_set(of: Indicator, by: User, line: str = WHOLE, **changed) -> BandSet:
    facts = {"name": "2018/19", "valid_from": APRIL_18}
    return save_bands(of, bands(line), by=by, at=AT, **facts | changed)


def historic(of: Indicator, by: User, line: str = GAPING, **changed) -> BandSet:
    facts = {
        "name": "2018/19",
        "valid_from": APRIL_18,
        "as_written": line,
        "source": Source.objects.first(),
        "place": "page 12",
    }
    return record_historic_bands(of, bands(line), by=by, at=AT, **facts | changed)
