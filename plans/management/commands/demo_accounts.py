"""Makes the demonstration's accounts, one of each position, and prints how to sign in."""

import json
import os
import secrets

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from plans.management.arguments import DatabaseCommand
from plans.models import LoadedRow, Role, User
from plans.rules.access import Position
from plans.services.people import add_user, reopen_user

# Sign-in name (the position's own), what is shown of them, and the roles that they hold if there.
ACCOUNTS: list[tuple[Position, str, list[str]]] = [
    (Position.BOARD_MEMBER, "Police superintendent", []),
    (Position.CHAIR, "Chair of the board", []),
    (Position.CLERK, "Clerk to the board", []),
    (Position.MANAGER, "YOT manager", ["YOT Manager"]),
    (Position.OWNER, "Education lead", ["YOT Board Education Rep", "Education Lead"]),
    (Position.PANEL_OFFICER, "Scrutiny officer", []),
    (Position.ADMINISTRATOR, "Systems administrator", []),
]
KEPT_IN = settings.VAR_DIR / "demo-accounts.json"


class Command(DatabaseCommand):
    help = "Makes the demonstration's accounts and prints how to sign in (YOTPLAN_DEBUG only)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--address", default="", help="Where it is served; printed with them.")

    def handle(self, *, address: str, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Demonstration accounts are for your own machine only: set YOTPLAN_DEBUG=1."
            )
        if not LoadedRow.objects.exists():
            raise CommandError(
                "The demonstration is not loaded here, so it gets no accounts: run load_demo first."
            )
        passwords = _passwords()
        with transaction.atomic():
            for position, job_title, roles in ACCOUNTS:
                _make(position, job_title, roles, passwords[position.value])
        self.stdout.write(_table(passwords, address))


def _passwords() -> dict[str, str]:
    """The password of each position: the kept ones, and new ones where there are none."""
    try:
        kept = json.loads(KEPT_IN.read_text(encoding="utf-8"))
        passwords = {p.value: kept[p.value] for p, _, _ in ACCOUNTS}
    except (OSError, ValueError, KeyError, TypeError):
        passwords = {p.value: secrets.token_urlsafe(12) for p, _, _ in ACCOUNTS}
        KEPT_IN.unlink(missing_ok=True)
        with os.fdopen(os.open(KEPT_IN, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(passwords, file, indent=1)
    return passwords


def _make(position: Position, job_title: str, names: list[str], password: str) -> None:
    at = timezone.now()  # noqa: TID251
    roles = list(Role.objects.filter(name__in=names))
    user = User.objects.filter(username=position.value).first()
    if user is None:
        add_user(
            username=position.value,
            position=position,
            job_title=job_title,
            password=password,
            is_demonstration=True,
            roles=roles,
            by=None,
            at=at,
        )
    elif not user.is_demonstration:
        raise CommandError(f"Somebody's own account is called {position.value}: rename it first.")
    elif not user.check_password(password) or not user.is_active:
        reopen_user(user, password=password)


def _table(passwords: dict[str, str], address: str) -> str:
    lines = [f"{'Who':<20}{'Sign-in name':<16}Password"]
    lines += [f"{p.label:<20}{p.value:<16}{passwords[p.value]}" for p, _, _ in ACCOUNTS]
    return "\n".join(["", *lines, *([f"\nSign in at {address}"] if address else [])])
