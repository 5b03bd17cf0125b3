"""What the executive answered to a panel's recommendations, and what came of them: written once."""

from django.db import models
from django.db.models import Q

from plans.models.recorded import Sourced, place_with_source
from plans.models.statements import AppendOnly
from reports.rules.reviews import Answer, Progress


class Response(AppendOnly, Sourced):
    """The executive's answer to one recommendation on a day. The one recorded last counts."""

    recommendation = models.ForeignKey(
        "reports.PanelRecommendation", on_delete=models.PROTECT, related_name="responses"
    )
    answer = models.CharField(max_length=10, choices={a.value: a.label for a in Answer})
    reason = models.TextField(blank=True)
    answered_on = models.DateField()
    answered_by = models.CharField(max_length=120, help_text="Which body, such as the Cabinet")

    class Meta:
        ordering = ["recommendation_id", "answered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=Answer.ACCEPTED.value) | ~Q(reason=""),
                name="what_is_not_accepted_has_its_reason",
            ),
            place_with_source("response_place"),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()


class Implementation(AppendOnly, Sourced):
    """How far one recommendation had been carried out on a day."""

    recommendation = models.ForeignKey(
        "reports.PanelRecommendation", on_delete=models.PROTECT, related_name="implementations"
    )
    progress = models.CharField(max_length=11, choices={p.value: p.label for p in Progress})
    on = models.DateField()
    text = models.TextField(blank=True)
    action = models.ForeignKey(
        "plans.Action",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The action of a plan that carries it out",
    )

    class Meta:
        ordering = ["recommendation_id", "on", "pk"]
        constraints = [place_with_source("implementation_place")]

    def __str__(self) -> str:
        return self.get_progress_display()
