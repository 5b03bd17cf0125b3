"""Who may open which page, and the page that somebody gets when something is wrong."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from plans.asat import as_at_of
from plans.problems import BadAddress, NotYours, Problem
from plans.rules.access import PUBLIC, RECORDING, may_open
from plans.services.acting import arrived, arriving
from plans.services.errors import NotAllowed, Refused

GetResponse = Callable[[HttpRequest], HttpResponse]
LOOKS_BACK = BadAddress(
    "This address looks back to an earlier day, and what is past cannot be edited: "
    "go back, choose Go to today, and record it there."
)
UNREADABLE = BadAddress("What was sent cannot be taken: go back and try again.")


def access(get_response: GetResponse) -> GetResponse:
    """Asks plans/rules/access.py before every view; a page that its table lacks is nobody's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name in PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login("" if name == "logout" else request.get_full_path())
        if not may_open(request.user.position, name):
            return render(request, "errors/403.html", status=403)
        return _past_refused(request) if name in RECORDING else None

    middleware.process_view = process_view
    return middleware


def arrivals(get_response: GetResponse) -> GetResponse:
    """Says by which page, and by whom, what is written in this request came: for the change log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with arriving("page"):
            return get_response(request)

    def process_view(request: HttpRequest, view, args, kwargs) -> None:
        name = request.resolver_match.view_name
        arrived(f"page {name}", by=None if name in PUBLIC else request.user.pk)

    middleware.process_view = process_view
    return middleware


def _past_refused(request: HttpRequest) -> HttpResponse | None:
    """The page that says why nothing is recorded under an address that looks back; None else."""
    try:
        if not as_at_of(request).is_past:
            return None
    except BadAddress as error:
        return _page(request, error)
    return _page(request, LOOKS_BACK)


def problems(get_response: GetResponse) -> GetResponse:
    """Turns named errors into pages, under YOTPLAN_DEBUG too; every other error stays an error."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _can_be_read(request):
            return _page(request, UNREADABLE)
        response = get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return render(request, "errors/404.html", status=404)
        if response.status_code == 405 and not response.content:
            page = _page(request, Problem("This address takes only what a form of yotplan sends."))
            page.status_code, page["Allow"] = 405, response["Allow"]
            return page
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case Problem():
                return _page(request, error)
            case Http404():
                return render(request, "errors/404.html", status=404)
            case PermissionDenied():
                return render(request, "errors/403.html", status=403)
            case NotAllowed():
                return _page(request, NotYours(str(error)))
            case Refused():
                return _page(request, Problem(str(error)))
            case SuspiciousOperation() | BadRequest():
                return _page(request, UNREADABLE)
        return None

    middleware.process_exception = process_exception
    return middleware


def _can_be_read(request: HttpRequest) -> bool:
    """Whether the form that was sent can be read. Asked first: Django's error page would read it too."""
    try:
        return request.POST is not None
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return False


def _page(request: HttpRequest, problem: Problem) -> HttpResponse:
    context = {"title": problem.title, "sentence": problem.sentence}
    return render(request, "errors/problem.html", context, status=problem.status)
