"""Databases that can be emptied between tests.

What a statement says is kept by triggers that refuse to remove it (plans/guards.py). A test with real
transactions has to empty the tables after it, so here, and nowhere in the product, these are lifted
while that is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def unguarded(connection) -> Iterator[None]:
    """Within it rows can be removed and leave no trace; after it every trigger is back as it was."""
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if sqlite:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if sqlite:
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("SET LOCAL session_replication_role = origin")


def make_flushable(connection) -> None:
    """Lets Django empty the tables after a test with real transactions, by whatever connection.

    The class is changed, and not this connection's own: a test may open another.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def unguarded_flush(self, sql_list) -> None:
        with unguarded(self.connection):
            flush(self, sql_list)

    operations.execute_sql_flush = unguarded_flush
