"""What is wrong with a reading as it stands."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.rules.facts import FlagKind
from indicators.rules.measures import PeriodKind, Series, Unit
from indicators.rules.reading_checks import (
    covers_months,
    decimals_fault,
    form_flags,
    funnel_flags,
    impossible_fault,
    label_flag,
    period_fault,
    rank_fault,
    unit_fault,
)
from tests.indicators.plain_values import facts, measure, months

SHARE = measure(Unit.PERCENT, 1)


@pytest.mark.parametrize(
    ("unit", "published", "said"),
    [
        # 2015 pack, 3.6: the live tracker's frequency, national and local
        (
            Unit.RATIO,
            "0.78%",
            "“0.78%”, with the sign of a percentage, but the indicator is a ratio.",
        ),
        (Unit.RATIO, "0.46%", "a ratio"),
        (Unit.PER_1_000, "0.50%", "but the indicator is a rate per 1,000."),  # 2019 plan, custody
        (Unit.PER_1_000, "£5", "with the sign of an amount in pounds"),
        (Unit.COUNT, "12%", "a count"),
        (Unit.PER_100_000, "5 per 1,000", "with the sign of a rate per 1,000"),
        (Unit.PER_1_000, "5 per 100000", "with the sign of a rate per 100,000"),
        (Unit.POUNDS, "5 per cent", "an amount in pounds"),
    ],
)
def test_the_sign_of_another_unit_is_said(unit, published, said):
    assert said in unit_fault(measure(unit, 2), facts(published))


@pytest.mark.parametrize(
    ("unit", "published"),
    [
        (Unit.PERCENT, "43.3%"),
        (Unit.PERCENT, "43.3"),
        (Unit.POUNDS, "£1,250"),
        (Unit.PER_1_000, "0.50"),
        (Unit.PER_1_000, "5 per 1,000"),
        (Unit.PER_100_000, "5 per 100,000"),
        (Unit.COUNT, ""),
    ],
)
def test_the_unit_s_own_sign_or_none_is_right(unit, published):
    assert unit_fault(measure(unit, 2), facts(published)) == ""


@pytest.mark.parametrize(
    ("decimals", "published", "said"),
    [
        (1, "33.33%", "Printed with 2 decimals, where the indicator has 1 decimal."),
        (1, "13%", "Printed with no decimals, where the indicator has 1 decimal."),
        (0, "13.1", "Printed with 1 decimal, where the indicator has none."),
        (2, "1.9", "Printed with 1 decimal, where the indicator has 2 decimals."),
        (1, "43.3%", ""),
        (2, "1.90", ""),
        (0, "1,250", ""),
        (1, "", ""),
        (1, "n/a", ""),
    ],
)
def test_other_decimals_than_the_indicator_has_are_said(decimals, published, said):
    assert decimals_fault(measure(Unit.PERCENT, decimals), facts(published)) == said


@pytest.mark.parametrize(
    ("unit", "reading", "said"),
    [
        (Unit.PERCENT, facts("100.1%"), "100.1% is over 100%."),
        (Unit.PERCENT, facts("550%"), "550% is over 100%."),
        (Unit.PERCENT, facts("-0.1%"), "-0.1% is below nought."),
        (Unit.RATIO, facts("-0.01"), "-0.01 is below nought."),
        (Unit.PERCENT, facts("", 31, 30), "31 of 30: more than there are."),
        (Unit.PERCENT, facts("", 1, 0), "1 of 0: more than there are."),
        (Unit.PERCENT, facts("0.0%", 0, 0), "0.0% is given of 0 over 0, which is no number."),
        (Unit.RATIO, facts("1.82", 636, 0), "1.82 is given of 636 over 0, which is no number."),
    ],
)
def test_what_cannot_be_is_said(unit, reading, said):
    assert impossible_fault(measure(unit), reading) == said


@pytest.mark.parametrize(
    ("unit", "reading"),
    [
        (Unit.PERCENT, facts("100.0%", 30, 30)),
        (Unit.PERCENT, facts("0.0%", 0, 30)),
        (Unit.PERCENT, facts("", 0, 0)),
        (Unit.PERCENT, facts("50.0%", None, 0)),
        (Unit.RATIO, facts("1.82", 636, 350)),
        (Unit.PER_1_000, facts("550.00")),
        (Unit.POUNDS, facts("-£250")),
        (Unit.COUNT, facts("5", 5, 0)),
    ],
)
def test_what_can_be_is_not_flagged(unit, reading):
    assert impossible_fault(measure(unit), reading) == ""


@pytest.mark.parametrize(
    ("start", "end", "n", "is_so"),
    [
        (date(2021, 1, 1), date(2021, 12, 30), 12, False),
        (date(2021, 1, 1), date(2021, 12, 31), 12, True),
        (date(2021, 1, 1), date(2022, 1, 1), 12, False),
        (date(2021, 4, 1), date(2021, 6, 30), 3, True),
        (date(2021, 4, 2), date(2021, 6, 30), 3, False),
        (date(2021, 4, 15), date(2021, 7, 14), 3, True),
        (date(2023, 3, 1), date(2024, 2, 29), 12, True),
        (date(2023, 3, 1), date(2024, 2, 28), 12, False),
    ],
)
def test_whole_months_are_told_to_the_day(start, end, n, is_so):
    assert covers_months(start, end, n) is is_so


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        (PeriodKind.QUARTER, 3),
        (PeriodKind.ROLLING_COHORT, 3),
        (PeriodKind.ROLLING_YEAR, 12),
        (PeriodKind.YEAR, 12),
    ],
)
def test_each_kind_of_period_has_its_months(kind, n):
    of = measure(period_kind=kind)
    assert period_fault(of, facts(**months(2021, 4, n))) == ""
    assert f"is not {n} months" in period_fault(of, facts(**months(2021, 4, n + 1)))


def test_a_period_of_the_wrong_length_is_said_with_its_days():
    assert period_fault(measure(), facts(**months(2021, 1, 12))) == (
        "1 January 2021 to 31 December 2021 is not 3 months, "
        "which its kind of period (quarter) covers."
    )


def test_a_period_that_ends_before_it_starts_is_said_of_totals_too():
    # 2023 plan, first time entrants, the measure: "October 2021 to September 2021"
    days = {"start": date(2021, 10, 1), "end": date(2021, 9, 30)}
    said = "Ends on 30 September 2021, before it starts on 1 October 2021."
    assert period_fault(measure(), facts(**days)) == said
    assert period_fault(measure(), facts(**days, is_total=True)) == said


def test_the_version_s_kind_of_period_goes_before_the_indicator_s():
    days = months(2011, 1, 12)
    assert period_fault(measure(), facts(**days, period_kind=PeriodKind.ROLLING_YEAR)) == ""


@pytest.mark.parametrize(
    "given",
    [
        {"start": date(2021, 1, 1)},
        {"end": date(2021, 1, 1)},
        {**months(2021, 1, 12), "is_period_derived": True},
        {**months(2021, 1, 12), "is_total": True},
    ],
)
def test_unknown_and_derived_days_and_the_length_of_totals_are_not_held_against_a_document(given):
    assert period_fault(measure(), facts(**given)) == ""


@pytest.mark.parametrize(
    ("rank", "rank_of", "said"),
    [
        (0, 7, "A rank of 0 is no place: the first is 1."),
        (1, 7, ""),
        (7, 7, ""),  # 2023 plan: 7th of 7
        (8, 7, "A rank of 8 is no place among 7."),
        (8, None, ""),
        (None, 7, ""),
    ],
)
def test_a_rank_is_one_of_the_places_that_there_are(rank, rank_of, said):
    assert rank_fault(SHARE, facts(rank=rank, rank_of=rank_of)) == said


def test_several_faults_stand_in_the_order_of_the_checks_with_their_place():
    reading = facts("-0.55%", rank=9, rank_of=7, place="page 3", **months(2021, 1, 2))
    found = form_flags(measure(Unit.RATIO, 1), reading)
    assert [flag.kind for flag in found] == [
        FlagKind.UNIT,
        FlagKind.DECIMALS,
        FlagKind.PERIOD,
        FlagKind.IMPOSSIBLE,
        FlagKind.RANK,
    ]
    assert {flag.place for flag in found} == {"page 3"}


def test_a_reading_with_nothing_wrong_has_no_flag():
    assert form_flags(SHARE, facts("43.3%", 13, 30, rank=7, rank_of=7, **months(2021, 4, 3))) == []


FUNNEL = measure(steps=("offered", "attended"))


def funnel(*steps, **given):
    """Readings of the steps in order, each as (numerator, denominator)."""
    refs = ("", *FUNNEL.steps)
    return [facts("", n, d, step=ref, **given) for ref, (n, d) in zip(refs, steps, strict=False)]


def test_a_step_that_is_of_what_the_step_before_counted_is_right():
    assert funnel_flags(FUNNEL, funnel((14, 20), (12, 14), (9, 12))) == {}


def test_a_step_that_is_of_another_number_is_flagged():
    readings = funnel((14, 20), (12, 15), (9, 12))
    found = funnel_flags(FUNNEL, readings)
    assert list(found) == [readings[1].id]
    assert found[readings[1].id].text == "Is of 15, but the step before it counted 14."


def test_a_step_with_a_denominator_of_its_own_is_not_compared():
    assert funnel_flags(FUNNEL, funnel((14, 20), (12, 15)), own_steps={"offered"}) == {}


def test_a_step_may_be_of_any_figure_of_the_step_before():
    readings = [*funnel((14, 20), (12, 15)), *funnel((15, 20))]
    assert funnel_flags(FUNNEL, readings) == {}
    readings = [*funnel((14, 20), (12, 16)), *funnel((15, 20))]
    assert funnel_flags(FUNNEL, readings)[readings[1].id].text.endswith("counted 14 or 15.")


@pytest.mark.parametrize(
    "other",
    [
        {"series": Series.NATIONAL},
        {"area": "England"},
        {"version": "2023"},
        {"document": "another"},
        {"period": "Q2"},
        months(2023, 4, 3),
    ],
)
def test_steps_of_another_line_or_time_are_not_compared(other):
    readings = [*funnel((14, 20)), facts("", 12, 15, step="offered", **other)]
    assert funnel_flags(FUNNEL, readings) == {}


def test_steps_of_the_same_days_are_compared_however_the_period_is_printed():
    days = months(2023, 4, 3)
    readings = [
        facts("", 14, 20, period="Q1", **days),
        facts("", 12, 15, step="offered", period="Apr-Jun", **days),
    ]
    assert list(funnel_flags(FUNNEL, readings)) == [readings[1].id]


def test_a_step_without_the_numbers_is_not_flagged():
    assert funnel_flags(FUNNEL, funnel((14, 20), (12, None))) == {}
    assert funnel_flags(FUNNEL, funnel((None, 20), (12, 15))) == {}
    assert funnel_flags(FUNNEL, [facts("", 1, 2, step="unknown")]) == {}


def test_an_indicator_that_is_no_funnel_has_no_steps_to_compare():
    assert funnel_flags(SHARE, [facts("", 1, 2, value=Decimal(50))]) == {}


ROLLING_QUARTERS = "First time entrants, Last 5 rolling quarters"


@pytest.mark.parametrize(
    "period",
    [
        "Q1 (13/14)",
        "Q2 14/15",
        "Quarter 3",
        "Quarter 3 14/15",
        "2021-22 Qtr 1",
        "qtr4",
        "Q2 2014/15",
    ],
)
def test_a_year_under_the_name_of_a_quarter_is_said(period):
    reading = facts(
        "0.53", period=period, place="Fig 4", is_period_derived=True, **months(2013, 10, 12)
    )
    flag = label_flag([reading])
    assert (flag.kind, flag.place) == (FlagKind.PERIOD, "Fig 4")
    assert flag.text == (
        f"0.53 is printed under “{period}”, as if of a quarter, but covers 1 October 2013 to "
        "30 September 2014."
    )


@pytest.mark.parametrize(
    "period",
    ["End of Quarter 4", "Jan 22 - Dec 22", "Quarter", "Q5", "Q1 to Q4 14/15", "Year end", ""],
)
def test_what_names_no_one_quarter_may_cover_a_year(period):
    assert label_flag([facts("0.53", period=period, **months(2013, 10, 12))]) is None


@pytest.mark.parametrize(
    ("days", "is_said"),
    [
        (months(2021, 4, 3), False),
        (months(2021, 4, 2), True),
        (months(2021, 4, 4), True),
        ({}, False),
        ({"start": date(2021, 4, 1)}, False),
    ],
)
def test_a_quarter_s_name_fits_three_months(days, is_said):
    assert bool(label_flag([facts("26.7%", period="Q1", **days)])) is is_said


def test_the_heading_of_a_place_may_speak_of_quarters():
    rows = [facts(p, period="a row", place=ROLLING_QUARTERS, **months(2021, 1, 12)) for p in "12"]
    assert label_flag(rows).text == (
        "1 is printed under “Last 5 rolling quarters”, as if of a quarter, but covers "
        "1 January 2021 to 31 December 2021; so it is with 1 other."
    )
    cohorts = [facts("1", period="a row", place=ROLLING_QUARTERS, **months(2020, 4, 3))]
    assert label_flag(cohorts) is None
    elsewhere = facts("1", period="a row", place="Last 5 quarters, below", **months(2021, 1, 12))
    assert label_flag([elsewhere]) is None


def test_readings_that_fit_do_not_hide_one_that_does_not_and_totals_are_left_out():
    fits, year = facts("1", **months(2021, 4, 3)), facts("", **months(2021, 4, 12))
    assert label_flag([fits, year]).text.startswith("The reading is printed under “Q1”")
    assert label_flag([fits, facts("4", is_total=True, **months(2021, 4, 12))]) is None
    assert label_flag([]) is None
