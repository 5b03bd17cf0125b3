"""axe on every page, as everybody who may open it, on a desk, on a phone, and at 320 pixels."""

import pytest
from django.urls import reverse

from plans.models import Action, Role, User
from plans.rules.access import ACCESS, Position, may_open
from reports.models import Evidence, PanelMeeting
from tests.reports.drafted import one_of_each

REF = "2014-improvement"
NO_PAGES = {
    *("logout", "plans:action-csv", "reports:plan-pack", "password_change_done"),
    *("plans:meeting-record", "plans:question-answer", "plans:rule-switch", "plans:precedence"),
    *("indicators:reading-csv", "indicators:table-csv", "indicators:entry-check"),
    "reports:tables",
    *(f"reports:draft-{each}" for each in ("sections", "accept", "withdraw", "file", "files")),
    *("reports:draft-issue", "reports:job-cancel", "reports:job-file", "reports:issued-file"),
    "reports:issued-correct",
}
OF_A_PLAN = [
    *("reports:plan-dashboard", "reports:journey", "plans:action-list", "plans:bulk-update"),
    *("plans:changes", "plans:slips", "plans:question-list", "plans:rule-list"),
    *("plans:plan-board", "plans:plan-record"),
]
OF_AN_INDICATOR = ("indicator", "bands", "note-add", "links", "indicator-change")
OF_A_REVIEW = ("review", "review-picker")
REVIEW = "2015-improvement-plan"
DAY = "?as_at=2015-04-23"


def addresses() -> dict[str, list[str]]:
    """Every page of the access table with the states in which it can be opened."""
    action = Action.objects.get(plan__ref="2014-improvement", ref="9.5").pk
    late = Action.objects.get(plan__ref="2014-improvement", ref="5.3").pk
    inspection = "2014-full-joint-inspection"
    draft, job, pack = one_of_each()
    paragraph = Evidence.objects.filter(review__ref=REVIEW, exhibits__isnull=False).first().pk
    states = {
        "reports:overview": ["", DAY, "?as_at=2013-12-31"],
        "reports:plan-list": ["", DAY, "?as_at=2013-12-31"],
        "reports:plan-dashboard": ["", DAY, "?as_at=2015-03-31", "?as_at=2014-01-01"],
        "plans:action-list": [
            "",
            f"{DAY}&overdue=on",
            "?q=nothing-has-these-words",
            "?rating=Purple",
            f"?overdue=on&update={late}",
            "?page=2&sort=-updated",
        ],
        "plans:action": ["", DAY, "?as_at=2015-03-31"],
        "plans:bulk-update": [f"?actions={action}&actions={late}"],
        "plans:changes": ["?since=2014-01-01", f"{DAY}&since=2015-03-31&kind=late"],
        "plans:question-list": ["", f"{DAY}&by=objective", "?severity=high"],
        "indicators:indicator-list": ["", "?as_at=2015-07-01", "?service=example-yjs"],
        "indicators:indicator": ["", "?as_at=2015-07-01", "?chart=all"],
        "indicators:entry": ["?service=example-yjs"],
        "indicators:approvals": ["?service=example-yjs"],
        "reports:draft-begin": [f"?kind=board&plan={REF}", f"?kind=scrutiny&plan={REF}"],
        "reports:review-list": ["", "?as_at=2015-07-01"],
        "reports:review": ["", "?as_at=2015-07-01"],
        "reports:review-monitor": ["", "?answer=accepted", "?as_at=2015-09-01&late=on"],
    }
    args = {
        "reports:releases": ["example-yjs"],  # with texts that wait
        **{name: [REF] for name in OF_A_PLAN},
        "plans:board": ["example-board"],
        "plans:meeting": ["example-2026-09"],
        "plans:meeting-change": ["example-2026-09"],
        "plans:meeting-decisions": ["example-2026-09"],
        "plans:meeting-add": ["example-board"],
        "plans:action-record": [action],
        "plans:object-record": ["update", Action.objects.get(pk=action).updates.first().pk],
        "plans:redact": ["update", Action.objects.get(pk=action).updates.first().pk],
        "plans:action": [action],
        "plans:action-update": [action],
        "plans:inspection": [inspection],
        "plans:recommendation": [inspection, "9"],
        "plans:user-change": [User.objects.get(username=f"a-{Position.BOARD_MEMBER}").pk],
        "plans:role-change": [Role.objects.first().pk],
        **{f"indicators:{name}": ["custody-rate"] for name in OF_AN_INDICATOR},
        "indicators:table": ["2015-figure-3"],
        **{f"reports:{name}": [draft.pk] for name in ("draft", "draft-change", "draft-preview")},
        "reports:job": [job.pk],
        "reports:issued": [pack.pk],
        "reports:pack-order": ["scrutiny"],
        **{f"reports:{name}": [REVIEW] for name in OF_A_REVIEW},
        "reports:review-part": [REVIEW, "evidence"],
        "reports:review-part-change": [REVIEW, "evidence", paragraph],
        "reports:review-history": [REVIEW, "evidence", paragraph],
    }
    pages = {
        name: [reverse(name, args=args.get(name)) + state for state in states.get(name, [""])]
        for name in ACCESS
        if name not in NO_PAGES
    }
    for name in OF_A_PLAN:  # the invented plan has endorsements, challenges and moved dates
        if name != "plans:bulk-update":
            pages[name].append(reverse(name, args=["example-plan"]))
    for part in ("about", "texts", "objectives", "members", "meetings", "responses", "glossary"):
        pages["reports:review-part"].append(reverse("reports:review-part", args=[REVIEW, part]))
    meeting = PanelMeeting.objects.filter(review__ref=REVIEW).first().pk
    pages["reports:review-part-change"].append(
        reverse("reports:review-part-change", args=[REVIEW, "meetings", meeting])
    )
    changed = Action.objects.get(plan__ref="example-plan", ref="4.3")  # after it was endorsed
    pages["plans:action"].append(changed.get_absolute_url())
    pages["plans:meeting"].append(reverse("plans:meeting", args=["example-2025-07"]))
    for name in ("example-education", "example-mental-health"):  # limits, targets; a funnel
        pages["indicators:indicator"].append(reverse("indicators:indicator", args=[name]))
    pages["indicators:table"].append(reverse("indicators:table", args=["2023-budget"]))
    return pages


