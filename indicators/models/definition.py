"""Indicators as they are defined: what is counted, over what, by which rules."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.rules.measures import Better, Computed, Domain, People, PeriodKind, Unit
from plans.models.recorded import Sourced, place_with_source


class Indicator(Sourced):
    """One measure of one service: the row is its definition."""

    service = models.ForeignKey(
        "plans.Service", on_delete=models.PROTECT, related_name="indicators"
    )
    ref = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    domain = models.CharField(
        max_length=12,
        choices={d.value: d.label for d in Domain},
        default=Domain.MONITORING.value,
    )
    unit = models.CharField(max_length=12, choices={u.value: u.value for u in Unit})
    decimals = models.PositiveSmallIntegerField()
    better = models.CharField(max_length=8, choices={b.value: b.value for b in Better})
    numerator = models.TextField(help_text="What is counted")
    denominator = models.TextField(blank=True, help_text="Of how many; empty for a plain count")
    other_denominator = models.TextField(
        blank=True, help_text="Another denominator that the published words could mean"
    )
    period_kind = models.CharField(max_length=24, choices={p.value: p.value for p in PeriodKind})
    publication_lag = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    counting_rules = models.TextField(blank=True, help_text="The version of the rules counted by")
    wales_only = models.TextField(blank=True, help_text="What is counted in Wales only")
    is_stock = models.BooleanField(
        default=False, help_text="Whether it is a number at one moment, which is never added up"
    )
    computed = models.CharField(
        max_length=20,
        choices={c.value: c.label for c in Computed},
        blank=True,
        help_text="What its readings are computed from; empty where they are published",
    )
    people = models.CharField(
        "whom it counts",
        max_length=10,
        choices={p.value: p.label for p in People},
        default=People.CASELOAD.value,
        help_text="Small numbers of children are held back from the public",
    )

    class Meta:
        ordering = ["service_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "ref"], name="indicator_ref_once"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_decimals"),
            place_with_source("indicator_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.ref])


class CountingRule(Sourced):
    """One version of the rules that an indicator is counted by: figures of two are not compared."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    position = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=120, help_text="How the version is called")
    period_kind = models.CharField(max_length=24, choices={p.value: p.value for p in PeriodKind})
    text = models.TextField(blank=True)
    joined = models.CharField(
        max_length=120, blank=True, help_text="Of a cohort: “these children first offended”"
    )

    class Meta:
        ordering = ["indicator_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "version"], name="version_once"),
            place_with_source("version_place"),
        ]

    def __str__(self) -> str:
        return self.version


class Step(Sourced):
    """One step of a funnel, after the first: of those counted in the step before, how many."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    ref = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    numerator = models.TextField()
    denominator = models.TextField()
    is_of_the_last = models.BooleanField(
        default=True,
        help_text="Whether its denominator is what the step before counted",
    )

    class Meta:
        ordering = ["indicator_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "ref"], name="step_ref_once"),
            models.UniqueConstraint(fields=["indicator", "position"], name="step_position_once"),
            place_with_source("step_place"),
        ]

    def __str__(self) -> str:
        return self.name
