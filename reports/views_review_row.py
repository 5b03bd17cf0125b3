"""The page of one row of a review: the form that changes it, and taking it out."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.asat import today
from plans.problems import NotThere
from plans.services.errors import NotAllowed, Refused
from reports.models import PanelRecommendation, Review
from reports.review_forms import FormOf
from reports.review_kinds import PartKind
from reports.review_words import ReviewWords
from reports.services.review_rows import take_out
from reports.services.reviewing import GoneSince
from reports.views_review_parts import part_page, saved, suggested
from reports.views_review_sent import Sent, find_part, find_row, part_url, require_writer, sent_of
from reports.views_reviews import crumbs_of, day_of_page, find_review, signed, values_of


@require_http_methods(["GET", "HEAD", "POST"])
def part_change(request: HttpRequest, ref: str, part: str, pk: int) -> HttpResponse:
    review = find_review(request, ref)
    kind, of = find_part(part)
    require_writer(request, kind)
    row = find_row(review, of, pk)
    if row is None:
        return _gone(request, review, kind, of)
    if request.method == "POST" and request.POST.get("go") == "take-out":
        return _taken_out(request, review, kind, of, row)
    if request.method == "POST":
        sent = sent_of(request, review, of, row)
        if sent.saved:
            return saved(request, review, kind, sent.saved)
    else:
        sent = Sent(of.make(review, row, None, today=today()))
    return _change_page(request, review, kind, row, sent)


def _change_page(request, review: Review, kind: PartKind, row, sent: Sent, refused: str = ""):
    words = ReviewWords(review, as_at=today())
    as_at = day_of_page(request)
    values = values_of(review, as_at)
    about = ""
    if kind.is_answer and isinstance(row, PanelRecommendation):
        about = words.show(row.text).html
    context = {
        "review": review,
        "kind": kind,
        "row": row,
        "about": about,
        "title": _title(kind, row),
        "form": sent.form,
        "sent": sent,
        "refused": refused,
        "fields": suggested(sent.form, words, values),
        "picker_url": reverse("reports:review-picker", args=[review.ref]),
        "back_url": f"{part_url(review, kind)}#row-{row.pk}",
        "crumbs": crumbs_of(
            review, {"label": kind.label, "url": part_url(review, kind)}, {"label": "Change"}
        ),
        "history_url": ""
        if kind.is_answer
        else reverse("reports:review-history", args=[review.ref, kind.name, row.pk]),
        "may_take_out": not (kind.is_answer or review.published_on or kind.name == "about"),
    }
    status = 422 if refused else sent.status
    return TemplateResponse(request, "reports/reviews/change.html", context, status=status)


def _title(kind: PartKind, row: Model) -> str:
    match kind.name:
        case "about":
            return "Change what the review is"
        case "responses":
            return f"Record the answer to recommendation {row.number}"
        case "implementation":
            return f"Record how far recommendation {row.number} is carried out"
    return f"Change {kind.one}"


def _taken_out(request, review: Review, kind: PartKind, of: FormOf, row) -> HttpResponse:
    if kind.is_answer or kind.name == "about":
        raise Refused("That is written once and stays.")
    try:
        take_out(row, **signed(request))
    except NotAllowed:
        raise
    except Refused as error:
        sent = Sent(of.make(review, row, None, today=today()))
        return _change_page(request, review, kind, row, sent, refused=str(error))
    messages.success(request, "It is taken out. What it said stays on record.")
    return HttpResponseRedirect(part_url(review, kind))


def _gone(request: HttpRequest, review: Review, kind: PartKind, of: FormOf) -> HttpResponse:
    """What was typed over a row that is there no more, as the form of a new one; else a page."""
    if request.method != "POST" or kind.is_answer or of.model is Review:
        raise NotThere("There is no such row in this review: it may have been taken out.")
    form = of.make(review, None, request.POST, today=today())
    form.is_valid()
    form.show(GoneSince("Somebody took this out since you opened it. Save to write it anew."))
    return part_page(request, review, kind, of, day_of_page(request), Sent(form, 422))
