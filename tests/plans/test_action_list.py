"""The action list: what it finds, says, sorts, links to and costs."""

import csv
import io
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Action, Plan, Role, RoleHolder, Standing, Update
from plans.rules.filter_words import one_of, result_sentence
from plans.services.standings import rebuild_standings
from plans.services.statements import record_update

URL = "/plans/2014-improvement/actions/"
CSV = "/plans/2014-improvement/actions.csv"
OVERDUE = ["1.9", "2.4", "5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "10.7"]
BACK = {"as_at": "2015-04-23"}
AT = datetime(2015, 7, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def board(loaded, client_of):
    return client_of("board-member")


def text_of(response) -> str:
    return unescape(response.content.decode())


def refs(response) -> list[str]:
    return [row.record.action.ref for row in response.context["table"].paginated_rows]


def headline(response) -> str:
    return response.context["headline"]


def pk_of(ref: str) -> int:
    return Action.objects.get(plan__ref="2014-improvement", ref=ref).pk


def test_without_a_filter_every_action_is_there_fifty_to_a_page(board):
    response = board.get(URL, BACK)
    assert headline(response) == "All 104 actions"
    assert len(refs(response)) == 50
    assert len(refs(board.get(URL, {**BACK, "page": "3"}))) == 4


def test_a_page_beyond_the_last_is_the_last(board):
    assert refs(board.get(URL, {**BACK, "page": "99"}))[-1] == "10.8"


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 40])
def test_a_page_that_is_no_number_is_the_first_or_the_last(board, page):
    assert board.get(URL, {**BACK, "page": page}).status_code == 200


def test_nobody_can_ask_for_longer_pages(board):
    assert len(refs(board.get(URL, {**BACK, "per_page": "5000"}))) == 50


def test_the_overdue_are_the_ten_with_the_longest_overdue_first(board):
    response = board.get(URL, {**BACK, "overdue": "on"})
    assert headline(response) == "10 of 104 actions are past their date"
    assert sorted(refs(response)) == sorted(OVERDUE)
    assert refs(response)[:3] == ["2.4", "8.6", "1.9"]
    assert response.context["sub"] == (
        "Counted from the day after the last day named, until reported complete or not pursued. "
        "By this plan’s rule work that goes on past its date is behind. "
        "The key’s word for behind is red."
    )


def test_the_outstanding_are_eleven(board):
    response = board.get(URL, {**BACK, "outstanding": "1"})
    assert headline(response) == "11 of 104 actions are outstanding"
    assert "9.5" in refs(response)


@pytest.mark.parametrize(
    ("asked", "n", "said"),
    [
        ({"rating": "Green"}, 93, "93 of 104 actions are reported green"),
        ({"rating": "green", "basis": "stated"}, 28, "and rated in so many words"),
        ({"rating": "Green", "basis": "inferred"}, 65, "and rated by inference"),
        ({"rating": ["Amber", "Unrated"]}, 11, "are reported amber or unrated"),
        ({"part": "a"}, 28, "28 of 104 actions are in Part A"),
        ({"objective": ["5", "6"]}, 28, "are under objective 5 or 6"),
        ({"part": "B", "overdue": "on"}, 8, "are past their date and in Part B"),
        ({"rating": "Red"}, 0, "None of 104 actions is reported red"),
        ({"q": "9.5"}, 1, "1 of 104 actions mentions “9.5”"),
    ],
)
def test_a_filter_finds_what_its_sentence_says(board, asked, n, said):
    response = board.get(URL, BACK | asked)
    assert response.context["n"] == n
    assert said in headline(response)


def test_before_part_b_was_reported_its_actions_are_unrated(board):
    response = board.get(URL, {"as_at": "2015-03-31", "rating": "Unrated"})
    assert headline(response) == "76 of 104 actions are unrated"


def test_an_owner_is_found_in_the_lead_and_in_support_by_name_or_id(board):
    role = Role.objects.get(name="YJB")
    by_name = board.get(URL, {**BACK, "owner": "yjb"})
    by_id = board.get(URL, {**BACK, "owner": str(role.pk)})
    assert refs(by_name) == refs(by_id) == ["6.3", "8.4"]
    assert headline(by_id) == "2 of 104 actions are owned by YJB"


