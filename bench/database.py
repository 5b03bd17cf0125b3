"""Databases of the bench's own: SQLite files in a temporary folder, gone at the end."""

import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection


def open_database(path: Path) -> None:
    """Turns the default connection to another file."""
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def migrated(path: Path) -> Path:
    """A database with every table and no row."""
    open_database(path)
    call_command("migrate", verbosity=0)
    connection.close()
    return path


def copy(path: Path, name: str) -> Path:
    """A copy under another name in the same folder."""
    open_database(path)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Path(shutil.copy(path, path.with_name(name)))
