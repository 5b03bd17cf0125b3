"""What a document says, line by line: what is kept of an issue to list its differences from the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.blocks import (
    HELD_BACK,
    Bar,
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Section,
    Table,
    plain,
)
from reports.released import NOT_RELEASED
from reports.rules.errata import Erratum, Line, Part, differences, without_withheld

ERRATA = "errata"  # the section that lists the differences is none itself
COVER = "cover"


def outline_of(document: Document) -> tuple[Part, ...]:
    """Every section of a document as lines, its cover first. What only an issue has is left out."""
    cover = Part(COVER, "Cover", tuple(_of_cover(document)))
    sections = (s for s in document.sections if s.key != ERRATA)
    return (cover, *(Part(s.key, s.title, tuple(_of_section(s))) for s in sections))


def errata_between(
    before: Sequence[Part], after: Document, *, public_below: int | None
) -> tuple[Erratum, ...]:
    """What the later document says otherwise; `public_below`: the threshold, where it is for the public."""
    found = differences(before, outline_of(after))
    if public_below is None:
        return found
    return without_withheld(found, (HELD_BACK, NOT_RELEASED), below=public_below)


def as_json(outline: Sequence[Part]) -> list[dict]:
    """The outline as it is kept with an issue."""
    return [
        {
            "key": part.key,
            "title": part.title,
            "lines": [[ln.place, ln.column, ln.text, ln.label] for ln in part.lines],
        }
        for part in outline
    ]


def from_json(kept: Sequence[dict]) -> tuple[Part, ...]:
    return tuple(
        Part(part["key"], part["title"], tuple(Line(*line) for line in part["lines"]))
        for part in kept
    )


def _of_cover(document: Document) -> Iterator[Line]:
    yield Line("the title", "", document.title)
    yield Line("the subtitle", "", document.subtitle)
    yield Line("the sentence that opens it", "", document.lead)
    yield Line("as at", "", document.as_at_text)
    yield Line("the audience", "", document.audience_text)
    for fact in document.facts:
        if fact.text != document.edition:
            yield Line(fact.label, "", fact.text)
    for note in document.notes:
        yield Line("the notes", "", note)
    for where, gap in document.gaps:
        yield Line("what is not known", "", f"{where}: {gap}")
    for source in document.sources:
        yield Line("the sources", "", source)


@dataclass(frozen=True)
class _Under:
    """The heading that governs a block: by which it is known in another pack, and how it is called.

    An anchor stays where a heading or a caption counts what stands below it.
    """

    key: str
    words: str


def _of_section(section: Section) -> Iterator[Line]:
    under = _Under("", "at the beginning")
    for block in section.blocks:
        if isinstance(block, Heading):
            under = _Under(block.anchor or block.text, f"under “{block.text}”")
            yield Line(f"headings {block.anchor}", "", block.text, "a heading")
        else:
            yield from _of_block(block, under)


def _of_block(block: Block, under: _Under) -> Iterator[Line]:
    match block:
        case Paragraph():
            label = f"paragraph {block.number}" if block.number else under.words
            yield Line(f"paragraphs {under.key}", "", plain(block.words), label)
        case Bullets():
            for item in block.items:
                yield Line(f"lists {under.key}", "", plain(item), f"the list {under.words}")
        case Table():
            yield from _of_table(block, under)
        case Figure():
            yield from _of_figure(block)
        case Bar():
            yield Line(f"bars {under.key}", "", block.bar.title, under.words)


def _of_figure(figure: Figure) -> Iterator[Line]:
    key, shown = f"figure {figure.anchor}", _called(figure.number, figure.caption)
    yield Line(f"{key}, caption", "", figure.caption, f"the caption of {figure.number or key}")
    yield Line(key, "", figure.sentence, shown)
    for note in figure.notes:
        yield Line(f"{key}, notes", "", note, f"the notes of {shown}")
    if figure.table:
        yield from _rows(figure.table, key, shown)


def _of_table(table: Table, under: _Under) -> Iterator[Line]:
    key = f"table {table.anchor or table.caption or under.key}"
    shown = _called(table.number, table.caption) or f"the table {under.words}"
    if table.caption:
        yield Line(f"{key}, caption", "", table.caption, f"the caption of {table.number or shown}")
    for text in (table.sentence, table.note):
        if text:
            yield Line(f"{key}, notes", "", text, f"the notes of {shown}")
    yield from _rows(table, key, shown)


def _rows(table: Table, key: str, shown: str) -> Iterator[Line]:
    head = next((n for n, column in enumerate(table.columns) if column.heads_rows), 0)
    for row in table.rows:
        name = " ".join(row[head].text.split()) if row else ""
        for column, cell in zip(table.columns, row, strict=True):
            yield Line(f"{key}, {name}", column.heading, cell.text, f"{shown}, {name}")


def _called(number: str, caption: str) -> str:
    """ "Table 3 (Outstanding actions)", "“Outstanding actions”"."""
    if number:
        return f"{number} ({caption})"
    return f"“{caption}”" if caption else ""
