"""What the rules look at: one indicator, one reading, one note, as plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.rules.measures import Better, PeriodKind, Series, Status, Unit


@dataclass(frozen=True)
class Measure:
    """An indicator as the rules see it. `names` of what is counted are in the definition's words."""

    ref: str
    name: str
    unit: Unit
    decimals: int
    better: Better
    period_kind: PeriodKind
    numerator: str = ""
    denominator: str = ""
    other_denominator: str = ""
    is_stock: bool = False  # a number at one moment: never added up
    steps: tuple[str, ...] = ()  # refs of a funnel's later steps, in order; () where it is none


@dataclass(frozen=True)
class Facts:
    """One reading as published. Numbers and days are None where they are not known.

    `published` is "" where a value was never printed. `step` is the ref of a funnel's later step,
    "" for the first. `version` is the counting rule's, "" where the indicator has one only.
    """

    id: int
    series: Series
    period: str
    start: date | None = None
    end: date | None = None
    published: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    other_denominator: Decimal | None = None
    area: str = ""
    step: str = ""
    version: str = ""
    period_kind: PeriodKind | None = None  # the version's; None: the indicator's
    is_total: bool = False
    is_period_derived: bool = False
    rank: int | None = None
    rank_of: int | None = None
    status: Status = Status.FINAL
    published_on: date | None = None
    document: str = ""
    place: str = ""
    said_denominator: str = ""  # what the document's words divide by
    is_withheld: bool = False  # held back from the public: it has no figure and no rank

    @property
    def line(self) -> tuple[str, str, str, str]:
        """What readings of one line share: only these follow each other."""
        return (self.series.value, self.area, self.step, self.version)


class FlagKind(StrEnum):
    """What does not add up, by its code."""

    RECOMPUTED = "recomputed-differs"
    TOTAL = "total-differs"
    POPULATION = "population-jump"
    TWO_FIGURES = "two-figures"
    DENOMINATOR = "denominator-unclear"
    UNIT = "unit-printed-differs"
    DECIMALS = "decimals-differ"
    PERIOD = "period-differs"
    IMPOSSIBLE = "impossible"
    FUNNEL = "funnel-differs"
    RANK = "rank-impossible"
    CLAIM = "claim-contradicted"
    NOTATION = "band-notation"
    GAP = "band-gap"
    OVERLAP = "band-overlap"


@dataclass(frozen=True)
class Flag:
    """One thing that does not add up, as a sentence; `place` where a document says it."""

    kind: FlagKind
    text: str
    place: str = ""

    @property
    def code(self) -> str:
        return self.kind.value
