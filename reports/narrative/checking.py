"""What of a review's texts cannot be passed on to a pack, each with the text that it is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.narrative.markdown import blocks_of
from reports.narrative.problems import Problem
from reports.readmodels_review import ReviewValues, Text
from reports.rules.reviews import NarrativeKind

if TYPE_CHECKING:
    from reports.material import Material


@dataclass(frozen=True)
class TextPlace:
    """One text of a review: where it stands in words, its anchor in the report, its part's page."""

    where: str
    anchor: str
    part: str
    text: Text


@dataclass(frozen=True)
class TextProblem:
    """One problem and the text that it is in."""

    place: TextPlace
    problem: Problem


def problems_in(material: "Material") -> tuple[TextProblem, ...]:
    """Every problem of the review's texts as this pack reads them; () where it is of no review."""
    if material.review is None:
        return ()
    return tuple(
        TextProblem(place, problem)
        for place in texts_of_review(material.review)
        for problem in blocks_of(place.text.markdown, material.fields).problems
    )


def texts_of_review(review: ReviewValues) -> Iterator[TextPlace]:
    """The texts of a review that a report prints, in its order; those withheld are empty."""
    for kind in NarrativeKind:
        if text := review.narratives.get(kind.value):
            yield TextPlace(f"the text “{kind.label}”", kind.value, "texts", text)
    for n, o in enumerate(review.objectives, start=1):
        yield TextPlace(f"the summary of objective {n}", f"summary-{n}", "objectives", o.summary)
    for c in review.conclusions:
        where = f"conclusion {c.number}"
        yield TextPlace(where, f"conclusion-{c.number}", "conclusions", c.text)
    for r in review.recommendations:
        where, anchor = f"recommendation {r.number}", f"recommendation-{r.number}"
        yield TextPlace(where, anchor, "recommendations", r.text)
        for answer in r.answers[-1:]:
            where = f"the answer to recommendation {r.number}"
            yield TextPlace(where, "answers", "responses", answer.reason)
        for step in r.steps[-1:]:
            where = f"the progress of recommendation {r.number}"
            yield TextPlace(where, "answers", "implementation", step.text)
    for e in (*review.background, *(e for o in review.objectives for e in o.evidence)):
        yield TextPlace(f"paragraph {e.number}", f"paragraph-{e.id}", "evidence", e.text)
