"""What a figure is, and how its SVG is put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports import palette

FONT = "Arial, Liberation Sans, sans-serif"
SIZE = "12.5"  # of all words in a figure, as drawn at full width


@dataclass(frozen=True)
class Figure:
    """One figure: drawn wide and narrow, in a sentence, and as a table with its heads.

    A page shows one of the two drawings, a paper the wide one. `summary` stands beside it in words.
    """

    title: str
    svg: SafeString
    narrow: SafeString
    summary: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    description: str = ""


def drawing(
    parts: Iterable[SafeString],
    *,
    width: float,
    height: float,
    title: str,
    prefix: str,
    description: str = "",
) -> SafeString:
    """The parts as one SVG that says what it is. Ids in it begin with `prefix`.

    `description` is what it shows, in words, for who cannot see it.
    """
    described = format_html(' aria-describedby="{}-desc"', prefix) if description else ""
    said = format_html('<desc id="{}-desc">{}</desc>', prefix, description) if description else ""
    return format_html(
        '<svg viewBox="0 0 {} {}" width="100%" role="img" aria-labelledby="{}-title"{} '
        'xmlns="http://www.w3.org/2000/svg" font-family="{}" font-size="{}" fill="{}">'
        '<title id="{}-title">{}</title>{}{}</svg>',
        num(width),
        num(height),
        prefix,
        described,
        FONT,
        SIZE,
        palette.INK_2,
        prefix,
        title,
        said,
        format_html_join("\n", "{}", ((part,) for part in parts)),
    )


def num(value: float) -> str:
    """A coordinate as it is printed."""
    return f"{value:.1f}"


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    strong: bool = False,
    halo: bool = False,
) -> SafeString:
    """Words at a place; `halo` sets them off from a line that they stand on."""
    weight = format_html(' font-weight="700" fill="{}"', palette.INK) if strong else ""
    edge = (
        format_html(' stroke="{}" stroke-width="6" paint-order="stroke"', palette.PAPER)
        if halo
        else ""
    )
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-size="{}"{}{}>{}</text>',
        num(x),
        num(y),
        anchor,
        SIZE,
        weight,
        edge,
        words,
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, colour: str, width: str = "1", dashes: str = ""
) -> SafeString:
    """A straight line."""
    dashed = format_html(' stroke-dasharray="{}"', dashes) if dashes else ""
    return format_html(
        '<path d="M{} {}L{} {}" stroke="{}" stroke-width="{}"{}/>',
        num(x1),
        num(y1),
        num(x2),
        num(y2),
        colour,
        width,
        dashed,
    )


def width_of(words: str) -> float:
    """About how wide words are as drawn: enough to keep them from running into each other."""
    return 6.6 * len(words)
