"""Writes a workbook for Excel: one named table a sheet, every cell a plain value, no formulas."""

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.writer.excel import ExcelWriter

from reports.books import Book
from reports.charts_excel import Beside, add_charts, draw_beside
from reports.charts_sheet import TITLE as CHARTS
from reports.render.archive import SameBytes
from reports.sheets import Sheet
from reports.sheets_measures import FIGURES_TITLE
from reports.workbook_cells import CellWriter, clean_title
from reports.workbook_layout import set_print, write_public, write_sheet


def render_workbook(book: Book) -> bytes:
    """The book as .xlsx; the same book gives the same bytes."""
    file = Workbook()
    file.remove(file.active)
    writer = CellWriter(file, is_plain=book.is_public)
    for sheet in book.sheets:
        written = file.create_sheet(clean_title(sheet.title))
        if book.is_public:
            write_public(written, book.laid(sheet), writer)
        else:
            write_sheet(written, sheet, writer)
            set_print(written, sheet, said_on_each=book.said_on_each, standing=book.standing)
    _draw(file, book)
    file.active = 0
    file.active.sheet_view.tabSelected = True
    set_properties(file, title=book.title, creator=book.service, made_at=book.made_at)
    return saved(file)


def _draw(file: Workbook, book: Book) -> None:
    """The charts: under their table to work with, for the public beside what they show in words."""
    if not book.charts:
        return
    if not book.is_public:
        add_charts(file[CHARTS], book.charts)
        return
    table, words = (book.laid(_named(book, title)) for title in (CHARTS, FIGURES_TITLE))
    rows = {row.ref: n for n, row in enumerate(words.sheet.rows, start=words.head_row + 1)}
    draw_beside(
        file[FIGURES_TITLE],
        file[CHARTS],
        book.charts,
        first=table.head_row + 1,
        at=Beside(column=len(words.columns), rows=rows),
    )


def _named(book: Book, title: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.title == title)


class _Undated:
    """What a draft says of itself: everything but the days, which the library cannot leave out."""

    def __init__(self, said: DocumentProperties) -> None:
        self.said = said

    def to_tree(self):
        tree = self.said.to_tree()
        for entry in [each for each in tree if each.tag.endswith(("}created", "}modified"))]:
            tree.remove(entry)
        return tree


def set_properties(file: Workbook, *, title: str, creator: str, made_at: datetime | None) -> None:
    """What the file says of itself: no day where it is a draft, `made_at` None."""
    said = file.properties
    said.title, said.creator, said.language = title, creator, "en-GB"
    if made_at:
        said.created = said.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    else:
        file.properties = _Undated(said)


def saved(file: Workbook) -> bytes:
    """The workbook as a file; the same content gives the same bytes."""
    buffer = BytesIO()
    ExcelWriter(file, SameBytes(buffer)).save()
    return buffer.getvalue()
