"""What the list of reviews and the monitor across them print, as plain values."""

from dataclasses import dataclass
from datetime import date

from reports.readmodels_review import Clock


@dataclass(frozen=True)
class ReviewRow:
    """One review in a list, as at a day. `answers_text` says how many are answered."""

    ref: str
    title: str
    url: str
    panel: str
    service: str
    plan_title: str
    begins_text: str
    published_on: date | None
    published_text: str
    is_published: bool
    is_confidential: bool
    n_objectives: int
    n_recommendations: int
    n_answered: int
    answers_text: str
    clock: Clock


@dataclass(frozen=True)
class MonitorLine:
    """One recommendation and what came of it by the day. Texts are "" where nothing is recorded.

    `text` is the recommendation without its looks. `is_late`: unanswered, and the time has run out.
    """

    review_ref: str
    review_title: str
    url: str
    number: int
    text: str
    action_by: tuple[str, ...]
    answer: str
    answer_label: str
    answered_on: date | None
    answered_on_text: str
    answered_by: str
    progress: str
    progress_label: str
    progress_on: date | None
    progress_on_text: str
    action_ref: str
    action_url: str
    is_late: bool
    due_text: str


@dataclass(frozen=True)
class Tallied:
    """How many recommendations stand so: the value of the answer or progress ("" for none), its words."""

    value: str
    label: str
    n: int


@dataclass(frozen=True)
class Monitor:
    """The recommendations of all reviews that were published by the day.

    `late` are the reviews whose answer is late; `lines` are by review, then by number.
    """

    as_at: date
    as_at_text: str
    sentence: str
    by_answer: tuple[Tallied, ...]
    by_progress: tuple[Tallied, ...]
    late: tuple[ReviewRow, ...]
    reviews: tuple[ReviewRow, ...]
    lines: tuple[MonitorLine, ...]
