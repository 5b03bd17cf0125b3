"""What is held back, and the words of the officer's log."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WITHHELD = "[c]"  # the shorthand of confidential figures in statistics for the public
HELD_WORDS = "held back, so that nobody can be worked out from it"


@dataclass(frozen=True)
class HeldFigure:
    """One figure that is held back: what it is, by which rule, and why in a sentence.

    Neither `what` nor `reason` says the number.
    """

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
