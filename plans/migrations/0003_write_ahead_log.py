"""SQLite: readers and a writer side by side. Set once, it stays with the file."""

from django.db import migrations


def set_journal(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")


class Migration(migrations.Migration):
    atomic = False  # the journal mode cannot change within a transaction
    dependencies = [("plans", "0002_guards")]
    operations = [migrations.RunPython(set_journal, migrations.RunPython.noop)]
