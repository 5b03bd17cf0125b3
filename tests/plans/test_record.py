"""The change log: no write path escapes it, nothing in it is changed, and what its pages say."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max, QuerySet
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

import indicators.services
import plans.services
import reports.services
from indicators.models import BandSet, Indicator, Reading
from indicators.rules.entry_row import Typed
from plans import guards
from plans.models import (
    Action,
    Board,
    Change,
    Decision,
    DueDate,
    Meeting,
    MinuteLine,
    Objective,
    Outcome,
    Plan,
    QuestionAnswer,
    Recommendation,
    Role,
    RoleHolder,
    RuleSwitch,
    Seat,
    Update,
    User,
)
from plans.rules.access import INSIDERS, Position
from plans.rules.record_words import OF_INSIDERS, PAGES, THINGS, done_words, text_words, via_words
from plans.selectors.questions import asked_of
from plans.services.acting import DIRECT, act, acting, arriving
from plans.services.governance import BoardWriter
from reports.models import Draft
from tests.conftest import AT, BACKEND
from tests.indicators.defined import (
    APRIL_19,
    GAPING,
    MARCH_19,
    band_set,
    bands,
    definition,
    indicator,
)
from tests.reports import review_calls
from tests.reports.kept_rows import keep_rows

LOGGED = [m for m in guards.guarded_models() if guards.is_logged(m._meta.label_lower)]
ONCE = [m for m in guards.guarded_models() if guards.is_written_once(m._meta.label_lower)]
CHANGEABLE = [m for m in LOGGED if m not in ONCE]
LATER = datetime(2015, 7, 2, 9, 30, 0, 250000, tzinfo=UTC)


def name_of(model) -> str:
    return model._meta.label_lower


def last_change() -> int:
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def since(last: int) -> list[Change]:
    return list(Change.objects.filter(pk__gt=last).order_by("pk"))


@pytest.fixture
def plan(loaded) -> Plan:
    return loaded


@pytest.fixture
def action(plan) -> Action:
    return Action.objects.get(plan=plan, ref="5.3")


@pytest.fixture
def full(plan, manager) -> None:
    """A row in every table that the demonstration leaves empty."""
    from django.contrib.auth.models import Group, Permission

    facts = {"recorded_by": manager, "recorded_at": AT}
    action = Action.objects.filter(plan=plan).first()
    manager.groups.add(Group.objects.create(name="g"))
    manager.user_permissions.add(Permission.objects.first())
    RoleHolder.objects.create(
        role=Role.objects.first(), user=manager, from_on=date(2015, 1, 1), **facts
    )
    Outcome.objects.create(objective=action.objective, position=90, title="An outcome", **facts)
    action.recommendations.add(Recommendation.objects.first())
    QuestionAnswer.objects.create(
        plan=plan,
        code="no-update",
        fingerprint="x",
        question="Why?",
        kind="answered",
        reason="So.",
        effective_on=AT.date(),
        position=1,
        known_on=AT.date(),
        **facts,
    )
    RuleSwitch.objects.create(plan=plan, code="no-update", is_on=False, reason="So.", **facts)
    plan.redactions.create(model="plans.plan", object_id=plan.pk, field="x", reason="So.", **facts)
    keep_rows(plan, facts)


# What is in place


def test_every_guard_is_in_place(db):
    assert guards.missing(connection) == []


def test_nothing_else_is(db):
    wanted = {t.name for t in guards.triggers(connection.vendor)}
    assert {name for name, _ in guards.in_place(connection)} == wanted


@pytest.mark.parametrize("model", guards.guarded_models(), ids=name_of)
def test_every_table_is_logged_or_says_why_not(model):
    label = model._meta.label_lower
    assert guards.is_logged(label) or len(guards.EXEMPT[label]) > 10


def test_what_is_exempt_is_the_log_the_cache_the_loaders_ledger_and_work_in_progress():
    assert set(guards.EXEMPT) == {
        *("plans.change", "plans.standing", "plans.loadedrow"),
        *("reports.job", "reports.jobfile", "reports.worker"),
    }


@pytest.mark.parametrize("model", LOGGED, ids=name_of)
def test_every_logged_table_has_its_words(model):
    assert model._meta.label_lower in THINGS


def test_guards_can_be_lifted_and_installed_again_and_again(db):
    from django.apps import apps

    before = sorted(guards.in_place(connection))
    with connection.schema_editor(atomic=False) if connection.vendor != "sqlite" else _plain() as e:
        guards.install(apps, e)
        guards.lift(apps, e)
        assert guards.in_place(connection) == []
        guards.install(apps, e)
    assert sorted(guards.in_place(connection)) == before


def _plain():
    """An editor that can be used within a test's transaction, which SQLite's own refuses."""
    from contextlib import contextmanager
    from types import SimpleNamespace

    @contextmanager
    def editor():
        def execute(sql, params=None):
            with connection.cursor() as cursor:
                cursor.execute(sql, params)

        yield SimpleNamespace(connection=connection, execute=execute)

    return editor()


# Every table, by every way to write


@pytest.fixture
def undone(full):
    """Whatever a test removes is there again after it, so that no constraint minds."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def row_of(model) -> dict:
    """The columns of some row of the table."""
    fields = {f.attname: f.column for f in model._meta.local_concrete_fields}
    row = QuerySet(model).order_by("pk").values(*fields).first()
    assert row is not None, f"no row of {model._meta.label_lower} to try it on"
    return row


def raw(sql: str, params=()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def other_value(model) -> dict:
    """One column of some row with another value than it has."""
    names = {f.name for f in model._meta.local_concrete_fields}
    if "recorded_at" in names:
        return {"recorded_at": LATER}
    if "job_title" in names:
        return {"job_title": "Otherwise"}
    return {}  # the rows of a many-to-many field have nothing but their two ends


@pytest.mark.parametrize("model", LOGGED, ids=name_of)
def test_every_row_that_was_loaded_is_on_record(model, full):
    pks = set(QuerySet(model).values_list("pk", flat=True))
    added = Change.objects.filter(model=model._meta.label_lower, kind="added")
    assert pks
    assert set(added.values_list("object_id", flat=True)) == pks


def fresh(model) -> dict:
    """A row like one that there is, which breaks no constraint beside it."""
    row = row_of(model)
    for f in model._meta.local_concrete_fields:
        if isinstance(f, models.OneToOneField):
            row[f.attname] = None
        elif f.name == "position":
            row[f.attname] += 1000
    row |= {
        "plans.duedate": {"is_revision": True, "reason": "So."},
        "plans.redaction": {"field": "another"},
        "plans.assignmentrole": {"role_id": Role.objects.last().pk},
        "indicators.reading": {"period": "Another period"},
        "reports.accepted": {"fingerprint": "another"},
        "reports.issuedpack": {"number": 2, "draft_id": Draft.objects.get(title="Two").pk},
        "reports.issuedfile": {"format": "xlsx"},
    }.get(model._meta.label_lower, {})
    del row["id"]
    return row


def insert_sql(model, row: dict) -> None:
    fields = {f.attname: f for f in model._meta.local_concrete_fields}
    columns = ", ".join(f'"{fields[name].column}"' for name in row)
    values = [fields[name].get_db_prep_save(v, connection) for name, v in row.items()]
    raw(
        f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(row))})",
        values,
    )


