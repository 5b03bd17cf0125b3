"""What a correction says at its front: the pack that it replaces, and everything that differs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.blocks import Block, Column, Heading, Paragraph, Section, Table, Tone, cell, words
from reports.rules.errata import Erratum
from reports.sections.kept import Kept

if TYPE_CHECKING:
    from reports.material import Material

TITLE = "What this issue corrects"
_COLUMNS = (
    Column("Where", 20, heads_rows=True),
    Column("It said", 30),
    Column("It says now", 30),
)


def gather(material: "Material", title: str) -> Section | None:
    """The differences, section by section; None where the pack corrects no other."""
    asked = material.asked
    if not asked.corrects_text:
        return None
    return Section("errata", title, tuple(_blocks(asked.corrects_text, asked.errata)), "errata")


def _blocks(corrects: str, errata: tuple[Erratum, ...]) -> Iterator[Block]:
    yield Paragraph(words(corrects), tone=Tone.LEAD)
    if not errata:
        yield Paragraph(words("No word and no figure of it differs."))
    for n, section in enumerate(dict.fromkeys(e.section for e in errata), start=1):
        yield Heading(section)
        yield _table([e for e in errata if e.section == section], anchor=f"errata-{n}")


def _table(errata: list[Erratum], *, anchor: str) -> Table:
    """Without a caption, so without a number: one more table would number all others anew."""
    rows = tuple(
        (cell(e.place[:1].upper() + e.place[1:]), cell(e.before), cell(e.after)) for e in errata
    )
    return Table(caption="", columns=_COLUMNS, rows=rows, anchor=anchor)


ERRATA_SECTION = Kept("errata", TITLE, gather)
