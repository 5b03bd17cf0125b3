"""What others say of what is reported: the board's endorsement, other bodies' findings, answers."""

from django.db import models
from django.db.models import Q

from plans.models.recorded import Recorded, place_with_source
from plans.models.statements import AppendOnly, Statement
from plans.rules.endorsing import BoardDecision
from plans.rules.governance import AnswerKind, AssuranceFinding


class Endorsement(Statement):
    """The board's decision on one update, at a meeting, with what it decided on kept word for word.

    `kept_*` is the action as it stood: rating, comment, evidence, current due date, owner roles.
    """

    action = models.ForeignKey(
        "plans.Action", on_delete=models.PROTECT, related_name="endorsements"
    )
    update = models.ForeignKey(
        "plans.Update", on_delete=models.PROTECT, related_name="endorsements"
    )
    meeting = models.ForeignKey(
        "plans.Meeting", on_delete=models.PROTECT, related_name="endorsements"
    )
    decision = models.CharField(max_length=10, choices={d.value: d.label for d in BoardDecision})
    reason = models.TextField(blank=True)
    back_to = models.CharField(max_length=120, blank=True, help_text="When it is to come back")
    is_own = models.BooleanField(
        default=False, help_text="Recorded by who wrote the update, which the board allows."
    )
    kept_rating = models.ForeignKey(
        "plans.Rating", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept_basis = models.CharField(max_length=10, blank=True)
    kept_comment = models.TextField(null=True, blank=True)
    kept_evidence = models.TextField(null=True, blank=True)
    kept_evidence_on = models.DateField(null=True, blank=True)
    kept_evidence_link = models.URLField(max_length=500, blank=True)
    kept_due_on = models.DateField(null=True, blank=True)
    kept_due_precision = models.CharField(max_length=10, blank=True)
    kept_due_as_written = models.CharField(max_length=200, blank=True)
    kept_owners = models.JSONField(
        default=list, blank=True, help_text="The owner roles, the lead first: [id, name] each"
    )

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        indexes = [models.Index(fields=["action", "effective_on", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="endorsed") | ~Q(reason=""),
                name="challenge_and_deferral_have_a_reason",
            ),
            place_with_source("endorsement_place"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.decision}"


class Assurance(Statement):
    """What another body found of an action. It stands beside the readings and is never an endorsement."""

    action = models.ForeignKey("plans.Action", on_delete=models.PROTECT, related_name="assurances")
    body = models.CharField(max_length=120)
    finding = models.CharField(max_length=10, choices={f.value: f.label for f in AssuranceFinding})
    text = models.TextField()

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        constraints = [place_with_source("assurance_place")]

    def __str__(self) -> str:
        return f"{self.body}: {self.text}"


class QuestionAnswer(Statement):
    """What was done about one question: answered, asked to be set aside, set aside, or kept open.

    `fingerprint` is that of the facts it was about: when they change, the question is back.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="answers")
    action = models.ForeignKey(
        "plans.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    code = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    question = models.TextField(help_text="The question as it was asked")
    kind = models.CharField(max_length=12, choices={k.value: k.label for k in AnswerKind})
    reason = models.TextField()
    update = models.ForeignKey(
        "plans.Update", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    meeting = models.ForeignKey(
        "plans.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )

    class Meta:
        ordering = ["effective_on", "position", "pk"]
        indexes = [models.Index(fields=["plan", "code", "fingerprint"])]
        constraints = [place_with_source("answer_place")]

    def __str__(self) -> str:
        return f"{self.code}: {self.kind}"


class RuleSwitch(AppendOnly, Recorded):
    """One rule of questions switched off for a plan, or on again, with the reason; the last counts."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="rule_switches")
    code = models.CharField(max_length=40)
    is_on = models.BooleanField()
    reason = models.TextField()

    class Meta:
        ordering = ["plan_id", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {'on' if self.is_on else 'off'}"