@pytest.mark.parametrize("how", ["create", "bulk_create", "sql"])
@pytest.mark.parametrize("model", ONCE, ids=name_of)
def test_a_row_that_is_written_once_is_logged_however_it_is_written(model, how, undone):
    if model is Change:
        return  # the log itself
    row, last = fresh(model), last_change()
    if how == "create":
        QuerySet(model).create(**row)
    elif how == "bulk_create":
        QuerySet(model).bulk_create([model(**row)])
    else:
        insert_sql(model, row)
    (change,) = since(last)
    new = QuerySet(model).latest("pk")
    assert (change.kind, change.model, change.object_id) == ("added", name_of(model), new.pk)
    assert (change.before, change.after) == (None, None)
    if "recorded_by_id" in row:
        assert (change.by_id, change.at) == (new.recorded_by_id, new.recorded_at)


@pytest.mark.parametrize("how", ["queryset", "bulk_update", "save", "sql"])
@pytest.mark.parametrize("model", [m for m in CHANGEABLE if other_value(m)], ids=name_of)
def test_every_change_is_logged_with_what_was_before_and_after(model, how, undone):
    row, new, last = row_of(model), other_value(model), last_change()
    (name, value), rows = next(iter(new.items())), QuerySet(model).filter(pk=row["id"])
    if how == "queryset":
        rows.update(**new)
    elif how == "bulk_update":
        changed = rows.get()
        setattr(changed, name, value)
        QuerySet(model).bulk_update([changed], [name])
    elif how == "save":
        changed = rows.get()
        setattr(changed, name, value)
        changed.save()
    else:
        prepared = model._meta.get_field(name).get_db_prep_save(value, connection)
        raw(f"UPDATE {model._meta.db_table} SET {name} = %s WHERE id = %s", [prepared, row["id"]])
    (change,) = since(last)
    assert (change.kind, change.model, change.object_id) == ("changed", name_of(model), row["id"])
    assert {k for k in change.after if change.before[k] != change.after[k]} == {name}
    columns = {f.column for f in model._meta.local_concrete_fields}
    assert set(change.after) == columns - {"id", "last_login", "password"}


@pytest.mark.parametrize("model", [m for m in CHANGEABLE if other_value(m)], ids=name_of)
def test_what_is_written_as_it_was_is_no_change(model, full):
    row, last = row_of(model), last_change()
    QuerySet(model).get(pk=row["id"]).save()
    assert since(last) == []


@pytest.mark.parametrize("how", ["raw", "sql"])
@pytest.mark.parametrize("model", CHANGEABLE, ids=name_of)
def test_every_removal_is_logged_and_writing_it_anew_too(model, how, undone):
    row, last = row_of(model), last_change()
    if how == "raw":
        QuerySet(model).filter(pk=row["id"])._raw_delete("default")
    else:
        raw(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row["id"]])
    QuerySet(model).bulk_create([model(**row)]) if how == "raw" else insert_sql(model, row)
    removed, added = since(last)
    for change, kind in ((removed, "removed"), (added, "added")):
        assert (change.kind, change.model, change.object_id) == (kind, name_of(model), row["id"])
    assert removed.before.keys() >= {f.column for f in model._meta.local_concrete_fields} - {
        "id",
        "last_login",
        "password",
    }
    assert "password" not in removed.before


def refused(what: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            what()
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("model", ONCE, ids=name_of)
def test_what_is_written_once_is_neither_changed_nor_removed(model, undone):
    row, rows, last = row_of(model), QuerySet(model), last_change()
    table = model._meta.db_table
    column = next(f.column for f in model._meta.local_concrete_fields if f.column not in ("id",))
    assert refused(lambda: rows.filter(pk=row["id"]).update(**{column: row[column]}))
    assert refused(lambda: raw(f'UPDATE {table} SET "{column}" = NULL WHERE id = %s', [row["id"]]))
    assert refused(lambda: raw(f"UPDATE {table} SET id = id + 100000"))
    assert refused(lambda: rows.filter(pk=row["id"])._raw_delete("default"))
    assert refused(lambda: raw(f"DELETE FROM {table}"))
    assert refused(
        lambda: rows.bulk_create(
            [model(**row)], update_conflicts=True, unique_fields=["id"], update_fields=[column]
        )
    )
    if connection.vendor == "postgresql":
        assert refused(lambda: raw(f"TRUNCATE {table} CASCADE"))
    else:
        names = ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields)
        copy = f"INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = {row['id']}"
        assert refused(lambda: raw(f"INSERT OR REPLACE {copy}"))
        assert refused(lambda: raw(f"REPLACE {copy}"))
        assert refused(lambda: raw(f"UPDATE OR REPLACE {table} SET id = id + 1"))
        assert refused(lambda: raw(f"UPDATE OR IGNORE {table} SET id = id + 100000"))
    assert since(last) == []
    assert row_of(model) == row


def test_the_log_cannot_be_shortened_through_its_own_model(full):
    change = Change.objects.first()
    with pytest.raises(TypeError):
        Change.objects.all().delete()
    with pytest.raises(TypeError):
        Change.objects.update(via="page")
    change.via = "page"
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        change.delete()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_program_that_does_not_say_who_acts_can_read_and_not_write(db):
    import sqlite3

    names = ("plans_change", "plans_user_groups", "plans_user_groups_added")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name IN (%s, %s, %s)", names)
        schema = [sql for (sql,) in cursor.fetchall()]
    outside = sqlite3.connect(":memory:")
    for sql in sorted(schema):  # tables before their triggers
        outside.execute(sql)
    assert outside.execute("SELECT count(*) FROM plans_user_groups").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError, match="no such function: yotplan_act"):
        outside.execute("INSERT INTO plans_user_groups VALUES (1, 1, 1)")
    outside.close()


@pytest.fixture
def outside(full, tmp_path):
    """A function: another program's connection to a file that is a copy of the database."""
    import sqlite3

    path, opened = tmp_path / "copy.sqlite3", []
    with connection.cursor() as cursor:
        path.write_bytes(cursor.connection.serialize())

    def outside(**functions):
        opened.append(sqlite3.connect(path))
        for name, function in functions.items():
            opened[-1].create_function(name, 1, function)
        return opened[-1]

    yield outside
    for each in opened:
        each.close()


