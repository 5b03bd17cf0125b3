"""Says what is asked of a plan on a day, in words or as JSON."""

import json

from plans.management.arguments import (
    DatabaseCommand,
    add_day_arguments,
    iso_day,
    plan_on_day,
    today,
)
from plans.readmodels_questions import QuestionLine
from plans.rules.dates import long_date
from plans.rules.words import count_of
from plans.selectors.questions import plan_questions


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "plan", metavar="PLAN", help="a plan's reference, such as 2014-improvement"
        )
        add_day_arguments(parser, known_on=True)
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *, plan: str, as_at: str | None, known_on: str | None, **options) -> None:
        found, day = plan_on_day(plan, as_at)
        known = iso_day(known_on, "--known-on", today=today())
        lines = plan_questions(found, as_at=day, known_on=known)
        if options["json"]:
            # ASCII alone, so that a terminal of any character set can print it
            self.stdout.write(json.dumps(as_json(lines), indent=2, ensure_ascii=True))
            return
        limit = f", of what was known on {long_date(known)}" if known else ""
        self.stdout.write(f"{found.title}, as at {long_date(day)}{limit}")
        self.stdout.write(f"{count_of(len(lines), 'question')} open")
        for line in lines:
            self.stdout.write(f"  {line.severity}  {line.about}  {line.code}: {line.text}")


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
