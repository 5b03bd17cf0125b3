"""The register of rules: what each asks and why, and everything that they ask of one plan."""

import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass

from plans.rules.questions import claims, dates, keeping, together
from plans.rules.questions.facts import (
    ActionFacts,
    Found,
    Place,
    PlanFacts,
    Severity,
    fingerprint,
)
from plans.rules.words import count_of

OfAction = Callable[[ActionFacts, PlanFacts], Found | None]
OfPlan = Callable[[PlanFacts], list[Found]]
InAll = Callable[[list[tuple[ActionFacts, Found]], PlanFacts], str]
MANY = 10


@dataclass(frozen=True)
class Rule:
    """One rule. It looks at each action (`of_action`) or at the plan (`of_plan`).

    `severity` is the usual one; `in_all` makes the one sentence where the rule holds for much of the
    plan, which then has the severity `severity_in_all`. `of_complete`: it asks only of what is
    reported complete, and is one question too where it holds for ten or more and more than a third
    of that: papers that are missing throughout are one thing to ask.
    """

    code: str
    label: str
    severity: Severity
    of_action: OfAction | None = None
    of_plan: OfPlan | None = None
    in_all: InAll | None = None
    severity_in_all: Severity | None = None
    of_complete: bool = False
    of_group: bool = False

    @property
    def asks(self) -> str:
        """What it asks, in a sentence: the first line of its docstring."""
        return self._doc[0]

    @property
    def why(self) -> str:
        """Why that is worth a board's minute, and when it is how severe."""
        text = self._doc[1].removeprefix("Why it is worth a minute: ")
        return text[:1].upper() + text[1:]

    @property
    def _doc(self) -> tuple[str, str]:
        first, _, rest = inspect.getdoc(self.of_action or self.of_plan).partition("\n\n")
        first, rest = (" ".join(part.split()).replace("'", "’") for part in (first, rest))
        return first, rest


H, M, L = Severity
RULES: tuple[Rule, ...] = (
    Rule(
        "late-not-said",
        "late, and not said to be",
        H,
        dates.late_not_said,
        in_all=dates.late_together,
        severity_in_all=H,
    ),
    Rule("complete-contradicted", "complete, yet contradicted", H, claims.complete_contradicted),
    Rule(
        "complete-no-evidence",
        "complete, with no evidence",
        L,
        claims.complete_no_evidence,
        in_all=claims.no_evidence_together,
        severity_in_all=M,
        of_complete=True,
    ),
    Rule(
        "complete-not-endorsed",
        "complete, and not endorsed",
        M,
        claims.complete_not_endorsed,
        in_all=claims.not_endorsed_together,
        severity_in_all=H,
        of_complete=True,
    ),
    Rule("endorsed-then-changed", "endorsed, then changed", H, claims.endorsed_then_changed),
    Rule("complete-early", "complete before its date", M, claims.complete_early),
    Rule("rests-on-open", "complete before what it rests on", M, claims.rests_on_open),
    Rule("forecast-passed", "forecast passed", H, dates.forecast_gone),
    Rule("date-moved", "date moved", M, dates.date_moved),
    Rule(
        "no-update",
        "nothing said since the last meeting",
        L,
        keeping.no_update,
        in_all=keeping.no_update_together,
        severity_in_all=H,
    ),
    Rule("no-owner", "no owner", M, keeping.no_owner),
    Rule(
        "no-date", "no due date", M, dates.no_date, in_all=dates.no_date_together, severity_in_all=M
    ),
    Rule("no-success-measure", "no success measure", L, keeping.no_success_measure),
    Rule("due-after-objective", "due after its objective", M, dates.due_after_objective),
    Rule("went-backwards", "went backwards", H, keeping.went_backwards),
    Rule(
        "same-title-differs",
        "same title, different state",
        M,
        of_plan=together.same_title_differs,
        of_group=True,
    ),
    Rule("sources-disagree", "sources disagree", H, together.sources_disagree),
    Rule(
        "forecasts-together",
        "all expected in one month",
        M,
        of_plan=together.forecasts_together,
        of_group=True,
    ),
    Rule(
        "objective-not-judged",
        "no judgement of objectives",
        M,
        of_plan=together.objective_not_judged,
    ),
    Rule(
        "counted-again",
        "same action counted again",
        L,
        of_plan=together.counted_again,
        of_group=True,
    ),
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


@dataclass(frozen=True)
class Question:
    """One question. `ref` None: about the plan, or about the several actions of `refs`."""

    code: str
    severity: Severity
    ref: str | None
    refs: tuple[str, ...]
    text: str
    sources: tuple[Place, ...]
    fingerprint: str


def ask(plan: PlanFacts, *, off: Collection[str] = ()) -> list[Question]:
    """Everything that the rules ask of the plan, rule by rule, but for those that are switched off."""
    return [q for rule in RULES if rule.code not in off for q in _asked(rule, plan)]


def _asked(rule: Rule, plan: PlanFacts) -> list[Question]:
    if rule.of_plan:
        return [_question(rule, None, found.refs, found) for found in rule.of_plan(plan)]
    found = [(a, f) for a in plan.actions if (f := rule.of_action(a, plan)) is not None]
    if holds_in_all(rule, len(found), plan):
        return [_in_all(rule, found, plan)]
    return [_question(rule, a.ref, (a.ref,), f) for a, f in found]


def holds_in_all(rule: Rule, n: int, plan: PlanFacts) -> bool:
    """Whether a rule that holds for `n` actions is one question about the plan.

    So it is where they are more than a third of the plan's actions; one action stays itself, however
    small the plan. Source: design, section 5.
    """
    if n > 1 and 3 * n > len(plan.actions):
        return True
    n_complete = sum(1 for a in plan.actions if a.is_complete)
    return rule.of_complete and n >= MANY and 3 * n > n_complete


def _in_all(rule: Rule, found: list[tuple[ActionFacts, Found]], plan: PlanFacts) -> Question:
    refs = tuple(a.ref for a, _ in found)
    n, all_of = count_of(len(refs), "action"), len(plan.actions)
    usual = f"{rule.label.capitalize()}: this holds for {n} of {all_of:,}."
    return _question(
        rule,
        None,
        refs,
        Found(
            text=rule.in_all(found, plan) if rule.in_all else usual,
            severity=rule.severity_in_all
            or min((f.severity for _, f in found), key=lambda s: s.order),
            sources=tuple(dict.fromkeys(p for _, f in found for p in f.sources)),
            decisive=(refs,),
        ),
    )


def _question(rule: Rule, ref: str | None, refs: tuple[str, ...], found: Found) -> Question:
    return Question(
        code=rule.code,
        severity=found.severity,
        ref=ref,
        refs=refs,
        text=found.text,
        sources=found.sources,
        fingerprint=fingerprint(rule.code, ref, found.decisive),
    )
