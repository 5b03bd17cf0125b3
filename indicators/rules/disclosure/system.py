"""The whole numbers of a publication, and what its figures say of them, as linear constraints."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

Unknown = tuple
MOST = 10**7  # no count of a service's children is as high


class Why(StrEnum):
    """How one count follows from others: what the officer is told."""

    SAME = "the same count"
    SHARE = "share"
    TOTAL = "total"
    WINDOW = "window"
    AREA = "area"


@dataclass(frozen=True)
class Sum:
    """So many times each of some unknown whole numbers, and a number beside."""

    terms: tuple[tuple[Unknown, int], ...]
    beside: int = 0

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        return tuple(unknown for unknown, _ in self.terms)

    def value(self, numbers: dict[Unknown, int]) -> int:
        return self.beside + sum(times * numbers[unknown] for unknown, times in self.terms)


def total(plus: Iterable[Unknown], minus: Iterable[Unknown] = (), beside: int = 0) -> Sum:
    """The sum of some unknowns less some others; what stands on both sides cancels."""
    times: dict[Unknown, int] = {}
    for unknowns, sign in ((plus, 1), (minus, -1)):
        for unknown in unknowns:
            times[unknown] = times.get(unknown, 0) + sign
    return Sum(tuple((u, n) for u, n in times.items() if n), beside)


@dataclass(frozen=True)
class Constraint:
    """A sum that lies between two whole numbers, both included; None is an open end."""

    sum: Sum
    low: int | None
    high: int | None
    why: Why = Why.SAME

    def holds(self, numbers: dict[Unknown, int]) -> bool:
        value = self.sum.value(numbers)
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    @property
    def is_equality(self) -> bool:
        return self.low is not None and self.low == self.high


def is_exactly(what: Sum, number: int, why: Why = Why.SAME) -> Constraint:
    return Constraint(what, number, number, why)


def at_least(what: Sum, number: int, why: Why = Why.SAME) -> Constraint:
    return Constraint(what, number, None, why)


@dataclass(frozen=True)
class Figure:
    """One figure that can be told or held back, and what telling it says.

    `cost` sorts what is held back first for the sake of others: what costs least. `was_said`: an
    issued pack told it, so holding it back changes nothing.
    """

    key: str
    says: tuple[Constraint, ...] = ()
    cost: tuple = ()
    was_said: bool = False
    is_total: bool = False


@dataclass(frozen=True)
class Secret:
    """A number that nobody may work out: it lies from `low` to `high`, which its mark tells already.

    `few`: of a number that no document prints, what would be too small to tell; () of a figure that
    is held back itself. `key` is that figure's.
    """

    sum: Sum
    low: int
    high: int
    key: str = ""
    few: tuple[int, ...] = ()


@dataclass
class System:
    """All figures, what is always known of their numbers, and what must not be."""

    figures: dict[str, Figure] = field(default_factory=dict)
    known: list[Constraint] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
