"""Which form each part of a review has, over which rows, and which service takes what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from indicators.models import Indicator, SourceTable
from plans.models import Plan, User
from reports.forms_review_answers import ProgressForm, ResponseForm
from reports.forms_review_fields import PartForm
from reports.forms_review_parts import (
    ConclusionForm,
    MemberForm,
    NarrativeForm,
    ObjectiveForm,
    RecommendationForm,
    TermForm,
    shortened,
)
from reports.forms_review_rows import EvidenceForm, MeetingForm
from reports.forms_reviews import ReviewForm
from reports.models import (
    Conclusion,
    Evidence,
    GlossaryTerm,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    Review,
    ReviewObjective,
)
from reports.rules.reviews import NarrativeKind
from reports.services.responses import record_progress, record_response
from reports.services.review_rows import WRITTEN
from reports.services.reviews import change_review, facts_of_review

Make = Callable[..., PartForm]


@dataclass(frozen=True)
class FormOf:
    """The form of one part: whose rows it writes, how it is made, and what takes it.

    `make(review, row, data, today=, **kwargs)`; `write(review, row, facts, by=, at=)` returns the row
    that a page goes back to.
    """

    model: type[models.Model]
    make: Make
    write: Callable[..., models.Model]
    form: type[PartForm]


def form_of(part: str) -> FormOf | None:
    """None for what is no part."""
    return _FORMS.get(part)


def facts_now(row: models.Model) -> dict:
    """What its form would show of a row as it stands."""
    return facts_of_review(row) if isinstance(row, Review) else WRITTEN[type(row)].facts(row)


def _facts(row: models.Model | None) -> dict | None:
    return None if row is None else facts_now(row)


def _plain(form: type[PartForm]) -> Make:
    def make(review: Review, row, data, *, today: date, **kwargs) -> PartForm:
        is_published = bool(review.published_on)
        return form(data, facts=_facts(row), is_published=is_published, **kwargs)

    return make


def _narrative(review: Review, row, data, *, today: date, **kwargs) -> NarrativeForm:
    written = set(review.narratives.values_list("kind", flat=True))
    kinds = [NarrativeKind(row.kind)] if row else [k for k in NarrativeKind if k not in written]
    return _plain(NarrativeForm)(review, row, data, today=today, kinds=kinds, **kwargs)


def _recommendation(review: Review, row, data, *, today: date, **kwargs) -> RecommendationForm:
    conclusions = review.conclusions.all()
    return _plain(RecommendationForm)(
        review, row, data, today=today, conclusions=conclusions, **kwargs
    )


def _evidence(review: Review, row, data, *, today: date, **kwargs) -> EvidenceForm:
    meetings = review.meetings.prefetch_related("witnesses")
    witnesses = [
        (m.as_written, [(w.pk, f"{w.role}, {w.agency}" if w.agency else w.role) for w in own])
        for m in meetings
        if (own := list(m.witnesses.all()))
    ]
    return _plain(EvidenceForm)(
        review,
        row,
        data,
        today=today,
        objectives=review.objectives.all(),
        witnesses=witnesses,
        exhibits=_exhibits(review),
        **kwargs,
    )


def _exhibits(review: Review) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be shown after a paragraph, in groups."""
    own = {"service_id": review.service_id}
    figures = [(f"indicator:{i.pk}", i.name) for i in Indicator.objects.filter(**own)]
    tables = [(f"table:{t.pk}", shortened(t.title)) for t in SourceTable.objects.filter(**own)]
    lists = [(f"plan:{p.pk}", p.title) for p in Plan.objects.filter(**own)]
    groups = [
        ("Figure of an indicator", figures),
        ("Table of a document", tables),
        ("Outstanding actions of a plan", lists),
    ]
    return [(label, rows) for label, rows in groups if rows]


def _plans_of(review: Review) -> list[Plan]:
    return list(Plan.objects.filter(service_id=review.service_id))


def _review(review: Review, row, data, *, today: date, **kwargs) -> ReviewForm:
    return ReviewForm(data, plans=_plans_of(review), review=row, **kwargs)


def _last(rows: models.Manager) -> str:
    last = rows.order_by("pk").last()
    return str(last.pk if last else 0)


def _response(review: Review, row, data, *, today: date, **kwargs) -> ResponseForm:
    initial = {"seen": _last(row.responses)} | (kwargs.pop("initial", None) or {})
    return ResponseForm(data, executive=review.executive, today=today, initial=initial, **kwargs)


def _progress(review: Review, row, data, *, today: date, **kwargs) -> ProgressForm:
    initial = {"seen": _last(row.implementations)} | (kwargs.pop("initial", None) or {})
    return ProgressForm(
        data,
        plans=_plans_of(review),
        plan=review.plan_id,
        today=today,
        initial=initial,
        **kwargs,
    )


def _write_row(model: type[models.Model]) -> Callable[..., models.Model]:
    def write(review: Review, row, facts: dict, *, by: User, at: datetime) -> models.Model:
        return WRITTEN[model].write(review, row=row, by=by, at=at, **facts)

    return write


def _write_review(review: Review, row, facts: dict, *, by: User, at: datetime) -> Review:
    return change_review(review, by=by, at=at, **facts)


def _write_response(review: Review, row, facts: dict, *, by: User, at: datetime) -> models.Model:
    record_response(row, by=by, at=at, **facts)
    return row


def _write_progress(review: Review, row, facts: dict, *, by: User, at: datetime) -> models.Model:
    record_progress(row, by=by, at=at, **facts)
    return row


def _of(model: type[models.Model], form: type[PartForm], make: Make | None = None) -> FormOf:
    return FormOf(model, make or _plain(form), _write_row(model), form)


_FORMS: dict[str, FormOf] = {
    "about": FormOf(Review, _review, _write_review, ReviewForm),
    "texts": _of(Narrative, NarrativeForm, _narrative),
    "objectives": _of(ReviewObjective, ObjectiveForm),
    "members": _of(PanelMember, MemberForm),
    "meetings": _of(PanelMeeting, MeetingForm),
    "evidence": _of(Evidence, EvidenceForm, _evidence),
    "conclusions": _of(Conclusion, ConclusionForm),
    "recommendations": _of(PanelRecommendation, RecommendationForm, _recommendation),
    "glossary": _of(GlossaryTerm, TermForm),
    "responses": FormOf(PanelRecommendation, _response, _write_response, ResponseForm),
    "implementation": FormOf(PanelRecommendation, _progress, _write_progress, ProgressForm),
}
