"""Workers as processes of their own, killed, two at once, told to end: nothing twice, nothing lost.

They share a database with one another and not with the tests: on SQLite a file with what the tests have
in memory, on PostgreSQL the tests' own database, whose rows are kept for as long as such a test runs.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds
LEASE = 3  # seconds, in place of the minute that a lease has
SLOW = 15  # seconds that a PDF takes where a test has to come in between
IS_SERVER = connection.vendor != "sqlite"  # whose rows other processes see once they are committed
pytestmark = [pytest.mark.django_db(transaction=IS_SERVER), pytest.mark.slow, pytest.mark.pdf]

START = f"""
import sys, time
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from reports import papers
from reports.services import jobs
jobs.LEASE = timedelta(seconds={LEASE})
def rendered(form, made):
    time.sleep({SLOW} if form.ending == "pdf" and "slowly" in sys.argv else 1)
    return (form.ending + made.document.edition).encode()
if "really" not in sys.argv:
    papers._rendered = rendered
call_command("pack_worker", once="once" in sys.argv)
"""
BEGIN = """
from django.utils import timezone
from plans.models import Plan, User
from reports.drafting import compiled
from reports.readmodels_lint import Weight
from reports.rules.packs import Audience, Kind, Task
from reports.services.drafts import accept_findings, begin_draft
from reports.services.jobs import ask_for
now = timezone.now()
by, _ = User.objects.get_or_create(username="officer", defaults={"position": "panel-officer"})
plan = Plan.objects.get(ref="2014-improvement")
for n in range(%d):
    draft = begin_draft(
        kind=Kind.PLAN, plan=plan, as_at=now.date(), audience=Audience.BOARD, by=by, at=now
    )
    asks = [f for f in compiled(draft).findings() if f.weight is Weight.ASKS]
    if asks:
        accept_findings(draft, asks, "As printed.", by=by, at=now)
    ask_for(draft, Task.ISSUE, by=by, at=now)
"""
TELL = """
import json
from reports.models import IssuedPack, Job, Worker
from reports.verifying import faults_of
packs = list(IssuedPack.objects.order_by("number"))
print(json.dumps({
    "jobs": [[j.state, j.attempts] for j in Job.objects.all()],
    "issues": [[p.number, p.files.count(), list(faults_of(p))] for p in packs],
    "drafts": sorted(p.draft_id for p in packs),
    "workers": Worker.objects.count(),
}))
"""
CANCEL = """
from django.utils import timezone
from reports.models import Job
from reports.services.jobs import cancel_job
job = Job.objects.get()
cancel_job(job, by=job.asked_by, at=timezone.now())
"""


@dataclass
class Elsewhere:
    """Another process's view of a database."""

    url: str
    select: Callable[[str], list]
    workers: list[subprocess.Popen]

    def run(self, code: str) -> str:
        """What that code prints, in a process that is set up."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            cwd=HOUSE,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tell(self) -> dict:
        return json.loads(self.run(TELL))

    def start(self, *options: str) -> subprocess.Popen:
        worker = subprocess.Popen(
            [sys.executable, "-c", START, *options],
            cwd=HOUSE,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.workers.append(worker)
        return worker

    def until(self, sql: str, wanted) -> None:
        """Waits until a query gives that."""
        ends = time.monotonic() + PATIENCE
        while (got := self.select(sql)) != wanted:
            assert time.monotonic() < ends, (sql, got, wanted, self._said())
            time.sleep(0.05)

    def _said(self) -> list[str]:
        ended = [w for w in self.workers if w.poll() is not None]
        return [w.stdout.read() for w in ended]

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }


@pytest.fixture
def elsewhere(loaded, tmp_path) -> Iterator[Elsewhere]:
    url, select = _on_postgresql() if IS_SERVER else _in_a_file(tmp_path)
    made = Elsewhere(url, select, [])
    yield made
    for worker in made.workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait()
        worker.stdout.close()


def _on_postgresql() -> tuple[str, Callable[[str], list]]:
    at = connection.settings_dict
    place = f"{at['HOST']}:{at['PORT']}" if at["PORT"] else at["HOST"]
    secret = f":{at['PASSWORD']}" if at["PASSWORD"] else ""

    def select(sql: str) -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return f"postgres://{at['USER']}{secret}@{place}/{at['NAME']}", select


def _in_a_file(folder: Path) -> tuple[str, Callable[[str], list]]:
    """A copy of the tests' database as it was loaded, in a file."""
    path = folder / "yotplan.sqlite3"
    path.write_bytes(connection.connection.serialize())
    copy = sqlite3.connect(path)
    copy.execute("PRAGMA journal_mode = WAL")
    copy.close()

    def select(sql: str) -> list:
        reader = sqlite3.connect(path, timeout=20)
        try:
            return reader.execute(sql).fetchall()
        finally:
            reader.close()

    return f"sqlite:///{path}", select


