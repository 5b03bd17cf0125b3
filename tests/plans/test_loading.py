"""Loading again changes nothing; what was altered is named; a broken file loads nothing."""

from io import StringIO
from pathlib import Path
from shutil import copy

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError

from plans.models import Action, LoadedRow, Plan, Rating, Role, Standing, Update
from plans.services.fixture_file import BrokenFixture
from plans.services.ledger import Altered, Ledger, stored_all
from plans.services.loading import DOCUMENTS, load_fixtures
from plans.services.statements import assign_owners, record_update
from tests.conftest import AT, FIXTURES, LOADED_AT
from tests.unguarded import unguarded

PACK, PLAN = "2015-scrutiny-pack.toml", "2014-improvement"


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in DOCUMENTS:
        copy(FIXTURES / name, tmp_path)
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
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0
    assert counts() == before


def test_what_users_added_since_never_conflicts(loaded, manager):
    action = Action.objects.get(plan__ref=PLAN, ref="5.3")
    record_update(
        action, by=manager, at=AT, rating="Green", revised_due="May 2016", revised_reason="x"
    )
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0


def test_giving_a_loaded_role_to_somebody_never_conflicts(loaded, owner, manager):
    role = Role.objects.get(name="YOT Board Education Rep")
    role.holdings.create(user=owner, from_on=AT.date(), recorded_by=manager, recorded_at=AT)
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0


def test_an_altered_row_is_named_with_its_field_and_nothing_is_written(loaded):
    Action.objects.filter(plan__ref=PLAN, ref="5.3").update(title="Otherwise")
    Rating.objects.filter(plan__ref=PLAN, word="Blue").update(definition="Otherwise")
    before = counts()
    with pytest.raises(Altered) as caught:
        load_fixtures(FIXTURES, at=LOADED_AT)
    assert caught.value.rows == [
        "rating Blue was altered (definition)",
        "action 5.3 was altered (title)",
    ]
    assert counts() == before


def test_the_command_says_so_in_one_sentence_and_a_list(loaded):
    Action.objects.filter(plan__ref=PLAN, ref="5.3").update(title="Otherwise")
    with pytest.raises(
        CommandError, match=r"(?s)Nothing was written.*action 5\.3 was altered \(title\)"
    ):
        call_command("load_demo", stdout=StringIO())


def test_a_deleted_row_is_named(loaded):
    Action.objects.get(plan__ref=PLAN, ref="1.10").links.all().delete()
    with pytest.raises(Altered) as caught:
        load_fixtures(FIXTURES, at=LOADED_AT)
    assert caught.value.rows == ["action 1.10, see action 1.8 was deleted"]


def test_a_file_that_says_otherwise_now_is_named(loaded, folder):
    edit(folder, 'due_as_written = "Dec 2014"', 'due_as_written = "Nov 2014"')
    with pytest.raises(Altered, match="stands otherwise in the file now"):
        load_fixtures(folder, at=LOADED_AT)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('ref = "1.2"', 'ref = "1.2', "cannot be read"),
        ('word = "Red"', 'wort = "Red"', "rating 1: there is no field “wort”; there are word,"),
        ('word = "Red"', 'wort = "Red"', "rating 1: word is missing."),
        ('rating = "Amber"', 'rating = "Purple"', "not in this plan's key"),
        ('meaning = "behind"', 'meaning = "late"', "rating Red: meaning is “late”: it is one of"),
        (
            'basis = "stated"',
            'basis = "guessed"',
            "basis is “guessed”: it is one of stated, inferred",
        ),
        ('basis = "stated"', "", "a rating says its basis, and nothing else has one."),
        ("\n[[rating]]", "\n[[ratings]]", "ratings: a file of this kind has no such section."),
        (
            "\n[[rating]]",
            "\n[inspection]\n[[rating]]",
            "inspection: a file of this kind has no such",
        ),
        ("\n[[part]]", "\n[[part]]\ntone = 1", "part A: there is no field “tone”"),
        ('{ ref = "1.8",', '{ ref = "1.8", tone = "x",', "sees 1: there is no field “tone”"),
        ('{ ref = "1.8",', '{ ref = "99",', "action 1.10, sees: '99' is missing or unknown."),
        ('{ number = "9",', '{ number = "99",', "sees_objectives: '99' is missing or unknown."),
        ("success_shared_with = ", 'success_shared_with = "99" # ', "'99' is missing or unknown."),
        ('owners = ["', 'owners = ["Nobody", "', "'Nobody' is missing or unknown."),
        ('about_part = "', 'about_part = "Z', "is missing or unknown."),
        ('{ number = "9",', '{ nr = "9",', "sees_objectives 1: number is missing."),
        ("[service]", "[[service]]", "service: it is given once, as [service]."),
        ('[service]\nref = "', '[service]\nref = "a b ', "it holds letters, digits, hyphens"),
        (
            "begins_on = 2014",
            'begins_on = "2014"\n# ',
            "[plan]: begins_on is a day, written without",
        ),
        ('ref_as_printed = "', 'ref_as_printed = "\\u0000', "ref_as_printed holds a NUL character"),
        (
            'publisher = "',
            f'publisher = "{"x" * 200}',
            "publisher has 223 characters: keep it to 120.",
        ),
        ('ref = "1.2"', 'ref = "1.1"', "action 1.1, success measure: it is given twice."),
        ('aliases = ["PYOT Chair", "', 'aliases = ["PYOT Chair", "PYOT Chair", "', "thing twice."),
        ('aliases = ["PYOT Manager"]', 'aliases = ["PYOT Chair"]', "another entry of its kind has"),
        ("position = 2", "position = 99999999999999999999", "is a number from 0 to 32,767."),
        ("position = 2", "position = true", "is a whole number, written without quotation marks."),
        ("position = 2", f"position = {'9' * 5000}", "cannot be read"),
        ('objective = "1"', 'objective = "77"', "'77' is missing or unknown."),
        ('part = "A"', "", "action 1.1: objective 1 has no part, and so no day, of which"),
    ],
)
def test_a_broken_file_says_where_and_loads_nothing(db, folder, old, new, said):
    _empty()
    with pytest.raises(BrokenFixture, match=PACK) as caught:
        load_fixtures(edit(folder, old, new), at=LOADED_AT)
    assert said in str(caught.value)
    assert not Plan.objects.exists()


