"""What every test can ask for: somebody of each position, the demonstration's data, a fixed day."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.test import Client

from plans.models import Board, LoadedRow, Meeting, Plan, User
from plans.rules.access import Position
from reports.services.loading import load_fixtures
from tests.capabilities import NEEDS, cannot_test
from tests.unguarded import make_flushable

hypothesis.settings.register_profile("here", deadline=None)  # the cores are few, and shared
hypothesis.settings.load_profile("here")
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)  # when the tests' rows are recorded, by the clock
LOADED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # after all that the demonstration tells
BACKEND = "plans.authentication.PositionBackend"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The demonstration's data, loaded once; each test's own writes are rolled back after it."""
    make_flushable(connection)
    with django_db_blocker.unblock():
        load_fixtures(FIXTURES, at=LOADED_AT)


@pytest.fixture
def loaded(db) -> Plan:
    """The 2014 plan. A test with real transactions empties the database: then it is loaded anew."""
    if not LoadedRow.objects.exists():
        load_fixtures(FIXTURES, at=LOADED_AT)
    return Plan.objects.get(ref="2014-improvement")


@pytest.fixture
def as_at() -> date:
    return date(2015, 4, 23)


@pytest.fixture
def user_of(db) -> Callable[..., User]:
    """A function: the account of a position, made at its first use."""

    def user_of(position: Position | str) -> User:
        return User.objects.get_or_create(
            username=f"a-{position}", defaults={"position": Position(position).value}
        )[0]

    return user_of


@pytest.fixture
def client_of(user_of) -> Callable[..., Client]:
    """A function: a browser signed in as somebody of a position."""

    def client_of(position: Position | str) -> Client:
        client = Client()
        client.force_login(user_of(position), backend=BACKEND)
        return client

    return client_of


def _account(position: Position):
    @pytest.fixture(name=position.value.replace("-", "_"))
    def account(user_of) -> User:
        return user_of(position)

    return account


board_member, chair, clerk, manager, owner, panel_officer, administrator = map(_account, Position)


@pytest.fixture
def meeting_on(loaded, manager) -> Callable[[date], Meeting]:
    """A function: a meeting of the 2014 plan's board on that day."""

    def meeting_on(day: date) -> Meeting:
        recorded = {"recorded_by": manager, "recorded_at": AT}
        if loaded.board is None:
            loaded.board = Board.objects.create(
                service=loaded.service,
                ref="test-board",
                name="Test board",
                kind="board",
                position=1,
                **recorded,
            )
            loaded.save()
        return Meeting.objects.create(
            board=loaded.board,
            ref=f"test-{day}",
            as_written=str(day),
            held_on=day,
            precision="day",
            **recorded,
        )

    return meeting_on


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, can, sentence in NEEDS:
        if item.get_closest_marker(mark) and not can():
            pytest.skip(f"Not tested: {sentence}")


def pytest_terminal_summary(terminalreporter) -> None:
    for line in cannot_test():
        terminalreporter.write_line(f"Not tested: {line}.")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") == "true" and cannot_test():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
