"""Indicators and readings are loaded as published, and looked up as at a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Reading
from indicators.services.loading import load_fixtures
from indicators.services.readings import add_reading
from plans.models import Service
from tests.conftest import LOADED_AT
from tests.indicators.as_loaded import indicator_lines, reading_lines
from tests.plans.small_fixtures import DOCUMENT, INVENTED


@pytest.fixture
def small(loaded, tmp_path) -> Service:
    (tmp_path / "invented.toml").write_text(INVENTED)
    (tmp_path / "paper.toml").write_text(DOCUMENT)
    load_fixtures(tmp_path, at=LOADED_AT, needed=())
    assert load_fixtures(tmp_path, at=LOADED_AT, needed=()) == 0
    return Service.objects.get(ref="small-yjs")


@pytest.fixture
def paper(small) -> Service:
    return Service.objects.get(ref="small-yot")


def test_a_reading_is_kept_as_published_and_as_a_number(small):
    local, national = Reading.objects.filter(indicator__service=small).order_by("pk")
    assert (local.published, local.value) == ("55.0", Decimal("55.0"))
    assert (local.numerator, local.denominator) == (Decimal(11), Decimal("20.5"))
    assert (national.published, national.value) == ("not published", None)


def test_a_reading_counts_from_the_day_that_it_was_published(small):
    def published(day: date) -> list[str]:
        return [line.series for line in reading_lines(small, as_at=day)]

    assert published(date(2025, 5, 14)) == []
    assert published(date(2025, 5, 15)) == ["local"]
    assert published(date(2025, 6, 11)) == ["local"]
    assert published(date(2025, 6, 12)) == ["local", "national"]


def test_without_a_day_of_its_own_the_documents_counts(paper):
    assert reading_lines(paper, as_at=date(2015, 6, 15)) == []
    (line,) = reading_lines(paper, as_at=date(2015, 6, 16))
    assert (line.published, line.value, line.published_on) == (
        *("1,205", Decimal(1205)),
        date(2015, 6, 16),
    )
    assert line.source == "Small paper, p. 6"
    assert (line.start, line.end, line.status) == (None, None, "final")


def test_an_indicator_of_a_document_is_there_once_that_is_published(small, paper):
    assert indicator_lines(paper, as_at=date(2015, 6, 15)) == []
    assert [i.unit for i in indicator_lines(paper, as_at=date(2015, 6, 16))] == ["per 100,000"]
    assert [i.name for i in indicator_lines(small, as_at=date(2025, 1, 1))] == ["Small rate"]


def test_the_number_of_queries_does_not_grow_with_the_readings(loaded, small):
    def queries(service: Service) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reading_lines(service, as_at=date(2026, 1, 1))
        return len(captured)

    real = Service.objects.get(ref="portsmouth-yot")
    few, many = queries(small), queries(real)
    of_bands, of_attendance = 1, 4  # an indicator is rated, one is computed from meetings
    assert few <= 9
    assert many <= few + of_bands + of_attendance


def test_the_same_value_is_not_published_twice_and_a_revised_one_may_be(small, manager):
    indicator = Indicator.objects.get(service=small)
    facts = {"period": "Jan to Mar 2025", "published": "56.0", "by": manager, "at": LOADED_AT}
    day = date(2025, 5, 15)
    add_reading(indicator, status="revised", published_on=day, **facts)
    with pytest.raises(IntegrityError):
        add_reading(indicator, status="provisional", published_on=day, **facts)


def test_a_period_does_not_end_before_it_starts(small, manager):
    indicator = Indicator.objects.get(service=small)
    days = {"start_on": date(2025, 3, 2), "end_on": date(2025, 3, 1)}
    with pytest.raises(IntegrityError):
        add_reading(indicator, period="x", published="1", by=manager, at=LOADED_AT, **days)


def test_the_demonstration_has_sixteen_quarters_of_three_indicators(loaded):
    service = Service.objects.get(is_invented=True)
    own = ("example-education", "example-assessments", "example-entrants")
    lines = [
        line
        for line in reading_lines(service, as_at=LOADED_AT.date())
        if line.indicator in own and line.series == "local"
    ]
    assert len(lines) == 48
