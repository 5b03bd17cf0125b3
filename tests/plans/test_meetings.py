"""Meetings: when they are past, what is recorded of them, and what is refused."""

from datetime import UTC, date, datetime

import pytest

from plans.models import Action, Attendance, Decision, Meeting, MinuteLine, Role, Seat, Standing
from plans.rules.access import GOVERNORS, Position
from plans.rules.dates import Precision
from plans.rules.governance import DecisionKind
from plans.rules.meetings import boundary_on, date_words, has_happened, short_words, shortened
from plans.selectors.meetings import board_meetings, last_meeting, next_meeting
from plans.services.attendance import record_attendance
from plans.services.deciding import (
    agree_date,
    agree_revision,
    allow_own,
    ask_owner,
    keep_date,
    record_decision,
)
from plans.services.endorsing import own_allowed
from plans.services.errors import NotAllowed, NothingSaid, Refused, WrongDate
from plans.services.meetings import RecordedSince, add_meeting, change_meeting, mark_of
from plans.services.minutes import add_line, agree_minutes, edit_line
from plans.services.statements import record_update, revise_due

AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)
HELD = AT.date()
APRIL_END, APRIL_23 = date(2015, 4, 30), date(2015, 4, 23)


@pytest.fixture
def meeting(meeting_on) -> Meeting:
    return meeting_on(HELD)


@pytest.fixture
def seats(meeting, manager) -> list[Seat]:
    """Two seats of the board, and one that began the day after the meeting."""
    facts = {"board": meeting.board, "recorded_by": manager, "recorded_at": AT}
    days = [{}, {"from_on": HELD, "from_precision": "day"}]
    days.append({"from_on": date(2015, 7, 2), "from_precision": "day"})
    return [
        Seat.objects.create(position=100 + n, name=f"Post {n}", agency="Agency", **day, **facts)
        for n, day in enumerate(days)
    ]


@pytest.fixture
def signed(clerk) -> dict:
    return {"by": clerk, "at": AT}


@pytest.fixture
def late(loaded) -> Action:
    """Due in December 2014, amber, with a forecast that has passed."""
    return Action.objects.get(plan=loaded, ref="5.3")


def texts(meeting: Meeting) -> list[str]:
    now = MinuteLine.objects.filter(meeting=meeting, replaced_by=None).order_by("position")
    return [line.text for line in now if line.text]


@pytest.mark.parametrize(
    ("held_on", "precision", "not_before", "not_after", "boundary"),
    [
        (None, "", None, None, None),
        (None, "", None, APRIL_23, None),
        (APRIL_23, "day", None, None, APRIL_23),
        (APRIL_END, "month", None, None, APRIL_END),
        (APRIL_END, "month", None, APRIL_23, APRIL_23),
        (APRIL_END, "month", date(2015, 4, 2), None, APRIL_END),
    ],
)
def test_from_which_day_a_meeting_is_past(held_on, precision, not_before, not_after, boundary):
    assert boundary_on(held_on, precision, not_before, not_after) == boundary


@pytest.mark.parametrize(
    ("day", "happened"),
    [(date(2015, 4, 22), False), (APRIL_23, True), (date(2015, 4, 24), True)],
)
def test_a_meeting_has_happened_on_its_day(day, happened):
    assert has_happened(APRIL_23, on=day) is happened
    assert has_happened(None, on=day) is False


@pytest.mark.parametrize(
    ("held_on", "precision", "limits", "as_written", "words"),
    [
        (APRIL_23, Precision.DAY, (None, None), "", "23 April 2015"),
        (
            APRIL_END,
            Precision.MONTH,
            (None, APRIL_23),
            "",
            "April 2015, not after 23 April 2015; the day is not known",
        ),
        (
            APRIL_END,
            Precision.MONTH,
            (date(2015, 4, 2), APRIL_23),
            "",
            "April 2015, not before 2 April 2015 and not after 23 April 2015; the day is not known",
        ),
        (None, None, (None, None), "", "date not recorded"),
        (None, None, (None, None), "May 15 Board", "“May 15 Board”, date not recorded"),
        (None, None, (None, APRIL_23), "", "date not recorded, not after 23 April 2015"),
    ],
)
def test_when_a_meeting_was_in_words(held_on, precision, limits, as_written, words):
    assert date_words(held_on, precision, *limits, as_written=as_written) == words


