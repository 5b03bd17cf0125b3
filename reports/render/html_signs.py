"""Ratings, signs and stacked bars as HTML: every one says in words what it shows."""

from functools import lru_cache
from html import escape

from plans.readmodels import Segment
from plans.rules.meanings import Colour, Mark
from reports import palette
from reports.figures.shapes import bare, fill, pattern, tone_of
from reports.readmodels_pack import PaperBar

SVG = 'xmlns="http://www.w3.org/2000/svg"'
ALTS = {
    "under-way": "under way",
    "not-due": "not due",
    "not-pursued": "not pursued",
    "disagree": "readings differ",
    "arrow": "moved",
}
FORMS = {"inferred": "inferred", "calc": "calculated", "board": "the board’s reading"}


@lru_cache(maxsize=1024)
def rating(mark: Mark, is_paged: bool) -> str:
    """A rating with its shape, word and the edge that says whose reading it is."""
    drawn = sign(mark.shape, tone_of(mark), alt=_alt(mark) if is_paged else "", is_paged=is_paged)
    form = f" {mark.form}" if mark.form else ""
    after = "" if is_paged or not mark.form else f'<span class="unseen">, {FORMS[mark.form]}</span>'
    return f'<span class="rag {mark.tone}{form}">{drawn}{escape(mark.word)}{after}</span>'


def _alt(mark: Mark) -> str:
    """What the sign says: the meaning, which the word of a plan's own key need not, and the form."""
    said = ALTS.get(mark.shape, mark.shape)
    return f"{said}, {FORMS[mark.form]}" if mark.form in FORMS else said


@lru_cache(maxsize=256)
def sign(shape: str, colour: str, *, alt: str, is_paged: bool) -> str:
    """One shape. A PDF has the words in the drawing, a page beside it."""
    drawn = bare(shape, colour)
    size = 'viewBox="0 0 16 16" width="16" height="16"'
    if is_paged:
        title = f"<title>{escape(alt)}</title>"
        return f'<svg {SVG} class="sg" {size} role="img">{title}{drawn}</svg>'
    said = f'<span class="unseen">{escape(alt)}: </span>' if alt else ""
    return f'<svg {SVG} class="sg" {size} aria-hidden="true" focusable="false">{drawn}</svg>{said}'


def late(is_paged: bool) -> str:
    """The sign of what is past its date."""
    return sign("behind", palette.INK, alt="past its date", is_paged=is_paged)


def beside(shape: str, is_paged: bool) -> str:
    """A sign before words that say the same without it."""
    return sign(
        shape, palette.INK, alt=ALTS.get(shape, shape) if is_paged else "", is_paged=is_paged
    )


def bar_svg(bar: PaperBar, prefix: str) -> str:
    """A stacked bar with its words as its title; what it draws with is named apart by the prefix."""
    marks = [Mark("", Colour(s.tone), s.shape, s.form) for s in bar.segments]
    patterns = "".join(dict.fromkeys(str(pattern(mark, prefix)) for mark in marks))
    pieces = "".join(
        _piece(segment, fill(mark, prefix), tone_of(mark))
        for segment, mark in zip(bar.segments, marks, strict=True)
    )
    gaps = "".join(
        f'<rect x="{s.x_pct}%" width="2" height="16" fill="{palette.PAPER}" '
        'transform="translate(-1 0)"/>'
        for s in bar.segments[1:]
    )
    return (
        f'<svg {SVG} class="bar" width="100%" height="16" role="img">'
        f"<title>{escape(bar.title)}</title><defs>{patterns}</defs>{pieces}{gaps}</svg>"
    )


def _piece(segment: Segment, filled: str, tone: str) -> str:
    return (
        f'<svg x="{segment.x_pct}%" width="{segment.width_pct}%" height="16"><rect width="100%" '
        f'height="16" fill="{filled}" stroke="{tone}" stroke-width="3.5"/></svg>'
    )
