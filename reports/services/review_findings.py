"""Writes what a review ends with: its conclusions, its recommendations, its glossary.

Each function adds a row, or changes the one that it is given, as those of review_texts do.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from plans.models import User
from plans.services.acting import acts
from plans.services.errors import Refused
from reports.models import Conclusion, GlossaryTerm, PanelRecommendation, Review
from reports.services.reviewing import (
    lines_of,
    next_of,
    now_of,
    open_for,
    refuse_twice,
    require_seen,
    require_words,
    save_words,
)


def facts_of_conclusion(row: Conclusion) -> dict:
    return {"text": row.text}


@transaction.atomic
@acts
def write_conclusion(
    review: Review,
    *,
    text: str,
    by: User,
    at: datetime,
    row: Conclusion | None = None,
    seen: str | None = None,
    reason: str = "",
) -> Conclusion:
    """One conclusion; a new one comes last."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, Conclusion)
    if row is not None:
        require_seen(facts_of_conclusion(row), seen)
    text = require_words(text, "Write the conclusion.", field="text")
    refuse_twice(
        review.conclusions.all(),
        row,
        lambda other: other.text,
        text,
        "The review has that conclusion already.",
        field="text",
    )
    if row is None:
        number = next_of(review.conclusions, "number")
        row = Conclusion(review=review, number=number, recorded_by=by, recorded_at=at)
    row.text = text
    save_words(row, "text")
    return row


_WORDS = ("text", "action_by", "policy_framework", "resource_implications")


def facts_of_recommendation(row: PanelRecommendation) -> dict:
    return {
        "text": row.text,
        "conclusions": tuple(sorted(c.pk for c in row.conclusions.all())),
        "action_by": row.action_by,
        "policy_framework": row.policy_framework,
        "resource_implications": row.resource_implications,
    }


@transaction.atomic
@acts
def write_recommendation(
    review: Review,
    *,
    text: str,
    conclusions: Sequence[int] = (),
    action_by: str = "",
    policy_framework: str = "",
    resource_implications: str = "",
    by: User,
    at: datetime,
    row: PanelRecommendation | None = None,
    seen: str | None = None,
    reason: str = "",
) -> PanelRecommendation:
    """One recommendation, the conclusions that it rests on, and what it implies, one thing a line."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, PanelRecommendation)
    if row is not None:
        require_seen(facts_of_recommendation(row), seen)
    text = require_words(text, "Write the recommendation.", field="text")
    refuse_twice(
        review.recommendations.all(),
        row,
        lambda other: other.text,
        text,
        "The review has that recommendation already.",
        field="text",
    )
    rests_on = list(review.conclusions.filter(pk__in=conclusions))
    if len(rests_on) != len(set(conclusions)):
        raise Refused(
            "One of those conclusions is there no more: choose again.", field="conclusions"
        )
    if row is None:
        number = next_of(review.recommendations, "number")
        row = PanelRecommendation(review=review, number=number, recorded_by=by, recorded_at=at)
    row.text, row.action_by = text, lines_of(action_by)
    row.policy_framework = lines_of(policy_framework)
    row.resource_implications = lines_of(resource_implications)
    save_words(row, *_WORDS)
    row.conclusions.set(rests_on)
    return row


def facts_of_term(row: GlossaryTerm) -> dict:
    return {"short": row.short, "meaning": row.meaning}


@transaction.atomic
@acts
def write_term(
    review: Review,
    *,
    short: str,
    meaning: str,
    by: User,
    at: datetime,
    row: GlossaryTerm | None = None,
    seen: str | None = None,
    reason: str = "",
) -> GlossaryTerm:
    """A short form and what it means."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, GlossaryTerm)
    if row is not None:
        require_seen(facts_of_term(row), seen)
    short = require_words(short, "Write the short form, such as YOT.", field="short")
    meaning = require_words(meaning, f"Write what {short} means.", field="meaning")
    refuse_twice(
        review.terms.all(),
        row,
        lambda other: other.short,
        short,
        f"The glossary has “{short}” already: change what it means there.",
        field="short",
    )
    row = row or GlossaryTerm(review=review, recorded_by=by, recorded_at=at)
    row.short, row.meaning = short, meaning
    save_words(row, "short", "meaning")
    return row