def test_a_month_is_never_given_a_day():
    assert short_words(APRIL_END, "month") == "April 2015"
    assert short_words(None, "") == "date not recorded"


@pytest.mark.parametrize(("n", "cut"), [(159, False), (160, False), (161, True)])
def test_a_long_comment_is_cut_at_a_word(n, cut):
    text = ("word " * 40)[: n - 1] + "x"
    assert shortened(text).endswith("…") is cut
    assert len(shortened(text)) <= 160


def test_the_last_and_the_next_meeting_of_a_plan(loaded, meeting_on):
    before = last_meeting(loaded, before=HELD)
    held = meeting_on(HELD)
    assert last_meeting(loaded, before=HELD) == held
    assert last_meeting(loaded, before=date(2015, 6, 16)) == before
    assert next_meeting(loaded, after=date(2015, 6, 16)) == held
    assert next_meeting(loaded, after=HELD) is None


def test_meetings_without_a_date_are_no_boundaries(loaded):
    meetings = board_meetings(loaded, as_at=date(2026, 1, 1))
    assert meetings
    assert all(m.held_on for m in meetings)


def test_a_plan_without_a_board_has_no_meetings(loaded):
    loaded.board = None
    assert board_meetings(loaded, as_at=HELD) == []
    assert next_meeting(loaded, after=HELD) is None


def test_a_meeting_is_added_with_agenda_and_papers(loaded, signed):
    made = add_meeting(
        loaded.board,
        as_written="14 October 2015",
        agenda=" Minutes \n\nPlan",
        papers=[("Progress", "https://example.org/p")],
        **signed,
    )
    assert (made.held_on, made.precision) == (date(2015, 10, 14), "day")
    assert made.agenda == "Minutes\nPlan"
    assert made.papers.get().title == "Progress"
    assert made.ref.endswith("-2015-10-14")


def test_the_same_meeting_is_not_added_twice(meeting, signed):
    with pytest.raises(Refused, match="already has a meeting of 1 July 2015"):
        add_meeting(meeting.board, as_written="01/07/2015", **signed)


def test_a_date_that_cannot_be_read_is_refused(loaded, signed):
    with pytest.raises(WrongDate, match="“soon” is not a date"):
        add_meeting(loaded.board, as_written="soon", **signed)


def test_a_meeting_is_changed_until_something_is_recorded_of_it(meeting, seats, signed):
    changed = change_meeting(meeting, as_written="18 June 2015", venue="Room 2", **signed)
    assert (changed.held_on, changed.venue) == (date(2015, 6, 18), "Room 2")
    record_attendance(changed, {seats[0]: ("present", "")}, **signed)
    with pytest.raises(Refused, match="the date stays as it is"):
        change_meeting(changed, as_written="19 June 2015", **signed)
    assert change_meeting(changed, as_written="18 June 2015", venue="R3", **signed).venue == "R3"


def test_what_a_document_says_of_a_date_survives_a_change_of_the_agenda(loaded, signed):
    april = Meeting.objects.get(ref="portsmouth-board-2015-04")
    kept = change_meeting(april, as_written=april.as_written, agenda="Plan", **signed)
    assert (kept.not_after, kept.agenda) == (date(2015, 4, 23), "Plan")


@pytest.mark.parametrize("position", [p for p in Position if p not in GOVERNORS])
def test_only_chair_and_clerk_write_of_meetings(meeting, seats, user_of, late, position):
    signed = {"by": user_of(position), "at": AT}
    role = Role.objects.first()
    writes = [
        lambda: add_meeting(meeting.board, as_written="1 July 2015", **signed),
        lambda: change_meeting(meeting, as_written="1 July 2015", **signed),
        lambda: record_attendance(meeting, {seats[0]: ("present", "")}, **signed),
        lambda: record_decision(meeting, "other", "Text", **signed),
        lambda: agree_date(late, "May 2016", meeting=meeting, reason="x", **signed),
        lambda: keep_date(late, meeting=meeting, reason="x", **signed),
        lambda: ask_owner(meeting, role, "Bring it", **signed),
        lambda: allow_own(meeting, True, **signed),
        lambda: add_line(meeting, "Line", **signed),
        lambda: agree_minutes(meeting, **signed),
    ]
    for write in writes:
        with pytest.raises(NotAllowed):
            write()


