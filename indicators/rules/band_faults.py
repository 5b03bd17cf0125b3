"""What is wrong with bands: gaps and overlaps among the values that can occur, order, notation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from indicators.rules.band_notation import Band, edge_text, number_text, together
from indicators.rules.measures import BandTone, Better, Unit

NOUGHT = Decimal(0)

# --- The values that can occur, by the bands that they are in


class StretchKind(StrEnum):
    BAND = "band"
    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Stretch:
    """Neighbouring values that can occur and are in the same bands, both ends included; None is open."""

    kind: StretchKind
    bands: tuple[Band, ...]
    low: Decimal | None
    high: Decimal | None


def stretches(
    bands: Sequence[Band],
    *,
    decimals: int,
    least: Decimal | None = NOUGHT,
    most: Decimal | None = None,
) -> tuple[Stretch, ...]:
    """The values from `least` to `most` that can occur, in order, by the bands that they are in.

    Only values with the published decimals can occur: 313.5 cannot with 0 decimals, and between 36
    (not included) and 36.1 there is one with 1 decimal, 36.0. None is no least or no most value.
    """
    first, last = _grid_span(least, True, most, True, decimals)
    spans = []
    for band in bands:
        low, high = _grid_span(band.low, band.low_included, band.high, band.high_included, decimals)
        if max(low, first) <= min(high, last):
            spans.append((max(low, first), min(high, last), band))
    starts = {first} | {low for low, _, _ in spans} | {high + 1 for _, high, _ in spans}
    edges = [*sorted(s for s in starts if s < last + 1), last + 1]
    found = []
    for start, after in pairwise(edges):
        inside = tuple(band for low, high, band in spans if low <= start <= high)
        kinds = (StretchKind.GAP, StretchKind.BAND, StretchKind.OVERLAP)
        ends = (_from_grid(end, decimals) for end in (start, after - 1))
        found.append(Stretch(kinds[min(len(inside), 2)], inside, *ends))
    return tuple(found)


def _grid_span(
    low: Decimal | None, low_in: bool, high: Decimal | None, high_in: bool, decimals: int
) -> tuple[float, float]:
    """The first and last value that can occur, as whole numbers of the last decimal, or infinite.

    Fractions, because Decimal arithmetic would round what has more than 28 digits.
    """
    first, last = -math.inf, math.inf
    if low is not None:
        exact = Fraction(low) * 10**decimals
        first = math.ceil(exact) + (not low_in and exact.denominator == 1)
    if high is not None:
        exact = Fraction(high) * 10**decimals
        last = math.floor(exact) - (not high_in and exact.denominator == 1)
    return first, last


def _from_grid(number: float, decimals: int) -> Decimal | None:
    return None if math.isinf(number) else Decimal(number).scaleb(-decimals)


# --- Faults, as sentences


class FaultKind(StrEnum):
    """What an editor refuses bands for."""

    GAP = "gap"
    OVERLAP = "overlap"
    SAME_WORD = "same-word"
    UPSIDE_DOWN = "upside-down"
    EMPTY = "empty"
    ALL_OPEN = "all-open"
    DIRECTION = "direction"
    NOTATION = "notation"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with bands, as a sentence for who writes them.

    `low` and `high` are the first and last value concerned, None where open or where it is about
    words; `words` are those of the bands concerned.
    """

    kind: FaultKind
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    words: tuple[str, ...] = ()


def faults(
    bands: Sequence[Band],
    *,
    decimals: int,
    least: Decimal | None = NOUGHT,
    most: Decimal | None = None,
    unit: Unit | None = None,
) -> tuple[Fault, ...]:
    """What is wrong with the bands in themselves: first each band's own faults, then gaps and overlaps.

    Together they have to cover every value from `least` to `most` once (None: without an end; a
    percentage's `most` is 100), among the values that can occur at the published decimals. Whether
    they agree with what is better, and whether the notation is clear, `check_direction` and
    `check_notation` say. Source: design, section 6.
    """
    own = _own_faults(bands, decimals, least, most)
    line = stretches(bands, decimals=decimals, least=least, most=most)
    found = []
    for before, here, after in zip((None, *line), line, (*line[1:], None), strict=False):
        if here.kind is StretchKind.GAP:
            text = _gap_fault_text(before, here, after, decimals, unit)
            near = tuple(side.bands[0].word for side in (before, after) if side)
            found.append(Fault(FaultKind.GAP, text, here.low, here.high, near))
        elif here.kind is StretchKind.OVERLAP:
            text = _overlap_fault_text(before, here, after, decimals, unit)
            words = tuple(band.word for band in here.bands)
            found.append(Fault(FaultKind.OVERLAP, text, here.low, here.high, words))
    return (*own, *found)


