"""Plans in a list, each with how it stands."""

from datetime import date

from plans.addresses import with_query
from plans.models import Objective, Plan, Service, Standing
from plans.readmodels import Tally
from plans.selectors.counts import groups_by_objective, key_in_order, state_sentence, tally
from reports.readmodels import PlanLine
from reports.selectors.said_last import latest_texts


def plan_lines(
    plans: list[Plan], *, as_at: date, known_on: date | None = None, query: str = ""
) -> tuple[tuple[PlanLine, Tally], ...]:
    """Each plan with how it stands, in the order given; a fixed number of queries."""
    plans = [p for p in plans if p.begins_on <= as_at]
    latest = latest_texts(plans, as_at=as_at, known_on=known_on)
    of_plan = dict(Objective.objects.filter(plan__in=plans).values_list("pk", "plan_id"))
    groups: dict[int, list] = {}
    for objective, counted in groups_by_objective(
        Standing.objects.filter(objective__plan__in=plans), as_at=as_at, known_on=known_on
    ).items():
        groups.setdefault(of_plan[objective], []).extend(counted)
    found = []
    for p in plans:
        counts = tally(
            key_in_order(p.ratings.all()),
            groups.get(p.pk, ()),
            overdue_is_behind=p.overdue_is_behind,
        )
        line = PlanLine(
            title=p.title,
            url=with_query(p.get_absolute_url(), query),
            latest_text=latest.get(p.pk) or "nothing reported",
            n_actions=counts.n,
            sentence=state_sentence(counts),
        )
        found.append((line, counts))
    return tuple(found)


def service_plans(service: Service | None) -> list[Plan]:
    """The plans of a service with their keys, latest first."""
    return list(Plan.objects.of_service(service).prefetch_related("ratings")) if service else []
