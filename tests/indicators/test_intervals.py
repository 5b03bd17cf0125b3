"""How far chance alone could carry a figure, against an implementation of its own to nine digits."""

from decimal import Decimal

import mpmath as mp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import (
    Interval,
    Method,
    count_of,
    counted,
    in_full,
    in_unit,
    interval_of,
    interval_words,
    poisson,
    population_of,
    whole,
    why_no_interval,
    wilson,
)
from indicators.rules.measures import Better, PeriodKind, Series, Unit

NINE = (
    0.5e-9  # relative: half a unit of the ninth significant digit of 9.99..., and less of 1.00...
)
COUNTS = st.integers(0, 5_000)


def measure(unit: Unit = Unit.PERCENT, decimals: int = 1, numerator: str = "") -> Measure:
    kind = PeriodKind.QUARTER
    return Measure("x", "Custody", unit, decimals, Better.LOWER, kind, numerator)


def facts(numerator=None, denominator=None, value=None, **more) -> Facts:
    numbers = (None if n is None else Decimal(n) for n in (value, numerator, denominator))
    return Facts(1, Series.LOCAL, "Q1", None, None, "", *numbers, **more)


PER_1_000 = measure(Unit.PER_1_000, 2, "Custodial sentences")


def independent_wilson(k: int, n: int) -> tuple[mp.mpf, mp.mpf]:
    """Inverts the score test: the roots of (p - k/n)^2 = z^2 p (1 - p) / n, by the quadratic."""
    z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
    estimate, part = mp.mpf(k) / n, z * z / n
    a, b, c = 1 + part, -(2 * estimate + part), estimate**2
    root = mp.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def at_most(count: int, mean: mp.mpf) -> mp.mpf:
    """The chance of `count` or fewer: the sum of the Poisson terms, largest first."""
    term = mp.exp(count * mp.log(mean) - mean - mp.loggamma(count + 1))
    total = mp.mpf(0)
    for i in range(count, -1, -1):
        total += term
        term = term * i / mean
        if term < mp.mpf(10) ** -32:
            break
    return total


def independent_poisson(count: int) -> tuple[mp.mpf, mp.mpf]:
    """The means at which `count` or more, and `count` or fewer, have a chance of 2.5% each."""
    tail, near = mp.mpf("0.025"), count + 2 * mp.sqrt(count + 1) + 2
    high = mp.findroot(lambda m: at_most(count, m) - tail, (count + 1, near), solver="anderson")
    if count == 0:
        return mp.mpf(0), high
    lowest = mp.mpf(count) / 50 if count < 10 else count - 2 * mp.sqrt(count)
    low = mp.findroot(
        lambda m: 1 - at_most(count - 1, m) - tail, (lowest, count), solver="anderson"
    )
    return low, high


def agree(ours: float, theirs: mp.mpf) -> bool:
    return abs(ours - theirs) <= NINE * abs(theirs) + mp.mpf(10) ** -25


@pytest.mark.parametrize("n", [1, 2, 3, 7, 30, 350, 1_000, 10**6, 10**9])
def test_wilson_agrees_with_inverting_the_score_test_to_nine_digits(n):
    grid = {k for k in (0, 1, 2, 3, 13, n // 3, n // 2, n - 2, n - 1, n) if 0 <= k <= n}
    with mp.workdps(30):
        for k in grid:
            low, high = independent_wilson(k, n)
            assert agree(wilson(k, n)[0], low), k
            assert agree(wilson(k, n)[1], high), k


@pytest.mark.parametrize(
    "count", [0, 1, 2, 3, 4, 6, 9, 12, 16, 22, 26, 41, 55, 60, 99, 100, 101, 350, 1_000, 5_000]
)
def test_poisson_agrees_with_the_roots_of_its_tails_to_nine_digits(count):
    with mp.workdps(30):
        low, high = independent_poisson(count)
        assert agree(poisson(count)[0], low)
        assert agree(poisson(count)[1], high)


def test_thirteen_of_thirty_could_be_27_to_61_per_cent():
    low, high = wilson(13, 30)
    assert (round(100 * low, 1), round(100 * high, 1)) == (27.4, 60.8)


def test_none_of_some_begins_at_nought_and_all_of_them_end_at_one():
    assert wilson(0, 30)[0] == 0.0
    assert wilson(30, 30)[1] == 1.0
    assert wilson(1, 1)[1] == 1.0
    assert poisson(0)[0] == 0.0


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, 0)])
def test_what_is_no_proportion_is_refused(k, n):
    with pytest.raises(ValueError, match="no proportion"):
        wilson(k, n)


def test_a_count_below_nought_is_refused():
    with pytest.raises(ValueError, match="no count"):
        poisson(-1)


