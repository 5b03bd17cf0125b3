"""What is asked of a plan on a day: the open questions, those that were closed, and the rules."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import get_script_prefix, reverse
from django.utils import timezone

from plans.models import Plan, QuestionAnswer, RoleHolder, RuleSwitch, Standing, User
from plans.readmodels import SourcePlace, Word
from plans.readmodels_questions import Asked, ClosedQuestion, QuestionLine, RuleLine
from plans.rules.dates import long_date
from plans.rules.governance import CLOSING, AnswerKind
from plans.rules.questions.facts import PlanFacts, Severity
from plans.rules.questions.register import BY_CODE, RULES, Question, Rule, ask
from plans.selectors.question_facts import facts_and_ids

FEW = 15  # a question about so many actions is shown with each of them


def plan_questions(
    plan: Plan, *, as_at: date, known_on: date | None = None, query: str = ""
) -> tuple[QuestionLine, ...]:
    """The questions that are open, the most severe first, then in the order of the plan.

    Those about the whole plan stand before those about one action. `query` is the page's own as-at
    part, kept in every link.
    """
    lines = asked_of(plan, as_at=as_at, known_on=known_on).open
    return tuple(with_day(line, query) for line in lines)


def with_day(line: QuestionLine, query: str) -> QuestionLine:
    """The line with links that keep the day asked about."""
    if not query:
        return line
    links = tuple(Word(w.text, f"{w.url}?{query}") for w in line.links)
    return replace(line, url=f"{line.url}?{query}" if line.url else "", links=links)


def asked_of(plan: Plan, *, as_at: date, known_on: date | None = None) -> Asked:
    """Everything that is asked of the plan, read once, in six queries where its key has been read."""
    rules = rule_lines(plan, as_at=as_at, known_on=known_on)
    facts, ids, objectives = facts_and_ids(plan, as_at=as_at, known_on=known_on)
    answers = _Answers(plan, as_at=as_at, known_on=known_on)
    off = {rule.code for rule in rules if not rule.is_on}
    asked = sorted(ask(facts, off=off), key=_order(facts))
    open_lines, closed = [], []
    for question in asked:
        action = ids.get(question.ref)
        last = answers.last(question, action)
        line = _line(question, facts, ids, objectives, *answers.state(question, action))
        if last and last.kind in CLOSING:
            closed.append(
                ClosedQuestion(line, AnswerKind(last.kind).label, last.reason, _closed_text(last))
            )
        else:
            open_lines.append(line)
    return Asked(tuple(open_lines), tuple(closed), rules, tuple(objectives.items()))


def _order(facts: PlanFacts):
    place = {a.ref: n for n, a in enumerate(facts.actions)}
    rule = {r.code: n for n, r in enumerate(RULES)}

    def order(question: Question) -> tuple:
        at = place[question.ref] if question.ref else -1
        return question.severity.order, at, rule[question.code]

    return order


class _Answers:
    """What was done about a plan's questions, the last row of each first; one query."""

    def __init__(self, plan: Plan, *, as_at: date, known_on: date | None) -> None:
        rows = QuestionAnswer.objects.filter(plan=plan, effective_on__lte=as_at)
        if known_on is not None:
            rows = rows.filter(known_on__lte=known_on)
        self._last: dict[tuple, QuestionAnswer] = {}
        self._closed: dict[tuple, QuestionAnswer] = {}
        for row in rows.select_related("recorded_by", "meeting").order_by(
            "effective_on", "position", "pk"
        ):
            self._last[row.code, row.action_id, row.fingerprint] = row
            if row.kind in CLOSING and row.action_id:
                self._closed[row.code, row.action_id] = row
            elif row.kind in CLOSING and BY_CODE.get(row.code) and not BY_CODE[row.code].of_plan:
                self._closed[row.code, None] = row

    def last(self, question: Question, action: int | None) -> QuestionAnswer | None:
        """The last thing done about the question as its facts are now."""
        return self._last.get((question.code, action, question.fingerprint))

    def state(self, question: Question, action: int | None) -> tuple[str, str]:
        """How the question stands, as a word and in words."""
        last = self.last(question, action)
        if last and last.kind == AnswerKind.ASKED:
            return "asked", f"The board is asked to set it aside, {_by(last)}: {last.reason}"
        if last and last.kind == AnswerKind.KEPT_OPEN:
            return "open", f"The board kept it open, {_by(last)}: {last.reason}"
        before = self._closed.get((question.code, action))
        if before and before.fingerprint != question.fingerprint:
            how = AnswerKind(before.kind).label.lower()
            return (
                "back",
                f"It was {how}, {_by(before)} ({before.reason}); the facts have changed since.",
            )
        return "open", ""


def _by(row: QuestionAnswer) -> str:
    return f"{long_date(row.effective_on)}, {row.recorded_by}"


def _closed_text(row: QuestionAnswer) -> str:
    at = f", at the meeting of {row.meeting.as_written}" if row.meeting else ""
    return f"{long_date(row.effective_on)}, {row.recorded_by}{at}"


