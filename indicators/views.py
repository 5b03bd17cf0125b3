"""The list of indicators, the page of one, and its readings as a file."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.addresses import find_indicator, query_of, service_of
from indicators.models import Indicator
from indicators.readings_csv import readings_csv
from indicators.readmodels import IndicatorPage
from indicators.rules.measures import Domain
from indicators.selectors.indicator_list import address
from indicators.selectors.indicator_list import indicator_list as list_page
from indicators.selectors.indicator_page import indicator_page
from indicators.selectors.lines import lines_of
from indicators.selectors.states import indicator_states
from plans.addresses import address_of, with_query
from plans.asat import as_at_of
from plans.models import Service
from plans.problems import BadAddress, NotThere
from plans.readmodels import AsAt, LinkLine
from plans.rules.access import INSIDERS, may_open
from plans.rules.dates import long_date

ALL = "all"  # ?chart=all: every year on the chart


@require_safe
def indicator_list(request: HttpRequest) -> TemplateResponse:
    service = service_of(request)
    as_at = as_at_of(request)
    domain = request.GET.get("domain", "")
    if domain and domain not in set(Domain):
        known = ", ".join(Domain)
        raise BadAddress(f"There is no kind of indicator “{domain[:40]}”: choose one of {known}.")
    page = list_page(
        service,
        list(Service.objects.all()),
        as_at=as_at.on,
        known_on=as_at.known_on,
        inside=is_inside(request),
        domain=domain,
        query=as_at.query,
    )
    keep = [(name, request.GET[name]) for name in ("service", "domain") if request.GET.get(name)]
    pages = _list_pages(request, service, as_at)
    context = {"page": page, "as_at": as_at, "keep": keep, "pages": pages}
    return TemplateResponse(request, "indicators/indicator_list.html", context)


@require_safe
def indicator(request: HttpRequest, ref: str) -> TemplateResponse:
    found = find_indicator(request, ref)
    as_at = as_at_of(request)
    is_whole = request.GET.get("chart") == ALL
    page = indicator_page(
        found,
        as_at=as_at.on,
        known_on=as_at.known_on,
        inside=is_inside(request),
        is_whole=is_whole,
        query=as_at.query,
    )
    if page is None:
        raise _not_yet(found, as_at)
    names = ("service", "chart")
    context = {
        "page": page,
        "as_at": as_at,
        "keep": [(name, request.GET[name]) for name in names if request.GET.get(name)],
        "list_url": address(query_of(found.service), query=as_at.query),
        "whole_link": _whole_link(request, page, is_whole),
        "pages": _pages(request, found, as_at),
    }
    return TemplateResponse(request, "indicators/indicator.html", context)


@require_safe
def reading_csv(request: HttpRequest, ref: str) -> HttpResponse:
    found = find_indicator(request, ref)
    as_at = as_at_of(request)
    states = indicator_states(
        found.service,
        as_at=as_at.on,
        known_on=as_at.known_on,
        inside=is_inside(request),
        ref=ref,
    )
    if not states:
        raise _not_yet(found, as_at)
    name = f"{ref}-{as_at.on.isoformat()}.csv"
    return HttpResponse(
        readings_csv(lines_of(states[0])),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _whole_link(request: HttpRequest, page: IndicatorPage, is_whole: bool) -> LinkLine | None:
    """The way to the chart of all years, or back; None where it shows them all."""
    if is_whole:
        return LinkLine("Draw the latest years alone", address_of(request, {"chart"}, {}))
    if page.chart is None or not page.chart.n_left_out:
        return None
    return LinkLine("Draw all years", address_of(request, set(), {"chart": ALL}))


def is_inside(request: HttpRequest) -> bool:
    """Whether the reader is shown what waits for approval."""
    return request.user.position in INSIDERS


def _not_yet(indicator: Indicator, as_at: AsAt) -> NotThere:
    return NotThere(
        f"No document has {indicator.name} by {long_date(as_at.on)}: choose a later day."
    )


def _list_pages(request: HttpRequest, service: Service | None, as_at: AsAt) -> list[LinkLine]:
    """What else there is, for whom may open it."""
    if service is None:
        return []
    own = f"service={service.ref}"
    tables = with_query(reverse("indicators:table-list"), own)
    links = [LinkLine("Tables of the documents", with_query(tables, as_at.query))]
    for name, words in (
        ("entry", "Enter a quarter’s readings"),
        ("approvals", "Approve readings"),
        ("indicator-add", "Add an indicator"),
    ):
        if may_open(request.user.position, f"indicators:{name}"):
            links.append(LinkLine(words, with_query(reverse(f"indicators:{name}"), own)))
    return links


def _pages(request: HttpRequest, indicator: Indicator, as_at: AsAt) -> list[LinkLine]:
    own = query_of(indicator.service)
    readings = reverse("indicators:reading-csv", args=[indicator.ref])
    query = "&".join(filter(None, [own, as_at.query]))
    links = [LinkLine("Readings for a spreadsheet", with_query(readings, query))]
    for name, words in (
        ("bands", "Bands"),
        ("note-add", "Add a note"),
        ("links", "What is meant to move it"),
        ("indicator-change", "Change the definition"),
    ):
        if may_open(request.user.position, f"indicators:{name}"):
            url = reverse(f"indicators:{name}", args=[indicator.ref])
            links.append(LinkLine(words, with_query(url, own)))
    record = reverse("plans:object-record", args=["indicators.indicator", indicator.pk])
    links.append(LinkLine("Record of changes", record))
    return links
