"""The pages on which a pack is put together: begun, changed, read through, and issued."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plans.asat import about
from plans.problems import NotThere, Problem
from plans.rules.words import count_of
from plans.services.errors import NotAllowed, Refused
from reports.drafting import compiled, papers_of_draft
from reports.forms_packs import AcceptForm, FilesForm, sections_sent
from reports.models import Draft
from reports.one_state import one_state
from reports.papers import FORMATS
from reports.pdf import PdfUnavailable
from reports.render.html import web_body
from reports.rules.packs import Task
from reports.selectors.draft_page import draft_page
from reports.selectors.drafts import get_draft, section_lines, title_of
from reports.selectors.jobs import makes_at_once, worker_lives
from reports.services import drafts as services
from reports.services.issuing import issue_pack
from reports.services.jobs import ask_for
from reports.views_packs import NotHere, download

PACKS = {"label": "Packs", "url": "/packs/"}
TOO_LONG = (
    "This pack is long: making its files would keep you waiting. Have them made in the background "
    "from the page of the draft."
)


def now():
    return timezone.now()  # noqa: TID251


def signed(request: HttpRequest) -> dict:
    return {"by": request.user, "at": now()}


def find_draft(request: HttpRequest, pk: int) -> Draft:
    """The draft, for somebody who makes packs of its kind. Raises NotThere and NotAllowed."""
    draft = get_draft(pk)
    if draft is None:
        raise NotThere("There is no such draft.")
    services.require_maker(request.user, draft.kind)
    about(request, draft.plan)
    return draft


def open_draft(request: HttpRequest, pk: int) -> Draft:
    """As `find_draft`; one that was issued or withdrawn is a page that says so."""
    draft = find_draft(request, pk)
    services.require_open(draft)
    return draft


def crumbs_of(draft: Draft, *more: str) -> list[dict]:
    if not more:
        return [PACKS, {"label": title_of(draft)}]
    return [
        PACKS,
        {"label": title_of(draft), "url": draft.get_absolute_url()},
        *({"label": each} for each in more),
    ]


# ---------- the draft ----------


@never_cache
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_draft(request, pk)
    issued = getattr(found, "issued", None)
    if issued:
        return HttpResponseRedirect(issued.get_absolute_url())
    services.require_open(found)
    return draft_response(request, found)


def draft_response(
    request: HttpRequest,
    found: Draft,
    *,
    problem: str = "",
    problem_at: str = "main",
    accepting: AcceptForm | None = None,
) -> HttpResponse:
    """The page of a draft; with a refusal at its top where there was one."""
    page = draft_page(found)
    context = {
        "page": page,
        "title": page.title,
        "problem": problem,
        "problem_at": problem_at,
        "accept": accepting or AcceptForm(),
        "ticked": set(request.POST.getlist("finding")),
        "files_form": FilesForm(auto_id="files_%s"),
        "worker_lives": worker_lives(at=now()),
        "crumbs": crumbs_of(found),
        "form": accepting,
    }
    return TemplateResponse(
        request, "reports/packs/draft.html", context, status=422 if problem or accepting else 200
    )


@require_POST
def sections(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_draft(request, pk)
    chosen = () if "reset" in request.POST else sections_sent(request.POST, section_lines(found))
    try:
        services.set_sections(found, chosen, seen=request.POST.get("seen", ""), **signed(request))
    except NotAllowed:
        raise
    except Refused as error:
        return draft_response(request, found, problem=str(error), problem_at="sections")
    messages.success(request, "The sections were saved.")
    return HttpResponseRedirect(f"{found.get_absolute_url()}#sections")


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts the ticked findings, as far as they are found still."""
    found = open_draft(request, pk)
    ticked = set(request.POST.getlist("finding"))
    with one_state():
        findings = [f for f in compiled(found).findings() if f.fingerprint in ticked]
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            rows = services.accept_findings(
                found, findings, form.cleaned_data["reason"], **signed(request)
            )
        except NotAllowed:
            raise
        except Refused as error:
            if error.field != "reason":
                return draft_response(request, found, problem=str(error), problem_at="found")
            form.show(error)
        else:
            n = count_of(len(rows), "finding")
            messages.success(request, f"{n} accepted. The reason is kept with the issue.")
            return HttpResponseRedirect(f"{found.get_absolute_url()}#found")
    return draft_response(request, found, accepting=form)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_draft(request, pk)
    services.withdraw_draft(found, **signed(request))
    messages.success(request, f"The draft “{title_of(found)}” was withdrawn.")
    return HttpResponseRedirect(reverse("reports:packs"))


# ---------- reading it and having it made ----------


@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_draft(request, pk)
    with one_state():
        document = compiled(found).document
    context = {
        "title": f"Preview: {title_of(found)}",
        "body": web_body(document),
        "draft_url": found.get_absolute_url(),
        "crumbs": crumbs_of(found, "Preview"),
    }
    return TemplateResponse(request, "reports/packs/preview.html", context)


@require_safe
def draft_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """One file of a draft, made while somebody waits for it."""
    found = open_draft(request, pk)
    if ending not in FORMATS:
        raise NotThere(f"There is no format “{ending[:20]}”.")
    if not makes_at_once(found.plan):
        raise Problem(TOO_LONG)
    try:
        (paper,) = papers_of_draft(found, [ending])
    except PdfUnavailable as error:
        raise NotHere(str(error)) from None
    return download(f"draft-{paper.name}", paper.content_type, paper.content)


@require_POST
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks a worker for files of a draft."""
    found = open_draft(request, pk)
    wanted = request.POST.getlist("formats")
    try:
        job = ask_for(found, Task.FILES, formats=wanted, **signed(request))
    except NotAllowed:
        raise
    except Refused as error:
        return draft_response(request, found, problem=str(error), problem_at="files_formats_0")
    return HttpResponseRedirect(reverse("reports:job", args=[job.pk]))


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issues the draft: by a worker where there is one or it is long, else while somebody waits."""
    found = open_draft(request, pk)
    try:
        if worker_lives(at=now()) or not makes_at_once(found.plan):
            job = ask_for(found, Task.ISSUE, **signed(request))
            return HttpResponseRedirect(reverse("reports:job", args=[job.pk]))
        pack = issue_pack(found, **signed(request))
    except NotAllowed:
        raise
    except Refused as error:
        return draft_response(request, found, problem=str(error), problem_at="issue")
    except PdfUnavailable as error:
        return draft_response(request, found, problem=str(error), problem_at="issue")
    messages.success(request, f"Issued as issue {pack.number}.")
    return HttpResponseRedirect(pack.get_absolute_url())
