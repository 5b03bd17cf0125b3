"""Keeps what a page gathered until anything is written: a cache that can be thrown away at any time.

A dashboard reads a whole plan to find its questions and changes; what it found is true until the
next write of any row, each of which is in the record (plans/models/record.py).
"""

import hashlib
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.core.cache import cache as store
from django.db.models import Max

from plans.models import Change

Value = TypeVar("Value")
_DAY = 24 * 60 * 60  # seconds; most addresses are of a day, and few are asked for on the next
_NOTHING = object()


def kept(name: str, asked: tuple, make: Callable[[], Value], *, of: Collection[str] = ()) -> Value:
    """What `make` gives, or what it gave for the same since the last write.

    `asked` is all that it depends on besides the database; `of` names the tables that it reads, by
    "app.model", where it reads few: a write of any other changes nothing of it. What is kept is plain
    values, in the database, so that every process has it and none has its own.
    """
    changes = Change.objects.order_by()
    if of:
        changes = changes.filter(model__in=sorted(of))
    version = changes.aggregate(last=Max("pk"))["last"]
    key = hashlib.sha256(repr((_release(), version, name, asked)).encode()).hexdigest()
    value = store.get(key, _NOTHING)
    if value is _NOTHING:
        value = make()
        store.set(key, value, _DAY)
    return value


@cache
def _release() -> str:
    """A mark of the code that made a value: one kept by another release is not used."""
    here = Path(__file__).resolve().parents[2]
    sources = sorted(
        p for app in ("plans", "indicators", "reports") for p in (here / app).rglob("*.py")
    )
    return hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()
