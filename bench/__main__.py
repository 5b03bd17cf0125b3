"""Measures everything that has a budget, in about two minutes: `python -m bench`."""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter


def main() -> None:
    os.environ["YOTPLAN_DEBUG"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="yotplan-bench-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        measure(Path(folder), full="--full" in sys.argv[1:])
    print(f"\nThe whole run took {perf_counter() - began:.0f} s.")


def measure(folder: Path, *, full: bool) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from bench import pages, papers, writes
    from bench.database import copy, migrated, open_database
    from bench.lines import show
    from bench.volume import make_plan
    from bench.volume_indicators import make_indicators
    from plans.models import User
    from reports.services.loading import load_fixtures

    empty = migrated(folder / "empty.sqlite3")
    show("Loading", writes.measure_loading(empty))

    database = copy(empty, "bench.sqlite3")
    open_database(database)
    load_fixtures(settings.BASE_DIR / "fixtures", at=writes.LOADED_AT)
    user = User.objects.create(username="bench", position="manager")
    make_plan("bench-104", n_actions=104, n_updates=2, by=user)
    make_plan("bench-1000", n_actions=1000, n_updates=10, by=user)
    make_indicators("bench-10", n=10, n_quarters=40, by=user)
    make_indicators("bench-100", n=100, n_quarters=40, by=user)
    if full:
        make_plan("bench-5000", n_actions=5000, n_updates=2, by=user)

    show("Pages, one gunicorn worker, SQLite", pages.measure(database, user))
    show("Papers", papers.measure_pdf(database, folder, full=full))
    show("The workbook", papers.measure_workbook())
    show("Writing", writes.measure_update(user))
    show("Writers at once", writes.measure_writers(database))
    connection.close()


if __name__ == "__main__":
    main()
