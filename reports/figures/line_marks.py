"""What stands beside the line of a line figure: comparators, control limits, a target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString

from indicators.readmodels_chart import Chart, ChartMark
from reports import palette
from reports.figures.figure import num
from reports.figures.ink import diamond, path
from reports.figures.labels import ANYWHERE, FAINT, LEADING, Room, Spot, measure, spread, wrap
from reports.figures.line_axes import Frame, Size
from reports.figures.line_series import Dot

_NEAR = 9.0  # closer than this, one sign would hide another


# ---------- what stands beside the line, at its right ----------


@dataclass(frozen=True)
class Beside:
    """A value named at the right of the line: a comparator (with the form of its sign) or a limit."""

    value: float
    lines: tuple[str, ...]
    form: int | None = None
    mark: ChartMark | None = None

    @property
    def colour(self) -> str:
        return palette.INK_2 if self.form is None else palette.MARK


@dataclass(frozen=True)
class Marks:
    """A chart's comparators by where they are named: at the right, on the ground, or not at all."""

    forms: dict[str, int]
    beside: tuple[ChartMark, ...]
    inside: tuple[ChartMark, ...]
    unnamed: tuple[ChartMark, ...]


def sorted_marks(chart: Chart) -> Marks:
    """A comparator is named once, at its last value; there it stands at the right if that is the last
    day of all. Forms of the sign tell comparators apart where one has several values.
    """
    last = last_day(chart)
    latest = {mark.name: mark for mark in sorted(chart.marks, key=lambda mark: mark.at)}
    several = len(latest) < len(chart.marks)
    forms = {name: n if several else 0 for n, name in enumerate(latest)}
    named = latest.values()
    beside = tuple(mark for mark in named if mark.at >= last)
    return Marks(
        forms,
        beside,
        tuple(mark for mark in named if mark.at < last),
        tuple(mark for mark in chart.marks if mark is not latest[mark.name]),
    )


def last_day(chart: Chart) -> date:
    """The last day of a reading; of a comparator, where there is no reading."""
    return max(p.at for p in chart.points or chart.marks)


def entries(chart: Chart, marks: Marks, size: Size) -> list[Beside]:
    """What is named at the right: comparators of the last day, limits that hold there, the target."""
    found = [
        Beside(
            mark.value, wrap(f"{mark.text} {mark.name}", size.wrap), marks.forms[mark.name], mark
        )
        for mark in marks.beside
    ]
    if chart.limits:
        limit = max(chart.limits, key=lambda limit: limit.until)
        said = (
            (limit.upper, "upper limit"),
            (limit.centre, "average"),
            (limit.lower, "lower limit"),
        )
        found += [
            Beside(value, wrap(words, size.wrap)) for value, words in said if value is not None
        ]
    if chart.target is not None:
        words = chart.target_text or "target"
        found.append(Beside(chart.target, wrap(words, size.wrap)))
    return sorted(found, key=lambda entry: -entry.value)


def shortened(found: list[Beside], height: float, first: int) -> tuple[list[Beside], list[Beside]]:
    """Entries that fit a height, and those of them whose name must stand in the key, by a number."""
    if sum(len(entry.lines) for entry in found) * LEADING <= height:
        return found, []
    short, keyed = [], []
    for entry in found:
        if entry.form is not None:
            entry = replace(entry, lines=(str(first + len(keyed)),))
            keyed.append(entry)
        short.append(entry)
    return short, keyed


def beside_width(found: Sequence[Beside]) -> float:
    """How much room the names at the right take."""
    if not found:
        return 0.0
    words = max(measure(line) for entry in found for line in entry.lines)
    return words + (_sign_room(found) + 3)


def _sign_room(found: Sequence[Beside]) -> float:
    n = max((shift for shift in _shifts(found)), default=0) if found else 0
    return (17.0 if any(entry.form is not None for entry in found) else 7.0) + n


def _shifts(found: Sequence[Beside]) -> list[float]:
    """How far each sign is moved aside so that none hides another of the very same value."""
    shifts: list[float] = []
    signs: dict[float, int] = {}
    for entry in found:
        if entry.form is None:
            shifts.append(0.0)
            continue
        n = signs.get(entry.value, 0)
        signs[entry.value] = n + 1
        shifts.append(12.0 * n)
    return shifts


