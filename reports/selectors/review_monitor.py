"""The list of reviews, and what came of their recommendations, as at a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Prefetch

from plans.models import Service
from plans.rules.dates import date_text, long_date
from plans.rules.words import count_of
from reports.blocks import plain
from reports.models import Implementation, PanelRecommendation, Response, Review
from reports.narrative.markdown import inline_of
from reports.readmodels_monitor import Monitor, MonitorLine, ReviewRow, Tallied
from reports.rules.reviews import Answer, ClockState, Progress, earliest
from reports.selectors.review_lines import answers_by, steps_by
from reports.selectors.reviews import clock_of

NOT_ANSWERED, NOTHING_RECORDED = "Not answered", "Nothing recorded"


def review_list(service: Service | None = None, *, as_at: date) -> tuple[ReviewRow, ...]:
    """The reviews that have begun by the day, the latest first; of one service or of all."""
    return tuple(_row(r, as_at) for r in _reviews(service, as_at))


def monitor(as_at: date, service: Service | None = None) -> Monitor:
    """What came of every recommendation published by the day; as many queries for any number."""
    reviews = [r for r in _reviews(service, as_at) if _is_published(r, as_at)]
    rows = tuple(_row(r, as_at) for r in reviews)
    lines = tuple(
        line
        for review, row in zip(reviews, rows, strict=True)
        for line in _lines(review, row, as_at)
    )
    late = tuple(row for row in rows if row.clock.state == ClockState.LATE)
    return Monitor(
        as_at=as_at,
        as_at_text=long_date(as_at),
        sentence=_sentence(rows, lines, late),
        by_answer=_tallied((line.answer for line in lines), Answer, NOT_ANSWERED),
        by_progress=_tallied((line.progress for line in lines), Progress, NOTHING_RECORDED),
        late=late,
        reviews=rows,
        lines=lines,
    )


def _reviews(service: Service | None, as_at: date) -> list[Review]:
    """Those that have begun, with their recommendations, answers and progress: four queries."""
    answers = Response.objects.order_by("recommendation_id", "answered_on", "pk")
    steps = Implementation.objects.select_related("action").order_by(
        "recommendation_id", "on", "pk"
    )
    recommendations = PanelRecommendation.objects.prefetch_related(
        Prefetch("responses", answers), Prefetch("implementations", steps)
    )
    rows = Review.objects.select_related("service", "plan").prefetch_related(
        Prefetch("recommendations", recommendations)
    )
    if service is not None:
        rows = rows.filter(service=service)
    rows = rows.annotate(n_objectives=Count("objectives"))
    return [
        r
        for r in rows.order_by(F("begins_on").desc(nulls_last=True), "-pk")
        if r.begins_on is None or earliest(r.begins_on, r.begins_precision) <= as_at
    ]


def _is_published(review: Review, as_at: date) -> bool:
    return review.published_on is not None and review.published_on <= as_at


def _row(review: Review, as_at: date) -> ReviewRow:
    own = list(review.recommendations.all())
    n_answered = sum(bool(answers_by(r, as_at)) for r in own)
    published = _is_published(review, as_at)
    return ReviewRow(
        ref=review.ref,
        title=review.title,
        url=review.get_absolute_url(),
        panel=review.panel,
        service=review.service.name,
        plan_title=review.plan.title if review.plan else "",
        begins_text=date_text(review.begins_on, review.begins_precision)
        or review.begins_as_written,
        published_on=review.published_on if published else None,
        published_text=long_date(review.published_on) if published else "",
        is_published=published,
        is_confidential=review.is_confidential,
        n_objectives=review.n_objectives,
        n_recommendations=len(own),
        n_answered=n_answered,
        answers_text=f"{n_answered:,} of {count_of(len(own), 'recommendation')} answered",
        clock=clock_of(review, own, as_at=as_at),
    )


def _lines(review: Review, row: ReviewRow, as_at: date) -> Iterable[MonitorLine]:
    due = long_date(row.clock.due_on) if row.clock.due_on else ""
    for r in review.recommendations.all():
        answer = (answers_by(r, as_at) or [None])[-1]
        step = (steps_by(r, as_at) or [None])[-1]
        yield MonitorLine(
            review_ref=review.ref,
            review_title=review.title,
            url=row.url,
            number=r.number,
            text=plain(inline_of(r.text)),
            action_by=tuple(filter(None, (line.strip() for line in r.action_by.splitlines()))),
            answer=answer.answer if answer else "",
            answer_label=answer.get_answer_display() if answer else NOT_ANSWERED,
            answered_on=answer.answered_on if answer else None,
            answered_on_text=long_date(answer.answered_on) if answer else "",
            answered_by=answer.answered_by if answer else "",
            progress=step.progress if step else "",
            progress_label=step.get_progress_display() if step else NOTHING_RECORDED,
            progress_on=step.on if step else None,
            progress_on_text=long_date(step.on) if step else "",
            action_ref=step.action.ref if step and step.action else "",
            action_url=step.action.get_absolute_url() if step and step.action else "",
            is_late=answer is None and row.clock.state == ClockState.LATE,
            due_text=due,
        )


def _tallied(values: Iterable[str], words: type[StrEnum], none: str) -> tuple[Tallied, ...]:
    """Every word with its count, noughts too, and last how many have none."""
    n = Counter(values)
    return (
        *(Tallied(word.value, word.label, n[word.value]) for word in words),
        Tallied("", none, n[""]),
    )


def _sentence(
    rows: Sequence[ReviewRow], lines: Sequence[MonitorLine], late: Sequence[ReviewRow]
) -> str:
    if not rows:
        return "No review has been published by this day."
    n_answered = sum(1 for line in lines if line.answer)
    n_done = sum(1 for line in lines if line.progress == Progress.DONE)
    said = (
        f"{count_of(len(rows), 'review')} published, with {count_of(len(lines), 'recommendation')}: "
        f"{n_answered:,} answered, {n_done:,} carried out."
    )
    if late:
        said += f" The answer to {count_of(len(late), 'review')} is late."
    return said
