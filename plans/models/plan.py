"""The tree: plan, part, objective, outcome, action; the plan's key; and what links them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from plans.models.recorded import Sourced, date_with_precision, place_with_source
from plans.models.sources import PRECISIONS
from plans.querysets import PlanQuerySet
from plans.rules.meanings import Colour, Meaning


class Plan(Sourced):
    """One improvement plan of one service. Nothing about it is dated before it begins."""

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="plans")
    ref = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    begins_on = models.DateField()
    begins_as_written = models.CharField(max_length=60)
    begins_precision = models.CharField(max_length=10, choices=PRECISIONS)
    begins_inferred_from = models.CharField(max_length=200, blank=True)
    objective_word = models.CharField(max_length=30, default="objective")
    inspection = models.ForeignKey(
        "plans.Inspection", on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    board = models.ForeignKey(
        "plans.Board",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        help_text="The board that holds people to it",
    )
    overdue_is_behind = models.BooleanField(
        default=True,
        help_text="The key's rule of precedence: an overdue action that is still being worked on is behind.",
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_on", "ref"]
        constraints = [place_with_source("plan_place")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:plan-dashboard", args=[self.ref])


class Rating(Sourced):
    """One colour and word of a plan's own key, with its one meaning. Lower `severity` is worse."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="ratings")
    word = models.CharField(max_length=40)
    colour = models.CharField(max_length=10, choices={c.value: c.value for c in Colour})
    definition = models.CharField(max_length=200)
    meaning = models.CharField(max_length=20, choices={m.value: m.value for m in Meaning})
    severity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan_id", "severity"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "word"], name="rating_word_once"),
            models.UniqueConstraint(fields=["plan", "severity"], name="rating_severity_once"),
            models.CheckConstraint(
                condition=Q(
                    meaning__in=[m.value for m in Meaning], colour__in=[c.value for c in Colour]
                ),
                name="rating_means_something",
            ),
            place_with_source("rating_place"),
        ]

    def __str__(self) -> str:
        return self.word


class Part(Sourced):
    """One part of a plan, with the day that its table speaks of."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    title_as_printed = models.CharField(max_length=200, blank=True)
    as_at_as_written = models.CharField(max_length=120, blank=True)
    as_at_on = models.DateField(null=True, blank=True)
    as_at_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    as_at_note = models.TextField(blank=True)
    recommendations = models.ManyToManyField("plans.Recommendation", blank=True)

    class Meta:
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="part_code_once"),
            date_with_precision("as_at_on", "as_at_precision", "part_date_precision"),
            place_with_source("part_place"),
        ]

    def __str__(self) -> str:
        return f"Part {self.code}: {self.title}"


class Objective(Sourced):
    """One objective (or priority) of a plan, with its own date and the recommendations it answers."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objectives")
    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    number = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    due_as_written = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    recommendations_as_printed = models.CharField(max_length=120, blank=True)
    recommendations = models.ManyToManyField(
        "plans.Recommendation", blank=True, related_name="objectives"
    )
    indicators_as_printed = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="objective_number_once"),
            date_with_precision("due_on", "due_precision", "objective_date_precision"),
            place_with_source("objective_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Outcome(Sourced):
    """A division of an objective, where a plan has them."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["objective_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "position"], name="outcome_place_once"),
            place_with_source("outcome_source_place"),
        ]

    def __str__(self) -> str:
        return self.title


class SuccessMeasure(Sourced):
    """What success will look like, for one action or for several that share it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="success_measures")
    text = models.TextField()
    how_known = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [place_with_source("success_measure_place")]

    def __str__(self) -> str:
        return self.text


class Action(Sourced):
    """One numbered action. Its dates, owners and ratings are statements of their own, kept for ever."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="actions")
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    ref = models.CharField(max_length=30)
    ref_as_printed = models.CharField(max_length=30)
    position = models.PositiveIntegerField(help_text="Order in the plan")
    title = models.CharField(max_length=400)
    success_measure = models.ForeignKey(
        SuccessMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    indicators_as_printed = models.CharField(max_length=200, blank=True)
    recommendations = models.ManyToManyField(
        "plans.Recommendation", blank=True, related_name="actions"
    )
    note = models.TextField(blank=True, help_text="What was met in reading the document")

    class Meta:
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ref"], name="action_ref_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="action_position_once"),
            place_with_source("action_place"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("plans:action", args=[self.pk])


class ActionLink(Sourced):
    """What one action says of another action or an objective ("see 5.3"), as printed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="links")
    to_action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="linked_from"
    )
    to_objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="linked_from"
    )
    as_printed = models.CharField(max_length=200)

    class Meta:
        ordering = ["action_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_action__isnull=True) ^ Q(to_objective__isnull=True),
                name="link_goes_to_one_thing",
            ),
            place_with_source("link_place"),
        ]

    def __str__(self) -> str:
        return self.as_printed
