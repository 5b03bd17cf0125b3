"""The pages of indicators as a browser gets them: what stands on them, and what bad addresses get."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, SourceTable
from indicators.services.writing import IndicatorWriter
from plans.rules.access import Position
from tests.conftest import AT
from tests.indicators.defined import reading as add
from tests.indicators.test_known_figures import FIGURE_3, FIGURE_4
from tests.indicators.test_source_tables import REFS

THEN = "as_at=2015-07-01"
CUSTODY = f"/indicators/custody-rate/?{THEN}"
MOST = 12  # queries of a page that was read before (tests/test_pages.py)


@pytest.fixture
def get(client_of, loaded):
    client = client_of(Position.BOARD_MEMBER)
    return lambda address: client.get(address)


def html_of(response) -> str:
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def words(html: str) -> str:
    """What a reader without styles or scripts gets: the text of the page, with single spaces."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def row_of(html: str, heading: str) -> list[str]:
    """The texts of the first row of a table whose heading begins so."""
    for row in re.findall(r"<tr\b.*?</tr>", html, flags=re.DOTALL):
        texts = [words(c) for c in re.findall(r"<t[hd]\b.*?</t[hd]>", row, flags=re.DOTALL)]
        if texts and texts[0].startswith(heading):
            return texts
    raise AssertionError(heading)


def csv_of(response) -> list[dict[str, str]]:
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


# ---------- one indicator ----------


def test_custody_opens_with_its_sentence(get):
    text = words(html_of(get(CUSTODY)))
    assert (
        "Use of custody fell from 1.50 to 0.53 per 1,000, further than chance alone explains."
        in text
    )
    assert "The latest rise, from 0.35, could be chance." in text


def test_its_chart_is_in_the_page_with_a_title_and_a_description(get):
    html = html_of(get(CUSTODY))
    wide, narrow = re.findall(r"<svg [^>]*role=\"img\".*?</svg>", html, flags=re.DOTALL)
    for svg in (wide, narrow):
        assert 'role="img"' in svg
        (title,) = re.findall(r'<title id="([^"]+)">Use of custody, ', svg)
        (desc,) = re.findall(r'<desc id="([^"]+)">Published values 1\.50, 1\.27, ', svg)
        assert f'aria-labelledby="{title}"' in svg
        assert f'aria-describedby="{desc}"' in svg
        assert "<script" not in svg
        assert "<style" not in svg


def test_no_two_things_of_the_page_have_one_id(get):
    ids = re.findall(r'\bid="([^"]+)"', html_of(get("/indicators/custody-rate/?chart=all")))
    assert len(ids) == len(set(ids))


def test_its_table_has_published_beside_recomputed(get):
    html = html_of(get(CUSTODY)).partition("published beside recomputed")[2]
    row = row_of(html, "Q2 14/15")
    assert row[1:4] == ["9", "0.53", "differs: 0.52"]
    for period, _, count, published in FIGURE_4[:5]:
        assert row_of(html, period)[1:4] == [str(count), published, published]


def test_what_was_worked_out_says_so_without_a_pointer(get):
    """The words that an abbreviation's title has are for those who point; “derived” is for all."""
    html = html_of(get(CUSTODY)).partition("published beside recomputed")[2]
    assert row_of(html, "Q2 13/14")[0] == "Q2 13/14 October 2012 to September 2013 derived"


def test_its_flags_have_a_section_of_their_own(get):
    text = words(html_of(get(CUSTODY)).partition('id="flags"')[2])
    assert "Q2 14/15: Needs a population of 16,823 to 17,142" in text
    assert "“Figures for Quarter 3 are still falling" in text


def test_the_same_facts_are_there_for_who_sees_no_chart(get):
    text = words(re.sub(r"<svg\b.*?</svg>", " ", html_of(get(CUSTODY)), flags=re.DOTALL))
    for period, _, count, published in FIGURE_4:
        assert f"{period} " in text
        assert f" {count} " in text
        assert f" {published} " in text
    for fact in ("0.24 to 0.98", "England and Wales", "0.47", "1.1 reported complete"):
        assert fact in text


def test_a_rating_says_its_word_and_its_bands(get):
    html = html_of(get("/indicators/reoffending-binary/")).partition("beside recomputed")[2]
    assert "Red bands 2023-25" in " ".join(row_of(html, "Apr 21 - Jun 21"))


def test_without_bands_that_is_said(get):
    assert "No bands are set, so nothing is rated." in words(html_of(get(CUSTODY)))


