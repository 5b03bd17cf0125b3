"""Says how a plan stood on a day, in words or as JSON."""

import json

from plans.management.arguments import (
    DatabaseCommand,
    add_day_arguments,
    iso_day,
    plan_on_day,
    today,
)
from plans.rules.dates import long_date
from plans.selectors.counts import state_sentence
from plans.selectors.state import PlanState, plan_state
from plans.summary import as_json


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
        state = plan_state(found, as_at=day, known_on=known)
        if options["json"]:
            # ASCII alone, so that a terminal of any character set can print it
            self.stdout.write(json.dumps(as_json(state), indent=2, ensure_ascii=True))
        else:
            self.stdout.write("\n".join(_words(state)))


def _words(state: PlanState):
    """The summary for a reader at a terminal."""
    known = f", of what was known on {long_date(state.known_on)}" if state.known_on else ""
    yield f"{state.title}, as at {long_date(state.as_at)}{known}"
    yield state_sentence(state.tally)
    yield ""
    for c in state.tally.counts:
        inferred = f" ({c.stated} stated, {c.inferred} inferred)" if c.inferred else ""
        yield f"  {c.word}: {c.n}{inferred}"
    for name, refs in (
        ("Overdue", [line.ref for line in state.lines if line.is_overdue]),
        ("Outstanding", [line.ref for line in state.lines if line.is_outstanding]),
    ):
        yield f"{name}: {', '.join(refs) or 'none'}"
