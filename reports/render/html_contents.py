"""What stands in the contents, in the list of figures and tables, and in the notes of a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.blocks import HELD_BACK, Document, Figure, Heading, Section, Table, plain
from reports.render.medium import place

MANY = 5  # more figures and tables than these are listed
EXPLAINED = f"{HELD_BACK} stands "  # how a note begins that says what it is
HELD_BACK_NOTE = (
    f"{HELD_BACK} stands for a figure that is held back, so that nobody can be told from it."
)


@dataclass(frozen=True)
class Entry:
    """One line of the contents. `level` 2 is a heading within a section."""

    anchor: str
    number: str
    text: str
    level: int = 1
    begins_group: bool = False


def full_title(section: Section) -> str:
    """The heading of a section: "3. Purpose", "Appendix 1. Glossary"."""
    if not section.number:
        return section.title
    word = section.number
    if section.is_appendix and not word.lower().startswith("appendix"):
        word = f"Appendix {word}"
    return f"{word}. {section.title}"


def contents(document: Document) -> tuple[Entry, ...]:
    """Sections and their listed headings, in order; the appendices begin a group."""
    return tuple(_entries(document))


def _entries(document: Document) -> Iterator[Entry]:
    was_appendix = False
    for section in document.sections:
        number = section.number
        if section.is_appendix and number:
            number = number if number.lower().startswith("appendix") else f"Appendix {number}"
        begins = section.is_appendix and not was_appendix
        was_appendix = section.is_appendix
        yield Entry(place(section.anchor), number, section.title, begins_group=begins)
        for block in section.blocks:
            if isinstance(block, Heading) and block.is_listed and block.anchor:
                yield Entry(place(block.anchor), block.number, block.text, level=2)


def listed(document: Document) -> tuple[Entry, ...]:
    """Figures and tables with a number, in order; () where there are few."""
    found = tuple(
        Entry(place(block.anchor), block.number, block.caption)
        for block in document.blocks
        if isinstance(block, (Figure, Table)) and block.number and block.anchor
    )
    return found if len(found) > MANY else ()


def notes(document: Document) -> tuple[str, ...]:
    """The notes of the document, and what "[c]" stands for where it stands anywhere unexplained."""
    said = [text for block in document.blocks for text in _texts(block) if HELD_BACK in text]
    if (
        not said
        or any(EXPLAINED in text for text in said)
        or any(HELD_BACK in note for note in document.notes)
    ):
        return document.notes
    return (*document.notes, HELD_BACK_NOTE)


def _texts(block) -> Iterator[str]:
    if isinstance(block, Figure):
        yield block.sentence
        yield from block.notes
        block = block.table
    if isinstance(block, Table):
        yield block.sentence
        yield block.note
        for row in block.rows:
            for cell in row:
                yield HELD_BACK if cell.is_held_back else cell.text
    elif (said := getattr(block, "words", None)) is not None:
        yield plain(said)
    else:
        yield from (plain(item) for item in getattr(block, "items", ()))
