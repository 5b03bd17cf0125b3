"""Questions about how the plan is kept: updates, owners, measures, and ratings that went backwards."""

from plans.rules.meanings import Meaning
from plans.rules.questions.facts import ActionFacts, Found, PlanFacts, Severity
from plans.rules.questions.wording import places, quoted, refs_text, reported, when, where
from plans.rules.words import count_of

SETTLING_DAYS = 14  # in the fortnight after a meeting nobody has had time to write
QUARTER_DAYS = 92
_BETTER = {Meaning.COMPLETE: 3, Meaning.UNDER_WAY: 2, Meaning.BEHIND: 1}


def no_update(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Not complete, and nothing has been said of it since the board's last meeting, or ever.

    Why it is worth a minute: silence about unfinished work is how it is lost. It is not asked in the
    fortnight after a meeting, when nobody has had time, nor where a passed forecast already asks for
    news. Without a dated meeting on record a quarter counts instead. High where nothing was ever
    reported and the date has passed; medium where nothing was ever reported, else low.
    """
    if not action.is_outstanding:
        return None
    if action.updated is None:
        return _never(action, plan)
    if action.forecast and action.forecast.on < plan.as_at:
        return None
    if plan.last_meeting:
        rest = (plan.as_at - plan.last_meeting).days
        silent = action.updated.on <= plan.last_meeting and rest > SETTLING_DAYS
        since = f"since the board’s last meeting ({plan.last_meeting_text})"
    else:
        silent = (plan.as_at - action.updated.on).days > QUARTER_DAYS
        since = "for more than a quarter"
    if not silent:
        return None
    return Found(
        text=(
            f"{reported(action)}; nothing has been said of it {since}. "
            f"The last word was {when(action.updated)}."
        ),
        severity=Severity.LOW,
        sources=places(action.rated_place),
        decisive=(action.word, action.updated.on, plan.last_meeting),
    )


def _never(action: ActionFacts, plan: PlanFacts) -> Found | None:
    if (plan.as_at - plan.begins_on).days <= QUARTER_DAYS:
        return None
    overdue = action.is_overdue(plan.as_at)
    due = f" It was due by {when(action.due).removeprefix('on ')}." if overdue else ""
    return Found(
        text=f"Nothing has been reported of it{where(action.place)}.{due}",
        severity=Severity.HIGH if overdue else Severity.MEDIUM,
        sources=places(action.place),
        decisive=("never", overdue),
    )


def no_update_together(found: list[tuple[ActionFacts, Found]], plan: PlanFacts) -> str:
    never = [a for a, _ in found if a.updated is None]
    said = []
    if never:
        late = [a.ref for a in never if a.is_overdue(plan.as_at)]
        text = f"Nothing has been reported of {count_of(len(never), 'action')}"
        if late:
            text += f", {len(late)} of them past {_its(late)} date: {refs_text(late)}"
        said.append(f"{text}.")
    if len(never) < len(found):
        n = len(found) - len(never)
        since = f"the board’s last meeting ({plan.last_meeting_text})"
        said.append(
            f"Of {count_of(n, 'action')} nothing has been said since "
            f"{since if plan.last_meeting else 'a quarter ago'}."
        )
    return f"{' '.join(said)} Where is the report?"


def _its(refs: list[str]) -> str:
    return "its" if len(refs) == 1 else "their"


def no_owner(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Not complete, and nobody owns it.

    Why it is worth a minute: an action that nobody owns is not done. High where its date has passed,
    else medium.
    """
    if not action.is_outstanding or action.has_owner:
        return None
    written = (
        f": {quoted(action.owners_as_written)} names nobody" if action.owners_as_written else ""
    )
    return Found(
        text=f"No role owns it{written}{where(action.place)}. Who answers for it?",
        severity=Severity.HIGH if action.is_overdue(plan.as_at) else Severity.MEDIUM,
        sources=places(action.place),
        decisive=(action.owners_as_written,),
    )


def no_success_measure(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Nothing says what success will look like.

    Why it is worth a minute: without a measure nobody can tell complete from busy, and the board has
    nothing to judge a claim by. Low, for it seldom changes what is done next.
    """
    if action.has_success_measure:
        return None
    judged = f" {reported(action)}: by what was that judged?" if action.is_complete else ""
    return Found(
        text=f"No success measure is given{where(action.place)}.{judged}",
        severity=Severity.LOW,
        sources=places(action.place),
        decisive=(action.word if action.is_complete else "",),
    )


def went_backwards(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Its rating is worse than the last other one that it had.

    Why it is worth a minute: what was finished and is not any more was either claimed too soon or has
    broken since, and both are news. High where it had been complete, else medium. Two documents that
    rate it differently on one day are sources that disagree, and no step backwards.
    """
    before = action.before
    if before is None or action.meaning not in _BETTER or before.meaning not in _BETTER:
        return None
    if _BETTER[before.meaning] <= _BETTER[action.meaning]:
        return None
    return Found(
        text=(
            f"{reported(action)}, after it had been reported {before.word.lower()} "
            f"{when(before.day)}. What happened?"
        ),
        severity=Severity.HIGH if before.meaning is Meaning.COMPLETE else Severity.MEDIUM,
        sources=places(action.rated_place),
        decisive=(before.word, before.day.on, action.word),
    )
