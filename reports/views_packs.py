"""The papers: a page that offers them, and the download."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.addresses import with_query
from plans.asat import as_at_of, plan_and_day, today
from plans.models import Plan
from plans.problems import BadAddress, Problem
from reports.pack import AudienceRefused
from reports.papers import AUDIENCES, FORMATS, PaperRefused, plan_paper
from reports.pdf import PdfUnavailable

KNOWN_NOW = (
    "A paper tells of a day by all that is known of it now: leave known_on out of the address, "
    "or read the plan’s page, which can leave out what became known later."
)


class NotHere(Problem):
    """What was asked for exists, and this machine is not set up for it."""

    status = 503
    title = "PDFs cannot be made here"


class PackForm(forms.Form):
    """What a paper shall be; the download page checks what comes of it."""

    as_at = forms.CharField(label="As at, day/month/year")
    format = forms.ChoiceField(
        label="Format", choices=[(f.ending, f.label) for f in FORMATS.values()]
    )
    audience = forms.ChoiceField(label="For", choices=list(AUDIENCES.items()))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].widget.attrs = {"class": "govuk-input yp-input-date"}
        for name in ("format", "audience"):
            self.fields[name].widget.attrs = {"class": "govuk-select"}


@require_safe
def packs(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    plans = Plan.objects.select_related("service").filter(begins_on__lte=as_at.on)
    offers = [
        (plan, PackForm(auto_id=f"{plan.ref}-%s", initial={"as_at": f"{as_at.on:%d/%m/%Y}"}))
        for plan in plans
    ]
    context = {
        "offers": offers,
        "as_at": as_at,
        "today": today(),
        "tables_url": with_query(reverse("reports:tables"), as_at.query),
    }
    return TemplateResponse(request, "reports/packs.html", context)


@require_safe
def plan_pack(request: HttpRequest, ref: str) -> HttpResponse:
    plan, as_at = plan_and_day(request, ref)
    if as_at.known_on:
        raise BadAddress(KNOWN_NOW)
    try:
        paper = plan_paper(
            plan,
            as_at=as_at.on,
            ending=request.GET.get("format", "pdf"),
            audience=request.GET.get("audience", "board"),
        )
    except (PaperRefused, AudienceRefused) as error:
        raise BadAddress(str(error)) from None
    except PdfUnavailable as error:
        raise NotHere(str(error)) from None
    response = HttpResponse(paper.content, content_type=paper.content_type)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}"'
    return response
