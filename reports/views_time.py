"""The journey of a plan: its counts over time, and a strip for each action."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from plans.addresses import page_number
from plans.asat import plan_and_day
from plans.selectors.journey import plan_journey
from plans.selectors.kept import kept
from reports.figures.shapes import cell
from reports.figures.stack import stack_figure


@require_safe
def journey(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    n = page_number(request.GET.get("page", ""))
    page = kept(
        "journey",
        (plan.ref, as_at.on, as_at.known_on, as_at.query, n),
        lambda: plan_journey(
            plan, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query, page=n
        ),
    )
    figure = stack_figure(
        page.stack, title=f"Ratings of {page.plan_title} over time", prefix="stack"
    )
    rows = [(row, [cell(mark) for mark in row.marks]) for row in page.rows]
    return TemplateResponse(
        request,
        "reports/journey.html",
        {"page": page, "as_at": as_at, "figure": figure, "rows": rows},
    )
