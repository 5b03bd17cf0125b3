"""What of a service's figures is held back from the public, as at a day, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.rules.disclosure import Policy
from plans.models import Service


@dataclass(frozen=True)
class HeldFigure:
    """One figure that is held back: what it is, by which rule, and why in a sentence."""

    what: str
    rule: str
    reason: str
    url: str = ""


@dataclass(frozen=True)
class Held:
    """What is held back: readings and cells of tables by their ids, and the officer's log."""

    readings: Mapping[int, HeldFigure] = field(default_factory=dict)
    cells: Mapping[int, HeldFigure] = field(default_factory=dict)

    @property
    def log(self) -> tuple[HeldFigure, ...]:
        return (*self.readings.values(), *self.cells.values())


def held_back(service: Service, *, as_at: date, policy: Policy, said_before: tuple = ()) -> Held:
    """What the public is not told of the service's figures, beside what earlier packs told it."""
    return Held()
