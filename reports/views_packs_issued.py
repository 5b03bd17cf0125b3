"""The pages of issued packs: what one holds and was made of, its files, and whether a file is one of them."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.problems import NotThere
from plans.services.errors import NotAllowed
from reports.models import IssuedPack
from reports.rules.making import may_make
from reports.selectors.issued import get_issued, issued_page, may_read
from reports.services.drafts import begin_correction
from reports.verifying import Verdict, faults_of, mark_in, mark_of_file, verdict_on
from reports.views_packs import download
from reports.views_packs_drafts import PACKS, signed

MOST_BYTES = 60_000_000  # no pack comes near it


def _issued(request: HttpRequest, pk: int) -> IssuedPack:
    pack = get_issued(pk)
    if pack is None:
        raise NotThere("There is no such issue.")
    if not may_read(pack, request.user.position):
        raise NotAllowed("This pack is of a confidential review: ask the panel officer.")
    request.service = pack.service
    return pack


@require_safe
def issued(request: HttpRequest, pk: int) -> TemplateResponse:
    pack = _issued(request, pk)
    page = issued_page(pack)
    context = {
        "page": page,
        "title": page.title,
        "faults": faults_of(pack),
        "may_correct": may_make(request.user.position, page.kind) and page.corrected_by is None,
        "crumbs": [PACKS, {"label": f"Issue {pack.number}"}],
    }
    return TemplateResponse(request, "reports/packs/issued.html", context)


@require_safe
def issued_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    file = _issued(request, pk).files.filter(format=ending[:6]).first()
    if file is None:
        raise NotThere("This issue has no such file.")
    return download(file.name, file.content_type, bytes(file.content))


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the draft of a correction, or goes to the one that is there."""
    pack = _issued(request, pk)
    draft = begin_correction(pack, **signed(request))
    messages.success(
        request, f"A draft that corrects issue {pack.number}: it will print what differs."
    )
    return HttpResponseRedirect(draft.get_absolute_url())


class VerifyForm(forms.Form):
    """A file, or the mark of one."""

    use_required_attribute = False

    file = forms.FileField(
        label="File",
        required=False,
        help_text=f"Any file of up to {MOST_BYTES // 1_000_000} MB. It is read and not kept.",
        error_messages={"empty": "This file is empty: choose another."},
    )
    mark = forms.CharField(
        label="Or its SHA-256",
        required=False,
        max_length=300,
        widget=forms.TextInput({"class": "yp-input-l", "spellcheck": "false"}),
        help_text="64 digits and letters from a to f.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"This file has {file.size / 1e6:,.0f} MB: no pack has more than "
                f"{MOST_BYTES // 1_000_000} MB, so it is none."
            )
        return file

    def clean_mark(self) -> str:
        text = self.cleaned_data["mark"].strip()
        if not text:
            return ""
        mark = mark_in(text)
        if mark is None:
            raise forms.ValidationError(
                "This is no SHA-256: paste its 64 digits and letters from a to f."
            )
        return mark

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and not data.get("file") and not data.get("mark"):
            self.add_error("file", "Choose a file, or paste its SHA-256.")
        return data

    def verdict(self) -> Verdict:
        file = self.cleaned_data["file"]
        if file:
            return verdict_on(mark_of_file(file.chunks()), is_file=True)
        return verdict_on(self.cleaned_data["mark"], is_file=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> TemplateResponse:
    """Whether a file is one of an issued pack, and of which."""
    form, verdict = VerifyForm(), None
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
        verdict = form.verdict() if form.is_valid() else None
    context = {
        "title": "Is this file one that was issued?",
        "form": form,
        "verdict": verdict,
        "crumbs": [PACKS, {"label": "Verify a file"}],
        "action": reverse("reports:verify"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "reports/packs/verify.html", context, status=status)
