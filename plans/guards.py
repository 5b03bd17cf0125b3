"""What the database itself sees to: that every write is logged, that statements are written once, and
that nothing ties together what belongs to two plans.

All of it is triggers, made from the models. A migration that alters a table has
`RunPython(guards.lift, guards.install)` as its first operation and `RunPython(guards.install,
guards.lift)` as its last: SQLite loses the triggers of a table that it remakes, and refuses to
rename one that a trigger names. `missing` says what is not in place; a test asks it.

On SQLite the triggers ask this process who is acting, through a function that `prepare` gives to
every connection. A program that opens the file without it can read; its writes fail with "no such
function: yotplan_act", and so do those of lines of the log. On PostgreSQL they ask the session, to
which `carry_act` hands the act together with each statement that writes, for that statement's
transaction only.
"""

# ruff: noqa: S608 (every name in this SQL is that of a model of ours; nothing typed comes near it)

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps as installed
from django.db import models

from plans.models import (
    AssignmentRole,
    Change,
    Endorsement,
    LoadedRow,
    Redaction,
    Role,
    Standing,
)
from plans.models.statements import AppendOnly
from plans.rules.redaction import BLANKABLE, LEAVES_NOTHING, MARKER_HEAD, MARKER_TAIL
from plans.services.acting import act

APPS = ("plans", "indicators", "reports")
EXEMPT = {
    Standing._meta.label_lower: "a cache, made from what is logged, to be thrown away at any time",
    LoadedRow._meta.label_lower: "the loader's own ledger of rows that are logged themselves",
    Change._meta.label_lower: "the log itself",
    "reports.job": "work in progress: what comes of it is logged where it is kept",
    "reports.jobfile": "files that can be made again at any time",
    "reports.worker": "who is at work, from minute to minute",
}
ONCE = "statements are written once"
FORGED = "the log is written by the database itself"
# Columns whose change is not told: `id` never changes, and a sign-in is no change of an account.
_UNTOLD = {"id", "last_login"}
_SECRET = "password"  # noqa: S105 (a column) said to be changed, without its content
# A row that says nothing of who wrote it: the row that it is part of does.
_PARENT = {AssignmentRole._meta.label_lower: "assignment"}
# Through which other row a row belongs to a plan, where it names neither plan nor action itself.
_BELONGS = ("assignment", "decision", "objective", "part", "remark")


# What must not be, and the sentence: name, table, when.
def _of(table: str, key: str, column: str = "plan_id") -> str:
    return f"(SELECT {column} FROM {table} WHERE id = NEW.{key})"


TIES = [
    (
        "rating_of_its_plan",
        "plans_update",
        "INSERT",
        f"{_of('plans_rating', 'rating_id')} <> {_of('plans_action', 'action_id')}",
        "a rating is of the key of the plan that it rates",
    ),
    (
        "correction_of_its_action",
        "plans_update",
        "INSERT",
        f"{_of('plans_update', 'corrects_id', 'action_id')} <> NEW.action_id",
        "a correction is of an update on the same action",
    ),
    (
        "endorsement_of_its_action",
        "plans_endorsement",
        "INSERT",
        f"{_of('plans_update', 'update_id', 'action_id')} <> NEW.action_id",
        "an endorsement is of an update on the same action",
    ),
    *(
        (
            f"objective_of_its_plan_{when.lower()}",
            "plans_action",
            when,
            f"{_of('plans_objective', 'objective_id')} <> NEW.plan_id",
            "an action is of the plan of its objective",
        )
        for when in ("INSERT", "UPDATE")
    ),
]


def is_logged(label: str) -> bool:
    return label not in EXEMPT


def is_written_once(label: str) -> bool:
    """Whether rows of that table can be neither changed nor removed, as the models of today say."""
    try:
        model = installed.get_model(label)
    except LookupError:  # a table of M2M rows, or a model of an old migration
        return False
    return issubclass(model, AppendOnly) or model in (AssignmentRole, Change)


