"""What a run of figures does by itself: control limits and their signals, or why there are none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from indicators.rules.facts import Facts, Measure
from indicators.rules.lag import are_as_long, period_words
from indicators.rules.measures import Unit, Way
from indicators.rules.populations import stretch_of
from plans.rules.dates import long_date
from plans.rules.words import count_of as so_many

PERIODS_NEEDED = 12
RUN, TREND = (
    7,
    6,
)  # readings on one side of the centre; readings each higher, or lower, than the last
REACH = Fraction("2.66")  # as published; 3 / 1.128
STEP_REACH = Fraction("3.267")


@dataclass(frozen=True)
class Limits:
    """Centre and natural limits of a run of figures, in their unit.

    `reach` is how far each limit is from the centre before it is cut off at what cannot be passed.
    `step_limit` is how large a step from one figure to the next can be by itself.
    """

    centre: Fraction
    lower: Fraction
    upper: Fraction
    reach: Fraction
    step_limit: Fraction


class SignalKind(StrEnum):
    """What chance alone seldom does. Source: NHS England, Making Data Count."""

    POINT_OUTSIDE = "a point outside the limits"
    RUN_OF_SEVEN = "seven or more on one side"
    TREND_OF_SIX = "six or more trending"
    TWO_OF_THREE = "two of three near a limit"


@dataclass(frozen=True)
class Signal:
    """One signal: which figures make it, by index, and whether it is a high or a low one."""

    kind: SignalKind
    way: Way
    indices: tuple[int, ...]
    sentence: str


@dataclass(frozen=True)
class Refusal:
    """Why something is not worked out, as a sentence."""

    reason: str


@dataclass(frozen=True)
class Segment:
    """Readings between two rebases, oldest first; `limits` None where they are too few as yet.

    The signals' indices count from the segment's first reading.
    """

    readings: tuple[Facts, ...]
    limits: Limits | None
    signals: tuple[Signal, ...]
    words: str


@dataclass(frozen=True)
class Control:
    """The segments of one line, oldest first; at least one has limits."""

    segments: tuple[Segment, ...]


def limits(
    values: Sequence[Decimal | Fraction | int],
    *,
    floor: int | None = None,
    ceiling: int | None = None,
    gaps: Collection[int] = (),
) -> Limits:
    """Centre and limits of an XmR chart: the mean, and 2.66 mean moving ranges either side of it.

    `gaps` are indices with a missing period just before them: the step across is left out. Limits
    are cut off at `floor` and `ceiling`, which figures cannot pass. No moving range is left out for
    being large, as in the programme's own workbook. ValueError without a step between neighbours.
    Source: Shewhart's chart for individual values as NHS England's Making Data Count has it, with
    2.66 = 3 / 1.128 and 3.267 for the steps.
    """
    exact = [Fraction(value) for value in values]
    steps = [abs(exact[i] - exact[i - 1]) for i in range(1, len(exact)) if i not in gaps]
    if not steps:
        raise ValueError("without a step from one figure to the next there are no limits")
    centre = sum(exact) / len(exact)
    mean_step = sum(steps) / len(steps)
    reach = REACH * mean_step
    lower, upper = centre - reach, centre + reach
    return Limits(
        centre,
        lower if floor is None else max(lower, Fraction(floor)),
        upper if ceiling is None else min(upper, Fraction(ceiling)),
        reach,
        STEP_REACH * mean_step,
    )


def signals(
    values: Sequence[Decimal | Fraction | int],
    limits: Limits,
    *,
    gaps: Collection[int] = (),
    labels: Sequence[str] = (),
) -> tuple[Signal, ...]:
    """The signals of a run of figures, by kind and then in time; `labels` name the figures' periods.

    A figure on a limit is not outside it, one on the centre line is on neither side, and one that
    repeats the last ends a trend. Six trending are six figures, so five steps. Near a limit is
    beyond two thirds of the way to it (uncut), outside it included; the three stand side by side
    and the two on the same side. Nothing runs across a gap. Source: NHS England, Making Data Count.
    """
    exact = [Fraction(value) for value in values]
    names = labels or [f"reading {i + 1}" for i in range(len(exact))]
    outside = [_sign(v > limits.upper, v < limits.lower) for v in exact]
    sides = [_sign(v > limits.centre, v < limits.centre) for v in exact]
    steps = [
        0 if i == 0 or i in gaps else _sign(exact[i] > exact[i - 1], exact[i] < exact[i - 1])
        for i in range(len(exact))
    ]
    near = 2 * limits.reach / 3
    zones = [_sign(v - limits.centre > near, limits.centre - v > near) for v in exact]
    found = [_signal(SignalKind.POINT_OUTSIDE, s, (i,), names) for i, s in enumerate(outside) if s]
    for sign, run in _stretches(sides, gaps):
        if len(run) >= RUN:
            found.append(_signal(SignalKind.RUN_OF_SEVEN, sign, run, names))
    for sign, run in _stretches(steps, ()):
        if len(run) + 1 >= TREND:
            found.append(_signal(SignalKind.TREND_OF_SIX, sign, (run[0] - 1, *run), names))
    for sign, run in _near_twice(zones, gaps):
        found.append(_signal(SignalKind.TWO_OF_THREE, sign, run, names))
    return tuple(found)


def _sign(is_up: bool, is_down: bool) -> int:
    return is_up - is_down


def _stretches(signs: Sequence[int], gaps: Collection[int]) -> list[tuple[int, tuple[int, ...]]]:
    """The longest runs of one sign that is not 0, with their indices; a gap ends one."""
    runs: list[tuple[int, list[int]]] = []
    for i, sign in enumerate(signs):
        if runs and runs[-1][0] == sign and i not in gaps:
            runs[-1][1].append(i)
        else:
            runs.append((sign, [i]))
    return [(sign, tuple(run)) for sign, run in runs if sign]


def _near_twice(zones: Sequence[int], gaps: Collection[int]) -> list[tuple[int, tuple[int, ...]]]:
    """Figures near one limit, two or more of three side by side; those that share one go together."""
    groups: list[tuple[int, tuple[int, ...]]] = []
    for sign in (1, -1):
        own: list[tuple[int, ...]] = []
        for i in range(len(zones) - 2):
            close = tuple(j for j in range(i, i + 3) if zones[j] == sign)
            if len(close) < 2 or i + 1 in gaps or i + 2 in gaps:
                continue
            if own and own[-1][-1] >= close[0]:
                own[-1] = tuple(sorted({*own[-1], *close}))
            else:
                own.append(close)
        groups += [(sign, indices) for indices in own]
    return sorted(groups, key=lambda group: group[1])


def _signal(kind: SignalKind, sign: int, indices: tuple[int, ...], names: Sequence[str]) -> Signal:
    first, last, n = names[indices[0]], names[indices[-1]], len(indices)
    high = sign > 0
    limit, side = ("upper", "above") if high else ("lower", "below")
    text = {
        SignalKind.POINT_OUTSIDE: f"{first} lies {side} the {limit} limit.",
        SignalKind.RUN_OF_SEVEN: f"{n} in a row lie {side} the average, from {first} until {last}.",
        SignalKind.TREND_OF_SIX: (
            f"{n} in a row go {'up' if high else 'down'} without a break, from {first} until {last}."
        ),
        SignalKind.TWO_OF_THREE: (
            f"{n} close together lie near the {limit} limit or beyond it, from {first} until {last}."
        ),
    }[kind]
    way = Way.UP if high else Way.DOWN
    return Signal(kind, way, indices, text[0].upper() + text[1:])


def overlaps(readings: Sequence[Facts]) -> bool:
    """Whether two of the readings share a day; those whose days are not known are passed over."""
    spans = sorted((f.start, f.end) for f in readings if f.start and f.end)
    latest = None
    for start, end in spans:
        if latest and start <= latest:
            return True
        latest = end
    return False


def is_consecutive(earlier: Facts, later: Facts) -> bool:
    """Whether one period begins on the day after the other ends; not where a day is unknown."""
    if earlier.end is None or later.start is None:
        return False
    return (later.start - earlier.end).days == 1


def chart(
    measure: Measure, readings: Sequence[Facts], rebases: Sequence[date] = ()
) -> Control | Refusal:
    """Control limits and signals of one line of readings, oldest first; or why there are none.

    Refused where lines are mixed, days are unknown, periods overlap (the same event stands in
    several figures, so the limits would be too narrow) or differ in length, or fewer than twelve
    stand. A missing period is a gap: the step across does not count, so it takes one reading more.
    Each rebase begins a segment with limits of its own, which needs twelve of its own. Totals of
    others and readings without a value are left out. Source: design, section 6.
    """
    drawn = [f for f in readings if f.value is not None and not f.is_total]
    why = _why_not_drawn(drawn)
    if why:
        return Refusal(why)
    segments = tuple(
        _segment(measure, [f for f in drawn if stretch_of(f, rebases) == stretch], rebases)
        for stretch in sorted({stretch_of(f, rebases) for f in drawn})
    )
    if not any(segment.limits for segment in segments):
        return Refusal(segments[-1].words)
    return Control(segments)


def _why_not_drawn(readings: Sequence[Facts]) -> str:
    why = why_not_side_by_side(readings, "limits")
    if why:
        return why
    if len(readings) < PERIODS_NEEDED:
        return _too_few_words(len(readings), 0)
    return ""


def why_not_side_by_side(readings: Sequence[Facts], what: str) -> str:
    """Why readings are neither drawn on one chart nor pooled; "" where they are."""
    if len({f.line for f in readings}) > 1:
        return f"No {what}: these readings are not of one line, or not counted by one rule."
    unknown = [f for f in readings if None in (f.start, f.end)]
    if unknown:
        return f"No {what}: the days of {so_many(len(unknown), 'reading')} are not known."
    if overlaps(readings):
        return (
            f"No {what}: these periods overlap, so one event stands in several of them and the "
            "figures do not vary on their own."
        )
    if any(not are_as_long(*pair) for pair in pairwise(readings)):
        return f"No {what}: these periods are not of one length."
    return ""


def _too_few_words(n: int, n_gaps: int, since: date | None = None) -> str:
    there = f"there {'is' if n == 1 else 'are'} {n}"
    there += f" since figures started anew on {long_date(since)}" if since else ""
    there += f", with {so_many(n_gaps, 'gap')}" if n_gaps else ""
    more = " (one more for each gap)" if n_gaps else ""
    return f"Not enough yet: limits need twelve periods that do not overlap{more}, and {there}."


def _segment(measure: Measure, readings: Sequence[Facts], rebases: Sequence[date]) -> Segment:
    gaps = {
        i + 1 for i, (was, now) in enumerate(pairwise(readings)) if not is_consecutive(was, now)
    }
    if len(readings) - len(gaps) < PERIODS_NEEDED:
        since = max((day for day in rebases if day <= readings[0].end), default=None)
        words = _too_few_words(len(readings), len(gaps), since)
        return Segment(tuple(readings), None, (), words)
    values = [f.value for f in readings]
    floor = None if measure.unit is Unit.POUNDS or min(values) < 0 else 0
    ceiling = 100 if measure.unit is Unit.PERCENT and max(values) <= 100 else None
    found = limits(values, floor=floor, ceiling=ceiling, gaps=gaps)
    labels = [period_words(measure, f) for f in readings]
    said = signals(values, found, gaps=gaps, labels=labels)
    words = (
        " ".join(s.sentence for s in said)
        or "No signal: every figure lies where chance can put it."
    )
    return Segment(tuple(readings), found, said, words)
