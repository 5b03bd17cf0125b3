"""Scrutiny reviews: what a panel asked, whom it heard, what it found, and what it recommends."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.models.recorded import Recorded, Sourced, date_with_precision, place_with_source
from plans.models.sources import PRECISIONS
from reports.rules.reviews import ClockFrom, ClockUnit, NarrativeKind, PanelMeetingKind


class Review(Sourced):
    """One inquiry of a scrutiny panel into a plan, or into a service where it is about no one plan.

    The clock of the executive's response: how long, in weeks or months, and from which day it runs.
    """

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="reviews")
    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    ref = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    panel = models.CharField("the panel", max_length=200)
    executive = models.CharField(
        "to whom it reports", max_length=200, help_text="Who has to answer, such as the Cabinet"
    )
    begins_as_written = models.CharField("begins", max_length=60)
    begins_on = models.DateField(null=True, blank=True)
    begins_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    published_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(
        null=True, blank=True, help_text="When the executive had the report before it"
    )
    clock_length = models.PositiveSmallIntegerField(default=2)
    clock_unit = models.CharField(
        max_length=6, choices={u.value: u.label for u in ClockUnit}, default=ClockUnit.MONTHS.value
    )
    clock_from = models.CharField(
        max_length=9,
        choices={c.value: c.label for c in ClockFrom},
        default=ClockFrom.RECEIVED.value,
    )
    clock_rule = models.CharField(
        max_length=200, blank=True, help_text="The rule that says so, such as an article or a rule"
    )
    is_confidential = models.BooleanField(default=False)

    class Meta:
        ordering = ["service_id", "-begins_on", "pk"]
        constraints = [
            date_with_precision("begins_on", "begins_precision", "review_date_precision"),
            models.CheckConstraint(
                condition=Q(clock_length__gte=1, clock_length__lte=52), name="review_clock"
            ),
            place_with_source("review_place"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:review", args=[self.ref])


class Narrative(Sourced):
    """One of a review's texts that stand alone, in Markdown: preface, purpose, comments on law."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="narratives")
    kind = models.CharField(max_length=20, choices={k.value: k.label for k in NarrativeKind})
    text = models.TextField()

    class Meta:
        ordering = ["review_id", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind"], name="narrative_once"),
            place_with_source("narrative_place"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReviewObjective(Sourced):
    """One question that the review set out to answer; `summary` is its part of the executive summary."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240)
    summary = models.TextField(blank=True, help_text="In the executive summary, in Markdown")

    class Meta:
        ordering = ["review_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_objective_once"),
            place_with_source("review_objective_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class PanelMember(Sourced):
    """Those who sat on the panel in one role over one span: nobody is named."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="members")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=120, help_text="Such as chair, member, standing deputy")
    n_people = models.PositiveSmallIntegerField("how many", default=1)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    as_written = models.CharField(
        "when, in words", max_length=120, blank=True, help_text="Where the days are not known"
    )

    class Meta:
        ordering = ["review_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="panel_member_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(n_people__gte=1), name="panel_member_is_somebody"),
            place_with_source("panel_member_place"),
        ]

    def __str__(self) -> str:
        return self.role


class PanelMeeting(Sourced):
    """One meeting of the panel on this review. Its date has the three forms of a due date."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="meetings")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=10,
        choices={k.value: k.label for k in PanelMeetingKind},
        default=PanelMeetingKind.EVIDENCE.value,
    )
    as_written = models.CharField("date", max_length=60)
    held_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["review_id", "position", "pk"]
        constraints = [
            date_with_precision("held_on", "precision", "panel_meeting_date_precision"),
            place_with_source("panel_meeting_place"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.as_written}"


class Witness(Sourced):
    """Somebody who gave evidence at one meeting, by role: nobody is named."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="witnesses")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=160)
    agency = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["meeting_id", "position", "pk"]
        constraints = [place_with_source("witness_place")]

    def __str__(self) -> str:
        return self.role


class ReceivedDocument(Sourced):
    """A document that the panel received at one meeting."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="documents")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240)
    link = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["meeting_id", "position", "pk"]
        constraints = [place_with_source("received_document_place")]

    def __str__(self) -> str:
        return self.title


class Evidence(Sourced):
    """One numbered paragraph, under the objective that it bears on; under none, of the background.

    Its number is its place under its section. `heading` stands above it, where one begins there.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="evidence")
    objective = models.ForeignKey(
        ReviewObjective, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(help_text="In Markdown; can quote live figures")
    witnesses = models.ManyToManyField(Witness, blank=True, related_name="evidence")
    number_as_printed = models.CharField(max_length=10, blank=True)
    is_confidential = models.BooleanField(
        default=False, help_text="Never in a pack for the public, whatever is released"
    )

    class Meta:
        ordering = ["review_id", F("objective__number").asc(nulls_first=True), "position", "pk"]
        verbose_name_plural = "evidence"
        constraints = [place_with_source("evidence_place")]

    def __str__(self) -> str:
        return self.heading or self.text[:60]


class Exhibit(Sourced):
    """A figure or table of ours that stands after a paragraph: exactly one of what it can show.

    `label_as_printed` is how the document calls it ("Fig 3").
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="exhibits")
    position = models.PositiveSmallIntegerField()
    caption = models.CharField(max_length=200)
    label_as_printed = models.CharField(max_length=20, blank=True)
    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    table = models.ForeignKey(
        "indicators.SourceTable", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outstanding_of = models.ForeignKey(
        "plans.Plan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The plan whose outstanding actions are listed",
    )
    parts = models.CharField(
        max_length=40, blank=True, help_text="Of that plan, the codes of the parts; empty for all"
    )

    class Meta:
        ordering = ["evidence_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    indicator__isnull=False, table__isnull=True, outstanding_of__isnull=True
                )
                | Q(indicator__isnull=True, table__isnull=False, outstanding_of__isnull=True)
                | Q(indicator__isnull=True, table__isnull=True, outstanding_of__isnull=False),
                name="exhibit_shows_one_thing",
            ),
            place_with_source("exhibit_place"),
        ]

    def __str__(self) -> str:
        return self.caption


class Conclusion(Sourced):
    """One numbered conclusion."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="conclusions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="In Markdown; can quote live figures")

    class Meta:
        ordering = ["review_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="conclusion_once"),
            place_with_source("conclusion_place"),
        ]

    def __str__(self) -> str:
        return f"Conclusion {self.number}"


class PanelRecommendation(Sourced):
    """One numbered recommendation, the conclusions that it rests on, and what it implies."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    conclusions = models.ManyToManyField(Conclusion, blank=True, related_name="recommendations")
    action_by = models.TextField(blank=True, help_text="One role a line")
    policy_framework = models.TextField(blank=True, help_text="One a line")
    resource_implications = models.TextField(blank=True, help_text="One a line")
    implications_place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["review_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="panel_recommendation_once"),
            place_with_source("panel_recommendation_place"),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}"


class GlossaryTerm(Sourced):
    """A short form and what it means, in the glossary of one review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="terms")
    short = models.CharField(max_length=40)
    meaning = models.CharField(max_length=200)

    class Meta:
        ordering = ["review_id", "short"]
        constraints = [
            models.UniqueConstraint(fields=["review", "short"], name="glossary_term_once"),
            place_with_source("glossary_term_place"),
        ]

    def __str__(self) -> str:
        return self.short


class SectionOrder(Recorded):
    """How one kind of pack is put together for a service: its sections, in order, and their titles.

    `sections` is a list of {"key", "title", "is_in"}; what it does not name follows as it is built.
    """

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    sections = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "kind"], name="section_order_once")
        ]

    def __str__(self) -> str:
        return self.kind
