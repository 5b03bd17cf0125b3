"""Bands on the ground of a line figure: pale zones with names, hatched where they gape or overlap."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from indicators.readmodels_chart import ChartBand
from plans.rules.meanings import Colour
from reports import palette
from reports.figures.figure import num
from reports.figures.ink import path, rect
from reports.figures.labels import LEADING, Box, Room, Spot, measure, spread, wrap
from reports.figures.line_axes import Frame, Size

Zone = tuple[ChartBand, Box]
_HATCHED = ("gap", "overlap")
_THIN = 4.0  # the least height at which a gap or an overlap can be seen


def gutter(bands: Sequence[ChartBand], size: Size) -> float:
    """How much room the names of bands need at the left of the line."""
    names = [_lines(band, size) for band in bands if band.kind not in _HATCHED]
    return max((measure(line) + 14 for lines in names for line in lines), default=0)


def _lines(band: ChartBand, size: Size) -> tuple[str, ...]:
    return wrap(band.word, size.width / 4)


def zones(bands: Sequence[ChartBand], frame: Frame) -> list[Zone]:
    """Each band with the box that it fills; those outside the days or values drawn are left out."""
    found = []
    for band in bands:
        x1 = frame.left if _starts_left(band, frame) else frame.days.x(band.start)
        ends = band.until is not None and band.until < frame.days.end
        x2 = frame.days.x(band.until) if ends else frame.right
        low = frame.values.low if band.low is None else band.low
        high = frame.values.high if band.high is None else band.high
        before = band.until is not None and band.until < frame.days.start
        after = band.start is not None and band.start > frame.days.end
        if before or after or x2 <= x1 or high < frame.values.low or low >= frame.values.high:
            continue
        top, foot = frame.values.y(high), frame.values.y(low)
        if band.kind in _HATCHED and foot - top < _THIN:
            middle = (top + foot) / 2
            top, foot = middle - _THIN / 2, middle + _THIN / 2
        found.append((band, (x1, top, x2, foot)))
    return found


def _starts_left(band: ChartBand, frame: Frame) -> bool:
    return band.start is None or band.start <= frame.days.start


def band_ground(drawn: Sequence[Zone], frame: Frame, prefix: str) -> Iterator[SafeString]:
    """Pale zones, a dotted line at each edge, hatching where bands leave a gap or overlap."""
    kinds = sorted({band.kind for band, _ in drawn if band.kind in _HATCHED})
    if kinds:
        yield SafeString(f"<defs>{''.join(hatching(kind, prefix) for kind in kinds)}</defs>")
    plain = [(band, box) for band, box in drawn if band.kind not in _HATCHED]
    for band, box in plain:
        yield rect(*box, fill=tint(band.tone))
    edges = sorted({edge for band, box in plain for edge in _edges(band, box, drawn, frame)})
    if edges:
        lines = "".join(f"M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}" for x1, y1, x2, y2 in edges)
        yield path(lines, colour=palette.TONES[Colour.GREY].strong, dashes="2 3")
    for band, box in drawn:
        if band.kind in _HATCHED:
            x1, top, x2, foot = box
            start = frame.days.left - 8 if x1 == frame.left and foot - top < 13 else x1
            yield rect(start, top, x2, foot, fill=f"url(#{prefix}-{band.kind})")


def tint(tone: str) -> str:
    """The pale colour of a band; white for one without a tone."""
    return palette.BANDS[Colour(tone)] if tone in set(Colour) else palette.PAPER


def hatching(kind: str, prefix: str) -> str:
    """The pattern of a gap (lines one way) or an overlap (crossed), for `url(#prefix-kind)`."""
    lines = "M0 0V7" if kind == "gap" else "M0 0V7M0 0H7"
    return (
        f'<pattern id="{prefix}-{kind}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{palette.PAPER}"/>'
        f'<path d="{lines}" stroke="{palette.INK_2}" stroke-width="2.4" fill="none"/></pattern>'
    )


def _edges(band: ChartBand, box: Box, drawn: Sequence[Zone], frame: Frame) -> Iterator[Box]:
    """The dotted lines of one band, but not where hatching marks its edge."""
    x1, top, x2, foot = box
    start = frame.days.left - 8 if x1 == frame.left else x1
    hatched = [b for h, b in drawn if h.kind in _HATCHED and b[0] < x2 and x1 < b[2]]
    for y, is_open in ((top, band.high is None), (foot, band.low is None)):
        inside = frame.top < y < frame.bottom
        if inside and not is_open and not any(b[1] - 1 <= y <= b[3] + 1 for b in hatched):
            yield (start, y, x2, y)
    if x1 > frame.left:
        yield (x1, top, x1, foot)


def band_names(
    drawn: Sequence[Zone], frame: Frame, room: Room
) -> tuple[list[SafeString], list[ChartBand]]:
    """The names of bands, and the bands too thin to hold theirs: gaps and overlaps, as a rule.

    Bands that hold at the left stand in the gutter, where nothing is drawn; later ones inside.
    """
    named = [z for z in drawn if z[0].kind not in _HATCHED or z[1][3] - z[1][1] >= 13]
    unnamed = [z[0] for z in drawn if z not in named]
    for band, (x1, top, x2, foot) in drawn:
        if band.kind in _HATCHED:
            room.rule(x1, top, x2, top)
            room.rule(x1, foot, x2, foot)
    left = [z for z in named if z[1][0] == frame.left and _fits_gutter(z[0], frame)]
    parts = [spot.draw() for spot in _gutter_spots(left, frame, room)]
    for zone in named:
        if zone not in left:
            found = room.place(_inside(*zone), most=9)
            if found is None:
                unnamed.append(zone[0])
            else:
                parts.append(found.draw())
    return parts, unnamed


def _fits_gutter(band: ChartBand, frame: Frame) -> bool:
    lines = _lines(band, frame.size)
    return bool(lines) and max(map(measure, lines)) < frame.days.left - frame.left - 8


def _gutter_spots(left: Sequence[Zone], frame: Frame, room: Room) -> Iterator[Spot]:
    left = sorted(left, key=lambda zone: zone[1][1])
    names = [_lines(band, frame.size) for band, _ in left]
    heights = [13.0 * len(lines) for lines in names]
    middles = [(box[1] + box[3]) / 2 for _, box in left]
    spaced = spread(middles, heights, frame.top, frame.bottom)
    for lines, y in zip(names, spaced, strict=True):
        spot = Spot(frame.left + 5, y + 4.3 - LEADING * (len(lines) - 1) / 2, lines)
        room.take(spot)
        yield spot


def _inside(band: ChartBand, box: Box) -> Iterator[Spot]:
    x1, top, x2, foot = box
    middle = (top + foot) / 2 + 4.3
    for y in (middle, top + 13, foot - 5):
        if top + 8 < y < foot + 4:
            yield Spot(x1 + 5, y, (band.word,))
            yield Spot(x2 - 5, y, (band.word,), "end")
            yield Spot((x1 + x2) / 2, y, (band.word,), "middle")
