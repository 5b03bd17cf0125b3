"""What is said about an indicator: notes on its time line, claims of documents, what it supports."""

from django.db import models
from django.db.models import Q

from indicators.models.definition import Indicator
from indicators.models.readings import Reading
from indicators.rules.measures import NoteKind, Way
from plans.models.recorded import Sourced, place_with_source


class Note(Sourced):
    """A remark on the time line. One that rebases parts what is compared before it and after it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices={k.value: k.label for k in NoteKind})
    on = models.DateField(null=True, blank=True, help_text="Null: the document gives no day")
    text = models.TextField()

    class Meta:
        ordering = ["indicator_id", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=NoteKind.REBASE.value) | Q(on__isnull=False),
                name="rebase_has_a_day",
            ),
            place_with_source("indicator_note_place"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Claim(Sourced):
    """What a document says of the way from one reading to another, to hold against the two."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="claims")
    way = models.CharField(max_length=8, choices={w.value: w.label for w in Way})
    earlier = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="+")
    later = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="The claim in our words")

    class Meta:
        ordering = ["indicator_id", "pk"]
        constraints = [place_with_source("claim_place")]

    def __str__(self) -> str:
        return self.text[:60]


class Link(Sourced):
    """An objective, or one action, that is meant to move the indicator."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="links")
    objective = models.ForeignKey(
        "plans.Objective", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.ForeignKey(
        "plans.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)
    is_ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["indicator_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(objective__isnull=True) ^ Q(action__isnull=True),
                name="link_of_objective_or_action",
            ),
            models.UniqueConstraint(
                fields=["indicator", "objective"],
                condition=Q(objective__isnull=False),
                name="link_objective_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "action"],
                condition=Q(action__isnull=False),
                name="link_action_once",
            ),
            place_with_source("indicator_link_place"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.objective_id or self.action_id}"
