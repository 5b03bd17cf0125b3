"""The words of governance: kinds of boards, meetings, decisions, attendance, findings, answers."""

from enum import StrEnum


class Labelled(StrEnum):
    """A choice whose value, with spaces and a capital, is its label."""

    @property
    def label(self) -> str:
        text = self.value.replace("-", " ")
        return text[0].upper() + text[1:]


class BoardKind(Labelled):
    BOARD = "board"
    SUB_GROUP = "sub-group"
    PANEL = "panel"

    @property
    def label(self) -> str:
        return {"board": "Management board", "sub-group": "Sub-group", "panel": "Scrutiny panel"}[
            self.value
        ]


class MeetingKind(Labelled):
    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    WORKSHOP = "workshop"
    SCRUTINY = "scrutiny"


class AttendanceState(Labelled):
    """How a seat was filled at a meeting."""

    PRESENT = "present"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def is_filled(self) -> bool:
        return self in (AttendanceState.PRESENT, AttendanceState.DEPUTY)


class DecisionKind(Labelled):
    """What a meeting can decide."""

    ENDORSED = "endorsed"
    CHALLENGED = "challenged"
    DEFERRED = "deferred"
    RE_DATED = "re-dated"
    DATE_AGREED = "date-agreed"
    DATE_KEPT = "date-kept"
    SET_ASIDE = "set-aside"
    KEPT_OPEN = "kept-open"
    ASKED = "asked"
    OWN_ALLOWED = "own-allowed"
    OWN_REFUSED = "own-refused"
    OTHER = "other"

    @property
    def label(self) -> str:
        special = {
            "re-dated": "Re-dated",
            "date-agreed": "New date agreed",
            "date-kept": "Date kept",
            "set-aside": "Question set aside",
            "kept-open": "Question kept open",
            "asked": "Asked of an owner",
            "own-allowed": "Endorsing one’s own update allowed",
            "own-refused": "Endorsing one’s own update no longer allowed",
        }
        return special.get(self.value) or super().label


class FindingTopic(Labelled):
    CHAIRING = "chairing"
    ATTENDANCE = "attendance"
    MEMBERSHIP = "membership"
    SCRUTINY = "scrutiny"
    OTHER = "other"


class AssuranceFinding(Labelled):
    """What another body says of a claim."""

    AGREES = "agrees"
    DOUBTS = "doubts"
    DISAGREES = "disagrees"


class AnswerKind(Labelled):
    """What was done about a question."""

    ANSWERED = "answered"
    ASKED = "asked"  # the manager asks the board to set it aside
    SET_ASIDE = "set-aside"
    KEPT_OPEN = "kept-open"

    @property
    def label(self) -> str:
        return {
            "answered": "Answered",
            "asked": "Asked to be set aside",
            "set-aside": "Set aside",
            "kept-open": "Kept open",
        }[self.value]


class ChangeKind(Labelled):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


CLOSING = frozenset({AnswerKind.ANSWERED, AnswerKind.SET_ASIDE})
