"""What a chart of one indicator shows, as plain values: pages, papers and workbooks draw the same."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ChartPoint:
    """One reading of the drawn line. `value` None is a gap; `low` and `high` None: no interval.

    `at` is the last day that it covers. `label` is short, in one or two lines; `text` is the value
    as published. A hollow point has no count behind it.
    """

    at: date
    label: tuple[str, ...]
    period: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    interval_text: str = ""
    is_hollow: bool = False
    is_broken_before: bool = False  # a rebase or another counting rule: no line from the one before
    is_after_gap: bool = False  # broken because a period is missing; the figures are comparable
    rating: str = ""
    flag: str = ""
    document: str = ""

    @property
    def apart_text(self) -> str:
        """Why no line leads here from the reading before; "" where one does, or there is none."""
        if self.is_after_gap:
            return "a period before it is missing"
        return "not comparable with the one before" if self.is_broken_before else ""


@dataclass(frozen=True)
class ChartMark:
    """A comparator's value: a diamond with its name, never joined."""

    at: date
    value: float
    text: str
    name: str


@dataclass(frozen=True)
class ChartBand:
    """A zone between two values over some days; None is an open end or an open span.

    `kind` is "band", "gap" or "overlap"; `word` what stands in the gutter.
    """

    word: str
    tone: str
    low: float | None
    high: float | None
    kind: str = "band"
    start: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ChartEvent:
    """Something that happened on the time line: `kind` is "note", "rebase" or "action"."""

    at: date
    label: str
    kind: str
    url: str = ""


@dataclass(frozen=True)
class ChartLimit:
    """Control limits over a stretch of the line; `lower` None where nothing can be so low."""

    start: date
    until: date
    centre: float
    lower: float | None
    upper: float


@dataclass(frozen=True)
class Chart:
    """One line over time with all that stands beside it. Points stand oldest first.

    `not_drawn` says in sentences which readings are not on it, `n_left_out` how many are earlier than
    it begins. `target` is a value to reach.
    """

    ref: str
    title: str
    description: str
    sentence: str
    unit_text: str
    decimals: int
    points: tuple[ChartPoint, ...]
    marks: tuple[ChartMark, ...] = ()
    bands: tuple[ChartBand, ...] = ()
    events: tuple[ChartEvent, ...] = ()
    limits: tuple[ChartLimit, ...] = ()
    target: float | None = None
    target_text: str = ""
    caption: str = ""
    not_drawn: tuple[str, ...] = ()
    n_left_out: int = 0
    is_percent: bool = False
    name: str = ""  # the indicator's, where the title says more


@dataclass(frozen=True)
class Spark:
    """The small chart of a list: values oldest first, None is a gap. `words` say what it shows."""

    values: tuple[float | None, ...]
    words: str
    tone: str = ""
