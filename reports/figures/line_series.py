"""The service's own line of a line figure: its readings, their intervals and their values in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from indicators.readmodels_chart import ChartPoint
from reports import palette
from reports.figures.figure import num
from reports.figures.ink import dot, joined, path
from reports.figures.labels import ANYWHERE, FAINT, Room, Spot
from reports.figures.line_axes import Frame

N_ALL_LABELLED = 8  # with more readings only the first, the last and the extremes bear their value


@dataclass(frozen=True)
class Dot:
    """A reading that has a value, with its middle and the ends of its interval (None: it has none)."""

    point: ChartPoint
    x: float
    y: float
    ends: tuple[float, float] | None  # upper, lower


def dots(points: Sequence[ChartPoint], frame: Frame) -> list[Dot]:
    """The readings that have a value, where they stand."""
    found, y = [], frame.values.y
    for p in points:
        if p.value is not None:
            ends = None if p.low is None or p.high is None else (y(p.high), y(p.low))
            found.append(Dot(p, frame.days.x(p.at), y(p.value), ends))
    return found


def joins(points: Sequence[ChartPoint]) -> tuple[list[list[int]], list[list[int]]]:
    """The runs of readings to be joined, and the pairs to be joined by dots: a gap is never bridged.

    Each is named by its place among the readings that have a value.
    """
    solid: list[list[int]] = []
    dotted: list[list[int]] = []
    n = -1
    for before, point in pairwise((None, *points)):
        if point.value is None:
            continue
        n += 1
        if before is None or before.value is None or point.is_broken_before:
            continue
        if before.is_hollow or point.is_hollow:
            dotted.append([n - 1, n])
        elif solid and solid[-1][-1] == n - 1:
            solid[-1].append(n)
        else:
            solid.append([n - 1, n])
    return solid, dotted


def whiskers(found: Sequence[Dot], frame: Frame) -> Iterator[SafeString]:
    """An upright line from the low to the high end of each interval."""
    cap = 4.0 if frame.pitch >= 16 else 2.0 if frame.pitch >= 9 else 0.0
    parts = []
    for each in found:
        if each.ends:
            top, foot = map(num, each.ends)
            parts.append(f"M{num(each.x)} {top}V{foot}")
            if cap:
                left, across = num(each.x - cap), num(2 * cap)
                parts.append(f"M{left} {top}h{across}M{left} {foot}h{across}")
    if parts:
        yield path("".join(parts), colour=palette.WHISKER, width="1.4" if cap else "1")


def own_line(
    points: Sequence[ChartPoint], found: Sequence[Dot], frame: Frame
) -> Iterator[SafeString]:
    """The joined readings, then a dot for each: hollow, and joined by dots, where none was counted."""
    solid, dotted = joins(points)
    for runs, width, dashes in ((solid, "2.2", ""), (dotted, "1.6", "3 4")):
        lines = "".join(joined((found[n].x, found[n].y) for n in run) for run in runs)
        if lines:
            yield path(lines, colour=palette.SERIES, width=width, dashes=dashes)
    radius = _radius(frame)
    edge = "2" if radius > 3 else "1.4"
    for each in found:
        fill = palette.PAPER if each.point.is_hollow else palette.SERIES
        yield dot(each.x, each.y, radius, fill=fill, edge=palette.SERIES, width=edge)


def _radius(frame: Frame) -> float:
    return 4.4 if frame.pitch >= 24 else 3.2 if frame.pitch >= 12 else 2.2


def keep_clear(
    points: Sequence[ChartPoint], found: Sequence[Dot], frame: Frame, room: Room
) -> None:
    """Keeps words off the line, its dots and its intervals."""
    solid, dotted = joins(points)
    for run in (*solid, *dotted):
        for one, two in pairwise(run):
            room.rule(found[one].x, found[one].y, found[two].x, found[two].y)
    half = _radius(frame) + 1.5
    for each in found:
        room.block(each.x, each.y, half)
        if each.ends:
            room.rule(each.x, each.ends[0], each.x, each.ends[1])


# ---------- values in words ----------


def labelled(points: Sequence[ChartPoint]) -> list[ChartPoint]:
    """The readings that bear their value: all of a few; else the first, the last, highest, lowest.

    Of several equally high or low the latest.
    """
    known = [point for point in points if point.value is not None]
    if len(known) <= N_ALL_LABELLED:
        return known
    chosen = [known[-1], known[0]]
    for extreme in (max, min):
        value = extreme(point.value for point in known)
        if all(point.value != value for point in chosen):
            chosen.append(next(p for p in reversed(known) if p.value == value))
    return chosen


def value_labels(
    points: Sequence[ChartPoint], found: Sequence[Dot], frame: Frame, room: Room
) -> Iterator[SafeString]:
    """The values as published, beside their dots; where no value is known, what is said of that."""
    by_point = {id(each.point): each for each in found}
    for point in labelled(points):
        each, is_last = by_point[id(point)], point is points[-1]
        spots = _around(each.x, each.y, point.text, _radius(frame), is_last=is_last)
        placed = room.place(spots, free=FAINT, most=ANYWHERE)
        if placed:
            yield placed.draw(palette.INK)
    if len(points) <= N_ALL_LABELLED:
        for point in points:
            if point.value is None and point.text:
                middle = frame.days.x(point.at)
                placed = room.place([Spot(middle, frame.bottom - 6, (point.text,), "middle")])
                if placed:
                    yield placed.draw()


def _around(x: float, y: float, words: str, radius: float, *, is_last: bool) -> Iterator[Spot]:
    side, up, down = radius + 3.6, radius + 4.6, radius + 12.6
    offsets = [
        (side, -up, "start"),
        (-side, -up, "end"),
        (side, down, "start"),
        (-side, down, "end"),
        (side + 2, 4.2, "start"),
        (-side - 2, 4.2, "end"),
        (0, -up - 3, "middle"),
        (0, down + 3, "middle"),
        (side, -up - 12, "start"),
        (-side, -up - 12, "end"),
        (side, down + 12, "start"),
        (-side, down + 12, "end"),
    ]
    if is_last:
        offsets.insert(0, offsets.pop(4))
    for dx, dy, anchor in offsets:
        yield Spot(x + dx, y + dy, (words,), anchor, strong=True)
