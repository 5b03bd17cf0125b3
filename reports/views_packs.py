"""The pages of packs: which there are and can be made, and the draft of a plan’s as a file."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from plans.addresses import with_query
from plans.asat import as_at_of, plan_and_day, today
from plans.models import Plan
from plans.problems import BadAddress, Problem
from plans.rules.access import ADMINISTRATORS, MAKERS, RELEASERS
from reports.asking import asked_for
from reports.papers import FORMATS, PaperRefused, papers_of
from reports.pdf import PdfUnavailable
from reports.rules.making import kinds_of
from reports.rules.packs import Audience, Kind
from reports.selectors.drafts import open_drafts
from reports.selectors.issued import issued_lines

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
    audience = forms.ChoiceField(
        label="For", choices=[(a.value, a.label) for a in (Audience.BOARD, Audience.PUBLIC)]
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].widget.attrs = {"class": "govuk-input yp-input-date"}
        for name in ("format", "audience"):
            self.fields[name].widget.attrs = {"class": "govuk-select"}


@dataclass(frozen=True)
class Offer:
    """What can be made of one plan: a download at once, and the kinds of which a draft can be begun."""

    plan: Plan
    form: PackForm
    begins: tuple[tuple[str, str], ...]


@require_safe
def packs(request: HttpRequest) -> TemplateResponse:
    as_at = as_at_of(request)
    position = request.user.position
    plans = Plan.objects.select_related("service").filter(begins_on__lte=as_at.on)
    kinds = kinds_of(position)
    begin = reverse("reports:draft-begin")
    offers = [
        Offer(
            plan,
            PackForm(auto_id=f"{plan.ref}-%s", initial={"as_at": f"{as_at.on:%d/%m/%Y}"}),
            tuple((k.label, f"{begin}?{urlencode({'kind': k, 'plan': plan.ref})}") for k in kinds),
        )
        for plan in plans
    ]
    context = {
        "offers": offers,
        "drafts": open_drafts(request.user),
        "issued": issued_lines(position),
        "as_at": as_at,
        "today": today(),
        "tables_url": with_query(reverse("reports:tables"), as_at.query),
        "may_make": position in MAKERS,
        "may_set": position in ADMINISTRATORS,
        "releases": sorted({plan.service for plan in plans}, key=lambda s: s.pk)
        if position in RELEASERS
        else [],
    }
    return TemplateResponse(request, "reports/packs/packs.html", context)


@require_safe
def plan_pack(request: HttpRequest, ref: str) -> HttpResponse:
    """The plan’s monitoring paper as a file, as a draft: nothing of it is kept."""
    plan, as_at = plan_and_day(request, ref)
    if as_at.known_on:
        raise BadAddress(KNOWN_NOW)
    try:
        asked = asked_for(
            Kind.PLAN,
            plan,
            as_at=as_at.on,
            audience=request.GET.get("audience", Audience.BOARD.value),
            paragraph=_number(request.GET.get("paragraph", "")),
        )
        (paper,) = papers_of(asked, [request.GET.get("format", "pdf")]).papers
    except PaperRefused as error:
        raise BadAddress(str(error)) from None
    except PdfUnavailable as error:
        raise NotHere(str(error)) from None
    return download(paper.name, paper.content_type, paper.content)


def _number(text: str) -> int | None:
    """The paragraph that an address names; 0, which is none, where it is no number."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def download(name: str, content_type: str, content: bytes) -> HttpResponse:
    """A file to keep: nobody between us and the reader may keep a copy of it."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
