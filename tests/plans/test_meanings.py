"""What key and dates imply: each threshold just before, on and after. Design, section 4."""

from datetime import date

import pytest

from plans.rules.meanings import (
    Basis,
    Meaning,
    calculated,
    days_late,
    forecast_passed,
    is_outstanding,
    is_overdue,
    mark,
)

DUE = date(2014, 5, 31)
BEFORE, ON, AFTER = date(2014, 5, 30), DUE, date(2014, 6, 1)
OPEN = [Meaning.UNDER_WAY, Meaning.BEHIND, Meaning.NOT_DUE, None]
CLOSED = [Meaning.COMPLETE, Meaning.NOT_PURSUED]


@pytest.mark.parametrize("meaning", OPEN)
@pytest.mark.parametrize(("day", "late"), [(BEFORE, False), (ON, False), (AFTER, True)])
def test_an_open_action_is_overdue_from_the_first_day_after_its_date(meaning, day, late):
    assert is_overdue(meaning, DUE, as_at=day) is late


@pytest.mark.parametrize("meaning", CLOSED)
def test_a_closed_action_is_never_overdue(meaning):
    assert not is_overdue(meaning, DUE, as_at=AFTER)


@pytest.mark.parametrize("meaning", [*OPEN, *CLOSED])
def test_without_a_date_nothing_is_overdue(meaning):
    assert not is_overdue(meaning, None, as_at=AFTER)


def test_unrated_actions_are_outstanding_and_closed_ones_are_not():
    assert [is_outstanding(m) for m in [*OPEN, *CLOSED]] == [True] * 4 + [False] * 2


@pytest.mark.parametrize("meaning", CLOSED)
@pytest.mark.parametrize("due", [DUE, None])
def test_what_is_reported_closed_stays_so(meaning, due):
    assert calculated(meaning, due, as_at=AFTER) is meaning


@pytest.mark.parametrize("meaning", OPEN)
def test_past_its_date_an_open_action_is_behind(meaning):
    assert calculated(meaning, DUE, as_at=AFTER) is Meaning.BEHIND


@pytest.mark.parametrize("meaning", [Meaning.UNDER_WAY, Meaning.BEHIND])
@pytest.mark.parametrize("due", [DUE, None])
def test_what_is_worked_on_and_not_late_is_under_way(meaning, due):
    assert calculated(meaning, due, as_at=ON) is Meaning.UNDER_WAY


@pytest.mark.parametrize("meaning", [Meaning.NOT_DUE, None])
def test_with_its_date_ahead_an_action_is_not_due(meaning):
    assert calculated(meaning, DUE, as_at=ON) is Meaning.NOT_DUE


@pytest.mark.parametrize("meaning", [Meaning.NOT_DUE, None])
def test_without_a_rating_or_a_date_nothing_is_implied(meaning):
    assert calculated(meaning, None, as_at=ON) is None


def test_days_late_count_from_the_day_after_the_date():
    assert [days_late(DUE, as_at=day) for day in (BEFORE, ON, AFTER)] == [-1, 0, 1]
    assert days_late(DUE, as_at=date(2015, 4, 23)) == 327  # mock-up 2, actions 2.4 and 8.6


@pytest.mark.parametrize(("day", "passed"), [(BEFORE, False), (ON, False), (AFTER, True)])
def test_a_forecast_has_passed_from_the_day_after_it(day, passed):
    assert forecast_passed(Meaning.UNDER_WAY, DUE, as_at=day) is passed
    assert not forecast_passed(Meaning.COMPLETE, DUE, as_at=day)
    assert not forecast_passed(None, None, as_at=day)


def test_an_inferred_rating_says_so_beside_its_word():
    drawn = mark("Green", "green", "complete", Basis.INFERRED)
    assert (drawn.word, drawn.shape, drawn.form, drawn.note) == (
        "Green",
        "complete",
        "inferred",
        "inferred",
    )
