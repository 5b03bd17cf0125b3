"""The page on which texts are released to the public, item by item."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.models import Service
from plans.problems import NotThere
from plans.rules.words import count_of
from plans.services.errors import NotAllowed, Refused
from reports.selectors.releases import release_page
from reports.services.releases import say_of_texts


@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: HttpRequest, ref: str) -> HttpResponse:
    """The texts of a service, those that wait first; what is chosen is released or kept back."""
    service = Service.objects.filter(ref=ref).first()
    if service is None:
        raise NotThere(f"There is no service “{ref[:60]}”.")
    request.service = service
    problem = ""
    if request.method == "POST":
        try:
            return _said(request, service)
        except (Refused, NotAllowed) as error:
            problem = str(error)
    page = release_page(
        service,
        stand=request.GET.get("stand", ""),
        kind=request.GET.get("kind", ""),
        number=_number(request.GET.get("page", "1")),
    )
    context = {
        "page": page,
        "service": service,
        "problem": problem,
        "chosen": set(request.POST.getlist("text")),
        "crumbs": [{"label": "Packs", "url": "/packs/"}, {"label": "Texts for the public"}],
    }
    status = 400 if problem else 200
    return TemplateResponse(request, "reports/releases/releases.html", context, status=status)


def _said(request: HttpRequest, service: Service) -> HttpResponse:
    is_released = request.POST.get("go") == "release"
    rows = say_of_texts(
        service,
        request.POST.getlist("text"),
        is_released=is_released,
        by=request.user,
        at=timezone.now(),  # noqa: TID251
    )
    done = "released to the public" if is_released else "marked confidential"
    messages.success(request, f"{count_of(len(rows), 'text')} {done}.")
    return HttpResponseRedirect(request.get_full_path())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1
