"""A set of bands on a number line: where each begins and ends, and where they gape or overlap."""

import re
from collections.abc import Iterator

from django.utils.safestring import SafeString

from indicators.readmodels_bands import LineSegment, NumberLine
from reports import palette
from reports.figures.figure import Figure, drawing, num
from reports.figures.ink import FACES, path, rect, said
from reports.figures.labels import LEADING, measure, spread, wrap
from reports.figures.line_bands import hatching, tint

_BAR = 44.0  # height of the bar: a name and, where there is room, its ends
_LEAST = 5.0  # width below which a gap or an overlap could not be seen
_FAULTS = ("gap", "overlap")
HEADS = ("Band", "From", "To", "What it is")


def number_line_figure(line: NumberLine, *, prefix: str) -> Figure:
    """The bands drawn wide and narrow, in a sentence and as a table. Ids begin with `prefix`."""
    prefix = re.sub(r"[^\w-]", "-", prefix)
    return Figure(
        title=line.title,
        svg=_draw(line, f"{prefix}-wide", 1140.0),
        narrow=_draw(line, f"{prefix}-narrow", 330.0),
        summary=line.sentence,
        heads=HEADS,
        rows=tuple(_rows(line)),
        description=line.description or line.sentence,
    )


def _draw(line: NumberLine, prefix: str, width: float) -> SafeString:
    left, right = 14.0, width - 14.0
    above, top = _values(line, left, right)
    parts = [*above, *_bar(line, prefix, left, right, top)]
    under, bottom = _scale(line, left, right, top + _BAR)
    key, bottom = _key(line, prefix, width, bottom)
    parts = [f'<g font-family="{FACES}">', *parts, *under, *key, "</g>"]
    return drawing(
        [SafeString("\n".join(parts))],
        width=width,
        height=bottom,
        title=line.title,
        prefix=prefix,
        description=line.description or line.sentence,
    )


# ---------- the bar ----------


def _bar(
    line: NumberLine, prefix: str, left: float, right: float, top: float
) -> Iterator[SafeString]:
    kinds = sorted({s.kind for s in line.segments if s.kind in _FAULTS})
    if kinds:
        yield SafeString(f"<defs>{''.join(hatching(kind, prefix) for kind in kinds)}</defs>")
    for segment in sorted(line.segments, key=lambda s: s.kind in _FAULTS):
        x1, x2 = _ends(segment, left, right)
        is_fault = segment.kind in _FAULTS
        fill = f"url(#{prefix}-{segment.kind})" if is_fault else tint(segment.tone)
        yield rect(x1, top, x2, top + _BAR, fill=fill, edge=palette.INK if is_fault else "none")
    for segment in line.segments:
        if segment.kind in _FAULTS:
            continue
        x1, x2 = _ends(segment, left, right)
        yield path(
            f"M{num(x1)} {num(top)}V{num(top + _BAR)}M{num(x2)} {num(top)}V{num(top + _BAR)}",
            colour=palette.INK_2,
        )
        yield from _name(segment, *_free(segment, line, left, right), top + _BAR / 2 + 4.3)
    yield path(f"M{num(left)} {num(top + _BAR)}H{num(right)}", colour=palette.INK)


def _name(segment: LineSegment, x1: float, x2: float, y: float) -> Iterator[SafeString]:
    """A band's name in the bar, its ends under it, as far as they fit."""
    lines = [w for w in (segment.word, _range(segment)) if w and measure(w) + 6 <= x2 - x1]
    if segment.word in lines:
        middle, first = (x1 + x2) / 2, y - (LEADING + 1) * (len(lines) - 1) / 2
        for n, words in enumerate(lines):
            at = first + (LEADING + 1) * n
            yield said(middle, at, words, anchor="middle", colour=palette.INK, strong=n == 0)


def _ends(segment: LineSegment, left: float, right: float) -> tuple[float, float]:
    x1, x2 = (left + (right - left) * min(1.0, max(0.0, s)) for s in (segment.start, segment.end))
    if segment.kind in _FAULTS and x2 - x1 < _LEAST:
        middle = min(max((x1 + x2) / 2, left + _LEAST / 2), right - _LEAST / 2)
        return middle - _LEAST / 2, middle + _LEAST / 2
    return x1, x2


