"""Whether a figure differs from a comparator, or from an earlier one, beyond noise."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import comb

import mpmath as mp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.comparing import (
    BEYOND,
    CHANCE,
    RARE,
    Change,
    Standing,
    clopper_pearson,
    compare,
    comparison_words,
    differ,
    fisher,
    is_same_window,
    quality_words,
    why_not_comparable,
)
from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import Interval, Method, interval_of
from indicators.rules.measures import Better, PeriodKind, Series, Unit, Way

ODDS = st.integers(0, 300)


def measure(unit: Unit = Unit.PERCENT, better: Better = Better.LOWER, decimals: int = 1) -> Measure:
    return Measure("x", "Custody", unit, decimals, better, PeriodKind.QUARTER)


def facts(id_: int, numerator=None, denominator=None, value=None, days=None, **more) -> Facts:
    numbers = (None if n is None else Decimal(n) for n in (value, numerator, denominator))
    start, end = (date.fromisoformat(d) for d in days) if days else (None, None)
    return Facts(id_, Series.LOCAL, f"Q{id_}", start, end, "", *numbers, **more)


SHARE, COUNTS, RATE = measure(), measure(Unit.COUNT), measure(Unit.PER_1_000)
INTERVAL = Interval(Decimal("27.4"), Decimal("60.8"), Method.WILSON)
FIGURE_4 = [
    facts(i, count, None, rate)
    for i, (count, rate) in enumerate(
        [(26, "1.50"), (22, "1.27"), (16, "0.92"), (12, "0.69"), (6, "0.35"), (9, "0.53")]
    )
]


@pytest.mark.parametrize(
    ("comparator", "standing"),
    [
        ("27.3", Standing.ABOVE),
        ("27.4", Standing.ALIKE),
        ("27.5", Standing.ALIKE),
        ("60.7", Standing.ALIKE),
        ("60.8", Standing.ALIKE),
        ("60.9", Standing.BELOW),
    ],
)
def test_a_comparator_within_the_interval_or_at_its_end_cannot_be_told_apart(comparator, standing):
    assert compare(INTERVAL, Decimal(comparator)) is standing


def test_without_an_interval_the_standing_is_unknown():
    assert compare(None, Decimal("31.1")) is Standing.UNKNOWN


def test_without_a_comparator_the_standing_is_unknown():
    assert compare(INTERVAL, None) is Standing.UNKNOWN


def test_thirteen_of_thirty_cannot_be_told_apart_from_the_national_average():
    interval = interval_of(SHARE, facts(1, 13, 30))
    standing = compare(interval, Decimal("31.1"))
    assert comparison_words(standing, Decimal("31.1"), measure=SHARE) == (
        "cannot be told apart from 31.1%"
    )


@pytest.mark.parametrize(
    ("standing", "better", "words"),
    [
        (Standing.ABOVE, Better.LOWER, "above the national 31.1%, which is worse"),
        (Standing.ABOVE, Better.HIGHER, "above the national 31.1%, which is better"),
        (Standing.BELOW, Better.LOWER, "below the national 31.1%, which is better"),
        (Standing.BELOW, Better.HIGHER, "below the national 31.1%, which is worse"),
        (Standing.ABOVE, Better.NEITHER, "above the national 31.1%"),
        (Standing.ALIKE, Better.LOWER, "cannot be told apart from the national 31.1%"),
        (
            *(Standing.UNKNOWN, Better.LOWER),
            "whether it differs from the national 31.1% cannot be said",
        ),
    ],
)
def test_a_standing_is_said_with_what_is_good(standing, better, words):
    of = measure(better=better)
    assert comparison_words(standing, Decimal("31.100000"), measure=of, name="national") == words


def test_nothing_is_said_without_a_comparator():
    assert comparison_words(Standing.UNKNOWN, None, measure=SHARE) == ""


def test_staying_level_is_neither_better_nor_worse():
    assert quality_words(Way.LEVEL, Better.LOWER) == ""


def at_least(k: int, n: int, p: mp.mpf) -> mp.mpf:
    """The chance of k or more of n: the binomial terms, added up."""
    return mp.fsum(mp.binomial(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))


def where(k: int, n: int, chance: str) -> mp.mpf:
    """The proportion at which k or more of n have that chance, by halving."""
    low, high = mp.mpf(0), mp.mpf(1)
    for _ in range(45):
        middle = (low + high) / 2
        is_below = at_least(k, n, middle) < mp.mpf(chance)
        low, high = (middle, high) if is_below else (low, middle)
    return low


@pytest.mark.parametrize(
    ("k", "n"), [(0, 1), (1, 1), (9, 15), (9, 35), (0, 30), (30, 30), (1, 60), (20, 101)]
)
def test_clopper_and_pearson_agree_with_the_roots_of_the_binomial_tails_to_nine_digits(k, n):
    low, high = clopper_pearson(k, n)
    with mp.workdps(30):
        lowest = where(k, n, "0.025") if k else mp.mpf(0)
        highest = where(k + 1, n, "0.975") if k < n else mp.mpf(1)
        assert abs(low - lowest) <= 0.5e-9 * lowest
        assert abs(high - highest) <= 0.5e-9 * highest


def test_of_no_trials_any_proportion_may_be():
    assert clopper_pearson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_clopper_and_pearson_refuse_what_is_no_proportion(k, n):
    with pytest.raises(ValueError, match="no proportion"):
        clopper_pearson(k, n)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ((3, 4, 1, 4), Fraction(34, 70)),  # Fisher's lady and her eight cups, both ways
        ((4, 4, 0, 4), Fraction(2, 70)),
        ((2, 2, 0, 2), Fraction(2, 6)),
        ((3, 3, 0, 3), Fraction(2, 20)),
        ((0, 5, 0, 9), Fraction(1)),
        ((7, 7, 3, 3), Fraction(1)),
    ],
)
def test_fishers_exact_p_is_that_of_his_tables(counts, p):
    assert fisher(*counts) == pytest.approx(float(p), abs=1e-12)


@pytest.mark.parametrize("counts", [(13, 30, 17, 30), (123, 277, 164, 350), (1, 5, 0, 9)])
def test_fishers_p_agrees_with_its_formula_to_nine_digits(counts):
    k1, n1, k2, n2 = counts
    with mp.workdps(60):

        def chance(i):
            ways = mp.binomial(n1, i) * mp.binomial(n2, k1 + k2 - i)
            return ways / mp.binomial(n1 + n2, k1 + k2)

        here = chance(k1) * (1 + mp.mpf("1e-40"))
        every = [chance(i) for i in range(max(0, k1 + k2 - n2), min(k1 + k2, n1) + 1)]
        p = mp.fsum(c for c in every if c <= here)
    assert abs(fisher(*counts) - p) <= 0.5e-9 * p


@given(ODDS, ODDS, ODDS, ODDS)
def test_fishers_p_is_the_same_the_other_way_round(k1, rest1, k2, rest2):
    n1, n2 = k1 + rest1 + 1, k2 + rest2 + 1
    p = fisher(k1, n1, k2, n2)
    assert p == pytest.approx(fisher(k2, n2, k1, n1), abs=1e-12)
    assert 0 < p <= 1


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, 0)])
def test_fisher_refuses_what_is_no_proportion(k, n):
    with pytest.raises(ValueError, match="no proportion"):
        fisher(k, n, 1, 2)


@pytest.mark.parametrize("counts", [(5_000, 10_000, 5_100, 10_000), (9_000, 10_000, 9_100, 10_000)])
def test_of_very_many_the_normal_distribution_gives_much_the_same(counts):
    k1, n1, k2, n2 = counts
    exact, near = fisher(*counts), fisher(k1, n1 + 1, k2, n2)
    assert exact == pytest.approx(near, rel=0.15)


def test_the_largest_counts_that_can_be_typed_take_no_time():
    most = 9_999_999_999
    assert fisher(0, most, most, most) == 0
    assert fisher(most, most, most, most) == 1
    assert fisher(most // 2, most, most // 2, most) == 1


@pytest.mark.parametrize("n1", range(1, 11))
def test_of_any_few_no_more_than_one_in_twenty_is_called_beyond_chance(n1):
    for n2 in range(1, 11):
        for twentieth in range(1, 20):
            p = twentieth / 20
            called = sum(
                comb(n1, i) * comb(n2, j) * p ** (i + j) * (1 - p) ** (n1 + n2 - i - j)
                for i in range(n1 + 1)
                for j in range(n2 + 1)
                if fisher(i, n1, j, n2) <= RARE
            )
            assert called <= RARE


@given(ODDS, ODDS)
def test_clopper_and_pearsons_interval_holds_its_estimate(k, rest):
    low, high = clopper_pearson(k, k + rest)
    assert k + rest == 0 or low <= k / (k + rest) <= high


@given(ODDS, ODDS)
def test_a_change_seen_backwards_is_the_same_change(before, after):
    there = differ(COUNTS, facts(1, before), facts(2, after))
    back = differ(COUNTS, facts(2, after), facts(1, before))
    assert there.is_beyond_noise == back.is_beyond_noise
    assert {there.way, back.way} in ({Way.UP, Way.DOWN}, {Way.LEVEL})


def test_26_sentences_and_9_in_figure_4_differ_beyond_noise():
    change = differ(RATE, FIGURE_4[0], FIGURE_4[-1])
    assert change == Change(Way.DOWN, True, BEYOND)


def test_6_sentences_and_9_in_figure_4_do_not():
    assert differ(RATE, FIGURE_4[-2], FIGURE_4[-1]) == Change(Way.UP, False, CHANCE)


@pytest.mark.parametrize(("after", "is_beyond"), [(4, True), (5, True), (6, False), (7, False)])
def test_of_counts_the_exact_test_decides(after, is_beyond):
    # Of 16 + 5 = 21 at evens, 5 or fewer has 1.3% and of 16 + 6 = 22, 6 or fewer 2.6%.
    assert differ(COUNTS, facts(1, 16), facts(2, after)).is_beyond_noise is is_beyond


def test_a_count_is_held_against_the_days_of_its_period():
    # 6 of 22 is within chance at evens; with 92 days after 84 the later share ought to be larger.
    short, long = ("2015-01-01", "2015-03-25"), ("2015-04-01", "2015-07-01")
    assert not differ(COUNTS, facts(1, 16), facts(2, 6)).is_beyond_noise
    assert differ(COUNTS, facts(1, 16, days=short), facts(2, 6, days=long)).is_beyond_noise


def test_the_populations_of_rates_are_their_exposures():
    before, after = facts(1, 26, None, "1.50"), facts(2, 9, None, "1.40")
    populations = {1: Decimal(17_333), 2: 6_429}
    assert not differ(RATE, before, after, populations=populations).is_beyond_noise
    assert differ(RATE, facts(1, 26, 17_333, "1.50"), facts(2, 9, 17_333, "0.52")).is_beyond_noise


def test_where_one_rate_has_no_population_the_others_is_taken():
    assert differ(RATE, FIGURE_4[-1], facts(9, 0, None, "0.00")) == Change(Way.DOWN, True, BEYOND)
    assert differ(RATE, facts(9, 0, None, "0.00"), FIGURE_4[-1]) == Change(Way.UP, True, BEYOND)


def test_none_and_none_is_no_change_without_any_population():
    nought = [facts(i, 0, None, "0.00") for i in (1, 2)]
    assert differ(RATE, *nought) == Change(Way.LEVEL, False, CHANCE)


def test_counts_without_any_population_say_nothing():
    change = differ(RATE, facts(1, 3), facts(2, 4))
    assert change == Change(None, None, "the counts have no population")


def test_none_and_none_of_counts_is_no_change():
    assert differ(COUNTS, facts(1, 0), facts(2, 0)) == Change(Way.LEVEL, False, CHANCE)


def test_of_shares_fishers_test_decides():
    assert differ(SHARE, facts(1, 8, 20), facts(2, 15, 20)).is_beyond_noise is False  # P = 0.054
    assert differ(SHARE, facts(1, 8, 20), facts(2, 16, 20)).is_beyond_noise is True
    assert differ(SHARE, facts(1, 16, 20), facts(2, 8, 20)).is_beyond_noise is True


def test_two_of_two_against_none_of_two_could_be_chance():
    assert differ(SHARE, facts(1, 2, 2), facts(2, 0, 2)).is_beyond_noise is False


def test_without_published_values_the_counts_say_which_way():
    assert differ(SHARE, facts(1, 15, 20), facts(2, 8, 20)).way is Way.DOWN
    assert differ(COUNTS, facts(1, 3), facts(2, 4)).way is Way.UP


def test_what_is_published_alike_has_not_changed():
    change = differ(SHARE, facts(1, 500, 1_000, "50"), facts(2, 5_500, 10_000, "50"))
    assert change == Change(Way.LEVEL, False, CHANCE)


def test_counts_that_contradict_the_published_way_say_nothing():
    change = differ(SHARE, facts(1, 16, 20, "40"), facts(2, 8, 20, "75"))
    assert change == Change(Way.UP, None, "the counts behind the figures go the other way")


def test_counts_that_only_lean_the_other_way_are_noise():
    assert differ(SHARE, facts(1, 9, 20, "44"), facts(2, 8, 20, "45")).is_beyond_noise is False


@pytest.mark.parametrize(
    ("of", "earlier", "later", "reason"),
    [
        (
            *(measure(Unit.RATIO), facts(1, 636, 350, "1.82"), facts(2, 653, 343, "1.90")),
            "it is a ratio, which carries no interval",
        ),
        (
            *(measure(Unit.POUNDS), facts(1, value=5), facts(2, value=6)),
            "it is an amount of money, which carries no interval",
        ),
        (
            *(SHARE, facts(1, value=5), facts(2, 3, 9, "33")),
            "the earlier figure has no count behind it",
        ),
        (
            *(SHARE, facts(1, 0, 9, "0"), facts(2, value=6)),
            "the later figure has no count behind it",
        ),
        (
            *(RATE, facts(1, 9, 17_000, "0.53"), facts(2, value="0.57")),
            "the later figure has no count behind it",
        ),
        (
            *(RATE, facts(1, 9, 0, "0.53"), facts(2, 9, 17_000, "0.57")),
            "the earlier figure has a count but no population",
        ),
        (
            *(COUNTS, facts(1, "1.5", None, "1.5"), facts(2, 4, None, "4")),
            "the earlier figure has a count that is not whole",
        ),
    ],
)
def test_without_whole_counts_nothing_is_said_but_the_way(of, earlier, later, reason):
    assert differ(of, earlier, later) == Change(Way.UP, None, reason)


def test_a_denominator_is_nothing_to_a_count():
    assert differ(COUNTS, facts(1, 3, 0), facts(2, 3, 0)) == Change(Way.LEVEL, False, CHANCE)


def test_of_values_that_are_not_known_not_even_the_way_is():
    assert differ(SHARE, facts(1), facts(2, value=3)).way is None
    assert differ(SHARE, facts(1, value=3), facts(2)).way is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"area": "South East"}, "they are of two areas"),
        ({"step": "offered"}, "they are of two steps"),
        ({"version": "2011"}, "they are counted by two versions of the rules"),
    ],
)
def test_readings_of_two_lines_are_not_compared(more, reason):
    change = differ(SHARE, facts(1, 3, 9, "33", **more), facts(2, 6, 9, "67"))
    assert change == Change(None, None, reason)


def test_readings_of_two_series_are_not_compared():
    national = Facts(2, Series.NATIONAL, "Q2")
    assert why_not_comparable(SHARE, facts(1), national) == "they are of two series"


def test_the_very_same_window_is_not_compared_with_itself():
    days = ("2014-04-01", "2015-03-31")
    change = differ(SHARE, facts(1, 3, 9, "33", days), facts(2, 6, 9, "67", days))
    assert change == Change(None, None, "they are of the same period")


def test_windows_are_the_same_by_their_days_or_else_as_printed():
    days, others = ("2014-04-01", "2015-03-31"), ("2014-07-01", "2015-06-30")
    assert not is_same_window(facts(1, days=days), facts(1, days=others))
    assert is_same_window(facts(1, days=days), facts(1))
    assert not is_same_window(facts(1, days=days), facts(2))


def test_windows_that_overlap_are_compared():
    first, second = ("2014-04-01", "2015-03-31"), ("2014-07-01", "2015-06-30")
    change = differ(SHARE, facts(1, 8, 20, "40", first), facts(2, 16, 20, "80", second))
    assert change.is_beyond_noise is True


REBASE = date(2015, 4, 1)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("2015-03-31", ""),
        ("2015-04-01", "figures start anew on 1 April 2015"),
        ("2015-04-02", "figures start anew on 1 April 2015"),
    ],
)
def test_a_rebase_parts_what_ends_before_it_from_what_ends_on_it_or_later(end, reason):
    earlier = facts(1, 3, 9, days=("2014-10-01", "2014-12-31"))
    later = facts(2, 6, 9, days=("2015-01-01", end))
    assert why_not_comparable(SHARE, earlier, later, [REBASE]) == reason


def test_of_several_rebases_the_last_one_between_is_named():
    earlier = facts(1, days=("2014-10-01", "2014-12-31"))
    later = facts(2, days=("2016-10-01", "2016-12-31"))
    rebases = [date(2016, 4, 1), REBASE, date(2017, 4, 1)]
    why = why_not_comparable(SHARE, earlier, later, rebases)
    assert why == "figures start anew on 1 April 2016"


def test_with_a_rebase_readings_without_a_last_day_are_not_compared():
    change = differ(SHARE, facts(1, 3, 9), facts(2, 6, 9), rebases=[REBASE])
    assert change.reason == "figures start anew, and whether in between is not known"


def test_counts_of_periods_of_unlike_length_are_not_compared_and_shares_are():
    quarter, year = ("2014-04-01", "2014-06-30"), ("2014-07-01", "2015-06-30")
    pair = facts(1, 3, 9, "33", quarter), facts(2, 6, 9, "67", year)
    assert differ(COUNTS, *pair).reason == "their periods are not of one length"
    assert differ(SHARE, *pair).is_beyond_noise is False
