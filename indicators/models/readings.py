"""What was published of an indicator: written once, followed or corrected by another."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from indicators.models.bands import BandSet
from indicators.models.definition import CountingRule, Indicator, Step
from indicators.querysets import ReadingQuerySet
from indicators.rules.measures import BestEnd, Series, Status
from plans.models.recorded import Recorded, Sourced, place_with_source
from plans.models.statements import AppendOnly

_NO_DAY = Value("0001-01-01", output_field=models.DateField())


class Reading(AppendOnly, Sourced):
    """One value of one series, as published. Start and end are the first and the last day it covers."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    series = models.CharField(
        max_length=10,
        choices={s.value: s.label for s in Series},
        default=Series.LOCAL.value,
    )
    area = models.CharField(
        max_length=80, blank=True, help_text="Whose value it is, where the series does not say"
    )
    step = models.ForeignKey(
        Step,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        help_text="The step of a funnel; empty for the first",
    )
    version = models.ForeignKey(
        CountingRule, on_delete=models.PROTECT, null=True, blank=True, related_name="readings"
    )
    period = models.CharField(max_length=80, help_text="As printed")
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    is_period_derived = models.BooleanField(
        default=False, help_text="Whether its days were worked out rather than printed"
    )
    period_derived_from = models.CharField(max_length=200, blank=True)
    is_total = models.BooleanField(
        default=False, help_text="Whether it is the published total of the readings within its days"
    )
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    other_denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    said_denominator = models.CharField(
        max_length=200,
        blank=True,
        help_text="What the document’s words divide by, where they are the definition’s or its other’s",
    )
    published = models.CharField(
        max_length=40, blank=True, help_text="The value as published; empty where none was"
    )
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_of = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_best_end = models.CharField(
        max_length=8, choices={e.value: e.value for e in BestEnd}, blank=True
    )
    rank_counts_service = models.BooleanField(
        null=True, blank=True, help_text="Whether the service is one of the number; often not said"
    )
    beside = models.ForeignKey(
        BandSet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        help_text="The bands that the document prints it beside",
    )
    published_on = models.DateField(
        null=True, blank=True, help_text="Null: no day is given, so the document’s counts."
    )
    known_on = models.DateField(help_text="The day from which it was known here")
    status = models.CharField(
        max_length=12, choices={s.value: s.value for s in Status}, default=Status.FINAL.value
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    note = models.TextField(blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["indicator_id", "series", "end_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("indicator"),
                F("series"),
                F("area"),
                F("period"),
                F("status"),
                F("is_total"),
                Coalesce("step_id", Value(0)),
                Coalesce("version_id", Value(0)),
                Coalesce("source_id", Value(0)),
                Coalesce("corrects_id", Value(0)),
                Coalesce("published_on", _NO_DAY),
                name="reading_once",
            ),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True)
                | Q(end_on__isnull=True)
                | Q(end_on__gte=F("start_on")),
                name="reading_ends_after_it_starts",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                    name=f"reading_{name}_not_below_nought",
                )
                for name in ("numerator", "denominator", "other_denominator")
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True)
                | Q(rank_of__isnull=True)
                | Q(rank__lte=F("rank_of"), rank__gte=1),
                name="reading_rank_within",
            ),
            place_with_source("reading_place"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.series} {self.period}"


class Approval(AppendOnly, Recorded):
    """Somebody's word that a reading may be shown outside the service; or that it may not, and why."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="approvals")
    is_approved = models.BooleanField(default=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["reading_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_approved=True) | ~Q(reason=""), name="refusal_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reading_id}: {'approved' if self.is_approved else 'sent back'}"
