"""What a document is being set for, and the places in it that words can point to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.blocks import Document, Figure, PageBreak, Section, Table


@dataclass(frozen=True)
class Medium:
    """Paper or web. `top` is the level of a section's heading, `anchors` what a link can lead to.

    `breadth` is that of the text on a page, in mm.
    """

    is_paged: bool
    top: int = 2
    breadth: float = 164
    anchors: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def name(self) -> str:
        return "paper" if self.is_paged else "web"

    @property
    def heading(self) -> str:
        """The heading of a section or of what stands beside the sections."""
        return f"h{self.top}"

    @property
    def title(self) -> str:
        """The heading of the whole document."""
        return f"h{self.top - 1}"


def place(anchor: str) -> str:
    """The anchor as an id that HTML and PDF take."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", anchor)


def places(document: Document) -> frozenset[str]:
    """Every anchor of the document, as ids."""
    return frozenset(place(a) for section in document.sections for a in _of(section) if a)


def _of(section: Section) -> Iterator[str]:
    yield section.anchor
    for block in section.blocks:
        if not isinstance(block, PageBreak):
            yield getattr(block, "anchor", "")
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            yield table.anchor
            yield from (cell.anchor for row in table.rows for cell in row)
