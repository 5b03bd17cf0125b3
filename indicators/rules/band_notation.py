"""How bands are written: read from the published notations and from what is typed, and put in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.measures import BandTone, Unit, read_value
from plans.rules.words import listed

NUMBER_DIGITS, NUMBER_DECIMALS = 12, 6  # before and after the point: what the database keeps


class UnreadableBands(ValueError):
    """A band that cannot be read; the sentence names it and says how to write it."""


@dataclass(frozen=True)
class Band:
    """One rating and the values that get it, in the indicator's unit; None is an open end.

    An end is disputed where the published notation can be read with it and without it. Whether an
    open end is included means nothing.
    """

    word: str
    tone: BandTone
    low: Decimal | None
    low_included: bool
    high: Decimal | None
    high_included: bool
    low_disputed: bool = False
    high_disputed: bool = False
    as_written: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no number at all is in it: its ends are in the wrong order, or one shut-out value."""
        if self.low is None or self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.low_included and self.high_included)

    def holds(self, value: Decimal) -> bool:
        """Whether the value is in the band, compared exactly."""
        above = self.low is None or value > self.low or (self.low_included and value == self.low)
        below = (
            self.high is None or value < self.high or (self.high_included and value == self.high)
        )
        return above and below


# Whether the number after the sign belongs to the band.
_BELOW = {
    **dict.fromkeys(["<", "=<", "below", "under", "less than", "fewer than", "lower than"], False),
    **dict.fromkeys(["≤", "<=", "up to", "up to and including", "at most"], True),
    **dict.fromkeys(["no more than", "not more than", "not over", "not above"], True),
}
_ABOVE = {
    **dict.fromkeys(
        [">", "=>", "over", "above", "more than", "greater than", "higher than"], False
    ),
    **dict.fromkeys(["≥", ">=", "from", "at least", "no less than", "not less than"], True),
    **dict.fromkeys(["no fewer than", "not fewer than", "not under", "not below"], True),
}
_DISPUTED = ("=<", "=>")
_APART = re.compile("= +(?=[<>](?!=))")  # an "=" and the bare sign after it, with a space between
_OR_MORE = r"(?: ?\+| (?:or|and) (?:more|over|above|higher|greater))"
_OR_LESS = r" (?:or|and) (?:less|fewer|under|below|lower)"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)


_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = rf"[-−]?(?:£ ?{_DIGITS}|{_DIGITS}(?: ?%)?)"
_LOW, _HIGH = rf"(?P<low>{_NUMBER})", rf"(?P<high>{_NUMBER})"
_LOW_SIGN = rf"(?P<low_sign>{_any_of(_ABOVE)}) ?"
_HIGH_SIGN = rf"(?P<high_sign>{_any_of(_BELOW)}) ?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _HIGH_SIGN + _HIGH,
        _LOW_SIGN + _LOW,
        _LOW + _OR_MORE,
        _HIGH + _OR_LESS,
        rf"(?:exactly )?(?P<only>{_NUMBER})",
        rf"(?:{_LOW_SIGN})?{_LOW} ?(?:-|–|—|to) ?(?:{_HIGH_SIGN})?{_HIGH}",
        rf"{_LOW_SIGN}{_LOW} (?:and|but) {_HIGH_SIGN}{_HIGH}",
        rf"between {_LOW} and {_HIGH}",
        "any value",
    )
)
_SEPARATOR = re.compile(
    r"""
    (?:[a-z]\ ?(?=[=:]))?      # the band's letter
    (?::\ ?)?
    (?:=(?![<>](?!=))\ ?)?     # an "=", unless a bare < or > follows: then it may belong to that
    """,
    re.VERBOSE,
)
_NAME = r"[^\W\d_][\w '’-]*?"
_NEXT = re.compile(rf"\s*[,;]\s*(?={_NAME}\s*[=:])|\s+(?=[A-Za-z]\s*[=:])")
_NAMED = re.compile(rf"({_NAME})\s*([=:])(.*\S) ?")


def read_bands(parts: Sequence[tuple[str, BandTone, str]]) -> tuple[Band, ...]:
    """The bands, in their order, that the words, tones and written values of `parts` say.

    Reads "<224", "223 - 340", "36.1% - 40.1%", "80% +", "at least 95", "95 or more", "below 90",
    "90 to 94.9", "up to 10", "over 10", "exactly 0" and their like, with thousand separators, % and £.
    Both ends of a range belong to it; a bare number is that one value.

    In "G=<313" the "=" is a separator and the sign is strict (design, section 6), but "=<" can be
    read as "at most" too, and "=>" as "at least": the end is `*_disputed`, also without its letter.
    A space between ("R= >39%") settles nothing. The documents were turned from PDF into text, which
    adds and drops spaces: design, section 6, itself has the 2019 plan's "G= <313" as "G=<313". A sign
    that says it itself ("G=<=36", "G=≤36") or that has no "=" before it ("G: <36", "<36") is not
    disputed. Raises UnreadableBands with a sentence for the first band that is none of these.
    """
    return tuple(_read_band(word, tone, written) for word, tone, written in parts)


