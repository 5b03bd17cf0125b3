"""What a paper says, as plain values with the words to print: every format prints these and makes none."""

from dataclasses import dataclass
from datetime import date

from indicators.readmodels import IndicatorLine, ReadingLine
from indicators.readmodels_chart import Chart
from plans.readmodels import (
    ActionLine,
    KeyRow,
    Made,
    RemarkLine,
    Segment,
    SourcePlace,
    Tally,
)
from plans.readmodels_questions import QuestionLine
from plans.rules.dates import Precision
from plans.rules.meanings import Mark
from plans.selectors.state import ObjectiveState, PartState, PlanState
from plans.selectors.updates import UpdateLine
from reports.readmodels_indicators import IndicatorPart, TableRow
from reports.rules.packs import Audience

NONE_RECORDED = "none recorded"
DRAFT = "Draft"
INVENTED_HEAD = "Invented service. "
INVENTED = (
    "This service, its plan, its meetings and its figures are made up to show what yotplan does."
)


@dataclass(frozen=True)
class PaperBar:
    """A stacked bar on paper; `title` says in words what it shows."""

    segments: tuple[Segment, ...]
    title: str


@dataclass(frozen=True)
class Day:
    """A date, how it is printed, and how exactly it is known. `on` None: no date, perhaps words."""

    on: date | None
    text: str
    precision: Precision | None


def day_of(on: date | None, text: str, precision: str | None) -> Day:
    """The day of a read-model, whose precision is a word or nothing."""
    return Day(on, text, Precision(precision) if precision else None)


NO_DAY = Day(None, "", None)


@dataclass(frozen=True)
class ActionRow:
    """One action with the words that its cells print. `board_text`: the day of the board's reading."""

    line: ActionLine
    due: Day
    revised: Day
    forecast: Day
    updated: Day
    late_text: str
    revised_text: str
    remains_text: str
    forecast_text: str
    reported_text: str
    basis_text: str
    board_text: str
    decision_text: str
    changed_text: str


@dataclass(frozen=True)
class UpdateRow:
    """One update with its dates as they are known."""

    line: UpdateLine
    effective: Day
    forecast: Day


@dataclass(frozen=True)
class ObjectiveSection:
    """One objective: what stands over its table, and its rows.

    `measured`: name and reference of each indicator that measures it.
    """

    anchor: str
    heading: str
    short_heading: str
    state: ObjectiveState
    text: str
    sentence: str
    links_text: str
    measured: tuple[tuple[str, str], ...]
    bar: PaperBar
    late_text: str
    remains_text: str
    endorsed_text: str
    questions_text: str
    rows: tuple[ActionRow, ...]

    @property
    def prefix(self) -> str:
        """Sets what its bar draws with apart from those of other bars on the paper."""
        return f"{self.anchor}-"

    @property
    def brief_prefix(self) -> str:
        return f"brief-{self.anchor}-"


@dataclass(frozen=True)
class PartSection:
    """One part: what its table speaks of, the recommendations it answers, its objectives."""

    anchor: str
    heading: str
    state: PartState
    as_at_text: str
    sentence: str
    bar: PaperBar
    objectives: tuple[ObjectiveSection, ...]

    @property
    def prefix(self) -> str:
        return f"{self.anchor}-"


@dataclass(frozen=True)
class FormRow:
    """One way in which a reading is drawn, and what it says."""

    mark: Mark | None
    shape: str
    word: str
    meaning: str


@dataclass(frozen=True)
class Gap:
    """Something that a reader might look for and that is not there."""

    what: str
    note: str


@dataclass(frozen=True)
class SummaryRow:
    """The counts of the plan, of one part or of one objective."""

    level: str
    part: str
    objective: str
    title: str
    due: Day
    tally: Tally
    n_questions: int


@dataclass(frozen=True)
class QuestionGroup:
    """The open questions of one severity, in plan order."""

    title: str
    lines: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class QuestionSection:
    """What is asked of the plan, how that was found, and by which rules nothing was asked."""

    sentence: str
    found_text: str
    rules_text: str
    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True)
class MeetingLine:
    """One meeting of the board with who came and how much it decided.

    `held_on` has no date where none is on record, and `not_before`, `not_after` are the limits that a
    text gives. Seats and those filled are None where they are not on record. `present` is by the
    member, `deputies` by somebody in the member's place.
    """

    held_on: Day
    date_text: str
    not_before: date | None
    not_after: date | None
    board: str
    kind: str
    seats: int | None
    present: int | None
    deputies: int | None
    attendance_text: str
    decisions: int
    note: str
    source: str
    id: int = 0

    @property
    def is_dated(self) -> bool:
        return self.held_on.on is not None

    @property
    def decisions_text(self) -> str:
        return f"{self.decisions:,}" if self.decisions else NONE_RECORDED


@dataclass(frozen=True)
class DecisionRow:
    """One decision of a meeting as its minutes have it now.

    An endorsement, challenge or deferral has what it was about word for word: `rating` to `owners`.
    """

    held_on: Day
    board: str
    number: int
    kind: str
    ref: str
    text: str
    reason: str
    asked_of: str
    asked_for: str
    back_by: str
    rating: str
    comment: str
    evidence: str
    due: Day
    owners: str
    own_text: str
    source: str
    meeting_id: int = 0


@dataclass(frozen=True)
class BoardRecord:
    """What is on record of the plan's board up to a day. `name` "": the plan has no board.

    `meetings`: the dated ones oldest first, then those without a date. Decisions are those on this
    plan and those on no plan in particular.
    """

    name: str
    sentence: str
    undated_text: str
    meetings: tuple[MeetingLine, ...]
    decisions: tuple[DecisionRow, ...]

    @property
    def dated(self) -> tuple[MeetingLine, ...]:
        return tuple(m for m in self.meetings if m.is_dated)


@dataclass(frozen=True)
class PlanPack:
    """Everything that the paper “Plan monitoring” says, as at a day and for an audience.

    `made` is None for a draft, which shows no clock. `invented_text` and `invented_head` are "" of a
    service that is not invented.
    """

    title: str
    state: PlanState
    as_at: date
    as_at_text: str
    audience: Audience
    audience_text: str
    edition_text: str
    made: Made | None
    invented_text: str
    invented_head: str
    scope: str
    sentence: str
    basis_sentence: str
    board_sentence: str
    bar: PaperBar
    key: tuple[KeyRow, ...]
    forms: tuple[FormRow, ...]
    asked: QuestionSection
    board: BoardRecord
    parts: tuple[PartSection, ...]
    outstanding: tuple[ActionRow, ...]
    remarks: tuple[RemarkLine, ...]
    noted: tuple[ActionLine, ...]
    sources: tuple[SourcePlace, ...]
    gaps: tuple[Gap, ...]
    summary: tuple[SummaryRow, ...]
    updates: tuple[UpdateRow, ...]
    indicators: tuple[IndicatorLine, ...]
    readings: tuple[ReadingLine, ...]
    measured: IndicatorPart
    tables: tuple[TableRow, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        return self.measured.charts

    @property
    def objectives(self) -> tuple[ObjectiveSection, ...]:
        return tuple(o for part in self.parts for o in part.objectives)

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        return tuple(row for o in self.objectives for row in o.rows)

    @property
    def meetings(self) -> tuple[MeetingLine, ...]:
        return self.board.meetings

    @property
    def decisions(self) -> tuple[DecisionRow, ...]:
        return self.board.decisions

    @property
    def questions(self) -> tuple[QuestionLine, ...]:
        return self.state.questions
