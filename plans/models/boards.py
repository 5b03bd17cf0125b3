"""Boards and those who sit on them: seats by agency, chairs and champions over time."""

from django.db import models
from django.urls import reverse

from plans.models.recorded import Sourced, date_with_precision, place_with_source
from plans.models.sources import PRECISIONS
from plans.models.statements import Statement
from plans.rules.governance import BoardKind, FindingTopic


class Dated(Sourced):
    """Something that held from a day to a day, each as written and no more exact than it is known.

    `from_on`, `until_on`: the first and the last day; None where no source says, or where it still holds.
    """

    from_as_written = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    from_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    until_as_written = models.CharField(max_length=120, blank=True)
    until_on = models.DateField(null=True, blank=True)
    until_precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)

    class Meta:
        abstract = True


def dated_constraints(name: str) -> list[models.CheckConstraint]:
    """What holds of every row that held from a day to a day; `name` begins the constraints' names."""
    return [
        date_with_precision("from_on", "from_precision", f"{name}_from_date_precision"),
        date_with_precision("until_on", "until_precision", f"{name}_until_date_precision"),
        models.CheckConstraint(
            condition=models.Q(from_on__isnull=True)
            | models.Q(until_on__isnull=True)
            | models.Q(until_on__gte=models.F("from_on")),
            name=f"{name}_ends_after_it_starts",
        ),
        place_with_source(f"{name}_place"),
    ]


class Board(Sourced):
    """A management board, a sub-group of one, or a scrutiny panel."""

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="boards")
    ref = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices={k.value: k.label for k in BoardKind})
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_groups"
    )
    position = models.PositiveSmallIntegerField()
    terms_of_reference = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="What was met in reading the documents")

    class Meta:
        ordering = ["service_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="sub-group", parent__isnull=False)
                | (~models.Q(kind="sub-group") & models.Q(parent__isnull=True)),
                name="sub_group_of_a_board",
            ),
            place_with_source("board_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:board", args=[self.ref])


class Seat(Dated):
    """One seat on a board: it belongs to an agency, and a person or a deputy fills it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, help_text="The post that fills it")
    agency = models.CharField(max_length=120)
    is_statutory = models.BooleanField(
        null=True, blank=True, help_text="Null where no source says."
    )
    is_adviser = models.BooleanField(default=False, help_text="In attendance, and no member.")

    class Meta:
        ordering = ["board_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "name", "agency"], name="seat_once"),
            *dated_constraints("seat"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.name}"


class ChairTerm(Dated):
    """Who chaired a board, by role, from a day to a day."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="chairs")
    held_by = models.CharField(max_length=160)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["board_id", "from_on", "pk"]
        constraints = dated_constraints("chair")

    def __str__(self) -> str:
        return self.held_by


class Champion(Dated):
    """Which role on the board speaks for a subject, from a day to a day."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="champions")
    subject = models.CharField(max_length=160)
    held_by = models.CharField(max_length=160)

    class Meta:
        ordering = ["board_id", "subject", "pk"]
        constraints = dated_constraints("champion")

    def __str__(self) -> str:
        return f"{self.subject}: {self.held_by}"


class BoardFinding(Statement):
    """What a document found of a board: its chairing, attendance, membership or work."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="findings")
    topic = models.CharField(max_length=12, choices={t.value: t.label for t in FindingTopic})
    text = models.TextField()

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        constraints = [place_with_source("finding_place")]

    def __str__(self) -> str:
        return self.text
