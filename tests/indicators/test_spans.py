"""Which spans hold on the same days, and how one makes room for another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.spans import Span, clashes, days_words, overlaps, share_a_day

DAY = date(2019, 4, 1)
BEFORE, AFTER = date(2019, 3, 31), date(2019, 4, 2)
DAYS = st.dates(date(2018, 1, 1), date(2018, 2, 1))
ENDS = st.none() | DAYS


def the_clash(new: Span, other: Span):
    (found,) = clashes(new, [other])
    return found


@pytest.mark.parametrize(
    ("last", "is_shared"), [(BEFORE, False), (DAY, True), (AFTER, True), (None, True)]
)
def test_the_first_and_the_last_day_count(last, is_shared):
    assert share_a_day(Span("new", DAY), Span("old", None, last)) is is_shared


def test_an_earlier_one_can_end_on_the_day_before():
    found = the_clash(Span("new", DAY), Span("2018/19", date(2018, 4, 1)))
    assert found.ends_on == BEFORE
    assert found.text == (
        "“2018/19” holds from 1 April 2018 on: end it on 31 March 2019, the day before the new one begins."
    )


def test_one_that_ends_within_leaves_a_choice():
    found = the_clash(Span("new", DAY), Span("old", None, AFTER))
    assert found.ends_on == BEFORE
    assert "or let the new one begin on 3 April 2019." in found.text


def test_one_that_goes_on_after_the_new_one_says_what_would_be_bare():
    found = the_clash(Span("new", DAY, AFTER), Span("old", None, None))
    assert found.text.endswith("Nothing would then hold from 3 April 2019 on.")
    assert "Nothing would" not in the_clash(Span("new", DAY, AFTER), Span("old", None, AFTER)).text


def test_a_later_one_is_kept_clear_of():
    found = the_clash(Span("new", BEFORE), Span("old", DAY))
    assert found.ends_on is None
    assert found.text == "“old” holds from 1 April 2019 on: let the new one end by 31 March 2019."


@pytest.mark.parametrize(
    ("first", "last", "mend"),
    [
        (DAY, AFTER, "let the new one begin on 3 April 2019 or later."),
        (DAY, None, "choose another first day for the new one."),
        (None, None, "say from which day the new one holds."),
        (None, AFTER, "let the new one begin on 3 April 2019 or later."),
    ],
)
def test_one_that_begins_together_cannot_make_room(first, last, mend):
    found = the_clash(Span("new", first), Span("old", first, last))
    assert found.ends_on is None
    assert found.text.endswith(mend)


def test_the_earliest_comes_first():
    others = [Span("b", AFTER, id=1), Span("a", DAY, DAY, id=2), Span("z", None, BEFORE, id=3)]
    assert [clash.other.name for clash in clashes(Span("new", DAY), others)] == ["a", "b"]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span("", DAY, AFTER), "from 1 April 2019 to 2 April 2019"),
        (Span("", DAY, DAY), "on 1 April 2019"),
        (Span("", DAY), "from 1 April 2019 on"),
        (Span("", None, DAY), "until 1 April 2019"),
        (Span(""), "on every day"),
    ],
)
def test_days_in_words(span, words):
    assert days_words(span) == words


YEAR = Span("2018/19", date(2018, 4, 1), BEFORE, id=1)


def test_spans_that_follow_each_other_do_not_overlap():
    assert overlaps([Span("2019/20", DAY, id=2), YEAR]) == ()


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (BEFORE, None, "on 31 March 2019"),
        (date(2019, 3, 30), None, "from 30 March 2019 to 31 March 2019"),
        (date(2018, 4, 2), date(2018, 4, 3), "from 2 April 2018 to 3 April 2018"),
    ],
)
def test_two_that_hold_on_one_day_are_named_with_their_days(first, last, days):
    assert overlaps([Span("other", first, last, id=2), YEAR]) == (
        f"“2018/19” and “other” both hold {days}; let one end before the other begins.",
    )


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (DAY, None, "from 1 April 2019 on"),
        (None, DAY, "until 1 April 2019"),
        (None, None, "on every day"),
    ],
)
def test_two_that_overlap_without_an_end_say_so(first, last, days):
    (text,) = overlaps([Span("a", id=1), Span("b", first, last, id=2)])
    assert f" both hold {days}; " in text


def test_each_two_of_three_are_named():
    found = overlaps([YEAR, Span("a", id=2), Span("b", DAY, id=3)])
    assert [text.partition(" both")[0] for text in found] == ["“a” and “2018/19”", "“a” and “b”"]


@given(ENDS, ENDS, ENDS, ENDS)
def test_once_an_earlier_one_made_room_no_day_is_shared(first, last, other_first, other_last):
    new, other = Span("new", first, last), Span("old", other_first, other_last)
    for clash in clashes(new, [other]):
        assert share_a_day(new, other)
        if clash.ends_on:
            assert not share_a_day(new, Span("old", other_first, clash.ends_on))
