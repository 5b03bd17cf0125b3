"""What a published figure comes to when it is worked out again from its own numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.rules.facts import Facts, Flag, FlagKind, Measure
from indicators.rules.measures import Unit
from indicators.rules.populations import RATE_SCALE, range_of
from indicators.rules.printed import agrees, differ, exact_text, number_text, read_printed

SCALE = RATE_SCALE | {Unit.PERCENT: 100, Unit.RATIO: 1, Unit.POUNDS: 1}


class On(StrEnum):
    """What a figure was worked out on."""

    DENOMINATOR = "denominator"
    OTHER = "other denominator"
    POPULATION = "population"  # one that the readings imply; no document prints it
    ANY = "any population"  # a count of nought is a rate of nought
    PARTS = "parts"


@dataclass(frozen=True)
class Recomputed:
    """A figure worked out again, in the indicator's unit; `over` is what it was divided by.

    `text` has the published decimals (the indicator's where nothing was published) and no unit.
    `over` is None for a sum and where any population gives the same.
    """

    exact: Fraction
    text: str
    on: On
    over: Decimal | int | None = None


class Fit(StrEnum):
    """Which of two denominators a published figure agrees with."""

    DENOMINATOR = "denominator"
    OTHER = "other denominator"
    BOTH = "both"
    NEITHER = "neither"


def recompute(
    measure: Measure, facts: Facts, *, population: int | None = None, among: Iterable[Facts] = ()
) -> Recomputed | None:
    """The figure worked out again; None where its numbers are not known.

    A percentage is 100 n/d, a rate n/d times its scale, a ratio n/d. Of two denominators the one
    that the published figure agrees with counts, the definition's where it agrees with neither;
    the other one alone counts only where the published figure agrees with it. A rate without a
    denominator is worked out on `population`, the common one of its line. A plain count is what it
    is, except a total, which is the sum of its parts `among` the readings. Source: design, section 6.
    """
    if measure.unit is Unit.COUNT:
        return sum_of_parts(measure, facts, among) if facts.is_total else None
    if facts.numerator is None:
        return None
    own, other = on_each_denominator(measure, facts)
    if other and _agrees(facts, other) and not (own and _agrees(facts, own)):
        return other
    if own or facts.denominator is not None or measure.unit not in RATE_SCALE:
        return own
    if facts.numerator == 0:
        return _worked_out(measure, facts, Fraction(0), On.ANY)
    return _over(measure, facts, population, On.POPULATION)


def on_each_denominator(
    measure: Measure, facts: Facts
) -> tuple[Recomputed | None, Recomputed | None]:
    """The figure on the definition's denominator and on the other one; None for one not known."""
    return (
        _over(measure, facts, facts.denominator, On.DENOMINATOR),
        _over(measure, facts, facts.other_denominator, On.OTHER),
    )


def sum_of_parts(measure: Measure, total: Facts, among: Iterable[Facts]) -> Recomputed | None:
    """The sum of the readings within a total's days, of its own line and document.

    None unless they follow each other without gap or overlap from its first day to its last, each
    with one value: what is missing is not counted as nought, and what overlaps is never summed.
    Source: design, section 6.
    """
    if total.start is None or total.end is None or measure.is_stock:
        return None
    days: dict[tuple, set[Fraction | None]] = {}
    for part in among:
        if _is_part(part, total):
            printed = read_printed(part.published)
            value = printed.value if printed else part.numerator
            days.setdefault((part.start, part.end), set()).add(
                None if value is None else Fraction(value)
            )
    spans = sorted(days)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    following = [total.start, *(end + timedelta(days=1) for end in ends)]
    if starts != following[:-1] or following[-1] != total.end + timedelta(days=1):
        return None
    if any(len(values) > 1 or None in values for values in days.values()):
        return None
    return _worked_out(measure, total, sum(map(_only, days.values()), Fraction(0)), On.PARTS)


def recomputed_flag(measure: Measure, facts: Facts, recomputed: Recomputed | None) -> Flag | None:
    """What to say where the published figure is not what its own numbers give; None beyond doubt.

    Where two denominators are known it is for `denominator_flag` to say. A population that only
    the other readings imply is held against a figure that itself implies none: where it implies
    another one, that is a jump of the population.
    """
    if recomputed is None or read_printed(facts.published) is None:
        return None
    if _agrees(facts, recomputed) or denominator_fit(measure, facts) is not None:
        return None
    if recomputed.on is On.POPULATION and range_of(measure, facts) is not None:
        return None
    kind = FlagKind.TOTAL if recomputed.on is On.PARTS else FlagKind.RECOMPUTED
    sentence = f"{_sum_text(measure, facts, recomputed)}, not {facts.published}."
    return Flag(kind, sentence, facts.place)


def denominator_fit(measure: Measure, facts: Facts) -> Fit | None:
    """Which of the two denominators the published figure agrees with; None unless both are known."""
    if facts.denominator is None or facts.other_denominator is None:
        return None
    own, other = on_each_denominator(measure, facts)
    if own is None or other is None or read_printed(facts.published) is None:
        return None
    fits = (_agrees(facts, own), _agrees(facts, other))
    return {
        (True, True): Fit.BOTH,
        (True, False): Fit.DENOMINATOR,
        (False, True): Fit.OTHER,
        (False, False): Fit.NEITHER,
    }[fits]


def denominator_flags(
    measure: Measure, readings: Sequence[Facts], *, said_denominator: str = ""
) -> tuple[Flag | None, dict[int, Flag]]:
    """What is unclear about the denominator of one line of one document: said once, or by reading.

    Unclear is a figure over the other denominator, over neither, or over the definition's where
    the document's words, `said_denominator`, are those of the other. Where all that are over one of
    the two go the same way it is one flag on the line; a figure over neither has its own. Source:
    issue 4 ("offences per offender (say which denominator)").
    """
    fits = {facts.id: denominator_fit(measure, facts) for facts in readings}
    flags = {
        facts.id: Flag(FlagKind.DENOMINATOR, _neither_text(measure, facts), facts.place)
        for facts in readings
        if fits[facts.id] is Fit.NEITHER
    }
    told = [f for f in readings if fits[f.id] in (Fit.DENOMINATOR, Fit.OTHER)]
    unclear = [f for f in told if _is_unclear(fits[f.id], measure, said_denominator)]
    if unclear and len({fits[facts.id] for facts in told}) == 1:
        text = _unclear_text(measure, unclear[0], said_denominator, len(unclear))
        return Flag(FlagKind.DENOMINATOR, text, unclear[0].place), flags
    for facts in unclear:
        text = _unclear_text(measure, facts, said_denominator, 1)
        flags[facts.id] = Flag(FlagKind.DENOMINATOR, text, facts.place)
    return None, flags


def with_counts(readings: Iterable[Facts], among: Iterable[Facts]) -> list[Facts]:
    """The readings, those without counts with the counts that another document has of the same thing.

    The same thing: series, area, step, version and days, and a printed figure that doesn't differ.
    Without them, or where two documents have other counts, a reading is as it was. Source: issue 4
    ("recomputation of whatever can be").
    """
    counts: dict[tuple, list[Facts]] = {}
    for facts in among:
        if facts.numerator is not None and facts.denominator is not None:
            counts.setdefault((facts.line, facts.start, facts.end), []).append(facts)
    return [_with_counts(facts, counts) for facts in readings]


def _with_counts(facts: Facts, counts: dict[tuple, list[Facts]]) -> Facts:
    printed = read_printed(facts.published)
    if printed is None or facts.numerator is not None or facts.denominator is not None:
        return facts
    if facts.start is None or facts.end is None:
        return facts
    same = {
        (other.numerator, other.denominator, other.other_denominator)
        for other in counts.get((facts.line, facts.start, facts.end), ())
        if other.document != facts.document
        and (also := read_printed(other.published))
        and not differ(printed, also)
    }
    if len(same) != 1:
        return facts
    numerator, denominator, other_denominator = same.pop()
    return replace(
        facts,
        numerator=numerator,
        denominator=denominator,
        other_denominator=other_denominator,
    )


def _over(measure: Measure, facts: Facts, over: Decimal | int | None, on: On) -> Recomputed | None:
    if not over or facts.numerator is None or measure.unit not in SCALE:
        return None
    exact = SCALE[measure.unit] * Fraction(facts.numerator) / Fraction(over)
    return _worked_out(measure, facts, exact, on, over)


def _worked_out(
    measure: Measure, facts: Facts, exact: Fraction, on: On, over: Decimal | int | None = None
) -> Recomputed:
    printed = read_printed(facts.published)
    decimals = printed.decimals if printed else measure.decimals
    # A half rounds either way, so what agrees reads as it was printed.
    agreed = printed and agrees(exact, printed.value, decimals)
    shown = Fraction(printed.value) if agreed else exact
    return Recomputed(exact, exact_text(shown, decimals), on, over)


def _agrees(facts: Facts, recomputed: Recomputed) -> bool:
    printed = read_printed(facts.published)
    return printed is not None and agrees(recomputed.exact, printed.value, printed.decimals)


def _is_part(part: Facts, total: Facts) -> bool:
    if part.is_total or part.line != total.line or part.document != total.document:
        return False
    if part.start is None or part.end is None or (part.start, part.end) == (total.start, total.end):
        return False
    return total.start <= part.start <= part.end <= total.end


def _only(values: set[Fraction | None]) -> Fraction:
    (value,) = values
    return value or Fraction(0)


def _sum_text(measure: Measure, facts: Facts, recomputed: Recomputed) -> str:
    if recomputed.on is On.PARTS:
        return f"Its parts add up to {recomputed.text}"
    if recomputed.on is On.ANY:
        return f"A count of 0 is a rate of {recomputed.text} in any population"
    n, over = number_text(facts.numerator), number_text(recomputed.over)
    if recomputed.on is On.POPULATION:
        of = f"{n} in the population that the other readings imply, about {over},"
        return f"{of} is {recomputed.text} {measure.unit}"
    if measure.unit in RATE_SCALE:
        return f"{n} in {over} is {recomputed.text} {measure.unit}"
    if measure.unit is Unit.PERCENT:
        return f"{n} of {over} is {recomputed.text}%"
    pound = "£" if measure.unit is Unit.POUNDS else ""
    return f"{pound}{n} over {over} is {pound}{recomputed.text}"


def _is_unclear(fit: Fit | None, measure: Measure, said: str) -> bool:
    other = measure.other_denominator.strip().casefold()
    names_other = bool(other) and said.strip().casefold() == other
    return fit is Fit.OTHER or (fit is Fit.DENOMINATOR and names_other)


def _denominator_words(measure: Measure) -> tuple[str, str]:
    return (
        measure.denominator or "the denominator",
        measure.other_denominator or "the other denominator",
    )


def _unclear_text(measure: Measure, facts: Facts, said: str, n: int) -> str:
    own, other = on_each_denominator(measure, facts)
    by_definition, by_the_other = _denominator_words(measure)
    values = f"all {n:,} published values are" if n > 1 else "the published value is"
    if denominator_fit(measure, facts) is Fit.OTHER:
        head = f"{values.capitalize()} over “{by_the_other}”, not “{by_definition}”"
        fits, does_not = other, own
    else:
        head = f"The words say “{said}”, but {values} over “{by_definition}”"
        fits, does_not = own, other
    return (
        f"{head}: {facts.published} ({facts.period}) is {number_text(facts.numerator)} over "
        f"{number_text(fits.over)}; over {number_text(does_not.over)} it would be {does_not.text}."
    )


def _neither_text(measure: Measure, facts: Facts) -> str:
    own, other = on_each_denominator(measure, facts)
    by_definition, by_the_other = _denominator_words(measure)
    n = number_text(facts.numerator)
    return (
        f"{facts.published} fits neither denominator: {n} over {number_text(own.over)} "
        f"(“{by_definition}”) is {own.text}, {n} over {number_text(other.over)} "
        f"(“{by_the_other}”) is {other.text}."
    )
