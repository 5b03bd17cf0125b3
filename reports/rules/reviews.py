"""The words of a review: its texts, meetings, answers, and the clock that runs after it."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

from plans.rules.dates import Precision, days_text, long_date
from plans.rules.words import count_of


class NarrativeKind(StrEnum):
    """The texts of a review that stand alone, in the order of the report."""

    PREFACE = "preface"
    PURPOSE = "purpose"
    CONCLUSIONS = "conclusions"
    RECOMMENDATIONS = "recommendations"
    EQUALITIES = "equalities"
    LAW = "law"
    FINANCE = "finance"

    @property
    def label(self) -> str:
        return {
            "preface": "Preface",
            "purpose": "Purpose",
            "conclusions": "Before the conclusions",
            "recommendations": "Before the recommendations",
            "equalities": "Comments on equalities",
            "law": "Comments on law",
            "finance": "Comments on finance",
        }[self.value]


class PanelMeetingKind(StrEnum):
    """What a panel met for."""

    EVIDENCE = "evidence"
    INFORMAL = "informal"
    SIGN_OFF = "sign-off"

    @property
    def label(self) -> str:
        return {
            "evidence": "Meeting to hear evidence",
            "informal": "Informal meeting",
            "sign-off": "Meeting to sign off the report",
        }[self.value]


class Answer(StrEnum):
    """What an executive answers to a recommendation."""

    ACCEPTED = "accepted"
    IN_PART = "in part"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {"accepted": "Accepted", "in part": "Accepted in part", "rejected": "Rejected"}[
            self.value
        ]


class Progress(StrEnum):
    """How far a recommendation has been carried out."""

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    DONE = "done"
    OVERTAKEN = "overtaken"

    @property
    def label(self) -> str:
        return {
            "not started": "Not started",
            "under way": "Under way",
            "done": "Carried out",
            "overtaken": "Overtaken by events",
        }[self.value]


class ClockUnit(StrEnum):
    """In what the time for an answer is counted."""

    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return self.value


class ClockFrom(StrEnum):
    """From which day the time for an answer runs."""

    PUBLISHED = "published"
    RECEIVED = "received"

    @property
    def label(self) -> str:
        return {
            "published": "the day the report was published",
            "received": "the day the executive had the report before it",
        }[self.value]


def answer_due(start: date, *, length: int, unit: ClockUnit) -> date:
    """The last day on which an answer is in time: so many weeks, or calendar months, after `start`.

    A month that has no such day ends on its own last day (31 December, two months: 28 February).
    Two months are those of section 9FE of the Local Government Act 2000, eight weeks those of many
    councils' own rules.
    """
    if unit is ClockUnit.WEEKS:
        return start + timedelta(weeks=length)
    months = start.month - 1 + length
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


class ClockState(StrEnum):
    """How the time for an answer stands on a day."""

    NOT_RUNNING = "not running"
    RUNNING = "running"
    LATE = "late"
    ANSWERED = "answered"


def clock_state(
    start: date | None, due: date | None, answered_on: date | None, *, as_at: date
) -> ClockState:
    """How the clock stands; `answered_on` is the day by which all was answered, None: not all is.

    The day on which the time ends is still in time. Without a day from which it runs, or before that
    day, it does not run.
    """
    if answered_on is not None and answered_on <= as_at:
        return ClockState.ANSWERED
    if start is None or due is None or as_at < start:
        return ClockState.NOT_RUNNING
    return ClockState.LATE if as_at > due else ClockState.RUNNING


def clock_sentence(
    *,
    executive: str,
    length: int,
    unit: ClockUnit,
    runs_from: ClockFrom,
    rule: str,
    start: date | None,
    answered_on: date | None,
    n_answered: int,
    n_all: int,
    as_at: date,
) -> str:
    """How long the executive has, from which day and by which rule, and how that stands on the day."""
    due = answer_due(start, length=length, unit=unit) if start else None
    by_rule = f", by {rule}" if rule else ""
    time = count_of(length, unit.value.removesuffix("s"))
    has = f"{executive} has {time} for its answer, from {runs_from.label}{by_rule}."
    if not n_all:
        return f"{has} There is no recommendation to answer yet."
    answered = f"{n_answered:,} of {count_of(n_all, 'recommendation')} answered"
    match clock_state(start, due, answered_on, as_at=as_at):
        case ClockState.NOT_RUNNING if start is None:
            return f"{has} That day is not recorded, so the time does not run."
        case ClockState.NOT_RUNNING:
            return f"{has} That is {long_date(start)}, after {long_date(as_at)}."
        case ClockState.ANSWERED:
            return f"{has} {_answered(due, answered_on, n_all)}"
        case ClockState.LATE:
            late = days_text((as_at - due).days)
            return (
                f"{has} The time ran out on {long_date(due)}: on {long_date(as_at)} the answer was "
                f"{late} late, with {answered}."
            )
    left = (due - as_at).days
    still = f"{days_text(left)} {'is' if left == 1 else 'are'} left" if left else "that is today"
    return f"{has} It runs until {long_date(due)}; on {long_date(as_at)} {still}, with {answered}."


def _answered(due: date | None, answered_on: date, n_all: int) -> str:
    whole = "The recommendation was" if n_all == 1 else f"All {n_all:,} recommendations were"
    said = f"{whole} answered by {long_date(answered_on)}"
    if due is None:
        return f"{said}."
    if answered_on <= due:
        return f"{said}, in time: it ran until {long_date(due)}."
    late = days_text((answered_on - due).days)
    return f"{said}, {late} after the time ran out on {long_date(due)}."


def earliest(on: date, precision: str) -> date:
    """The first day that a date can mean, of which the last one is stored.

    A month is its first day, a quarter and a season begin two months before their last, a year on
    1 January.
    """
    match precision:
        case Precision.MONTH:
            return on.replace(day=1)
        case Precision.QUARTER | Precision.SEASON:
            months = on.year * 12 + on.month - 3
            return date(months // 12, months % 12 + 1, 1)
        case Precision.YEAR:
            return date(on.year, 1, 1)
    return on
