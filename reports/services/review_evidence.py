"""Writes the evidence of a review: numbered paragraphs, whose they are, and what is shown after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from indicators.models import Indicator, SourceTable
from plans.models import Plan, User
from plans.services.acting import acts
from plans.services.errors import Refused
from reports.models import Evidence, Exhibit, Review, ReviewObjective, Witness
from reports.services.reviewing import (
    AlreadyThere,
    next_of,
    now_of,
    open_for,
    refuse_published,
    require_seen,
    require_words,
    save_words,
)

KINDS = {"indicator": Indicator, "table": SourceTable, "plan": Plan}
FIELD_OF = {"indicator": "indicator", "table": "table", "plan": "outstanding_of"}


@dataclass(frozen=True)
class Shown:
    """An exhibit as a form says it: `what` names the one thing that it shows, "indicator:12".

    `parts`: of a plan's outstanding list, the codes of the parts, separated by commas. `id` None: a
    new one.
    """

    what: str
    caption: str
    label_as_printed: str = ""
    parts: str = ""
    id: int | None = None


def what_of(exhibit: Exhibit) -> str:
    """ "indicator:12", "table:3", "plan:1": the one thing that an exhibit shows."""
    for kind, field in FIELD_OF.items():
        if pk := getattr(exhibit, f"{field}_id"):
            return f"{kind}:{pk}"
    return ""


def facts_of_evidence(row: Evidence) -> dict:
    """What its form shows; where witnesses and exhibits are fetched beforehand, no query."""
    return {
        "objective": row.objective_id,
        "heading": row.heading,
        "text": row.text,
        "witnesses": tuple(sorted(w.pk for w in row.witnesses.all())),
        "is_confidential": row.is_confidential,
        "exhibits": tuple(
            Shown(what_of(e), e.caption, e.label_as_printed, e.parts, e.pk)
            for e in row.exhibits.all()
        ),
    }


@transaction.atomic
@acts
def write_evidence(
    review: Review,
    *,
    text: str,
    objective: int | None = None,
    heading: str = "",
    witnesses: Sequence[int] = (),
    is_confidential: bool = False,
    exhibits: Sequence[Shown] = (),
    by: User,
    at: datetime,
    row: Evidence | None = None,
    seen: str | None = None,
    reason: str = "",
) -> Evidence:
    """One paragraph, at the end of its section where it is new there; `objective` None: background."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, Evidence)
    if row is not None:
        require_seen(facts_of_evidence(row), seen)
    text = require_words(text, "Write the paragraph.", field="text")
    section = _objective_of(review, objective)
    others = review.evidence.filter(objective=section)
    twice = others.filter(text=text).exclude(pk=row.pk if row else None)
    if twice.exists():
        raise AlreadyThere("That paragraph stands in this section already.", field="text")
    heard = _witnesses_of(review, witnesses)
    if row is None:
        row = Evidence(review=review, recorded_by=by, recorded_at=at)
    if row.pk is None or row.objective_id != objective:
        row.objective, row.position = section, next_of(others, "position")
    row.heading, row.text = heading.strip(), text
    row.is_confidential = is_confidential
    save_words(row, "heading", "text")
    row.witnesses.set(heard)
    _set_exhibits(review, row, exhibits, by=by, at=at)
    return row


def _objective_of(review: Review, objective: int | None) -> ReviewObjective | None:
    if objective is None:
        return None
    found = review.objectives.filter(pk=objective).first()
    if found is None:
        raise Refused("That objective is there no more: choose another.", field="objective")
    return found


def _witnesses_of(review: Review, witnesses: Sequence[int]) -> list[Witness]:
    found = list(Witness.objects.filter(meeting__review=review, pk__in=witnesses))
    if len(found) != len(set(witnesses)):
        raise Refused("One of those witnesses is there no more: choose again.", field="witnesses")
    return found


def _set_exhibits(
    review: Review, row: Evidence, said: Sequence[Shown], *, by: User, at: datetime
) -> None:
    held = {e.pk: e for e in row.exhibits.all()}
    for pk in held.keys() - {shown.id for shown in said}:
        refuse_published(review, f"“{held[pk].caption}”")
        held[pk].delete()
    for position, shown in enumerate(said, start=1):
        exhibit = held.get(shown.id) or Exhibit(evidence=row, recorded_by=by, recorded_at=at)
        exhibit.position = position
        exhibit.caption = require_words(
            shown.caption, "Write the caption of what is shown.", field="exhibits"
        )
        exhibit.label_as_printed = shown.label_as_printed.strip()
        _show(review, exhibit, shown)
        save_words(exhibit, "caption")


def _show(review: Review, exhibit: Exhibit, shown: Shown) -> None:
    """Sets the one thing that is shown, of the review's own service."""
    kind, _, pk = shown.what.partition(":")
    model = KINDS.get(kind)
    of_service = {"service_id": review.service_id}
    found = model.objects.filter(pk=pk, **of_service).first() if model and _is_id(pk) else None
    if found is None:
        raise Refused(
            f"Choose what “{exhibit.caption}” shows: a figure, a table or a list.", field="exhibits"
        )
    for field in FIELD_OF.values():
        setattr(exhibit, field, None)
    setattr(exhibit, FIELD_OF[kind], found)
    exhibit.parts = _parts_of(found, shown.parts) if kind == "plan" else ""


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def _parts_of(plan: Plan, codes: str) -> str:
    wanted = [code.strip() for code in codes.split(",") if code.strip()]
    known = list(plan.parts.values_list("code", flat=True))
    strange = [code for code in wanted if code not in known]
    if strange:
        there = f"its parts are {', '.join(known)}" if known else "it has no parts"
        raise Refused(f"“{plan.title}” has no part {strange[0][:20]}: {there}.", field="exhibits")
    return ", ".join(wanted)
