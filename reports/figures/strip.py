"""The journey of one action as a strip: a lane for each who speaks, along the days."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from django.utils.html import format_html
from django.utils.safestring import SafeString

from plans.readmodels_time import ActionJourney, Lane, LaneMark
from plans.rules.dates import long_date, short_date
from reports import palette
from reports.figures.figure import Figure, drawing, line, num, text, width_of
from reports.figures.scale import TimeScale
from reports.figures.shapes import shape, tone_of

TOP = 44.0  # two rows of words over the lanes
ROWS = (13.0, 31.0)
LANE = 40.0
NARROW_LANE = 52.0
N_NARROW = 5  # as many of the latest days as a phone has room for


def strip_figure(journey: ActionJourney, *, prefix: str = "journey") -> Figure:
    """The strip of one action, in words and as a table of its days."""
    title = f"Journey of action {journey.ref}"
    return Figure(
        title=title,
        svg=_draw(journey, title, f"{prefix}-wide", width=1140.0),
        narrow=_draw(journey, title, f"{prefix}-narrow", width=330.0),
        summary=journey.summary,
        heads=("Day", "What day it is", "Reported", "Past its date", "Board"),
        rows=tuple(
            (
                point.day.label,
                point.day.why,
                point.mark.word + (f", {point.mark.note}" if point.mark.note else ""),
                "yes" if point.is_late else "no",
                point.board or "no decision",
            )
            for point in journey.points
        ),
    )


def _draw(journey: ActionJourney, title: str, prefix: str, *, width: float) -> SafeString:
    narrow = width < 600
    lanes = [*journey.lanes, *([_forecast_lane()] if journey.forecast else [])]
    pitch = NARROW_LANE if narrow else LANE
    bottom = TOP + pitch * len(lanes)
    left = 8.0 if narrow else 128.0
    scale = TimeScale(_start(journey, narrow), _end(journey), left, width - 12)
    parts = [*_axis(scale, bottom), *_dates(journey, scale, bottom)]
    for n, lane in enumerate(lanes):
        y = TOP + pitch * (n + 0.5) + (8 if narrow else 0)
        parts.append(
            text(0 if not narrow else 8, y - 15 if narrow else y + 4, lane.label, strong=True)
        )
        if lane.label == "Expected" and journey.forecast:
            parts += _forecast(journey, scale, y)
        else:
            parts += _lane(lane, journey, scale, y)
    return drawing(parts, width=width, height=bottom + 26, title=title, prefix=prefix)


def _forecast_lane() -> Lane:
    return Lane("Expected", (), "")


def _start(journey: ActionJourney, narrow: bool) -> date:
    """The plan's beginning; on a phone only the latest days, as there is no room for more."""
    points = journey.points
    if narrow and len(points) > N_NARROW:
        return points[-N_NARROW].day.on - timedelta(days=10)
    said = [mark.from_on for lane in journey.lanes for mark in lane.marks]
    return min([journey.starts_on, *said])


