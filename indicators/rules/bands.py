"""What a value is rated by bands, and which bands hold on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from indicators.rules.band_notation import Band, edge_words, number_text, together
from indicators.rules.facts import Flag, FlagKind
from indicators.rules.measures import Unit
from indicators.rules.spans import holds_on
from plans.rules.words import listed

FINER = ": it has more decimals than the bands are made for"


@dataclass(frozen=True)
class Bands:
    """The bands of one indicator over a span of time; None is an open end. `id` is the row's, or 0."""

    name: str
    bands: tuple[Band, ...]
    as_written: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    is_span_derived: bool = False
    is_historic: bool = False
    id: int = 0


class Outcome(StrEnum):
    """What bands say of a value. NONE: there is no value, or there are no bands to rate it by."""

    RATED = "rated"
    UNDEFINED = "undefined"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True)
class Rated:
    """What a value is rated. `band` is the only one that matches; `bands` are all that do."""

    outcome: Outcome
    bands: tuple[Band, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def band(self) -> Band | None:
        return self.bands[0] if self.outcome is Outcome.RATED else None

    @property
    def word(self) -> str | None:
        """The band's own word, "undefined" or "ambiguous"; None where there is nothing to rate."""
        if self.band:
            return self.band.word
        return None if self.outcome is Outcome.NONE else self.outcome.value


def rate(
    value: Decimal | None, bands: Bands | None, *, decimals: int, unit: Unit | None = None
) -> Rated:
    """What the bands say of the value: one band, none (undefined) or several (ambiguous).

    The value is compared exactly as published, with all its decimals; `decimals` (the indicator's)
    and `unit` are for the words alone. Flagged: a gap and an overlap, with the bands concerned, and
    a value on an edge that the notation leaves open, with what it would be by the other reading.
    NONE where there is no value or no set of bands. Source: design, section 6.
    """
    if value is None or bands is None:
        return Rated(Outcome.NONE)
    matched = tuple(band for band in bands.bands if band.holds(value))
    flags = _notation_flags(value, bands.bands, decimals, unit)
    if len(matched) == 1:
        return Rated(Outcome.RATED, matched, flags)
    if matched:
        text = _overlap_text(value, matched, decimals, unit)
        return Rated(Outcome.AMBIGUOUS, matched, (Flag(FlagKind.OVERLAP, text), *flags))
    text = _gap_text(value, bands.bands, decimals, unit)
    return Rated(Outcome.UNDEFINED, (), (Flag(FlagKind.GAP, text), *flags))


def _place(band: Band, decimals: int, unit: Unit | None) -> str:
    """ "below 313 (green)", "in 314 to 400 (amber)"."""
    words = edge_words(band, decimals=decimals, unit=unit)
    is_range = None not in (band.low, band.high) and band.low != band.high and band.low_included
    return f"{'in ' if is_range else ''}{words} ({band.word.lower()})"


def _gap_text(value: Decimal, bands: Sequence[Band], decimals: int, unit: Unit | None) -> str:
    said = number_text(value, decimals=decimals, unit=unit)
    real = [b for b in bands if not b.is_empty]
    under = [b for b in real if b.high is not None and b.high <= value]
    over = [b for b in real if b.low is not None and b.low >= value]
    below = max(under, key=lambda b: (b.high, b.high_included), default=None)
    above = min(over, key=lambda b: (b.low, not b.low_included), default=None)
    near = [_place(b, decimals, unit) for b in (below, above) if b]
    if not near:
        return f"{said} is in no band."
    if len(near) == 1:
        side = "above" if below else "below"
        return f"{said} is not {near[0]}, and no band lies {side} that."
    finer = "" if _gaps_near(value, bands, decimals) else FINER
    return f"{said} is neither {near[0]} nor {near[1]}{finer}."


def _gaps_near(value: Decimal, bands: Sequence[Band], decimals: int) -> bool:
    """Whether the value, or where it has more decimals one of the two around it, is in no band."""
    step = Decimal(1).scaleb(-decimals)
    near = (value.quantize(step, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
    return any(not any(band.holds(number) for band in bands) for number in near)


def _overlap_text(value: Decimal, matched: Sequence[Band], decimals: int, unit: Unit | None) -> str:
    said = number_text(value, decimals=decimals, unit=unit)
    return f"{said} is {together([_place(b, decimals, unit) for b in matched])}."


def _notation_flags(
    value: Decimal, bands: Sequence[Band], decimals: int, unit: Unit | None
) -> tuple[Flag, ...]:
    """One flag where the value is an edge that the notation leaves open, else none."""
    read_so, otherwise = [], []
    for band in bands:
        low = band.low_disputed and band.low == value
        high = band.high_disputed and band.high == value
        if low or high:
            read_so.append(band)
        otherwise.append(
            replace(
                band,
                low_included=band.low_included != low,
                high_included=band.high_included != high,
            )
        )
    if not read_so:
        return ()
    said = number_text(value, decimals=decimals, unit=unit)
    written = listed([f"“{b.as_written or b.word}”" for b in read_so])
    words = [b.word.lower() for b in otherwise if b.holds(value)]
    text = (
        f"{written} can be read with {said} and without it; read the other way, "
        f"{said} would be {together(words) if words else 'in no band'}."
    )
    return (Flag(FlagKind.NOTATION, text),)


# --- Which bands hold on a day


def bands_for(sets: Iterable[Bands], *, end: date | None) -> Bands | None:
    """The bands that hold on a reading's last day; the last to begin, where several do.

    None where the day is unknown or no bands hold on it. Of those that began together, the one
    recorded last (the highest id).
    """
    return max(
        (s for s in sets if holds_on(s, end)),
        key=lambda s: (s.valid_from or date.min, s.id),
        default=None,
    )
