"""What is wrong with a reading as it stands: its sign, decimals, bounds, days, rank, place in a funnel."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from indicators.rules.facts import Facts, Flag, FlagKind, Measure
from indicators.rules.measures import PeriodKind, Unit
from indicators.rules.printed import number_text, read_printed
from plans.rules.attendance import months_before
from plans.rules.dates import long_date
from plans.rules.words import count_of

MONTHS = {
    PeriodKind.QUARTER: 3,
    PeriodKind.ROLLING_COHORT: 3,
    PeriodKind.ROLLING_YEAR: 12,
    PeriodKind.YEAR: 12,
}
_SIGNS = {
    Unit.PERCENT: re.compile(r"%|per cent", re.IGNORECASE),
    Unit.POUNDS: re.compile(r"£"),
    Unit.PER_1_000: re.compile(r"per 1,?000\b", re.IGNORECASE),
    Unit.PER_100_000: re.compile(r"per 100,?000\b", re.IGNORECASE),
}
_YEAR = r"\(?[0-9]{2,4}[/-][0-9]{2,4}\)?"
_QUARTER = re.compile(rf"(?:{_YEAR}\s*)?(?:q|qtr|quarter)\s*[1-4](?:\s*{_YEAR})?", re.IGNORECASE)
_QUARTERS = re.compile(r"\bquarters\b", re.IGNORECASE)
_UNIT_WORDS = {
    Unit.PER_100_000: "a rate per 100,000",
    Unit.PER_1_000: "a rate per 1,000",
    Unit.PERCENT: "a percentage",
    Unit.COUNT: "a count",
    Unit.RATIO: "a ratio",
    Unit.POUNDS: "an amount in pounds",
}


def form_flags(measure: Measure, facts: Facts) -> list[Flag]:
    """What is wrong with one reading by itself, in the order of the checks; [] where nothing is."""
    found = [(kind, check(measure, facts)) for kind, check in _CHECKS]
    return [Flag(kind, text, facts.place) for kind, text in found if text]


def unit_fault(measure: Measure, facts: Facts) -> str:
    """A sentence where the figure is printed with the sign of another unit; "" else.

    "0.50%" of a rate per 1,000 is one (2019 plan, use of custody). No sign at all is none.
    """
    for unit, sign in _SIGNS.items():
        if unit is not measure.unit and sign.search(facts.published):
            return (
                f"Printed as “{facts.published}”, with the sign of {_UNIT_WORDS[unit]}, "
                f"but the indicator is {_UNIT_WORDS[measure.unit]}."
            )
    return ""


def decimals_fault(measure: Measure, facts: Facts) -> str:
    """A sentence where more or fewer decimals are printed than the indicator has; "" else.

    It is no error: the figure keeps what was printed and is judged by that.
    """
    printed = read_printed(facts.published)
    if printed is None or printed.decimals == measure.decimals:
        return ""
    has = count_of(measure.decimals, "decimal") if measure.decimals else "none"
    printed_with = count_of(printed.decimals, "decimal") if printed.decimals else "no decimals"
    return f"Printed with {printed_with}, where the indicator has {has}."


def impossible_fault(measure: Measure, facts: Facts) -> str:
    """A sentence where no such figure can be; "" else.

    Nothing but money is below nought, no percentage is over 100 or has more above the line than
    below it, and of none there is no share. Source: issue 4 ("what bad input gets").
    """
    printed = read_printed(facts.published)
    is_share = measure.unit is Unit.PERCENT
    if printed and printed.value < 0 and measure.unit is not Unit.POUNDS:
        return f"{facts.published} is below nought."
    if printed and is_share and printed.value > 100:
        return f"{facts.published} is over 100%."
    if facts.numerator is None or facts.denominator is None:
        return ""
    n, d = number_text(facts.numerator), number_text(facts.denominator)
    if is_share and facts.numerator > facts.denominator:
        return f"{n} of {d}: more than there are."
    if printed and facts.denominator == 0 and measure.unit is not Unit.COUNT:
        return f"{facts.published} is given of {n} over 0, which is no number."
    return ""


def period_fault(measure: Measure, facts: Facts) -> str:
    """A sentence where the printed days are not what such a reading covers; "" else.

    Days that were worked out rather than printed are not held against the document. A total covers
    several readings, so only the order of its days is looked at.
    """
    if facts.start is None or facts.end is None or facts.is_period_derived:
        return ""
    if facts.end < facts.start:
        return f"Ends on {long_date(facts.end)}, before it starts on {long_date(facts.start)}."
    kind = facts.period_kind or measure.period_kind
    if facts.is_total or covers_months(facts.start, facts.end, MONTHS[kind]):
        return ""
    return (
        f"{long_date(facts.start)} to {long_date(facts.end)} is not {MONTHS[kind]} months, "
        f"which its kind of period ({kind}) covers."
    )


def covers_months(start: date, end: date, months: int) -> bool:
    """Whether the days from `start` to `end`, both included, are exactly so many months."""
    return end + timedelta(days=1) == months_before(start, -months)


def label_flag(readings: Sequence[Facts]) -> Flag | None:
    """One flag where readings of a document are printed as of quarters, and cover other days.

    Printed so is a period that names one quarter ("Q2 14/15"), or the heading that it stands under,
    the last part of its place ("Last 5 rolling quarters"). Days that were worked out count too: a
    quarter's name on a rolling year is that of the quarter in which it ends, or was reported.
    "End of Quarter 4" names a day, and says nothing of what a figure covers. Source: issue 4 ("what
    'Quarter 4' covers differs by indicator").
    """
    months = MONTHS[PeriodKind.QUARTER]
    named = [(facts, words) for facts in readings if (words := _quarter_words(facts))]
    known = [pair for pair in named if pair[0].start and pair[0].end and not pair[0].is_total]
    wrong = [pair for pair in known if not covers_months(pair[0].start, pair[0].end, months)]
    if not wrong:
        return None
    facts, words = wrong[0]
    others = f"; so it is with {count_of(len(wrong) - 1, 'other')}" if wrong[1:] else ""
    text = (
        f"{facts.published or 'The reading'} is printed under “{words}”, as if of a quarter, but "
        f"covers {long_date(facts.start)} to {long_date(facts.end)}{others}."
    )
    return Flag(FlagKind.PERIOD, text, facts.place)


def _quarter_words(facts: Facts) -> str:
    """The period or the heading, where it speaks of a quarter; "" else."""
    if _QUARTER.fullmatch(facts.period.strip()):
        return facts.period
    heading = facts.place.rsplit(",", 1)[-1].strip()
    return heading if _QUARTERS.search(heading) else ""


def rank_fault(measure: Measure, facts: Facts) -> str:
    """A sentence where the rank is none of the places that there are; "" else."""
    if facts.rank is None:
        return ""
    if facts.rank < 1:
        return f"A rank of {facts.rank} is no place: the first is 1."
    if facts.rank_of is not None and facts.rank > facts.rank_of:
        return f"A rank of {facts.rank} is no place among {facts.rank_of}."
    return ""


def funnel_flags(
    measure: Measure, readings: Sequence[Facts], *, own_steps: Collection[str] = ()
) -> dict[int, Flag]:
    """A flag for each reading of a step that is not of what the step before it counted.

    Compared are readings of one series, area, version, document and period. `own_steps` are the
    refs of steps with a denominator of their own, which are not compared. Where the step before
    has several figures (a provisional and a revised one), any of them will do. Source: design,
    section 6 ("of those screened, offered; of those, attended").
    """
    order = ("", *measure.steps)
    before = {step: order[n] for n, step in enumerate(measure.steps) if step not in own_steps}
    counted: dict[tuple, set] = {}
    for facts in readings:
        if facts.numerator is not None:
            counted.setdefault((facts.step, *_same_time(facts)), set()).add(facts.numerator)
    flags = {}
    for facts in readings:
        if facts.step not in before or facts.denominator is None:
            continue
        numbers = counted.get((before[facts.step], *_same_time(facts)), set())
        if numbers and facts.denominator not in numbers:
            said = " or ".join(number_text(number) for number in sorted(numbers))
            text = f"Is of {number_text(facts.denominator)}, but the step before it counted {said}."
            flags[facts.id] = Flag(FlagKind.FUNNEL, text, facts.place)
    return flags


def _same_time(facts: Facts) -> tuple:
    known = facts.start is not None and facts.end is not None
    days = (facts.start, facts.end) if known else (facts.period,)
    return (facts.series, facts.area, facts.version, facts.document, *days)


_CHECKS: tuple[tuple[FlagKind, Callable[[Measure, Facts], str]], ...] = (
    (FlagKind.UNIT, unit_fault),
    (FlagKind.DECIMALS, decimals_fault),
    (FlagKind.PERIOD, period_fault),
    (FlagKind.IMPOSSIBLE, impossible_fault),
    (FlagKind.RANK, rank_fault),
)
