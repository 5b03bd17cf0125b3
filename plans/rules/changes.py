"""What changed of an action between the ends of two days, as sentences."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from plans.rules.dates import Precision, date_text, days_text, long_date
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import Meaning, forecast_passed, is_outstanding, is_overdue
from plans.rules.words import listed


class Kind(StrEnum):
    """What can have changed, in the order in which a board wants to hear of it."""

    BACKWARDS = "backwards"
    LATE = "late"
    CHALLENGED = "challenged"
    STALE = "stale"
    ASSURED = "assurance"
    REDATED = "re-dated"
    FORECAST = "forecast"
    DEFERRED = "deferred"
    COMPLETED = "completed"
    ENDORSED = "endorsed"
    GOOD_AGAIN = "good-again"
    RATED = "rated"
    REOWNED = "re-owned"
    NEW = "new"

    @property
    def label(self) -> str:
        """The heading over all changes of this kind."""
        return _LABELS[self]

    @property
    def verb(self) -> str:
        """What follows a count: "3 went backwards"."""
        return _VERBS[self]


_LABELS = {
    Kind.BACKWARDS: "Went backwards",
    Kind.LATE: "Became late",
    Kind.CHALLENGED: "Challenged by the board",
    Kind.STALE: "Changed after the board endorsed it",
    Kind.ASSURED: "Looked at by others",
    Kind.REDATED: "Given a new date",
    Kind.FORECAST: "Passed its forecast",
    Kind.DEFERRED: "Deferred by the board",
    Kind.COMPLETED: "Completed",
    Kind.ENDORSED: "Endorsed by the board",
    Kind.GOOD_AGAIN: "As the board endorsed it again",
    Kind.RATED: "Rated otherwise",
    Kind.REOWNED: "Given other owners",
    Kind.NEW: "Reported for the first time",
}
_VERBS = {
    Kind.BACKWARDS: "went backwards",
    Kind.LATE: "became late",
    Kind.CHALLENGED: "challenged",
    Kind.STALE: "changed after endorsement",
    Kind.ASSURED: "looked at by others",
    Kind.REDATED: "given a new date",
    Kind.FORECAST: "passed a forecast",
    Kind.DEFERRED: "deferred",
    Kind.COMPLETED: "completed",
    Kind.ENDORSED: "endorsed",
    Kind.GOOD_AGAIN: "as endorsed again",
    Kind.RATED: "rated otherwise",
    Kind.REOWNED: "given other owners",
    Kind.NEW: "reported for the first time",
}
# the kinds that are statements of their own day; the others compare the two ends
DATED = frozenset(
    {
        Kind.REDATED,
        Kind.REOWNED,
        Kind.ENDORSED,
        Kind.CHALLENGED,
        Kind.DEFERRED,
        Kind.ASSURED,
    }
)
SHORT_LIST = (
    Kind.BACKWARDS,
    Kind.LATE,
    Kind.CHALLENGED,
    Kind.STALE,
    Kind.REDATED,
    Kind.FORECAST,
    Kind.COMPLETED,
    Kind.ENDORSED,
)
# How far an action has come by its meaning. A start is no step back, nor is putting one off.
_FAR = {
    Meaning.BEHIND: 0,
    Meaning.NOT_DUE: 1,
    Meaning.UNDER_WAY: 1,
    Meaning.NOT_PURSUED: 1,
    Meaning.COMPLETE: 2,
}


@dataclass(frozen=True)
class Stood:
    """How an action stood at the end of a day. None and "" where nothing was said, or is known.

    `rated_on` is the day of the statement that the rating comes from; `decision` the id of the
    board's last decision, `endorsed` the reading that follows from it.
    """

    word: str = ""
    meaning: Meaning | None = None
    inferred_from: str = ""
    rated_on: date | None = None
    rated_text: str = ""
    due_on: date | None = None
    due_precision: str = ""
    forecast_on: date | None = None
    forecast_precision: str = ""
    decision: int | None = None
    endorsed: str = ""


@dataclass(frozen=True)
class Change:
    """One thing that changed. `text` follows the action's ref; "{was}" in it is "was" or "were"."""

    kind: Kind
    on: date
    day_text: str
    text: str
    detail: str = ""
    place_in_day: tuple[int, int] = field(default=(0, 0))


