"""The rule of precedence of a plan's key: who changes it, what it changes, and that it is on record."""

import pytest

from plans.models import Change, Plan
from plans.rules.access import Position
from plans.services.errors import NotAllowed, Refused
from plans.services.plan_settings import set_precedence
from tests.conftest import AT

ADDRESS = "/plans/2014-improvement/rules/overdue/"
DAY = "?as_at=2015-04-23"


def test_it_changes_the_calculated_reading_and_not_what_is_overdue(client_of, loaded):
    client = client_of(Position.CHAIR)
    page = client.get(f"/plans/2014-improvement/{DAY}").context_data["page"]
    differ = next(t for t in page.tiles if t.label == "read differently")
    assert differ.number == "10"
    said = {"overdue_is_behind": "off", "reason": "Agreed in May."}
    response = client.post(ADDRESS, said, follow=True)
    assert "still under way, not behind" in response.content.decode()
    page = client.get(f"/plans/2014-improvement/{DAY}").context_data["page"]
    tiles = {t.label: t for t in page.tiles}
    assert (tiles["read differently"].number, tiles["past their date"].number) == ("0", "10")
    assert "under way" in tiles["past their date"].note
    rows = client.get(f"/plans/2014-improvement/actions/{DAY}&overdue=on")
    assert rows.context_data["table"].paginator.count == 10


def test_the_reason_and_the_rule_before_it_are_on_record(loaded, manager):
    set_precedence(loaded, overdue_is_behind=False, reason="Agreed.", by=manager, at=AT)
    change = Change.objects.filter(model="plans.plan", object_id=loaded.pk).first()
    assert (change.why, change.by, change.at) == ("Agreed.", manager, AT)
    assert (change.before["overdue_is_behind"], change.after["overdue_is_behind"]) in [
        (True, False),
        (1, 0),
    ]


def test_it_is_refused_without_a_reason_twice_or_to_a_board_member(loaded, manager, board_member):
    with pytest.raises(Refused, match="Say why"):
        set_precedence(loaded, overdue_is_behind=False, reason=" ", by=manager, at=AT)
    with pytest.raises(Refused, match="already"):
        set_precedence(loaded, overdue_is_behind=True, reason="x", by=manager, at=AT)
    with pytest.raises(NotAllowed):
        set_precedence(loaded, overdue_is_behind=False, reason="x", by=board_member, at=AT)
    assert Plan.objects.get(pk=loaded.pk).overdue_is_behind


def test_the_page_says_what_is_missing(client_of, loaded):
    response = client_of(Position.MANAGER).post(ADDRESS, {"overdue_is_behind": "off"})
    assert response.status_code == 422
    assert "Say why the rule is changed." in response.content.decode()
