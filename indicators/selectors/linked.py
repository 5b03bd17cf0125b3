"""The objectives and actions that are meant to move an indicator, and the other way round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from indicators.models import Indicator, Link
from indicators.querysets import given_by
from indicators.readmodels import LinkedAction
from indicators.readmodels_chart import ChartEvent
from plans.addresses import with_query
from plans.models import Plan, Standing
from plans.rules.meanings import Meaning
from plans.selectors.counts import list_url

_LINKED = ("objective__plan", "action__plan")


def links_of(
    indicators: Iterable[Indicator], *, as_at: date, known_on: date | None = None
) -> list[Link]:
    """The links of indicators that stand: those of a document from the day of its publication."""
    given = given_by(as_at, known_on)
    found = Link.objects.filter(given, indicator__in=list(indicators), is_ended=False)
    return list(found.select_related(*_LINKED))


def linked_actions(
    indicator: Indicator, *, as_at: date, known_on: date | None = None, query: str = ""
) -> tuple[LinkedAction, ...]:
    """What is meant to move the indicator, with how far each had come by the day."""
    links = links_of([indicator], as_at=as_at, known_on=known_on)
    stand = _standings(links, as_at, known_on)
    found = []
    for link in links:
        own = stand[link.objective_id, link.action_id]
        n_complete = sum(_is_complete(s) for s in own)
        said = f"{n_complete} of {len(own)} actions reported complete"
        if link.action_id:
            said = own[0].rating.word if own and own[0].rating else "not rated"
        if link.objective:
            thing, ref = link.objective, link.objective.number
            url = list_url(thing.plan.ref, query=query, objective=ref)
        else:
            thing, ref = link.action, link.action.ref
            url = with_query(thing.get_absolute_url(), query)
        text = ". ".join(filter(None, (thing.plan.title, said, link.why)))
        found.append(LinkedAction(ref, thing.title, url, text))
    return tuple(found)


def linked_events(
    indicator: Indicator, *, as_at: date, known_on: date | None = None, query: str = ""
) -> tuple[ChartEvent, ...]:
    """When each linked action was first reported complete: marks on the time line."""
    found = events_by_indicator([indicator], as_at=as_at, known_on=known_on, query=query)
    return found[indicator.pk]


def events_by_indicator(
    indicators: Iterable[Indicator],
    *,
    as_at: date,
    known_on: date | None = None,
    query: str = "",
) -> Mapping[int, tuple[ChartEvent, ...]]:
    """The same of several indicators, by their ids; three queries for any number."""
    links = links_of(indicators, as_at=as_at, known_on=known_on)
    stand = _standings(links, as_at, known_on)
    complete = {s.action_id: s for own in stand.values() for s in own if _is_complete(s)}
    days = _completed_on(complete, as_at, known_on)
    found: dict[int, dict[int, ChartEvent]] = defaultdict(dict)
    for link in links:
        for s in stand[link.objective_id, link.action_id]:
            if s.action_id in days:
                day, action = days[s.action_id], s.action
                url = with_query(action.get_absolute_url(), query)
                event = ChartEvent(day, f"{action.ref} reported complete", "action", url)
                found[link.indicator_id][s.action_id] = event
    in_time = {
        indicator: sorted(events.items(), key=lambda pair: (pair[1].at, pair[0]))
        for indicator, events in found.items()
    }
    return defaultdict(
        tuple,
        {pk: tuple(event for _, event in events) for pk, events in in_time.items()},
    )


def _standings(
    links: list[Link], as_at: date, known_on: date | None
) -> Mapping[tuple, list[Standing]]:
    """How the actions of each link stand on the day, by objective and action; one query."""
    objectives = [link.objective_id for link in links if link.objective_id]
    actions = [link.action_id for link in links if link.action_id]
    found: dict[tuple, list[Standing]] = defaultdict(list)
    if not links:
        return found
    rows = (
        Standing.objects.at(as_at, known_on)
        .filter(Q(objective__in=objectives) | Q(action__in=actions))
        .select_related("action__plan", "rating")
        .order_by("action__position", "action_id")
    )
    for row in rows:
        if row.objective_id in objectives:
            found[row.objective_id, None].append(row)
        if row.action_id in actions:
            found[None, row.action_id].append(row)
    return found


def _completed_on(
    actions: Mapping[int, Standing], as_at: date, known_on: date | None
) -> dict[int, date]:
    """The first day of the unbroken stretch in which each is reported complete; one query."""
    rows = (
        Standing.objects.up_to(as_at, known_on)
        .filter(action__in=actions)
        .select_related("rating")
        .order_by("action_id", "from_on")
    )
    since: dict[int, date] = {}
    for row in rows:
        if _is_complete(row):
            since.setdefault(row.action_id, row.from_on)
        else:
            since.pop(row.action_id, None)
    return since


def _is_complete(standing: Standing) -> bool:
    return standing.rating is not None and standing.rating.meaning == Meaning.COMPLETE


def indicators_of(
    plan: Plan, *, as_at: date, known_on: date | None = None
) -> Mapping[int, list[Indicator]]:
    """The indicators of each objective of a plan, by the objective's id; one query."""
    links = (
        Link.objects.filter(given_by(as_at, known_on), is_ended=False)
        .filter(Q(objective__plan=plan) | Q(action__plan=plan))
        .select_related("indicator", "action")
        .order_by("indicator__position", "indicator_id")
    )
    found: dict[int, list[Indicator]] = defaultdict(list)
    for link in links:
        objective = link.objective_id or link.action.objective_id
        if link.indicator not in found[objective]:
            found[objective].append(link.indicator)
    return found
