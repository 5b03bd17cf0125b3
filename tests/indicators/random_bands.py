"""Bands at random, whole and spoilt, and membership by ranks to hold the rules against."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from indicators.rules.band_notation import Band
from indicators.rules.measures import BandTone
from tests.indicators.band_sets_of_sources import D

WORDS = ("Green", "Amber", "Red", "Blue", "Grey")
TONES = tuple(BandTone)
EDGES = st.one_of(
    st.integers(-3, 12).map(D),
    st.integers(-30, 120).map(lambda n: D(n) / 10),
    st.integers(-300, 1200).map(lambda n: D(n) / 100),
)


@st.composite
def any_bands(draw) -> tuple[Band, ...]:
    """Bands of any kind: in any order, with gaps and overlaps, ends the wrong way round."""
    n = draw(st.integers(0, 5))
    return tuple(
        Band(
            word=draw(st.sampled_from(WORDS)) if draw(st.booleans()) else WORDS[k],
            tone=TONES[k],
            low=draw(st.none() | EDGES),
            low_included=draw(st.booleans()),
            high=draw(st.none() | EDGES),
            high_included=draw(st.booleans()),
        )
        for k in range(n)
    )


@st.composite
def whole_bands(draw, decimals: int, least: Decimal | None, most: Decimal | None):
    """Bands that cover every value that can occur once, cut at one to four places, in any order."""
    step = D(1).scaleb(-decimals)
    first, last = (0 if least is None else least), (12 if most is None else most)
    # Every other value only, so that none is left empty between two cuts.
    places = st.integers(int(first / step) // 2 + 1, int(last / step) // 2 - 1)
    highs, lows = [], [(None, False)]
    for place in sorted(draw(st.sets(places, min_size=1, max_size=4))):
        at, half = 2 * place * step, step / 2
        ways = [
            ((at, False), (at, True)),
            ((at, True), (at, False)),
            ((at, True), (at + step, True)),
            ((at + half, False), (at + half, False)),
        ]
        high, low = draw(st.sampled_from(ways))
        highs.append(high)
        lows.append(low)
    ends = zip(lows, [*highs, (None, False)], strict=True)
    bands = [Band(WORDS[k], TONES[k], *low, *high) for k, (low, high) in enumerate(ends)]
    return tuple(draw(st.permutations(bands)))


BOUNDS = st.tuples(
    st.integers(0, 2), st.sampled_from([None, D(0), D(1)]), st.sampled_from([None, D(10)])
)


@st.composite
def spoilt_bands(draw, decimals: int, least: Decimal | None, most: Decimal | None):
    """Whole bands with one end of one of them moved, shut out or taken in: they may still be whole."""
    bands = list(draw(whole_bands(decimals, least, most)))
    k = draw(st.integers(0, len(bands) - 1))
    change = draw(
        st.sampled_from(
            [
                {"low": draw(st.none() | EDGES)},
                {"high": draw(st.none() | EDGES)},
                {"low_included": not bands[k].low_included},
                {"high_included": not bands[k].high_included},
            ]
        )
    )
    bands[k] = replace(bands[k], **change)
    return tuple(bands)


@st.composite
def bands_in_bounds(draw):
    decimals, least, most = draw(BOUNDS)
    kinds = (any_bands(), whole_bands(decimals, least, most), spoilt_bands(decimals, least, most))
    return draw(st.one_of(*kinds)), decimals, least, most


def is_member(value: Fraction, band: Band) -> bool:
    """Membership by ranks on the line, not by the rule's own comparisons."""
    low = (-1, 0, 0) if band.low is None else (0, Fraction(band.low), 0 if band.low_included else 1)
    high = (
        (1, 0, 0)
        if band.high is None
        else (0, Fraction(band.high), 0 if band.high_included else -1)
    )
    return low <= (0, value, 0) <= high


def n_members(value: Fraction | Decimal, bands: tuple[Band, ...]) -> int:
    return sum(is_member(Fraction(value), band) for band in bands)


def all_edges(bands: tuple[Band, ...]) -> list[Decimal]:
    return [e for b in bands for e in (b.low, b.high) if e is not None]


def grid(bands, decimals, least, most) -> list[Fraction]:
    """Every value that can occur, to two beyond the last edge where there is no bound."""
    edges = [Fraction(e) for e in all_edges(bands)] or [Fraction(0)]
    first = Fraction(least) if least is not None else min(edges) - 2
    last = Fraction(most) if most is not None else max(*edges, first) + 2
    scale = 10**decimals
    numbers = range(int(first * scale) - 1, int(last * scale) + 2)
    return [Fraction(n, scale) for n in numbers if first <= Fraction(n, scale) <= last]
