"""The pages of boards and meetings: who sees what, what a form writes, and what comes back refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import (
    Action,
    Attendance,
    DueDate,
    Endorsement,
    Meeting,
    MinuteLine,
    Role,
    Seat,
    Standing,
)
from plans.rules.access import GOVERNORS, Position
from plans.selectors.with_board import challenged, waiting_for_board
from plans.services.meetings import add_meeting
from plans.services.minutes import add_line, agree_minutes
from plans.services.statements import record_update

AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)
HELD = AT.date()


@pytest.fixture
def meeting(meeting_on) -> Meeting:
    return meeting_on(HELD)


@pytest.fixture
def address(meeting) -> str:
    return f"/meetings/{meeting.ref}/"


@pytest.fixture
def late(loaded) -> Action:
    return Action.objects.get(plan=loaded, ref="5.3")


@pytest.fixture
def clerks(client_of):
    return client_of(Position.CLERK)


@pytest.fixture
def post(clerks, address):
    """A function: what the clerk's browser gets for one form of the meeting page."""
    return lambda **said: clerks.post(f"{address}record/", said)


def value_of(action: Action) -> str:
    """Action, update and last decision as the page sends them."""
    row = Standing.objects.filter(action=action).at(HELD).get()
    last = Endorsement.objects.filter(action=action).order_by("-pk").first()
    return f"{action.pk}-{row.latest_id}-{last.pk if last else 0}"


def minutes(meeting: Meeting) -> list[str]:
    return [line.text for line in meeting.minute_lines.filter(replaced_by=None)]


@pytest.mark.parametrize("position", list(Position))
def test_only_chair_and_clerk_run_the_meeting_and_everybody_reads_it(client_of, address, position):
    response = client_of(position).get(address)
    assert response.status_code == 200
    assert ("Save attendance" in response.content.decode()) is (position in GOVERNORS)
    assert client_of(position).get(f"{address}decisions/").status_code == 200


@pytest.mark.parametrize("position", [p for p in Position if p not in GOVERNORS])
def test_nobody_else_can_send_its_forms(client_of, address, meeting, position):
    client = client_of(position)
    sent = client.post(f"{address}record/", {"what": "line", "text": "x"})
    assert sent.status_code == 403
    assert client.get(f"{address}change/").status_code == 403
    assert client.get(f"/boards/{meeting.board.ref}/add-meeting/").status_code == 403
    assert minutes(meeting) == []


def test_what_asks_for_endorsement_is_as_at_the_meetings_day(clerks, address, manager, late):
    record_update(
        late, by=manager, at=AT + timedelta(days=1), rating="Green", effective_on=date(2015, 7, 2)
    )
    asks = clerks.get(address).context_data["page"].asks
    assert late.pk in {item.id for item in asks.more}
    assert late.pk not in {item.id for item in asks.complete}


def test_reported_complete_comes_first_and_the_rest_is_counted(clerks, address):
    asks = clerks.get(f"{address}?all=1").context_data["page"].asks
    assert (len(asks.complete), len(asks.more)) == (93, 11)
    assert asks.n_asking == 104
    shown = clerks.get(address).context_data["page"].asks
    assert len(shown.complete) == 50
    assert shown.hidden_text == "43 more updates ask as well"


def test_one_button_endorses_and_leads_on_to_the_next(post, address, meeting, late):
    other = Action.objects.get(plan=late.plan, ref="6.3")
    order = f"{late.pk},{other.pk}"
    response = post(what="decide", one=value_of(late), order=order)
    assert response.url == f"{address}#a{other.pk}"
    made = Endorsement.objects.get(action=late)
    assert (made.decision, made.meeting, made.effective_on) == ("endorsed", meeting, HELD)
    assert minutes(meeting) == [f"5.3, {late.title}, reported amber: endorsed."]


def test_the_ticked_are_endorsed_together(clerks, address, meeting, late):
    other = Action.objects.get(plan=late.plan, ref="6.3")
    chosen = [value_of(late), value_of(other)]
    clerks.post(f"{address}record/", {"what": "decide", "as": "endorsed", "chosen": chosen})
    assert meeting.endorsements.count() == 2
    decided = clerks.get(address).context_data["page"].asks.decided
    assert {item.ref for item in decided} == {"5.3", "6.3"}


def test_nothing_ticked_is_said(post, meeting):
    response = post(what="decide", **{"as": "endorsed"})
    assert response.status_code == 422
    assert "Tick at least one action." in response.content.decode()


