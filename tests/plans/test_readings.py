"""Where the readings differ: the rule, its sentence, and its twin in the database."""

from datetime import date
from itertools import product

import pytest

from plans.models import Standing
from plans.rules.meanings import Meaning, calculated
from plans.rules.readings import difference, overdue_rule, readings_differ

ON = date(2015, 4, 23)
DUE = (None, date(2015, 4, 22), ON, date(2015, 4, 24))


@pytest.mark.parametrize(
    ("meaning", "due_on", "differ"),
    [
        (Meaning.UNDER_WAY, date(2015, 4, 22), True),
        (Meaning.UNDER_WAY, ON, False),
        (Meaning.UNDER_WAY, None, False),
        (Meaning.BEHIND, date(2015, 4, 22), False),
        (Meaning.BEHIND, ON, True),
        (Meaning.BEHIND, None, True),
        (Meaning.NOT_DUE, date(2015, 4, 22), True),
        (Meaning.NOT_DUE, ON, False),
        (Meaning.NOT_DUE, None, False),
        (Meaning.COMPLETE, date(2015, 4, 22), False),
        (Meaning.NOT_PURSUED, date(2015, 4, 22), False),
        (None, date(2015, 4, 22), True),
        (None, ON, False),
        (None, None, False),
    ],
)
def test_what_is_reported_differs_from_what_the_dates_imply(meaning, due_on, differ):
    assert readings_differ(meaning, calculated(meaning, due_on, as_at=ON), "") is differ


def test_without_the_rule_of_precedence_work_that_goes_on_is_under_way_past_its_date():
    late = date(2015, 4, 22)
    rule = {"as_at": ON, "overdue_is_behind": False}
    assert calculated(Meaning.UNDER_WAY, late, **rule) is Meaning.UNDER_WAY
    assert calculated(Meaning.NOT_DUE, late, **rule) is Meaning.BEHIND
    assert calculated(None, late, **rule) is Meaning.BEHIND
    assert calculated(Meaning.BEHIND, late, **rule) is Meaning.BEHIND


@pytest.mark.parametrize(
    ("endorsed", "differ"),
    [("", False), ("endorsed", False), ("deferred", False), ("challenged", True), ("stale", True)],
)
def test_a_challenge_and_a_stale_endorsement_differ_from_the_claim(endorsed, differ):
    assert readings_differ(Meaning.COMPLETE, Meaning.COMPLETE, endorsed) is differ


def test_the_reason_names_the_date_and_what_changed():
    said = difference(
        Meaning.UNDER_WAY,
        "Amber",
        Meaning.BEHIND,
        date(2015, 3, 31),
        "stale",
        as_at=ON,
        changed=("comment", "due"),
    )
    assert said == (
        "Reported amber, and 23 days past its date of 31 March 2015. "
        "The board endorsed it, and the comment and the due date changed since."
    )
    assert difference(Meaning.COMPLETE, "Green", Meaning.COMPLETE, None, "", as_at=ON) == ""


def test_every_overdue_figure_can_say_its_rule():
    assert "is behind" in overdue_rule(True)
    assert "under way, not behind" in overdue_rule(False)


@pytest.mark.parametrize("overdue_is_behind", [True, False])
def test_the_condition_in_the_database_is_the_rule(loaded, overdue_is_behind):
    """One grid of every meaning, date and board reading through both."""
    meanings = [None, "Green", "Amber", "Red", "Blue"]
    ratings = {r.word: r for r in loaded.ratings.all()}
    grid = list(product(meanings, DUE, ("", "endorsed", "challenged", "deferred", "stale")))
    rows = list(Standing.objects.of_plan(loaded).at(ON)[: len(grid)])
    assert len(rows) == len(grid)
    for row, (word, due_on, endorsed) in zip(rows, grid, strict=True):
        row.rating, row.due_on, row.endorsed = ratings.get(word), due_on, endorsed
    Standing.objects.bulk_update(rows, ["rating", "due_on", "endorsed"])
    found = Standing.objects.filter(pk__in=[r.pk for r in rows]).differing(
        ON, overdue_is_behind=overdue_is_behind
    )
    expected = set()
    for row in rows:
        meaning = Meaning(row.rating.meaning) if row.rating else None
        implied = calculated(meaning, row.due_on, as_at=ON, overdue_is_behind=overdue_is_behind)
        if readings_differ(meaning, implied, row.endorsed):
            expected.add(row.pk)
    assert {r.pk for r in found} == expected
