"""Says what is asked of a plan on a day, in words or as JSON."""

from collections.abc import Iterator
from datetime import date

from plans.management.arguments import PlanCommand
from plans.models import Plan
from plans.readmodels_questions import QuestionLine
from plans.rules.words import count_of
from plans.selectors.questions import plan_questions


class Command(PlanCommand):
    help = __doc__

    def answer(self, plan: Plan, *, as_at: date, known_on: date | None):
        lines = plan_questions(plan, as_at=as_at, known_on=known_on)
        return lambda: as_json(lines), lambda: _words(lines)


def _words(lines: tuple[QuestionLine, ...]) -> Iterator[str]:
    """The questions for a reader at a terminal."""
    yield f"{count_of(len(lines), 'question')} open"
    for line in lines:
        yield f"  {line.severity}  {line.about}  {line.code}: {line.text}"


def as_json(lines: tuple[QuestionLine, ...]) -> dict:
    """The object that `plan_questions --json` prints."""
    return {
        "questions": [
            {
                "code": line.code,
                "severity": line.severity.value,
                "ref": line.ref,
                "refs": list(line.refs),
                "text": line.text,
                "sources": [{"document": s.document, "place": s.place} for s in line.sources],
            }
            for line in lines
        ]
    }
