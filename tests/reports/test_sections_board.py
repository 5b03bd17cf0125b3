"""The sections of the board pack: what a board has before it at its meeting, on any plan and day."""

from datetime import UTC, date, datetime

import pytest

from plans.models import Action
from plans.selectors.changes import changes_brief, last_boundary
from plans.selectors.plans import get_plan
from plans.services.meetings import add_meeting
from plans.services.questions import ask_set_aside
from plans.services.statements import record_update
from reports.blocks import Document, Figure
from reports.compiling import compile_document
from reports.material import Chosen
from reports.rules.packs import Audience, Kind
from reports.sections.board_pack import BOARD_SECTIONS
from tests.reports.blocks_of import (
    anchors,
    column,
    headings,
    links,
    section,
    sentences,
    table,
    tables,
)
from tests.reports.gathering import material_of

pytestmark = pytest.mark.django_db
APRIL, JULY, NOVEMBER = date(2015, 4, 23), date(2015, 7, 1), date(2026, 11, 20)
ORDER = (
    *("board-changes", "board-exceptions", "board-questions", "board-indicators"),
    *("board-attendance", "board-risks", "board-decisions", "board-asked", "board-next"),
    *("plan-key", "plan-about"),
)


def document_of(ref: str, day: date, **asked) -> Document:
    return compile_document(material_of(get_plan(ref), day, Kind.BOARD, **asked))


@pytest.fixture
def november(loaded) -> Document:
    return document_of("example-plan", NOVEMBER)


@pytest.fixture
def april(loaded) -> Document:
    return document_of(loaded.ref, APRIL)


def test_its_order_is_what_changed_exceptions_questions_and_so_on(november):
    assert tuple(s.key for s in november.sections) == ORDER
    assert not any(s.failed for s in november.sections)


def test_the_cover_names_the_meeting(april, november):
    assert april.title == "Board pack"
    assert april.subtitle == "YOT Management Board, meeting of April 2015"
    assert november.subtitle == "Example management board, after the meeting of 24 September 2026"
    facts = {f.label: f.text for f in november.facts}
    assert facts["Changes"] == "since the board of 24 September 2026"
    assert facts["Plan"] == "Improvement plan 2024–26 (invented)"


def test_what_changed_is_what_the_dashboard_says(november):
    plan = get_plan("example-plan")
    brief = changes_brief(plan, since=last_boundary(plan, as_at=NOVEMBER), until=NOVEMBER)
    said = sentences(section(november, "board-changes"))[0]
    assert said == f"{brief.heading}: {brief.sentence}"
    found = table(section(november, "board-changes"), "changes-all")
    assert column(found, "No.")[:2] == ["2.1", "4.3"]
    assert column(found, "Kind")[:2] == ["Went backwards", "Went backwards"]


def test_what_is_late_is_apart_from_what_is_newly_so(november):
    found = section(november, "board-exceptions")
    new = column(table(found, "exceptions-newly-late"), "No.")
    before = column(table(found, "exceptions-late"), "No.")
    assert new == ["2.1", "4.3"]
    overdue = [r.line.ref for r in material_of(get_plan("example-plan"), NOVEMBER).pack.rows]
    assert len(new) + len(before) == 7
    assert set(new + before) <= set(overdue)


def test_exceptions_of_april_2015(april):
    found = section(april, "board-exceptions")
    assert sentences(found)[0] == (
        "10 actions are past their date, 1 of them newly since the board of March 2015, 21 are "
        "claimed complete while work remains and none has changed since the board endorsed it."
    )
    assert column(table(found, "exceptions-newly-late"), "No.") == ["10.7"]
    assert len(table(found, "exceptions-remains").rows) == 21
    assert table(found, "exceptions-stale").empty == "None."


def test_endorsements_that_no_longer_hold_say_what_changed(november):
    stale = table(section(november, "board-exceptions"), "exceptions-stale")
    changed = dict(zip(column(stale, "No."), column(stale, "What changed"), strict=True))
    assert len(changed) == 5
    assert changed["2.1"].startswith("Rating was Amber, is Red.")


def test_the_questions_to_ask_first_are_few_and_of_several_kinds(november):
    found = table(section(november, "board-questions"), "ask-first")
    assert len(found.rows) == 8
    numbers = [ref for ref in column(found, "No.") if ref != "Plan"]
    assert len(numbers) == len(set(numbers))


def test_national_indicators_and_those_that_do_not_add_up(loaded, november):
    july = section(document_of(loaded.ref, JULY), "board-indicators")
    names = column(table(july, "indicators-glance"), "Indicator")
    assert [name.split("\n")[0] for name in names][:4] == [
        "First time entrants",
        "Reoffending, binary rate",
        "Reoffending, frequency rate",
        "Use of custody",
    ]
    assert any(isinstance(b, Figure) and b.anchor == "figure-custody-rate" for b in july.blocks)
    invented = section(november, "board-indicators")
    assert sentences(invented)[0] == (
        "No national indicator has a figure by 20 November 2026; in the figures of 2 indicators "
        "something does not add up."
    )
    assert headings(invented).count("What does not add up") == 2


def test_attendance_by_meeting_by_seat_and_by_agency(november, april):
    found = section(november, "board-attendance")
    assert column(table(found, "attendance-meetings"), "Meeting")[0] == "24 September 2026"
    assert len(table(found, "attendance-seats").rows) == 9
    police = next(r for r in table(found, "attendance-agencies").rows if "police" in r[0].text)
    assert police[3].text == "12 of 12 meetings, 7 only by a deputy"
    assert "Who came is not recorded for any meeting." in sentences(
        section(april, "board-attendance")
    )


