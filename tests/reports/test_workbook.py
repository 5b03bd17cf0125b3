"""The workbook, read back: sheets, tables, columns, types."""

import dataclasses
import io
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest

from plans.readmodels import Made
from plans.rules.access import Position
from plans.rules.meanings import Colour, Mark
from plans.selectors.plans import get_plan
from reports.books import book_of_plan
from reports.models import Review
from reports.rules.packs import Kind
from reports.sheets import Column, Sheet
from reports.workbook import render_workbook
from reports.workbook_cells import CellWriter, clean_text, clean_title
from reports.workbook_layout import write_sheet
from tests.reports.gathering import book_for, pack_of
from tests.reports.reviews import begun

SHEETS = [
    "Cover",
    "Notes",
    "Summary",
    "Actions",
    "Updates",
    "Indicators",
    "Readings",
    "Charts",
    "Figures",
    "Tables",
    "Meetings",
    "Decisions",
    "Questions",
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
def pack(loaded, as_at):
    return pack_of(loaded, as_at)


@pytest.fixture
def invented_pack(loaded):
    return pack_of(get_plan("example-plan"), date(2026, 11, 20))


@pytest.fixture
def book(pack) -> openpyxl.Workbook:
    return read(render_workbook(book_of_plan(pack)))


def actions(book) -> dict[str, dict]:
    """The cells of the sheet Actions by ref and header."""
    rows = list(book["Actions"].iter_rows(min_row=1))
    headers = [c.value for c in rows[0]]
    return {row[0].value: dict(zip(headers, row, strict=True)) for row in rows[1:]}


def test_it_has_its_sheets_and_each_is_one_named_table(book):
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


def notes(book) -> list[tuple]:
    return [(row[1].value, row[2].value) for row in book["Notes"]]


def test_what_is_not_recorded_has_headers_and_a_note(book):
    assert book["Decisions"]["A1"].value
    assert book["Decisions"]["A2"].value is None
    assert ("Decisions", "none recorded") in notes(book)


def test_nothing_that_is_recorded_is_said_not_to_be(book, invented_book):
    assert ("Meetings", "none recorded") not in notes(book)
    assert ("Attendance at the dated meetings", "none recorded") in notes(book)
    said = [row for row in notes(invented_book) if row[1] == "none recorded"]
    assert said == [("Tables", "none recorded")]  # no document of an invented service prints any


def test_a_pack_without_a_board_says_so(loaded):
    loaded.board = None
    book = read(render_workbook(book_of_plan(pack_of(loaded, date(2015, 4, 23)))))
    assert ("Meetings", "none recorded") in notes(book)
    assert "No board is recorded for this plan." in [row[1].value for row in book["Cover"]]


@pytest.fixture
def invented_book(invented_pack) -> openpyxl.Workbook:
    return read(render_workbook(book_of_plan(invented_pack)))


def table(sheet) -> list[dict]:
    rows = iter(sheet.values)
    headers = next(rows)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def test_every_sheet_of_an_invented_service_says_that_it_is_invented(invented_book, book):
    for sheet in invented_book:
        assert sheet.oddHeader.center.text == "Invented service."
        assert sheet.oddFooter.center.text == "Invented service."
    for name in ("Cover", "Notes"):
        assert "Invented" in [row[0].value for row in invented_book[name]]
        assert "Invented" not in [row[0].value for row in book[name]]
    assert not any(sheet.oddHeader.center.text for sheet in book)


def test_meetings_are_dated_no_more_exactly_than_they_are_known(book):
    meetings = table(book["Meetings"])
    april = next(m for m in meetings if m["Not after"])
    assert april["Held on"].date() == date(2015, 4, 30)
    assert (april["Precision"], april["Not after"].date()) == ("month", date(2015, 4, 23))
    assert april["Attendance"] == "not recorded"
    assert april["Present"] is None
    undated = [m for m in meetings if m["Held on"] is None]
    assert {m["Precision"] for m in undated} == {"no date"}
    assert meetings[-len(undated) :] == undated


def test_meetings_count_seats_deputies_and_decisions(invented_book, invented_pack):
    meetings = table(invented_book["Meetings"])
    decisions = table(invented_book["Decisions"])
    assert [m["Held on"].date() for m in meetings] == sorted(m["Held on"].date() for m in meetings)
    assert sum(m["Decisions"] for m in meetings) == len(decisions)
    for row in meetings:
        assert row["Seats"] >= row["Present"] + row["Deputies"]


def test_what_the_board_decided_on_is_kept_word_for_word(invented_book, invented_pack):
    decided = [d for d in table(invented_book["Decisions"]) if d["Rating decided on"]]
    assert {d["Decision"] for d in decided} == {"Endorsed", "Challenged", "Deferred"}
    assert all(d["Reason"] for d in decided if d["Decision"] != "Endorsed")
    last = {d["Ref"]: d for d in decided}
    for row in invented_pack.rows:
        if row.line.endorsed == "endorsed":
            assert last[row.line.ref]["Rating decided on"] == row.line.reported
            assert (last[row.line.ref]["Comment decided on"] or "") == row.line.comment


def test_no_meeting_decision_or_reading_of_a_later_day_is_there(loaded):
    early = date(2025, 5, 1)
    pack = pack_of(get_plan("example-plan"), early)
    assert all(m.held_on.on <= early for m in pack.meetings)
    assert pack.decisions
    assert all(d.held_on.on <= early for d in pack.decisions)
    assert all(r.published_on <= early for r in pack.readings)


def test_indicators_and_readings_are_those_of_the_service(invented_book, book):
    refs = {row["Ref"] for row in table(invented_book["Indicators"])}
    assert refs
    readings = table(invented_book["Readings"])
    assert {row["Indicator"] for row in readings} <= refs
    assert all(isinstance(row["Published on"], datetime) for row in readings)


@pytest.fixture
def july(loaded):
    return pack_of(loaded, date(2015, 7, 1))


def cells_of(sheet, **where) -> dict:
    """The cells of the first row that has these words under these headers."""
    rows = list(sheet.iter_rows())
    heads = [cell.value for cell in rows[0]]
    found = (dict(zip(heads, row, strict=True)) for row in rows[1:])
    return next(row for row in found if all(row[h].value == word for h, word in where.items()))


def test_readings_are_numbers_with_the_indicators_decimals(july):
    row = cells_of(
        read(render_workbook(book_of_plan(july)))["Readings"],
        Indicator="custody-rate",
        Published="0.53",
    )
    assert (row["Value"].value, row["Value"].number_format) == (0.53, "0.00")
    assert (row["Recomputed"].value, row["Recomputed"].number_format) == (0.52, "0.00")
    assert (row["Numerator"].value, row["Numerator"].data_type) == (9, "n")
    assert row["Interval low"].value == pytest.approx(0.2373, abs=1e-4)
    assert row["Interval low"].number_format == "0.00"
    assert (row["Start"].value.date(), row["End"].value.date()) == (
        date(2013, 10, 1),
        date(2014, 9, 30),
    )
    assert row["Is total"].value is None


def test_a_count_has_no_decimals_and_its_interval_one(invented_book):
    row = cells_of(invented_book["Readings"], Indicator="example-entrants")
    assert row["Value"].number_format == "0"
    assert row["Interval high"].number_format == "0.0"


def test_headers_of_readings_read_as_words(book):
    heads = [cell.value for cell in book["Readings"][1]]
    assert heads[:7] == ["Indicator", "Series", "Area", "Step", "Version", "Period", "Start"]
    assert {"Interval low", "Interval high", "Rank of", "Published on"} <= set(heads)
    assert not any("_" in head for sheet in book for head in [c.value for c in sheet[1]])


def test_no_cell_is_true_or_false(july, invented_book):
    for book in (read(render_workbook(book_of_plan(july))), invented_book):
        assert not any(c.data_type == "b" for s in book for row in s.iter_rows() for c in row)


def test_charts_stand_under_the_table_that_they_are_drawn_from(july):
    content = render_workbook(book_of_plan(july))
    assert len(read(content)["Charts"]._charts) == 4
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("xl/drawings/drawing1.xml"))
    said = [e.get("descr") for e in root.iter() if e.tag.endswith("cNvPr")]
    assert said == [chart.description for chart in july.charts]
    assert all("Published values " in words for words in said)