def _attempts(table: str, names: str, pk: int) -> list[str]:
    """Every way to write over, change or remove a row of SQLite."""
    column = names.split(", ")[1]
    copy = f"INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = {pk}"
    return [
        f"REPLACE {copy}",
        f"INSERT OR REPLACE {copy}",
        f"INSERT OR IGNORE {copy}",
        f"INSERT OR FAIL {copy}",
        f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
        f"UPDATE {table} SET {column} = {column} WHERE id = {pk}",
        f"UPDATE OR REPLACE {table} SET id = id + 1 WHERE id = {pk}",
        f"DELETE FROM {table} WHERE id = {pk}",
    ]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no REPLACE")
def test_another_program_changes_nothing_that_is_kept(outside):
    """Also where it gives itself the function that the guards ask for."""
    import sqlite3

    for program in (outside(), outside(yotplan_act=lambda what: "direct")):
        for model in ONCE:
            table = model._meta.db_table
            names = ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields)
            before = program.execute(f"SELECT {names} FROM {table} ORDER BY id").fetchall()
            for sql in _attempts(table, names, before[0][0]):
                with pytest.raises(sqlite3.DatabaseError, match=f"{guards.ONCE}|no such function"):
                    program.execute(sql)
                program.rollback()
            assert program.execute(f"SELECT {names} FROM {table} ORDER BY id").fetchall() == before


FORGERY = (
    "INSERT INTO plans_change (at, via, why, kind, model, object_id) "
    "SELECT at, 'page plans:forged', why, kind, model, object_id FROM plans_change LIMIT 1"
)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_another_program_writes_no_line_of_the_log(outside):
    import sqlite3

    program = outside()
    with pytest.raises(sqlite3.OperationalError, match="no such function: yotplan_act"):
        program.execute(FORGERY)


def test_a_line_that_is_written_by_hand_is_refused(full):
    last = last_change()
    with pytest.raises(IntegrityError, match=guards.FORGED), transaction.atomic():
        raw(FORGERY)
    assert since(last) == []


# What is told: the plan and the action, the password, times


def test_a_change_belongs_to_its_plan_and_action(action, manager, full):
    def belongs(model, pk) -> tuple:
        change = Change.objects.filter(model=model, object_id=pk).first()
        return change.plan_id, change.action_id

    plan_id, own = action.plan_id, (action.plan_id, action.pk)
    assert belongs("plans.plan", plan_id) == (plan_id, None)
    assert belongs("plans.action", action.pk) == own
    assert belongs("plans.objective", action.objective_id) == (plan_id, None)
    assert belongs("plans.update", action.updates.first().pk) == own
    assert belongs("plans.duedate", action.due_dates.first().pk) == own
    assignment = action.assignments.first()
    assert belongs("plans.assignment", assignment.pk) == own
    assert belongs("plans.assignmentrole", assignment.places.first().pk) == own
    through = Objective.recommendations.through.objects.filter(objective__plan=plan_id).first()
    assert belongs("plans.objective_recommendations", through.pk) == (plan_id, None)
    assert belongs("plans.outcome", Outcome.objects.get().pk) == (plan_id, None)
    assert belongs("plans.role", Role.objects.first().pk) == (None, None)
    assert belongs("plans.user", manager.pk) == (None, None)
    line = MinuteLine.objects.filter(decision__action__isnull=False).first()
    of_line = line.decision.action
    assert belongs("plans.minuteline", line.pk) == (of_line.plan_id, of_line.pk)


def test_a_password_is_said_to_be_changed_and_nothing_of_it(manager):
    last = last_change()
    manager.set_password("autumn-lamp-orchard")
    manager.save()
    (change,) = since(last)
    assert change.after["password"] == "changed"
    assert "password" not in change.before
    assert manager.password not in str((change.before, change.after))


def test_signing_in_is_no_change(client, manager):
    last = last_change()
    client.force_login(manager, backend=BACKEND)
    assert since(last) == []


def test_times_are_kept_as_django_reads_them(action, manager):
    last = last_change()
    with acting(by=manager, at=LATER):
        Action.objects.filter(pk=action.pk).update(note="x")
    before = datetime.now(UTC) - timedelta(seconds=1)
    Action.objects.filter(pk=action.pk).update(note="y")
    told, now = since(last)
    assert told.at == LATER
    assert before <= now.at <= datetime.now(UTC) + timedelta(seconds=1)
    assert list(Change.objects.filter(pk__gt=last, at__lte=LATER)) == [told]


# The act in progress


def write_note(action: Action) -> Change:
    last = last_change()
    Action.objects.filter(pk=action.pk).update(note=f"Note {last}")
    (change,) = since(last)
    return change


def told(change: Change) -> tuple:
    return change.by_id, change.via, change.why


def test_without_an_act_it_is_nobodys_and_direct(action):
    assert told(write_note(action)) == (None, DIRECT, "")


def test_an_act_ends_where_it_ends(action, manager, owner):
    with arriving("page plans:x"):
        with acting(by=manager, at=AT, why="Because"):
            with acting(by=owner, at=AT):
                assert told(write_note(action)) == (owner.pk, "page plans:x", "Because")
            with acting(by=None, at=AT, why="50% of it, it’s said; 'x' \\ \"y\""):
                assert told(write_note(action)) == (manager.pk, "page plans:x", act().why)
            assert told(write_note(action)) == (manager.pk, "page plans:x", "Because")
        assert told(write_note(action)) == (None, "page plans:x", "")
    assert told(write_note(action)) == (None, DIRECT, "")


def test_an_act_that_fails_ends_too(action, manager):
    with pytest.raises(ZeroDivisionError), acting(by=manager, at=AT, why="x"):
        raise ZeroDivisionError
    assert told(write_note(action)) == (None, DIRECT, "")


def test_what_is_rolled_back_is_not_told_and_confuses_nothing(action, manager):
    last = last_change()
    with acting(by=manager, at=AT, why="Because"):
        assert refused(lambda: (write_note(action), raw("SELECT 1 / 0 FROM nothing")))
        assert since(last) == []
        assert told(write_note(action)) == (manager.pk, DIRECT, "Because")


def test_many_rows_at_once_by_hand_are_told_of_too(plan, manager):
    last = last_change()
    actions = list(Action.objects.filter(plan=plan)[:3])
    with arriving("command x"), acting(by=manager, at=AT), connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE plans_action SET note = %s WHERE id = %s", [["50%", a.pk] for a in actions]
        )
    assert [told(c) for c in since(last)] == [(manager.pk, "command x", "")] * 3


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_left_for_who_comes_next(loaded, manager):
    action = Action.objects.first()
    with arriving("page plans:x"), acting(by=manager, at=AT, why="Because"):
        assert told(write_note(action)) == (manager.pk, "page plans:x", "Because")
    assert told(write_note(action)) == (None, DIRECT, "")
    raw("UPDATE plans_action SET note = 'z' WHERE id = %s", [action.pk])
    assert told(Change.objects.first()) == (None, DIRECT, "")