def test_that_no_risk_is_recorded_is_said(november):
    assert sentences(section(november, "board-risks"))[0] == "No risk is recorded."


def test_decisions_are_wanted_of_the_meeting_or_of_the_next(november, april):
    found = section(november, "board-decisions")
    assert sentences(found)[0].startswith("Six actions reported complete ask for endorsement")
    assert sentences(found)[1].startswith("Asked of the next meeting. As at 20 November 2026;")
    first = sentences(section(april, "board-decisions"))
    assert first[0].startswith("93 actions reported complete ask for endorsement")
    assert first[1].startswith("Asked of the meeting of April 2015, not after 23 April 2015;")
    dates = table(section(april, "board-decisions"), "decisions-dates")
    assert column(dates, "No.")[0] == "1.9"


def test_what_the_board_is_asked_to_set_aside_is_wanted_too(loaded, manager):
    plan, at = get_plan("example-plan"), datetime(2026, 11, 19, 9, tzinfo=UTC)
    question = next(q for q in material_of(plan, NOVEMBER).pack.questions if q.ref)
    action = Action.objects.get(plan=plan, ref=question.ref)
    reason = "It is known to the board."
    ask_set_aside(plan, question.code, action, question.fingerprint, reason, by=manager, at=at)
    found = section(document_of("example-plan", NOVEMBER), "board-decisions")
    assert column(table(found, "decisions-questions"), "No.") == [question.ref]


def test_what_the_last_meeting_asked_for_stands_with_its_action(november, april):
    found = section(november, "board-asked")
    assert sentences(found)[0] == (
        "The meeting of 24 September 2026 took 6 decisions; 2 of them ask an owner for something."
    )
    owners = table(found, "asked-owners")
    assert len(owners.rows) == 2
    assert all(text for text in column(owners, "How that action stands"))
    assert sentences(section(april, "board-asked"))[0] == (
        "No decision of the meeting of March 2015 is recorded."
    )


def test_the_next_meetings_are_those_after_the_day(loaded, clerk):
    board = get_plan("example-plan").board
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    for day in ("26 November 2026", "20 November 2026", "28 January 2027"):
        add_meeting(board, by=clerk, at=at, as_written=day)
    found = section(document_of("example-plan", NOVEMBER), "board-next")
    assert column(table(found, "next-meetings"), "When") == ["26 November 2026", "28 January 2027"]
    assert sentences(found) == ["The board meets next on 26 November 2026."]


def test_a_pack_for_a_meeting_to_come_asks_that_meeting(loaded, clerk):
    board = get_plan("example-plan").board
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    meeting = add_meeting(board, by=clerk, at=at, as_written="26 November 2026")
    document = document_of("example-plan", NOVEMBER, meeting=meeting)
    assert document.subtitle == "Example management board, meeting of 26 November 2026"
    said = sentences(section(document, "board-decisions"))[1]
    assert said.startswith("Asked of the meeting of 26 November 2026.")
    assert "since the board of 24 September 2026" in {f.text for f in document.facts}


def test_what_a_meeting_decided_on_its_day_is_not_wanted_of_it_again(loaded):
    day = date(2026, 9, 24)
    found = section(document_of("example-plan", day), "board-decisions")
    decided = column(table(found, "decisions-decided"), "No.")
    wanted = column(table(found, "decisions-complete"), "No.")
    assert decided
    assert not set(decided) & set(wanted)


def test_a_plan_without_a_board_says_so(loaded):
    plan = get_plan(loaded.ref)
    plan.board = None
    document = compile_document(material_of(plan, APRIL, Kind.BOARD))
    assert not any(s.failed for s in document.sections)
    assert sentences(section(document, "board-decisions")) == [
        "No board is recorded for this plan, so no decision is wanted of one."
    ]
    assert "No dated meeting of its board" in str(section(document, "board-changes"))


def test_a_second_plan_of_the_board_is_not_in_it(loaded, manager):
    plan, other = get_plan("example-plan"), get_plan("2014-improvement")
    other.board = plan.board
    other.save()
    found = section(document_of("example-plan", NOVEMBER), "board-decisions")
    own = set(plan.actions.values_list("title", flat=True))
    for each in tables(found):
        assert set(column(each, "Action")) <= own


@pytest.mark.parametrize("left_out", ORDER)
def test_no_section_needs_another(loaded, left_out):
    chosen = tuple(Chosen(kept.key, is_in=kept.key != left_out) for kept in BOARD_SECTIONS)
    document = document_of("example-plan", NOVEMBER, sections=chosen)
    assert [s.key for s in document.sections if s.failed or s.key == left_out] == []
    assert links(document) <= set(anchors(document))


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
@pytest.mark.parametrize("ref", ["2014-improvement", "example-plan"])
def test_every_section_gathers_on_every_plan_and_day(loaded, ref, audience):
    plan = get_plan(ref)
    for day in (plan.begins_on, date(2015, 4, 22), APRIL, JULY, NOVEMBER):
        if day >= plan.begins_on:
            document = document_of(ref, day, audience=audience)
            assert [s.key for s in document.sections if s.failed] == []
            found = anchors(document)
            assert len(found) == len(set(found))


def test_an_update_of_the_day_is_in_it(loaded, manager):
    action = Action.objects.get(plan__ref="example-plan", ref="4.2")
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    record_update(action, by=manager, at=at, rating="Blue", comment="Signed on 19 November.")
    found = section(document_of("example-plan", NOVEMBER), "board-changes")
    changes = table(found, "changes-all")
    pairs = zip(column(changes, "No."), column(changes, "Kind"), strict=True)
    assert ("4.2", "Completed") in pairs
