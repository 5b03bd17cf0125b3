"""The pages on which a quarter's readings are entered, and on which they are approved."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from indicators.addresses import NO_SERVICE, query_of, service_of
from indicators.forms_entry import (
    EntryForm,
    SendBackForm,
    TakeBackForm,
    merged,
    seen_of,
    typed_rows,
)
from indicators.models import Approval, Reading
from indicators.readmodels_entry import EntryProblem
from indicators.rules.entering import check_rows, published_fault
from indicators.rules.entry_row import Typed
from indicators.rules.measures import Status
from indicators.rules.pasting import read_pasted
from indicators.rules.quarters import quarter_of, quarter_words
from indicators.selectors.approvals import approvals_page
from indicators.selectors.entry import EntryRows, entry_rows, latest_quarter
from indicators.selectors.entry_page import entry_page
from indicators.services.entering import (
    NotWhole,
    approve_readings,
    overtaken_sentence,
    record_readings,
    send_back,
    take_back,
    why_not_approve,
)
from plans.addresses import id_of, with_query
from plans.asat import FIRST_YEAR, today
from plans.forms import RefusedForm
from plans.models import Service
from plans.problems import BadAddress, NotThere
from plans.rules.access import may_open
from plans.rules.dates import long_date
from plans.rules.words import count_of, is_are
from plans.services.errors import NotAllowed, Overtaken, Refused

_KEY = re.compile(r"i(?P<indicator>[0-9]{1,18})(?:s[0-9]{1,18})?")


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    """A quarter's readings of all indicators: typed or pasted, looked over, and saved together."""
    service = _service(request)
    found = entry_rows(service, quarter=_quarter(request), as_at=today())
    if request.method != "POST":
        return _page(request, service, found, EntryForm(today=today()))
    form = EntryForm(request.POST, today=today())
    typed = typed_rows(request.POST, found.rows)
    form.is_valid()
    if form.cleaned_data.get("pasted"):
        return _pasted(request, service, found, form, typed)
    if request.POST.get("go") == "save":
        return _save(request, service, found, form, typed)
    return _checked(request, service, found, form, typed)


@require_POST
def entry_check(request: HttpRequest) -> TemplateResponse:
    """What is said of the rows that were sent, and of the others of their indicators, as a fragment."""
    service = _service(request)
    sent = {name.rpartition("-")[0] for name in request.POST}
    ids = [int(key["indicator"]) for text in sent if (key := _KEY.fullmatch(text))]
    found = entry_rows(service, quarter=_quarter(request), as_at=today(), indicators=set(ids))
    typed = typed_rows(request.POST, found.rows)
    page = entry_page(
        service, found, today=today(), query=query_of(service), typed=typed, midway=True
    )
    rows = [row for group in page.groups for row in group.rows]
    return TemplateResponse(request, "indicators/entry_check.html", {"rows": rows})


def _service(request: HttpRequest) -> Service:
    service = service_of(request)
    if service is None:
        raise NotThere(NO_SERVICE)
    return service


def _quarter(request: HttpRequest) -> date:
    """The first day of the quarter that the address names, else of the one that ended last."""
    text = request.GET.get("quarter", "").strip()
    latest, _ = latest_quarter(today())
    if not text:
        return latest
    try:
        day = date.fromisoformat(text) if len(text) == len("2014-07-01") else None
    except ValueError:
        day = None
    if day is None or day.year < FIRST_YEAR or quarter_of(day)[0] != day:
        raise BadAddress(
            f"“{text[:40]}” is not the first day of a quarter: write it as {latest.isoformat()}, "
            "with 1 January, 1 April, 1 July or 1 October."
        )
    if day > latest:
        raise BadAddress(
            f"{quarter_words(day)} ends on {long_date(quarter_of(day)[1])}, which is in the future: "
            "nothing can have been counted of it yet."
        )
    return day


