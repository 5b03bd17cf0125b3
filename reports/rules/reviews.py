"""The words of a review: its texts, meetings, answers, and the clock that runs after it."""

import calendar
from datetime import date, timedelta
from enum import StrEnum


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