def test_where_nothing_is_recorded_the_page_says_so(get):
    text = words(html_of(get("/indicators/kpi-01/")))
    assert "No reading is recorded by this day." in text
    assert "Nothing was found." in text


def test_a_funnel_stands_step_by_step(get):
    html = html_of(get("/indicators/example-mental-health/"))
    assert row_of(html.partition('id="steps"')[2], "Offered help")[1:3] == ["18 of 24", "75.0%"]


def test_revisions_say_what_was_shown_before(get):
    text = words(html_of(get("/indicators/example-mental-health/")))
    assert "40.4 (provisional), published 13 August 2026; now 43.9 (revised)" in text


def test_what_the_board_saw_on_27_september_2023(get):
    text = words(html_of(get("/indicators/fte-rate/?as_at=2023-09-27")))
    assert "Jan 22 - Dec 22" in text
    assert "Year end 2018/19" not in text
    assert "Jan 22 - Dec 22" not in words(html_of(get("/indicators/fte-rate/?as_at=2023-09-26")))


def test_all_years_are_drawn_where_they_are_asked_for_and_back(get):
    latest = html_of(get("/indicators/custody-rate/"))
    assert "7 earlier readings, up to December 2014, stand in the table alone." in words(latest)
    (link,) = re.findall(r'href="([^"]+)">Draw all years', latest)
    whole = html_of(get(unescape(link)))
    assert "stand in the table alone" not in words(whole)
    assert "Draw the latest years alone" in words(whole)


def test_where_all_is_drawn_nothing_more_is_offered(get):
    assert "Draw all years" not in words(html_of(get(CUSTODY)))


def test_another_word_for_the_chart_draws_the_latest_years(get):
    assert "Draw all years" in words(html_of(get("/indicators/custody-rate/?chart=none")))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/indicators/nothing/", "There is no indicator “nothing”."),
        ("/indicators/nothing/readings.csv", "There is no indicator “nothing”."),
        (
            "/indicators/custody-rate/?service=example-yjs",
            "There is no indicator “custody-rate” of Example service (invented).",
        ),
        ("/indicators/custody-rate/?service=no", "There is no such service"),
        ("/indicators/?service=no", "There is no such service"),
        ("/indicators/tables/?service=no", "There is no such service"),
        (
            "/indicators/kpi-01/?as_at=2015-07-01",
            "No document has Children in suitable accommodation by 1 July 2015: choose a later day.",
        ),
        (
            "/indicators/kpi-01/readings.csv?as_at=2015-07-01",
            "No document has Children in suitable accommodation by 1 July 2015",
        ),
        ("/indicators/tables/none/", "No document has a table “none” by "),
        (
            "/indicators/tables/2015-figure-3/?as_at=2015-06-15",
            "No document has a table “2015-figure-3” by 15 June 2015.",
        ),
        (
            "/indicators/tables/2023-fte/?known_on=2015-06-16",
            "No document has a table “2023-fte” by 16 June 2015.",
        ),
        ("/indicators/tables/2023-fte.csv?known_on=2015-06-16", "No document has a table"),
    ],
)
def test_what_is_not_there_is_answered_with_a_sentence(get, address, said):
    response = get(address)
    assert response.status_code == 404
    assert said in words(response.content.decode())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/indicators/?domain=regional",
            "There is no kind of indicator “regional”: choose one of national, april-2023, local, ",
        ),
        ("/indicators/?as_at=soon", "“soon” is not a date"),
        ("/indicators/custody-rate/?as_at=2099-01-01", "is in the future"),
        ("/indicators/custody-rate/readings.csv?known_on=soon", "“soon” is not a date"),
        ("/indicators/tables/2015-figure-3.csv?as_at=2015-02-30", "is not a date"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(get, address, said):
    response = get(address)
    assert response.status_code == 400
    assert said in words(response.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/",
        CUSTODY,
        "/indicators/tables/",
        "/indicators/tables/2015-figure-3/",
        "/indicators/custody-rate/readings.csv",
        "/indicators/tables/2015-figure-3.csv",
    ],
)
def test_pages_that_read_take_no_post_and_nobody_unknown(client_of, loaded, address):
    assert client_of(Position.MANAGER).post(address).status_code == 405
    response = Client().get(address)
    assert (response.status_code, "sign-in" in response.url or "login" in response.url) == (
        302,
        True,
    )


# ---------- the list ----------


