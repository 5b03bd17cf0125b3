"""Who may show a reading outside the service, what they see before, and what is sent back."""

import csv
from io import StringIO

import pytest

from indicators.models import Approval, Reading
from indicators.services.entering import Decided, approve_readings, send_back, take_back
from indicators.services.writing import IndicatorWriter
from plans.models import Change, Source, User
from plans.rules.access import Position
from plans.services.errors import NotAllowed, NothingSaid, Refused
from tests.conftest import AT
from tests.indicators.entry_service import APPROVALS, ENTRY, Q1, Q2, add, form, make_service


@pytest.fixture
def service(loaded, manager):
    return make_service(manager)


@pytest.fixture
def client(service, client_of):
    return client_of(Position.CHAIR)


@pytest.fixture
def reading(service, manager) -> Reading:
    return add("share", manager, **Q2)


def page_of(client):
    return client.get(APPROVALS).context_data["page"]


def is_outside(reading: Reading) -> bool:
    return Reading.objects.filter(pk=reading.pk).outside().exists()


# ---------- the page ----------


def test_it_shows_what_waits_with_its_counts_and_who_entered_it_when(client, reading):
    page = page_of(client)
    (row,) = page.waiting
    assert page.sentence == "1 reading is waiting for approval."
    assert (row.name, row.period) == ("Assessments in time", "Jul to Sep 2014")
    assert (row.value, row.status, row.doubts) == ("12 of 30, 40.0%", "final", ())
    assert (row.by, row.at) == ("YOT manager", "1 July 2015, 10:00")
    assert (row.why_not, page.n_may) == ("", 1)


def test_nothing_waits_where_nothing_was_entered(client):
    assert page_of(client).sentence == "Nothing waits for approval."


def test_what_does_not_add_up_stands_beside_it(client, manager):
    add("remands", manager, numerator=40, denominator=None, published="40")
    add("remands", manager, **Q2, numerator=400, denominator=None, published="401", note="Late")
    first, second = page_of(client).waiting
    assert first.doubts == ()
    assert second.doubts == (
        "The count is 400, not 401.",
        "This is more than three times the last reading (40): check it.",
    )
    assert second.note == "Late"
    assert "Late" in client.get(APPROVALS).content.decode()


def test_nothing_is_held_against_what_was_sent_back(client, manager, chair):
    wrong = add("remands", manager, numerator=40, denominator=None, published="40")
    send_back(wrong, "Four.", by=chair, at=AT)
    add("remands", manager, **Q2, numerator=400, denominator=None, published="400")
    assert [row.doubts for row in page_of(client).waiting] == [()]


def test_a_step_goes_by_the_names_of_both(client, manager, service):
    step = service.indicators.get(ref="offered").steps.get()
    add("offered", manager, **Q2, step=step)
    assert [r.name for r in page_of(client).waiting] == ["Mental health: Attended"]


def test_what_comes_from_a_document_waits_for_nothing(client, manager, service):
    IndicatorWriter(by=manager, at=AT, source=Source.objects.first()).add_reading(
        service.indicators.get(ref="share"), place="p. 1", published="40.0", **Q2
    )
    assert page_of(client).waiting == ()


def test_what_another_took_the_place_of_waits_for_nothing(client, manager, reading):
    newer = add("share", manager, **Q2, corrects=reading, status="revised")
    assert [r.id for r in page_of(client).waiting] == [newer.pk]


def test_a_reading_whose_days_are_not_known_waits_too(client, manager, service):
    add("share", manager, period="Quarter 4", start_on=None, end_on=None, published_on=AT.date())
    (row,) = page_of(client).waiting
    assert (row.period, row.doubts) == ("Quarter 4", ())


def test_of_its_own_entries_nobody_approves_any_and_is_told_why(client_of, reading):
    client = client_of(Position.MANAGER)
    page = page_of(client)
    assert page.sentence == "1 reading is waiting for approval; you entered it."
    assert page.waiting[0].why_not.startswith(
        "You entered this one, so another manager or the chair"
    )
    text = client.get(APPROVALS).content.decode()
    assert 'name="readings"' not in text
    assert "Approve the ticked" not in text