def guarded_models(apps=installed) -> list[type[models.Model]]:
    """Every model of ours with a table, those of many-to-many fields among them."""
    return [
        model
        for name in APPS
        if name in {config.label for config in apps.get_app_configs()}
        for model in apps.get_app_config(name).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


@dataclass(frozen=True)
class Trigger:
    """One trigger. `wrong` is what it refuses with `sentence`; else it does `does` where `when` holds."""

    name: str
    table: str
    event: str  # "BEFORE INSERT", "AFTER UPDATE OF a, b", ...
    wrong: str = ""
    sentence: str = ""
    does: str = ""
    when: str = ""

    def sqlite(self) -> str:
        condition = self.wrong or self.when
        where = f"WHEN {condition} " if condition else ""
        body = f"SELECT RAISE(ABORT, '{self.sentence}')" if self.sentence else self.does
        return (
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} FOR EACH ROW {where}"
            f"BEGIN {body}; END"
        )

    def postgresql(self) -> list[str]:
        body = f"{self.does}; RETURN NULL;"
        if self.sentence:
            body = (
                f"RAISE EXCEPTION '{self.sentence}' "
                "USING ERRCODE = 'integrity_constraint_violation';"
            )
        if self.wrong:
            body = f"IF {self.wrong} THEN {body} END IF; RETURN NEW;"
        each = "STATEMENT" if "TRUNCATE" in self.event else "ROW"
        where = f"WHEN ({self.when}) " if self.when else ""
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} FOR EACH {each} {where}"
            f"EXECUTE FUNCTION {self.name}()",
        ]


class Dialect:
    """What the two databases write differently."""

    def __init__(self, vendor: str) -> None:
        self.is_sqlite = vendor == "sqlite"
        self.differs = "IS NOT" if self.is_sqlite else "IS DISTINCT FROM"
        if self.is_sqlite:
            self.by, self.via, self.why = (f"yotplan_act('{k}')" for k in ("by", "via", "why"))
            self.at = "yotplan_act('at')"
            self.now = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"  # as Django writes times
        else:
            said = "NULLIF(current_setting('yotplan.{}', true), '')".format
            self.by, self.at = f"{said('by')}::bigint", f"{said('at')}::timestamptz"
            self.via = f"COALESCE({said('via')}, 'direct')"
            self.why = f"COALESCE({said('why')}, '')"
            self.now = "clock_timestamp()"

    def row(self, row: str, columns: list[str], json: set[str]) -> str:
        """The columns of OLD or NEW as one JSON object."""
        said = {c: f'{row}."{c}"' for c in columns}
        if self.is_sqlite:
            said |= {c: f"json({value})" for c, value in said.items() if c in json}
        pairs = ", ".join(f"'{c}', {value}" for c, value in said.items())
        return f"{'json_object' if self.is_sqlite else 'jsonb_build_object'}({pairs})"

    def with_secret(self, json: str) -> str:
        """The same, saying that the secret column was changed where it was."""
        changed = (
            f"json_insert({json}, '$.{_SECRET}', 'changed')"
            if self.is_sqlite
            else f'{json} || \'{{"{_SECRET}": "changed"}}\''
        )
        return f"CASE WHEN {self.changed(_SECRET)} THEN {changed} ELSE {json} END"

    def changed(self, column: str) -> str:
        """Whether that column has another value than it had."""
        return f'OLD."{column}" {self.differs} NEW."{column}"'

    def rewritten(self, column: str) -> str:
        """Whether a JSON column of the log was changed in more than texts that were blanked."""
        keys = (
            "(SELECT count(*) FROM json_each({0}))"
            if self.is_sqlite
            else "(SELECT count(*) FROM jsonb_object_keys({0}))"
        ).format
        each, text = (
            ("json_each", "n.value") if self.is_sqlite else ("jsonb_each", "n.value #>> '{}'")
        )
        old, new = f'OLD."{column}"', f'NEW."{column}"'
        return (
            f"({self.changed(column)} AND ({old} IS NULL OR {new} IS NULL"
            f" OR {keys(old)} <> {keys(new)} OR EXISTS (SELECT 1 FROM {each}({old}) o"
            f" LEFT JOIN {each}({new}) n ON n.key = o.key WHERE o.value {self.differs} n.value"
            f" AND NOT EXISTS (SELECT 1 FROM {_REDACTIONS} r WHERE r.model = OLD.model"
            f" AND r.object_id = OLD.object_id AND r.field = o.key AND {_is_marker(text)}))))"
        )

    def renamed(self, column: str) -> str:
        """Whether a JSON list of [role, name] was changed in more than names that were blanked.

        Such a name becomes a marker, and only where that very role has a redaction of its name.
        """
        old, new = f'OLD."{column}"', f'NEW."{column}"'
        if self.is_sqlite:
            length, each = "json_array_length({})".format, "json_each({}) {}".format
            role, name = "json_extract(o.value, '$[0]')", "json_extract(n.value, '$[1]')"
            pair = f"n.value = json_array({role}, {name})"
        else:
            length = "jsonb_array_length({})".format
            each = "jsonb_array_elements({0}) WITH ORDINALITY AS {1}(value, key)".format
            role, name = "(o.value ->> 0)::bigint", "(n.value ->> 1)"
            pair = f"n.value = jsonb_build_array(o.value -> 0, {name})"
        on_record = (
            f"EXISTS (SELECT 1 FROM {_REDACTIONS} r WHERE r.model = '{Role._meta.label_lower}'"
            f" AND r.field = 'name' AND r.object_id = {role})"
        )
        return (
            f"({self.changed(column)} AND ({new} IS NULL OR {length(old)} <> {length(new)}"
            f" OR EXISTS (SELECT 1 FROM {each(old, 'o')} LEFT JOIN {each(new, 'n')}"
            f" ON n.key = o.key WHERE o.value {self.differs} n.value"
            f" AND ({pair} AND {_is_marker(name)} AND {on_record}) IS NOT TRUE)))"
        )


