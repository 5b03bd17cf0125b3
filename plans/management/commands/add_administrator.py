"""Makes an administrator's account, the first above all, and prints its password once."""

import secrets

from django.core.management.base import CommandError
from django.utils import timezone

from plans.management.arguments import DatabaseCommand
from plans.rules.access import Position
from plans.services.errors import Refused
from plans.services.people import add_user


class Command(DatabaseCommand):
    help = "Makes an administrator's account and prints its password once."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username", help="The sign-in name.")

    def handle(self, *, username: str, **options) -> None:
        password = secrets.token_urlsafe(12)
        try:
            user = add_user(
                username=username,
                position=Position.ADMINISTRATOR,
                password=password,
                by=None,
                at=timezone.now(),  # noqa: TID251
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.username} can sign in with the password {password}")
        self.stdout.write("It is shown this once: change it after the first sign-in.")
