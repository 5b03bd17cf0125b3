"""Drafts of packs: those that there are, and what each asks for."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max

from plans.models import Service, User
from plans.rules.access import Position
from plans.rules.dates import long_date
from reports.kinds import OWN, in_order
from reports.material import Asked, Chosen
from reports.models import Draft, Review, SectionOrder
from reports.rules.making import kinds_of
from reports.rules.packs import SCHEDULE_12A, Audience, Kind
from reports.sections import SECTIONS
from reports.sections.scrutiny import of_review


@dataclass(frozen=True)
class DraftLine:
    """One draft in a list."""

    title: str
    url: str
    kind: str
    of: str
    as_at_text: str
    audience: str
    begun_text: str


@dataclass(frozen=True)
class SectionLine:
    """One section as it can be chosen: its place, counted from 1, and the title that it has by itself."""

    key: str
    own_title: str
    title: str
    is_in: bool
    position: int


def open_drafts(user: User) -> tuple[DraftLine, ...]:
    """The drafts that this person may work on, the latest first; one query."""
    rows = (
        Draft.objects.filter(kind__in=kinds_of(user.position), is_withdrawn=False, issued=None)
        .select_related("plan", "review", "recorded_by")
        .order_by("-pk")
    )
    return tuple(_line(row) for row in rows)


def _line(draft: Draft) -> DraftLine:
    return DraftLine(
        title=title_of(draft),
        url=draft.get_absolute_url(),
        kind=Kind(draft.kind).label,
        of=draft.review.title if draft.review else draft.plan.title,
        as_at_text=long_date(draft.as_at),
        audience=audience_text(draft),
        begun_text=f"Begun by {by_text(draft.recorded_by)}",
    )


def title_of(draft: Draft) -> str:
    """The draft's own title, else that of its review, else its kind and plan."""
    if draft.title:
        return draft.title
    if draft.review:
        return draft.review.title
    return f"{Kind(draft.kind).label}: {draft.plan.title}"


def by_text(user: User) -> str:
    """ "the panel officer": somebody by position, never by name."""
    label = Position(user.position).label
    return f"the {label if label.startswith('YOT') else label[0].lower() + label[1:]}"


def audience_text(draft: Draft) -> str:
    """For whom it is, with the words of the paragraph where it is exempt."""
    audience = Audience(draft.audience)
    if draft.exempt_paragraph is None:
        return audience.label
    n = draft.exempt_paragraph
    return f"{audience.label}: paragraph {n} of Schedule 12A, {SCHEDULE_12A[n]}"


def asked_of(draft: Draft, **issue) -> Asked:
    """What the draft asks for; `issue` are the fields of Asked that an issue adds."""
    return Asked(
        kind=Kind(draft.kind),
        plan=draft.plan,
        as_at=draft.as_at,
        audience=Audience(draft.audience),
        review=draft.review,
        meeting=draft.meeting,
        title=draft.title,
        sections=chosen_of(draft.sections),
        paragraph=draft.exempt_paragraph,
        **issue,
    )


def chosen_of(rows: Iterable[dict]) -> tuple[Chosen, ...]:
    return tuple(Chosen(row["key"], row.get("title", ""), row.get("is_in", True)) for row in rows)


def get_draft(pk: int) -> Draft | None:
    """The draft with all that it is of; None where there is none."""
    return (
        Draft.objects.select_related(
            "plan__service", "review__service", "meeting__board", "corrects", "recorded_by"
        )
        .prefetch_related("plan__ratings")
        .filter(pk=pk)
        .first()
    )


def section_lines(draft: Draft) -> tuple[SectionLine, ...]:
    """The sections that the draft can have, as it orders them, else as its service does."""
    kept = chosen_of(draft.sections or _of_service(draft))
    n = draft.review.objectives.count() if draft.review else 0
    return lines_of(Kind(draft.kind), kept, n_objectives=n)


def service_lines(
    service: Service, kind: Kind, kept: tuple[Chosen, ...]
) -> tuple[SectionLine, ...]:
    """The sections that packs of that kind can have in this service: of its longest review."""
    counts = Review.objects.filter(service=service).annotate(n=Count("objectives"))
    most = counts.aggregate(most=Max("n"))["most"] if kind is Kind.SCRUTINY else 0
    return lines_of(kind, kept, n_objectives=most or 1)


def lines_of(
    kind: Kind, kept: tuple[Chosen, ...], *, n_objectives: int = 0
) -> tuple[SectionLine, ...]:
    """The sections of a kind that there can be, those that were chosen first, in their order."""
    offered = of_review(n_objectives) if kind is Kind.SCRUTINY else OWN[kind]
    rows = [c for c in in_order(kind, kept) if c.key in offered]
    return tuple(
        SectionLine(c.key, SECTIONS[c.key].title, c.title, c.is_in, n)
        for n, c in enumerate(rows, start=1)
    )


def _of_service(draft: Draft) -> list[dict]:
    row = SectionOrder.objects.filter(service=draft.plan.service_id, kind=draft.kind).first()
    return row.sections if row else []


def mark_of(draft: Draft) -> str:
    """A mark of the draft as it stands: a form that was opened before a change bears another."""
    facts = (
        draft.kind,
        draft.plan_id,
        draft.review_id,
        draft.meeting_id,
        draft.as_at.isoformat(),
        draft.audience,
        draft.exempt_paragraph,
        draft.title,
        draft.sections,
        draft.corrects_id,
    )
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:20]
