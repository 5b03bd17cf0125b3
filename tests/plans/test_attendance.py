"""How seats were filled: rates, runs of absences, deputies, the chair's continuity, and the numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Board, Meeting, Seat
from plans.rules.attendance import (
    chair_of,
    chair_words,
    existed,
    filled,
    filled_words,
    months_before,
    rate_words,
    run_words,
    seat_record,
)
from plans.rules.governance import AttendanceState
from plans.selectors.attendance import attendance_numbers
from plans.selectors.meeting_lists import board_page, get_board

P, D, A, X = AttendanceState
MAY = date(2015, 5, 20)


@pytest.mark.parametrize(
    ("from_on", "until_on", "there"),
    [
        (None, None, True),
        (MAY, None, True),
        (date(2015, 5, 21), None, False),
        (None, MAY, True),
        (None, date(2015, 5, 19), False),
    ],
)
def test_a_seat_exists_from_its_first_day_to_its_last_and_unknown_days_limit_nothing(
    from_on, until_on, there
):
    assert existed(from_on, until_on, on=MAY) is there


@pytest.mark.parametrize(
    ("states", "rate", "run"),
    [
        ([], "not recorded", "not recorded"),
        ([None, None], "not recorded", "not recorded"),
        ([P], "1 of 1 meeting", "none"),
        ([P, D, P], "3 of 3 meetings, 1 by a deputy", "none"),
        ([P, A, P], "2 of 3 meetings", "1 meeting"),
        ([A, X, P, A], "1 of 4 meetings", "2 meetings in a row; 1 up to the last"),
        ([P, A, X], "1 of 3 meetings", "2 meetings in a row, up to the last"),
        ([A, None, A], "0 of 2 meetings", "2 meetings in a row, up to the last"),
    ],
)
def test_rate_and_run_of_a_seat_in_words(states, rate, run):
    record = seat_record(states)
    assert (rate_words(record), run_words(record)) == (rate, run)


states = st.lists(st.sampled_from([None, P, D, A, X]), max_size=20)


@given(states)
def test_a_record_holds_together_whatever_the_states(said):
    record = seat_record(said)
    assert record.n_deputy <= record.n_filled <= record.n_meetings <= len(said)
    assert record.current_run <= record.longest_run <= record.n_meetings - record.n_filled


@given(states, states)
def test_a_meeting_without_a_record_changes_nothing(before, after):
    assert seat_record([*before, None, *after]) == seat_record([*before, *after])


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        ([(True, None), (None, None)], "attendance not recorded"),
        ([(True, P), (True, D), (False, A)], "2 of 3 seats filled, 1 by a deputy"),
        ([(True, P), (True, None)], "1 of 2 seats filled, 1 not recorded"),
    ],
)
def test_how_full_a_meeting_was(seats, words):
    assert filled_words(filled(seats)) == words


def test_only_partners_said_to_be_statutory_count_as_such():
    count = filled([(True, P), (True, X), (None, P), (False, D)])
    assert (count.n_seats, count.n_filled) == (4, 3)
    assert (count.n_statutory, count.n_statutory_filled) == (2, 1)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ([], "not recorded"),
        ([(None, date(2013, 5, 19))], "not recorded"),
        ([(None, date(2013, 5, 20))], "one chair in 24 months"),
        ([(None, date(2014, 1, 1)), (date(2014, 1, 2), None)], "two chairs in 24 months"),
        ([(date(2015, 5, 21), None)], "not recorded"),
        ([(None, None)], "one without dates on record"),
        ([(date(2010, 1, 1), None), (date(2012, 1, 1), None)], "one chair in 24 months"),
        ([(date(2010, 1, 1), None), (date(2013, 5, 20), None)], "two chairs in 24 months"),
        (
            [(None, None), (date(2013, 7, 1), None), (date(2015, 4, 1), None)],
            "two chairs in 24 months, one without dates on record",
        ),
    ],
)
def test_how_steady_the_chair_was(terms, words):
    assert chair_words(terms, as_at=MAY) == words


@pytest.mark.parametrize(
    ("terms", "held"),
    [
        ([], None),
        ([(None, None)], None),
        ([(None, None), (date(2013, 7, 1), None)], 1),
        ([(date(2013, 7, 1), None), (MAY, None)], 1),
        ([(date(2013, 7, 1), None), (date(2015, 5, 21), None)], 0),
        ([(date(2013, 7, 1), date(2015, 5, 19))], None),
        ([(None, MAY)], 0),
        ([(date(2015, 1, 1), None), (date(2015, 1, 1), None)], None),
    ],
)
def test_who_chaired_on_a_day(terms, held):
    assert chair_of(terms, on=MAY) == held


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2016, 2, 29), date(2014, 2, 28)),
        (date(2015, 12, 31), date(2013, 12, 31)),
        (date(2015, 1, 15), date(2013, 1, 15)),
    ],
)
def test_two_years_before_a_day(day, before):
    assert months_before(day, 24) == before


def test_the_numbers_of_a_board_leave_out_advisers_and_seats_of_another_time(loaded):
    board = Board.objects.get(ref="example-board")
    numbers = attendance_numbers([board], as_at=date(2026, 11, 20))
    assert [n.on for n in numbers] == sorted(n.on for n in numbers)
    assert {n.filled.n_seats for n in numbers} == {7, 8}
    assert all(n.filled.n_statutory == 4 for n in numbers)
    assert not Seat.objects.filter(board=board, is_adviser=True).exists() or numbers


def test_the_numbers_are_as_at_a_day(loaded):
    board = Board.objects.get(ref="example-board")
    last = attendance_numbers([board], as_at=date(2026, 9, 24))
    day_before = attendance_numbers([board], as_at=date(2026, 9, 23))
    assert len(last) == len(day_before) + 1


def test_a_meeting_without_attendance_is_not_zero(loaded):
    board = Board.objects.get(ref="portsmouth-yot-board")
    assert {n.is_recorded for n in attendance_numbers([board], as_at=date(2026, 1, 1))} == {False}
    page = board_page(get_board(board.ref), as_at=date(2026, 1, 1))
    assert page.attendance_text.startswith("Attendance is not recorded for any of the ")
    assert {seat.rate for seat in page.seats} == {"not recorded"}


def test_undated_meetings_are_in_no_number(loaded):
    board = Board.objects.get(ref="portsmouth-yot-board")
    undated = Meeting.objects.filter(board=board, held_on=None).values_list("ref", flat=True)
    numbers = attendance_numbers([board], as_at=date(2026, 1, 1))
    assert undated
    assert not {n.meeting for n in numbers} & set(undated)
