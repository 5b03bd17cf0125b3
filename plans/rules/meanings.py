"""What a rating means, and what the key and the dates make of an action."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Meaning(StrEnum):
    """What a rating says of an action, whatever colour and word a plan's key gives it."""

    COMPLETE = "complete"
    UNDER_WAY = "under way"
    BEHIND = "behind"
    NOT_DUE = "not due"
    NOT_PURSUED = "not pursued"


UNRATED = "unrated"  # the absence of a rating; counted on its own, never zero and never green
CLOSED = frozenset({Meaning.COMPLETE, Meaning.NOT_PURSUED})
# the order in which counts and bars are printed, settled first
MEANING_ORDER = (
    Meaning.COMPLETE,
    Meaning.UNDER_WAY,
    Meaning.BEHIND,
    Meaning.NOT_DUE,
    Meaning.NOT_PURSUED,
)


class Basis(StrEnum):
    """How the rating came to be: said in so many words, or read from other words."""

    STATED = "stated"
    INFERRED = "inferred"


class Colour(StrEnum):
    """The tone in which a rating is drawn; its word always stands beside it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


def is_outstanding(meaning: Meaning | None) -> bool:
    """Whether an action is reported neither complete nor not pursued; unrated ones are outstanding."""
    return meaning not in CLOSED


def is_overdue(meaning: Meaning | None, due_on: date | None, *, as_at: date) -> bool:
    """Whether an outstanding action is past its current due date.

    `due_on` is the last day that the due date means ("May 2014": 31 May), so an action is overdue
    from the first day after it. False where no date is known: nothing can be late against nothing.
    """
    return is_outstanding(meaning) and due_on is not None and as_at > due_on


def days_late(due_on: date, *, as_at: date) -> int:
    """Days from the due date to the day asked about; 0 or less while it is not past."""
    return (as_at - due_on).days


def forecast_passed(meaning: Meaning | None, forecast_on: date | None, *, as_at: date) -> bool:
    """Whether an outstanding action was expected to be done before the day asked about."""
    return is_outstanding(meaning) and forecast_on is not None and forecast_on < as_at


def calculated(
    meaning: Meaning | None, due_on: date | None, *, as_at: date, overdue_is_behind: bool = True
) -> Meaning | None:
    """What the key and the dates imply of an action reported with `meaning` (None: unrated).

    Reported complete or not pursued stays so. Otherwise past its date: behind; else reported under
    way or behind: under way; else with a date ahead: not due; else None, nothing can be implied.
    `overdue_is_behind` is the key's rule of precedence: without it an action that is reported under
    way stays so past its date. Source: design, section 4.
    """
    if meaning in CLOSED:
        return meaning
    if is_overdue(meaning, due_on, as_at=as_at):
        goes_on = meaning is Meaning.UNDER_WAY and not overdue_is_behind
        return Meaning.UNDER_WAY if goes_on else Meaning.BEHIND
    if meaning in (Meaning.UNDER_WAY, Meaning.BEHIND):
        return Meaning.UNDER_WAY
    return Meaning.NOT_DUE if due_on is not None else None


@dataclass(frozen=True)
class Mark:
    """How one rating is drawn: its word, its tone, the shape of its meaning and the form of its reading.

    `form` is "" for a rating stated, "inferred", "calc" for a calculated one, "board" for one endorsed.
    """

    word: str
    tone: Colour
    shape: str
    form: str = ""
    note: str = ""


def mark(word: str, colour: str, meaning: Meaning | str, basis: Basis | str = Basis.STATED) -> Mark:
    """The mark of a reported rating of a plan's own key."""
    inferred = basis == Basis.INFERRED
    return Mark(
        word=word,
        tone=Colour(colour),
        shape=Meaning(meaning).replace(" ", "-"),
        form="inferred" if inferred else "",
        note="inferred" if inferred else "",
    )


def board_mark(reading: str, meaning: Meaning | None) -> Mark:
    """How the board's reading is drawn: a double edge, its own word, the shape of what it decided on."""
    tones = {"endorsed": Colour.GREEN, "challenged": Colour.RED, "stale": Colour.AMBER}
    shapes = {"endorsed": meaning or "unrated", "challenged": "question", "stale": "disagree"}
    words = {"stale": "Endorsed, then changed"}
    return Mark(
        word=words.get(reading, reading.capitalize()),
        tone=tones.get(reading, Colour.GREY),
        shape=str(shapes.get(reading, "arrow")).replace(" ", "-"),
        form="board",
    )


UNRATED_MARK = Mark(word="Unrated", tone=Colour.GREY, shape="unrated")
