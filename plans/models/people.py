"""Accounts, what their holders may do, and the roles that own actions."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from plans.models.recorded import Recorded
from plans.rules.access import Position


class User(AbstractUser):
    """One account. What it may do follows from its position alone (plans/rules/access.py)."""

    position = models.CharField(
        max_length=20,
        choices={p.value: p.label for p in Position},
        default=Position.BOARD_MEMBER.value,
        help_text="What this person does here, and so what they may do.",
    )
    job_title = models.CharField(
        "role shown",
        max_length=80,
        blank=True,
        help_text="Shown beside what they record, for example “Police superintendent”.",
    )
    is_demonstration = models.BooleanField(
        default=False,
        editable=False,
        help_text="Made with the demonstration data; refused outside YOTPLAN_DEBUG.",
    )

    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Who looked after this account last; null: a command made it.",
    )

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    def __str__(self) -> str:
        return self.job_title or Position(self.position).label


class Role(Recorded):
    """A post or body that owns actions, under its one canonical name. People hold it over time."""

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="roles")
    name = models.CharField(max_length=120)
    holders = models.ManyToManyField(
        User, through="RoleHolder", through_fields=("role", "user"), related_name="roles"
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="role_name_once")]

    def __str__(self) -> str:
        return self.name


class RoleAlias(Recorded):
    """Another name under which documents speak of a role."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="aliases")
    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="alias_name_once")]

    def __str__(self) -> str:
        return self.name


class RoleHolder(Recorded):
    """One person holding one role from a day, until the day before another (null: still)."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="holdings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="holdings")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["role", "user", "from_on"], name="holding_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=models.F("from_on")),
                name="holding_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"
