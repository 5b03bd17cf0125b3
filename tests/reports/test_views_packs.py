"""The papers as pages offer them."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from plans.rules.access import Position

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
        ({"format": "docx"}, "cannot be made as docx yet"),
        ({"format": "gif"}, "There is no format"),
        ({"audience": "public"}, "until disclosure control exists"),
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
    assert 'value="xlsx"' in page
    assert 'value="public"' not in page


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
    from plans.selectors.plans import get_plan
    from reports.pack import plan_pack

    plan = get_plan(ref)
    with django_assert_max_num_queries(48):
        plan_pack(plan, as_at=day)
