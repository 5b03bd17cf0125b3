"""A document as HTML: paged, as the PDF is made of it; a page of its own; or a part of our pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.blocks import (
    Bar,
    Block,
    Bullets,
    Document,
    Fact,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Table,
    Tone,
)
from reports.render.house import House, house_look, paper_css, web_css
from reports.render.html_contents import Entry, contents, full_title, listed, notes
from reports.render.html_legend import legend
from reports.render.medium import Medium, place, places

# what no HTML and no PDF takes, wherever it was typed
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
STANDING = ("As at", "For", "Edition")
N_HEAD, N_SECTION = 62, 54  # letters that the running heads have room for
WIDE = 269  # mm of text on a landscape page


@dataclass(frozen=True)
class Laid:
    """One block with its place. `level` None: it is no heading. `id` "" where another has it.

    `prefix` sets apart what its drawing names; `looks` is its class by what stands before it;
    `head` runs over the pages that a heading governs.
    """

    block: Block
    id: str
    prefix: str
    looks: str = ""
    head: str = ""
    level: int | None = None
    is_broken: bool = False

    @property
    def template(self) -> str:
        return f"reports/paper/blocks/{type(self.block).__name__.lower()}.html"


@dataclass(frozen=True)
class LaidSection:
    """One section with its blocks in their places."""

    section: Section
    id: str
    title: str
    head: str
    legend: str
    medium: Medium
    blocks: tuple[Laid, ...]

    @property
    def looks(self) -> str:
        """Its classes: on which pages it stands, and whether it begins one."""
        page = "wide" if self.section.is_wide else "prose"
        return page if self.section.begins_page else f"{page} flow"


@dataclass(frozen=True)
class Laying:
    """A document as the templates take it."""

    document: Document
    medium: Medium
    look: House
    contents: tuple[Entry, ...]
    listed: tuple[Entry, ...]
    sections: tuple[LaidSection, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """What a window or a file is named by."""
        found = self.document
        named = f"{found.title}: {found.subtitle}" if found.subtitle else found.title
        return f"{named}, as at {found.as_at_text}"

    @property
    def head(self) -> str:
        """What runs over every page at the left."""
        found = self.document
        named = f"{found.title}. {found.subtitle}" if found.subtitle else found.title
        return shortened(named if len(named) <= N_HEAD else found.title)

    @property
    def foot(self) -> str:
        """What stands at the foot of every page: whose it is, whom it is for, its day and edition."""
        found = self.document
        said = (found.house.footer, found.audience_text, f"As at {found.as_at_text}", found.edition)
        return " ".join(f"{text.rstrip('.')}." for text in said if text)

    @property
    def has_about(self) -> bool:
        """Whether what the document rests on is to be said here: no section of its own says it."""
        return not any(s.key.endswith("about") and not s.failed for s in self.document.sections)

    @property
    def standing(self) -> list[tuple[str, str]]:
        """The line of the cover that says of which day, for whom and in which edition it is."""
        found = self.document
        own = {fact.label: fact.text for fact in found.facts}
        lines = zip(STANDING, (found.as_at_text, found.audience_text, found.edition), strict=True)
        return [(label, own.get(label, text)) for label, text in lines]

    @property
    def facts(self) -> list[Fact]:
        """The other facts of the cover."""
        return [fact for fact in self.document.facts if fact.label not in STANDING]

    @property
    def numbered(self) -> bool:
        """Whether any line of the contents has a number."""
        return any(entry.number for entry in self.contents)


def paged_html(document: Document) -> str:
    """The paper as one page of HTML for `reports.pdf.pdf_of`; well-formed XML besides."""
    return _rendered("paged", _laying(document, is_paged=True), css=paper_css(document.house))


def web_html(document: Document) -> str:
    """The document as one accessible file: no script, nothing fetched, all looks inside."""
    return _rendered("web", _laying(document, is_paged=False), css=web_css(document.house))


def web_body(document: Document) -> SafeString:
    """The document for a page of ours, which has a first heading and links static/css/pack.css."""
    html = _rendered("_web_body", _laying(document, is_paged=False, top=3), css="")
    return mark_safe(html)  # noqa: S308  the templates escape


def _rendered(template: str, laying: Laying, *, css: str) -> str:
    style = mark_safe(f"<style>{css}</style>")  # noqa: S308  ours, with a colour that was checked
    context = {"paper": laying, "medium": laying.medium, "style": style}
    return UNPRINTABLE.sub("", render_to_string(f"reports/paper/{template}.html", context))


def _laying(document: Document, *, is_paged: bool, top: int = 2) -> Laying:
    medium = Medium(is_paged, top, anchors=places(document))
    taken: set[str] = set()
    return Laying(
        document,
        medium,
        house_look(document.house),
        contents(document),
        listed(document),
        tuple(_section(section, medium, taken) for section in document.sections),
        notes(document),
    )


def _section(section: Section, medium: Medium, taken: set[str]) -> LaidSection:
    title = full_title(section)
    return LaidSection(
        section,
        _id(section.anchor, taken),
        title,
        shortened(title, _room(section)),
        legend(section),
        replace(medium, breadth=WIDE) if section.is_wide else medium,
        tuple(_laid(section, medium, taken)),
    )


def _laid(section: Section, medium: Medium, taken: set[str]) -> Iterator[Laid]:
    """The blocks; a break falls on what follows it, and no heading skips a level."""
    level, is_broken, before = medium.top, False, ""
    for n, block in enumerate(section.blocks):
        if isinstance(block, PageBreak):
            is_broken = True
            continue
        at, head = None, ""
        if isinstance(block, Heading):
            head = shortened(f"{block.number} {block.text}".strip(), _room(section))
            at = level = min(level + 1, medium.top - 1 + max(2, block.level), 6)
        id_ = _id(getattr(block, "anchor", ""), taken)
        before = looks_of(block, before)
        yield Laid(block, id_, f"{place(section.anchor)}-{n}", before, head, at, is_broken)
        is_broken = False


def _room(section: Section) -> int:
    """How many letters of a heading run over its pages."""
    return N_HEAD + N_SECTION // 2 if section.is_wide else N_SECTION


def looks_of(block: Block, before: str) -> str:
    """The class of a block by its place: "under" a numbered paragraph, whose text it goes on with, or
    one of the "notes" of a table; `before` is the class of what stands before it.
    """
    match block:
        case Paragraph(number=number) if number:
            return "under"
        case Paragraph(tone=Tone.LEAD | Tone.ASIDE) | Heading() | Bar():
            return ""
        case Table() | Figure():
            return "notes"
        case Bullets(numbers=numbers) if numbers and all(map(str.isalpha, numbers)):
            return "notes"
        case Bullets() if before == "notes":
            return ""
        case Paragraph(tone=tone) if before == "notes" and tone not in (Tone.NOTE, Tone.SOURCE):
            return ""
    return before


def _id(anchor: str, taken: set[str]) -> str:
    """The anchor as an id; "" where there is none or something has it already."""
    found = place(anchor)
    if not found or found in taken:
        return ""
    taken.add(found)
    return found


def shortened(text: str, room: int = N_HEAD) -> str:
    """The text, or as many whole words of it as there is room for."""
    if len(text) <= room:
        return text
    return text[:room].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
