"""What was said last of a plan, and when."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from plans.addresses import with_query
from plans.models import Plan, Update
from plans.readmodels import LinkLine
from plans.rules.dates import date_text, days_text, long_date
from plans.selectors.wording import day_text


def latest_texts(
    plans: Iterable[Plan], *, as_at: date, known_on: date | None = None
) -> dict[int, str]:
    """The day of the latest statement on each plan, no more exact than it is known, by the plan's id."""
    said = Update.objects.filter(action__plan=OuterRef("pk"), effective_on__lte=as_at)
    said = said.filter(known_on__lte=known_on) if known_on else said
    latest = said.order_by("-effective_on", "-pk")
    rows = (
        Plan.objects.filter(pk__in=[p.pk for p in plans])
        .order_by()
        .annotate(
            latest_on=Subquery(latest.values("effective_on")[:1]),
            latest_precision=Subquery(latest.values("effective_precision")[:1]),
        )
        .values_list("pk", "latest_on", "latest_precision")
    )
    return {pk: date_text(on, precision, short=True) for pk, on, precision in rows}


def latest_line(
    plan: Plan, url: str, *, as_at: date, known_on: date | None = None
) -> LinkLine | None:
    """Where the last statement is older than the day shown, the way to the day on which it was made."""
    said = Update.objects.filter(action__plan=plan, effective_on__lte=as_at)
    said = said.filter(known_on__lte=known_on) if known_on else said
    last = said.order_by("-effective_on", "-pk").only("effective_on", "effective_precision").first()
    if last is None or last.effective_on >= as_at:
        return None
    latest = last.effective_on
    ago = days_text((as_at - latest).days)
    return LinkLine(
        f"The latest statement on record is of {day_text(last)}, {ago} earlier.",
        with_query(url, f"as_at={latest.isoformat()}"),
        f"Show how it stood on {long_date(latest)}",
    )
