"""The texts of a review as blocks: what is not written or not released says so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plans.rules.words import count_of
from reports.blocks import Block, Paragraph, Section, Span, Tone, Words, words
from reports.narrative.markdown import blocks_of
from reports.readmodels_review import ReviewValues, Text
from reports.released import NOT_RELEASED
from reports.sections.scrutiny_places import APPENDICES, MOST_OBJECTIVES, objective_key

if TYPE_CHECKING:
    from reports.material import Material


# These follow on the page of the section before them: objectives as one account, and short ones.
RUNNING_ON = frozenset(
    {
        *("recommendations", "background", "law", "finance", "implications", "glossary"),
        *(objective_key(n) for n in range(2, MOST_OBJECTIVES + 1)),
    }
)


def review_of(material: "Material") -> ReviewValues:
    """The review that the pack is of. Raises ValueError where none was chosen."""
    if material.review is None:
        raise ValueError("A scrutiny report is of a review, and none was chosen.")
    return material.review


def section(
    material: "Material", key: str, title: str, blocks: Iterable[Block], **looks
) -> Section:
    """A section of the report under its number."""
    number = material.fields.places.number(key)
    looks.setdefault("begins_page", key not in RUNNING_ON)
    return Section(
        key,
        title,
        tuple(blocks),
        anchor=key,
        number=number,
        is_appendix=key in APPENDICES,
        **looks,
    )


def note(text: str) -> Paragraph:
    return Paragraph(words(text), tone=Tone.NOTE)


def text_blocks(
    material: "Material", text: Text | None, *, empty: str, prefix: str = ""
) -> tuple[Block, ...]:
    """The blocks of a text; a note in their place where there are none, or none for this reader."""
    if text is not None and text.is_withheld:
        return (note(NOT_RELEASED),)
    found = blocks_of(text.markdown, material.fields, prefix).blocks if text else ()
    return found or ((note(empty),) if empty else ())


def numbered(blocks: Sequence[Block], number: str, anchor: str) -> tuple[Block, ...]:
    """The same with the number before the first paragraph, to which the anchor leads."""
    for n, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            first = replace(block, number=number, anchor=anchor)
            return (*blocks[:n], first, *blocks[n + 1 :])
    return (Paragraph((), number, anchor=anchor), *blocks)


def first_words(material: "Material", text: Text) -> Words:
    """A text in one run of words, for a cell: its paragraphs and items one after the other."""
    found: list[Span] = []
    for block in text_blocks(material, text, empty="not written"):
        for run in (block.words,) if isinstance(block, Paragraph) else getattr(block, "items", ()):
            found += [Span(" "), *run] if found else run
    return tuple(found)


def left_out(n: int) -> tuple[Paragraph, ...]:
    """What is said where confidential paragraphs are not there."""
    if not n:
        return ()
    verb = "is" if n == 1 else "are"
    return (
        Paragraph(
            words(f"{count_of(n, 'paragraph')} of this section {verb} confidential and left out."),
            tone=Tone.NOTE,
        ),
    )
