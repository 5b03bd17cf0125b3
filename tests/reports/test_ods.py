"""The OpenDocument spreadsheet, read back by another program and as XML, against Excel's."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.rules.dates import Precision
from plans.rules.meanings import UNRATED_MARK
from plans.selectors.plans import get_plan
from reports.books import Edition
from reports.models import Review
from reports.readmodels_indicators import Number
from reports.readmodels_pack import NO_DAY, Day
from reports.render.ods import MIMETYPE, render_ods
from reports.rules.packs import Audience, Kind
from reports.sheets import Column, Sheet
from reports.workbook import render_workbook
from tests.reports.gathering import book_for
from tests.reports.test_checklist import small

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(content: bytes) -> dict[str, list[list]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(content: bytes, name: str = "content.xml") -> ElementTree.Element:
    return ElementTree.fromstring(parts(content)[name])


def one(value, **changes) -> bytes:
    """A workbook of one cell."""
    sheet = Sheet("One", (Column("Value", lambda r: r[0], 20),), ((value,),), heading="One value")
    return render_ods(small(sheets=(sheet,), charts=(), edition=Edition.BOARD, **changes))


def cell(content: bytes) -> ElementTree.Element:
    return list(xml(content).iter(f"{TABLE}table-cell"))[-1]


BOOKS = [
    ("2014-improvement", date(2015, 7, 1), Kind.PLAN, Audience.BOARD),
    ("2014-improvement", date(2015, 7, 1), Kind.SCRUTINY, Audience.PUBLIC),
    ("example-plan", date(2026, 11, 20), Kind.BOARD, Audience.BOARD),
    ("example-plan", date(2026, 11, 20), Kind.BOARD, Audience.PUBLIC),
]


@pytest.mark.parametrize(("ref", "on", "kind", "audience"), BOOKS)
def test_it_has_the_sheets_and_the_cells_of_the_excel_workbook(loaded, ref, on, kind, audience):
    plan = get_plan(ref)
    review = Review.objects.get(plan=plan) if kind is Kind.SCRUTINY else None
    book = book_for(plan, on, kind=kind, audience=audience, review=review)
    ours, excel = read(render_ods(book)), read(render_workbook(book))
    assert list(ours) == list(excel)
    for name, rows in excel.items():
        assert _trimmed(ours[name]) == _trimmed(rows), name


def _trimmed(rows: list[list]) -> list[list]:
    """Without the empty cells at the end, which the two formats end differently."""
    while rows and not any(value != "" for value in rows[-1]):
        rows = rows[:-1]
    return rows


def test_the_type_comes_first_and_is_not_packed():
    with zipfile.ZipFile(io.BytesIO(render_ods(small()))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype").decode() == MIMETYPE
        assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_book_gives_the_same_bytes():
    assert render_ods(small()) == render_ods(small())


def test_it_has_its_title_and_language_and_as_a_draft_no_day():
    said = parts(render_ods(small()))["meta.xml"].decode()
    assert "<dc:title>A small book, as at 23 April 2015</dc:title>" in said
    assert "<dc:language>en-GB</dc:language>" in said
    assert "date" not in re.sub(r'xmlns:\w+="[^"]*"', "", said)
    styles = parts(render_ods(small()))["styles.xml"].decode()
    assert 'fo:language="en" fo:country="GB"' in styles


def test_one_that_is_made_says_when():
    at = datetime(2015, 6, 1, 9, 30, tzinfo=UTC)
    assert b"2015-06-01T09:30:00Z" in parts(render_ods(small(made_at=at)))["meta.xml"]


def test_headings_are_marked_as_such_and_named_tables_are_there():
    root = xml(render_ods(small()))
    tables = list(root.iter(f"{TABLE}table"))
    for table in tables:
        (head,) = table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")
        assert all(c.get(f"{TABLE}style-name") == "Header" for c in head)
        assert table.find(f"{TABLE}title").text
    ranges = list(root.iter(f"{TABLE}database-range"))
    assert [r.get(f"{TABLE}name") for r in ranges] == [t.get(f"{TABLE}name") for t in tables]
    assert {r.get(f"{TABLE}display-filter-buttons") for r in ranges} == {"false"}
    for_board = xml(render_ods(small(edition=Edition.BOARD)))
    shown = {
        r.get(f"{TABLE}display-filter-buttons") for r in for_board.iter(f"{TABLE}database-range")
    }
    assert shown == {"true"}


def test_no_cells_are_merged_hidden_or_formulas():
    for edition in Edition:
        content = parts(render_ods(small(edition=edition)))["content.xml"].decode()
        for word in ("spanned", "covered", "formula", 'display="false"', "visibility"):
            assert word not in content


def test_the_cover_leads_to_every_sheet():
    root = xml(render_ods(small()))
    links = [e.get("{http://www.w3.org/1999/xlink}href") for e in root.iter(f"{TEXT}a")]
    names = [t.get(f"{TABLE}name") for t in root.iter(f"{TABLE}table")]
    assert {link.strip("#").rpartition(".")[0].strip("'") for link in links} == set(names)


def test_a_date_is_a_date_as_exactly_as_it_is_known():
    found = cell(one(Day(date(2014, 5, 31), "May 2014", Precision.MONTH)))
    assert found.get(f"{OFFICE}value-type") == "date"
    assert found.get(f"{OFFICE}date-value") == "2014-05-31"
    assert found.get(f"{TABLE}style-name") == "Date_month"
    assert found.find(f"{TEXT}p").text == "May 2014"
    assert cell(one(date(2015, 4, 23))).get(f"{TABLE}style-name") == "Date_day"


def test_a_moment_is_local_time():
    found = cell(one(datetime(2015, 6, 1, 9, 30, tzinfo=UTC)))
    assert found.get(f"{OFFICE}date-value") == "2015-06-01T10:30:00"


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (9, "9"),
        (Decimal("0.530000"), "0.530000"),
        (1.5, "1.5"),
        (Number(Decimal("46.9"), 1, after="%"), "46.9"),
        (Number(Decimal("1E+3"), 0), "1000"),
    ],
)
def test_a_number_is_a_number(value, stored):
    found = cell(one(value))
    assert found.get(f"{OFFICE}value-type") == "float"
    assert found.get(f"{OFFICE}value") == stored


def test_a_number_shows_its_decimals_and_signs():
    styles = parts(one(Number(Decimal("262140"), 0, True, before="£")))["content.xml"].decode()
    assert '<number:text>£</number:text><number:number number:decimal-places="0"' in styles
    assert 'number:grouping="true"' in styles
    percent = parts(one(Number(Decimal("46.9"), 1, after="%")))["content.xml"].decode()
    assert "<number:text>%</number:text></number:number-style>" in percent


@pytest.mark.parametrize("value", [None, NO_DAY, ""])
def test_what_is_not_known_is_an_empty_cell(value):
    assert cell(one(value)).get(f"{OFFICE}value-type") is None


def test_a_rating_is_its_word():
    found = cell(one(UNRATED_MARK))
    assert found.find(f"{TEXT}p").text == "Unrated"
    assert found.get(f"{TABLE}style-name") == "Rating_grey"


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "of:=1+1", "#N/A"])
def test_text_never_becomes_a_formula(text):
    found = cell(one(text))
    assert found.get(f"{OFFICE}value-type") == "string"
    assert found.find(f"{TEXT}p").text == text


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_whatever_was_typed_is_read_back(text):
    content = one(f"[{text}]")
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "", text)
    kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    assert words(cell(content)) == f"[{kept}]"


def words(found: ElementTree.Element) -> str:
    """The words of a cell, as a program that knows the format shows them."""
    return "\n".join(_line(p) for p in found.findall(f"{TEXT}p"))


def _line(paragraph: ElementTree.Element) -> str:
    shown = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    parts_ = [paragraph.text or ""]
    for e in paragraph:
        parts_.append(shown.get(e.tag) or " " * int(e.get(f"{TEXT}c", 1)))
        parts_.append(e.tail or "")
    return "".join(parts_)


def test_each_edition_prints_its_own_way():
    public = parts(render_ods(small()))["styles.xml"].decode()
    board = parts(render_ods(small(edition=Edition.BOARD, said_on_each="Invented service.")))
    assert "Page" not in re.sub(r'"[^"]*"', "", public)
    assert "background-color" not in public
    assert "Invented service." in board["styles.xml"].decode()
    assert "VerticalSplitMode" in board["settings.xml"].decode()
    assert "VerticalSplitMode" not in parts(render_ods(small()))["settings.xml"].decode()
