"""The page of what rates an indicator: its sets of bands and its targets."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from indicators.addresses import find_indicator
from indicators.forms_bands import BandsForm, EndForm, TargetForm, ends_of, with_line_read
from indicators.models import BandSet, Indicator
from indicators.readmodels_defining import BandCheck
from indicators.selectors.banding import band_check, band_page, offers_of
from indicators.services import banding
from indicators.views_definition import FORMS, address, crumbs_of, page_of, signed, written
from plans.addresses import id_of
from plans.forms import RefusedForm
from plans.problems import NotThere


@require_http_methods(FORMS)
def bands(request: HttpRequest, ref: str) -> HttpResponse:
    """The sets of bands, and forms for a new one, for the last day of one, and for a target."""
    found = find_indicator(request, ref)
    go = request.POST.get("go", "")
    send = {"end": _end, "target": _target}.get(go, _bands)
    return send(request, found)


def _bands(request: HttpRequest, found: Indicator) -> HttpResponse:
    mark = banding.bands_mark(found)
    data = with_line_read(request.POST) if request.method == "POST" else None
    is_saving = request.POST.get("go") == "save"
    form = BandsForm(data, mark=mark, is_saving=is_saving)
    if is_saving:

        def write() -> None:
            _save(request, found, form)

        if written(form, write, mark):
            messages.success(request, f"The bands “{form.cleaned_data['name']}” are saved.")
            return _to_bands(found)
    return _bands_page(request, found, form)


def _save(request: HttpRequest, found: Indicator, form: BandsForm) -> BandSet:
    data = form.cleaned_data
    facts = {
        "name": data["name"],
        "valid_from": data["valid_from"],
        "valid_until": data["valid_until"],
        "as_written": data["as_written"],
        "ends": ends_of(request.POST),
        "seen": data["seen"],
    }
    if not data["is_historic"]:
        return banding.save_bands(found, data["bands"], **facts, **signed(request))
    of_document = {name: data[name] for name in ("source", "place", "is_span_derived")}
    return banding.record_historic_bands(
        found, data["bands"], **facts, **of_document, **signed(request)
    )


def _to_bands(found: Indicator) -> HttpResponseRedirect:
    """The page anew, from its top: a browser would keep the place in it that a form was sent to."""
    return HttpResponseRedirect(f"{address('bands', found)}#top")


def _end(request: HttpRequest, found: Indicator) -> HttpResponse:
    row = found.band_sets.filter(pk=id_of(request.POST.get("set", ""))).first()
    if row is None:
        raise NotThere("There are no such bands: go back and choose them again.")
    mark = banding.bands_mark(found)
    form = EndForm(request.POST, pk=row.pk)

    def write() -> None:
        banding.end_bands(row, **form.cleaned_data, **signed(request))

    if written(form, write, mark):
        messages.success(request, f"The last day of the bands “{row.name}” is saved.")
        return _to_bands(found)
    return _bands_page(request, found, form)


def _target(request: HttpRequest, found: Indicator) -> HttpResponse:
    form = TargetForm(request.POST)
    form.offers = ()

    def write() -> None:
        try:
            facts = form.cleaned_data
            banding.set_target(found, **facts, ends=ends_of(request.POST), **signed(request))
        except banding.NotSaved as error:
            form.offers = offers_of(error.clashes)
            raise

    if written(form, write):
        messages.success(request, "The target is saved.")
        return _to_bands(found)
    return _bands_page(request, found, form)


def _bands_page(request: HttpRequest, found: Indicator, form: RefusedForm) -> TemplateResponse:
    mark = banding.bands_mark(found)
    page = band_page(found)
    is_new = isinstance(form, BandsForm)
    bands_form = form if is_new else BandsForm(mark=mark)
    cards = [
        (
            card,
            form
            if isinstance(form, EndForm) and request.POST.get("set") == str(card.id)
            else EndForm(pk=card.id, until=card.until_text, mark=mark),
        )
        for card in page.sets
    ]
    context = {
        "form": form,
        "page": page,
        "cards": cards,
        "bands_form": bands_form,
        "target_form": form if isinstance(form, TargetForm) else TargetForm(),
        "check": _check(request, found, form) if is_new else None,
        "ticked": request.POST.getlist("ends"),
        "title": f"Bands of {found.name}",
        "crumbs": crumbs_of(found, "Bands"),
        "back_url": address("indicator", found),
    }
    return page_of(request, "bands", context)


def _check(request: HttpRequest, found: Indicator, form: BandsForm) -> BandCheck | None:
    """What the bands come to, once they could be read; None before that."""
    if not form.is_bound or not form.is_whole:
        return None
    return band_check(
        found,
        form.said["bands"],
        first=form.said.get("valid_from"),
        last=form.said.get("valid_until"),
        is_historic=form.said["is_historic"],
        ends=ends_of(request.POST),
    )
