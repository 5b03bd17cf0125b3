"""The change log, written by the database, and statements that can be neither changed nor removed."""

from importlib import import_module

from django.db import migrations

from plans import guards


def back_to_the_first_guards(apps, schema_editor):
    guards.lift(apps, schema_editor)
    import_module("plans.migrations.0002_guards").guard(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_governance")]
    operations = [migrations.RunPython(guards.install, back_to_the_first_guards)]
