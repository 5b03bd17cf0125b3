"""Sentences about how things stand, from counts and dates alone."""

import re
from datetime import date

from plans.rules.dates import days_text, long_date
from plans.rules.meanings import Meaning, days_late, is_overdue


def count_of(n: int, one: str, many: str = "") -> str:
    """ "1 action", "0 actions", "1,004 actions"."""
    return f"{n:,} {one if n == 1 else many or plural(one)}"


def plural(word: str) -> str:
    """ "actions", "priorities": for the words that plans use for their parts."""
    return f"{word[:-1]}ies" if re.search("[^aeiou]y$", word) else f"{word}s"


def longest_late(n_overdue: int, days: int | None) -> str:
    """ "by 174 days", "by up to 174 days" of several; "" where nothing is late."""
    if not days:
        return ""
    return f"by {'up to ' if n_overdue > 1 else ''}{days_text(days)}"


def listed(items: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def stop(text: str) -> str:
    """The text with a full stop, where it does not end like a sentence."""
    text = text.strip()
    return text if text.endswith((".", "?", "!", "…", "”")) else f"{text}."


def late_text(days: int) -> str:
    """ "past its date, by 113 days"."""
    return f"past its date, by {days_text(days)}"


def calculated_text(
    meaning: Meaning | None, due_on: date | None, *, work_remains: bool, as_at: date
) -> str:
    """The calculated reading in words of its own, never in those of the plan's key."""
    if is_overdue(meaning, due_on, as_at=as_at):
        return late_text(days_late(due_on, as_at=as_at))
    if meaning is Meaning.COMPLETE:
        return "complete, yet work remains" if work_remains else "complete"
    if meaning is Meaning.NOT_PURSUED:
        return "not pursued"
    if meaning in (Meaning.UNDER_WAY, Meaning.BEHIND):
        return "under way" if due_on else "under way, no date known"
    return "not due yet" if due_on else "nothing can be said: no rating and no date"


def calculated_reason(
    meaning: Meaning | None, due_on: date | None, *, as_at: date, overdue_is_behind: bool = True
) -> str:
    """Why the calculated reading is what it is, in one sentence."""
    if meaning in (Meaning.COMPLETE, Meaning.NOT_PURSUED):
        return f"Reported {meaning} stays so, whatever the date."
    if due_on is None:
        return "Without a due date that can be read, no date can contradict what is reported."
    if as_at > due_on:
        late = days_text(days_late(due_on, as_at=as_at))
        return (
            f"Due by {long_date(due_on)} and not reported complete: "
            f"{late} late on {long_date(as_at)}."
        ) + (
            " By this plan’s rule work that goes on past its date is still under way."
            if meaning is Meaning.UNDER_WAY and not overdue_is_behind
            else ""
        )
    return f"Due by {long_date(due_on)}, which had not passed on {long_date(as_at)}."


def plan_sentence(
    *,
    n: int,
    n_complete: int,
    n_not_pursued: int,
    n_unrated: int,
    n_overdue: int,
    behind_word: str | None,
    n_behind: int,
) -> str:
    """How a plan stands, in the one or two sentences that its dashboard opens with.

    `behind_word` is the key's own word for behind (None: it has none), `n_behind` how many are
    reported so. A plan without ratings says so first and is called neither good nor bad.
    """
    if n == 0:
        return "This plan has no actions yet."
    if n_unrated == n:
        late = (
            f", and {n_overdue:,} {is_are(n_overdue)} already past {its_their(n_overdue)} date"
            if n_overdue
            else ""
        )
        return f"None of the {count_of(n, 'action')} has been rated{late}."
    first = f"{n_complete:,} of {count_of(n, 'action')} {is_are(n_complete)} reported complete"
    rest = n - n_complete - n_not_pursued
    if n_complete == n:
        return f"All {count_of(n, 'action')} are reported complete."
    if n_not_pursued:
        first += f" and {n_not_pursued:,} {is_are(n_not_pursued)} not pursued"
    if not rest:
        return first + "."
    return f"{first}. {_rest_sentence(rest, n_overdue, n_unrated, behind_word, n_behind)}"


def _rest_sentence(
    rest: int, n_overdue: int, n_unrated: int, behind_word: str | None, n_behind: int
) -> str:
    said = []
    if n_overdue == rest:
        all_of = "is" if rest == 1 else "are all"
        said.append(
            f"the other {rest:,} {all_of} past {its_their(rest)} date"
            if rest > 1
            else "the other one is past its date"
        )
    elif n_overdue:
        said.append(
            f"of the other {rest:,}, {n_overdue:,} {is_are(n_overdue)} past {its_their(n_overdue)} date"
        )
    else:
        said.append(
            f"none of the other {rest:,} is past its date"
            if rest > 1
            else "the other one is not past its date"
        )
    if n_overdue and behind_word:
        word = behind_word.lower()
        said.append(
            f"none is rated {word}"
            if not n_behind
            else f"{n_behind:,} {is_are(n_behind)} rated {word}"
        )
    text = listed(said)
    text = text[0].upper() + text[1:] + "."
    return (
        f"{text} {n_unrated:,} of the {rest:,} {is_are(n_unrated)} unrated." if n_unrated else text
    )


def is_are(n: int) -> str:
    """ "is" of one, "are" of none or several."""
    return "is" if n == 1 else "are"


def its_their(n: int) -> str:
    """ "its" of one, "their" of none or several."""
    return "its" if n == 1 else "their"