def _own_faults(
    bands: Sequence[Band], decimals: int, least: Decimal | None, most: Decimal | None
) -> list[Fault]:
    found = []
    seen = set()
    for band in bands:
        word, ends = band.word, (band.low, band.high)
        if word.casefold() in seen:
            text = f"Two bands are called {word.lower()}; give each a word of its own."
            found.append(Fault(FaultKind.SAME_WORD, text, *ends, (word,)))
        seen.add(word.casefold())
        if ends == (None, None):
            text = f"{word} takes in every value; give it an end."
            found.append(Fault(FaultKind.ALL_OPEN, text, *ends, (word,)))
        elif None not in ends and band.low > band.high:
            text = f"{word} goes from the higher value to the lower; write the lower one first."
            found.append(Fault(FaultKind.UPSIDE_DOWN, text, *ends, (word,)))
        elif not any(s.bands for s in stretches([band], decimals=decimals, least=least, most=most)):
            text = f"{word} holds no value that can occur; widen it or take it out."
            found.append(Fault(FaultKind.EMPTY, text, *ends, (word,)))
    return found


def stretch_words(stretch: Stretch, *, decimals: int, unit: Unit | None = None) -> str:
    """ "36.0", "40.2 to 41.0", "402 or more": the values of a stretch with all their decimals."""
    low, high = (
        None if end is None else number_text(end, decimals=decimals, unit=unit)
        for end in (stretch.low, stretch.high)
    )
    if low is None or high is None:
        return f"{low} or more" if low else f"{high} or less" if high else "any value"
    return low if low == high else f"{low} to {high}"


def _gap_fault_text(
    before: Stretch | None, gap: Stretch, after: Stretch | None, decimals: int, unit: Unit | None
) -> str:
    ways = []
    if before:
        to = "go on without an end"
        if gap.high is not None:
            to = f"go up to {number_text(gap.high, decimals=decimals, unit=unit)}"
        ways.append(f"{before.bands[0].word.lower()} {to}")
    if after:
        to = "have no lower end"
        if gap.low is not None:
            first = number_text(gap.low, decimals=decimals, unit=unit)
            to = "begin there" if before and gap.low == gap.high else f"begin at {first}"
        ways.append(f"{after.bands[0].word.lower()} {to}")
    mend = f"let {' or '.join(ways)}" if ways else "add a band that does"
    return f"Nothing covers {stretch_words(gap, decimals=decimals, unit=unit)}; {mend}."


def _overlap_fault_text(
    before: Stretch | None,
    overlap: Stretch,
    after: Stretch | None,
    decimals: int,
    unit: Unit | None,
) -> str:
    words = [band.word.lower() for band in overlap.bands]
    mend = "leave it to one of them"
    if before and after and len(before.bands) == len(after.bands) == 1:
        lower, upper = before.bands[0], after.bands[0]
        if lower is not upper and {lower, upper} == set(overlap.bands):
            to, start = (
                number_text(n, decimals=decimals, unit=unit) for n in (before.high, after.low)
            )
            mend = (
                f"let {lower.word.lower()} go up to {to} or {upper.word.lower()} begin at {start}"
            )
    both = together(words)
    both = both[0].upper() + both[1:]
    return f"{both} cover {stretch_words(overlap, decimals=decimals, unit=unit)}; {mend}."


_GOODNESS = {BandTone.GREEN: 0, BandTone.AMBER: 1, BandTone.RED: 2}


def check_direction(bands: Sequence[Band], better: Better) -> tuple[Fault, ...]:
    """Faults where a worse band lies on the better side of its neighbour; () where neither is better.

    Goodness goes by the tones, green before amber before red, whatever the words and the order in
    which they are written. Bands of one tone may stand either way; blue and grey are left out.
    """
    if better is Better.NEITHER:
        return ()
    line = sorted((b for b in bands if b.tone in _GOODNESS), key=_on_the_axis)
    if better is Better.HIGHER:
        line.reverse()
    side = "below" if better is Better.LOWER else "above"
    return tuple(
        Fault(
            FaultKind.DIRECTION,
            f"{better.value.capitalize()} is better, yet {worse.word.lower()} lies {side} "
            f"{good.word.lower()}; give them each other’s values.",
            words=(worse.word, good.word),
        )
        for worse, good in pairwise(line)
        if _GOODNESS[worse.tone] > _GOODNESS[good.tone]
    )


def _on_the_axis(band: Band) -> tuple:
    return (
        (band.low is not None, band.low or NOUGHT),
        (band.high is None, band.high or NOUGHT),
    )


def check_notation(
    bands: Sequence[Band], *, decimals: int, unit: Unit | None = None
) -> tuple[Fault, ...]:
    """Faults where new bands are written so that an edge can be read in two ways."""
    found = []
    for band in bands:
        for edge, is_disputed, clear in (
            (band.low, band.low_disputed, ("over {}", "{} or more")),
            (band.high, band.high_disputed, ("below {}", "up to {}")),
        ):
            if is_disputed and edge is not None:
                said = edge_text(edge, decimals=decimals, unit=unit)
                one, other = (f"“{words.format(said)}”" for words in clear)
                text = (
                    f"“{band.as_written or band.word}” can be read with {said} and without it; "
                    f"write {one} or {other}."
                )
                found.append(Fault(FaultKind.NOTATION, text, edge, edge, (band.word,)))
    return tuple(found)
