"""What every row carries: who recorded it and when, and the place in a document that it came from."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Recorded(models.Model):
    """A row that says who wrote it and when by the clock."""

    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True


class Sourced(Recorded):
    """A recorded row that may come from a document: then it says from which, and where in it."""

    source = models.ForeignKey(
        "plans.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=200, blank=True, help_text="Where in the document")

    class Meta:
        abstract = True


def place_with_source(name: str) -> models.CheckConstraint:
    """A place is a place in something: both are given, or neither."""
    return models.CheckConstraint(
        condition=Q(source__isnull=True, place="") | (Q(source__isnull=False) & ~Q(place="")),
        name=name,
    )


def date_with_precision(field: str, precision: str, name: str) -> models.CheckConstraint:
    """A date has a precision and nothing else has one."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True, precision: ""})
        | (Q(**{f"{field}__isnull": False}) & ~Q(**{precision: ""})),
        name=name,
    )
