"""What the board has accepted of an action, and whether that still is what stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BoardDecision(StrEnum):
    """What a board can decide on an update."""

    ENDORSED = "endorsed"
    CHALLENGED = "challenged"
    DEFERRED = "deferred"

    @property
    def label(self) -> str:
        return self.value.capitalize()


STALE = "stale"  # endorsed, and what was endorsed has changed since


@dataclass(frozen=True)
class Content:
    """What a board decides on: all of an action that a claim of its state consists of.

    `rating` is the rating's id, `evidence` its words, day and link, `owners` the ids of the owner
    roles with the lead first. None and empty: not stated, or cleared.
    """

    rating: int | None
    comment: str | None
    evidence: tuple[str | None, date | None, str]
    due_on: date | None
    due_as_written: str
    owners: tuple[int, ...]

    @property
    def due(self) -> tuple[date | None, str]:
        """Two due dates are one where they mean one day, however written; else their words tell."""
        return (self.due_on, "") if self.due_on else (None, self.due_as_written.strip())


# What can differ, in the order in which it is said, and how each is called.
PARTS = {
    "rating": "the rating",
    "comment": "the comment",
    "evidence": "the evidence",
    "due": "the due date",
    "owners": "the owners",
}


def changed_parts(kept: Content, stands: Content) -> tuple[str, ...]:
    """Which parts of what was decided on stand otherwise now, by their names in PARTS.

    Saying the same again is no difference, nor is a new holder of the same role; which roles are in
    support counts, their order does not. Source: design, section 4.
    """
    return tuple(part for part in PARTS if _of(part, kept) != _of(part, stands))


def _of(part: str, content: Content):
    if part == "comment":
        return (content.comment or "").strip()
    if part == "evidence":
        words, on, link = content.evidence
        return (words or "").strip(), on, link
    if part == "owners":
        return content.owners[:1], frozenset(content.owners[1:])
    return getattr(content, part)


def endorsed_reading(decision: BoardDecision | None, *, changed: tuple[str, ...]) -> str:
    """ "endorsed", "challenged", "deferred", "stale", or "" where the board decided nothing.

    Stale: endorsed, and what was endorsed differs from what stands on the day asked about.
    Changing back makes it good again.
    """
    if decision is None:
        return ""
    if decision == BoardDecision.ENDORSED and changed:
        return STALE
    return str(decision)


def awaits_decision(
    rating: int | None, decision: BoardDecision | None, *, changed: tuple[str, ...]
) -> bool:
    """Whether what is reported waits for the board: rated, and not decided on as it stands.

    A deferred one waits for the next meeting; a challenged one waits once something of it changed.
    """
    if rating is None:
        return False
    return decision is None or decision == BoardDecision.DEFERRED or bool(changed)
