"""The questions of the 2014 plan day by day, what is done about them, and the pages that show them.

Source: scrutiny pack of 16 June 2015, appendix 3 (Parts A and B) and paragraphs 4.7 to 4.11.
"""

import json
from collections import defaultdict
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plans.models import Action, Assurance, Decision, QuestionAnswer, RuleSwitch, Update
from plans.rules.access import Position
from plans.rules.questions.facts import Severity
from plans.rules.questions.register import RULES
from plans.selectors.plans import get_plan
from plans.selectors.questions import (
    ask_first,
    asked_of,
    codes_by_action,
    counts_by_objective,
    plan_questions,
    questions_of_action,
    rule_lines,
)
from plans.services.endorsing import decide
from plans.services.errors import NotAllowed, Refused
from plans.services.questions import (
    ClosedAlready,
    NoLongerAsked,
    answer_question,
    ask_set_aside,
    keep_open,
    set_aside,
    switch_rule,
)
from plans.services.statements import record_update, revise_due
from tests.conftest import AT
from tests.test_pages import MOST, grow, queries_first_and_again

TODAY = AT.date()
AT_AGAIN = AT + timedelta(days=1)
APRIL = date(2015, 4, 23)
ADDRESS = "/plans/2014-improvement/questions/"

# As printed: ambers past the month of their By When column; the report's 4.7 to 4.11 settle none.
LATE = ["1.9", "2.4", "5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "10.7"]
# By When later than the month of the objective's heading (9.13's “Tbc” is no date).
AFTER = ["1.9", "2.6", "3.5", "5.3", "5.4", "5.11", "5.14", "6.3", "6.10", "10.7"]
NO_MEASURE = ["5.8", "5.9", "7.4", "9.6", "10.5"]  # blank success cells
# Green of Part A whose own comment leaves work (2.6, 3.5), or takes part of itself back (1.5).
CONTRADICTED_A = ["1.5", "2.6", "3.5"]
# The same of Part B: work left by the comment; 6.11 “ongoing”; 5.6, 5.7, 10.4, 10.5 doubts of the YJB.
CONTRADICTED_B = [
    *("5.4", "5.6", "5.7", "5.15", "5.16", "5.17", "6.7", "6.8", "6.11", "7.2", "7.6", "8.8"),
    *("9.4", "9.10", "9.11", "9.13", "9.17", "9.18", "9.21", "9.22", "10.4", "10.5"),
]
OPERATIONAL_PLAN = ["5.1", "6.1", "7.1", "8.1", "9.1", "10.1"]  # one title under six references
MAY = ["5.3", "5.11", "6.3", "6.5", "6.10", "8.6", "9.5", "10.7"]  # forecast for May 2015

BY_DAY = {
    # Part A's table of March; of Part B nothing is reported yet, and seven of it are late by their dates
    date(2015, 3, 31): {
        "late-not-said": [ref for ref in LATE if ref != "10.7"],
        "complete-contradicted": CONTRADICTED_A,
        "complete-early": ["2.6"],  # due May 2015
        "due-after-objective": AFTER,
        "no-success-measure": NO_MEASURE,
    },
    # 10.7 was due in March; 1.9 and 2.4 were forecast for March
    date(2015, 4, 1): {
        "late-not-said": LATE,
        "forecast-passed": ["1.9", "2.4"],
        "complete-contradicted": CONTRADICTED_A,
        "complete-early": ["2.6"],
        "due-after-objective": AFTER,
        "no-success-measure": NO_MEASURE,
    },
    # Part B's table and paragraphs 4.7 to 4.11
    date(2015, 4, 23): {
        "late-not-said": LATE,
        "forecast-passed": ["1.9", "2.4"],
        "complete-contradicted": [*CONTRADICTED_A, *CONTRADICTED_B],
        "complete-early": ["2.6", "5.4", "9.13"],  # due May, December 2015, “Tbc”
        "rests-on-open": ["6.11"],  # names 6.3
        "sources-disagree": ["5.14", "9.5"],  # April or May; achieved or not signed off
        "due-after-objective": AFTER,
        "no-success-measure": NO_MEASURE,
    },
    # the report: Part A called complete against 1.9 and 2.4; the May forecasts have gone by; 2.6 is
    # no longer early, its May having passed
    date(2015, 6, 16): {
        "late-not-said": LATE,
        "forecast-passed": ["1.9", "2.4", *MAY[:2], "5.14", *MAY[2:]],
        "complete-contradicted": [*CONTRADICTED_A, *CONTRADICTED_B],
        "complete-early": ["5.4", "9.13"],
        "rests-on-open": ["6.11"],
        "sources-disagree": ["1.9", "2.4", "5.14", "9.5"],
        "due-after-objective": AFTER,
        "no-success-measure": NO_MEASURE,
    },
}
# Questions about the plan, or about several actions, with how many actions: 93 of the greens; 91
# dates lost to “Achieved” or “Tbc”; 76 actions of Part B that nothing was reported of.
OF_PLAN = {
    date(2015, 3, 31): {
        "complete-not-endorsed": 26,
        "complete-no-evidence": 26,
        "no-update": 76,
        "no-date": 91,
        "objective-not-judged": 78,
    },
    date(2015, 4, 1): {
        "complete-not-endorsed": 26,
        "complete-no-evidence": 26,
        "no-update": 76,
        "no-date": 91,
        "objective-not-judged": 78,
    },
    date(2015, 4, 23): {
        "complete-not-endorsed": 93,
        "complete-no-evidence": 93,
        "no-date": 91,
        "forecasts-together": 8,
        "objective-not-judged": 11,
        "counted-again": 6,
    },
    date(2015, 6, 16): {
        "complete-not-endorsed": 93,
        "complete-no-evidence": 93,
        "no-date": 91,
        "objective-not-judged": 11,
        "counted-again": 6,
    },
}


@pytest.fixture
def plan(loaded):
    return get_plan("2014-improvement")


def refs_by_code(lines) -> dict[str, list[str]]:
    order = {
        ref: n
        for n, ref in enumerate(
            Action.objects.filter(plan__ref="2014-improvement").values_list("ref", flat=True)
        )
    }
    found = defaultdict(list)
    for line in lines:
        if line.ref:
            found[line.code].append(line.ref)
    return {code: sorted(refs, key=order.__getitem__) for code, refs in found.items()}


@pytest.mark.parametrize("day", BY_DAY, ids=str)
def test_what_is_asked_of_each_action(plan, day):
    order = list(plan.actions.values_list("ref", flat=True))
    expected = {code: sorted(refs, key=order.index) for code, refs in BY_DAY[day].items()}
    found = refs_by_code(plan_questions(plan, as_at=day))
    assert {code: sorted(refs, key=order.index) for code, refs in found.items()} == expected


@pytest.mark.parametrize("day", OF_PLAN, ids=str)
def test_what_is_asked_of_the_plan(plan, day):
    lines = [q for q in plan_questions(plan, as_at=day) if q.ref is None]
    assert {q.code: len(q.refs) for q in lines} == OF_PLAN[day]


def test_every_late_action_and_no_other_is_asked_about_its_date(plan):
    lines = plan_questions(plan, as_at=APRIL)
    out = StringIO()
    call_command("plan_summary", plan.ref, "--json", "--as-at", "2015-04-23", stdout=out)
    assert json.loads(out.getvalue())["overdue"] == LATE
    assert sorted(q.ref for q in lines if q.code == "late-not-said") == sorted(LATE)


def test_what_was_not_known_yet_is_not_asked(plan):
    """The pack was published on 16 June 2015: the day before, nobody had reported anything."""
    before = plan_questions(plan, as_at=APRIL, known_on=date(2015, 6, 15))
    assert {q.code for q in before} & {"complete-contradicted", "sources-disagree"} == set()
    never = next(q for q in before if q.code == "no-update")
    assert len(never.refs) == 104
    known = plan_questions(plan, as_at=APRIL, known_on=date(2015, 6, 16))
    assert [q.fingerprint for q in known] == [
        q.fingerprint for q in plan_questions(plan, as_at=APRIL)
    ]


def test_the_most_severe_stand_first_then_the_order_of_the_plan(plan):
    lines = plan_questions(plan, as_at=APRIL)
    assert [q.severity.order for q in lines] == sorted(q.severity.order for q in lines)
    order = list(plan.actions.values_list("ref", flat=True))
    high = [order.index(q.ref) for q in lines if q.ref and q.severity is Severity.HIGH]
    assert high == sorted(high)


def test_every_question_of_an_action_names_a_document_and_a_place(plan):
    lines = plan_questions(plan, as_at=APRIL)
    assert all(q.sources and all(s.place for s in q.sources) for q in lines if q.ref)


def test_9_5_is_asked_with_both_its_sources(plan):
    lines = questions_of_action(plan_questions(plan, as_at=APRIL), "9.5")
    assert [q.code for q in lines] == ["sources-disagree", "forecasts-together"]
    line = lines[0]
    assert [s.place for s in line.sources] == [
        "Appendix 3, Part B, objective 9, row 5",
        "Report, paragraph 4.10",
    ]
    assert line.text == (
        "Statements of the same day, 23 April 2015, rate it differently: green (Appendix 3, Part B, "
        "objective 9, row 5); amber (Report, paragraph 4.10). Which is it?"
    )


def test_a_minute_has_room_for_six_and_for_no_action_twice(plan):
    lines = plan_questions(plan, as_at=APRIL)
    first = ask_first(lines)
    assert len(first) == 6
    assert len({q.ref for q in first if q.ref}) == len([q for q in first if q.ref])
    assert "9.5" in [q.ref for q in first]
    assert all(q.severity is Severity.HIGH for q in first)


def test_counts_by_objective_add_up(plan):
    lines = plan_questions(plan, as_at=APRIL)
    counts = counts_by_objective(lines)
    assert counts.total() == len(lines)
    assert counts[""] == len(OF_PLAN[APRIL])


def test_an_action_has_the_codes_of_all_questions_that_name_it(plan):
    codes = codes_by_action(plan_questions(plan, as_at=APRIL))
    assert "counted-again" in codes["7.1"]
    assert {"late-not-said", "forecast-passed"} <= set(codes["2.4"])
    assert codes["1.4"] == ("complete-not-endorsed", "complete-no-evidence", "no-date")


# ---------------------------------------------------------------- what is done about them


def question_of(plan, code: str, ref: str | None, on: date = TODAY):
    return next(q for q in plan_questions(plan, as_at=on) if (q.code, q.ref) == (code, ref))


@pytest.fixture
def asked(plan):
    """What the services take: a question of today, by its rule and action."""

    def asked(code: str, ref: str | None) -> tuple:
        action = plan.actions.get(ref=ref) if ref else None
        return plan, code, action, question_of(plan, code, ref).fingerprint

    return asked


def test_an_answer_is_an_update_that_changes_nothing_else(plan, manager, asked):
    before = question_of(plan, "late-not-said", "2.4")
    answer = answer_question(*asked("late-not-said", "2.4"), "It waits.", by=manager, at=AT)
    assert answer.update.reason == "Answer to the question “late, and not said to be”: It waits."
    assert answer.question == before.text
    assert (answer.update.rating, answer.update.comment) == (None, None)
    standing = plan.actions.get(ref="2.4").standings.get(until_on=None, known_until=None)
    assert standing.latest_id == answer.update_id
    assert standing.rating.word == "Amber"


def test_an_answered_question_is_closed_and_says_by_whom(plan, manager, asked):
    n = len(plan_questions(plan, as_at=TODAY))
    answer_question(*asked("late-not-said", "2.4"), "It waits.", by=manager, at=AT)
    assert len(plan_questions(plan, as_at=TODAY)) == n - 1
    (closed,) = asked_of(plan, as_at=TODAY).closed
    assert (closed.line.ref, closed.how, closed.reason) == ("2.4", "Answered", "It waits.")
    assert closed.closed_text == f"1 July 2015, {manager}"
    assert asked_of(plan, as_at=TODAY - timedelta(days=1)).closed == ()


def test_a_closed_question_stays_closed_while_its_facts_stand(plan, manager, asked):
    answer_question(*asked("late-not-said", "2.4"), "It waits.", by=manager, at=AT)
    later = plan_questions(plan, as_at=TODAY + timedelta(days=100))
    assert ("late-not-said", "2.4") not in [(q.code, q.ref) for q in later]


def test_it_is_back_when_its_facts_change_and_says_so(plan, manager, asked):
    answer_question(*asked("late-not-said", "2.4"), "It waits.", by=manager, at=AT)
    action = plan.actions.get(ref="2.4")
    record_update(
        action, by=manager, at=AT, revised_due="May 2015", revised_reason="Agreed by health"
    )
    line = question_of(plan, "late-not-said", "2.4")
    assert line.state == "back"
    assert line.note == (
        f"It was answered, 1 July 2015, {manager} (It waits.); the facts have changed since."
    )


def test_a_question_about_the_plan_is_answered_without_an_update(plan, manager, asked):
    n = Update.objects.count()
    answer = answer_question(*asked("no-date", None), "They are lost.", by=manager, at=AT)
    assert (answer.update, answer.action) == (None, None)
    assert Update.objects.count() == n
    assert "no-date" not in [q.code for q in plan_questions(plan, as_at=TODAY)]


def test_an_answer_without_words_is_refused(asked, manager):
    with pytest.raises(Refused, match="Say what the answer is") as refused:
        answer_question(*asked("late-not-said", "2.4"), "  ", by=manager, at=AT)
    assert refused.value.field == "reason"
    assert not QuestionAnswer.objects.exists()


def test_a_question_that_is_no_longer_asked_is_refused(plan, manager, asked):
    given = asked("late-not-said", "2.4")
    record_update(given[2], by=manager, at=AT, rating="Red")
    n = Update.objects.count()
    with pytest.raises(NoLongerAsked, match="not asked any more"):
        answer_question(*given, "It waits.", by=manager, at=AT)
    assert (Update.objects.count(), QuestionAnswer.objects.count()) == (n, 0)


def test_what_somebody_else_closed_is_refused_with_their_words(manager, asked):
    given = asked("late-not-said", "2.4")
    answer_question(*given, "It waits.", by=manager, at=AT)
    with pytest.raises(ClosedAlready, match=r"answered already .*It waits\."):
        answer_question(*given, "Mine.", by=manager, at=AT_AGAIN)
    assert QuestionAnswer.objects.count() == 1


def test_an_owner_answers_only_on_actions_of_their_own(owner, asked):
    with pytest.raises(NotAllowed, match=r"2\.4 is not one"):
        answer_question(*asked("late-not-said", "2.4"), "It waits.", by=owner, at=AT)
    with pytest.raises(NotAllowed, match="whole plan"):
        answer_question(*asked("no-date", None), "Lost.", by=owner, at=AT)


def test_asking_the_board_leaves_the_question_open(plan, manager, asked):
    given = asked("no-success-measure", "5.8")
    ask_set_aside(*given, "It shares one.", by=manager, at=AT)
    line = question_of(plan, "no-success-measure", "5.8")
    assert line.state == "asked"
    assert "It shares one." in line.note
    with pytest.raises(ClosedAlready, match="asked already"):
        ask_set_aside(*given, "Again.", by=manager, at=AT)


def test_the_board_sets_aside_at_a_meeting_and_the_minutes_say_so(
    plan, manager, clerk, asked, meeting_on
):
    given, meeting = asked("no-success-measure", "5.8"), meeting_on(date(2015, 6, 25))
    ask_set_aside(*given, "It shares one.", by=manager, at=AT)
    answer = set_aside(get_plan(plan.ref), *given[1:], meeting, "It shares 5.7’s.", by=clerk, at=AT)
    decision = Decision.objects.get(answer=answer)
    assert decision.kind == "set-aside"
    assert decision.minute_lines.get().text.endswith(
        "Question set aside (no success measure): It shares 5.7’s."
    )
    (closed,) = asked_of(get_plan(plan.ref), as_at=TODAY).closed
    assert (closed.how, closed.reason) == ("Set aside", "It shares 5.7’s.")
    assert "at the meeting of" in closed.closed_text


def test_what_the_board_keeps_open_says_so(plan, clerk, asked, meeting_on):
    given, meeting = asked("late-not-said", "2.4"), meeting_on(date(2015, 6, 25))
    keep_open(get_plan(plan.ref), *given[1:], meeting, "Bring a date.", by=clerk, at=AT)
    line = question_of(plan, "late-not-said", "2.4")
    assert (line.state, "Bring a date." in line.note) == ("open", True)


def test_only_those_who_write_for_the_board_set_aside(plan, manager, asked, meeting_on):
    given, meeting = asked("late-not-said", "2.4"), meeting_on(date(2015, 6, 25))
    with pytest.raises(NotAllowed):
        set_aside(get_plan(plan.ref), *given[1:], meeting, "x", by=manager, at=AT)


def test_nothing_is_set_aside_at_a_meeting_that_has_not_happened(plan, clerk, asked, meeting_on):
    given, meeting = asked("late-not-said", "2.4"), meeting_on(date(2015, 7, 2))
    with pytest.raises(Refused, match="not happened"):
        set_aside(get_plan(plan.ref), *given[1:], meeting, "x", by=clerk, at=AT)
    assert not QuestionAnswer.objects.exists()


def test_a_rule_switched_off_asks_nothing_and_says_who_and_why(plan, manager):
    switch_rule(plan, "no-date", False, "The dates are lost for good.", by=manager, at=AT)
    assert "no-date" not in [q.code for q in plan_questions(plan, as_at=TODAY)]
    (off,) = asked_of(plan, as_at=TODAY).off
    assert (off.code, off.reason) == ("no-date", "The dates are lost for good.")
    assert off.switched_text == f"1 July 2015, {manager}"
    assert "no-date" in [q.code for q in plan_questions(plan, as_at=TODAY - timedelta(days=1))]


def test_a_rule_is_switched_on_again(plan, manager, clerk):
    switch_rule(plan, "no-date", False, "Lost.", by=manager, at=AT)
    switch_rule(plan, "no-date", True, "Found.", by=clerk, at=AT_AGAIN)
    assert all(rule.is_on for rule in rule_lines(plan, as_at=AT_AGAIN.date()))


@pytest.mark.parametrize(
    ("code", "is_on", "reason", "said"),
    [
        ("no-such", False, "x", "There is no rule “no-such”"),
        ("no-date", True, "x", "on already"),
        ("no-date", False, " ", "Say why the rule is switched off"),
    ],
)
def test_a_switch_that_changes_nothing_or_gives_no_reason_is_refused(
    plan, manager, code, is_on, reason, said
):
    with pytest.raises(Refused, match=said):
        switch_rule(plan, code, is_on, reason, by=manager, at=AT)
    assert not RuleSwitch.objects.exists()


# ---------------------------------------------------------------- live facts


def test_what_the_board_challenged_is_asked_until_it_changes(plan, manager, clerk, meeting_on):
    action = plan.actions.get(ref="7.5")
    update = action.updates.last()
    meeting = meeting_on(date(2015, 6, 25))
    decide(
        action,
        "challenged",
        meeting=meeting,
        update=update.pk,
        seen=0,
        reason="Not shown.",
        by=clerk,
        at=AT,
    )
    line = question_of(plan, "complete-contradicted", "7.5")
    assert "the board challenged it on 25 June 2015: “Not shown”" in line.text


def test_what_was_endorsed_and_then_changed_is_asked(plan, manager, clerk, meeting_on):
    action = plan.actions.get(ref="7.5")
    meeting = meeting_on(date(2015, 6, 25))
    decide(
        action,
        "endorsed",
        meeting=meeting,
        update=action.updates.last().pk,
        seen=0,
        by=clerk,
        at=AT,
    )
    record_update(action, by=manager, at=AT, comment="Stopped again.")
    line = question_of(plan, "endorsed-then-changed", "7.5")
    assert "The board endorsed it on 25 June 2015; since then the comment has changed." in line.text


def test_a_moved_date_counts_its_moves_and_days(plan, manager):
    action = plan.actions.get(ref="2.4")
    for month in ("March 2015", "December 2015"):
        revise_due(action, month, reason="Slipped", by=manager, at=AT)
    line = question_of(plan, "date-moved", "2.4")
    assert line.text == (
        "Its date has been moved twice, from 31 May 2014 to 31 December 2015, 579 days later in all. "
        "2 of the moves were agreed at no meeting on record."
    )


def test_going_backwards_is_asked_until_it_is_complete_again(plan, manager):
    action = plan.actions.get(ref="7.5")
    record_update(action, by=manager, at=AT, rating="Amber", comment="Fell apart.")
    assert (
        "after it had been reported green on 23 April 2015"
        in question_of(plan, "went-backwards", "7.5").text
    )
    record_update(action, by=manager, at=AT_AGAIN, rating="Amber", comment="Still.")
    on = AT_AGAIN.date()
    assert question_of(plan, "went-backwards", "7.5", on)
    record_update(action, by=manager, at=AT_AGAIN, rating="Green")
    assert "went-backwards" not in codes_by_action(plan_questions(plan, as_at=on)).get("7.5", ())


def test_a_corrected_statement_no_longer_disagrees(plan, manager):
    action = plan.actions.get(ref="9.5")
    table = action.updates.get(rating__word="Green")
    record_update(action, by=manager, at=AT, corrects=table, rating="Amber", comment="A misprint.")
    lines = questions_of_action(plan_questions(plan, as_at=TODAY), "9.5")
    assert "sources-disagree" not in [q.code for q in lines]


def test_another_body_is_heard(plan, manager):
    action = plan.actions.get(ref="7.5")
    Assurance.objects.create(
        action=action,
        body="Peer reviewers",
        finding="disagrees",
        text="Nobody uses it.",
        effective_on=date(2015, 6, 1),
        position=1,
        known_on=date(2015, 6, 1),
        recorded_by=manager,
        recorded_at=AT,
    )
    line = question_of(plan, "complete-contradicted", "7.5")
    assert line.severity is Severity.HIGH
    assert "Peer reviewers disagreed on 1 June 2015: “Nobody uses it”" in line.text


# ---------------------------------------------------------------- command and pages


def printed(*options: str) -> str:
    out = StringIO()
    call_command("plan_questions", "2014-improvement", *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_object_with_the_keys_of_the_contract(loaded):
    said = json.loads(printed("--as-at", "2015-04-23", "--json"))
    assert list(said) == ["questions"]
    assert all(
        list(q) == ["code", "severity", "ref", "refs", "text", "sources"] for q in said["questions"]
    )
    assert {tuple(s) for q in said["questions"] for s in q["sources"]} == {("document", "place")}
    of_plan = [q for q in said["questions"] if q["ref"] is None]
    assert all(q["refs"] for q in of_plan)


def test_the_command_says_the_same_in_words(loaded):
    text = printed("--as-at", "2015-04-23", "--known-on", "2015-06-16")
    assert "as at 23 April 2015, of what was known on 16 June 2015" in text
    assert "high  9.5  sources-disagree: Statements of the same day" in text


@pytest.mark.parametrize("option", ["2015-02-30", "2013-01-01", "2999-01-01"])
def test_the_command_refuses_a_day_in_a_sentence(loaded, option):
    with pytest.raises(CommandError, match=r"\."):
        printed("--as-at", option)


@pytest.fixture
def get(client_of, loaded):
    client = client_of(Position.BOARD_MEMBER)
    return lambda query="": client.get(f"{ADDRESS}{query}")


def test_the_page_opens_with_how_many_there_are(get, plan):
    n = len(plan_questions(plan, as_at=APRIL))
    text = get("?as_at=2015-04-23").content.decode()
    assert f"{n} questions are open: 13 of high severity." in text
    assert "10 late, and not said to be" in text


def test_the_page_groups_by_severity_or_by_objective(get):
    by_severity = get("?as_at=2015-04-23").context_data["page"].groups
    assert [g.title for g in by_severity] == [s.label for s in Severity]
    by_objective = get("?as_at=2015-04-23&by=objective").context_data["page"].groups
    assert by_objective[0].title == "The whole plan"
    assert [g.title.split(".")[0] for g in by_objective[1:]] == [
        str(n) for n in (1, 2, 3, *range(5, 11))
    ]


@pytest.mark.parametrize(
    ("query", "n"), [("code=late-not-said", 10), ("objective=2", 5), ("severity=high", 13)]
)
def test_the_page_is_narrowed(get, query, n):
    page = get(f"?as_at=2015-04-23&{query}").context_data["page"]
    assert sum(len(g.lines) for g in page.groups) == n
    assert "open questions" in page.sentence or "questions are open" in page.sentence


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("severity=grave", "“grave” is not a severity"),
        ("code=none", "There is no rule “none”"),
        ("objective=77", "This plan has the objectives 1, 2"),
    ],
)
def test_a_filter_that_names_nothing_is_answered_with_a_sentence(get, query, said):
    response = get(f"?{query}")
    assert response.status_code == 400
    assert said in response.content.decode()


