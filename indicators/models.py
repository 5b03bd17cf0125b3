"""Indicators as they are defined, and their readings as they were published."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from indicators.rules.measures import Better, PeriodKind, Series, Status, Unit
from plans.models.recorded import Sourced, place_with_source


class Indicator(Sourced):
    """One measure of one service: the row is its definition, in the version that its rules name."""

    service = models.ForeignKey(
        "plans.Service", on_delete=models.PROTECT, related_name="indicators"
    )
    ref = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=12, choices={u.value: u.value for u in Unit})
    decimals = models.PositiveSmallIntegerField()
    better = models.CharField(max_length=8, choices={b.value: b.value for b in Better})
    numerator = models.TextField(help_text="What is counted")
    denominator = models.TextField(blank=True, help_text="Of how many; empty for a plain count")
    period_kind = models.CharField(max_length=24, choices={p.value: p.value for p in PeriodKind})
    publication_lag = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    counting_rules = models.TextField(blank=True, help_text="The version of the rules counted by")

    class Meta:
        ordering = ["service_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "ref"], name="indicator_ref_once"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_decimals"),
            place_with_source("indicator_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(Sourced):
    """One value of one series, as published. Start and end are the first and the last day it covers."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    series = models.CharField(
        max_length=10,
        choices={s.value: s.label for s in Series},
        default=Series.LOCAL.value,
    )
    period = models.CharField(max_length=80, help_text="As printed")
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    published = models.CharField(max_length=40, help_text="The value as published")
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    published_on = models.DateField(
        null=True, blank=True, help_text="Null: no day is given, so the document’s counts."
    )
    status = models.CharField(
        max_length=12, choices={s.value: s.value for s in Status}, default=Status.FINAL.value
    )

    class Meta:
        ordering = ["indicator_id", "series", "end_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("indicator"),
                F("series"),
                F("period"),
                F("status"),
                Coalesce("source_id", Value(0)),
                Coalesce("published_on", Value("0001-01-01", output_field=models.DateField())),
                name="reading_once",
            ),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True)
                | Q(end_on__isnull=True)
                | Q(end_on__gte=F("start_on")),
                name="reading_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__gte=0),
                name="reading_numerator_not_below_nought",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="reading_denominator_not_below_nought",
            ),
            place_with_source("reading_place"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.series} {self.period}"
