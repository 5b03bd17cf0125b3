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
        names[section.anchor] = _name_of(section)
        blocks = tuple(_named(block, counts, names) for block in section.blocks)
        sections.append(replace(section, blocks=blocks))
    return replace(document, sections=tuple(_filled(s, names) for s in sections))


def _name_of(section: Section) -> str:
    if section.is_appendix and section.number:
        return section.number[0].lower() + section.number[1:]
    return f"section {section.number}" if section.number else section.title


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
        number = getattr(block, "number", "")
        names.setdefault(anchor, f"paragraph {number}" if number else "")
    if isinstance(block, Table):
        for row in block.rows:
            names.update((cell.anchor, cell.text.split("\n")[0]) for cell in row if cell.anchor)
    return block


def _next(counts: dict[str, int], word: str) -> str:
    counts[word] += 1
    return f"{word} {counts[word]}"


def _filled(value: Any, names: dict[str, str]) -> Any:
    """The same value with the words of every reference in it; what has none is itself, not a copy."""
    if isinstance(value, Span):
        return _led(value, names) if value.link.startswith("#") else value
    if isinstance(value, tuple):
        found = [_filled(each, names) for each in value]
        is_same = all(one is other for one, other in zip(found, value, strict=True))
        return value if is_same else tuple(found)
    if type(value).__module__ != "reports.blocks" or not is_dataclass(value):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if isinstance(old, tuple) or is_dataclass(old):
            new = _filled(old, names)
            if new is not old:
                changed[field.name] = new
    return replace(value, **changed) if changed else value


def _led(span: Span, names: dict[str, str]) -> Span:
    """A reference with its words; where it leads nowhere, words that stand remain, without a link."""
    anchor = span.link.removeprefix("#")
    if span.text:
        return span if anchor in names else replace(span, link="", page_of="")
    if words := names.get(anchor):
        return replace(span, text=words)
    return replace(span, text="[not in this pack]", link="", page_of="")
