"""Where a figure stands among others, and how far it is from a target or a comparator."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.facts import Measure
from indicators.rules.measures import BestEnd, Better, PeriodKind, Unit
from indicators.rules.ranking import (
    Place,
    distance_words,
    gap_words,
    rank_among,
    rank_words,
)


def measure(
    unit: Unit = Unit.PER_1_000,
    better: Better = Better.LOWER,
    kind: PeriodKind = PeriodKind.ROLLING_YEAR,
    decimals: int = 2,
) -> Measure:
    return Measure("x", "Custody", unit, decimals, better, kind, "Custodial sentences")


CUSTODY = measure()
SHARE = measure(Unit.PERCENT, kind=PeriodKind.QUARTER, decimals=1)


@pytest.mark.parametrize(
    ("others", "better", "place"),
    [
        ([2, 3, 4], Better.LOWER, Place(1, 4, False)),
        ([0, 3, 4], Better.LOWER, Place(2, 4, False)),
        ([0, 1, 4], Better.LOWER, Place(2, 4, True)),
        ([1, 1, 1], Better.LOWER, Place(1, 4, True)),
        ([2, 3, 4], Better.HIGHER, Place(4, 4, False)),
        ([], Better.HIGHER, Place(1, 1, False)),
    ],
)
def test_a_place_is_one_after_those_that_are_better(others, better, place):
    assert rank_among(Decimal(1), [Decimal(n) for n in others], better) == place


def test_where_neither_way_is_better_there_is_no_place():
    assert rank_among(Decimal(1), [Decimal(2)], Better.NEITHER) is None


@given(st.lists(st.decimals(0, 9, places=0), min_size=1, max_size=9))
def test_places_from_both_ends_meet(values):
    own, *others = values
    low, high = (rank_among(own, others, b) for b in (Better.LOWER, Better.HIGHER))
    ties = others.count(own)
    assert low.position + high.position + ties == low.of + 1
    assert low.is_joint is high.is_joint is (ties > 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            (7, 7, BestEnd.FIRST, None),
            "7th of 7, where 1st is best; whether this service is one of the 7 is not said",
        ),
        (
            (6, 7, BestEnd.FIRST, True),
            "6th of 7, where 1st is best; this service is one of the 7",
        ),
        (
            (1, 7, BestEnd.LAST, False),
            "1st of 7, where 7th is best; this service is not one of the 7",
        ),
        (
            (2, 7, None, True),
            "2nd of 7; which end is best is not said; this service is one of the 7",
        ),
        ((3, None, BestEnd.FIRST, None), "3rd, of how many is not said, where 1st is best"),
        ((11, None, BestEnd.LAST, True), "11th, of how many is not said, where last is best"),
        ((None, 7, BestEnd.FIRST, True), ""),
    ],
)
def test_a_rank_says_what_is_known_of_it(arguments, words):
    assert rank_words(*arguments) == words


def test_a_rank_that_is_shared_is_joint():
    assert rank_words(2, 7, BestEnd.FIRST, True, is_joint=True).startswith("joint 2nd of 7,")


@pytest.mark.parametrize(
    "text", ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "112th"]
)
def test_a_place_has_its_ending(text):
    assert rank_words(int(text[:-2]), 200, BestEnd.FIRST, True).startswith(f"{text} of 200")


def distance(of: Measure, value: str, target: str) -> str:
    return distance_words(Decimal(value), Decimal(target), measure=of)


EDUCATION = measure(Unit.PERCENT, Better.HIGHER, decimals=1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("88.8", "6.2 points short of the target of 95%"),
        ("94.9", "0.1 points short of the target of 95%"),
        ("95", "meets the target of 95%"),
        ("95.1", "meets the target of 95%"),
    ],
)
def test_where_higher_is_better_a_value_falls_short(value, words):
    assert distance(EDUCATION, value, "95.000000") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("223", "meets the target of 224 per 100,000"),
        ("224", "meets the target of 224 per 100,000"),
        ("225", "1 above the target of 224 per 100,000"),
    ],
)
def test_where_lower_is_better_a_value_lies_above(value, words):
    entrants = measure(Unit.PER_100_000, Better.LOWER, decimals=0)
    assert distance(entrants, value, "224") == words


def test_where_neither_is_better_only_the_side_is_said():
    of = measure(Unit.COUNT, Better.NEITHER, decimals=0)
    assert distance(of, "9", "12") == "3 below the target of 12"


def test_one_point_is_one():
    assert distance(measure(Unit.PERCENT, Better.HIGHER, decimals=0), "94", "95") == (
        "1 point short of the target of 95%"
    )


def test_money_keeps_its_sign():
    of = measure(Unit.POUNDS, Better.LOWER, decimals=0)
    assert distance(of, "2450", "1250") == "£1,200 above the target of £1,250"


def gap(value: str) -> str:
    of = measure(Unit.PERCENT, decimals=1)
    return gap_words(Decimal(value), Decimal("31.1"), measure=of, name="the national")


def test_the_gap_to_a_comparator_says_the_side():
    assert gap("43.2") == "12.1 points above the national 31.1%"
    assert gap("30.0") == "1.1 points below the national 31.1%"
    assert gap("31.1") == "the same as the national 31.1%"
