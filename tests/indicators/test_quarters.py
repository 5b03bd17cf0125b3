"""The quarters of a financial year: their days, their names, and those that are over."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.quarters import financial_year, quarter_of, quarter_words, quarters_before

DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "start", "end", "words"),
    [
        (date(2014, 4, 1), date(2014, 4, 1), date(2014, 6, 30), "Q1 2014/15"),
        (date(2014, 6, 30), date(2014, 4, 1), date(2014, 6, 30), "Q1 2014/15"),
        (date(2014, 7, 1), date(2014, 7, 1), date(2014, 9, 30), "Q2 2014/15"),
        (date(2014, 12, 31), date(2014, 10, 1), date(2014, 12, 31), "Q3 2014/15"),
        (date(2015, 1, 1), date(2015, 1, 1), date(2015, 3, 31), "Q4 2014/15"),
        (date(2015, 3, 31), date(2015, 1, 1), date(2015, 3, 31), "Q4 2014/15"),
        (date(2000, 2, 29), date(2000, 1, 1), date(2000, 3, 31), "Q4 1999/00"),
        (date(2009, 5, 1), date(2009, 4, 1), date(2009, 6, 30), "Q1 2009/10"),
    ],
)
def test_a_day_falls_in_its_quarter(day, start, end, words):
    assert quarter_of(day) == (start, end)
    assert quarter_words(start) == words


@given(DAYS)
def test_every_day_falls_in_one_quarter_and_quarters_leave_no_gap(day):
    start, end = quarter_of(day)
    assert start <= day <= end
    assert 89 < (end - start).days + 1 < 93
    assert quarter_of(end + timedelta(days=1))[0] == end + timedelta(days=1)


def test_a_quarter_is_named_by_its_first_day_alone():
    with pytest.raises(ValueError, match="not in tuple"):
        quarter_words(date(2014, 5, 1))


def test_a_financial_year_begins_in_april():
    assert financial_year(2018) == (date(2018, 4, 1), date(2019, 3, 31))


def test_on_its_last_day_a_quarter_is_over():
    assert quarters_before(date(2015, 3, 31), 1) == ((date(2015, 1, 1), date(2015, 3, 31)),)


def test_the_day_before_it_is_not():
    assert quarters_before(date(2015, 3, 30), 1) == ((date(2014, 10, 1), date(2014, 12, 31)),)


@given(DAYS, st.integers(0, 20))
def test_the_last_quarters_are_over_latest_first_without_a_gap(day, n):
    found = quarters_before(day, n)
    assert len(found) == n
    for (start, _), (_, end) in pairwise(found):
        assert end + timedelta(days=1) == start
    if found:
        assert found[0][1] <= day < quarter_of(found[0][1] + timedelta(days=1))[1]
