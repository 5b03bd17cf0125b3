"""Writes accounts, the roles that people hold, and the names that a role goes by."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plans.models import Role, RoleAlias, RoleHolder, Service, User
from plans.rules.access import ADMINISTRATORS, Position
from plans.services.acting import acts
from plans.services.days import day_of
from plans.services.errors import NotAllowed, Refused


class NameTaken(Refused):
    """Another account or role goes by that name."""


class WeakPassword(Refused):
    """A password that can be guessed."""


class LockedOut(Refused):
    """A change after which nobody could look after the accounts, or not the one who makes it."""


def _require_administrator(by: User | None) -> None:
    """`by` is None for the command line: who can run commands has the database anyway."""
    if by is not None and by.position not in ADMINISTRATORS:
        raise NotAllowed("Only an administrator looks after accounts and roles.")


@transaction.atomic
@acts
def add_user(
    *,
    username: str,
    position: Position | str,
    password: str,
    by: User | None,
    at: datetime,
    job_title: str = "",
    is_active: bool = True,
    is_demonstration: bool = False,
    roles: Collection[Role] = (),
) -> User:
    """A new account. Raises NameTaken, WeakPassword or NotAllowed; then nothing is written."""
    _require_administrator(by)
    user = User(
        username=_free_username(username),
        position=Position(position).value,
        job_title=job_title.strip(),
        is_active=is_active,
        is_demonstration=is_demonstration,
        date_joined=at,
        changed_at=at,
        changed_by=by,
    )
    set_password(user, password)
    _save(user)
    if roles:
        hold_roles(user, roles, by=by or user, at=at)
    return user


@transaction.atomic
@acts
def change_user(
    user: User,
    *,
    username: str,
    position: Position | str,
    job_title: str,
    is_active: bool,
    roles: Collection[Role],
    by: User,
    at: datetime,
    password: str = "",
) -> User:
    """Changes an account; no password leaves the old one. Raises as `add_user`, or LockedOut."""
    _require_administrator(by)
    administrators = User.objects.select_for_update().filter(
        position__in=ADMINISTRATORS, is_active=True
    )
    others = [a for a in administrators if a.pk != user.pk]
    user = User.objects.select_for_update().get(pk=user.pk)
    stays = is_active and position in ADMINISTRATORS
    if user.pk == by.pk and not stays:
        raise LockedOut(
            "You cannot close your own account or give up its position: "
            "ask another administrator to do it.",
            field="is_active" if not is_active else "position",
        )
    if not others and user.position in ADMINISTRATORS and not stays:
        raise LockedOut("Nobody would be left to look after the accounts.", field="position")
    user.username = _free_username(username, but=user)
    user.position = Position(position).value
    user.job_title = job_title.strip()
    user.is_active = is_active
    user.changed_at, user.changed_by = at, by
    if password:
        set_password(user, password)
    _save(user)
    hold_roles(user, roles, by=by, at=at)
    return user


@transaction.atomic
def reopen_user(user: User, *, password: str) -> User:
    """Opens an account again under this password, as the demonstration does at each start."""
    user.is_active = True
    set_password(user, password)
    _save(user)
    return user


def set_password(user: User, password: str) -> None:
    """Gives an account its password, and saves nothing. Raises WeakPassword."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from error
    user.set_password(password)


def _free_username(username: str, but: User | None = None) -> str:
    """The name as it is kept; no two accounts differ by capitals alone."""
    name = User.normalize_username(username.strip())
    if User.objects.filter(username__iexact=name).exclude(pk=but and but.pk).exists():
        raise NameTaken(f"Another account has the sign-in name “{name}”.", field="username")
    return name


def _save(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # somebody took the name since it was looked for
        raise NameTaken(
            f"Another account has the sign-in name “{user.username}”.", field="username"
        ) from None


@transaction.atomic
@acts
def hold_roles(user: User, roles: Collection[Role], *, by: User, at: datetime) -> None:
    """From today the person holds these roles and no other; earlier holdings stay on record."""
    today = day_of(at)
    wanted = {role.pk for role in roles}
    held = user.holdings.filter(from_on__lte=today)
    now = list(held.exclude(until_on__lte=today))
    for holding in now:
        if holding.role_id in wanted:
            continue
        if holding.from_on == today:  # held for no day at all
            holding.delete()
        else:
            holding.until_on = today
            holding.save(update_fields=["until_on"])
    for role_id in wanted - {holding.role_id for holding in now}:
        if held.filter(role_id=role_id, until_on=today).update(until_on=None):
            continue  # given up and taken back on the same day
        RoleHolder.objects.create(
            role_id=role_id, user=user, from_on=today, recorded_by=by, recorded_at=at
        )


@transaction.atomic
@acts
def add_role(
    service: Service, *, name: str, aliases: Iterable[str] = (), by: User, at: datetime
) -> Role:
    """A new role that can own actions. Raises NameTaken or NotAllowed; then nothing is written."""
    _require_administrator(by)
    role = Role(service=service, recorded_by=by, recorded_at=at)
    return _name(role, name, aliases, by=by, at=at)


@transaction.atomic
@acts
def change_role(role: Role, *, name: str, aliases: Iterable[str], by: User, at: datetime) -> Role:
    """The role under these names and no other. Raises as `add_role`."""
    _require_administrator(by)
    return _name(role, name, aliases, by=by, at=at)


def _name(role: Role, name: str, aliases: Iterable[str], *, by: User, at: datetime) -> Role:
    name = " ".join(name.split())
    also = {key: alias for alias in aliases if (key := " ".join(alias.split()).casefold())}
    also = {key: " ".join(alias.split()) for key, alias in also.items() if key != name.casefold()}
    taken = _names_of_others(role)
    for field, wanted in [("name", [name]), ("aliases", also.values())]:
        for each in wanted:
            if other := taken.get(each.casefold()):
                raise NameTaken(f"“{each}” is already a name of the role {other}.", field=field)
    try:
        with transaction.atomic():
            role.name = name
            role.save()
            role.aliases.exclude(name__in=also.values()).delete()
            known = set(role.aliases.values_list("name", flat=True))
            for alias in also.values():
                if alias not in known:
                    RoleAlias.objects.create(
                        role=role,
                        service_id=role.service_id,
                        name=alias,
                        recorded_by=by,
                        recorded_at=at,
                    )
    except IntegrityError:  # somebody took the name since it was looked for
        raise NameTaken("Another role has taken one of these names.", field="name") from None
    return role


def _names_of_others(role: Role) -> dict[str, str]:
    """Every name, in small letters, that another role of the service goes by: its own name."""
    others = Role.objects.filter(service_id=role.service_id).exclude(pk=role.pk)
    names = dict(others.values_list("name", "name"))
    names |= dict(RoleAlias.objects.filter(role__in=others).values_list("name", "role__name"))
    return {name.casefold(): own for name, own in names.items()}
