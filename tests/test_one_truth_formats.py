"""One pack in every format: the same values, ratings, dates and counts, read back by other hands."""

import io
import re
from datetime import date

import openpyxl
import pytest
import python_calamine

from plans.selectors.plans import get_plan
from reports.blocks import Cell, Document, Figure, Table
from reports.material import Asked
from reports.models import Review
from reports.papers import FORMATS, Made, papers_of
from reports.rules.packs import Audience, Kind
from tests.reports.reading_back import html_tables, pdf_tables, squeezed, word_tables

DAY = date(2015, 6, 16)
PACKS = [
    (Kind.PLAN, Audience.BOARD),
    (Kind.BOARD, Audience.BOARD),
    (Kind.SCRUTINY, Audience.BOARD),
    (Kind.SCRUTINY, Audience.PUBLIC),
]
# One gathering and its files for all tests of this file that a worker has: they are many seconds.
MADE: dict[tuple[Kind, Audience], Made] = {}
pytestmark = [pytest.mark.pdf, pytest.mark.slow, pytest.mark.xdist_group("formats")]


@pytest.fixture(params=PACKS, ids=lambda p: f"{p[0]}-{p[1]}")
def made(request, loaded) -> Made:
    """A pack of the demonstration in all five formats, from one gathering."""
    kind, audience = request.param
    if request.param not in MADE:
        review = Review.objects.get(ref="2015-improvement-plan") if kind is Kind.SCRUTINY else None
        asked = Asked(kind, get_plan(loaded.ref), DAY, audience, review=review)
        MADE[request.param] = papers_of(asked)
    return MADE[request.param]


def content(made: Made, ending: str) -> bytes:
    return next(paper.content for paper in made.papers if paper.ending == ending)


def tables_of(document: Document) -> list[Table]:
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Figure) and block.table:
            found.append(block.table)
    return [table for table in found if table.rows]


# What a format may put beside the words of a cell: a sign of a shape, or its name for who cannot see it.
SHORTHAND = ("[c]", "[x]", "[z]")  # what the public workbook has in cells without a value
SIGNS = re.compile(
    r"[✔✓□◐▲▼○◑●–—⊘◇◆≠→?!]|\(inferred\)|,?inferred|pastitsdate:?|question:?|differ:?"
)


def head_of(table: Table) -> list[str]:
    return [squeezed(column.heading) for column in table.columns]


def words_of(cell: Cell) -> str:
    """The words of a cell, its lines one after the other; of a drawn bar, nothing."""
    return squeezed(cell.text) if cell.lines else ""


def agrees(cell: Cell, printed: str) -> bool:
    """Whether a printed cell says what the cell does, and nothing else but signs."""
    said = words_of(cell)
    return cell.bar is not None or said == printed or SIGNS.sub("", said) == SIGNS.sub("", printed)


def has(found: list[list[list[str]]], table: Table) -> bool:
    """Whether the tables found say the same, row by row and cell by cell.

    A table that runs over pages is several with the same head, one after the other.
    """
    head, n = head_of(table), len(table.rows)
    for start, first in enumerate(found):
        rows: list[list[str]] = []
        for piece in found[start:]:
            if not first or not piece or piece[0] != first[0] or first[0] != head:
                break
            rows += piece[1:]
            if len(rows) >= n:
                break
        if len(rows) == n and all(_row_agrees(r, p) for r, p in zip(table.rows, rows, strict=True)):
            return True
    return False


def _row_agrees(row: tuple[Cell, ...], printed: list[str]) -> bool:
    return len(row) == len(printed) and all(
        agrees(cell, text) for cell, text in zip(row, printed, strict=True)
    )


def test_pdf_word_and_web_page_have_every_table_cell_by_cell(made):
    readers = {"pdf": pdf_tables, "docx": word_tables, "html": html_tables}
    tables = tables_of(made.document)
    assert tables
    missing = {}
    for ending, read in readers.items():
        found = read(content(made, ending))
        missing[ending] = [t.caption for t in tables if not has(found, t)]
    assert not any(missing.values()), missing


def test_excel_and_opendocument_have_the_same_cells(made):
    excel = openpyxl.load_workbook(io.BytesIO(content(made, "xlsx")))
    open_document = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content(made, "ods")))
    assert open_document.sheet_names == excel.sheetnames
    for name in excel.sheetnames:
        rows = [[_plain(v) for v in row] for row in excel[name].values]
        other = open_document.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert _filled(rows) == _filled([[_plain(v) for v in row] for row in other]), name


def _plain(value):
    """A cell's value as both formats have it: days without a time, whole numbers as such, no blanks."""
    if hasattr(value, "hour"):
        value = value.date() if not (value.hour or value.minute) else value
    if isinstance(value, float):
        value = round(value, 9)
        return int(value) if value == int(value) else value
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return "" if value is None else value


def _filled(rows: list[list]) -> list[list]:
    """Rows without the empty cells at their ends and the empty rows at the end."""
    cut = []
    for row in rows:
        while row and row[-1] == "":
            row = row[:-1]
        cut.append(row)
    while cut and not cut[-1]:
        cut.pop()
    return cut


def test_the_workbook_has_the_actions_of_the_papers(made):
    """Refs, ratings, dates as written and comments: in the sheet as in the tables of objectives."""
    sheet = _actions(content(made, "xlsx"))
    tables = [t for t in tables_of(made.document) if t.caption.startswith("Actions of objective")]
    rows = [row for table in tables for row in table.rows]
    if not rows:  # the board pack shows exceptions alone
        assert made.document.kind == Kind.BOARD
        return
    assert [row[0].text.split("\n")[0] for row in rows] == [r["Ref"] for r in sheet]
    for row, own in zip(rows, sheet, strict=True):
        words = [squeezed(cell.text) for cell in row]
        assert squeezed(own["Action"]) in words[1]
        assert words[4].startswith(squeezed(str(own["Reported"])))
        assert squeezed(str(own["Due as written"] or "")) in words[3]
        comment = str(own["Comment"] or "")
        assert comment in SHORTHAND or squeezed(comment) in words[5]


def _actions(content: bytes) -> list[dict]:
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Actions"].values)
    at = next(n for n, row in enumerate(rows) if row[0] == "Ref")
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0]]


def test_every_format_says_its_day_its_audience_and_its_edition(made):
    document = made.document
    texts = {
        "html": squeezed(content(made, "html").decode()),
        "docx": squeezed(_all_words(content(made, "docx"))),
    }
    for text in texts.values():
        for word in (document.as_at_text, document.audience_text, document.edition):
            assert squeezed(word) in text
    cover = openpyxl.load_workbook(io.BytesIO(content(made, "xlsx")))["Cover"]
    told = [v for row in cover.values for v in row if v is not None]
    assert document.audience_text in told
    assert document.edition in told


def _all_words(content: bytes) -> str:
    import docx

    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_the_same_is_made_of_the_same_byte_for_byte(made):
    """All but the PDF, of which test_pdf.py says the same with a smaller document."""
    if made.document.kind != Kind.PLAN:
        return
    endings = [ending for ending in FORMATS if ending != "pdf"]
    again = papers_of(Asked(Kind.PLAN, get_plan("2014-improvement"), DAY), endings)
    for paper in again.papers:
        assert paper.content == content(made, paper.ending), paper.ending