def split_bands(text: str) -> tuple[tuple[str, str], ...]:
    """The letters (or words) and what is written for each, in order, of bands written in one line.

    "(G= <313, A= 314-400, R=>401)" gives G "=<313", A "314-400" and R "=>401": an "=" before a bare
    sign stays with it, because that is what `read_bands` disputes, and touches it, because a space
    between them says nothing. Raises UnreadableBands where a part has no letter.
    """
    line = " ".join(text.split())
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1].strip()
    found = [_NAMED.fullmatch(part) for part in _NEXT.split(line)]
    if not all(found):
        raise UnreadableBands(
            f"{_quoted(text)} does not name its bands: write them in one line like "
            "“G= <36%, A= 36-39%, R= >39%”."
        )
    return tuple((m[1], _kept(m[2], m[3])) for m in found if m)


def _kept(separator: str, written: str) -> str:
    written = _closed(written.strip())
    return f"={written}" if separator == "=" and re.match("[<>](?!=)", written) else written


def _closed(text: str) -> str:
    """The text with each "=" touching the bare sign after it."""
    return _APART.sub("=", text)


def _read_band(word: str, tone: BandTone, written: str) -> Band:
    text = _closed(" ".join(written.split()).lower())
    text = text[_SEPARATOR.match(text).end() :]
    match = next((m for form in _FORMS if (m := form.fullmatch(text))), None)
    if not match:
        raise UnreadableBands(
            f"{_quoted(written)} cannot be read as the values of {word.lower()}: write it like "
            "“below 36”, “36 to 38.9”, “39 or more” or “over 39”."
        )
    said = match.groupdict()
    low_sign, high_sign = said.get("low_sign"), said.get("high_sign")
    low = _number(said.get("low") or said.get("only"), word)
    high = _number(said.get("high") or said.get("only"), word)
    return Band(
        word=word,
        tone=tone,
        low=low,
        low_included=low is not None and _ABOVE.get(low_sign, True),
        high=high,
        high_included=high is not None and _BELOW.get(high_sign, True),
        low_disputed=low_sign in _DISPUTED,
        high_disputed=high_sign in _DISPUTED,
        as_written=written,
    )


def _number(text: str | None, word: str) -> Decimal | None:
    if text is None:
        return None
    whole, _, decimals = re.sub("[^0-9.]", "", text).partition(".")
    number = read_value(text)
    if number is None or len(whole) > NUMBER_DIGITS or len(decimals) > NUMBER_DECIMALS:
        raise UnreadableBands(
            f"{_quoted(text)} of {word.lower()} has more digits than can be kept: write at most "
            f"{NUMBER_DIGITS} before the point and {NUMBER_DECIMALS} after it."
        )
    return number


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text[:39]}…”" if len(text) > 40 else f"“{text}”"


def number_text(number: Decimal, *, decimals: int, unit: Unit | None = None) -> str:
    """The number with those decimals, or its own where it has more: "36.0%", "£1,250", "33.33%"."""
    own = -number.normalize().as_tuple().exponent
    text = f"{abs(number):,.{max(decimals, own)}f}"
    text = f"£{text}" if unit is Unit.POUNDS else f"{text}%" if unit is Unit.PERCENT else text
    return f"−{text}" if number < 0 else text


def edge_text(number: Decimal, *, decimals: int, unit: Unit | None = None) -> str:
    """As `number_text`, a whole number without decimals: "36%", "36.1%"."""
    is_whole = number == number.to_integral_value()
    return number_text(number, decimals=0 if is_whole else decimals, unit=unit)


def edge_words(band: Band, *, decimals: int, unit: Unit | None = None) -> str:
    """Which values are in the band: "below 36%", "36.1% to 39%", "over 39%"; `read_bands` reads it.

    What is disputed is said as it is read here.
    """
    low, high = (
        None if edge is None else edge_text(edge, decimals=decimals, unit=unit)
        for edge in (band.low, band.high)
    )
    if low is None and high is None:
        return "any value"
    if low is None:
        return f"up to {high}" if band.high_included else f"below {high}"
    if high is None:
        return f"{low} or more" if band.low_included else f"over {low}"
    if low == high and band.low_included and band.high_included:
        return f"exactly {low}"
    above, below = "" if band.low_included else "over ", "" if band.high_included else "below "
    return f"{above}{low} to {below}{high}"


def bands_words(bands: Iterable[Band], *, decimals: int, unit: Unit | None = None) -> str:
    """The bands in one line, in their order: "Green: below 36%; Amber: 36.1% to 39%"; "" of none.

    `split_bands` and `read_bands` read it again.
    """
    return "; ".join(f"{b.word}: {edge_words(b, decimals=decimals, unit=unit)}" for b in bands)


def together(items: list[str]) -> str:
    """ "both a and b", "a, b and c": of words that all hold at once."""
    return f"{'both ' if len(items) == 2 else ''}{listed(items)}"
