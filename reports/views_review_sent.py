"""What comes of the form of a part of a review: saved, previewed, with more rows, or refused."""

from dataclasses import dataclass, field

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from plans.asat import today
from plans.models import Change
from plans.problems import NotThere
from plans.selectors.record import at_text
from plans.services.errors import NotAllowed, Refused
from reports.forms_review_fields import PartForm
from reports.forms_rows import MORE, RowsForm
from reports.models import Review
from reports.review_forms import FormOf, facts_now, form_of
from reports.review_kinds import PARTS, PartKind
from reports.review_words import ReviewWords, ShownText
from reports.services.responses import AnsweredSince
from reports.services.reviewing import ChangedSince, require_answerer, require_reviewer
from reports.views_reviews import signed


@dataclass
class Sent:
    """What came of a form: the form as it is shown again, with a preview or with somebody else's words
    beside one's own (label, theirs, yours); `saved` is the row, where all went well."""

    form: PartForm
    status: int = 200
    previews: list[tuple[str, ShownText]] = field(default_factory=list)
    theirs: list[tuple[str, str, str]] = field(default_factory=list)
    theirs_text: str = ""
    saved: models.Model | None = None


def find_part(name: str) -> tuple[PartKind, FormOf]:
    kind, form = PARTS.get(name), form_of(name)
    if kind is None or form is None:
        raise NotThere("A review has no such part.")
    return kind, form


def find_row(review: Review, of: FormOf, pk: int) -> models.Model | None:
    """The row of that key in the review, None where there is none."""
    if of.model is Review:
        return review if review.pk == pk else None
    return of.model.objects.filter(review=review, pk=pk).select_related("review").first()


def part_url(review: Review, kind: PartKind) -> str:
    return reverse("reports:review-part", args=[review.ref, kind.name])


def require_writer(request: HttpRequest, kind: PartKind) -> None:
    """Raises NotAllowed, which becomes a page, unless the person writes that part."""
    require = require_answerer if kind.is_answer else require_reviewer
    require(request.user)


def sent_of(request: HttpRequest, review: Review, of: FormOf, row) -> Sent:
    """Saves what was sent, or shows it again: previewed, with more rows, or with what is wrong."""
    form = of.make(review, row, request.POST, today=today())
    match request.POST.get("go"):
        case "preview":
            typed = form.as_typed()
            again = of.make(review, row, None, today=today(), initial=typed)
            return Sent(again, previews=_previews(review, again, typed))
        case "more" if isinstance(form, RowsForm):
            typed = form.as_typed()
            return Sent(of.make(review, row, None, today=today(), initial=typed, n_more=MORE))
    if not form.is_valid():
        return Sent(form, 422)
    try:
        return Sent(form, saved=of.write(review, row, form.facts(), **signed(request)))
    except NotAllowed:
        raise
    except ChangedSince as error:
        return _beside_theirs(request, review, of, row, error)
    except AnsweredSince as error:
        return Sent(_over(request, review, of, row, error, seen=None), 422)
    except Refused as error:
        form.show(error)
        return Sent(form, 422)


def _previews(review: Review, form: PartForm, typed: dict) -> list[tuple[str, ShownText]]:
    words = ReviewWords(review, as_at=today())
    return [
        (str(form.fields[name].label), words.show(str(typed.get(name) or "")))
        for name in form.MARKDOWN
    ]


def _over(request, review: Review, of: FormOf, row, error: Refused, *, seen: str | None):
    """What was typed, ready to be saved over what somebody else saved since."""
    data = request.POST.copy()
    fresh = of.make(review, row, None, today=today())
    data["seen"] = seen or fresh.initial.get("seen", "")
    form = of.make(review, row, data, today=today())
    form.is_valid()
    form.show(error)
    return form


def _beside_theirs(request, review: Review, of: FormOf, row, error: ChangedSince) -> Sent:
    now = find_row(review, of, row.pk) or row
    now.refresh_from_db()
    form = _over(request, review, of, now, error, seen=error.mark)
    theirs = form.initial_of(facts_now(now))
    found = []
    for name in form.fields:
        if name in ("seen", "reason") or name.endswith(("_n", "_id")):
            continue
        pair = (form.said_of(name, theirs.get(name)), form.said_of(name, form[name].data))
        if pair[0] != pair[1]:
            found.append((str(form.fields[name].label or name), *pair))
    last = Change.objects.filter(model=now._meta.label_lower, object_id=now.pk).first()
    text = f"{last.by}, {at_text(last.at)}" if last and last.by else ""
    return Sent(form, 422, theirs=found, theirs_text=text)
