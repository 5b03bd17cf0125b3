"""The pages that define an indicator: what it counts, notes, and what is meant to move it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.addresses import find_indicator, query_of, service_of
from indicators.forms_definition import (
    DefinitionForm,
    LinksForm,
    NoteForm,
    VersionForm,
)
from indicators.models import Indicator
from indicators.selectors.defining import link_plans, notes_of
from indicators.services import banding, defining
from plans.addresses import with_query
from plans.forms import RefusedForm
from plans.models import Action, Objective
from plans.problems import NotThere
from plans.services.errors import NotAllowed, Refused
from plans.services.meetings import RecordedSince

FORMS = ["GET", "HEAD", "POST"]


def address(name: str, indicator: Indicator) -> str:
    """The address of a page of the indicator."""
    url = reverse(f"indicators:{name}", args=[indicator.ref])
    return with_query(url, query_of(indicator.service))


def signed(request: HttpRequest) -> dict:
    return {"by": request.user, "at": timezone.now()}  # noqa: TID251


def _list_url(service) -> str:
    return with_query(reverse("indicators:indicator-list"), query_of(service))


def crumbs_of(indicator: Indicator, label: str) -> list[dict]:
    """The way to a page of the indicator."""
    return [
        {"label": "Indicators", "url": _list_url(indicator.service)},
        {"label": indicator.name, "url": address("indicator", indicator)},
        {"label": label},
    ]


def written(form: RefusedForm, write: Callable[[], object], now: str = "") -> bool:
    """Whether the form was valid and the service wrote it; what was refused is shown on the form.

    `now` is the mark of how things stand: where somebody else was faster, what was typed can be
    saved over theirs the next time.
    """
    if not form.is_valid():
        return False
    try:
        write()
    except NotAllowed:
        raise
    except RecordedSince as error:
        form.show(error)
        form.data = form.data.copy()
        form.data["seen"] = now
    except banding.NotSaved as error:
        for sentence in error.sentences:
            form.add_error(None, sentence)
        for clash in error.clashes:
            form.add_error("valid_from", clash.text)
    except Refused as error:
        form.show(error)
    else:
        return True
    return False


# --- The definition


@require_http_methods(FORMS)
def indicator_add(request: HttpRequest) -> HttpResponse:
    service = service_of(request)
    if service is None:
        raise NotThere("No service is recorded yet, so no indicator can be added.")
    form = DefinitionForm(request.POST if request.method == "POST" else None)

    def write() -> None:
        ref = form.cleaned_data["ref"]
        form.kept = defining.add_definition(service, ref, form.definition(), **signed(request))

    if form.is_bound and written(form, write):
        messages.success(
            request, f"{form.kept.name} is added. Next: say by which bands it is rated, if any."
        )
        return HttpResponseRedirect(address("bands", form.kept))
    context = {
        "form": form,
        "definition_form": form,
        "title": "Add an indicator",
        "lead": f"Of {service.name}. Once it is there, say by which bands it is rated.",
        "crumbs": [
            {"label": "Indicators", "url": _list_url(service)},
            {"label": "Add an indicator"},
        ],
        "back_url": _list_url(service),
    }
    return page_of(request, "definition_form", context)


@require_http_methods(FORMS)
def indicator_change(request: HttpRequest, ref: str) -> HttpResponse:
    """The definition, and below it a form for another version of the counting rules."""
    found = find_indicator(request, ref)
    mark, go = defining.definition_mark(found), request.POST.get("go", "")
    form = DefinitionForm(
        request.POST if request.method == "POST" and go != "version" else None,
        indicator=found,
        mark=mark,
        has_readings=found.readings.exists(),
    )
    version = VersionForm(request.POST if go == "version" else None, indicator=found)

    def change() -> None:
        seen = form.cleaned_data["seen"]
        defining.change_definition(found, form.definition(), seen=seen, **signed(request))

    def add_version() -> None:
        defining.add_version(found, **version.cleaned_data, **signed(request))

    if form.is_bound and written(form, change, mark):
        messages.success(request, "The definition is saved.")
        return HttpResponseRedirect(address("indicator", found))
    if version.is_bound and written(version, add_version):
        messages.success(request, "The version of the counting rules is added.")
        return HttpResponseRedirect(address("indicator-change", found) + "#top")
    context = {
        "form": version if version.is_bound else form,
        "definition_form": form,
        "version_form": version,
        "versions": list(found.versions.all()),
        "title": "Change the definition",
        "lead": f"{found.name}, reference {found.ref}",
        "crumbs": crumbs_of(found, "Change the definition"),
        "back_url": address("indicator", found),
    }
    return page_of(request, "definition_form", context)


def page_of(request: HttpRequest, name: str, context: dict) -> TemplateResponse:
    """A page with its forms; that of a form which was sent and not taken says so by its status."""
    status = 422 if context["form"].errors else 200
    return TemplateResponse(request, f"indicators/{name}.html", context, status=status)


# --- Notes and links


@require_http_methods(FORMS)
def note_add(request: HttpRequest, ref: str) -> HttpResponse:
    found = find_indicator(request, ref)
    form = NoteForm(request.POST if request.method == "POST" else None)

    def write() -> None:
        defining.add_note(found, **form.cleaned_data, **signed(request))

    if form.is_bound and written(form, write):
        messages.success(request, "The note is on the time line.")
        return HttpResponseRedirect(address("indicator", found))
    context = {
        "form": form,
        "notes": notes_of(found),
        "title": "Add a note to the time line",
        "lead": found.name,
        "crumbs": crumbs_of(found, "Add a note"),
        "back_url": address("indicator", found),
    }
    return page_of(request, "note_form", context)


@require_http_methods(FORMS)
def links(request: HttpRequest, ref: str) -> HttpResponse:
    found = find_indicator(request, ref)
    mark = defining.links_mark(found)
    plans = link_plans(found)
    form = LinksForm(request.POST if request.method == "POST" else None, plans=plans, mark=mark)

    def write() -> None:
        data = form.cleaned_data
        defining.set_links(
            found,
            objectives=_rows(Objective, data["objectives"]),
            actions=_rows(Action, data["actions"]),
            seen=data["seen"],
            **signed(request),
        )

    if form.is_bound and written(form, write, mark):
        messages.success(request, "What is meant to move it is saved.")
        return HttpResponseRedirect(address("indicator", found))
    context = {
        "form": form,
        "groups": form.groups(),
        "title": "What is meant to move it",
        "lead": found.name,
        "crumbs": crumbs_of(found, "What is meant to move it"),
        "back_url": address("indicator", found),
    }
    return page_of(request, "links", context)


def _rows(model, chosen: dict[int, str]) -> dict:
    rows = model.objects.select_related("plan").in_bulk(chosen)
    return {rows[pk]: why for pk, why in chosen.items()}
