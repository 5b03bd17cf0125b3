"""Which of several readings of one period stands, and which it took the place of."""

from datetime import date
from itertools import permutations

import pytest

from indicators.rules.measures import Series, Status
from indicators.rules.revisions import current
from tests.indicators.as_loaded import lines, state
from tests.indicators.plain_values import facts

MAY, AUGUST, NOVEMBER = date(2026, 5, 14), date(2026, 8, 13), date(2026, 11, 12)
QUARTER = {"start": date(2026, 1, 1), "end": date(2026, 3, 31)}


def of_a_day(day: date | None, status: Status = Status.FINAL, **given):
    return facts("40.0", published_on=day, status=status, **given)


def test_the_one_published_last_stands_whatever_the_order_of_recording():
    three = [of_a_day(day) for day in (MAY, AUGUST, NOVEMBER)]
    for order in permutations(three):
        found = current(order, corrected={})
        assert found.readings == (three[2],)
        assert found.before == {three[2].id: (three[0], three[1])}


@pytest.mark.parametrize(
    ("settled", "less"),
    [
        (Status.REVISED, Status.FINAL),
        (Status.FINAL, Status.PROVISIONAL),
        (Status.REVISED, Status.PROVISIONAL),
    ],
)
def test_of_one_day_the_more_settled_stands(settled, less):
    better, worse = of_a_day(MAY, settled), of_a_day(MAY, less)
    assert current([better, worse], corrected={}).readings == (better,)


def test_a_provisional_one_of_a_later_day_stands_before_a_revised_one():
    later = of_a_day(AUGUST, Status.PROVISIONAL)
    assert current([later, of_a_day(MAY, Status.REVISED)], corrected={}).readings == (later,)


def test_of_one_day_and_status_the_later_row_stands():
    first, second = of_a_day(MAY), of_a_day(MAY)
    assert current([second, first], corrected={}).readings == (second,)


def test_one_without_a_day_stands_behind_every_one_with_a_day():
    dayless, dated = of_a_day(None, Status.REVISED), of_a_day(MAY, Status.PROVISIONAL)
    assert current([dayless, dated], corrected={}).readings == (dated,)


@pytest.mark.parametrize(
    "other",
    [
        {"period": "Q2"},
        {"series": Series.NATIONAL},
        {"area": "South East"},
        {"step": "offered"},
        {"version": "2026 rules"},
        {"is_total": True},
        {"document": "Another"},
        QUARTER,
    ],
    ids=lambda other: next(iter(other)),
)
def test_readings_of_two_things_both_stand(other):
    one, two = of_a_day(MAY), of_a_day(AUGUST, **other)
    found = current([one, two], corrected={})
    assert (found.readings, found.before) == ((one, two), {})


def test_half_known_days_are_no_days():
    """A start without an end parts nothing: the same period in words is the same period."""
    one, two = of_a_day(MAY, start=date(2026, 1, 1)), of_a_day(AUGUST)
    assert current([one, two], corrected={}).readings == (two,)


def test_a_correction_takes_the_place_of_what_it_corrects_whatever_its_period():
    wrong, right = of_a_day(MAY, period="Q1"), of_a_day(MAY, period="Q2")
    found = current([wrong, right], corrected={right.id: wrong.id})
    assert (found.readings, found.before) == ((right,), {right.id: (wrong,)})


def test_a_correction_of_a_correction_keeps_both_oldest_first():
    one, two, three = (of_a_day(MAY, period=p) for p in ("Q1", "Q2", "Q3"))
    found = current([one, two, three], corrected={two.id: one.id, three.id: two.id})
    assert (found.readings, found.before) == ((three,), {three.id: (one, two)})


def test_what_corrects_something_unknown_on_that_day_stands_alone():
    later = of_a_day(MAY)
    assert current([later], corrected={later.id: 999_999}).readings == (later,)


def test_what_is_not_known_yet_corrects_nothing():
    wrong = of_a_day(MAY)
    assert current([wrong], corrected={999_999: wrong.id}).readings == (wrong,)


def test_what_a_revision_took_the_place_of_keeps_what_it_had_corrected_itself():
    first, again = of_a_day(MAY, period="Q0"), of_a_day(MAY)
    revised = of_a_day(AUGUST, Status.REVISED)
    found = current([first, again, revised], corrected={again.id: first.id})
    assert found.before == {revised.id: (first, again)}


def test_a_revision_that_corrected_one_keeps_another_of_its_period_too():
    corrected, other = of_a_day(MAY, period="Q0"), of_a_day(MAY)
    revised = of_a_day(AUGUST, Status.REVISED)
    found = current([corrected, other, revised], corrected={revised.id: corrected.id})
    assert found.readings == (revised,)
    assert set(found.before[revised.id]) == {corrected, other}


def test_nothing_stands_of_nothing():
    assert current([], corrected={}).readings == ()


# ---------- provisional, then revised: example-mental-health, April to June 2026 ----------


def first_quarter(day: date):
    """(numerator, published, status) of each step on that day, by step."""
    found = lines("example-mental-health", as_at=day)
    own = [x for x in found if x.period == "Apr to Jun 2026"]
    return {x.step: (x.numerator, x.published, x.status) for x in own}


def test_before_it_was_published_there_is_nothing(loaded):
    assert first_quarter(date(2026, 8, 12)) == {}


@pytest.mark.parametrize("day", [date(2026, 8, 13), date(2026, 11, 11)])
def test_until_the_day_of_the_revision_the_provisional_figures_stand(loaded, day):
    assert first_quarter(day) == {
        "": (23, "40.4", "provisional"),
        "offered": (10, "43.5", "provisional"),
        "attended": (6, "60.0", "provisional"),
    }


@pytest.mark.parametrize("day", [date(2026, 11, 12), date(2026, 11, 20)])
def test_from_the_day_of_the_revision_the_revised_figures_stand(loaded, day):
    assert first_quarter(day) == {
        "": (25, "43.9", "revised"),
        "offered": (11, "44.0", "revised"),
        "attended": (6, "54.5", "revised"),
    }


def test_what_was_known_before_the_revision_can_still_be_asked(loaded):
    found = state("example-mental-health", known_on=date(2026, 11, 11))
    (reading,) = [
        s.facts for s in found.readings if (s.facts.period, s.facts.step) == ("Apr to Jun 2026", "")
    ]
    assert (reading.published, reading.status) == ("40.4", Status.PROVISIONAL)


def test_the_revised_reading_keeps_the_provisional_one_behind_it(loaded):
    before = state("example-mental-health").gathered.current.before
    texts = [tuple(f.published for f in earlier) for earlier in before.values()]
    assert sorted(texts) == [("40.4",), ("43.5",), ("60.0",)]
