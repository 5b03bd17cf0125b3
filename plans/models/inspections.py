"""Inspections and their recommendations, which plans answer."""

from django.db import models
from django.urls import reverse

from plans.models.recorded import Sourced, place_with_source


class Inspection(Sourced):
    """One published inspection of a service."""

    service = models.ForeignKey(
        "plans.Service", on_delete=models.PROTECT, related_name="inspections"
    )
    ref = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    inspectorate = models.CharField(max_length=120)
    fieldwork_as_written = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["source__published_on", "ref"]
        constraints = [place_with_source("inspection_place")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:inspection", args=[self.ref])


class Recommendation(Sourced):
    """One numbered recommendation, with whom it is addressed to as printed."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="recommendations"
    )
    number = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    addressee_as_written = models.CharField(max_length=200)

    class Meta:
        ordering = ["inspection_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="recommendation_once"),
            place_with_source("recommendation_place"),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plans:recommendation", args=[self.inspection.ref, self.number])
