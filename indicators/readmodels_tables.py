"""The tables of the documents as a page or a file shows them, each figure with what it comes to."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.readmodels import FlagLine
from plans.readmodels import LinkLine


@dataclass(frozen=True)
class TableLine:
    """One table in the list of its document."""

    ref: str
    title: str
    url: str
    place: str
    kind: str
    size_text: str
    n_flags: int


@dataclass(frozen=True)
class DocumentTables:
    """The tables of one document."""

    title: str
    published_text: str
    lines: tuple[TableLine, ...]


@dataclass(frozen=True)
class Cell:
    """One cell: as printed, as a number where it is one, and recomputed where that can be done.

    One that is held back from the public has the text "[c]" and no number.
    """

    text: str
    number: Decimal | None = None
    recomputed_text: str = ""
    is_differing: bool = False
    flags: tuple[FlagLine, ...] = ()
    is_total: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class Row:
    """One row with its cells, one for each column."""

    heading: str
    place: str
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True)
class TablePage:
    """One table as printed. `checked_text` says what was recomputed and what came of it."""

    ref: str
    title: str
    document: str
    place: str
    kind: str
    unit: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    flags: tuple[FlagLine, ...]
    checked_text: str
    indicators: tuple[LinkLine, ...]

    @property
    def n_withheld(self) -> int:
        """How many of its cells are held back from the public."""
        return sum(cell.is_withheld for row in self.rows for cell in row.cells)

    @property
    def has_recomputed(self) -> bool:
        return any(cell.recomputed_text for row in self.rows for cell in row.cells)
