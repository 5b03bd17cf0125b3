"""Who is doing what, and by which page or command: what the change log says of a write.

The log is written by the database itself (plans/guards.py), which asks here. A row that says who
recorded it needs none of this; a row that is changed or removed does: its service runs in `acting`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from plans.models import User

DIRECT = "direct"  # neither a page nor a command: somebody at the database, or a test


@dataclass(frozen=True)
class Act:
    """One act. `by` is the id of an account, None where nobody is known; `at` None: as it is written."""

    by: int | None = None
    at: datetime | None = None
    via: str = DIRECT
    why: str = ""

    def words(self) -> dict[str, str | None]:
        """By, at, via and why as the database keeps them; times in UTC, as Django writes them."""
        at = str(self.at.astimezone(UTC).replace(tzinfo=None)) if self.at else None
        by = None if self.by is None else str(self.by)
        return {"by": by, "at": at, "via": self.via, "why": self.why}


P = ParamSpec("P")
R = TypeVar("R")
_NOBODY = Act()
_act: ContextVar[Act] = ContextVar("act", default=_NOBODY)


def act() -> Act:
    """The act in progress; where there is none, one by nobody, direct."""
    return _act.get()


@contextmanager
def acting(*, by: User | None, at: datetime | None, why: str = "") -> Iterator[None]:
    """Within it, what is changed or removed is put down to that person, moment and reason.

    `by` None (a command) leaves whoever was acting; so does `why` "" with the reason around it.
    """
    now = _act.get()
    token = _act.set(
        replace(now, by=by.pk if by else now.by, at=at or now.at, why=why.strip() or now.why)
    )
    try:
        yield
    finally:
        _act.reset(token)


def acts(service: Callable[P, R]) -> Callable[P, R]:
    """The service run as an act of its own `by` and `at`, and `reason` where it takes one."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with acting(by=kwargs["by"], at=kwargs["at"], why=kwargs.get("reason") or ""):
            return service(*args, **kwargs)

    return run


@contextmanager
def arriving(via: str) -> Iterator[None]:
    """Within it, what is written came by that page or command."""
    token = _act.set(Act(via=via))
    try:
        yield
    finally:
        _act.reset(token)


def arrived(via: str, *, by: int | None) -> None:
    """Says by which page, and whose, the request in progress came, once that is known."""
    _act.set(Act(by=by, via=via))
