"""What defines an indicator: added, changed, noted; what is refused, and what the forms show of it."""

from datetime import date

import pytest

from indicators.addresses import find_indicator, query_of, service_of
from indicators.models import Indicator
from indicators.rules.measures import Better, Domain, NoteKind, PeriodKind, Unit
from indicators.services import defining
from indicators.services.readings import add_indicator
from plans.models import Change, Service
from plans.problems import NotThere
from plans.rules.access import MANAGERS, Position
from plans.services.errors import NotAllowed, Refused, WrongDate
from plans.services.meetings import RecordedSince
from tests.conftest import AT
from tests.indicators.defined import definition, indicator, reading

NEW = "/indicators/new/"
OTHERS = [p for p in Position if p not in MANAGERS]


@pytest.fixture
def service(loaded) -> Service:
    return loaded.service


@pytest.fixture
def found(service, manager) -> Indicator:
    return indicator(service, manager)


@pytest.fixture
def signed(manager) -> dict:
    return {"by": manager, "at": AT}


@pytest.fixture
def managers(client_of):
    return client_of(Position.MANAGER)


def refusal(what) -> Refused:
    with pytest.raises(Refused) as caught:
        what()
    return caught.value


# Adding


def test_an_indicator_is_added_after_those_there_are(service, signed):
    last = max(service.indicators.values_list("position", flat=True), default=0)
    added = defining.add_definition(service, "local-new", definition(name=" New one "), **signed)
    added.refresh_from_db()
    assert (added.name, added.position, added.source) == ("New one", last + 1, None)
    assert (added.unit, added.better, added.domain) == ("%", "lower", "local")


@pytest.mark.parametrize("ref", ["local-test", "LOCAL-TEST"])
def test_a_reference_is_unique_in_its_service(service, found, signed, ref):
    error = refusal(lambda: defining.add_definition(service, ref, definition(), **signed))
    assert error.field == "ref"
    assert "is taken" in str(error)


def test_another_service_may_have_the_same_reference(found, signed):
    other = Service.objects.get(is_invented=True)
    assert defining.add_definition(other, found.ref, definition(), **signed).ref == found.ref


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": " "}, "name", "Give the indicator a name."),
        ({"numerator": ""}, "numerator", "Say what is counted."),
        ({"decimals": 7}, "decimals", "Choose between 0 and 6 decimals."),
        ({"decimals": -1}, "decimals", "Choose between 0 and 6 decimals."),
        ({"computed": "attendance"}, "computed", "computed as a percentage of each quarter"),
    ],
)
def test_what_is_not_whole_is_refused(service, signed, changed, field, sentence):
    error = refusal(lambda: defining.add_definition(service, "x", definition(**changed), **signed))
    assert error.field == field
    assert sentence in str(error)
    assert not service.indicators.filter(ref="x").exists()


@pytest.mark.parametrize("unit", Unit)
def test_a_percentage_a_rate_and_a_ratio_have_a_denominator(service, signed, unit):
    def add():
        return defining.add_definition(
            service, "x", definition(unit=unit, denominator=" "), **signed
        )

    if unit in (Unit.COUNT, Unit.POUNDS):
        assert add().denominator == ""
    else:
        assert refusal(add).field == "denominator"


def test_attendance_is_computed_as_a_percentage_of_each_quarter(service, signed):
    facts = {"computed": "attendance", "period_kind": PeriodKind.QUARTER}
    added = defining.add_definition(service, "x", definition(**facts), **signed)
    assert added.computed == "attendance"


@pytest.mark.parametrize("position", OTHERS)
def test_nobody_else_defines_anything(service, found, user_of, position):
    signed = {"by": user_of(position), "at": AT}
    for write in (
        lambda: defining.add_definition(service, "x", definition(), **signed),
        lambda: defining.change_definition(found, definition(), **signed),
        lambda: defining.add_version(found, version="x", period_kind="quarter", **signed),
        lambda: defining.add_note(found, kind="note", text="x", **signed),
        lambda: defining.set_links(found, objectives={}, actions={}, **signed),
    ):
        assert isinstance(refusal(write), NotAllowed)


# Changing


def test_a_change_is_in_the_record_with_who_and_what(found, signed, manager):
    defining.change_definition(found, definition(name="Reoffending rate"), **signed)
    change = Change.objects.filter(model="indicators.indicator", kind="changed").first()
    assert (change.object_id, change.by, change.at) == (found.pk, manager, AT)
    assert (change.before["name"], change.after["name"]) == ("Reoffending", "Reoffending rate")


def test_without_readings_everything_can_be_changed(found, signed):
    new = definition(unit=Unit.RATIO, decimals=2, period_kind=PeriodKind.YEAR)
    defining.change_definition(found, new, **signed)
    found.refresh_from_db()
    assert (found.unit, found.decimals, found.period_kind) == ("ratio", 2, "year")


