"""Inspections, and how the objectives that answer each recommendation stand."""

from datetime import date

from django.db.models import Count

from plans.models import Inspection, Objective, Plan, Rating, Recommendation, Standing
from plans.readmodels import LinkLine, ObjectiveHolds, RecommendationLine, RecommendationPage
from plans.rules import words
from plans.rules.dates import date_text
from plans.rules.meanings import Meaning
from plans.selectors.counts import bar, groups_by_objective, key_in_order, list_url, patterns, tally


class NoSuchRecommendation(LookupError):
    """There is no such inspection or recommendation."""


def get_inspection(ref: str) -> Inspection:
    """The inspection with its source. Raises NoSuchRecommendation."""
    try:
        return Inspection.objects.select_related("source", "service").get(ref=ref)
    except Inspection.DoesNotExist:
        raise NoSuchRecommendation(f"There is no inspection “{ref}”.") from None


def get_recommendation(ref: str, number: str) -> Recommendation:
    """The recommendation with its inspection. Raises NoSuchRecommendation."""
    try:
        return Recommendation.objects.select_related("inspection__service", "source").get(
            inspection__ref=ref, number=number
        )
    except Recommendation.DoesNotExist:
        raise NoSuchRecommendation(f"There is no recommendation {number} of “{ref}”.") from None


def recommendation_page(
    recommendation: Recommendation,
    *,
    as_at: date,
    known_on: date | None = None,
    query: str = "",
) -> RecommendationPage:
    """The recommendation and each objective that answers it, with counts as at the day."""
    (held,) = _held([recommendation], as_at=as_at, known_on=known_on, query=query)
    inspection = recommendation.inspection
    source = recommendation.source
    return RecommendationPage(
        number=recommendation.number,
        title=recommendation.title,
        text=recommendation.text,
        addressee=recommendation.addressee_as_written,
        inspection=inspection.title,
        inspection_url=inspection.get_absolute_url(),
        source=f"{source.title}: {recommendation.place}" if source else "",
        sentence=_sentence(held),
        objectives=held,
        patterns=patterns(o.bar for o in held),
    )


def recommendation_lines(
    inspection: Inspection, *, as_at: date, known_on: date | None = None, query: str = ""
) -> tuple[RecommendationLine, ...]:
    """Every recommendation of an inspection with what answers it, in its order."""
    recommendations = list(inspection.recommendations.select_related("inspection"))
    suffix = f"?{query}" if query else ""
    return tuple(
        RecommendationLine(
            number=r.number,
            title=r.title,
            text=r.text,
            addressee=r.addressee_as_written,
            url=f"{r.get_absolute_url()}{suffix}",
            sentence=_sentence(held),
            objectives=tuple(LinkLine(f"{o.number}. {o.title}", o.url, o.plan) for o in held),
        )
        for r, held in zip(
            recommendations,
            _held(recommendations, as_at=as_at, known_on=known_on, query=query),
            strict=True,
        )
    )


def inspection_lines() -> tuple[LinkLine, ...]:
    """Every inspection, latest first."""
    return tuple(
        LinkLine(
            i.title,
            i.get_absolute_url(),
            f"{i.inspectorate}, {i.source.published_as_written if i.source else 'date not recorded'}: "
            f"{words.count_of(i.n, 'recommendation')}",
        )
        for i in Inspection.objects.select_related("source")
        .annotate(n=Count("recommendations"))
        .order_by("-source__published_on")
    )


def _held(
    recommendations: list[Recommendation], *, as_at: date, known_on: date | None, query: str
) -> list[tuple[ObjectiveHolds, ...]]:
    """The objectives that answer each recommendation, in the order asked; a fixed number of queries."""
    through = Objective.recommendations.through.objects.filter(recommendation__in=recommendations)
    pairs = list(through.values_list("recommendation_id", "objective_id"))
    objectives = {
        o.pk: o
        for o in Objective.objects.filter(
            pk__in={objective for _, objective in pairs}, plan__begins_on__lte=as_at
        ).select_related("plan")
    }
    keys = _keys({o.plan_id for o in objectives.values()})
    groups = groups_by_objective(
        Standing.objects.filter(objective__in=objectives), as_at=as_at, known_on=known_on
    )
    return [
        tuple(
            _holds(o, keys[o.plan_id], groups.get(o.pk, []), query)
            for o in sorted(
                (objectives[oid] for rid, oid in pairs if rid == r.pk and oid in objectives),
                key=lambda o: (o.plan_id, o.position),
            )
        )
        for r in recommendations
    ]


def _keys(plan_ids: set[int]) -> dict[int, list[Rating]]:
    keys: dict[int, list[Rating]] = {pk: [] for pk in plan_ids}
    for rating in Rating.objects.filter(plan__in=plan_ids):
        keys[rating.plan_id].append(rating)
    return {pk: key_in_order(ratings) for pk, ratings in keys.items()}


def _holds(objective: Objective, key, groups, query: str) -> ObjectiveHolds:
    plan: Plan = objective.plan
    counts = tally(key, groups, overdue_is_behind=plan.overdue_is_behind)
    return ObjectiveHolds(
        number=objective.number,
        title=objective.title,
        plan=plan.title,
        url=list_url(plan.ref, query=query, objective=objective.number),
        due_text=date_text(objective.due_on, objective.due_precision),
        tally=counts,
        bar=bar(counts, plan_ref=plan.ref, query=query, objective=objective.number),
        overdue_url=list_url(plan.ref, query=query, objective=objective.number, overdue="on"),
    )


def _sentence(held: tuple[ObjectiveHolds, ...]) -> str:
    if not held:
        return "No objective on record answers it."
    n = sum(o.tally.n for o in held)
    n_complete = sum(o.tally.n_meaning(Meaning.COMPLETE) for o in held)
    n_overdue = sum(o.tally.n_overdue for o in held)
    answer = f"{words.count_of(len(held), 'objective')} with {words.count_of(n, 'action')}"
    late = f", {n_overdue:,} past {'its' if n_overdue == 1 else 'their'} date" if n_overdue else ""
    return f"Answered by {answer}: {n_complete:,} reported complete{late}."
