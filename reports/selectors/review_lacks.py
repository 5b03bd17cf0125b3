"""What a review still lacks before it can be published, each with the page where it is mended."""

from collections.abc import Iterable

from django.urls import reverse

from reports.readmodels_review import Lacking
from reports.rules.lacking import Written, lacking
from reports.rules.reviews import NarrativeKind
from reports.selectors.review_rows import ReviewRows


def lacks_of(rows: ReviewRows) -> tuple[Lacking, ...]:
    """In the order of the report; () where nothing is missing. No query."""
    found = dict.fromkeys((*lacking(written(rows)), *_lesser(rows)))
    return tuple(Lacking(what, part_address(rows.review.ref, part)) for part, what in found)


def written(rows: ReviewRows) -> Written:
    """What there is of the review, for the rule that says what a report needs."""
    with_evidence = {e.objective_id for e in rows.evidence if e.text.strip()}
    return Written(
        narratives=frozenset(NarrativeKind(n.kind) for n in rows.narratives if n.text.strip()),
        n_members=len(rows.members),
        n_meetings=len(rows.meetings),
        objectives=tuple(o.number for o in rows.objectives),
        without_evidence=tuple(o.number for o in rows.objectives if o.pk not in with_evidence),
        without_summary=tuple(o.number for o in rows.objectives if not o.summary.strip()),
        n_conclusions=len(rows.conclusions),
        recommendations=tuple(r.number for r in rows.recommendations),
        without_conclusion=tuple(
            r.number for r in rows.recommendations if not list(r.conclusions.all())
        ),
        without_action_by=tuple(r.number for r in rows.recommendations if not r.action_by.strip()),
    )


def _lesser(rows: ReviewRows) -> Iterable[tuple[str, str]]:
    """What a report can be published without, and a reader would look for."""
    for m in rows.meetings:
        if m.held_on is None:
            yield "meetings", f"The meeting “{m.as_written}” has no date that can be read."
    for r in rows.recommendations:
        if not (r.policy_framework.strip() or r.resource_implications.strip()):
            yield (
                "recommendations",
                f"Recommendation {r.number} says nothing of policy or of resources in the table of "
                "implications.",
            )
    if not rows.terms:
        yield "glossary", "The glossary has no term."


def part_address(ref: str, part: str) -> str:
    """The page on which one part of a review is written."""
    return reverse("reports:review-part", args=[ref, part])
