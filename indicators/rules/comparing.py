"""Whether a figure differs from a comparator, or from an earlier one, by more than chance explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from math import erfc, exp, lgamma, sqrt
from types import MappingProxyType

from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import (
    Interval,
    count_of,
    in_full,
    in_unit,
    population_of,
    why_no_interval,
)
from indicators.rules.lag import are_as_long, days_covered
from indicators.rules.measures import Better, Unit, Way
from indicators.rules.populations import stretch_of
from plans.rules.dates import long_date

BEYOND = "further than chance alone explains"
CHANCE = "could be chance"
RARE = 0.05
MANY = 20_000  # of so many in all the exact sum takes some hundredths of a second
Populations = Mapping[int, Decimal | int]  # by the id of the reading that each goes with
NONE_KNOWN: Populations = MappingProxyType({})


class Standing(StrEnum):
    """Where a figure stands beside a comparator."""

    ABOVE = "above"
    BELOW = "below"
    ALIKE = "cannot be told apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Change:
    """What became of a figure from one reading to another.

    `way` is that of the published values (of the counts where a value was not published), None
    where the two cannot be compared or nothing is known. `is_beyond_noise` None: nothing can be
    said of chance, for the `reason`, which else says what of it can.
    """

    way: Way | None
    is_beyond_noise: bool | None
    reason: str


def compare(interval: Interval | None, comparator: Decimal | None) -> Standing:
    """Where the figure of that interval stands beside a comparator in the same unit.

    ALIKE from end to end of the interval, both included; UNKNOWN without an interval or a
    comparator. The comparator's own chance is left out: it is of far more children, or unknown.
    Source: design, section 6 ("cannot be told apart from 31.1%").
    """
    if interval is None or comparator is None:
        return Standing.UNKNOWN
    if comparator < interval.low:
        return Standing.ABOVE
    return Standing.BELOW if comparator > interval.high else Standing.ALIKE


def comparison_words(
    standing: Standing, comparator: Decimal | None, *, measure: Measure, name: str = ""
) -> str:
    """ "above the national 31.1%, which is worse", "cannot be told apart from 31.1%".

    `name` goes before the comparator's value. "" without a comparator; where the standing is
    unknown, that nothing can be said.
    """
    if comparator is None:
        return ""
    text = in_unit(in_full(comparator, measure.decimals), measure.unit)
    other = f"the {name} {text}" if name else text
    if standing is Standing.UNKNOWN:
        return f"whether it differs from {other} cannot be said"
    if standing is Standing.ALIKE:
        return f"cannot be told apart from {other}"
    quality = quality_words(Way.UP if standing is Standing.ABOVE else Way.DOWN, measure.better)
    return f"{standing} {other}" + (f", which is {quality}" if quality else "")


def quality_words(way: Way, better: Better) -> str:
    """ "better" or "worse" of lying or going that way; "" of level, or where neither way is better."""
    if way is Way.LEVEL or better is Better.NEITHER:
        return ""
    return "better" if (way is Way.UP) == (better is Better.HIGHER) else "worse"


@lru_cache(maxsize=4096)
def fisher(k1: int, n1: int, k2: int, n2: int) -> float:
    """How often chance alone parts k1 of n1 from k2 of n2 by as much: the exact two-sided P.

    All tables with the same margins that are no likelier than this one, together. Of more than MANY
    in all, by the normal distribution, which then differs by a few thousandths. ValueError unless
    0 <= k <= n and n >= 1 of both. Source: Fisher 1935, exact test of a two by two table.
    """
    for k, n in ((k1, n1), (k2, n2)):
        if not 0 <= k <= n or n < 1:
            raise ValueError(f"{k} of {n} is no proportion")
    if n1 + n2 > MANY:
        return _by_the_normal(k1, n1, k2, n2)
    k = k1 + k2
    ways = {
        i: -sum(map(lgamma, (i + 1, n1 - i + 1, k - i + 1, n2 - k + i + 1)))
        for i in range(max(0, k - n2), min(k, n1) + 1)
    }
    most = max(ways.values())
    as_rare = ways[k1] + 1e-9  # logarithms: those as likely as this one differ by rounding
    return sum(exp(w - most) for w in ways.values() if w <= as_rare) / sum(
        exp(w - most) for w in ways.values()
    )


def _by_the_normal(k1: int, n1: int, k2: int, n2: int) -> float:
    """The two-sided P of the difference of two shares of very many; 1 where all or none are counted."""
    share = (k1 + k2) / (n1 + n2)
    spread = sqrt(share * (1 - share) * (1 / n1 + 1 / n2))
    return erfc(abs(k1 / n1 - k2 / n2) / spread / sqrt(2)) if spread else 1.0


@lru_cache(maxsize=4096)
def clopper_pearson(successes: int, trials: int) -> tuple[float, float]:
    """Both ends of the exact 95% interval of a proportion, from 0 to 1; the whole of it for 0 trials.

    ValueError unless 0 <= successes <= trials. Source: Clopper and Pearson 1934, by the beta
    distribution.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no proportion")
    from scipy.special import betaincinv  # as in intervals.py

    k, n = successes, trials
    low = float(betaincinv(k, n - k + 1, 0.025)) if k else 0.0
    high = float(betaincinv(k + 1, n - k, 0.975)) if k < n else 1.0
    return low, high