def _checked(
    request: HttpRequest,
    service: Service,
    found: EntryRows,
    form: EntryForm,
    typed: Mapping[str, Typed],
    *,
    said: str = "",
    more: Sequence[EntryProblem] = (),
) -> HttpResponse:
    """The page with all rows looked over; nothing is saved."""
    rows = [r for r in check_rows(found.slots, typed, today=today()) if not r.typed.is_empty]
    on = form.cleaned_data.get("published_on") or today()
    if "published_on" not in form.errors and (fault := published_fault(on, rows, today=today())):
        form.add_error("published_on", fault)
    seen = seen_of(request.POST)
    since = found.since(rows, seen) if "seen" in request.POST else {}
    if since:
        names = {row.slot.key: row.slot.name for row in rows}
        form.add_error(None, overtaken_sentence(names[key] for key in since.values()))
    is_good = not (more or form.errors or any(row.errors for row in rows))
    if is_good and rows:
        n = count_of(len(rows), "reading")
        adds = "adds up" if len(rows) == 1 else "add up"
        messages.info(request, f"{said}{n} {adds}. Nothing is saved yet: choose Save all.")
    elif said and is_good:
        messages.info(request, f"{said}Nothing is saved yet.")
    return _page(request, service, found, form, typed, since=since, more=more, said=said)


def _pasted(
    request: HttpRequest,
    service: Service,
    found: EntryRows,
    form: EntryForm,
    typed: Mapping[str, Typed],
) -> HttpResponse:
    """The page with the pasted rows in their fields; those that do not fit stay in their box."""
    pasted = read_pasted(form.cleaned_data["pasted"], found.places(), refused=found.refused)
    data = request.POST.copy()
    data["pasted"] = pasted.rest
    form = EntryForm(data, today=today())
    form.is_valid()
    more = [EntryProblem(str(misfit), "entry_pasted") for misfit in pasted.misfits]
    n = len(pasted.rows)
    said = f"{count_of(n, 'pasted row')} {is_are(n)} in the table now. " if n else ""
    return _checked(request, service, found, form, merged(typed, pasted.rows), said=said, more=more)


def _save(
    request: HttpRequest,
    service: Service,
    found: EntryRows,
    form: EntryForm,
    typed: Mapping[str, Typed],
) -> HttpResponse:
    """Saves all rows, or none; what is refused comes back with everything that was typed."""
    since: Mapping[int, str] = {}
    if not form.errors:
        try:
            saved = record_readings(
                service,
                typed,
                **_signed(request),
                quarter=found.start,
                published_on=form.cleaned_data["published_on"],
                seen=seen_of(request.POST),
            )
        except NotAllowed:
            raise
        except NotWhole:
            pass  # the page says what is wrong, row by row
        except Overtaken as error:
            form.show(error)
            found = entry_rows(service, quarter=found.start, as_at=today())
            rows = check_rows(found.slots, typed, today=today())
            since = found.since(rows, seen_of(request.POST))
        except Refused as error:
            form.show(error)
        else:
            n = count_of(len(saved), "reading")
            waits = "it waits" if len(saved) == 1 else "they wait"
            messages.success(
                request,
                f"{n} of {quarter_words(found.start)} {is_are(len(saved))} saved; {waits} for "
                "approval and until then nobody outside the service sees them.",
            )
            return HttpResponseRedirect(_address(service, found.start))
    return _page(request, service, found, form, typed, since=since, status=422)


def _address(service: Service, quarter: date) -> str:
    address = with_query(reverse("indicators:entry"), query_of(service))
    return with_query(address, f"quarter={quarter}")


def _page(
    request: HttpRequest,
    service: Service,
    found: EntryRows,
    form: EntryForm,
    typed: Mapping[str, Typed] | None = None,
    *,
    since: Mapping[int, str] | None = None,
    more: Sequence[EntryProblem] = (),
    said: str = "",
    status: int = 200,
) -> TemplateResponse:
    """The page. What somebody else recorded meanwhile is revised by what was typed, if it is saved."""
    since, typed = since or {}, dict(typed or {})
    for key in set(since.values()):
        typed[key] = replace(typed[key], status=Status.REVISED.value)
    page = entry_page(
        service,
        found,
        today=today(),
        query=query_of(service),
        typed=typed,
        since=since,
        seen=None if since or request.method != "POST" else seen_of(request.POST),
        more=[*_problems_of(form), *more],
    )
    if page.problems and not form.errors:
        form.add_error(None, page.problems[0].text)  # so that the title says so
    context = {
        "page": page,
        "entry_form": form,
        "form": form if page.problems else None,
        "said": said,
        "crumbs": [
            {
                "label": "Indicators",
                "url": with_query(reverse("indicators:indicator-list"), query_of(service)),
            },
            {"label": "Enter readings"},
        ],
    }
    return TemplateResponse(request, "indicators/entry.html", context, status=status)


