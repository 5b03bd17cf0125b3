"""How old a figure is, and how the span that it covers is said."""

from datetime import date

import pytest

from indicators.rules.facts import Facts, Measure
from indicators.rules.lag import (
    again_words,
    are_as_long,
    days_covered,
    is_of_cohort,
    kind_of,
    lag_words,
    period_words,
    span_words,
)
from indicators.rules.measures import Better, PeriodKind, Series, Unit

COHORT, QUARTER, ROLLING, YEAR = (
    PeriodKind.ROLLING_COHORT,
    PeriodKind.QUARTER,
    PeriodKind.ROLLING_YEAR,
    PeriodKind.YEAR,
)
APRIL = date(2015, 4, 23)


def measure(kind: PeriodKind = ROLLING) -> Measure:
    return Measure("x", "Custody", Unit.PER_1_000, 2, Better.LOWER, kind)


def facts(start=None, end=None, period="Q2 14/15", **more) -> Facts:
    days = (day and date.fromisoformat(day) for day in (start, end))
    return Facts(1, Series.LOCAL, period, *days, **more)


TO_SEPTEMBER = facts("2013-10-01", "2014-09-30")


@pytest.mark.parametrize(
    ("kind", "start", "end", "words"),
    [
        (ROLLING, "2013-10-01", "2014-09-30", "the twelve months to September 2014"),
        (YEAR, "2013-04-01", "2014-03-31", "the year to March 2014"),
        (QUARTER, "2015-04-01", "2015-06-30", "the quarter to June 2015"),
        (QUARTER, "2015-04-01", "2015-04-30", "April 2015"),
        (QUARTER, "2015-04-01", "2015-08-31", "April to August 2015"),
        (QUARTER, "2015-03-03", "2015-05-09", "3 March 2015 to 9 May 2015"),
        (COHORT, "2021-04-01", "2021-06-30", "the cohort of April to June 2021"),
        (COHORT, None, "2021-06-30", "the cohort to June 2021"),
        (ROLLING, None, "2014-09-30", "the twelve months to September 2014"),
        (QUARTER, None, "2014-09-28", "the quarter to 28 September 2014"),
        (YEAR, None, "2014-03-31", "the year to March 2014"),
    ],
)
def test_a_period_is_said_by_what_it_covers(kind, start, end, words):
    assert period_words(measure(kind), facts(start, end)) == words


def test_without_its_last_day_a_period_is_said_as_printed():
    assert period_words(measure(), facts("2014-01-01", None)) == "Q2 14/15"
    assert period_words(measure(), facts(period="")) == "a period not known"


def test_the_rule_that_a_reading_is_counted_by_gives_its_kind():
    of_year = facts("2012-01-01", "2012-12-31", period_kind=ROLLING)
    assert kind_of(measure(COHORT), of_year) is ROLLING
    assert kind_of(measure(COHORT), facts()) is COHORT


def test_a_cohort_stays_one_whichever_of_its_rules_counts_by_the_year():
    of_year = facts("2012-01-01", "2012-12-31", period_kind=ROLLING)
    assert is_of_cohort(measure(COHORT), of_year)
    assert is_of_cohort(measure(ROLLING), facts(period_kind=COHORT))
    assert not is_of_cohort(measure(ROLLING), facts())


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("the twelve months to June 2013", "the twelve months to May 2014", "those to May 2014"),
        ("the quarter to June 2013", "the quarter to June 2014", "that to June 2014"),
        ("the year to March 2013", "the year to March 2014", "that to March 2014"),
        (
            "the cohort of April to June 2020",
            "the cohort of April to June 2021",
            "that of April to June 2021",
        ),
        ("the year to March 2013", "the quarter to June 2014", "the quarter to June 2014"),
        ("Q1 13/14", "Q2 14/15", "Q2 14/15"),
    ],
)
def test_a_second_period_of_the_same_kind_is_said_short(first, second, words):
    assert again_words(first, second) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-04-01", "2021-06-30", "April to June 2021"),
        ("2012-10-01", "2013-09-30", "October 2012 to September 2013"),
        ("2015-06-01", "2015-06-30", "June 2015"),
        ("2015-06-03", "2015-06-03", "3 June 2015"),
        ("2015-06-01", "2015-06-29", "1 June 2015 to 29 June 2015"),
        ("2015-06-02", "2015-06-30", "2 June 2015 to 30 June 2015"),
        ("2016-02-01", "2016-02-29", "February 2016"),
    ],
)
def test_a_span_of_whole_months_is_said_in_months(start, end, words):
    assert span_words(date.fromisoformat(start), date.fromisoformat(end)) == words


