"""The texts of a pack as the lint reads them, each with its place and where it is mended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from reports.blocks import (
    Bullets,
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Section,
    Table,
    Tone,
    Words,
    plain,
)
from reports.narrative.checking import TextPlace, texts_of_review
from reports.readmodels_review import ReviewValues
from reports.rules.lint.prose import LIVE, Prose

if TYPE_CHECKING:
    from reports.material import Material

Places = Mapping[str, tuple[TextPlace, str]]

PLAN = "review-plan"
# Sections of a report whose words are the system's own: nothing in them is looked at.
_NOT_READ = frozenset({"review-about", "glossary", "errata"})
# Sections of which the tables alone hold what somebody wrote.
_TABLES_ALONE = frozenset({PLAN, "implications", "meetings-and-evidence"})


def proses_of(material: "Material", document: Document) -> tuple[Prose, ...]:
    """The texts of the pack in its order, those in its tables among them.

    Of a review the plan's own tables are in the section `PLAN`: only what every pack is looked
    through for is looked for there.
    """
    places = places_of(material)
    found: list[Prose] = []
    for section in document.sections:
        if section.key in _NOT_READ:
            continue
        found += _of_section(section, places)
    return tuple(found)


def places_of(material: "Material") -> Places:
    """The texts of the review by their anchor in the document, each with where it is mended."""
    review = material.review
    if review is None:
        return {}
    return {place.anchor: (place, _url(review, place)) for place in texts_of_review(review)}


def _url(review: ReviewValues, place: TextPlace) -> str:
    if place.part == "texts":
        return reverse("reports:review-part", args=[review.ref, place.part])
    return reverse(
        "reports:review-part-change", args=[review.ref, place.part, place.text.object_id]
    )


def _of_section(section: Section, places: Places) -> Iterator[Prose]:
    """Each paragraph, list item, heading and cell, placed by the paragraph that it belongs to.

    What stands under a figure, a table or a heading of the system's own is no typed text, up to the
    next one that is.
    """
    spot = _Spot(section, places, f"section “{section.title}”", section.anchor)
    tables_alone = section.key in _TABLES_ALONE
    if not tables_alone:
        yield spot.prose(section.title, section.title)
    for block in section.blocks:
        match block:
            case Table() | Figure():
                yield from _cells(spot, block)
                spot.is_under_table = spot.is_under_table or bool(block.anchor)
            case _ if tables_alone:
                continue
            case Heading():
                yield from _headed(spot, block)
            case Paragraph() if block.tone not in (Tone.SOURCE, Tone.NOTE):
                if block.anchor:
                    spot.move(block.anchor, _where(block, section, places))
                yield spot.said(block.words)
            case Bullets():
                yield from map(spot.said, block.items)


def _headed(spot: "_Spot", heading: Heading) -> Iterator[Prose]:
    """Goes under the heading, and reads it where somebody wrote it."""
    of = f"paragraph-{heading.anchor.removeprefix('heading-')}"
    anchor = of if heading.anchor.startswith("heading-") else heading.anchor
    if anchor in spot.places:
        spot.heading = heading.text
        spot.move(anchor, spot.places[anchor][0].where)
    elif anchor and not anchor.startswith(f"{spot.anchor}-"):
        spot.heading, spot.is_own = heading.text, True
        spot.anchor, spot.where = anchor, f"“{heading.text}”"
    yield spot.prose(heading.text, heading.text)


@dataclass
class _Spot:
    """Where in a section the reading is. `is_own`: under a heading of the system's own."""

    section: Section
    places: Places
    where: str
    anchor: str
    heading: str = ""
    is_own: bool = False
    is_under_table: bool = False

    def move(self, anchor: str, where: str) -> None:
        self.anchor, self.where = anchor, where
        self.is_own = self.is_under_table = False

    def said(self, words: Words) -> Prose:
        typed = "".join(LIVE if span.is_live else span.text for span in words)
        return self.prose(plain(words), typed)

    def prose(self, text: str, typed: str) -> Prose:
        is_own = self.is_own or self.is_under_table
        place, url = (None, "") if is_own else self.places.get(self.anchor, (None, ""))
        title = self.section.title
        return Prose(
            where=self.where,
            text=text,
            typed=typed,
            anchor=self.anchor,
            section=self.section.key,
            heading=f"{title} / {self.heading}" if self.heading else title,
            url=url,
            is_released=place.text.is_released if place else True,
            is_typed=place is not None,
            is_of_table=self.is_under_table,
        )


def _where(block: Paragraph, section: Section, places: Places) -> str:
    if block.number and "." in block.number.rstrip("."):
        return f"paragraph {block.number}"
    if block.anchor in places:
        return places[block.anchor][0].where
    return f"{section.title}, {block.number.rstrip('.')}" if block.number else section.title


def _cells(spot: _Spot, block: Table | Figure) -> Iterator[Prose]:
    """The rows of a table, each as one text of as many lines as it has cells with words."""
    table = block if isinstance(block, Table) else block.table
    if table is None:
        return
    name = block.number or f"the table “{table.caption}”"
    anchor = block.anchor or spot.anchor
    heads = "\n".join(c.heading for c in table.columns)
    yield _cell_prose(spot, heads, f"{name}, heading", anchor)
    for n, row in enumerate(table.rows, start=1):
        text = "\n".join(c.text for c in row if any(letter.isalpha() for letter in c.text))
        own = _anchor(row) or anchor
        first = row[0].text.partition("\n")[0] if row else ""
        where = f"{name}, {first}" if 0 < len(first) < 40 else f"{name}, row {n}"
        yield _cell_prose(spot, text, where, own)


def _anchor(row: tuple[Cell, ...]) -> str:
    return next((c.anchor for c in row if c.anchor), "")


def _cell_prose(spot: _Spot, text: str, where: str, anchor: str) -> Prose:
    return Prose(
        where=where,
        text=text,
        typed=text,
        anchor=anchor,
        section=spot.section.key,
        heading=spot.section.title,
        is_typed=False,
        is_of_table=True,
    )
