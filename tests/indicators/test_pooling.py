"""Four quarters as one year, and why they are not taken together."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from indicators.rules.control import (
    Refusal,
)
from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import poisson, wilson
from indicators.rules.measures import Unit
from indicators.rules.pooling import pooled
from tests.indicators.drawn_quarters import COUNTS, RATE, SHARE, facts, line, measure, shares

FOUR_SHARES = shares((4, 15), (15, 36), (12, 36), (17, 30), (13, 30))


def not_pooled(of: Measure, readings: list[Facts], end: int = 3, **more) -> str:
    found = pooled(of, readings, end, **more)
    assert isinstance(found, Refusal)
    return found.reason


def test_four_quarters_of_a_share_are_their_sums():
    year = pooled(SHARE, FOUR_SHARES, 4)
    assert (year.numerator, year.denominator, year.value) == (57, 132, Fraction(5_700, 132))
    assert float(year.interval.low) == pytest.approx(100 * wilson(57, 132)[0], rel=1e-11)
    assert (year.start, year.end) == (date(2012, 4, 1), date(2013, 3, 31))
    assert year.words == "Four quarters as one, April 2012 to March 2013: 57 of 132, 43.2%."


def test_four_quarters_of_a_count_are_their_sum():
    year = pooled(COUNTS, line(3, 0, 5, 4), 3)
    assert (year.numerator, year.denominator, year.value) == (12, None, 12)
    assert float(year.interval.high) == pytest.approx(poisson(12)[1], rel=1e-11)
    assert year.words == "Four quarters as one, January to December 2012: 12 children."


def test_four_quarters_of_a_rate_are_a_rate_for_the_year():
    quarters = [facts(i, "0.1", n, 17_000 + 200 * i) for i, n in enumerate((3, 0, 5, 4))]
    year = pooled(RATE, quarters, 3)
    assert (year.numerator, year.denominator) == (12, 17_300)
    assert year.value == Fraction(12_000, 17_300)
    assert float(year.interval.low) == pytest.approx(poisson(12)[0] / 17.3, rel=1e-11)
    assert not year.interval.is_scaled
    assert year.words == (
        "Four quarters as one, January to December 2012: 12 children on a mean population of "
        "17,300, 0.69 per 1,000 for the year."
    )


def test_populations_given_stand_in_for_denominators():
    quarters = [facts(i, "0.1", 3) for i in range(4)]
    year = pooled(RATE, quarters, 3, populations=dict.fromkeys(range(4), 17_000))
    assert year.denominator == 17_000


def test_a_population_that_only_the_rate_implies_will_not_do():
    quarters = [facts(i, "0.1", 3) for i in range(4)]
    assert not_pooled(RATE, quarters) == "Not pooled: the population of a quarter is not known."


def test_four_quarters_of_a_ratio_carry_no_interval():
    year = pooled(measure(Unit.RATIO, 2), shares(*[(153, 75)] * 4), 3)
    assert (year.value, year.interval) == (Fraction(153, 75), None)
    assert year.words.endswith(": 612 of 300, 2.04.")


def test_amounts_of_money_are_not_pooled():
    assert not_pooled(measure(Unit.POUNDS), line(1, 2, 3, 4)) == (
        "Not pooled: amounts of money have no counts."
    )


def test_fewer_than_four_are_not_pooled():
    assert not_pooled(COUNTS, line(1, 2, 3, 4), end=2) == (
        "Not pooled: there are not four quarters by then."
    )


def test_rolling_periods_are_never_summed():
    rolling = [facts(i, None, 4, 15, months=12) for i in range(4)]
    assert not_pooled(SHARE, rolling).startswith("No pooling: these periods overlap")


def test_years_are_not_pooled():
    years = [facts(4 * i, None, 4, 15, months=12) for i in range(4)]
    assert not_pooled(SHARE, years) == "Not pooled: they are not quarters."


def test_a_missing_quarter_is_not_pooled_over():
    readings = [f for f in FOUR_SHARES if f.id != 2]
    assert not_pooled(SHARE, readings) == "Not pooled: a quarter is missing."


def test_unknown_days_and_mixed_lines_are_not_pooled():
    unknown = [*FOUR_SHARES[:3], facts(3, None, 1, 2, start=None)]
    assert not_pooled(SHARE, unknown) == "No pooling: the days of 1 reading are not known."
    mixed = [*FOUR_SHARES[:3], facts(3, None, 1, 2, version="2011")]
    assert not_pooled(SHARE, mixed).startswith("No pooling: these readings are not of one line")


@pytest.mark.parametrize(
    ("day", "is_parted"),
    [("2012-03-31", False), ("2012-04-01", True), ("2012-12-31", True), ("2013-01-01", False)],
)
def test_quarters_that_a_rebase_parts_are_not_pooled(day, is_parted):
    found = pooled(SHARE, FOUR_SHARES, 3, rebases=[date.fromisoformat(day)])
    assert isinstance(found, Refusal) is is_parted
    assert not is_parted or found.reason == "Not pooled: figures start anew between them."


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ((None, 30), "a whole count is missing"),
        (("1.5", 30), "a whole count is missing"),
        ((1, None), "a denominator is missing"),
        ((1, "20.5"), "a denominator is missing"),
    ],
)
def test_without_whole_counts_nothing_is_pooled(pair, why):
    readings = shares((4, 15), (15, 36), (12, 36), pair)
    assert not_pooled(SHARE, readings) == f"Not pooled: {why}."


def test_four_quarters_of_none_are_not_pooled():
    assert not_pooled(SHARE, shares(*[(0, 0)] * 4)) == (
        "Not pooled: nothing was counted in the four quarters."
    )


def test_a_share_above_its_whole_is_not_pooled():
    assert not_pooled(SHARE, shares(*[(9, 8)] * 4)) == (
        "Not pooled: the counts are above what they are a share of."
    )


def test_numbers_at_one_moment_are_never_added_up():
    caseload = replace(COUNTS, is_stock=True)
    assert not_pooled(caseload, line(60, 61, 62, 63)) == (
        "Not pooled: each is a number at one moment."
    )
