"""What the pages on accounts and roles show."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from plans.models import Role, RoleHolder, Service, User
from plans.readmodels_people import AccountLine, RoleLine
from plans.rules.access import Position
from plans.services.loading_accounts import LOADERS


def accounts() -> QuerySet[User]:
    """The accounts that people have; those that loaded rows are attributed to are nobody's."""
    return User.objects.exclude(username__in=LOADERS)


def holdings(*, as_at: date) -> QuerySet[RoleHolder]:
    """Who holds which role on that day."""
    current = RoleHolder.objects.filter(from_on__lte=as_at).exclude(until_on__lte=as_at)
    return current.select_related("role", "user").order_by("role__name", "user__username")


def account_lines(*, as_at: date) -> list[AccountLine]:
    """Every account, by its sign-in name, with the roles held on that day."""
    held = defaultdict(list)
    for holding in holdings(as_at=as_at):
        held[holding.user_id].append(holding.role.name)
    return [
        AccountLine(
            pk=user.pk,
            username=user.username,
            position=Position(user.position).label,
            job_title=user.job_title,
            roles=tuple(held[user.pk]),
            state="Open" if user.is_active else "Closed",
            is_demonstration=user.is_demonstration,
            last_sign_in_at=user.last_login,
        )
        for user in accounts()
    ]


def role_lines(*, as_at: date) -> list[RoleLine]:
    """Every role by name, with its other names and who holds it on that day."""
    held = defaultdict(list)
    for holding in holdings(as_at=as_at):
        held[holding.role_id].append(holding.user.username)
    several = Service.objects.count() > 1
    roles = Role.objects.select_related("service").prefetch_related("aliases")
    return [
        RoleLine(
            pk=role.pk,
            name=role.name,
            service=role.service.short_name if several else "",
            aliases=tuple(alias.name for alias in role.aliases.all()),
            holders=tuple(held[role.pk]),
        )
        for role in roles
    ]


def roles_of(user: User, *, as_at: date) -> list[Role]:
    """The roles that the person holds on that day, by name."""
    return [holding.role for holding in holdings(as_at=as_at).filter(user=user)]
