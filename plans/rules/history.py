"""How an action stood on a day: its statements folded into one standing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

# The parts of an update that hold until a later update states them anew.
HELD = ("rating", "comment", "remaining", "forecast", "evidence")


@dataclass(frozen=True)
class Said:
    """One update, as far as the fold needs it: when it counts, and which parts it states or clears."""

    id: int
    effective_on: date
    position: int
    known_on: date
    states: frozenset[str] = frozenset()
    clears: frozenset[str] = frozenset()
    corrects: int | None = None


@dataclass(frozen=True)
class Setting:
    """One dated setting that replaces the one before it whole: a due date, or the owners."""

    id: int
    effective_on: date
    position: int
    known_on: date


@dataclass(frozen=True)
class Fold:
    """Which statement each part of a standing comes from; None where nothing was said.

    `latest` is the update said last, whatever it states. `first_due` is the due date that the plan
    began with, `due` the one that counts now.
    """

    holds: dict[str, int] = field(default_factory=dict)
    latest: int | None = None
    first_due: int | None = None
    due: int | None = None
    owners: int | None = None


Dated = TypeVar("Dated", Said, Setting)


def _counting(items: Iterable[Dated], *, as_at: date | None, known_on: date | None) -> list[Dated]:
    """Those that count on the day asked about, in the order in which they count."""
    known = [item for item in items if known_on is None or item.known_on <= known_on]
    replaced = {getattr(item, "corrects", None) for item in known}
    return sorted(
        (i for i in known if i.id not in replaced and (as_at is None or i.effective_on <= as_at)),
        key=lambda item: (item.effective_on, item.position, item.id),
    )


def after(holds: dict[str, int], said: Said) -> dict[str, int]:
    """What holds once an update is said that comes after everything else."""
    kept = {part: by for part, by in holds.items() if part not in said.clears}
    return kept | dict.fromkeys(said.states, said.id)


def fold(
    updates: Iterable[Said],
    dues: Iterable[Setting],
    owners: Iterable[Setting],
    *,
    as_at: date | None,
    known_on: date | None = None,
) -> Fold:
    """The standing at the end of `as_at` (None: after everything), of what was known by `known_on`.

    Order: effective date, position within the day, order of recording. A correction takes the
    place of what it names, from the day on which it was known. The first due date and the first
    owners belong to the plan itself and are not limited by `known_on`: a plan whose tree is known
    has the dates that it was written with.
    """
    holds: dict[str, int] = {}
    latest = None
    for said in _counting(updates, as_at=as_at, known_on=known_on):
        holds = after(holds, said)
        latest = said.id
    first_due, due = _setting(dues, as_at=as_at, known_on=known_on)
    return Fold(
        holds=holds,
        latest=latest,
        first_due=first_due,
        due=due,
        owners=_setting(owners, as_at=as_at, known_on=known_on)[1],
    )


def _setting(
    settings: Iterable[Setting], *, as_at: date | None, known_on: date | None
) -> tuple[int | None, int | None]:
    """The first setting of all, and the one that counts on the day asked about."""
    counting = _counting(settings, as_at=as_at, known_on=None)
    if not counting:
        return None, None
    first = counting[0]
    known = [s for s in counting if s is first or known_on is None or s.known_on <= known_on]
    return first.id, known[-1].id


def turning_days(*statements: Sequence[Said] | Sequence[Setting]) -> list[date]:
    """The days on which a standing can change, oldest first."""
    return sorted({item.effective_on for group in statements for item in group})
