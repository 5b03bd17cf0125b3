"""The public's workbook against the checklist for accessible spreadsheets; and that it can fail."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.table import Table

from plans.selectors.plans import get_plan
from reports.blocks import HELD_BACK
from reports.books import Book, Edition
from reports.charts_sheet import chart_sheet
from reports.models import Review
from reports.readmodels_indicators import Number
from reports.rules.packs import Kind
from reports.sheets import Column, Sheet
from reports.sheets_measures import FIGURES, FIGURES_TITLE, FigureRow
from reports.sheets_words import shorthand_notes, with_contents
from reports.workbook import render_workbook
from tests.reports import charts
from tests.reports.checklist import CHECKS, failures
from tests.reports.gathering import book_for, public_book

_ITEMS = (Column("Item", lambda r: r[0], 20), Column("Value", lambda r: r[1], 60))
_NOTES = tuple(Column(h, lambda r, n=n: r[n], 30) for n, h in enumerate(("Topic", "About", "Note")))
_NUMBERS = (
    Column("Area", lambda r: r[0], 20),
    Column("Young people", lambda r: r[1], 12),
    Column("Said", lambda r: r[2], 40, "[z]"),
)
_ROWS = (
    ("North", Number(12, 0), "words"),
    ("South", HELD_BACK, ""),
    ("West", None, "=1+1"),
)


def small(**changes) -> Book:
    """A book of a few sheets that has one of everything."""
    drawn = (charts.custody(),)
    figures = tuple(FigureRow(c.title, c.ref, c.sentence, c) for c in drawn)
    rest = (
        Sheet("Notes", _NOTES, tuple(shorthand_notes()), heading="Notes on these sheets"),
        Sheet("Numbers", _NUMBERS, _ROWS, heading="Young people in each area"),
        Sheet("Nobody", _NUMBERS, (), heading="Young people who are nowhere"),
        chart_sheet(drawn),
        Sheet(FIGURES_TITLE, FIGURES, figures, heading="What each chart shows"),
    )
    facts = (("Paper", "A small book"), ("As at", date(2015, 4, 23)))
    cover = with_contents(Sheet("Cover", _ITEMS, facts, heading="A small book of numbers"), rest)
    values = {
        "title": "A small book, as at 23 April 2015",
        "service": "Example Youth Offending Team",
        "as_at": date(2015, 4, 23),
        "edition": Edition.PUBLIC,
        "sheets": (cover, *rest),
        "charts": drawn,
    }
    return Book(**values | changes)


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_workbook(small())


def test_a_small_book_meets_every_point(content):
    assert failures(content) == []


PLANS = {"2014-improvement": date(2015, 7, 1), "example-plan": date(2026, 11, 20)}


@pytest.mark.parametrize("ref", PLANS)
@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.BOARD])
def test_the_publics_workbook_of_a_plan_meets_every_point(loaded, ref, kind):
    assert failures(render_workbook(public_book(get_plan(ref), PLANS[ref], kind=kind))) == []


def test_the_publics_workbook_of_the_report_meets_every_point(loaded):
    review = Review.objects.get(plan=loaded)
    book = public_book(loaded, date(2015, 7, 1), kind=Kind.SCRUTINY, review=review)
    assert failures(render_workbook(book)) == []


def test_the_boards_workbook_does_not(loaded, as_at):
    found = {f.partition(":")[0] for f in failures(render_workbook(book_for(loaded, as_at)))}
    assert found >= {
        "no filters, no frozen panes",
        "no empty cells, shorthand explained",
        "titles are descriptive and marked",
        "no headers, footers or watermarks",
        "no fills, nothing by colour",
    }


# ---------- each point can be missed ----------


def hide_a_row(book):
    book["Numbers"].row_dimensions[8].hidden = True


def unmark(book):
    sheet = book["Numbers"]
    for name in list(sheet.tables):
        del sheet.tables[name]


def rename(book):
    book["Numbers"].tables["Numbers"].displayName = "Table1"


def merge(book):
    book["Cover"].merge_cells("A2:B2")


def blank(book):
    sheet = book["Numbers"]
    for cell in sheet[sheet.max_row]:
        cell.value = None


def two_of_one_name(book):
    sheet, table = book["Numbers"], book["Numbers"].tables["Numbers"]
    head = sheet[table.ref.split(":")[0]].row
    sheet.cell(head, 2).value = "Area"
    table.tableColumns[1].name = "Area"


def unwrap(book):
    book["Notes"].cell(book["Notes"].max_row, 3).alignment = Alignment(wrap_text=False)


def filters(book):
    book["Numbers"].auto_filter.ref = "A7:C10"


def freeze(book):
    book["Numbers"].freeze_panes = "A3"


def one_empty(book):
    book["Numbers"].cell(book["Numbers"].max_row, 2).value = None


def unexplained(book):
    book["Cover"].cell(book["Cover"].max_row, 1).value = "[x]"


def symbol(book):
    book["Cover"].cell(book["Cover"].max_row, 1).value = "Paper*"


def no_notes(book):
    book["Notes"].title = "Remarks on it"


def untitled(book):
    book["Numbers"]["A1"].style = "Normal"
    book["Numbers"]["A1"].font = Font(name="Arial", size=12)


def small_letters(book):
    book["Numbers"]["A2"].font = Font(name="Arial", size=9)


def foot(book):
    book["Numbers"].oddFooter.center.text = "Page &P"


def fill(book):
    book["Numbers"]["A9"].fill = PatternFill("solid", fgColor="FFFF00")


def by_rule(book):
    rule = CellIsRule(operator="lessThan", formula=["5"], fill=PatternFill(bgColor="FF0000"))
    book["Numbers"].conditional_formatting.add("B8:B10", rule)


def bare_link(book):
    cell = book["Cover"].cell(book["Cover"].max_row, 2)
    cell.value = "here"


def to_the_left(book):
    for row in book["Numbers"].iter_rows(min_col=2, max_col=2):
        row[0].alignment = Alignment(horizontal="left", wrap_text=True)


def formula(book):
    book["Numbers"].cell(book["Numbers"].max_row, 2).value = "=1+1"


def nameless_sheet(book):
    book["Numbers"].title = "Sheet2"


def empty_sheet(book):
    book.create_sheet("Empty sheet")


def below(book):
    book["Numbers"].cell(book["Numbers"].max_row + 2, 1).value = "Source: a document"


def beside(book):
    sheet = book["Numbers"]
    sheet.move_range(f"A1:C{sheet.max_row}", cols=1)
    old = sheet.tables.pop("Numbers")
    cells = old.ref.replace("C", "D").replace("A", "B")
    sheet.add_table(Table(displayName="Numbers", name="Numbers", ref=cells))


def gap(book):
    book["Numbers"]["A2"].value = None


def no_way(book):
    for row in book["Cover"].iter_rows(min_col=2, max_col=2):
        row[0].hyperlink = None


def unsaid(book):
    book.properties.title = book.properties.language = None


def opens_elsewhere(book):
    book.active = 2


def scrolled(book):
    view = book["Numbers"].sheet_view
    view.selection[0].activeCell = view.selection[0].sqref = "B9"


def tab(book):
    book["Numbers"].sheet_properties.tabColor = "FF0000"


def remark(book):
    book["Numbers"]["A1"].comment = Comment("unseen", "nobody")


SPOILED = {
    hide_a_row: "nothing is hidden",
    unmark: "tables are marked up, one a sheet",
    rename: "tables have meaningful names",
    merge: "no merged cells",
    blank: "no blank rows or columns in tables",
    two_of_one_name: "one tagged header row, every heading its own",
    unwrap: "text is wrapped",
    filters: "no filters, no frozen panes",
    freeze: "no filters, no frozen panes",
    one_empty: "no empty cells, shorthand explained",
    unexplained: "no empty cells, shorthand explained",
    symbol: "no superscript, no symbols",
    no_notes: "notes stand on a notes sheet",
    untitled: "titles are descriptive and marked",
    small_letters: "letters are large and without serifs",
    foot: "no headers, footers or watermarks",
    remark: "no headers, footers or watermarks",
    fill: "no fills, nothing by colour",
    by_rule: "no fills, nothing by colour",
    tab: "no fills, nothing by colour",
    bare_link: "links say where they lead",
    to_the_left: "numbers are numbers",
    formula: "numbers are numbers",
    nameless_sheet: "sheets have names of their own",
    empty_sheet: "no blank sheets",
    below: "nothing stands below a table",
    beside: "tables stand at the left",
    gap: "no blank rows above a table",
    no_way: "the cover leads to every sheet",
    unsaid: "document information",
    opens_elsewhere: "it opens at the first cell of the first sheet",
    scrolled: "it opens at the first cell of the first sheet",
}


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda f: f.__name__)
def test_what_is_spoiled_is_found_and_named(content, spoil):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:  # the library gives every table that it reads a filter of its own
        for table in sheet.tables.values():
            table.autoFilter = None
    spoil(book)
    spoiled = io.BytesIO()
    book.save(spoiled)
    assert SPOILED[spoil] in {f.partition(":")[0] for f in failures(spoiled.getvalue())}


def with_part(content: bytes, name: str, data: bytes | None = None, swap=None) -> bytes:
    """The file with one part more, or one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            kept = old.read(each)
            new.writestr(each, re.sub(*swap, kept) if swap and each == name else kept)
        if data is not None:
            new.writestr(name, data)
    return out.getvalue()