def test_attendance_writes_only_what_differs(meeting, seats, signed):
    first = {seats[0]: ("present", ""), seats[1]: ("deputy", "Inspector")}
    assert len(record_attendance(meeting, first, **signed)) == 2
    assert record_attendance(meeting, first, **signed) == []
    (row,) = record_attendance(meeting, first | {seats[0]: ("apologies", "")}, **signed)
    assert (row.seat, row.state) == (seats[0], "apologies")
    assert Attendance.objects.filter(meeting=meeting).count() == 3


def test_only_a_deputy_has_a_post(meeting, seats, signed):
    (row,) = record_attendance(meeting, {seats[0]: ("present", "Inspector")}, **signed)
    assert row.attended_by == ""


def test_attendance_of_a_seat_that_did_not_exist_is_refused_and_nothing_written(
    meeting, seats, signed
):
    said = {seats[1]: ("present", ""), seats[2]: ("present", "")}
    with pytest.raises(Refused, match=r"did not exist.*begins on 2 July 2015"):
        record_attendance(meeting, said, **signed)
    assert not meeting.attendances.exists()


def test_attendance_of_another_boards_seat_is_refused(meeting, signed):
    other = Seat.objects.exclude(board=meeting.board).first()
    with pytest.raises(Refused, match="is no seat of"):
        record_attendance(meeting, {other: ("present", "")}, **signed)


def test_another_clerks_other_record_is_said_and_the_same_is_not_written_twice(
    meeting, seats, signed, chair
):
    record_attendance(meeting, {seats[0]: ("apologies", "")}, by=chair, at=AT)
    with pytest.raises(RecordedSince, match="Agency, Post 0: apologies"):
        record_attendance(meeting, {seats[0]: ("present", "")}, seen={seats[0]: 0}, **signed)
    same = record_attendance(meeting, {seats[0]: ("apologies", "")}, seen={seats[0]: 0}, **signed)
    assert same == []
    assert meeting.attendances.count() == 1


def test_what_was_seen_can_be_changed(meeting, seats, signed):
    (row,) = record_attendance(meeting, {seats[0]: ("apologies", "")}, **signed)
    seen = {seats[0]: row.pk}
    assert record_attendance(meeting, {seats[0]: ("present", "")}, seen=seen, **signed)


@pytest.mark.parametrize("day", [date(2015, 7, 2), date(2015, 8, 1)])
def test_nothing_is_recorded_of_a_meeting_to_come(meeting_on, signed, late, day):
    coming = meeting_on(day)
    for write in (
        lambda: record_attendance(coming, {}, **signed),
        lambda: record_decision(coming, "other", "Text", **signed),
        lambda: keep_date(late, meeting=coming, reason="x", **signed),
        lambda: add_line(coming, "Line", **signed),
    ):
        with pytest.raises(WrongDate, match="has not happened by 1 July 2015"):
            write()


def test_the_day_of_the_meeting_itself_is_taken(meeting_on, signed):
    assert add_line(meeting_on(date(2015, 7, 1)), "Opened.", **signed).pk


def test_nothing_is_recorded_of_a_meeting_without_a_date(loaded, signed):
    undated = Meeting.objects.filter(held_on=None).first()
    with pytest.raises(WrongDate, match="no date on record"):
        add_line(undated, "Line", **signed)


def test_decisions_and_their_lines_come_in_order(meeting, signed):
    made = [record_decision(meeting, "other", text, **signed) for text in ("One.", "Two.")]
    assert [d.position for d in made] == [1, 2]
    assert texts(meeting) == ["One.", "Two."]


def test_a_date_agreed_at_a_meeting_counts_from_its_day(meeting, late, signed):
    seen = late.due_dates.last().pk
    made = agree_date(
        late, "September 2015", meeting=meeting, reason="Audit late", seen=seen, **signed
    )
    assert (made.kind, made.due_date.meeting) == (DecisionKind.RE_DATED, meeting)
    assert Standing.objects.filter(action=late).at(HELD).get().due_on == date(2015, 9, 30)
    before = Standing.objects.filter(action=late).at(date(2015, 6, 16)).get()
    assert before.due_on == date(2014, 12, 31)
    assert "agreed a new date, September 2015 in place of December 2014" in texts(meeting)[0]