_REDACTIONS = Redaction._meta.db_table
_OWNERS = "kept_owners"  # of an endorsement: the ids of roles with their names


def _is_marker(text: str) -> str:
    """Whether a text is exactly the marker of a redaction that is on record."""
    said = f"'{MARKER_HEAD}' || m.id || '{MARKER_TAIL}'"
    return f"EXISTS (SELECT 1 FROM {_REDACTIONS} m WHERE {text} = {said})"


def _is_redacted(label: str, more: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM {_REDACTIONS} r WHERE r.model = '{label}'"
        f" AND r.object_id = OLD.id{more})"
    )


def triggers(vendor: str, apps=installed) -> list[Trigger]:
    """Every trigger that there should be, for the models of `apps`."""
    dialect = Dialect(vendor)
    found = []
    tables = set()
    for model in guarded_models(apps):
        label, once = model._meta.label_lower, is_written_once(model._meta.label_lower)
        tables.add(model._meta.db_table)
        if is_logged(label):
            found += _logging(model, dialect, apps, is_changeable=not once)
        if once:
            found += _keeping(model, dialect)
        if label == Change._meta.label_lower:
            found.append(_no_forging(dialect))
    ties = [
        (n, t, f"BEFORE {when}", wrong, said) for n, t, when, wrong, said in TIES if t in tables
    ]
    return found + [Trigger(*tie) for tie in ties]


def _logging(model, dialect: Dialect, apps, *, is_changeable: bool) -> Iterator[Trigger]:
    """Every row added, changed or removed writes its line of the log."""
    table = model._meta.db_table
    columns = [f.column for f in model._meta.local_concrete_fields]
    json = {f.column for f in model._meta.local_concrete_fields if isinstance(f, models.JSONField)}

    def line(
        kind: str, row: str, by: str, at: str, before: str = "NULL", after: str = "NULL"
    ) -> str:
        plan, action = _belongs_to(model, row, apps)
        return (
            f"INSERT INTO {Change._meta.db_table} (at, by_id, via, why, kind, model, object_id, "
            "before, after, plan_id, action_id) "
            f"VALUES ({at}, {by}, {dialect.via}, {dialect.why}, '{kind}', "
            f"'{model._meta.label_lower}', {row}.id, {before}, {after}, {plan}, {action})"
        )

    by, at = _recorder(model, dialect, apps)
    yield Trigger(f"{table}_added", table, "AFTER INSERT", does=line("added", "NEW", by, at))
    if not is_changeable:
        return
    told = [c for c in columns if c not in _UNTOLD]
    shown = [c for c in told if c != _SECRET]
    old, new = dialect.row("OLD", shown, json), dialect.row("NEW", shown, json)
    if _SECRET in told:
        new = dialect.with_secret(new)
    acted = (dialect.by, f"COALESCE({dialect.at}, {dialect.now})")
    yield Trigger(
        f"{table}_changed",
        table,
        "AFTER UPDATE OF " + ", ".join(f'"{c}"' for c in told),
        does=line("changed", "NEW", *acted, before=old, after=new),
        when=" OR ".join(dialect.changed(c) for c in told),
    )
    yield Trigger(
        f"{table}_removed",
        table,
        "AFTER DELETE",
        does=line("removed", "OLD", *acted, before=old),
    )


