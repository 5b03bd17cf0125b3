"""Every page that reads: what it says on 23 April 2015, its queries, and what bad addresses get."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.volume import make_plan
from plans.models import Action, Change, Objective, Plan, Update
from plans.rules.access import Position
from plans.services.catalogue import Writer
from plans.services.standings import rebuild_standings
from plans.services.statements import assign_owners, first_due_date, record_update
from tests.conftest import AT

DAY = "?as_at=2015-04-23"
DASHBOARD = f"/plans/2014-improvement/{DAY}"


@pytest.fixture
def get(client_of, loaded):
    client = client_of(Position.BOARD_MEMBER)
    return lambda address: client.get(address)


def test_the_dashboard_opens_with_how_the_plan_stands(get):
    text = get(DASHBOARD).content.decode()
    assert "93 of 104 actions are reported complete." in text
    assert "Of the other 11, 10 are past their date and none is rated red." in text


@pytest.mark.parametrize(
    ("link", "n"),
    [("rating=Green", 93), ("rating=Amber", 11), ("overdue=on", 10), ("outstanding=on", 11)],
)
def test_every_number_of_the_dashboard_leads_to_its_rows(get, link, n):
    response = get(DASHBOARD)
    urls = [t.url for t in response.context_data["page"].tiles if link in t.url]
    assert len(urls) == 1
    assert get(urls[0]).context_data["table"].paginator.count == n


def test_the_bars_of_the_dashboard_lead_to_their_rows(get):
    for group in get(DASHBOARD).context_data["page"].groups:
        for row in group.rows:
            for word in row.bar.words:
                assert (
                    str(get(word.url).context_data["table"].paginator.count) == word.text.split()[0]
                )


def test_the_bases_parts_and_totals_of_the_dashboard_lead_to_their_rows(get):
    page = get(DASHBOARD).context_data["page"]
    for word in (*page.bases, *page.total.words):
        assert str(get(word.url).context_data["table"].paginator.count) == word.text.split()[0]
    assert get(page.total.url).context_data["table"].paginator.count == 104
    counts = [get(g.url).context_data["table"].paginator.count for g in page.groups]
    assert counts == [28, 76]


def test_saying_something_twice_on_a_day_is_no_disagreement(get, manager, loaded):
    action = Action.objects.get(plan__ref="2014-improvement", ref="7.3")
    for rating in ("Amber", "Green"):
        record_update(action, by=manager, at=AT, rating=rating)
    page = get(f"/actions/{action.pk}/").context_data["page"]
    assert (page.headline, page.papers) == ("Reported green.", ())


def test_what_got_worse_since_the_board_stands_before_what_was_completed(get, manager, loaded):
    done, worse = (Action.objects.get(plan=loaded, ref=ref) for ref in ("5.3", "7.4"))
    record_update(done, by=manager, at=AT, rating="Green", comment="Signed off.")
    record_update(worse, by=manager, at=AT, rating="Red", comment="It stopped.")
    brief = get("/plans/2014-improvement/").context_data["page"].changes
    assert brief.heading == "Since the board of April 2015"
    shown = [([r.text for r in line.refs], line.text) for line in brief.lines]
    assert shown[0] == (["7.4"], "went back from green to red, so is no longer reported complete")
    assert brief.sentence.startswith("1 completed, 1 went backwards")


def test_a_moved_date_is_said_with_its_days(get, manager, loaded):
    action = Action.objects.get(plan=loaded, ref="5.3")
    record_update(action, by=manager, at=AT, revised_due="June 2016", revised_reason="Slipped")
    lines = get("/plans/2014-improvement/changes/").context_data["page"].groups
    said = [line.text for group in lines for line in group.lines if line.ref == "5.3"]
    assert any("June 2016" in text and "days later" in text for text in said)


def test_signed_off_later_work_no_longer_remains_by_its_own_words(get, manager, loaded):
    record_update(
        Action.objects.get(plan__ref="2014-improvement", ref="5.3"),
        by=manager,
        at=AT,
        rating="Green",
        comment="Done.",
    )
    page = get("/plans/2014-improvement/").context_data["page"]
    assert page.total.n_work_remains == get(DASHBOARD).context_data["page"].total.n_work_remains


def test_a_board_member_sees_what_disagrees_about_9_5(get, loaded):
    action = Action.objects.get(plan__ref="2014-improvement", ref="9.5")
    response = get(f"/actions/{action.pk}/{DAY}")
    page = response.context_data["page"]
    assert page.headline == "Two statements of the same day disagree about this action."
    assert [p.title for p in page.papers] == [
        "Appendix 3, Part B, objective 9, row 5",
        "Report, paragraph 4.10",
    ]
    assert b"Two statements of the same day disagree" in response.content


def test_9_5_can_be_followed_from_the_dashboard_to_both_sources(get):
    asked = get(DASHBOARD).context_data["page"].asked
    (question,) = [q for q in asked if q.ref == "9.5"]
    assert "rate it differently: green" in question.text
    response = get(question.url)
    page, text = response.context_data["page"], response.content.decode()
    assert [(p.title, p.note) for p in page.papers] == [
        (place, "Scrutiny panel’s agenda pack, 16 June 2015; as at 23 April 2015")
        for place in ("Appendix 3, Part B, objective 9, row 5", "Report, paragraph 4.10")
    ]
    assert "sources-disagree" in [q.code for q in page.questions]
    assert [a.text.partition(":")[0] for a in page.assurances] == ["Youth Justice Board disagrees"]
    for source in (p.title for p in page.papers):
        assert source in text


def test_a_recommendation_says_what_answers_it_and_how_that_stands(get):
    page = get(f"/inspections/2014-full-joint-inspection/recommendations/12/{DAY}").context_data[
        "page"
    ]
    assert [o.number for o in page.objectives] == ["5", "6"]
    assert page.sentence == (
        "Answered by 2 objectives with 28 actions: 22 reported complete, 6 past their date."
    )


def test_part_as_completed_in_the_summary_is_set_against_1_9_and_2_4(get):
    remarks = get("/plans/2014-improvement/?as_at=2015-06-16").context_data["page"].remarks
    disagreeing = [[a.text for a in r.disagrees] for r in remarks if r.disagrees]
    assert ["1.9", "2.4"] in disagreeing


def test_before_its_table_part_b_is_unrated_and_drawn_as_neither_good_nor_bad(get):
    page = get("/plans/2014-improvement/?as_at=2015-03-31").context_data["page"]
    words = [w.text for g in page.groups[1:] for row in g.rows for w in row.bar.words]
    assert all(w.endswith("unrated") for w in words)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (
            "/plans/2019-nothing/",
            404,
            "There is no plan “2019-nothing”. The plans here are: example-plan and 2014-improvement.",
        ),
        ("/plans/2014-improvement/?as_at=soon", 400, "“soon” is not a date"),
        ("/plans/2014-improvement/?as_at=2099-01-01", 400, "1 January 2099 is in the future"),
        ("/plans/2014-improvement/?as_at=2999-01-01", 400, "1 January 2999 is in the future"),
        ("/plans/2014-improvement/?as_at=2013-12-31", 400, "begins on 1 January 2014"),
        ("/?as_at=2015-02-30", 400, "“2015-02-30” is not a date"),
        ("/boards/example-board/?as_at=0001-01-01", 400, "before anything that is kept here"),
        (
            "/plans/2014-improvement/?meeting=example-2025-03",
            400,
            "is of another service: choose one of this service’s",
        ),
        ("/plans/2014-improvement/?meeting=none", 400, "There is no meeting “none”"),
        ("/?meeting=example-2025-05", 400, "is of another service"),
        ("/boards/portsmouth-yot-board/?meeting=example-2025-05", 400, "is of another service"),
        (
            "/plans/2014-improvement/?meeting=portsmouth-board-june",
            400,
            "is not recorded, so nothing can be shown as at it",
        ),
        ("/plans/2014-improvement/?known_on=soon", 400, "“soon” is not a date"),
        ("/actions/999999/", 404, "There is no such action."),
        ("/inspections/none/", 404, "There is no inspection “none”."),
        (
            "/inspections/2014-full-joint-inspection/recommendations/13/",
            404,
            "no recommendation 13",
        ),
    ],
)
def test_an_address_that_cannot_be_is_answered_with_a_sentence(get, address, status, said):
    response = get(address)
    assert response.status_code == status
    assert said in response.content.decode()


def test_before_any_plan_began_the_overview_says_so(get):
    assert "No plan had begun by this day." in get("/?as_at=2013-12-31").content.decode()


def grow(plan, n: int, manager) -> None:
    """More of the same: actions with two updates each, in the plan's last objective."""
    objective = Objective.objects.filter(plan=plan).last()
    write = Writer(by=manager, at=AT)
    role = plan.service.roles.first()
    actions = []
    for i in range(1, n + 1):
        action = write.add_action(
            objective,
            ref=f"10.{100 + i}",
            ref_as_printed=str(i),
            position=1000 + i,
            title="More",
            place="",
        )
        first_due_date(action, "May 2014", by=manager, at=AT, source=None, place="")
        assign_owners(action, [role], as_written=role.name, by=manager, at=AT)
        for rating in ("Amber", "Green" if i % 2 else "Red"):
            record_update(action, by=manager, at=AT, rating=rating, comment="x", refresh=False)
        actions.append(action)
    rebuild_standings(actions)


