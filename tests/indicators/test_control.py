"""Control limits and their signals, and why there are none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.control import (
    Control,
    Limits,
    Refusal,
    SignalKind,
    chart,
    is_consecutive,
    limits,
    overlaps,
    signals,
)
from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import Unit, Way
from tests.indicators.drawn_quarters import COUNTS, RATE, SHARE, facts, line, measure

OUTSIDE, RUN, TREND, NEAR = SignalKind
AT_TEN = Limits(*map(Fraction, (10, 7, 13, 3, 4)))  # near a limit: beyond 8 and 12


STEADY = (10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11)


def test_limits_are_2_66_mean_moving_ranges_from_the_mean():
    found = limits([10, 12, 8])
    assert (found.centre, found.reach) == (10, Fraction("7.98"))
    assert (found.lower, found.upper) == (Fraction("2.02"), Fraction("17.98"))
    assert found.step_limit == Fraction("9.801")


def test_figures_that_never_change_have_no_room():
    found = limits([5] * 12)
    assert (found.lower, found.centre, found.upper) == (5, 5, 5)


@pytest.mark.parametrize(("floor", "lower"), [(None, "2.02"), (2, "2.02"), (3, "3"), (0, "2.02")])
def test_the_lower_limit_is_cut_off_at_the_floor(floor, lower):
    assert limits([10, 12, 8], floor=floor).lower == Fraction(lower)


@pytest.mark.parametrize(("ceiling", "upper"), [(None, "17.98"), (18, "17.98"), (17, "17")])
def test_the_upper_limit_is_cut_off_at_the_ceiling(ceiling, upper):
    found = limits([10, 12, 8], ceiling=ceiling)
    assert (found.upper, found.reach) == (Fraction(upper), Fraction("7.98"))


def test_a_step_across_a_gap_does_not_count():
    assert limits([10, 12, 99], gaps={2}).reach == Fraction("5.32")


@pytest.mark.parametrize(("values", "gaps"), [([], ()), ([5], ()), ([5, 6], {1})])
def test_without_a_step_there_are_no_limits(values, gaps):
    with pytest.raises(ValueError, match="without a step"):
        limits(values, gaps=gaps)


def independent_limits(values: list[Decimal]) -> list[Fraction]:
    """Centre, limits and step limit by sums of fractions over a common denominator."""
    parts = [int(value * 1_000) for value in values]
    n = len(parts)
    centre = Fraction(sum(parts), 1_000 * n)
    ranges = sum(abs(b - a) for a, b in pairwise(parts))
    step = Fraction(ranges, 1_000 * (n - 1))
    ends = [centre + sign * step * 266 / 100 for sign in (-1, 1)]
    return [centre, *ends, step * 3_267 / 1_000]


@given(st.lists(st.decimals(0, 1_000, places=3), min_size=2, max_size=40))
def test_limits_agree_exactly_with_arithmetic_of_fractions(values):
    found = limits(values)
    ours = [found.centre, found.lower, found.upper, found.step_limit]
    assert ours == independent_limits(values)


@given(st.lists(st.integers(0, 500), min_size=12, max_size=40))
def test_limits_move_and_grow_with_the_figures(values):
    found = limits(values)
    moved, grown = limits([v + 7 for v in values]), limits([3 * v for v in values])
    assert (moved.centre - found.centre, moved.reach) == (7, found.reach)
    assert (grown.centre, grown.reach) == (3 * found.centre, 3 * found.reach)


@given(st.lists(st.integers(0, 30), min_size=12, max_size=40))
def test_upside_down_figures_give_the_same_signals_upside_down(values):
    found = signals(values, limits(values))
    upside_down = [-v for v in values]
    mirrored = signals(upside_down, limits(upside_down))
    assert sorted((s.kind, s.indices) for s in found) == sorted(
        (s.kind, s.indices) for s in mirrored
    )
    assert {s.way for s in found} <= {Way.UP, Way.DOWN}


def kinds(values, **more) -> list[tuple]:
    return [(s.kind, s.way, s.indices) for s in signals(values, AT_TEN, **more)]


def test_figures_around_the_centre_give_no_signal():
    assert kinds([10, 11, 9, 10, 11, 9]) == []


@pytest.mark.parametrize(
    ("value", "way"),
    [
        ("13", None),
        ("13.001", Way.UP),
        ("12.999", None),
        ("7", None),
        ("6.999", Way.DOWN),
        ("7.001", None),
    ],
)
def test_a_point_on_the_limit_is_not_outside_it(value, way):
    found = kinds([Decimal(10), Decimal(value), Decimal(10)])
    assert found == ([(OUTSIDE, way, (1,))] if way else [])


def test_each_point_outside_is_a_signal_of_its_own():
    found = kinds([14, 10, 10, 10, 6])
    assert found == [(OUTSIDE, Way.UP, (0,)), (OUTSIDE, Way.DOWN, (4,))]


HIGH, LOW = [11, 12] * 5, [9, 8] * 5


@pytest.mark.parametrize("n", [6, 7, 8])
def test_seven_on_one_side_are_a_signal_and_six_are_not(n):
    assert kinds([9, *HIGH[:n], 9]) == ([(RUN, Way.UP, tuple(range(1, n + 1)))] if n >= 7 else [])
    assert kinds([11, *LOW[:n], 11]) == (
        [(RUN, Way.DOWN, tuple(range(1, n + 1)))] if n >= 7 else []
    )


def test_a_figure_on_the_centre_ends_a_run():
    assert kinds([*HIGH[:6], 10, *HIGH[:6]]) == []


def test_the_other_side_ends_a_run():
    assert kinds([*HIGH[:6], 9, *HIGH[:6]]) == []


def test_a_gap_ends_a_run():
    assert kinds(HIGH[:8]) != []
    assert kinds(HIGH[:8], gaps={4}) == []


CLIMB = [Decimal(n) for n in ("9.0", "9.3", "9.6", "10.3", "10.6", "10.9", "11.2")]


@pytest.mark.parametrize("n", [5, 6, 7])
def test_six_figures_trending_are_a_signal_and_five_are_not(n):
    climb = CLIMB[:n]
    assert kinds(climb) == ([(TREND, Way.UP, tuple(range(n)))] if n >= 6 else [])
    assert kinds(climb[::-1]) == ([(TREND, Way.DOWN, tuple(range(n)))] if n >= 6 else [])


def test_a_repeated_figure_ends_a_trend():
    assert kinds([*CLIMB[:3], CLIMB[2], *CLIMB[3:6]]) == []


def test_a_turn_begins_a_trend_anew_with_the_figure_that_it_turns_at():
    found = kinds([Decimal("10.5"), *CLIMB[:6], Decimal("9.5")])
    assert found == [(TREND, Way.UP, (1, 2, 3, 4, 5, 6))]


def test_a_gap_ends_a_trend():
    assert kinds(CLIMB[:6], gaps={3}) == []


@pytest.mark.parametrize(
    ("values", "indices"),
    [
        (["10", "12.5", "12.5", "10"], (1, 2)),
        (["12.5", "10", "12.5", "10"], (0, 2)),
        (["10", "12.001", "12.001", "10"], (1, 2)),
        (["10", "12", "12.5", "10"], None),
        (["10", "12.5", "10", "10", "12.5"], None),
        (["10", "12.5", "7.5", "10"], None),
        (["10", "12.5", "13", "10"], (1, 2)),
    ],
)
def test_two_of_three_beyond_two_thirds_of_the_way_on_one_side_are_a_signal(values, indices):
    found = kinds([Decimal(v) for v in values])
    assert found == ([(NEAR, Way.UP, indices)] if indices else [])


def test_two_near_the_lower_limit_are_a_low_signal():
    assert kinds([10, Decimal("7.9"), 10, 7]) == [(NEAR, Way.DOWN, (1, 3))]


def test_a_point_outside_counts_as_near():
    assert kinds([10, 14, Decimal("12.5"), 10]) == [
        (OUTSIDE, Way.UP, (1,)),
        (NEAR, Way.UP, (1, 2)),
    ]


def test_threes_that_share_a_figure_are_one_signal_and_others_are_two():
    near = Decimal("12.5")
    assert kinds([near, 10, near, 10, near, 10]) == [(NEAR, Way.UP, (0, 2, 4))]
    assert kinds([near, near, 10, 9, near, near]) == [
        (NEAR, Way.UP, (0, 1)),
        (NEAR, Way.UP, (4, 5)),
    ]


@pytest.mark.parametrize(("gap", "is_found"), [(1, False), (2, False), (3, True)])
def test_a_gap_parts_the_three(gap, is_found):
    near = Decimal("12.5")
    assert bool(kinds([near, 10, near, 10], gaps={gap})) is is_found


def test_near_is_measured_before_a_limit_is_cut_off():
    cut = Limits(*map(Fraction, (2, 0, 8, 6, 7)))  # uncut, the lower limit is -4: near below -2
    assert signals([0, 0, 2, 3], cut) == ()


def sentences(values, **more) -> list[str]:
    return [s.sentence for s in signals(values, AT_TEN, **more)]


def test_a_signal_is_said_with_its_periods():
    labels = [f"the quarter to month {i}" for i in range(12)]
    assert sentences([14, 10, 6], labels=labels) == [
        "The quarter to month 0 lies above the upper limit.",
        "The quarter to month 2 lies below the lower limit.",
    ]
    assert sentences(HIGH[:7]) == [
        "7 in a row lie above the average, from reading 1 until reading 7."
    ]
    assert sentences(LOW[:7])[0].startswith("7 in a row lie below the average,")
    assert sentences(CLIMB[:6]) == [
        "6 in a row go up without a break, from reading 1 until reading 6."
    ]
    assert sentences(CLIMB[5::-1])[0].startswith("6 in a row go down")
    assert sentences([Decimal("7.5"), 10, Decimal("7.5")]) == [
        "2 close together lie near the lower limit or beyond it, from reading 1 until reading 3."
    ]


@pytest.mark.parametrize(
    ("spans", "is_so"),
    [
        ([(0, 3), (1, 3), (2, 3)], False),
        ([(0, 3), (1, 12)], True),
        ([(3, 12), (4, 12)], True),
        ([(0, 3), (0, 3)], True),
        ([(8, 3), (4, 3), (8, 12)], True),
        ([], False),
    ],
)
def test_periods_overlap_where_two_share_a_day(spans, is_so):
    assert overlaps([facts(i, months=months) for i, months in spans]) is is_so


def test_one_day_shared_is_an_overlap():
    first = facts(0)
    second = facts(1, start=first.end)
    assert overlaps([first, second])


def test_periods_without_their_days_are_passed_over():
    assert not overlaps([facts(0), facts(0, start=None), facts(0, end=None)])


def test_a_period_follows_that_which_ends_the_day_before():
    assert is_consecutive(facts(0), facts(1))
    assert not is_consecutive(facts(0), facts(2))
    assert not is_consecutive(facts(0), facts(0))
    assert not is_consecutive(facts(0, end=None), facts(1))
    assert not is_consecutive(facts(0), facts(1, start=None))


def reason(readings, of: Measure = COUNTS, rebases=()) -> str:
    found = chart(of, readings, rebases)
    assert isinstance(found, Refusal)
    return found.reason


def test_twelve_quarters_have_limits_and_eleven_have_not():
    found = chart(COUNTS, line(*STEADY))
    assert isinstance(found, Control)
    (segment,) = found.segments
    assert segment.limits == limits(STEADY, floor=0)
    assert segment.words == "No signal: every figure lies where chance can put it."
    assert reason(line(*STEADY[:11])) == (
        "Not enough yet: limits need twelve periods that do not overlap, and there are 11."
    )


def test_of_one_reading_there_is_one():
    assert reason(line(5)).endswith("and there is 1.")
    assert reason([]).endswith("and there are 0.")


def test_a_signal_is_said_with_the_segment():
    (segment,) = chart(COUNTS, line(*[10, 16] * 6, 40)).segments
    assert [s.kind for s in segment.signals] == [OUTSIDE]
    assert segment.words == "The quarter to March 2015 lies above the upper limit."


def test_rolling_years_are_refused_however_many():
    rolling = [facts(i, 10, months=12) for i in range(20)]
    assert reason(rolling) == (
        "No limits: these periods overlap, so one event stands in several of them and the figures "
        "do not vary on their own."
    )


def test_rolling_years_that_do_not_overlap_have_limits():
    yearly = [facts(4 * i, value, months=12) for i, value in enumerate(STEADY)]
    assert isinstance(chart(COUNTS, yearly), Control)


def test_two_figures_of_one_period_are_refused():
    assert reason([*line(*STEADY), facts(11, 12)]).startswith("No limits: these periods overlap")


def test_unknown_days_are_refused():
    unknown = [facts(12, 10, start=None), facts(13, 10, end=None)]
    assert reason([*line(*STEADY), *unknown]) == "No limits: the days of 2 readings are not known."


def test_mixed_lines_are_refused():
    other = facts(12, 10, version="2011")
    assert reason([*line(*STEADY), other]) == (
        "No limits: these readings are not of one line, or not counted by one rule."
    )


def test_periods_of_unlike_length_are_refused():
    assert reason([*line(*STEADY), facts(15, 40, months=12)]) == (
        "No limits: these periods are not of one length."
    )


def test_totals_and_readings_without_a_value_are_left_out():
    total = facts(11, 44, months=12, is_total=True)
    (segment,) = chart(COUNTS, [*line(*STEADY), total, facts(12)]).segments
    assert len(segment.readings) == 12


def gapped(n: int, *missing: int) -> list[Facts]:
    return [facts(i, STEADY[i % 12]) for i in range(n + len(missing)) if i not in missing]


@pytest.mark.parametrize(("n", "missing", "is_drawn"), [(12, 5, False), (13, 5, True)])
def test_a_gap_takes_one_reading_more(n, missing, is_drawn):
    found = chart(COUNTS, gapped(n, missing))
    assert isinstance(found, Control) is is_drawn


def test_too_few_because_of_gaps_says_so():
    assert reason(gapped(12, 5)) == (
        "Not enough yet: limits need twelve periods that do not overlap (one more for each gap), "
        "and there are 12, with 1 gap."
    )


def test_a_run_does_not_cross_a_gap():
    values = [20, 4] * 3 + [13] * 4 + [14] * 4
    assert any(s.kind is RUN for s in chart(COUNTS, line(*values)).segments[0].signals)
    parted = [*line(*values[:10]), *line(*values[10:], first=11)]
    assert not any(s.kind is RUN for s in chart(COUNTS, parted).segments[0].signals)


REBASE = date(2015, 1, 1)  # between the twelfth quarter and the thirteenth


def test_a_rebase_gives_each_segment_limits_of_its_own():
    higher = [v + 20 for v in STEADY]
    first, second = chart(COUNTS, line(*STEADY, *higher), [REBASE]).segments
    assert (first.limits, second.limits) == (limits(STEADY, floor=0), limits(higher, floor=0))
    assert (len(first.readings), second.signals) == (12, ())


def test_a_segment_of_fewer_than_twelve_has_none_as_yet():
    first, second = chart(COUNTS, line(*STEADY, *STEADY[:11]), [REBASE]).segments
    assert first.limits is not None
    assert (second.limits, second.signals) == (None, ())
    assert second.words == (
        "Not enough yet: limits need twelve periods that do not overlap, and there are 11 since "
        "figures started anew on 1 January 2015."
    )


def test_where_no_segment_has_twelve_limits_are_refused():
    assert reason(line(*STEADY, 10), rebases=[date(2014, 1, 1)]).endswith(
        "and there are 5 since figures started anew on 1 January 2014."
    )


@pytest.mark.parametrize(
    ("of", "values", "lower", "upper"),
    [
        (COUNTS, [0, 9] * 6, 0, None),
        (SHARE, [2, 99] * 6, 0, 100),
        (RATE, [0, 9] * 6, 0, None),
        (SHARE, [2, 550] * 6, 0, None),
        (SHARE, [-2, 99] * 6, None, 100),
        (measure(Unit.POUNDS), [2, 99] * 6, None, None),
    ],
)
def test_limits_are_cut_off_where_no_figure_can_be(of, values, lower, upper):
    found = chart(of, line(*values)).segments[0].limits
    uncut = limits(values)
    assert found.lower == (uncut.lower if lower is None else lower)
    assert found.upper == (uncut.upper if upper is None else upper)
