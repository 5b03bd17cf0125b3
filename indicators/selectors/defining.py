"""What can be linked to an indicator and what is noted of it, as the pages show it that write it."""

from collections import defaultdict

from indicators.models import Indicator, Link
from indicators.readmodels_defining import LinkChoice, LinkPlan
from indicators.selectors.lines import source_text
from plans.models import Action, Objective, Plan
from plans.rules.dates import long_date


def link_plans(indicator: Indicator) -> tuple[LinkPlan, ...]:
    """The plans of the indicator's service, the latest first, with what of each is or can be linked."""
    links = list(indicator.links.select_related("source", "action"))
    of_objective = {link.objective_id: link for link in links if link.objective_id}
    of_plan: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.action:
            of_plan[link.action.plan_id].append(link)
    plans = Plan.objects.filter(service=indicator.service).prefetch_related("objectives")
    refs: dict[int, dict[str, int]] = defaultdict(dict)
    actions = Action.objects.filter(plan__service=indicator.service)
    for plan_id, ref, pk in actions.values_list("plan_id", "ref", "pk"):
        refs[plan_id][ref] = pk
    return tuple(
        LinkPlan(
            id=plan.pk,
            title=plan.title,
            objective_word=plan.objective_word,
            objectives=tuple(_choice(o, of_objective.get(o.pk)) for o in plan.objectives.all()),
            actions=tuple(
                _choice(link.action, link)
                for link in sorted(of_plan[plan.pk], key=lambda link: link.action.position)
            ),
            refs=refs[plan.pk],
        )
        for plan in plans
    )


def _choice(thing: Objective | Action, link: Link | None) -> LinkChoice:
    note = source_text(link)
    if link and link.is_ended:
        note = ". ".join(filter(None, ("Linked earlier, ended since", note)))
    return LinkChoice(
        id=thing.pk,
        ref=thing.number if isinstance(thing, Objective) else thing.ref,
        title=thing.title,
        is_linked=bool(link) and not link.is_ended,
        why=link.why if link else "",
        is_of_document=bool(link and link.source_id),
        note=note,
    )


def notes_of(indicator: Indicator) -> tuple[tuple[str, str, str], ...]:
    """Day, kind and text of each note on the time line, the latest first."""
    rows = indicator.notes.select_related("source").order_by("-on", "-pk")
    return tuple(
        (long_date(n.on) if n.on else "No day", n.get_kind_display(), n.text) for n in rows
    )