def _free(segment: LineSegment, line: NumberLine, left: float, right: float) -> tuple[float, float]:
    """The part of a band that no fault covers at its ends: where its name can stand."""
    x1, x2 = _ends(segment, left, right)
    for fault in line.segments:
        if fault.kind in _FAULTS:
            y1, y2 = _ends(fault, left, right)
            if y1 <= x1 < y2:
                x1 = y2
            if y1 < x2 <= y2:
                x2 = y1
    return x1, x2


# ---------- above and below it ----------


def _values(line: NumberLine, left: float, right: float) -> tuple[list[SafeString], float]:
    """The marked values over the bar, moved apart where they would touch; where the bar begins.

    Without their ratings where there is no room for both; the table has every one.
    """
    found = sorted(line.values, key=lambda value: value.share)
    if not found:
        return [], 10.0
    edge = right + 14
    labels = [f"{v.text}, {v.rating}" if v.rating else v.text for v in found]
    if sum(_wide(label) for label in labels) > edge:
        labels = [v.text for v in found]
    while sum(_wide(label) for label in labels) > edge:
        found.pop()
        labels.pop()
    xs = [left + (right - left) * min(1.0, max(0.0, value.share)) for value in found]
    middles = spread(xs, [_wide(label) for label in labels], 0.0, edge)
    top = 44.0
    parts = []
    for x, middle, label in zip(xs, middles, labels, strict=True):
        stem = f"M{num(middle)} 17.0L{num(x)} {num(top - 8)}"
        sign = f"M{num(x)} {num(top)}l-5 -9h10z"
        parts.append(path(stem, colour=palette.SERIES))
        parts.append(path(sign, colour=palette.SERIES, fill=palette.SERIES))
        parts.append(said(middle, 12, label, anchor="middle", colour=palette.INK, strong=True))
    return parts, top


def _wide(label: str) -> float:
    return measure(label, strong=True) + 10


def _scale(
    line: NumberLine, left: float, right: float, top: float
) -> tuple[list[SafeString], float]:
    """Ticks with their values, as many as there is room for, and the unit; where they end."""
    parts = []
    edge = float("-inf")
    for tick in sorted(line.ticks, key=lambda tick: tick.share):
        x = left + (right - left) * tick.share
        half = measure(tick.text) / 2
        parts.append(path(f"M{num(x)} {num(top)}v5", colour=palette.INK_2))
        middle = min(max(x, half), right + 14 - half)
        if middle - half > edge + 10:
            parts.append(said(middle, top + 18, tick.text, anchor="middle"))
            edge = middle + half
    if line.unit_text:
        parts.append(said(left, top + 34, line.unit_text))
    return parts, top + (40 if line.unit_text else 26)


def _key(line: NumberLine, prefix: str, width: float, top: float) -> tuple[list[SafeString], float]:
    """What is wrong, and the bands whose names do not fit, in words; where that ends."""
    parts: list[SafeString] = []
    y = top + 10
    for segment in line.segments:
        x1, x2 = _free(segment, line, 14.0, width - 14.0)
        if segment.kind not in _FAULTS and measure(segment.word) + 6 <= x2 - x1:
            continue
        is_fault = segment.kind in _FAULTS
        fill = f"url(#{prefix}-{segment.kind})" if is_fault else tint(segment.tone)
        parts.append(rect(14, y - 7, 36, y + 7, fill=fill, edge=palette.INK_2))
        lines = wrap(_words(segment), width - 62)
        parts += [said(46, y + 4.3 + LEADING * n, words) for n, words in enumerate(lines)]
        y += LEADING * max(1, len(lines)) + 7
    return parts, max(top, y - 6)


def _words(segment: LineSegment) -> str:
    """ "gap, 340 to 341: no band", "overlap, 223 to 224: green or amber"."""
    if segment.kind in _FAULTS:
        return f"{segment.kind}, {_range(segment)}: {segment.word}"
    return ", ".join(filter(None, (segment.word, _range(segment))))


def _range(segment: LineSegment) -> str:
    """ "223 to 340", "36.0", "from 341", "to 224"; "" for a band that is open at both ends."""
    if segment.start_text and segment.start_text == segment.end_text:
        return segment.start_text
    if segment.start_text and segment.end_text:
        return f"{segment.start_text} to {segment.end_text}"
    if segment.start_text:
        return f"from {segment.start_text}"
    return f"to {segment.end_text}" if segment.end_text else ""


def _rows(line: NumberLine) -> Iterator[tuple[str, ...]]:
    for s in line.segments:
        yield s.word, s.start_text or "open", s.end_text or "open", s.kind
    for value in line.values:
        yield value.rating or "no rating", value.text, value.text, "value marked"
