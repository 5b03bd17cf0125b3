"""Which objectives and actions are meant to move an indicator: ticked, given a reason, ended."""

import pytest

from indicators.models import Indicator, Link
from indicators.services.defining import links_mark, set_links
from indicators.services.writing import IndicatorWriter
from plans.models import Action, Change, Objective, Plan, Source
from plans.rules.access import Position
from plans.services.errors import Refused
from plans.services.ledger import stored_all
from plans.services.meetings import RecordedSince
from tests.conftest import AT
from tests.indicators.defined import indicator

ADDRESS = "/indicators/local-test/links/"


@pytest.fixture
def found(loaded, manager) -> Indicator:
    return indicator(loaded.service, manager)


@pytest.fixture
def objective(loaded) -> Objective:
    return loaded.objectives.get(number="5")


@pytest.fixture
def action(loaded) -> Action:
    return loaded.actions.get(ref="5.3")


@pytest.fixture
def signed(manager) -> dict:
    return {"by": manager, "at": AT}


@pytest.fixture
def of_document(found, objective, manager) -> Link:
    """A link that a document makes, with its reason."""
    writer = IndicatorWriter(by=manager, at=AT, source=Source.objects.first())
    return writer.add_link(found, objective=objective, place="page 3", why="As printed")


@pytest.fixture
def page(client_of, found):
    """A function: what a manager's browser gets for what it sends; without anything, the page.

    What it sends comes from a page that was opened just now, unless `seen` says otherwise.
    """
    client = client_of(Position.MANAGER)

    def page(sent: dict | None = None):
        if sent is None:
            return client.get(ADDRESS)
        return client.post(ADDRESS, {"seen": links_mark(found)} | sent)

    return page


def text(response) -> str:
    return response.content.decode()


def standing(found: Indicator) -> set[tuple]:
    rows = found.links.filter(is_ended=False)
    return set(rows.values_list("objective__number", "action__ref", "why"))


def test_objectives_and_actions_are_linked_with_why(found, objective, action, signed):
    links = set_links(
        found, objectives={objective: " Better  plans "}, actions={action: ""}, **signed
    )
    assert len(links) == 2
    assert standing(found) == {("5", None, "Better plans"), (None, "5.3", "")}


def test_what_is_left_out_is_ended_and_holds_again_when_ticked(found, objective, action, signed):
    set_links(found, objectives={objective: "a"}, actions={action: "b"}, **signed)
    set_links(found, objectives={}, actions={action: "b"}, **signed)
    assert standing(found) == {(None, "5.3", "b")}
    set_links(found, objectives={objective: "c"}, actions={action: "b"}, **signed)
    assert standing(found) == {("5", None, "c"), (None, "5.3", "b")}
    assert found.links.count() == 2


def test_ending_a_link_is_in_the_record(found, objective, manager, signed):
    (link,) = set_links(found, objectives={objective: ""}, actions={}, **signed)
    set_links(found, objectives={}, actions={}, **signed)
    change = Change.objects.filter(model="indicators.link", kind="changed").first()
    assert (change.object_id, change.by, change.at) == (link.pk, manager, AT)
    assert [bool(side["is_ended"]) for side in (change.before, change.after)] == [False, True]


def test_what_stays_as_it_was_is_no_change(found, objective, signed):
    set_links(found, objectives={objective: "a"}, actions={}, **signed)
    n = Change.objects.count()
    set_links(found, objectives={objective: "a"}, actions={}, **signed)
    assert Change.objects.count() == n


def test_what_a_document_says_of_why_is_left_as_it_is(found, objective, of_document, signed):
    set_links(found, objectives={objective: "Mine"}, actions={}, **signed)
    of_document.refresh_from_db()
    assert of_document.why == "As printed"


def test_ending_what_was_loaded_alters_nothing_that_was_loaded(found, of_document, signed):
    before = stored_all([of_document])
    set_links(found, objectives={}, actions={}, **signed)
    of_document.refresh_from_db()
    assert of_document.is_ended
    assert stored_all([of_document]) == before


def test_a_plan_of_another_service_is_refused(found, signed):
    other = Objective.objects.exclude(plan__service=found.service).select_related("plan").first()
    with pytest.raises(Refused, match="Not in a plan of this indicator’s service"):
        set_links(found, objectives={other: ""}, actions={}, **signed)


def test_what_somebody_else_linked_meanwhile_is_said(found, objective, action, signed):
    seen = links_mark(found)
    set_links(found, objectives={objective: ""}, actions={}, seen=seen, **signed)
    with pytest.raises(RecordedSince, match="Somebody else changed what is linked"):
        set_links(found, objectives={}, actions={action: ""}, seen=seen, **signed)


# The page


def test_every_plan_of_the_service_is_there_with_its_objectives(page, found, loaded):
    groups = page().context_data["groups"]
    assert [g["plan"].id for g in groups] == [
        p.pk for p in Plan.objects.filter(service=found.service)
    ]
    own = next(g for g in groups if g["plan"].id == loaded.pk)
    assert [row["choice"].ref for row in own["objectives"]] == [str(n) for n in range(1, 11)]


def test_ticked_objectives_and_typed_actions_are_linked(page, found, objective, loaded):
    sent = {
        f"objective_{objective.pk}": "on",
        f"why_objective_{objective.pk}": "Better plans",
        f"refs_{loaded.pk}": "5.3, 6.1",
        f"why_refs_{loaded.pk}": "Training",
    }
    response = page(sent)
    assert response.status_code == 302
    assert response.url == "/indicators/local-test/"
    assert standing(found) == {
        ("5", None, "Better plans"),
        (None, "5.3", "Training"),
        (None, "6.1", "Training"),
    }
    shown = text(page())
    assert "3 linked" in shown
    assert 'value="Better plans"' in shown


def test_a_reference_that_is_none_is_named_and_the_rest_stays(page, found, objective, loaded):
    sent = {f"objective_{objective.pk}": "on", f"refs_{loaded.pk}": "5.3, 99.1; x"}
    response = page(sent)
    assert response.status_code == 422
    assert "“99.1” and “x” are no actions of this plan" in text(response)
    assert 'value="5.3, 99.1; x"' in text(response)
    assert found.links.count() == 0


def test_unticking_ends_and_the_page_says_so(page, found, objective, action, signed):
    set_links(found, objectives={objective: "a"}, actions={action: "b"}, **signed)
    assert page({f"action_{action.pk}": "on"}).status_code == 302
    assert standing(found) == {(None, "5.3", "")}
    assert "Linked earlier, ended since" in text(page())


def test_a_link_of_a_document_shows_its_reason_and_where_it_stands(page, of_document):
    shown = text(page())
    assert "As printed" in shown
    assert f"{of_document.source.title}, page 3" in shown
    assert f"why_objective_{of_document.objective_id}" not in shown


def test_the_second_of_two_people_keeps_what_was_ticked(page, found, objective, action, signed):
    seen = page().context_data["form"]["seen"].value()
    set_links(found, objectives={}, actions={action: ""}, **signed)
    sent = {f"objective_{objective.pk}": "on", "seen": seen}
    response = page(sent)
    assert response.status_code == 422
    assert "Somebody else changed what is linked" in text(response)
    assert response.context_data["form"][f"objective_{objective.pk}"].value()
    again = response.context_data["form"]["seen"].value()
    assert page(sent | {"seen": again}).status_code == 302
    assert standing(found) == {("5", None, "")}
