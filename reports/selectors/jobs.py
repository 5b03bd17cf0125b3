"""How work for a worker stands, in words; and whether there is a worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from plans.models import Plan
from plans.rules.words import count_of
from reports.models import Job, JobFile, Worker
from reports.papers import FORMATS
from reports.rules.making import is_small
from reports.rules.packs import JobState, Task

LIVES = timedelta(seconds=30)  # a worker that was seen within this is there
HOW_TO_START = "python manage.py pack_worker"


@dataclass(frozen=True)
class JobPage:
    """How one job stands. `n_all` 0: nothing is being gathered; then `stage` says what it is at."""

    id: int
    title: str
    sentence: str
    n_done: int
    n_all: int
    bar_text: str
    is_over: bool
    is_cancellable: bool
    problem: str
    draft_url: str
    result_url: str
    files: tuple["JobFileLine", ...]
    no_worker: str


@dataclass(frozen=True)
class JobFileLine:
    """One file that a worker made of a draft."""

    label: str
    name: str
    url: str
    made_at: datetime


def worker_lives(*, at: datetime) -> bool:
    """Whether a worker was seen a moment ago."""
    return Worker.objects.filter(seen_at__gt=at - LIVES).exists()


def makes_at_once(plan: Plan) -> bool:
    """Whether a pack of this plan is small enough to be made while somebody waits; two queries."""
    from indicators.models import Reading

    n_readings = Reading.objects.filter(indicator__service=plan.service_id).count()
    return is_small(n_actions=plan.actions.count(), n_readings=n_readings)


def going_on(draft_id: int) -> Job | None:
    """The job of a draft that waits or runs."""
    states = (JobState.WAITING.value, JobState.RUNNING.value)
    return Job.objects.filter(draft=draft_id, state__in=states).order_by("pk").first()


def get_job(pk: int) -> Job | None:
    return Job.objects.select_related("draft__plan__service", "result").filter(pk=pk).first()


def job_page(job: Job, *, at: datetime) -> JobPage:
    """How the job stands at that moment, truthfully: no share is given of what cannot be counted."""
    state = JobState(job.state)
    gathers = state is JobState.RUNNING and job.n_done < job.n_all
    waits = state is JobState.WAITING
    return JobPage(
        id=job.pk,
        title=Task(job.task).label,
        sentence=_sentence(job, state, at),
        n_done=job.n_done if gathers else 0,
        n_all=job.n_all if gathers else 0,
        bar_text=f"{job.n_done} of {count_of(job.n_all, 'section')} gathered" if gathers else "",
        is_over=state not in (JobState.WAITING, JobState.RUNNING),
        is_cancellable=state in (JobState.WAITING, JobState.RUNNING),
        problem=job.problem,
        draft_url=job.draft.get_absolute_url(),
        result_url=job.result.get_absolute_url() if job.result else "",
        files=files_of(job.draft_id, job_id=job.pk) if state is JobState.DONE else (),
        no_worker=NO_WORKER if waits and not worker_lives(at=at) else "",
    )


NO_WORKER = (
    "No worker is running, so this waits until one is. "
    f"Whoever looks after this machine starts one with: {HOW_TO_START}"
)


def _sentence(job: Job, state: JobState, at: datetime) -> str:
    if state is JobState.WAITING:
        before = Job.objects.filter(state=state.value, pk__lt=job.pk).count()
        said = f", after {count_of(before, 'other')}" if before else ""
        again = " It was begun before and goes on from its beginning." if job.attempts else ""
        return f"It waits for a worker{said}.{again}"
    if state is JobState.RUNNING:
        return _running(job, at)
    return {
        JobState.DONE: "It is done.",
        JobState.CANCELLED: "It was cancelled, and nothing was kept.",
        JobState.FAILED: "It could not be made.",
    }[state]


def _running(job: Job, at: datetime) -> str:
    if job.leased_until and job.leased_until < at:
        return "The worker has not been heard of since: another takes it up from its beginning."
    since = duration_text(at - job.stage_at) if job.stage_at else ""
    stage = job.stage or "beginning"
    return f"{stage[0].upper()}{stage[1:]}, for {since}." if since else f"{stage}."


def duration_text(span: timedelta) -> str:
    """ "less than a second", "4 seconds", "2 minutes and 5 seconds"."""
    seconds = int(span.total_seconds())
    if seconds < 1:
        return "less than a second"
    minutes, rest = divmod(seconds, 60)
    said = [count_of(minutes, "minute")] if minutes else []
    said += [count_of(rest, "second")] if rest or not minutes else []
    return " and ".join(said)


def files_of(draft_id: int, *, job_id: int | None = None) -> tuple[JobFileLine, ...]:
    """The files that a worker made of a draft, in the order of the formats; one query."""
    rows = JobFile.objects.filter(job__draft=draft_id).defer("content").select_related("job")
    rows = rows.filter(job=job_id) if job_id else rows
    ordered = sorted(rows, key=lambda f: list(FORMATS).index(f.format))
    return tuple(
        JobFileLine(
            FORMATS[f.format].label,
            f.name,
            reverse("reports:job-file", args=[f.job_id, f.format]),
            f.job.ended_at,
        )
        for f in ordered
    )
