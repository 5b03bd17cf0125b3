"""The pages of scrutiny reviews: the list, one review in the order of its report, and beginning one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.addresses import with_query
from plans.asat import as_at_of
from plans.models import Plan, Service, User
from plans.problems import BadAddress, NotThere
from plans.readmodels import AsAt
from plans.rules.access import ANSWERERS, IN_CONFIDENCE, REVIEWERS
from plans.selectors.kept import kept
from plans.services.errors import NotAllowed, Refused
from reports.forms_reviews import ReviewForm
from reports.models import Review
from reports.readmodels_review import ReviewValues
from reports.readmodels_review_parts import PartLine
from reports.released import Releases
from reports.review_kinds import PARTS, PartKind
from reports.review_words import ReviewWords
from reports.rules.making import may_make
from reports.rules.packs import Kind
from reports.selectors.review_monitor import review_list
from reports.selectors.review_parts import n_of
from reports.selectors.review_sections import review_sections
from reports.selectors.reviews import review_values
from reports.selectors.reviews_lacking import lacking_texts
from reports.services.reviews import begin_review

REVIEWS = {"label": "Reviews", "url": "/reviews/"}


def day_of_page(request: HttpRequest) -> AsAt:
    """The day asked about. What a review says has no day of its own of being known."""
    as_at = as_at_of(request)
    if as_at.known_on:
        raise BadAddress(
            "Reviews are shown as at a day, and not of what was known on another: "
            "leave “known_on” out of the address."
        )
    return as_at


def find_review(request: HttpRequest, ref: str) -> Review:
    """The review of that name, which the person may read; else it is not there."""
    found = Review.objects.select_related("service", "plan__service").filter(ref=ref).first()
    if found is None or (found.is_confidential and not reads_in_confidence(request.user)):
        raise NotThere("There is no such review.")
    request.service = found.service
    return found


def reads_in_confidence(user: User) -> bool:
    return user.position in IN_CONFIDENCE


def may_write(request: HttpRequest, kind: PartKind | None, as_at: AsAt) -> bool:
    """Whether the page offers forms: to those who write that part, and not of a day gone by."""
    who = ANSWERERS if kind and kind.is_answer else REVIEWERS
    return request.user.position in who and not as_at.is_past


def signed(request: HttpRequest) -> dict:
    return {"by": request.user, "at": timezone.now()}  # noqa: TID251


def values_of(review: Review, as_at: AsAt) -> ReviewValues:
    """What the review says to those inside, all of it."""
    return review_values(review, as_at=as_at.on, releases=Releases())


def crumbs_of(review: Review, *more: dict, query: str = "") -> list[dict]:
    return [REVIEWS, {"label": review.title, "url": address_of(review, query)}, *more]


def address_of(review: Review, query: str = "") -> str:
    return with_query(review.get_absolute_url(), query)


def lines_of(values: ReviewValues, n_terms: int, query: str) -> tuple[PartLine, ...]:
    """The parts of the review with how much there is of each."""
    n = n_of(values, n_terms)
    return tuple(
        PartLine(
            kind,
            with_query(reverse("reports:review-part", args=[values.ref, kind.name]), query),
            n[kind.name],
        )
        for kind in PARTS.values()
    )


@require_safe
def reviews(request: HttpRequest) -> TemplateResponse:
    as_at = day_of_page(request)
    rows = [r for r in review_list(as_at=as_at.on) if _may_see(request, r)]
    lacks = lacking_texts(r.ref for r in rows if not r.is_published)
    context = {
        "rows": [(r, lacks.get(r.ref, ""), with_query(r.url, as_at.query)) for r in rows],
        "as_at": as_at,
        "may_write": may_write(request, None, as_at),
        "monitor_url": with_query(reverse("reports:review-monitor"), as_at.query),
    }
    return TemplateResponse(request, "reports/reviews/review_list.html", context)


def _may_see(request: HttpRequest, row) -> bool:
    return not row.is_confidential or reads_in_confidence(request.user)


@require_safe
def review(request: HttpRequest, ref: str) -> TemplateResponse:
    found = find_review(request, ref)
    as_at = day_of_page(request)
    values = values_of(found, as_at)
    words = ReviewWords(found, as_at=as_at.on)
    context = {
        "review": found,
        "page": values,
        "is_published": bool(values.published_on and values.published_on <= as_at.on),
        "as_at": as_at,
        "crumbs": [REVIEWS, {"label": found.title}],
        "parts": lines_of(values, len(values.terms), as_at.query),
        "sections": kept(
            "review",
            (found.pk, as_at.on),
            lambda: [
                (section, [(row, words.show(row.markdown)) for row in section.rows])
                for section in review_sections(found, values)
            ],
        ),
        "may_write": may_write(request, None, as_at),
        "monitor_url": with_query(
            reverse("reports:review-monitor"), f"review={found.ref}&{as_at.query}".rstrip("&")
        ),
        "pack_url": _pack_url(request, found, as_at),
    }
    return TemplateResponse(request, "reports/reviews/review.html", context)


def _pack_url(request: HttpRequest, review: Review, as_at: AsAt) -> str:
    """Where a draft of the report is begun, for those who make one; else the list of packs."""
    if review.plan is None or as_at.is_past or not may_make(request.user.position, Kind.SCRUTINY):
        return with_query(reverse("reports:packs"), as_at.query)
    asked = {"kind": Kind.SCRUTINY, "plan": review.plan.ref, "of": review.ref}
    return with_query(reverse("reports:draft-begin"), urlencode(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def review_add(request: HttpRequest) -> HttpResponse:
    services = list(Service.objects.all())
    service = _service_of(request, services)
    request.service = service
    plans = Plan.objects.filter(service=service)
    form = ReviewForm(request.POST if request.method == "POST" else None, plans=plans)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts = {k: v for k, v in form.facts().items() if k != "seen"}
            try:
                begun = begin_review(service, **facts, **signed(request))
            except NotAllowed:
                raise
            except Refused as error:
                form.show(error)
            else:
                messages.success(
                    request, "The review is begun. What it still lacks is listed here."
                )
                return HttpResponseRedirect(begun.get_absolute_url())
    context = {
        "form": form,
        "title": "Begin a review",
        "service": service,
        "others": [s for s in services if s != service],
        "crumbs": [REVIEWS, {"label": "Begin a review"}],
        "back_url": reverse("reports:review-list"),
    }
    return TemplateResponse(request, "reports/reviews/review_add.html", context, status=status)


def _service_of(request: HttpRequest, services: list[Service]) -> Service:
    """The service that the address names, else the first."""
    ref = request.GET.get("service", "")
    chosen = [s for s in services if not ref or s.ref == ref]
    if not chosen:
        raise NotThere("There is no such service: leave its name out of the address.")
    return chosen[0]
