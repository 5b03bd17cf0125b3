"""The accounts that loaded rows are attributed to. Nobody can sign in with them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from plans.models import User
from plans.rules.access import Position

LOADER = "demonstration-loader"
_FROM_SOURCES = "Loader of the sources"
# who writes for the board is another account than who reports: nobody endorses what they wrote
_ACCOUNTS = {
    LOADER: (Position.MANAGER, _FROM_SOURCES),
    "demonstration-loader-clerk": (Position.CLERK, _FROM_SOURCES),
    "demonstration-manager": (Position.MANAGER, "YOT manager (invented)"),
    "demonstration-owner": (Position.MANAGER, "Action owner (invented)"),
    "demonstration-clerk": (Position.CLERK, "Clerk (invented)"),
}
LOADERS = frozenset(_ACCOUNTS)


@dataclass(frozen=True)
class Writers:
    """Who writes what of a file: what managers say, what owners say, what is recorded of meetings."""

    manager: User
    owner: User
    clerk: User


def loader_accounts() -> dict[str, User]:
    """The accounts by their names; those that are not there yet are made, closed."""
    found = {user.username: user for user in User.objects.filter(username__in=LOADERS)}
    for name in [name for name in _ACCOUNTS if name not in found]:
        position, job_title = _ACCOUNTS[name]
        found[name] = User.objects.create(
            username=name,
            position=position,
            job_title=job_title,
            is_active=False,
            password=make_password(None),
        )
    return found


def writers(accounts: dict[str, User], *, is_invented: bool) -> Writers:
    """Who writes what comes from a document, or what was invented."""
    if is_invented:
        names = ("demonstration-manager", "demonstration-owner", "demonstration-clerk")
    else:
        names = (LOADER, LOADER, "demonstration-loader-clerk")
    return Writers(*(accounts[name] for name in names))
