"""The blocks of a document as paragraphs and tables of Word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reports.blocks import (
    Bar,
    Block,
    Bullets,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Table,
    Tone,
    words,
)
from reports.render.html_contents import full_title
from reports.render.word_tables import table_xml
from reports.render.word_words import Places
from reports.render.word_xml import field, paragraph, run

_STYLES = {
    Tone.PLAIN: "",
    Tone.LEAD: "Lead",
    Tone.NOTE: "Note",
    Tone.SOURCE: "Source",
    Tone.ASIDE: "Aside",
    Tone.QUOTE: "Quote",
}
AFTER_TABLE = paragraph("AfterTable", "")
PAGE_BREAK = "<w:pageBreakBefore/>"
_ROOM = '<w:spacing w:before="0" w:after="160"/>'
_APART = '<w:spacing w:before="480" w:after="140"/>'
_OPENING = re.compile(r"<w:p><w:pPr>(<w:pStyle [^>]*/>)?(<w:keepNext/>)?")
_STAND_APART = tuple(f'<w:p><w:pPr><w:pStyle w:val="{s}' for s in ("Heading", "Caption", "After"))


def section_xml(section: Section, found: Places, *, begins_page: bool) -> str:
    """A section with its heading. `begins_page`: it has to begin a page of its own."""
    heading = found.mark(section.anchor, run(full_title(section)))
    apart = PAGE_BREAK if begins_page else "" if section.begins_page else _APART
    parts = [paragraph("Heading1", heading, apart)]
    if section.failed:
        parts.append(aside("This section could not be made.", section.failed))
    parts += _blocks(section, found)
    if section.legend:
        parts.append(paragraph("Note", run(section.legend)))
    return joined(parts)


def _blocks(section: Section, found: Places) -> Iterator[str]:
    """Each block; one after a page break begins its page, with nothing before it."""
    is_broken = False
    for block in section.blocks:
        if isinstance(block, PageBreak):
            is_broken = True
            continue
        xml = block_xml(block, found, is_wide=section.is_wide)
        yield on_new_page(xml) if is_broken else xml
        is_broken = False


def on_new_page(xml: str) -> str:
    """The same on a new page."""
    if xml.startswith("<w:tbl>"):
        return paragraph("AfterTable", "", PAGE_BREAK) + xml
    return _OPENING.sub(lambda opening: opening.group() + PAGE_BREAK, xml, count=1)


def joined(parts: Iterable[str]) -> str:
    """The parts one after the other; a little room after a table, but not at the end of a page."""
    found: list[str] = []
    for part in parts:
        if found and found[-1].endswith("</w:tbl>") and not _is_apart(part):
            found.append(AFTER_TABLE)
        found.append(part)
    return "".join(found)


def _is_apart(part: str) -> bool:
    return part.startswith(_STAND_APART) or PAGE_BREAK in part[:200]


def aside(strong: str, text: str) -> str:
    """A warning that stands out."""
    return paragraph("Aside", run(f"{strong} ", "<w:b/>") + run(text))


def block_xml(block: Block, found: Places, *, is_wide: bool) -> str:
    """One block but a page break; a figure is its sentence and its table."""
    match block:
        case Heading():
            return _heading(block, found)
        case Paragraph():
            return _paragraph(block, found)
        case Bullets():
            return _bullets(block, found)
        case Table():
            return _table(block, found, is_wide=is_wide)
        case Figure():
            return _figure(block, found, is_wide=is_wide)
        case Bar():
            return paragraph("", run(block.bar.title))
    raise TypeError(f"{type(block).__name__} is no block that a Word document has.")


def _heading(block: Heading, found: Places) -> str:
    text = f"{block.number} {block.text}".strip()
    level = min(max(block.level, 2), 3)
    return paragraph(f"Heading{level}", found.mark(block.anchor, run(text)))


def _paragraph(block: Paragraph, found: Places) -> str:
    said = found.said(block.words)
    if block.number:
        said = run(f"{block.number}\t") + said
    style = _STYLES[block.tone] or ("NumberedText" if block.number else "")
    return paragraph(style, found.mark(block.anchor, said))


def _bullets(block: Bullets, found: Places) -> str:
    return bullets([found.said(item) for item in block.items], found, block.numbers, block.anchor)


def bullets(
    items: Sequence[str], found: Places, numbers: Sequence[str] = (), anchor: str = ""
) -> str:
    """A list of runs, with bullets or with the numbers given; room after the last."""
    parts = []
    for n, item in enumerate(items):
        said = run(f"{numbers[n]}\t") + item if numbers else item
        marked = found.mark(anchor, said) if n == 0 else said
        room = _ROOM if n == len(items) - 1 else ""
        parts.append(paragraph("NumberedItem" if numbers else "ListBullet", marked, room))
    return "".join(parts)


def _caption(number: str, caption: str, anchor: str, found: Places) -> str:
    """The caption, its number a field that counts on when something is put in before it."""
    word, _, n = number.rpartition(" ")
    if not number:
        return paragraph("Caption", found.mark(anchor, run(caption))) if caption else ""
    counted = run(f"{word} ") + field(f"SEQ {word} \\* ARABIC", run(n)) if word else run(number)
    return paragraph("Caption", found.mark(anchor, counted) + run(f". {caption}"))


def _table(block: Table, found: Places, *, is_wide: bool) -> str:
    parts = [_caption(block.number, block.caption, block.anchor, found)]
    if block.sentence:
        parts.append(paragraph("", run(block.sentence), "<w:keepNext/>"))
    parts.append(_rows(block, found, is_wide=is_wide))
    return joined(parts)


def _rows(block: Table, found: Places, *, is_wide: bool, said: str = "") -> str:
    """The table itself, or what stands in its place, then its note."""
    if block.rows:
        shown = table_xml(block, found, is_wide=is_wide, said=said)
    else:
        shown = paragraph("Note", run(block.empty or "None."))
    note = paragraph("Note", run(block.note)) if block.note else ""
    return shown + note


def _figure(block: Figure, found: Places, *, is_wide: bool) -> str:
    parts = [_caption(block.number, block.caption, block.anchor, found)]
    parts.append(paragraph("", run(block.sentence), "<w:keepNext/>" if block.table else ""))
    if block.table:
        table = replace(block.table, number=block.number, caption=block.caption)
        parts.append(_rows(table, found, is_wide=is_wide, said=block.sentence))
    parts += [paragraph("Note", found.said(words(note))) for note in block.notes]
    return joined(parts)