def _end(journey: ActionJourney) -> date:
    """Some way past the day shown, and as far as the forecast where that is not too far off."""
    span = max(30, (journey.as_at - journey.starts_on).days)
    most = journey.as_at + timedelta(days=max(60, span // 3))
    ahead = journey.forecast.until_on if journey.forecast else journey.as_at
    return min(most, max(ahead, journey.as_at) + timedelta(days=max(30, span // 8)))


def _axis(scale: TimeScale, bottom: float) -> Iterator[SafeString]:
    yield line(scale.left, bottom, scale.right, bottom, colour=palette.INK)
    year = None
    for day, labelled in scale.ticks():
        x = scale.x(day)
        yield line(x, bottom, x, bottom + (7 if labelled else 4), colour=palette.INK_2)
        if labelled and scale.left + 14 < x < scale.right - 24:
            words = f"{day:%b}" if day.year == year else f"{day:%b} {day.year}"
            yield text(x, bottom + 20, words, anchor="middle")
            year = day.year


def _dates(journey: ActionJourney, scale: TimeScale, bottom: float) -> Iterator[SafeString]:
    """The day shown as a line, and as dashed lines the dates by which it was to be done."""
    x = scale.x(journey.as_at)
    label = short_date(journey.as_at) if scale.left < 100 else long_date(journey.as_at)
    yield line(x, 20, x, bottom, colour=palette.BRAND, width="1.6")
    yield _label(scale, x, ROWS[0], label, strong=True)
    taken = {ROWS[0]: [_box(scale, x, label)], ROWS[1]: []}
    objective = f"{journey.objective_word}’s date, {journey.objective_text}"
    dated = ((journey.due_on, f"due {journey.due_text}"), (journey.objective_on, objective))
    for day, words in dated:
        if day is None or not scale.has(day):
            continue
        at, box = scale.x(day), _box(scale, scale.x(day), words)
        row = next((y for y in ROWS if not _clashes(box, taken[y])), None)
        yield line(at, (row or ROWS[1]) + 6, at, bottom, colour=palette.INK_2, dashes="3 3")
        if row:  # else there is no room, and the table says it
            yield _label(scale, at, row, words)
            taken[row].append(box)


def _box(scale: TimeScale, x: float, words: str) -> tuple[float, float]:
    half = width_of(words) / 2 + 4
    middle = min(max(x, scale.left + half), scale.right + 12 - half)
    return middle - half, middle + half


def _clashes(box: tuple[float, float], taken: list[tuple[float, float]]) -> bool:
    return any(box[0] < other[1] and other[0] < box[1] for other in taken)


def _label(scale: TimeScale, x: float, y: float, words: str, *, strong: bool = False) -> SafeString:
    start, end = _box(scale, x, words)
    return text((start + end) / 2, y, words, anchor="middle", strong=strong, halo=True)


def _lane(lane: Lane, journey: ActionJourney, scale: TimeScale, y: float) -> Iterator[SafeString]:
    end = scale.x(journey.as_at)
    marks = [mark for mark in lane.marks if scale.has(mark.until_on)]
    first = scale.x(marks[0].from_on) if marks else end
    if not marks or first - scale.left > 40:
        yield line(scale.left, y, first, y, colour=palette.TONES["grey"].strong, dashes="2 5")
        if first - scale.left > width_of(lane.silence) + 20:
            middle = (scale.left + first) / 2
            yield text(middle, y + 4, lane.silence, anchor="middle", halo=True)
    if marks:
        yield line(first, y, end, y, colour=palette.LINE, width="2")
    for mark, following in zip_longest(marks, marks[1:]):
        if not (following and _hidden_by(mark, following, scale)):
            yield from _mark(mark, scale, y)
    yield from _words(marks, scale, y)


def _hidden_by(mark: LaneMark, following: LaneMark, scale: TimeScale) -> bool:
    """Whether the next mark says the same so close by that both would run into one."""
    near = scale.x(following.until_on) - scale.x(mark.until_on) < 14
    return near and mark.mark == following.mark


def _mark(mark: LaneMark, scale: TimeScale, y: float) -> Iterator[SafeString]:
    """A shape on its day; a box over all the days that a date known less exactly can mean."""
    start, end = scale.x(mark.from_on), scale.x(mark.until_on)
    if mark.from_on < mark.until_on and end - start > 24:
        yield format_html(
            '<rect x="{}" y="{}" width="{}" height="22" fill="{}" stroke="{}" stroke-dasharray="2 2"/>',
            num(start),
            num(y - 11),
            num(end - start),
            palette.PAPER,
            tone_of(mark.mark),
        )
    yield shape(mark.mark, end, y)


def _words(marks: list[LaneMark], scale: TimeScale, y: float) -> Iterator[SafeString]:
    """The word at each mark where it is another than before, and at the last, as far as there is room.

    The last comes first: of words that would run into each other the later is the one to read.
    """
    room = scale.right + 12
    for n in range(len(marks) - 1, -1, -1):
        mark, x = marks[n], scale.x(marks[n].until_on) + 14
        is_last = n == len(marks) - 1
        end = x + width_of(mark.word)
        if not is_last and marks[n + 1].word == mark.word and _repeats(marks, n):
            continue
        if end <= room:
            yield text(x, y + 4, mark.word, halo=True)
            room = scale.x(mark.until_on) - 12
        elif is_last:
            yield text(scale.x(mark.until_on) - 14, y + 4, mark.word, anchor="end", halo=True)
            room = scale.x(mark.until_on) - 14 - width_of(mark.word)
        else:
            room = min(room, scale.x(mark.until_on) - 12)


def _repeats(marks: list[LaneMark], n: int) -> bool:
    return n > 0 and marks[n - 1].word == marks[n].word


def _forecast(journey: ActionJourney, scale: TimeScale, y: float) -> Iterator[SafeString]:
    """The forecast as a dotted box over the days that it can mean."""
    forecast = journey.forecast
    start, end = scale.x(forecast.from_on), scale.x(forecast.until_on)
    start = min(start, end - 12)
    yield format_html(
        '<rect x="{}" y="{}" width="{}" height="20" fill="{}" stroke="{}" stroke-width="1.5" '
        'stroke-dasharray="2 2"/>',
        num(start),
        num(y - 10),
        num(end - start),
        palette.PAPER,
        palette.TONES["grey"].strong,
    )
    words = f"forecast: {forecast.text}{', passed' if forecast.passed else ''}"
    if end + 6 + width_of(words) <= scale.right + 12:
        yield text(end + 6, y + 4, words, halo=True)
    else:
        before = max(start - 6, width_of(words))
        yield text(before, y + 4, words, anchor="end", halo=True)