def test_the_list_has_a_line_an_indicator(get):
    html = html_of(get(f"/indicators/?{THEN}"))
    row = row_of(html, "Use of custody")
    assert row[1] == "0.47 per 1,000 Quarter 3 to December 2014; 6 months old on 1 July 2015"
    assert row[4].startswith("Better: 0.53 per 1,000")
    assert "13 indicators, 13 with a figure, 1 better beyond chance." in words(html)


def test_the_filter_shows_one_kind_and_keeps_the_day(get):
    html = html_of(get(f"/indicators/?domain=national&{THEN}"))
    assert "Use of custody" in html
    assert "Youth share of the population" not in html
    assert 'aria-current="true">National 4' in html
    assert f'href="/indicators/?domain=monitoring&amp;{THEN}"' in html


def test_an_empty_filter_shows_all(get):
    assert "40 indicators" in words(html_of(get("/indicators/?domain=")))


def test_the_real_services_list_leads_to_the_invented_ones_and_back(get):
    html = html_of(get("/indicators/"))
    assert 'href="/indicators/?service=example-yjs"' in html
    assert "example-education" not in html
    other = html_of(get("/indicators/?service=example-yjs"))
    assert "example-education" in other
    assert "custody-rate" not in other
    assert 'href="/indicators/?service=portsmouth-yot"' in other


def test_the_real_service_may_be_named(get):
    assert "custody-rate" in html_of(get("/indicators/?service=portsmouth-yot"))


@pytest.mark.parametrize("position", list(Position))
def test_links_to_entry_are_for_who_may_enter(client_of, loaded, position):
    html = html_of(client_of(position).get("/indicators/"))
    assert ("Enter a quarter’s readings" in html) is (position == Position.MANAGER)
    assert ("Approve readings" in html) is (position in (Position.MANAGER, Position.CHAIR))
    page = html_of(client_of(position).get("/indicators/custody-rate/"))
    assert ("Change the definition" in page) is (position == Position.MANAGER)


def test_the_menu_has_the_indicators_and_marks_them_on_their_pages(get):
    for address in ("/indicators/", CUSTODY, "/indicators/tables/"):
        (item,) = [i for i in get(address).context["nav"] if i["label"] == "Indicators"]
        assert (item["url"], item["active"]) == ("/indicators/", True)
    (item,) = [i for i in get("/plans/").context["nav"] if i["label"] == "Indicators"]
    assert item["active"] is False


def test_the_menu_of_an_invented_service_stays_with_it(get):
    nav = get("/indicators/example-education/").context["nav"]
    (item,) = [i for i in nav if i["label"] == "Indicators"]
    assert item["url"] == "/indicators/?service=example-yjs"


@pytest.mark.parametrize("position", list(Position))
def test_everybody_has_it_in_the_menu(client_of, loaded, position):
    nav = client_of(position).get("/indicators/").context["nav"]
    assert "Indicators" in [item["label"] for item in nav]


# ---------- readings as a file ----------


def test_the_readings_of_custody_as_a_file(get):
    response = get(f"/indicators/custody-rate/readings.csv?{THEN}")
    assert response["Content-Disposition"] == 'attachment; filename="custody-rate-2015-07-01.csv"'
    own = {r["Period"]: r for r in csv_of(response) if r["Series"] == "local"}
    assert next(iter(own)) == "Q1 13/14"
    odd = own["Q2 14/15"]
    assert (odd["Numerator"], odd["Published"], odd["Value"], odd["Recomputed"]) == (
        *("9", "0.53", "0.53"),
        "0.52",
    )
    assert (odd["Start"], odd["End"], odd["Rank"], odd["Rating"]) == (
        *("2013-10-01", "2014-09-30", ""),
        "",
    )
    assert odd["Flags"].startswith("Needs a population")


def test_its_numbers_are_plain_and_what_is_unknown_is_empty(get):
    for ref in ("fte-rate", "reoffending-binary", "jdmp-discussed", "youth-population-share"):
        for row in csv_of(get(f"/indicators/{ref}/readings.csv")):
            for name in ("Numerator", "Denominator", "Value", "Recomputed", "Interval low"):
                assert row[name] == "" or re.fullmatch(r"[0-9]+(\.[0-9]+)?", row[name]), row
    (census,) = [
        row
        for row in csv_of(get("/indicators/youth-population-share/readings.csv"))
        if row["Series"] == "local"
    ]
    assert (census["Denominator"], census["Start"], census["Numerator"]) == ("205056", "", "")


