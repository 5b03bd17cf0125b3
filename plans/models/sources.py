"""Services, the documents that facts come from, and what was loaded from which file."""

from django.db import models

from plans.models.recorded import Recorded, date_with_precision
from plans.rules.dates import Precision

PRECISIONS = {p.value: p.value for p in Precision}


class Source(Recorded):
    """One published document. Everything loaded from it is known from the day it was published."""

    ref = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120, blank=True)
    published_as_written = models.CharField(max_length=60)
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)

    class Meta:
        ordering = ["published_on", "ref"]
        constraints = [
            date_with_precision("published_on", "published_precision", "source_date_precision")
        ]

    def __str__(self) -> str:
        return self.title


class Service(Recorded):
    """One youth offending team or youth justice service, to which plans and readings belong."""

    ref = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    is_invented = models.BooleanField(
        default=False, help_text="Made up to show what yotplan does; every page and paper says so."
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class LoadedRow(models.Model):
    """One row that `load_demo` wrote: its key in the file, what the file said, what was stored."""

    fixture = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    given = models.JSONField()
    stored = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["fixture", "key"], name="loaded_row_once")]

    def __str__(self) -> str:
        return f"{self.key} ({self.fixture})"
