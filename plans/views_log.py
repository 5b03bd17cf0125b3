"""The pages of the change log, and those on which an administrator blanks a text."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.addresses import address_of, id_of, page_number
from plans.forms_log import BlankForm, FindForm
from plans.models import Action, Change
from plans.problems import BadAddress, NotThere
from plans.readmodels_log import Asked, LogPage, TextLine
from plans.rules.access import ADMINISTRATORS, IN_CONFIDENCE, INSIDERS
from plans.rules.dates import Precision, read_date
from plans.rules.record_words import OF_INSIDERS, OF_REVIEWS, PRIVATE, THINGS, Group, thing
from plans.rules.words import count_of
from plans.selectors.plans import NoSuchPlan, get_plan
from plans.selectors.record import action_log, log_page, object_log, plan_log
from plans.selectors.redaction import (
    find_passage,
    find_row,
    place_lines,
    places_holding,
    redaction_lines,
    text_lines,
)
from plans.services.errors import Refused
from plans.services.redacting import blank_text, kept_with

_LISTED = 500  # blanked texts on one page; there is no law by which there would be more


@require_safe
def plan_record(request: HttpRequest, ref: str) -> TemplateResponse:
    try:
        plan = get_plan(ref)
    except NoSuchPlan as error:
        raise NotThere(str(error)) from None
    request.service = plan.service
    crumbs = [{"label": plan.title, "url": plan.get_absolute_url()}, {"label": "Record"}]
    return _log(request, plan_log(plan.pk), title="The record of this plan", crumbs=crumbs)


@require_safe
def action_record(request: HttpRequest, pk: int) -> TemplateResponse:
    action = Action.objects.select_related("plan__service").filter(pk=pk).first()
    if action is None:
        raise NotThere("There is no such action.")
    plan = action.plan
    request.service = plan.service
    crumbs = [
        {"label": plan.title, "url": plan.get_absolute_url()},
        {"label": action.ref, "url": action.get_absolute_url()},
        {"label": "Record"},
    ]
    return _log(request, action_log(pk), title=f"The record of action {action.ref}", crumbs=crumbs)


@require_safe
def object_record(request: HttpRequest, model: str, pk: int) -> TemplateResponse:
    """Everything that was done to one row. Accounts are for administrators, readings for insiders,
    reviews for those who may read one in confidence.

    To anybody else such a record is not there: what waits is not even known of.
    """
    position = request.user.position
    is_hidden = (model in OF_INSIDERS and position not in INSIDERS) or (
        model in OF_REVIEWS and position not in IN_CONFIDENCE
    )
    if model not in THINGS or is_hidden:
        raise NotThere("There is no record of that.")
    if model in PRIVATE and request.user.position not in ADMINISTRATORS:
        raise PermissionDenied
    log = object_log(model, pk)
    crumbs = [{"label": "Record"}, {"label": thing(model).one}]
    of_plan = log.filter(plan__isnull=False).select_related("plan__service").first()
    if of_plan:
        request.service = of_plan.plan.service
        address = reverse("plans:plan-record", args=[of_plan.plan.ref])
        crumbs = [
            {"label": of_plan.plan.title, "url": of_plan.plan.get_absolute_url()},
            {"label": "Record", "url": address},
            {"label": thing(model).one},
        ]
    return _log(request, log, title=f"The record of {thing(model).one}", crumbs=crumbs)


@require_safe
def record(request: HttpRequest) -> TemplateResponse:
    """Everything, accounts included."""
    return _log(request, Change.objects.all(), title="The whole record", is_whole=True)


def _log(
    request: HttpRequest, log: QuerySet, *, title: str, crumbs=(), is_whole: bool = False
) -> TemplateResponse:
    page = log_page(
        log,
        _asked(request),
        page_number(request.GET.get("page", "")),
        is_whole=is_whole,
        is_administrator=request.user.position in ADMINISTRATORS,
    )
    context = {
        "title": title,
        "page": page,
        "crumbs": crumbs,
        "since": request.GET.get("since", ""),
        "until": request.GET.get("until", ""),
        "is_whole": is_whole,
        "newer_url": _page_url(request, page, -1),
        "older_url": _page_url(request, page, +1),
    }
    return TemplateResponse(request, "plans/record.html", context)


def _page_url(request: HttpRequest, page: LogPage, step: int) -> str:
    number = page.number + step
    if not 1 <= number <= page.n_pages:
        return ""
    return address_of(request, {"page"}, {"page": str(number)})


def _asked(request: HttpRequest) -> Asked:
    """What the address narrows the log to. Raises BadAddress where it cannot be read."""
    group = request.GET.get("kind", "")
    if group and group not in set(Group):
        raise BadAddress("There is no such kind of thing in the record.")
    return Asked(
        group=Group(group) if group else None,
        by=id_of(request.GET.get("by", "")),
        since=_day(request.GET.get("since", "")),
        until=_day(request.GET.get("until", "")),
    )


def _day(text: str) -> str:
    if not text.strip():
        return ""
    written = read_date(text)
    if written.on is None or written.precision != Precision.DAY or written.ongoing:
        raise BadAddress(f"“{text}” is not a date: write the day as 2015-04-23 or 23/04/2015.")
    return written.on.isoformat()


# Blanking


@require_safe
def redaction_list(request: HttpRequest) -> TemplateResponse:
    lines = redaction_lines(limit=_LISTED)
    context = {
        "title": "Blanked texts",
        "lines": lines,
        "n_text": count_of(len(lines), "text"),
        "form": FindForm(),
    }
    return TemplateResponse(request, "plans/redaction_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def redact_find(request: HttpRequest) -> HttpResponse:
    """Looks for words in every text; they are sent, and stand in no address and no server's log."""
    form = FindForm(request.POST if request.method == "POST" else None)
    places = ()
    if form.is_valid():
        places = find_passage(form.cleaned_data["passage"])
    context = {
        "title": "Look for a text",
        "form": form,
        "places": places,
        "is_done": form.is_valid(),
        "n_text": count_of(len(places), "text"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "plans/redact_find.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """The texts of one row; then everything that goes with the chosen one; then it is blanked."""
    row = find_row(model, pk)
    if row is None:
        raise NotThere("There is no such row, or no text of it can be blanked.")
    texts = text_lines(row)
    if request.method != "POST":
        return _redact_page(request, row, BlankForm(texts=texts))
    form = BlankForm(request.POST, texts=texts)
    if not form.is_valid():
        return _redact_page(request, row, form, status=422)
    if "confirmed" not in request.POST:
        return _confirm_page(request, row, form)
    try:
        done = blank_text(
            model,
            pk,
            form.chosen.field,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),  # noqa: TID251
            text=_earlier(form.chosen),
            leaving=_left(request),
        )
    except Refused as error:
        form.show(error)
        return _redact_page(request, row, form, status=422)
    n = count_of(len(done.places), "place")
    messages.success(request, f"The text is blanked in {n}. Its number is {done.number}.")
    return HttpResponseRedirect(reverse("plans:redaction-list"))


def _earlier(line: TextLine) -> str | None:
    """The text itself where only the log still has it."""
    return None if line.is_current else line.text


def _left(request: HttpRequest) -> set[tuple[str, int, str]]:
    """The places that were ticked to stay, from "plans.update/12/comment"."""
    parts = [value.split("/") for value in request.POST.getlist("leave")]
    return {(p[0], pk, p[2]) for p in parts if len(p) == 3 and (pk := id_of(p[1])) is not None}


def _redact_page(request: HttpRequest, row, form: BlankForm, status: int = 200) -> HttpResponse:
    label = row._meta.label_lower
    context = {
        "title": f"Blank a text of {thing(label).one}",
        "form": form,
        "has_texts": bool(form.texts),
        "crumbs": _crumbs(label, row.pk),
    }
    return TemplateResponse(request, "plans/redact.html", context, status=status)


def _confirm_page(request: HttpRequest, row, form: BlankForm) -> HttpResponse:
    label, chosen = row._meta.label_lower, form.chosen
    key = (label, row.pk, chosen.field)
    places = [p for p in places_holding(chosen.text, row) if p.key != key]
    others = place_lines(places, fixed=kept_with(label, row.pk))
    context = {
        "title": "What is blanked",
        "form": form,
        "chosen": chosen,
        "reason": form.cleaned_data["reason"],
        "others": others,
        "n_text": count_of(1 + len(others), "text"),
        "crumbs": _crumbs(label, row.pk),
    }
    return TemplateResponse(request, "plans/redact_confirm.html", context)


def _crumbs(label: str, pk: int) -> list[dict]:
    return [
        {"label": "Blanked texts", "url": reverse("plans:redaction-list")},
        *(
            [
                {
                    "label": "Record of the row",
                    "url": reverse("plans:object-record", args=[label, pk]),
                }
            ]
            if label in THINGS
            else []
        ),
        {"label": "Blank a text"},
    ]
