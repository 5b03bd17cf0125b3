"""The tables of the documents, as printed: the list, one of them, and one as a file."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.addresses import query_of, service_of
from indicators.readings_csv import table_csv as csv_of
from indicators.readmodels_tables import TablePage
from indicators.selectors.indicator_list import address
from indicators.selectors.source_tables import document_tables, table_page
from plans.addresses import with_query
from plans.asat import as_at_of
from plans.models import Service
from plans.problems import NotThere
from plans.readmodels import AsAt, LinkLine
from plans.rules.dates import long_date


@require_safe
def table_list(request: HttpRequest) -> TemplateResponse:
    service = service_of(request)
    as_at = as_at_of(request)
    documents = (
        document_tables(service, as_at=_day(as_at), query=_query(service, as_at)) if service else ()
    )
    context = {
        "documents": documents,
        "as_at": as_at,
        "list_url": address(query_of(service), query=as_at.query) if service else "/indicators/",
        "keep": [("service", service.ref)] if request.GET.get("service") else [],
        "pages": _pages(service, as_at) if documents else [],
    }
    return TemplateResponse(request, "indicators/table_list.html", context)


@require_safe
def table(request: HttpRequest, ref: str) -> TemplateResponse:
    page, as_at = _page(request, ref)
    query = _query(request.service, as_at)
    csv = with_query(reverse("indicators:table-csv", args=[ref]), query)
    context = {
        "page": page,
        "as_at": as_at,
        "list_url": address(query_of(request.service), query=as_at.query),
        "tables_url": with_query(reverse("indicators:table-list"), query),
        "pages": [LinkLine("This table for a spreadsheet", csv)],
    }
    return TemplateResponse(request, "indicators/table.html", context)


@require_safe
def table_csv(request: HttpRequest, ref: str) -> HttpResponse:
    page, _ = _page(request, ref)
    return HttpResponse(
        csv_of(page),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{ref}.csv"'},
    )


def _pages(service: Service, as_at: AsAt) -> list[LinkLine]:
    workbook = with_query(reverse("reports:tables"), query_of(service))
    return [LinkLine("All of them as a workbook", with_query(workbook, as_at.query))]


def _page(request: HttpRequest, ref: str) -> tuple[TablePage, AsAt]:
    service = service_of(request)
    as_at = as_at_of(request)
    page = None
    if service:
        page = table_page(service, ref, as_at=_day(as_at), query=_query(service, as_at))
    if page is None:
        raise NotThere(f"No document has a table “{ref}” by {long_date(_day(as_at))}.")
    return page, as_at


def _day(as_at: AsAt) -> date:
    """The day by which a table is published: one that was not known yet is not there either."""
    return min(as_at.on, as_at.known_on or as_at.on)


def _query(service: Service, as_at: AsAt) -> str:
    """What every address from here carries along: the service, where it needs naming, and the day."""
    return "&".join(filter(None, [query_of(service), as_at.query]))
