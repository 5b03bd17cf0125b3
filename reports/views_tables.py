"""The tables of the documents as one workbook."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators.addresses import service_of
from plans.asat import as_at_of
from plans.problems import NotThere
from plans.rules.dates import long_date
from reports.pack_tables import tables_file
from reports.papers import FORMATS
from reports.workbook_tables import render_tables


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    service = service_of(request)
    on = as_at_of(request).on
    file = tables_file(service, as_at=on) if service else None
    if file is None or not file.sheets:
        raise NotThere(f"No document has a table by {long_date(on)}: choose a later day.")
    name = f"tables-{service.ref}-{on.isoformat()}.xlsx"
    return HttpResponse(
        render_tables(file),
        content_type=FORMATS["xlsx"].content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
