"""Which population rates need, and where it jumps."""

from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.facts import FlagKind
from indicators.rules.measures import Unit
from indicators.rules.populations import (
    fit,
    in_time_order,
    population_range,
    printed_jumps,
    range_of,
    stretch_of,
)
from tests.indicators.plain_values import facts, measure, months
from tests.indicators.test_printed import round_by

CUSTODY = measure(Unit.PER_1_000, 2)
FTE = measure(Unit.PER_100_000, 0)
QUARTERS = [months(2012 + (3 * n + 6) // 12, (3 * n + 6) % 12 + 1, 12) for n in range(6)]
FIGURE_4 = [(26, "1.50"), (22, "1.27"), (16, "0.92"), (12, "0.69"), (6, "0.35"), (9, "0.53")]
FTE_2023 = [(55, "287"), (56, "310"), (59, "325"), (49, "269"), (41, "229")]
CUSTODY_2023 = [(1, "0.06"), (1, "0.06"), (1, "0.06"), (2, "0.11"), (3, "0.17")]


def line(numbers):
    return [facts(p, n, **days) for (n, p), days in zip(numbers, QUARTERS, strict=False)]


@pytest.mark.parametrize(
    ("scale", "count", "published", "fitting"),
    [
        # 2015 pack, figure 4
        (1000, 26, "1.50", (17276, 17391)),
        (1000, 22, "1.27", (17255, 17391)),
        (1000, 16, "0.92", (17298, 17486)),
        (1000, 12, "0.69", (17267, 17518)),
        (1000, 6, "0.35", (16902, 17391)),
        (1000, 9, "0.53", (16823, 17142)),
        # 2023 plan, first time entrants
        (100000, 55, "287", (19131, 19197)),
        (100000, 56, "310", (18036, 18093)),
        # 2023 plan, use of custody
        (1000, 1, "0.06", (15385, 18181)),
    ],
)
def test_the_people_that_a_rate_and_its_count_need(scale, count, published, fitting):
    assert population_range(scale, count, published) == fitting


def test_of_a_count_of_nought_nothing_can_be_said():
    assert population_range(1000, 0, "0.06") is None


def test_of_a_rate_of_nought_nothing_can_be_said():
    assert population_range(1000, 3, "0.00") is None


def test_a_rate_that_no_whole_number_of_people_gives_has_no_range():
    assert population_range(1000, 1, "999.00") is None


def test_decimals_can_be_given_and_a_rate_below_half_a_unit_says_nothing():
    assert population_range(1000, 1, Decimal("0.3"), 0) is None


@pytest.mark.parametrize(
    "reading",
    [
        facts("", 3),
        facts("about 2", 3),
        facts("0.17"),
        facts("0.17", 3, 17500),
    ],
)
def test_a_reading_without_figure_or_count_or_with_its_population_implies_none(reading):
    assert range_of(CUSTODY, reading) is None


def test_a_percentage_implies_no_population():
    assert range_of(measure(Unit.PERCENT), facts("43.3%", 13)) is None


def test_figure_4_breaks_at_its_last_quarter():
    readings = line(FIGURE_4)
    found = fit(CUSTODY, readings)
    assert [(run.ids, run.low, run.high) for run in found.runs] == [
        (tuple(r.id for r in readings[:5]), 17298, 17391),
        ((readings[5].id,), 16823, 17142),
    ]
    assert {id_: flag.text for id_, flag in found.flags.items()} == {
        readings[5].id: "Needs a population of 16,823 to 17,142, where the five readings before it "
        "need 17,298 to 17,391; no note says why."
    }
    assert set(found.common.values()) == {17345}
    assert set(found.common) == {r.id for r in readings}


def test_each_first_time_entrants_rate_of_2023_needs_another_population():
    readings = line(FTE_2023)
    found = fit(FTE, readings)
    assert [(run.low, run.high) for run in found.runs] == [
        (19131, 19197),
        (18036, 18093),
        (18126, 18181),
        (18182, 18249),
        (17865, 17943),
    ]
    # 59 at 325 and 49 at 269 meet at 18,181.8: rounding alone may part them.
    assert list(found.flags) == [readings[n].id for n in (1, 2, 4)]
    assert "where the reading before it needs 19,131 to 19,197" in found.flags[readings[1].id].text
    assert found.common == {}


@pytest.mark.parametrize(
    ("later", "n_flags"),
    [
        ((49, "270"), 0),  # up to 18,181.8 in both
        ((49, "269"), 0),
        ((49, "268"), 1),  # 18,249.5 and more
    ],
)
def test_populations_that_meet_at_a_part_of_a_person_are_no_jump(later, n_flags):
    assert len(fit(FTE, line([(59, "325"), later])).flags) == n_flags


def test_the_custody_rates_of_2023_fit_one_population():
    found = fit(CUSTODY, line(CUSTODY_2023))
    assert [(run.low, run.high) for run in found.runs] == [(17392, 18181)]
    assert (found.flags, found.runs[0].middle) == ({}, 17787)


@pytest.mark.parametrize(
    ("rebase", "n_flags"),
    [
        (QUARTERS[5]["end"], 0),  # the day on which the last reading ends: it is after
        (QUARTERS[3]["end"], 1),  # the two before it are after it too, so they are compared
        (date.fromordinal(QUARTERS[4]["end"].toordinal() + 1), 0),
        (date.fromordinal(QUARTERS[5]["end"].toordinal() + 1), 1),
    ],
)
def test_a_jump_across_a_rebase_is_none(rebase, n_flags):
    assert len(fit(CUSTODY, line(FIGURE_4), rebases=[rebase]).flags) == n_flags


def test_nothing_is_recomputed_on_a_population_from_before_a_rebase():
    readings = line(FIGURE_4)
    found = fit(CUSTODY, readings, rebases=[QUARTERS[5]["end"]])
    assert readings[5].id not in found.common
    assert found.common[readings[0].id] == 17345


def test_of_two_runs_as_long_the_first_counts():
    numbers = [(26, "1.50"), (22, "1.27"), (9, "0.53"), (9, "0.53")]
    found = fit(CUSTODY, line(numbers))
    assert [len(run.ids) for run in found.runs] == [2, 2]
    assert set(found.common.values()) == {found.runs[0].middle}


def test_the_longest_run_counts_wherever_it_stands():
    numbers = [(9, "0.53"), (26, "1.50"), (22, "1.27")]
    found = fit(CUSTODY, line(numbers))
    assert set(found.common.values()) == {found.runs[1].middle}
    assert found.flags[found.runs[1].ids[0]].kind is FlagKind.POPULATION


def test_the_same_figure_in_table_and_prose_is_no_second_reading():
    days = months(2012, 7, 12)
    found = fit(CUSTODY, [facts("1.50", 26, **days), facts("1.50", 26, **days)])
    assert len(found.runs[0].ids) == 1
    assert found.common == {}


def test_a_count_of_nought_breaks_no_run_and_is_recomputed_on_it():
    numbers = [(26, "1.50"), (0, "0.00"), (22, "1.27")]
    readings = line(numbers)
    found = fit(CUSTODY, readings)
    assert len(found.runs) == 1
    assert found.common[readings[1].id] == found.runs[0].middle


def test_more_than_nine_readings_before_it_are_given_in_figures_and_one_population_alone():
    days = [months(2010 + n, 1, 12) for n in range(11)]
    readings = [facts("1000", 100, **d) for d in days[:10]] + [facts("2000", 100, **days[10])]
    (flag,) = fit(measure(Unit.PER_1_000, 0), readings).flags.values()
    assert flag.text.startswith(
        "Needs a population of 50, where the 10 readings before it need 100"
    )


def test_readings_without_days_keep_their_order_after_those_with():
    first, second, third = facts(), facts(**months(2012, 4, 3)), facts()
    assert in_time_order([first, second, third]) == [second, first, third]


def test_readings_that_end_together_go_by_their_first_day():
    long, short = facts(**months(2012, 1, 12)), facts(**months(2012, 10, 3))
    assert in_time_order([short, long]) == [long, short]


def test_a_reading_without_days_stands_apart_where_there_are_rebases():
    assert stretch_of(facts(), []) == 0
    assert stretch_of(facts(), [date(2015, 4, 1)]) == -1


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (17490, ""),
        (17510, ""),
        (17511, "3.0% more"),
        (16490, ""),
        (16489, "3.0% fewer"),
        (20000, "17.6% more"),
    ],
)
def test_a_printed_population_may_move_by_three_per_cent(later, said):
    readings = [
        facts("1.50", 26, d, **days) for d, days in zip((17000, later), QUARTERS, strict=False)
    ]
    found = printed_jumps(readings)
    assert bool(found) is bool(said)
    assert all(said in flag.text and "17,000" in flag.text for flag in found.values())


