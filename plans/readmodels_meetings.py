"""What the pages of boards and meetings need to know, as plain values with the words to print."""

from dataclasses import dataclass, field
from datetime import date

from plans.readmodels import LinkLine, SourcePlace, Word
from plans.rules.attendance import Filled
from plans.rules.meanings import Mark
from plans.rules.words import count_of

QUESTIONS_SHOWN = 8  # at once on the page of a meeting; the rest stand behind a disclosure


@dataclass(frozen=True)
class MeetingLine:
    """One meeting in a list. `boundary` None: it has no date."""

    ref: str
    url: str
    kind: str
    date_text: str
    boundary: date | None
    has_happened: bool
    attendance_text: str
    decisions_text: str
    minutes_text: str
    note: str = ""


@dataclass(frozen=True)
class BoardMeetings:
    """One board with its meetings: those to come (soonest first), past (latest first), undated."""

    name: str
    url: str
    kind: str
    add_url: str
    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    undated: tuple[MeetingLine, ...]


@dataclass(frozen=True)
class ServiceBoards:
    """The boards of one service."""

    service: str
    is_invented: bool
    boards: tuple[BoardMeetings, ...]


@dataclass(frozen=True)
class SeatState:
    """One seat at one meeting. `seen` is the id of the row that holds (0: none); `state` "" where
    nothing is recorded.
    """

    id: int
    agency: str
    name: str
    note: str
    state: str
    state_label: str
    attended_by: str
    seen: int
    is_adviser: bool


@dataclass(frozen=True)
class AskedAction:
    """One action on which the board is asked to decide, or has decided at this meeting.

    `value` carries the ids that were seen: action, update, last decision. `decided` is what this
    meeting decided, "" where it has not.
    """

    id: int
    ref: str
    title: str
    url: str
    plan: str
    mark: Mark
    word: str
    is_complete: bool
    days_late: str
    notes: tuple[str, ...]
    value: str
    decided: str
    endorse_text: str


@dataclass(frozen=True)
class DateWanted:
    """One action that wants a date. `agree_due` is the revision that no meeting has agreed, or 0."""

    id: int
    ref: str
    title: str
    url: str
    plan: str
    text: str
    note: str
    seen: int
    agree_due: int
    agree_text: str


@dataclass(frozen=True)
class LateAction:
    """One action that went past its date since the meeting before."""

    ref: str
    title: str
    url: str
    plan: str
    text: str
    note: str


@dataclass(frozen=True)
class QuestionAsked:
    """One question that the meeting may set aside or keep open."""

    key: str
    plan: str
    plan_ref: str
    code: str
    action_id: int | None
    label: str
    ref: str
    text: str
    note: str
    url: str
    is_request: bool


@dataclass(frozen=True)
class Line:
    """One line of the minutes as it reads now. `note` says that it was edited."""

    id: int
    text: str
    kind: str
    url: str
    note: str


@dataclass(frozen=True)
class DecisionLine:
    """One decision as a list prints it."""

    kind: str
    text: str
    ref: str
    url: str
    asked_of: str
    asked_for: str
    back_by: str

    @property
    def asked_text(self) -> str:
        """What is asked for, and by when: "Bring the signed agreement, by September 2026"."""
        return (
            f"{self.asked_for.rstrip('.')}, by {self.back_by}" if self.back_by else self.asked_for
        )


@dataclass(frozen=True)
class OwnerAsked:
    """What one owner was asked for at a meeting."""

    owner: str
    items: tuple[DecisionLine, ...]


@dataclass(frozen=True)
class Asks:
    """What is asked of a meeting, in the order in which it can be worked down."""

    complete: tuple[AskedAction, ...]
    more: tuple[AskedAction, ...]
    decided: tuple[AskedAction, ...]
    dates: tuple[DateWanted, ...]
    late: tuple[LateAction, ...]
    late_since: str
    questions: tuple[QuestionAsked, ...]
    sentence: str
    n_asking: int
    more_text: str
    hidden_text: str
    papers_text: str

    @property
    def questions_first(self) -> tuple[QuestionAsked, ...]:
        return self.questions[:QUESTIONS_SHOWN]

    @property
    def questions_rest(self) -> tuple[QuestionAsked, ...]:
        return self.questions[QUESTIONS_SHOWN:]

    @property
    def questions_text(self) -> str:
        return count_of(len(self.questions_rest), "more question")

    @property
    def order(self) -> str:
        """The ids in the order of the page, so that a decision leads on to the next."""
        return ",".join(str(item.id) for item in (*self.complete, *self.more))


