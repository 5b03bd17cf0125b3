"""The numbers of a plan that a text can quote, by name."""

from collections.abc import Callable

from plans.readmodels import Tally
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import Meaning
from plans.rules.words import plural
from plans.selectors.state import PlanState
from reports.narrative.live import Named, counted, held

# each count of a plan, a part or an objective: what it is in words, and how it is read
COUNTS: dict[str, tuple[str, Callable[[Tally], int]]] = {
    "actions": ("actions", lambda t: t.n),
    "outstanding": ("actions outstanding", lambda t: t.n_outstanding),
    "overdue": ("actions past their date", lambda t: t.n_overdue),
    "complete": ("actions reported complete", lambda t: t.n_meaning(Meaning.COMPLETE)),
    "under-way": ("actions reported under way", lambda t: t.n_meaning(Meaning.UNDER_WAY)),
    "behind": ("actions reported behind", lambda t: t.n_meaning(Meaning.BEHIND)),
    "not-due": ("actions reported not due", lambda t: t.n_meaning(Meaning.NOT_DUE)),
    "not-pursued": ("actions not pursued", lambda t: t.n_meaning(Meaning.NOT_PURSUED)),
    "unrated": ("actions without a rating", lambda t: t.n_unrated),
    "endorsed": ("actions endorsed by the board", lambda t: t.n_board(BoardDecision.ENDORSED)),
    "stale": ("actions endorsed, then changed", lambda t: t.n_board(STALE)),
    "work-remains": ("actions complete, yet work remains", lambda t: t.n_work_remains),
    "differ": ("actions whose readings differ", lambda t: t.n_differ),
}


def plan_fields(state: PlanState, *, is_public: bool = False) -> Named:
    """Every name of a plan with its value, the plan's own first, then those of parts and objectives.

    Questions quote what people typed, so none is asked for the public, nor are they counted.
    """
    return (
        (name, held(value.says) if is_public and name.endswith(".questions") else value)
        for name, value in _every(state)
    )


def _every(state: PlanState) -> Named:
    root, objectives = f"plan.{state.ref}", state.objectives
    many = plural(state.objective_word)
    yield f"{root}.objectives", counted(len(objectives), many)
    yield f"{root}.parts", counted(sum(1 for p in state.parts if p.code), "parts")
    yield from _of(root, "", state.tally, len(state.questions))
    for part in state.parts:
        if part.code:
            at, of = f"{root}.part.{part.code}", f"part {part.code}: "
            yield f"{at}.objectives", counted(len(part.objectives), f"{of}{many}")
            yield from _of(at, of, part.tally, part.n_questions)
    for o in objectives:
        at, of = f"{root}.objective.{o.number}", f"{state.objective_word} {o.number}: "
        yield from _of(at, of, o.tally, o.n_questions)


def _of(root: str, of: str, tally: Tally, n_questions: int) -> Named:
    for name, (says, count) in COUNTS.items():
        yield f"{root}.{name}", counted(count(tally), f"{of}{says}")
    yield f"{root}.questions", counted(n_questions, f"{of}open questions")
    for c in tally.counts:
        if c.meaning is None:
            continue
        word = c.word
        yield f"{root}.rating.{word}", counted(c.n, f"{of}actions rated {word}")
        yield f"{root}.rating.{word}.stated", counted(c.stated, f"{of}rated {word}, stated")
        yield f"{root}.rating.{word}.inferred", counted(c.inferred, f"{of}rated {word}, inferred")
