"""What a drawing of bands on a line of numbers shows, and where on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from indicators.rules.band_faults import NOUGHT, Stretch, StretchKind, stretch_words, stretches
from indicators.rules.band_notation import Band, edge_text, edge_words, number_text, together
from indicators.rules.measures import BandTone, Unit


@dataclass(frozen=True)
class Tick:
    """A number on the line: its words and how far along it stands, 0 to 1."""

    value: Decimal
    text: str
    share: Decimal


@dataclass(frozen=True)
class Segment:
    """A stretch as drawn: from and to are shares of the line, 0 to 1. `tone` None: gap or overlap."""

    stretch: Stretch
    start: Decimal
    end: Decimal
    text: str

    @property
    def kind(self) -> StretchKind:
        return self.stretch.kind

    @property
    def tone(self) -> BandTone | None:
        return self.stretch.bands[0].tone if self.kind is StretchKind.BAND else None


@dataclass(frozen=True)
class NumberLine:
    """Bands on a line from `low` to `high`: segments and edges in order, marks as they were given."""

    low: Tick
    high: Tick
    segments: tuple[Segment, ...]
    edges: tuple[Tick, ...]
    marks: tuple[Tick, ...]


def number_line(
    bands: Sequence[Band],
    *,
    decimals: int,
    values: Sequence[Decimal] = (),
    least: Decimal | None = NOUGHT,
    most: Decimal | None = None,
    unit: Unit | None = None,
) -> NumberLine:
    """What a drawing of the bands shows, between round numbers, with the values marked on it.

    Each value that can occur takes its own width, half a unit of the last decimal to either side:
    bands that meet at the published decimals touch, and a gap of one value can be seen. The line
    keeps within `least` and `most`, unless a value lies outside. `least` is below `most`.
    """
    edges = sorted({e for b in bands for e in (b.low, b.high) if _is_within(e, least, most)})
    low, high = _domain(edges, values, decimals, least, most)
    half = Decimal(1).scaleb(-decimals) / 2

    def share(number: Decimal) -> Decimal:
        kept = min(max(number, low), high)
        return ((kept - low) / (high - low)).quantize(Decimal("0.000001"))

    def tick(number: Decimal, words=number_text) -> Tick:
        return Tick(number, words(number, decimals=decimals, unit=unit), share(number))

    segments = []
    for stretch in stretches(bands, decimals=decimals, least=least, most=most):
        start = NOUGHT if stretch.low is None else share(stretch.low - half)
        end = Decimal(1) if stretch.high is None else share(stretch.high + half)
        segments.append(Segment(stretch, start, end, _segment_text(stretch, decimals, unit)))
    return NumberLine(
        low=tick(low, edge_text),
        high=tick(high, edge_text),
        segments=tuple(segments),
        edges=tuple(tick(edge, edge_text) for edge in edges),
        marks=tuple(tick(value) for value in values),
    )


def _is_within(edge: Decimal | None, least: Decimal | None, most: Decimal | None) -> bool:
    if edge is None:
        return False
    return (least is None or edge >= least) and (most is None or edge <= most)


def _domain(
    edges: Sequence[Decimal],
    values: Sequence[Decimal],
    decimals: int,
    least: Decimal | None,
    most: Decimal | None,
) -> tuple[Decimal, Decimal]:
    """The ends of the line: round numbers half a width beyond all that is shown, within the bounds."""
    unit = Decimal(1).scaleb(-decimals)
    bound = next((end for end in (least, most) if end is not None), NOUGHT)
    shown = [*(edges or [bound]), *values]
    first, last = min(shown), max(shown)
    room = max((last - first or abs(last)) / 2, 5 * unit)
    step = max(_round_step(room), unit)
    low = ((first - room) / step).to_integral_value(ROUND_FLOOR) * step
    high = ((last + room) / step).to_integral_value(ROUND_CEILING) * step
    low = low if least is None else max(low, least)
    high = high if most is None else min(high, most)
    return min(low, first), max(high, last)


def _round_step(rough: Decimal) -> Decimal:
    """The largest of 1, 2 and 5 times a power of ten that is no more than the number."""
    power = Decimal(1).scaleb(rough.adjusted())
    return max(n * power for n in (1, 2, 5) if n * power <= rough)


def _segment_text(stretch: Stretch, decimals: int, unit: Unit | None) -> str:
    if stretch.kind is StretchKind.BAND:
        band = stretch.bands[0]
        return f"{band.word}: {edge_words(band, decimals=decimals, unit=unit)}"
    covered = stretch_words(stretch, decimals=decimals, unit=unit)
    if stretch.kind is StretchKind.GAP:
        return f"In no band: {covered}"
    both = together([band.word.lower() for band in stretch.bands])
    return f"{both[0].upper()}{both[1:]}: {covered}"
