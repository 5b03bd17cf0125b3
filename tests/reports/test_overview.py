"""The indicators on the first page: the national three, then what else a board should look at."""

from datetime import date

import pytest

from indicators.models import Approval, Indicator
from plans.models import Service, User
from plans.rules.access import Position
from reports.readmodels import Overview
from reports.selectors.overview import N_EXCEPTIONS, N_WITHOUT_THEM, overview
from tests.conftest import AT, LOADED_AT
from tests.indicators.defined import historic, indicator, reading

TODAY = LOADED_AT.date()
THREE = ["fte-rate", "reoffending-binary", "custody-rate"]


@pytest.fixture
def page(loaded, board_member):
    def page(of: str = "portsmouth-yot", *, as_at: date = TODAY, **asked) -> Overview:
        services = list(Service.objects.all())
        (service,) = [s for s in services if s.ref == of]
        return overview(board_member, service, services, as_at=as_at, **asked)

    return page


def refs(rows) -> list[str]:
    return [row.ref for row in rows]


def test_the_national_three_come_first_in_their_order(page):
    assert refs(page().indicators) == THREE
    assert refs(page(as_at=date(2015, 7, 1)).indicators) == THREE


def test_a_score_called_poor_is_an_exception(page):
    """Poor is the lowest of the inspection's bands, drawn in the colour of the worst."""
    assert {"score-reoffending", "score-public"} <= set(refs(page().exceptions))


def test_what_stands_among_the_three_is_no_exception_too(page):
    found = page()
    assert not set(refs(found.exceptions)) & set(THREE)
    assert any(row.is_exception for row in found.indicators)  # reoffending is red


def test_what_is_fine_is_no_exception(page):
    assert "score-sentence" not in refs(page().exceptions)


def test_no_more_exceptions_than_a_page_holds(page, manager):
    service = Service.objects.get(ref="portsmouth-yot")
    for n in range(N_EXCEPTIONS + 2):
        own = indicator(service, manager, f"local-red-{n}")
        historic(own, manager)
        red = reading(own, manager, published="60.0%")
        Approval.objects.create(reading=red, recorded_by=manager, recorded_at=AT)
    assert len(page().exceptions) == N_EXCEPTIONS


def test_an_exception_that_waits_for_approval_is_shown_to_nobody_there(page, manager):
    own = indicator(Service.objects.get(ref="portsmouth-yot"), manager)
    historic(own, manager)
    red = reading(own, manager, published="60.0%")
    assert "local-test" not in refs(page().exceptions)
    Approval.objects.create(reading=red, recorded_by=manager, recorded_at=AT)
    assert "local-test" in refs(page().exceptions)


def test_a_service_with_none_of_the_three_shows_its_own_first(page):
    found = page("example-yjs")
    assert len(found.indicators) == N_WITHOUT_THEM == 3
    assert all(ref.startswith("example-") for ref in refs(found.indicators))
    assert found.indicators_url == "/indicators/?service=example-yjs"


def test_what_has_no_figure_is_not_shown(page):
    assert all(row.period_text for row in (*page().indicators, *page().exceptions))


def test_before_any_document_there_is_no_word_of_indicators(page):
    found = page(as_at=date(2014, 1, 31))
    assert (found.indicators, found.exceptions, found.indicators_url) == ((), (), "")


def test_by_what_was_known_then_the_figures_are_those_of_then(page):
    then = page(known_on=date(2015, 6, 16), query="known_on=2015-06-16")
    assert [row.latest_text for row in then.indicators] == [
        *("494 per 100,000", "44.4%", "0.47 per 1,000")
    ]
    assert then.indicators_url == "/indicators/?known_on=2015-06-16"


@pytest.mark.parametrize("position", list(Position))
def test_everybody_reads_them_on_the_first_page(client_of, loaded, position):
    text = client_of(position).get("/?as_at=2015-07-01").content.decode()
    assert "First time entrants" in text
    assert "494 per 100,000" in text
    assert 'href="/indicators/?as_at=2015-07-01">All indicators' in text


def test_a_new_reading_is_there_at_once(client_of, loaded, manager):
    client = client_of(Position.BOARD_MEMBER)
    assert "3.97" not in client.get("/").content.decode()
    own = Indicator.objects.get(ref="custody-rate")
    new = reading(
        own, manager, published="3.97", start_on=date(2025, 7, 1), end_on=date(2026, 6, 30)
    )
    Approval.objects.create(reading=new, recorded_by=User.objects.first(), recorded_at=AT)
    assert "3.97" in client.get("/").content.decode()
