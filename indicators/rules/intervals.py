"""How far chance alone could carry a figure: 95% intervals of proportions, counts and rates."""

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import Unit, read_value
from indicators.rules.populations import RATE_SCALE
from indicators.rules.printed import decimals_of, exact_text

Z = NormalDist().inv_cdf(0.975)  # two-sided 95%
_KEPT = Context(prec=12)  # digits of an end: a float is good for fifteen, a page shows three
_ENDS_A_NOUN = {
    *("aged", "at", "by", "during", "for", "from", "given", "in", "of", "on", "per", "that", "to"),
    *("when", "where", "which", "who", "whose", "with", "within", "without"),
}
_ONE = {"children": "child", "people": "person"}


class Method(StrEnum):
    WILSON = "Wilson"
    POISSON = "exact Poisson"


@dataclass(frozen=True)
class Interval:
    """The two ends of a 95% interval, in the indicator's unit.

    `is_scaled`: it rests on the population that the published rate implies; none was given.
    """

    low: Decimal
    high: Decimal
    method: Method
    is_scaled: bool = False


@lru_cache(maxsize=4096)
def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Both ends of the 95% interval of a proportion, from 0 to 1.

    ValueError unless 0 <= successes <= trials and trials >= 1. Source: design, section 6; Wilson
    1927, the score interval without correction for continuity.
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(f"{successes} of {trials} is no proportion")
    k, n, square = successes, trials, Z * Z
    root = Z * sqrt(square + 4 * k * (n - k) / n)
    high = 1.0 if k == n else (2 * k + square + root) / (2 * (n + square))
    # The lower end from the product of the two: as a difference it would lose digits near nought.
    return k * k / (n * (n + square) * high), high


@lru_cache(maxsize=4096)
def poisson(count: int) -> tuple[float, float]:
    """Both ends of the exact 95% interval of the mean behind a count; from 0 where it is 0.

    ValueError below nought. Source: design, section 6; Garwood 1936, by the gamma distribution.
    """
    from scipy.special import gammaincinv  # 0.3 s to import: a paper without counts does without

    if count < 0:
        raise ValueError(f"{count} is no count")
    low = float(gammaincinv(count, 0.025)) if count else 0.0
    return low, float(gammaincinv(count + 1, 0.975))


def whole(number: Decimal | None) -> int | None:
    """The number as a count; None where there is none, or it is broken or below nought."""
    if number is None or number < 0 or number != number.to_integral_value():
        return None
    return int(number)


def count_of(measure: Measure, facts: Facts) -> int | None:
    """What was counted: the numerator, or the value where the unit is a count. None: not known whole."""
    if measure.unit is Unit.COUNT and facts.numerator is None:
        return whole(facts.value)
    return whole(facts.numerator)


def population_of(
    measure: Measure, facts: Facts, population: Decimal | int | None
) -> Decimal | None:
    """What a rate's count is divided by: its denominator, else `population`, else what it implies.

    None where a denominator of nought is printed, where nothing is known, and for units that are
    no rates. A count of 0 implies no population, nor does a rate that was rounded down to 0.
    """
    if measure.unit not in RATE_SCALE:
        return None
    if facts.denominator is not None:
        return facts.denominator if facts.denominator > 0 else None
    if population is not None and population > 0:
        return Decimal(population)
    if not facts.numerator or not facts.value or facts.value < 0:
        return None
    return facts.numerator * RATE_SCALE[measure.unit] / facts.value


def interval_of(
    measure: Measure, facts: Facts, *, population: Decimal | int | None = None
) -> Interval | None:
    """The 95% interval of a reading, in the indicator's unit; None where it carries none.

    A percentage of whole numbers has Wilson's, a count the exact Poisson one, a rate that of its
    count over its population (see `population_of`). `why_no_interval` says why there is none.
    Source: design, section 6.
    """
    found = _interval_or_why(measure, facts, population)
    return found if isinstance(found, Interval) else None


def why_no_interval(
    measure: Measure, facts: Facts, *, population: Decimal | int | None = None
) -> str:
    """ "has no count behind it" and the like, said of the figure; "" where it has an interval."""
    found = _interval_or_why(measure, facts, population)
    return "" if isinstance(found, Interval) else found


