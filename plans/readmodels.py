"""What a page or a paper needs to know, as plain values with the words to print."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from plans.rules.meanings import Mark, Meaning
from plans.rules.minutes import OWN

if TYPE_CHECKING:  # both rest on what is here
    from plans.readmodels_questions import QuestionLine
    from plans.readmodels_time import ActionJourney


@dataclass(frozen=True)
class SourcePlace:
    """Where a fact stands: the document's ref and title, and the place in it."""

    document: str
    title: str
    place: str

    @property
    def text(self) -> str:
        return f"{self.title}: {self.place}" if self.place else self.title


@dataclass(frozen=True)
class ChangedPart:
    """One part of what the board decided on that stands otherwise now, in words."""

    part: str
    label: str
    was: str
    now: str


@dataclass(frozen=True)
class BoardReading:
    """The board's last decision on an action. `reading` is "stale" where what it endorsed changed."""

    reading: str
    mark: Mark
    day_text: str
    meeting: str
    meeting_url: str
    reason: str
    back_to: str
    recorded_by: str
    is_own: bool
    changed: tuple[ChangedPart, ...]

    @property
    def own_text(self) -> str:
        """Said wherever the endorsement is shown."""
        return OWN if self.is_own else ""


@dataclass(frozen=True)
class ActionLine:
    """How one action stands on the day asked about. Dates are None and texts "" where unknown."""

    id: int
    ref: str
    ref_as_printed: str
    part: str | None
    objective: str
    objective_title: str
    outcome: str | None
    title: str
    lead_owner: str | None
    supporting_owners: tuple[str, ...]
    owners_as_written: str
    due_as_written: str
    due_on: date | None
    due_precision: str | None
    ongoing: bool
    revised_due_on: date | None
    revised_due_precision: str | None
    current_due_on: date | None
    due_text: str
    reported: str | None
    basis: str | None
    inferred_from: str
    meaning: Meaning | None
    mark: Mark
    calculated: Meaning | None
    calculated_text: str
    endorsed: str | None
    board: "BoardReading | None"
    awaits: bool
    difference: str
    is_overdue: bool
    is_outstanding: bool
    days_late: int | None
    updated_on: date | None
    updated_precision: str | None
    updated_text: str
    forecast_on: date | None
    forecast_precision: str | None
    forecast_as_written: str
    forecast_text: str
    forecast_passed: bool
    comment: str
    remaining: str
    work_remains: bool
    success_measure: str
    recommendations: tuple[str, ...]
    indicator_codes: tuple[str, ...]
    questions: tuple[str, ...]
    sources: tuple[SourcePlace, ...]
    note: str = ""

    @property
    def owners_text(self) -> str:
        """The lead, then those in support; "No owner" where there is none."""
        names = [self.lead_owner, *self.supporting_owners] if self.lead_owner else []
        return "; ".join(names) or "No owner"


@dataclass(frozen=True)
class RatingCount:
    """How many actions are reported with one rating of the key. `meaning` None: unrated."""

    word: str
    meaning: Meaning | None
    mark: Mark
    definition: str
    stated: int
    inferred: int

    @property
    def n(self) -> int:
        return self.stated + self.inferred


@dataclass(frozen=True)
class Tally:
    """Counts of some actions: every rating of the key in its order, zeros too, and unrated last."""

    counts: tuple[RatingCount, ...]
    n: int
    n_overdue: int
    longest_late: int | None
    n_work_remains: int
    by_board: tuple[tuple[str, int], ...] = ()  # the board's readings that there are, with counts
    n_awaits: int = 0
    n_differ: int = 0

    def n_board(self, reading: str) -> int:
        return dict(self.by_board).get(reading, 0)

    @property
    def n_new_to_board(self) -> int:
        """How many wait for the board that it has not put off itself: deferred ones come back."""
        return self.n_awaits - self.n_board("deferred")

    @property
    def n_unrated(self) -> int:
        return self.counts[-1].n

    def n_meaning(self, meaning: Meaning) -> int:
        return sum(c.n for c in self.counts if c.meaning == meaning)

    @property
    def n_outstanding(self) -> int:
        return self.n - self.n_meaning(Meaning.COMPLETE) - self.n_meaning(Meaning.NOT_PURSUED)


@dataclass(frozen=True)
class Segment:
    """One piece of a stacked bar; places are percentages of the bar's width, ready to print."""

    x_pct: str
    width_pct: str
    tone: str
    shape: str
    form: str


@dataclass(frozen=True)
class Word:
    """A few words with what they link to ("" where they link to nothing)."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """A stacked bar with the words that say the same."""

    segments: tuple[Segment, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Sentence:
    """One sentence of an action's or a plan's history, with its day, its author and its source."""

    day: date
    day_text: str
    text: str
    detail: str = ""
    mark: Mark | None = None
    ref: str = ""
    url: str = ""
    source: str = ""
    recorded: str = ""


@dataclass(frozen=True)
class LinkLine:
    """One link to something else, with a note on it."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class ActionPage:
    """One action with everything said of it up to the day asked about."""

    line: ActionLine
    plan_ref: str
    plan_title: str
    headline: str
    sub: str
    reported_reason: str
    calculated_reason: str
    endorsed_reason: str
    overdue_rule: str
    questions: "tuple[QuestionLine, ...]"
    journey: "ActionJourney"
    assurances: tuple[Sentence, ...]
    calculated_mark: Mark | None
    papers: tuple["PaperSays", ...]
    history: tuple[Sentence, ...]
    links: tuple[LinkLine, ...]
    previous: LinkLine | None
    next: LinkLine | None


@dataclass(frozen=True)
class PaperSays:
    """What one document says of an action on one day, set beside what another says of it."""

    title: str
    note: str
    rows: tuple[tuple[str, str, bool], ...]  # label, words, whether they differ


@dataclass(frozen=True)
class ObjectiveHolds:
    """How one objective that answers a recommendation stands."""

    number: str
    title: str
    plan: str
    url: str
    due_text: str
    tally: Tally
    bar: Bar
    overdue_url: str


@dataclass(frozen=True)
class RecommendationLine:
    """One recommendation in a list, with what answers it."""

    number: str
    title: str
    text: str
    addressee: str
    url: str
    sentence: str
    objectives: tuple[LinkLine, ...]


@dataclass(frozen=True)
class RecommendationPage:
    """One recommendation and how the objectives that answer it stand on the day asked about."""

    number: str
    title: str
    text: str
    addressee: str
    inspection: str
    inspection_url: str
    source: str
    sentence: str
    objectives: tuple[ObjectiveHolds, ...]
    patterns: tuple[Segment, ...]


@dataclass(frozen=True)
class KeyRow:
    """One rating of a plan's key as published."""

    mark: Mark
    definition: str
    note: str


@dataclass(frozen=True)
class RemarkLine:
    """What a document says of a part or of the whole plan, and which actions say otherwise."""

    day_text: str
    about: str
    text: str
    source: str
    disagrees: tuple[LinkLine, ...] = field(default=())


@dataclass(frozen=True)
class AsAt:
    """The day a page speaks of, in the words of its strip."""

    on: date
    text: str
    is_past: bool
    query: str = ""
    known_on: date | None = None
    known_text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Made:
    """Who made a paper and when; None where the paper shows no clock."""

    by: str
    at: datetime
