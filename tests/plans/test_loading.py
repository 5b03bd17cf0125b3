"""Loading again changes nothing; what was altered is named; a broken file loads nothing."""

from io import StringIO
from pathlib import Path
from shutil import copy

import pytest
from django.core.management import CommandError, call_command

from plans.models import Action, LoadedRow, Plan, Rating, Role, Update
from plans.services.loading import Altered, BrokenFixture, load_fixtures
from plans.services.statements import record_update
from tests.conftest import AT, FIXTURES

PACK = "2015-scrutiny-pack.toml"


@pytest.fixture
def folder(tmp_path) -> Path:
    for path in FIXTURES.glob("*.toml"):
        copy(path, tmp_path)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> Path:
    path = folder / PACK
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return folder


def counts() -> list[int]:
    return [m.objects.count() for m in (Action, Update, Role, LoadedRow)]


def test_loading_again_changes_nothing(loaded):
    before = counts()
    assert load_fixtures(FIXTURES, at=AT) == 0
    assert counts() == before


def test_what_users_added_since_never_conflicts(loaded, manager):
    action = Action.objects.get(ref="5.3")
    record_update(
        action, by=manager, at=AT, rating="Green", revised_due="May 2016", revised_reason="x"
    )
    assert load_fixtures(FIXTURES, at=AT) == 0


def test_giving_a_loaded_role_to_somebody_never_conflicts(loaded, owner, manager):
    role = Role.objects.get(name="YOT Board Education Rep")
    role.holdings.create(user=owner, from_on=AT.date(), recorded_by=manager, recorded_at=AT)
    assert load_fixtures(FIXTURES, at=AT) == 0


def test_an_altered_row_is_named_with_its_field_and_nothing_is_written(loaded):
    Action.objects.filter(ref="5.3").update(title="Otherwise")
    Rating.objects.filter(word="Blue").update(definition="Otherwise")
    before = counts()
    with pytest.raises(Altered) as caught:
        load_fixtures(FIXTURES, at=AT)
    assert caught.value.rows == [
        "rating Blue was altered (definition)",
        "action 5.3 was altered (title)",
    ]
    assert counts() == before


def test_the_command_says_so_in_one_sentence_and_a_list(loaded):
    Action.objects.filter(ref="5.3").update(title="Otherwise")
    with pytest.raises(
        CommandError, match=r"(?s)Nothing was written.*action 5\.3 was altered \(title\)"
    ):
        call_command("load_demo", stdout=StringIO())


def test_a_deleted_row_is_named(loaded):
    Action.objects.get(ref="1.10").links.all().delete()
    with pytest.raises(Altered) as caught:
        load_fixtures(FIXTURES, at=AT)
    assert caught.value.rows == ["action 1.10, see action 1.8 was deleted"]


def test_a_file_that_says_otherwise_now_is_named(loaded, folder):
    edit(folder, 'due_as_written = "Dec 2014"', 'due_as_written = "Nov 2014"')
    with pytest.raises(Altered, match="stands otherwise in the file now"):
        load_fixtures(folder, at=AT)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('ref = "1.2"', 'ref = "1.2', "cannot be read"),
        ('word = "Red"', 'wort = "Red"', "rating 1: 'word' is missing"),
        ('rating = "Amber"', 'rating = "Purple"', "not in this plan's key"),
        ('meaning = "behind"', 'meaning = "late"', "rating Red: 'late' is not a valid Meaning"),
    ],
)
def test_a_broken_file_says_where_and_loads_nothing(db, folder, old, new, said):
    _empty()
    with pytest.raises(BrokenFixture, match=PACK) as caught:
        load_fixtures(edit(folder, old, new), at=AT)
    assert said in str(caught.value)
    assert not Plan.objects.exists()


def test_a_missing_file_is_named(db, tmp_path):
    with pytest.raises(BrokenFixture, match=r"2014-inspection-report\.toml is missing"):
        load_fixtures(tmp_path, at=AT)


def _empty() -> None:
    """Takes the demonstration's rows out again, past the guards, within this test's transaction."""
    from django.apps import apps
    from django.db import connection

    tables = [
        m._meta.db_table for m in apps.get_app_config("plans").get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE " + ", ".join(tables) + " CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
