"""What the action list and the forms that record updates need to know, as plain values."""

from dataclasses import dataclass

from plans.rules.meanings import Mark


@dataclass(frozen=True)
class Choice:
    """One value that a filter takes: as it stands in the address, in words, and how many it finds.

    `also` are other ways to write the value; `said` is how a sentence names it.
    """

    value: str
    label: str
    n: int
    said: str = ""
    also: tuple[str, ...] = ()
    id: int | None = None


@dataclass(frozen=True)
class ListChoices:
    """What the actions of a plan can be filtered by on one day, and how many there are of each."""

    n: int
    objective_word: str
    ratings: tuple[Choice, ...]
    bases: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    objectives: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    n_overdue: int
    n_outstanding: int
    n_work_remains: int
    n_awaits: int
    n_differ: int
    board: tuple[Choice, ...]  # what the board decided
    overdue_rule: str
    behind_word: str  # the key's own word for what is behind; "" where it has none


@dataclass(frozen=True)
class Option:
    """One box of the filter."""

    id: str
    name: str
    value: str
    label: str
    n: int
    checked: bool


@dataclass(frozen=True)
class OptionGroup:
    """Some boxes of the filter under one legend."""

    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class SortLink:
    """One heading that sorts. `direction` as aria-sort has it, "" where the table is not so sorted."""

    text: str
    url: str
    direction: str = ""


@dataclass(frozen=True)
class KnownOfAction:
    """How an action stands as somebody opens a form on it. `seen`: the id of its last update, or 0."""

    id: int
    ref: str
    title: str
    url: str
    due_text: str
    rating: str
    mark: Mark
    comment: str
    comment_day: str
    remaining: str
    forecast: str
    seen: int
    key: tuple[tuple[str, Mark], ...]  # the words of the plan's key with their marks


@dataclass(frozen=True)
class LaterUpdate:
    """One update that was recorded while a form on its action was open."""

    day_text: str
    by: str
    is_own: bool
    mark: Mark | None
    comment: str
    remaining: str
    forecast: str
