"""Publishes a review, and says when the executive had it: the days of its course, and what they need."""

from datetime import date, datetime

from django.db import transaction

from plans.models import User
from plans.rules.dates import long_date
from plans.services.acting import acts
from plans.services.days import day_of
from plans.services.errors import Refused, WrongDate
from reports.models import Response, Review
from reports.rules.lacking import lacking
from reports.selectors.review_lacks import written
from reports.selectors.review_rows import review_rows
from reports.services.reviewing import IsPublished, locked, require_reviewer, surely_after


class NotReady(Refused):
    """A review that cannot be published yet; `lacking` are the sentences that say why."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("This review cannot be published yet. " + " ".join(sentences))
        self.lacking = sentences


@transaction.atomic
@acts
def publish_review(review: Review, *, on: date | None, by: User, at: datetime) -> Review:
    """The review, published on that day. Raises NotReady with a sentence for each thing it lacks."""
    require_reviewer(by)
    review = locked(review)
    if review.published_on:
        raise IsPublished(f"This review was published on {long_date(review.published_on)} already.")
    if sentences := tuple(sentence for _, sentence in lacking(written(review_rows(review)))):
        raise NotReady(sentences)
    require_day(review, on, field="published_on", at=at)
    review.published_on = on
    review.save(update_fields=["published_on"])
    return review


@transaction.atomic
@acts
def receive_review(review: Review, *, on: date | None, by: User, at: datetime) -> Review:
    """The review with the day on which the executive had it before it; that starts its clock."""
    require_reviewer(by)
    review = locked(review)
    if not review.published_on:
        raise Refused(
            "This review is not published yet: publish it, then say when it was received.",
            field="received_on",
        )
    if review.received_on:
        raise Refused(
            f"{review.executive} had the report before it on {long_date(review.received_on)}, by "
            "the record. Change what the review is where that is wrong.",
            field="received_on",
        )
    require_day(review, on, field="received_on", at=at)
    review.received_on = on
    review.save(update_fields=["received_on"])
    return review


def require_day(review: Review, on: date | None, *, field: str, at: datetime) -> None:
    """Raises WrongDate where that cannot be the day of publication, or of receiving it."""
    published = field == "published_on"
    what = "a report is published" if published else "an executive receives a report"
    if on is None:
        raise WrongDate(
            "Write the day on which it was published, for example 16 June 2015."
            if published
            else f"Write the day on which {review.executive} had it before it.",
            field=field,
        )
    if on > day_of(at):
        raise WrongDate(
            f"{long_date(on)} is in the future: write the day once it is there.", field=field
        )
    if review.begins_on and _before(on, review):
        raise WrongDate(
            f"{long_date(on)} is before the review began ({review.begins_as_written}): "
            f"{what} after that.",
            field=field,
        )
    if published:
        _require_after_meetings(review, on)
        _require_before_answers(review, on)


def _before(on: date, review: Review) -> bool:
    return surely_after(review.begins_on, review.begins_precision, on)


def _require_after_meetings(review: Review, on: date) -> None:
    for meeting in review.meetings.all():
        if surely_after(meeting.held_on, meeting.precision, on):
            raise WrongDate(
                f"The panel met on {meeting.as_written} by the record, which is after "
                f"{long_date(on)}: put one of the two dates right.",
                field="published_on",
            )


def _require_before_answers(review: Review, on: date) -> None:
    answers = Response.objects.filter(recommendation__review=review).order_by("answered_on")
    first = answers.first()
    if first and first.answered_on < on:
        raise WrongDate(
            f"{first.answered_by} answered on {long_date(first.answered_on)}, which is before "
            f"{long_date(on)}: an answer comes after publication.",
            field="published_on",
        )
