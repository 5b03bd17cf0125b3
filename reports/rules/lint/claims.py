"""What the text says of a figure's way, against its readings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.rules.lint.prose import Fault, Prose, quoted, sentences

_STILL = re.compile(
    r"\b(?:still|continu\w+|go(?:es)?\s+on|keeps?(?:\s+on)?)\b(?:\W+\w+){0,2}?\W+"
    r"(fall\w*|decreas\w*|declin\w*|reduc\w*|drop\w*|improv\w*|ris\w*|increas\w*|grow\w*)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:is|are)\s+(?:\w+ly\s+)?(falling|declining|decreasing|reducing|dropping|improving|rising|"
    r"increasing|growing|going\s+(?:down|up))\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(lower|higher|below|above|less|more)\b.{0,30}?\bstart of (?:the|this) (?:financial )?year\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bQ(?:uarter )?\s?([1-4])\b", re.IGNORECASE)
_DOWN = re.compile(r"fall|decreas|declin|reduc|drop|improv|lower|below|less|down", re.IGNORECASE)
_LOOKS_BACK = 3  # readings: the last two steps are what "still" can speak of


@dataclass(frozen=True)
class Way:
    """The readings of one indicator, oldest first: periods as printed and their values.

    `words` are those by which a text means it; `lower_is_better` None where neither is.
    """

    name: str
    words: tuple[str, ...]
    readings: tuple[tuple[str, float, str], ...]
    lower_is_better: bool | None = True


def claim_faults(proses: Iterable[Prose], ways: Sequence[Way]) -> Iterable[Fault]:
    """Sentences that a figure goes on falling, or is lower than at the start of the year, and is not."""
    for prose in proses:
        for sentence in sentences(prose.text):
            if found := _STILL.search(sentence) or _NOW.search(sentence):
                for way in _meant(prose, sentence, ways):
                    yield from _turned(prose, sentence, way, is_down=_is_down(found[1], way))
            if found := _START.search(sentence):
                for way in _meant(prose, prose.text, ways):
                    yield from _since_start(prose, sentence, way, bool(_DOWN.search(found[1])))


def _is_down(word: str, way: Way) -> bool:
    if word.casefold().startswith("improv"):
        return way.lower_is_better is not False
    return bool(_DOWN.search(word))


def _meant(prose: Prose, said: str, ways: Sequence[Way]) -> list[Way]:
    """The indicators that the sentence names, else those that its text or heading does.

    A name of several words that stands there whole is meant rather than others of a word alone.
    """
    for text in (said, prose.text, prose.heading):
        plain = text.casefold()
        named = [(way, word) for way in ways for word in way.words if word in plain]
        whole = [(way, word) for way, word in named if " " in word]
        if named:
            return list(dict.fromkeys(way for way, _ in whole or named))
    return []


def _turned(prose: Prose, sentence: str, way: Way, *, is_down: bool) -> Iterable[Fault]:
    last = way.readings[-_LOOKS_BACK:]
    for (was, low, low_text), (now, high, high_text) in pairwise(last):
        against = high > low if is_down else high < low
        if against:
            yield Fault(
                "claim-differs",
                f"{quoted(sentence)}: {way.name} went {'up' if is_down else 'down'} from "
                f"{low_text} ({was}) to {high_text} ({now}).",
                "The sentence says that the figure goes one way, and the table has it turn.",
                prose,
                facts=(prose.anchor, sentence, way.name),
            )
            return


def _since_start(prose: Prose, sentence: str, way: Way, is_down: bool) -> Iterable[Fault]:
    asked = _QUARTER.findall(prose.text)
    own = [r for r in way.readings if _QUARTER.search(r[0])]
    if not asked or len(own) < 2:
        return
    named = [r for r in own if _QUARTER.search(r[0])[1] == asked[0]]
    firsts = [r for r in own if _QUARTER.search(r[0])[1] == "1"]
    if not named or not firsts or named[-1] is firsts[-1]:
        return
    (was, start, start_text), (now, value, text) = firsts[-1], named[-1]
    if value >= start if is_down else value <= start:
        yield Fault(
            "claim-differs",
            f"{quoted(sentence)}: {way.name} was {start_text} in {was} and {text} in {now}.",
            "The comparison with the start of the year is not what the table has.",
            prose,
            facts=(prose.anchor, sentence, way.name, "start"),
        )
