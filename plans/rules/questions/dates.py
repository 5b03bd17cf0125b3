"""Questions about dates: passed and not said, promised and passed, moved, missing, or in the wrong order."""

import re
from itertools import pairwise

from plans.rules.dates import days_text, long_date
from plans.rules.meanings import Meaning, forecast_passed
from plans.rules.questions.facts import ActionFacts, Found, PlanFacts, Severity
from plans.rules.questions.wording import (
    ago,
    day_text,
    lowered,
    places,
    quoted,
    refs_text,
    reported,
    when,
    where,
)
from plans.rules.words import count_of

QUARTER_DAYS = 92  # boards meet monthly or quarterly: later than this, one at least has met since
MONTH_DAYS = 31
OFTEN = 3
FAR_DAYS = 180
_LATE = re.compile(r"\b(?:late|later|delay\w*|behind|slipp\w*|overdue)\b", re.IGNORECASE)


def late_not_said(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Past its date and not complete, and its rating does not say that it is behind.

    Why it is worth a minute: a colour that hides lateness is what boards were misled by; the key has
    a word for it, and using it starts the right conversation. High where a quarter or more has gone
    since the date, else medium.
    """
    if not action.is_overdue(plan.as_at) or action.meaning is Meaning.BEHIND:
        return None
    days = (plan.as_at - action.due.on).days
    key = ""
    if plan.behind_word and plan.overdue_is_behind:
        key = f" The key calls that {plan.behind_word.lower()}."
    silent = "its rating does not say" if _LATE.search(action.comment) else "nothing says"
    said = (
        f"and {lowered(reported(action))}: {silent} that it is late."
        if action.rated
        else "and nothing is reported of it."
    )
    return Found(
        text=f"Due by {ago(action.due.on, plan.as_at)}, {said}{key}",
        severity=Severity.HIGH if days > QUARTER_DAYS else Severity.MEDIUM,
        sources=places(action.place, action.rated_place),
        decisive=(action.word, action.due.on),
    )


def late_together(found: list[tuple[ActionFacts, Found]], plan: PlanFacts) -> str:
    n = len(found)
    longest = max((plan.as_at - a.due.on).days for a, _ in found)
    key = ""
    if plan.behind_word and plan.overdue_is_behind:
        key = f" The key calls that {plan.behind_word.lower()}."
    return (
        f"{count_of(n, 'action')} are past their dates, by up to {days_text(longest)}, and none of "
        f"them is said to be late: {refs_text([a.ref for a, _ in found])}.{key}"
    )


def forecast_gone(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Not complete, and the day by which it was expected to be has passed.

    Why it is worth a minute: a forecast is the owner's own promise, so nobody disputes the date;
    either it is done and nobody said so, or a new one is owed. High where its due date has passed
    as well, for then both dates are broken; else medium.
    """
    if not forecast_passed(
        action.meaning, action.forecast.on if action.forecast else None, as_at=plan.as_at
    ):
        return None
    since = "nothing has been said of it since"
    if action.updated and action.updated.on > action.forecast.on:
        since = f"the last word on it, {when(action.updated)}, gives no new date"
    due = f" It was due by {long_date(action.due.on)}." if action.is_overdue(plan.as_at) else ""
    said_on = f", said {when(action.forecast_on_record)}" if action.forecast_on_record else ""
    return Found(
        text=(
            f"Expected to be complete by {day_text(action.forecast)}{said_on}"
            f"{where(action.forecast_place)}; that has passed and {since}.{due}"
        ),
        severity=Severity.HIGH if action.is_overdue(plan.as_at) else Severity.MEDIUM,
        sources=places(action.forecast_place, action.rated_place),
        decisive=(action.word, action.forecast.on),
    )


def date_moved(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Not complete, and its date has been moved: how often, by how many days in all, agreed where.

    Why it is worth a minute: each move alone looks reasonable; together they say whether anybody
    believes the date. One move that a meeting agreed, of no more than a quarter, is not asked about.
    High from the third move or half a year; medium from the second or a quarter; low where the only
    thing missing is the meeting that agreed it.
    """
    moves = _moves(action)
    if not action.is_outstanding or not moves:
        return None
    days = (moves[-1][1] - moves[0][0]).days
    nowhere = sum(1 for _, _, agreed_at in moves if not agreed_at)
    n = len(moves)
    if n >= OFTEN or days >= FAR_DAYS:
        severity = Severity.HIGH
    elif n > 1 or days > QUARTER_DAYS:
        severity = Severity.MEDIUM
    elif nowhere and days > 0:
        severity = Severity.LOW
    else:
        return None
    often = {1: "once", 2: "twice"}.get(n, f"{n} times")
    moved = f"{days_text(abs(days))} {'later' if days >= 0 else 'earlier'}"
    agreed = (
        f" {'It' if n == 1 else f'{nowhere} of the moves'} {'was' if nowhere == 1 else 'were'} "
        "agreed at no meeting on record."
        if nowhere
        else " Each move was agreed at a meeting."
    )
    return Found(
        text=(
            f"Its date has been moved {often}, from {long_date(moves[0][0])} to "
            f"{long_date(moves[-1][1])}, {moved} in all.{agreed}"
        ),
        severity=severity,
        sources=places(action.place, *(r.place for r in action.revisions)),
        decisive=tuple((old, new) for old, new, _ in moves),
    )


def _moves(action: ActionFacts) -> list[tuple]:
    """Each move that changed the day: from, to, and the meeting that agreed it."""
    dates = [(action.first_due_on, "")]
    dates += [(r.due_on, r.agreed_at) for r in action.revisions]
    known = [(on, agreed_at) for on, agreed_at in dates if on]
    return [(old, new, at) for (old, _), (new, at) in pairwise(known) if old != new]


def no_date(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """No due date that can be read as a day.

    Why it is worth a minute: against no date nothing is ever late, and what is done cannot be said
    to have been done in time. Medium where it is outstanding, else low.
    """
    if action.due:
        return None
    written = f": {quoted(action.due_as_written)} stands there" if action.due_as_written else ""
    so = (
        "It can never be shown as late."
        if action.is_outstanding
        else "When was it due, and when was it complete?"
    )
    return Found(
        text=f"It has no due date that can be read{written}{where(action.place)}. {so}",
        severity=Severity.MEDIUM if action.is_outstanding else Severity.LOW,
        sources=places(action.place),
        decisive=(action.due_as_written, action.is_outstanding),
    )


def no_date_together(found: list[tuple[ActionFacts, Found]], plan: PlanFacts) -> str:
    n = len(found)
    words: dict[str, int] = {}
    for action, _ in found:
        word = action.due_as_written.strip().capitalize()
        words[word] = words.get(word, 0) + 1
    word, most = max(words.items(), key=lambda item: item[1])
    instead = f"; for {most} of them “{word}” stands in its place" if word else ""
    still = [a.ref for a, _ in found if a.is_outstanding]
    late = (
        f" Of these {refs_text(still)} {'is' if len(still) == 1 else 'are'} outstanding and can "
        "never be shown as late."
        if still
        else ""
    )
    return (
        f"{count_of(n, 'action')} have no due date that can be read{instead}. When was each due, "
        f"and when was it complete?{late}"
    )


def due_after_objective(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Due on a later day than the objective that it serves was to be met.

    Why it is worth a minute: either the objective's date was moved without anybody saying so, or the
    action was never going to help it in time. Medium where it is outstanding, else low.
    """
    objective = action.objective_due
    if not (action.due and objective and action.due.on > objective.on):
        return None
    days = days_text((action.due.on - objective.on).days)
    return Found(
        text=(
            f"Due by {long_date(action.due.on)}, {days} after {plan.objective_word} "
            f"{action.objective} was to be met (by {long_date(objective.on)}). Which date was moved?"
        ),
        severity=Severity.MEDIUM if action.is_outstanding else Severity.LOW,
        sources=places(action.place),
        decisive=(action.due.on, objective.on, action.is_outstanding),
    )
