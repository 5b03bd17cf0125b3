"""When a meeting was, as exactly as that is known, and from which day on it is past."""

from datetime import date

from plans.rules.dates import Precision, date_text, long_date


def boundary_on(
    held_on: date | None,
    precision: Precision | str | None,
    not_before: date | None,
    not_after: date | None,
) -> date | None:
    """The day at whose end the meeting is past; None where it has no date and so is no boundary.

    A day is that day. A month (or longer) is past at the last day that it can mean: `not_after`
    where a text gives it, else `held_on`. `not_before` narrows the words and moves no boundary.
    """
    if held_on is None or precision == Precision.DAY:
        return held_on
    return not_after or held_on


def has_happened(boundary: date | None, *, on: date) -> bool:
    """Whether a meeting with that boundary is past, or held, on that day; without a date it is not."""
    return boundary is not None and boundary <= on


def is_exact(held_on: date | None, precision: Precision | str | None) -> bool:
    """Whether the very day is known."""
    return held_on is not None and precision == Precision.DAY


def date_words(
    held_on: date | None,
    precision: Precision | str | None,
    not_before: date | None = None,
    not_after: date | None = None,
    *,
    as_written: str = "",
) -> str:
    """When the meeting is or was, in full and no more exact than the source.

    "23 April 2015"; "April 2015, not after 23 April 2015; the day is not known"; "date not
    recorded"; `“the next quarterly board”, date not recorded` where the words name no date.
    """
    if is_exact(held_on, precision):
        return long_date(held_on)
    if held_on is None:
        unknown = "date not recorded"
        start = f"“{as_written}”, {unknown}" if as_written.strip() else unknown
        return ", ".join([start, *_limits(not_before, not_after)])
    limits = ", ".join([date_text(held_on, precision), *_limits(not_before, not_after)])
    return f"{limits}; the day is not known"


def short_words(held_on: date | None, precision: Precision | str | None) -> str:
    """The same for a table or a sentence: "23 April 2015", "April 2015", "date not recorded"."""
    return date_text(held_on, precision) or "date not recorded"


def _limits(not_before: date | None, not_after: date | None) -> list[str]:
    limits = []
    if not_before:
        limits.append(f"not before {long_date(not_before)}")
    if not_after:
        limits.append(f"not after {long_date(not_after)}")
    return [" and ".join(limits)] if limits else []


SHORT = 160  # letters of a comment that a list shows; the action's page has it whole


def shortened(text: str | None, *, longest: int = SHORT) -> str:
    """The text on one line, cut at a word with "…" where it is long."""
    words = " ".join((text or "").split())
    if len(words) <= longest:
        return words
    return f"{words[:longest].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
