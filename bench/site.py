"""What the measured server has beside yotplan's own pages: an empty page, and a count of queries."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from plans.rules.access import ACCESS, EVERYONE
from yotplan import urls


def empty(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "base.html", {"title": "Empty"})


ACCESS["bench-empty"] = EVERYONE
urlpatterns = [path("bench/empty/", empty, name="bench-empty"), *urls.urlpatterns]
handler404 = getattr(urls, "handler404", "django.views.defaults.page_not_found")


def count_queries(get_response: Callable[[HttpRequest], HttpResponse]):
    """Answers X-Bench-Queries to a request that asks for it; the others are not slowed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "X-Bench-Count" not in request.headers:
            return get_response(request)
        n = 0

        def count(execute, *args):
            nonlocal n
            n += 1
            return execute(*args)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Bench-Queries"] = str(n)
        return response

    return middleware
