"""The commands: what they refuse, what they print, and the cache made anew."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError

from plans.models import Action, Standing
from plans.services.statements import record_update
from tests.conftest import AT
from tests.test_house import HOUSE


@pytest.mark.parametrize(
    "text", ["2015-W17-4", "20150423", "2015-4-23", "2015-13-01", "٢٠١٥-٠٤-٢٣"]
)
def test_a_day_is_given_as_year_month_day(loaded, text):
    with pytest.raises(CommandError, match="is not a date: write it as 2015-04-23"):
        call_command("plan_summary", "2014-improvement", "--as-at", text)


def test_the_summary_as_json_is_ascii_alone_and_loses_nothing(loaded, manager):
    record_update(
        Action.objects.get(plan__ref="2014-improvement", ref="5.3"),
        by=manager,
        at=AT,
        comment="“Łódź” – 漢",
    )
    out = StringIO()
    call_command("plan_summary", "2014-improvement", "--json", stdout=out)
    assert out.getvalue().isascii()
    (item,) = [i for i in json.loads(out.getvalue())["items"] if i["ref"] == "5.3"]
    assert item["comment"] == "“Łódź” – 漢"


def test_the_standings_are_made_anew(loaded):
    standings = Standing.objects.order_by("action", "from_on", "known_from")
    facts = ("action", "from_on", "until_on", "known_from", "known_until", "rating")
    before = list(standings.values_list(*facts))
    Standing.objects.filter(action__ref="5.3").delete()
    Standing.objects.filter(action__ref="6.5").update(rating=None, basis="")
    out = StringIO()
    call_command("rebuild_standings", stdout=out)
    assert list(standings.values_list(*facts)) == before
    assert out.getvalue() == f"Made {len(before):,} standings anew.\n"


def test_standings_made_anew_let_go_of_what_pages_gathered(
    loaded, django_capture_on_commit_callbacks
):
    cache.set("gathered", "from standings that were thrown away")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("rebuild_standings", stdout=StringIO())
    assert cache.get("gathered") is None


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("no such table: plans_plan"), "The database has no tables yet: run"),
        (
            ProgrammingError('relation "plans_plan" does not exist\nLINE 1'),
            "has no tables yet: run",
        ),
        (
            OperationalError("database is locked"),
            "The database cannot be used: database is locked.",
        ),
    ],
)
def test_a_database_that_cannot_be_used_gets_one_sentence(monkeypatch, error, sentence):
    def fails(ref, as_at):
        raise error

    monkeypatch.setattr("plans.management.arguments.plan_on_day", fails)
    with pytest.raises(CommandError, match=sentence):
        call_command("plan_summary", "2014-improvement")


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["plan_summary", "2014-improvement"],
        ["load_demo"],
        ["rebuild_standings"],
        ["export_pack", "plan", "2014-improvement", "--format", "xlsx", "--out", "plan.xlsx"],
    ],
)
def test_without_tables_each_command_says_what_to_run(tmp_path, command):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("YOTPLAN", "DJANGO"))}
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "YOTPLAN_DEBUG": "1"}
    ran = subprocess.run(
        [sys.executable, HOUSE / "manage.py", *command],
        cwd=tmp_path,
        env=kept | database,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 1
    said = "CommandError: The database has no tables yet: run python manage.py migrate."
    assert ran.stderr.strip() == said