@pytest.mark.parametrize(
    ("changed", "field", "mend"),
    [
        ({"unit": Unit.RATIO}, "unit", "add a new indicator"),
        ({"decimals": 0}, "decimals", "add a new indicator"),
        ({"period_kind": PeriodKind.YEAR}, "period_kind", "add a version of the counting rules"),
    ],
)
def test_what_readings_are_measured_in_stays(found, signed, manager, changed, field, mend):
    reading(found, manager)
    error = refusal(lambda: defining.change_definition(found, definition(**changed), **signed))
    assert error.field == field
    assert mend in str(error)
    found.refresh_from_db()
    assert (found.unit, found.decimals, found.period_kind) == ("%", 1, "rolling 12 months")


def test_the_rest_can_be_changed_with_readings_too(found, signed, manager):
    reading(found, manager)
    new = definition(better=Better.NEITHER, owner="The manager", domain=Domain.NATIONAL)
    assert defining.change_definition(found, new, **signed).owner == "The manager"


def test_what_somebody_else_changed_meanwhile_is_not_written_over(found, signed):
    seen = defining.definition_mark(found)
    defining.change_definition(found, definition(owner="Theirs"), seen=seen, **signed)
    error = refusal(
        lambda: defining.change_definition(found, definition(owner="Ours"), seen=seen, **signed)
    )
    assert isinstance(error, RecordedSince)
    found.refresh_from_db()
    assert found.owner == "Theirs"


def test_a_version_of_the_counting_rules_is_added(found, signed):
    facts = {"period_kind": PeriodKind.YEAR, "text": " Cohorts of a year. "}
    version = defining.add_version(found, version="from  April 2023", **facts, **signed)
    assert (version.version, version.position, version.text) == (
        "from April 2023",
        1,
        "Cohorts of a year.",
    )
    again = refusal(
        lambda: defining.add_version(found, version="FROM April 2023", **facts, **signed)
    )
    assert again.field == "version"
    assert refusal(lambda: defining.add_version(found, version=" ", **facts, **signed)).field


# Notes


def test_a_note_stands_on_the_time_line(found, signed):
    on = date(2015, 4, 1)
    note = defining.add_note(found, kind=NoteKind.RULES, text=" A new list. ", on=on, **signed)
    assert (note.kind, note.on, note.text) == ("rules", on, "A new list.")
    assert defining.add_note(found, kind="note", text="Without a day.", **signed).on is None


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"kind": "rebase"}, "on", "Give the day from which figures start anew."),
        ({"text": " "}, "text", "Write what happened."),
        ({"on": date(2015, 7, 2)}, "on", "2 July 2015 is in the future"),
    ],
)
def test_a_note_that_cannot_be_is_refused(found, signed, said, field, sentence):
    facts = {"kind": "note", "text": "Something."} | said
    error = refusal(lambda: defining.add_note(found, **facts, **signed))
    assert error.field == field
    assert sentence in str(error)
    assert isinstance(error, WrongDate) is ("future" in sentence)


def test_the_day_itself_is_not_in_the_future(found, signed):
    assert defining.add_note(found, kind="rebase", text="x", on=AT.date(), **signed).pk


def test_the_same_note_is_not_written_twice(found, signed):
    defining.add_note(found, kind="note", text="Something.", **signed)
    error = refusal(lambda: defining.add_note(found, kind="note", text="Something.", **signed))
    assert "already" in str(error)


# The pages

TYPED = {
    "ref": "local-typed",
    "name": "In education",
    "domain": "local",
    "numerator": "Children in education",
    "denominator": "Children at the end of their order",
    "unit": "%",
    "decimals": "1",
    "better": "higher",
    "period_kind": "quarter",
    "people": "caseload",
}


def page(response) -> str:
    return response.content.decode()


def test_an_indicator_is_added_on_its_page(managers, service):
    response = managers.post(NEW, TYPED)
    assert response.status_code == 302
    assert response.url == "/indicators/local-typed/bands/"
    added = service.indicators.get(ref="local-typed")
    assert (added.better, added.period_kind, added.denominator) == (
        "higher",
        "quarter",
        "Children at the end of their order",
    )


def test_every_empty_field_is_named_at_once(managers, service):
    response = managers.post(NEW, {})
    assert response.status_code == 422
    errors = response.context_data["form"].errors
    assert set(errors) == {
        *("ref", "name", "domain", "numerator", "unit", "decimals", "better"),
        *("period_kind", "people"),
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ref": "Local ETE"}, "Write the reference with small letters"),
        ({"ref": "-x"}, "Write the reference with small letters"),
        ({"ref": "new"}, "“new” is the address of another page"),
        ({"ref": "tables"}, "“tables” is the address of another page"),
        ({"denominator": ""}, "Say of how many"),
        ({"decimals": "7"}, "Write the number of decimals, from 0 to 6."),
        ({"decimals": "one"}, "Write the number of decimals, from 0 to 6."),
        ({"unit": "parsecs"}, "Choose the unit."),
        ({"name": "x" * 201}, "Keep it to 200 characters"),
    ],
)
def test_what_is_refused_stays_on_the_page(managers, service, typed, sentence):
    response = managers.post(NEW, TYPED | typed)
    assert response.status_code == 422
    assert sentence in page(response)
    assert "Children in education" in page(response)
    assert not service.indicators.filter(name="In education").exists()