def test_a_row_that_says_who_recorded_it_is_believed(action, manager, owner):
    last = last_change()
    with acting(by=owner, at=LATER):
        DueDate.objects.create(
            action=action,
            is_revision=True,
            reason="x",
            effective_on=AT.date(),
            position=50,
            known_on=AT.date(),
            recorded_by=manager,
            recorded_at=AT,
        )
    (change,) = since(last)
    assert (change.by, change.at) == (manager, AT)


def test_a_page_says_which_it_was_and_whose(client_of, action, manager):
    last = last_change()
    client_of(Position.MANAGER).post(
        f"/actions/{action.pk}/update/",
        {"comment": "Seen.", "seen": action.updates.last().pk, "go": "back"},
    )
    changes = since(last)
    assert [c.model for c in changes] == ["plans.update"]
    assert told(changes[0]) == (manager.pk, "page plans:action-update", "")


def test_a_page_that_is_not_of_ours_says_so_too(client_of, manager):
    manager.set_password("winter-lamp-orchard")
    manager.save()
    client, last = client_of(Position.MANAGER), last_change()
    new = "autumn-lamp-orchard"
    client.post(
        "/password/",
        {"old_password": "winter-lamp-orchard", "new_password1": new, "new_password2": new},
    )
    (change,) = since(last)
    assert told(change) == (manager.pk, "page password_change", "")
    assert change.after["password"] == "changed"


def test_a_command_says_which_it_was(db, capsys):
    last = last_change()
    call_command("add_administrator", "a-keeper")
    assert {(c.model, c.via) for c in since(last)} == {("plans.user", "command add_administrator")}


def test_reading_a_page_asks_nothing_more(client_of, loaded, django_assert_max_num_queries):
    client = client_of(Position.MANAGER)
    with CaptureQueriesContext(connection) as caught:
        client.get("/words/")
    assert not [q for q in caught if "set_config" in q["sql"]]


# Every write function


@dataclass
class World:
    """What the write functions are tried on."""

    plan: Plan
    action: Action
    board: Board
    meeting: Meeting
    seat: Seat
    role: Role
    line: MinuteLine
    manager: User
    clerk: User
    administrator: User
    owner: User

    def facts(self, who: str = "clerk") -> dict:
        return {"by": getattr(self, who), "at": AT}

    def latest(self, action: Action) -> int:
        return action.updates.order_by("-effective_on", "-position", "-pk").first().pk

    def question(self) -> tuple:
        line = next(x for x in asked_of(self.plan, as_at=AT.date()).open if x.action_id)
        action = Action.objects.get(pk=line.action_id)
        return self.plan, line.code, action, line.fingerprint

    def write(self) -> BoardWriter:
        return BoardWriter(by=self.manager, at=AT)


@pytest.fixture
def world(plan, action, manager, clerk, administrator, owner) -> World:
    facts = {"recorded_by": manager, "recorded_at": AT - timedelta(days=9)}
    board = Board.objects.create(
        service=plan.service, ref="w", name="World", kind="board", position=90, **facts
    )
    Plan.objects.filter(pk=plan.pk).update(board=board)
    plan.refresh_from_db()
    meeting = Meeting.objects.create(
        board=board,
        ref="w-1",
        as_written="30 June 2015",
        held_on=date(2015, 6, 30),
        precision="day",
        **facts,
    )
    return World(
        plan=plan,
        action=action,
        board=board,
        meeting=meeting,
        seat=Seat.objects.create(board=board, position=1, name="Chair", agency="City", **facts),
        role=Role.objects.create(service=plan.service, name="A role of the world", **facts),
        line=MinuteLine.objects.create(meeting=meeting, position=1, text="A line.", **facts),
        manager=manager,
        clerk=clerk,
        administrator=administrator,
        owner=owner,
    )


def _call(path: str):
    module, _, name = path.partition(".")
    package = "indicators.services" if module in INDICATORS else "plans.services"
    package = "reports.services" if module in review_calls.MODULES else package
    return getattr(importlib.import_module(f"{package}.{module}"), name)


