"""Whether the work that was meant to move an indicator was followed by a change."""

from collections.abc import Sequence
from datetime import date

from indicators.rules.comparing import NONE_KNOWN, Change, Populations, differ
from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import in_unit, printed
from indicators.rules.lag import again_words, period_words
from plans.rules.dates import long_date
from plans.rules.words import count_of


def followed_words(
    measure: Measure,
    readings: Sequence[Facts],
    completed: Sequence[date],
    *,
    rebases: Sequence[date] = (),
    populations: Populations = NONE_KNOWN,
) -> str:
    """The last figure before the linked actions were complete beside the first after; "" of none.

    `completed` are the days on which they were reported complete. Only readings that lie wholly
    before the first of them, or wholly after the last, say anything of it; and that one followed the
    other does not make it the cause. Source: issue 4 ("is the work followed by a change?").
    """
    if not completed:
        return ""
    said = _completed_words(completed)
    told = [f for f in readings if f.value is not None and f.start and f.end]
    before = [f for f in told if f.end < min(completed)]
    after = [f for f in told if f.start > max(completed)]
    if not before or not after:
        side = "after" if before else "before"
        return (
            f"{said} No reading lies wholly {side} that, so nothing can be said of what followed."
        )
    earlier, later = before[-1], after[0]
    change = differ(measure, earlier, later, rebases=rebases, populations=populations)
    first, second = period_words(measure, earlier), period_words(measure, later)
    figures = (
        f"{_figure(measure, earlier)} in {first} before it, "
        f"{_figure(measure, later)} in {again_words(first, second)} after it"
    )
    return f"{said} {figures}: {_verdict(change)}."


def _completed_words(completed: Sequence[date]) -> str:
    first, last = min(completed), max(completed)
    when = f"by {long_date(last)}"
    if first != last:
        when = f"between {long_date(first)} and {long_date(last)}"
    verb = "was" if len(completed) == 1 else "were"
    return f"{count_of(len(completed), 'linked action')} {verb} reported complete {when}."


def _verdict(change: Change) -> str:
    if change.is_beyond_noise is None:
        return f"{change.reason}, so nothing can be said of chance"
    if change.is_beyond_noise:
        return f"{change.reason}, which does not show that the work was the cause"
    return f"the difference {change.reason}"


def _figure(measure: Measure, facts: Facts) -> str:
    return in_unit(printed(measure, facts), measure.unit)
