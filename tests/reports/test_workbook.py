"""The workbook, read back: sheets, tables, columns, types."""

import dataclasses
import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from plans.readmodels import Made
from reports.pack import plan_pack
from reports.workbook import clean_text, clean_title, render_workbook

SHEETS = [
    "Cover",
    "Notes",
    "Summary",
    "Actions",
    "Updates",
    "Indicators",
    "Readings",
    "Meetings",
]
COLUMNS = [
    "Ref",
    "Part",
    "Objective",
    "Outcome",
    "Action",
    "Lead owner",
    "Supporting owners",
    "Due as written",
    "Due date",
    "Revised due date",
    "Reported",
    "Rating basis",
    "Calculated",
    "Endorsed",
    "Last update",
    "Comment",
    "Forecast",
    "Success measure",
    "Questions",
]


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def book(pack) -> openpyxl.Workbook:
    return read(render_workbook(pack))


def actions(book) -> dict[str, dict]:
    """The cells of the sheet Actions by ref and header."""
    rows = list(book["Actions"].iter_rows(min_row=1))
    headers = [c.value for c in rows[0]]
    return {row[0].value: dict(zip(headers, row, strict=True)) for row in rows[1:]}


def test_it_has_the_eight_sheets_and_each_is_one_named_table(book):
    assert book.sheetnames == SHEETS
    assert [list(sheet.tables) for sheet in book] == [[name] for name in SHEETS]


def test_actions_has_exactly_the_columns_of_the_contract(book):
    assert [c.value for c in book["Actions"][1]] == COLUMNS
    table = book["Actions"].tables["Actions"]
    assert table.ref == "A1:S105"
    assert [c.name for c in table.tableColumns] == COLUMNS


def test_actions_has_a_row_for_each_action_in_plan_order(book, pack):
    refs = [row[0].value for row in book["Actions"].iter_rows(min_row=2)]
    assert refs == [line.ref for line in pack.state.lines]
    assert len(refs) == 104


def test_the_header_is_frozen_and_filtered(book):
    sheet = book["Actions"]
    assert sheet.freeze_panes == "B2"
    assert sheet.tables["Actions"].autoFilter.ref == "A1:S105"


def test_refs_are_text(book):
    cell = actions(book)["5.10"]["Ref"]
    assert (cell.value, cell.data_type) == ("5.10", "s")


def test_dates_are_dates_and_show_no_more_than_is_known(book):
    row = actions(book)["2.4"]
    assert row["Due as written"].value == "May 2014"
    assert row["Due date"].value.date() == date(2014, 5, 31)
    assert row["Due date"].is_date
    assert row["Due date"].number_format == "mmm yyyy"
    assert row["Forecast"].value.date() == date(2015, 3, 31)
    assert book["Cover"]["B6"].value.date() == date(2015, 4, 23)


def test_a_due_column_that_names_no_date_stays_empty(book):
    row = actions(book)["1.1"]
    assert row["Due as written"].value == "Achieved"
    assert row["Due date"].value is None


def test_ratings_are_words_with_the_fill_of_their_colour(book):
    row = actions(book)["9.5"]
    assert row["Reported"].value == "Amber"
    assert row["Reported"].fill.fgColor.rgb.lower() == "00fdf0d5"
    assert row["Rating basis"].value == "inferred"


def test_numbers_are_numbers(book):
    rows = list(book["Summary"].iter_rows(values_only=True))
    plan = dict(zip(rows[0], rows[1], strict=True))
    assert plan["Actions"] == 104
    assert plan["Green, stated"] == 28
    assert plan["Green, inferred"] == 65
    assert plan["Past their date"] == 10
    assert plan["Outstanding"] == 11


def test_what_is_not_recorded_has_headers_and_a_note(book):
    for name in ("Indicators", "Readings", "Meetings"):
        assert book[name]["A1"].value
        assert book[name]["A2"].value is None
        assert (name, "none recorded") in [(row[1].value, row[2].value) for row in book["Notes"]]


def test_updates_hold_every_update_up_to_the_day(book, pack):
    rows = list(book["Updates"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(pack.updates) > 104
    assert sum(1 for row in rows if row[0] == "9.5") == 2


def with_title(pack, title: str):
    """The pack with another title on its first action."""
    part = pack.parts[0]
    objective = part.objectives[0]
    first = objective.rows[0]
    row = dataclasses.replace(first, line=dataclasses.replace(first.line, title=title))
    objective = dataclasses.replace(objective, rows=(row, *objective.rows[1:]))
    part = dataclasses.replace(part, objectives=(objective, *part.objectives[1:]))
    return dataclasses.replace(pack, parts=(part, *pack.parts[1:]))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0"])
def test_text_never_becomes_a_formula(pack, text):
    cell = actions(read(render_workbook(with_title(pack, text))))["1.1"]["Action"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_no_cell_of_any_sheet_is_a_formula(book):
    types = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert types <= {"s", "n", "d"}


def test_control_characters_are_removed():
    assert clean_text("a\x00b\x0bc\ufffed\ud800e") == "abcde"
    assert clean_text("one\r\ntwo") == "one\ntwo"


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    cut = clean_text("x" * 40_000)
    assert len(cut) == 32_767
    assert cut.endswith("[cut here: a cell holds no more]")
    assert clean_text("x" * 32_767) == "x" * 32_767


def test_titles_of_sheets_are_such_as_a_spreadsheet_takes():
    assert clean_title("a/b:c" + "x" * 40) == "a b c" + "x" * 26
    assert clean_title("[]") == "Sheet"


def test_the_same_pack_gives_the_same_bytes(pack):
    assert render_workbook(pack) == render_workbook(pack)


def test_its_file_bears_the_day_that_a_draft_speaks_of(pack, book):
    assert book.properties.modified.isoformat() == "2015-04-23T00:00:00"
    with zipfile.ZipFile(io.BytesIO(render_workbook(pack))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_one_that_is_made_says_by_whom_and_when(loaded):
    made = Made("Panel officer", datetime(2015, 6, 1, 9, 30, tzinfo=UTC))
    book = read(render_workbook(plan_pack(loaded, as_at=date(2015, 4, 23), made=made)))
    assert book["Cover"]["B8"].value == "Made by Panel officer on 1 June 2015 at 10:30"
    assert book.properties.modified.isoformat() == "2015-06-01T09:30:00"


def test_it_prints_in_landscape_to_the_width_with_its_header_on_every_sheet(book):
    sheet = book["Actions"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
