"""What documents say of a plan or a part as a whole."""

from datetime import date

from django.urls import reverse

from plans.models import Plan, Remark
from plans.readmodels import LinkLine, RemarkLine
from plans.selectors.texts import EVERYTHING, Texts
from plans.selectors.wording import day_text


def remarks(
    plan: Plan, *, as_at: date, known_on: date | None = None, texts: Texts = EVERYTHING
) -> tuple[RemarkLine, ...]:
    """What documents say of parts and of the whole plan up to that day, latest first."""
    rows = Remark.objects.filter(plan=plan, effective_on__lte=as_at)
    if known_on:
        rows = rows.filter(known_on__lte=known_on)
    said = rows.order_by("-effective_on", "position").select_related("part", "objective", "source")
    said = list(
        said.only(
            *("text", "place", "effective_on", "effective_precision"),
            *("part__code", "part__title", "part__source"),
            *("objective__number", "objective__title", "objective__source"),
            "source__title",
        )
    )
    disagrees = _disagreeing(said) if said else {}
    return tuple(
        RemarkLine(
            day_text=day_text(r),
            about=_about(r, texts),
            text=texts.of(r, "text"),
            source=f"{r.source.title}: {r.place}" if r.source else "",
            disagrees=tuple(disagrees.get(r.pk, ())),
        )
        for r in said
    )


def _about(remark: Remark, texts: Texts) -> str:
    about = remark.part or remark.objective
    if about is None:
        return "The whole plan"
    if texts.may(about, "title"):
        return str(about)
    return f"Part {about.code}" if about == remark.part else about.number


def _disagreeing(remarks: list[Remark]) -> dict[int, list[LinkLine]]:
    """The actions that say otherwise than each remark, in plan order, by the remark's id."""
    found: dict[int, list[LinkLine]] = {}
    pairs = Remark.disagrees_with.through.objects.filter(remark_id__in=[r.pk for r in remarks])
    for remark, pk, ref, title in pairs.order_by("action__position").values_list(
        "remark_id", "action_id", "action__ref", "action__title"
    ):
        url = reverse("plans:action", args=[pk])
        found.setdefault(remark, []).append(LinkLine(ref, url, title))
    return found
