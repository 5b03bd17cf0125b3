"""The words of packs and of the work of making them."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of pack."""

    PLAN = "plan"
    BOARD = "board"
    SCRUTINY = "scrutiny"

    @property
    def label(self) -> str:
        return {
            "plan": "Plan monitoring",
            "board": "Board pack",
            "scrutiny": "Scrutiny report",
        }[self.value]


class Audience(StrEnum):
    """Whom a pack is for, and so what it may hold."""

    BOARD = "board"
    EXEMPT = "exempt"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return {
            "board": "The board, confidential",
            "exempt": "The panel, exempt from publication",
            "public": "The public",
        }[self.value]


class Task(StrEnum):
    """What a worker is asked for."""

    FILES = "files"
    ISSUE = "issue"

    @property
    def label(self) -> str:
        return {"files": "Make files of a draft", "issue": "Issue a pack"}[self.value]


class JobState(StrEnum):
    """How a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return self.value.capitalize()


# Schedule 12A to the Local Government Act 1972, Part 1 (England): what each paragraph is about.
SCHEDULE_12A: dict[int, str] = {
    1: "information relating to any individual",
    2: "information which is likely to reveal the identity of an individual",
    3: "information relating to the financial or business affairs of any particular person",
    4: "information relating to labour relations consultations or negotiations",
    5: "information in respect of which legal professional privilege could be maintained",
    6: "information on notices and orders that an authority proposes to give or make",
    7: "information relating to action on the prevention, investigation or prosecution of crime",
}
