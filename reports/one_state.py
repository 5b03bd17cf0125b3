"""Reads the database as it stands at one moment, whatever others write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_state() -> Iterator[None]:
    """Within it every query sees the same state, so that no pack can disagree with itself.

    Nothing is to be written in it, and nobody waits for it. Within a transaction that has begun
    already, that one's state is all there is.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _reading_only(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


@contextmanager
def _reading_only() -> Iterator[None]:
    """Transactions begun here take no lock: the standing mode would keep every writer waiting."""
    mode = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