def went_backwards(before: Meaning | None, after: Meaning | None) -> bool:
    """Whether a rating means less than the one before: no longer complete, or now behind.

    Going from not due to under way is a start, and back again a putting off: neither is a step
    back. Unrated is no place in this order, so nothing goes back from it or to it.
    """
    return before is not None and after is not None and _FAR[after] < _FAR[before]


def state_changes(
    before: Stood, after: Stood, *, since: date, until: date, changed_parts: tuple[str, ...] = ()
) -> tuple[Change, ...]:
    """What the two ends show: the rating, lateness, the forecast, and whether an endorsement holds.

    At most one change of the rating. What stopped being late was completed, dropped or re-dated,
    which is said in its own place. `changed_parts` names what differs from what was endorsed.
    """
    found = (
        _rating_change(before, after, until),
        _lateness(before, after, since, until),
        _forecast(before, after, since, until),
        _endorsement(before, after, until, changed_parts),
    )
    return tuple(change for change in found if change)


def _rating_change(before: Stood, after: Stood, until: date) -> Change | None:
    if _rating(before) == _rating(after):
        return None
    on, day_text = after.rated_on or until, after.rated_text or long_date(until)
    if before.word and not after.word:
        was = before.word.lower()
        return Change(
            Kind.RATED, until, f"by {long_date(until)}", f"went from {was} to no rating at all"
        )
    return Change(_rating_kind(before, after), on, day_text, _rating_text(before, after))


def _rating(stood: Stood) -> tuple:
    return stood.word, bool(stood.inferred_from)


def _rating_kind(before: Stood, after: Stood) -> Kind:
    if after.meaning is Meaning.COMPLETE and before.meaning is not Meaning.COMPLETE:
        return Kind.COMPLETED
    if before.meaning is None:
        return Kind.NEW
    return Kind.BACKWARDS if went_backwards(before.meaning, after.meaning) else Kind.RATED


def _rating_text(before: Stood, after: Stood) -> str:
    how = f", inferred from {after.inferred_from}" if after.inferred_from else ""
    now = after.word.lower()
    if not before.word:
        return f"{{was}} reported for the first time: {now}{how}"
    was = before.word.lower()
    if was == now:
        if after.inferred_from:
            return (
                f"{{was}} {now} by statement, and now is so by inference from {after.inferred_from}"
            )
        return f"{{was}} {now} by inference, and now is so by statement"
    back = "back " if went_backwards(before.meaning, after.meaning) else ""
    text = f"went {back}from {was} to {now}{how}"
    if after.meaning is Meaning.COMPLETE:
        return f"{text}, which is complete{_against_date(after)}"
    if before.meaning is Meaning.COMPLETE:
        return f"{text}, so is no longer reported complete"
    return f"{text}, which is not pursued" if after.meaning is Meaning.NOT_PURSUED else text


def _against_date(after: Stood) -> str:
    """How late it was reported complete; nothing where that was in time or no date is known."""
    if not (after.due_on and after.rated_on and after.rated_on > after.due_on):
        return ""
    return f", {days_text((after.rated_on - after.due_on).days)} after the date"


def _lateness(before: Stood, after: Stood, since: date, until: date) -> Change | None:
    was = is_overdue(before.meaning, before.due_on, as_at=since)
    if was or not is_overdue(after.meaning, after.due_on, as_at=until):
        return None
    first_late = after.due_on + timedelta(days=1)
    due = due_phrase(after.due_on, after.due_precision)
    if first_late > since:
        return Change(Kind.LATE, first_late, long_date(first_late), f"became late: due {due}")
    if is_outstanding(before.meaning):  # its date was moved to one that is past
        return Change(Kind.LATE, until, f"by {long_date(until)}", f"became late: due {due}")
    on = after.rated_on or until
    day_text = after.rated_text or long_date(on)
    return Change(Kind.LATE, on, day_text, f"became late when reopened: due {due}")


def due_phrase(due_on: date, precision: str) -> str:
    """ "on 12 May 2015", "in July 2023", "in the quarter to June 2015", "in 2015"."""
    text = date_text(due_on, precision)
    if precision == Precision.DAY:
        return f"on {text}"
    return f"in the {text}" if precision in (Precision.QUARTER, Precision.SEASON) else f"in {text}"


