"""The pages that say what a draft is of: its plan, review or meeting, its day and its audience."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.asat import about, today
from plans.models import Plan
from plans.problems import NotThere
from plans.rules.dates import long_date
from plans.selectors.meetings import boundary_of
from plans.selectors.plans import NoSuchPlan, get_plan
from plans.services.errors import Refused
from reports.asking import meetings_of, reviews_of
from reports.forms_packs import DraftForm, initial_of
from reports.papers import PaperRefused, kind_named
from reports.rules.packs import Audience, Kind
from reports.selectors.drafts import mark_of
from reports.services import drafts as services
from reports.views_packs_drafts import PACKS, crumbs_of, open_draft, signed


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    kind, plan = _asked(request)
    services.require_maker(request.user, kind)
    about(request, plan)
    choices = _choices(kind, plan)
    if request.method == "POST":
        form = DraftForm(request.POST, kind=kind, **choices)
        if form.is_valid():
            try:
                draft = services.begin_draft(
                    kind=kind, plan=plan, **form.facts(), **signed(request)
                )
            except Refused as error:
                form.show(error)
            else:
                return HttpResponseRedirect(draft.get_absolute_url())
    else:
        form = DraftForm(kind=kind, initial=_first(request, choices), **choices)
    title = f"Begin a draft: {kind.label}"
    context = {
        "title": title,
        "form": form,
        "plan": plan,
        "button": "Begin the draft",
        "back_url": reverse("reports:packs"),
        "crumbs": [PACKS, {"label": title}],
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "reports/packs/draft_form.html", context, status=status)


def _asked(request: HttpRequest) -> tuple[Kind, Plan]:
    """The kind and the plan that the address names."""
    ref = request.GET.get("plan", "")
    try:
        kind = kind_named(request.GET.get("kind", "")[:20])
        return kind, get_plan(ref[:60] if ref.isprintable() else "")
    except (PaperRefused, NoSuchPlan) as error:
        raise NotThere(f"{error} Begin from the page of packs.") from None


def _choices(kind: Kind, plan: Plan) -> dict:
    return {
        "reviews": reviews_of(plan) if kind is Kind.SCRUTINY else (),
        "meetings": meetings_of(plan) if kind is Kind.BOARD else (),
    }


def _first(request: HttpRequest, choices: dict) -> dict:
    """What stands in the form at first: what the address names, else the latest."""
    reviews, meetings = list(choices["reviews"]), list(choices["meetings"])
    review = next((r for r in reviews if r.ref == request.GET.get("of")), None)
    meeting = next((m for m in meetings if m.ref == request.GET.get("for")), None)
    past = [m for m in meetings if boundary_of(m) <= today()]
    meeting = meeting or (past or meetings or [None])[-1]
    review = review or (reviews[-1] if reviews else None)
    return {
        "as_at": long_date(today()),
        "audience": Audience.BOARD.value,
        "review": review.pk if review else "",
        "meeting": meeting.pk if meeting else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    draft = open_draft(request, pk)
    kind = Kind(draft.kind)
    choices = _choices(kind, draft.plan)
    if request.method == "POST":
        form = DraftForm(request.POST, kind=kind, **choices)
        if form.is_valid():
            try:
                services.change_draft(
                    draft, seen=form.cleaned_data["seen"], **form.facts(), **signed(request)
                )
            except Refused as error:
                form.show(error)
            else:
                messages.success(request, "The draft was changed. Files made of it are gone.")
                return HttpResponseRedirect(draft.get_absolute_url())
    else:
        form = DraftForm(kind=kind, initial=initial_of(draft, mark_of(draft)), **choices)
    context = {
        "title": "Change what the draft is of",
        "form": form,
        "plan": draft.plan,
        "button": "Save",
        "back_url": draft.get_absolute_url(),
        "crumbs": crumbs_of(draft, "Change"),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "reports/packs/draft_form.html", context, status=status)
