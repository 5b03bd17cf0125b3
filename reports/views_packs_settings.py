"""The pages on which an administrator sets how packs look, what they hold back, and their sections."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indicators.addresses import query_of, service_of
from plans.addresses import with_query
from plans.models import Service
from plans.problems import NotThere
from plans.services.errors import NotAllowed, Refused
from reports.forms_packs import sections_sent
from reports.forms_packs_settings import DisclosureForm, HouseForm
from reports.models import DisclosurePolicy, HouseStyle, SectionOrder
from reports.papers import PaperRefused, kind_named
from reports.rules.house import praise_of
from reports.rules.packs import Kind
from reports.selectors.drafts import chosen_of, service_lines
from reports.selectors.house import house_of
from reports.services.house import set_disclosure, set_house_style, set_section_order
from reports.views_packs_drafts import PACKS, signed

SETTINGS = {"label": "Settings", "url": "/packs/settings/"}


def _service(request: HttpRequest) -> Service:
    service = service_of(request)
    if service is None:
        raise NotThere("No service has been loaded yet.")
    return service


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Two forms, each saved by its own button."""
    service = _service(request)
    style = HouseStyle.objects.filter(service=service).first()
    policy = DisclosurePolicy.objects.filter(service=service).first()
    house, disclosure = HouseForm(style=style), DisclosureForm(policy=policy)
    if request.method == "POST":
        if request.POST.get("go") == "disclosure":
            form = disclosure = DisclosureForm(request.POST, policy=policy)
        else:
            form = house = HouseForm(request.POST, request.FILES, style=style)
        if form.is_valid() and (said := _saved(request, service, form)):
            messages.success(request, said)
            return HttpResponseRedirect(_with_service(reverse("reports:pack-settings"), service))
    return _page(request, service, style, house, disclosure)


def _page(
    request: HttpRequest,
    service: Service,
    style: HouseStyle | None,
    house: HouseForm,
    disclosure: DisclosureForm,
) -> TemplateResponse:
    wrong = next((f for f in (house, disclosure) if f.errors), None)
    look = house_of(service)
    context = {
        "title": f"How packs look, and what they hold back: {service.short_name}",
        "house": house,
        "disclosure": disclosure,
        "form": wrong,
        "look": look,
        "has_style": style is not None,
        "praise": praise_of(look.accent),
        "orders": [
            (k.label, _with_service(reverse("reports:pack-order", args=[k.value]), service))
            for k in Kind
        ],
        "services": [
            (s.name, _with_service(SETTINGS["url"], s))
            for s in Service.objects.exclude(pk=service.pk)
        ],
        "crumbs": [PACKS, {"label": "Settings"}],
    }
    status = 422 if wrong else 200
    return TemplateResponse(request, "reports/packs/settings.html", context, status=status)


def _saved(request: HttpRequest, service: Service, form: HouseForm | DisclosureForm) -> str:
    """What was saved, in a sentence; "" where it was refused, which the form then shows."""
    try:
        if isinstance(form, DisclosureForm):
            set_disclosure(service, **form.cleaned_data, **signed(request))
            return (
                "What is held back from the public was saved. It holds for packs made from now on."
            )
        row = set_house_style(service, **form.facts(), **signed(request))
        return f"The house style was saved. {praise_of(row.accent)}"
    except NotAllowed:
        raise
    except Refused as error:
        form.show(error)
        return ""


def _with_service(url: str, service: Service) -> str:
    return with_query(url, query_of(service))


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, kind: str) -> HttpResponse:
    """Which sections packs of a kind have, in which order, under which titles."""
    service = _service(request)
    try:
        of = kind_named(kind)
    except PaperRefused as error:
        raise NotThere(str(error)) from None
    row = SectionOrder.objects.filter(service=service, kind=of.value).first()
    lines = service_lines(service, of, chosen_of(row.sections if row else ()))
    problem = ""
    if request.method == "POST":
        try:
            chosen = sections_sent(request.POST, lines)
            chosen = chosen_of(()) if "reset" in request.POST else chosen
            set_section_order(service, of, chosen, **signed(request))
        except NotAllowed:
            raise
        except Refused as error:
            problem = str(error)
        else:
            messages.success(request, "The sections were saved.")
            return HttpResponseRedirect(request.get_full_path())
    context = {
        "title": f"Sections of every {of.label.lower()}",
        "lines": lines,
        "problem": problem,
        "settings_url": _with_service(SETTINGS["url"], service),
        "crumbs": [
            PACKS,
            SETTINGS | {"url": _with_service(SETTINGS["url"], service)},
            {"label": of.label},
        ],
    }
    status = 422 if problem else 200
    return TemplateResponse(request, "reports/packs/order.html", context, status=status)
