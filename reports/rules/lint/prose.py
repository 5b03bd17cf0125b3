"""The texts of a pack as the lint reads them, and what stands in a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
NUMBER = rf"(?:{'|'.join(w for w in NUMBERS if w != 'no')}|\d+(?:,\d{3})*)"
# What a live field put into a text: it cannot drift, so no rule on typed numbers looks at it.
LIVE = "\ue000"


@dataclass(frozen=True)
class Prose:
    """One text: where it stands in words, its anchor, the section's and the heading's words above.

    `typed` is the text with each live field replaced by one mark; `is_typed`: somebody wrote it, and not
    the system; `is_of_table`: a cell, or a note under a table, which may speak of another document.
    `url` is where it is mended.
    """

    where: str
    text: str
    typed: str
    anchor: str = ""
    section: str = ""
    heading: str = ""
    url: str = ""
    is_released: bool = True
    is_typed: bool = True
    is_of_table: bool = False


@dataclass(frozen=True)
class Fault:
    """One thing found: its code, the text that it is in (None: it is of the pack), and in words.

    `where` and `anchor` place it where it is in no text. `facts` identify it whatever its words.
    """

    code: str
    text: str
    reason: str
    prose: Prose | None = None
    where: str = ""
    anchor: str = ""
    facts: tuple[str, ...] = ()


_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, split also at semicolons: each says one thing."""
    return [s for s in _ENDS.split(text) if s.strip()]


def number_in(word: str) -> int | None:
    """The whole number that a word or digits say; None where they say none."""
    word = word.casefold().replace(",", "")
    if word in NUMBERS:
        return NUMBERS[word]
    return int(word) if word.isdecimal() and len(word) < 9 else None


def shortened(text: str, length: int = 90) -> str:
    """The text, or its beginning to a whole word with three dots."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def quoted(sentence: str) -> str:
    """A sentence in quotation marks, short enough to be found by."""
    return f"“{shortened(sentence.replace(LIVE, '…').strip())}”"


def all_sentences(proses: Iterable[Prose]) -> Iterable[tuple[Prose, str]]:
    for prose in proses:
        for sentence in sentences(prose.typed):
            yield prose, sentence
