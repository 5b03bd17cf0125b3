"""The board's decisions: what is kept, when it is stale, who may record it, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Action, Decision, Endorsement, Meeting, MinuteLine, Standing
from plans.rules.endorsing import (
    BoardDecision,
    Content,
    awaits_decision,
    changed_parts,
    endorsed_reading,
)
from plans.rules.minutes import OWN
from plans.services.deciding import record_decision
from plans.services.endorsing import (
    DecidedAlready,
    NotTheLatest,
    OwnUpdate,
    decide,
    decide_several,
)
from plans.services.errors import NotAllowed, Refused
from plans.services.statements import assign_owners, record_update, revise_due
from tests.conftest import LOADED_AT

AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)
KEPT = Content(
    1, "Done.", ("Audit", date(2015, 1, 1), ""), date(2015, 3, 31), "March 2015", (7, 8, 9)
)


def other(**changes) -> Content:
    return Content(**{**KEPT.__dict__, **changes})


@pytest.mark.parametrize(
    ("stands", "changed"),
    [
        (KEPT, ()),
        (other(rating=2), ("rating",)),
        (other(comment=" Done. "), ()),
        (other(comment=None), ("comment",)),
        (other(evidence=("Audit", date(2015, 1, 2), "")), ("evidence",)),
        (other(evidence=("Audit", date(2015, 1, 1), "https://x.test")), ("evidence",)),
        (other(due_as_written="31 March 2015"), ()),
        (other(due_on=date(2015, 4, 1)), ("due",)),
        (other(due_on=None), ("due",)),
        (other(owners=(7, 9, 8)), ()),
        (other(owners=(8, 7, 9)), ("owners",)),
        (other(owners=(7, 8)), ("owners",)),
        (other(rating=2, comment="x"), ("rating", "comment")),
    ],
)
def test_what_differs_from_what_was_endorsed(stands, changed):
    assert changed_parts(KEPT, stands) == changed


def test_a_date_that_is_not_known_is_the_same_while_its_words_are():
    lost = other(due_on=None, due_as_written="Achieved")
    assert changed_parts(lost, other(due_on=None, due_as_written="Achieved ")) == ()
    assert changed_parts(lost, other(due_on=None, due_as_written="tbc")) == ("due",)


@pytest.mark.parametrize(
    ("decision", "changed", "reading", "awaits"),
    [
        (None, (), "", True),
        ("endorsed", (), "endorsed", False),
        ("endorsed", ("rating",), "stale", True),
        ("challenged", (), "challenged", False),
        ("challenged", ("comment",), "challenged", True),
        ("deferred", (), "deferred", True),
    ],
)
def test_the_boards_reading_and_what_waits(decision, changed, reading, awaits):
    word = BoardDecision(decision) if decision else None
    assert endorsed_reading(word, changed=changed) == reading
    assert awaits_decision(1, word, changed=changed) is awaits
    assert awaits_decision(None, word, changed=changed) is False


contents = st.builds(
    Content,
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, "", "a", "b"]),
    st.tuples(st.sampled_from([None, "e"]), st.none(), st.just("")),
    st.sampled_from([None, date(2015, 1, 1), date(2015, 2, 1)]),
    st.sampled_from(["", "tbc"]),
    st.sampled_from([(), (1,), (1, 2), (2, 1)]),
)


@given(contents, contents)
def test_to_change_is_mutual_and_changing_back_makes_it_good(a, b):
    assert changed_parts(a, a) == ()
    assert changed_parts(a, b) == changed_parts(b, a)


@pytest.fixture
def action(loaded) -> Action:
    return Action.objects.get(plan=loaded, ref="5.3")


@pytest.fixture
def meeting(meeting_on):
    return meeting_on(HELD)


def before(action: Action) -> dict:
    """What somebody had before them: the latest update, and no decision."""
    last = action.endorsements.order_by("pk").last()
    return {"update": action.updates.order_by("effective_on", "position").last().pk} | {
        "seen": last.pk if last else 0
    }


TODAY = AT.date()
HELD = date(2015, 6, 20)  # after what the documents say became known
SEEN_AT = datetime(2015, 6, 19, 9, 0, tzinfo=UTC)  # what is recorded then, the meeting has seen


def reading(action: Action, day: date = TODAY) -> str:
    return Standing.objects.filter(action=action).at(day).get().endorsed


def test_an_endorsement_keeps_what_stood_word_for_word(action, meeting, clerk):
    made = decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **before(action))
    stands = Standing.objects.filter(action=action).at(HELD).with_facts().get()
    assert (made.kept_rating, made.kept_comment) == (stands.rating, stands.commented_by.comment)
    assert (made.kept_due_on, made.kept_due_as_written) == (
        stands.due.due_on,
        stands.due.as_written,
    )
    assert [name for _, name in made.kept_owners] == [
        p.role.name for p in stands.assignment.places.all()
    ]
    assert made.effective_on == HELD
    assert (reading(action, date(2015, 6, 19)), reading(action)) == ("", "endorsed")


def test_it_writes_its_line_of_the_minutes(action, meeting, clerk):
    decide(
        action,
        "deferred",
        meeting=meeting,
        reason="benchmarking has not reported",
        back_to="September 2015",
        by=clerk,
        at=AT,
        **before(action),
    )
    line = MinuteLine.objects.get(decision__endorsement__action=action)
    assert line.text.endswith(
        "reported amber: deferred to September 2015. Benchmarking has not reported."
    )


def test_a_change_makes_it_stale_and_changing_back_makes_it_good(action, meeting, clerk, manager):
    made = decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **before(action))
    record_update(action, by=manager, at=AT, comment="Something else.")
    assert reading(action) == "stale"
    record_update(action, by=manager, at=AT, comment=made.kept_comment)
    assert reading(action) == "endorsed"


def test_saying_the_same_again_or_a_new_forecast_leaves_it_good(action, meeting, clerk, manager):
    made = decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **before(action))
    record_update(
        action, by=manager, at=AT, rating="Amber", comment=made.kept_comment, forecast="May 2016"
    )
    assert reading(action) == "endorsed"


@pytest.mark.parametrize("what", ["date", "owners"])
def test_a_new_date_or_owner_makes_it_stale(action, meeting, clerk, manager, what):
    decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **before(action))
    if what == "date":
        revise_due(action, "August 2015", reason="Slipped", by=manager, at=AT)
    else:
        roles = list(action.plan.service.roles.all()[:1])
        assign_owners(
            action, roles, as_written="x", by=manager, at=AT, effective_on=date(2015, 6, 30)
        )
    assert reading(action) == "stale"


def test_the_latest_decision_governs(action, meeting, meeting_on, clerk, manager):
    decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **before(action))
    later = meeting_on(date(2015, 6, 25))
    decide(
        action, "challenged", meeting=later, reason="No audit", by=clerk, at=AT, **before(action)
    )
    assert [reading(action, d) for d in (date(2015, 6, 24), date(2015, 6, 25))] == [
        "endorsed",
        "challenged",
    ]


def test_a_decision_on_an_update_that_is_no_longer_the_latest_is_refused(
    action, meeting, clerk, manager
):
    seen = before(action)
    record_update(action, by=manager, at=SEEN_AT, comment="News.", effective_on=date(2015, 5, 30))
    with pytest.raises(NotTheLatest, match=r"no longer the latest.*30 May 2015"):
        decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **seen)
    assert not Endorsement.objects.filter(action__plan__ref="2014-improvement").exists()


def test_what_was_recorded_after_the_meetings_day_is_not_what_it_decided_on(
    action, meeting, clerk, manager
):
    seen = before(action)
    record_update(action, by=manager, at=AT, comment="Later.", effective_on=date(2015, 6, 21))
    decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **seen)
    assert (reading(action, HELD), reading(action)) == ("endorsed", "stale")


def test_a_board_decides_on_nothing_that_was_written_after_it_met(action, meeting, clerk, manager):
    late = record_update(
        action, by=manager, at=AT, comment="Written later.", effective_on=date(2015, 6, 10)
    )
    with pytest.raises(NotTheLatest, match=r"written on 1 July 2015, after this meeting"):
        decide(action, "endorsed", meeting=meeting, update=late.pk, seen=0, by=clerk, at=AT)
    assert reading(action) == ""


def test_two_clerks_recording_the_same_decision_write_it_once(action, meeting, clerk, chair):
    seen = before(action)
    decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **seen)
    with pytest.raises(DecidedAlready, match="Nothing was written a second time"):
        decide(action, "endorsed", meeting=meeting, by=chair, at=AT, **seen)
    assert Decision.objects.filter(action=action).count() == 1


def test_a_meeting_that_has_not_happened_decides_nothing(action, meeting_on, clerk):
    coming = meeting_on(AT.date() + timedelta(days=1))
    with pytest.raises(Refused, match="2 July 2015"):
        decide(action, "endorsed", meeting=coming, by=clerk, at=AT, **before(action))


def test_a_challenge_wants_its_reason(action, meeting, clerk):
    for decision in ("challenged", "deferred"):
        with pytest.raises(Refused, match=r"Say why 5\.3 is"):
            decide(action, decision, meeting=meeting, reason=" ", by=clerk, at=AT, **before(action))


def test_only_clerk_and_chair_record_what_the_board_decides(action, meeting, manager):
    with pytest.raises(NotAllowed, match="Only the chair of the board and the clerk"):
        decide(action, "endorsed", meeting=meeting, by=manager, at=AT, **before(action))


def test_before_anything_was_reported_there_is_nothing_to_decide_on(action, meeting_on, clerk):
    early = meeting_on(date(2015, 4, 22))
    with pytest.raises(NotTheLatest, match=r"Nothing had been reported of 5\.3"):
        decide(action, "endorsed", meeting=early, by=clerk, at=AT, **before(action))


def test_nobody_endorses_their_own_update_unless_the_board_allows_it(action, meeting, user_of):
    person = user_of("clerk")
    person.position = "manager"
    record_update(action, by=person, at=SEEN_AT, comment="Mine.", effective_on=date(2015, 5, 30))
    person.position = "clerk"
    with pytest.raises(
        OwnUpdate, match=r"You wrote what is reported of 5\.3, or a part of it, yourself"
    ):
        decide(action, "endorsed", meeting=meeting, by=person, at=AT, **before(action))
    record_decision(meeting, "own-allowed", "It is allowed.", by=person, at=AT)
    made = decide(action, "endorsed", meeting=meeting, by=person, at=AT, **before(action))
    assert made.is_own
    assert MinuteLine.objects.get(decision__endorsement=made).text.endswith(OWN)


def test_a_part_of_ones_own_behind_anothers_update_is_ones_own(action, meeting, user_of, manager):
    person = user_of("clerk")
    person.position = "manager"
    record_update(action, by=person, at=SEEN_AT, comment="Mine.", effective_on=date(2015, 5, 30))
    person.position = "clerk"
    record_update(
        action, by=manager, at=SEEN_AT, forecast="May 2016", effective_on=date(2015, 5, 31)
    )
    with pytest.raises(OwnUpdate):
        decide(action, "endorsed", meeting=meeting, by=person, at=AT, **before(action))


def test_another_services_board_does_not_decide_on_it(action, clerk):
    other = Meeting.objects.get(ref="example-2025-03")
    Meeting.objects.filter(pk=other.pk).update(agreed_at=None, agreed_by=None)
    with pytest.raises(Refused, match="not held to by the board that met"):
        decide(action, "endorsed", meeting=other, by=clerk, at=LOADED_AT, **before(action))


def test_several_are_decided_together_or_not_at_all(loaded, meeting, clerk, manager):
    actions = list(Action.objects.filter(plan=loaded, ref__in=["5.3", "5.11"]))
    chosen = [(a, before(a)["update"], 0) for a in actions]
    record_update(
        actions[1], by=manager, at=SEEN_AT, comment="News.", effective_on=date(2015, 5, 30)
    )
    with pytest.raises(NotTheLatest):
        decide_several(chosen, "endorsed", meeting=meeting, by=clerk, at=AT)
    assert not Endorsement.objects.filter(action__plan__ref="2014-improvement").exists()
    chosen[1] = (actions[1], before(actions[1])["update"], 0)
    decide_several(chosen, "endorsed", meeting=meeting, by=clerk, at=AT)
    assert [reading(a) for a in actions] == ["endorsed", "endorsed"]


@pytest.mark.parametrize(
    "facts", [{"rating": "Green"}, {"evidence": "Audit"}, {"comment": "New."}], ids=str
)
def test_no_part_of_it_was_written_after_the_meeting(action, meeting, clerk, manager, facts):
    record_update(action, by=manager, at=AT, effective_on=date(2015, 6, 10), **facts)
    record_update(
        action, by=manager, at=SEEN_AT, forecast="May 2016", effective_on=date(2015, 6, 12)
    )
    with pytest.raises(NotTheLatest, match="after this meeting, which cannot have decided"):
        decide(action, "endorsed", meeting=meeting, by=clerk, at=AT, **before(action))


def test_owners_that_one_gave_it_oneself_are_ones_own(action, meeting, user_of):
    person = user_of("clerk")
    roles = list(action.plan.service.roles.all()[:1])
    assign_owners(
        action, roles, as_written="x", by=person, at=SEEN_AT, effective_on=date(2015, 6, 18)
    )
    with pytest.raises(OwnUpdate):
        decide(action, "endorsed", meeting=meeting, by=person, at=AT, **before(action))
