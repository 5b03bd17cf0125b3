"""What the pages that define an indicator show, as plain values."""

from dataclasses import dataclass

from indicators.readmodels_bands import NumberLine
from plans.rules.meanings import Mark


@dataclass(frozen=True)
class LineWord:
    """One stretch of the number line, or the value marked on it, in words.

    `mark` is a band's; None for a gap or an overlap, which are faults, and for the value.
    """

    mark: Mark | None
    text: str
    is_fault: bool = False


@dataclass(frozen=True)
class BandSetCard:
    """One set of bands on its page. `faults` is what is wrong with it, a sentence each.

    `prefix` begins the ids of its drawing.
    """

    id: int
    name: str
    span_text: str
    as_written: str
    is_historic: bool
    line: NumberLine
    words: tuple[LineWord, ...]
    faults: tuple[str, ...]
    source_text: str
    until_text: str
    prefix: str


@dataclass(frozen=True)
class TargetCard:
    """One target on the page of bands."""

    text: str
    note: str


@dataclass(frozen=True)
class EndOffer:
    """A set that could make room: what the form sends back where it is to, and the words of it."""

    value: str
    label: str


@dataclass(frozen=True)
class BandCheck:
    """What a set of bands comes to before it is saved; `clashes` are about its days."""

    line: NumberLine
    words: tuple[LineWord, ...]
    faults: tuple[str, ...]
    clashes: tuple[str, ...]
    offers: tuple[EndOffer, ...]
    verdict: str


@dataclass(frozen=True)
class BandPage:
    """The bands and targets of an indicator. `rule_text` is what bands of it have to be."""

    rule_text: str
    sets: tuple[BandSetCard, ...]
    clashes: tuple[str, ...]
    targets: tuple[TargetCard, ...]


@dataclass(frozen=True)
class LinkChoice:
    """An objective, or an action that is or was linked. `note` is where a document says so."""

    id: int
    ref: str
    title: str
    is_linked: bool
    why: str
    is_of_document: bool
    note: str


@dataclass(frozen=True)
class LinkPlan:
    """What of one plan can be linked; `refs` are all its actions' ids by reference."""

    id: int
    title: str
    objective_word: str
    objectives: tuple[LinkChoice, ...]
    actions: tuple[LinkChoice, ...]
    refs: dict[str, int]

    @property
    def n_linked(self) -> int:
        return sum(choice.is_linked for choice in (*self.objectives, *self.actions))
