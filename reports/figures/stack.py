"""The counts of a whole plan over time, as stacked bars that stand on zero."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from plans.readmodels_time import StackDay, StackPart
from plans.rules.dates import long_date
from plans.rules.meanings import Mark
from plans.rules.words import count_of, listed
from reports import palette
from reports.figures.figure import Figure, drawing, line, num, text, width_of
from reports.figures.scale import CountScale
from reports.figures.shapes import fill, pattern, tone_of

N_NARROW = 5  # as many bars as a phone has room for


def stack_figure(days: Sequence[StackDay], *, title: str, prefix: str) -> Figure:
    """Stacked counts, one bar a day, oldest first; the first part of each day stands lowest."""
    return Figure(
        title=title,
        svg=_draw(days, title, f"{prefix}-wide", width=1140, height=300),
        narrow=_draw(days[-N_NARROW:], title, f"{prefix}-narrow", width=330, height=300),
        summary=_summary(days),
        heads=("Day", *(part.word for part in days[-1].parts), "All", "Past their date"),
        rows=tuple(
            (
                f"{day.day.label} ({day.day.why})",
                *(f"{part.n:,}" for part in day.parts),
                f"{day.n:,}",
                f"{day.n_late:,}",
            )
            for day in days
        ),
    )


def _draw(
    days: Sequence[StackDay], title: str, prefix: str, *, width: int, height: int
) -> SafeString:
    most = max((day.n for day in days), default=0)
    legend, below = _legend(days, prefix, width)
    scale = CountScale(most, bottom=below + height - 56, top=below)
    left, step = 40.0, (width - 40.0) / max(1, len(days))
    bar = min(46.0, step * 0.6)
    parts = [*_patterns(days, prefix), *legend]
    for n in scale.ticks():
        parts.append(line(left, scale.y(n), width, scale.y(n), colour=palette.LINE_SOFT))
        parts.append(text(left - 8, scale.y(n) + 4, f"{n:,}", anchor="end"))
    for place, day in enumerate(days):
        middle = left + step * (place + 0.5)
        parts += _bar(day, middle - bar / 2, bar, scale, prefix)
        parts += _label(day, middle, step, scale.bottom, place, days)
    parts.append(line(left, scale.bottom, width, scale.bottom, colour=palette.INK))
    return drawing(parts, width=width, height=scale.bottom + 42, title=title, prefix=prefix)


def _legend(days: Sequence[StackDay], prefix: str, width: float) -> tuple[list[SafeString], float]:
    """A swatch and a word for everything that is drawn, in rows, and where they end."""
    drawn = [p for n, p in enumerate(days[-1].parts) if any(day.parts[n].n for day in days)]
    parts: list[SafeString] = []
    x, y = 0.0, 4.0
    for part in drawn:
        words = part.word
        if x and x + 30 + width_of(words) > width:
            x, y = 0.0, y + 24
        parts.append(_box(part.mark, x + 1, y, 20, 14, prefix))
        parts.append(text(x + 28, y + 11.5, words))
        x += 28 + width_of(words) + 22
    return parts, y + 34


def _patterns(days: Sequence[StackDay], prefix: str):
    marks = {part.mark for day in days for part in day.parts if part.n}
    found = [p for m in sorted(marks, key=lambda m: (m.shape, m.tone)) if (p := pattern(m, prefix))]
    if found:
        yield format_html("<defs>{}</defs>", SafeString("".join(found)))


def _bar(day: StackDay, x: float, width: float, scale: CountScale, prefix: str):
    below = 0
    for part in day.parts:
        if part.n:
            yield _piece(part, x, width, scale, below, prefix)
            below += part.n


def _piece(
    part: StackPart, x: float, width: float, scale: CountScale, below: int, prefix: str
) -> SafeString:
    top, bottom = scale.y(below + part.n), scale.y(below)
    return _box(part.mark, x, top + 0.75, width, max(0.5, bottom - top - 1.5), prefix)


def _box(mark: Mark, x: float, y: float, width: float, height: float, prefix: str) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1.5"/>',
        num(x),
        num(y),
        num(width),
        num(height),
        fill(mark, prefix),
        tone_of(mark),
    )


def _label(day: StackDay, x: float, step: float, bottom: float, place: int, days):
    """The day under its bar, every second or third where they stand close; the last always."""
    every = max(1, round(58 / step + 0.49))
    if (len(days) - 1 - place) % every:
        return
    words, year = day.day.short.rpartition(" ")[::2]
    yield text(x, bottom + 16, words or year, anchor="middle", strong=place == len(days) - 1)
    if words:
        yield text(x, bottom + 31, year, anchor="middle", strong=place == len(days) - 1)


def _summary(days: Sequence[StackDay]) -> str:
    last = days[-1]
    said = [f"{part.n:,} {part.word.lower()}" for part in last.parts if part.n]
    counts = listed(said) if said else "no actions"
    shown = count_of(len(days), "day is shown", "days are shown")
    return f"{shown}. On the last, {long_date(last.day.on)}: {counts}, of {last.n:,} in all."
