"""Native charts: the cells that they are drawn from, and their words for who cannot see them."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from xml.etree import ElementTree

import openpyxl
import pytest

from indicators.readmodels_chart import ChartMark
from reports.charts_excel import add_charts, stretches
from reports.charts_sheet import chart_sheet
from reports.workbook import saved as bytes_of
from reports.workbook_cells import CellWriter
from reports.workbook_layout import write_sheet
from tests.reports import charts

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
EVERY = (charts.custody(), charts.entrants(target=150.0), charts.decade(), charts.chart(()))


def saved(shown) -> bytes:
    """A workbook with the sheet of these charts alone."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Charts"
    write_sheet(sheet, chart_sheet(shown), CellWriter(book))
    add_charts(sheet, shown)
    book.properties.created = book.properties.modified = day(2020, 1, 1)
    return bytes_of(book)


@pytest.fixture(scope="module")
def content() -> bytes:
    return saved(EVERY)


def xml(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def chart_xml(shown, n: int = 1) -> ElementTree.Element:
    return xml(saved(shown), f"xl/charts/chart{n}.xml")


def rows(content: bytes) -> list[dict]:
    cells = list(openpyxl.load_workbook(io.BytesIO(content))["Charts"].iter_rows(values_only=True))
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def day(*numbers: int) -> datetime:
    """A day as it is read back: a workbook knows no zones."""
    return datetime(*numbers, tzinfo=UTC).replace(tzinfo=None)


def names(root: ElementTree.Element) -> list[str]:
    return [e.text for e in root.iterfind(f".//{C}ser/{C}tx/{C}v")]


def test_the_sheet_is_one_named_table_with_a_row_for_each_reading(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert list(book["Charts"].tables) == ["Charts"]
    assert len(rows(content)) == 7 + 1 + 5 + 40 + 1
    assert len(set(rows(content)[0])) == len(list(book["Charts"][1]))


def test_values_are_numbers_beside_the_text_as_published(content):
    row = rows(content)[0]
    assert (row["Value"], row["As published"], row["To"]) == (1.5, "1.50", day(2013, 6, 30))
    assert (row["Low"], row["High"]) == (1.02, 2.2)
    assert (row["Below value"], row["Above value"]) == (0.48, 0.7)


def test_what_is_not_known_is_an_empty_cell(content):
    gap = rows(content)[7 + 1 + 5 + 9]
    assert (gap["Value"], gap["As published"], gap["Low"], gap["Below value"]) == (
        None,
        "not given",
        None,
        None,
    )
    assert rows(content)[6]["Low"] is None


def test_comparators_limits_and_target_have_columns_of_their_own(content):
    found = rows(content)
    assert found[1]["England and Wales, same year"] == 0.52
    assert found[12]["England"] == 148
    assert found[12]["Target"] == 150
    assert (found[13]["Upper limit"], found[13]["Lower limit"]) == (34.3, 8.1)
    assert (found[13 + 23]["Upper limit"], found[13 + 23]["Lower limit"]) == (30.6, None)


def test_a_comparator_of_another_day_has_a_row_of_its_own_after_the_readings():
    marks = (ChartMark(date(2021, 6, 30), 99, "99", "England"),)
    row = rows(saved((charts.entrants(marks=marks),)))[5]
    assert (row["To"], row["England"], row["Value"], row["Note"]) == (
        day(2021, 6, 30),
        99,
        None,
        "comparator",
    )


def test_two_values_of_one_comparator_on_one_day_are_both_kept():
    at = date(2022, 12, 31)
    marks = (ChartMark(at, 148, "148", "England"), ChartMark(at, 149, "149", "England"))
    found = rows(saved((charts.entrants(marks=marks),)))
    assert [row["England"] for row in found if row["England"]] == [148, 149]


def test_a_comparator_named_like_a_column_does_not_take_its_place():
    marks = (ChartMark(date(2022, 12, 31), 1.0, "1", "Value"),)
    content = saved((charts.entrants(marks=marks),))
    assert rows(content)[4]["Value"] == 229
    assert rows(content)[4]["Value (comparator)"] == 1


def test_notes_say_what_the_drawing_shows_by_its_signs(content):
    found = rows(content)
    assert found[6]["Note"] == "no count behind it"
    assert found[7]["Note"] == "A projection has no days."
    assert found[13 + 23]["Note"] == "not comparable with the one before"
    assert found[-1]["Note"] == "No reading is recorded."


def test_a_chart_without_a_value_is_not_drawn(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawn = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
    assert len(drawn) == 3


def test_every_chart_has_its_title_and_words(content):
    found = list(xml(content, "xl/drawings/drawing1.xml").iter(f"{XDR}cNvPr"))
    assert [e.get("title") for e in found] == [chart.title for chart in EVERY[:3]]
    assert {e.get("descr") for e in found} == {"What the chart shows, in words."}


def test_without_a_description_the_sentence_is_said():
    content = saved((replace(charts.entrants(), description=""),))
    frame = next(xml(content, "xl/drawings/drawing1.xml").iter(f"{XDR}cNvPr"))
    assert frame.get("descr") == "What can be said."


def test_charts_do_not_cover_each_other_or_the_table(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Charts"]
    anchors = xml(content, "xl/drawings/drawing1.xml").findall(f"{XDR}oneCellAnchor")
    tops = [int(a.find(f"{XDR}from/{XDR}row").text) for a in anchors]
    assert tops[0] > sheet.max_row
    for top, after in pairwise(tops):
        heights = [sheet.row_dimensions[row].height or 15 for row in range(top + 1, after + 1)]
        assert 11 / 2.54 * 72 < sum(heights) < 11 / 2.54 * 72 + 40


def test_the_line_is_drawn_from_the_cells_of_its_own_rows():
    root = chart_xml(EVERY, 2)
    own = root.find(f".//{C}ser")
    assert own.find(f"{C}yVal//{C}f").text == "'Charts'!$F$10:$F$14"
    assert own.find(f"{C}xVal//{C}f").text == "'Charts'!$E$10:$E$14"
    assert own.find(f"{C}errBars/{C}plus//{C}f").text == "'Charts'!$K$10:$K$14"


def test_a_gap_and_a_rebase_part_the_line_and_the_legend_names_it_once():
    assert stretches(charts.decade().points) == [(0, 8), (11, 22), (23, 39)]
    root = chart_xml((charts.decade(),))
    assert names(root).count("Value") == 3
    hidden = [int(e.find(f"{C}idx").get("val")) for e in root.iter(f"{C}legendEntry")]
    assert [names(root)[n] for n in hidden] == [
        "Value",
        "Value",
        "Upper limit",
        "Average",
        "Lower limit",
    ]


def test_a_reading_alone_is_a_stretch_and_none_is_none():
    a, b, c, _ = charts.QUARTER_ENDS
    points = [charts.point(a, 1.0), charts.point(b, None), charts.point(c, 2.0)]
    assert stretches(points) == [(0, 0), (2, 2)]
    assert stretches([]) == []


def test_a_hollow_reading_is_hollow_and_joined_by_dots():
    root = chart_xml((charts.custody(),))
    hollow = root.findall(f".//{C}dPt")
    assert [p.find(f"{C}idx").get("val") for p in hollow] == ["6"]
    text = ElementTree.tostring(hollow[0], "unicode")
    assert "sysDot" in text
    assert "ffffff" in text


def test_comparators_are_diamonds_that_are_never_joined():
    root = chart_xml((charts.entrants(),))
    for series in root.findall(f".//{C}ser")[1:]:
        assert series.find(f"{C}marker/{C}symbol").get("val") == "diamond"
        assert "noFill" in ElementTree.tostring(series.find(f"{C}spPr"), "unicode")


def test_without_intervals_there_are_no_error_bars():
    assert chart_xml((charts.percent(),)).find(f".//{C}errBars") is None


def test_axes_are_drawn_titled_and_values_stand_on_zero():
    root = chart_xml((charts.entrants(),))
    x, y = root.findall(f".//{C}valAx")
    assert [axis.find(f"{C}delete").get("val") for axis in (x, y)] == ["0", "0"]
    assert y.find(f"{C}scaling/{C}min").get("val") == "0"
    assert x.find(f"{C}numFmt").get("formatCode") == "mmm yyyy"
    said = ["".join(axis.find(f"{C}title").itertext()) for axis in (x, y)]
    assert said == ["Last day of the period", "per 100,000"]


def test_negative_values_are_not_cut_off_at_zero():
    points = [
        charts.point(at, value)
        for at, value in zip(charts.QUARTER_ENDS, (-3, 2, 1, 4), strict=True)
    ]
    y = chart_xml((charts.chart(points),)).findall(f".//{C}valAx")[1]
    assert y.find(f"{C}scaling/{C}min") is None


@pytest.mark.parametrize(("most", "end"), [(79.0, None), (99.0, "100"), (104.0, None)])
def test_a_percentage_ends_at_a_hundred_where_its_values_come_near(most, end):
    points = [charts.point(at, most) for at in charts.QUARTER_ENDS]
    y = chart_xml((charts.chart(points, is_percent=True),)).findall(f".//{C}valAx")[1]
    found = y.find(f"{C}scaling/{C}max")
    assert (found.get("val") if found is not None else None) == end


@pytest.mark.parametrize(
    ("n", "years"), [(1, 0.25), (5, 0.25), (13, 0.25), (14, 1), (40, 1), (60, 2)]
)
def test_days_are_named_by_quarters_or_by_as_many_years_as_they_need(n, years):
    points = [charts.point(at, 1.0) for at in charts.quarter_ends(n)]
    x = chart_xml((charts.chart(points),)).findall(f".//{C}valAx")[0]
    assert float(x.find(f"{C}majorUnit").get("val")) == pytest.approx(365.25 * years)


def test_the_same_charts_give_the_same_bytes(content):
    assert saved(EVERY) == content


def test_no_text_of_a_chart_becomes_a_formula():
    points = (charts.point(date(2020, 3, 31), 1.0, text="=1+1", period="=A1"),)
    content = saved((charts.chart(points, title="=1+1"),))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Charts"]
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}


def test_the_axis_reaches_the_intervals_where_they_end_above_every_value():
    y = chart_xml((charts.custody(),)).findall(f".//{C}valAx")[1]
    highest = max(point.high for point in charts.custody().points if point.high is not None)
    assert float(y.find(f"{C}scaling/{C}max").get("val")) >= highest


def test_the_first_column_has_the_indicators_name():
    named = replace(charts.entrants(), name="First time entrants")
    assert rows(saved((named,)))[0]["Indicator"] == "First time entrants"
    assert rows(saved((charts.entrants(),)))[0]["Indicator"] == charts.entrants().title


def test_numbers_show_the_indicators_decimals(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Charts"]
    heads = [cell.value for cell in sheet[1]]
    shown = {h: sheet.cell(2, n).number_format for n, h in enumerate(heads, start=1)}
    assert (shown["Value"], shown["Low"], shown["Above value"]) == ("0.00", "0.00", "0.00")
    assert sheet.cell(10, heads.index("Value") + 1).number_format == "0"
    assert sheet.cell(10, heads.index("Low") + 1).number_format == "0.0"


def test_charts_are_printed_across_one_page_and_never_cut_through(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Charts"]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 10 <= sheet.page_setup.scale < 100
    tops = [
        int(a.find(f"{XDR}from/{XDR}row").text)
        for a in xml(content, "xl/drawings/drawing1.xml").findall(f"{XDR}oneCellAnchor")
    ]
    assert {b.id + 1 for b in sheet.row_breaks.brk} <= set(tops)
    assert sheet.row_breaks.brk[0].id + 1 == tops[0]
