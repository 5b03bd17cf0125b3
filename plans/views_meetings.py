"""The pages of boards and meetings that are read, and the forms that add or change a meeting."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.asat import as_at_of, plan_and_day, today
from plans.forms_meetings import MeetingForm
from plans.models import Board, Meeting
from plans.problems import BadAddress, NotThere
from plans.readmodels import AsAt
from plans.rules.access import GOVERNORS
from plans.selectors import meeting_page as pages
from plans.selectors.attendance import LEGEND
from plans.selectors.meeting_lists import (
    NoSuchBoard,
    board_page,
    get_board,
    service_boards,
)
from plans.selectors.meetings import short_words_of
from plans.selectors.with_board import with_board_page
from plans.services import meetings as services
from plans.services.errors import NotAllowed, Refused
from plans.services.meetings import RecordedSince


@require_safe
def meeting_list(request: HttpRequest) -> TemplateResponse:
    as_at = day_of_page(request)
    context = {
        "title": "Meetings",
        "services": service_boards(as_at=as_at.on),
        "as_at": as_at,
        "may_write": may_write_of(request, as_at),
    }
    return TemplateResponse(request, "plans/meeting_list.html", context)


@require_safe
def board(request: HttpRequest, ref: str) -> TemplateResponse:
    found = _board(ref)
    request.service = found.service
    as_at = day_of_page(request)
    page = board_page(found, as_at=as_at.on)
    context = {
        "page": page,
        "legend": LEGEND,
        "as_at": as_at,
        "crumbs": [MEETINGS, {"label": page.name}],
        "add_url": reverse("plans:meeting-add", args=[ref]) if may_write_of(request, as_at) else "",
    }
    return TemplateResponse(request, "plans/board.html", context)


@require_safe
def with_board(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    context = {
        "plan": plan,
        "page": with_board_page(plan, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query),
        "as_at": as_at,
        "crumbs": [
            {"label": plan.title, "url": plan.get_absolute_url()},
            {"label": "With the board"},
        ],
    }
    return TemplateResponse(request, "plans/board_waiting.html", context)


@require_safe
def meeting_decisions(request: HttpRequest, ref: str) -> TemplateResponse:
    found, siblings = find_meeting(ref)
    request.service = found.board.service
    page = pages.meeting_page(found, siblings, as_at=today(), with_asks=False)
    context = {"page": page, "crumbs": [*crumbs_of(found), {"label": "Decisions"}]}
    return TemplateResponse(request, "plans/meeting_decisions.html", context)


MEETINGS = {"label": "Meetings", "url": "/meetings/"}


def crumbs_of(found: Meeting) -> list[dict]:
    return [
        MEETINGS,
        {"label": found.board.name, "url": found.board.get_absolute_url()},
        {"label": short_words_of(found), "url": found.get_absolute_url()},
    ]


def day_of_page(request: HttpRequest) -> AsAt:
    """The day asked about. What boards and meetings record has no day of its own of being known."""
    as_at = as_at_of(request)
    if as_at.known_on:
        raise BadAddress(
            "Meetings are shown as at a day, and not of what was known on another: "
            "leave “known_on” out of the address."
        )
    return as_at


def may_write_of(request: HttpRequest, as_at: AsAt) -> bool:
    return request.user.position in GOVERNORS and not as_at.is_past


def _board(ref: str) -> Board:
    try:
        return get_board(ref)
    except NoSuchBoard as error:
        raise NotThere(str(error)) from None


def find_meeting(ref: str) -> tuple[Meeting, list[Meeting]]:
    try:
        return pages.get_meeting(ref)
    except pages.NoSuchMeeting as error:
        raise NotThere(str(error)) from None


def signed(request: HttpRequest) -> dict:
    return {"by": request.user, "at": timezone.now()}  # noqa: TID251


# ---------- adding and changing a meeting ----------


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_add(request: HttpRequest, ref: str) -> HttpResponse:
    found = _board(ref)
    form = MeetingForm(request.POST if request.method == "POST" else None)

    def write() -> Meeting:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        return services.add_meeting(found, **facts, **signed(request))

    request.service = found.service
    title = f"Add a meeting of {found.name}"
    crumbs = [MEETINGS, {"label": found.name, "url": found.get_absolute_url()}]
    crumbs.append({"label": "Add a meeting"})
    return _form_page(request, form, write, title, crumbs, found.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, ref: str) -> HttpResponse:
    found, _ = find_meeting(ref)
    services.refuse_agreed(found)
    mark = services.mark_of(found)
    form = MeetingForm(request.POST if request.method == "POST" else None, meeting=found, mark=mark)

    def write() -> Meeting:
        return services.change_meeting(found, **form.cleaned_data, **signed(request))

    request.service = found.board.service
    title = "Change the date, agenda or papers"
    crumbs = [*crumbs_of(found), {"label": "Change"}]
    return _form_page(request, form, write, title, crumbs, found.get_absolute_url())


def _form_page(
    request: HttpRequest,
    form: MeetingForm,
    write: Callable[[], Meeting],
    title: str,
    crumbs: list[dict],
    back_url: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                kept = write()
            except NotAllowed:
                raise
            except RecordedSince as error:
                form = _over_theirs(form, error)
            except Refused as error:
                form.show(error)
            else:
                messages.success(request, "The meeting is saved.")
                return HttpResponseRedirect(kept.get_absolute_url())
    context = {"form": form, "title": title, "crumbs": crumbs, "back_url": back_url}
    return TemplateResponse(request, "plans/meeting_form.html", context, status=status)


def _over_theirs(form: MeetingForm, error: RecordedSince) -> MeetingForm:
    """What was typed, ready to be saved over what somebody else saved since."""
    data = form.data.copy()
    data["seen"] = form.initial["seen"]
    form = MeetingForm(data)
    form.is_valid()
    form.show(error)
    return form
