"""Boards, meetings and their story are loaded in the order in which they happened, once and for all."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from indicators.services.loading import load_fixtures
from plans.models import (
    Action,
    Assurance,
    Attendance,
    Board,
    BoardFinding,
    ChairTerm,
    Champion,
    Decision,
    DueDate,
    Endorsement,
    LoadedRow,
    Meeting,
    MinuteLine,
    Plan,
    Seat,
    Service,
    Standing,
    Update,
    User,
)
from plans.rules.redaction import is_marker
from plans.selectors.people import accounts
from plans.services.attendance import record_attendance
from plans.services.endorsing import decide
from plans.services.fixture_file import BrokenFixture
from plans.services.ledger import Altered
from plans.services.loading_accounts import LOADERS
from plans.services.minutes import add_line, agree_minutes
from plans.services.redacting import blank_text
from tests.conftest import LOADED_AT
from tests.plans.small_fixtures import DOCUMENT, INVENTED, REPORT

MARCH, MAY = date(2025, 3, 20), date(2025, 5, 22)


@pytest.fixture
def folder(tmp_path, loaded) -> Path:
    for name, text in (("invented", INVENTED), ("paper", DOCUMENT), ("a-report", REPORT)):
        (tmp_path / f"{name}.toml").write_text(text)
    return tmp_path


@pytest.fixture
def small(folder) -> Plan:
    load(folder)
    return Plan.objects.get(ref="small-plan")


def load(folder: Path, *, at: datetime = LOADED_AT) -> int:
    return load_fixtures(folder, at=at, needed=())


def edit(folder: Path, old: str, new: str, name: str = "invented") -> Path:
    path = folder / f"{name}.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return folder


def action(ref: str) -> Action:
    return Action.objects.get(plan__ref="small-plan", ref=ref)


def standing(ref: str, day: date, **known) -> Standing:
    return Standing.objects.filter(action=action(ref)).at(day, **known).get()


def test_loading_again_changes_nothing(small, folder):
    before = [m.objects.count() for m in (Update, DueDate, Decision, MinuteLine, LoadedRow)]
    assert load(folder) == 0
    assert [m.objects.count() for m in (Update, DueDate, Decision, MinuteLine, LoadedRow)] == before


def test_every_row_that_the_loader_wrote_is_in_the_ledger(small):
    own = {Endorsement, Decision, MinuteLine, DueDate, Attendance, Meeting, Seat, ChairTerm}
    for model in own | {Board, Champion, BoardFinding, Assurance, Update}:
        rows = set(
            model.objects.filter(recorded_by__username__in=LOADERS).values_list("pk", flat=1)
        )
        noted = LoadedRow.objects.filter(model=model._meta.label_lower).values_list("object_id")
        assert rows <= {pk for (pk,) in noted}, model


def test_a_service_that_is_invented_says_so_and_has_no_source(small):
    assert Service.objects.filter(is_invented=True, ref="small-yjs").exists()
    assert not Update.objects.filter(action__plan=small, source__isnull=False).exists()


def test_what_is_invented_is_known_from_the_day_that_it_is_about(small):
    updates = Update.objects.filter(action__plan=small)
    assert all(u.known_on == u.effective_on for u in updates)
    dues = DueDate.objects.filter(action__plan=small, is_revision=True)
    assert [d.known_on for d in dues.order_by("known_on")] == [date(2025, 3, 12), MARCH]
    assert {e.known_on for e in Endorsement.objects.filter(action__plan=small)} == {MARCH, MAY}


def test_the_plan_names_its_board_and_its_rule(small):
    assert small.board.ref == "small-board"
    assert not small.overdue_is_behind


def test_a_seat_begins_with_the_month_that_it_is_dated_by(small):
    seat = Seat.objects.get(board=small.board, name="Inspector")
    assert (seat.from_on, seat.from_precision) == (date(2025, 1, 1), "month")
    (term,) = small.board.chairs.all()
    assert (term.from_on, term.until_on) == (date(2025, 1, 1), date(2025, 3, 31))


def test_a_sub_group_has_its_parent_and_a_meeting_without_a_date_its_minutes(small):
    meeting = Meeting.objects.get(ref="small-undated")
    assert meeting.board.parent == small.board
    assert (meeting.held_on, meeting.minute_lines.get().text) == (None, "Found without a date.")


def test_attendance_is_by_seat_also_where_two_have_one_name(small):
    rows = Attendance.objects.filter(meeting__ref="small-2025-03").select_related("seat")
    assert {(r.seat.agency, r.state, r.attended_by) for r in rows} == {
        ("The police", "deputy", "Sergeant"),
        ("The school", "present", ""),
        ("The charity", "apologies", ""),
    }


def test_decisions_are_on_what_stood_at_their_meeting(small):
    first, second = Endorsement.objects.filter(action=action("1.1")).order_by("pk")
    assert (first.decision, first.update.effective_on) == ("challenged", date(2025, 3, 10))
    assert (second.decision, second.kept_comment) == ("endorsed", "Signed.")
    assert standing("1.1", date(2025, 5, 21)).endorsed == "challenged"
    assert standing("1.1", MAY).endorsed == "endorsed"
    assert standing("1.1", MAY, known_on=date(2025, 5, 21)).endorsed == "challenged"


def test_the_minutes_follow_the_order_of_the_decisions_in_the_file(small):
    lines = MinuteLine.objects.filter(meeting__ref="small-2025-05").values_list("text", flat=True)
    assert lines[0] == "1.1 was endorsed."
    assert lines.last() == "The budget was noted."
    kinds = Decision.objects.filter(meeting__ref="small-2025-05").values_list("kind", flat=True)
    assert list(kinds) == ["endorsed", "date-kept", "asked", "own-allowed", "other"]


def test_a_meeting_can_agree_a_date_before_or_by_its_own_decision(small):
    asked, agreed = (action(ref).due_dates.get(is_revision=True) for ref in ("1.2", "1.3"))
    assert asked.meeting.ref == agreed.meeting.ref == "small-2025-03"
    assert (agreed.effective_on, agreed.as_written) == (MARCH, "31 July 2025")
    assert standing("1.3", MARCH).due_on == date(2025, 7, 31)


def test_owners_change_with_a_statement_or_without_one(small):
    assert [a.reason for a in action("1.3").assignments.all()] == ["", "The lead is away."]
    assert not action("1.3").updates.exists()
    assert [r.name for r in action("1.2").assignments.last().roles.all()] == ["Small manager"]


def test_minutes_are_agreed_at_the_next_meeting(small):
    meeting = Meeting.objects.get(ref="small-2025-03")
    assert (meeting.agreed_at.date(), meeting.agreed_by.position) == (MAY, "clerk")


def test_nobody_endorses_what_they_wrote(small):
    assert not Endorsement.objects.filter(is_own=True, action__plan=small).exists()
    titles = {u.recorded_by.job_title for u in Update.objects.filter(action__plan=small)}
    assert titles == {"YOT manager (invented)", "Action owner (invented)"}
    lines = Decision.objects.filter(meeting__board=small.board)
    assert {d.recorded_by.job_title for d in lines} == {"Clerk (invented)"}


def test_the_accounts_that_load_are_closed_and_nobodys(small):
    made = User.objects.filter(username__in=LOADERS)
    assert made.count() == len(LOADERS)
    assert not any(user.is_active or user.has_usable_password() for user in made)
    assert not accounts().filter(username__in=LOADERS).exists()


def test_what_a_document_says_carries_its_place_and_its_day(small):
    meeting = Meeting.objects.get(ref="paper-april")
    assert (meeting.held_on, meeting.precision, meeting.not_after) == (
        *(date(2015, 4, 30), "month"),
        date(2015, 4, 23),
    )
    (decision,) = meeting.decisions.all()
    assert (decision.source.ref, decision.place) == ("small-paper", "p. 2")
    assert decision.recorded_by.job_title == "Loader of the sources"
    assurance = Assurance.objects.get(action__plan__ref="paper-plan")
    assert (assurance.known_on, assurance.place) == (date(2015, 6, 16), "p. 5")


def test_a_file_that_names_no_service_is_about_the_only_real_one(small):
    (finding,) = Board.objects.get(ref="paper-board").findings.all()
    assert (finding.source.ref, finding.known_on) == ("small-report", date(2014, 2, 28))


def test_a_file_can_name_the_service_of_another(folder):
    edit(folder, "[source]", 'service = "small-yjs"\n[source]', "a-report")
    load(folder)
    assert Board.objects.get(ref="paper-board").chairs.count() == 1


# ---------- what users added ----------


def test_what_users_add_to_a_loaded_meeting_never_conflicts(small, folder, clerk):
    meeting = Meeting.objects.get(ref="small-2025-05")
    seat = Seat.objects.get(board=small.board, name="Inspector")
    record_attendance(meeting, {seat: ("present", "")}, by=clerk, at=LOADED_AT)
    add_line(meeting, "More was said.", by=clerk, at=LOADED_AT)
    one = action("1.2")
    decide(
        one,
        "endorsed",
        meeting=meeting,
        update=one.updates.get(rating__isnull=False).pk,
        seen=one.endorsements.get().pk,
        by=clerk,
        at=LOADED_AT,
    )
    agree_minutes(meeting, by=clerk, at=LOADED_AT)
    assert load(folder) == 0


def test_an_altered_meeting_is_named(small, folder):
    Meeting.objects.filter(ref="small-2025-03").update(venue="Elsewhere")
    Seat.objects.filter(board=small.board, name="Inspector").update(agency="The force")
    with pytest.raises(Altered) as caught:
        load(folder)
    assert caught.value.rows == [
        "board small-board, seat The police: Inspector was altered (agency)",
        "meeting small-2025-03 was altered (venue)",
        "meeting small-2025-03, minutes agreed was altered (venue)",
    ]


def test_a_plan_that_was_loaded_before_plans_had_boards_gets_its_own(folder):
    edit(folder, 'board = "small-board"\noverdue_is_behind = false\n', "")
    load(folder)
    row = LoadedRow.objects.get(fixture="invented.toml", key="plan")
    row.stored = {k: v for k, v in row.stored.items() if k not in ("board_id", "overdue_is_behind")}
    row.save()
    word = 'objective_word = "objective"\n'
    edit(folder, word, word + 'board = "small-board"\n')
    assert load(folder) == 1
    assert Plan.objects.get(ref="small-plan").board.ref == "small-board"


def test_a_column_that_came_later_alters_nothing(small, folder):
    row = LoadedRow.objects.get(fixture="invented.toml", key="service")
    del row.stored["is_invented"]
    row.save()
    assert load(folder) == 0


def test_a_text_that_was_blanked_stays_blanked_and_alters_nothing(small, folder, administrator):
    update = Update.objects.get(action=action("1.1"), comment="Begun.")
    told = {"reason": "It should not have been there.", "by": administrator, "at": LOADED_AT}
    blank_text("plans.update", update.pk, "comment", **told)
    assert load(folder) == 0
    update.refresh_from_db()
    assert is_marker(update.comment)
    meeting = Meeting.objects.get(ref="small-2025-03")
    blank_text("plans.meeting", meeting.pk, "agenda", **told)
    blank_text("plans.meetingpaper", meeting.papers.first().pk, "title", **told)
    assert load(folder) == 0


# ---------- broken files ----------


def test_a_clock_before_the_story_is_refused_in_a_sentence(folder):
    with pytest.raises(BrokenFixture) as caught:
        load(folder, at=datetime(2025, 5, 24, 9, tzinfo=UTC))
    assert str(caught.value) == (
        "fixtures/invented.toml, as a whole: it tells of 25 May 2025, and the clock says "
        "24 May 2025: set the clock of this machine, then load again."
    )


def test_the_last_day_of_the_story_is_late_enough(folder):
    assert load(folder, at=datetime(2025, 5, 25, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("is_invented = true", "", "[source] is missing."),
        ("is_invented = true", 'is_invented = "yes"', "is true or false, written without"),
        ('board = "small-board"\noverdue', 'board = "x"\noverdue', "no board has the ref x."),
        ('parent = "small-board"', 'parent = "x"', "board small-group: 'x' is missing"),
        ('parent = "small-board"', "", "a sub-group names its parent, and no other board has one."),
        ('seat = "Head", agency = "The school"', 'seat = "Head"', "say of which agency."),
        ('seat = "Inspector", state = "deputy"', 'seat = "X", state = "deputy"', "no such seat."),
        ('state = "deputy"', 'state = "away"', "state is “away”: it is one of present, deputy"),
        ("\n[plan]\n", "\n[plans]\n", "[plan] is missing."),
        ('agreed_by = "small-2025-03"', 'agreed_by = "x"', "'x' is missing or unknown."),
        ('by = "owner"', 'by = "chair"', "by is “chair”: it is one of manager, owner."),
        ('reason = "Nothing was shown."', "", "reason is missing; a decision of the kind “chall"),
        ('kind = "own-allowed"', 'kind = "set-aside"', "kind is “set-aside”: it is one of"),
        ('meeting = "small-2025-05"\nkind = "asked"', 'meeting = "x"\nkind = "asked"', "'x' is"),
        ('asked_of = "Small lead"', 'asked_of = "Nobody"', "'Nobody' is missing or unknown."),
        ('as_written = "22 May 2025"', 'as_written = "May"', "This meeting has no date on record"),
        (
            'as_written = "22 May 2025"',
            'as_written = "May 2027"',
            "has not happened by 20 November",
        ),
        ('clears = ["comment"]', 'clears = ["title"]', "An update cannot clear title."),
        ('clears = ["comment"]\n', "comment = 3\n", "comment is a text, in quotation marks."),
        ("published_on = 2025-05-15", "value = 1", "there is no field “value”; there are period,"),
        ('unit = "%"', 'unit = "per cent"', "unit is “per cent”: it is one of per 100,000,"),
        ("numerator = 11", 'numerator = "11"', "is a number, written without quotation marks."),
        ("numerator = 11", "numerator = -1", "its fields do not go together"),
        ('indicator = "small-rate"', 'indicator = "x"', "'x' is missing or unknown."),
        ("decimals = 1", "decimals = 9", "its fields do not go together"),
        (
            'from_as_written = "January 2025"\nuntil',
            'from_as_written = "May 2025"\nuntil',
            "before",
        ),
        ('link = "https://example.org/plan"', 'link = "javascript:x"', "is not the address of a"),
        (
            'board = "small-board"\nname = "Ins',
            'board = "small-board"\nplace = "p"\nname = "Ins',
            "“place”",
        ),
    ],
)
def test_a_broken_file_says_where_and_loads_nothing(folder, old, new, said):
    with pytest.raises(BrokenFixture, match=r"invented\.toml") as caught:
        load(edit(folder, old, new))
    assert said in str(caught.value)
    assert not Plan.objects.filter(ref="small-plan").exists()


def test_a_place_is_demanded_of_what_comes_from_a_document(folder):
    with pytest.raises(BrokenFixture, match="meeting paper-april: place is missing"):
        load(edit(folder, 'place = "p. 2"\n', "", "paper"))


def test_several_real_services_need_naming(folder):
    edit(folder, "is_invented = true", "is_invented = false")
    edit(
        folder,
        "[service]",
        '[source]\nref = "s"\ntitle = "S"\npublished_as_written = "2025"\n[service]',
    )
    with pytest.raises(BrokenFixture):
        load(folder)


def test_the_demonstrations_own_story_is_loaded(loaded):
    plan = Plan.objects.get(service__is_invented=True)
    assert plan.actions.count() > 25
    assert Meeting.objects.filter(board=plan.board, held_on__isnull=False).count() >= 12
    assert Endorsement.objects.filter(action__plan=plan).count() > 20
    assert loaded.board.ref == "portsmouth-yot-board"
    assert not Endorsement.objects.filter(action__plan=loaded).exists()
