"""A review as at a day: what it says, how the time for an answer stands, and what it still lacks."""

from collections.abc import Sequence
from datetime import date

from plans.rules.dates import Precision, date_text, long_date
from plans.services.errors import Refused
from reports.models import PanelRecommendation, Review
from reports.readmodels_review import Clock, ReviewValues
from reports.released import Releases
from reports.rules.reviews import (
    ClockFrom,
    ClockUnit,
    answer_due,
    clock_sentence,
    clock_state,
    earliest,
)
from reports.selectors.review_lacks import lacks_of
from reports.selectors.review_lines import BACKGROUND, Lines, answers_by
from reports.selectors.review_rows import review_rows
from reports.selectors.review_texts import ReviewTexts, placed


def review_values(review: Review, *, as_at: date, releases: Releases) -> ReviewValues:
    """The review as at a day and for an audience; as many queries for any size.

    Purpose, evidence and what else it is made of are as they are typed now; answers and progress are
    those by the day. Raises Refused where the review begins after the day, and where the public
    would be told of a review that is confidential.
    """
    require_review(review, as_at=as_at, is_public=releases.is_public)
    rows = review_rows(review)
    row, texts = rows.review, ReviewTexts(releases)
    lines = Lines(rows, texts, as_at)
    return ReviewValues(
        id=row.pk,
        ref=row.ref,
        title=row.title,
        panel=row.panel,
        executive=row.executive,
        plan_ref=row.plan.ref if row.plan else "",
        plan_title=row.plan.title if row.plan else "",
        begins_text=date_text(row.begins_on, row.begins_precision) or row.begins_as_written,
        begins_on=row.begins_on,
        published_on=row.published_on,
        published_text=long_date(row.published_on) if row.published_on else "",
        is_confidential=row.is_confidential,
        narratives={n.kind: texts.text(n, "text") for n in rows.narratives},
        objectives=tuple(lines.objectives()),
        background=lines.background(),
        background_number=str(BACKGROUND),
        members=tuple(lines.members()),
        meetings=tuple(lines.meetings()),
        conclusions=tuple(lines.conclusions()),
        recommendations=tuple(lines.recommendations()),
        terms=tuple((t.short, texts.said(t, "meaning")) for t in rows.terms),
        clock=clock_of(row, rows.recommendations, as_at=as_at),
        lacking=lacks_of(rows),
        source_text=placed(row),
    )


def require_review(review: Review, *, as_at: date, is_public: bool = False) -> None:
    """Raises Refused where the day is before the review, or the review is not for this audience."""
    if review.begins_on and as_at < earliest(review.begins_on, review.begins_precision):
        said = date_text(review.begins_on, review.begins_precision)
        when = f"on {said}" if review.begins_precision == Precision.DAY else f"in {said}"
        raise Refused(
            f"The review “{review.title}” begins {when}: it cannot be shown as at "
            f"{long_date(as_at)}. Ask for a later day."
        )
    if is_public and review.is_confidential:
        raise Refused(
            f"The review “{review.title}” is marked confidential: nothing of it can be in a pack for "
            "the public."
        )


def clock_of(
    review: Review, recommendations: Sequence[PanelRecommendation], *, as_at: date
) -> Clock:
    """The time for the executive's answer, on that day; the recommendations' answers have been read."""
    runs_from, unit = ClockFrom(review.clock_from), ClockUnit(review.clock_unit)
    start = review.published_on if runs_from is ClockFrom.PUBLISHED else review.received_on
    due = answer_due(start, length=review.clock_length, unit=unit) if start else None
    first = [answers_by(r, as_at)[:1] for r in recommendations]
    answered = [own[0].answered_on for own in first if own]
    all_by = max(answered) if answered and len(answered) == len(first) else None
    return Clock(
        starts_on=start,
        due_on=due,
        state=clock_state(start, due, all_by, as_at=as_at).value,
        sentence=clock_sentence(
            executive=review.executive,
            length=review.clock_length,
            unit=unit,
            runs_from=runs_from,
            rule=review.clock_rule,
            start=start,
            answered_on=all_by,
            n_answered=len(answered),
            n_all=len(first),
            as_at=as_at,
        ),
    )
