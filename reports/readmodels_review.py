"""What a review says, as plain values: its pages and the scrutiny report print these and make none."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Text:
    """A text in Markdown with the row that it stands in. `is_released`: the public may read it.

    `withheld`: it is not for this audience, and `markdown` is "".
    """

    markdown: str
    model: str
    object_id: int
    field: str
    is_released: bool = True
    is_withheld: bool = False
    source_text: str = ""


@dataclass(frozen=True)
class MemberLine:
    """Those in one role over one span."""

    id: int
    role: str
    n_people: int
    when_text: str
    from_on: date | None
    until_on: date | None
    source_text: str


@dataclass(frozen=True)
class WitnessLine:
    """A witness by role; `meeting_text` says when."""

    id: int
    role: str
    agency: str
    meeting_text: str

    @property
    def text(self) -> str:
        return f"{self.role}, {self.agency}" if self.agency else self.role


@dataclass(frozen=True)
class MeetingLine:
    """One meeting of the panel. `held_on` None: no day is recorded, `date_text` has the words."""

    id: int
    kind: str
    kind_label: str
    held_on: date | None
    date_text: str
    witnesses: tuple[WitnessLine, ...]
    documents: tuple[str, ...]
    note: str
    source_text: str


@dataclass(frozen=True)
class ExhibitLine:
    """A figure or table after a paragraph: exactly one of indicator, table, outstanding list.

    `table_id` is the key of a SourceTable, `plan_ref` a plan whose outstanding actions are listed.
    """

    id: int
    anchor: str
    caption: str
    label_as_printed: str
    indicator_ref: str
    table_id: int | None
    table_ref: str
    plan_ref: str
    parts: tuple[str, ...]
    source_text: str


@dataclass(frozen=True)
class EvidenceLine:
    """One numbered paragraph ("3.2") with its heading, witnesses and exhibits."""

    id: int
    number: str
    heading: str
    text: Text
    witnesses: tuple[WitnessLine, ...]
    exhibits: tuple[ExhibitLine, ...]
    is_confidential: bool
    number_as_printed: str
    source_text: str


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective of the review: its section's number in the report, summary and evidence."""

    id: int
    number: int
    section_number: str
    title: str
    summary: Text
    evidence: tuple[EvidenceLine, ...]
    source_text: str


@dataclass(frozen=True)
class ConclusionLine:
    """One conclusion and the numbers of the recommendations that rest on it."""

    id: int
    number: int
    text: Text
    recommendations: tuple[int, ...]
    source_text: str


@dataclass(frozen=True)
class AnswerLine:
    """The executive's answer to a recommendation."""

    answer: str
    label: str
    reason: Text
    answered_on: date
    answered_on_text: str
    answered_by: str


@dataclass(frozen=True)
class ProgressLine:
    """How far a recommendation was carried out on a day."""

    progress: str
    label: str
    on: date
    on_text: str
    text: Text
    action_ref: str
    action_url: str


@dataclass(frozen=True)
class RecommendationLine:
    """One recommendation, the conclusions it rests on, its implications, its answer and progress.

    `answers` and `steps` are oldest first, those by the day asked about; the last one counts.
    """

    id: int
    number: int
    text: Text
    conclusions: tuple[int, ...]
    action_by: tuple[str, ...]
    policy_framework: tuple[str, ...]
    resource_implications: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    steps: tuple[ProgressLine, ...]
    source_text: str


@dataclass(frozen=True)
class Clock:
    """The time that the executive has for its answer, on the day asked about.

    `starts_on`, `due_on` None: the day from which it runs is not recorded. `state` is "not running",
    "running", "late" or "answered"; `sentence` says it all in words.
    """

    starts_on: date | None
    due_on: date | None
    state: str
    sentence: str


@dataclass(frozen=True)
class Lacking:
    """Something that a review still lacks before it can be published, and where it is mended."""

    what: str
    url: str


@dataclass(frozen=True)
class ReviewValues:
    """A review as at a day. `narratives` are by the value of their kind; a text that is not there is
    not a key. `background` is the evidence under no objective."""

    id: int
    ref: str
    title: str
    panel: str
    executive: str
    plan_ref: str
    plan_title: str
    begins_text: str
    begins_on: date | None
    published_on: date | None
    published_text: str
    is_confidential: bool
    narratives: dict[str, Text]
    objectives: tuple[ObjectiveLine, ...]
    background: tuple[EvidenceLine, ...]
    background_number: str
    members: tuple[MemberLine, ...]
    meetings: tuple[MeetingLine, ...]
    conclusions: tuple[ConclusionLine, ...]
    recommendations: tuple[RecommendationLine, ...]
    terms: tuple[tuple[str, str], ...]
    clock: Clock
    lacking: tuple[Lacking, ...]
    source_text: str
