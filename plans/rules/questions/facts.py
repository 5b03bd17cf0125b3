"""What the rules of questions look at: one plan and its actions on a day, as plain values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from plans.rules.meanings import Meaning, is_outstanding, is_overdue


class Severity(StrEnum):
    """How soon a question is worth the board's minute: at the table, in writing, or at hand."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return f"{self.value.capitalize()} severity"

    @property
    def order(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True)
class Place:
    """Where a fact stands: the document's ref and title, and the place in it."""

    document: str
    title: str
    place: str


@dataclass(frozen=True)
class Day:
    """A day, no more exact than it is known. Dates of statements and forecasts alike."""

    on: date
    precision: str = "day"


@dataclass(frozen=True)
class Said:
    """What one document said of an action in one place: a rating (word "" for none), a forecast."""

    day: Day
    position: int
    word: str
    meaning: Meaning | None
    forecast: Day | None
    place: Place | None


@dataclass(frozen=True)
class Before:
    """The last other rating that an action had, on an earlier day than the one that stands."""

    word: str
    meaning: Meaning
    day: Day


@dataclass(frozen=True)
class Revision:
    """One revised due date, in the order agreed. `agreed_at`: the meeting, "" where none is on record."""

    day: Day
    due_on: date | None
    agreed_at: str
    place: Place | None = None


@dataclass(frozen=True)
class Finding:
    """What another body found of an action: agrees, doubts or disagrees."""

    body: str
    finding: str
    text: str
    day: Day
    place: Place | None = None


@dataclass(frozen=True)
class Otherwise:
    """What a document says of the plan or a part of it with which an action disagrees."""

    text: str
    claims: Meaning | None
    day: Day
    place: Place | None = None


@dataclass(frozen=True)
class Decided:
    """The board's latest decision on an action. `reading`: endorsed, challenged, deferred or stale.

    `changed` names what stands otherwise than was decided on; `awaits`: it is before the board again.
    """

    reading: str
    day: Day
    meeting: str
    reason: str = ""
    changed: tuple[str, ...] = ()
    awaits: bool = False
    is_own: bool = False
    place: Place | None = None


@dataclass(frozen=True)
class ActionFacts:
    """One action as it stood on the day asked about. None and "": not stated, or not known.

    `remains_said` and `forecast_said`: said with the rating that stands, or after it. `names` are
    the refs of the actions that it names as what it rests on.
    """

    ref: str
    title: str
    objective: str = ""
    objective_due: Day | None = None
    place: Place | None = None
    word: str = ""
    meaning: Meaning | None = None
    basis: str = ""
    inferred_from: str = ""
    rated: Day | None = None
    rated_place: Place | None = None
    before: Before | None = None
    due_as_written: str = ""
    first_due_on: date | None = None
    due: Day | None = None
    revisions: tuple[Revision, ...] = ()
    forecast: Day | None = None
    forecast_on_record: Day | None = None  # the day on which it was forecast
    forecast_said: bool = False
    forecast_place: Place | None = None
    comment: str = ""
    comment_place: Place | None = None
    remaining: str = ""
    remains_said: bool = False
    remaining_place: Place | None = None
    has_evidence: bool = False
    has_owner: bool = True
    owners_as_written: str = ""
    has_success_measure: bool = True
    updated: Day | None = None
    said: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    decided: Decided | None = None
    names: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.meaning is Meaning.COMPLETE

    @property
    def is_outstanding(self) -> bool:
        return is_outstanding(self.meaning)

    def is_overdue(self, as_at: date) -> bool:
        return is_overdue(self.meaning, self.due.on if self.due else None, as_at=as_at)


@dataclass(frozen=True)
class ObjectiveFacts:
    """One objective: when it was to be met, and whether anybody is on record as having judged it."""

    number: str
    due: Day | None = None
    is_judged: bool = False
    place: Place | None = None


@dataclass(frozen=True)
class PlanFacts:
    """One plan on a day. `last_meeting`: the day at whose end the board's last meeting was past."""

    as_at: date
    begins_on: date
    actions: tuple[ActionFacts, ...] = ()
    objectives: tuple[ObjectiveFacts, ...] = ()
    objective_word: str = "objective"
    behind_word: str = ""  # the key's own word for what is behind; "" where it has none
    overdue_is_behind: bool = True  # the key's rule of precedence
    last_meeting: date | None = None
    last_meeting_text: str = ""

    @cached_property
    def by_ref(self) -> Mapping[str, ActionFacts]:
        return {a.ref: a for a in self.actions}


@dataclass(frozen=True)
class Found:
    """What a rule found: the sentence, how severe it is, where its facts stand, and what decides it.

    `decisive` are the facts that bring the question back when they change; a count of days, which
    changes every night, is never among them. `refs`: the actions, where it is about several.
    """

    text: str
    severity: Severity
    sources: tuple[Place, ...] = ()
    decisive: tuple = ()
    refs: tuple[str, ...] = field(default=())


def fingerprint(code: str, ref: str | None, decisive: tuple) -> str:
    """SHA-256 over the rule, the action and the facts that decide it; hexadecimal."""
    said = json.dumps([code, ref, decisive], default=str, ensure_ascii=True)
    return hashlib.sha256(said.encode("ascii")).hexdigest()