PAGES = [
    "/",
    "/plans/",
    "/plans/2014-improvement/",
    "/plans/2014-improvement/actions/?rating=Green&sort=-due",
    "/plans/2014-improvement/actions/?differ=on&board=none",
    "/plans/2014-improvement/questions/",
    "/plans/2014-improvement/rules/",
    "/plans/2014-improvement/changes/?since=2014-01-01",
    "/plans/2014-improvement/journey/",
    "/plans/2014-improvement/slips/",
    "/plans/2014-improvement/board/",
    "/plans/2014-improvement/record/",
    "/indicators/",
    "/indicators/?domain=national",
    "/indicators/custody-rate/",
    "/indicators/tables/",
    "/indicators/tables/2015-figure-3/",
    "/meetings/",
    "/packs/",
    "/meetings/portsmouth-board-2015-03/",
    "/boards/portsmouth-yot-board/",
    "/inspections/2014-full-joint-inspection/",
    "/inspections/2014-full-joint-inspection/recommendations/11/",
]
DOWNLOADS = [
    "/plans/2014-improvement/actions.csv",
    "/plans/2014-improvement/pack/?format=xlsx&audience=board",
]
READ = PAGES + DOWNLOADS
MOST = 12  # of a page; a download puts several of them together


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        response = client.get(address)
        assert response.status_code == 200, address
    return len(caught)