STATES = "SELECT state FROM reports_job ORDER BY id"
STAGE = "SELECT stage FROM reports_job"


def test_a_worker_killed_in_mid_work_loses_nothing_and_nothing_is_made_twice(elsewhere):
    elsewhere.run(BEGIN % 1)
    first = elsewhere.start("really")
    elsewhere.until(STAGE, [("making the PDF",)])
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert elsewhere.tell()["issues"] == []
    second = elsewhere.start("really")
    elsewhere.until(STATES, [("done",)])
    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE) == 0
    told = elsewhere.tell()
    assert told["jobs"] == [["done", 2]]
    assert told["issues"] == [[1, 5, []]]


def test_two_workers_share_the_work_and_do_each_piece_once(elsewhere):
    elsewhere.run(BEGIN % 3)
    workers = [elsewhere.start(), elsewhere.start()]
    elsewhere.until(STATES, [("done",)] * 3)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
    told = elsewhere.tell()
    assert told["issues"] == [[n, 5, []] for n in (1, 2, 3)]
    assert len(set(told["drafts"])) == 3
    assert told["workers"] == 0


def test_a_worker_that_slept_through_its_lease_keeps_nothing(elsewhere):
    elsewhere.run(BEGIN % 1)
    slept = elsewhere.start("once", "slowly")
    elsewhere.until(STAGE, [("making the PDF",)])
    slept.send_signal(signal.SIGSTOP)
    other = elsewhere.start("once")
    time.sleep(LEASE)
    if other.wait(PATIENCE) == 0 and elsewhere.select(STATES) != [("done",)]:
        elsewhere.start("once").wait(PATIENCE)  # the first came before the lease had run out
    slept.send_signal(signal.SIGCONT)
    assert slept.wait(PATIENCE) == 0
    told = elsewhere.tell()
    assert told["jobs"] == [["done", 2]]
    assert told["issues"] == [[1, 5, []]]


def test_a_worker_told_to_end_gives_its_job_back(elsewhere):
    elsewhere.run(BEGIN % 1)
    worker = elsewhere.start()
    elsewhere.until(STATES, [("running",)])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert "Ended after 1 job." in worker.stdout.read()
    told = elsewhere.tell()
    assert (told["jobs"], told["issues"]) in (
        ([["waiting", 0]], []),
        ([["done", 1]], [[1, 5, []]]),  # it was at its last step
    )
    assert told["workers"] == 0


def test_work_that_is_cancelled_while_it_runs_keeps_nothing(elsewhere):
    elsewhere.run(BEGIN % 1)
    worker = elsewhere.start("once", "slowly")
    elsewhere.until(STAGE, [("making the PDF",)])
    elsewhere.run(CANCEL)
    assert worker.wait(PATIENCE) == 0
    told = elsewhere.tell()
    assert told["jobs"][0][0] == "cancelled"
    assert told["issues"] == []


def test_two_officers_who_issue_at_one_moment_get_one_number_each(elsewhere):
    elsewhere.run(BEGIN % 2)
    code = """
import sys, time
from django.utils import timezone
from reports import papers
from reports.models import Draft
from reports.services.issuing import issue_pack
papers._rendered = lambda form, made: (time.sleep(0.3), made.document.edition.encode())[1]
draft = Draft.objects.order_by("pk")[{n}]
print(issue_pack(draft, by=draft.recorded_by, at=timezone.now()).number)
"""
    officers = [
        subprocess.Popen(
            [sys.executable, "-c", "import django; django.setup()\n" + code.format(n=n)],
            cwd=HOUSE,
            env=elsewhere.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in (0, 1)
    ]
    numbers = [officer.communicate(timeout=PATIENCE)[0].strip() for officer in officers]
    assert sorted(numbers) == ["1", "2"]
    assert [issue[1:] for issue in elsewhere.tell()["issues"]] == [[5, []], [5, []]]
