"""Which way an indicator goes, and the sentences that its page opens with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.rules.comparing import (
    BEYOND,
    NONE_KNOWN,
    Change,
    Populations,
    differ,
    is_same_window,
    quality_words,
    why_not_comparable,
)
from indicators.rules.facts import Facts, Measure
from indicators.rules.intervals import (
    count_of,
    counted,
    in_unit,
    interval_of,
    interval_words,
    printed,
    whole,
    why_no_interval,
)
from indicators.rules.lag import again_words, period_words
from indicators.rules.measures import Better, Unit, Way
from plans.rules.words import stop

_YEAR_DAYS, _ABOUT_DAYS = (
    365,
    46,
)  # a reading "about a year before" ends within half a quarter of it
_VERBS = {Way.UP: "rose", Way.DOWN: "fell"}
_NOUNS = {Way.UP: "rise", Way.DOWN: "fall"}


class Verdict(StrEnum):
    """Which way it goes. HIGHER and LOWER are of indicators of which neither way is better."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NO_REAL_CHANGE = "no real change"
    NOT_ENOUGH = "not enough to say"


@dataclass(frozen=True)
class Direction:
    """Which way one line goes: `later` against `earlier`, each None where there is none.

    `since` is the period that it is compared with, "" without one. `is_beyond_noise` None: nothing
    can be said of chance.
    """

    verdict: Verdict
    sentence: str
    since: str = ""
    is_beyond_noise: bool | None = None
    earlier: Facts | None = None
    later: Facts | None = None


def direction(
    measure: Measure,
    readings: Sequence[Facts],
    *,
    rebases: Sequence[date] = (),
    populations: Populations = NONE_KNOWN,
) -> Direction:
    """Which way one line of readings goes, oldest first.

    The latest is held against the reading about a year before that shares no day with it, so that
    the season is the same; without one, against the first that it can be compared with. Readings
    without a count are passed over while any has one; so are totals of others. Called better or
    worse only beyond noise. Source: design, section 6 ("never called on noise alone").
    """
    line = _line(measure, readings)
    if not line:
        return Direction(Verdict.NOT_ENOUGH, "No figure is recorded yet.")
    latest = line[-1]
    earlier = _comparable(measure, line, rebases)
    hollow = _hollow_words(measure, latest, readings)
    if not earlier:
        why = _why_alone(measure, line, readings, rebases)
        return Direction(Verdict.NOT_ENOUGH, _joined(why, hollow), later=latest)
    base = _year_before(latest, earlier) or earlier[0]
    change = differ(measure, base, latest, populations=populations, rebases=rebases)
    verdict = _verdict(change, measure.better)
    since = period_words(measure, base)
    said = period_words(measure, latest)
    figures = (
        f"{_figure(measure, latest)} in {said}, {_figure(measure, base)} in "
        f"{again_words(said, since)}"
    )
    sentence = f"{verdict.capitalize()}: {figures}; {_of_chance(change)}."
    sentence = _joined(sentence, hollow)
    return Direction(verdict, sentence, since, change.is_beyond_noise, base, latest)


def headline(
    measure: Measure,
    readings: Sequence[Facts],
    *,
    rebases: Sequence[date] = (),
    populations: Populations = NONE_KNOWN,
) -> tuple[str, str]:
    """The sentences that a page opens with, and the smaller ones beneath, of one line, oldest first.

    First to latest, then the latest step, and what chance can make of each; a later reading without
    a count is named and left out. Beneath: the counts and their periods, and what is not compared.
    "" beneath where there is nothing to add.
    """
    line = _line(measure, readings)
    if not line:
        return "No figure is recorded yet.", ""
    latest = line[-1]
    earlier = _comparable(measure, line, rebases)
    hollow = _hollow_words(measure, latest, readings)
    if not earlier:
        interval = interval_of(measure, latest, population=populations.get(latest.id))
        period = period_words(measure, latest)
        alone = f"{measure.name} stood at {_figure(measure, latest)} in {period}. "
        beneath = interval_words(measure, latest, interval)
        why = _why_alone(measure, line, readings, rebases)
        return _joined(alone + why, hollow), stop(beneath) if beneath else ""
    first, previous = earlier[0], earlier[-1]
    known = {"populations": populations, "rebases": rebases}
    said = [_whole_way(measure, first, latest, differ(measure, first, latest, **known))]
    step = differ(measure, previous, latest, **known)
    if previous is not first:
        said.append(_latest_step(measure, previous, step))
    beneath = [
        _counts_words(measure, first, latest),
        _same_rate(measure, previous, latest, step),
        _left_out(measure, line, rebases),
    ]
    return _joined(*said, hollow), _joined(*beneath)


def _line(measure: Measure, readings: Sequence[Facts]) -> list[Facts]:
    """What can be told of the readings: with a figure, one a window, with counts if any has them."""
    told = [f for f in readings if not f.is_total and _has_figure(measure, f)]
    told = [f for f in told if _has_count(measure, f)] or told
    return [f for i, f in enumerate(told) if not any(is_same_window(f, g) for g in told[i + 1 :])]


def _has_figure(measure: Measure, facts: Facts) -> bool:
    return facts.value is not None or _has_count(measure, facts)


def _has_count(measure: Measure, facts: Facts) -> bool:
    if measure.unit in (Unit.RATIO, Unit.POUNDS):
        return False
    if measure.unit is Unit.PERCENT:
        return not why_no_interval(measure, facts)
    return count_of(measure, facts) is not None


def _comparable(measure: Measure, line: list[Facts], rebases: Sequence[date]) -> list[Facts]:
    return [f for f in line[:-1] if not why_not_comparable(measure, f, line[-1], rebases)]