def test_a_page_that_looks_back_has_no_forms(client_of, loaded):
    client = client_of(Position.MANAGER)
    past = client.get(f"{ADDRESS}?as_at=2015-04-23").content.decode()
    assert "<textarea" not in past
    assert "so no question can be answered here" in past
    assert "<textarea" in client.get(ADDRESS).content.decode()


def test_every_rule_is_explained_on_the_page(get):
    text = get().content.decode()
    assert all(rule.label.capitalize() in text for rule in RULES)


def sent(plan, code: str, ref: str | None, **more) -> dict:
    on = date.today()  # noqa: DTZ011
    line = question_of(plan, code, ref, on)
    return {"code": code, "action": line.action_id or "", "fingerprint": line.fingerprint} | more


def test_a_manager_answers_on_the_page(client_of, plan):
    client = client_of(Position.MANAGER)
    response = client.post(
        f"{ADDRESS}answer/",
        sent(plan, "no-success-measure", "5.8", reason="It shares one.", do="answer"),
        follow=True,
    )
    text = response.content.decode()
    assert "The question about 5.8 is answered." in text
    assert "It shares one." in text


def test_an_empty_answer_comes_back_with_the_question(client_of, plan):
    client = client_of(Position.MANAGER)
    response = client.post(
        f"{ADDRESS}answer/", sent(plan, "no-success-measure", "5.8", reason="", do="answer")
    )
    assert response.status_code == 422
    assert "Write the answer or the reason." in response.content.decode()
    assert not QuestionAnswer.objects.exists()


