"""Pages that only read: plans, one action, inspections and recommendations, sources, words."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.asat import about, as_at_of
from plans.models import Action, Source
from plans.problems import BadAddress, NotThere
from plans.rules.words import count_of
from plans.selectors.action_page import action_page
from plans.selectors.plans import BeforeThePlan, require_day
from plans.selectors.recommendations import (
    NoSuchRecommendation,
    get_inspection,
    get_recommendation,
    inspection_lines,
    recommendation_lines,
    recommendation_page,
)
from plans.views_record import update_form_of


@require_safe
def action(request: HttpRequest, pk: int) -> TemplateResponse:
    found = Action.objects.select_related("plan__service", "objective").filter(pk=pk).first()
    if found is None:
        raise NotThere("There is no such action.")
    about(request, found.plan)
    as_at = as_at_of(request)
    try:
        require_day(found.plan, as_at.on)
    except BeforeThePlan as error:
        raise BadAddress(str(error)) from None
    page = action_page(found, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query)
    form = {} if as_at.is_past else update_form_of(request, found)
    return TemplateResponse(request, "plans/action.html", {"page": page, "as_at": as_at, **form})


@require_safe
def inspection_list(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(
        request, "plans/inspection_list.html", {"inspections": inspection_lines()}
    )


@require_safe
def inspection(request: HttpRequest, ref: str) -> TemplateResponse:
    as_at = as_at_of(request)
    try:
        found = get_inspection(ref)
    except NoSuchRecommendation as error:
        raise NotThere(str(error)) from None
    about(request, *found.plans.select_related("service"))
    lines = recommendation_lines(found, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query)
    return TemplateResponse(
        request, "plans/inspection.html", {"inspection": found, "lines": lines, "as_at": as_at}
    )


@require_safe
def recommendation(request: HttpRequest, ref: str, number: str) -> TemplateResponse:
    as_at = as_at_of(request)
    try:
        found = get_recommendation(ref, number)
    except NoSuchRecommendation as error:
        raise NotThere(str(error)) from None
    about(request, *found.inspection.plans.select_related("service"))
    page = recommendation_page(found, as_at=as_at.on, known_on=as_at.known_on, query=as_at.query)
    return TemplateResponse(
        request,
        "plans/recommendation.html",
        {"page": page, "as_at": as_at, "list_url": reverse("plans:inspection", args=[ref])},
    )


@require_safe
def source_list(request: HttpRequest) -> TemplateResponse:
    sources = Source.objects.all()
    return TemplateResponse(
        request,
        "plans/source_list.html",
        {"sources": sources, "n_text": count_of(len(sources), "document")},
    )


@require_safe
def words(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "plans/words.html", {})