def test_tables_hold_what_the_documents_print(july, book):
    printed = table(read(render_workbook(book_of_plan(july)))["Tables"])
    row = next(r for r in printed if r["Row"] == "Q2 14/15" and r["Column"] == "Rate per 1,000")
    assert (row["As printed"], row["Number"], row["Comes to"]) == ("0.53", 0.53, 0.52)
    assert row["Document"] == "Scrutiny panel’s agenda pack, 16 June 2015"
    assert row["What does not add up"].startswith("Needs a population")
    assert {r["Document"] for r in table(book["Tables"])} == {
        "Full joint inspection report, February 2014"
    }


def test_the_notes_say_what_the_columns_of_indicators_mean(book):
    said = dict(notes(book))
    assert "never replaces it" in said["Recomputed"]
    assert "never added up" in said["Rows that overlap"]


def test_every_page_of_the_boards_says_for_whom_it_is_and_that_it_is_a_draft(book):
    for sheet in book:
        assert sheet.oddHeader.right.text == "The board, confidential. Draft"


def test_questions_name_the_actions_that_bear_their_codes(invented_book):
    asked: dict[str, set] = {}
    for question in table(invented_book["Questions"]):
        for ref in question["About"].split("; "):
            asked.setdefault(ref, set()).add(question["Code"])
    for ref, row in actions(invented_book).items():
        codes = (row["Questions"].value or "").split("; ") if row["Questions"].value else []
        assert len(codes) == len(set(codes))
        assert set(codes) == asked.get(ref, set())


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
    cell = actions(read(render_workbook(book_of_plan(with_title(pack, text)))))["1.1"]["Action"]
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
    assert render_workbook(book_of_plan(pack)) == render_workbook(book_of_plan(pack))