def queries_first_and_again(client, address: str) -> tuple[int, int]:
    """When nothing is kept of the page, and when it was read before since the last write."""
    cache.clear()
    return queries(client, address), queries(client, address)


def test_no_page_asks_more_of_the_database_as_the_plan_grows(client_of, loaded, manager):
    client = client_of(Position.MANAGER)
    before = {address: queries_first_and_again(client, address) for address in READ}
    grow(loaded, 40, manager)
    assert {a: queries_first_and_again(client, a) for a in READ} == before
    assert {a: before[a] for a in PAGES if before[a][1] > MOST} == {}


def of_plan(address: str, plan: Plan) -> str:
    """The same page of another plan, of its board or of its board's last meeting."""
    meeting = plan.board.meetings.latest("held_on").ref
    for own, other in (
        ("2014-improvement", plan.ref),
        ("portsmouth-yot-board", plan.board.ref),
        ("portsmouth-board-2015-03", meeting),
    ):
        address = address.replace(own, other)
    return address


@pytest.mark.slow
def test_a_plan_of_1000_actions_with_ten_updates_each_asks_what_one_of_104_does(
    client_of, loaded, manager
):
    client = client_of(Position.MANAGER)
    asked = {}
    for n in (104, 1000):
        plan = make_plan(f"of-{n}", n_actions=n, n_updates=10, by=manager)
        asked[n] = {a: queries_first_and_again(client, of_plan(a, plan)) for a in READ}
    assert asked[1000] == asked[104]
    assert {a: asked[1000][a] for a in PAGES if asked[1000][a][1] > MOST} == {}


