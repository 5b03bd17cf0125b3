"""What written dates mean: design, section 3, and every form that the sources print."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.dates import Precision, WrittenDate, date_text, days_text, read_date

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("words", "on", "precision"),
    [
        ("Dec 2014", date(2014, 12, 31), "month"),
        ("May 2014", date(2014, 5, 31), "month"),
        ("Feb 2015", date(2015, 2, 28), "month"),
        ("February 2016", date(2016, 2, 29), "month"),
        ("Sept 2014", date(2014, 9, 30), "month"),
        ("By April 2014", date(2014, 4, 30), "month"),
        ("By, October 2014", date(2014, 10, 31), "month"),
        ("by the end of June 2014", date(2014, 6, 30), "month"),
        ("end of April '15", date(2015, 4, 30), "month"),
        ("16 June 2015", date(2015, 6, 16), "day"),
        ("Thursday 23rd April 2015", date(2015, 4, 23), "day"),
        ("23/04/2015", date(2015, 4, 23), "day"),
        ("9.3.15", date(2015, 3, 9), "day"),
        ("2015-04-23", date(2015, 4, 23), "day"),
        ("Q3 2015/16", date(2015, 12, 31), "quarter"),
        ("Q4 2015/16", date(2016, 3, 31), "quarter"),
        ("Q1 14/15", date(2014, 6, 30), "quarter"),
        ("Quarter 3 2015", date(2015, 9, 30), "quarter"),
        ("Spring 2016", date(2016, 5, 31), "season"),
        ("Summer 2016", date(2016, 8, 31), "season"),
        ("Autumn 2016", date(2016, 11, 30), "season"),
        ("Winter 2015", date(2016, 2, 29), "season"),
        ("Winter 2015/16", date(2016, 2, 29), "season"),
        ("2014", date(2014, 12, 31), "year"),
    ],
)
def test_a_written_date_means_its_last_day(words, on, precision):
    assert read_date(words) == WrittenDate(words, on, Precision(precision))


@pytest.mark.parametrize("words", ["Achieved", "achieved", "Completed", "Done."])
def test_a_word_of_state_is_no_date(words):
    written = read_date(words)
    assert (written.on, written.precision, written.says_done) == (None, None, True)


@pytest.mark.parametrize(
    "words",
    [
        "Tbc (roll out due Summer 2016)",
        "TBC",
        "",
        "Ongoing",
        "31 April 2015",
        "April/May 2015",
        "13/13/2015",
        "Summer 2015/16",
        "when launched",
        "31 December 1999",
        "1999-12-31",
        "1 January 2100",
        "2999-01-01",
        "Winter 2099",
    ],
)
def test_words_that_name_no_date_for_certain_give_none(words):
    written = read_date(words)
    assert (written.on, written.precision, written.says_done) == (None, None, False)


def test_ongoing_is_a_date_and_a_flag():
    assert read_date("Apr 2025 (ongoing)") == WrittenDate(
        "Apr 2025 (ongoing)", date(2025, 4, 30), Precision.MONTH, ongoing=True
    )


@given(DAYS)
def test_every_day_printed_is_read_back(day):
    for text in (day.isoformat(), date_text(day, "day"), date_text(day, "day", short=True)):
        assert read_date(text).on == day


@given(DAYS)
def test_every_month_printed_is_read_back_as_its_last_day(day):
    read = read_date(date_text(day, "month"))
    assert (read.on.year, read.on.month, read.precision) == (day.year, day.month, "month")
    assert read.on >= day


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_reader(text):
    written = read_date(text)
    assert written.as_written == text
    assert (written.on is None) == (written.precision is None)


def test_a_month_is_never_printed_with_a_day():
    assert date_text(date(2014, 5, 31), "month") == "May 2014"
    assert date_text(date(2014, 5, 31), "month", short=True) == "May 2014"


def test_an_unknown_date_is_printed_as_nothing():
    assert date_text(None, None) == ""


def test_days_are_counted_in_words():
    assert [days_text(n) for n in (0, 1, 2, 1204)] == ["0 days", "1 day", "2 days", "1,204 days"]


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2099, 12, 31)])
def test_the_first_and_the_last_day_that_can_be_read(day):
    assert read_date(day.isoformat()).on == day
