"""Meetings: when they are, who came, what was decided, what was asked of whom, and the minutes."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.models.recorded import Recorded, Sourced, date_with_precision, place_with_source
from plans.models.sources import PRECISIONS
from plans.models.statements import AppendOnly
from plans.rules.governance import AttendanceState, DecisionKind, MeetingKind


class Meeting(Sourced):
    """One meeting of a board. Its date has the three forms of a due date.

    `held_on` is the last day that the words can mean; `not_before` and `not_after` narrow it where
    a text gives them. Without a date it is never a boundary between two days.
    """

    board = models.ForeignKey("plans.Board", on_delete=models.PROTECT, related_name="meetings")
    ref = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(
        max_length=15,
        choices={k.value: k.label for k in MeetingKind},
        default=MeetingKind.ORDINARY.value,
    )
    as_written = models.CharField("date", max_length=120, blank=True)
    held_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=PRECISIONS, blank=True)
    not_before = models.DateField(null=True, blank=True)
    not_after = models.DateField(null=True, blank=True)
    venue = models.CharField("where it meets", max_length=160, blank=True)
    agenda = models.TextField(blank=True, help_text="One item a line")
    note = models.TextField(blank=True, help_text="What was met in reading the documents")
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text="When its minutes were agreed"
    )
    agreed_by = models.ForeignKey(
        "plans.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["board_id", F("held_on").asc(nulls_first=True), "pk"]
        constraints = [
            date_with_precision("held_on", "precision", "meeting_date_precision"),
            models.CheckConstraint(
                condition=Q(not_before__isnull=True)
                | Q(not_after__isnull=True)
                | Q(not_after__gte=F("not_before")),
                name="meeting_not_before_not_after",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="minutes_agreed_by_somebody",
            ),
            place_with_source("meeting_place"),
        ]

    def __str__(self) -> str:
        return f"{self.board}, {self.as_written or 'date not recorded'}"

    def get_absolute_url(self) -> str:
        return reverse("plans:meeting", args=[self.ref])


class MeetingPaper(Sourced):
    """One paper that was before a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["meeting_id", "position", "pk"]
        constraints = [place_with_source("paper_place")]

    def __str__(self) -> str:
        return self.title


class Attendance(AppendOnly, Sourced):
    """Who filled one seat at one meeting. Of several about the same seat the one recorded last holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey("plans.Seat", on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=10, choices={s.value: s.label for s in AttendanceState})
    attended_by = models.CharField(max_length=120, blank=True, help_text="The deputy's post")

    class Meta:
        ordering = ["meeting_id", "seat__position", "pk"]
        constraints = [place_with_source("attendance_place")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.state}"


class Decision(AppendOnly, Sourced):
    """One thing that a meeting decided, or asked somebody for. Its words are its line of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices={k.value: k.label for k in DecisionKind})
    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    action = models.ForeignKey(
        "plans.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    endorsement = models.OneToOneField(
        "plans.Endorsement", on_delete=models.PROTECT, null=True, blank=True, related_name="line"
    )
    due_date = models.ForeignKey(
        "plans.DueDate", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    answer = models.OneToOneField(
        "plans.QuestionAnswer", on_delete=models.PROTECT, null=True, blank=True, related_name="line"
    )
    asked_of = models.ForeignKey(
        "plans.Role", on_delete=models.PROTECT, null=True, blank=True, related_name="asked"
    )
    asked_for = models.TextField(blank=True, help_text="What that role is to do or to bring")
    back_by = models.CharField(max_length=120, blank=True, help_text="By when, as written")

    class Meta:
        ordering = ["meeting_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="decision_position_once"),
            models.CheckConstraint(
                condition=Q(asked_of__isnull=True) | ~Q(asked_for=""),
                name="who_is_asked_is_asked_for_something",
            ),
            place_with_source("decision_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.meeting_id}, {self.position})"


class MinuteLine(AppendOnly, Recorded):
    """One line of the minutes as written; an edited line is a new row that replaces the one before it.

    An empty text takes the line out of the minutes.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minute_lines")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="minute_lines"
    )
    position = models.PositiveIntegerField(
        help_text="Order in the minutes; kept by what replaces it"
    )
    text = models.TextField(blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["meeting_id", "position", "pk"]

    def __str__(self) -> str:
        return self.text