def draw_beside(
    found: Sequence[Beside], frame: Frame, room: Room, last_x: float
) -> Iterator[SafeString]:
    """The signs and names at the right; a dotted line leads from the last day to each comparator."""
    heights = [LEADING * len(entry.lines) for entry in found]
    ys = [frame.values.y(entry.value) for entry in found]
    middles = spread(ys, heights, frame.top - 10, frame.bottom + 4)
    words_x = frame.right + _sign_room(found)
    for entry, y, middle, aside in zip(found, ys, middles, _shifts(found), strict=True):
        if entry.form is not None:
            x = frame.right + 7 + aside
            lead = f"M{num(last_x + 8)} {num(y)}H{num(x - 7)}"
            yield path(lead, colour=palette.MARK, dashes="1 3")
            room.rule(last_x + 8, y, frame.right, y)
            yield diamond(x, y, form=entry.form)
            if abs(middle - y) > 5:
                yield path(
                    f"M{num(x + 5)} {num(y)}L{num(words_x - 2)} {num(middle)}", colour=palette.MARK
                )
        elif abs(middle - y) > 3:
            lead = f"M{num(frame.right)} {num(y)}L{num(words_x - 2)} {num(middle)}"
            yield path(lead, colour=palette.WHISKER)
        first = middle + 4.3 - LEADING * (len(entry.lines) - 1) / 2
        yield Spot(words_x, first, entry.lines).draw(entry.colour)


# ---------- comparators on the ground ----------


Sign = tuple[ChartMark, float, float]  # a comparator and the middle of its diamond


def place_signs(
    marks: Sequence[ChartMark], dots: Sequence[Dot], frame: Frame, room: Room
) -> list[Sign]:
    """Where each comparator's sign stands: on its day, or beside what stands there already."""
    taken = [(dot.x, dot.y) for dot in dots]
    found = []
    for mark in marks:
        x, y = frame.days.x(mark.at), frame.values.y(mark.value)
        while any(abs(x - a) < _NEAR and abs(y - b) < _NEAR for a, b in taken):
            x += 11
        x = min(x, frame.right - 6)
        taken.append((x, y))
        room.block(x, y, 7)
        found.append((mark, x, y))
    return found


def draw_signs(placed: Sequence[Sign], forms: dict[str, int]) -> Iterator[SafeString]:
    for mark, x, y in placed:
        yield diamond(x, y, form=forms[mark.name])


def name_signs(
    placed: Sequence[Sign], frame: Frame, room: Room, first: int
) -> tuple[list[SafeString], list[ChartMark]]:
    """The names of comparators beside their signs; numbers, from `first`, where one lacks room."""
    parts, taken = [], list(room.boxes)
    for mark, x, y in placed:
        words = f"{mark.text} {mark.name}"
        found = room.place(_beside(x, y, words, frame.size.wrap), most=2 * FAINT)
        if found is None:
            room.boxes = taken
            return _numbers(placed, room, first), [mark for mark, _, _ in placed]
        parts.append(found.draw(palette.MARK))
    return parts, []


def _numbers(placed: Sequence[Sign], room: Room, first: int) -> list[SafeString]:
    parts = []
    for n, (_, x, y) in enumerate(placed, start=first):
        right = Spot(x + 8, y + 4.2, (str(n),))
        left = Spot(x - 8, y + 4.2, (str(n),), "end")
        found = room.place([right, left], most=ANYWHERE)
        parts.append((found or left).draw(palette.MARK))
    return parts


def _beside(x: float, y: float, words: str, width: float) -> Iterator[Spot]:
    for lines in dict.fromkeys((wrap(words, width), (words,))):
        middle = y + 4.2 - LEADING * (len(lines) - 1) / 2
        yield Spot(x + 9, middle, lines)
        yield Spot(x - 9, middle, lines, "end")
        yield Spot(x, y + 19, lines, "middle")
        yield Spot(x, y - 11 - LEADING * (len(lines) - 1), lines, "middle")
        yield Spot(x + 6, y + 17, lines)
        yield Spot(x - 6, y + 17, lines, "end")


# ---------- limits and target ----------


def limit_lines(chart: Chart, frame: Frame, room: Room) -> Iterator[SafeString]:
    """The control limits of each stretch, dashed, and the average between them, drawn through."""
    if not chart.limits:
        return
    last = max(chart.limits, key=lambda limit: limit.until)
    outer, middle = [], []
    for limit in chart.limits:
        x1 = frame.days.x(limit.start)
        x2 = frame.right if limit is last else frame.days.x(limit.until)
        for value, lines in ((limit.upper, outer), (limit.centre, middle), (limit.lower, outer)):
            if value is not None:
                y = frame.values.y(value)
                lines.append(f"M{num(x1)} {num(y)}H{num(x2)}")
                room.rule(x1, y, x2, y)
    yield path("".join(outer), colour=palette.WHISKER, width="1.3", dashes="6 4")
    yield path("".join(middle), colour=palette.WHISKER)


def target_line(chart: Chart, frame: Frame, room: Room) -> Iterator[SafeString]:
    if chart.target is None:
        return
    y, x1 = frame.values.y(chart.target), frame.days.left - 8
    room.rule(x1, y, frame.right, y)
    yield path(
        f"M{num(x1)} {num(y)}H{num(frame.right)}", colour=palette.INK, width="1.4", dashes="9 3"
    )
