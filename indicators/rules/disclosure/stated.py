"""What a publication states: readings of indicators and cells of tables, as plain values.

They can be written down with an issued pack and read back, so that what was told once counts for
every later one.
"""

from dataclasses import dataclass, field
from datetime import date

from indicators.rules.measures import People, Unit
from indicators.rules.printed import Printed, read_printed

Window = tuple  # first and last day; where they are not known, the period and document as printed


@dataclass(frozen=True)
class StepWords:
    """A later step of a funnel: its ref, its own words, and whether it is of what the last counted."""

    ref: str
    numerator: str
    denominator: str
    is_of_the_last: bool = True


@dataclass(frozen=True)
class Subject:
    """An indicator as disclosure control sees it."""

    ref: str
    people: People
    unit: Unit
    decimals: int = 1
    numerator: str = ""
    denominator: str = ""
    other_denominator: str = ""
    is_stock: bool = False
    steps: tuple[StepWords, ...] = ()

    def words_of(self, role: str, step: str) -> str:
        """The words of what is counted ("n"), of how many ("d"), or of the other ("o")."""
        for own in self.steps:
            if own.ref == step:
                return {"n": own.numerator, "d": own.denominator}.get(role, "")
        words = {"n": self.numerator, "d": self.denominator, "o": self.other_denominator}
        return words[role]

    def step_before(self, step: str) -> str | None:
        """The step whose count a step is of; None where it is the first or of something else."""
        order = ["", *(own.ref for own in self.steps)]
        own = next((s for s in self.steps if s.ref == step), None)
        return order[order.index(step) - 1] if own and own.is_of_the_last else None


@dataclass(frozen=True)
class StatedReading:
    """One reading as a publication states it. Counts are None where they are not known or not whole.

    `is_latest`: it is the figure that its line's headline is about. `is_offered`: the publication
    would state it; else it was stated, or held back, earlier.
    """

    id: int
    indicator: str
    series: str = "local"
    area: str = ""
    step: str = ""
    version: str = ""
    period: str = ""
    document: str = ""
    start: date | None = None
    end: date | None = None
    published: str = ""
    n: int | None = None
    d: int | None = None
    o: int | None = None
    is_total: bool = False
    is_latest: bool = False
    is_offered: bool = True

    @property
    def key(self) -> str:
        return f"reading:{self.id}"

    @property
    def window(self) -> Window:
        return (self.start, self.end) if self.start and self.end else (self.period, self.document)

    @property
    def number(self) -> Printed | None:
        return read_printed(self.published)

    def count(self, role: str) -> int | None:
        return {"n": self.n, "d": self.d, "o": self.o}[role]


@dataclass(frozen=True)
class StatedCell:
    """One printed cell of a table. `base`: of how many its share is, where that is known.

    `most` is the most that it can be of, where how many is not said. `row` and `column` are places.
    """

    id: int
    table: str
    row: int
    column: int
    heading: str = ""
    column_heading: str = ""
    document: str = ""
    printed: str = ""
    unit: str = ""
    people: People = People.CASELOAD
    base: int | None = None
    most: int | None = None
    part_of: str = ""
    is_total_row: bool = False
    is_total_column: bool = False
    is_offered: bool = True

    @property
    def key(self) -> str:
        return f"cell:{self.id}"

    @property
    def is_total(self) -> bool:
        return self.is_total_row or self.is_total_column


@dataclass(frozen=True)
class Statements:
    """All that one publication would state, and what is known of it beside."""

    subjects: dict[str, Subject] = field(default_factory=dict)
    readings: tuple[StatedReading, ...] = ()
    cells: tuple[StatedCell, ...] = ()
    sums: frozenset[str] = frozenset()  # tables whose totals are sums of their parts


@dataclass(frozen=True)
class Said:
    """What issued packs told the public, and the keys of what they held back."""

    statements: Statements = field(default_factory=Statements)
    held: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        found = self.statements
        return frozenset(f.key for f in (*found.readings, *found.cells))
