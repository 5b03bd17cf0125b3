"""Work in the background: taken up again, never made twice, never lost, and truthful about itself."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command

from plans.rules.access import Position
from plans.services.errors import NotAllowed, Refused
from reports.models import Draft, IssuedPack, Job, JobFile, Worker
from reports.papers import Paper
from reports.rules.making import SMALL_ACTIONS, SMALL_READINGS, is_small
from reports.rules.packs import JobState, Task
from reports.selectors.drafts import mark_of
from reports.selectors.jobs import duration_text, job_page, makes_at_once, worker_lives
from reports.services import drafts, jobs
from reports.services.issuing import prepare_issue
from reports.services.jobs import LEASE, MOST_ATTEMPTS, NotHeld
from reports.services.working import Held, bring_to_an_end, work_once
from tests.conftest import AT
from tests.reports.drafted import begun, quickly

__all__ = ["quickly"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quickly")]
MOMENT = timedelta(milliseconds=1)
PAPER = Paper("x.pdf", "application/pdf", b"x", "pdf")


@pytest.fixture
def draft(loaded, panel_officer) -> Draft:
    return begun(loaded, panel_officer)


@pytest.fixture
def ask(draft, panel_officer):
    def ask(task=Task.FILES, of=None, **more) -> Job:
        more = {"formats": ["html"]} | more if task is Task.FILES else more
        return jobs.ask_for(of or draft, task, by=panel_officer, at=AT, **more)

    return ask


def held(job: Job, *, clock=lambda: AT, stopping=None) -> Held:
    return Held(job, clock=clock, stopping=stopping or threading.Event(), name="w")


def work(**more) -> Job | None:
    return work_once(name="w", **{"clock": lambda: AT, "stopping": threading.Event()} | more)


def renewed(job: Job, at=AT, **said) -> None:
    said = {"stage": "s", "stage_at": at, "n_done": 1, "n_all": 2} | said
    jobs.renew(job, at=at, **said)


# Asked for


def test_what_is_asked_for_twice_is_one_job(ask):
    assert ask() == ask()
    assert ask(Task.ISSUE) != ask()


def test_formats_stand_in_their_order_and_one_is_needed(ask):
    assert ask(formats=["html", "pdf", "gif"]).formats == ["pdf", "html"]


def test_without_a_format_nothing_is_asked_for(ask):
    with pytest.raises(Refused, match="at least one format"):
        ask(formats=["gif"])


def test_only_its_makers_ask_for_it_or_cancel_it(draft, ask, clerk):
    with pytest.raises(NotAllowed):
        jobs.ask_for(draft, Task.ISSUE, by=clerk, at=AT)
    with pytest.raises(NotAllowed):
        jobs.cancel_job(ask(), by=clerk, at=AT)


# Taken


def test_the_oldest_is_taken_first_and_by_one_alone(ask, loaded, panel_officer):
    first = ask()
    second = ask(of=begun(loaded, panel_officer))
    assert [jobs.take_job(at=AT), jobs.take_job(at=AT)] == [first, second]
    assert jobs.take_job(at=AT) is None


@pytest.mark.parametrize(
    ("after", "is_free"), [(-MOMENT, False), (0 * MOMENT, False), (MOMENT, True)]
)
def test_a_job_is_free_again_once_its_lease_has_run_out(ask, after, is_free):
    ask()
    jobs.take_job(at=AT)
    assert (jobs.take_job(at=AT + LEASE + after) is not None) is is_free


def test_a_lease_that_is_renewed_goes_on(ask):
    ask()
    job = jobs.take_job(at=AT)
    renewed(job, AT + LEASE)
    assert jobs.take_job(at=AT + LEASE + MOMENT) is None


def test_who_lost_the_lease_can_neither_renew_nor_keep_nor_fail(ask, draft):
    ask()
    old = jobs.take_job(at=AT)
    new = jobs.take_job(at=AT + 2 * LEASE)
    with pytest.raises(NotHeld):
        renewed(old)
    with pytest.raises(NotHeld):
        jobs.keep_files(old, [PAPER], mark=mark_of(draft), at=AT)
    jobs.fail_job(old, "x", at=AT)
    jobs.give_back(old, at=AT)
    new.refresh_from_db()
    assert (new.state, new.attempts) == (JobState.RUNNING, 2)
    jobs.keep_files(new, [PAPER], mark=mark_of(draft), at=AT)
    assert JobFile.objects.get().job == new


def test_an_issue_made_under_a_lost_lease_is_not_kept(ask, draft, panel_officer):
    ask(Task.ISSUE)
    old = jobs.take_job(at=AT)
    prepared = prepare_issue(draft.pk, by=panel_officer, at=AT)
    jobs.take_job(at=AT + 2 * LEASE)
    with pytest.raises(NotHeld):
        jobs.keep_issued(old, prepared, by=panel_officer, at=AT)
    assert not IssuedPack.objects.exists()


def test_a_job_that_never_ends_is_given_up_in_a_sentence(ask):
    ask()
    at = AT
    for _ in range(MOST_ATTEMPTS):
        assert jobs.take_job(at=at)
        at += 2 * LEASE
    assert jobs.take_job(at=at) is None
    job = Job.objects.get()
    assert (job.state, job.problem) == (JobState.FAILED, jobs.GIVEN_UP)
    assert ask() != job


# Done


def test_the_worker_makes_the_files_that_were_asked_for(ask):
    ask(formats=["pdf", "docx"])
    job = work()
    job.refresh_from_db()
    assert (job.state, job.ended_at) == (JobState.DONE, AT)
    assert set(job.files.values_list("format", flat=True)) == {"pdf", "docx"}


def test_the_worker_issues_for_who_asked(ask, panel_officer):
    ask(Task.ISSUE)
    job = work()
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, IssuedPack.objects.get())
    assert job.result.recorded_by == panel_officer


def test_files_made_anew_take_the_place_of_those_before(ask):
    for _ in range(2):
        ask()
        work()
    assert JobFile.objects.count() == 1


def test_an_issue_throws_the_drafts_files_away(ask):
    ask()
    work()
    ask(Task.ISSUE)
    work()
    assert not JobFile.objects.exists()


def test_what_cannot_be_made_fails_with_its_sentence(ask, draft, panel_officer):
    ask(Task.ISSUE)
    drafts.withdraw_draft(draft, by=panel_officer, at=AT)
    job = work()
    job.refresh_from_db()
    assert (job.state, "This draft was withdrawn" in job.problem) == (JobState.FAILED, True)


def test_files_of_a_draft_that_changed_meanwhile_are_not_kept(ask, draft, panel_officer):
    ask()
    job = jobs.take_job(at=AT)
    mark = mark_of(draft)
    drafts.set_sections(draft, (), seen=mark, by=panel_officer, at=AT)
    with pytest.raises(drafts.NoLongerADraft, match="changed while its files"):
        jobs.keep_files(job, [PAPER], mark=mark, at=AT)
    assert not JobFile.objects.exists()


def test_what_goes_wrong_is_tried_again_and_then_given_up(ask, monkeypatch):
    from reports import papers

    def broken(form, made):
        raise RuntimeError("the font is not there")

    monkeypatch.setattr(papers, "_rendered", broken)
    ask()
    for n in range(1, MOST_ATTEMPTS + 1):
        work()
        job = Job.objects.get()
        assert (job.state, job.attempts) == (
            JobState.WAITING if n < MOST_ATTEMPTS else JobState.FAILED,
            n,
        )
    assert job.problem == ("It could not be made (RuntimeError): the worker’s log has the details.")
    assert work() is None


# Cancelled, stopped


def test_a_waiting_job_that_is_cancelled_is_never_taken(ask, panel_officer):
    jobs.cancel_job(ask(), by=panel_officer, at=AT)
    assert work() is None
    assert Job.objects.get().state == JobState.CANCELLED


def test_a_running_job_that_is_cancelled_keeps_nothing(ask, draft, panel_officer):
    ask()
    job = jobs.take_job(at=AT)
    jobs.cancel_job(job, by=panel_officer, at=AT)
    bring_to_an_end(held(job))
    job.refresh_from_db()
    assert (job.state, JobFile.objects.count()) == (JobState.CANCELLED, 0)


def test_the_work_hears_of_it_at_its_next_step(ask, panel_officer):
    ask()
    at_hand = held(jobs.take_job(at=AT))
    at_hand.beat()
    at_hand.progress(0, 3, "Key")
    jobs.cancel_job(at_hand.job, by=panel_officer, at=AT)
    at_hand.beat()
    with pytest.raises(NotHeld):
        at_hand.progress(1, 3, "Board")


def test_what_is_done_cannot_be_cancelled(ask, panel_officer):
    ask()
    job = work()
    assert jobs.cancel_job(job, by=panel_officer, at=AT).state == JobState.DONE


def test_a_worker_that_is_stopped_gives_the_job_back_as_if_untouched(ask):
    ask()
    stopping = threading.Event()
    stopping.set()
    job = work(stopping=stopping)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.token) == (JobState.WAITING, 0, "")
    assert work() == job


# What it says of itself


def test_a_beat_says_how_far_the_work_is(ask):
    ask()
    at_hand = held(jobs.take_job(at=AT))
    at_hand.progress(2, 9, "Journey")
    at_hand.beat()
    job = Job.objects.get()
    assert (job.n_done, job.n_all, job.stage) == (2, 9, "gathering “Journey”")
    page = job_page(job, at=AT + timedelta(seconds=4))
    assert (page.n_done, page.n_all, page.bar_text) == (2, 9, "2 of 9 sections gathered")
    assert page.sentence == "Gathering “Journey”, for 4 seconds."


def test_between_gathering_and_making_it_says_that_it_reads(ask):
    ask()
    at_hand = held(jobs.take_job(at=AT))
    at_hand.progress(9, 9, "")
    at_hand.beat()
    assert job_page(Job.objects.get(), at=AT + timedelta(seconds=1)).sentence == (
        "Reading it through, for 1 second."
    )


def test_once_all_is_gathered_no_share_is_given_but_the_stage_and_its_time(ask):
    ask()
    at_hand = held(jobs.take_job(at=AT))
    at_hand.progress(9, 9, "making the PDF")
    at_hand.beat()
    page = job_page(Job.objects.get(), at=AT + timedelta(seconds=45))
    assert (page.n_all, page.bar_text) == (0, "")
    assert page.sentence == "Making the PDF, for 45 seconds."


def test_a_worker_that_fell_silent_is_not_said_to_go_on(ask):
    ask()
    job = jobs.take_job(at=AT)
    assert "has not been heard of" in job_page(job, at=AT + LEASE + MOMENT).sentence
    assert "has not been heard of" not in job_page(job, at=AT + LEASE).sentence


def test_a_job_says_how_many_wait_before_it(ask, loaded, panel_officer):
    ask()
    second = ask(of=begun(loaded, panel_officer))
    assert job_page(second, at=AT).sentence == "It waits for a worker, after 1 other."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.9, "less than a second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute and 1 second"),
    ],
)
def test_time_is_said_in_minutes_and_seconds(seconds, said):
    assert duration_text(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(("ago", "lives"), [(29.9, True), (30, False), (31, False)])
def test_a_worker_lives_that_was_seen_within_half_a_minute(db, ago, lives):
    jobs.worker_seen("w", at=AT - timedelta(seconds=ago))
    assert worker_lives(at=AT) is lives


def test_workers_are_forgotten_when_they_end_or_after_a_day(db):
    jobs.worker_seen("silent", at=AT - timedelta(days=1))
    jobs.worker_seen("lost", at=AT - timedelta(days=1, seconds=1))
    jobs.worker_seen("w", at=AT)
    jobs.worker_gone("w", at=AT)
    assert [w.name for w in Worker.objects.all()] == ["silent"]


# How much is made while somebody waits. Measured on two cores that had other work besides, all five
# formats: 104 actions 10 seconds, 300 actions 11, 1,000 actions 31; most of it is the PDF.
@pytest.mark.parametrize(
    ("n_actions", "n_readings", "small"),
    [
        (SMALL_ACTIONS - 1, 0, True),
        (SMALL_ACTIONS, SMALL_READINGS, True),
        (SMALL_ACTIONS + 1, 0, False),
        (0, SMALL_READINGS - 1, True),
        (0, SMALL_READINGS + 1, False),
    ],
)
def test_what_is_small_is_made_at_once(n_actions, n_readings, small):
    assert is_small(n_actions=n_actions, n_readings=n_readings) is small


def test_the_demonstrations_plans_are_small(loaded):
    from plans.models import Plan

    assert [p.ref for p in Plan.objects.all() if not makes_at_once(p)] == []


# The pages


@pytest.fixture
def client(loaded, client_of):
    return client_of(Position.PANEL_OFFICER)


@pytest.fixture
def long(monkeypatch) -> None:
    from reports.rules import making

    monkeypatch.setattr(making, "SMALL_ACTIONS", 0)


def test_a_long_pack_without_a_worker_waits_and_says_how_to_start_one(client, draft, long):
    text = client.get(draft.get_absolute_url()).content.decode()
    assert "This pack is long and no worker is running: it will wait until one is." in text
    response = client.post(f"/packs/drafts/{draft.pk}/issue/", follow=True)
    text = response.content.decode()
    assert "It waits for a worker." in text
    assert "python manage.py pack_worker" in text
    assert "refresh" not in text.lower()
    assert not IssuedPack.objects.exists()


def test_with_a_worker_even_a_small_pack_is_its_work(client, draft):
    from django.utils import timezone

    jobs.worker_seen("w", at=timezone.now())
    client.post(f"/packs/drafts/{draft.pk}/issue/")
    assert Job.objects.get().task == Task.ISSUE


def test_the_work_is_followed_from_the_draft_to_the_issue(client, draft, long):
    client.post(f"/packs/drafts/{draft.pk}/issue/")
    url = f"/packs/jobs/{Job.objects.get().pk}/"
    assert url in client.get(draft.get_absolute_url()).content.decode()
    work()
    response = client.get(url)
    assert response["Location"] == IssuedPack.objects.get().get_absolute_url()


def test_files_are_made_in_the_background_and_kept_until_the_draft_changes(client, draft, long):
    url = draft.get_absolute_url()
    assert client.get(f"{url}files/html/").status_code == 400
    client.post(f"{url}files/", {"formats": ["html", "docx"]})
    work()
    job = Job.objects.get()
    assert "Made in the background" in client.get(url).content.decode()
    response = client.get(f"/packs/jobs/{job.pk}/html/")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    client.post(f"{url}sections/", {"seen": mark_of(draft), "reset": "on"})
    assert client.get(f"/packs/jobs/{job.pk}/html/").status_code == 404


def test_without_a_format_the_page_says_so(client, draft, long):
    response = client.post(f"{draft.get_absolute_url()}files/", {})
    assert response.status_code == 422
    assert "Choose at least one format." in response.content.decode()


def test_work_is_cancelled_by_its_page(client, ask):
    job = ask()
    response = client.post(f"/packs/jobs/{job.pk}/cancel/", follow=True)
    assert "It was cancelled, and nothing was kept." in response.content.decode()
    assert "Cancel the work" not in response.content.decode()


def test_somebody_elses_work_is_not_theirs_to_see(ask, client_of):
    assert client_of(Position.CLERK).get(f"/packs/jobs/{ask().pk}/").status_code == 403


# The command


def test_the_command_does_one_job_and_ends(ask, capsys):
    ask()
    call_command("pack_worker", once=True)
    assert "Ended after 1 job." in capsys.readouterr().out
    assert Job.objects.get().state == JobState.DONE
    assert not Worker.objects.exists()


def test_the_command_without_a_job_ends_at_once(db, capsys):
    call_command("pack_worker", once=True)
    assert "Ended after 0 jobs." in capsys.readouterr().out
