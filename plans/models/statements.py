"""What was said of actions and plans, and when: written once, never edited or deleted."""

from django.db import models
from django.db.models import Q

from plans.models.recorded import Sourced, date_with_precision, place_with_source
from plans.models.sources import PRECISIONS
from plans.querysets import AppendOnlyQuerySet
from plans.rules.meanings import Basis, Meaning


class AppendOnlyError(TypeError):
    """A statement was to be edited or deleted; it can only be followed or corrected by another."""


class AppendOnly(models.Model):
    """A row that is written once. The database refuses the same (plans/guards.py)."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError("A statement is never edited: record another that corrects it.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError("A statement is never deleted: record another that corrects it.")


class Statement(AppendOnly, Sourced):
    """One dated statement. `known_on`: the day from which it was known (recorded, or published)."""

    effective_on = models.DateField()
    effective_precision = models.CharField(max_length=10, choices=PRECISIONS, default="day")
    position = models.PositiveIntegerField(help_text="Order within the day")
    known_on = models.DateField()

    class Meta:
        abstract = True


class Update(Statement):
    """One statement about an action. What it does not state (null) holds from earlier updates."""

    action = models.ForeignKey(
        "plans.Action", on_delete=models.PROTECT, related_name="updates", editable=False
    )
    rating = models.ForeignKey("plans.Rating", on_delete=models.PROTECT, null=True, blank=True)
    basis = models.CharField(max_length=10, choices={b.value: b.value for b in Basis}, blank=True)
    inferred_from = models.CharField(max_length=200, blank=True)
    comment = models.TextField(null=True, blank=True)
    remaining = models.TextField(null=True, blank=True)
    forecast_as_written = models.CharField(max_length=120, null=True, blank=True)
    forecast_on = models.DateField(null=True, blank=True)
    forecast_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    evidence = models.TextField(null=True, blank=True)
    evidence_on = models.DateField(null=True, blank=True)
    evidence_link = models.URLField(max_length=500, blank=True)
    clears = models.JSONField(default=list, blank=True, help_text="Parts that no longer hold")
    reason = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    batch = models.UUIDField(null=True, blank=True, help_text="Shared by one bulk update")

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        indexes = [
            models.Index(fields=["action", "effective_on", "position"]),
            models.Index(fields=["effective_on", "id"], name="update_latest_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "effective_on", "position"],
                condition=Q(corrects__isnull=True),
                name="update_place_in_its_day",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True, basis="")
                | Q(rating__isnull=False, basis__in=[b.value for b in Basis]),
                name="rating_with_basis",
            ),
            models.CheckConstraint(
                condition=(Q(basis="inferred") & ~Q(inferred_from=""))
                | (~Q(basis="inferred") & Q(inferred_from="")),
                name="inferred_rating_says_from_what",
            ),
            date_with_precision("forecast_on", "forecast_precision", "forecast_date_precision"),
            models.CheckConstraint(
                condition=Q(forecast_on__isnull=True) | Q(forecast_as_written__isnull=False),
                name="forecast_date_has_words",
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=False) | Q(evidence_on__isnull=True, evidence_link=""),
                name="evidence_date_and_link_have_a_note",
            ),
            place_with_source("update_source_place"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} on {self.effective_on}"


class DueDate(Statement):
    """One due date of an action as written: the first is the plan's own, later ones are revisions."""

    action = models.ForeignKey("plans.Action", on_delete=models.PROTECT, related_name="due_dates")
    as_written = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    ongoing = models.BooleanField(default=False)
    is_revision = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    agreed_at = models.CharField(max_length=200, blank=True, help_text="The meeting that agreed it")
    meeting = models.ForeignKey(
        "plans.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="due_dates",
        help_text="The meeting that agreed it, where it is on record",
    )

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "effective_on", "position"], name="due_date_place_in_its_day"
            ),
            models.UniqueConstraint(
                fields=["action"], condition=Q(is_revision=False), name="one_first_due_date"
            ),
            models.CheckConstraint(
                condition=Q(is_revision=False) | ~Q(reason=""), name="revision_has_a_reason"
            ),
            date_with_precision("due_on", "due_precision", "due_date_precision"),
            place_with_source("due_date_source_place"),
        ]

    def __str__(self) -> str:
        return self.as_written


class Assignment(Statement):
    """Who owns an action from a day: the words as printed, and the roles in order, the lead first."""

    action = models.ForeignKey("plans.Action", on_delete=models.PROTECT, related_name="assignments")
    as_written = models.CharField(max_length=200, blank=True)
    roles = models.ManyToManyField("plans.Role", through="AssignmentRole")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "effective_on", "position"], name="assignment_place_in_its_day"
            ),
            place_with_source("assignment_source_place"),
        ]

    def __str__(self) -> str:
        return self.as_written


class AssignmentRole(models.Model):
    """One role in an assignment; position 0 is the lead."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="places")
    role = models.ForeignKey("plans.Role", on_delete=models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["assignment_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "role"], name="role_once_in_assignment"),
            models.UniqueConstraint(fields=["assignment", "position"], name="one_role_a_place"),
        ]

    def __str__(self) -> str:
        return str(self.role)


class Remark(Statement):
    """What a document says of a plan, a part or an objective as a whole. It changes no action."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="remarks")
    part = models.ForeignKey(
        "plans.Part", on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    objective = models.ForeignKey(
        "plans.Objective", on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    text = models.TextField()
    claims = models.CharField(
        max_length=20, choices={m.value: m.value for m in Meaning}, blank=True
    )
    disagrees_with = models.ManyToManyField("plans.Action", blank=True, related_name="disagreeing")

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__isnull=True) | Q(objective__isnull=True),
                name="remark_is_of_one_thing",
            ),
            place_with_source("remark_source_place"),
        ]

    def __str__(self) -> str:
        return self.text