def _recorder(model, dialect: Dialect, apps) -> tuple[str, str]:
    """Who added a row, and when: as it says itself, else as the act does, else as its parent says."""
    by, at = dialect.by, dialect.at
    columns = {f.name for f in model._meta.local_concrete_fields}
    if "recorded_by" in columns:
        return "NEW.recorded_by_id", "NEW.recorded_at"
    parent = _parent(model, apps)
    if parent:
        table, key = parent
        by = f"COALESCE({by}, {_of(table, key, 'recorded_by_id')})"
        at = f"COALESCE({at}, {_of(table, key, 'recorded_at')})"
    if "changed_by" in columns:  # an account
        return (
            f"COALESCE({by}, NEW.changed_by_id)",
            f"COALESCE({at}, NEW.changed_at, {dialect.now})",
        )
    return by, f"COALESCE({at}, {dialect.now})"


def _parent(model, apps) -> tuple[str, str] | None:
    """The table and the key of the row that a row is part of, where that says who recorded it."""
    name = _PARENT.get(model._meta.label_lower)
    if name is None and model._meta.auto_created:
        owner = model._meta.auto_created._meta
        name = next(
            (f.name for f in _keys(model) if f.related_model._meta.label == owner.label), None
        )
    if name is None:
        return None
    field = model._meta.get_field(name)
    recorded = {f.name for f in field.related_model._meta.local_concrete_fields}
    return (field.related_model._meta.db_table, field.column) if "recorded_by" in recorded else None


def _keys(model) -> list[models.ForeignKey]:
    return [f for f in model._meta.local_concrete_fields if isinstance(f, models.ForeignKey)]


def _belongs_to(model, row: str, apps) -> tuple[str, str]:
    """The plan and the action that a row is about, as SQL; NULL where it is about none."""
    label = model._meta.label_lower
    fields = {f.name: f for f in _keys(model)}
    if label == "plans.plan":
        return f"{row}.id", "NULL"
    if label == "plans.action":
        return f"{row}.plan_id", f"{row}.id"
    plan = f"{row}.plan_id" if "plan" in fields else ""
    if "action" in fields:
        of_action = f"(SELECT plan_id FROM plans_action WHERE id = {row}.action_id)"
        if not plan:
            return of_action, f"{row}.action_id"
        plan = f"COALESCE({plan}, {of_action})" if fields["plan"].null else plan
        return plan, f"{row}.action_id"
    if plan:
        return plan, "NULL"
    for name in _BELONGS:
        if name in fields:
            parent = fields[name].related_model
            inner = _belongs_to(parent, "p", apps)
            return tuple(
                f"(SELECT {what} FROM {parent._meta.db_table} p WHERE p.id = {row}.{name}_id)"
                if what != "NULL"
                else what
                for what in inner
            )
    return "NULL", "NULL"


def _keeping(model, dialect: Dialect) -> Iterator[Trigger]:
    """No row is changed or removed, except that a text with a redaction on record is blanked."""
    table = model._meta.db_table
    yield Trigger(
        f"{table}_once",
        table,
        "BEFORE UPDATE",
        wrong=_not_a_redaction(model, dialect),
        sentence=ONCE,
    )
    yield Trigger(f"{table}_kept", table, "BEFORE DELETE", sentence=ONCE)
    if dialect.is_sqlite:  # REPLACE of another program removes a row without a word to `_kept`
        there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        yield Trigger(f"{table}_not_replaced", table, "BEFORE INSERT", wrong=there, sentence=ONCE)
    else:
        yield Trigger(f"{table}_not_emptied", table, "BEFORE TRUNCATE", sentence=ONCE)


def _no_forging(dialect: Dialect) -> Trigger:
    """No line of the log is written by hand: on PostgreSQL only a trigger does that.

    SQLite cannot tell a trigger's line from another. There the line has to know by which page or
    command it came, which a program of another kind cannot even ask.
    """
    table = Change._meta.db_table
    wrong = f"NEW.via IS NOT {dialect.via}" if dialect.is_sqlite else "pg_trigger_depth() < 2"
    return Trigger(f"{table}_not_forged", table, "BEFORE INSERT", wrong=wrong, sentence=FORGED)