def test_days_are_counted_with_the_first_and_the_last():
    assert days_covered(TO_SEPTEMBER) == 365
    assert days_covered(facts(None, "2014-09-30")) is None
    assert days_covered(facts("2014-09-30", None)) is None


@pytest.mark.parametrize(("days", "is_alike"), [(89, False), (90, True), (100, True), (112, False)])
def test_periods_are_as_long_from_nine_tenths_of_the_longer(days, is_alike):
    hundred = facts("2015-01-01", "2015-04-10")
    other = facts("2015-01-01", str(date.fromordinal(date(2015, 1, 1).toordinal() + days - 1)))
    assert days_covered(hundred) == 100
    assert are_as_long(hundred, other) is is_alike


def test_of_days_not_known_periods_are_taken_to_be_as_long():
    assert are_as_long(TO_SEPTEMBER, facts())


@pytest.mark.parametrize(
    ("as_at", "words"),
    [
        ("2015-04-23", "to September 2014; 7 months old on 23 April 2015"),
        ("2014-09-29", "to September 2014; not over on 29 September 2014"),
        ("2014-09-30", "to September 2014; 0 days old on 30 September 2014"),
        ("2014-10-01", "to September 2014; 1 day old on 1 October 2014"),
        ("2014-10-27", "to September 2014; 27 days old on 27 October 2014"),
        ("2014-10-28", "to September 2014; 1 month old on 28 October 2014"),
        ("2016-09-14", "to September 2014; 23 months old on 14 September 2016"),
        ("2016-09-30", "to September 2014; 2 years old on 30 September 2016"),
        ("2017-12-31", "to September 2014; 3 years and 3 months old on 31 December 2017"),
        ("2016-10-31", "to September 2014; 2 years and 1 month old on 31 October 2016"),
    ],
)
def test_a_figure_is_as_old_as_the_last_day_that_it_covers(as_at, words):
    assert lag_words(measure(), TO_SEPTEMBER, as_at=date.fromisoformat(as_at)) == words


def test_a_last_day_within_a_month_is_said_in_full():
    reading = facts("2015-01-01", "2015-03-03")
    assert lag_words(measure(), reading, as_at=APRIL) == (
        "to 3 March 2015; 2 months old on 23 April 2015"
    )


def test_a_cohort_is_said_by_when_it_was_made_up():
    reading = facts("2012-01-01", "2012-12-31", period_kind=ROLLING)
    assert lag_words(measure(COHORT), reading, as_at=APRIL) == (
        "to December 2012; 2 years and 4 months old on 23 April 2015: "
        "these children first offended between January and December 2012"
    )


def test_what_made_up_a_cohort_can_be_said_otherwise():
    reading = facts("2012-10-01", "2013-09-30")
    words = lag_words(measure(COHORT), reading, as_at=APRIL, joined="these children were cautioned")
    assert words.endswith("these children were cautioned between October 2012 and September 2013")


def test_a_cohort_of_one_month_is_of_that_month():
    words = lag_words(measure(COHORT), facts("2012-06-01", "2012-06-30"), as_at=APRIL)
    assert words.endswith("these children first offended in June 2012")


def test_of_a_cohort_without_its_first_day_only_the_age_is_said():
    words = lag_words(measure(COHORT), facts(None, "2012-12-31"), as_at=APRIL)
    assert words == "to December 2012; 2 years and 4 months old on 23 April 2015"


def test_without_its_last_day_a_figure_has_no_age():
    assert lag_words(measure(), facts(), as_at=APRIL) == "period not known"
    assert lag_words(measure(COHORT), facts("2012-01-01"), as_at=APRIL) == "period not known"