def _year_before(latest: Facts, earlier: list[Facts]) -> Facts | None:
    if latest.start is None or latest.end is None:
        return None
    off = {
        f.id: abs((latest.end - f.end).days - _YEAR_DAYS)
        for f in earlier
        if f.end is not None and f.end < latest.start
    }
    near = [f for f in earlier if off.get(f.id, _ABOUT_DAYS + 1) <= _ABOUT_DAYS]
    return min(near, key=lambda f: off[f.id], default=None)


def _verdict(change: Change, better: Better) -> Verdict:
    if change.is_beyond_noise is None or change.way is None:
        return Verdict.NOT_ENOUGH
    if not change.is_beyond_noise:
        return Verdict.NO_REAL_CHANGE
    quality = quality_words(change.way, better)
    return Verdict(quality or ("higher" if change.way is Way.UP else "lower"))


def _of_chance(change: Change) -> str:
    if change.is_beyond_noise is None:
        return f"{change.reason}, so nothing can be said of chance"
    if change.way is Way.LEVEL:
        return "the same"
    return change.reason if change.is_beyond_noise else f"the difference {change.reason}"


def _why_alone(
    measure: Measure, line: list[Facts], readings: Sequence[Facts], rebases: Sequence[date]
) -> str:
    if len(line) > 1:
        return _left_out(measure, line, rebases)
    others = [f for f in readings if f.value is not None and not is_same_window(f, line[0])]
    if any(not f.is_total for f in others):
        return "No other reading has a count behind it, so no direction is called."
    return "One reading alone shows no direction."


def _left_out(measure: Measure, line: list[Facts], rebases: Sequence[date]) -> str:
    """Why the last of those readings that are not compared is not; "" where all are."""
    why = [why_not_comparable(measure, f, line[-1], rebases) for f in line[:-1]]
    why = [reason for reason in why if reason]
    if not why:
        return ""
    which = "Earlier figures are" if len(why) > 1 else "An earlier figure is"
    return f"{which} not compared: {why[-1]}."


def _whole_way(measure: Measure, first: Facts, latest: Facts, change: Change) -> str:
    name = measure.name
    if change.way is Way.LEVEL:
        return f"{name} stands at {_figure(measure, latest)}, as at first."
    verb = _VERBS[change.way] if change.way else "went"
    text = f"{name} {verb} from {_bare(measure, first)} to {_figure(measure, latest)}"
    if change.is_beyond_noise is None:
        return f"{text}; {_of_chance(change)}."
    return f"{text}, {BEYOND}." if change.is_beyond_noise else f"{text}, which {change.reason}."


def _latest_step(measure: Measure, previous: Facts, change: Change) -> str:
    if change.way is Way.LEVEL:
        return "The latest figure is the same as the one before."
    step = (
        f"latest {_NOUNS[change.way] if change.way else 'step'}, from {_bare(measure, previous)},"
    )
    if change.is_beyond_noise is None:
        return f"Of the {step} nothing can be said either."
    return f"The {step} {'goes ' if change.is_beyond_noise else ''}{change.reason}."


def _hollow_words(measure: Measure, latest: Facts, readings: Sequence[Facts]) -> str:
    """What is said of the last figure after `latest` that has no count behind it; "" without one."""
    after = list(readings)[list(readings).index(latest) + 1 :]
    hollow = [
        f
        for f in after
        if f.value is not None
        and not f.is_total
        and not is_same_window(f, latest)
        and not _has_count(measure, f)
    ]
    if not hollow:
        return ""
    figure, why = _figure(measure, hollow[-1]), why_no_interval(measure, hollow[-1])
    period = period_words(measure, hollow[-1])
    return f"The {figure} of {period} {why}, so nothing can be said of chance."


def _counts_words(measure: Measure, first: Facts, latest: Facts) -> str:
    begin, end = period_words(measure, first), period_words(measure, latest)
    if not (_has_count(measure, first) and _has_count(measure, latest)):
        return f"From {begin} to {again_words(begin, end)}."
    if measure.unit is Unit.PERCENT:
        before, after = _share(first), _share(latest)
    else:
        before = counted(count_of(measure, first), measure.numerator)
        after = f"{count_of(measure, latest):,}"
    return f"{before} in {begin}, {after} in {again_words(begin, end)}."


def _same_rate(measure: Measure, previous: Facts, latest: Facts, step: Change) -> str:
    """ "6 or 9 could be the same underlying rate." of counts whose step is noise; else ""."""
    if step.is_beyond_noise is not False or step.way is Way.LEVEL or measure.unit is Unit.PERCENT:
        return ""
    what = "level" if measure.unit is Unit.COUNT else "rate"
    before, after = count_of(measure, previous), count_of(measure, latest)
    return (
        f"{before:,} or {after:,} could be the same underlying {what}." if before != after else ""
    )


def _share(facts: Facts) -> str:
    return f"{whole(facts.numerator):,} of {whole(facts.denominator):,}"


def _figure(measure: Measure, facts: Facts) -> str:
    """The figure as published, with its unit; its counts where it was never printed."""
    if facts.value is None:
        if measure.unit is Unit.PERCENT:
            return _share(facts)
        return counted(count_of(measure, facts), measure.numerator)
    return in_unit(printed(measure, facts), measure.unit)


def _bare(measure: Measure, facts: Facts) -> str:
    """As `_figure`, without the words of a rate's unit, which the sentence says once."""
    return _figure(measure, facts).removesuffix(f" {measure.unit}")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