def test_a_chart_without_words_a_macro_and_a_raised_sign_are_found(content):
    drawing = "xl/drawings/drawing1.xml"
    mute = with_part(content, drawing, swap=(rb'descr="[^"]*"', b""))
    assert any(f.startswith("pictures have words") for f in failures(mute))
    macro = with_part(content, "xl/vbaProject.bin", b"x")
    assert any(f.startswith("no macros") for f in failures(macro))
    raised = with_part(content, "xl/sharedNotes.bin", b'<vertAlign val="superscript"/>')
    assert any(f.startswith("no superscript") for f in failures(raised))


def test_every_point_is_shown_to_fail():
    shown = {*SPOILED.values(), "pictures have words", "no macros", "no superscript, no symbols"}
    assert shown == set(CHECKS)


# ---------- what the edition has of its own ----------


def rows_of(content: bytes, title: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[title].values)


def test_what_is_held_back_is_text_among_numbers(content):
    rows = rows_of(content, "Numbers")
    head = rows.index(("Area", "Young people", "Said"))
    assert rows[head + 1 :] == [
        ("North", 12, "words"),
        ("South", "[c]", "[z]"),
        ("West", "[x]", "=1+1"),
    ]
    said = " ".join(str(row[0]) for row in rows[:head])
    assert "[c] means held back" in said
    assert "[x] means not available" in said


