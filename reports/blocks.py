"""What a pack is made of, as plain values: every format prints these blocks and makes none of its own.

A section gathers blocks and knows no output; a renderer takes blocks and knows no section.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.readmodels_chart import Chart
from plans.rules.meanings import Mark
from reports.palette import BRAND
from reports.readmodels_pack import PaperBar

HELD_BACK = "[c]"  # the shorthand for a figure that disclosure control suppresses


@dataclass(frozen=True)
class Span:
    """A run of words. `link` is "#anchor" in the pack, an https address, or "".

    `page_of` is an anchor whose page number follows the words where there are pages; elsewhere the
    words alone stand. `is_live` marks what a live field put there.
    """

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    is_dim: bool = False
    is_live: bool = False
    link: str = ""
    page_of: str = ""


Words = tuple[Span, ...]


def words(text: str) -> Words:
    """A plain text as a run of words; () for the empty one."""
    return (Span(text),) if text else ()


def plain(said: Words) -> str:
    """The words without their looks."""
    return "".join(span.text for span in said)


class Tone(StrEnum):
    """How a paragraph is set, which says what it is."""

    PLAIN = "plain"
    LEAD = "lead"  # the sentence that opens a section
    NOTE = "note"  # under a table or a figure
    SOURCE = "source"  # where something stands
    ASIDE = "aside"  # a warning that stands out: invented, draft, held back
    QUOTE = "quote"  # what somebody said or wrote, word for word


@dataclass(frozen=True)
class Heading:
    """A heading inside a section: level 2 under the section's own, 3 under that.

    `is_listed`: the contents name it.
    """

    text: str
    level: int = 2
    anchor: str = ""
    number: str = ""
    is_listed: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `number` as in "3.2", "" where it has none."""

    words: Words
    number: str = ""
    tone: Tone = Tone.PLAIN
    anchor: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; `numbers` are printed in place of bullets, one an item, where they are given."""

    items: tuple[Words, ...]
    numbers: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a cell: words, or a rating with its mark, and how it is set.

    `is_minor` is printed smaller, `is_late` with the sign of what is past its date; `sign` is another
    shape that stands before the words ("question", "disagree"), which say the same without it.
    """

    words: Words = ()
    mark: Mark | None = None
    is_minor: bool = False
    is_late: bool = False
    sign: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell: its lines, and the value behind them for formats that keep numbers and dates.

    `bar` draws a stacked bar; its title says the same in words. `anchor` is what a link to its row
    goes to.
    """

    lines: tuple[Line, ...] = ()
    value: Decimal | int | float | date | None = None
    bar: PaperBar | None = None
    is_held_back: bool = False
    anchor: str = ""

    @property
    def text(self) -> str:
        """What the cell says, line after line, ratings by their word."""
        said = [line.mark.word if line.mark else plain(line.words) for line in self.lines]
        return "\n".join(said) or (self.bar.title if self.bar else "")


def cell(text: str, value: Decimal | int | float | date | None = None) -> Cell:
    """A cell of plain words."""
    return Cell((Line(words(text)),) if text else (), value)


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width (they need not add up to anything), its kind."""

    heading: str
    width: float = 10
    is_number: bool = False
    heads_rows: bool = False


class Look(StrEnum):
    """What kind of table it is: how densely it is set."""

    LIST = "list"
    PLAN = "plan"  # many columns of small print, on a wide page
    FIGURES = "figures"


@dataclass(frozen=True)
class Table:
    """A table with its one row of column headings. `number` as in "Table 3".

    `sentence` says what it shows; `empty` stands in place of the rows where there are none.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchor: str = ""
    number: str = ""
    sentence: str = ""
    note: str = ""
    empty: str = ""
    look: Look = Look.LIST
    group: str = ""  # the name under which a workbook would keep tables of this kind together


@dataclass(frozen=True)
class Figure:
    """A figure: its number and caption, its sentence, what is drawn, and its numbers as a table.

    Where a point of it is held back nothing is drawn: `chart` is None and the sentence says so.
    """

    caption: str
    sentence: str
    anchor: str
    number: str = ""
    chart: Chart | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bar:
    """A stacked bar with its words."""

    bar: PaperBar
    prefix: str


@dataclass(frozen=True)
class PageBreak:
    """Where formats that have pages begin a new one."""


Block = Heading | Paragraph | Bullets | Table | Figure | Bar | PageBreak


@dataclass(frozen=True)
class Section:
    """One section of a pack. `failed` says in a sentence why it could not be gathered, "" if it was.

    `number` is printed before the title ("3"); `is_wide` sets it on wide pages; `is_appendix` puts
    it among the appendices. `legend` stands at the foot of each of its pages.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    anchor: str
    number: str = ""
    is_wide: bool = False
    is_appendix: bool = False
    failed: str = ""
    begins_page: bool = True
    legend: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of the cover: what, and what it is."""

    label: str
    text: str


@dataclass(frozen=True)
class LogLine:
    """One figure that was held back, for the officer: what, why, and by which rule."""

    what: str
    reason: str
    rule: str
    url: str = ""


@dataclass(frozen=True)
class House:
    """How a council's papers look: its name, colours that were checked for contrast, logo and cover.

    `logo` is a data address of an image, "" without one.
    """

    council: str = ""
    accent: str = BRAND
    logo: str = ""
    logo_alt: str = ""
    cover: str = "plain"
    footer: str = ""


@dataclass(frozen=True)
class Document:
    """A pack, gathered once: what every format prints.

    `edition` is "Draft" or the words of its issue. `head` runs over every page and stands at its
    foot with the page number.
    """

    kind: str
    title: str
    subtitle: str
    service: str
    as_at: date
    as_at_text: str
    audience: str
    audience_text: str
    edition: str
    lead: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    invented: str = ""
    house: House = field(default_factory=House)
    is_issued: bool = False
    held_back: tuple[LogLine, ...] = ()
    cover_bar: PaperBar | None = None
    language: str = "en-GB"

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)
