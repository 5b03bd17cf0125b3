"""The small chart of a list: how an indicator has gone, in the height of a line."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

from indicators.readmodels_chart import Spark
from plans.rules.meanings import Colour
from reports import palette
from reports.figures.ink import dot, joined

WIDTH, HEIGHT = 120, 32
_EDGE = 5.0  # kept free around the line, for its last dot


def spark_svg(spark: Spark) -> SafeString:
    """The values as a line that stands on zero, and after it their words for who cannot see it.

    A gap breaks the line; the last value known has a dot in the tone of its rating. A list has
    many of these, so it is put together from few pieces; it has no ids, so it needs no prefix.
    """
    places = _places(spark.values)
    runs = _runs(places)
    drawn = "".join(joined(run) for run in runs if len(run) > 1)
    dots = [dot(*run[0], 1.5, fill=palette.SERIES, edge="none") for run in runs if len(run) == 1]
    known = [place for place in places if place]
    if known:
        tone = palette.TONES[Colour(spark.tone)].strong if spark.tone else palette.SERIES
        dots.append(dot(*known[-1], 3.2, fill=tone, edge=palette.PAPER, width="1"))
    zero = _y(0.0, *_span(spark.values))
    return SafeString(
        f'<svg class="yp-spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'aria-hidden="true" focusable="false">'
        f'<path d="M0 {zero:.1f}H{WIDTH}" stroke="{palette.LINE}" fill="none"/>'
        f'<path d="{drawn}" stroke="{palette.SERIES}" stroke-width="1.8" fill="none"/>'
        f'{"".join(dots)}</svg><span class="govuk-visually-hidden">{escape(spark.words)}</span>'
    )


def _span(values: Sequence[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    low, high = min((0.0, *known)), max((0.0, *known))
    return low, high if high > low else low + 1.0


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * (value - low) / (high - low)


def _places(values: Sequence[float | None]) -> list[tuple[float, float] | None]:
    low, high = _span(values)
    step = (WIDTH - 2 * _EDGE) / max(1, len(values) - 1)
    first = WIDTH / 2 if len(values) == 1 else _EDGE
    return [
        None if value is None else (first + step * n, _y(value, low, high))
        for n, value in enumerate(values)
    ]


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Values that follow each other without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]
