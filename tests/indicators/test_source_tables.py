"""The tables of the documents: every one can be had again as printed, with what it comes to."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Approval, Reading, SourceTable, TableCell
from indicators.readings_csv import table_csv
from indicators.selectors.source_tables import document_tables, table_page, table_pages
from indicators.services.readings import add_reading
from indicators.services.writing import IndicatorWriter
from plans.models import Source
from tests.conftest import AT, FIXTURES
from tests.indicators.as_loaded import TODAY, cells, service, table
from tests.indicators.test_known_figures import FIGURE_3, FIGURE_4

DOCUMENTS = (
    "2014-inspection-report",
    "2015-scrutiny-pack",
    "2019-strategic-plan",
    "2023-youth-justice-plan",
)


def refs() -> list[str]:
    """Every table of the fixture files, without a database."""
    import tomllib

    files = (tomllib.loads((FIXTURES / f"{name}.toml").read_text()) for name in DOCUMENTS)
    return [given["ref"] for file in files for given in file.get("table", ())]


REFS = refs()


def csv_rows(ref: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_csv(table(ref)).decode("utf-8-sig"))))


# ---------- as printed ----------


def test_figure_3_cell_by_cell(loaded):
    """2015 pack, report, lines 316-322; in the order of its columns."""
    page = table("2015-figure-3")
    assert page.columns == (
        "Cohort size",
        "Re-offenders within 12 months",
        "Re-offences within 12 months",
        "Offences per offender",
        "Proportion of young people who re-offend",
    )
    assert cells("2015-figure-3") == {
        period: [str(cohort), str(reoffenders), str(reoffences), ratio, share]
        for period, _, cohort, reoffenders, reoffences, ratio, share in FIGURE_3
    }


def test_figure_4_cell_by_cell(loaded):
    assert table("2015-figure-4").columns == ("Number of custodial sentences", "Rate per 1,000")
    assert cells("2015-figure-4") == {
        period: [str(count), rate] for period, _, count, rate in FIGURE_4
    }


def test_the_averages_and_ranks_of_2023_cell_by_cell(loaded):
    assert cells("2023-averages-and-ranks") == {
        "First Time Entrants": ["148", "183", "229", "7 of 7"],
        "Reoffending": ["31.1%", "34.3%", "43.2%", "7 of 7"],
        "Use of custody": ["0.11", "0.09", "0.17", "6 of 7"],
    }


def test_the_rolling_cohorts_of_2023_cell_by_cell(loaded):
    """Lines 437-443."""
    assert cells("2023-reoffending") == {
        "Apr 20 - Jun 20": ["15", "4", "15", "26.7%"],
        "Jul 20 - Sep 20": ["36", "15", "54", "41.7%"],
        "Oct 20 - Dec 20": ["36", "12", "46", "33.33%"],
        "Jan 21 - Mar 21": ["30", "17", "86", "56.7%"],
        "Apr 21 - Jun 21": ["30", "13", "90", "43.3%"],
    }


def test_resolutions_of_2022_23_cell_by_cell(loaded):
    assert cells("2023-ycr-2022-23") == {
        "Number of YCRs commenced (allocated)": ["8", "10", "5", "1", "24"],
        "Number of YCRs screened/discussed": ["65", "60", "107", "95", "327"],
    }


def test_the_live_trackers_figures_and_those_of_quarter_3_have_tables_of_their_own(loaded):
    assert cells("2015-projections") == {
        "Binary rate": ["23.5%", "13.1%"],
        "Frequency rate": ["0.78%", "0.46%"],
    }
    assert cells("2015-quarter-3") == {
        "Reoffending per offender": ["1.74"],
        "Custody rate per 1,000": ["0.47"],
    }


def test_remands_in_words_are_shown_in_words(loaded):
    assert list(cells("2015-remands").values()) == [["no"], ["one"]]
    assert cells("2023-remands")["Into youth detention accommodation (children in 2022-23)"] == [
        "Six",
        "3",
    ]


def test_bands_are_shown_as_they_are_written(loaded):
    assert cells("2023-bands")["First Time Entrants"] == ["<224", "223 - 340", ">341"]
    assert cells("2019-bands-2018-19")["3 First time entrants"][0] == "G= <313, A= 314-400, R=>401"


@pytest.mark.parametrize("ref", REFS)
def test_every_cell_has_a_row_a_column_and_what_is_printed(loaded, ref):
    page = table(ref)
    assert page.title
    assert page.document
    assert page.place
    assert all(len(row.cells) == len(page.columns) for row in page.rows)
    assert all(any(cell.text or cell.recomputed_text for cell in row.cells) for row in page.rows)
    n_texts = sum(bool(cell.text) for row in page.rows for cell in row.cells)
    unprinted = {"reading__published": "", "figure": "published"}
    stored = TableCell.objects.filter(row__table__ref=ref)
    assert n_texts == stored.count() - stored.filter(reading__isnull=False, **unprinted).count()


def test_every_printed_figure_of_a_reading_is_that_readings(loaded):
    for cell in TableCell.objects.filter(figure="published").select_related(
        "reading", "row__table"
    ):
        texts = [c.text for row in table(cell.row.table.ref).rows for c in row.cells]
        assert cell.reading.published in texts


# ---------- what it comes to ----------


def test_the_rate_that_comes_to_another_stands_with_both(loaded):
    of = {row.heading: row.cells[1] for row in table("2015-figure-4").rows}
    found = of["Q2 14/15"]
    assert (found.text, found.number, found.recomputed_text) == ("0.53", Decimal("0.53"), "0.52")
    assert found.is_differing
    assert [flag.code for flag in found.flags] == ["population-jump"]
    assert not any(cell.is_differing for heading, cell in of.items() if heading != "Q2 14/15")


def test_only_published_figures_are_worked_out_again(loaded):
    row = table("2015-figure-3").rows[0]
    assert [cell.recomputed_text for cell in row.cells] == ["", "", "", "1.82", "46.9"]


def test_shares_of_figure_3_do_not_differ_though_one_has_a_sign(loaded):
    assert not any(cell.is_differing for row in table("2015-figure-3").rows for cell in row.cells)


def test_what_does_not_add_up_is_said_once_with_its_row_and_column(loaded):
    (flag,) = table("2015-figure-4").flags
    assert flag.text.startswith("Q2 14/15, Rate per 1,000: Needs a population of 16,823")
    assert table("2015-figure-4").checked_text == (
        "Each figure was worked out again from its own counts where they are printed. "
        "1 thing does not add up."
    )


def test_no_sum_of_the_documents_is_wrong(loaded):
    sums = {ref for ref in REFS if ref.startswith(("2023-budget", "2023-ycr", "2023-jdmp"))}
    assert len(sums) == 5
    flags = {flag.code for ref in sums for flag in table(ref).flags}
    assert "total-differs" not in flags


def test_a_wrong_sum_is_found(loaded):
    cell = TableCell.objects.get(
        row__table__ref="2023-budget", row__heading="Police", column__heading="Total"
    )
    cell.printed = "106,401"
    cell.save()
    codes = {flag.code for flag in table("2023-budget").flags}
    assert codes == {"total-differs"}


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("2015-figure-1", "Its numbers are not in the text of the document."),
        ("2014-sample", "Nothing in it can be worked out again."),
        ("2023-budget", "Each total was added up again. 0 things do not add up."),
    ],
)
def test_it_says_what_was_worked_out_again(loaded, ref, said):
    assert table(ref).checked_text == said


def test_a_figure_that_is_an_image_is_there_without_rows(loaded):
    page = table("2015-figure-1")
    assert page.rows == ()
    assert "an image" in page.note


def test_it_leads_to_the_indicators_in_it(loaded):
    urls = [link.url for link in table("2015-figure-3").indicators]
    assert urls == ["/indicators/reoffending-binary/", "/indicators/reoffending-frequency/"]


# ---------- as at a day ----------


def test_a_table_is_there_from_the_day_of_its_document(loaded):
    assert table_page(service(), "2015-figure-3", as_at=date(2015, 6, 15)) is None
    assert table_page(service(), "2015-figure-3", as_at=date(2015, 6, 16)) is not None


def test_one_of_a_document_without_a_day_from_its_recording(loaded):
    assert table_page(service(), "2019-year-end", as_at=date(2026, 11, 19)) is None
    assert table_page(service(), "2019-year-end", as_at=TODAY) is not None


def test_the_documents_stand_oldest_first_and_one_without_a_day_last(loaded):
    found = document_tables(service(), as_at=TODAY)
    assert [d.title[:12] for d in found] == [
        *("Full joint i", "Scrutiny pan", "Youth Justic", "Youth Justic")
    ]
    assert found[0].published_text == "Published February 2014"
    assert found[3].published_text == "Published 2019-20"
    assert [len(d.lines) for d in found] == [16, 12, 18, 8]


def test_the_budget_stands_first_in_its_document(loaded):
    of_2023 = document_tables(service(), as_at=TODAY)[2]
    assert of_2023.lines[0].ref == "2023-budget"


def test_by_2014_there_are_its_tables_alone(loaded):
    (found,) = document_tables(service(), as_at=date(2014, 2, 28))
    assert {line.ref[:5] for line in found.lines} == {"2014-"}


def test_the_list_says_how_large_each_is_and_what_does_not_add_up(loaded):
    lines = {x.ref: x for d in document_tables(service(), as_at=TODAY) for x in d.lines}
    assert lines["2015-figure-3"].size_text == "6 rows, 5 columns"
    assert lines["2015-figure-1"].size_text == "no numbers in the text"
    assert lines["2014-sample"].size_text == "5 rows, 1 column"
    assert (lines["2015-figure-4"].n_flags, lines["2023-budget"].n_flags) == (1, 0)


# ---------- as a file ----------


@pytest.mark.parametrize("ref", REFS)
def test_every_table_is_a_file_with_the_very_texts(loaded, ref):
    page, rows = table(ref), csv_rows(ref)
    assert rows[1] == ["", *page.columns]
    printed = [[row.heading, *(cell.text for cell in row.cells)] for row in page.rows]
    got = [[text.removeprefix("'") for text in row] for row in rows[2 : 2 + len(printed)]]
    assert got == printed


def test_beneath_each_figure_has_its_number_and_what_it_comes_to(loaded):
    rows = csv_rows("2015-figure-4")
    head = rows.index(
        ["Row", "Column", "As printed", "Number", "Comes to", "What does not add up", "Place"]
    )
    (odd,) = [r for r in rows[head:] if r[:2] == ["Q2 14/15", "Rate per 1,000"]]
    assert odd[2:5] == ["0.53", "0.53", "0.52"]
    assert odd[5].startswith("Needs a population")
    assert odd[6] == "Report, Fig 4, row Q2 14/15"


def test_what_could_be_taken_for_a_formula_is_text(loaded, manager):
    writer = IndicatorWriter(by=manager, at=AT, source=Source.objects.get(ref="2015-scrutiny-pack"))
    odd = writer.add_table(
        service(), place="p. 1", ref="odd", position=99, title="Odd", kind="figures"
    )
    column = writer.add_column(odd, position=1, heading="@sum")
    row = writer.add_row(odd, position=1, heading="-2+3")
    writer.add_cell(row, column, printed="=cmd()")
    rows = csv_rows("odd")
    assert rows[1] == ["", "'@sum"]
    assert rows[2] == ["'-2+3", "'=cmd()"]


def test_plus_minus_five_is_kept_as_text(loaded):
    """“+/-5” of Appendix 2, 2.3 i): a spreadsheet would take it for a sum."""
    rows = [r for r in csv_rows("2023-numbers-in-prose") if r and r[0].startswith("Cohort named")]
    assert [row[-1] if len(row) == 2 else row[2] for row in rows] == ["'+/-5", "'+/-5"]


# ---------- queries ----------


def test_all_tables_take_the_queries_of_one(loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        assert len(table_pages(service(), as_at=TODAY)) == len(REFS)


def test_given_what_was_gathered_it_takes_five(loaded, django_assert_max_num_queries):
    own = service()
    with django_assert_max_num_queries(5):
        table_pages(own, as_at=TODAY, states=())


def test_the_references_are_the_services(loaded):
    assert set(SourceTable.objects.values_list("ref", flat=True)) == set(REFS)


def test_a_table_keeps_what_its_document_printed_when_a_reading_is_revised(loaded, manager, chair):
    old = Reading.objects.get(indicator__ref="fte-rate", series="local", published="494")
    new = add_reading(
        old.indicator,
        by=manager,
        at=AT,
        period=old.period,
        start_on=old.start_on,
        end_on=old.end_on,
        published="495",
        status="revised",
        corrects=old,
    )
    Approval.objects.create(reading=new, recorded_by=chair, recorded_at=AT)
    page = table_page(service(), "2014-yjb-indicators", as_at=TODAY)
    assert "494" in [cell.text for row in page.rows for cell in row.cells]
