"""How far due dates moved, and whether forecasts came true."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from plans.rules.dates import days_text
from plans.rules.meanings import Meaning
from plans.rules.words import count_of

LEAST_FOR_PER_CENT = 5  # of fewer, one more or less would move it by a quarter


class Outcome(StrEnum):
    """What became of a forecast by the day asked about."""

    KEPT = "kept"
    PASSED = "passed"
    OPEN = "open"
    DROPPED = "dropped"
    ALREADY = "already"
    NO_DATE = "no-date"

    @property
    def text(self) -> str:
        return {
            Outcome.KEPT: "came true: reported complete by then",
            Outcome.PASSED: "passed: not reported complete by then",
            Outcome.OPEN: "still ahead",
            Outcome.DROPPED: "not counted: no longer pursued by then",
            Outcome.ALREADY: "not counted: the action was already reported complete",
            Outcome.NO_DATE: "not counted: it names no date",
        }[self]


def moved_by(first: date | None, now: date | None) -> int | None:
    """Days from the first due date to the current one; None where either is not known."""
    return None if first is None or now is None else (now - first).days


def moved_text(days: int | None) -> str:
    """ "61 days later", "3 days earlier", "no day in all", "not known"."""
    if days is None:
        return "not known"
    if days == 0:
        return "no day in all"
    return f"{days_text(abs(days))} {'later' if days > 0 else 'earlier'}"


def outcome(
    forecast_on: date | None,
    *,
    when_given: Meaning | None,
    by_then: Meaning | None,
    as_at: date,
) -> Outcome:
    """Whether a forecast came true.

    `when_given` is what the action was reported as at the end of the day of the forecast, `by_then`
    at the end of the day that it names, or of `as_at` where that is earlier. On its own day a
    forecast is still open. What was complete already cannot be credited to a forecast.
    """
    if forecast_on is None:
        return Outcome.NO_DATE
    if when_given is Meaning.COMPLETE:
        return Outcome.ALREADY
    if by_then is Meaning.COMPLETE:
        return Outcome.KEPT
    if by_then is Meaning.NOT_PURSUED:
        return Outcome.DROPPED
    return Outcome.PASSED if forecast_on < as_at else Outcome.OPEN


def true_text(n_kept: int, n_decided: int) -> str:
    """ "3 of 7 forecasts came true (43%)"; a percentage only of five or more."""
    if not n_decided:
        return "no forecast has been decided yet"
    text = f"{n_kept:,} of {count_of(n_decided, 'forecast')} came true"
    if n_decided < LEAST_FOR_PER_CENT:
        return text
    return f"{text} ({100 * n_kept / n_decided:.0f}%)"


Given = TypeVar("Given")


def new_forecasts(given: Iterable[tuple[date | None, str, Given]]) -> list[Given]:
    """Those of an action's forecasts, oldest first, that say something else than the one before."""
    found, last = [], None
    for on, words, forecast in given:
        said = on or words
        if said != last:
            found.append(forecast)
        last = said
    return found