# pages that show other things to other people; the rest look alike to everybody who may open them
DIFFERING = {"reports:overview", "plans:action-list", "plans:action"}


@pytest.mark.parametrize("position", list(Position))
def test_axe_finds_nothing_on_any_page(open_as, loaded, user_of, check, position):
    user_of(Position.BOARD_MEMBER)
    page = open_as(position)
    for name, pages in addresses().items():
        first_who_may = next(p for p in Position if may_open(p, name))
        if may_open(position, name) and (position is first_who_may or name in DIFFERING):
            for address in pages if position is first_who_may else pages[:1]:
                page.goto(address)
                check(page)


def test_no_page_scrolls_sideways_on_the_narrowest_phone(open_as, loaded, user_of, check):
    user_of(Position.BOARD_MEMBER)
    found = addresses()
    for position in (Position.MANAGER, Position.ADMINISTRATOR):
        page = open_as(position, width=320)
        for name, pages in found.items():
            if may_open(position, name) and not (
                position is Position.ADMINISTRATOR and may_open(Position.MANAGER, name)
            ):
                for address in pages:
                    page.goto(address)
                    check(page, axe_too=address is pages[-1])


@pytest.mark.parametrize("address", ["/login/", "/nothing/"])
def test_axe_finds_nothing_when_signed_out(open_as, loaded, check, address):
    page = open_as(None)
    page.goto(address)
    check(page)
    if address == "/login/":
        page.get_by_role("button", name="Sign in").click()
        check(page)


@pytest.mark.parametrize(
    "address",
    ["/nothing/", "/actions/999999/", "/plans/nothing/", f"/plans/{REF}/?as_at=soon", "/accounts/"],
)
def test_axe_finds_nothing_on_a_page_that_says_what_is_wrong(open_as, loaded, check, address):
    page = open_as(Position.BOARD_MEMBER)
    page.goto(address)
    check(page)


def test_axe_finds_nothing_with_every_disclosure_open_and_every_field_in_error(
    open_as, loaded, check
):
    for width in (1280, 320):
        page = open_as(Position.MANAGER, width=width)
        page.goto(
            f"/actions/{Action.objects.get(plan__ref='2014-improvement', ref='6.3').pk}/update/"
        )
        for summary in page.locator("summary").all():
            summary.click()
        check(page)
        for label in (
            "Date of the evidence",
            "Link to the evidence",
            "New due date",
            "How things stood on",
        ):
            page.get_by_label(label).fill("nonsense")
        page.get_by_role("button", name="Save update").click()
        check(page)
        assert page.locator(".govuk-error-summary a").count() >= 3


def test_a_printed_dashboard_keeps_its_words_and_drops_the_menu(open_as, loaded):
    page = open_as(Position.BOARD_MEMBER)
    page.goto(f"/plans/{REF}/{DAY}")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Menu").is_visible()
    assert page.get_by_text("93 of 104 actions").is_visible()
