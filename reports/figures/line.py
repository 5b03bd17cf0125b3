"""A chart of one indicator over time, for pages and papers."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from django.utils.safestring import SafeString

from indicators.readmodels_chart import Chart, ChartBand, ChartMark
from plans.rules.dates import long_date
from reports import palette
from reports.figures import line_axes as axes
from reports.figures import line_bands as bands
from reports.figures import line_marks as marks
from reports.figures import line_series as series
from reports.figures.figure import Figure, drawing
from reports.figures.ink import FACES, diamond, rect, said
from reports.figures.labels import LEADING, measure
from reports.figures.line_axes import NARROW, PAPER, WIDE, Frame, Size
from reports.figures.line_events import KeyItem, draw_key, lanes, lettered
from reports.figures.scale import TimeScale

__all__ = ["NARROW", "PAPER", "WIDE", "line_drawing", "line_figure"]

NOTHING = "No reading is recorded."
_LEAST = 80.0  # what the line itself keeps of the width, whatever stands at its sides
HEADS = ("Period", "To", "Value", "95% interval", "Rating", "Note")


def line_figure(chart: Chart, *, prefix: str) -> Figure:
    """The chart drawn wide and narrow, with its sentence and its table. Ids begin with `prefix`."""
    return Figure(
        title=chart.title,
        svg=line_drawing(chart, prefix=f"{prefix}-wide", size=WIDE),
        narrow=line_drawing(chart, prefix=f"{prefix}-narrow", size=NARROW),
        summary=" ".join(filter(None, (chart.caption or chart.sentence, *chart.not_drawn))),
        heads=HEADS,
        rows=tuple(_rows(chart)),
        description=chart.description,
    )


def line_drawing(chart: Chart, *, prefix: str, size: Size = PAPER) -> SafeString:
    """One drawing of the chart. Its height is that of `size`, and more for a time line and a key."""
    prefix = re.sub(r"[^\w-]", "-", prefix)
    drawn = partial(drawing, title=chart.title, prefix=prefix, description=chart.description)
    if not chart.marks and all(point.value is None for point in chart.points):
        return drawn([said(0, 30, NOTHING)], width=size.width, height=48)
    parts, height = _draw(chart, prefix, size)
    parts = [SafeString(f'<g font-family="{FACES}">'), *parts, SafeString("</g>")]
    return drawn([SafeString("\n".join(parts))], width=size.width, height=height)


def _draw(chart: Chart, prefix: str, size: Size) -> tuple[list[SafeString], float]:
    n_above = len(axes.unit_lines(chart.unit_text, size))
    top, bottom = 22.0 + LEADING * max(1, n_above), size.height - 46
    sorted_ = marks.sorted_marks(chart)
    beside, keyed = marks.shortened(marks.entries(chart, sorted_, size), bottom - top + 14, first=1)
    frame = _frame(chart, size, top, bottom, marks.beside_width(beside))
    room = frame.room()
    zones = bands.zones(chart.bands, frame)
    dots = series.dots(chart.points, frame)
    series.keep_clear(chart.points, dots, frame, room)
    if not zones:
        axes.prefer_clear(frame, room)
    last_x = frame.days.x(marks.last_day(chart))
    right = list(marks.draw_beside(beside, frame, room, last_x))
    limits = [*marks.limit_lines(chart, frame, room), *marks.target_line(chart, frame, room)]
    names, unnamed = bands.band_names(zones, frame, room)
    signs = marks.place_signs((*sorted_.unnamed, *sorted_.inside), dots, frame, room)
    values = list(series.value_labels(chart.points, dots, frame, room))
    inside = [placed for placed in signs if placed[0] in sorted_.inside]
    named, numbered = marks.name_signs(inside, frame, room, first=len(keyed) + 1)
    events, noted, end = lanes(chart, frame, size.height - 10)
    forms = sorted_.forms
    comparators = [*(e.mark for e in keyed if e.mark), *numbered]
    key = [
        *_comparator_key(comparators, forms),
        *noted,
        *(_zone_key(band, chart.decimals, prefix) for band in unnamed),
    ]
    below, end = draw_key(key, frame, end)
    parts = [
        *axes.value_axis(frame, chart.unit_text),
        *bands.band_ground(zones, frame, prefix),
        *names,
        *limits,
        *series.whiskers(dots, frame),
        axes.base_line(frame),
        *events,
        *right,
        *series.own_line(chart.points, dots, frame),
        *marks.draw_signs(signs, forms),
        *axes.day_axis(frame, chart.points),
        *values,
        *named,
        *below,
    ]
    return parts, max(size.height, end)


def _frame(chart: Chart, size: Size, top: float, bottom: float, beside: float) -> Frame:
    values = axes.value_scale(
        list(_values(chart)),
        decimals=chart.decimals,
        is_percent=chart.is_percent,
        n_ticks=size.n_ticks,
        bottom=bottom,
        top=top,
    )
    left = max(measure(words) for _, words in values.ticks()) + 10
    right = size.width - (beside or 2)
    start, end = _days(chart)
    days = sorted({point.at for point in (*chart.points, *chart.marks)})
    step = (right - left) / max(1, len(days)) / 2
    pad = min(76.0, max(step, 16.0))
    last = max((measure(p.text, strong=True) for p in chart.points[-1:]), default=0)
    named = [b for b in chart.bands if b.start is None or b.start <= start]
    first_x = left + max(pad, bands.gutter(named, size) + 12 if named else 0)
    last_x = right - max(pad if not beside else 16.0, 12 + last)
    last_x = max(last_x, min(first_x + _LEAST, right - 12))
    first_x = min(first_x, last_x - _LEAST)
    scale = TimeScale(start, end, first_x, last_x)
    xs = sorted(scale.x(point.at) for point in chart.points)
    pitch = min((b - a for a, b in pairwise(xs)), default=step)
    return Frame(size, left, right, scale, values, pitch)


def _days(chart: Chart) -> tuple[date, date]:
    """The days drawn: those of readings and comparators, and of events a little way off."""
    days = [point.at for point in (*chart.points, *chart.marks)]
    start, end = min(days), max(days)
    reach = (end - start) // 4
    near = [e.at for e in chart.events if start - reach <= e.at <= end + reach]
    start, end = min([start, *near]), max([end, *near])
    if start == end:
        return start - timedelta(days=1), end + timedelta(days=1)
    return start, end


def _values(chart: Chart) -> Iterator[float]:
    """Every value that the scale must hold. Edges of bands count unless they dwarf what was read, and
    a little above the last edge, so that the band there has room for its name.
    """
    read = []
    for point in chart.points:
        read += [v for v in (point.value, point.low, point.high) if v is not None]
    read += [mark.value for mark in chart.marks]
    for limit in chart.limits:
        read += [v for v in (limit.lower, limit.centre, limit.upper) if v is not None]
    if chart.target is not None:
        read.append(chart.target)
    most = max((abs(value) for value in read), default=0)
    edges = [v for b in chart.bands for v in (b.low, b.high) if v is not None]
    edges += [b.low * 1.06 for b in chart.bands if b.high is None and b.low is not None]
    yield from read
    yield from (edge for edge in edges if abs(edge) <= 2.5 * most or not most)


def _comparator_key(found: list[ChartMark], forms: dict[str, int]) -> Iterator[KeyItem]:
    for n, mark in enumerate(found, start=1):
        sign = partial(_numbered, number=n, form=forms[mark.name])
        yield KeyItem(sign, f"{mark.text} {mark.name}, to {long_date(mark.at)}")


def _numbered(x: float, y: float, *, number: int, form: int) -> SafeString:
    return diamond(x - 6, y, form=form) + said(x + 3, y + 4.3, str(number), colour=palette.MARK)


def _zone_key(band: ChartBand, decimals: int, prefix: str) -> KeyItem:
    fill = f"url(#{prefix}-{band.kind})" if band.kind in ("gap", "overlap") else ""

    def swatch(x: float, y: float) -> SafeString:
        filled = fill or bands.tint(band.tone)
        return rect(x - 12, y - 6, x + 10, y + 6, fill=filled, edge=palette.WHISKER)

    return KeyItem(swatch, _zone_words(band, decimals))


def _zone_words(band: ChartBand, decimals: int) -> str:
    """ "overlap, 223 to 224", unless its own words say where it is."""
    said_ = band.word if band.kind in ("band", band.word) else f"{band.kind}: {band.word}"
    if any(c.isdigit() for c in band.word):
        return said_
    known = (v for v in (band.low, band.high) if v is not None)
    ends = dict.fromkeys(f"{v:,.{decimals}f}" for v in known)  # a gap of one value says it once
    return f"{said_}, {' to '.join(ends)}" if ends else said_


def _rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    """Readings, then comparators, then what stands on the time line, each oldest first."""
    for point in chart.points:
        notes = (
            "no count behind it" if point.is_hollow else "",
            point.apart_text,
            point.flag,
            point.document,
        )
        yield (
            point.period,
            long_date(point.at),
            point.text or "not known",
            point.interval_text,
            point.rating,
            "; ".join(filter(None, notes)),
        )
    for mark in sorted(chart.marks, key=lambda mark: mark.at):
        yield mark.name, long_date(mark.at), mark.text, "", "", "comparator"
    for name, event in lettered(chart):
        kind = f"{event.kind} {name}".strip()
        yield event.label, long_date(event.at), "", "", "", kind
