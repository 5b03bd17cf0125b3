"""How each action stood, day by day: a cache of the fold, which may be thrown away at any time."""

from django.db import models

from plans.querysets import StandingQuerySet
from plans.rules.meanings import Basis


class Standing(models.Model):
    """How one action stood from a day until the day before another (null: still).

    Made from the action's statements by plans/services/standings.py and by nothing else, without a
    limit on knowledge. It holds no words of its own, only which statement each part comes from.
    """

    action = models.ForeignKey("plans.Action", on_delete=models.CASCADE, related_name="standings")
    objective = models.ForeignKey(
        "plans.Objective",
        on_delete=models.CASCADE,
        related_name="standings",
        help_text="The action's, once more: plans are counted by it without reading their actions.",
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    rating = models.ForeignKey("plans.Rating", on_delete=models.CASCADE, null=True)
    basis = models.CharField(max_length=10, choices={b.value: b.value for b in Basis}, blank=True)
    due_on = models.DateField(null=True)
    lead = models.ForeignKey("plans.Role", on_delete=models.CASCADE, null=True, related_name="+")
    rated_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, related_name="+"
    )
    commented_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, related_name="+"
    )
    remains_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, related_name="+"
    )
    remains_said = models.BooleanField(
        default=False,
        help_text="What remains was said with the rating that stands, or after it.",
    )
    forecast_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, related_name="+"
    )
    evidenced_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, related_name="+"
    )
    latest = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, related_name="+"
    )
    first_due = models.ForeignKey(
        "plans.DueDate", on_delete=models.CASCADE, null=True, related_name="+"
    )
    due = models.ForeignKey("plans.DueDate", on_delete=models.CASCADE, null=True, related_name="+")
    assignment = models.ForeignKey(
        "plans.Assignment", on_delete=models.CASCADE, null=True, related_name="+"
    )

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["action_id", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["action", "from_on"], name="standing_once_a_day"),
            models.UniqueConstraint(
                fields=["action"],
                condition=models.Q(until_on__isnull=True),
                name="one_open_standing",
            ),
        ]
        indexes = [
            models.Index(fields=["action", "from_on", "until_on"]),
            # all that counting asks for, so that a dashboard reads the index alone
            models.Index(
                fields=[
                    *("objective", "until_on", "from_on"),
                    *("rating", "basis", "due_on", "remains_said"),
                ],
                name="standing_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} from {self.from_on}"