def test_some_of_several_may_be_approved_by_the_reader(client_of, reading, chair, user_of):
    add("remands", chair, **Q2, numerator=2, denominator=None, published="2")
    assert page_of(client_of(Position.MANAGER)).sentence == (
        "2 readings are waiting for approval; you may approve 1 of them."
    )


@pytest.mark.parametrize("position", list(Position))
def test_managers_and_the_chair_open_it(client_of, service, position):
    may = position in (Position.MANAGER, Position.CHAIR)
    for response in (client_of(position).get(APPROVALS), client_of(position).post(APPROVALS)):
        assert (response.status_code == 403) is not may


def test_the_chair_has_no_link_to_where_readings_are_entered(client, client_of):
    assert "/indicators/entry/" not in client.get(APPROVALS).content.decode()
    assert "/indicators/entry/" in client_of(Position.MANAGER).get(APPROVALS).content.decode()


@pytest.mark.parametrize("past", ["as_at=2015-04-23", "known_on=2015-06-16"])
def test_nothing_is_approved_under_an_address_that_looks_back(client, reading, past):
    for response in (
        client.get(f"{APPROVALS}&{past}"),
        client.post(f"{APPROVALS}&{past}", {"readings": [reading.pk]}),
    ):
        assert response.status_code == 400
        assert "what is past cannot be edited" in response.content.decode()
    assert not is_outside(reading)


def test_another_service_than_there_is_is_not_there(client):
    assert client.get("/indicators/approvals/?service=nowhere").status_code == 404


# ---------- approving ----------


def test_what_is_ticked_is_approved_and_may_be_shown_outside(client, manager, reading, chair):
    other = add("remands", manager, **Q2, numerator=2, denominator=None, published="2")
    assert not is_outside(reading)
    response = client.post(APPROVALS, {"readings": [reading.pk, other.pk]}, follow=True)
    assert "2 readings are approved and may be shown outside" in response.content.decode()
    assert is_outside(reading)
    assert is_outside(other)
    said = Approval.objects.filter(reading__in=[reading, other])
    assert {(a.recorded_by, a.is_approved, a.reason) for a in said} == {(chair, True, "")}
    assert page_of(client).waiting == ()


def test_what_is_not_ticked_waits_on(client, manager, reading):
    other = add("remands", manager, **Q2, numerator=2, denominator=None, published="2")
    client.post(APPROVALS, {"readings": [reading.pk]})
    assert [r.id for r in page_of(client).waiting] == [other.pk]


def test_nothing_ticked_is_nothing_to_approve(client, reading):
    response = client.post(APPROVALS, {})
    assert response.status_code == 422
    assert "Tick at least one reading." in response.content.decode()


@pytest.mark.parametrize("given", ["999999", "x", "", "-1"])
def test_a_reading_that_is_not_of_the_service_is_refused(client, given):
    for data in ({"readings": [given]}, {"back": given, "reason": "x"}):
        assert client.post(APPROVALS, data).status_code == 400


def test_a_reading_of_another_service_is_refused(client, reading):
    foreign = Reading.objects.exclude(indicator__service__ref="entry-yot").first()
    assert client.post(APPROVALS, {"readings": [foreign.pk]}).status_code == 400


def test_who_entered_a_reading_does_not_approve_it(client_of, reading, manager):
    response = client_of(Position.MANAGER).post(APPROVALS, {"readings": [reading.pk]})
    assert response.status_code == 403
    assert "You entered this one" in response.content.decode()
    with pytest.raises(NotAllowed):
        send_back(reading, "x", by=manager, at=AT)
    assert not is_outside(reading)


