"""Writing: one update, sixteen writers at once, and loading the demonstration."""

import multiprocessing
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, transaction

from bench.database import copy, open_database
from bench.lines import Line, in_turn, ms, timed
from plans.models import Action, Change, Update, User
from plans.services.statements import record_update
from reports.services.loading import load_fixtures

N_WRITERS, N_EACH, ROUNDS = 16, 20, 60
AT = datetime(2015, 5, 1, 9, 0, tzinfo=UTC)
LOADED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # after the latest day that the files speak of


def measure_update(user: User) -> Iterator[Line]:
    """A whole update, with its checks and the standing made anew, against an insert of such a row."""
    action = Action.objects.select_related("plan").get(plan__ref="2014-improvement", ref="5.3")
    other = Action.objects.get(plan__ref="2014-improvement", ref="5.11")
    position = count(1000)

    def bare() -> None:
        with transaction.atomic():
            Update.objects.create(
                action=other,
                comment="Benchmarking went well.",
                effective_on=LOADED_AT.date(),
                position=next(position),
                known_on=LOADED_AT.date(),
                recorded_by=user,
                recorded_at=LOADED_AT,
            )

    def whole() -> None:
        record_update(
            action, by=user, at=LOADED_AT, rating="Amber", comment="Benchmarking went well."
        )

    medians = in_turn({"bare": bare, "whole": whole}, ROUNDS)
    yield Line(
        "recording an update, against one bare insert",
        f"{ms(medians['whole'])} / {ms(medians['bare'])}",
        medians["whole"] / medians["bare"],
        6,
        4,
    )


def measure_writers(database: Path) -> Iterator[Line]:
    """Sixteen processes that each read and then write, on one file."""
    connection.close()
    context = multiprocessing.get_context("fork")
    refused, done = context.Value("i", 0), context.Value("i", 0)
    start = context.Barrier(N_WRITERS + 1)
    writers = [
        context.Process(target=_write, args=(n, database, start, refused, done))
        for n in range(N_WRITERS)
    ]
    for writer in writers:
        writer.start()
    start.wait(timeout=60)
    began = perf_counter()
    for writer in writers:
        writer.join(timeout=90)
    took = perf_counter() - began
    for writer in writers:
        if writer.is_alive():
            writer.terminate()
    open_database(database)
    n = N_WRITERS * N_EACH
    yield Line(
        "writers refused with “locked”, 16 at once, SQLite",
        f"{done.value:,} of {n:,} updates written, {done.value / took:,.0f} a second",
        float(refused.value + (n - done.value - refused.value)),
        0,
        0,
        "refused",
    )


def _write(number: int, database: Path, start, refused, done) -> None:
    open_database(database)
    user = User.objects.get(username="bench")
    actions = list(
        Action.objects.select_related("plan").filter(plan__ref="bench-104").order_by("pk")
    )
    start.wait(timeout=60)
    for n in range(N_EACH):
        try:
            record_update(
                actions[(number + n) % 24], by=user, at=AT, comment=f"Writer {number}, update {n}."
            )
            with done.get_lock():
                done.value += 1
        except OperationalError:
            with refused.get_lock():
                refused.value += 1
    connection.close()
    os._exit(0)


def measure_loading(empty: Path) -> Iterator[Line]:
    """`load_demo` on an empty database, against the same rows inserted in bulk."""
    loads, bulks = [], []
    for n in range(3):
        open_database(copy(empty, f"load-{n}.sqlite3"))
        loads.append(timed(lambda: load_fixtures(settings.BASE_DIR / "fixtures", at=LOADED_AT)))
        rows = _all_rows()
        open_database(copy(empty, f"bulk-{n}.sqlite3"))
        connection.ensure_connection()
        bulks.append(timed(lambda rows=rows: _insert(rows)))
    n_rows = sum(len(group) for _, group in rows)
    load, bulk = median(loads), median(bulks)
    yield Line(
        "load_demo, against the same rows inserted in bulk",
        f"{load:.2f} s / {bulk:.2f} s, {n_rows:,} rows",
        load / bulk,
        10,
        5,
    )


def _all_rows() -> list[tuple[type, list]]:
    """Every row but those of the record, which the database writes itself, here as there."""
    models = [
        model
        for app in ("plans", "indicators", "reports")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return [(m, list(m._base_manager.all())) for m in models if m is not Change]


def _insert(rows: list[tuple[type, list]]) -> None:
    with transaction.atomic():  # what refers to what is checked at the end
        for model, group in rows:
            model._base_manager.bulk_create(group, batch_size=500)