@pytest.mark.parametrize("word", ["health", "HEALTH", "public health"])
def test_words_are_sought_in_titles_comments_and_owners(board, word):
    assert "6.10" in refs(board.get(URL, {**BACK, "q": word}))


def test_complete_yet_work_remains(board):
    response = board.get(URL, {**BACK, "remains": "on"})
    rows = Standing.objects.at(date(2015, 4, 23)).work_remains()
    assert response.context["n"] == rows.count() > 0


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"rating": "Purple"},
            "“Purple” is not in this plan’s key: choose from Green, Amber, Red,",
        ),
        ({"basis": "guessed"}, "choose stated or inferred"),
        ({"part": "Z"}, "No action of this plan is in a part “Z”: choose from A or B."),
        ({"objective": "11"}, "No action of this plan is under objective “11”"),
        ({"owner": "nobody"}, "“nobody” owns no action of this plan on that day"),
        ({"overdue": "perhaps"}, "“overdue=perhaps” says nothing: write overdue=on."),
        ({"sort": "colour"}, "The list cannot be sorted by “colour”"),
    ],
)
def test_a_bad_filter_gets_a_sentence_and_no_list(board, asked, sentence):
    response = board.get(URL, asked)
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert "<table" not in text_of(response)
    assert board.get(CSV, asked).status_code == 400


def test_a_filter_that_finds_nothing_says_so(board):
    assert "No action matches all of it." in text_of(board.get(URL, {"q": "zebra"}))


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"as_at": "2099-01-01"}, 400), ({"as_at": "2013-12-31"}, 400), ({"as_at": "soon"}, 400)],
)
def test_a_day_that_cannot_be_is_refused(board, asked, status):
    assert board.get(URL, asked).status_code == status


def test_an_unknown_plan_is_not_found(board):
    assert board.get("/plans/1999-plan/actions/").status_code == 404
    assert board.get("/plans/1999-plan/actions.csv").status_code == 404


def test_each_chosen_filter_is_a_link_that_leaves_it_out(board):
    response = board.get(URL, {**BACK, "rating": ["Green", "Amber"], "part": "A"})
    tags = {tag.text: tag.url for tag in response.context["tags"]}
    assert set(tags) == {"Green", "Amber", "Part A"}
    assert tags["Green"] == f"{URL}?as_at=2015-04-23&part=A&rating=Amber"


def test_every_link_of_the_list_keeps_the_day(board):
    page = text_of(board.get(URL, {**BACK, "overdue": "on"})).split('id="main"')[1]
    page = page.split("</main>")[0]
    links = re.findall(r'href="(/plans/2014[^"]*|/actions/[^"]*|\?[^"]*)"', page)
    assert len(links) > 12
    assert [link for link in links if "as_at=2015-04-23" not in link] == []


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("ref", "1.1"),
        ("-ref", "10.8"),
        ("due", "2.4"),
        ("rating", "1.9"),
        ("owner", "1.1"),
        ("forecast", "1.9"),
        ("updated", "1.1"),
        ("-updated", "5.1"),
    ],
)
def test_the_list_sorts_by_what_the_address_says(board, sort, first):
    response = board.get(URL, {**BACK, "sort": sort})
    assert response.status_code == 200
    assert refs(response)[0] == first


