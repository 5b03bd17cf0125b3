"""The earlier versions of a row of a review, and the list of live figures that its texts can quote."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.addresses import id_of
from plans.asat import today
from plans.middleware import LOOKS_BACK
from plans.problems import NotThere
from plans.services.errors import NotAllowed, Refused
from reports.models import Review
from reports.review_forms import facts_now
from reports.review_words import ReviewWords
from reports.selectors.review_history import versions_of
from reports.services.review_rows import WRITTEN, put_back
from reports.services.reviewing import mark_of
from reports.views_review_sent import find_part, find_row, part_url, require_writer
from reports.views_reviews import crumbs_of, day_of_page, find_review, may_write, signed

OF_A_REVIEW = ("title", "panel", "executive", "begins_as_written", "published_on", "received_on")
MOST_SHOWN, MOST_OF_A_GROUP = 300, 15  # live figures on one page: of those found, or unasked


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, ref: str, part: str, pk: int) -> HttpResponse:
    review = find_review(request, ref)
    kind, of = find_part(part)
    row = None if kind.is_answer else find_row(review, of, pk)
    if row is None:
        raise NotThere("There is no such row in this review: it may have been taken out.")
    as_at = day_of_page(request)
    refused = ""
    if request.method == "POST":
        require_writer(request, kind)
        if as_at.is_past:
            raise LOOKS_BACK
        if isinstance(row, Review):
            raise Refused("Change what the review is: no earlier version of it is put back whole.")
        try:
            put_back(
                row,
                id_of(request.POST.get("version", "")) or 0,
                seen=request.POST.get("seen", ""),
                **signed(request),
            )
        except NotAllowed:
            raise
        except Refused as error:
            refused = str(error)
            row.refresh_from_db()
        else:
            messages.success(request, "That version is put back, as a new one.")
            return HttpResponseRedirect(request.path)
    return _history_page(request, review, kind, row, refused, may_write(request, kind, as_at))


def _history_page(request, review: Review, kind, row, refused: str, writes: bool):
    kept = OF_A_REVIEW if isinstance(row, Review) else WRITTEN[type(row)].kept
    context = {
        "review": review,
        "row": row,
        "kind": kind,
        "refused": refused,
        "versions": versions_of(row, kept),
        "seen": mark_of(facts_now(row)),
        "may_write": writes and not isinstance(row, Review),
        "back_url": f"{part_url(review, kind)}#row-{row.pk}",
        "record_url": reverse("plans:object-record", args=[row._meta.label_lower, row.pk]),
        "crumbs": crumbs_of(
            review,
            {"label": kind.label, "url": part_url(review, kind)},
            {"label": "Earlier versions"},
        ),
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "reports/reviews/history.html", context, status=status)


@require_safe
def picker(request: HttpRequest, ref: str) -> TemplateResponse:
    """Every live figure with what it says today; `?q=` finds those with some words in them."""
    review = find_review(request, ref)
    words = ReviewWords(review, as_at=today())
    asked = request.GET.get("q", "").strip()[:100]
    groups, n = _found(words.groups, asked)
    context = {
        "review": review,
        "groups": groups,
        "n": n,
        "asked": asked,
        "crumbs": crumbs_of(review, {"label": "Live figures"}),
    }
    return TemplateResponse(request, "reports/reviews/picker.html", context)


def _found(groups, asked: str) -> tuple[list[tuple[str, list, int]], int]:
    """The groups with those of their fields that have every word asked for, each with how many more it
    has than are shown; and how many there are in all.
    """
    wanted = asked.casefold().split()
    found, n = [], 0
    for group in groups:
        title = group.title.casefold()
        own = [
            choice
            for choice in group.choices
            if all(w in f"{choice.name} {choice.says} {title}".casefold() for w in wanted)
        ]
        room = max(0, MOST_SHOWN - n) if wanted else MOST_OF_A_GROUP
        if own:
            found.append((group.title, own[:room], max(0, len(own) - room)))
        n += len(own)
    return found, n