def test_an_actions_page_asks_the_same_however_long_its_history(client_of, loaded, manager):
    action = Action.objects.get(plan__ref="2014-improvement", ref="9.5")
    client = client_of(Position.BOARD_MEMBER)
    before = queries(client, f"/actions/{action.pk}/")
    for _ in range(10):
        record_update(action, by=manager, at=AT, rating="Amber", comment="x")
    assert queries(client, f"/actions/{action.pk}/") == before


@pytest.mark.parametrize("address", [*PAGES, "/actions/{}/"])
def test_templates_ask_the_database_nothing(rf, user_of, loaded, address):
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.urls import resolve

    address = address.format(Action.objects.get(plan__ref="2014-improvement", ref="9.5").pk)
    request = rf.get(address)
    request.user, request.session = user_of(Position.MANAGER), {}
    request._messages = CookieStorage(request)
    match = resolve(request.path)
    request.resolver_match = match
    response = match.func(request, *match.args, **match.kwargs)
    with CaptureQueriesContext(connection) as caught:
        response.render()
    asked = [q["sql"] for q in caught if "plans_service" not in q["sql"]]  # the frame's own name
    assert asked == []


def test_an_update_is_seen_on_the_dashboard_at_once(get, manager, loaded):
    n = Update.objects.count()
    record_update(
        Action.objects.get(plan__ref="2014-improvement", ref="5.3"),
        by=manager,
        at=AT,
        rating="Green",
        comment="Signed off.",
    )
    assert Update.objects.count() == n + 1
    text = get("/plans/2014-improvement/").content.decode()
    assert "94 of 104 actions are reported complete." in text


def test_a_page_is_as_at_the_end_of_a_meeting_and_says_so(get):
    response = get("/plans/2014-improvement/?meeting=portsmouth-board-2015-04")
    assert response.context_data["as_at"].query == "as_at=2015-04-23"
    text = response.content.decode()
    assert "after the YOT Management Board of April 2015, not after 23 April 2015" in text
    assert "93 of 104 actions are reported complete." in text


def test_what_became_known_later_is_left_out_of_every_number(get):
    page = get(f"{DASHBOARD}&known_on=2015-06-15").context_data["page"]
    assert page.sentence.startswith("None of the 104 actions has been rated")
    rows = get("/plans/2014-improvement/actions/?rating=Green&as_at=2015-04-23&known_on=2015-06-15")
    assert rows.context_data["table"].paginator.count == 0
    assert "of what was known on" in rows.content.decode()


@pytest.mark.parametrize("past", ["as_at=2015-04-23", "known_on=2015-06-16"])
def test_nothing_is_recorded_under_an_address_that_looks_back(client_of, loaded, past):
    action = Action.objects.get(plan=loaded, ref="5.3")
    clients = {p: client_of(p) for p in (Position.MANAGER, Position.CLERK)}
    n = (Update.objects.count(), Change.objects.count())
    for position, address in (
        (Position.MANAGER, f"/actions/{action.pk}/update/"),
        (Position.MANAGER, "/plans/2014-improvement/rules/overdue/"),
        (Position.CLERK, "/meetings/example-2026-09/record/"),
        (Position.CLERK, "/meetings/example-2026-09/change/"),
        (Position.CLERK, "/boards/example-board/add-meeting/"),
    ):
        response = clients[position].post(f"{address}?{past}", {"reason": "x", "comment": "x"})
        assert response.status_code == 400
        assert "what is past cannot be edited" in response.content.decode()
    assert (Update.objects.count(), Change.objects.count()) == n


def test_every_page_with_overdue_figures_says_by_which_rule(get, loaded):
    action = Action.objects.get(plan=loaded, ref="5.3")
    for address in [*PAGES[:10], f"/actions/{action.pk}/", *PAGES[-2:]]:
        assert "By this plan’s rule work" in get(address).content.decode() or (
            address == "/plans/" and "Each plan’s own rule" in get(address).content.decode()
        ), address
