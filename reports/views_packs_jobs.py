"""The pages of work in the background: how far it is, what came of it, and cancelling it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plans.asat import about
from plans.problems import NotThere
from reports.models import Job
from reports.selectors.drafts import title_of
from reports.selectors.jobs import get_job, job_page
from reports.services.drafts import require_maker
from reports.services.jobs import cancel_job
from reports.views_packs import download
from reports.views_packs_drafts import PACKS, now, signed


def _job(request: HttpRequest, pk: int) -> Job:
    job = get_job(pk)
    if job is None:
        raise NotThere("There is no such piece of work.")
    require_maker(request.user, job.draft.kind)
    about(request, job.draft.plan)
    return job


@never_cache
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is. The page asks nothing of itself: who reads it looks again when they want to."""
    found = _job(request, pk)
    page = job_page(found, at=now())
    if page.result_url:
        return HttpResponseRedirect(page.result_url)
    title = title_of(found.draft)
    context = {
        "page": page,
        "title": page.title,
        "of": title,
        "crumbs": [
            PACKS,
            {"label": title, "url": page.draft_url},
            {"label": page.title},
        ],
    }
    return TemplateResponse(request, "reports/packs/job.html", context)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = _job(request, pk)
    cancel_job(found, **signed(request))
    return HttpResponseRedirect(reverse("reports:job", args=[pk]))


@require_safe
def job_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """One file that a worker made of a draft."""
    found = _job(request, pk).files.filter(format=ending[:6]).first()
    if found is None:
        raise NotThere(
            "This file is gone: the draft was changed or issued, or made anew since. "
            "Go to the draft and have it made again."
        )
    return download(f"draft-{found.name}", found.content_type, bytes(found.content))
