"""Takes a row of a review out, moves it among its like, and puts an earlier version of it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models, transaction

from plans.models import Change, User
from plans.services.acting import acts
from plans.services.errors import Refused
from reports.models import (
    Conclusion,
    Evidence,
    GlossaryTerm,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    ReviewObjective,
)
from reports.services import review_findings as findings
from reports.services import review_texts as texts
from reports.services.review_evidence import facts_of_evidence, write_evidence
from reports.services.review_meetings import facts_of_meeting, write_meeting
from reports.services.reviewing import (
    ChangedSince,
    RestsOnIt,
    mark_of,
    now_of,
    open_for,
    refuse_published,
)


class Step(StrEnum):
    """In which direction a row goes among its like."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Written:
    """How rows of one table are written: what a form shows of one, what writes it, and of which
    columns the earlier words are kept as versions. `order` is the column of its place."""

    facts: Callable[[models.Model], dict]
    write: Callable[..., models.Model]
    kept: tuple[str, ...]
    order: str = ""


WRITTEN: dict[type[models.Model], Written] = {
    Narrative: Written(texts.facts_of_narrative, texts.write_narrative, ("text",)),
    ReviewObjective: Written(
        texts.facts_of_objective, texts.write_objective, ("title", "summary"), "number"
    ),
    PanelMember: Written(
        texts.facts_of_member,
        texts.write_member,
        ("role", "n_people", "from_on", "until_on", "as_written"),
        "position",
    ),
    PanelMeeting: Written(
        facts_of_meeting, write_meeting, ("as_written", "kind", "note"), "position"
    ),
    Evidence: Written(facts_of_evidence, write_evidence, ("heading", "text"), "position"),
    Conclusion: Written(
        findings.facts_of_conclusion, findings.write_conclusion, ("text",), "number"
    ),
    PanelRecommendation: Written(
        findings.facts_of_recommendation,
        findings.write_recommendation,
        ("text", "action_by", "policy_framework", "resource_implications"),
        "number",
    ),
    GlossaryTerm: Written(findings.facts_of_term, findings.write_term, ("short", "meaning")),
}


@transaction.atomic
@acts
def take_out(row: models.Model, *, by: User, at: datetime) -> None:
    """The row is there no more; what it said stays on record. Numbers after it close up.

    Only while the review is unpublished. Raises RestsOnIt where something rests on the row.
    """
    review = open_for(row.review, by=by, reason="taken out")
    refuse_published(review, "what it says")
    row = now_of(row, type(row))
    _refuse_rested_on(row)
    if isinstance(row, Evidence):
        row.witnesses.clear()
        row.exhibits.all().delete()
    elif isinstance(row, PanelMeeting):
        row.witnesses.all().delete()
        row.documents.all().delete()
    elif isinstance(row, PanelRecommendation):
        row.conclusions.clear()
    place = WRITTEN[type(row)].order
    after = list(_alike(row).filter(**{f"{place}__gt": getattr(row, place)})) if place else []
    row.delete()
    for other in after:
        setattr(other, place, getattr(other, place) - 1)
        other.save(update_fields=[place])


def _refuse_rested_on(row: models.Model) -> None:
    if isinstance(row, ReviewObjective) and (n := row.evidence.count()):
        raise RestsOnIt(
            f"Objective {row.number} stays: {_paragraphs(n)} of evidence stand under it. "
            "Take them out, or move them under another, first."
        )
    if isinstance(row, Conclusion):
        numbers = [str(r.number) for r in row.recommendations.all()]
        if numbers:
            raise RestsOnIt(
                f"Conclusion {row.number} stays: recommendation {', '.join(numbers)} rests on it. "
                "Untie them first."
            )
    if isinstance(row, PanelMeeting):
        quoted = Evidence.objects.filter(witnesses__meeting=row).distinct().count()
        if quoted:
            raise RestsOnIt(
                f"The meeting of {row.as_written} stays: {_paragraphs(quoted)} of evidence rest "
                "on what its witnesses said. Take those witnesses out there first."
            )


def _paragraphs(n: int) -> str:
    return "1 paragraph" if n == 1 else f"{n} paragraphs"


def _alike(row: models.Model) -> models.QuerySet:
    """The rows among which this one has its place, in order."""
    rows = type(row).objects.filter(review_id=row.review_id)
    if isinstance(row, Evidence):
        rows = rows.filter(objective_id=row.objective_id)
    return rows.order_by(WRITTEN[type(row)].order, "pk")


@transaction.atomic
@acts
def move(
    row: models.Model, step: Step | str, *, by: User, at: datetime, reason: str = ""
) -> models.Model:
    """The row, one place up or down among its like; where it is the first or last already, as it is.

    Rows that were given one place become those in the order in which they are shown.
    """
    review = open_for(row.review, by=by, reason=reason or "moved")
    refuse_published(review, "the order")
    row = now_of(row, type(row))
    place = WRITTEN[type(row)].order
    rows = list(_alike(row))
    here = rows.index(row)
    there = here + (1 if Step(step) is Step.DOWN else -1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        _put_in_order(rows, place)
    row.refresh_from_db()
    return row


def _put_in_order(rows: list[models.Model], place: str) -> None:
    """Numbers the rows from one. No two may share a number, so one waits at nought meanwhile."""
    moved = [(n, row) for n, row in enumerate(rows, start=1) if getattr(row, place) != n]
    is_numbered = place == "number"
    if is_numbered and moved:
        _set_place(moved[0][1], place, 0)
        moved.append(moved.pop(0))
    for n, row in moved:
        _set_place(row, place, n)


def _set_place(row: models.Model, place: str, n: int) -> None:
    setattr(row, place, n)
    row.save(update_fields=[place])


@transaction.atomic
@acts
def put_back(
    row: models.Model,
    version: int,
    *,
    by: User,
    at: datetime,
    seen: str | None = None,
    reason: str = "",
) -> models.Model:
    """The row with the words of an earlier version, as a new one; all later ones stay on record.

    `version` is the change that wrote it, 0 the first. Raises Refused where there is no such version,
    ChangedSince where the row is not what was seen.
    """
    row = now_of(row, type(row))
    written = WRITTEN[type(row)]
    facts = written.facts(row)
    if seen is not None and seen != mark_of(facts):
        raise ChangedSince(mark_of(facts))
    earlier = _words_then(row, version, written.kept)
    reason = reason or "An earlier version put back"
    write = written.write
    return write(row.review, **(facts | earlier), row=row, by=by, at=at, reason=reason)


def _words_then(row: models.Model, version: int, kept: tuple[str, ...]) -> dict:
    label = row._meta.label_lower
    changes = Change.objects.filter(model=label, object_id=row.pk, kind="changed").order_by("pk")
    change = changes.filter(pk=version).first() if version else changes.first()
    said = (change.after if version else change.before) if change else None
    if said is None:
        raise Refused("There is no such version: choose one of those that are listed.")
    return {name: row._meta.get_field(name).to_python(said[name]) for name in kept}
