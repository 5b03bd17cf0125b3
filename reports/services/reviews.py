"""Begins a review, and says what it is: its panel, its plan, its clock."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from plans.models import Plan, Service, User
from plans.services.acting import acts
from plans.services.errors import Refused
from reports.models import Review
from reports.rules.reviews import ClockFrom, ClockUnit
from reports.services.review_days import require_day
from reports.services.reviewing import (
    date_facts,
    open_for,
    refuse_twice,
    require_reviewer,
    require_seen,
    require_words,
)

NOT_AN_ADDRESS = {"", "add", "monitor"}  # names that addresses of pages have, and no review


@dataclass(frozen=True)
class Clock:
    """How long the executive has for its answer, from which day, and by which rule."""

    length: int = 2
    unit: ClockUnit = ClockUnit.MONTHS
    start: ClockFrom = ClockFrom.RECEIVED
    rule: str = ""


def facts_of_review(review: Review) -> dict:
    """What its form shows, as `change_review` takes it."""
    return {
        "title": review.title,
        "panel": review.panel,
        "executive": review.executive,
        "begins_as_written": review.begins_as_written,
        "plan": review.plan_id,
        "clock": Clock(
            review.clock_length,
            ClockUnit(review.clock_unit),
            ClockFrom(review.clock_from),
            review.clock_rule,
        ),
        "is_confidential": review.is_confidential,
        "published_on": review.published_on,
        "received_on": review.received_on,
    }


@transaction.atomic
@acts
def begin_review(
    service: Service,
    *,
    title: str,
    panel: str,
    executive: str,
    begins_as_written: str,
    by: User,
    at: datetime,
    plan: int | None = None,
    clock: Clock | None = None,
    is_confidential: bool = False,
) -> Review:
    """A new review of the service, or of one of its plans, with everything else still to be written."""
    require_reviewer(by)
    service = Service.objects.select_for_update().get(pk=service.pk)
    review = Review(service=service, recorded_by=by, recorded_at=at)
    _say(review, title, panel, executive, begins_as_written, plan, clock or Clock())
    review.is_confidential = is_confidential
    review.ref = _free_ref(review.title)
    review.save()
    return review


@transaction.atomic
@acts
def change_review(
    review: Review,
    *,
    title: str,
    panel: str,
    executive: str,
    begins_as_written: str,
    plan: int | None,
    clock: Clock,
    is_confidential: bool,
    by: User,
    at: datetime,
    published_on: date | None = None,
    received_on: date | None = None,
    seen: str | None = None,
    reason: str = "",
) -> Review:
    """The review under these facts. Its days can be put right, once it has them, and not taken away.

    `seen` is the mark of what its writer had before them; None: not asked.
    """
    review = open_for(review, by=by, reason=reason)
    require_seen(facts_of_review(review), seen)
    _say(review, title, panel, executive, begins_as_written, plan, clock)
    review.is_confidential = is_confidential
    if review.published_on:
        require_day(review, published_on, field="published_on", at=at)
        review.published_on = published_on
    if review.received_on:
        require_day(review, received_on, field="received_on", at=at)
        review.received_on = received_on
    review.save()
    return review


def _say(
    review: Review,
    title: str,
    panel: str,
    executive: str,
    begins_as_written: str,
    plan: int | None,
    clock: Clock,
) -> None:
    review.title = require_words(title, "Write what the review is called.", field="title")
    review.panel = require_words(panel, "Write which panel it is.", field="panel")
    review.executive = require_words(
        executive, "Write to whom the panel reports.", field="executive"
    )
    refuse_twice(
        Review.objects.filter(service_id=review.service_id),
        review,
        lambda other: other.title,
        review.title,
        f"There is a review “{review.title}” already: open that one, or call this otherwise.",
        field="title",
    )
    if begins_as_written.strip() != review.begins_as_written:
        begins_on, precision = date_facts(
            begins_as_written, only_day_or_month=False, field="begins_as_written"
        )
        review.begins_as_written = begins_as_written.strip()
        review.begins_on, review.begins_precision = begins_on, precision
    review.plan = _plan_of(review, plan)
    _set_clock(review, clock)


def _plan_of(review: Review, plan: int | None) -> Plan | None:
    if plan is None:
        return None
    found = Plan.objects.filter(pk=plan, service_id=review.service_id).first()
    if found is None:
        raise Refused("That plan is not of this service: choose one that is.", field="plan")
    return found


def _set_clock(review: Review, clock: Clock) -> None:
    if not 1 <= clock.length <= 52:
        raise Refused(
            "Write a number from 1 to 52: in so many weeks or months an answer is due.",
            field="clock_length",
        )
    review.clock_length, review.clock_unit = clock.length, clock.unit.value
    review.clock_from, review.clock_rule = clock.start.value, clock.rule.strip()


def _free_ref(title: str) -> str:
    """A name in addresses that no review has: the title's words, and a number if need be."""
    stem = slugify(title)[:50].strip("-")
    stem = "review" if stem in NOT_AN_ADDRESS else stem
    taken = set(Review.objects.filter(ref__startswith=stem).values_list("ref", flat=True))
    free = (ref for ref in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if ref not in taken)
    return next(free)
