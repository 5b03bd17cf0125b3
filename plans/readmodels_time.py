"""What the pages about time print: what changed, the journey, slips and forecasts."""

from dataclasses import dataclass
from datetime import date

from plans.readmodels import LinkLine, Word
from plans.rules.changes import Kind
from plans.rules.meanings import Mark


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changed of one action; `text` follows its ref. `owner_id` is the leading role's."""

    kind: Kind
    action_id: int
    ref: str
    title: str
    url: str
    objective: str
    owner_id: int | None
    owner: str
    on: date
    day_text: str
    text: str
    detail: str
    source: str
    shape: str
    tone: str
    at_first_report: bool = False


@dataclass(frozen=True)
class JoinedChange:
    """One sentence of a short list about one action or several of which the same is to be said."""

    kind: Kind
    refs: tuple[Word, ...]
    text: str
    day_text: str
    detail: str
    source: str
    shape: str
    tone: str


@dataclass(frozen=True)
class Boundary:
    """The day after whose end a comparison begins, in words. `note` says what is not exact about it."""

    on: date
    words: str
    note: str = ""
    meeting_ref: str = ""


@dataclass(frozen=True)
class ChangesBrief:
    """The short list: since when, the sentence of counts, the first few changes, and the way to all."""

    boundary: Boundary
    heading: str
    sentence: str
    lines: tuple[JoinedChange, ...]
    n_more: int
    url: str


@dataclass(frozen=True)
class ChangeGroup:
    """All changes of one kind on a page."""

    id: str
    label: str
    n_text: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class Choice:
    """One option of a form."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ChangesPage:
    """What changed of a plan between two days, grouped by kind, with what it can be narrowed to."""

    plan_ref: str
    plan_title: str
    sentence: str
    note: str
    groups: tuple[ChangeGroup, ...]
    n_shown: int
    n: int
    shown_text: str
    meetings: tuple[Choice, ...]
    since_value: str
    kinds: tuple[Choice, ...]
    objectives: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    is_filtered: bool
    all_url: str
    pages: tuple[LinkLine, ...] = ()


@dataclass(frozen=True)
class JourneyDay:
    """One day of a journey: a board meeting, a day on which something was said, or the day asked about."""

    on: date
    label: str
    short: str
    why: str


@dataclass(frozen=True)
class JourneyPoint:
    """How an action stood at the end of one day of its journey."""

    day: JourneyDay
    mark: Mark
    is_late: bool
    board: str


@dataclass(frozen=True)
class JourneyRow:
    """One action across the days of a plan's journey."""

    ref: str
    title: str
    url: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class LaneMark:
    """One statement on a lane: from and until bound the days that it can mean."""

    from_on: date
    until_on: date
    mark: Mark
    word: str


@dataclass(frozen=True)
class Lane:
    """One lane of an action's strip: who speaks, what was said when, and the words for silence."""

    label: str
    marks: tuple[LaneMark, ...]
    silence: str


@dataclass(frozen=True)
class Forecast:
    """When an action is expected to be done: the days that the words can mean."""

    from_on: date
    until_on: date
    text: str
    passed: bool


@dataclass(frozen=True)
class ActionJourney:
    """One action's way through the meetings of its board, as plain values to draw and to read."""

    ref: str
    starts_on: date
    as_at: date
    points: tuple[JourneyPoint, ...]
    lanes: tuple[Lane, ...]
    forecast: Forecast | None
    due_on: date | None
    due_text: str
    objective_on: date | None
    objective_text: str
    objective_word: str
    summary: str


@dataclass(frozen=True)
class StackPart:
    """How many actions stood on one rating on one day."""

    word: str
    mark: Mark
    n: int


@dataclass(frozen=True)
class StackDay:
    """The counts of a whole plan on one day, in the order of its key, unrated last."""

    day: JourneyDay
    parts: tuple[StackPart, ...]
    n_late: int

    @property
    def n(self) -> int:
        return sum(part.n for part in self.parts)


@dataclass(frozen=True)
class PlanJourney:
    """A whole plan through time: the counts of each day, and a page of its actions' strips."""

    plan_ref: str
    plan_title: str
    sentence: str
    note: str
    stack: tuple[StackDay, ...]
    rows: tuple[JourneyRow, ...]
    days: tuple[JourneyDay, ...]
    key: tuple[Mark, ...]
    rows_text: str
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Move:
    """One revision of a due date, in words."""

    day_text: str
    text: str
    reason: str
    agreed: str


@dataclass(frozen=True)
class SlipLine:
    """One action whose date was moved; `days` is None where the first or the last date is unknown."""

    ref: str
    title: str
    url: str
    owner: str
    first_text: str
    now_text: str
    days: int | None
    days_text: str
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class ForecastLine:
    """One forecast, and what became of it."""

    ref: str
    title: str
    url: str
    owner: str
    given_text: str
    forecast_text: str
    outcome: str
    outcome_text: str
    shape: str
    tone: str


@dataclass(frozen=True)
class TrueCount:
    """How often the forecasts of one owner, or of all, came true."""

    owner: str
    text: str
    n_open: int


@dataclass(frozen=True)
class SlipsPage:
    """Dates that were moved and forecasts that were given, of a whole plan up to a day."""

    plan_ref: str
    plan_title: str
    sentence: str
    forecast_sentence: str
    slips: tuple[SlipLine, ...]
    forecasts: tuple[ForecastLine, ...]
    by_owner: tuple[TrueCount, ...]
