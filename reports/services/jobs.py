"""Work for a worker: asked for, taken, held by a lease, kept once, cancelled, given back.

Who takes a job holds it by a token until its lease runs out, and renews that as it goes on. A worker
that died leaves a lease that ends, and the next takes the job up under a token of its own; what
the first one made, should it live after all, is not kept, since its token is no longer the job's.
"""

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from plans.models import User
from plans.services.errors import NotAllowed, Refused
from reports.models import Draft, IssuedPack, Job, JobFile, Worker
from reports.papers import FORMATS, Paper
from reports.rules.making import may_make, why_not
from reports.rules.packs import JobState, Task
from reports.selectors.drafts import mark_of
from reports.services.drafts import NoLongerADraft, require_maker, require_open
from reports.services.issuing import Prepared, keep_issue

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
LEFT_BEHIND = timedelta(days=1)  # a worker that was not seen for so long is forgotten
GOING_ON = (JobState.WAITING.value, JobState.RUNNING.value)
GIVEN_UP = (
    f"This was begun {MOST_ATTEMPTS} times and never came to its end: the worker was stopped or died "
    "each time. Ask the administrator to look at the worker’s log, then ask for it again."
)


class NotHeld(Exception):
    """The job is not that worker’s any more: it was cancelled, or its lease ran out and another has it."""


@transaction.atomic
def ask_for(
    draft: Draft, task: Task, *, by: User, at: datetime, formats: Collection[str] = ()
) -> Job:
    """The work, waiting for a worker; what is asked for already is not asked for twice."""
    require_maker(by, draft.kind)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    require_open(draft)
    going_on = Job.objects.filter(draft=draft, task=task.value, state__in=GOING_ON).first()
    if going_on:
        return going_on
    wanted = [ending for ending in FORMATS if ending in formats] if task is Task.FILES else []
    if task is Task.FILES and not wanted:
        raise Refused("Choose at least one format.", field="formats")
    return Job.objects.create(
        draft=draft, task=task.value, formats=wanted, asked_by=by, asked_at=at
    )


@transaction.atomic
def cancel_job(job: Job, *, by: User, at: datetime) -> Job:
    """The work is not wanted any more. One that came to its end stays as it is."""
    if not may_make(by.position, job.draft.kind):
        raise NotAllowed(why_not(by.position))
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state in GOING_ON:
        _end(job, JobState.CANCELLED, at=at)
    return job


@transaction.atomic
def take_job(*, at: datetime) -> Job | None:
    """The oldest job that waits, or whose lease has run out, now held by a token of its own."""
    free = Job.objects.filter(
        Q(state=JobState.WAITING.value) | Q(state=JobState.RUNNING.value, leased_until__lt=at)
    ).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        free = free.select_for_update(skip_locked=True)
    for job in free:
        if job.attempts < MOST_ATTEMPTS:
            return _taken(job, at)
        _end(job, JobState.FAILED, at=at, problem=GIVEN_UP)
    return None


def _taken(job: Job, at: datetime) -> Job:
    job.state = JobState.RUNNING.value
    job.token = secrets.token_hex(16)
    job.leased_until = at + LEASE
    job.attempts += 1
    job.started_at = job.stage_at = at
    job.stage, job.n_done, job.n_all = "", 0, 0
    job.save()
    return job


def any_free(*, at: datetime) -> bool:
    """Whether there is a job to take: asked before a lock is, since most of the time there is none."""
    return Job.objects.filter(
        Q(state=JobState.WAITING.value) | Q(state=JobState.RUNNING.value, leased_until__lt=at)
    ).exists()


def renew(
    job: Job, *, at: datetime, stage: str, stage_at: datetime, n_done: int, n_all: int
) -> None:
    """Holds the job for another while and says how far it is. Raises NotHeld."""
    held = Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING.value).update(
        leased_until=at + LEASE, stage=stage[:80], stage_at=stage_at, n_done=n_done, n_all=n_all
    )
    if not held:
        raise NotHeld


@transaction.atomic
def give_back(job: Job, *, at: datetime, is_counted: bool = True) -> None:
    """The job waits again, for any worker. Not counted: it was not begun as far as its attempts go."""
    try:
        job = _held(job)
    except NotHeld:
        return
    job.state, job.token, job.leased_until = JobState.WAITING.value, "", None
    job.stage, job.stage_at, job.n_done, job.n_all = "", None, 0, 0
    if not is_counted:
        job.attempts -= 1
    job.save()


@transaction.atomic
def fail_job(job: Job, problem: str, *, at: datetime) -> None:
    """The job came to its end without what was asked for, and says why in a sentence."""
    try:
        _end(_held(job), JobState.FAILED, at=at, problem=problem)
    except NotHeld:
        return


@transaction.atomic
def keep_files(job: Job, papers: Iterable[Paper], *, mark: str, at: datetime) -> Job:
    """The files of a draft, all of them or none. Raises NotHeld, and NoLongerADraft where it changed."""
    job = _held(job)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=job.draft_id)
    require_open(draft)
    if mark_of(draft) != mark:
        raise NoLongerADraft(
            "The draft was changed while its files were being made, so none was kept: make them again."
        )
    for paper in papers:
        JobFile.objects.filter(job__draft=draft, format=paper.ending).delete()
        JobFile.objects.create(
            job=job,
            format=paper.ending,
            name=paper.name,
            content_type=paper.content_type,
            content=paper.content,
        )
    return _end(job, JobState.DONE, at=at)


@transaction.atomic
def keep_issued(job: Job, prepared: Prepared, *, by: User, at: datetime) -> IssuedPack:
    """The issue, and that the job is done: both or neither. Raises NotHeld, and as `keep_issue` does."""
    job = _held(job)
    pack = keep_issue(prepared, by=by, at=at)
    job.result = pack
    _end(job, JobState.DONE, at=at)
    return pack


def _held(job: Job) -> Job:
    """The job as it stands, if the token is still its own, held until the end of the transaction."""
    found = (
        Job.objects.select_for_update(of=("self",))
        .filter(pk=job.pk, token=job.token, state=JobState.RUNNING.value)
        .first()
    )
    if found is None:
        raise NotHeld
    return found


def _end(job: Job, state: JobState, *, at: datetime, problem: str = "") -> Job:
    job.state, job.problem, job.ended_at = state.value, problem, at
    job.token, job.leased_until = "", None
    if state is JobState.DONE:
        job.stage, job.stage_at = "", None
    job.save()
    return job


# ---------- workers ----------


def worker_seen(name: str, *, at: datetime) -> None:
    """Puts down that the worker is there."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": at})


@transaction.atomic
def worker_gone(name: str, *, at: datetime) -> None:
    """The worker has ended; those that ended without a word are forgotten after a day."""
    Worker.objects.filter(Q(name=name) | Q(seen_at__lt=at - LEFT_BEHIND)).delete()
