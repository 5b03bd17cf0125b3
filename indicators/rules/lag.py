"""What span a figure covers, in words, and how old it is."""

from datetime import date, timedelta

from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import PeriodKind
from plans.rules.dates import days_text, long_date
from plans.rules.words import count_of

_MONTH_DAYS = 365.25 / 12
_SPANS = {
    PeriodKind.QUARTER: "the quarter to",
    PeriodKind.ROLLING_YEAR: "the twelve months to",
    PeriodKind.ROLLING_COHORT: "the cohort to",
    PeriodKind.YEAR: "the year to",
}
_AGAIN = {"the twelve months": "those", "the quarter": "that", "the year": "that"}


def kind_of(measure: Measure, facts: Facts) -> PeriodKind:
    """The kind of the reading's period: its counting rule's, or the indicator's."""
    return facts.period_kind or measure.period_kind


def is_of_cohort(measure: Measure, facts: Facts) -> bool:
    """Whether a figure follows those of its period onwards, by the indicator's rule or its version's."""
    return PeriodKind.ROLLING_COHORT in (measure.period_kind, facts.period_kind)


def days_covered(facts: Facts) -> int | None:
    """How many days the period has, first and last included; None where one is not known."""
    if facts.start is None or facts.end is None:
        return None
    return (facts.end - facts.start).days + 1


def are_as_long(first: Facts, second: Facts) -> bool:
    """Whether the shorter period has nine tenths of the longer one's days, as months and quarters do.

    Where days are not known, periods are taken to be as long as each other.
    """
    lengths = days_covered(first), days_covered(second)
    return None in lengths or 10 * min(lengths) >= 9 * max(lengths)


def period_words(measure: Measure, facts: Facts) -> str:
    """ "the twelve months to September 2014", "the cohort of April to June 2021", with its article.

    As printed where the last day is not known; "a period not known" where nothing is printed.
    """
    if facts.end is None:
        return facts.period or "a period not known"
    kind = kind_of(measure, facts)
    if facts.start is None:
        return f"{_SPANS[kind]} {_last_words(facts.end)}"
    if is_of_cohort(measure, facts):
        return f"the cohort of {span_words(facts.start, facts.end)}"
    months = _whole_months(facts.start, facts.end)
    if months == 12:
        span = "the year" if kind is PeriodKind.YEAR else "the twelve months"
        return f"{span} to {_month(facts.end)}"
    if months == 3:
        return f"the quarter to {_month(facts.end)}"
    return span_words(facts.start, facts.end)


def again_words(first: str, second: str) -> str:
    """The second of two periods' words, short where it is of the first one's kind: "those to June"."""
    for span, short in _AGAIN.items():
        if first.startswith(f"{span} to ") and second.startswith(f"{span} to "):
            return second.replace(span, short, 1)
    cohort = "the cohort of "
    if first.startswith(cohort) and second.startswith(cohort):
        return second.replace("the cohort", "that", 1)
    return second


def span_words(start: date, end: date) -> str:
    """ "April to June 2021", "October 2012 to September 2013", "June 2015"; days where they matter."""
    return _joined(start, end, " to ")


def lag_words(
    measure: Measure, facts: Facts, *, as_at: date, joined: str = "these children first offended"
) -> str:
    """ "to September 2014; 7 months old on 23 April 2015", from the last day to the day asked about.

    Of a cohort it says when it was made up, by `joined`: "these children first offended between
    January and December 2012". Months are rounded, and under four weeks are days. "period not
    known" without a last day. Source: issue on indicators, "lag".
    """
    if facts.end is None:
        return "period not known"
    text = f"to {_last_words(facts.end)}; {_age(facts.end, as_at)}"
    if not is_of_cohort(measure, facts) or facts.start is None:
        return text
    return f"{text}: {joined} {_between(facts.start, facts.end)}"


def _age(end: date, as_at: date) -> str:
    if as_at < end:
        return f"not over on {long_date(as_at)}"
    days = (as_at - end).days
    if days < 28:
        return f"{days_text(days)} old on {long_date(as_at)}"
    months = round(days / _MONTH_DAYS)
    text = count_of(months, "month")
    if months >= 24:
        years, months = divmod(months, 12)
        text = count_of(years, "year") + (f" and {count_of(months, 'month')}" if months else "")
    return f"{text} old on {long_date(as_at)}"


def _between(start: date, end: date) -> str:
    words = _joined(start, end, " and ")
    return f"between {words}" if " and " in words else f"in {words}"


def _joined(start: date, end: date, word: str) -> str:
    if not _whole_months(start, end):
        return f"{long_date(start)}{word}{long_date(end)}" if start != end else long_date(end)
    if (start.year, start.month) == (end.year, end.month):
        return _month(end)
    first = f"{start:%B}" if start.year == end.year else _month(start)
    return f"{first}{word}{_month(end)}"


def _whole_months(start: date, end: date) -> int:
    """How many months the days make up; 0 where they are not whole ones."""
    if start.day != 1 or not _is_last_of_month(end):
        return 0
    return 12 * (end.year - start.year) + end.month - start.month + 1


def _last_words(end: date) -> str:
    return _month(end) if _is_last_of_month(end) else long_date(end)


def _is_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _month(day: date) -> str:
    return f"{day:%B} {day.year}"
