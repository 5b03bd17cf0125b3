"""What stands of readings that correct each other, while some of them may not be shown."""

from datetime import date

import pytest

from indicators.models import Approval, Reading
from indicators.selectors.gathering import gather
from indicators.services.readings import add_reading
from plans.models import Service
from tests.conftest import AT
from tests.indicators.defined import indicator, reading

TODAY = date(2026, 11, 21)


@pytest.fixture
def first(loaded, manager) -> Reading:
    return reading(indicator(Service.objects.get(ref="portsmouth-yot"), manager), manager)


def correct(earlier: Reading, published: str, by) -> Reading:
    return add_reading(
        earlier.indicator,
        by=by,
        at=AT,
        period=earlier.period,
        start_on=earlier.start_on,
        end_on=earlier.end_on,
        published=published,
        status="revised",
        corrects=earlier,
    )


def say(row: Reading, by, *, is_approved: bool) -> None:
    facts = {"is_approved": is_approved, "reason": "" if is_approved else "Why?"}
    Approval.objects.create(reading=row, recorded_by=by, recorded_at=AT, **facts)


def stands(row: Reading, *, inside: bool) -> list[str]:
    (found,) = gather(row.indicator.service, as_at=TODAY, ref=row.indicator.ref, inside=inside)
    return [facts.published for facts in found.current.readings]


def test_what_waits_stands_inside_the_service_alone(first):
    assert stands(first, inside=True) == ["37.1%"]
    assert stands(first, inside=False) == []


def test_what_was_sent_back_stands_nowhere(first, chair):
    say(first, chair, is_approved=False)
    assert stands(first, inside=True) == stands(first, inside=False) == []


def test_a_correction_that_waits_leaves_the_earlier_one_to_those_outside(first, manager, chair):
    say(first, chair, is_approved=True)
    correct(first, "38.0%", manager)
    assert stands(first, inside=True) == ["38.0%"]
    assert stands(first, inside=False) == ["37.1%"]


def test_a_correction_of_one_that_was_sent_back_corrects_what_that_did(first, manager, chair):
    say(first, chair, is_approved=True)
    second = correct(first, "38.0%", manager)
    say(second, chair, is_approved=False)
    third = correct(second, "39.0%", manager)
    assert stands(first, inside=False) == ["37.1%"]
    say(third, chair, is_approved=True)
    assert stands(first, inside=True) == stands(first, inside=False) == ["39.0%"]


def test_the_last_word_on_a_reading_counts(first, chair, manager):
    say(first, chair, is_approved=False)
    say(first, chair, is_approved=True)
    assert stands(first, inside=False) == ["37.1%"]
