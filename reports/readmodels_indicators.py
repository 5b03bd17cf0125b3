"""What a paper says of indicators and of the documents' tables, as plain values with their words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.readmodels import NOT_PUBLISHED, IndicatorSection, ReadingRow, ReadingTable
from indicators.readmodels_chart import Chart
from indicators.readmodels_tables import TablePage


@dataclass(frozen=True)
class Number:
    """A number as a cell shows it: with so many decimals, between a sign before and one after."""

    value: Decimal | int | float
    decimals: int
    has_thousands: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class PaperNote:
    """One note under the tables of an indicator, and the letter by which rows name it."""

    letter: str
    text: str


@dataclass(frozen=True)
class PaperReading:
    """One row: the reading, its days unless the period says them, and the letters of its notes."""

    row: ReadingRow
    days_text: str
    letters: str

    @property
    def is_published(self) -> bool:
        return self.row.published_text != NOT_PUBLISHED


@dataclass(frozen=True)
class PaperTable:
    """The readings of one line. `counted_text` says what its counts are of."""

    anchor: str
    table: ReadingTable
    counted_text: str
    rows: tuple[PaperReading, ...]

    @property
    def has_published(self) -> bool:
        return any(row.is_published for row in self.rows)

    @property
    def has_notes(self) -> bool:
        return any(row.letters for row in self.rows)


@dataclass(frozen=True)
class PaperIndicator:
    """One indicator on paper."""

    anchor: str
    section: IndicatorSection
    tables: tuple[PaperTable, ...]
    notes: tuple[PaperNote, ...]

    @property
    def prefix(self) -> str:
        """Sets what its chart draws with apart from what other figures on the paper have."""
        return self.anchor


@dataclass(frozen=True)
class IndicatorPart:
    """The part of a paper on indicators: those with a figure by the day, and what is said of all.

    `unread_text` names those without one, "" where there are none.
    """

    sentence: str
    reading_text: str
    unread_text: str
    indicators: tuple[PaperIndicator, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        found = (i.section.chart for i in self.indicators)
        return tuple(chart for chart in found if chart is not None)


@dataclass(frozen=True)
class TableRow:
    """One printed figure of a document's table, or a table of which no number is in the text.

    `number` and `comes_to` are None where the figure is no number, or cannot be worked out again.
    """

    table: str
    document: str
    place: str
    row: str
    column: str
    printed: str
    number: Number | None
    comes_to: Number | None
    flags: str


@dataclass(frozen=True)
class TableSheet:
    """One table as a sheet of its own. `name` is short, such as "T3"."""

    name: str
    page: TablePage


@dataclass(frozen=True)
class TablesFile:
    """Every table of a service's documents up to a day. `invented_head` as in a pack."""

    service: str
    as_at: date
    as_at_text: str
    sentence: str
    invented_head: str
    sheets: tuple[TableSheet, ...]
