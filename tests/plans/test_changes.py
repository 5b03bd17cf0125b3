"""What changed between two days: each kind on its edge, and nothing lost between three days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import assume, given
from hypothesis import strategies as st

from plans.models import Action, Assurance, Meeting, Role
from plans.rules import changes as rules
from plans.rules.access import Position
from plans.rules.changes import Kind, Stood, state_changes, went_backwards
from plans.rules.meanings import Meaning
from plans.selectors.changes import (
    boundaries,
    boundary_on_day,
    changes_brief,
    joined,
    last_boundary,
    plan_changes,
)
from plans.services.endorsing import decide
from plans.services.statements import assign_owners, record_update, revise_due
from tests.conftest import AT

D = [date(2015, 1, 1) + timedelta(days=n) for n in range(40)]
GREEN = {"word": "Green", "meaning": Meaning.COMPLETE}
AMBER = {"word": "Amber", "meaning": Meaning.UNDER_WAY}
RED = {"word": "Red", "meaning": Meaning.BEHIND}
BLUE = {"word": "Blue", "meaning": Meaning.NOT_DUE}
PAGE = "/plans/2014-improvement/changes/"


def kinds(before: Stood, after: Stood, since: date = D[0], until: date = D[9]) -> list[Kind]:
    return [c.kind for c in state_changes(before, after, since=since, until=until)]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (AMBER, GREEN, Kind.COMPLETED),
        ({}, GREEN, Kind.COMPLETED),
        ({}, AMBER, Kind.NEW),
        (GREEN, AMBER, Kind.BACKWARDS),
        (AMBER, RED, Kind.BACKWARDS),
        (BLUE, RED, Kind.BACKWARDS),
        (RED, AMBER, Kind.RATED),
        (BLUE, AMBER, Kind.RATED),
        (AMBER, BLUE, Kind.RATED),
        (AMBER, {}, Kind.RATED),
    ],
)
def test_a_rating_changes_in_one_way(before, after, kind):
    assert kinds(Stood(**before), Stood(**after)) == [kind]


def test_what_stays_the_same_is_no_change():
    assert kinds(Stood(**AMBER), Stood(**AMBER)) == []


def test_stated_in_place_of_inferred_is_said():
    (change,) = state_changes(
        Stood(**GREEN, inferred_from="“Achieved”"), Stood(**GREEN), since=D[0], until=D[9]
    )
    assert (change.kind, change.text) == (
        Kind.RATED,
        "{was} green by inference, and now is so by statement",
    )


@pytest.mark.parametrize(("until", "late"), [(4, False), (5, False), (6, True)])
def test_late_from_the_day_after_the_date(until, late):
    stood = Stood(**AMBER, due_on=D[5], due_precision="day")
    assert (Kind.LATE in kinds(stood, stood, until=D[until])) is late


@pytest.mark.parametrize(("since", "newly"), [(4, True), (5, True), (6, False)])
def test_newly_late_only_where_it_was_not_late_before(since, newly):
    stood = Stood(**AMBER, due_on=D[5], due_precision="day")
    assert (Kind.LATE in kinds(stood, stood, since=D[since])) is newly


def test_lateness_names_the_first_day_after_and_the_date_as_exactly_as_known():
    stood = Stood(**AMBER, due_on=date(2015, 1, 31), due_precision="month")
    (change,) = state_changes(stood, stood, since=D[0], until=D[35])
    assert (change.on, change.text) == (date(2015, 2, 1), "became late: due in January 2015")


def test_reopened_past_its_date_is_late_from_the_reopening():
    due = {"due_on": date(2014, 6, 30), "due_precision": "day"}
    after = Stood(**AMBER, **due, rated_on=D[3], rated_text="4 January 2015")
    changes = state_changes(Stood(**GREEN, **due), after, since=D[0], until=D[9])
    assert [(c.kind, c.on) for c in changes] == [(Kind.BACKWARDS, D[3]), (Kind.LATE, D[3])]
    assert "when reopened" in changes[1].text


def test_what_is_complete_or_without_a_date_is_never_late():
    assert kinds(Stood(**GREEN, due_on=D[5]), Stood(**GREEN, due_on=D[5])) == []
    assert kinds(Stood(**AMBER), Stood(**AMBER)) == []


@pytest.mark.parametrize(("until", "passed"), [(4, False), (5, False), (6, True)])
def test_a_forecast_passes_on_the_day_after_it(until, passed):
    stood = Stood(**AMBER, forecast_on=D[5], forecast_precision="day")
    assert (Kind.FORECAST in kinds(stood, stood, until=D[until])) is passed


def test_completed_late_says_by_how_many_days():
    after = Stood(**GREEN, due_on=D[5], due_precision="day", rated_on=D[8], rated_text="x")
    (change,) = state_changes(Stood(**AMBER), after, since=D[0], until=D[9])
    assert change.text == "went from amber to green, which is complete, 3 days after the date"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (("endorsed", 1), ("stale", 1), [Kind.STALE]),
        (("", None), ("stale", 1), [Kind.STALE]),
        (("stale", 1), ("stale", 1), []),
        (("stale", 1), ("stale", 2), [Kind.STALE]),
        (("stale", 1), ("endorsed", 1), [Kind.GOOD_AGAIN]),
        (("stale", 1), ("endorsed", 2), []),  # the decision itself says it
        (("endorsed", 1), ("endorsed", 1), []),
    ],
)
def test_an_endorsement_goes_stale_and_good_again(before, after, kind):
    stood = [Stood(**AMBER, endorsed=e, decision=d) for e, d in (before, after)]
    assert kinds(*stood) == kind


def test_stale_names_what_differs():
    before, after = (
        Stood(**AMBER, endorsed="endorsed", decision=1),
        Stood(**AMBER, endorsed="stale", decision=1),
    )
    parts = ("the comment", "the due date")
    (change,) = state_changes(before, after, since=D[0], until=D[9], changed_parts=parts)
    assert change.text == "changed after the board’s endorsement: the comment and the due date"


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (
            (D[0], "day"),
            (D[10], "day"),
            "moved from 1 January 2015 to 11 January 2015, 10 days later",
        ),
        (
            (D[10], "day"),
            (D[9], "day"),
            "moved from 11 January 2015 to 10 January 2015, 1 day earlier",
        ),
        ((None, ""), (D[9], "day"), "given the date 10 January 2015, where none was known"),
        ((D[0], "day"), (None, ""), "moved from 1 January 2015 to “soon”, which names no date"),
        ((D[0], "day"), (D[0], "day"), "given the same date again, 1 January 2015"),
    ],
)
def test_a_moved_date_says_by_how_much(before, after, text):
    assert rules.redated_text(before, after, words="soon") == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (("A",), ("B",), "passed from A to B"),
        ((), ("B", "C"), "passed from nobody to B, with C in support"),
        (("A", "B"), ("A",), "stayed with A; in support now: nobody"),
    ],
)
def test_new_owners_say_from_whom_to_whom(before, after, text):
    assert rules.reowned_text(before, after) == text


def test_the_sentence_counts_what_was_done_first():
    counts = {Kind.LATE: 2, Kind.COMPLETED: 3, Kind.BACKWARDS: 1}
    assert (
        rules.since_sentence("the board of 24 September 2026", counts)
        == "Since the board of 24 September 2026: 3 completed, 1 went backwards and 2 became late."
    )
    assert rules.since_sentence("1 May 2015", {}) == "Since 1 May 2015: nothing changed."


meanings = st.sampled_from([None, *Meaning])
stood = st.builds(
    lambda meaning, due, forecast: Stood(
        word=str(meaning or ""), meaning=meaning, due_on=due, forecast_on=forecast
    ),
    meanings,
    st.one_of(st.none(), st.sampled_from(D)),
    st.none(),
)


@given(stood, stood, stood, st.lists(st.sampled_from(D), min_size=3, max_size=3, unique=True))
def test_nothing_that_three_days_show_is_lost_between_them(a, b, c, days):
    """Completed, became late and went backwards from a to c are so from a to b or from b to c.

    Backwards only where the action is rated in between: from and to no rating nothing goes back.
    Other changes of rating can cancel out or add up to another kind, so they are not claimed.
    """
    one, two, three = sorted(days)
    whole = set(kinds(a, c, since=one, until=three))
    steps = set(kinds(a, b, since=one, until=two)) | set(kinds(b, c, since=two, until=three))
    claimed = {Kind.COMPLETED, Kind.LATE} | ({Kind.BACKWARDS} if b.meaning else set())
    assert whole & claimed <= steps


@given(meanings, meanings)
def test_nothing_goes_backwards_both_ways(a, b):
    assume(a != b)
    assert not (went_backwards(a, b) and went_backwards(b, a))


# ---------- over the plan ----------


def found(plan, since: date, until: date, **more) -> list[tuple[str, str]]:
    return [
        (line.kind.value, line.ref) for line in plan_changes(plan, since=since, until=until, **more)
    ]


def test_from_31_march_to_23_april_2015_part_b_is_first_reported(loaded):
    changes = found(loaded, date(2015, 3, 31), date(2015, 4, 23))
    count = {kind: sum(k == kind for k, _ in changes) for kind in Kind}
    assert (count[Kind.COMPLETED], count[Kind.NEW]) == (67, 9)
    assert [ref for kind, ref in changes if kind == "late"] == ["10.7"]
    assert [ref for kind, ref in changes if kind == "forecast"] == ["1.9", "2.4"]
    assert count[Kind.BACKWARDS] == 0


def test_what_was_not_known_yet_is_no_change(loaded):
    changes = found(loaded, date(2015, 3, 31), date(2015, 4, 23), known_on=date(2015, 5, 1))
    assert {kind for kind, _ in changes} <= {"late"}


def test_since_is_left_out_and_until_is_in(loaded, manager):
    action = Action.objects.get(plan=loaded, ref="1.9")
    day = date(2015, 5, 10)
    record_update(action, by=manager, at=AT, rating="Green", effective_on=day)
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    assert ("completed", "1.9") in found(loaded, before, day)
    assert ("completed", "1.9") not in found(loaded, day, after)


def test_dates_owners_and_findings_are_each_listed_under_their_day(loaded, manager):
    action = Action.objects.get(plan=loaded, ref="1.9")
    role = Role.objects.filter(service=loaded.service).exclude(places__assignment__action=action)[0]
    one, two = date(2015, 5, 10), date(2015, 5, 20)
    revise_due(action, "June 2015", reason="Staff left", by=manager, at=AT, effective_on=one)
    revise_due(action, "July 2015", reason="Again", by=manager, at=AT, effective_on=two)
    assign_owners(action, [role], as_written=role.name, by=manager, at=AT, effective_on=two)
    Assurance.objects.create(
        action=action, body="Peers", finding="doubts", text="Not seen.", effective_on=two,
        position=1, known_on=two, recorded_by=manager, recorded_at=AT,
    )  # fmt: skip
    lines = plan_changes(loaded, since=date(2015, 4, 23), until=date(2015, 6, 1))
    own = [line for line in lines if line.ref == "1.9"]
    dated = [(n.kind.value, n.on) for n in own if n.kind in rules.DATED]
    assert dated == [("assurance", two), ("re-dated", one), ("re-dated", two), ("re-owned", two)]
    moved = [line for line in own if line.kind is Kind.REDATED]
    assert moved[1].text == "moved from June 2015 to July 2015, 31 days later"
    assert moved[1].detail == "Reason: Again. No meeting’s agreement is recorded."


def test_dated_changes_add_up_exactly(loaded, manager):
    action = Action.objects.get(plan=loaded, ref="1.9")
    days = [date(2015, 5, n) for n in (5, 10, 15, 20)]
    for n, day in enumerate(days):
        revise_due(action, f"{n + 1} July 2015", reason="x", by=manager, at=AT, effective_on=day)

    def moves(since: date, until: date) -> set:
        lines = plan_changes(loaded, since=since, until=until)
        return {(n.on, n.text) for n in lines if n.kind in rules.DATED}

    first, last = date(2015, 4, 23), date(2015, 6, 1)
    for middle in days:
        assert moves(first, middle) | moves(middle, last) == moves(first, last)
        assert not moves(first, middle) & moves(middle, last)


def test_the_order_of_recording_never_matters(loaded, manager):
    one, two = Action.objects.filter(plan=loaded, ref__in=["1.9", "2.4"])
    days = [(date(2015, 5, 5), "Red"), (date(2015, 5, 9), "Green")]
    for action, order in ((one, days), (two, days[::-1])):
        for day, rating in order:
            record_update(action, by=manager, at=AT, rating=rating, effective_on=day)
    lines = plan_changes(loaded, since=date(2015, 4, 23), until=date(2015, 5, 31))
    said = {a.ref: [(n.kind, n.text) for n in lines if n.ref == a.ref] for a in (one, two)}
    assert [kind for kind, _ in said["1.9"]] == [Kind.COMPLETED]
    assert [kind for kind, _ in said["2.4"]] == [Kind.COMPLETED]


def test_what_the_board_decides_and_what_changes_after_it(loaded, manager, clerk):
    action = Action.objects.get(plan=loaded, ref="1.9")
    meeting = Meeting.objects.create(
        board=loaded.board, ref="may-2015", as_written="20 May 2015", held_on=date(2015, 5, 20),
        precision="day", recorded_by=clerk, recorded_at=AT,
    )  # fmt: skip
    before = datetime(2015, 5, 12, 9, 0, tzinfo=UTC)
    update = record_update(
        action, by=manager, at=before, rating="Green", effective_on=date(2015, 5, 10)
    )
    decide(action, "endorsed", meeting=meeting, update=update.pk, seen=0, by=clerk, at=AT)
    endorsed = plan_changes(loaded, since=date(2015, 5, 15), until=date(2015, 5, 31))
    assert [(n.kind, n.text) for n in endorsed if n.ref == "1.9"] == [
        (Kind.ENDORSED, "{was} endorsed as green at the board of 20 May 2015")
    ]
    record_update(action, by=manager, at=AT, comment="More to do.", effective_on=date(2015, 6, 2))
    after = plan_changes(loaded, since=date(2015, 5, 31), until=date(2015, 6, 5))
    assert [(n.kind, n.text) for n in after if n.ref == "1.9"] == [
        (Kind.STALE, "changed after the board’s endorsement: the comment")
    ]


def test_a_meeting_known_by_its_month_says_so_and_one_without_a_date_is_no_boundary(loaded):
    boundary = last_boundary(loaded, as_at=date(2015, 6, 16))
    assert (boundary.on, boundary.words) == (date(2015, 4, 23), "the board of April 2015")
    assert "counted from 23 April 2015" in boundary.note
    assert all(m.held_on for m in boundaries(loaded, as_at=date(2026, 1, 1)))


def test_a_meeting_is_no_boundary_for_its_own_day(loaded):
    assert last_boundary(loaded, as_at=date(2015, 4, 23)).on < date(2015, 4, 23)


def test_without_a_meeting_the_plan_is_compared_with_its_beginning(loaded):
    loaded.board = None
    boundary = last_boundary(loaded, as_at=date(2015, 6, 16))
    assert (boundary.on, boundary.words) == (loaded.begins_on, "the plan began, 2014")


def test_several_of_which_the_same_is_said_share_a_sentence(loaded):
    lines = plan_changes(loaded, since=date(2015, 4, 23), until=date(2015, 6, 16))
    sentences = {
        " ".join(r.text for r in j.refs): j.text for j in joined(lines) if j.kind is Kind.FORECAST
    }
    assert "5.14" in sentences
    assert sentences["6.10 8.6 9.5 10.7"].startswith("passed the forecast of May 2015")


def test_the_short_list_puts_the_worst_first_and_says_how_many_more(loaded, manager):
    for ref, rating in (("3.1", "Red"), ("1.9", "Green")):
        action = Action.objects.get(plan=loaded, ref=ref)
        record_update(action, by=manager, at=AT, rating=rating, effective_on=date(2015, 5, 4))
    day = boundary_on_day(date(2015, 4, 23))
    brief = changes_brief(loaded, since=day, until=date(2015, 5, 5), n=1)
    assert [line.kind for line in brief.lines] == [Kind.BACKWARDS]
    assert brief.n_more == len(plan_changes(loaded, since=day.on, until=date(2015, 5, 5))) - 1
    assert brief.url.endswith("/changes/?since=2015-04-23")


def test_two_queries_whatever_changed(loaded):
    with CaptureQueriesContext(connection) as few:
        plan_changes(loaded, since=date(2015, 4, 23), until=date(2015, 4, 24))
    with CaptureQueriesContext(connection) as many:
        plan_changes(loaded, since=date(2014, 1, 1), until=date(2015, 6, 30))
    assert (len(few), len(many)) == (2, 2)


# ---------- the page ----------


@pytest.fixture
def get(client_of, loaded):
    client = client_of(Position.BOARD_MEMBER)
    return lambda query="": client.get(PAGE + query)


def test_the_page_opens_with_the_sentence_since_the_last_board(get):
    text = get("?as_at=2015-06-16").content.decode()
    assert "Since the board of April 2015: " in text
    assert "counted from 23 April 2015" in text


def test_the_page_narrows_by_kind_objective_and_owner(get):
    day = "?as_at=2015-04-23&since=2015-03-31"
    page = get(f"{day}&kind=late").context_data["page"]
    assert [line.ref for group in page.groups for line in group.lines] == ["10.7"]
    page = get(f"{day}&kind=completed&objective=7").context_data["page"]
    assert {line.objective for group in page.groups for line in group.lines} == {"7"}
    owner = page.owners[0]
    page = get(f"{day}&owner={owner.value}").context_data["page"]
    assert {line.owner for group in page.groups for line in group.lines} == {owner.label}


def test_a_long_list_comes_in_pages_and_loses_nothing(get):
    first = get("?as_at=2015-04-23&since=2015-03-31").context_data["page"]
    second = get("?as_at=2015-04-23&since=2015-03-31&page=2").context_data["page"]
    assert (first.n_shown, second.n_shown) == (60, first.n - 60)
    assert first.pages[0].text == "Next page"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?since=soon", "“soon” is not a date"),
        ("?since=2015-06-01&as_at=2015-05-01", "is after 1 May 2015, the day shown"),
        ("?since=2013-06-01", "begins on 1 January 2014"),
        ("?since_meeting=none", "There is no such meeting"),
        ("?since_meeting=portsmouth-board-june", "has no date on record"),
        ("?since_meeting=portsmouth-board-2013-10", "is not one of this plan’s board"),
        ("?kind=worse", "“worse” is no kind of change"),
    ],
)
def test_an_address_that_cannot_be_is_answered_with_a_sentence(get, query, said):
    response = get(query)
    assert response.status_code == 400
    assert said in response.content.decode()
