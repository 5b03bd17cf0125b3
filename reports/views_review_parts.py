"""The pages of one part of a review: its rows, the form that adds one, and the days of its course."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.addresses import id_of, with_query
from plans.asat import today
from plans.middleware import LOOKS_BACK
from plans.problems import NotThere
from plans.selectors.kept import kept
from plans.services.errors import NotAllowed, Refused
from reports.forms_review_fields import PartForm
from reports.forms_review_parts import NarrativeForm
from reports.forms_reviews import DayForm
from reports.models import Review
from reports.readmodels_review import ReviewValues
from reports.review_forms import FormOf
from reports.review_kinds import PartKind
from reports.review_words import ReviewWords
from reports.selectors.review_parts import part_groups
from reports.services.review_days import NotReady, publish_review, receive_review
from reports.services.review_rows import Step, move
from reports.views_review_sent import find_part, find_row, part_url, require_writer, sent_of
from reports.views_reviews import (
    crumbs_of,
    day_of_page,
    find_review,
    lines_of,
    may_write,
    signed,
    values_of,
)

# ---------- the rows ----------


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    review = find_review(request, ref)
    kind, of = find_part(part)
    as_at = day_of_page(request)
    sent = None
    if request.method == "POST":
        require_writer(request, kind)
        if as_at.is_past:
            raise LOOKS_BACK
        if moved := _moved(request, review, kind, of):
            return moved
        if kind.name == "about":
            return _day_sent(request, review)
        if not kind.is_answer:
            sent = sent_of(request, review, of, None)
            if sent.saved:
                return saved(request, review, kind, sent.saved)
    return part_page(request, review, kind, of, as_at, sent)


def part_page(request, review: Review, kind: PartKind, of: FormOf, as_at, sent, days=None):
    values = values_of(review, as_at)
    words = ReviewWords(review, as_at=as_at.on)
    writes = may_write(request, kind, as_at)
    form = sent.form if sent else None
    adds = writes and kind.one and not kind.is_answer
    if adds and form is None:
        form = _new(review, of, _asked(request))
    context = {
        "review": review,
        "page": values,
        "kind": kind,
        "as_at": as_at,
        "crumbs": crumbs_of(review, {"label": kind.label}, query=as_at.query),
        "parts": lines_of(values, len(values.terms), as_at.query),
        "groups": kept(
            "review-part",
            (review.pk, kind.name, as_at.on),
            lambda: [
                (group, [(row, words.show(row.markdown)) for row in group.rows])
                for group in part_groups(review, values, kind.name)
            ],
        ),
        "may_write": writes,
        "may_move": writes and kind.is_ordered and not review.published_on,
        "form": form if adds else None,
        "sent": sent,
        "fields": suggested(form, words, values) if adds else (),
        "picker_url": reverse("reports:review-picker", args=[review.ref]),
        "days": days or (_days(review) if writes and kind.name == "about" else None),
    }
    status = sent.status if sent else 422 if days and days.errors else 200
    return TemplateResponse(request, "reports/reviews/part.html", context, status=status)


def _new(review: Review, of: FormOf, initial: dict) -> PartForm | None:
    """An empty form; None where every text is written."""
    form = of.make(review, None, None, today=today(), initial=initial)
    kinds = form.fields.get("kind")
    is_full = of.form is NarrativeForm and not kinds.choices
    return None if is_full else form


def _asked(request: HttpRequest) -> dict:
    """What the address chooses beforehand: which text, under which objective."""
    found = {"objective": request.GET.get("under", ""), "kind": request.GET.get("kind", "")}
    return {name: value for name, value in found.items() if value}


def suggested(form: PartForm | None, words: ReviewWords, values: ReviewValues) -> tuple:
    """The live fields that the review's texts quote most, for a form with a text that can quote them."""
    if form is None or not form.MARKDOWN:
        return ()
    return kept(
        "review-figures",
        (words.review.pk, words.as_at),
        lambda: words.suggested(_texts_of(values)),
    )


def _texts_of(values: ReviewValues) -> list[str]:
    texts = [t.markdown for t in values.narratives.values()]
    texts += [e.text.markdown for o in values.objectives for e in o.evidence]
    texts += [e.text.markdown for e in values.background]
    texts += [line.text.markdown for line in (*values.conclusions, *values.recommendations)]
    return texts


def _moved(request: HttpRequest, review: Review, kind: PartKind, of: FormOf) -> HttpResponse | None:
    """Moves a row, where a button for that was pressed."""
    for step in Step:
        if step.value not in request.POST:
            continue
        row = find_row(review, of, id_of(request.POST[step.value]) or 0)
        if row is None or not kind.is_ordered:
            raise NotThere("What was to be moved is there no more.")
        move(row, step, **signed(request))
        return HttpResponseRedirect(f"{part_url(review, kind)}#row-{row.pk}")
    return None


# ---------- what it is: publication, and receiving it ----------


def _days(review: Review, data=None) -> DayForm | None:
    """The form for the next day of the review's course; None where it has both."""
    if not review.published_on:
        return DayForm(data, name="published_on", label="Published on", today=today())
    if not review.received_on:
        label = f"Received by {review.executive} on"
        return DayForm(data, name="received_on", label=label, today=today())
    return None


def _day_sent(request: HttpRequest, review: Review) -> HttpResponse:
    kind, of = find_part("about")
    days = _days(review, request.POST)
    if days is None:
        raise Refused("Both days of this review are on record: change them with what it is.")
    if days.is_valid():
        ((name, on),) = days.cleaned_data.items()
        write = publish_review if name == "published_on" else receive_review
        try:
            write(review, on=on, **signed(request))
        except NotAllowed:
            raise
        except NotReady as error:
            for sentence in error.lacking:
                days.add_error(None, sentence)
        except Refused as error:
            days.show(error)
        else:
            done = "published" if name == "published_on" else "received"
            messages.success(request, f"The review is {done}.")
            return HttpResponseRedirect(review.get_absolute_url())
    return part_page(request, review, kind, of, day_of_page(request), None, days)


def saved(request: HttpRequest, review: Review, kind: PartKind, row) -> HttpResponse:
    messages.success(request, "That is saved.")
    return HttpResponseRedirect(with_query(part_url(review, kind), "") + f"#row-{row.pk}")