def _forecast(before: Stood, after: Stood, since: date, until: date) -> Change | None:
    was = forecast_passed(before.meaning, before.forecast_on, as_at=since)
    if was and before.forecast_on == after.forecast_on:
        return None
    if not forecast_passed(after.meaning, after.forecast_on, as_at=until):
        return None
    first = max(after.forecast_on + timedelta(days=1), since + timedelta(days=1))
    text = f"passed the forecast of {date_text(after.forecast_on, after.forecast_precision)}"
    return Change(Kind.FORECAST, first, long_date(first), f"{text}, and no later one was given")


def _endorsement(
    before: Stood, after: Stood, until: date, changed_parts: tuple[str, ...]
) -> Change | None:
    same = before.decision == after.decision
    on, day_text = until, f"by {long_date(until)}"
    if after.endorsed == STALE and not (same and before.endorsed == STALE):
        parts = listed(list(changed_parts)) or "what was endorsed"
        return Change(Kind.STALE, on, day_text, f"changed after the board’s endorsement: {parts}")
    if same and before.endorsed == STALE and after.endorsed == BoardDecision.ENDORSED:
        return Change(Kind.GOOD_AGAIN, on, day_text, "changed back to what the board endorsed")
    return None


def redated_text(
    before: tuple[date | None, str], after: tuple[date | None, str], *, words: str = ""
) -> str:
    """How a due date moved, each given with its precision; `words` stand for a date that has none."""
    (was_on, was_precision), (on, precision) = before, after
    now = date_text(on, precision) or f"“{words}”"
    if was_on is None:
        return f"given the date {now}, where none was known"
    if on is None:
        return f"moved from {date_text(was_on, was_precision)} to {now}, which names no date"
    n = (on - was_on).days
    if n == 0:
        return f"given the same date again, {now}"
    by = f"{days_text(abs(n))} {'later' if n > 0 else 'earlier'}"
    return f"moved from {date_text(was_on, was_precision)} to {now}, {by}"


def agreed_text(meeting: str) -> str:
    """Where a new date was agreed, in a sentence."""
    return f"Agreed at {meeting}." if meeting else "No meeting’s agreement is recorded."


def reowned_text(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """From whom to whom, the lead first in each."""
    was, now = before[0] if before else "nobody", after[0] if after else "nobody"
    support = listed(list(after[1:]))
    if was == now:
        return f"stayed with {now}; in support now: {support or 'nobody'}"
    return f"passed from {was} to {now}" + (f", with {support} in support" if support else "")


def decided_text(decision: str, *, word: str, meeting: str, is_own: bool = False) -> str:
    """What the board decided, on which rating, and where."""
    on = f" as {word.lower()}" if word and decision == BoardDecision.ENDORSED else ""
    own = "; recorded by who wrote the update, which the board allows" if is_own else ""
    return f"{{was}} {decision}{on} at {meeting}{own}"


_FOUND = {"agrees": "agrees", "doubts": "doubts it", "disagrees": "disagrees"}


def assured_text(body: str, finding: str) -> str:
    """What another body made of an action; never an endorsement."""
    return f"{{was}} looked at by {body}, which {_FOUND.get(finding, finding)}"


def said_of(text: str, n: int) -> str:
    """A change's text for one action or for several."""
    return text.replace("{was}", "was" if n == 1 else "were")


def since_sentence(boundary: str, counts: dict[Kind, int], n_at_first_report: int = 0) -> str:
    """ "Since the board of 24 September 2026: 3 completed, 1 went backwards and 2 became late."

    What was completed at its very first report is said to be that: when it was done is not known.
    """
    return f"Since {boundary}: {_counts(counts, n_at_first_report) or 'nothing changed'}."


def counts_sentence(counts: dict[Kind, int], n_at_first_report: int = 0) -> str:
    """The same under a heading that names the boundary: "3 completed and 2 became late." """
    return f"{_counts(counts, n_at_first_report) or 'Nothing changed'}."


def _counts(counts: dict[Kind, int], n_at_first_report: int) -> str:
    said = []
    for kind in sorted(counts, key=_headline_order):
        if not counts[kind]:
            continue
        at_first = n_at_first_report if kind is Kind.COMPLETED else 0
        said.append(f"{counts[kind]:,} {kind.verb}{_first_reports(at_first, counts[kind])}")
    return listed(said)


def _first_reports(n: int, n_all: int) -> str:
    if not n:
        return ""
    return f" ({'all' if n == n_all else f'{n:,} of them'} at the first report)"


def _headline_order(kind: Kind) -> int:
    """What was done is said first in a headline, then the rest with the worst first."""
    return -1 if kind is Kind.COMPLETED else list(Kind).index(kind)