def test_printed_populations_are_not_compared_across_a_rebase():
    readings = [
        facts("1.50", 26, d, **days) for d, days in zip((17000, 20000), QUARTERS, strict=False)
    ]
    assert printed_jumps(readings, rebases=[QUARTERS[1]["end"]]) == {}


def test_a_printed_population_is_compared_with_the_last_one_known():
    readings = [
        facts("1.50", 26, d, **x) for d, x in zip((17000, None, 0, 20000), QUARTERS, strict=False)
    ]
    assert list(printed_jumps(readings)) == [readings[3].id]


roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
counts = st.integers(0, 400)


@given(st.integers(500, 400_000), counts, st.sampled_from([(1000, 2), (100_000, 0)]), roundings)
def test_the_range_has_the_population_that_the_rate_was_made_with(people, count, scale, rounding):
    published = round_by(Fraction(scale[0] * count, people), scale[1], rounding)
    fitting = population_range(scale[0], count, published)
    if count and published:
        assert fitting[0] <= people <= fitting[1]
    else:
        assert fitting is None


@given(st.integers(500, 400_000), counts, roundings, st.sampled_from([-2, 2]))
def test_a_rate_two_units_off_does_not_fit_its_population(people, count, rounding, off):
    published = round_by(Fraction(1000 * count, people), 2, rounding) + Decimal(off).scaleb(-2)
    fitting = population_range(1000, count, published) if published > 0 else None
    assert fitting is None or not fitting[0] <= people <= fitting[1]


@given(st.integers(500, 400_000), st.lists(st.tuples(counts, roundings), max_size=12))
def test_rates_of_one_population_are_one_run_without_a_flag(people, given_counts):
    readings = [
        facts(
            f"{round_by(Fraction(1000 * n, people), 2, rounding):f}", n, **months(2000 + y, 1, 12)
        )
        for y, (n, rounding) in enumerate(given_counts)
    ]
    found = fit(CUSTODY, readings)
    assert found.flags == {}
    assert len(found.runs) <= 1
    assert all(run.low <= people <= run.high for run in found.runs)
