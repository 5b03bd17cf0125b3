"""Makes packs in the background: takes the oldest job, brings it to its end, and waits for the next."""

import logging
import os
import signal
import socket
import threading
from contextlib import suppress
from datetime import timedelta

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from plans.management.arguments import DatabaseCommand
from plans.rules.words import count_of
from reports.services.jobs import worker_gone, worker_seen
from reports.services.working import work_once

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two looks for work
PAUSE_WITHOUT = 5.0  # seconds until a database that is away is asked again
SEEN_EVERY = timedelta(seconds=10)


def now():
    return timezone.now()  # noqa: TID251


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="bring one job to its end, if there is one, and end"
        )

    def handle(self, *, once: bool, **options) -> None:
        stopping = threading.Event()
        before = {
            sign: signal.signal(sign, lambda *_: stopping.set())
            for sign in (signal.SIGTERM, signal.SIGINT)
        }
        name = f"{socket.gethostname()[:100]}:{os.getpid()}"
        worker_seen(name, at=now())  # where there are no tables, this says so and ends it
        try:
            n = self._work(name, stopping, once=once)
        finally:
            with suppress(OperationalError):
                worker_gone(name, at=now())
            for sign, handler in before.items():
                signal.signal(sign, handler)
        self.stdout.write(f"Ended after {count_of(n, 'job')}.")

    def _work(self, name: str, stopping: threading.Event, *, once: bool) -> int:
        """Job after job until it is told to end; how many that were."""
        n, seen = 0, now()
        while not stopping.is_set():
            if not connection.in_atomic_block:  # a connection is never closed inside a transaction
                close_old_connections()
            try:
                if now() - seen > SEEN_EVERY:
                    seen = now()
                    worker_seen(name, at=seen)
                job = work_once(name=name, clock=now, stopping=stopping)
            except OperationalError:
                log.warning("The database cannot be used; trying again", exc_info=True)
                connection.close()
                stopping.wait(PAUSE_WITHOUT)
                continue
            n += job is not None
            if once:
                break
            if job is None:
                stopping.wait(PAUSE)
        return n