def test_of_its_columns_none_is_lost(get):
    (row, *_) = csv_of(get("/indicators/fte-rate/readings.csv"))
    assert {"Rank of", "Interval high", "Bands", "Status", "Published on", "Source"} <= row.keys()


def test_no_text_of_it_is_taken_for_a_formula(get, manager):
    own = Indicator.objects.get(ref="custody-rate")
    odd = add(own, manager, period="=1+1", area="@SUM(A1)", published="+3")
    IndicatorWriter(by=manager, at=AT).approve(odd)
    (row,) = [
        r for r in csv_of(get("/indicators/custody-rate/readings.csv")) if "1+1" in r["Period"]
    ]
    assert (row["Period"], row["Area"], row["Published"]) == ("'=1+1", "'@SUM(A1)", "'+3")
    assert row["Value"] == ""


def test_the_file_is_as_at_the_day_and_known_on_it(get):
    for asked in ("as_at=2015-06-15", "known_on=2015-06-15"):
        rows = csv_of(get(f"/indicators/custody-rate/readings.csv?{asked}"))
        assert [r["Published"] for r in rows] == ["1.27", "0.52"]


# ---------- tables of the documents ----------


def test_figure_3_cell_by_cell_on_its_page(get):
    html = html_of(get("/indicators/tables/2015-figure-3/"))
    for period, _, cohort, reoffenders, reoffences, ratio, share in FIGURE_3:
        row = row_of(html, period)
        printed = [str(cohort), str(reoffenders), str(reoffences), ratio, share]
        assert [text.partition(" comes to ")[0] for text in row[1:]] == printed


def test_what_it_comes_to_stands_in_words(get):
    html = html_of(get("/indicators/tables/2015-figure-4/"))
    assert row_of(html, "Q2 14/15")[2] == "0.53 differs: comes to 0.52"
    assert "Q2 14/15, Rate per 1,000: Needs a population" in words(html)


def test_an_empty_cell_says_that_nothing_is_printed(get):
    html = html_of(get("/indicators/tables/2023-budget/"))
    assert row_of(html, "Police")[1:] == ["not printed", "106,400", "not printed", "106,400"]


@pytest.mark.parametrize("ref", REFS)
def test_every_table_opens_and_can_be_taken_away(get, ref):
    table = SourceTable.objects.get(ref=ref)
    page = words(html_of(get(f"/indicators/tables/{ref}/")))
    assert table.title in page
    assert table.place in page
    response = get(f"/indicators/tables/{ref}.csv")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{ref}.csv"'
    for cell in table.rows.values_list("cells__printed", flat=True):
        assert not cell or " ".join(cell.split()) in page


def test_the_list_of_tables_leads_to_every_one(get):
    html = html_of(get("/indicators/tables/"))
    found = re.findall(r'href="/indicators/tables/([^/"]+)/"', html)
    assert set(found) == set(REFS)


def test_the_list_of_tables_is_as_at_the_day(get):
    for asked in ("as_at=2015-06-16", "known_on=2015-06-16"):
        html = html_of(get(f"/indicators/tables/?{asked}"))
        found = set(re.findall(r'href="/indicators/tables/([^/"]+)/', html))
        assert found == {ref for ref in REFS if ref.startswith(("2014-", "2015-"))}


def test_a_service_without_tables_says_so(get):
    assert "No table is recorded by this day." in words(
        html_of(get("/indicators/tables/?service=example-yjs"))
    )


# ---------- queries ----------


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/",
        "/indicators/?domain=national",
        "/indicators/custody-rate/",
        "/indicators/example-mental-health/",
        "/indicators/tables/",
        "/indicators/tables/2015-figure-3/",
    ],
)
def test_read_again_a_page_asks_little_of_the_database(client_of, loaded, address):
    client = client_of(Position.BOARD_MEMBER)
    cache.clear()
    html_of(client.get(address))
    with CaptureQueriesContext(connection) as caught:
        html_of(client.get(address))
    assert len(caught) <= MOST


def test_an_indicators_page_asks_the_same_however_long_its_line(client_of, loaded, manager):
    client, own = client_of(Position.MANAGER), Indicator.objects.get(ref="custody-rate")

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as caught:
            html_of(client.get("/indicators/custody-rate/"))
        return len(caught)

    before = asked()
    for year in range(1990, 2010):
        days = {"start_on": date(year, 1, 1), "end_on": date(year, 12, 31)}
        add(own, manager, period=str(year), published="0.5", numerator=Decimal(8), **days)
    assert asked() == before
