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
    began with, `due` the one that counts now. `decision` is the board's last on the action.
    """

    holds: dict[str, int] = field(default_factory=dict)
    latest: int | None = None
    first_due: int | None = None
    due: int | None = None
    owners: int | None = None
    decision: int | None = None


@dataclass(frozen=True)
class Spoken:
    """Everything that was said of one action: its updates, due dates, owners, the board's decisions."""

    updates: tuple[Said, ...] = ()
    dues: tuple[Setting, ...] = ()
    owners: tuple[Setting, ...] = ()
    decisions: tuple[Setting, ...] = ()

    def known(self, known_on: date | None) -> "Spoken":
        """What of it was known by the end of that day (None: all), each kind in the order it counts.

        A correction takes the place of what it names, from the day on which it was known. The first
        due date and the first owners belong to the plan itself and are always known: a plan whose
        tree is known has the dates that it was written with.
        """
        updates = _known(self.updates, known_on)
        replaced = {said.corrects for said in updates}
        return Spoken(
            tuple(said for said in updates if said.id not in replaced),
            _with_first(self.dues, known_on),
            _with_first(self.owners, known_on),
            tuple(_known(self.decisions, known_on)),
        )

    def known_days(self) -> list[date]:
        """The days on which something more became known, oldest first."""
        later = (*_in_order(self.dues)[1:], *_in_order(self.owners)[1:])
        return sorted({s.known_on for s in (*self.updates, *later, *self.decisions)})

    def turning_days(self) -> list[date]:
        """The days on which a standing can change, oldest first."""
        said = (*self.updates, *self.dues, *self.owners, *self.decisions)
        return sorted({s.effective_on for s in said})


Dated = TypeVar("Dated", Said, Setting)


def _in_order(items: Iterable[Dated]) -> list[Dated]:
    """Effective date, position within the day, order of recording."""
    return sorted(items, key=lambda item: (item.effective_on, item.position, item.id))


def _known(items: Iterable[Dated], known_on: date | None) -> list[Dated]:
    return _in_order(i for i in items if known_on is None or i.known_on <= known_on)


def _with_first(items: Iterable[Setting], known_on: date | None) -> tuple[Setting, ...]:
    ordered = _in_order(items)
    return tuple(
        s for n, s in enumerate(ordered) if n == 0 or known_on is None or s.known_on <= known_on
    )


def after(holds: dict[str, int], said: Said) -> dict[str, int]:
    """What holds once an update is said that comes after everything else."""
    kept = {part: by for part, by in holds.items() if part not in said.clears}
    return kept | dict.fromkeys(said.states, said.id)


def fold(spoken: Spoken, *, as_at: date | None, known_on: date | None = None) -> Fold:
    """The standing at the end of `as_at` (None: after everything), of what was known by `known_on`.

    The order in which things were recorded never matters, beyond the position that it gives.
    """
    known = spoken.known(known_on)
    day = as_at or date.max
    holds: dict[str, int] = {}
    latest = None
    for said in _until(known.updates, day):
        holds = after(holds, said)
        latest = said.id
    dues = _until(known.dues, day)
    return Fold(
        holds=holds,
        latest=latest,
        first_due=dues[0].id if dues else None,
        due=dues[-1].id if dues else None,
        owners=_last(_until(known.owners, day)),
        decision=_last(_until(known.decisions, day)),
    )


def _until(items: Sequence[Dated], day: date) -> list[Dated]:
    return [item for item in items if item.effective_on <= day]


def _last(items: Sequence[Setting]) -> int | None:
    return items[-1].id if items else None


def folds(spoken: Spoken, *, known_on: date | None = None) -> list[tuple[date, Fold]]:
    """The standing from each day on which it can change, oldest first; each is what `fold` gives.

    One pass over what was said, where a fold for every day would read it again for each.
    """
    known = spoken.known(known_on)
    found: list[tuple[date, Fold]] = []
    stood = Fold()
    queues = [list(reversed(group)) for group in (known.updates, known.dues)]
    queues += [list(reversed(group)) for group in (known.owners, known.decisions)]
    for day in known.turning_days():
        updates, dues, owners, decisions = ([*_taken(queue, day)] for queue in queues)
        holds = stood.holds
        for said in updates:
            holds = after(holds, said)
        stood = Fold(
            holds=holds,
            latest=updates[-1].id if updates else stood.latest,
            first_due=stood.first_due or (dues[0].id if dues else None),
            due=_last(dues) or stood.due,
            owners=_last(owners) or stood.owners,
            decision=_last(decisions) or stood.decision,
        )
        found.append((day, stood))
    return found


def _taken(queue: list[Dated], day: date) -> Iterable[Dated]:
    while queue and queue[-1].effective_on <= day:
        yield queue.pop()