INDICATORS = {m.name for m in pkgutil.iter_modules(indicators.services.__path__)}
QUARTER = date(2015, 4, 1)
SAID = {"place": "", "effective_on": date(2015, 6, 1)}
WHERE = {"source": None, "place": ""}
ROLES = {"position": "owner", "job_title": "", "is_active": True, "roles": []}
# Who calls it, and with what; the function itself is found by its name.
CALLS: dict[str, tuple[str, Callable[[World], tuple[tuple, dict]]]] = {
    "statements.record_update": (
        "manager",
        lambda w: (
            (w.action,),
            {"comment": "x", "revised_due": "May 2016", "revised_reason": "y"},
        ),
    ),
    "statements.record_bulk_update": (
        "manager",
        lambda w: (([w.action],), {"reason": "x", "comment": "y"}),
    ),
    "statements.revise_due": ("manager", lambda w: ((w.action, "May 2016"), {"reason": "x"})),
    "statements.first_due_date": ("manager", lambda w: ((new_action(w), "May 2016"), WHERE)),
    "statements.assign_owners": (
        "manager",
        lambda w: (
            (w.action, [w.role]),
            {"as_written": "x", "effective_on": date(2015, 6, 2), "reason": "y"},
        ),
    ),
    "endorsing.decide": (
        "clerk",
        lambda w: (
            (w.action, "endorsed"),
            {"meeting": w.meeting, "update": w.latest(w.action), "seen": 0},
        ),
    ),
    "endorsing.decide_several": (
        "clerk",
        lambda w: (
            ([(w.action, w.latest(w.action), 0)], "challenged"),
            {"meeting": w.meeting, "reason": "x"},
        ),
    ),
    "meetings.add_meeting": (
        "clerk",
        lambda w: ((w.board,), {"as_written": "9 June 2015", "papers": [("Paper", "")]}),
    ),
    "meetings.change_meeting": (
        "clerk",
        lambda w: (
            (w.meeting,),
            {"as_written": "30 June 2015", "agenda": "x", "papers": [("Paper", "")]},
        ),
    ),
    "attendance.record_attendance": (
        "clerk",
        lambda w: ((w.meeting, {w.seat: ("present", "")}), {}),
    ),
    "deciding.record_decision": ("clerk", lambda w: ((w.meeting, "other", "x"), {})),
    "deciding.agree_date": (
        "clerk",
        lambda w: ((w.action, "May 2016"), {"meeting": w.meeting, "reason": "x"}),
    ),
    "deciding.agree_revision": ("clerk", lambda w: ((revision(w),), {"meeting": w.meeting})),
    "deciding.keep_date": (
        "clerk",
        lambda w: ((w.action,), {"meeting": w.meeting, "reason": "x"}),
    ),
    "deciding.ask_owner": ("clerk", lambda w: ((w.meeting, w.role, "x"), {"action": w.action})),
    "deciding.allow_own": ("clerk", lambda w: ((w.meeting, True), {})),
    "minutes.write_line": ("clerk", lambda w: ((w.meeting, "Another line."), {})),
    "minutes.add_line": ("clerk", lambda w: ((w.meeting, "Another line."), {})),
    "minutes.edit_line": ("clerk", lambda w: ((w.line, "Another line."), {})),
    "minutes.agree_minutes": ("clerk", lambda w: ((w.meeting,), {})),
    "questions.answer_question": ("manager", lambda w: ((*w.question(), "x"), {})),
    "questions.ask_set_aside": ("manager", lambda w: ((*w.question(), "x"), {})),
    "questions.set_aside": ("clerk", lambda w: ((*w.question(), w.meeting, "x"), {})),
    "questions.keep_open": ("clerk", lambda w: ((*w.question(), w.meeting, "x"), {})),
    "questions.switch_rule": ("manager", lambda w: ((w.plan, "no-update", False, "x"), {})),
    "plan_settings.set_precedence": (
        "manager",
        lambda w: ((w.plan,), {"overdue_is_behind": False, "reason": "x"}),
    ),
    "people.add_user": (
        "administrator",
        lambda w: (
            (),
            ROLES | {"username": "new", "password": "winter-lamp-orchard", "roles": [w.role]},
        ),
    ),
    "people.change_user": (
        "administrator",
        lambda w: ((w.owner,), ROLES | {"username": "renamed", "roles": [w.role]}),
    ),
    "people.hold_roles": ("administrator", lambda w: ((w.owner, [w.role]), {})),
    "people.add_role": (
        "administrator",
        lambda w: ((w.plan.service,), {"name": "New", "aliases": ["Other"]}),
    ),
    "people.change_role": (
        "administrator",
        lambda w: ((w.role,), {"name": "Renamed", "aliases": ["Other"]}),
    ),
    "redacting.blank_text": (
        "administrator",
        lambda w: (("plans.minuteline", w.line.pk, "text"), {"reason": "x"}),
    ),
    "entering.record_readings": (
        "manager",
        lambda w: (
            (w.plan.service, {f"i{counted(w).pk}": Typed(numerator="4")}),
            {"quarter": QUARTER},
        ),
    ),
    "entering.approve_readings": ("manager", lambda w: (([entered(w)],), {})),
    "entering.send_back": ("manager", lambda w: ((entered(w), "Which children?"), {})),
    "entering.take_back": ("manager", lambda w: ((approved(w), "Which children?"), {})),
    "defining.add_definition": (
        "manager",
        lambda w: ((w.plan.service, "local-world", definition()), {}),
    ),
    "defining.change_definition": (
        "manager",
        lambda w: ((measured(w), definition(name="Renamed")), {}),
    ),
    "defining.add_version": (
        "manager",
        lambda w: ((measured(w),), {"version": "x", "period_kind": "year"}),
    ),
    "defining.add_note": ("manager", lambda w: ((measured(w),), {"kind": "note", "text": "x"})),
    "defining.set_links": (
        "manager",
        lambda w: ((linked(w),), {"objectives": {w.action.objective: "x"}, "actions": {}}),
    ),
    "banding.save_bands": (
        "manager",
        lambda w: (
            (banded(w).indicator, bands()),
            {"name": "x", "valid_from": APRIL_19, "ends": {(banded(w).pk, MARCH_19)}},
        ),
    ),
    "banding.record_historic_bands": (
        "manager",
        lambda w: (
            (measured(w), bands(GAPING)),
            {"name": "x", "as_written": GAPING, "source": w.plan.source, "place": "p. 1"},
        ),
    ),
    "banding.end_bands": ("manager", lambda w: ((banded(w),), {"on": MARCH_19})),
    "banding.set_target": (
        "manager",
        lambda w: ((measured(w),), {"as_written": "below 36%", "value": Decimal(36)}),
    ),
    "readings.add_indicator": (
        "manager",
        lambda w: ((w.plan.service,), indicator_facts()),
    ),
    "readings.add_reading": (
        "manager",
        lambda w: ((Indicator.objects.first(),), {"period": "Summer 2099", "published": "1"}),
    ),
    **review_calls.CALLS,
}
# What takes a `by` and writes nothing.
WRITE_NOTHING = {
    "acting.acting",
    "entering.why_not_approve",
    "acting.arrived",
    "meetings.require_governor",
    "meetings.require_writable",
    *review_calls.WRITE_NOTHING,
}


def indicator_facts() -> dict:
    return {
        "ref": "local-world",
        "position": 900,
        "name": "World",
        "unit": "count",
        "decimals": 0,
        "better": "lower",
        "numerator": "x",
        "period_kind": "quarter",
    }


def new_action(world: World) -> Action:
    return world.write().add_action(
        world.action.objective,
        ref="99",
        ref_as_printed="99",
        position=9999,
        title="New",
        place="",
    )


def entered(world: World) -> Reading:
    """A reading that somebody else entered, and that waits."""
    facts = {"recorded_by": world.owner, "recorded_at": AT, "known_on": AT.date()}
    return Reading.objects.create(
        indicator=measured(world), period="Q1 2015/16", published="44.4", value="44.4", **facts
    )


def approved(world: World) -> Reading:
    """The same, after somebody has approved it."""
    found = entered(world)
    found.approvals.create(recorded_by=world.clerk, recorded_at=AT)
    return found


def counted(world: World) -> Indicator:
    """An indicator that is entered as a count each quarter."""
    facts = {"unit": "count", "decimals": 0, "denominator": "", "period_kind": "quarter"}
    found = Indicator.objects.filter(service=world.plan.service, ref="local-counted").first()
    return found or indicator(world.plan.service, world.manager, "local-counted", **facts)


def measured(world: World) -> Indicator:
    """An indicator without readings, the same however often it is asked for."""
    found = Indicator.objects.filter(service=world.plan.service, ref="local-measured").first()
    return found or indicator(world.plan.service, world.manager, "local-measured")


def linked(world: World) -> Indicator:
    """The same, with an action linked that the test leaves out."""
    from indicators.services.defining import set_links

    found = measured(world)
    set_links(found, objectives={}, actions={world.action: ""}, by=world.manager, at=AT)
    return found


def banded(world: World) -> BandSet:
    """Its bands, from April 2018 on."""
    found = measured(world)
    return found.band_sets.first() or band_set(found, world.manager)


def revision(world: World) -> DueDate:
    from plans.services.statements import revise_due

    day = AT - timedelta(days=2)
    return revise_due(world.action, "May 2016", reason="x", by=world.manager, at=day)


