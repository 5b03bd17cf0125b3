"""The tables and figures of the documents, cell by cell, so that each can be had again as printed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models.readings import Reading
from indicators.rules.measures import CellFigure, People, TableKind
from plans.models.recorded import Recorded, Sourced, place_with_source


class SourceTable(Sourced):
    """One table, or figure, or the numbers of a passage of prose, of one document."""

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="tables")
    ref = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices={k.value: k.label for k in TableKind})
    unit = models.CharField(
        max_length=12, blank=True, help_text="Of every cell that names no other"
    )
    base = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of how many its shares are, where the document says"
    )
    note = models.TextField(blank=True)
    people = models.CharField(
        "whom it counts",
        max_length=10,
        choices={p.value: p.label for p in People},
        default=People.CASELOAD.value,
    )

    class Meta:
        ordering = ["service_id", "source_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["service", "ref"], name="table_ref_once"),
            place_with_source("table_place"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("indicators:table", args=[self.ref])


class TableColumn(Recorded):
    """A column after the first, which names the rows."""

    table = models.ForeignKey(SourceTable, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField(help_text="From 1; 0 names the rows")
    heading = models.CharField(max_length=160)
    is_total = models.BooleanField(default=False)

    class Meta:
        ordering = ["table_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "position"], name="table_column_once")
        ]

    def __str__(self) -> str:
        return self.heading


class TableRow(Recorded):
    """A row. Its place is given where it is not the table's; its base where its shares are of fewer."""

    table = models.ForeignKey(SourceTable, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=240)
    place = models.CharField(max_length=200, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True, help_text="0: it is not said")
    part_of = models.CharField(
        max_length=60, blank=True, help_text="The whole whose parts exclude each other"
    )
    is_total = models.BooleanField(default=False)

    class Meta:
        ordering = ["table_id", "position"]
        constraints = [models.UniqueConstraint(fields=["table", "position"], name="table_row_once")]

    def __str__(self) -> str:
        return self.heading


class TableCell(Recorded):
    """One cell: what is printed there, or which figure of which reading it is. Empty ones have no row."""

    row = models.ForeignKey(TableRow, on_delete=models.CASCADE, related_name="cells")
    column = models.ForeignKey(TableColumn, on_delete=models.CASCADE, related_name="cells")
    printed = models.CharField(max_length=200, blank=True)
    reading = models.ForeignKey(
        Reading, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    figure = models.CharField(
        max_length=20, choices={f.value: f.value for f in CellFigure}, blank=True
    )

    class Meta:
        ordering = ["row_id", "column_id"]
        constraints = [
            models.UniqueConstraint(fields=["row", "column"], name="table_cell_once"),
            models.CheckConstraint(
                condition=Q(reading__isnull=True, figure="") & ~Q(printed="")
                | Q(reading__isnull=False, printed="") & ~Q(figure=""),
                name="table_cell_printed_or_read",
            ),
        ]

    def __str__(self) -> str:
        return self.printed or f"{self.figure} of {self.reading_id}"
