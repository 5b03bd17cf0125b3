"""The overview and the dashboard of a plan."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from plans.asat import about, as_at_of, plan_and_day
from plans.models import Plan, Service
from plans.problems import NotThere
from reports.selectors.dashboard import plan_dashboard as dashboard_page
from reports.selectors.overview import overview as overview_page
from reports.selectors.plan_lines import plan_lines


@require_safe
def overview(request: HttpRequest) -> TemplateResponse:
    ref = request.GET.get("service")
    # compared here, since the address may hold what no database takes
    every = list(Service.objects.all())
    services = [s for s in every if not ref or s.ref == ref]
    if ref and not services:
        raise NotThere("There is no such service: leave its name out of the address.")
    service = services[0] if services else None
    about(request, *(Plan.objects.of_service(service).select_related("service") if service else ()))
    request.service = service
    as_at = as_at_of(request)
    page = overview_page(
        request.user,
        service,
        every,
        as_at=as_at.on,
        known_on=as_at.known_on,
        query=as_at.query,
    )
    return TemplateResponse(
        request,
        "reports/overview.html",
        {"page": page, "as_at": as_at, "keep": [("service", ref)] if ref else []},
    )


@require_safe
def plan_dashboard(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    page = dashboard_page(plan, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query)
    return TemplateResponse(request, "reports/plan_dashboard.html", {"page": page, "as_at": as_at})


@require_safe
def plan_list(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    plans = list(Plan.objects.select_related("service").prefetch_related("ratings"))
    request.overdue_rules = {plan.overdue_is_behind for plan in plans}
    found = plan_lines(plans, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query)
    lines = [line for line, _ in found]
    return TemplateResponse(request, "reports/plan_list.html", {"plans": lines, "as_at": as_at})