def write_functions() -> set[str]:
    """Every public function of the services that says who writes."""
    found = set()
    for package in (plans.services, indicators.services, reports.services):
        for each in pkgutil.iter_modules(package.__path__):
            if package is reports.services and each.name not in review_calls.MODULES:
                continue
            module = importlib.import_module(f"{package.__name__}.{each.name}")
            for name, value in vars(module).items():
                ours = inspect.isfunction(value) and value.__module__ == module.__name__
                if ours and name[0] != "_" and "by" in inspect.signature(value).parameters:
                    found.add(f"{each.name}.{name}")
    return found


def test_every_write_function_is_tried():
    assert write_functions() == set(CALLS) | WRITE_NOTHING


@pytest.mark.parametrize("name", CALLS)
def test_every_write_function_leaves_who_when_and_by_what(name, world):
    who, arguments = CALLS[name]
    args, more = arguments(world)
    last = last_change()
    with arriving("page plans:of-the-test"):
        _call(name)(*args, **(more | world.facts(who)))
    changes = since(last)
    assert changes
    said = {(c.by, c.at, c.via) for c in changes}
    assert said == {(getattr(world, who), AT, "page plans:of-the-test")}


@pytest.mark.parametrize(
    ("name", "model", "kind"),
    [
        ("people.change_user", "plans.user", "changed"),
        ("people.change_role", "plans.role", "changed"),
        ("meetings.change_meeting", "plans.meeting", "changed"),
        ("minutes.agree_minutes", "plans.meeting", "changed"),
        ("plan_settings.set_precedence", "plans.plan", "changed"),
        ("statements.assign_owners", "plans.assignmentrole", "added"),
    ],
)
def test_what_is_changed_is_told_as_that(name, model, kind, world):
    who, arguments = CALLS[name]
    args, more = arguments(world)
    last = last_change()
    _call(name)(*args, **(more | world.facts(who)))
    assert (model, kind) in {(c.model, c.kind) for c in since(last)}


def test_giving_up_a_role_says_who_ended_it(world):
    from plans.services.people import hold_roles

    hold_roles(world.owner, [world.role], by=world.manager, at=AT - timedelta(days=5))
    last = last_change()
    hold_roles(world.owner, [], by=world.administrator, at=AT)
    (ended,) = since(last)
    assert (ended.by, ended.kind, ended.before["until_on"]) == (
        world.administrator,
        "changed",
        None,
    )
    hold_roles(world.owner, [world.role], by=world.manager, at=AT + timedelta(days=5))
    last = last_change()
    hold_roles(world.owner, [], by=world.administrator, at=AT + timedelta(days=5))
    (removed,) = since(last)
    assert (removed.by, removed.kind) == (world.administrator, "removed")


# The methods of who writes a document's rows

PLACED = {"place": ""}
DAYS = {"on": date(2015, 6, 1), "position": 1, "known_on": date(2015, 6, 2), "place": ""}
WRITES: dict[str, Callable[[World], tuple[tuple, dict]]] = {
    "add_source": lambda w: (
        (),
        {"ref": "s", "title": "S", "publisher": "", "published_as_written": "May 2015"},
    ),
    "add_service": lambda w: ((), {"ref": "s", "name": "S", "short_name": "S"}),
    "add_role": lambda w: ((w.plan.service, "New"), {}),
    "add_alias": lambda w: ((w.role, "Also"), {}),
    "add_inspection": lambda w: (
        (w.plan.service,),
        PLACED | {"ref": "i", "title": "I", "inspectorate": "I"},
    ),
    "add_recommendation": lambda w: (
        (w.plan.inspection,),
        PLACED
        | {"number": "99", "position": 99, "title": "R", "text": "R", "addressee_as_written": "R"},
    ),
    "add_plan": lambda w: (
        (w.plan.service,),
        PLACED
        | {
            "ref": "p",
            "title": "P",
            "begins_on": date(2015, 1, 1),
            "begins_as_written": "2015",
            "begins_precision": "year",
            "objective_word": "aim",
        },
    ),
    "add_rating": lambda w: (
        (w.plan,),
        PLACED
        | {
            "word": "Puce",
            "colour": "grey",
            "meaning": "not pursued",
            "definition": "x",
            "severity": 99,
        },
    ),
    "add_part": lambda w: (
        (w.plan,),
        PLACED
        | {
            "code": "Z",
            "position": 99,
            "title": "Z",
            "recommendations": [Recommendation.objects.first()],
        },
    ),
    "add_objective": lambda w: (
        (w.plan,),
        PLACED
        | {
            "part": None,
            "number": "99",
            "position": 99,
            "title": "O",
            "recommendations": [Recommendation.objects.first()],
        },
    ),
    "add_success_measure": lambda w: ((w.plan,), PLACED | {"text": "M"}),
    "add_action": lambda w: (
        (w.action.objective,),
        PLACED | {"ref": "99", "ref_as_printed": "99", "position": 9999, "title": "A"},
    ),
    "add_link": lambda w: (
        (w.action,),
        PLACED | {"as_printed": "see", "to_objective": w.action.objective},
    ),
    "add_remark": lambda w: (
        (w.plan,),
        DAYS | {"position": 99, "text": "R", "disagrees_with": [w.action]},
    ),
    "add_board": lambda w: (
        (w.plan.service,),
        PLACED | {"ref": "nb", "name": "N", "kind": "board", "position": 91},
    ),
    "hold_to": lambda w: ((w.plan,), {"board": None, "overdue_is_behind": False}),
    "add_seat": lambda w: (
        (w.board,),
        PLACED | {"name": "N", "agency": "N", "position": 2},
    ),
    "add_chair": lambda w: ((w.board,), PLACED | {"held_by": "N"}),
    "add_champion": lambda w: ((w.board,), PLACED | {"subject": "N", "held_by": "N"}),
    "add_finding": lambda w: ((w.board,), DAYS | {"topic": "other", "text": "F"}),
    "add_assurance": lambda w: (
        (w.action,),
        DAYS | {"body": "B", "finding": "doubts", "text": "T"},
    ),
    "add_meeting": lambda w: ((w.board,), PLACED | {"ref": "w-2"}),
    "add_paper": lambda w: ((w.meeting,), PLACED | {"title": "P", "position": 1}),
    "add_minute": lambda w: ((w.meeting, "M"), {"position": 9, "by": w.manager}),
}


def test_every_method_that_writes_is_tried():
    public = {n for n, f in inspect.getmembers(BoardWriter, inspect.isfunction) if n[0] != "_"}
    assert public - {"sourced"} == set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_every_method_that_writes_leaves_who_when_and_by_what(name, world):
    args, more = WRITES[name](world)
    write, last = world.write(), last_change()
    with arriving("command of-the-test"):
        getattr(write, name)(*args, **more)
    changes = since(last)
    assert changes
    assert {(c.by, c.at, c.via) for c in changes} == {(world.manager, AT, "command of-the-test")}


