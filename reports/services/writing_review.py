"""Writes reviews and what came of them, as documents give them, each row attributed."""

from collections.abc import Sequence

from django.db import models, transaction

from plans.models import Plan, Service
from plans.rules.dates import read_date
from plans.services.catalogue import Writer
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
    ReceivedDocument,
    Response,
    Review,
    ReviewObjective,
    Witness,
)


class ReviewWriter(Writer):
    """Who writes of reviews, when, and from which document; "" is the place of what has none."""

    def add_review(
        self,
        service: Service,
        *,
        begins_as_written: str,
        place: str,
        plan: Plan | None = None,
        **facts,
    ) -> Review:
        written = read_date(begins_as_written)
        return Review.objects.create(
            service=service,
            plan=plan,
            begins_as_written=begins_as_written,
            begins_on=written.on,
            begins_precision=written.precision or "",
            **facts,
            **self.sourced(place),
        )

    def add_narrative(self, review: Review, *, place: str, **facts) -> Narrative:
        return self._of(review, Narrative, place, **facts)

    def add_objective(self, review: Review, *, place: str, **facts) -> ReviewObjective:
        return self._of(review, ReviewObjective, place, **facts)

    def add_member(self, review: Review, *, place: str, **facts) -> PanelMember:
        return self._of(review, PanelMember, place, **facts)

    def add_meeting(self, review: Review, *, as_written: str, place: str, **facts) -> PanelMeeting:
        written = read_date(as_written)
        return self._of(
            review,
            PanelMeeting,
            place,
            as_written=as_written,
            held_on=written.on,
            precision=written.precision or "",
            **facts,
        )

    def add_witness(self, meeting: PanelMeeting, *, place: str, **facts) -> Witness:
        return Witness.objects.create(meeting=meeting, **facts, **self.sourced(place))

    def add_document(self, meeting: PanelMeeting, *, place: str, **facts) -> ReceivedDocument:
        return ReceivedDocument.objects.create(meeting=meeting, **facts, **self.sourced(place))

    @transaction.atomic
    def add_evidence(
        self, review: Review, *, place: str, witnesses: Sequence[Witness] = (), **facts
    ) -> Evidence:
        """One paragraph. `objective` None: it is of the background."""
        evidence = self._of(review, Evidence, place, **facts)
        evidence.witnesses.set(witnesses)
        return evidence

    def add_exhibit(self, evidence: Evidence, *, place: str, **facts) -> Exhibit:
        return Exhibit.objects.create(evidence=evidence, **facts, **self.sourced(place))

    def add_conclusion(self, review: Review, *, place: str, **facts) -> Conclusion:
        return self._of(review, Conclusion, place, **facts)

    @transaction.atomic
    def add_recommendation(
        self, review: Review, *, place: str, conclusions: Sequence[Conclusion] = (), **facts
    ) -> PanelRecommendation:
        recommendation = self._of(review, PanelRecommendation, place, **facts)
        recommendation.conclusions.set(conclusions)
        return recommendation

    def add_term(self, review: Review, *, place: str, **facts) -> GlossaryTerm:
        return self._of(review, GlossaryTerm, place, **facts)

    def add_response(self, recommendation: PanelRecommendation, *, place: str, **facts) -> Response:
        return Response.objects.create(
            recommendation=recommendation, **facts, **self.sourced(place)
        )

    def add_implementation(
        self, recommendation: PanelRecommendation, *, place: str, **facts
    ) -> Implementation:
        return Implementation.objects.create(
            recommendation=recommendation, **facts, **self.sourced(place)
        )

    def _of(self, review: Review, model: type[models.Model], place: str, **facts):
        return model.objects.create(review=review, **facts, **self.sourced(place))