def _not_a_redaction(model, dialect: Dialect) -> str:
    """Whether an UPDATE does anything but blank texts; "" where there is no text, so that all is refused."""
    label = model._meta.label_lower
    texts = BLANKABLE.get(label)
    if not texts:
        return ""
    known = _is_redacted(label)
    of_board = label == Endorsement._meta.label_lower
    wrong = []
    for field in model._meta.local_concrete_fields:
        column = field.column
        changed, new = dialect.changed(column), f'NEW."{column}"'
        if column in texts:
            blank = f"{new} = ''" if column.endswith(LEAVES_NOTHING) else _is_marker(new)
            on_record = _is_redacted(label, f" AND r.field = '{column}'")
            wrong.append(f"({changed} AND ({blank} AND {on_record}) IS NOT TRUE)")
        elif label == Change._meta.label_lower and column in ("before", "after"):
            wrong.append(dialect.rewritten(column))
        elif of_board and column == _OWNERS:
            wrong.append(dialect.renamed(column))
        else:
            wrong.append(f"({changed})")
    if (
        label == Change._meta.label_lower
    ):  # a copy in the log goes with the text that it is a copy of
        copies = f"SELECT 1 FROM {_REDACTIONS} r WHERE r.model = OLD.model AND r.object_id = OLD.object_id"
        known = f"({known} OR EXISTS ({copies}))"
    if (
        of_board
    ):  # the name of a role goes from what was kept, whatever of the decision itself stays
        known = f"({known} OR {dialect.changed(_OWNERS)})"
    return " OR ".join([f"NOT {known}", *wrong])


def install(apps, schema_editor) -> None:
    """Puts every guard in place, whatever was there before. Fit for `RunPython`."""
    lift(apps, schema_editor)
    connection = schema_editor.connection
    for trigger in triggers(connection.vendor, apps):
        made = trigger.sqlite() if connection.vendor == "sqlite" else trigger.postgresql()
        for sql in [made] if isinstance(made, str) else made:
            schema_editor.execute(sql, params=None)


def lift(apps, schema_editor) -> None:
    """Takes every guard away. Fit for `RunPython`; `install` has to follow."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for name, table in in_place(schema_editor.connection):
        schema_editor.execute(
            f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"), params=None
        )
        if not sqlite:
            schema_editor.execute(f"DROP FUNCTION {name}()", params=None)


_IN_PLACE = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)",
}


def in_place(connection) -> list[tuple[str, str]]:
    """The name and the table of every trigger on our tables that the database has now."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_PLACE[connection.vendor])
        return [row for row in cursor.fetchall() if row[1].split("_")[0] in APPS]


def missing(connection) -> list[str]:
    """The names of the guards that should be in place and are not."""
    there = {name for name, _ in in_place(connection)}
    return sorted(t.name for t in triggers(connection.vendor) if t.name not in there)


def prepare(sender, connection, **kwargs) -> None:
    """Gives a new connection what the guards ask for. Heard from `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("yotplan_act", 1, lambda what: act().words()[what])
        # REPLACE removes rows without a word to the triggers unless these recur; and what is
        # overwritten is overwritten with zeros, so that a text that was blanked is gone.
        connection.connection.execute("PRAGMA recursive_triggers = ON")
        connection.connection.execute("PRAGMA secure_delete = ON")
    elif carry_act not in connection.execute_wrappers:
        connection.execute_wrappers.append(carry_act)


_UNLOGGED = "|".join(label.partition(".")[2] for label in EXEMPT)
_WRITES = re.compile(
    rf'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:ONLY\s+)?"?(?:{"|".join(APPS)})_(?!(?:{_UNLOGGED})\b)',
    re.IGNORECASE,
)


def carry_act(execute: Callable, sql, params, many: bool, context: dict):
    """Hands the act to PostgreSQL in front of every statement that writes a logged table.

    It travels in the same message, so it costs no round trip, and holds for that transaction only:
    nothing is left on a connection that another request takes from the pool.
    """
    if not isinstance(sql, str) or not _WRITES.match(sql):
        return execute(sql, params, many, context)
    said = _settings()
    if many:  # not one message: whoever writes many by hand does so within a transaction
        with context["connection"].cursor() as cursor:
            cursor.execute(said)
        return execute(sql, params, many, context)
    if params is not None:
        said = said.replace("%", "%%")
    result = execute(f"{said}; {sql}", params, many, context)
    context["cursor"].nextset()
    return result


def _settings() -> str:
    from psycopg.sql import Literal

    settings: Iterable[str] = (
        f"set_config('yotplan.{name}', {Literal(value or '').as_string()}, true)"
        for name, value in act().words().items()
    )
    return f"SELECT {', '.join(settings)}"