def test_a_sheet_explains_the_shorthand_that_it_has_and_no_other(content):
    said = " ".join(str(row[0]) for row in rows_of(content, "Nobody"))
    assert "[z] means" in said
    assert "[c] means" not in said


def test_a_sheet_without_rows_says_so(content):
    said = [row[0] for row in rows_of(content, "Nobody")]
    assert any(str(line).startswith("None recorded") for line in said)
    assert said[-1] == "[z]"


def test_what_stands_on_every_page_stands_above_every_table(content):
    made = render_workbook(small(said_on_each="Invented service."))
    for sheet in openpyxl.load_workbook(io.BytesIO(made)):
        assert "Invented service." in [row[0] for row in sheet.values]


def test_charts_stand_beside_their_sentence(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))[FIGURES_TITLE]
    (chart,) = sheet._charts
    row = sheet[chart.anchor._from.row + 1]
    assert row[0].value == charts.custody().title
    assert chart.anchor._from.col == len(FIGURES)


def test_a_chart_with_a_point_held_back_is_not_drawn():
    whole = charts.custody()
    point = replace(whole.points[0], value=None, text=HELD_BACK, low=None, high=None)
    held = replace(whole, points=(point, *whole.points[1:]))
    book = small(charts=(held,))
    sheets = tuple(chart_sheet((held,)) if s.title == "Charts" else s for s in book.sheets)
    content = render_workbook(replace(book, sheets=sheets))
    found = openpyxl.load_workbook(io.BytesIO(content))
    assert not any(sheet._charts for sheet in found)
    assert "[c]" in [value for row in found["Charts"].values for value in row]


def test_the_publics_book_does_not_say_who_recorded_what_or_when(loaded):
    rows = rows_of(render_workbook(public_book(loaded, date(2015, 7, 1))), "Updates")
    heads = next(row for row in rows if row[0] == "Ref")
    assert "Rating" in heads
    assert not [head for head in heads if head.startswith("Recorded")]
