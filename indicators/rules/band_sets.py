"""What keeps a set of bands from being saved, and how a line of notation is taken apart for it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from indicators.rules.band_faults import Fault, FaultKind, check_direction, check_notation, faults
from indicators.rules.band_notation import Band, split_bands
from indicators.rules.facts import Measure
from indicators.rules.measures import BandTone, Unit

MOST_BANDS = 5
# No document can be recorded with these: two rows of one name, or a row that cannot hold anything.
CANNOT_BE_KEPT = frozenset({FaultKind.SAME_WORD, FaultKind.UPSIDE_DOWN})
_LETTERS = {tone.value[0]: tone for tone in BandTone if tone is not BandTone.GREY}
_BARE_NAME = re.compile(
    rf"(?<![^\W\d_])({'|'.join([*_LETTERS, *BandTone])})(?:\s*(?=[<>≤≥£\d])"
    r"|\s+(?=(?:below|under|over|above|up|at|from|less|fewer|more|between|no|not|exactly)\b))",
    re.IGNORECASE,
)


def range_of(unit: Unit) -> tuple[Decimal, Decimal | None]:
    """The least and the most value that bands have to cover; None is no most.

    A percentage is of a whole, and nothing that is counted is below nought (design, section 6).
    """
    return Decimal(0), Decimal(100) if unit is Unit.PERCENT else None


def all_faults(bands: Sequence[Band], measure: Measure) -> tuple[Fault, ...]:
    """Everything that is wrong with the bands of this indicator: in themselves, in which end is
    good, and in how they are written.
    """
    least, most = range_of(measure.unit)
    decimals, unit = measure.decimals, measure.unit
    return (
        *faults(bands, decimals=decimals, least=least, most=most, unit=unit),
        *check_direction(bands, measure.better),
        *check_notation(bands, decimals=decimals, unit=unit),
    )


def tone_of(word: str) -> BandTone | None:
    """The tone that a word or its first letter names; None where it names none."""
    said = word.strip().lower()
    if said in set(BandTone):
        return BandTone(said)
    return _LETTERS.get(said)


def rows_of(line: str) -> tuple[tuple[str, BandTone | None, str], ...]:
    """Word, tone and written values of each band in one line of notation, in its order.

    As `split_bands` reads it; besides, a letter or a colour may stand without a sign after it, as in
    "G<36, A 36-39, R>39". A letter becomes its word. Raises UnreadableBands as that does.
    """
    named = _BARE_NAME.sub(lambda m: f"{m[1]}: ", line)
    found = []
    for name, written in split_bands(named):
        tone = tone_of(name)
        word = tone.value.capitalize() if tone else name.strip()
        found.append((word, tone, written))
    return tuple(found)
