"""Everything that was said of a plan's actions, in the order of the plan and of its days."""

from dataclasses import dataclass
from datetime import date, datetime

from plans.models import Plan, Source, Update, User
from plans.rules.meanings import UNRATED_MARK, Mark
from plans.selectors.texts import EVERYTHING, Texts
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
    plan: Plan, *, as_at: date, known_on: date | None = None, texts: Texts = EVERYTHING
) -> tuple[UpdateLine, ...]:
    """Every update that is dated up to that day, those that were corrected later among them.

    In plan order, and within an action as they count: by day, position in the day, recording. Where
    not every text may be read, `recorded_by` is "".
    """
    rows = Update.objects.filter(action__plan=plan, effective_on__lte=as_at)
    if known_on:
        rows = rows.filter(known_on__lte=known_on)
    found = list(rows.order_by("action__position", "effective_on", "position", "pk"))
    beside = _Beside(plan, found)
    return tuple(_line(update, beside, texts) for update in found)


class _Beside:
    """What updates refer to, each row read once: there are thousands of updates and few of these."""

    def __init__(self, plan: Plan, updates: list[Update]) -> None:
        self.refs = dict(plan.actions.values_list("pk", "ref"))
        self.ratings = {rating.pk: rating for rating in plan.ratings.all()}
        self.users = User.objects.in_bulk({u.recorded_by_id for u in updates})
        self.sources = Source.objects.in_bulk()
        own = {u.pk: u for u in updates}
        corrected = {u.corrects_id for u in updates if u.corrects_id}
        # one that was corrected may be dated later than the day asked about
        self.corrected = own | Update.objects.in_bulk(corrected - own.keys())


def _line(update: Update, beside: _Beside, texts: Texts) -> UpdateLine:
    rating = beside.ratings.get(update.rating_id)
    corrected = beside.corrected.get(update.corrects_id)
    source = beside.sources.get(update.source_id)
    return UpdateLine(
        ref=beside.refs[update.action_id],
        effective_on=update.effective_on,
        effective_text=day_text(update, short=True),
        effective_precision=update.effective_precision,
        position=update.position,
        known_on=update.known_on,
        recorded_at=update.recorded_at,
        recorded_by=str(beside.users[update.recorded_by_id]) if texts.is_everything else "",
        rating=rating.word if rating else None,
        mark=reported_mark(rating, update.basis) if rating else UNRATED_MARK,
        basis=update.basis,
        inferred_from=texts.of(update, "inferred_from"),
        comment=texts.of(update, "comment"),
        remaining=texts.of(update, "remaining"),
        forecast_on=update.forecast_on,
        forecast_precision=update.forecast_precision or None,
        forecast_text=forecast_text(update, short=True, texts=texts),
        evidence=texts.of(update, "evidence"),
        evidence_on=update.evidence_on,
        evidence_link=texts.of(update, "evidence_link"),
        clears=tuple(update.clears),
        reason=texts.of(update, "reason"),
        corrects=(
            f"the update of {day_text(corrected, short=True)}, number {corrected.position} of that day"
            if corrected
            else ""
        ),
        source=source.title if source else "",
        place=update.place,
    )
