"""The numbers of a review that a text can quote, and the places in its report that it can refer to."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from plans.models import Service
from plans.rules.dates import long_date
from reports.models import Review
from reports.narrative.live import NOT_KNOWN, LiveValue, Named, counted
from reports.readmodels_review import ReviewValues
from reports.rules.reviews import PanelMeetingKind

if TYPE_CHECKING:
    from reports.sections.scrutiny_places import Places

SECTIONS = {
    "executive-summary": "the executive summary",
    "conclusions": "the conclusions",
    "recommendations": "the recommendations",
    "purpose": "the purpose",
    "background": "the background",
    "implications": "the table of implications",
    "meetings-and-evidence": "the list of meetings and evidence",
    "glossary": "the glossary",
    "answers": "the answers to the recommendations",
    "review-plan": "the plan",
    "equalities": "the comments on equalities",
    "law": "the comments on law",
    "finance": "the comments on finance",
}


def review_fields(
    service: Service, *, is_public: bool = False
) -> Mapping[str, Mapping[str, LiveValue]]:
    """The numbers of each review of a service, by its ref: one query for all of them.

    The public is told of none that is confidential.
    """
    evidence = Q(meetings__kind=PanelMeetingKind.EVIDENCE.value)
    rows = Review.objects.filter(service=service).annotate(
        n_objectives=Count("objectives", distinct=True),
        n_meetings=Count("meetings", distinct=True),
        n_heard=Count("meetings", filter=evidence, distinct=True),
        n_conclusions=Count("conclusions", distinct=True),
        n_recommendations=Count("recommendations", distinct=True),
    )
    if is_public:
        rows = rows.filter(is_confidential=False)
    return {row.ref: dict(_named(row)) for row in rows.order_by("pk")}


def _named(row: Review) -> Named:
    root = f"review.{row.ref}"
    for name, n, says in (
        ("objectives", row.n_objectives, "objectives of the review"),
        ("meetings", row.n_meetings, "meetings of the panel"),
        ("evidence-meetings", row.n_heard, "meetings that heard evidence"),
        ("conclusions", row.n_conclusions, "conclusions"),
        ("recommendations", row.n_recommendations, "recommendations"),
    ):
        yield f"{root}.{name}", counted(n, says)
    yield f"{root}.published", _day(row.published_on, "the day of publication")


def _day(day: date | None, says: str) -> LiveValue:
    return LiveValue(long_date(day) if day else NOT_KNOWN, day, says=says)


def place_fields(review: ReviewValues | None, places: "Places") -> Named:
    """The places in a review's report, each as a reference to it: `see.` and its anchor.

    Figures, tables and paragraphs are named once the pack is numbered, and so is what is not in it.
    """
    if review is None:
        return
    for anchor, says in SECTIONS.items():
        text = (places.words(anchor) or says) if places.has(anchor) else ""
        yield f"see.{anchor}", LiveValue(text, says=says, anchor=anchor)
    for n, o in enumerate(review.objectives, start=1):
        anchor = f"review-objective-{n}"
        said = f"objective {o.number}, {o.title}"
        yield f"see.{anchor}", LiveValue(places.words(anchor), says=said, anchor=anchor)
    for word, found in (
        ("conclusion", review.conclusions),
        ("recommendation", review.recommendations),
    ):
        for each in found:
            text = f"{word} {each.number}"
            shown = text if places.has(f"{word}s") else ""
            anchor = f"{word}-{each.number}"
            yield f"see.{anchor}", LiveValue(shown, says=text, anchor=anchor)
    for anchor, says in _numbered_later(review):
        yield f"see.{anchor}", LiveValue("", says=says, anchor=anchor)


def _numbered_later(review: ReviewValues):
    for e in (*review.background, *(e for o in review.objectives for e in o.evidence)):
        if e.is_confidential and e.text.is_withheld:
            continue
        yield f"paragraph-{e.id}", f"paragraph {e.number}"
        for exhibit in e.exhibits:
            yield exhibit.anchor, exhibit.caption
