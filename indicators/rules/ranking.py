"""Where a figure stands among others, and how far it is from a target or a comparator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.facts import Measure
from indicators.rules.intervals import (
    in_full,
    in_unit,
)
from indicators.rules.measures import BestEnd, Better, Unit


@dataclass(frozen=True)
class Place:
    """A place among several: 2nd of 7, alone or with others."""

    position: int
    of: int
    is_joint: bool


def rank_among(own: Decimal, others: Sequence[Decimal], better: Better) -> Place | None:
    """The place of a value among others, 1st being best; ties share the better place.

    `of` counts the value itself. None where neither direction is better.
    """
    if better is Better.NEITHER:
        return None
    is_higher = better is Better.HIGHER
    ahead = sum(other > own if is_higher else other < own for other in others)
    return Place(ahead + 1, len(others) + 1, own in others)


def rank_words(
    rank: int | None,
    of: int | None,
    best_end: BestEnd | None,
    counts_service: bool | None,
    *,
    is_joint: bool = False,
) -> str:
    """ "7th of 7, where 1st is best; whether this service is one of the 7 is not said".

    "" without a rank. None for the end that is best, how many there are, or whether the service is
    counted among them, is said as not said. Source: design, section 6.
    """
    if rank is None:
        return ""
    place = f"{'joint ' if is_joint else ''}{_ordinal(rank)}"
    text = f"{place} of {of}" if of else f"{place}, of how many is not said"
    if best_end is BestEnd.FIRST:
        text += ", where 1st is best"
    elif best_end is BestEnd.LAST:
        text += f", where {_ordinal(of) if of else 'last'} is best"
    else:
        text += "; which end is best is not said"
    if not of:
        return text
    if counts_service is None:
        return f"{text}; whether this service is one of the {of} is not said"
    return f"{text}; this service is {'' if counts_service else 'not '}one of the {of}"


def distance_words(
    value: Decimal, target: Decimal, *, measure: Measure, name: str = "the target of"
) -> str:
    """ "6.2 points short of the target of 95%", "meets the target of 95%".

    A target is met at its value and on the better side of it. Where neither side is better, and for
    comparators, `gap_words`.
    """
    if measure.better is Better.NEITHER:
        return gap_words(value, target, measure=measure, name=name)
    text = f"{name} {in_unit(in_full(target), measure.unit)}"
    short = target - value if measure.better is Better.HIGHER else value - target
    if short <= 0:
        return f"meets {text}"
    side = "short of" if measure.better is Better.HIGHER else "above"
    return f"{_distance(short, measure)} {side} {text}"


def gap_words(value: Decimal, other: Decimal, *, measure: Measure, name: str) -> str:
    """ "12.1 points above the national 31.1%", "the same as the national 31.1%"."""
    text = f"{name} {in_unit(in_full(other, measure.decimals), measure.unit)}"
    side = side_words(value, other, measure=measure)
    return f"{side} {text}" if side else f"the same as {text}"


def side_words(value: Decimal, other: Decimal, *, measure: Measure) -> str:
    """ "12.1 points above": how far a value lies from another, and on which side; "" at the same."""
    if value == other:
        return ""
    side = "above" if value > other else "below"
    return f"{_distance(abs(value - other), measure)} {side}"


def _distance(gap: Decimal, measure: Measure) -> str:
    text = in_full(gap, measure.decimals)
    if measure.unit is Unit.PERCENT:
        return f"{text} point{'' if text == '1' else 's'}"
    return in_unit(text, Unit.POUNDS if measure.unit is Unit.POUNDS else Unit.COUNT)


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
