"""Records what the executive answered to each recommendation, and how far it was carried out."""

from datetime import date, datetime

from django.db import transaction

from plans.models import Action, User
from plans.rules.dates import long_date
from plans.services.days import day_of
from plans.services.errors import Refused, WrongDate
from reports.models import Implementation, PanelRecommendation, Response, Review
from reports.rules.reviews import Answer, Progress
from reports.services.reviewing import AlreadyThere, locked, require_answerer, require_words


class AnsweredSince(Refused):
    """Somebody else recorded something of this recommendation after the form was opened."""


@transaction.atomic
def record_response(
    recommendation: PanelRecommendation,
    *,
    answer: Answer | str,
    answered_on: date | None,
    answered_by: str,
    reason: str = "",
    by: User,
    at: datetime,
    seen: int | None = None,
) -> Response:
    """The executive's answer to one recommendation; the one recorded last counts.

    `seen` is the key of the last answer that the writer had before them, 0 where there was none;
    None: not asked. What is not accepted whole needs its reason.
    """
    review = _published(recommendation, by=by)
    answer, reason = Answer(answer), reason.strip()
    answered_by = require_words(
        answered_by, "Write which body answered, such as the Cabinet.", field="answered_by"
    )
    _require_after(review, answered_on, field="answered_on", what="answer", at=at)
    if answer is not Answer.ACCEPTED and not reason:
        what = "rejected" if answer is Answer.REJECTED else "accepted in part"
        raise Refused(f"Write why it is {what}.", field="reason")
    last = recommendation.responses.order_by("pk").last()
    _require_last(last, seen)
    said = (answer.value, reason, answered_on, answered_by)
    if last and (last.answer, last.reason, last.answered_on, last.answered_by) == said:
        raise AlreadyThere("That answer is recorded already: nothing is written twice.")
    return Response.objects.create(
        recommendation=recommendation,
        answer=answer.value,
        reason=reason,
        answered_on=answered_on,
        answered_by=answered_by,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def record_progress(
    recommendation: PanelRecommendation,
    *,
    progress: Progress | str,
    on: date | None,
    text: str = "",
    plan: int | None = None,
    action_ref: str = "",
    by: User,
    at: datetime,
    seen: int | None = None,
) -> Implementation:
    """How far one recommendation was carried out on a day, perhaps by an action of a plan.

    `plan` None: the action is one of the plan that the review is about. `seen` as of an answer.
    """
    review = _published(recommendation, by=by)
    _require_after(review, on, field="on", what="progress", at=at)
    last = recommendation.implementations.order_by("pk").last()
    _require_last(last, seen)
    action, text = _action_of(review, plan, action_ref.strip()), text.strip()
    said = (Progress(progress).value, on, text, action and action.pk)
    if last and (last.progress, last.on, last.text, last.action_id) == said:
        raise AlreadyThere("That is recorded already: nothing is written twice.")
    return Implementation.objects.create(
        recommendation=recommendation,
        progress=Progress(progress).value,
        on=on,
        text=text,
        action=action,
        recorded_by=by,
        recorded_at=at,
    )


def _published(recommendation: PanelRecommendation, *, by: User) -> Review:
    """The review of the recommendation, locked. Raises Refused where it is not published."""
    require_answerer(by)
    review = locked(recommendation.review)
    if not review.published_on:
        raise Refused(
            "This review is not published yet: nobody can have answered it. Publish it first."
        )
    return review


def _require_after(review: Review, on: date | None, *, field: str, what: str, at: datetime) -> None:
    if on is None:
        raise WrongDate(f"Write the day of the {what}, for example 14 July 2015.", field=field)
    if on < review.published_on:
        raise WrongDate(
            f"{long_date(on)} is before the report was published, on "
            f"{long_date(review.published_on)}: write a day from then on.",
            field=field,
        )
    if on > day_of(at):
        raise WrongDate(
            f"{long_date(on)} is in the future: record it once it has happened.", field=field
        )


def _require_last(last: Response | Implementation | None, seen: int | None) -> None:
    if seen is not None and seen != (last.pk if last else 0):
        raise AnsweredSince(
            "Somebody else recorded something of this recommendation since you opened this page: "
            f"{_words_of(last)} Nothing of yours is written yet: save again if yours is still right."
        )


def _words_of(last: Response | Implementation | None) -> str:
    if last is None:
        return ""
    if isinstance(last, Response):
        said = f"{last.get_answer_display()} by {last.answered_by} on {long_date(last.answered_on)}"
        return f"“{said}{f': {last.reason}' if last.reason else ''}”."
    said = f"{last.get_progress_display()} on {long_date(last.on)}"
    return f"“{said}{f': {last.text}' if last.text else ''}”."


def _action_of(review: Review, plan: int | None, ref: str) -> Action | None:
    if not ref:
        return None
    plan = plan or review.plan_id
    if plan is None:
        raise Refused("Choose the plan whose action that is.", field="plan")
    found = Action.objects.filter(plan_id=plan, plan__service=review.service_id, ref=ref).first()
    if found is None:
        raise Refused(
            f"That plan has no action “{ref[:20]}”: write its reference, such as 5.3.",
            field="action_ref",
        )
    return found
