"""The papers as pages offer them."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from plans.rules.access import Position
from plans.selectors.plans import get_plan
from reports.asking import asked_for
from reports.papers import FORMATS, gathered

pytestmark = pytest.mark.django_db
URL = "/plans/2014-improvement/pack/"


@pytest.fixture
def client(loaded, client_of):
    return client_of(Position.BOARD_MEMBER)


def test_the_workbook_comes_under_a_name_that_says_what_it_is(client):
    response = client.get(URL, {"format": "xlsx", "as_at": "2015-04-23"})
    assert response.status_code == 200
    assert response["Content-Disposition"] == (
        'attachment; filename="2014-improvement-2015-04-23.xlsx"'
    )
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book["Cover"]["B6"].value.date() == date(2015, 4, 23)


@pytest.mark.pdf
@pytest.mark.slow
def test_the_pdf_is_what_one_gets_unasked(client):
    response = client.get(URL, {"as_at": "23/04/2015"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"format": "gif"}, "There is no format"),
        ({"audience": "exempt"}, "names the paragraph of Schedule 12A"),
        ({"audience": "exempt", "paragraph": "x"}, "names the paragraph of Schedule 12A"),
        ({"audience": "press"}, "There is no audience"),
        ({"known_on": "2015-04-23"}, "leave known_on out of the address"),
        ({"as_at": "soon"}, "is not a date"),
        ({"as_at": "2099-01-01"}, "in the future"),
        ({"as_at": "2013-12-31"}, "begins on 1 January 2014"),
    ],
)
def test_what_cannot_be_made_gets_a_page_with_one_sentence(client, query, words):
    response = client.get(URL, query)
    assert response.status_code == 400
    assert words in response.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"audience": "public"}, "The public"),
        ({"audience": "exempt", "paragraph": "3"}, "paragraph 3"),
    ],
)
def test_a_draft_for_others_is_downloaded_as_well(client, query, words):
    response = client.get(URL, query | {"format": "html", "as_at": "2015-04-23"})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_unknown_plan_is_not_found(client):
    assert client.get("/plans/1999-plan/pack/").status_code == 404


def test_a_machine_without_the_libraries_says_so(client, monkeypatch):
    from reports import pdf

    def unavailable():
        raise pdf.PdfUnavailable("PDFs cannot be made on this machine.")

    monkeypatch.setattr(pdf, "_weasyprint", unavailable)
    response = client.get(URL, {"format": "pdf", "as_at": "2015-04-23"})
    assert response.status_code == 503
    assert "PDFs cannot be made on this machine." in response.content.decode()


def test_the_page_offers_each_plan_with_its_form(client):
    response = client.get(reverse("reports:packs"))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'action="{URL}"' in page
    for ending in FORMATS:
        assert f'value="{ending}"' in page
    assert "No pack has been issued yet." in page


@pytest.mark.parametrize(
    ("position", "begins", "more"),
    [
        (Position.BOARD_MEMBER, [], []),
        (Position.MANAGER, ["plan"], ["/packs/texts/", "/packs/verify/"]),
        (Position.CLERK, ["board"], ["/packs/verify/"]),
        (Position.PANEL_OFFICER, ["plan", "board", "scrutiny"], ["/packs/texts/"]),
        (Position.ADMINISTRATOR, [], ["/packs/settings/"]),
    ],
)
def test_each_is_offered_what_is_theirs_to_do(loaded, client_of, position, begins, more):
    page = client_of(position).get(reverse("reports:packs")).content.decode()
    for kind in ("plan", "board", "scrutiny"):
        offered = f"/packs/begin/?kind={kind}&amp;plan=2014-improvement" in page
        assert offered is (kind in begins)
    for address in ("/packs/texts/", "/packs/verify/", "/packs/settings/"):
        assert (address in page) or address not in more


@pytest.mark.parametrize(
    ("ref", "day"),
    [
        ("2014-improvement", date(2015, 4, 23)),
        ("2014-improvement", date(2026, 11, 20)),
        ("example-plan", date(2026, 11, 20)),
    ],
)
def test_the_pack_needs_the_same_number_of_queries_for_any_plan(
    loaded, django_assert_max_num_queries, ref, day
):
    asked = asked_for("plan", get_plan(ref), as_at=day)
    with django_assert_max_num_queries(80):
        gathered(asked, FORMATS)
