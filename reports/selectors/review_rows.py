"""Reads one review with everything under it: as many queries for a large one as for an empty one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from reports.models import (
    Conclusion,
    Evidence,
    Exhibit,
    GlossaryTerm,
    Implementation,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    Response,
    Review,
    ReviewObjective,
    Witness,
)

_ACTION = ("action__plan",)


@dataclass(frozen=True)
class ReviewRows:
    """The rows of one review, each kind in its order."""

    review: Review
    narratives: Sequence[Narrative]
    objectives: Sequence[ReviewObjective]
    evidence: Sequence[Evidence]
    members: Sequence[PanelMember]
    meetings: Sequence[PanelMeeting]
    conclusions: Sequence[Conclusion]
    recommendations: Sequence[PanelRecommendation]
    terms: Sequence[GlossaryTerm]


def review_rows(review: Review) -> ReviewRows:
    """Everything that is recorded of a review, in some fifteen queries."""
    row = Review.objects.select_related("service", "plan", "source").get(pk=review.pk)
    own = {"review": row}
    witnesses = Witness.objects.select_related("meeting")
    exhibits = Exhibit.objects.select_related("indicator", "table", "outstanding_of", "source")
    answers = Response.objects.order_by("recommendation_id", "answered_on", "pk")
    steps = Implementation.objects.select_related(*_ACTION).order_by(
        "recommendation_id", "on", "pk"
    )
    return ReviewRows(
        review=row,
        narratives=list(Narrative.objects.filter(**own).select_related("source")),
        objectives=list(
            ReviewObjective.objects.filter(**own).select_related("source").order_by("number", "pk")
        ),
        evidence=list(
            Evidence.objects.filter(**own)
            .select_related("source")
            .prefetch_related(Prefetch("witnesses", witnesses), Prefetch("exhibits", exhibits))
            .order_by("position", "pk")
        ),
        members=list(PanelMember.objects.filter(**own).select_related("source")),
        meetings=list(
            PanelMeeting.objects.filter(**own)
            .select_related("source")
            .prefetch_related("witnesses", "documents")
        ),
        conclusions=list(
            Conclusion.objects.filter(**own)
            .select_related("source")
            .prefetch_related("recommendations")
        ),
        recommendations=list(
            PanelRecommendation.objects.filter(**own)
            .select_related("source")
            .prefetch_related(
                "conclusions", Prefetch("responses", answers), Prefetch("implementations", steps)
            )
        ),
        terms=list(GlossaryTerm.objects.filter(**own)),
    )
