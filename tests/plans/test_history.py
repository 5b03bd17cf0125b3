"""The fold: which statement counts on a day, whatever the order of recording."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plans.rules.history import HELD, Said, Setting, fold, turning_days

D = [date(2015, 1, 1) + timedelta(days=n) for n in range(6)]


def said(n: int, day: int, position: int = 1, **more) -> Said:
    more.setdefault("states", frozenset({"rating"}))
    return Said(
        id=n, effective_on=D[day], position=position, known_on=more.pop("known", D[0]), **more
    )


def standing(*updates: Said, day: int = 5, known_on: date | None = None) -> dict:
    return fold(updates, (), (), as_at=D[day], known_on=known_on).holds


def test_the_latest_by_effective_date_counts():
    assert standing(said(1, day=2), said(2, day=1))["rating"] == 1


def test_within_a_day_the_later_position_counts():
    assert standing(said(1, day=1, position=2), said(2, day=1, position=1))["rating"] == 1


def test_what_takes_effect_later_does_not_count():
    assert [standing(said(1, day=2), day=d) for d in (1, 2)] == [{}, {"rating": 1}]


def test_a_part_holds_until_it_is_stated_anew():
    first = said(1, day=1, states=frozenset({"rating", "forecast"}))
    assert standing(first, said(2, day=2)) == {"rating": 2, "forecast": 1}


def test_a_part_is_cleared_only_explicitly():
    first = said(1, day=1, states=frozenset({"rating", "forecast"}))
    cleared = said(2, day=2, states=frozenset(), clears=frozenset({"forecast"}))
    assert standing(first, cleared) == {"rating": 1}


def test_a_correction_takes_the_place_of_what_it_names():
    wrong = said(1, day=3)
    right = said(2, day=1, corrects=1)
    assert standing(wrong, right)["rating"] == 2


def test_a_correction_counts_from_the_day_on_which_it_was_known():
    wrong, right = said(1, day=1), said(2, day=1, position=2, corrects=1, known=D[4])
    assert standing(wrong, right, known_on=D[3])["rating"] == 1
    assert standing(wrong, right, known_on=D[4])["rating"] == 2


def test_what_was_not_known_yet_does_not_count():
    assert standing(said(1, day=1, known=D[3]), known_on=D[2]) == {}


def test_the_plans_own_due_date_counts_before_its_document_was_known():
    first = Setting(1, D[0], 1, known_on=D[4])
    moved = Setting(2, D[2], 1, known_on=D[4])
    folded = fold((), (first, moved), (), as_at=D[5], known_on=D[3])
    assert (folded.first_due, folded.due) == (1, 1)
    assert fold((), (first, moved), (), as_at=D[5]).due == 2


def test_nothing_said_is_nothing_held():
    folded = fold((), (), (), as_at=D[5])
    assert (folded.holds, folded.latest, folded.due, folded.owners) == ({}, None, None, None)


parts = st.frozensets(st.sampled_from(HELD), max_size=3)
histories = st.lists(
    st.tuples(st.integers(0, 5), parts, parts, st.integers(0, 5)), min_size=1, max_size=8
).map(
    lambda rows: [
        Said(n, D[day], n, D[known], states=states, clears=clears - states)
        for n, (day, states, clears, known) in enumerate(rows, start=1)
    ]
)


@given(histories, st.randoms(), st.integers(0, 5), st.one_of(st.none(), st.integers(0, 5)))
def test_the_order_of_recording_never_matters(history, random, day, known):
    shuffled = history[:]
    random.shuffle(shuffled)
    known_on = None if known is None else D[known]
    assert fold(history, (), (), as_at=D[day], known_on=known_on) == fold(
        shuffled, (), (), as_at=D[day], known_on=known_on
    )


@given(histories, st.integers(0, 5))
def test_what_comes_later_never_changes_an_earlier_day(history, day):
    earlier = [s for s in history if s.effective_on <= D[day]]
    assert fold(history, (), (), as_at=D[day]) == fold(earlier, (), (), as_at=D[day])


@given(histories)
def test_between_turning_days_nothing_changes(history):
    days = turning_days(history)
    for day in D:
        last = max((d for d in days if d <= day), default=None)
        if last:
            assert fold(history, (), (), as_at=day) == fold(history, (), (), as_at=last)