@pytest.mark.parametrize(("how", "word"), [("challenge", "challenged"), ("defer", "deferred")])
def test_the_reason_opens_by_a_link_and_shows_what_the_minute_will_read(
    clerks, address, late, how, word
):
    page = clerks.get(f"{address}?decide={late.pk}&as={how}").content.decode()
    assert "The minute will read:" in page
    assert f"reported amber: {word}" in page


def test_a_challenge_without_a_reason_comes_back_with_what_was_typed(post, meeting, late):
    response = post(
        what="decide", row="1", chosen=value_of(late), back_to="June", **{"as": "challenged"}
    )
    assert response.status_code == 422
    text = response.content.decode()
    assert "Say why 5.3 is challenged." in text
    assert 'value="June"' in text
    assert not meeting.endorsements.exists()


def test_the_minute_can_be_seen_before_it_is_recorded(post, meeting, late):
    response = post(
        what="decide",
        row="1",
        chosen=value_of(late),
        reason="no audit yet",
        preview="1",
        **{"as": "challenged"},
    )
    assert response.status_code == 200
    assert "reported amber: challenged. No audit yet." in response.content.decode()
    assert not meeting.endorsements.exists()


def test_a_decision_on_an_update_that_was_overtaken_keeps_the_reason(post, meeting, late, manager):
    value = value_of(late)
    record_update(late, by=manager, at=AT, comment="News.", effective_on=HELD)
    response = post(what="decide", row="1", chosen=value, reason="No audit", **{"as": "challenged"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "no longer the latest" in text
    assert ">\nNo audit</textarea>" in text
    assert not meeting.endorsements.exists()


def test_two_clerks_recording_one_decision_write_it_once(post, meeting, late):
    value = value_of(late)
    assert post(what="decide", one=value).status_code == 302
    response = post(what="decide", one=value)
    assert response.status_code == 422
    assert "Nothing was written a second time" in response.content.decode()
    assert meeting.endorsements.count() == 1
    assert len(minutes(meeting)) == 1


def test_what_was_typed_is_shown_where_its_row_is_gone(clerks, address, late, meeting):
    undated = f"{address}?date=999999&as=new"
    assert "That is no longer asked of this meeting" in clerks.get(undated).content.decode()


def test_an_own_update_is_refused_in_a_sentence_on_the_page(post, clerk, late, meeting, loaded):
    row = Standing.objects.filter(action=late).at(HELD).get()
    clerk.position = Position.MANAGER
    record_update(late, by=clerk, at=AT, comment="Mine.", effective_on=HELD)
    value = value_of(late)
    assert value != f"{late.pk}-{row.latest_id}-0"
    response = post(what="decide", one=value)
    assert response.status_code == 422
    assert "You wrote what is reported of 5.3" in response.content.decode()
    post(what="own", allow="1")
    assert post(what="decide", one=value).status_code == 302
    assert Endorsement.objects.get(action=late).is_own


@pytest.fixture
def seat(meeting, manager) -> Seat:
    return Seat.objects.create(
        board=meeting.board,
        position=100,
        name="Superintendent",
        agency="The police",
        recorded_by=manager,
        recorded_at=AT,
    )


def test_attendance_is_saved_and_read_back(post, clerks, address, seat, meeting):
    said = {f"seat_{seat.pk}": "deputy", f"deputy_{seat.pk}": "Inspector", f"seen_{seat.pk}": "0"}
    assert post(what="attendance", **said).url == f"{address}#attendance"
    (state,) = [s for s in clerks.get(address).context_data["seats"] if s.id == seat.pk]
    assert (state.state, state.attended_by) == ("deputy", "Inspector")
    post(what="attendance", **said)
    assert Attendance.objects.filter(meeting=meeting).count() == 1


def test_attendance_overtaken_keeps_what_was_chosen_and_saves_the_second_time(post, seat, meeting):
    chosen = {f"seat_{seat.pk}": "present", f"seen_{seat.pk}": "0"}
    post(what="attendance", **(chosen | {f"seat_{seat.pk}": "apologies"}))
    response = post(what="attendance", **chosen)
    assert response.status_code == 422
    assert "The police, Superintendent: apologies" in response.content.decode()
    (state,) = [s for s in response.context_data["seats"] if s.id == seat.pk]
    assert state.state == "present"
    again = chosen | {f"seen_{seat.pk}": str(state.seen)}
    assert post(what="attendance", **again).status_code == 302
    assert Attendance.objects.filter(meeting=meeting).last().state == "present"


def test_late_actions_with_a_forecast_that_passed_want_a_date(clerks, address, late):
    dates = clerks.get(address).context_data["page"].asks.dates
    assert [d for d in dates if d.ref == "5.3" and "has passed" in d.text]


def test_a_new_date_is_agreed_on_the_page(post, clerks, address, late):
    due = late.due_dates.last()
    response = post(
        what="date",
        action=late.pk,
        seen=due.pk,
        revised_due="September 2015",
        revised_reason="Audit late",
        **{"as": "new"},
    )
    assert response.url == f"{address}#dates"
    assert DueDate.objects.filter(action=late).last().due_on == date(2015, 9, 30)
    page = clerks.get(address).context_data["page"]
    assert "5.3" not in [d.ref for d in page.asks.dates]


def test_a_date_that_cannot_be_read_comes_back(post, late):
    seen = late.due_dates.last().pk
    response = post(what="date", action=late.pk, seen=seen, revised_due="soon", **{"as": "new"})
    assert response.status_code == 422
    assert 'value="soon"' in response.content.decode()


def test_a_managers_revision_is_agreed_with_one_button(post, clerks, address, late, manager):
    record_update(
        *(late,),
        by=manager,
        at=AT,
        effective_on=date(2015, 6, 1),
        revised_due="May 2016",
        revised_reason="Slipped",
    )
    (wanted,) = [d for d in clerks.get(address).context_data["page"].asks.dates if d.ref == "5.3"]
    assert wanted.agree_text == "Agree May 2016"
    post(what="date", action=late.pk, seen=wanted.agree_due, **{"as": "agree"})
    dates = clerks.get(address).context_data["page"].asks.dates
    assert "5.3" not in [d.ref for d in dates]


def test_a_kept_date_is_not_asked_again_at_the_same_meeting(post, clerks, address, late):
    seen = late.due_dates.last().pk
    post(what="date", action=late.pk, seen=seen, reason="No case", **{"as": "keep"})
    dates = clerks.get(address).context_data["page"].asks.dates
    assert "5.3" not in [d.ref for d in dates]


def test_newly_late_is_late_since_the_meeting_before(clerks, meeting_on):
    meeting_on(date(2015, 3, 31))
    meeting_on(date(2015, 4, 1))
    asks = clerks.get("/meetings/test-2015-04-01/").context_data["page"].asks
    refs = {line.ref for line in asks.late}
    overdue = {
        day: set(
            Standing.objects.filter(action__plan__ref="2014-improvement")
            .at(day)
            .overdue(day)
            .values_list("action__ref", flat=True)
        )
        for day in (date(2015, 3, 31), date(2015, 4, 1))
    }
    assert refs == overdue[date(2015, 4, 1)] - overdue[date(2015, 3, 31)]
    assert refs


def test_questions_of_high_severity_are_asked_and_set_aside(post, clerks, address, meeting):
    question = clerks.get(address).context_data["page"].asks.questions[0]
    response = post(
        what="question",
        question=question.key,
        code=question.code,
        action=question.action_id or "",
        reason="Known to the board",
        **{"as": "set-aside"},
    )
    assert response.url == f"{address}#questions"
    keys = [q.key for q in clerks.get(address).context_data["page"].asks.questions]
    assert question.key not in keys
    assert len(minutes(meeting)) == 1


def test_a_line_is_edited_from_the_page_and_two_edits_meet(post, clerks, address, meeting, chair):
    line = add_line(meeting, "Agred.", by=chair, at=AT)
    assert "Agred." in clerks.get(f"{address}?edit={line.pk}").content.decode()
    post(what="edit", line=line.pk, text="Agreed.")
    response = post(what="edit", line=line.pk, text="Not agreed.")
    assert response.status_code == 422
    text = response.content.decode()
    assert "it now reads: “Agreed.”" in text
    assert ">\nNot agreed.</textarea>" in text
    now = MinuteLine.objects.get(text="Agreed.")
    assert post(what="edit", line=now.pk, text="Not agreed.").status_code == 302
    assert minutes(meeting) == ["Not agreed."]


def test_an_owner_is_asked_and_stands_in_the_list_of_the_meeting(post, clerks, address, late):
    role = Role.objects.filter(service=late.plan.service).first()
    post(what="ask", role=role.pk, ref="5.3", asked_for="Bring the audit", back_by="July")
    page = clerks.get(f"{address}decisions/").context_data["page"]
    (asked,) = page.owners
    assert (asked.owner, asked.items[0].asked_text) == (role.name, "Bring the audit, by July")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"asked_for": "x"}, "Choose the owner who is asked."),
        ({"role": "r", "ref": "99.9", "asked_for": "x"}, "has an action “99.9”"),
        ({"role": "r"}, "Say what is asked for."),
    ],
)
def test_asking_needs_an_owner_and_what_is_asked(post, late, said, sentence):
    if "role" in said:
        said = said | {"role": Role.objects.filter(service=late.plan.service).first().pk}
    response = post(what="ask", **said)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_once_the_minutes_are_agreed_the_page_is_the_record(post, clerks, address, meeting):
    post(what="line", text="Opened.")
    assert post(what="agree-minutes").status_code == 302
    text = clerks.get(address).content.decode()
    assert "Save attendance" not in text
    assert "Nothing is added to them." in text
    assert post(what="line", text="More.").status_code == 422
    assert clerks.get(f"{address}change/").status_code == 400


