"""What the overview and the dashboards print, as plain values."""

from dataclasses import dataclass

from indicators.readmodels import IndicatorRow
from plans.readmodels import Bar, KeyRow, LinkLine, RemarkLine, Segment, Word
from plans.readmodels_questions import QuestionLine
from plans.readmodels_time import ChangesBrief


@dataclass(frozen=True)
class Tile:
    """One number that is a link to the rows behind it."""

    number: str
    label: str
    url: str
    note: str = ""
    tone: str = ""
    shape: str = ""


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective on a dashboard; `longest_text` is "" where nothing is late."""

    number: str
    title: str
    url: str
    note: str
    n: int
    bar: Bar
    n_overdue: int
    overdue_url: str
    longest_text: str
    n_work_remains: int
    remains_url: str
    n_endorsed: int
    endorsed_url: str
    n_questions: int
    questions_url: str
    indicators: tuple[LinkLine, ...] = ()


@dataclass(frozen=True)
class PartGroup:
    """The objectives of one part, under its title and the day its table speaks of."""

    title: str
    url: str
    note: str
    rows: tuple[ObjectiveRow, ...]


@dataclass(frozen=True)
class Total:
    """The last row of the objectives' table."""

    label: str
    url: str
    words: tuple[Word, ...]
    n_overdue: int
    overdue_url: str
    n_work_remains: int
    remains_url: str
    n_endorsed: int
    endorsed_url: str
    n_questions: int
    questions_url: str
    questions_note: str


@dataclass(frozen=True)
class PlanDashboard:
    """How one plan stood on a day, from the sentence down to its key."""

    ref: str
    title: str
    service: str
    sentence: str
    sub: str
    bases: tuple[Word, ...]
    latest: LinkLine | None
    tiles: tuple[Tile, ...]
    asked: tuple[QuestionLine, ...]
    kinds: tuple[LinkLine, ...]
    n_questions: int
    questions_url: str
    changes: ChangesBrief
    meetings: tuple[LinkLine, ...]
    groups: tuple[PartGroup, ...]
    patterns: tuple[Segment, ...]
    total: Total
    key: tuple[KeyRow, ...]
    overdue_rule: str
    remarks: tuple[RemarkLine, ...]
    actions_url: str
    pages: tuple[LinkLine, ...]
    objective_word: str
    objectives_word: str


@dataclass(frozen=True)
class PlanLine:
    """One plan in a list of plans."""

    title: str
    url: str
    latest_text: str
    n_actions: int
    sentence: str


@dataclass(frozen=True)
class Overview:
    """What a person sees first: how the latest plan stands, what changed, and what waits for them.

    `changes` is None where no plan has begun. `waiting` and `others` are the reader's own.
    """

    service: str
    headline: str
    plan_title: str = ""
    plan_url: str = ""
    latest: LinkLine | None = None
    tiles: tuple[Tile, ...] = ()
    changes: ChangesBrief | None = None
    plans: tuple[PlanLine, ...] = ()
    waiting: tuple[LinkLine, ...] = ()
    others: tuple[LinkLine, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    exceptions: tuple[IndicatorRow, ...] = ()
    indicators_url: str = ""
