"""What people come for, in a real browser, with scripts and without."""

import pytest
from playwright.sync_api import expect

from plans.management.commands.demo_accounts import ACCOUNTS
from plans.models import Action, User
from plans.rules.access import Position

PLAN = "/plans/2014-improvement/"
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["scripts", "no-scripts"]
)


@WITH_AND_WITHOUT
def test_a_manager_signs_in_filters_updates_and_sees_it_on_the_dashboard(
    open_as, loaded, javascript
):
    User.objects.create_user(
        "the-manager", password="a long enough word", position=Position.MANAGER
    )
    page = open_as(None, javascript=javascript)
    page.goto(PLAN)
    page.get_by_label("Sign-in name").fill("the-manager")
    page.get_by_label("Password").fill("a long enough word")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("93 of 104 actions are reported complete.")).to_be_visible()

    page.get_by_role("link", name="10 past their date", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "10 of 104 actions are past their date"
    )
    page.get_by_role("textbox", name="Words").fill("screening")
    page.get_by_role("button", name="Apply").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 104")

    page.get_by_role("link", name="Update 5.11").click()
    page.get_by_label("Green", exact=True).last.check()
    page.get_by_label("What has happened since?").fill("Pathway agreed by the board.")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_text("The update on 5.11 is recorded as green.")).to_be_visible()

    page.goto(PLAN)
    expect(page.get_by_text("94 of 104 actions are reported complete.")).to_be_visible()
    expect(page.get_by_text("1 completed and 8 passed a forecast.")).to_be_visible()


@WITH_AND_WITHOUT
def test_an_update_from_the_actions_page_takes_two_fields_and_one_button(
    open_as, loaded, javascript
):
    action = Action.objects.get(plan__ref="2014-improvement", ref="8.6")
    page = open_as(Position.MANAGER, javascript=javascript)
    page.goto(f"/actions/{action.pk}/")
    page.get_by_label("Green", exact=True).check()
    page.get_by_label("What has happened since?").fill("Links reviewed.")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_text("Reported green").first).to_be_visible()
    assert action.updates.last().comment == "Links reviewed."


@WITH_AND_WITHOUT
def test_bad_input_keeps_what_was_typed_and_says_what_to_mend(open_as, loaded, check, javascript):
    action = Action.objects.get(plan__ref="2014-improvement", ref="8.6")
    page = open_as(Position.MANAGER, javascript=javascript)
    page.goto(f"/actions/{action.pk}/")
    page.get_by_label("What has happened since?").fill("Typed with care.")
    page.get_by_text("Move the due date").click()
    page.get_by_label("New due date").fill("soonish")
    page.get_by_label("Why the date is moved").fill("Staff left")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("alert")).to_contain_text("“soonish” is not a date")
    expect(page.get_by_label("What has happened since?")).to_have_value("Typed with care.")
    expect(page.get_by_label("New due date")).to_be_visible()
    if javascript:
        check(page)


def test_two_people_at_once_lose_nothing(open_as, loaded, check):
    action = Action.objects.get(plan__ref="2014-improvement", ref="6.5")
    first, second = open_as(Position.MANAGER), open_as(Position.MANAGER)
    for page, words in ((first, "From the first."), (second, "From the second.")):
        page.goto(f"/actions/{action.pk}/")
        page.get_by_label("What has happened since?").fill(words)
    first.get_by_role("button", name="Save update").click()
    expect(first.get_by_text("From the first.").first).to_be_visible()
    second.get_by_role("button", name="Save update").click()
    expect(second.get_by_text("From the first.").first).to_be_visible()
    expect(second.get_by_label("What has happened since?")).to_have_value("From the second.")
    check(second)
    second.get_by_role("button", name="Save update").click()
    assert [u.comment for u in action.updates.all()][-2:] == ["From the first.", "From the second."]


@WITH_AND_WITHOUT
def test_several_actions_are_updated_at_once_with_a_reason(open_as, loaded, check, javascript):
    page = open_as(Position.MANAGER, javascript=javascript)
    page.goto(f"{PLAN}actions/?overdue=on")
    for ref in ("6.3", "6.5"):
        page.get_by_role("checkbox", name=ref).check()
    page.get_by_role("button", name="Update the ticked actions").first.click()
    if javascript:
        check(page)
    page.get_by_label("Green", exact=True).check()
    page.get_by_label("Why these actions are updated together").fill("Benchmarked in May.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("The update is recorded on 2 actions")).to_be_visible()


def test_everything_of_an_update_can_be_done_from_the_keyboard(open_as, loaded):
    action = Action.objects.get(plan__ref="2014-improvement", ref="6.3")
    page = open_as(Position.MANAGER)
    page.goto(f"/actions/{action.pk}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.get_by_label("Amber", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_label("What has happened since?").focus()
    page.keyboard.type("By keyboard.")
    page.get_by_role("button", name="Save update").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("By keyboard.").first).to_be_visible()
    assert action.updates.last().rating.word == "Green"


def test_a_past_day_is_asked_for_in_the_strip_and_cannot_be_edited(open_as, loaded):
    page = open_as(Position.MANAGER)
    page.goto(PLAN)
    page.get_by_label("Look back to").fill("31/03/2015")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("26 of 104 actions are reported complete.")).to_be_visible()
    expect(page.get_by_text("Looking back")).to_be_visible()
    page.get_by_role("link", name="All actions", exact=True).click()
    expect(page.get_by_role("link", name="Update 5.3")).to_have_count(0)


def test_9_5_is_followed_from_the_dashboard_to_both_papers(open_as, loaded):
    page = open_as(Position.BOARD_MEMBER)
    page.goto(f"{PLAN}?as_at=2015-04-23")
    page.get_by_role("link", name="9.5", exact=True).first.click()
    expect(page.get_by_text("Two statements of the same day disagree")).to_be_visible()
    expect(page.get_by_role("heading", name="Report, paragraph 4.10")).to_be_visible()
    expect(
        page.get_by_role("heading", name="Appendix 3, Part B, objective 9, row 5")
    ).to_be_visible()


def test_every_position_has_a_demonstration_account():
    assert {position for position, *_ in ACCOUNTS} == set(Position)
