"""How each action stood, day by day: a cache of the fold, which may be thrown away at any time."""

from datetime import date

from django.db import models

from plans.querysets import StandingQuerySet
from plans.rules.meanings import Basis

ALWAYS = date(1, 1, 1)  # known from the first: what the plan itself was written with


class Standing(models.Model):
    """How one action stood from a day until the day before another (null: still).

    Each is what was known from one day until the day before another (null: still): a statement that
    became known later made another standing, and the one before it is kept. Made from the action's
    statements by plans/services/standings.py and by nothing else. It holds no words of its own,
    only which statement each part comes from. Nobody looks standings up by those, so they have no
    index: each would be written at every update.
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
    known_from = models.DateField(default=ALWAYS)
    known_until = models.DateField(null=True)
    rating = models.ForeignKey("plans.Rating", on_delete=models.CASCADE, null=True, db_index=False)
    basis = models.CharField(max_length=10, choices={b.value: b.value for b in Basis}, blank=True)
    due_on = models.DateField(null=True)
    lead = models.ForeignKey(
        "plans.Role", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    rated_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    commented_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    remains_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    remains_said = models.BooleanField(
        default=False,
        help_text="What remains was said with the rating that stands, or after it.",
    )
    forecast_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    evidenced_by = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    latest = models.ForeignKey(
        "plans.Update", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    first_due = models.ForeignKey(
        "plans.DueDate", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    due = models.ForeignKey(
        "plans.DueDate", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    assignment = models.ForeignKey(
        "plans.Assignment", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    decision = models.ForeignKey(
        "plans.Endorsement", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    endorsed = models.CharField(
        max_length=10, blank=True, help_text="endorsed, challenged, deferred or stale"
    )
    awaits = models.BooleanField(default=False, help_text="What is reported waits for the board.")

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["action_id", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "from_on", "known_from"], name="standing_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["action"],
                condition=models.Q(until_on__isnull=True, known_until__isnull=True),
                name="one_open_standing",
            ),
        ]
        indexes = [
            models.Index(fields=["action", "known_until", "from_on", "until_on"]),
            # all that counting asks for, so that a dashboard reads the index alone
            models.Index(
                fields=[
                    *("objective", "known_until", "until_on", "from_on"),
                    *("rating", "basis", "due_on", "remains_said", "endorsed", "awaits"),
                ],
                name="standing_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} from {self.from_on}"