def test_of_several_one_own_reading_is_enough_to_refuse_all(reading, chair, manager):
    other = add("remands", chair, **Q2, numerator=2, denominator=None, published="2")
    with pytest.raises(NotAllowed):
        approve_readings([reading, other], by=manager, at=AT)
    assert not is_outside(other)


def test_another_manager_may(reading, db):
    other = User.objects.create(username="another-manager", position=Position.MANAGER)
    approve_readings([reading], by=other, at=AT)
    assert is_outside(reading)


@pytest.mark.parametrize(
    "position", [p for p in Position if p not in (Position.MANAGER, Position.CHAIR)]
)
def test_the_service_refuses_every_other_position(reading, user_of, position):
    with pytest.raises(NotAllowed, match="Only managers and the chair"):
        approve_readings([reading], by=user_of(position), at=AT)
    with pytest.raises(NotAllowed):
        send_back(reading, "x", by=user_of(position), at=AT)


def test_the_service_refuses_none(service, chair):
    with pytest.raises(NothingSaid):
        approve_readings([], by=chair, at=AT)


def test_two_who_decide_at_once_decide_once(client, client_of, reading, user_of):
    other = User.objects.create(username="another-manager", position=Position.MANAGER)
    approve_readings([reading], by=other, at=AT)
    response = client.post(APPROVALS, {"readings": [reading.pk]})
    assert response.status_code == 422
    assert "was approved on 1 July 2015 by YOT manager" in response.content.decode()
    response = client.post(APPROVALS, {"back": reading.pk, "reason": "No."})
    assert response.status_code == 422
    assert Approval.objects.filter(reading=reading).count() == 1


def test_what_was_entered_anew_is_not_approved(reading, manager, chair):
    add("share", manager, **Q2, corrects=reading, status="revised")
    with pytest.raises(Decided, match="was entered anew since"):
        approve_readings([reading], by=chair, at=AT)


def test_what_is_from_a_document_needs_no_approval(service, manager, chair):
    row = IndicatorWriter(by=manager, at=AT, source=Source.objects.first()).add_reading(
        service.indicators.get(ref="share"), place="p. 1", published="40.0", **Q1
    )
    with pytest.raises(Decided, match="is from a document"):
        approve_readings([row], by=chair, at=AT)


def test_a_revision_is_shown_once_it_is_approved_and_the_earlier_one_until_then(
    reading, manager, chair
):
    approve_readings([reading], by=chair, at=AT)
    newer = add("share", manager, **Q2, corrects=reading, status="revised")
    assert is_outside(reading)
    assert not is_outside(newer)
    approve_readings([newer], by=chair, at=AT)
    assert is_outside(newer)


# ---------- sending back ----------


def test_what_is_sent_back_is_not_shown_and_says_why(client, reading, chair):
    response = client.post(
        APPROVALS, {"back": reading.pk, "reason": "Two are missing."}, follow=True
    )
    assert "The reading is sent back" in response.content.decode()
    assert not is_outside(reading)
    (said,) = Approval.objects.filter(reading=reading)
    assert (said.is_approved, said.reason, said.recorded_by) == (False, "Two are missing.", chair)
    page = page_of(client)
    assert page.waiting == ()
    (row,) = page.sent_back
    assert row.reason.endswith(": Two are missing.")


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_sending_back_takes_a_reason(client, reading, reason):
    response = client.post(APPROVALS, {"back": reading.pk, "reason": reason})
    assert response.status_code == 422
    assert "Say why it is sent back" in response.content.decode()
    assert "open" in response.content.decode().partition("<details")[2].partition(">")[0]
    assert Approval.objects.filter(reading=reading).count() == 0


def test_a_reason_that_is_too_long_stays_in_its_field(client, reading):
    response = client.post(APPROVALS, {"back": reading.pk, "reason": "x" * 4001})
    assert response.status_code == 422
    assert "x" * 4001 in response.content.decode()


def test_the_service_takes_a_reason_too(reading, chair):
    with pytest.raises(Refused, match="Say why"):
        send_back(reading, " ", by=chair, at=AT)