def test_a_definition_is_changed_and_another_tab_is_told(managers, found):
    address = f"/indicators/{found.ref}/change/"
    form = managers.get(address).context_data["definition_form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert managers.post(address, typed | {"owner": "Theirs"}).status_code == 302
    response = managers.post(address, typed | {"owner": "Ours"})
    assert response.status_code == 422
    assert "Somebody else changed this indicator" in page(response)
    assert 'value="Ours"' in page(response)
    seen = response.context_data["definition_form"]["seen"].value()
    assert managers.post(address, typed | {"owner": "Ours", "seen": seen}).status_code == 302
    found.refresh_from_db()
    assert found.owner == "Ours"


def test_a_version_is_added_on_the_page(managers, found):
    address = f"/indicators/{found.ref}/change/"
    sent = {"go": "version", "version": "from April 2023", "period_kind": "year"}
    assert managers.post(address, sent).status_code == 302
    assert "from April 2023, year" in page(managers.get(address))
    response = managers.post(address, sent)
    assert response.status_code == 422
    assert "There is a version" in page(response)


def test_a_note_is_added_on_its_page(managers, found):
    address = f"/indicators/{found.ref}/notes/add/"
    sent = {"kind": "rebase", "text": "Cohorts of three months.", "on": ""}
    response = managers.post(address, sent)
    assert response.status_code == 422
    assert "Give the day from which figures start anew." in page(response)
    assert "Cohorts of three months." in page(response)
    assert managers.post(address, sent | {"on": "1 April 2015"}).status_code == 302
    assert "1 April 2015" in page(managers.get(address))


PAGES = ["new", "local-test/change", "local-test/bands", "local-test/notes/add", "local-test/links"]


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_the_managers_alone_and_look_back_to_no_day(client_of, found, address):
    assert client_of(Position.MANAGER).get(f"/indicators/{address}/").status_code == 200
    past = client_of(Position.MANAGER).get(f"/indicators/{address}/?as_at=2015-04-23")
    assert past.status_code == 400
    for position in OTHERS:
        assert client_of(position).get(f"/indicators/{address}/").status_code == 403
        assert client_of(position).post(f"/indicators/{address}/").status_code == 403


# Addresses


@pytest.fixture
def twin(found, manager) -> Indicator:
    """An indicator of the same reference in the invented service."""
    other = Service.objects.get(is_invented=True)
    return indicator(other, manager, found.ref, name="Invented")


def test_the_real_service_comes_first_unless_the_address_says_otherwise(rf, found, twin):
    assert find_indicator(rf.get("/"), found.ref) == found
    request = rf.get("/", {"service": twin.service.ref})
    assert find_indicator(request, twin.ref) == twin
    assert request.service == twin.service
    assert service_of(rf.get("/")) == found.service
    assert service_of(request) == twin.service
    assert (query_of(found.service), query_of(twin.service)) == (
        "",
        f"service={twin.service.ref}",
    )


def test_an_indicator_of_the_invented_service_alone_is_found_without_it(rf, manager, loaded):
    other = Service.objects.get(is_invented=True)
    only = add_indicator(
        other, ref="only-here", position=99, by=manager, at=AT, **vars(definition())
    )
    assert find_indicator(rf.get("/"), "only-here") == only


@pytest.mark.parametrize("query", [{"service": "none"}, {"service": "\0"}])
def test_a_service_that_is_not_there_is_said(rf, found, query):
    for find in (service_of, lambda request: find_indicator(request, "local-test")):
        with pytest.raises(NotThere, match="There is no such service"):
            find(rf.get("/", query))


def test_an_indicator_that_is_not_there_is_said(rf, found):
    with pytest.raises(NotThere, match="There is no indicator “nothing”"):
        find_indicator(rf.get("/"), "nothing")
    other = Service.objects.get(is_invented=True)
    with pytest.raises(NotThere, match="of Example service"):
        find_indicator(rf.get("/", {"service": other.ref}), found.ref)


def test_the_pages_of_an_invented_service_keep_its_name(managers, twin):
    own = f"service={twin.service.ref}"
    text = page(managers.get(f"/indicators/{twin.ref}/notes/add/?{own}"))
    assert f"/indicators/{twin.ref}/?{own}" in text
    sent = {"kind": "note", "text": "Something."}
    response = managers.post(f"/indicators/{twin.ref}/notes/add/?{own}", sent)
    assert response.url == f"/indicators/{twin.ref}/?{own}"
    assert twin.notes.count() == 1