def test_what_was_typed_about_a_question_that_is_gone_is_shown(client_of, plan, manager):
    data = sent(plan, "no-success-measure", "5.8", reason="It shares one.", do="answer")
    response = client_of(Position.MANAGER).post(f"{ADDRESS}answer/", data | {"fingerprint": "0"})
    assert response.status_code == 422
    assert "not asked any more" in response.content.decode()
    assert "It shares one." in response.content.decode()


def test_the_clerk_sets_a_question_aside_on_the_page(client_of, plan, meeting_on):
    meeting = meeting_on(date(2015, 6, 25))
    data = sent(get_plan(plan.ref), "no-success-measure", "5.8", reason="Shared.", do="set-aside")
    client = client_of(Position.CLERK)
    opened = client.get(f"{ADDRESS}answer/", data)
    assert "At which meeting" in opened.content.decode()
    response = client.post(f"{ADDRESS}answer/", data | {"meeting": meeting.pk}, follow=True)
    assert "The question about 5.8 is set aside" in response.content.decode()


def test_an_owner_sees_forms_on_their_own_actions_alone(client_of, owner, plan):
    text = client_of(Position.OWNER).get(ADDRESS).content.decode()
    assert "<textarea" not in text


@pytest.mark.parametrize("position", [Position.BOARD_MEMBER, Position.PANEL_OFFICER])
def test_those_who_only_read_cannot_answer(client_of, plan, position):
    response = client_of(position).post(f"{ADDRESS}answer/", {})
    assert response.status_code == 403


def test_a_rule_is_switched_off_on_its_page(client_of, plan):
    client = client_of(Position.MANAGER)
    address = "/plans/2014-improvement/rules/switch/"
    refused = client.post(address, {"code": "no-date", "is_on": "off", "reason": ""})
    assert refused.status_code == 422
    assert "Say why the rule is switched off." in refused.content.decode()
    data = {"code": "no-date", "is_on": "off", "reason": "Lost for good."}
    done = client.post(address, data, follow=True)
    assert "1 of 20 rules is switched off for this plan." in done.content.decode()


@pytest.mark.parametrize("position", [Position.MANAGER, Position.OWNER, Position.CLERK])
def test_the_pages_ask_the_same_of_the_database_however_large_the_plan(
    client_of, loaded, manager, position
):
    client = client_of(position)
    addresses = [ADDRESS, f"{ADDRESS}?objective=5&by=objective", "/plans/2014-improvement/rules/"]
    before = [queries_first_and_again(client, a) for a in addresses]
    grow(loaded, 40, manager)
    assert [queries_first_and_again(client, a) for a in addresses] == before
    assert max(again for _, again in before) <= MOST


def test_reading_the_facts_takes_six_queries(plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        plan_questions(plan, as_at=APRIL)
