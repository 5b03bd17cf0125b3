"""What a printed cell or a sentence tells of how many there were, in figures or in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.measures import Unit
from indicators.rules.printed import Printed, read_printed

NUMBER_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NOUGHT = ("none", "no", "nobody", "not one", "nil", "zero", "neither")
_WHOLE = ("all", "everybody", "everyone", "every one", "each")
_PART = re.compile(r"(\w+)\s*(?:/|of|out of)\s*(?:the\s+)?([0-9][0-9,]*|\w+)")
_ALL_BUT = re.compile(r"all\s+(?:except|but|bar)\s+(?:for\s+)?(\w+)\b.*")
_YEARS = re.compile(r"\b(?:19|20)[0-9]{2}(?:\s*[-/–]\s*(?:[0-9]{2}){1,2})?\b")
_DAYS = re.compile(
    r"\b[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*",
    re.IGNORECASE,
)
_TELLING = frozenset({*NUMBER_WORDS, "single", "both", "pair", "couple", "nobody", "neither"})


@dataclass(frozen=True)
class Told:
    """What a cell says: how many, of how many, how many are left over, or which share of them.

    Each is None where it does not say. `is_whole`: all of however many there were.
    """

    count: int | None = None
    of: int | None = None
    rest: int | None = None
    share: Printed | None = None
    is_whole: bool = False


def read_told(printed: str, unit: str = "") -> Told | None:
    """What a printed cell tells of a number of people; None where it tells none that can be read.

    Rates, amounts of money and numbers with decimals are none. "About 70%" is none either: how far
    it was rounded is not said.
    """
    text = " ".join(printed.split()).strip(" .*").casefold()
    if "£" in text or unit == Unit.POUNDS:
        return None
    number = read_printed(text)
    if number is not None and ("%" in text or unit == Unit.PERCENT):
        return Told(share=number)
    return _in_figures(number, unit) or _in_words(text)


def _in_figures(number: Printed | None, unit: str) -> Told | None:
    if number is None or number.decimals or number.value < 0 or unit not in ("", Unit.COUNT):
        return None
    return Told(count=int(number.value))


def _in_words(text: str) -> Told | None:
    if (n := _number(text)) is not None:
        return Told(count=n)
    if found := _ALL_BUT.fullmatch(text):
        rest = _number(found[1])
        return None if rest is None else Told(rest=rest)
    if found := _PART.fullmatch(text):
        part, of = _number(found[1]), _number(found[2])
        return None if part is None or of is None else Told(count=part, of=of)
    if text == "both":
        return Told(count=2, of=2)
    is_whole = text in _WHOLE or text.startswith(("all of ", "each of ", "every "))
    return Told(is_whole=True) if is_whole else None


def _number(word: str) -> int | None:
    if word in _NOUGHT:
        return 0
    if word in NUMBER_WORDS:
        return NUMBER_WORDS.index(word)
    bare = word.replace(",", "")
    return int(bare) if bare.isdecimal() else None


def may_tell(text: str) -> bool:
    """Whether a sentence beside figures that are held back may give one of them away.

    It may where it has any number in it, in figures or in words, other than a day or a year: what
    the number is of cannot be known from the words.
    """
    bare = _DAYS.sub(" ", _YEARS.sub(" ", text))
    words = re.findall(r"[^\W\d_]+", bare.casefold())
    return bool(re.search(r"[0-9]", bare)) or not _TELLING.isdisjoint(words)


def percent_range(share: Printed) -> tuple[Decimal, Decimal]:
    """The lowest and the highest percentage that may print so; both ends may."""
    half = Decimal(1) / (2 * 10**share.decimals)
    return share.value - half, share.value + half
