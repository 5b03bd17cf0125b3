"""The cache of standings: equal to recomputation, and its SQL conditions equal to the rules."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from plans.models import Action, Rating, Standing
from plans.rules.meanings import Meaning, is_outstanding, is_overdue
from plans.selectors.counts import groups_by_objective, key_of, tally_lines, whole
from plans.selectors.lines import action_lines
from plans.services.endorsing import decide
from plans.services.standings import Statements, rebuild_standings
from plans.services.statements import record_update

AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)
DAYS = [date(2014, 1, 1), date(2015, 3, 30), date(2015, 3, 31), date(2015, 4, 1), date(2015, 4, 22)]
DAYS += [date(2015, 4, 23), date(2015, 6, 1), date(2015, 6, 30), date(2015, 7, 1)]


@pytest.fixture
def busy(loaded, manager):
    """The plan with later updates, back-dated ones, corrections and moved dates."""
    dropped = Rating.objects.create(
        plan=loaded,
        word="Dropped",
        colour="grey",
        meaning="not pursued",
        definition="x",
        severity=9,
        recorded_by=manager,
        recorded_at=AT,
    )
    late = Action.objects.get(plan=loaded, ref="8.6")
    record_update(late, by=manager, at=AT, rating=dropped.word, effective_on=date(2015, 5, 2))
    a, b, c = Action.objects.filter(plan=loaded, ref__in=["2.4", "5.3", "9.5"])
    record_update(a, by=manager, at=AT, rating="Green", effective_on=date(2015, 6, 1))
    record_update(a, by=manager, at=AT, rating="Red", effective_on=date(2015, 4, 1))
    record_update(b, by=manager, at=AT, rating="Amber", revised_due="July 2015", revised_reason="x")
    wrong = record_update(c, by=manager, at=AT, rating="Red", effective_on=date(2015, 6, 1))
    record_update(
        c, by=manager, at=AT, rating="Blue", effective_on=date(2015, 6, 1), corrects=wrong
    )
    record_update(
        c, by=manager, at=AT, comment="x", clears=["remaining"], effective_on=date(2015, 6, 30)
    )
    return loaded


SPANS = ("until_on", "from_on", "known_from", "known_until")


def facts(rows, leave=("id", *SPANS)) -> list[tuple]:
    return [
        tuple(
            getattr(r, f.attname) for f in Standing._meta.concrete_fields if f.attname not in leave
        )
        for r in rows
    ]


@pytest.mark.parametrize("day", DAYS)
def test_the_cache_equals_the_fold(busy, day):
    rows = Standing.objects.of_plan(busy).at(day).in_plan_order()
    ids = [r.action_id for r in rows]
    statements = Statements(ids)
    assert facts(rows) == facts([statements.fold(pk, as_at=day) for pk in ids])
    assert len(ids) == 104


def test_made_anew_it_is_the_same(busy):
    def everything():
        return sorted(facts(Standing.objects.of_plan(busy), leave=("id",)), key=str)

    before = everything()
    Standing.objects.all().delete()
    rebuild_standings(busy.actions.all())
    assert everything() == before


@pytest.mark.parametrize("day", DAYS)
def test_the_conditions_in_the_database_are_those_of_the_rules(busy, day):
    rows = Standing.objects.of_plan(busy).at(day).select_related("rating")
    meaning = {r.pk: Meaning(r.rating.meaning) if r.rating else None for r in rows}
    overdue = {r.pk for r in rows if is_overdue(meaning[r.pk], r.due_on, as_at=day)}
    assert {r.pk for r in rows.overdue(day)} == overdue
    assert {r.pk for r in rows.outstanding()} == {
        pk for pk, m in meaning.items() if is_outstanding(m)
    }


@pytest.mark.parametrize("day", DAYS)
def test_counts_made_in_the_database_equal_counts_of_the_lines(busy, day):
    key = key_of(busy)
    groups = groups_by_objective(Standing.objects.of_plan(busy), as_at=day)
    assert whole(key, groups) == tally_lines(key, action_lines(busy, as_at=day))


def test_the_number_of_queries_is_the_same_for_one_day_and_any_number_of_actions(
    busy, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        action_lines(busy, as_at=date(2015, 4, 23))


def test_a_day_before_the_plan_has_no_standing(busy):
    assert not Standing.objects.of_plan(busy).at(busy.begins_on - timedelta(days=1)).exists()


def decide_something(random: Random, action: Action, meeting, by, at) -> None:
    """A decision of the board on the update that is the latest on the meeting's day."""
    held_on = meeting.held_on
    row = Standing.objects.filter(action=action).at(held_on).select_related("latest").first()
    last = action.endorsements.order_by("pk").last()
    if row and row.latest and row.latest.known_on <= held_on <= at.date():
        decide(
            action,
            random.choice(["endorsed", "endorsed", "challenged", "deferred"]),
            meeting=meeting,
            update=row.latest_id,
            seen=last.pk if last else 0,
            reason="Because.",
            by=by,
            at=at,
        )


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_recorded_in_whatever_order_the_cache_equals_the_fold(
    loaded, manager, clerk, meeting_on, seed
):
    """Random histories, on several days of recording: later, earlier and same-day updates,
    corrections, clearings, moved dates, decisions of the board.
    """
    random = Random(seed)
    action = random.choice(list(loaded.actions.all()))
    meetings = [meeting_on(date(2015, 6, 30)), meeting_on(date(2015, 7, 2))]
    n_before = action.updates.count()
    recorded_on = sorted(random.choice([0, 0, 1, 5]) for _ in range(8))
    for n, later in enumerate(recorded_on, start=1):
        at = AT + timedelta(days=later)
        earlier = list(action.updates.filter(corrected_by__isnull=True))
        record_update(
            action,
            by=manager,
            at=at,
            effective_on=date(2015, 4, 1) + timedelta(days=random.choice([0, 22, 40, 40, 60, 91])),
            rating=random.choice(["Green", "Amber", "Red", "Blue", None]),
            comment=random.choice(["x", None]),
            remaining=random.choice(["y", None, None]),
            forecast=random.choice(["May 2016", "soon", None]),
            clears=random.choice([[], ["forecast"], ["remaining", "rating"]]),
            reason="z",
            evidence=random.choice(["a note", None]) or "a paper",
            corrects=random.choice(earlier) if earlier and random.random() < 0.25 else None,
            revised_due=random.choice(["June 2016", None, None]),
            revised_reason="late",
        )
        if random.random() < 0.4:
            decide_something(random, action, random.choice(meetings), clerk, at)
        statements = Statements([action.pk])
        rows = {
            leave: sorted(facts(group, leave=("id",)), key=str)
            for leave, group in (
                ("kept", Standing.objects.filter(action=action)),
                ("anew", statements.standings(action.pk)),
            )
        }
        assert rows["kept"] == rows["anew"]
        for day in DAYS:
            for known_on in (None, AT.date(), at.date(), date(2015, 6, 16)):
                row = Standing.objects.filter(action=action).at(day, known_on).get()
                folded = statements.fold(action.pk, as_at=day, known_on=known_on)
                assert facts([row]) == facts([folded])
        assert action.updates.count() == n_before + n  # nothing is lost, nothing edited
