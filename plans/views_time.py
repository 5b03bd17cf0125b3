"""Pages about what changed and what slipped: they only read."""

from datetime import date

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from plans.addresses import page_number, pairs_of
from plans.asat import plan_and_day
from plans.models import Meeting, Plan
from plans.problems import BadAddress
from plans.readmodels import AsAt
from plans.readmodels_time import Boundary
from plans.rules.changes import Kind
from plans.rules.dates import Precision, long_date, read_date
from plans.selectors.changes import beginning, boundaries, boundary_at, boundary_on_day
from plans.selectors.changes_page import Asked, changes_page
from plans.selectors.kept import kept
from plans.selectors.meetings import boundary_of
from plans.selectors.plans import BeforeThePlan, require_day
from plans.selectors.slips import slips_page


@require_safe
def changes(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    meetings = boundaries(plan, as_at=as_at.on)
    boundary = _boundary(request, plan, meetings, as_at)
    page = changes_page(
        plan,
        boundary,
        meetings,
        _asked(request),
        as_at=as_at.on,
        known_on=as_at.known_on,
        query=as_at.query,
    )
    keep = [(k, v) for k, v in pairs_of(request) if k not in ("as_at", "known_on", "page")]
    own = [(k, v) for k, v in pairs_of(request) if k in ("as_at", "known_on", "meeting")]
    return TemplateResponse(
        request,
        "plans/changes.html",
        {"page": page, "plan": plan, "as_at": as_at, "keep": keep, "own": own},
    )


@require_safe
def slips(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    page = kept(
        "slips",
        (plan.ref, as_at.on, as_at.known_on, as_at.query),
        lambda: slips_page(plan, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query),
    )
    return TemplateResponse(request, "plans/slips.html", {"page": page, "as_at": as_at})


def _boundary(request: HttpRequest, plan: Plan, meetings: list[Meeting], as_at: AsAt) -> Boundary:
    """The day or meeting that the address compares with; else the last meeting, else the beginning.

    A day that is typed counts before a meeting that is chosen.
    """
    text = request.GET.get("since", "").strip()
    ref = request.GET.get("since_meeting", "").strip()
    if text:
        return _day_boundary(text, plan, as_at)
    if ref:
        return _meeting_boundary(ref, meetings, as_at)
    return boundary_at(meetings[-1]) if meetings else beginning(plan)


def _day_boundary(text: str, plan: Plan, as_at: AsAt) -> Boundary:
    written = read_date(text)
    if written.on is None or written.precision != Precision.DAY or written.ongoing:
        raise BadAddress(f"“{text}” is not a date: write the day as 2015-04-23 or 23/04/2015.")
    if written.on > as_at.on:
        raise BadAddress(
            f"{long_date(written.on)} is after {long_date(as_at.on)}, the day shown: "
            "give an earlier day to compare with."
        )
    try:
        require_day(plan, written.on)
    except BeforeThePlan as error:
        raise BadAddress(str(error)) from None
    return boundary_on_day(written.on)


def _meeting_boundary(ref: str, meetings: list[Meeting], as_at: AsAt) -> Boundary:
    found = next((m for m in meetings if m.ref == ref), None)
    if found:
        return boundary_at(found)
    readable = ref.isprintable()
    meeting = Meeting.objects.filter(ref=ref).first() if readable else None
    if meeting is None:
        raise BadAddress("There is no such meeting: choose one of those listed, or give a day.")
    day: date | None = boundary_of(meeting)
    if day is None:
        raise BadAddress(
            "That meeting has no date on record, so nothing can be counted from it: "
            "choose another, or give a day."
        )
    raise BadAddress(
        f"The meeting of {long_date(day)} is not one of this plan’s board "
        f"before {long_date(as_at.on)}: choose one of those listed, or give a day."
    )


def _asked(request: HttpRequest) -> Asked:
    kinds = [text for text in request.GET.getlist("kind") if text]
    known = {kind.value for kind in Kind}
    for text in kinds:
        if text not in known:
            raise BadAddress(f"“{text[:60]}” is no kind of change: choose from the list.")
    return Asked(
        kinds=tuple(Kind(text) for text in dict.fromkeys(kinds)),
        objective=request.GET.get("objective", "").strip(),
        owner=request.GET.get("owner", "").strip(),
        page=page_number(request.GET.get("page", "")),
    )
