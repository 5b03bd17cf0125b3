"""What rates a reading: bands and targets, each for a span of time."""

from django.db import models
from django.db.models import F, Q

from indicators.models.definition import Indicator
from indicators.rules.measures import BandTone, TargetKind
from plans.models.recorded import Recorded, Sourced, place_with_source


class Spanned(Sourced):
    """What holds for readings whose last day falls in a span; an end that is not said is open."""

    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day")
    is_span_derived = models.BooleanField(
        default=False, help_text="Whether the span was read from the document’s title or year"
    )
    as_written = models.CharField(max_length=200, help_text="The published words")

    class Meta:
        abstract = True


def span_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from__isnull=True)
        | Q(valid_until__isnull=True)
        | Q(valid_until__gte=F("valid_from")),
        name=name,
    )


class BandSet(Spanned):
    """The bands of one indicator over one span. Recorded ones may have gaps and overlaps; they stay."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="band_sets")
    name = models.CharField(max_length=80, help_text="How it is called: “2018/19”")
    is_historic = models.BooleanField(
        default=False, help_text="Recorded as published, with whatever gaps and overlaps it has"
    )

    class Meta:
        ordering = ["indicator_id", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "name"], name="band_set_once"),
            span_in_order("band_set_span"),
            place_with_source("band_set_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Band(Recorded):
    """One rating and the values that get it; None is an open end.

    An end is disputed where the published notation can be read with it and without it.
    """

    band_set = models.ForeignKey(BandSet, on_delete=models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=40)
    tone = models.CharField(max_length=8, choices={t.value: t.value for t in BandTone})
    low = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    low_included = models.BooleanField(default=True)
    low_disputed = models.BooleanField(default=False)
    high = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    high_included = models.BooleanField(default=True)
    high_disputed = models.BooleanField(default=False)
    as_written = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["band_set_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["band_set", "position"], name="band_position_once"),
            models.UniqueConstraint(fields=["band_set", "word"], name="band_word_once"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="band_low_below_high",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Target(Spanned):
    """What an indicator is to reach: a value, or a place among so many."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    kind = models.CharField(
        max_length=8,
        choices={k.value: k.value for k in TargetKind},
        default=TargetKind.VALUE.value,
    )
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["indicator_id", "valid_from", "pk"]
        constraints = [span_in_order("target_span"), place_with_source("target_place")]

    def __str__(self) -> str:
        return self.as_written