@given(COUNTS, COUNTS)
def test_wilson_holds_its_estimate_and_is_the_mirror_of_its_complement(a, b):
    k, n = a, a + b
    if n == 0:
        return
    low, high = wilson(k, n)
    mirrored_low, mirrored_high = wilson(n - k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert low == pytest.approx(1 - mirrored_high, abs=1e-12)
    assert high == pytest.approx(1 - mirrored_low, abs=1e-12)


@given(st.integers(1, 2_000), st.data())
def test_one_more_of_as_many_moves_both_ends_of_wilson_up(n, data):
    k = data.draw(st.integers(0, n - 1))
    (low, high), (next_low, next_high) = wilson(k, n), wilson(k + 1, n)
    assert low < next_low
    assert high < next_high


@given(COUNTS)
def test_poisson_holds_its_count_and_both_ends_rise_with_it(count):
    (low, high), (next_low, next_high) = poisson(count), poisson(count + 1)
    assert low <= count < high
    assert low < next_low
    assert high < next_high


@pytest.mark.parametrize(
    ("number", "count"), [("3", 3), ("3.0000", 3), ("0", 0), ("3.5", None), ("-1", None)]
)
def test_a_count_is_whole_and_not_below_nought(number, count):
    assert whole(Decimal(number)) == count


def test_no_number_is_no_count():
    assert whole(None) is None


def test_what_a_count_indicator_counted_is_its_numerator_or_else_its_value():
    counts = measure(Unit.COUNT, 0)
    assert count_of(counts, facts(value=9)) == 9
    assert count_of(counts, facts(8, value=9)) == 8
    assert count_of(measure(), facts(value=9)) is None


def test_a_percentage_has_wilsons_interval_in_per_cent():
    interval = interval_of(measure(), facts(13, 30))
    assert interval.method is Method.WILSON
    assert float(interval.low) == pytest.approx(100 * wilson(13, 30)[0], rel=1e-11)
    assert float(interval.high) == pytest.approx(100 * wilson(13, 30)[1], rel=1e-11)


def test_the_ends_that_cannot_be_passed_are_exact():
    assert interval_of(measure(), facts(0, 30)).low == 0
    assert interval_of(measure(), facts(30, 30)).high == 100


def test_a_count_has_the_exact_poisson_interval():
    interval = interval_of(measure(Unit.COUNT, 0), facts(9))
    assert (interval.method, interval.is_scaled) == (Method.POISSON, False)
    assert (round(interval.low, 4), round(interval.high, 4)) == (
        Decimal("4.1154"),
        Decimal("17.0848"),
    )


def test_a_rate_has_that_of_its_count_over_its_denominator_first():
    interval = interval_of(PER_1_000, facts(9, 18_000, "0.53"), population=Decimal(9_000))
    assert float(interval.low) == pytest.approx(poisson(9)[0] / 18, rel=1e-11)
    assert not interval.is_scaled


def test_without_a_denominator_over_the_population_given():
    interval = interval_of(PER_1_000, facts(9, None, "0.53"), population=9_000)
    assert float(interval.high) == pytest.approx(poisson(9)[1] / 9, rel=1e-11)
    assert not interval.is_scaled


def test_without_a_population_by_scaling_the_published_value():
    interval = interval_of(PER_1_000, facts(9, None, "0.53"))
    assert interval.is_scaled
    assert float(interval.low) == pytest.approx(0.53 * poisson(9)[0] / 9, rel=1e-11)
    assert (round(interval.low, 2), round(interval.high, 2)) == (Decimal("0.24"), Decimal("1.01"))


def test_none_counted_with_a_population_begins_at_nought():
    interval = interval_of(PER_1_000, facts(0, None, "0.00"), population=17_000)
    assert interval.low == 0
    assert round(interval.high, 3) == Decimal("0.217")


@pytest.mark.parametrize("unit", [Unit.PER_1_000, Unit.PER_100_000])
def test_a_rate_is_per_what_its_unit_says(unit):
    per = {Unit.PER_1_000: 1_000, Unit.PER_100_000: 100_000}[unit]
    interval = interval_of(measure(unit), facts(41, 17_900))
    assert float(interval.low) == pytest.approx(per * poisson(41)[0] / 17_900, rel=1e-11)


@pytest.mark.parametrize(
    ("unit", "reading", "why"),
    [
        (Unit.RATIO, facts(636, 350, "1.82"), "is a ratio, which carries no interval"),
        (Unit.POUNDS, facts(value=5), "is an amount of money, which carries no interval"),
        (Unit.PERCENT, facts(value="44.4"), "has no count behind it"),
        (Unit.PERCENT, facts(13, None, "44.4"), "has no count behind it"),
        (Unit.PERCENT, facts("10.5", 20), "has a count that is not whole"),
        (Unit.PERCENT, facts(10, "20.5"), "has a count that is not whole"),
        (Unit.PERCENT, facts(0, 0), "is a share of none"),
        (Unit.PERCENT, facts(31, 30), "has a count above what it is a share of"),
        (Unit.COUNT, facts(), "has no count behind it"),
        (Unit.COUNT, facts(value="1.5"), "has no count behind it"),
        (Unit.COUNT, facts("1.5"), "has a count that is not whole"),
        (Unit.PER_1_000, facts(value="0.47"), "has no count behind it"),
        (Unit.PER_1_000, facts("8.5", 17_000), "has a count that is not whole"),
        (Unit.PER_1_000, facts(0, None, "0.00"), "has a count but no population"),
        (Unit.PER_1_000, facts(1, None, "0.00"), "has a count but no population"),
        (Unit.PER_1_000, facts(9, 0, "0.53"), "has a count but no population"),
        (Unit.PER_1_000, facts(9), "has a count but no population"),
    ],
)
def test_what_carries_no_interval_says_why(unit, reading, why):
    assert interval_of(measure(unit), reading) is None
    assert why_no_interval(measure(unit), reading) == why


def test_what_has_an_interval_has_no_reason_for_none():
    assert why_no_interval(measure(), facts(13, 30)) == ""


def test_only_rates_have_a_population():
    assert population_of(measure(), facts(13, 30), Decimal(5)) is None
    assert population_of(PER_1_000, facts(26, None, "1.50"), None) == Decimal(26_000) / Decimal(
        "1.5"
    )
    assert population_of(PER_1_000, facts(26, None, "-1.50"), 0) is None


def said(of: Measure, reading: Facts, **more) -> str:
    return interval_words(of, reading, interval_of(of, reading, **more))


def test_a_percentage_is_said_of_its_counts_in_whole_per_cent():
    assert said(measure(), facts(13, 30)) == "13 of 30: could be 27% to 61%"
    assert said(measure(decimals=0), facts(13, 30)) == "13 of 30: could be 27% to 61%"
    assert said(measure(decimals=2), facts(13, 30)) == "13 of 30: could be 27.4% to 60.8%"


def test_an_end_that_only_rounds_to_nought_or_all_says_so():
    assert said(measure(), facts(1, 500)) == "1 of 500: could be just above 0% to 1%"
    assert said(measure(), facts(499, 500)) == "499 of 500: could be 99% to just under 100%"
    assert said(measure(), facts(0, 30)) == "0 of 30: could be 0% to 11%"
    assert said(measure(), facts(30, 30)) == "30 of 30: could be 89% to 100%"


def test_a_rate_is_said_with_its_decimals_and_unit():
    nine = said(PER_1_000, facts(9, None, "0.53"))
    assert nine == "9 custodial sentences: the underlying rate could be 0.24 to 1.01 per 1,000"
    one = said(PER_1_000, facts(1, None, "0.06"))
    assert (
        one == "1 custodial sentence: the underlying rate could be just above 0 to 0.33 per 1,000"
    )


def test_a_count_is_said_as_a_number():
    words = said(measure(Unit.COUNT, 0, "Children with a first caution"), facts(9))
    assert words == "9 children: the underlying number could be 4 to 17"


def test_nothing_is_said_without_an_interval():
    assert interval_words(measure(), facts(), None) == ""


def test_a_value_alone_can_stand_for_the_count():
    counts = measure(Unit.COUNT, 0)
    interval = Interval(Decimal(4), Decimal(17), Method.POISSON)
    words = interval_words(counts, facts(value=9), interval)
    assert words == "9 counted: the underlying number could be 4 to 17"


@pytest.mark.parametrize(
    ("n", "definition", "words"),
    [
        (26, "Custodial sentences", "26 custodial sentences"),
        (1, "Custodial sentences", "1 custodial sentence"),
        (1, "Children with a first caution", "1 child"),
        (2, "Young people, aged 10 to 17", "2 young people"),
        (1, "Young people aged 10 to 17", "1 young person"),
        (1_204, "First time entrants", "1,204 first time entrants"),
        (3, "FTE in the period", "3 FTE"),
        (2, "Number of remands", "2 remands"),
        (1, "Agencies attending", "1 agency"),
        (4, "Children and young people", "4 counted"),
        (4, "Remands or bails", "4 counted"),
        (1, "Loss", "1 loss"),
        (4, "Children re-offending within a year", "4 children"),
        (4, "Reported offences", "4 reported offences"),
        (4, "", "4 counted"),
        (4, "Of those sentenced", "4 counted"),
        (4, "One two three four five", "4 counted"),
    ],
)
def test_a_count_takes_the_noun_that_its_definition_begins_with(n, definition, words):
    assert counted(n, definition) == words


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (Unit.PERCENT, "31.1%"),
        (Unit.POUNDS, "£31.1"),
        (Unit.PER_1_000, "31.1 per 1,000"),
        (Unit.PER_100_000, "31.1 per 100,000"),
        (Unit.COUNT, "31.1"),
        (Unit.RATIO, "31.1"),
    ],
)
def test_a_figure_bears_its_unit_once(unit, text):
    assert in_unit("31.1", unit) == text
    assert in_unit("31.1%", Unit.PERCENT) == "31.1%"
    assert in_unit("£5", Unit.POUNDS) == "£5"


@pytest.mark.parametrize(
    ("number", "at_least", "text"),
    [("31.100000", 1, "31.1"), ("0.5", 2, "0.50"), ("2.23", 1, "2.23"), ("1200", 0, "1,200")],
)
def test_a_number_keeps_every_digit_and_its_decimals(number, at_least, text):
    assert in_full(Decimal(number), at_least) == text
