"""What documents say of a plan or a part as a whole."""

from datetime import date

from django.db.models import Prefetch

from plans.models import Action, Plan, Remark
from plans.readmodels import LinkLine, RemarkLine
from plans.selectors.wording import day_text


def remarks(plan: Plan, *, as_at: date, known_on: date | None = None) -> tuple[RemarkLine, ...]:
    """What documents say of parts and of the whole plan up to that day, latest first."""
    rows = (
        Remark.objects.filter(plan=plan, effective_on__lte=as_at)
        .select_related("part", "objective", "source")
        .prefetch_related(Prefetch("disagrees_with", Action.objects.only("ref", "title")))
        .only(
            *("text", "place", "effective_on", "effective_precision"),
            *("part__code", "part__title", "objective__number", "objective__title"),
            "source__title",
        )
        .order_by("-effective_on", "position")
    )
    if known_on:
        rows = rows.filter(known_on__lte=known_on)
    return tuple(
        RemarkLine(
            day_text=day_text(r),
            about=str(r.part or r.objective or "The whole plan"),
            text=r.text,
            source=f"{r.source.title}: {r.place}" if r.source else "",
            disagrees=tuple(
                LinkLine(a.ref, a.get_absolute_url(), a.title) for a in r.disagrees_with.all()
            ),
        )
        for r in rows
    )
