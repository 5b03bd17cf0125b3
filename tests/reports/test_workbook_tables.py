"""The tables of the documents as one workbook, read back against numbers typed from the sources."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from indicators.readmodels_tables import Cell, Row, TablePage
from plans.models import Service
from plans.rules.access import Position
from reports.pack_tables import number_of, printed_number, shown, table_rows, tables_file
from reports.readmodels_indicators import Number, TablesFile, TableSheet
from reports.workbook_cells import short_title
from reports.workbook_tables import render_tables

ON = date(2015, 7, 1)
# Scrutiny panel's agenda pack, 16 June 2015, report, Fig 3: cohort, re-offenders, re-offences,
# offences per offender, proportion of young people who re-offend.
FIG_3 = {
    "Q1 (13/14)": (350, 164, 636, "1.82", "46.9%"),
    "Q2 (13/14)": (343, 168, 653, "1.90", "49.0%"),
    "Q3 (13/14)": (333, 161, 608, "1.83", "48.3%"),
    "Q4 (13/14)": (323, 158, 614, "1.90", "48.9%"),
    "Q1 (14/15)": (304, 138, 550, "1.81", "45.4%"),
    "Q2 (14/15)": (277, 123, 506, "1.83", "44.4%"),
}
# The same, Fig 4: custodial sentences, rate per 1,000; then what the rate comes to on 17,345.
FIG_4 = {
    "Q1 13/14": (26, "1.50", "1.50"),
    "Q2 13/14": (22, "1.27", "1.27"),
    "Q3 13/14": (16, "0.92", "0.92"),
    "Q4 13/14": (12, "0.69", "0.69"),
    "Q1 14/15": (6, "0.35", "0.35"),
    "Q2 14/15": (9, "0.53", "0.52"),
}


@pytest.fixture
def file(loaded) -> TablesFile:
    return tables_file(loaded.service, as_at=ON)


@pytest.fixture
def book(file) -> openpyxl.Workbook:
    return read(render_tables(file))


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet(book, words: str):
    return next(s for s in book if words in s.title)


def as_shown(cell) -> str:
    """What a spreadsheet shows of a cell, by its number format."""
    if isinstance(cell.value, str) or cell.value is None:
        return cell.value or ""
    digits, _, after = cell.number_format.partition('"')
    places = len(digits.partition(".")[2])
    comma = "," if "," in digits else ""
    return f"{cell.value:{comma}.{places}f}{after.strip(chr(34))}"


def shown_rows(page, n: int) -> dict[str, tuple[str, ...]]:
    """The first rows of a sheet as they are shown, by their heading."""
    rows = list(page.iter_rows(min_row=2, max_row=n + 1))
    return {row[0].value: tuple(as_shown(c) for c in row[1:]) for row in rows}


def test_figure_3_is_as_printed_cell_by_cell(book):
    found = shown_rows(sheet(book, "Fig 3"), 6)
    assert {k: v[:5] for k, v in found.items()} == {
        k: tuple(str(x) for x in v) for k, v in FIG_3.items()
    }
    for heading, printed in FIG_3.items():
        assert found[heading][5:7] == printed[3:5]  # what they come to is what is printed


def test_figure_4_is_as_printed_cell_by_cell_beside_what_it_comes_to(book):
    found = shown_rows(sheet(book, "Fig 4"), 6)
    assert {k: v[:3] for k, v in found.items()} == {
        k: tuple(str(x) for x in v) for k, v in FIG_4.items()
    }


def test_figures_are_numbers(book):
    for row in sheet(book, "Fig 3").iter_rows(min_row=2, max_row=7, min_col=2, max_col=8):
        assert {cell.data_type for cell in row} == {"n"}


def test_its_header_has_the_printed_columns(book):
    heads = [c.value for c in sheet(book, "Fig 4")[1]]
    assert heads == [
        "Row",
        "Number of custodial sentences",
        "Rate per 1,000",
        "Rate per 1,000, comes to",
        "Place",
    ]


def test_what_does_not_add_up_is_listed_below_the_table(book):
    page = sheet(book, "Fig 4")
    assert page.tables["Table_20"].ref == "A1:E7"
    below = [row[0].value for row in page.iter_rows(min_row=8) if row[0].value]
    assert below[0] == "Notes, and what does not add up"
    assert "1 thing does not add up" in below[1]
    assert below[2].startswith("Q2 14/15, Rate per 1,000: Needs a population of 16,823")


def test_words_stay_words(book):
    remanded = shown_rows(sheet(book, "remanded"), 2)
    assert [row[0] for row in remanded.values()] == ["no", "one"]


def test_the_cover_names_the_service_the_day_and_every_table(book, file):
    rows = list(book["Cover"].iter_rows(min_row=2, values_only=True))
    assert rows[1][1] == "Portsmouth Youth Offending Team"
    assert rows[2][1].date() == ON
    assert [r[0] for r in rows[6:]] == [t.name for t in file.sheets]
    assert len(book.sheetnames) == len(file.sheets) + 1
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_it_has_no_table_of_a_later_document(file, loaded):
    assert {t.page.document[:4] for t in file.sheets} == {"Full", "Scru"}
    assert len(tables_file(loaded.service, as_at=date(2026, 11, 20)).sheets) > len(file.sheets)


def test_no_cell_is_a_formula_and_each_sheet_is_one_table(book):
    types = {c.data_type for s in book for row in s.iter_rows() for c in row}
    assert types <= {"s", "n", "d"}
    assert {len(s.tables) for s in book} == {1}


def test_the_same_tables_give_the_same_bytes(file):
    assert render_tables(file) == render_tables(file)


def page_of(*cells: Cell, columns: tuple[str, ...]) -> TablePage:
    return TablePage(
        ref="t",
        title="A/B: one [two], " + "long " * 9,
        document="D",
        place="P",
        kind="Figures",
        unit="",
        note="As printed & more.",
        columns=columns,
        rows=(Row("one", "", cells),) if cells else (),
        flags=(),
        checked_text="Nothing in it can be worked out again.",
        indicators=(),
    )


def file_of(page: TablePage) -> TablesFile:
    return TablesFile("S", ON, "1 July 2015", "1 table.", "", (TableSheet("T1", page),))


def test_columns_of_one_name_are_told_apart():
    page = page_of(Cell("1"), Cell("2"), Cell("3"), columns=("Row", "", ""))
    heads = [c.value for c in read(render_tables(file_of(page))).worksheets[1][1]]
    assert heads == ["Row", "Row (2)", "Column", "Column (2)"]


def test_a_table_whose_numbers_are_lost_says_so():
    page = read(render_tables(file_of(page_of(columns=())))).worksheets[1]
    below = [row[0].value for row in page.iter_rows(min_row=3) if row[0].value]
    assert below[1:] == ["As printed & more.", "Its numbers are not in the text of the document."]


def test_an_invented_service_says_so_on_every_sheet(loaded):
    invented = Service.objects.get(is_invented=True)
    assert tables_file(invented, as_at=date(2026, 11, 20)).invented_head == "Invented service."


def test_a_sheets_title_ends_with_a_word():
    assert short_title("T1 A/B: one [two], " + "long " * 9) == "T1 A B one two , long long long"
    assert short_title("T9 Shares in theme 2, protecting the public") == "T9 Shares in theme 2"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.50", Number(Decimal("1.50"), 2)),
        ("350", Number(Decimal(350), 0)),
        ("14,300", Number(Decimal(14300), 0, has_thousands=True)),
        ("46.9%", Number(Decimal("46.9"), 1, after="%")),
        ("£262,140", Number(Decimal(262140), 0, has_thousands=True, before="£")),
        ("-3", Number(Decimal(-3), 0)),
        ("one", None),
        ("75-85%", None),
        ("007", None),  # shown as a number it would be 7
        ("", None),
    ],
)
def test_a_number_is_one_only_where_it_shows_as_printed(text, number):
    found = printed_number(text)
    assert found == number
    if found:
        assert shown(found) == text


def test_a_word_that_means_a_number_has_no_decimals():
    assert number_of("one", Decimal("1.000000")) == Number(Decimal("1.000000"), 0)
    assert number_of("none", None) is None


def test_the_long_form_has_a_row_for_each_printed_figure(file):
    rows = table_rows(t.page for t in file.sheets)
    fig_4 = [r for r in rows if r.table.startswith("Fig 4")]
    assert len(fig_4) == 12
    last = fig_4[-1]
    assert (last.row, last.column, last.printed) == ("Q2 14/15", "Rate per 1,000", "0.53")
    assert (last.number.value, last.comes_to.value) == (Decimal("0.53"), Decimal("0.52"))
    assert last.flags.startswith("Needs a population of 16,823")
    lost = next(r for r in rows if r.table.startswith("Fig 1"))
    assert lost.row == "Its numbers are not in the text of the document."


# ---------- the address ----------


@pytest.fixture
def client(loaded, client_of):
    return client_of(Position.PANEL_OFFICER)


def test_it_comes_as_a_file_of_the_day(client):
    response = client.get(reverse("reports:tables"), {"as_at": "2015-07-01"})
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith('-2015-07-01.xlsx"')
    assert sheet(read(response.content), "Fig 3")


def test_of_a_service_without_tables_there_is_none(client):
    ref = Service.objects.get(is_invented=True).ref
    response = client.get(reverse("reports:tables"), {"service": ref})
    assert response.status_code == 404
    assert "No document has a table by" in response.content.decode()


def test_before_any_document_there_is_none(client):
    assert client.get(reverse("reports:tables"), {"as_at": "2013-01-01"}).status_code == 404


def test_an_unknown_service_is_not_found(client):
    assert client.get(reverse("reports:tables"), {"service": "none"}).status_code == 404


def test_the_list_of_tables_and_the_packs_lead_to_it(client):
    for page in ("indicators:table-list", "reports:packs"):
        html = client.get(reverse(page), {"as_at": "2015-07-01"}).content.decode()
        assert "/packs/tables.xlsx?as_at=2015-07-01" in html
