"""Where the three readings of an action differ, and why, in a sentence."""

from datetime import date

from plans.rules.dates import days_text, long_date
from plans.rules.endorsing import PARTS, STALE, BoardDecision
from plans.rules.meanings import Meaning, days_late, is_overdue
from plans.rules.words import listed

DISPUTED = (BoardDecision.CHALLENGED, STALE)


def dates_differ(meaning: Meaning | None, calculated: Meaning | None) -> bool:
    """Whether what the key and the dates imply is something else than what is reported.

    Of an unrated action only that it is behind is said to differ: nothing is reported that "not
    due" could contradict. Twin of StandingQuerySet.differing.
    """
    if calculated is None:
        return False
    if meaning is None:
        return calculated is Meaning.BEHIND
    return calculated != meaning


def readings_differ(meaning: Meaning | None, calculated: Meaning | None, endorsed: str) -> bool:
    """Whether any two of the readings differ. A deferral is no reading of its own, nor is silence."""
    return dates_differ(meaning, calculated) or endorsed in DISPUTED


def difference(
    meaning: Meaning | None,
    word: str | None,
    calculated: Meaning | None,
    due_on: date | None,
    endorsed: str,
    *,
    as_at: date,
    changed: tuple[str, ...] = (),
) -> str:
    """Why the readings differ, in a sentence or two; "" where they agree.

    `word` is the key's own for what is reported (None: unrated), `changed` what of the endorsed
    content is not what it was.
    """
    said = []
    reported = f"Reported {word.lower()}" if word else "Unrated"
    if dates_differ(meaning, calculated):
        if is_overdue(meaning, due_on, as_at=as_at):
            late = days_text(days_late(due_on, as_at=as_at))
            said.append(f"{reported}, and {late} past its date of {long_date(due_on)}.")
        else:
            said.append(f"{reported}, and its date has not passed.")
    if endorsed == BoardDecision.CHALLENGED:
        said.append(f"{reported}, which the board challenged.")
    elif endorsed == STALE:
        parts = listed([PARTS[part] for part in changed]) or "what was endorsed"
        said.append(f"The board endorsed it, and {parts} changed since.")
    return " ".join(said)


_COUNTED = "Counted from the day after the last day named, until reported complete or not pursued."
OVERDUE_BY_PLAN = (
    f"{_COUNTED} Each plan’s own rule says whether work that goes on past its date is behind."
)


def overdue_rule(overdue_is_behind: bool) -> str:
    """By which rule overdue actions are counted and called, for every figure of them."""
    called = "behind" if overdue_is_behind else "still under way, not behind"
    return f"{_COUNTED} By this plan’s rule work that goes on past its date is {called}."
