"""Packs: as they are drafted, what was found in them, as they were issued, and who is making one."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.models.recorded import Recorded
from plans.models.statements import AppendOnly
from reports.rules.packs import Audience, JobState, Kind, Task

_SHA = {"max_length": 64, "help_text": "SHA-256, in hexadecimal"}


class Draft(Recorded):
    """A pack that somebody is putting together: what it is of, as at which day, for whom.

    `sections` is a list of {"key", "title", "is_in"} in order; empty: as the kind has them.
    """

    kind = models.CharField(max_length=10, choices={k.value: k.label for k in Kind})
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="drafts")
    review = models.ForeignKey(
        "reports.Review", on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    meeting = models.ForeignKey(
        "plans.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    as_at = models.DateField()
    audience = models.CharField(max_length=10, choices={a.value: a.label for a in Audience})
    exempt_paragraph = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of Schedule 12A to the Local Government Act 1972"
    )
    title = models.CharField(max_length=160, blank=True, help_text="Empty: the kind's own")
    sections = models.JSONField(default=list, blank=True)
    corrects = models.ForeignKey(
        "reports.IssuedPack", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience=Audience.EXEMPT.value, exempt_paragraph__isnull=False)
                | (~Q(audience=Audience.EXEMPT.value) & Q(exempt_paragraph__isnull=True)),
                name="exempt_names_its_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(exempt_paragraph__isnull=True)
                | Q(exempt_paragraph__gte=1, exempt_paragraph__lte=7),
                name="schedule_12a_has_seven_paragraphs",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SCRUTINY.value, review__isnull=False)
                | ~Q(kind=Kind.SCRUTINY.value),
                name="a_scrutiny_report_is_of_a_review",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.BOARD.value) | Q(meeting__isnull=True),
                name="a_board_pack_alone_is_of_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("reports:draft", args=[self.pk])


class Accepted(AppendOnly, Recorded):
    """One finding of the lint with which a draft may be issued all the same, and why.

    `fingerprint` is of the finding's facts: where they change, it is found again.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="accepted")
    code = models.CharField(max_length=40)
    fingerprint = models.CharField(**_SHA)
    reason = models.TextField()

    class Meta:
        ordering = ["draft_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "fingerprint"], name="finding_accepted_once")
        ]

    def __str__(self) -> str:
        return self.code


class IssuedPack(AppendOnly, Recorded):
    """A pack as it was issued, for good; its files are kept with it.

    `manifest` says what it was made of; `said` keeps every figure that it gave away, against which
    later packs for the public are checked. `errata` lists what differs from the one it corrects.
    """

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="issued")
    number = models.PositiveIntegerField(help_text="Counts up within the service")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="issued")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    as_at = models.DateField()
    audience = models.CharField(max_length=10)
    manifest = models.JSONField()
    said = models.JSONField()
    sha256 = models.CharField(**_SHA)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    errata = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["service_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="issue_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, issue {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:issued", args=[self.pk])


class IssuedFile(AppendOnly, Recorded):
    """One file of an issued pack, byte for byte."""

    pack = models.ForeignKey(IssuedPack, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=6)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(db_index=True, **_SHA)

    class Meta:
        ordering = ["pack_id", "format"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "format"], name="issued_format_once")
        ]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """One piece of work for a worker: files of a draft, or its issue. Who asked for it waits for it.

    A worker holds it by `token` until `leased_until`; a worker that dies lets that pass, and another
    takes the job up again with a token of its own, so that what the first one made is never kept.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="jobs")
    task = models.CharField(max_length=6, choices={t.value: t.label for t in Task})
    formats = models.JSONField(default=list)
    state = models.CharField(
        max_length=10,
        choices={s.value: s.label for s in JobState},
        default=JobState.WAITING.value,
    )
    asked_by = models.ForeignKey("plans.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    token = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=80, blank=True)
    stage_at = models.DateTimeField(null=True, blank=True)
    n_done = models.PositiveSmallIntegerField(default=0, help_text="Sections gathered")
    n_all = models.PositiveSmallIntegerField(default=0, help_text="Sections to gather")
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    result = models.ForeignKey(
        IssuedPack, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "task"],
                condition=Q(state__in=[JobState.WAITING.value, JobState.RUNNING.value]),
                name="one_job_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING.value, leased_until__isnull=False)
                | ~Q(state=JobState.RUNNING.value),
                name="a_running_job_is_held",
            ),
            models.CheckConstraint(condition=Q(n_done__lte=F("n_all")), name="no_more_than_all"),
        ]

    def __str__(self) -> str:
        return f"{self.task} of {self.draft_id}"


class JobFile(models.Model):
    """One file of a draft that a worker made; thrown away when the draft changes or is issued."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=6)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["job_id", "format"]
        constraints = [models.UniqueConstraint(fields=["job", "format"], name="job_format_once")]

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker that says from time to time that it is there."""

    name = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
