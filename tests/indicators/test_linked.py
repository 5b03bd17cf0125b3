"""What is meant to move an indicator, as at a day, and the indicators of a plan's objectives."""

from datetime import date

import pytest

from indicators.models import Indicator, Link
from indicators.selectors.linked import (
    events_by_indicator,
    indicators_of,
    linked_actions,
    linked_events,
)
from indicators.services.writing import IndicatorWriter
from plans.models import Action, Objective, Source
from plans.services.statements import record_update
from tests.conftest import AT
from tests.indicators.as_loaded import TODAY

PACK, PART_A = date(2015, 6, 16), date(2015, 3, 31)


@pytest.fixture
def custody(loaded) -> Indicator:
    return Indicator.objects.get(ref="custody-rate")


def action(ref: str) -> Action:
    return Action.objects.get(plan__ref="2014-improvement", ref=ref)


def linked_to(custody: Indicator, by, *, source: Source | None = None, **to) -> Link:
    writer = IndicatorWriter(by=by, at=AT, source=source)
    return writer.add_link(custody, place="p. 1" if source else "", **to)


def labels(of: Indicator, **asked) -> list[tuple[date, str]]:
    return [(e.at, e.label) for e in linked_events(of, **asked)]


# ---------- what is meant to move it ----------


def test_objectives_of_all_indicators_are_linked_to_each(custody):
    """Appendix 3, Part A, objectives 1 to 3: their linked performance indicators are “All”."""
    found = linked_actions(custody, as_at=PACK)
    assert [item.ref for item in found] == ["1", "2", "3"]
    assert found[0].text == (
        "Post-inspection improvement plan 2014. 9 of 10 actions reported complete. "
        "The objective’s linked performance indicators are “All”"
    )


def test_an_action_is_linked_where_its_success_measure_names_the_indicator(loaded):
    found = linked_actions(Indicator.objects.get(ref="reoffending-binary"), as_at=PACK)
    assert [item.ref for item in found] == ["1", "2", "3", "3.4", "5.12", "6.4", "6.9", "9.8"]
    assert ". Green. " in found[3].text


def test_an_action_that_nobody_rated_says_so(custody, manager):
    linked_to(custody, manager, action=action("7.1"))
    (item,) = [i for i in linked_actions(custody, as_at=date(2015, 2, 1)) if i.ref == "7.1"]
    assert item.text == "Post-inspection improvement plan 2014. not rated"


def test_links_of_a_document_count_from_its_day(custody):
    assert linked_actions(custody, as_at=date(2015, 6, 15)) == ()
    assert len(linked_actions(custody, as_at=PACK)) == 3


def test_links_of_a_later_document_were_not_known(custody):
    assert linked_actions(custody, as_at=TODAY, known_on=date(2015, 6, 15)) == ()


def test_a_link_that_ended_is_not_shown(custody):
    Link.objects.filter(indicator=custody, objective__number="2").update(is_ended=True)
    assert [item.ref for item in linked_actions(custody, as_at=PACK)] == ["1", "3"]


def test_each_leads_to_its_page_of_the_same_day(custody, manager):
    linked_to(custody, manager, action=action("7.1"))
    objective, *_, own = linked_actions(custody, as_at=PACK, query="as_at=2015-06-16")
    assert objective.url == "/plans/2014-improvement/actions/?objective=1&as_at=2015-06-16"
    assert own.url == f"/actions/{action('7.1').pk}/?as_at=2015-06-16"


# ---------- marks on the time line ----------


def test_each_action_has_a_mark_on_the_day_that_it_was_reported_complete(custody):
    """Objectives 1 to 3 have 23 actions; 1.9 and 2.4 are not reported complete by Part A's table."""
    found = labels(custody, as_at=PACK)
    assert len(found) == 21
    assert {day for day, _ in found} == {PART_A}
    said = {label for _, label in found}
    assert "1.1 reported complete" in said
    assert not {"1.9 reported complete", "2.4 reported complete"} & said


def test_before_the_table_nothing_was_reported_complete(custody, manager):
    linked_to(
        custody, manager, objective=Objective.objects.get(plan__ref="2014-improvement", number="4")
    )
    assert labels(custody, as_at=date(2015, 3, 30)) == []


def test_an_action_linked_twice_has_one_mark(loaded):
    """3.4 is linked itself and with its objective."""
    found = labels(Indicator.objects.get(ref="reoffending-binary"), as_at=PACK)
    assert [label for _, label in found].count("3.4 reported complete") == 1


def test_an_action_that_went_back_has_no_mark_and_has_it_again_from_the_second_day(
    custody, manager
):
    for day, rating in ((date(2015, 4, 30), "Amber"), (date(2015, 5, 31), "Green")):
        record_update(action("1.1"), by=manager, at=AT, rating=rating, effective_on=day, reason="x")
    own = [
        day for day, label in labels(custody, as_at=date(2015, 7, 1)) if label.startswith("1.1 ")
    ]
    assert own == [date(2015, 5, 31)]
    at_risk = labels(custody, as_at=date(2015, 7, 1), known_on=PACK)
    assert (PART_A, "1.1 reported complete") in at_risk


def test_several_indicators_are_asked_for_at_once(loaded, django_assert_num_queries):
    every = list(Indicator.objects.filter(service__ref="portsmouth-yot"))
    with django_assert_num_queries(3):
        found = events_by_indicator(every, as_at=PACK)
    refs = {i.pk: i.ref for i in every}
    assert {refs[pk] for pk, events in found.items() if events} == {
        *("fte-rate", "reoffending-binary", "reoffending-frequency", "custody-rate")
    }
    assert found[-1] == ()


def test_marks_stand_in_the_order_of_their_days(loaded):
    found = linked_events(Indicator.objects.get(ref="reoffending-binary"), as_at=PACK)
    days = [event.at for event in found]
    assert days == sorted(days)
    assert {event.kind for event in found} == {"action"}


# ---------- the other way round ----------


def numbers(plan, **asked) -> dict[str, list[str]]:
    of = {o.pk: o.number for o in plan.objectives.all()}
    return {of[pk]: [i.ref for i in found] for pk, found in indicators_of(plan, **asked).items()}


def test_objectives_have_the_indicators_that_they_and_their_actions_are_meant_to_move(loaded):
    four = ["fte-rate", "reoffending-binary", "reoffending-frequency", "custody-rate"]
    of_an_action = ["reoffending-binary", "reoffending-frequency"]
    assert numbers(loaded, as_at=PACK) == {
        **dict.fromkeys(("1", "2", "3"), four),
        **dict.fromkeys(("5", "6", "9"), of_an_action),
    }


def test_before_the_document_an_objective_has_none(loaded):
    assert numbers(loaded, as_at=date(2015, 6, 15)) == {}
    assert numbers(loaded, as_at=TODAY, known_on=date(2015, 6, 15)) == {}


def test_it_takes_one_query(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):
        indicators_of(loaded, as_at=PACK)
