"""The machine-readable summary of a plan: what other people's scripts rest on."""

from plans.readmodels import ActionLine, Tally
from plans.rules.meanings import UNRATED, Meaning
from plans.selectors.state import PlanState


def as_json(state: PlanState) -> dict:
    """The object that `plan_summary --json` prints. Dates are ISO, unknown is null."""
    lines = state.lines
    return {
        "plan": state.ref,
        "as_at": state.as_at.isoformat(),
        "known_on": state.known_on.isoformat() if state.known_on else None,
        "parts": sum(1 for part in state.parts if part.code),
        "objectives": len(state.objectives),
        "actions": len(lines),
        "ratings": _ratings(state.tally),
        "meanings": _meanings(state.tally),
        "by_part": {part.code: _counts(part.tally) for part in state.parts if part.code},
        "by_objective": {o.number: _counts(o.tally) for o in state.objectives},
        "overdue": [line.ref for line in lines if line.is_overdue],
        "outstanding": [line.ref for line in lines if line.is_outstanding],
        "endorsed": [line.ref for line in lines if line.endorsed == "endorsed"],
        "stale": [line.ref for line in lines if line.endorsed == "stale"],
        "items": [_item(line) for line in lines],
    }


def _counts(tally: Tally) -> dict:
    return {"ratings": _ratings(tally), "meanings": _meanings(tally)}


def _ratings(tally: Tally) -> dict:
    rated = {
        c.word: {"stated": c.stated, "inferred": c.inferred}
        for c in tally.counts
        if c.meaning is not None
    }
    return rated | {UNRATED: tally.n_unrated}


def _meanings(tally: Tally) -> dict:
    return {m.value: tally.n_meaning(m) for m in Meaning} | {UNRATED: tally.n_unrated}


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def _item(line: ActionLine) -> dict:
    return {
        "ref": line.ref,
        "ref_as_printed": line.ref_as_printed,
        "part": line.part,
        "objective": line.objective,
        "outcome": line.outcome,
        "title": line.title,
        "lead_owner": line.lead_owner,
        "supporting_owners": list(line.supporting_owners),
        "owners_as_written": line.owners_as_written or None,
        "due_as_written": line.due_as_written or None,
        "due_on": _iso(line.due_on),
        "due_precision": line.due_precision,
        "ongoing": line.ongoing,
        "revised_due_on": _iso(line.revised_due_on),
        "reported": line.reported,
        "basis": line.basis,
        "meaning": line.meaning,
        "calculated": line.calculated,
        "endorsed": line.endorsed,
        "updated_on": _iso(line.updated_on),
        "forecast_on": _iso(line.forecast_on),
        "comment": line.comment or None,
        "remaining": line.remaining or None,
        "success_measure": line.success_measure or None,
        "recommendations": list(line.recommendations),
        "indicator_codes": list(line.indicator_codes),
        "questions": list(line.questions),
        "sources": [{"document": s.document, "place": s.place} for s in line.sources],
    }