def test_two_clerks_do_not_date_an_action_twice(meeting, late, signed, chair):
    seen = late.due_dates.last().pk
    about = {"meeting": meeting, "reason": "x", "seen": seen}
    agree_date(late, "September 2015", by=chair, at=AT, **about)
    with pytest.raises(RecordedSince, match="it is September 2015 now"):
        agree_date(late, "October 2015", **about, **signed)
    assert late.due_dates.count() == 2
    assert meeting.decisions.count() == 1


@pytest.mark.parametrize(
    ("given", "reason", "field"),
    [("soon", "x", "revised_due"), ("May 2013", "x", "revised_due"), ("May 2016", " ", None)],
)
def test_a_new_date_has_to_be_one_and_have_a_reason(meeting, late, signed, given, reason, field):
    with pytest.raises(Refused) as caught:
        agree_date(late, given, meeting=meeting, reason=reason, **signed)
    assert caught.value.field == (field or "revised_reason")
    assert not meeting.decisions.exists()


def test_a_revision_that_the_manager_made_is_agreed_once(meeting, late, signed, manager):
    record_update(late, by=manager, at=AT, revised_due="May 2016", revised_reason="Slipped")
    due = late.due_dates.last()
    made = agree_revision(due, meeting=meeting, **signed)
    assert (made.kind, made.due_date) == (DecisionKind.DATE_AGREED, due)
    with pytest.raises(RecordedSince, match="agreed already"):
        agree_revision(due, meeting=meeting, **signed)


def test_a_date_is_kept_with_a_reason_and_once(meeting, late, signed):
    with pytest.raises(Refused, match="Say why"):
        keep_date(late, meeting=meeting, reason="", **signed)
    keep_date(late, meeting=meeting, reason="No case was made", **signed)
    with pytest.raises(RecordedSince):
        keep_date(late, meeting=meeting, reason="No case", **signed)
    assert texts(meeting) == [
        f"5.3, {late.title}: the board kept the date, December 2014: No case was made."
    ]


def test_an_owner_is_asked_once_for_the_same(meeting, late, signed):
    role = Role.objects.first()
    made = ask_owner(meeting, role, "Bring the audit.", action=late, back_by="September", **signed)
    assert (made.asked_of, made.plan) == (role, late.plan)
    assert texts(meeting) == [f"5.3: {role.name} is asked: Bring the audit, by September."]
    with pytest.raises(RecordedSince):
        ask_owner(meeting, role, "Bring  the audit.", action=late, **signed)
    with pytest.raises(NothingSaid):
        ask_owner(meeting, role, " ", **signed)


def test_that_ones_own_may_be_endorsed_is_recorded_once_a_meeting(meeting, signed):
    assert allow_own(meeting, True, **signed).kind == DecisionKind.OWN_ALLOWED
    with pytest.raises(RecordedSince):
        allow_own(meeting, True, **signed)
    assert allow_own(meeting, False, **signed).kind == DecisionKind.OWN_REFUSED


def test_an_edited_line_replaces_and_keeps_the_one_before(meeting, signed):
    decision = record_decision(meeting, "other", "Agred.", **signed)
    line = decision.minute_lines.get()
    now = edit_line(line, "Agreed.", **signed)
    assert (now.replaces, now.decision, now.position) == (line, decision, line.position)
    assert texts(meeting) == ["Agreed."]
    assert MinuteLine.objects.get(pk=line.pk).text == "Agred."


def test_an_empty_text_takes_a_line_out_and_leaves_its_decision(meeting, signed):
    line = record_decision(meeting, "other", "Not minuted.", **signed).minute_lines.get()
    edit_line(line, " ", **signed)
    assert texts(meeting) == []
    assert Decision.objects.filter(meeting=meeting).count() == 1


def test_a_line_edited_since_is_refused_and_the_same_words_write_nothing(meeting, signed, chair):
    line = add_line(meeting, "One.", **signed)
    theirs = edit_line(line, "Two.", by=chair, at=AT)
    with pytest.raises(RecordedSince, match=r"now reads: “Two\."):
        edit_line(line, "Three.", **signed)
    assert edit_line(line, "Two.", **signed) == theirs
    assert MinuteLine.objects.filter(meeting=meeting).count() == 2


def test_the_same_line_is_not_added_twice(meeting, signed):
    add_line(meeting, "One.", **signed)
    with pytest.raises(RecordedSince):
        add_line(meeting, "One.", **signed)
    with pytest.raises(NothingSaid):
        add_line(meeting, " ", **signed)