# What the pages say


@pytest.mark.parametrize(
    ("kind", "label", "name", "ref", "said"),
    [
        ("added", "plans.update", "", "5.3", "recorded an update on 5.3"),
        ("added", "plans.action", "", "5.3", "added action 5.3"),
        ("changed", "plans.action", "", "5.3", "changed action 5.3"),
        ("changed", "plans.role", "YOT manager", "", "changed the role “YOT manager”"),
        ("removed", "plans.rolealias", "YM", "", "removed another name of a role “YM”"),
        ("added", "plans.redaction", "the comment of an update on 5.3", "5.3", None),
        ("added", "old.gone", "", "", "added a row of gone"),
    ],
)
def test_what_was_done_in_words(kind, label, name, ref, said):
    said = said or "blanked the comment of an update on 5.3"
    assert done_words(kind, label, name=name, ref=ref) == said


@pytest.mark.parametrize(
    ("via", "said"),
    [
        ("page plans:action-update", "by the page “Update an action”"),
        ("page plans:some-new-page", "by the page “Some new page”"),
        ("page password_change", "by the page “Change your password”"),
        ("page", "by a page"),
        ("command load_demo", "by the command load_demo"),
        ("direct", "straight in the database"),
    ],
)
def test_by_what_in_words(via, said):
    assert via_words(via) == said


def test_a_text_in_words():
    assert text_words("plans.update", "comment", ref="5.3") == "the comment of an update on 5.3"
    assert text_words("plans.action", "note (2)", ref="5.3") == "the note of action 5.3"
    assert text_words("plans.user", "username") == "the sign-in name of the account"
    assert text_words("plans.user", "position") == "the position of the account"


def test_every_page_that_is_named_is_there():
    from plans.rules.access import ACCESS

    assert set(PAGES) - set(ACCESS) == {"login"}


@pytest.fixture
def updated(action, manager) -> Update:
    from plans.services.statements import record_update

    with arriving("page plans:action-update"):
        return record_update(
            action, by=manager, at=AT, comment="Seen.", reason="Asked by the board"
        )


def test_the_record_says_who_did_what_when_and_why(client_of, updated):
    page = client_of(Position.BOARD_MEMBER).get("/plans/2014-improvement/record/")
    line = page.context_data["page"].lines[0]
    assert (line.at_text, line.sentence, line.why) == (
        "1 July 2015, 10:00",
        "YOT manager recorded an update on 5.3, by the page “Update an action”.",
        "Asked by the board",
    )
    assert line.texts_url == ""


def test_a_change_says_what_was_before_and_after(client_of, world):
    with arriving("page plans:meeting-change"):
        _call("meetings.change_meeting")(
            world.meeting, as_written="30 June 2015", venue="Civic Offices", by=world.clerk, at=AT
        )
    page = client_of(Position.BOARD_MEMBER).get(f"/record/plans.meeting/{world.meeting.pk}/")
    (change,) = page.context_data["page"].lines[0].changes
    assert (change.label, change.before, change.after) == ("Where it meets", "", "Civic Offices")


def test_values_are_said_in_words(client_of, world, administrator):
    with acting(by=administrator, at=AT):
        User.objects.filter(pk=world.owner.pk).update(is_active=False, changed_at=AT)
        Meeting.objects.filter(pk=world.meeting.pk).update(not_before=date(2015, 6, 1))
    client = client_of(Position.ADMINISTRATOR)
    lines = client.get(f"/record/plans.user/{world.owner.pk}/").context_data["page"].lines
    said = {c.label: (c.before, c.after) for c in lines[0].changes}
    assert said["Active"] == ("yes", "no")
    assert said["Changed at"][1] == "1 July 2015, 10:00"
    lines = client.get(f"/record/plans.meeting/{world.meeting.pk}/").context_data["page"].lines
    assert lines[0].changes[0].after == "1 June 2015"


def test_of_a_row_that_is_gone_the_name_is_still_said(client_of, world):
    from plans.services.people import add_role, change_role

    role = add_role(
        world.plan.service, name="R", aliases=["Old name"], by=world.administrator, at=AT
    )
    change_role(role, name="R", aliases=[], by=world.administrator, at=AT)
    line = client_of(Position.ADMINISTRATOR).get("/record/").context_data["page"].lines[0]
    assert "removed another name of a role “Old name”" in line.sentence


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("kind=statements", 1),
        ("kind=people", 0),
        ("since=1/7/2015&until=1/7/2015", 1),
        ("until=30/6/2015", 0),
        ("since=2/7/2015&until=3/7/2015", 0),
        ("by=987654", 0),
        ("by=x", 1),
    ],
)
def test_the_record_can_be_narrowed(client_of, updated, query, n):
    page = client_of(Position.MANAGER).get(f"/actions/{updated.action_id}/record/?{query}")
    lines = page.context_data["page"].lines
    mine = [x for x in lines if x.at_text == "1 July 2015, 10:00"]
    assert len(mine) == n


@pytest.mark.parametrize("query", ["kind=nonsense", "since=soon", "until=May+2015"])
def test_what_cannot_be_read_is_said(client_of, loaded, query):
    page = client_of(Position.MANAGER).get(f"/plans/2014-improvement/record/?{query}")
    assert page.status_code == 400


