"""What a pack gathers: the same read for any plan and day, and words for what is off or missing."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Standing
from plans.readmodels import Made
from plans.selectors.plans import BeforeThePlan, get_plan
from plans.services.questions import switch_rule
from reports.rules.packs import Audience
from reports.selectors.board_record import board_record
from tests.reports.gathering import pack_of

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 20)


def n_queries(day: date) -> int:
    plan = get_plan("example-plan")
    with CaptureQueriesContext(connection) as queries:
        pack_of(plan, day)
    return len(queries)


def test_more_history_needs_no_more_queries(loaded):
    assert n_queries(date(2025, 5, 1)) == n_queries(NOVEMBER)


def test_a_rule_that_is_off_is_named_and_asks_nothing(loaded, manager):
    plan, at = get_plan("example-plan"), datetime(2026, 11, 19, 9, tzinfo=UTC)
    switch_rule(
        plan, "late-not-said", is_on=False, reason="Asked at every meeting", by=manager, at=at
    )
    pack = pack_of(plan, NOVEMBER)
    assert pack.asked.rules_text.startswith("1 of 20 rules is switched off for this plan.")
    assert "Asked at every meeting" in pack.asked.rules_text
    assert "late-not-said" not in {q.code for q in pack.questions}
    assert not any("late-not-said" in row.line.questions for row in pack.rows)
    before = pack_of(plan, date(2026, 11, 18))
    assert before.asked.rules_text == "All 20 rules are on."


def test_the_plans_own_rule_of_precedence_is_the_one_that_is_said(loaded):
    plan = get_plan("2014-improvement")
    pack = pack_of(plan, date(2015, 4, 23))
    assert "work that goes on past its date is behind" in pack.state.overdue_rule
    assert any("The key calls that red" in form.meaning for form in pack.forms)
    plan.overdue_is_behind = False
    pack = pack_of(plan, date(2015, 4, 23))
    assert "is still under way, not behind" in pack.state.overdue_rule
    assert not any("The key calls that red" in form.meaning for form in pack.forms)


def test_the_boards_words_stand_in_the_row_where_they_say_more_than_the_mark(loaded):
    pack = pack_of(get_plan("example-plan"), NOVEMBER)
    for row in pack.rows:
        reading = row.line.endorsed
        assert bool(row.board_text) == (reading is not None)
        assert bool(row.changed_text) == (reading == "stale")
        if reading in ("challenged", "deferred"):
            assert row.line.board.reason in row.decision_text
        if reading in ("challenged", "stale"):
            assert row.line.difference


def test_how_the_board_decided_is_said_in_a_sentence(loaded):
    pack = pack_of(get_plan("example-plan"), NOVEMBER)
    tally = pack.state.tally
    assert f"endorsed {tally.n_board('endorsed')} of {tally.n} actions" in pack.board_sentence
    assert f"do not agree on {tally.n_differ} actions" in pack.board_sentence
    counted = Standing.objects.of_plan(get_plan("example-plan")).at(NOVEMBER)
    assert counted.filter(endorsed="stale").count() == tally.n_board("stale")


def test_a_meeting_of_the_day_is_of_the_day_and_a_later_one_is_not(loaded):
    plan = get_plan("example-plan")
    held = [m.held_on.on for m in board_record(plan, as_at=date(2025, 3, 20)).meetings]
    assert held[-1] == date(2025, 3, 20)
    assert len(board_record(plan, as_at=date(2025, 3, 19)).meetings) == len(held) - 1


def test_a_month_is_past_at_the_last_day_that_it_can_mean(loaded):
    plan = get_plan("2014-improvement")
    on, before = date(2015, 4, 23), date(2015, 4, 22)
    assert len(board_record(plan, as_at=on).dated) == 5
    assert len(board_record(plan, as_at=before).dated) == 4
    assert board_record(plan, as_at=before).sentence.startswith(
        "YOT Management Board, 4 meetings up to 22 April 2015."
    )


def test_before_the_plan_there_is_no_pack(loaded):
    pack_of(loaded, loaded.begins_on)
    with pytest.raises(BeforeThePlan):
        pack_of(loaded, date(2013, 12, 31))


def test_a_draft_shows_no_clock_and_an_issue_its_own_words(loaded):
    day = date(2015, 4, 23)
    assert pack_of(loaded, day).edition_text == "Draft"
    made = Made("Panel officer", datetime(2015, 6, 1, 9, tzinfo=UTC))
    issued = pack_of(loaded, day, made=made, issue_text="Issue 3 of 1 June 2015")
    assert issued.edition_text == "Issue 3 of 1 June 2015"


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.BOARD, "The board, confidential"),
        (Audience.PUBLIC, "The public"),
        (
            Audience.EXEMPT,
            "The panel, exempt from publication: paragraph 2 of Schedule 12A to the Local Government "
            "Act 1972 (information which is likely to reveal the identity of an individual)",
        ),
    ],
)
def test_it_says_for_whom_it_is(loaded, audience, words):
    paragraph = 2 if audience is Audience.EXEMPT else None
    pack = pack_of(loaded, date(2015, 4, 23), audience=audience, paragraph=paragraph)
    assert pack.audience_text == words
