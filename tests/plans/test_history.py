"""The fold: which statement counts on a day, whatever the order of recording."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plans.rules.history import HELD, Fold, Said, Setting, Spoken, fold, folds

D = [date(2015, 1, 1) + timedelta(days=n) for n in range(6)]


def said(n: int, day: int, position: int = 1, **more) -> Said:
    more.setdefault("states", frozenset({"rating"}))
    return Said(
        id=n, effective_on=D[day], position=position, known_on=more.pop("known", D[0]), **more
    )


def standing(*updates: Said, day: int = 5, known_on: date | None = None) -> dict:
    return fold(Spoken(updates), as_at=D[day], known_on=known_on).holds


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
    dated = Spoken(dues=(first, moved))
    folded = fold(dated, as_at=D[5], known_on=D[3])
    assert (folded.first_due, folded.due) == (1, 1)
    assert fold(dated, as_at=D[5]).due == 2


def test_nothing_said_is_nothing_held():
    assert fold(Spoken(), as_at=D[5]) == Fold()


def test_the_latest_decision_of_the_board_governs():
    settings = tuple(Setting(n, D[day], 1, D[4]) for n, day in ((1, 3), (2, 2)))
    decided = Spoken(decisions=settings)
    assert [fold(decided, as_at=D[day]).decision for day in (1, 2, 3)] == [None, 2, 1]
    assert fold(decided, as_at=D[5], known_on=D[3]).decision is None


parts = st.frozensets(st.sampled_from(HELD), max_size=3)
days = st.integers(0, 5)
updates = st.lists(st.tuples(days, parts, parts, days, st.booleans()), max_size=8).map(
    lambda rows: tuple(
        Said(
            *(n, D[day], n, D[known]),
            states=states,
            clears=clears - states,
            corrects=n - 1 if corrects and n > 1 else None,
        )
        for n, (day, states, clears, known, corrects) in enumerate(rows, start=1)
    )
)
settings = st.lists(st.tuples(days, days), max_size=4).map(
    lambda rows: tuple(Setting(n, D[d], n, D[k]) for n, (d, k) in enumerate(rows, start=1))
)
histories = st.builds(Spoken, updates, settings, settings, settings)
knowledge = st.one_of(st.none(), days.map(D.__getitem__))


@given(histories, st.randoms(), days, knowledge)
def test_the_order_of_recording_never_matters(history, random, day, known_on):
    groups = (history.updates, history.dues, history.owners, history.decisions)
    shuffled = Spoken(*(tuple(random.sample(group, len(group))) for group in groups))
    assert fold(history, as_at=D[day], known_on=known_on) == fold(
        shuffled, as_at=D[day], known_on=known_on
    )


@given(histories, days)
def test_what_comes_later_never_changes_an_earlier_day(history, day):
    # a correction is known of today, whatever day it takes effect on: it is no later event
    plain = Spoken(tuple(s for s in history.updates if s.corrects is None), history.dues)
    earlier = Spoken(
        tuple(s for s in plain.updates if s.effective_on <= D[day]),
        tuple(s for s in plain.dues if s.effective_on <= D[day]),
    )
    assert fold(plain, as_at=D[day]) == fold(earlier, as_at=D[day])


@given(histories, knowledge)
def test_between_turning_days_nothing_changes_and_one_pass_gives_what_each_day_gives(
    history, known_on
):
    turns = dict(folds(history, known_on=known_on))
    for day in D:
        last = max((d for d in turns if d <= day), default=None)
        folded = fold(history, as_at=day, known_on=known_on)
        assert folded == (turns[last] if last else Fold())


@given(histories, days, days)
def test_between_days_of_knowledge_nothing_changes(history, day, known):
    learnt = max((d for d in history.known_days() if d <= D[known]), default=date.min)
    assert fold(history, as_at=D[day], known_on=D[known]) == fold(
        history, as_at=D[day], known_on=learnt
    )
