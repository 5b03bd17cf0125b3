"""Of which service an address of indicators speaks, and which indicator it names."""

from django.http import HttpRequest

from indicators.models import Indicator
from plans.models import Service
from plans.problems import NotThere

NO_SERVICE = "There is no such service: leave its name out of the address."


def service_of(request: HttpRequest) -> Service | None:
    """The service that `?service=` names, else the real one before an invented one; None: no service.

    Sets `request.service`. Raises NotThere where no service has that name.
    """
    # compared here, since the address may hold what no database takes
    every = _in_order()
    ref = request.GET.get("service")
    request.service = next((s for s in every if not ref or s.ref == ref), None)
    if ref and request.service is None:
        raise NotThere(NO_SERVICE)
    return request.service


def find_indicator(request: HttpRequest, ref: str) -> Indicator:
    """The indicator of that reference, with its service and source; of several, as `service_of` has it.

    Without `?service=` it is looked for in every service, the real ones first. Sets
    `request.service`. Raises NotThere.
    """
    asked = request.GET.get("service")
    service = service_of(request) if asked else None
    found = Indicator.objects.filter(ref=ref).select_related("service", "source")
    if service is not None:
        found = found.filter(service=service)
    indicator = found.order_by("service__is_invented", "service_id").first()
    if indicator is None:
        whose = f" of {service.name}" if service else ""
        raise NotThere(f"There is no indicator “{ref}”{whose}.")
    request.service = indicator.service
    return indicator


def query_of(service: Service) -> str:
    """What an address needs to be of that service, for `with_query`: "" where it is without it."""
    first = _in_order()[0]
    return "" if first.pk == service.pk else f"service={service.ref}"


def _in_order() -> list[Service]:
    return list(Service.objects.order_by("is_invented", "pk"))
