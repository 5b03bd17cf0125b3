"""The page of a plan's questions: narrowed, grouped, and with the ways to narrow it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from plans.models import Plan
from plans.readmodels import Word
from plans.readmodels_questions import Asked, QuestionGroup, QuestionLine, QuestionPage
from plans.rules.questions.facts import Severity
from plans.rules.questions.register import BY_CODE
from plans.rules.words import count_of, is_are, plural
from plans.selectors.kept import kept
from plans.selectors.questions import asked_of, counts_by_severity, kinds, with_day

PER_PAGE = 80


@dataclass(frozen=True)
class Narrowed:
    """What the address asks for: "" where it asks for all. `by_objective`: grouped so."""

    severity: str = ""
    code: str = ""
    objective: str = ""
    by_objective: bool = False
    query: str = ""  # the as-at part of the address
    page: int = 1


def question_page(
    plan: Plan, narrowed: Narrowed, *, as_at: date, known_on: date | None = None
) -> QuestionPage:
    """The page as plain values, with the open questions that the address asks for, a page at a time.

    What was gathered for the same address is kept until anything is written.
    """
    return kept(
        "questions",
        (plan.ref, narrowed, as_at, known_on),
        lambda: _gathered(plan, narrowed, as_at=as_at, known_on=known_on),
    )


def _gathered(
    plan: Plan, narrowed: Narrowed, *, as_at: date, known_on: date | None
) -> QuestionPage:
    asked = asked_of(plan, as_at=as_at, known_on=known_on)
    lines = [with_day(line, narrowed.query) for line in asked.open if _is_asked(line, narrowed)]
    groups = _by_objective(lines, asked) if narrowed.by_objective else _by_severity(lines)
    return QuestionPage(
        pages=_pages(plan, narrowed, len(lines)),
        sentence=_sentence(lines, asked, narrowed),
        sub=_sub(asked),
        kinds=kinds(asked.open, plan, query=narrowed.query),
        orders=_orders(plan, narrowed),
        filters=_filters(plan, narrowed),
        groups=tuple(_of_page(groups, narrowed.page)),
        closed=asked.closed,
        off=asked.off,
        rules=asked.rules,
    )


def _of_page(groups: Iterable[QuestionGroup], page: int) -> Iterable[QuestionGroup]:
    """The groups with only those lines that stand on the page; how many each has in all is said."""
    first, last = (page - 1) * PER_PAGE, page * PER_PAGE
    start = 0
    for group in groups:
        shown = group.lines[max(first - start, 0) : max(last - start, 0)]
        start += len(group.lines)
        if shown:
            yield replace(group, lines=shown)


def _pages(plan: Plan, narrowed: Narrowed, n: int) -> tuple[Word, ...]:
    """The ways to the page before and the page after, where there are any."""
    before = narrowed.page > 1
    after = narrowed.page * PER_PAGE < n
    return (
        *[Word("Previous page", _address(plan, narrowed, page=narrowed.page - 1))] * before,
        *[Word("Next page", _address(plan, narrowed, page=narrowed.page + 1))] * after,
    )


def _is_asked(line: QuestionLine, narrowed: Narrowed) -> bool:
    return (
        narrowed.severity in ("", line.severity)
        and narrowed.code in ("", line.code)
        and narrowed.objective in ("", line.objective)
    )


def _sentence(lines: list[QuestionLine], asked: Asked, narrowed: Narrowed) -> str:
    """ "62 questions are open: 13 of high severity."."""
    n, total = len(lines), len(asked.open)
    if not total:
        return "No question is open."
    if n < total:
        return f"{n:,} of the {count_of(total, 'open question')} {is_are(n)} shown."
    high = counts_by_severity(lines)[Severity.HIGH]
    severe = f": {high:,} of high severity" if high else ", none of high severity"
    return f"{count_of(n, 'question')} {is_are(n)} open{severe}."


def _sub(asked: Asked) -> str:
    said = []
    if asked.closed:
        said.append(
            f"{count_of(len(asked.closed), 'question')} {is_are(len(asked.closed))} answered or set aside."
        )
    requests = sum(1 for line in asked.open if line.state == "asked")
    if requests:
        said.append(f"The board is asked to set {count_of(requests, 'question')} aside.")
    if asked.off:
        n = len(asked.off)
        said.append(f"{count_of(n, 'rule')} {is_are(n)} switched off for this plan.")
    return " ".join(said)


def _by_severity(lines: list[QuestionLine]) -> Iterable[QuestionGroup]:
    for severity in Severity:
        own = tuple(line for line in lines if line.severity is severity)
        if own:
            yield QuestionGroup(severity.label, severity.value, own, count_of(len(own), "question"))


def _by_objective(lines: list[QuestionLine], asked: Asked) -> Iterable[QuestionGroup]:
    """The plan's own first, then each objective in its order."""
    own = tuple(line for line in lines if line.ref is None)
    if own:
        yield QuestionGroup("The whole plan", "plan", own, count_of(len(own), "question"))
    for number, title in asked.objectives:
        own = tuple(line for line in lines if line.ref and line.objective == number)
        if own:
            n_text = count_of(len(own), "question")
            yield QuestionGroup(f"{number}. {title}", f"objective-{number}", own, n_text)


def _address(plan: Plan, narrowed: Narrowed, **changes) -> str:
    asked = replace(narrowed, **changes)
    pairs = [
        ("severity", asked.severity),
        ("code", asked.code),
        ("objective", asked.objective),
        ("by", "objective" if asked.by_objective else ""),
        ("page", str(asked.page) if "page" in changes and asked.page > 1 else ""),
    ]
    query = "&".join(q for q in (urlencode([p for p in pairs if p[1]]), asked.query) if q)
    path = reverse("plans:question-list", args=[plan.ref])
    return f"{path}?{query}" if query else path


def _orders(plan: Plan, narrowed: Narrowed) -> tuple[Word, ...]:
    """The two ways to group; the one that is shown has no address."""
    severity = "" if not narrowed.by_objective else _address(plan, narrowed, by_objective=False)
    objective = "" if narrowed.by_objective else _address(plan, narrowed, by_objective=True)
    return (Word("By severity", severity), Word(f"By {plan.objective_word}", objective))


def _filters(plan: Plan, narrowed: Narrowed) -> tuple[Word, ...]:
    """What the page is narrowed to, each with the address without it."""
    chosen = []
    if narrowed.severity:
        chosen.append(
            Word(Severity(narrowed.severity).label, _address(plan, narrowed, severity=""))
        )
    if narrowed.code:
        chosen.append(Word(BY_CODE[narrowed.code].label, _address(plan, narrowed, code="")))
    if narrowed.objective:
        word = f"{plan.objective_word} {narrowed.objective}"
        chosen.append(Word(word, _address(plan, narrowed, objective="")))
    return tuple(chosen)


def unknown_part(plan: Plan, narrowed: Narrowed) -> str:
    """What of the address names nothing, in a sentence; "" where all of it can be read."""
    if narrowed.severity and narrowed.severity not in list(Severity):
        return f"“{narrowed.severity[:40]}” is not a severity: choose high, medium or low."
    if narrowed.code and narrowed.code not in BY_CODE:
        return f"There is no rule “{narrowed.code[:40]}”."
    if narrowed.objective:
        numbers = list(plan.objectives.values_list("number", flat=True))
        if narrowed.objective not in numbers:
            many = plural(plan.objective_word)
            return f"This plan has the {many} {', '.join(numbers)}."
    return ""