@pytest.mark.parametrize("sort", ["due", "rating", "owner", "forecast", "updated"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_no_action_is_lost_or_doubled_over_the_pages_of_a_sort(board, sort, sign):
    pages = [refs(board.get(URL, {**BACK, "sort": sign + sort, "page": n})) for n in (1, 2, 3)]
    found = [ref for page in pages for ref in page]
    assert len(found) == len(set(found)) == 104


def test_a_row_says_how_late_it_is_what_is_reported_and_what_passed(board):
    page = text_of(board.get(URL, {**BACK, "q": "2.4"}))
    row = re.search(r'<tr role="row" id="a\d+">.*?</tr>', page, re.S)[0]
    plain = re.sub(r"<[^>]+>", " ", row)
    assert " ".join(plain.split()).endswith("May 2014 327 days late Amber Mar 2015 Mar 2015 passed")
    assert 'data-label="Due, days late"' in row


def test_an_inferred_rating_says_so_in_words(board):
    page = text_of(board.get(URL, {**BACK, "q": "9.6"}))
    assert "<small>inferred</small>" in page


def _table(response) -> list[dict]:
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_the_file_holds_what_the_filter_found_in_its_order(board):
    response = board.get(CSV, {**BACK, "overdue": "on", "sort": "due"})
    rows = _table(response)
    assert [r["Ref"] for r in rows] == refs(board.get(URL, {**BACK, "overdue": "on"}))
    assert rows[0]["Due date"] == "2014-05-31"
    assert rows[0]["Calculated"] == "past its date, by 327 days"
    name = response["Content-Disposition"]
    assert name == 'attachment; filename="2014-improvement-actions-2015-04-23.csv"'


def test_the_file_has_the_columns_of_the_workbook(board):
    header = (
        "Ref,Part,Objective,Outcome,Action,Lead owner,Supporting owners,Due as written,Due date,"
    )
    header += "Revised due date,Reported,Rating basis,Calculated,Endorsed,Last update,Comment,"
    header += "Forecast,Success measure,Questions"
    first = board.get(CSV, BACK).content.decode("utf-8-sig").splitlines()[0]
    assert first == header
    assert len(_table(board.get(CSV, BACK))) == 104


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_in_the_file_is_a_formula(board, user_of, start):
    action = Action.objects.get(plan__ref="2014-improvement", ref="6.5")
    record_update(action, by=user_of("manager"), at=AT, comment=f"{start}1+cmd|x")
    (row,) = _table(board.get(CSV, {"q": "6.5"}))
    assert row["Comment"] == f"'{start}1+cmd|x"


def test_updates_are_offered_to_those_who_may_record(loaded, client_of, user_of):
    assert "yp-disc" in text_of(client_of("manager").get(URL))
    for position in ("board-member", "panel-officer", "administrator", "owner"):
        assert "yp-disc" not in text_of(client_of(position).get(URL)), position


def test_an_owner_is_offered_their_own_actions_only(loaded, client_of, user_of):
    owner = user_of("owner")
    role = Role.objects.get(name="YJB")
    RoleHolder.objects.create(
        role=role, user=owner, from_on=date(2015, 1, 1), recorded_by=owner, recorded_at=AT
    )
    response = client_of("owner").get(URL, {"objective": "6", "update": pk_of("6.3")})
    assert response.context["table"].may == {pk_of("6.3")}
    assert response.context["table"].open_id == pk_of("6.3")
    refused = client_of("owner").get(URL, {"objective": "6", "update": pk_of("6.5")})
    assert refused.context["table"].open_id is None
    assert "not yours to update" in text_of(refused)


def test_looking_back_offers_no_update_and_says_why(loaded, client_of):
    page = text_of(client_of("manager").get(URL, {**BACK, "update": pk_of("6.5")}))
    assert "yp-disc" not in page
    assert "This page looks back, so no updates can be recorded on it." in page


def test_the_form_opens_under_its_row_with_the_last_comment(loaded, client_of):
    page = text_of(client_of("manager").get(URL, {"overdue": "on", "update": pk_of("6.5")}))
    form = page.split('class="yp-formrow"')[1].split("</tr>")[0]
    assert "Last said, 23 April 2015:" in form
    assert "How does 6.5 stand?" in form
    assert f'action="/actions/{pk_of("6.5")}/update/"' in form
    assert 'value="May 2015"' in form
    assert page.index(f'id="a{pk_of("6.5")}"') < page.index('class="yp-formrow"')


def test_the_page_of_an_open_form_is_found(loaded, client_of):
    response = client_of("manager").get(URL, {"update": pk_of("10.8")})
    assert "10.8" in refs(response)
    assert response.context["update_following"] is None


def test_the_form_after_the_last_row_of_a_page_is_on_the_next(loaded, client_of):
    manager = client_of("manager")
    first = manager.get(URL)
    last = first.context["table"].page.object_list.data[49].action_id
    following = manager.get(URL, {"update": last}).context["update_following"]
    assert (
        following
        == manager.get(URL, {"page": "2"}).context["table"].page.object_list.data[0].action_id
    )


@pytest.mark.parametrize("value", ["x", "0", "-1", "9" * 30, "99999999"])
def test_an_open_form_that_cannot_be_is_not_opened(loaded, client_of, value):
    response = client_of("manager").get(URL, {"update": value})
    assert response.status_code == 200
    assert response.context["table"].open_id is None


def _more_actions(plan: Plan, n: int) -> None:
    """Copies of an action with one update each."""
    like = plan.actions.select_related("objective").get(ref="6.5")
    last = plan.actions.order_by("-position").first().position
    made = Action.objects.bulk_create(
        Action(
            plan=plan,
            objective=like.objective,
            ref=f"6.{i}",
            ref_as_printed=f"6.{i}",
            position=last + i,
            title=f"Another action {i}",
            recorded_by=like.recorded_by,
            recorded_at=AT,
        )
        for i in range(1000, 1000 + n)
    )
    Update.objects.bulk_create(
        Update(
            action=action,
            effective_on=date(2015, 4, 1),
            position=1,
            known_on=date(2015, 4, 1),
            comment="Copied",
            recorded_by=like.recorded_by,
            recorded_at=AT,
        )
        for action in made
    )
    rebuild_standings(made)


def _cost(client, asked: dict) -> int:
    client.get(URL, asked)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(URL, asked).status_code == 200
    return len(queries)


@pytest.mark.parametrize("position", ["manager", "owner", "board-member"])
@pytest.mark.parametrize(
    "asked",
    [{}, {"overdue": "on", "sort": "due"}, {"q": "a", "sort": "-updated"}, {"update": "6.5"}],
)
def test_the_number_of_queries_does_not_grow(loaded, client_of, user_of, position, asked):
    asked = asked | {"update": pk_of("6.5")} if "update" in asked else asked
    if position == "owner":
        RoleHolder.objects.create(
            role=Role.objects.get(name="YOT Manager"),
            user=user_of("owner"),
            from_on=date(2015, 1, 1),
            recorded_by=user_of("owner"),
            recorded_at=AT,
        )
    client = client_of(position)
    before = _cost(client, asked)
    _more_actions(loaded, 300)
    assert _cost(client, asked) == before <= 12


def test_nothing_is_read_while_the_page_is_drawn(loaded, rf, user_of):
    from plans.views_list import ActionList

    request = rf.get(URL, {"overdue": "on", "update": pk_of("6.5")})
    request.user = user_of("manager")
    response = ActionList.as_view()(request, ref="2014-improvement")
    response.context_data |= {"nav": [], "messages": []}
    with CaptureQueriesContext(connection) as queries:
        rows = response.context_data["table"].paginated_rows
        cells = [str(cell) for row in rows for _, cell in row.items()]
    assert len(cells) == 60
    assert len(queries) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_one_of(words, said):
    assert (one_of(words) if words else "") == said


@pytest.mark.parametrize(
    ("n", "total", "asked", "said"),
    [
        (0, 0, {}, "This plan has no actions yet"),
        (1, 1, {}, "The plan’s one action"),
        (104, 104, {}, "All 104 actions"),
        (1, 104, {"past_date": True}, "1 of 104 actions is past its date"),
        (0, 104, {"past_date": True}, "None of 104 actions is past its date"),
        (2, 1004, {"mention": "x"}, "2 of 1,004 actions mention “x”"),
        (2, 9, {"asked": ["a", "b"], "mention": "x"}, "2 of 9 actions are a, b and mention “x”"),
    ],
)
def test_the_sentence_about_a_filter(n, total, asked, said):
    assert result_sentence(n, total, **({"asked": []} | asked)) == said
