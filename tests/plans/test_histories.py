"""Random histories of one action, through the services and the database."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Action, Endorsement, Standing, Update
from plans.services.endorsing import decide
from plans.services.errors import Refused
from plans.services.standings import rebuild_standings
from plans.services.statements import assign_owners, record_update, revise_due
from tests.conftest import AT

FIRST = date(2015, 4, 24)  # after all that the documents say of any action
DAYS = [FIRST + timedelta(days=n) for n in range(0, 60, 10)]
WORDS = st.sampled_from([None, "a", "b"])

updates = st.fixed_dictionaries(
    {
        "effective_on": st.sampled_from(DAYS),
        "rating": st.sampled_from([None, "Green", "Amber", "Red"]),
        "comment": WORDS,
        "remaining": WORDS,
        "evidence": WORDS,
        "clears": st.lists(st.sampled_from(["comment", "evidence", "forecast"]), max_size=2),
    }
)
PARTS = ("rating", "comment", "remaining", "evidence", "clears")
saying = updates.filter(lambda given_: any(given_[part] for part in PARTS))
calls = st.one_of(
    st.tuples(st.just("update"), updates),
    st.tuples(st.just("date"), st.sampled_from(["June 2016", "July 2016"])),
    st.tuples(st.just("owner"), st.integers(0, 2)),
    st.tuples(st.just("decide"), st.sampled_from(["endorsed", "challenged", "deferred"])),
)
of_the_database = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def undone():
    """What is written within is taken back, so that every example begins alike."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stood(action: Action, day: date) -> tuple:
    """How the action stood, in the words that stand and not in the rows that say them."""
    row = Standing.objects.filter(action=action).at(day).with_facts().get()
    return (
        row.rating and row.rating.word,
        row.commented_by and row.commented_by.comment,
        row.remains_by and row.remains_by.remaining,
        row.evidenced_by and row.evidenced_by.evidence,
    )


@of_the_database
@given(said=st.lists(saying, min_size=2, max_size=5), random=st.randoms(use_true_random=False))
def test_reading_as_at_a_day_never_depends_on_the_order_of_recording(loaded, manager, said, random):
    """The same statements, with their dates and positions, in two orders."""
    action = Action.objects.get(plan=loaded, ref="5.3")
    placed = [{**given_, "position": n} for n, given_ in enumerate(said, start=10)]
    shuffled = random.sample(placed, len(placed))
    read = []
    for order in (placed, shuffled):
        with undone():
            for facts in order:
                record_update(action, by=manager, at=AT, **facts)
            read.append([stood(action, day) for day in DAYS])
    assert read[0] == read[1]


class History:
    """Calls of the services on one action, whatever they are answered with."""

    def __init__(self, action: Action, meeting, *, manager, clerk) -> None:
        self.action, self.meeting, self.manager, self.clerk = action, meeting, manager, clerk
        self.roles = list(action.plan.service.roles.all()[:3])

    def call(self, what: str, given_) -> None:
        said = {"by": self.manager, "at": AT}
        match what:
            case "update":
                record_update(self.action, **given_, **said)
            case "date":
                revise_due(self.action, given_, reason="because", **said)
            case "owner":
                role = self.roles[given_]
                day = AT.date()
                assign_owners(self.action, [role], as_written="x", effective_on=day, **said)
            case "decide":
                self.decide(given_)

    def decide(self, word: str) -> None:
        on = self.meeting.held_on
        latest = self.action.updates.filter(effective_on__lte=on, corrected_by=None)
        last = self.action.endorsements.order_by("-pk").first()
        decide(
            self.action,
            word,
            meeting=self.meeting,
            update=latest.order_by("-effective_on", "-position").first().pk,
            seen=last.pk if last else 0,
            reason="because",
            by=self.clerk,
            at=AT,
        )


def kept(action: Action) -> dict:
    """Every update and decision on the action, word for word, by its id."""
    rows = {f"update {u['id']}": u for u in Update.objects.filter(action=action).values()}
    return rows | {f"decision {e['id']}": e for e in action.endorsements.values()}


def differs(decision: Endorsement, row: Standing) -> bool:
    """Whether what was decided on is not what stands, compared word by word from the rows."""
    commented, evidenced, due = row.commented_by, row.evidenced_by, row.due
    places = list(row.assignment.places.values_list("role_id", flat=True)) if row.assignment else []
    stands = (
        row.rating_id,
        (commented.comment if commented else None) or "",
        (evidenced.evidence if evidenced else None) or "",
        due.due_on if due else None,
        (due.as_written if due and due.due_on is None else "") or "",
        places[:1],
        set(places[1:]),
    )
    roles = [role for role, _ in decision.kept_owners]
    then = (
        decision.kept_rating_id,
        decision.kept_comment or "",
        decision.kept_evidence or "",
        decision.kept_due_on,
        decision.kept_due_as_written if decision.kept_due_on is None else "",
        roles[:1],
        set(roles[1:]),
    )
    return stands != then


@pytest.mark.parametrize("ref", ["5.3", "7.1"])  # one with a due date that is known, one without
@of_the_database
@given(made=st.lists(calls, min_size=1, max_size=7))
def test_no_sequence_of_calls_loses_a_word_and_stale_is_exactly_what_changed(
    loaded, manager, clerk, meeting_on, ref, made
):
    action = Action.objects.get(plan=loaded, ref=ref)
    with undone():
        history = History(action, meeting_on(DAYS[2]), manager=manager, clerk=clerk)
        before = kept(action)
        for what, given_ in made:
            try:
                history.call(what, given_)
            except Refused:
                assert kept(action) == before  # nothing half-done
            after = kept(action)
            assert {key: after[key] for key in before} == before
            before = after
        for day in (*DAYS, AT.date()):
            row = Standing.objects.filter(action=action).at(day).with_facts().get()
            decided = row.decision
            is_stale = bool(decided and decided.decision == "endorsed" and differs(decided, row))
            assert (row.endorsed == "stale") is is_stale
        rows = [stood(action, day) for day in DAYS]
        rebuild_standings([action])
        assert [stood(action, day) for day in DAYS] == rows
