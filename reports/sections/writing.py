"""The blocks that sections write most: sentences, rows and cells of plain words."""

from collections.abc import Iterable

from plans.rules.meanings import Mark
from reports.blocks import HELD_BACK, Cell, Heading, Line, Paragraph, Span, Tone, Words, cell, words


def lead(text: str) -> Paragraph:
    """The sentence that opens a section or an objective."""
    return Paragraph(words(text), tone=Tone.LEAD)


def said(*texts: str) -> tuple[Paragraph, ...]:
    """A paragraph of each text that is there."""
    return tuple(Paragraph(words(text)) for text in texts if text)


def notes(*texts: str) -> tuple[Paragraph, ...]:
    """The same, set as notes."""
    return tuple(Paragraph(words(text), tone=Tone.NOTE) for text in texts if text)


def labelled(label: str, text: str) -> Words:
    """ "Remains: ..." with its label strong."""
    return (Span(f"{label} ", is_strong=True), Span(text))


def dim(text: str) -> Line:
    """A line that is printed smaller, and fainter."""
    return Line((Span(text, is_dim=True),), is_minor=True)


def heading(text: str, anchor: str = "", *, level: int = 2, is_listed: bool = False) -> Heading:
    return Heading(text, level, anchor, is_listed=is_listed)


def rated(mark: Mark | None, empty: str = "none") -> Cell:
    """A cell with a rating, or the word that stands where there is none."""
    return Cell((Line(mark=mark),)) if mark else cell(empty)


def lines(*found: Line | str | None, value=None, anchor: str = "") -> Cell:
    """A cell of the lines that are there; a text is a line of plain words."""
    made = (Line(words(each)) if isinstance(each, str) else each for each in found if each)
    return Cell(tuple(made), value, anchor=anchor)


def figure_cell(text: str, value=None) -> Cell:
    """A cell with a figure, which may have been held back."""
    if text == HELD_BACK:
        return Cell((Line(words(text)),), is_held_back=True)
    return cell(text, value)


def linked(text: str, anchor: str, *, is_there: bool) -> Cell:
    """A cell whose words lead to an anchor, where that is in the pack."""
    return Cell((Line((Span(text, link=f"#{anchor}" if is_there else ""),)),))


def joined(cells: Iterable[str]) -> str:
    """Texts in one, those that are there."""
    return " ".join(text for text in cells if text)
