"""Says how a plan stood on a day, in words or as JSON."""

from collections.abc import Iterator
from datetime import date

from plans.management.arguments import PlanCommand
from plans.models import Plan
from plans.selectors.counts import state_sentence
from plans.selectors.state import PlanState, plan_state
from plans.summary import as_json


class Command(PlanCommand):
    help = __doc__

    def answer(self, plan: Plan, *, as_at: date, known_on: date | None):
        state = plan_state(plan, as_at=as_at, known_on=known_on)
        return lambda: as_json(state), lambda: _words(state)


def _words(state: PlanState) -> Iterator[str]:
    """The summary for a reader at a terminal."""
    yield state_sentence(state.tally)
    yield ""
    for c in state.tally.counts:
        inferred = f" ({c.stated} stated, {c.inferred} inferred)" if c.inferred else ""
        yield f"  {c.word}: {c.n}{inferred}"
    for name, refs in (
        ("Overdue", [line.ref for line in state.lines if line.is_overdue]),
        ("Outstanding", [line.ref for line in state.lines if line.is_outstanding]),
        ("Endorsed", [line.ref for line in state.lines if line.endorsed == "endorsed"]),
        ("Endorsed, then changed", [line.ref for line in state.lines if line.endorsed == "stale"]),
    ):
        yield f"{name}: {', '.join(refs) or 'none'}"
