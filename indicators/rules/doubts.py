"""What a careful reader would ask of a figure: whether it is what its counts come to, and its jump."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import in_unit, interval_of
from indicators.rules.measures import Unit
from indicators.rules.printed import agrees, number_text, read_printed
from indicators.rules.recomputing import recompute, recomputed_flag
from indicators.rules.revisions import worth

JUMP = 3  # times the last reading: more is asked about, where chance alone does not reach so far


def last_before(readings: Iterable[Facts], end: date) -> Facts | None:
    """The latest reading whose last day is before that one; None where there is none.

    Of several of one day, one that has its counts, then the one published last.
    """
    found = [f for f in readings if f.end is not None and f.end < end]
    return max(found, key=lambda f: (f.end, *worth(f)), default=None)


def exact_of(measure: Measure, facts: Facts) -> Fraction | None:
    """What a reading's counts come to, in the indicator's unit; None where they do not say."""
    found = recompute(measure, facts)
    if found is not None:
        return found.exact
    is_plain = measure.unit is Unit.COUNT or (
        measure.unit is Unit.POUNDS and not measure.denominator
    )
    return Fraction(facts.numerator) if is_plain and facts.numerator is not None else None


def disagreement(measure: Measure, facts: Facts) -> str:
    """ "12 of 30 is 40.0%, not 41.0.": where the published value is not what its counts come to.

    An amount of money may be published rounded; a count is what it is.
    """
    if flag := recomputed_flag(measure, facts, recompute(measure, facts)):
        return flag.text
    exact = exact_of(measure, facts)
    is_plain = exact is not None and recompute(measure, facts) is None
    if not is_plain or facts.value is None or exact == Fraction(facts.value):
        return ""
    if measure.unit is not Unit.POUNDS:
        return f"The count is {number_text(facts.numerator)}, not {facts.published}."
    printed = read_printed(facts.published)
    if printed and agrees(exact, printed.value):
        return ""
    amounts = amount_text(facts.numerator), in_unit(facts.published, Unit.POUNDS)
    return "The amount is {}, not {}.".format(*amounts)


def amount_text(amount: Decimal) -> str:
    """ "£1,250", "£1,250.50": with both places of the pence, where there are any."""
    is_whole = amount == amount.to_integral_value()
    return f"£{amount:,.{0 if is_whole else 2}f}"


def jump_words(measure: Measure, now: Facts, last: Facts) -> str:
    """What to look at where a value is more than three times the last one, or less than a third.

    "" where the 95% intervals of the two meet: so far chance alone may carry it. A value that
    carries none is held to the three times only.
    """
    if now.value is None or last.value is None or now.value == last.value:
        return ""
    low, high = sorted((now.value, last.value))
    if high <= JUMP * low:
        return ""
    ours, theirs = interval_of(measure, now), interval_of(measure, last)
    if ours and theirs and ours.low <= theirs.high and theirs.low <= ours.high:
        return ""
    more = "more than three times" if now.value > last.value else "less than a third of"
    return f"This is {more} the last reading ({reading_words(measure, last)}): check it."


def reading_words(measure: Measure, facts: Facts) -> str:
    """ "12 of 30, 40.0%", "26, 0.53 per 1,000", "26": the counts, then the value in its unit."""
    value = facts.published
    if facts.value is not None and value:
        value = in_unit(value, measure.unit)
    if facts.numerator is None:
        return value or "no figure"
    is_money = measure.unit is Unit.POUNDS
    counts = (amount_text if is_money else number_text)(facts.numerator)
    if facts.denominator is not None:
        counts += f" of {number_text(facts.denominator)}"
    is_said = facts.value is None or (facts.denominator is None and facts.value == facts.numerator)
    return counts if is_said else f"{counts}, {value}"
