"""Turns what somebody asks for, by page or command, into the pack that is meant."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from plans.models import Meeting, Plan
from plans.rules.dates import Precision, date_text, long_date
from plans.rules.words import listed
from plans.selectors.meetings import boundary_of, in_order, short_words_of
from reports.material import Asked
from reports.models import Review
from reports.papers import PaperRefused, audience_named, kind_named
from reports.rules.packs import SCHEDULE_12A, Audience, Kind


def asked_for(
    kind: str,
    plan: Plan,
    *,
    as_at: date,
    audience: str = Audience.BOARD.value,
    paragraph: int | None = None,
    meeting: str | None = None,
    review: str | None = None,
) -> Asked:
    """The pack that these words mean. Raises PaperRefused with one sentence.

    Meeting and review default to the latest by that day, or the only one.
    """
    of_kind, of_audience = kind_named(kind), audience_named(audience)
    require_paragraph(of_audience, paragraph)
    if meeting is not None and of_kind is not Kind.BOARD:
        raise PaperRefused("A meeting belongs to a board pack: leave it out, or ask for board.")
    if review is not None and of_kind is not Kind.SCRUTINY:
        raise PaperRefused(
            "A review belongs to a scrutiny report: leave it out, or ask for scrutiny."
        )
    return Asked(
        kind=of_kind,
        plan=plan,
        as_at=as_at,
        audience=of_audience,
        paragraph=paragraph,
        meeting=meeting_of(plan, meeting, as_at=as_at) if of_kind is Kind.BOARD else None,
        review=review_of(plan, review, as_at=as_at) if of_kind is Kind.SCRUTINY else None,
    )


def require_paragraph(audience: Audience, paragraph: int | None) -> None:
    """An exempt pack names its paragraph of Schedule 12A, and no other does."""
    numbers = listed([str(n) for n in SCHEDULE_12A]).replace(" and ", " or ")
    if audience is Audience.EXEMPT and paragraph not in SCHEDULE_12A:
        raise PaperRefused(
            "An exempt pack names the paragraph of Schedule 12A to the Local Government Act 1972 "
            f"by which it is exempt: give {numbers}."
        )
    if audience is not Audience.EXEMPT and paragraph is not None:
        raise PaperRefused("Only an exempt pack names a paragraph of Schedule 12A: leave it out.")


def meetings_of(plan: Plan) -> list[Meeting]:
    """The meetings with a date that a board pack of this plan can be for, oldest first; one query."""
    if plan.board_id is None:
        return []
    return in_order(Meeting.objects.filter(board=plan.board_id).select_related("board").order_by())


def reviews_of(plan: Plan) -> list[Review]:
    """The reviews that are of this plan, and those of its service that are of no one plan; one query."""
    ours = Q(plan=plan) | Q(plan__isnull=True, service=plan.service_id)
    return list(Review.objects.filter(ours).select_related("service", "plan").order_by("pk"))


def meeting_of(plan: Plan, ref: str | None, *, as_at: date) -> Meeting:
    """The meeting of that reference; without one the latest by that day, or the only one."""
    held = meetings_of(plan)
    if not held:
        raise PaperRefused(
            f"A board pack is for a meeting, and none with a date is recorded for “{plan.title}”."
        )
    past = [m for m in held if boundary_of(m) <= as_at]
    found = _named(held, ref) if ref else (past[-1] if past else _only(held))
    if found is None:
        lines = [f"{m.ref} ({short_words_of(m)})" for m in held]
        raise PaperRefused(_which("meeting", ref, lines, as_at))
    return found


def review_of(plan: Plan, ref: str | None, *, as_at: date) -> Review:
    """The review of that reference; without one the latest by that day, or the only one."""
    held = reviews_of(plan)
    if not held:
        raise PaperRefused(f"There is no scrutiny review of “{plan.title}” to report on.")
    begun = sorted((r for r in held if has_begun(r, as_at)), key=lambda r: (r.begins_on, r.pk))
    found = _named(held, ref) if ref else (begun[-1] if begun else _only(held))
    if found is None:
        lines = [f"{r.ref} ({r.title})" for r in held]
        raise PaperRefused(_which("review", ref, lines, as_at))
    require_begun(found, as_at)
    return found


def has_begun(review: Review, as_at: date) -> bool:
    """Whether the review may have begun by that day; one without a date is not said to have."""
    begins = first_day(review.begins_on, review.begins_precision)
    return begins is not None and begins <= as_at


def require_begun(review: Review, as_at: date) -> None:
    """Raises PaperRefused where the day is before the review."""
    begins = first_day(review.begins_on, review.begins_precision)
    if begins is not None and as_at < begins:
        raise PaperRefused(
            f"The review “{review.title}” begins {_when(review)}: "
            f"it cannot be reported on as at {long_date(as_at)}."
        )


def _when(review: Review) -> str:
    said = date_text(review.begins_on, review.begins_precision)
    return f"on {said}" if review.begins_precision == Precision.DAY else f"in {said}"


def first_day(on: date | None, precision: str) -> date | None:
    """The first day that a date of that precision can mean; `on` is the last."""
    if on is None or precision == Precision.DAY:
        return on
    return on.replace(day=1) if precision == Precision.MONTH else on.replace(month=1, day=1)


def _named(held: Sequence, ref: str):
    return next((each for each in held if each.ref == ref), None)


def _only(held: Sequence):
    return held[0] if len(held) == 1 else None


def _which(word: str, ref: str | None, lines: list[str], as_at: date) -> str:
    """The sentence that lists what there is to choose from."""
    there = f"The {word}s are: {'; '.join(lines)}."
    if ref:
        return f"There is no {word} “{ref}” of this plan. {there}"
    return f"No {word} is recorded by {long_date(as_at)}: name one with --{word}. {there}"
