"""Everything that was said of a plan's actions, in the order of the plan and of its days."""

from dataclasses import dataclass
from datetime import date, datetime

from plans.models import Plan, Update
from plans.rules.meanings import UNRATED_MARK, Mark
from plans.selectors.wording import day_text, forecast_text, reported_mark


@dataclass(frozen=True)
class UpdateLine:
    """One update as it was recorded. Texts are "" and dates None where it says nothing of them."""

    ref: str
    effective_on: date
    effective_text: str
    effective_precision: str
    position: int
    known_on: date
    recorded_at: datetime
    recorded_by: str
    rating: str | None
    mark: Mark
    basis: str
    inferred_from: str
    comment: str
    remaining: str
    forecast_on: date | None
    forecast_precision: str | None
    forecast_text: str
    evidence: str
    evidence_on: date | None
    evidence_link: str
    clears: tuple[str, ...]
    reason: str
    corrects: str
    source: str
    place: str


def plan_updates(
    plan: Plan, *, as_at: date, known_on: date | None = None
) -> tuple[UpdateLine, ...]:
    """Every update that is dated up to that day, those that were corrected later among them.

    In plan order, and within an action as they count: by day, position in the day, recording.
    """
    rows = (
        Update.objects.filter(action__plan=plan, effective_on__lte=as_at)
        .select_related("action", "rating", "recorded_by", "source", "corrects")
        .order_by("action__position", "effective_on", "position", "pk")
    )
    if known_on:
        rows = rows.filter(known_on__lte=known_on)
    return tuple(_line(update) for update in rows)


def _line(update: Update) -> UpdateLine:
    rating, corrected = update.rating, update.corrects
    return UpdateLine(
        ref=update.action.ref,
        effective_on=update.effective_on,
        effective_text=day_text(update, short=True),
        effective_precision=update.effective_precision,
        position=update.position,
        known_on=update.known_on,
        recorded_at=update.recorded_at,
        recorded_by=str(update.recorded_by),
        rating=rating.word if rating else None,
        mark=reported_mark(rating, update.basis) if rating else UNRATED_MARK,
        basis=update.basis,
        inferred_from=update.inferred_from,
        comment=update.comment or "",
        remaining=update.remaining or "",
        forecast_on=update.forecast_on,
        forecast_precision=update.forecast_precision or None,
        forecast_text=forecast_text(update, short=True),
        evidence=update.evidence or "",
        evidence_on=update.evidence_on,
        evidence_link=update.evidence_link,
        clears=tuple(update.clears),
        reason=update.reason,
        corrects=(
            f"the update of {day_text(corrected, short=True)}, number {corrected.position} of that day"
            if corrected
            else ""
        ),
        source=update.source.title if update.source else "",
        place=update.place,
    )
