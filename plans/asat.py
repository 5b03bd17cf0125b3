"""The day that a page speaks of: `?as_at=2015-04-23`, else today. Only views read the clock.

`?known_on=` limits it to what was known by then, `?meeting=` asks for the end of a meeting.
"""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from plans.models import Meeting, Plan
from plans.problems import BadAddress, NotThere
from plans.readmodels import AsAt
from plans.rules.dates import Precision, long_date, read_date
from plans.selectors.meetings import boundary_of, words_of
from plans.selectors.plans import BeforeThePlan, NoSuchPlan, get_plan, require_day

FIRST_YEAR = 1990  # no service, plan or board that is kept here is older


def today() -> date:
    """Today in the United Kingdom."""
    return timezone.localdate()  # noqa: TID251


def as_at_of(request: HttpRequest) -> AsAt:
    """The day that the address asks about, `?as_at=` or the end of `?meeting=`, and `?known_on=`.

    Raises BadAddress where the address names no day, a future one, or a meeting without a date.
    """
    now = today()
    day, note = _meeting_day(request)
    day = day or _asked(request, "as_at", now) or now
    known_on = _asked(request, "known_on", now)
    if known_on == now:
        known_on = None
    query = {"as_at": day.isoformat()} if day < now else {}
    if known_on:
        query["known_on"] = known_on.isoformat()
    return AsAt(
        on=day,
        text=f"{day:%A} {long_date(day)}",
        is_past=bool(query),
        query=urlencode(query),
        known_on=known_on,
        known_text=long_date(known_on) if known_on else "",
        note=note,
    )


def _asked(request: HttpRequest, name: str, now: date) -> date | None:
    """The day of one parameter; None where the address does not give it."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    day = _day(text)
    if day is None:
        raise BadAddress(f"“{text}” is not a date: write the day as 2015-04-23 or 23/04/2015.")
    if day.year < FIRST_YEAR:
        raise BadAddress(
            f"{long_date(day)} is before anything that is kept here: choose a later day."
        )
    if day > now:
        raise BadAddress(
            f"{long_date(day)} is in the future: nothing is known of it yet. "
            "Choose today or an earlier day."
        )
    return day


def _meeting_day(request: HttpRequest) -> tuple[date | None, str]:
    """The day at whose end the meeting asked about is past, and a note on it; (None, "") without one."""
    ref = request.GET.get("meeting", "").strip()
    if not ref or not ref.isprintable():
        return None, ""
    meeting = Meeting.objects.select_related("board").filter(ref=ref).first()
    if meeting is None:
        raise BadAddress(f"There is no meeting “{ref[:60]}”: choose one of the board’s meetings.")
    day = boundary_of(meeting)
    if day is None:
        raise BadAddress(
            f"The date of that meeting of the {meeting.board} is not recorded, "
            "so nothing can be shown as at it: choose a day."
        )
    service = getattr(request, "service", None)
    if service and meeting.board.service_id != service.pk:
        raise BadAddress(
            f"The {meeting.board} is of another service: choose one of this service’s."
        )
    if day > today():
        raise BadAddress(
            f"The {meeting.board} meets on {long_date(day)}: nothing is known of it yet. "
            "Choose today or an earlier day."
        )
    return day, f"after the {meeting.board} of {words_of(meeting)}"


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
    about(request, plan)
    as_at = as_at_of(request)
    try:
        require_day(plan, as_at.on)
    except BeforeThePlan as error:
        raise BadAddress(str(error)) from None
    return plan, as_at


def about(request: HttpRequest, *plans: Plan) -> None:
    """Says which plans, of one service, the page is about: what stands around it names them."""
    request.overdue_rules = {plan.overdue_is_behind for plan in plans}
    if plans:
        request.service = plans[0].service
