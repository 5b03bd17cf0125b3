"""Four quarters as one year, or why they are not taken together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from indicators.rules.comparing import NONE_KNOWN, Populations
from indicators.rules.control import Refusal, is_consecutive, why_not_side_by_side
from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import (
    Interval,
    count_of,
    counted,
    in_unit,
    interval_of,
    population_of,
    whole,
)
from indicators.rules.lag import days_covered, span_words
from indicators.rules.measures import Unit
from indicators.rules.populations import RATE_SCALE, stretch_of
from indicators.rules.printed import exact_text, number_text

_QUARTER_DAYS = range(89, 94)


@dataclass(frozen=True)
class Pooled:
    """Four quarters as one year: exact value in the indicator's unit, and what it is made of.

    `denominator` is the sum of the four, or of a rate their mean population; None of a count.
    """

    numerator: int
    denominator: Decimal | None
    value: Fraction
    interval: Interval | None
    start: date
    end: date
    words: str


def pooled(
    measure: Measure,
    readings: Sequence[Facts],
    end_index: int,
    *,
    rebases: Sequence[date] = (),
    populations: Populations = NONE_KNOWN,
) -> Pooled | Refusal:
    """The four quarters that end with `readings[end_index]` as one year; or why they are not.

    Shares and ratios: both sums, divided. Counts: their sum. Rates: the sum of the counts over the
    mean of the four populations, so a rate for a year, some four times a quarter's; a population
    that only the rate implies will not do. Refused where readings are not four quarters in a row of
    one line, overlap (rolling periods are never summed), are parted by a rebase, or lack a whole
    count; and for amounts of money. Whoever counts in two quarters counts twice. Source: design,
    section 6.
    """
    if measure.unit is Unit.POUNDS:
        return Refusal("Not pooled: amounts of money have no counts.")
    if end_index < 3:
        return Refusal("Not pooled: there are not four quarters by then.")
    four = list(readings[end_index - 3 : end_index + 1])
    why = _why_not_pooled(measure, four, rebases)
    if why:
        return Refusal(why)
    numerator = sum(count_of(measure, f) for f in four)
    if measure.unit in RATE_SCALE:
        return _pooled_rate(measure, four, numerator, populations)
    return _pooled_sum(measure, four, numerator)


def _why_not_pooled(measure: Measure, four: Sequence[Facts], rebases: Sequence[date]) -> str:
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("each is a number at one moment", lambda: measure.is_stock),
        ("they are not quarters", lambda: any(days_covered(f) not in _QUARTER_DAYS for f in four)),
        ("a quarter is missing", lambda: not all(is_consecutive(*p) for p in pairwise(four))),
        (
            "figures start anew between them",
            lambda: len({stretch_of(f, rebases) for f in four}) > 1,
        ),
        ("a whole count is missing", lambda: any(count_of(measure, f) is None for f in four)),
        ("a denominator is missing", lambda: not _has_denominators(measure, four)),
    )
    side_by_side = why_not_side_by_side(four, "pooling")
    return side_by_side or next((f"Not pooled: {why}." for why, is_so in checks if is_so()), "")


def _has_denominators(measure: Measure, four: Sequence[Facts]) -> bool:
    if measure.unit in (Unit.PERCENT, Unit.RATIO):
        return all(whole(f.denominator) is not None for f in four)
    return True


def _pooled_sum(measure: Measure, four: Sequence[Facts], numerator: int) -> Pooled | Refusal:
    if measure.unit is Unit.COUNT:
        said = counted(numerator, measure.numerator)
        return _year(measure, four, numerator, None, Fraction(numerator), said)
    denominator = sum((f.denominator for f in four), Decimal(0))
    if denominator == 0:
        return Refusal("Not pooled: nothing was counted in the four quarters.")
    if measure.unit is Unit.PERCENT and numerator > denominator:
        return Refusal("Not pooled: the counts are above what they are a share of.")
    scale = 100 if measure.unit is Unit.PERCENT else 1
    value = scale * numerator / Fraction(denominator)
    text = in_unit(exact_text(value, measure.decimals), measure.unit)
    said = f"{numerator:,} of {number_text(denominator)}, {text}"
    return _year(measure, four, numerator, denominator, value, said)


def _pooled_rate(
    measure: Measure, four: Sequence[Facts], numerator: int, populations: Populations
) -> Pooled | Refusal:
    # Without its value a reading implies no population: only one that is printed or given counts.
    bare = [replace(f, value=None) for f in four]
    people = [population_of(measure, f, populations.get(f.id)) for f in bare]
    if None in people:
        return Refusal("Not pooled: the population of a quarter is not known.")
    mean = sum(people, Decimal(0)) / 4
    value = RATE_SCALE[measure.unit] * numerator / Fraction(mean)
    said = (
        f"{counted(numerator, measure.numerator)} on a mean population of "
        f"{exact_text(Fraction(mean), 0)}, "
        f"{in_unit(exact_text(value, measure.decimals), measure.unit)} for the year"
    )
    return _year(measure, four, numerator, mean, value, said)


def _year(
    measure: Measure,
    four: Sequence[Facts],
    numerator: int,
    denominator: Decimal | None,
    value: Fraction,
    said: str,
) -> Pooled:
    start, end = four[0].start, four[-1].end
    whole_year = replace(
        four[-1], start=start, numerator=Decimal(numerator), denominator=denominator, value=None
    )
    words = f"Four quarters as one, {span_words(start, end)}: {said}."
    interval = interval_of(measure, whole_year)
    return Pooled(numerator, denominator, value, interval, start, end, words)
