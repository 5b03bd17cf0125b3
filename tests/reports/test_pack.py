"""What a pack gathers: the same read for any plan and day, and words for what is off or missing."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Standing
from plans.selectors.plans import get_plan
from plans.services.questions import switch_rule
from reports.pack import plan_pack
from reports.pdf import plan_html
from reports.selectors.board_record import board_record

pytestmark = pytest.mark.django_db


def n_queries(day: date) -> int:
    plan = get_plan("example-plan")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        plan_pack(plan, as_at=day)
    return len(queries)


def test_more_history_needs_no_more_queries(loaded):
    assert n_queries(date(2025, 5, 1)) == n_queries(date(2026, 11, 20))


def test_a_rule_that_is_off_is_named_and_asks_nothing(loaded, manager):
    plan, at = get_plan("example-plan"), datetime(2026, 11, 19, 9, tzinfo=UTC)
    switch_rule(
        plan, "late-not-said", is_on=False, reason="Asked at every meeting", by=manager, at=at
    )
    pack = plan_pack(plan, as_at=date(2026, 11, 20))
    assert pack.asked.rules_text.startswith("1 of 20 rules is switched off for this plan.")
    assert "Asked at every meeting" in pack.asked.rules_text
    assert "late-not-said" not in {q.code for q in pack.questions}
    assert not any("late-not-said" in row.line.questions for row in pack.rows)
    before = plan_pack(plan, as_at=date(2026, 11, 18))
    assert before.asked.rules_text == "All 20 rules are on."


def test_the_plans_own_rule_of_precedence_is_the_one_that_is_said(loaded):
    plan = get_plan("2014-improvement")
    html = plan_html(plan_pack(plan, as_at=date(2015, 4, 23)))
    assert "work that goes on past its date is behind" in html
    assert "The key calls that red" in html
    plan.overdue_is_behind = False
    html = plan_html(plan_pack(plan, as_at=date(2015, 4, 23)))
    assert "work that goes on past its date is still under way, not behind" in html
    assert "The key calls that red" not in html.split('id="questions"')[0]


def test_the_boards_words_stand_in_the_row_where_they_say_more_than_the_mark(loaded):
    pack = plan_pack(get_plan("example-plan"), as_at=date(2026, 11, 20))
    for row in pack.rows:
        reading = row.line.endorsed
        assert bool(row.board_text) == (reading is not None)
        assert bool(row.changed_text) == (reading == "stale")
        if reading in ("challenged", "deferred"):
            assert row.line.board.reason in row.decision_text
        if reading in ("challenged", "stale"):
            assert row.line.difference


def test_how_the_board_decided_is_said_in_a_sentence(loaded):
    pack = plan_pack(get_plan("example-plan"), as_at=date(2026, 11, 20))
    tally = pack.state.tally
    assert f"endorsed {tally.n_board('endorsed')} of {tally.n} actions" in pack.board_sentence
    assert f"do not agree on {tally.n_differ} actions" in pack.board_sentence
    counted = Standing.objects.of_plan(get_plan("example-plan")).at(date(2026, 11, 20))
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