def test_the_file_of_a_draft_bears_no_day(pack):
    with zipfile.ZipFile(io.BytesIO(render_workbook(book_of_plan(pack)))) as archive:
        said = archive.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "created" not in said
    assert "modified" not in said
    assert "Plan monitoring" in said


def test_one_that_is_made_says_by_whom_and_when(loaded):
    made = Made("Panel officer", datetime(2015, 6, 1, 9, 30, tzinfo=UTC))
    book = read(
        render_workbook(
            book_of_plan(pack_of(loaded, date(2015, 4, 23), made=made, issue_text="Issue 1"))
        )
    )
    assert book["Cover"]["B8"].value == "Issue 1"
    assert book.properties.modified.isoformat() == "2015-06-01T09:30:00"


def test_it_prints_in_landscape_to_the_width_with_its_header_on_every_sheet(book):
    sheet = book["Actions"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_only_ratings_of_the_plans_key_can_be_chosen(book, pack):
    (rule,) = book["Actions"].data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "K2:K105")
    words = [row.mark.word for row in pack.key]
    assert rule.formula1 == f'"{",".join([*words, "Unrated"])}"'
    assert rule.showErrorMessage
    (updates,) = book["Updates"].data_validations.dataValidation
    assert updates.formula1 == rule.formula1


def test_a_rating_that_is_chosen_takes_its_colours_and_keeps_its_word(book, pack):
    rules = {
        rule.formula[0]: rule.dxf
        for cells in book["Actions"].conditional_formatting
        for rule in cells.rules
    }
    assert list(rules) == [f'"{row.mark.word}"' for row in pack.key] + ['"Unrated"']
    assert rules['"Green"'].fill.bgColor.rgb.lower() == "00e1f2e9"
    assert rules['"Green"'].font.b


def test_a_key_with_a_comma_in_a_word_is_not_made_a_list(pack):
    sheet = openpyxl.Workbook().active
    choices = (Mark("Green, in part", Colour.GREEN, "complete"),)
    content = Sheet("Actions", (Column("Reported", lambda r: r, choices=choices),), ("x",))
    write_sheet(sheet, content, CellWriter(sheet.parent))
    assert not sheet.data_validations.dataValidation
    assert len(sheet.conditional_formatting) == 1


def test_the_cover_leads_to_every_sheet(book):
    links = {
        c.hyperlink.location: c.value
        for row in book["Cover"].iter_rows()
        for c in row
        if c.hyperlink
    }
    assert list(links) == [f"'{name}'!A1" for name in SHEETS[1:]]
    assert (
        links["'Actions'!A1"] == "Actions: the actions of the plan as they stood on 23 April 2015"
    )


def test_each_chart_is_said_in_words(july):
    book = read(render_workbook(book_of_plan(july)))
    said = table(book["Figures"])
    assert [row["Ref"] for row in said] == [chart.ref for chart in july.charts]
    assert [row["What it shows"] for row in said] == [chart.sentence for chart in july.charts]


OF_THE_REPORT = [
    "Conclusions",
    "Recommendations",
    "Evidence",
    "Panel meetings",
    "Witnesses",
    "Documents received",
    "Members",
    "Glossary",
]


@pytest.fixture
def report(loaded) -> openpyxl.Workbook:
    review = Review.objects.get(plan=loaded)
    on = date(2015, 7, 1)
    return read(render_workbook(book_for(loaded, on, kind=Kind.SCRUTINY, review=review)))


def test_the_reports_workbook_adds_what_the_review_is_made_of(report):
    assert report.sheetnames == [*SHEETS, *OF_THE_REPORT]
    assert [list(report[name].tables) for name in OF_THE_REPORT] == [
        [name.replace(" ", "_")] for name in OF_THE_REPORT
    ]


def test_recommendations_have_their_conclusions_and_implications(report):
    rows = table(report["Recommendations"])
    assert [row["Number"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert len(table(report["Conclusions"])) == 5
    assert all(row["Conclusions"] and row["Action by"] for row in rows)
    assert all(row["Policy framework"] and row["Resource implications"] for row in rows)
    assert {row["Answer"] for row in rows} == {None}


def test_evidence_is_plain_words_under_its_number(report):
    rows = table(report["Evidence"])
    numbers = [row["Number"] for row in rows]
    assert len(set(numbers)) == len(numbers)
    assert all(row["Text"] and row["Objective"] for row in rows)
    assert not any("{{" in row["Text"] or "**" in row["Text"] for row in rows)


def test_a_review_of_which_little_is_recorded_has_headers_and_notes(loaded, user_of):
    review = begun(loaded, user_of(Position.PANEL_OFFICER))
    content = render_workbook(book_for(loaded, date(2015, 7, 1), kind=Kind.SCRUTINY, review=review))
    book = read(content)
    for name in OF_THE_REPORT:
        assert book[name]["A1"].value
        assert book[name]["A2"].value is None
        assert (name, "none recorded") in notes(book)