def _problems_of(form: EntryForm) -> list[EntryProblem]:
    """What is wrong with what is of the whole page."""
    return [
        EntryProblem(text, "" if name == "__all__" else form[name].id_for_label)
        for name, said in form.errors.items()
        for text in said
    ]


# ---------- approval ----------


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for approval: several are approved at once, one is sent back with its reason.

    So is one taken back that was approved.
    """
    service = _service(request)
    if request.method != "POST":
        return _approvals(request, service)
    if "back" in request.POST:
        return _refused(request, service, "back", SendBackForm, send_back, _SENT_BACK)
    if "take" in request.POST:
        return _refused(request, service, "take", TakeBackForm, take_back, _TAKEN_BACK)
    form = RefusedForm(request.POST)
    try:
        made = approve_readings(_ticked(request, service), **_signed(request))
    except NotAllowed:
        raise
    except Refused as error:
        form.show(error)
        return _approvals(request, service, form, status=422)
    n = count_of(len(made), "reading")
    messages.success(
        request, f"{n} {is_are(len(made))} approved and may be shown outside the service."
    )
    return HttpResponseRedirect(_approvals_address(service))


def _ticked(request: HttpRequest, service: Service) -> list[Reading]:
    """The readings that were ticked. Raises BadAddress where one is not of the service."""
    return _readings(service, request.POST.getlist("readings"))


def _readings(service: Service, given: Sequence[str]) -> list[Reading]:
    wanted = {id_of(text) for text in given}
    found = list(Reading.objects.filter(indicator__service=service, pk__in=wanted - {None}))
    if len(found) < len(wanted):
        raise BadAddress("One of the readings is not of this service: load the page again.")
    return found


_SENT_BACK = "The reading is sent back; the page on which readings are entered says why."
_TAKEN_BACK = (
    "The reading is taken back: nobody is shown it any more, and the page on which readings are "
    "entered says why."
)


def _refused(
    request: HttpRequest,
    service: Service,
    name: str,
    form_class: type[SendBackForm],
    refuse: Callable[..., Approval],
    done: str,
) -> HttpResponse:
    """Refuses the reading that the form is of; what is not taken comes back with its reason."""
    (reading,) = _readings(service, [request.POST[name]])
    form = form_class(request.POST, reading=reading.pk)
    if form.is_valid():
        try:
            refuse(reading, form.cleaned_data["reason"], **_signed(request))
        except NotAllowed:
            raise
        except Refused as error:
            form.show(error)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(_approvals_address(service))
    return _approvals(request, service, form, opened=reading.pk, status=422)


def _signed(request: HttpRequest) -> dict:
    return {"by": request.user, "at": timezone.now()}  # noqa: TID251


def _approvals_address(service: Service) -> str:
    return with_query(reverse("indicators:approvals"), query_of(service))


def _approvals(
    request: HttpRequest,
    service: Service,
    form: RefusedForm | None = None,
    *,
    opened: int = 0,
    status: int = 200,
) -> TemplateResponse:
    """The page; `opened` is the reading whose form to refuse it came in and was not taken."""
    page = approvals_page(
        service,
        as_at=today(),
        why_not=lambda reading: why_not_approve(reading, request.user),
        query=query_of(service),
    )
    context = {
        "page": page,
        "rows": [
            (row, form if row.id == opened else SendBackForm(reading=row.id), row.id == opened)
            for row in page.waiting
        ],
        "approved": [
            (row, form if row.id == opened else TakeBackForm(reading=row.id), row.id == opened)
            for row in page.approved
        ],
        "form": form,
        "may_enter": may_open(request.user.position, "indicators:entry"),
        "crumbs": [
            {
                "label": "Indicators",
                "url": with_query(reverse("indicators:indicator-list"), query_of(service)),
            },
            {"label": "Approve readings"},
        ],
    }
    return TemplateResponse(request, "indicators/approvals.html", context, status=status)
