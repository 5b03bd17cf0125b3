"""The day that a page speaks of: `?as_at=2015-04-23`, else today. Only views read the clock."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from plans.models import Plan
from plans.problems import BadAddress, NotThere
from plans.readmodels import AsAt
from plans.rules.dates import Precision, long_date, read_date
from plans.selectors.plans import BeforeThePlan, NoSuchPlan, get_plan, require_day


def today() -> date:
    """Today in the United Kingdom."""
    return timezone.localdate()  # noqa: TID251


def as_at_of(request: HttpRequest) -> AsAt:
    """The day that the address asks about. Raises BadAddress where it names none, or a future one."""
    now = today()
    text = request.GET.get("as_at", "").strip()
    if not text:
        return AsAt(on=now, text=f"{now:%A} {long_date(now)}", is_past=False)
    written = read_date(text)
    if written.precision != Precision.DAY:
        raise BadAddress(f"“{text}” is not a date: write the day as 2015-04-23 or 23/04/2015.")
    if written.on > now:
        raise BadAddress(
            f"{long_date(written.on)} is in the future: nothing is known of it yet. "
            "Choose today or an earlier day."
        )
    return AsAt(
        on=written.on,
        text=f"{written.on:%A} {long_date(written.on)}",
        is_past=written.on < now,
        query=f"as_at={written.on.isoformat()}" if written.on < now else "",
    )


def plan_and_day(request: HttpRequest, ref: str) -> tuple[Plan, AsAt]:
    """The plan of that reference and the day asked about, or the page that says what is wrong."""
    try:
        plan = get_plan(ref)
    except NoSuchPlan as error:
        raise NotThere(str(error)) from None
    as_at = as_at_of(request)
    try:
        require_day(plan, as_at.on)
    except BeforeThePlan as error:
        raise BadAddress(str(error)) from None
    return plan, as_at