def test_a_page_that_looks_back_cannot_be_edited(clerks, address):
    text = clerks.get(f"{address}?as_at=2015-06-30").content.decode()
    assert "Looking back" in text
    assert "Save attendance" not in text


def test_a_meeting_to_come_shows_what_is_likely_to_be_asked_without_forms(clerks, loaded, clerk):
    coming = add_meeting(loaded.board, as_written="1 May 2099", by=clerk, at=AT)
    page = clerks.get(coming.get_absolute_url())
    assert page.context_data["page"].asks.n_asking == 104
    text = page.content.decode()
    assert "What is likely to be asked" in text
    assert "Endorse the ticked" not in text
    assert "Change date, agenda or papers" in text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/meetings/none/", 404, "There is no meeting “none”."),
        ("/boards/none/", 404, "There is no board “none”."),
        ("/meetings/?known_on=2015-01-01", 400, "leave “known_on” out"),
        ("/plans/none/board/", 404, "There is no plan “none”"),
    ],
)
def test_an_address_that_cannot_be_is_answered_in_a_sentence(clerks, loaded, address, status, said):
    response = clerks.get(address)
    assert (response.status_code, said in response.content.decode()) == (status, True)


@pytest.mark.parametrize(
    "said",
    [
        {"what": "nothing"},
        {"what": "decide", "as": "perhaps"},
        {"what": "date", "action": "x"},
        {"what": "question", "question": "1-x"},
        {"what": "edit", "line": "999999"},
    ],
)
def test_a_form_without_its_parts_is_answered_in_a_sentence(clerks, address, said):
    assert clerks.post(f"{address}record/", said).status_code == 400