def test_agreed_minutes_take_nothing_more(meeting, seats, signed, late):
    line = add_line(meeting, "One.", **signed)
    agree_minutes(meeting, **signed)
    for write in (
        lambda: add_line(meeting, "Two.", **signed),
        lambda: edit_line(line, "Two.", **signed),
        lambda: record_attendance(meeting, {seats[0]: ("present", "")}, **signed),
        lambda: record_decision(meeting, "other", "Two.", **signed),
        lambda: change_meeting(meeting, as_written="1 July 2015", **signed),
        lambda: agree_minutes(meeting, **signed),
        lambda: keep_date(late, meeting=meeting, reason="x", **signed),
    ):
        with pytest.raises(Refused, match="were agreed on 1 July 2015"):
            write()
    assert texts(meeting) == ["One."]


def test_a_date_that_was_moved_after_the_meeting_is_not_for_it_to_decide(
    meeting_on, late, signed, manager
):
    june = meeting_on(date(2015, 6, 20))
    revise_due(late, "May 2016", reason="Slipped", by=manager, at=AT)
    told = {"meeting": june, "reason": "No", **signed}
    for decide_on in (
        lambda: agree_date(late, "March 2016", **told),
        lambda: keep_date(late, **told),
    ):
        with pytest.raises(Refused, match="moved to May 2016 on 1 July 2015, after this meeting"):
            decide_on()
    assert not june.decisions.exists()


def test_a_new_date_that_the_board_refuses_gives_way_to_the_one_before_it(
    meeting, late, signed, manager
):
    revise_due(late, "May 2016", reason="Slipped", by=manager, at=AT)
    keep_date(late, meeting=meeting, reason="No slip allowed", **signed)
    stands = Standing.objects.filter(action=late).at(HELD).get()
    assert stands.due_on == date(2014, 12, 31)
    assert [d.due_on for d in late.due_dates.order_by("position")][-2:] == [
        date(2016, 5, 31),
        date(2014, 12, 31),
    ]
    assert texts(meeting)[-1].endswith(
        "the board did not agree to May 2016 and kept December 2014: No slip allowed."
    )


def test_a_date_before_it_that_is_not_known_cannot_be_put_back(meeting, loaded, signed, manager):
    action = Action.objects.get(plan=loaded, ref="7.1")  # “Achieved” stands in its due column
    revise_due(action, "May 2016", reason="Slipped", by=manager, at=AT)
    with pytest.raises(Refused, match="is not known, so it cannot be put back"):
        keep_date(action, meeting=meeting, reason="No", **signed)


def test_an_allowance_holds_for_a_meeting_known_by_its_month(loaded, signed):
    april = Meeting.objects.get(ref="portsmouth-board-2015-04")
    allow_own(april, True, **signed)
    assert own_allowed(april.board, on=date(2015, 4, 23))
    assert not own_allowed(april.board, on=date(2015, 4, 22))


def test_two_people_changing_a_meeting_notice_each_other(meeting, signed, chair):
    seen = mark_of(meeting)
    change_meeting(meeting, as_written=meeting.as_written, agenda="Theirs", by=chair, at=AT)
    with pytest.raises(RecordedSince, match="Somebody else changed this meeting"):
        change_meeting(meeting, as_written=meeting.as_written, agenda="Mine", seen=seen, **signed)
    meeting.refresh_from_db()
    assert meeting.agenda == "Theirs"


def test_a_line_that_is_sent_again_is_not_written_twice(meeting, signed, chair):
    add_line(meeting, "The same words.", **signed)
    add_line(meeting, "Other words.", by=chair, at=AT)
    with pytest.raises(RecordedSince, match="nothing is written twice"):
        add_line(meeting, "The same words.", **signed)
    assert texts(meeting).count("The same words.") == 1


def test_a_date_that_was_written_after_the_meeting_is_not_for_it_to_decide(
    meeting_on, late, signed, manager
):
    june = meeting_on(date(2015, 6, 20))
    due = revise_due(late, "May 2016", reason="x", by=manager, at=AT, effective_on=date(2015, 6, 1))
    with pytest.raises(Refused, match="on 1 July 2015, after this meeting"):
        agree_revision(due, meeting=june, **signed)


def test_the_date_that_stands_is_not_agreed_anew(meeting, late, signed):
    with pytest.raises(Refused, match=r"December 2014 is the date of 5\.3 already"):
        agree_date(late, "December 2014", meeting=meeting, reason="x", **signed)