def _line(
    question: Question, facts: PlanFacts, ids: dict, objectives: dict, state: str, note: str
) -> QuestionLine:
    action = facts.by_ref.get(question.ref)
    number = action.objective if action else ""
    few = question.refs if question.ref is None and len(question.refs) <= FEW else ()
    return QuestionLine(
        code=question.code,
        label=BY_CODE[question.code].label,
        severity=question.severity,
        ref=question.ref,
        refs=question.refs,
        text=question.text,
        sources=tuple(SourcePlace(p.document, p.title, p.place) for p in question.sources),
        fingerprint=question.fingerprint,
        action_id=ids.get(question.ref),
        title=action.title if action else "",
        url=action_url(ids[question.ref]) if action else "",
        state=state,
        note=note,
        objective=number,
        objective_title=objectives.get(number, ""),
        links=tuple(Word(ref, action_url(ids[ref])) for ref in few),
    )


def action_url(pk: int) -> str:
    """The address of an action; made, not looked up, for a plan has hundreds of questions."""
    return f"{get_script_prefix()}actions/{pk}/"


def rule_lines(plan: Plan, *, as_at: date, known_on: date | None = None) -> tuple[RuleLine, ...]:
    """Every rule in its order, with whether it was on at the end of that day and who said so; one query."""
    day = min(as_at, known_on) if known_on else as_at
    until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = RuleSwitch.objects.filter(plan=plan, recorded_at__lt=until)
    last = {row.code: row for row in rows.select_related("recorded_by").order_by("pk")}
    return tuple(_rule(rule, last.get(rule.code)) for rule in RULES)


def _rule(rule: Rule, switch: RuleSwitch | None) -> RuleLine:
    switched = ""
    if switch:
        on = timezone.localtime(switch.recorded_at).date()
        switched = f"{long_date(on)}, {switch.recorded_by}"
    return RuleLine(
        code=rule.code,
        label=rule.label,
        asks=rule.asks,
        why=rule.why,
        severity=rule.severity,
        is_on=switch.is_on if switch else True,
        reason=switch.reason if switch else "",
        switched_text=switched,
    )


def questions_of_action(lines: Iterable[QuestionLine], ref: str) -> tuple[QuestionLine, ...]:
    """The questions about one action: its own, and those about it together with a few others.

    What is asked of a large part of the plan at once is asked of the plan, and is not among them.
    """
    return tuple(line for line in lines if ref in _own_refs(line))


def codes_by_action(lines: Iterable[QuestionLine]) -> dict[str, tuple[str, ...]]:
    """The codes of the questions that name each action, alone or in a list, by its ref.

    In the order of the questions, each code once.
    """
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        for ref in line.refs:
            found.setdefault(ref, {})[line.code] = None
    return {ref: tuple(codes) for ref, codes in found.items()}


def _own_refs(line: QuestionLine) -> tuple[str, ...]:
    """The actions whose own question it is."""
    return line.refs if line.ref or BY_CODE[line.code].of_group else ()


def counts_by_objective(lines: Iterable[QuestionLine]) -> Counter:
    """How many questions are open about each objective's actions, by its number; "" the plan's own."""
    return Counter(line.objective for line in lines)


def counts_by_code(lines: Iterable[QuestionLine]) -> Counter:
    """How many questions are open of each rule, by its code."""
    return Counter(line.code for line in lines)


def counts_by_severity(lines: Iterable[QuestionLine]) -> Counter:
    return Counter(line.severity for line in lines)


def ask_first(lines: Sequence[QuestionLine], *, most: int = 6) -> tuple[QuestionLine, ...]:
    """What a minute allows: of each rule its first question, the most severe first, then the rest.

    `lines` are in their order. No action stands there twice.
    """
    chosen: list[QuestionLine] = []
    for severity in Severity:
        own = [line for line in lines if line.severity is severity]
        firsts = {line.code: line for line in reversed(own)}
        for line in [*(o for o in own if firsts[o.code] is o), *own]:
            taken = {c.ref for c in chosen if c.ref}
            if line not in chosen and line.ref not in taken and len(chosen) < most:
                chosen.append(line)
    order = {id(line): n for n, line in enumerate(lines)}
    return tuple(sorted(chosen, key=lambda line: order[id(line)]))


def kinds(lines: Iterable[QuestionLine], plan: Plan, *, query: str = "") -> tuple[Word, ...]:
    """How many questions there are of each kind, as links: "10 late, and not said to be"."""
    n = counts_by_code(lines)
    address = reverse("plans:question-list", args=[plan.ref])
    suffix = f"&{query}" if query else ""
    return tuple(
        Word(f"{n[rule.code]} {rule.label}", f"{address}?code={rule.code}{suffix}")
        for rule in sorted(RULES, key=lambda r: -n[r.code])
        if n[rule.code]
    )


def actions_owned(plan: Plan, user: User, *, on: date) -> set[int]:
    """The ids of the plan's actions that a role of this person owns on that day; one query."""
    held = RoleHolder.objects.filter(user=user, from_on__lte=on).exclude(until_on__lte=on)
    rows = Standing.objects.of_plan(plan).at(on).order_by()
    owned = rows.filter(assignment__places__role__in=held.values("role"))
    return set(owned.values_list("action_id", flat=True))
