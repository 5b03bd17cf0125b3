"""Does one job: outside of any transaction, holding its lease, and heard if it is to stop."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection

from plans.services.acting import acting
from plans.services.errors import Refused
from reports.drafting import papers_of_draft
from reports.models import Job
from reports.papers import PaperRefused
from reports.pdf import PdfUnavailable
from reports.rules.packs import Task
from reports.selectors.drafts import get_draft, mark_of
from reports.services import jobs
from reports.services.drafts import require_open
from reports.services.issuing import prepared_and_kept

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
BEAT = 1.0  # seconds between two words on how far it is
BEATS_SEEN = 10  # at every tenth the worker says that it lives
WENT_WRONG = "It could not be made ({}): the worker’s log has the details."


class Stopped(Exception):
    """The worker was asked to end."""


class Held:
    """A job at hand: takes what the work says of itself, and tells the work to end.

    The work speaks to memory alone, since it reads the database at one moment and may not write
    meanwhile; `beat`, on a thread and a connection of its own, puts it down and renews the lease.
    """

    def __init__(self, job: Job, *, clock: Clock, stopping: threading.Event, name: str) -> None:
        self.job, self.clock, self.stopping, self.name = job, clock, stopping, name
        self.is_lost = False
        self.n_beats = 0
        self.said = ("", 0, 0)
        self.stage_at = clock()

    def progress(self, n_done: int, n_all: int, title: str) -> None:
        """What the work is at. Raises NotHeld or Stopped where it is to end here."""
        stage = f"gathering “{title}”" if n_done < n_all else title or "reading it through"
        if stage != self.said[0]:
            self.stage_at = self.clock()
        self.said = (stage, n_done, n_all)
        if self.is_lost:
            raise jobs.NotHeld
        if self.stopping.is_set():
            raise Stopped

    def beat(self) -> None:
        """Renews the lease. A database that is busy is asked again at the next beat."""
        stage, n_done, n_all = self.said
        now = self.clock()
        try:
            if self.n_beats % BEATS_SEEN == 0:
                jobs.worker_seen(self.name, at=now)
            self.n_beats += 1
            jobs.renew(
                self.job, at=now, stage=stage, stage_at=self.stage_at, n_done=n_done, n_all=n_all
            )
        except jobs.NotHeld:
            self.is_lost = True
        except DatabaseError:
            log.warning("The lease of job %s could not be renewed", self.job.pk, exc_info=True)


class Beating:
    """Within it the job's lease is renewed by a thread."""

    def __init__(self, held: Held) -> None:
        self.held, self.every = held, BEAT
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._beat, name="lease", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *error) -> None:
        self.is_over.set()
        self.thread.join()

    def _beat(self) -> None:
        try:
            while not self.is_over.wait(self.every):
                self.held.beat()
        finally:
            connection.close()


def work_once(*, name: str, clock: Clock, stopping: threading.Event) -> Job | None:
    """Takes a job and brings it to an end; None where there was none to take."""
    if not jobs.any_free(at=clock()):
        return None
    job = jobs.take_job(at=clock())
    if job is None:
        return None
    held = Held(job, clock=clock, stopping=stopping, name=name)
    with Beating(held):
        bring_to_an_end(held)
    return job


def bring_to_an_end(held: Held) -> None:
    """The work itself, and what becomes of the job: kept, failed with a sentence, or given back."""
    job, clock = held.job, held.clock
    try:
        _do(held)
    except jobs.NotHeld:
        log.info("Job %s was cancelled, or is another worker's", job.pk)
    except Stopped:
        jobs.give_back(job, at=clock(), is_counted=False)
    except (Refused, PaperRefused, PdfUnavailable) as error:
        jobs.fail_job(job, str(error), at=clock())
    except Exception as error:
        log.exception("Job %s went wrong", job.pk)
        if job.attempts < jobs.MOST_ATTEMPTS:
            jobs.give_back(job, at=clock())
        else:
            jobs.fail_job(job, WENT_WRONG.format(type(error).__name__), at=clock())


def _do(held: Held) -> None:
    job = held.job
    with acting(by=job.asked_by, at=held.clock(), why=""):
        if job.task == Task.ISSUE:
            prepared_and_kept(
                job.draft,
                by=job.asked_by,
                at=held.clock(),
                progress=held.progress,
                keep=lambda prepared, *, by, at: jobs.keep_issued(job, prepared, by=by, at=at),
            )
        else:
            _make_files(held)


def _make_files(held: Held) -> None:
    job = held.job
    draft = get_draft(job.draft_id)
    require_open(draft)
    papers = papers_of_draft(draft, job.formats, held.progress)
    held.progress(1, 1, "keeping the files")
    jobs.keep_files(job, papers, mark=mark_of(draft), at=held.clock())
