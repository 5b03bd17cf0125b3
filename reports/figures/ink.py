"""Lines, boxes, dots and words as SVG, with every attribute on them: no style sheet reaches paper."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from reports import palette
from reports.figures.figure import SIZE

FACES = "Arial, yotplan Sans, Liberation Sans, sans-serif"  # papers and pages bring the second

# Numbers and constants of our own go in as they are: format_html would take most of a chart's
# time. Words are escaped, and only `said` takes any.


def said(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = palette.INK_2,
    strong: bool = False,
) -> SafeString:
    """One line of words at a place."""
    weight = ' font-weight="700"' if strong else ""
    return SafeString(
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{SIZE}" '
        f'fill="{colour}"{weight}>{escape(words)}</text>'
    )


def path(
    d: str, *, colour: str, width: str = "1", dashes: str = "", fill: str = "none"
) -> SafeString:
    """One path of any number of strokes."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return SafeString(
        f'<path d="{d}" fill="{fill}" stroke="{colour}" stroke-width="{width}"{dashed}/>'
    )


def joined(points: Iterable[tuple[float, float]]) -> str:
    """The path through points, in their order."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def rect(
    x1: float, y1: float, x2: float, y2: float, *, fill: str, edge: str = "none", dashes: str = ""
) -> SafeString:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return SafeString(
        f'<rect x="{x1:.1f}" y="{y1:.1f}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}" '
        f'fill="{fill}" stroke="{edge}"{dashed}/>'
    )


def dot(x: float, y: float, radius: float, *, fill: str, edge: str, width: str = "2") -> SafeString:
    return SafeString(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{edge}" '
        f'stroke-width="{width}"/>'
    )


DIAMOND = 5.5  # half of its height
N_FORMS = 4


def diamond(x: float, y: float, *, form: int = 0) -> SafeString:
    """A comparator's sign: filled, hollow, with a white heart, or half filled, by its form."""
    r, hollow = DIAMOND, form % N_FORMS in (1, 3)
    edges = f"M{x:.1f} {y - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z"
    drawn = path(
        edges,
        colour=palette.MARK if hollow else palette.PAPER,
        width="1.6" if hollow else "1",
        fill=palette.PAPER if hollow else palette.MARK,
    )
    if form % N_FORMS == 2:
        return drawn + dot(x, y, 1.8, fill=palette.PAPER, edge="none", width="0")
    if form % N_FORMS == 3:
        half = f"M{x:.1f} {y - r:.1f}l-{r} {r}l{r} {r}z"
        return drawn + path(half, colour="none", fill=palette.MARK)
    return drawn
