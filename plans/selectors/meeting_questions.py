"""Which questions a meeting is asked to decide on."""

from collections.abc import Sequence
from datetime import date

from plans.models import Plan
from plans.readmodels_meetings import QuestionAsked
from plans.readmodels_questions import QuestionLine
from plans.rules.governance import AnswerKind
from plans.rules.questions.facts import Severity
from plans.selectors.kept import kept
from plans.selectors.questions import plan_questions


def questions_for(plan: Plan, plans: Sequence[Plan], *, as_at: date) -> list[QuestionAsked]:
    """The questions that the board is asked to set aside, then the open ones of high severity.

    `plans` are all those of the board: where there are several, each question names its plan.
    """
    lines = kept("questions of a meeting", (plan.ref, as_at), lambda: _for_the_board(plan, as_at))
    lines.sort(key=lambda q: q.state != AnswerKind.ASKED)
    return [as_asked(q, plan, several=len(plans) > 1) for q in lines]


def _for_the_board(plan: Plan, as_at: date) -> list[QuestionLine]:
    return [q for q in plan_questions(plan, as_at=as_at) if _is_for_the_board(q)]


def _is_for_the_board(question: QuestionLine) -> bool:
    return question.severity == Severity.HIGH or question.state == AnswerKind.ASKED


def as_asked(question: QuestionLine, plan: Plan, *, several: bool = False) -> QuestionAsked:
    """A question as a meeting is asked it; `several`: it names its plan."""
    return QuestionAsked(
        key=f"{plan.pk}-{question.fingerprint}",
        plan=plan.title if several else "",
        plan_ref=plan.ref,
        code=question.code,
        action_id=question.action_id,
        label=question.label,
        ref=question.ref or "",
        text=question.text,
        note=question.note,
        url=question.url,
        is_request=question.state == AnswerKind.ASKED,
    )
