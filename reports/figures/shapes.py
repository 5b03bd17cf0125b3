"""The shapes of ratings and the patterns of bars, as in templates/components, for any SVG."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from plans.rules.meanings import Colour, Mark
from reports import palette
from reports.figures.figure import num

# {c} is the tone, {w} white; drawn in a square of 16
_SHAPES = {
    "complete": '<circle cx="8" cy="8" r="7.5" fill="{c}"/>'
    '<path d="M4.4 8.3l2.5 2.6 4.8-5.4" fill="none" stroke="{w}" stroke-width="1.9"/>',
    "under-way": '<circle cx="8" cy="8" r="6.5" fill="{w}" stroke="{c}" stroke-width="2"/>'
    '<path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="{c}"/>',
    "behind": '<path d="M8 .9l7.7 14.3H.3z" fill="{c}"/>',
    "not-due": '<circle cx="8" cy="8" r="6.5" fill="{w}" stroke="{c}" stroke-width="2"/>',
    "not-pursued": '<circle cx="8" cy="8" r="6.5" fill="{w}" stroke="{c}" stroke-width="2"/>'
    '<path d="M3.5 12.5l9-9" stroke="{c}" stroke-width="2"/>',
    "question": '<path d="M8 .8L15.2 8 8 15.2.8 8z" fill="{w}" stroke="{c}" stroke-width="1.6"/>'
    '<path d="M8 4.2v4.4" stroke="{c}" stroke-width="1.8"/><circle cx="8" cy="11" r="1.1" fill="{c}"/>',
    "disagree": '<path d="M1.5 5.5h13M1.5 10.5h13M11 1.5l-6 13" stroke="{c}" stroke-width="1.8" '
    'fill="none"/>',
    "arrow": '<path d="M1 8h11M8 3.5L12.8 8 8 12.5" stroke="{c}" stroke-width="1.9" fill="none"/>',
    "unrated": '<path d="M2 8h12" stroke="{c}" stroke-width="2.4"/>',
}
_PATTERNS = {
    "under-way": '<pattern id="{i}" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="{c}"/>'
    '<rect width="2" height="6" fill="{w}"/></pattern>',
    "behind": '<pattern id="{i}" width="4" height="4" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="4" height="4" fill="{c}"/>'
    '<rect width="1.4" height="1.4" fill="{w}"/></pattern>',
    "not-due": '<pattern id="{i}" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="{w}"/><circle cx="3" cy="3" r="1.3" fill="{c}"/></pattern>',
    "not-pursued": '<pattern id="{i}" width="10" height="10" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="10" height="10" fill="{w}"/>'
    '<rect width="1.8" height="10" fill="{c}"/></pattern>',
}


def tone_of(mark: Mark) -> str:
    """The strong colour of a mark."""
    return palette.TONES[Colour(mark.tone)].strong


def shape(mark: Mark, x: float, y: float, *, size: float = 16) -> SafeString:
    """The shape of a mark with its middle at a place. A double edge says that it is the board's."""
    half = size / 2
    ring = _edge(mark)
    return format_html(
        '<g transform="translate({} {}) scale({})">{}{}</g>',
        num(x - half),
        num(y - half),
        f"{size / 16:.2f}",
        ring,
        bare(mark.shape, tone_of(mark)),
    )


def bare(shape: str, colour: str) -> SafeString:
    """The drawing of a shape alone, in a square of 16; of a shape that is not there, the dash."""
    drawn = _SHAPES.get(shape, _SHAPES["unrated"]).format(c=colour, w=palette.PAPER)
    return mark_safe(drawn)  # noqa: S308  ours, with colours of our own


def _edge(mark: Mark) -> SafeString:
    """The edge that says whose reading it is: dashed where inferred, double where it is the board's."""
    boxes = {"inferred": [(-3, "4 2")], "board": [(-5, "none"), (-2.5, "none")]}
    return format_html_join(
        "",
        '<rect x="{0}" y="{0}" width="{1}" height="{1}" fill="{2}" stroke="{3}" stroke-dasharray="{4}"/>',
        (
            (num(at), num(16 - 2 * at), palette.PAPER, tone_of(mark), dashes)
            for at, dashes in boxes.get(mark.form, ())
        ),
    )


def fill(mark: Mark, prefix: str) -> str:
    """What a piece of a bar is filled with: solid, pale where inferred, white, or a pattern."""
    if mark.shape == "complete":
        tone = palette.TONES[Colour(mark.tone)]
        return tone.tint if mark.form == "inferred" else tone.strong
    return palette.PAPER if mark.shape == "unrated" else f"url(#{_id(mark, prefix)})"


def pattern(mark: Mark, prefix: str) -> SafeString | str:
    """The pattern that `fill` names; "" where it needs none."""
    found = _PATTERNS.get(mark.shape)
    if found is None:
        return ""
    drawn = found.format(i=_id(mark, prefix), c=tone_of(mark), w=palette.PAPER)
    return mark_safe(drawn)  # noqa: S308  ours, with a prefix of our own


def _id(mark: Mark, prefix: str) -> str:
    return f"{prefix}-{mark.shape}-{mark.tone}"


@lru_cache(maxsize=256)
def cell(mark: Mark) -> SafeString:
    """A rating as the content of a small cell: its shape, and its words for who cannot see it."""
    note = f", {mark.note}" if mark.note else ""
    return format_html(
        '<svg viewBox="-4 -4 24 24" width="22" height="22" aria-hidden="true" focusable="false">{}</svg>'
        '<span class="govuk-visually-hidden">{}{}</span>',
        shape(mark, 8, 8),
        mark.word,
        note,
    )