@dataclass(frozen=True)
class MeetingPage:
    """One meeting with its record. `asks` None: what it is asked is not shown."""

    id: int
    ref: str
    title: str
    board: str
    board_url: str
    service: str
    kind: str
    date_text: str
    has_happened: bool
    is_dated: bool
    is_agreed: bool
    agreed_text: str
    venue: str
    chair: str
    agenda: tuple[str, ...]
    papers: tuple[Word, ...]
    note: str
    source: SourcePlace | None
    seats: tuple[SeatState, ...]
    attendance_text: str
    attendance_lines: tuple[str, ...]
    lines: tuple[Line, ...]
    decisions: tuple[DecisionLine, ...]
    owners: tuple[OwnerAsked, ...]
    previous: Word | None
    following: Word | None
    plans: tuple[Word, ...]
    overdue_rules: tuple[bool, ...]  # of each plan: whether work past its date is behind
    sentence: str
    own_allowed: bool = False
    asks: Asks | None = None


@dataclass(frozen=True)
class Cell:
    """One seat at one meeting, in a table: a letter, its words, and the name of its style."""

    letter: str
    words: str
    style: str


@dataclass(frozen=True)
class SeatOverTime:
    """One seat of a board and how it was filled."""

    agency: str
    name: str
    statutory: str
    span: str
    is_adviser: bool
    cells: tuple[Cell, ...]
    rate: str
    run: str


@dataclass(frozen=True)
class AgencyOverTime:
    """The seats of one agency taken together."""

    agency: str
    n_text: str
    statutory: str
    rate: str


@dataclass(frozen=True)
class AttendanceNumbers:
    """What one meeting adds to the attendance indicator; `filled` counts members, not advisers."""

    meeting: str
    url: str
    on: date
    date_text: str
    is_exact: bool
    filled: Filled

    @property
    def is_recorded(self) -> bool:
        return self.filled.n_recorded > 0


@dataclass(frozen=True)
class TermLine:
    """Something that held for a time, in words: a chair, a champion."""

    span: str
    who: str
    note: str
    source: SourcePlace | None


@dataclass(frozen=True)
class FindingLine:
    """What a document found of the board."""

    day_text: str
    topic: str
    text: str
    source: SourcePlace | None


@dataclass(frozen=True)
class BoardPage:
    """One board: what it is for, who sits on it, and how it was attended."""

    name: str
    kind: str
    service: str
    parent: Word | None
    plans: tuple[Word, ...]
    terms: tuple[str, ...]
    note: str
    source: SourcePlace | None
    sentence: str
    seats: tuple[SeatOverTime, ...]
    agencies: tuple[AgencyOverTime, ...]
    meetings: tuple[tuple[str, str, str], ...] = field(default=())  # short, full, url; oldest first
    cells_text: str = ""
    attendance_text: str = ""
    totals: tuple[AttendanceNumbers, ...] = ()
    chairs: tuple[TermLine, ...] = ()
    chair_text: str = ""
    champions: tuple[TermLine, ...] = ()
    sub_groups: tuple[Word, ...] = ()
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True)
class WithBoard:
    """One update that the board has, or has refused: for the manager's list and page."""

    id: int
    ref: str
    title: str
    url: str
    decision: str
    reason: str
    meeting: str
    meeting_url: str
    day: date | None
    day_text: str
    back_to: str
    mark: Mark
    updated_text: str
    before_text: str


@dataclass(frozen=True)
class WithBoardPage:
    """A plan's page of what is with the board."""

    waiting: tuple[WithBoard, ...]
    challenged: tuple[WithBoard, ...]
    deferred: tuple[WithBoard, ...]
    asked: tuple[OwnerAsked, ...]
    sentence: str
    next_text: str
    next_url: str
    all_waiting: LinkLine | None = None  # the list of all, where not all are shown
    all_challenged: LinkLine | None = None
    all_deferred: LinkLine | None = None
