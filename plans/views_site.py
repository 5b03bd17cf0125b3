"""What belongs to the site rather than to a plan: whether it stands, and forms sent too late."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The text ok where the database answers, else 503. Asked by machines, without a session."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not of this sign-in, mostly one left open across a sign-in."""
    sentence = (
        "This form was opened before you last signed in, so it was not taken and nothing was "
        "changed. Go back, load the page again, and send it again."
    )
    context = {"title": "That form is out of date", "sentence": sentence}
    return render(request, "errors/problem.html", context, status=403)
