"""Each rule of questions: what it asks, where it is silent, and each of its thresholds on either side."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.meanings import Meaning
from plans.rules.questions.facts import (
    ActionFacts,
    Before,
    Day,
    Decided,
    Finding,
    ObjectiveFacts,
    Otherwise,
    Place,
    PlanFacts,
    Revision,
    Said,
    Severity,
)
from plans.rules.questions.register import BY_CODE, RULES, ask

TODAY = date(2015, 4, 23)
TABLE, REPORT = Place("pack", "Pack", "Table, row 1"), Place("pack", "Pack", "Report, 4.10")
CODES = [
    *("late-not-said", "complete-contradicted", "complete-no-evidence", "complete-not-endorsed"),
    *("endorsed-then-changed", "complete-early", "forecast-passed", "date-moved", "no-update"),
    *("no-owner", "no-date", "no-success-measure", "due-after-objective", "went-backwards"),
    *("same-title-differs", "sources-disagree"),
]


def on(days: int) -> date:
    """That many days after the day asked about."""
    return TODAY + timedelta(days=days)


def action(ref: str = "1.1", **facts) -> ActionFacts:
    """An action under way that no rule asks about."""
    quiet = {
        "title": f"Do {ref}",
        "objective": "1",
        "word": "Amber",
        "meaning": Meaning.UNDER_WAY,
        "rated": Day(TODAY),
        "updated": Day(TODAY),
        "due": Day(on(30)),
        "first_due_on": on(30),
        "comment": "Training was given in March 2015 and an audit followed.",
    }
    return ActionFacts(ref=ref, **quiet | facts)


def complete(ref: str = "1.1", **facts) -> ActionFacts:
    """A complete action that no rule asks about."""
    quiet = {
        "word": "Green",
        "meaning": Meaning.COMPLETE,
        "has_evidence": True,
        "decided": Decided("endorsed", Day(TODAY), "April 2015"),
    }
    return action(ref, **quiet | facts)


def plan_of(*actions: ActionFacts, **facts) -> PlanFacts:
    quiet = {"begins_on": date(2014, 1, 1), "as_at": TODAY, "behind_word": "Red"}
    return PlanFacts(actions=actions, **quiet | facts)


def codes(*actions: ActionFacts, **facts) -> list[str]:
    return [q.code for q in ask(plan_of(*actions, **facts))]


def the(code: str, *actions: ActionFacts, **facts):
    """The one question of that rule."""
    (question,) = [q for q in ask(plan_of(*actions, **facts)) if q.code == code]
    return question


def others(n: int, make=action) -> list[ActionFacts]:
    return [make(f"9.{i}") for i in range(n)]


def test_the_sixteen_rules_of_the_design_are_all_there():
    assert set(CODES) <= set(BY_CODE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_says_what_it_asks_and_why_it_is_worth_a_minute(rule):
    assert rule.asks.endswith(".")
    assert len(rule.why.split()) > 15
    assert not rule.why.startswith("Why it is")


def test_actions_that_stand_well_are_asked_nothing():
    assert codes(action(), complete("1.2")) == []


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(("days", "is_asked"), [(-1, True), (0, False), (1, False)])
def test_late_is_from_the_first_day_after(days, is_asked):
    assert ("late-not-said" in codes(action(due=Day(on(days))))) == is_asked


def test_late_names_the_date_the_rating_and_what_the_key_calls_it():
    late = action(due=Day(date(2014, 5, 31)), rated_place=TABLE)
    assert the("late-not-said", late).text == (
        "Due by 31 May 2014, 327 days ago, and reported amber on 23 April 2015 (Table, row 1): "
        "nothing says that it is late. The key calls that red."
    )


def test_where_the_key_does_not_call_it_behind_the_question_does_not_say_so():
    late = action(due=Day(on(-1)))
    assert "key" not in the("late-not-said", late, overdue_is_behind=False).text
    assert "key" not in the("late-not-said", late, behind_word="").text


def test_what_is_reported_behind_is_said_to_be_late():
    assert "late-not-said" not in codes(action(due=Day(on(-9)), meaning=Meaning.BEHIND, word="Red"))


def test_a_comment_that_speaks_of_delay_is_not_called_silent():
    text = the("late-not-said", action(due=Day(on(-9)), comment="Delayed by recruitment.")).text
    assert "its rating does not say that it is late" in text


@pytest.mark.parametrize(("days", "severity"), [(92, Severity.MEDIUM), (93, Severity.HIGH)])
def test_later_than_a_quarter_is_severe(days, severity):
    assert the("late-not-said", action(due=Day(on(-days)))).severity is severity


@pytest.mark.parametrize(("days", "is_asked"), [(-1, True), (0, False), (1, False)])
def test_a_forecast_passes_the_day_after(days, is_asked):
    promised = action(forecast=Day(on(days)), forecast_on_record=Day(on(-40)))
    assert ("forecast-passed" in codes(promised)) == is_asked


def test_a_passed_forecast_of_an_overdue_action_is_severe():
    promised = action(forecast=Day(on(-1)), forecast_on_record=Day(on(-40)))
    assert the("forecast-passed", promised).severity is Severity.MEDIUM
    assert the("forecast-passed", replace(promised, due=Day(on(-1)))).severity is Severity.HIGH


def test_a_complete_action_has_no_forecast_to_keep():
    assert codes(complete(forecast=Day(on(-9)))) == []


def moved(*days: int, agreed_at: str = "March Board") -> ActionFacts:
    return action(
        first_due_on=on(1),
        due=Day(on(1 + sum(days))),
        revisions=tuple(
            Revision(Day(on(-9)), on(1 + sum(days[: n + 1])), agreed_at) for n in range(len(days))
        ),
    )


@pytest.mark.parametrize(
    ("days", "severity"),
    [
        ((92,), None),
        ((93,), Severity.MEDIUM),
        ((179,), Severity.MEDIUM),
        ((180,), Severity.HIGH),
        ((10, 10), Severity.MEDIUM),
        ((10, 10, 10), Severity.HIGH),
    ],
)
def test_how_often_and_how_far_a_date_was_moved(days, severity):
    found = [q.severity for q in ask(plan_of(moved(*days), *others(3))) if q.code == "date-moved"]
    assert found == ([severity] if severity else [])


def test_a_move_that_no_meeting_agreed_is_asked_about_however_small():
    question = the("date-moved", moved(10, agreed_at=""))
    assert question.severity is Severity.LOW
    assert question.text == (
        "Its date has been moved once, from 24 April 2015 to 4 May 2015, 10 days later in all. "
        "It was agreed at no meeting on record."
    )


def test_written_otherwise_but_the_same_day_is_no_move():
    same = replace(moved(10), revisions=(Revision(Day(on(-9)), on(1), ""),), due=Day(on(1)))
    assert codes(same) == []


def test_no_date_matters_more_where_it_is_outstanding():
    assert the("no-date", action(due=None, due_as_written="Tbc")).severity is Severity.MEDIUM
    assert the("no-date", complete(due=None)).severity is Severity.LOW


@pytest.mark.parametrize(("days", "is_asked"), [(30, False), (29, True), (31, False)])
def test_due_after_its_objective(days, is_asked):
    facts = action(objective_due=Day(on(days)))
    assert ("due-after-objective" in codes(facts)) == is_asked


# ---------------------------------------------------------------- claims


def test_what_remains_contradicts_complete():
    claim = complete(remaining="The module is still to be given.", remains_said=True)
    question = the("complete-contradicted", claim)
    assert question.severity is Severity.MEDIUM
    assert question.text == (
        "Reported green on 23 April 2015, yet work remains: “The module is still to be given”."
    )


def test_what_remained_before_the_claim_does_not_contradict_it():
    assert codes(complete(remaining="To be given.", remains_said=False)) == []


@pytest.mark.parametrize(("days", "severity"), [(-1, Severity.HIGH), (0, Severity.MEDIUM)])
def test_work_that_remains_past_its_date_is_severe(days, severity):
    claim = complete(remaining="x", remains_said=True, due=Day(on(days)))
    assert the("complete-contradicted", claim).severity is severity


@pytest.mark.parametrize(("days", "is_asked"), [(0, False), (1, True)])
def test_its_own_forecast_contradicts_it(days, is_asked):
    claim = complete(forecast=Day(on(days)), forecast_said=True)
    assert ("complete-contradicted" in codes(claim)) == is_asked


def test_a_forecast_from_before_the_claim_does_not():
    assert codes(complete(forecast=Day(on(9)), forecast_said=False)) == []


@pytest.mark.parametrize(
    ("finding", "severity"),
    [("disagrees", Severity.HIGH), ("doubts", Severity.MEDIUM), ("agrees", None)],
)
def test_another_body_contradicts_it(finding, severity):
    claim = complete(decided=None, findings=(Finding("Auditors", finding, "x", Day(TODAY)),))
    found = [q.severity for q in ask(plan_of(claim)) if q.code == "complete-contradicted"]
    assert found == ([severity] if severity else [])


def test_a_body_that_agrees_later_takes_its_doubt_back():
    findings = (
        Finding("Auditors", "doubts", "x", Day(on(-9))),
        Finding("Auditors", "agrees", "y", Day(on(-2))),
    )
    assert "complete-contradicted" not in codes(complete(findings=findings))


def test_an_older_finding_is_met_by_later_evidence_or_by_the_board():
    old = (Finding("Auditors", "disagrees", "x", Day(on(-9))),)
    shown = complete(decided=None, findings=old)
    assert "complete-contradicted" not in codes(shown)
    assert "complete-contradicted" in codes(replace(shown, has_evidence=False))
    assert "complete-contradicted" not in codes(complete(has_evidence=False, findings=old))


def test_the_board_contradicts_what_it_challenged_until_it_is_changed():
    decided = Decided("challenged", Day(on(-3)), "April 2015", reason="Not shown.")
    assert (
        "challenged it on 20 April 2015: “Not shown”"
        in the("complete-contradicted", complete(decided=decided)).text
    )
    changed = complete(decided=replace(decided, awaits=True))
    assert "complete-contradicted" not in codes(changed)


def test_another_paper_of_the_same_day_contradicts_it():
    said = (
        Said(Day(TODAY), 1, "Green", Meaning.COMPLETE, None, TABLE),
        Said(Day(TODAY), 2, "Amber", Meaning.UNDER_WAY, None, REPORT),
    )
    claim = complete(said=said, rated_place=TABLE)
    assert "Report, 4.10 of the same day says amber" in the("complete-contradicted", claim).text
    assert the("complete-contradicted", claim).sources == (TABLE, REPORT)


def test_a_comment_that_hedges_is_asked_about_and_never_more_than_low():
    claim = complete(comment="Attendance was good in 2014, except in June. All came since.")
    question = the("complete-contradicted", claim)
    assert question.severity is Severity.LOW
    assert "“Attendance was good in 2014, except in June”" in question.text


@pytest.mark.parametrize(
    ("comment", "severity"),
    [
        ("", Severity.MEDIUM),
        ("In place.", Severity.MEDIUM),
        ("The post is in place.", Severity.MEDIUM),
        ("Rolled out on 9 March.", Severity.LOW),
        ("The role of champion is in place.", Severity.LOW),
    ],
)
def test_a_bare_comment_shows_nothing(comment, severity):
    claim = complete(has_evidence=False, comment=comment)
    assert the("complete-no-evidence", claim).severity is severity


def test_what_was_reported_after_the_last_meeting_cannot_be_endorsed_yet():
    claim = complete(decided=None)
    assert "complete-not-endorsed" in codes(claim)
    assert "complete-not-endorsed" in codes(claim, last_meeting=TODAY)
    assert "complete-not-endorsed" not in codes(claim, last_meeting=on(-1))


def test_deferred_is_not_endorsed():
    decided = Decided("deferred", Day(TODAY), "April 2015", awaits=True)
    assert "deferred it" in the("complete-not-endorsed", complete(decided=decided)).text


def test_endorsed_then_changed_names_what_changed():
    decided = Decided("stale", Day(on(-30)), "March 2015", changed=("comment", "due"), awaits=True)
    question = the("endorsed-then-changed", complete(decided=decided))
    assert question.severity is Severity.HIGH
    assert "since then the comment and the due date have changed." in question.text
    assert "complete-not-endorsed" not in codes(complete(decided=decided))


@pytest.mark.parametrize(("days", "is_asked"), [(28, False), (29, True)])
def test_early_is_a_question_only_well_before_and_without_evidence(days, is_asked):
    claim = complete(due=Day(on(days)), has_evidence=False)
    assert ("complete-early" in codes(claim)) == is_asked
    assert "complete-early" not in codes(replace(claim, has_evidence=True))


def test_early_is_not_asked_once_the_date_has_passed():
    claim = complete(rated=Day(on(-60)), due=Day(on(-1)), has_evidence=False)
    assert "complete-early" not in codes(claim)


def test_complete_while_its_date_is_still_to_be_confirmed():
    claim = complete(due=None, due_as_written="Tbc (roll out due Summer 2016)", has_evidence=False)
    assert "still to be confirmed" in the("complete-early", claim).text


def test_complete_straight_from_not_due():
    before = Before("Blue", Meaning.NOT_DUE, Day(on(-20)))
    claim = complete(due=Day(on(5)), before=before, has_evidence=False)
    assert "straight from being reported blue" in the("complete-early", claim).text


def test_complete_before_what_it_names():
    claim = complete("6.11", names=("6.2", "6.3"))
    done, unfinished = complete("6.2"), action("6.3")
    assert "it names 6.3 (amber)" in the("rests-on-open", claim, done, unfinished).text
    assert codes(claim, done, complete("6.3")) == []


# ---------------------------------------------------------------- keeping


@pytest.mark.parametrize(("rest", "is_asked"), [(14, False), (15, True)])
def test_silence_is_asked_about_a_fortnight_after_the_meeting(rest, is_asked):
    silent = action(rated=Day(on(-40)), updated=Day(on(-rest)))
    assert ("no-update" in codes(silent, last_meeting=on(-rest))) == is_asked


def test_a_word_since_the_meeting_is_no_silence():
    assert "no-update" not in codes(action(updated=Day(on(-19))), last_meeting=on(-20))


@pytest.mark.parametrize(("days", "is_asked"), [(92, False), (93, True)])
def test_without_a_dated_meeting_a_quarter_counts(days, is_asked):
    assert ("no-update" in codes(action(updated=Day(on(-days))))) == is_asked


def test_a_passed_forecast_asks_for_news_already():
    silent = action(updated=Day(on(-40)), forecast=Day(on(-1)))
    assert "no-update" not in codes(silent, last_meeting=on(-20))


def test_what_was_never_reported_is_severe_where_it_is_late():
    never = action(rated=None, updated=None, word="", meaning=None)
    assert the("no-update", never).severity is Severity.MEDIUM
    assert the("no-update", replace(never, due=Day(on(-1)))).severity is Severity.HIGH
    assert "no-update" not in codes(never, begins_on=on(-92))


def test_an_outstanding_action_without_an_owner():
    nobody = action(has_owner=False, owners_as_written="TBC")
    assert (
        the("no-owner", nobody).text == "No role owns it: “TBC” names nobody. Who answers for it?"
    )
    assert codes(complete(has_owner=False)) == []


def test_a_missing_success_measure_is_low():
    assert the("no-success-measure", action(has_success_measure=False)).severity is Severity.LOW


@pytest.mark.parametrize(
    ("before", "now", "severity"),
    [
        (Meaning.COMPLETE, Meaning.UNDER_WAY, Severity.HIGH),
        (Meaning.UNDER_WAY, Meaning.BEHIND, Severity.MEDIUM),
        (Meaning.BEHIND, Meaning.UNDER_WAY, None),
        (Meaning.NOT_DUE, Meaning.BEHIND, None),
    ],
)
def test_going_backwards(before, now, severity):
    back = action(meaning=now, before=Before("X", before, Day(on(-30))))
    found = [q.severity for q in ask(plan_of(back)) if q.code == "went-backwards"]
    assert found == ([severity] if severity else [])


# ---------------------------------------------------------------- what does not fit together


SAID = (
    Said(Day(TODAY), 1, "Green", Meaning.COMPLETE, Day(on(38), "month"), TABLE),
    Said(Day(TODAY), 2, "Amber", Meaning.UNDER_WAY, Day(on(7), "month"), REPORT),
)


def test_papers_of_one_day_that_rate_it_differently():
    question = the("sources-disagree", action(said=SAID, rated_place=REPORT))
    assert question.severity is Severity.HIGH
    assert "green (Table, row 1); amber (Report, 4.10). Which is it?" in question.text


def test_a_later_word_settles_what_papers_disagreed_on():
    said = tuple(replace(s, day=Day(on(-9))) for s in SAID)
    assert "sources-disagree" not in codes(action(said=said, rated_place=None))


def test_papers_of_one_day_that_expect_it_at_different_times():
    said = tuple(replace(s, word="", meaning=None) for s in SAID)
    promised = action(
        said=said,
        forecast=Day(on(7), "month"),
        forecast_on_record=Day(TODAY),
        forecast_place=REPORT,
    )
    question = the("sources-disagree", promised)
    assert question.severity is Severity.LOW
    assert "May 2015 (Table, row 1); April 2015 (Report, 4.10)" in question.text


def test_a_remark_that_calls_the_whole_complete():
    remark = Otherwise("All of Part A is complete.", Meaning.COMPLETE, Day(TODAY), REPORT)
    assert "sources-disagree" in codes(action(otherwise=(remark,)))
    assert "sources-disagree" not in codes(complete(otherwise=(remark,)))
    settled = replace(remark, day=Day(on(-1)))
    assert "sources-disagree" not in codes(action(otherwise=(settled,)))


def test_one_title_with_two_ratings():
    same = [
        replace(a, title=t) for a, t in ((action("1.1"), "Do it."), (complete("2.1"), "do  it"))
    ]
    question = the("same-title-differs", *same)
    assert (question.ref, question.refs) == (None, ("1.1", "2.1"))
    assert question.severity is Severity.HIGH


def test_one_title_alike_in_all_counts_several_times():
    same = [replace(complete(ref), title="Do it") for ref in ("1.1", "2.1", "3.1")]
    assert the("counted-again", *same).refs == ("1.1", "2.1", "3.1")
    assert (
        codes(*(replace(a, rated=None, word="", meaning=None) for a in same[:2]), begins_on=TODAY)
        == []
    )


@pytest.mark.parametrize(("n", "is_asked"), [(4, False), (5, True)])
def test_everything_expected_in_one_month(n, is_asked):
    promised = [action(f"1.{i}", forecast=Day(date(2015, 5, 31))) for i in range(n)]
    assert ("forecasts-together" in codes(*promised)) == is_asked
    assert "forecasts-together" not in codes(*promised, *others(n))


def test_objectives_whose_dates_have_passed_want_a_judgement():
    objectives = (
        ObjectiveFacts("1", Day(on(-1))),
        ObjectiveFacts("2", Day(TODAY)),
        ObjectiveFacts("3", Day(on(-1)), is_judged=True),
    )
    question = the(
        "objective-not-judged", action(), complete("3.1", objective="3"), objectives=objectives
    )
    assert question.refs == ("1.1",)
    assert question.text.startswith("1 objective is past its date (the first, 22 April 2015)")


# ---------------------------------------------------------------- one question about the plan


def late(ref: str) -> ActionFacts:
    return action(ref, due=Day(on(-9)))


@pytest.mark.parametrize(("n", "rest", "refs"), [(3, 6, 3), (4, 7, 1), (2, 4, 2)])
def test_more_than_a_third_is_one_question(n, rest, refs):
    found = ask(plan_of(*(late(f"1.{i}") for i in range(n)), *others(rest)))
    assert len([q for q in found if q.code == "late-not-said"]) == refs
    if refs == 1:
        assert found[0].ref is None
        assert found[0].refs == tuple(f"1.{i}" for i in range(n))


def test_papers_missing_from_all_that_is_complete_are_one_question():
    def bare(ref):
        return complete(ref, has_evidence=False)

    few = ask(plan_of(*others(9, bare), *others(40)))
    many = ask(plan_of(*others(10, bare), *others(40)))
    assert len([q for q in few if q.code == "complete-no-evidence"]) == 9
    assert len([q for q in many if q.code == "complete-no-evidence"]) == 1


def test_a_rule_that_is_off_asks_nothing():
    assert ask(plan_of(late("1.1")), off={"late-not-said"}) == []


# ---------------------------------------------------------------- fingerprints


@given(days=st.integers(min_value=0, max_value=60))
def test_the_same_facts_have_the_same_fingerprint_on_every_later_day(days):
    facts = action(due=Day(on(-1)), remaining="x")
    assert (
        the("late-not-said", facts).fingerprint
        == the("late-not-said", facts, as_at=on(days)).fingerprint
    )


@pytest.mark.parametrize("change", [{"word": "Blue"}, {"due": Day(on(-2))}, {"ref": "1.2"}])
def test_a_changed_fact_has_another(change):
    facts = action(due=Day(on(-1)))
    before, after = the("late-not-said", facts), the("late-not-said", replace(facts, **change))
    assert before.fingerprint != after.fingerprint


def test_another_comment_does_not_bring_a_late_question_back():
    facts = action(due=Day(on(-1)))
    again = replace(facts, comment="Still at it.", updated=Day(TODAY))
    assert the("late-not-said", facts).fingerprint == the("late-not-said", again).fingerprint
