"""The overview and the dashboard of a plan."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from plans.asat import as_at_of, plan_and_day
from plans.models import Plan, Service
from reports import selectors


def overview(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    ref = request.GET.get("service")
    services = Service.objects.filter(ref=ref) if ref else Service.objects.all()
    page = selectors.overview(request.user, services.first(), as_at=as_at.on, query=as_at.query)
    return TemplateResponse(request, "reports/overview.html", {"page": page, "as_at": as_at})


def plan_dashboard(request: HttpRequest, ref: str) -> TemplateResponse:
    plan, as_at = plan_and_day(request, ref)
    page = selectors.plan_dashboard(plan, as_at=as_at.on, query=as_at.query)
    return TemplateResponse(request, "reports/plan_dashboard.html", {"page": page, "as_at": as_at})


def plan_list(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    plans = list(Plan.objects.prefetch_related("ratings"))
    lines = [line for line, _ in selectors.plan_lines(plans, as_at=as_at.on, query=as_at.query)]
    return TemplateResponse(request, "reports/plan_list.html", {"plans": lines, "as_at": as_at})
