"""Numbers the figures and tables of a document in their order, and fills in references to them."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.blocks import Document, Figure, Heading, Section, Span, Table


def numbered(document: Document) -> Document:
    """The document with "Figure 1", "Table 1" and so on, and every reference in words.

    A reference is a span with a link to an anchor of the document and no text: it becomes the number
    of the figure or table, or the heading, that stands there. Where nothing does, it says so.
    """
    sections, names = [], {}
    counts = {"Figure": 0, "Table": 0}
    for section in document.sections:
        names[section.anchor] = f"section {section.number}" if section.number else section.title
        blocks = tuple(_named(block, counts, names) for block in section.blocks)
        sections.append(replace(section, blocks=blocks))
    return replace(document, sections=tuple(_filled(s, names) for s in sections))


def _named(block: Any, counts: dict[str, int], names: dict[str, str]) -> Any:
    match block:
        case Figure():
            block = replace(block, number=_next(counts, "Figure"))
            names[block.anchor] = block.number
        case Table() if block.caption:
            block = replace(block, number=_next(counts, "Table"))
            names[block.anchor] = block.number
        case Heading() if block.anchor:
            names[block.anchor] = block.text
    if anchor := getattr(block, "anchor", ""):
        names.setdefault(
            anchor, f"paragraph {number}" if (number := getattr(block, "number", "")) else ""
        )
    return block


def _next(counts: dict[str, int], word: str) -> str:
    counts[word] += 1
    return f"{word} {counts[word]}"


def _filled(value: Any, names: dict[str, str]) -> Any:
    """The same value with the words of every reference in it."""
    if isinstance(value, Span):
        if value.text or not value.link.startswith("#"):
            return value
        found = names.get(value.link.removeprefix("#"))
        return (
            replace(value, text=found)
            if found
            else replace(value, text="[not in this pack]", link="", page_of="")
        )
    if isinstance(value, tuple):
        return tuple(_filled(each, names) for each in value)
    if isinstance(value, Section) or (
        is_dataclass(value) and type(value).__module__ == "reports.blocks"
    ):
        return replace(
            value, **{f.name: _filled(getattr(value, f.name), names) for f in fields(value)}
        )
    return value
