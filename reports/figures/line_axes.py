"""Where days and values stand in a line figure, and the ticks and names that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

from django.utils.safestring import SafeString

from indicators.readmodels_chart import ChartPoint
from reports import palette
from reports.figures.figure import num
from reports.figures.ink import path, said
from reports.figures.labels import LEADING, Room, measure, wrap
from reports.figures.scale import TimeScale

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Size:
    """A drawing's size in its own units; `n_ticks` at most stand beside it, words wrap at `wrap`."""

    width: float
    height: float
    n_ticks: int
    wrap: float

    @property
    def is_narrow(self) -> bool:
        return self.width < 500


WIDE = Size(1140, 380, n_ticks=6, wrap=150)
NARROW = Size(330, 290, n_ticks=5, wrap=84)
PAPER = Size(760, 270, n_ticks=5, wrap=130)


@dataclass(frozen=True)
class ValueScale:
    """Values from `low` at `bottom` up to `high` at `top`; from zero unless one is negative."""

    low: float
    high: float
    step: float
    bottom: float
    top: float

    def y(self, value: float) -> float:
        """Where a value stands; those outside stand on the nearer edge."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share))

    def ticks(self) -> list[tuple[float, str]]:
        """Round values with their words, from the lowest up."""
        first = round(self.low / self.step)
        last = floor(self.high / self.step + 1e-9)
        return [(n * self.step, self._text(n)) for n in range(first, last + 1)]

    def _text(self, n: int) -> str:
        step = Decimal(str(self.step)).normalize()
        decimals = max(0, -int(step.as_tuple().exponent))
        return f"{n * step:,.{decimals}f}".replace("-", "−")


def value_scale(
    values: Sequence[float],
    *,
    decimals: int,
    is_percent: bool,
    n_ticks: int,
    bottom: float,
    top: float,
) -> ValueScale:
    """A scale from zero that holds all values, with round ticks; whole ones where values are whole.

    A percentage ends at 100 where its values do; it goes no further than they need.
    """
    least, most = min((0.0, *values)), max((0.0, *values))
    span = (most - least) or 1.0
    step = _step(span / (n_ticks - 0.5), whole=decimals == 0)
    low = floor(least / step - 0.35) * step if least < 0 else 0.0  # with room for the lowest value
    high = most + 0.05 * (span if most > 0 else 0)
    above = (floor(most / step + 1e-9) + 1) * step
    if above - most < 0.5 * step or most <= 0 < span == 1.0:
        high = above
    if is_percent and most <= 100:
        high = min(high, 100.0)
    return ValueScale(low, max(high, low + step), step, bottom, top)


def _step(least: float, *, whole: bool) -> float:
    power = floor(log10(least))
    found = next(float(f"{s}e{power}") for s in _STEPS if float(f"{s}e{power}") >= least * 0.999)
    if whole:
        return max(1.0, 5.0 if found == 2.5 else found)
    return found


@dataclass(frozen=True)
class Frame:
    """Where everything of one drawing stands: the ground from `left` to `right`, readings within
    `days`. `pitch` is the least way from one reading to the next.
    """

    size: Size
    left: float
    right: float
    days: TimeScale
    values: ValueScale
    pitch: float

    @property
    def top(self) -> float:
        return self.values.top

    @property
    def bottom(self) -> float:
        return self.values.bottom

    def room(self) -> Room:
        return Room((self.left + 2, self.top - 14, self.right - 1, self.bottom - 1))


# ---------- the value axis ----------


def unit_lines(unit_text: str, size: Size) -> tuple[str, ...]:
    return wrap(unit_text, size.width)[:2]


def value_axis(frame: Frame, unit_text: str) -> Iterator[SafeString]:
    """Faint lines with their values, the line at zero, and what is measured above them."""
    for n, words in enumerate(unit_lines(unit_text, frame.size)):
        yield said(0, 13 + LEADING * n, words)
    rules = []
    for value, words in frame.values.ticks():
        y = frame.values.y(value)
        yield said(frame.left - 7, y + 4, words, anchor="end")
        rules.append(f"M{num(frame.left)} {num(y)}H{num(frame.right)}")
    yield path("".join(rules), colour=palette.LINE_SOFT)


def prefer_clear(frame: Frame, room: Room) -> None:
    """Keeps words off the faint lines where there is a choice."""
    for value, _ in frame.values.ticks():
        y = frame.values.y(value)
        room.rule(frame.left, y, frame.right, y, faint=True)


def base_line(frame: Frame) -> SafeString:
    """The line that values stand on: zero, also where some are below it."""
    y = frame.values.y(0)
    return path(f"M{num(frame.left)} {num(y)}H{num(frame.right)}", colour=palette.INK)


# ---------- the days ----------


def day_axis(frame: Frame, points: Sequence[ChartPoint]) -> Iterator[SafeString]:
    """A mark under each reading, and the names of as many periods as there is room for."""
    xs = [frame.days.x(point.at) for point in points]
    marks = "".join(f"M{num(x)} {num(frame.bottom)}v4" for x in sorted(set(xs)))
    if marks:
        yield path(marks, colour=palette.INK_2)
    for x, row, words in day_labels(xs, [point.label for point in points], frame.size.width):
        yield said(x, frame.bottom + 18 + 14 * row, words, anchor="middle")


def day_labels(
    xs: Sequence[float], labels: Sequence[tuple[str, ...]], width: float
) -> list[tuple[float, int, str]]:
    """The middle, row and words of each name that is written; no two come closer than a space.

    Every name, else every second, fourth... counted from the last, so that whole years are skipped
    where a name comes back each year; where readings stand unevenly, as many as fit, from the last
    back. A second line, the year as a rule, stands where it changes.
    """
    n = len(xs)
    for every in _strides(labels):
        chosen = [i for i in range(n) if (n - 1 - i) % every == 0]
        placed = _placed(chosen, xs, labels, width)
        if not _collide(placed):
            break
    if every > 1 and _is_uneven(xs):
        chosen = []
        for i in reversed(range(n)):
            if not _collide(_placed([i, *chosen], xs, labels, width)):
                chosen.insert(0, i)
        placed = _placed(chosen, xs, labels, width)
    return placed


def _strides(labels: Sequence[tuple[str, ...]]) -> Iterator[int]:
    """Steps from name to name: divisors of a year's readings, then whole years."""
    firsts = [label[:1] for label in labels]
    year = firsts.index(firsts[0], 1) if firsts and firsts[0] in firsts[1:] else 1
    yield from (n for n in range(1, year) if year % n == 0)
    yield from range(year, max(year, len(labels)) + year, year)


def _is_uneven(xs: Sequence[float]) -> bool:
    steps = [b - a for a, b in pairwise(xs)]
    return max(steps) > 2.2 * max(1.0, min(steps))


def _placed(
    chosen: Sequence[int], xs: Sequence[float], labels: Sequence[tuple[str, ...]], width: float
) -> list[tuple[float, int, str]]:
    placed, above = [], ""
    for i in chosen:
        first, second = (*labels[i], "", "")[:2]
        for row, words in ((0, first), (1, second if second != above else "")):
            if words:
                half = measure(words) / 2
                placed.append((min(max(xs[i], half), width - half), row, words))
        above = second
    return placed


def _collide(placed: Sequence[tuple[float, int, str]]) -> bool:
    for row in (0, 1):
        edge = float("-inf")
        for x, _, words in (p for p in placed if p[1] == row):
            half = measure(words) / 2
            if x - half < edge + 5:
                return True
            edge = x + half
    return False
