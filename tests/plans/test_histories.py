"""Random histories of one action, through the services and the database."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Action, Endorsement, Standing, Update
from plans.services.endorsing import _kept as what_stands
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
dates = st.tuples(st.sampled_from(DAYS), st.sampled_from(["June 2016", "July 2016"]))
owners = st.tuples(st.sampled_from(DAYS), st.lists(st.integers(0, 2), min_size=1, unique=True))
decisions = st.tuples(
    st.sampled_from(DAYS),
    st.sampled_from(["endorsed", "challenged", "deferred"]),
    st.booleans(),  # whether it was on what stood, or on other words
)
calls = st.one_of(
    st.tuples(st.just("update"), updates),
    st.tuples(st.just("date"), dates),
    st.tuples(st.just("owner"), owners),
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
    places = row.assignment.places.order_by("position") if row.assignment else None
    return (
        (row.rating and row.rating.word, row.basis),
        row.commented_by and row.commented_by.comment,
        row.remains_by and (row.remains_by.remaining, row.remains_said),
        row.forecast_by and row.forecast_by.forecast_as_written,
        row.evidenced_by and row.evidenced_by.evidence,
        row.latest and [getattr(row.latest, part) for part in SPOKEN],
        row.due and (row.due.as_written, row.due.due_on, row.due.reason, row.due_on),
        row.first_due and row.first_due.as_written,
        places and list(places.values_list("role_id", flat=True)),
        row.lead_id,
        row.decision and (row.decision.decision, row.decision.reason),
        (row.endorsed, row.awaits),
    )


SPOKEN = ("effective_on", "position", "comment", "remaining", "evidence", "clears", "rating_id")


class Statements:
    """Statements of every kind on one action, each with its day and its place in that day."""

    def __init__(self, action: Action, meetings: dict, *, by) -> None:
        self.action, self.meetings, self.by = action, meetings, by
        self.roles = list(action.plan.service.roles.all()[:3])

    def write(self, kind: str, day: date, position: int, facts) -> None:
        said = {"effective_on": day, "by": self.by, "at": AT}
        match kind:
            case "update":
                record_update(self.action, position=position, **(facts | said))
            case "date":  # it takes no position: no two are of one day
                revise_due(self.action, facts, reason=f"because {position}", **said)
            case "owners":
                roles = [self.roles[n] for n in facts]
                assign_owners(self.action, roles, as_written="x", position=position, **said)
            case "decision":  # a board decides in turn, so the service would refuse most orders
                update = self.action.updates.get(**facts.pop("of"))
                Endorsement.objects.create(
                    action=self.action,
                    update=update,
                    meeting=self.meetings[day],
                    effective_on=day,
                    position=position,
                    known_on=AT.date(),
                    recorded_by=self.by,
                    recorded_at=AT,
                    **facts,
                )

    def write_all(self, statements: list[tuple]) -> None:
        """In that order, but a decision never before the update that it is on."""
        waiting = []
        for kind, day, position, facts in statements:
            own = dict(facts) if isinstance(facts, dict) else facts
            if kind == "decision" and not self.action.updates.filter(**own["of"]).exists():
                waiting.append((kind, day, position, own))
                continue
            self.write(kind, day, position, own)
        for statement in waiting:
            self.write(*statement)
        rebuild_standings([self.action])

    def decided(self, day: date, position: int, word: str, is_true: bool) -> tuple:
        """A decision on what stands now as at that day, or on other words than those."""
        row = Standing.objects.filter(action=self.action).at(day).with_facts().get()
        kept = what_stands(row) | ({} if is_true else {"kept_comment": "Otherwise"})
        of = {"effective_on": row.latest.effective_on, "position": row.latest.position}
        reason = f"because {position}"
        return "decision", day, position, {"decision": word, "reason": reason, "of": of} | kept


@of_the_database
@given(
    said=st.lists(saying, min_size=1, max_size=4),
    moved=st.lists(dates, max_size=3, unique_by=lambda moved: moved[0]),
    owned=st.lists(owners, max_size=3),
    decided=st.lists(decisions, max_size=3),
    random=st.randoms(use_true_random=False),
)
def test_reading_as_at_a_day_never_depends_on_the_order_of_recording(
    loaded, manager, meeting_on, said, moved, owned, decided, random
):
    """The same statements, with their dates and positions, in two orders."""
    action = Action.objects.get(plan=loaded, ref="5.3")
    placed = [
        *(("update", facts["effective_on"], n, facts) for n, facts in numbered(said)),
        *(("date", day, n, text) for n, (day, text) in numbered(moved)),
        *(("owners", day, n, roles) for n, (day, roles) in numbered(owned)),
    ]
    read = []
    with undone():
        meetings = {day: meeting_on(day) for day in DAYS}
        statements = Statements(action, meetings, by=manager)
        with undone():
            statements.write_all(placed)
            placed += [
                statements.decided(day, n, word, is_true)
                for n, (day, word, is_true) in numbered(decided)
            ]
        for order in (placed, random.sample(placed, len(placed))):
            with undone():
                statements.write_all(order)
                read.append([stood(action, day) for day in (*DAYS, AT.date())])
    assert read[0] == read[1]


def numbered(things: list) -> list[tuple]:
    """With places in their day that come after all that the documents say."""
    return list(enumerate(things, start=10))


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
                day, text = given_
                revise_due(self.action, text, reason="because", effective_on=day, **said)
            case "owner":
                day, chosen = given_
                roles = [self.roles[n] for n in chosen]
                assign_owners(self.action, roles, as_written="x", effective_on=day, **said)
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
        days = (*DAYS, AT.date())
        rows = [stood(action, day) for day in days]
        rebuild_standings([action])
        assert [stood(action, day) for day in days] == rows
