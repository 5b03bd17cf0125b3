"""What the pages on questions print, and what the dashboard and the papers count of them."""

from collections import Counter
from dataclasses import dataclass

from plans.readmodels import SourcePlace, Word
from plans.rules.questions.facts import Severity
from plans.rules.words import count_of

FEW_SOURCES = 4


@dataclass(frozen=True)
class QuestionLine:
    """One question that is open. `ref` None: about the plan, or about the several actions of `refs`.

    `state`: "open", "asked" (the board is asked to set it aside) or "back" (it was closed, and its
    facts have changed since); `note` says it in words, "" where it is simply open.
    """

    code: str
    label: str
    severity: Severity
    ref: str | None
    refs: tuple[str, ...]
    text: str
    sources: tuple[SourcePlace, ...]
    fingerprint: str
    action_id: int | None
    title: str
    url: str
    state: str
    note: str
    objective: str
    objective_title: str
    links: tuple[Word, ...] = ()

    @property
    def about(self) -> str:
        """The action's reference, or "Plan"."""
        return self.ref or "Plan"

    @property
    def source_texts(self) -> tuple[str, ...]:
        """Where its facts stand; of many places only how many there are in each document."""
        if len(self.sources) <= FEW_SOURCES:
            return tuple(s.text for s in self.sources)
        n = Counter(s.title for s in self.sources)
        return tuple(f"{title}: {count_of(many, 'place')}" for title, many in n.items())

    @property
    def key(self) -> str:
        """What names this question in an address and on a page."""
        return f"{self.code}-{self.fingerprint[:12]}"


@dataclass(frozen=True)
class ClosedQuestion:
    """One question that was answered or set aside and whose facts have not changed since."""

    line: QuestionLine
    how: str
    reason: str
    closed_text: str


@dataclass(frozen=True)
class RuleLine:
    """One rule of a plan: what it asks and why, and whether it is on. `switched_text`: by whom, when."""

    code: str
    label: str
    asks: str
    why: str
    severity: Severity
    is_on: bool
    reason: str = ""
    switched_text: str = ""


@dataclass(frozen=True)
class Asked:
    """Everything that is asked of a plan on a day: what is open, what is closed, and by which rules."""

    open: tuple[QuestionLine, ...]
    closed: tuple[ClosedQuestion, ...]
    rules: tuple[RuleLine, ...]
    objectives: tuple[tuple[str, str], ...] = ()  # number and title of each, in plan order

    @property
    def off(self) -> tuple[RuleLine, ...]:
        return tuple(rule for rule in self.rules if not rule.is_on)


@dataclass(frozen=True)
class QuestionGroup:
    """Some questions of the page under one heading."""

    title: str
    id: str
    lines: tuple[QuestionLine, ...]
    n_text: str
    note: str = ""


@dataclass(frozen=True)
class QuestionPage:
    """The page of a plan's questions: its sentence, the ways to narrow it, and the questions."""

    sentence: str
    sub: str
    kinds: tuple[Word, ...]
    orders: tuple[Word, ...]
    filters: tuple[Word, ...]
    groups: tuple[QuestionGroup, ...]
    closed: tuple[ClosedQuestion, ...]
    off: tuple[RuleLine, ...]
    rules: tuple[RuleLine, ...]
    pages: tuple[Word, ...] = ()