def test_the_list_says_what_is_not_known(clerks, loaded):
    text = clerks.get("/meetings/").content.decode()
    assert "April 2015, not after 23 April 2015; the day is not known" in text
    assert "“May 15 Board”, date not recorded" in text
    assert "Attendance not recorded" in text
    assert "6 of 7 seats filled, 1 by a deputy" in text


def test_the_board_page_says_who_sits_and_who_came(clerks, loaded):
    page = clerks.get("/boards/example-board/").context_data["page"]
    (police,) = [s for s in page.seats if s.agency == "The police"]
    assert police.rate == "12 of 12 meetings, 7 by a deputy"
    assert len(police.cells) == len(page.meetings) == 12
    assert page.chair_text == "two chairs in 24 months"


def test_what_waits_and_what_was_challenged_for_the_manager(client_of, post, late, loaded):
    before = {item.ref for item in waiting_for_board(loaded, as_at=HELD)}
    post(
        what="decide",
        row="1",
        chosen=value_of(late),
        reason="No audit",
        back_to="July",
        **{"as": "challenged"},
    )
    assert before - {i.ref for i in waiting_for_board(loaded, as_at=HELD)} == {"5.3"}
    (refused,) = challenged(loaded, as_at=HELD)
    assert (refused.ref, refused.reason, refused.day) == ("5.3", "No audit", HELD)
    text = client_of(Position.MANAGER).get("/plans/2014-improvement/board/").content.decode()
    assert "No audit" in text
    assert "1 is challenged" in text


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_pages_ask_the_same_however_many_actions_and_decisions(
    clerks, address, meeting, loaded, manager, post, chair
):
    from tests.test_pages import MOST, grow, queries_first_and_again

    pages = [
        *("/meetings/", address, f"{address}decisions/", f"/boards/{meeting.board.ref}/"),
        "/plans/2014-improvement/board/",
    ]
    before = {page: queries_first_and_again(clerks, page) for page in pages}
    grow(loaded, 30, manager)
    for action in Action.objects.filter(plan=loaded)[:5]:
        post(what="decide", one=value_of(action))
    for n in range(5):
        add_line(meeting, f"Line {n}.", by=chair, at=AT)
    assert {page: queries_first_and_again(clerks, page) for page in pages} == before
    assert {page: again for page, (_, again) in before.items() if again > MOST} == {}


def test_the_record_of_a_meeting_is_read_in_few_queries(client_of, address, meeting, chair):
    agree_minutes(meeting, by=chair, at=AT)
    assert queries(client_of(Position.BOARD_MEMBER), address) <= 10
