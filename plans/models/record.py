"""The record: every change of every row, and every text that had to be blanked."""

from django.db import models

from plans.models.recorded import Recorded
from plans.models.statements import AppendOnly
from plans.querysets import AppendOnlyQuerySet
from plans.rules.governance import ChangeKind

# written at every write of every row: no index and no check that is not needed
_LOOSE = {"related_name": "+", "db_constraint": False, "db_index": False}


class Change(models.Model):
    """One row written, changed or removed: who, when, why, and by which page or command.

    The database writes it (see plans/guards.py), so no write escapes it. `before` and `after` are
    given for rows that can be changed; what is written once is its own history.
    """

    at = models.DateTimeField()
    by = models.ForeignKey("plans.User", on_delete=models.DO_NOTHING, null=True, **_LOOSE)
    via = models.CharField(max_length=120, help_text="The page or command, or “direct”")
    why = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices={k.value: k.label for k in ChangeKind})
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    plan = models.ForeignKey("plans.Plan", on_delete=models.DO_NOTHING, null=True, **_LOOSE)
    action = models.ForeignKey("plans.Action", on_delete=models.DO_NOTHING, null=True, **_LOOSE)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["plan", "-id"], name="change_of_plan"),
            models.Index(fields=["action", "-id"], name="change_of_action"),
            models.Index(fields=["model", "object_id", "-id"], name="change_of_object"),
            models.Index(fields=["model", "-id"], name="change_of_table"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.kind}"


class Redaction(AppendOnly, Recorded):
    """One text that an administrator blanked, by law, with the reason. The row that held it stays."""

    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    reason = models.TextField()
    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="redactions"
    )
    action = models.ForeignKey(
        "plans.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="redactions"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_id", "field"], name="text_blanked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}, {self.field}"
