"""The overview and the dashboard of a plan."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from plans.asat import as_at_of, plan_and_day
from plans.models import Plan, Service
from plans.problems import NotThere
from reports import selectors


@require_safe
def overview(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    ref = request.GET.get("service")
    # compared here, since the address may hold what no database takes
    services = [s for s in Service.objects.all() if not ref or s.ref == ref]
    if ref and not services:
        raise NotThere("There is no such service: leave its name out of the address.")
    service = services[0] if services else None
    page = selectors.overview(request.user, service, as_at=as_at.on, query=as_at.query)
    return TemplateResponse(request, "reports/overview.html", {"page": page, "as_at": as_at})


@require_safe
def plan_dashboard(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    page = selectors.plan_dashboard(plan, as_at=as_at.on, query=as_at.query)
    return TemplateResponse(request, "reports/plan_dashboard.html", {"page": page, "as_at": as_at})


@require_safe
def plan_list(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    plans = list(Plan.objects.prefetch_related("ratings"))
    lines = [line for line, _ in selectors.plan_lines(plans, as_at=as_at.on, query=as_at.query)]
    return TemplateResponse(request, "reports/plan_list.html", {"plans": lines, "as_at": as_at})