def test_a_day_begins_and_ends_in_the_united_kingdom(client_of, action, manager):
    late = datetime(2015, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight of the 2nd
    with acting(by=manager, at=late):
        Action.objects.filter(pk=action.pk).update(note="x")
    client = client_of(Position.MANAGER)
    at = {
        day: len(
            client.get(f"/actions/{action.pk}/record/?since={day}&until={day}")
            .context_data["page"]
            .lines
        )
        for day in ("2015-07-01", "2015-07-02")
    }
    assert at == {"2015-07-01": 0, "2015-07-02": 1}


@pytest.mark.parametrize(
    "address",
    ["/plans/nothing/record/", "/actions/987654/record/", "/record/plans.nothing/1/"],
)
def test_the_record_of_nothing_is_not_there(client_of, loaded, address):
    assert client_of(Position.ADMINISTRATOR).get(address).status_code == 404


def test_the_record_of_accounts_is_for_administrators(client_of, manager):
    address = f"/record/plans.user/{manager.pk}/"
    assert client_of(Position.ADMINISTRATOR).get(address).status_code == 200
    assert client_of(Position.MANAGER).get(address).status_code == 403


@pytest.mark.parametrize("position", list(Position))
def test_the_record_of_a_reading_is_there_for_insiders_alone(client_of, world, position):
    """What waits or was sent back is not known of outside, and neither is why."""
    reading = entered(world)
    word = reading.approvals.create(
        is_approved=False,
        reason="Three children, not two.",
        recorded_by=world.manager,
        recorded_at=AT,
    )
    client = client_of(position)
    for address in (
        f"/record/indicators.reading/{reading.pk}/",
        f"/record/indicators.approval/{word.pk}/",
    ):
        response = client.get(address)
        assert response.status_code == (200 if position in INSIDERS else 404)
    text = response.content.decode()
    assert ("Three children" in text) is (position in INSIDERS)


@pytest.mark.parametrize("position", [p for p in Position if p is not Position.ADMINISTRATOR])
def test_the_record_of_plan_and_action_tells_nothing_of_readings(client_of, world, position):
    reading = entered(world)
    reading.approvals.create(
        is_approved=False,
        reason="Three children, not two.",
        recorded_by=world.manager,
        recorded_at=AT,
    )
    set_of_changes = Change.objects.filter(model__in=OF_INSIDERS)
    assert set_of_changes.filter(plan=None, action=None).count() == set_of_changes.count() > 1
    client = client_of(position)
    own = f"/record/indicators.indicator/{reading.indicator_id}/"
    for address in (f"/plans/{world.plan.ref}/record/", f"/actions/{world.action.pk}/record/", own):
        text = client.get(f"{address}?since=2015-01-01").content.decode()
        assert "Three children" not in text
        assert "Q1 2015/16" not in text
    assert client.get("/record/").status_code == 403


def test_the_record_is_given_page_by_page(client_of, loaded):
    client = client_of(Position.MANAGER)
    first = client.get("/plans/2014-improvement/record/").context_data
    assert len(first["page"].lines) == 50
    second = client.get(first["older_url"]).context_data
    numbers = [[x.number for x in c["page"].lines] for c in (first, second)]
    assert numbers[0] == sorted(numbers[0], reverse=True)
    assert max(numbers[1]) < min(numbers[0])
    assert second["newer_url"]


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    "address",
    ["/plans/2014-improvement/record/", "/record/", "/redactions/", "/actions/{}/record/"],
)
def test_the_record_asks_the_same_however_long_it_is(client_of, loaded, manager, address):
    from plans.services.statements import record_update

    action = Action.objects.get(plan=loaded, ref="7.3")
    address = address.format(action.pk)
    client = client_of(Position.ADMINISTRATOR)
    before = queries(client, address)
    for n in range(60):
        record_update(action, by=manager, at=AT, comment=f"Note {n}", reason="x")
    assert queries(client, address) == before <= 12


# Blanking on screen


def test_an_administrator_is_led_from_the_record_to_blanking(client_of, updated, manager, plan):
    other = Action.objects.get(plan=plan, ref="5.11")
    _call("statements.record_update")(
        other, by=manager, at=AT, comment="It is said: Seen by the nurse."
    )
    Update.objects.create(
        action=updated.action,
        comment="Seen by the nurse.",
        effective_on=AT.date(),
        position=99,
        known_on=AT.date(),
        recorded_by=manager,
        recorded_at=AT,
    )
    client = client_of(Position.ADMINISTRATOR)
    url = client.get("/plans/2014-improvement/record/").context_data["page"].lines[0].texts_url
    assert "Seen by the nurse." in client.get(url).content.decode()
    sent = {"text": "comment", "reason": "It names a child"}
    confirm = client.post(url, sent)
    assert [p.text for p in confirm.context_data["others"]] == ["It is said: Seen by the nurse."]
    assert not plan.redactions.exists()
    done = client.post(url, sent | {"confirmed": "1"}, follow=True)
    assert "Seen by the nurse" not in done.content.decode()
    assert plan.redactions.count() == 2
    assert Update.objects.filter(comment__contains="Seen by the nurse").count() == 0


def test_what_is_ticked_stays(client_of, updated, manager, plan):
    mine, theirs = (
        _call("statements.record_update")(a, by=manager, at=AT, comment="Seen by the nurse.")
        for a in (updated.action, Action.objects.get(plan=plan, ref="5.11"))
    )
    client_of(Position.ADMINISTRATOR).post(
        f"/redact/plans.update/{mine.pk}/",
        {
            "text": "comment",
            "reason": "x",
            "confirmed": "1",
            "leave": [f"plans.update/{theirs.pk}/comment", "nonsense", "a/b/c"],
        },
    )
    assert list(Update.objects.filter(comment="Seen by the nurse.")) == [theirs]


@pytest.mark.parametrize(
    "sent", [{"reason": "x"}, {"text": "comment"}, {"text": "no", "reason": "x"}]
)
def test_a_form_that_lacks_something_comes_back(client_of, updated, sent):
    url = f"/redact/plans.update/{updated.pk}/"
    assert client_of(Position.ADMINISTRATOR).post(url, sent).status_code == 422


def test_a_reason_that_repeats_the_text_comes_back(client_of, manager, action):
    update = _call("statements.record_update")(
        action, by=manager, at=AT, comment="Seen by the nurse."
    )
    sent = {"text": "comment", "reason": "It says Seen by the nurse.", "confirmed": "1"}
    page = client_of(Position.ADMINISTRATOR).post(f"/redact/plans.update/{update.pk}/", sent)
    assert page.status_code == 422
    assert "say it in other words" in page.content.decode()


def test_words_are_looked_for_in_every_text_and_in_the_record(client_of, world, manager):
    _call("statements.record_update")(world.action, by=manager, at=AT, comment="Jordan was seen.")
    Meeting.objects.filter(pk=world.meeting.pk).update(agenda="About JORDAN")
    Meeting.objects.filter(pk=world.meeting.pk).update(agenda="")
    client = client_of(Position.ADMINISTRATOR)
    page = client.post("/redact/", {"passage": "jordan"})
    assert {p.words.split(" of ")[0] for p in page.context_data["places"]} == {
        "the comment",
        "the agenda",
    }
    assert client.post("/redact/", {"passage": "ab"}).status_code == 422
    assert client.get("/redact/").status_code == 200


def test_looking_for_words_costs_the_same_however_much_there_is(client_of, loaded, manager):
    client = client_of(Position.ADMINISTRATOR)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.post("/redact/", {"passage": "benchmark"})
        return len(caught)

    before = cost()
    action = Action.objects.get(plan=loaded, ref="7.3")
    for n in range(20):
        _call("statements.record_update")(action, by=manager, at=AT, comment=f"Benchmarking {n}")
    assert cost() == before <= 12


def test_a_decisions_words_belong_to_their_plan(world):
    _call("deciding.keep_date")(world.action, meeting=world.meeting, reason="x", **world.facts())
    decision = Decision.objects.latest("pk")
    changes = Change.objects.filter(model="plans.decision", object_id=decision.pk)
    assert [c.action for c in changes] == [world.action]