def differ(
    measure: Measure,
    earlier: Facts,
    later: Facts,
    *,
    populations: Populations = NONE_KNOWN,
    rebases: Sequence[date] = (),
) -> Change:
    """Whether the change from one reading to another is beyond noise, at 95%.

    Percentages: beyond it by Fisher's exact test, which also holds where very few are counted. Counts
    and rates: if the later count's share of both is outside what the exposures make of it, by the exact
    conditional test of Przyborowski and Wilenski 1940; the exposure of a rate is its population
    (where one reading has none, the other's), that of a count the days of its period (alike where
    they are not known). Ratios and amounts of money never.

    Windows that overlap are treated as independent. That errs on the side of noise: what they share
    makes their difference vary less. The very same window, another line (counting rule, series,
    area, step), periods of unlike length and what one of `rebases` parts are not compared. Source:
    design, section 6 ("never called on noise alone").
    """
    why_not = why_not_comparable(measure, earlier, later, rebases)
    if why_not:
        return Change(None, None, why_not)
    way = _way(earlier.value, later.value)
    tested = _tested(measure, earlier, later, populations)
    if isinstance(tested, str):
        return Change(way, None, tested)
    counts_way, is_beyond = tested
    way = way or counts_way
    if is_beyond and way is not Way.LEVEL and way is not counts_way:
        return Change(way, None, "the counts behind the figures go the other way")
    is_beyond = is_beyond and way is not Way.LEVEL
    return Change(way, is_beyond, BEYOND if is_beyond else CHANCE)


def why_not_comparable(
    measure: Measure, earlier: Facts, later: Facts, rebases: Sequence[date] = ()
) -> str:
    """Why two readings cannot be held against each other; "" where they can."""
    if earlier.line != later.line:
        return _why_other_line(earlier, later)
    if is_same_window(earlier, later):
        return "they are of the same period"
    before, after = stretch_of(earlier, rebases), stretch_of(later, rebases)
    if -1 in (before, after):
        return "figures start anew, and whether in between is not known"
    if before != after:
        between = sorted(rebases)[max(before, after) - 1]
        return f"figures start anew on {long_date(between)}"
    if measure.unit is not Unit.PERCENT and not are_as_long(earlier, later):
        return "their periods are not of one length"
    return ""


def is_same_window(first: Facts, second: Facts) -> bool:
    """Whether two readings cover the same days; where not all are known, whether the same is printed."""
    days = (first.start, first.end, second.start, second.end)
    if None in days:
        return first.period == second.period
    return days[:2] == days[2:]


def _why_other_line(earlier: Facts, later: Facts) -> str:
    said = {
        "series": "they are of two series",
        "area": "they are of two areas",
        "step": "they are of two steps",
        "version": "they are counted by two versions of the rules",
    }
    return next(why for of, why in said.items() if getattr(earlier, of) != getattr(later, of))


def _way(before: Decimal | None, after: Decimal | None) -> Way | None:
    if before is None or after is None:
        return None
    if before == after:
        return Way.LEVEL
    return Way.UP if after > before else Way.DOWN


def _tested(
    measure: Measure, earlier: Facts, later: Facts, populations: Populations
) -> tuple[Way, bool] | str:
    """Which way the counts went and whether beyond noise; or why that cannot be said."""
    if measure.unit in (Unit.RATIO, Unit.POUNDS):
        return f"it {why_no_interval(measure, later)}"
    if measure.unit is Unit.PERCENT:
        return _share_change(measure, earlier, later)
    return _count_change(measure, earlier, later, populations)


def _share_change(measure: Measure, earlier: Facts, later: Facts) -> tuple[Way, bool] | str:
    for which, facts in (("earlier", earlier), ("later", later)):
        if why := why_no_interval(measure, facts):
            return f"the {which} figure {why}"
    k1, n1, k2, n2 = (
        int(number) for facts in (later, earlier) for number in (facts.numerator, facts.denominator)
    )
    return _way(Decimal(k2 * n1), Decimal(k1 * n2)), fisher(k1, n1, k2, n2) <= RARE


def _count_change(
    measure: Measure, earlier: Facts, later: Facts, populations: Populations
) -> tuple[Way, bool] | str:
    before, after = count_of(measure, earlier), count_of(measure, later)
    for which, facts, count in (("earlier", earlier, before), ("later", later, after)):
        is_of_none = facts.denominator == 0 and measure.unit is not Unit.COUNT
        if count is None or is_of_none:
            return f"the {which} figure {why_no_interval(measure, facts)}"
    exposures = _exposures(measure, earlier, later, populations)
    if exposures is None:
        return (Way.LEVEL, False) if before == after == 0 else "the counts have no population"
    low, high = clopper_pearson(after, before + after)
    expected = float(exposures[1] / sum(exposures))
    return (
        _way(before * exposures[1], after * exposures[0]),
        not low <= expected <= high,
    )


def _exposures(
    measure: Measure, earlier: Facts, later: Facts, populations: Populations
) -> tuple[Decimal, Decimal] | None:
    """What each count arose from, in the same unit; None where a rate's population is not known."""
    if measure.unit is Unit.COUNT:
        days = days_covered(earlier), days_covered(later)
        return (Decimal(1), Decimal(1)) if None in days else (Decimal(days[0]), Decimal(days[1]))
    first, second = (
        population_of(measure, facts, populations.get(facts.id)) for facts in (earlier, later)
    )
    if first is None and second is None:
        return None
    return first or second, second or first
