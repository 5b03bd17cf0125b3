"""A whole meeting in a real browser, with scripts and without, and the dashboard before and after."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.models import Action, Endorsement, Meeting, MinuteLine, Plan, User
from plans.rules.access import Position
from plans.rules.dates import long_date
from plans.services.meetings import add_meeting

PLAN = "/plans/2014-improvement/"
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["scripts", "no-scripts"]
)


def today() -> date:
    return timezone.localdate()


def sign_in(page: Page, address: str) -> None:
    User.objects.create_user("the-clerk", password="a long enough word", position=Position.CLERK)
    page.goto(address)
    page.get_by_label("Sign-in name").fill("the-clerk")
    page.get_by_label("Password").fill("a long enough word")
    page.get_by_role("button", name="Sign in").click()


def n_endorsed(page: Page) -> str:
    """The number of the tile “endorsed by the board”."""
    page.goto(PLAN)
    tile = page.locator(".yp-tile", has_text="endorsed by the board")
    return tile.locator("b").inner_text().strip()


@WITH_AND_WITHOUT
def test_a_whole_meeting_from_adding_it_to_agreeing_its_minutes(open_as, loaded, javascript):
    page = open_as(None, javascript=javascript)
    sign_in(page, "/meetings/")
    assert n_endorsed(page) == "0"

    # a meeting of today
    page.goto(f"/boards/{loaded.board.ref}/")
    page.get_by_role("link", name="Add a meeting").click()
    page.get_by_label("Date", exact=True).fill(long_date(today()))
    page.get_by_label("Where it meets").fill("Civic offices")
    page.get_by_label("Agenda").fill("The plan")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The meeting is saved.")).to_be_visible()
    meeting = Meeting.objects.get(board=loaded.board, held_on=today())
    here = meeting.get_absolute_url()

    # attendance
    seats = page.locator(".yp-seats li")
    seats.nth(0).get_by_label("Present").check()
    seats.nth(1).get_by_label("Deputy", exact=True).check()
    seats.nth(1).get_by_label("Deputy’s post").fill("Inspector")
    page.get_by_role("button", name="Save attendance").click()
    expect(page.get_by_text("Attendance is recorded for 2 seats.")).to_be_visible()
    assert meeting.attendances.count() == 2

    # three endorsements: one singly, two at once
    page.get_by_role("button", name="Endorse 1.1", exact=True).click()
    expect(page.get_by_text("1.1 is endorsed; the minutes say so.")).to_be_visible()
    page.get_by_label("Tick 1.2", exact=True).check()
    page.get_by_label("Tick 1.3", exact=True).check()
    page.get_by_role("button", name="Endorse the ticked").click()
    expect(page.get_by_text("1.2 and 1.3 are endorsed; the minutes say so.")).to_be_visible()

    # a challenge, which needs its reason
    page.get_by_role("link", name="Challenge 1.4", exact=True).click()
    expect(page.get_by_text("The minute will read:")).to_be_visible()
    page.get_by_role("button", name="Record decision").click()
    expect(page.get_by_text("Say why 1.4 is challenged.").first).to_be_visible()
    page.get_by_label("Reason", exact=True).fill("no evidence was before the board")
    page.get_by_label("Back to the board", exact=True).first.fill("the next meeting")
    page.get_by_role("button", name="Record decision").click()
    expect(page.get_by_text("1.4 is challenged; the minutes say so.")).to_be_visible()

    # a new date
    page.get_by_role("link", name="Agree a new date for 1.9", exact=True).click()
    page.get_by_label("New due date").fill(f"December {today().year + 1}")
    page.get_by_label("Why").fill("the pack is with the partners")
    page.get_by_role("button", name="Record the new date").click()
    expect(page.get_by_text("The new date of 1.9 is agreed; the minutes say so.")).to_be_visible()

    # the minutes: a line edited, one added, an owner asked, then agreed
    page.get_by_role("link", name="Edit line 1", exact=True).click()
    page.get_by_label("Line", exact=True).first.fill("1.1 was endorsed with thanks.")
    page.get_by_role("button", name="Save the line").click()
    expect(page.get_by_text("1.1 was endorsed with thanks.")).to_be_visible()
    page.get_by_text("Ask an owner for something").click()
    page.get_by_label("Owner").select_option(index=1)
    page.get_by_label("About action").fill("1.4")
    page.get_by_label("Asked for").fill("Bring the evidence")
    page.get_by_role("button", name="Record what is asked").click()
    expect(page.get_by_text("is asked; the minutes say so.")).to_be_visible()
    page.get_by_text("Agree the minutes", exact=True).click()
    page.get_by_role("button", name="The minutes are agreed").click()
    expect(page.get_by_text("The minutes are agreed.").first).to_be_visible()
    expect(page.get_by_role("button", name="Save attendance")).to_have_count(0)

    # afterwards: the decisions, what owners are asked for, and the dashboard
    page.goto(f"{here}decisions/")
    expect(
        page.get_by_text("6 decisions recorded, and 1 owner asked for something.")
    ).to_be_visible()
    assert Endorsement.objects.filter(meeting=meeting).count() == 4
    assert MinuteLine.objects.filter(meeting=meeting, replaced_by=None).count() == 6
    assert n_endorsed(page) == "3"
    page.goto(f"{PLAN}board/")
    expect(page.get_by_text("no evidence was before the board")).to_be_visible()


def test_two_clerks_and_one_decision(open_as, loaded, clerk):
    meeting = add_meeting(loaded.board, as_written=long_date(today()), by=clerk, at=timezone.now())
    here = meeting.get_absolute_url()
    first, second = open_as(Position.CLERK), open_as(Position.CHAIR)
    for page in (first, second):
        page.goto(here)
    first.get_by_role("button", name="Endorse 1.1", exact=True).click()
    expect(first.get_by_text("1.1 is endorsed")).to_be_visible()
    second.get_by_role("button", name="Endorse 1.1", exact=True).click()
    expect(second.get_by_text("Nothing was written a second time").first).to_be_visible()
    assert Endorsement.objects.filter(action__ref="1.1", meeting=meeting).count() == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_pages_of_meetings(open_as, loaded, clerk, check, width):
    meeting = add_meeting(loaded.board, as_written=long_date(today()), by=clerk, at=timezone.now())
    action = Action.objects.get(plan=loaded, ref="1.1")
    here = meeting.get_absolute_url()
    page = open_as(Position.CLERK, width=width)
    example = Plan.objects.get(ref="example-plan").board.meetings.order_by("held_on").last()
    for address in (
        *("/meetings/", f"/boards/{loaded.board.ref}/", "/boards/example-board/"),
        *(here, f"{here}?decide={action.pk}&as=defer", f"{here}change/", f"{here}decisions/"),
        *(example.get_absolute_url(), "/meetings/example-2026-07/", "/plans/example-plan/board/"),
        f"/boards/{loaded.board.ref}/add-meeting/",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        check(page)
