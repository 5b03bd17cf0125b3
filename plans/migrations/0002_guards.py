"""The database itself refuses to change a statement, or to tie together what belongs to two plans."""

from django.db import migrations

ONCE = "statements are written once"
WRITTEN_ONCE = [
    "plans_update",
    "plans_duedate",
    "plans_assignment",
    "plans_assignmentrole",
    "plans_remark",
]


def of(table, key, column="plan_id"):
    return f"(SELECT {column} FROM {table} WHERE id = NEW.{key})"


# name, table, when, what must not be, and the sentence
TIES = [
    (
        "rating_of_its_plan",
        "plans_update",
        "INSERT",
        f"{of('plans_rating', 'rating_id')} <> {of('plans_action', 'action_id')}",
        "a rating is of the key of the plan that it rates",
    ),
    (
        "correction_of_its_action",
        "plans_update",
        "INSERT",
        f"{of('plans_update', 'corrects_id', 'action_id')} <> NEW.action_id",
        "a correction is of an update on the same action",
    ),
    *(
        (
            f"objective_of_its_plan_{when.lower()}",
            "plans_action",
            when,
            f"{of('plans_objective', 'objective_id')} <> NEW.plan_id",
            "an action is of the plan of its objective",
        )
        for when in ("INSERT", "UPDATE")
    ),
]


def guard(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    run = lambda sql: schema_editor.execute(sql, params=None)  # noqa: E731
    for table in WRITTEN_ONCE:
        _trigger(run, sqlite, f"{table}_once", table, "UPDATE", None, ONCE)
    for name, table, when, wrong, sentence in TIES:
        _trigger(run, sqlite, name, table, when, wrong, sentence)


def _trigger(run, sqlite, name, table, when, wrong, sentence):
    if sqlite:
        condition = f"WHEN {wrong} " if wrong else ""
        run(
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
        return
    refuse = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {wrong} THEN {refuse} END IF; RETURN NEW;" if wrong else refuse
    run(f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} END $$ LANGUAGE plpgsql")
    run(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def unguard(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    named = [(f"{table}_once", table) for table in WRITTEN_ONCE] + [t[:2] for t in TIES]
    for name, table in named:
        schema_editor.execute(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
