"""Recording updates: what is refused, what is kept, and that nothing is edited."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from plans.models import Action, RoleHolder, Update
from plans.rules.access import Position
from plans.selectors.lines import action_lines
from plans.services.errors import (
    NotAllowed,
    NothingSaid,
    Overtaken,
    RatingNotInKey,
    Refused,
    WrongDate,
)
from plans.services.statements import record_bulk_update, record_update, revise_due

AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def action(loaded) -> Action:
    return Action.objects.get(plan=loaded, ref="5.3")


def line(action: Action, day: date = date(2015, 7, 1)):
    (found,) = [x for x in action_lines(action.plan, as_at=day) if x.ref == action.ref]
    return found


def test_an_update_counts_from_its_day(action, manager):
    record_update(action, by=manager, at=AT, rating="Green", effective_on=date(2015, 6, 1))
    assert line(action, date(2015, 5, 31)).reported == "Amber"
    assert line(action, date(2015, 6, 1)).reported == "Green"


def test_what_it_does_not_state_holds(action, manager):
    record_update(action, by=manager, at=AT, comment="Audit repeated.")
    now = line(action)
    assert (now.reported, now.comment, now.forecast_on) == (
        "Amber",
        "Audit repeated.",
        date(2015, 5, 31),
    )


def test_a_forecast_is_cleared_only_in_so_many_words(action, manager):
    record_update(action, by=manager, at=AT, rating="Green", clears=["forecast", "remaining"])
    now = line(action)
    assert (now.forecast_on, now.remaining, now.work_remains) == (None, "", False)


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        ({"rating": "Purple"}, RatingNotInKey, "rating"),
        ({}, NothingSaid, "comment"),
        ({"comment": "   "}, NothingSaid, "comment"),
        ({"rating": "Green", "effective_on": date(2013, 12, 31)}, WrongDate, "effective_on"),
        ({"rating": "Green", "effective_on": date(2015, 7, 2)}, WrongDate, "effective_on"),
        ({"rating": "Green", "evidence_link": "https://example.org"}, Refused, "evidence"),
        (
            {"rating": "Green", "revised_due": "soon", "revised_reason": "x"},
            WrongDate,
            "revised_due",
        ),
        ({"rating": "Green", "revised_due": "June 2016"}, Refused, "revised_reason"),
        ({"rating": "Green", "clears": ["owner"]}, Refused, ""),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_written(
    action, manager, given, error, field
):
    before = action.updates.count()
    with pytest.raises(error) as caught:
        record_update(action, by=manager, at=AT, **given)
    assert caught.value.field == field
    assert str(caught.value).endswith(".")
    assert (action.updates.count(), action.due_dates.count()) == (before, 1)


@pytest.mark.parametrize("day", [date(2014, 1, 1), date(2015, 7, 1)])
def test_the_plans_first_day_and_today_are_taken(action, manager, day):
    assert record_update(action, by=manager, at=AT, rating="Green", effective_on=day).pk


def test_someone_elses_update_since_is_noticed(action, manager):
    seen = action.updates.last().pk
    theirs = record_update(action, by=manager, at=AT, rating="Green", seen=seen)
    with pytest.raises(Overtaken) as caught:
        record_update(action, by=manager, at=AT, rating="Red", seen=seen)
    assert caught.value.since == [theirs.pk]
    assert record_update(action, by=manager, at=AT, rating="Red", seen=theirs.pk).pk


def test_a_revised_date_keeps_the_first_and_says_why(action, manager):
    record_update(
        action,
        by=manager,
        at=AT,
        rating="Amber",
        revised_due="September 2015",
        revised_reason="Audit late",
    )
    now = line(action)
    assert (now.due_on, now.revised_due_on) == (date(2014, 12, 31), date(2015, 9, 30))
    assert not now.is_overdue
    assert line(action, date(2015, 6, 30)).is_overdue


def test_a_bulk_update_writes_one_with_its_reason_to_each(loaded, manager):
    actions = list(Action.objects.filter(plan=loaded, ref__in=["5.3", "6.3"]))
    updates = record_bulk_update(
        actions, by=manager, at=AT, reason="May benchmarking", rating="Green"
    )
    assert [u.reason for u in updates] == ["May benchmarking"] * 2
    assert len({u.batch for u in updates}) == 1
    assert {line(a).reported for a in actions} == {"Green"}


def test_a_bulk_update_is_all_or_none(loaded, manager):
    actions = list(Action.objects.filter(plan=loaded, ref__in=["5.3", "6.3"]))
    n = Update.objects.count()
    with pytest.raises(Overtaken):
        record_bulk_update(
            actions, by=manager, at=AT, reason="x", rating="Green", seen={actions[1].pk: 0}
        )
    assert Update.objects.count() == n


@pytest.mark.parametrize("given", [{"reason": " "}, {"actions": []}])
def test_a_bulk_update_wants_actions_and_a_reason(action, manager, given):
    with pytest.raises(Refused):
        record_bulk_update(
            **{"actions": [action], "reason": "x"} | given, by=manager, at=AT, rating="Green"
        )


@pytest.mark.parametrize("position", [p for p in Position if p is not Position.MANAGER])
def test_only_managers_record_on_any_action(action, user_of, position):
    with pytest.raises(NotAllowed):
        record_update(action, by=user_of(position), at=AT, rating="Green")


def test_an_owner_records_on_the_actions_of_their_role_while_they_hold_it(loaded, owner, manager):
    action = Action.objects.get(plan=loaded, ref="5.14")
    role = action.assignments.get().roles.get()
    holding = RoleHolder.objects.create(
        role=role, user=owner, from_on=date(2015, 1, 1), recorded_by=manager, recorded_at=AT
    )
    assert record_update(action, by=owner, at=AT, rating="Green").pk
    holding.until_on = date(2015, 7, 1)
    holding.save()
    with pytest.raises(NotAllowed):
        record_update(action, by=owner, at=AT, rating="Amber")


def test_a_statement_is_never_edited_or_deleted_in_the_code(action):
    update = action.updates.first()
    update.comment = "otherwise"
    for write in (update.save, update.delete, action.updates.all().delete):
        with pytest.raises(TypeError):
            write()
    with pytest.raises(TypeError):
        action.updates.update(comment="otherwise")


@pytest.mark.parametrize(
    "table", ["plans_update", "plans_duedate", "plans_assignment", "plans_remark"]
)
def test_a_statement_is_never_edited_in_the_database(loaded, table):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(f"UPDATE {table} SET place = 'elsewhere'")


def test_a_correction_takes_the_place_of_what_it_names(action, manager):
    wrong = record_update(action, by=manager, at=AT, rating="Red")
    record_update(
        action,
        by=manager,
        at=AT,
        rating="Green",
        corrects=wrong,
        reason="Wrong action",
        effective_on=date(2015, 6, 30),
    )
    assert line(action).reported == "Green"
    assert line(action, date(2015, 6, 29)).reported == "Amber"


def test_a_correction_is_of_the_day_that_it_corrects(action, manager):
    wrong = action.updates.first()
    right = record_update(action, by=manager, at=AT, rating="Red", corrects=wrong)
    assert (right.effective_on, right.effective_precision) == (wrong.effective_on, "day")


def test_an_update_is_corrected_once_and_by_its_own_action(action, manager, loaded):
    wrong = action.updates.first()
    with pytest.raises(Refused, match="same action"):
        record_update(
            Action.objects.get(plan__ref="2014-improvement", ref="6.3"),
            by=manager,
            at=AT,
            rating="Red",
            corrects=wrong,
        )
    record_update(action, by=manager, at=AT, rating="Red", corrects=wrong)
    with pytest.raises(Refused, match="corrected already"):
        record_update(action, by=manager, at=AT, rating="Green", corrects=wrong)


def test_the_database_ties_a_rating_to_its_plans_key(action, manager):
    from plans.models import Plan, Rating

    plan = action.plan
    other = Plan.objects.create(
        service=plan.service,
        ref="other",
        title="Other",
        begins_on=plan.begins_on,
        begins_precision="day",
        begins_as_written="2014",
        recorded_by=manager,
        recorded_at=AT,
    )
    foreign = Rating.objects.create(
        plan=other,
        word="Gold",
        colour="green",
        meaning="complete",
        definition="x",
        severity=1,
        recorded_by=manager,
        recorded_at=AT,
    )
    with pytest.raises(DatabaseError, match="key of the plan"), transaction.atomic():
        Update.objects.create(
            action=action,
            rating=foreign,
            basis="stated",
            effective_on=AT.date(),
            position=9,
            known_on=AT.date(),
            recorded_by=manager,
            recorded_at=AT,
        )
    with pytest.raises(DatabaseError, match="plan of its objective"), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(plan=other)


def test_a_revised_date_before_the_plan_is_refused(action, manager):
    with pytest.raises(WrongDate):
        revise_due(action, "May 2013", reason="x", by=manager, at=AT)