def test_a_link_given_twice_is_refused(db, folder):
    _empty()
    link = '{ ref = "1.8", as_printed = "8 above" }'
    edit(folder, link, f"{link}, {link}")
    with pytest.raises(BrokenFixture, match=r"action 1\.10, see action 1\.8: it is given twice\."):
        load_fixtures(folder, at=LOADED_AT)


def test_an_objective_without_a_part_may_have_actions_of_which_nothing_is_said(db, folder):
    _empty()
    path = folder / PACK
    facts = path.read_text()
    head, action = facts.split("[[objective]]")[0], facts.split("[[action]]")[1]
    kept = [line for line in action.splitlines() if line.split(" = ")[0] in _TOLD_OF_NOTHING]
    new = '[[objective]]\nnumber = "1"\ntitle = "One"\nplace = "p"\n\n[[action]]\n'
    boards = "[[board]]" + facts.split("[[board]]", 1)[1].split("[[assurance]]")[0]
    path.write_text(head + new + "\n".join(kept) + "\n\n" + boards)
    load_fixtures(folder, at=LOADED_AT)
    action = Action.objects.get()
    assert action.objective.part is None
    assert not action.updates.exists()
    assert action.standings.count() == 1


_TOLD_OF_NOTHING = {"ref", "objective", "ref_as_printed", "title", "place"} | {
    *("owners", "owners_as_written", "due_as_written"),
}


def test_owners_are_compared_in_their_order_so_that_lead_and_support_differ(loaded, manager):
    roles = list(Role.objects.all()[:2])
    assignment = assign_owners(
        Action.objects.get(plan__ref=PLAN, ref="1.2"),
        [],
        as_written="x",
        by=manager,
        at=AT,
        reason="y",
    )
    for position in (1, 0):  # the lead is written last
        assignment.places.create(role=roles[position], position=position)
    (stored,) = stored_all([assignment]).values()
    assert stored["roles"] == [role.pk for role in roles]


def test_standings_that_were_thrown_away_are_made_anew(loaded):
    before = list(Standing.objects.values_list("action", "from_on", "rating"))
    Standing.objects.filter(action__plan__ref=PLAN, action__ref="5.3").delete()
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0
    assert list(Standing.objects.values_list("action", "from_on", "rating")) == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValidationError("Write it so."), "Write it so."),
        (TypeError("'<' not supported"), "its fields do not go together"),
        (
            DataError("value too long for type character varying(60)"),
            "its fields do not go together",
        ),
        (IntegrityError("CHECK constraint failed: part_date_precision"), "a day and its precision"),
        (IntegrityError("UNIQUE constraint failed: plans_plan.ref"), "another entry of its kind"),
    ],
)
def test_what_the_database_says_is_put_into_words(loaded, error, said):
    def make():
        raise error

    with pytest.raises(BrokenFixture) as caught:
        Ledger("a.toml").put("plan 1", {}, make)
    assert str(caught.value).startswith(f"fixtures/a.toml, plan 1: {said}")


def test_a_missing_file_is_named(db, tmp_path):
    with pytest.raises(BrokenFixture, match=r"2014-inspection-report\.toml is missing"):
        load_fixtures(tmp_path, at=LOADED_AT)


def _empty() -> None:
    """Takes the demonstration's rows out again, past the guards, within this test's transaction."""
    from django.apps import apps
    from django.db import connection

    tables = [
        m._meta.db_table
        for app in ("reports", "indicators", "plans")
        for m in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with unguarded(connection), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE " + ", ".join(tables) + " CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
