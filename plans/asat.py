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
    day = _day(text)
    if day is None:
        raise BadAddress(f"“{text}” is not a date: write the day as 2015-04-23 or 23/04/2015.")
    if day > now:
        raise BadAddress(
            f"{long_date(day)} is in the future: nothing is known of it yet. "
            "Choose today or an earlier day."
        )
    return AsAt(
        on=day,
        text=f"{day:%A} {long_date(day)}",
        is_past=day < now,
        query=f"as_at={day.isoformat()}" if day < now else "",
    )


def _day(text: str) -> date | None:
    """The day that is typed or addressed; an ISO date of any century is one, if only to be refused."""
    written = read_date(text)
    if written.precision == Precision.DAY and not written.ongoing:
        return written.on
    try:
        return date.fromisoformat(text) if len(text) == len("2015-04-23") else None
    except ValueError:
        return None


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
