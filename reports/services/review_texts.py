"""Writes what a review sets out with: its texts that stand alone, its objectives, its panel.

Each function adds a row, or changes the one that it is given; `seen` is the mark of what its writer
had before them (None: not asked), `reason` why it is corrected after publication.
"""

from datetime import date, datetime

from django.db import transaction

from plans.models import User
from plans.services.acting import acts
from plans.services.errors import Refused, WrongDate
from reports.models import Narrative, PanelMember, Review, ReviewObjective
from reports.rules.reviews import NarrativeKind
from reports.services.reviewing import (
    next_of,
    now_of,
    open_for,
    refuse_twice,
    require_seen,
    require_words,
    save_words,
)


def facts_of_narrative(row: Narrative) -> dict:
    return {"kind": row.kind, "text": row.text}


@transaction.atomic
@acts
def write_narrative(
    review: Review,
    *,
    kind: NarrativeKind | str,
    text: str,
    by: User,
    at: datetime,
    row: Narrative | None = None,
    seen: str | None = None,
    reason: str = "",
) -> Narrative:
    """One of the texts that stand alone; each is there once, and keeps its kind."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, Narrative)
    if row is not None:
        require_seen(facts_of_narrative(row), seen)
    text = require_words(text, "Write the text.", field="text")
    kind = NarrativeKind(row.kind if row else kind)
    refuse_twice(
        review.narratives.all(),
        row,
        lambda other: other.kind,
        kind.value,
        f"“{kind.label}” is written already: open it to change it.",
        field="kind",
    )
    row = row or Narrative(review=review, kind=kind.value, recorded_by=by, recorded_at=at)
    row.text = text
    save_words(row, "text")
    return row


def facts_of_objective(row: ReviewObjective) -> dict:
    return {"title": row.title, "summary": row.summary}


@transaction.atomic
@acts
def write_objective(
    review: Review,
    *,
    title: str,
    summary: str = "",
    by: User,
    at: datetime,
    row: ReviewObjective | None = None,
    seen: str | None = None,
    reason: str = "",
) -> ReviewObjective:
    """One objective with its part of the executive summary; a new one comes last."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, ReviewObjective)
    if row is not None:
        require_seen(facts_of_objective(row), seen)
    title = require_words(title, "Write what this objective asks.", field="title")
    refuse_twice(
        review.objectives.all(),
        row,
        lambda other: other.title,
        title,
        "The review has that objective already.",
        field="title",
    )
    if row is None:
        number = next_of(review.objectives, "number")
        row = ReviewObjective(review=review, number=number, recorded_by=by, recorded_at=at)
    row.title, row.summary = title, summary.strip()
    save_words(row, "title", "summary")
    return row


def facts_of_member(row: PanelMember) -> dict:
    return {
        "role": row.role,
        "n_people": row.n_people,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "as_written": row.as_written,
    }


@transaction.atomic
@acts
def write_member(
    review: Review,
    *,
    role: str,
    n_people: int = 1,
    from_on: date | None = None,
    until_on: date | None = None,
    as_written: str = "",
    by: User,
    at: datetime,
    row: PanelMember | None = None,
    seen: str | None = None,
    reason: str = "",
) -> PanelMember:
    """Those who sat on the panel in one role over one span, by their number and not by name."""
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, PanelMember)
    if row is not None:
        require_seen(facts_of_member(row), seen)
    facts = {
        "role": require_words(role, "Write the role, such as chair or member.", field="role"),
        "n_people": n_people,
        "from_on": from_on,
        "until_on": until_on,
        "as_written": as_written.strip(),
    }
    if not 1 <= n_people <= 200:
        raise Refused("Write how many they were: a number from 1 to 200.", field="n_people")
    if from_on and until_on and until_on < from_on:
        raise WrongDate(
            "The last day is before the first: put one of the two right.", field="until_on"
        )
    refuse_twice(
        review.members.all(),
        row,
        lambda other: _span(facts_of_member(other)),
        _span(facts),
        "The panel has that role over that time already: change how many they were there.",
        field="role",
    )
    if row is None:
        position = next_of(review.members, "position")
        row = PanelMember(review=review, position=position, recorded_by=by, recorded_at=at)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row


def _span(facts: dict) -> tuple:
    words = (facts["role"].casefold(), facts["as_written"].casefold())
    return (*words, facts["from_on"], facts["until_on"])
