"""What came of every recommendation, across reviews: by answer, by progress, and what is late."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.addresses import with_query
from plans.readmodels import AsAt
from reports.readmodels_monitor import Monitor, MonitorLine, Tallied
from reports.selectors.review_seen import monitor_seen
from reports.views_reviews import REVIEWS, day_of_page, reads_in_confidence

NONE = "none"  # in an address: that nothing is recorded


@require_safe
def review_monitor(request: HttpRequest) -> TemplateResponse:
    """The recommendations of all published reviews, narrowed as the address says."""
    as_at = day_of_page(request)
    page = monitor_seen(as_at.on, in_confidence=reads_in_confidence(request.user))
    lines = _narrowed(request, page.lines)
    context = {
        "page": page,
        "lines": lines,
        "answers": _linked(page.by_answer, "answer", as_at),
        "progress": _linked(page.by_progress, "progress", as_at),
        "selects": _selects(request, page),
        "is_late": request.GET.get("late") == "on",
        "is_narrowed": len(lines) < len(page.lines),
        "all_url": with_query(request.path, as_at.query),
        "as_at": as_at,
        "crumbs": [REVIEWS, {"label": "What came of the recommendations"}],
    }
    return TemplateResponse(request, "reports/reviews/monitor.html", context)


def _narrowed(request: HttpRequest, lines: tuple[MonitorLine, ...]) -> list[MonitorLine]:
    answer, progress, review = (request.GET.get(n, "") for n in ("answer", "progress", "review"))
    is_late = request.GET.get("late") == "on"
    return [
        line
        for line in lines
        if answer in ("", line.answer or NONE)
        and progress in ("", line.progress or NONE)
        and review in ("", line.review_ref)
        and (line.is_late or not is_late)
    ]


def _linked(tallied: tuple[Tallied, ...], name: str, as_at: AsAt) -> list[tuple[Tallied, str]]:
    """Each count with the address of its rows, "" where it has none."""
    path = with_query(reverse("reports:review-monitor"), as_at.query)
    return [
        (each, with_query(path, urlencode({name: each.value or NONE})) if each.n else "")
        for each in tallied
    ]


def _selects(request: HttpRequest, page: Monitor) -> list[dict]:
    """The boxes by which the list is narrowed."""
    boxes = [
        ("review", "Review", [(row.ref, row.title) for row in page.reviews]),
        ("answer", "Answer", [(t.value or NONE, t.label) for t in page.by_answer]),
        ("progress", "Carried out", [(t.value or NONE, t.label) for t in page.by_progress]),
    ]
    return [
        {"name": name, "label": label, "choices": choices, "asked": request.GET.get(name, "")}
        for name, label, choices in boxes
    ]