def test_entered_anew_it_waits_again_and_the_one_sent_back_is_gone(client, client_of, reading):
    client.post(APPROVALS, {"back": reading.pk, "reason": "Two are missing."})
    manager = client_of(Position.MANAGER)
    text = manager.get(ENTRY).content.decode()
    assert "Two are missing." in text
    assert manager.post(ENTRY, form(share="13/30")).status_code == 302
    page = page_of(client)
    assert page.sent_back == ()
    (row,) = page.waiting
    assert row.value == "13 of 30, 43.3%"
    client.post(APPROVALS, {"readings": [row.id]})
    assert is_outside(Reading.objects.get(pk=row.id))


def test_a_whole_quarter_goes_from_entering_to_the_outside_without_a_script(client, client_of):
    """Two people, forms only: entered, looked over, saved, approved."""
    manager = client_of(Position.MANAGER)
    data = form(share="13/30", remands="2")
    assert "2 readings add up" in manager.post(ENTRY, data | {"go": "check"}).content.decode()
    assert manager.post(ENTRY, data).status_code == 302
    ids = [row.id for row in page_of(client).waiting]
    assert client.post(APPROVALS, {"readings": ids}).status_code == 302
    shown = Reading.objects.filter(indicator__service__ref="entry-yot").outside()
    assert sorted(r.published for r in shown) == ["2", "43.3"]


def test_a_revision_that_is_sent_back_leaves_the_first_one_waiting(client, reading, manager, chair):
    newer = add("share", manager, **Q2, corrects=reading, status="revised")
    send_back(newer, "No.", by=chair, at=AT)
    page = page_of(client)
    assert [r.id for r in page.waiting] == [reading.pk]
    assert [r.id for r in page.sent_back] == [newer.pk]
    approve_readings([reading], by=chair, at=AT)
    assert is_outside(reading)


# ---------- taking back ----------


def test_what_was_approved_here_is_listed_the_latest_first(client, reading, manager, chair):
    other = add("remands", manager, **Q2, numerator=2, denominator=None, published="2")
    approve_readings([reading], by=chair, at=AT)
    approve_readings([other], by=chair, at=AT)
    shown = page_of(client).approved
    assert [r.id for r in shown] == [other.pk, reading.pk]
    assert shown[1].value == "12 of 30, 40.0%"
    assert shown[1].reason == "Chair of the board, 1 July 2015"
    assert "Approved here" in client.get(APPROVALS).content.decode()


def test_no_more_than_the_latest_are_listed(client, manager, chair, monkeypatch):
    monkeypatch.setattr("indicators.selectors.approvals.LATEST", 2)
    for n in range(3):
        days = {"period": f"No. {n}", "start_on": None, "end_on": None, "published_on": AT.date()}
        approve_readings([add("share", manager, **days)], by=chair, at=AT)
    assert [r.period for r in page_of(client).approved] == ["No. 2", "No. 1"]


def test_what_is_taken_back_is_shown_nowhere_and_says_why(client, client_of, reading, chair):
    approve_readings([reading], by=chair, at=AT)
    assert is_outside(reading)
    data = {"take": reading.pk, "reason": "Two were of another year."}
    response = client.post(APPROVALS, data, follow=True)
    assert "The reading is taken back" in response.content.decode()
    assert not is_outside(reading)
    assert not Reading.objects.filter(pk=reading.pk).inside().exists()
    first, last = Approval.objects.filter(reading=reading).order_by("pk")
    assert (first.is_approved, last.is_approved) == (True, False)
    assert (last.reason, last.recorded_by) == ("Two were of another year.", chair)
    page = page_of(client)
    assert page.approved == ()
    assert [r.id for r in page.sent_back] == [reading.pk]
    assert "Two were of another year." in client_of(Position.MANAGER).get(ENTRY).content.decode()
    assert Change.objects.filter(model="indicators.approval", object_id=last.pk).count() == 1


