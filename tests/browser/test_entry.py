"""Entering and approving a quarter's readings in a real browser: the keyboard, pasting, and axe."""

import pytest
from playwright.sync_api import Page, expect

from indicators.models import Approval, Reading
from plans.rules.access import Position
from tests.indicators.entry_service import APPROVALS, ENTRY, Q2, add, key, make_service

WITH_AND_WITHOUT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["scripts", "no-scripts"]
)
PASTE = """([name, text]) => {
  const field = document.getElementById(name);
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def service(loaded, manager):
    return make_service(manager)


def field(page: Page, ref: str, column: str = "numerator"):
    return page.locator(f"#{key(ref)}-{column}")


def said(page: Page, ref: str):
    return page.locator(f"#{key(ref)}-said")


def values() -> list[tuple]:
    rows = Reading.objects.filter(indicator__service__ref="entry-yot").order_by("pk")
    return [(r.indicator.ref, r.step.ref if r.step else "", r.published) for r in rows]


def test_a_quarter_is_entered_from_the_keyboard_and_looked_over_on_the_way(open_as, service):
    page = open_as(Position.MANAGER)
    page.goto(ENTRY)
    field(page, "share").focus()
    page.keyboard.type("31")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    expect(field(page, "remands")).to_be_focused()
    expect(said(page, "share")).to_contain_text("31 is above its denominator, 30.")
    expect(field(page, "share")).to_have_attribute("aria-invalid", "true")

    page.keyboard.press("ArrowUp")
    expect(field(page, "share")).to_be_focused()
    page.keyboard.type("13")  # what stood there is chosen, so it is typed over
    page.keyboard.press("ArrowDown")
    expect(said(page, "share")).to_contain_text("13 of 30, 43.3%")
    expect(field(page, "share")).not_to_have_attribute("aria-invalid", "true")

    page.keyboard.type("2")
    page.keyboard.press("Enter")
    for counted, of in (("26", "17345"), ("20", "30")):
        page.keyboard.type(counted)
        page.keyboard.press("Tab")
        page.keyboard.type(of)
        page.keyboard.press("Enter")
    expect(field(page, "offered/attended")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Check").last).to_be_focused()
    expect(said(page, "offered/attended")).to_contain_text("12 of 20, 60.0%")
    expect(page.get_by_text("5 of 5 rows filled")).to_be_visible()
    assert values() == []  # nothing was sent half-way

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("5 readings of Q2 2014/15 are saved")).to_be_visible()
    assert values() == [
        ("share", "", "43.3"),
        ("remands", "", "2"),
        ("entrants", "", "150"),
        ("offered", "", "66.7"),
        ("offered", "attended", "60.0"),
    ]


def test_tab_goes_through_the_columns_of_a_row_and_on_to_the_next(open_as, service):
    page = open_as(Position.MANAGER)
    page.goto(ENTRY)
    field(page, "share").focus()
    for column in ("denominator", "published", "status", "note", "period"):
        page.keyboard.press("Tab")
        expect(field(page, "share", column)).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page, "remands")).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page, "remands", "published")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field(page, "remands")).to_be_focused()


def test_the_arrows_pass_over_rows_without_the_column_and_choose_in_a_list(open_as, service):
    page = open_as(Position.MANAGER)
    page.goto(ENTRY)
    field(page, "share", "denominator").focus()
    page.keyboard.press("ArrowDown")
    expect(field(page, "entrants", "denominator")).to_be_focused()
    field(page, "share", "status").focus()
    page.keyboard.press("ArrowDown")
    expect(field(page, "share", "status")).to_be_focused()
    expect(field(page, "share", "status")).to_have_value("revised")
    page.keyboard.press("Shift+Enter")
    expect(field(page, "share", "status")).to_be_focused()


def test_cells_pasted_into_a_field_fill_the_rows_and_columns_from_there(open_as, service):
    page = open_as(Position.MANAGER)
    page.goto(ENTRY)
    page.evaluate(
        PASTE, [field(page, "share").get_attribute("id"), "13\t30\r\n2\t\t2\r\n26\t17,345\r\n"]
    )
    expect(field(page, "share")).to_have_value("13")
    expect(field(page, "share", "denominator")).to_have_value("30")
    expect(field(page, "remands", "published")).to_have_value("2")
    expect(field(page, "entrants", "denominator")).to_have_value("17,345")
    expect(said(page, "entrants")).to_contain_text("26 of 17,345, 150 per 100,000")
    expect(page.locator("[data-told]")).to_contain_text("6 cells are filled.")


def test_what_has_no_place_is_named(open_as, service, check):
    page = open_as(Position.MANAGER)
    page.goto(ENTRY)
    text = "13\t30\t43.3\tsure\n2\t5\n"
    page.evaluate(PASTE, [field(page, "share").get_attribute("id"), text])
    expect(page.locator("[data-told]")).to_have_text(
        "4 cells are filled. Not taken: row 1, column 4 (“sure”); row 2, column 2 (“5”)."
    )
    expect(page.locator("[data-told]")).to_be_visible()
    check(page)


def test_one_value_is_pasted_as_anywhere(open_as, service):
    page = open_as(Position.MANAGER)
    page.goto(ENTRY)
    page.evaluate(PASTE, [field(page, "share").get_attribute("id"), "13\n"])
    expect(field(page, "share")).to_have_value(
        ""
    )  # left to the browser, which a made event does not ask
    assert page.locator("[data-told]").text_content() == ""


@WITH_AND_WITHOUT
def test_a_whole_quarter_from_pasting_it_to_showing_it(open_as, service, javascript):
    page = open_as(Position.MANAGER, javascript=javascript)
    page.goto(ENTRY)
    page.get_by_text("Paste from Excel").click()
    page.get_by_label("Rows copied from a spreadsheet").fill(
        "Indicator\tNumerator\tDenominator\nAssessments in time\t13\t30\nremands\ttwo\nkpi\t1"
    )
    page.get_by_role("button", name="Put these rows into the table").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 4, Indicator: “kpi” is no indicator")
    expect(page.get_by_role("alert")).to_contain_text("Remands, Numerator: “two” is not a number")
    expect(page.get_by_label("Numerator, Assessments in time")).to_have_value("13")
    page.get_by_label("Rows copied from a spreadsheet").fill("")
    page.get_by_role("link", name="Remands, Numerator").click()
    page.get_by_label("Numerator, Remands").fill("2")
    page.get_by_role("button", name="Check").last.click()
    expect(page.get_by_text("2 readings add up.")).to_be_visible()
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("2 readings of Q2 2014/15 are saved")).to_be_visible()

    chair = open_as(Position.CHAIR, javascript=javascript)
    chair.goto(APPROVALS)
    chair.get_by_label("Approve Assessments in time").check()
    chair.get_by_role("button", name="Approve the ticked").click()
    expect(chair.get_by_text("1 reading is approved and may be shown outside")).to_be_visible()
    chair.get_by_text("Send back Remands").click()
    chair.get_by_label("Why it is sent back").fill("Look at the register.")
    chair.get_by_role("button", name="Send it back").click()
    expect(chair.get_by_text("The reading is sent back")).to_be_visible()
    assert [
        a.is_approved
        for a in Approval.objects.filter(reading__indicator__service=service).order_by("pk")
    ] == [True, False]

    page.goto(ENTRY)
    expect(page.get_by_text("Look at the register.").locator("visible=true")).to_have_count(1)


def test_enter_saves_nothing_without_scripts_either(open_as, service):
    page = open_as(Position.MANAGER, javascript=False)
    page.goto(ENTRY)
    field(page, "share").fill("13")
    field(page, "share", "denominator").fill("30")
    field(page, "share", "denominator").press("Enter")
    expect(page.get_by_text("1 reading adds up. Nothing is saved yet")).to_be_visible()
    assert values() == []


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_page_of_entry(open_as, service, manager, check, width):
    add("share", manager)
    add("remands", manager, **Q2, numerator=2, denominator=None, published="2")
    page = open_as(Position.MANAGER, width=width)
    page.goto(ENTRY)
    check(page)
    field(page, "share").fill("31")
    field(page, "share", "denominator").fill("30")
    field(page, "entrants").fill("26")
    field(page, "entrants", "denominator").fill("17345")
    expect(said(page, "share")).to_contain_text("31 is above")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    check(page)
    page.get_by_label("Rows copied from a spreadsheet").fill("kpi\t1")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_role("alert")).to_contain_text("“kpi” is no indicator")
    check(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_page_of_approvals(open_as, service, manager, chair, check, width):
    add("share", manager, **Q2, published="41.0", note="As it was printed.")
    add("remands", chair, **Q2, numerator=2, denominator=None, published="2")
    page = open_as(Position.CHAIR, width=width)
    page.goto(APPROVALS)
    check(page)
    page.get_by_text("Send back").click()
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it is sent back")
    check(page)


def test_the_bar_does_not_hide_the_field_that_has_the_focus(open_as, service):
    page = open_as(Position.MANAGER)
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(ENTRY)
    field(page, "share").focus()
    for _ in range(4):
        page.keyboard.press("Enter")
        box = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        bar = page.evaluate("document.querySelector('.yp-entry__bar').getBoundingClientRect().top")
        assert box <= bar