def _interval_or_why(
    measure: Measure, facts: Facts, population: Decimal | int | None
) -> Interval | str:
    if measure.unit is Unit.RATIO:
        return "is a ratio, which carries no interval"
    if measure.unit is Unit.POUNDS:
        return "is an amount of money, which carries no interval"
    if measure.unit is Unit.PERCENT:
        return _of_share(facts)
    count = count_of(measure, facts)
    if count is None:
        return _why_not_counted(facts.numerator)
    if measure.unit is Unit.COUNT:
        return _interval(*poisson(count), Method.POISSON)
    people = population_of(measure, facts, population)
    if people is None:
        return "has a count but no population"
    scale = float(RATE_SCALE[measure.unit] / people)
    low, high = poisson(count)
    is_scaled = facts.denominator is None and people != population
    return _interval(low * scale, high * scale, Method.POISSON, is_scaled)


def _of_share(facts: Facts) -> Interval | str:
    part, all_of_them = whole(facts.numerator), whole(facts.denominator)
    if part is None or all_of_them is None:
        return _why_not_counted(facts.numerator, facts.denominator)
    if all_of_them == 0:
        return "is a share of none"
    if part > all_of_them:
        return "has a count above what it is a share of"
    low, high = wilson(part, all_of_them)
    return _interval(100 * low, 100 * high, Method.WILSON)


def _why_not_counted(*counts: Decimal | None) -> str:
    return "has no count behind it" if None in counts else "has a count that is not whole"


def _interval(low: float, high: float, method: Method, is_scaled: bool = False) -> Interval:
    ends = (_KEPT.create_decimal_from_float(end) for end in (low, high))
    return Interval(*ends, method, is_scaled)


def interval_words(measure: Measure, facts: Facts, interval: Interval | None) -> str:
    """ "13 of 30: could be 27% to 61%"; of counts and rates, what could lie beneath. "" without one.

    Percentages are whole where the indicator has one decimal or none, other ends have its decimals.
    An end that only rounding takes to 0% or 100% says so: what happened once cannot be impossible.
    """
    if interval is None:
        return ""
    if measure.unit is Unit.PERCENT:
        places = max(measure.decimals - 1, 0)
        low, high = (f"{_end(end, places, top=100)}%" for end in (interval.low, interval.high))
        share = f"{whole(facts.numerator):,} of {whole(facts.denominator):,}"
        return f"{share}: could be {low} to {high}"
    low, high = (_end(end, measure.decimals) for end in (interval.low, interval.high))
    what = "number" if measure.unit is Unit.COUNT else "rate"
    ends = in_unit(f"{low} to {high}", measure.unit)
    happened = counted(count_of(measure, facts) or 0, measure.numerator)
    return f"{happened}: the underlying {what} could be {ends}"


def _end(number: Decimal, places: int, top: int | None = None) -> str:
    if number in (0, top):
        return f"{number:.0f}"
    text = exact_text(Fraction(number), places)
    if text == exact_text(Fraction(0), places):
        return "just above 0"
    is_top = top is not None and text == exact_text(Fraction(top), places)
    return f"just under {top}" if is_top else text


def in_full(number: Decimal, at_least: int = 0) -> str:
    """ "31.1", "0.50": every digit there is, and no fewer decimals than `at_least`."""
    return exact_text(Fraction(number), max(at_least, decimals_of(number.normalize())))


def in_unit(text: str, unit: Unit) -> str:
    """A figure's text with its unit once: "31.1%", "£1,250", "0.53 per 1,000", "26"."""
    bare = text.strip().strip("£%").strip()
    if unit is Unit.PERCENT:
        return f"{bare}%"
    if unit is Unit.POUNDS:
        return f"£{bare}"
    return f"{bare} {unit}" if unit in RATE_SCALE else bare


def printed(measure: Measure, facts: Facts) -> str:
    """The figure as it was printed, where that is a number; else its value, as of a count in words.

    ValueError without a value.
    """
    if facts.value is None:
        raise ValueError(f"{facts.period} has no value")
    if read_value(facts.published) is not None:
        return facts.published
    return in_full(facts.value, measure.decimals)


def counted(n: int, definition: str) -> str:
    """ "26 custodial sentences", "1 child": a count with the noun that its definition begins with.

    "26 counted" where the definition is empty, or begins with no one noun of four words or fewer.
    """
    words: list[str] = []
    for word in definition.removeprefix("Number of ").split():
        bare = word.strip(",;:.()")
        if bare.lower() in _ENDS_A_NOUN or (words and bare.endswith(("ed", "ing"))):
            break
        words.append(bare if bare[1:] != bare[1:].lower() else bare.lower())
        if bare != word:
            break
    if not 1 <= len(words) <= 4 or "and" in words or "or" in words:
        return f"{n:,} counted"
    if n == 1:
        words[-1] = _singular(words[-1])
    return f"{n:,} {' '.join(words)}"


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return _ONE.get(word, word[:-1] if word.endswith("s") and not word.endswith("ss") else word)