def test_what_is_taken_back_can_be_entered_anew(client, client_of, reading, chair):
    approve_readings([reading], by=chair, at=AT)
    take_back(reading, "No.", by=chair, at=AT)
    assert client_of(Position.MANAGER).post(ENTRY, form(share="13/30")).status_code == 302
    page = page_of(client)
    assert page.sent_back == ()
    assert [r.value for r in page.waiting] == ["13 of 30, 43.3%"]


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_taking_back_takes_a_reason(client, reading, chair, reason):
    approve_readings([reading], by=chair, at=AT)
    response = client.post(APPROVALS, {"take": reading.pk, "reason": reason})
    assert response.status_code == 422
    text = response.content.decode()
    assert "Say why it is taken back" in text
    assert "open" in text.partition("<details")[2].partition(">")[0]
    assert is_outside(reading)


def test_the_service_takes_a_reason_for_that_too(reading, chair):
    approve_readings([reading], by=chair, at=AT)
    with pytest.raises(Refused, match="Say why it is taken back"):
        take_back(reading, " ", by=chair, at=AT)


def test_who_entered_a_reading_takes_it_back_too(client_of, reading, manager, chair):
    approve_readings([reading], by=chair, at=AT)
    client = client_of(Position.MANAGER)
    assert 'name="take"' in client.get(APPROVALS).content.decode()
    client.post(APPROVALS, {"take": reading.pk, "reason": "It gives away one child."})
    assert not is_outside(reading)


@pytest.mark.parametrize(
    "position", [p for p in Position if p not in (Position.MANAGER, Position.CHAIR)]
)
def test_the_service_lets_no_other_position_take_back(reading, user_of, chair, position):
    approve_readings([reading], by=chair, at=AT)
    with pytest.raises(NotAllowed, match="Only managers and the chair"):
        take_back(reading, "x", by=user_of(position), at=AT)


def test_only_what_stands_approved_is_taken_back(reading, service, manager, chair):
    with pytest.raises(Decided, match="is not approved yet"):
        take_back(reading, "x", by=chair, at=AT)
    send_back(reading, "x", by=chair, at=AT)
    with pytest.raises(Decided, match="was sent back on 1 July 2015"):
        take_back(reading, "x", by=chair, at=AT)
    printed = IndicatorWriter(by=manager, at=AT, source=Source.objects.first()).add_reading(
        service.indicators.get(ref="share"), place="p. 1", published="40.0", **Q1
    )
    with pytest.raises(Decided, match="is from a document"):
        take_back(printed, "x", by=chair, at=AT)


def test_what_was_revised_since_is_taken_back_once_the_revision_is(client, reading, manager, chair):
    approve_readings([reading], by=chair, at=AT)
    newer = add("share", manager, **Q2, corrects=reading, status="revised")
    assert [r.id for r in page_of(client).approved] == [reading.pk]  # until the newer is approved
    approve_readings([newer], by=chair, at=AT)
    assert [r.id for r in page_of(client).approved] == [newer.pk]
    with pytest.raises(Decided, match="was revised since"):
        take_back(reading, "x", by=chair, at=AT)
    take_back(newer, "x", by=chair, at=AT)
    assert [r.id for r in page_of(client).approved] == [reading.pk]
    take_back(reading, "x", by=chair, at=AT)
    assert page_of(client).approved == ()


# ---------- the file ----------


def test_the_file_of_an_insider_marks_what_waits_and_nobody_elses_has_it(
    client, client_of, reading, chair
):
    def rows(of) -> list[dict]:
        text = of.get("/indicators/share/readings.csv?service=entry-yot").content.decode(
            "utf-8-sig"
        )
        return list(csv.DictReader(StringIO(text)))

    assert [(r["Status"], r["Waits"]) for r in rows(client)] == [("final", "yes")]
    assert rows(client_of(Position.BOARD_MEMBER)) == []
    approve_readings([reading], by=chair, at=AT)
    assert [r["Waits"] for r in rows(client)] == [""]
