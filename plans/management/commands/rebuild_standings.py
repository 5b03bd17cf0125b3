"""Makes the cache of how every action stands anew, from its statements."""

from django.core.cache import cache
from django.db import transaction

from plans.management.arguments import DatabaseCommand
from plans.models import Plan, Standing
from plans.services.standings import rebuild_standings


class Command(DatabaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, **options) -> None:
        Standing.objects.all().delete()
        # what pages gathered is kept until the next line of the log, and this writes none
        transaction.on_commit(cache.clear)
        n = sum(rebuild_standings(plan.actions.all()) for plan in Plan.objects.all())
        self.stdout.write(f"Made {n:,} standings anew.")
