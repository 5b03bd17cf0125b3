"""Loads the demonstration data; run again, it changes nothing."""

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from plans.management.arguments import DatabaseCommand
from plans.services.fixture_file import BrokenFixture
from plans.services.ledger import Altered
from reports.services.loading import load_fixtures


class Command(DatabaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        try:
            n_new = load_fixtures(settings.BASE_DIR / "fixtures", at=timezone.now())  # noqa: TID251
        except BrokenFixture as error:
            raise CommandError(f"{error} Nothing was loaded.") from None
        except Altered as error:
            rows = "".join(f"\n  {row}" for row in error.rows)
            raise CommandError(
                f"Nothing was written: of what was loaded earlier, this stands otherwise now:{rows}"
            ) from None
        self.stdout.write(
            f"Loaded {n_new:,} rows of demonstration data."
            if n_new
            else "The demonstration data is loaded."
        )
