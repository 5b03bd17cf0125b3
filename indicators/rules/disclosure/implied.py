"""Which counts a published share or rate stands for, where the counts are not printed beside it.

A percentage with its base names the whole numbers that round to it; a rate does once the population
is public, and populations of districts are published every year. So a rate on few is a count of few.
Source: the Government Statistical Service's guidance on disclosure control of tables made from
administrative records: a rate is as disclosive as the count that it can be turned back into.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from indicators.rules.disclosure.stated import StatedReading, Subject
from indicators.rules.disclosure.unknowns import Unknowns
from indicators.rules.measures import Series, Unit
from indicators.rules.populations import RATE_SCALE, population_range
from indicators.rules.printed import Printed, printed_range
from indicators.rules.table_checks import whole_numbers_of

_OFF_PCT = 5  # how far a population may have moved from one period to another
_YEAR = 366


@dataclass(frozen=True)
class People:
    """How many people a reading's rate is over, by its own numbers."""

    words: str
    end: date | None
    low: int
    high: int


def share_range(share: Printed, base: int) -> range:
    """The whole numbers of `base` that print as the percentage; the nearest two where none does."""
    found = whole_numbers_of(base, share.value, share.decimals)
    if found:
        return found
    near = Fraction(share.value) * base / 100
    return range(max(0, floor(near)), min(base, ceil(near)) + 1)


def populations_of(
    readings: Iterable[StatedReading], subjects: dict[str, Subject]
) -> tuple[People, ...]:
    """The populations that the service's own rates print or imply."""
    found = []
    for r in readings:
        scale = RATE_SCALE.get(subjects[r.indicator].unit)
        if scale is None or r.series != Series.LOCAL or r.area:
            continue
        people = (r.d, r.d) if r.d else None
        if people is None and r.n and r.number:
            people = population_range(scale, r.n, r.number.value, r.number.decimals)
        if people:
            found.append(People(subjects[r.indicator].denominator.casefold(), r.end, *people))
    return tuple(found)


def settle(
    readings: Iterable[StatedReading],
    subjects: dict[str, Subject],
    unknowns: Unknowns,
    populations: tuple[People, ...],
) -> dict[str, range]:
    """The counts that readings without one stand for, by the reading's key, its own and the nearest.

    What is printed without a count is taken to be of the nearest of them, so that every number is
    one that can be.
    """
    found: dict[str, range] = {}
    for r in readings:
        subject = subjects[r.indicator]
        slot = ("n", r.key)
        if slot not in unknowns or r.n is not None or r.number is None:
            continue
        known = unknowns.known(slot)
        counts = (
            range(known, known + 1)
            if known is not None
            else _counts(r, subject, unknowns, populations)
        )
        if counts:
            found[r.key] = counts
            if known is None:
                unknowns.settle(slot, counts[len(counts) // 2])
    return found


def _counts(
    r: StatedReading, subject: Subject, unknowns: Unknowns, populations: tuple[People, ...]
) -> range:
    number = r.number
    if number.value < 0:
        return range(0)
    if subject.unit is Unit.COUNT:
        is_whole = number.value == int(number.value)
        return range(int(number.value), int(number.value) + 1) if is_whole else range(0)
    if subject.unit is Unit.PERCENT:
        base = unknowns.known(("d", r.key))
        return share_range(number, base) if base else range(0)
    if subject.unit is Unit.RATIO:
        base = unknowns.known(("d", r.key))
        return _between(number, base, base, 1) if base else range(0)
    people = _people(r, subject, populations)
    return _between(number, *people, RATE_SCALE[subject.unit]) if people else range(0)


def _between(number: Printed, fewest: int, most: int, scale: int) -> range:
    low, high = printed_range(number.value, number.decimals)
    first, last = ceil(max(low, 0) * fewest / scale), floor(high * most / scale)
    if first > last:
        near = Fraction(number.value) * (fewest + most) / (2 * scale)
        first, last = floor(near), ceil(near)
    return range(first, last + 1)


def _people(
    r: StatedReading, subject: Subject, populations: tuple[People, ...]
) -> tuple[int, int] | None:
    """The population that its rate is over: its own, else the nearest in time, a little wider."""
    if r.d:
        return r.d, r.d
    if r.series != Series.LOCAL or r.area:
        return None
    same = [p for p in populations if p.words == subject.denominator.casefold()] or populations
    if not same:
        return None
    nearest = min(same, key=lambda p: (_days_apart(p.end, r.end), p.low))
    wider = 0 if _days_apart(nearest.end, r.end) == 0 else _OFF_PCT
    return nearest.low * (100 - wider) // 100, -(-nearest.high * (100 + wider) // 100)


def _days_apart(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else 10 * _YEAR
