"""The 2014 plan as loaded, against the numbers of its source (design, section 10).

Source: scrutiny pack of 16 June 2015, appendix 3 (Parts A and B) and paragraphs 4.7 to 4.11.
"""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from plans.models import Action, Inspection

AMBER_IN_THE_TABLE = ["1.9", "2.4", "5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "10.7"]
NINE_IN_THE_REPORT = ["5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "9.5", "10.7"]


def summary(*options: str) -> dict:
    out = StringIO()
    call_command("plan_summary", "2014-improvement", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def april(loaded) -> dict:
    return summary("--as-at", "2015-04-23")


def test_the_tree_is_two_parts_ten_objectives_104_actions(april):
    assert (april["parts"], april["objectives"], april["actions"]) == (2, 10, 104)
    sizes = [sum(1 for i in april["items"] if i["objective"] == str(n)) for n in range(1, 11)]
    assert sizes == [10, 7, 6, 5, 17, 11, 6, 12, 22, 8]


def test_the_ratings_of_23_april(april):
    assert april["ratings"] == {
        "Green": {"stated": 28, "inferred": 65},
        "Amber": {"stated": 10, "inferred": 1},
        "Blue": {"stated": 0, "inferred": 0},
        "Red": {"stated": 0, "inferred": 0},
        "unrated": 0,
    }
    assert april["meanings"] == {
        "complete": 93,
        "under way": 11,
        "behind": 0,
        "not due": 0,
        "not pursued": 0,
        "unrated": 0,
    }


def test_what_is_outstanding_in_part_b_is_the_reports_nine(april):
    assert april["outstanding"] == ["1.9", "2.4", *NINE_IN_THE_REPORT]


def test_what_is_overdue_is_the_tables_ambers(april):
    assert april["overdue"] == AMBER_IN_THE_TABLE


def test_on_31_march_part_b_is_unrated_and_nine_are_overdue(loaded):
    march = summary("--as-at", "2015-03-31")
    assert march["by_part"]["B"]["ratings"]["unrated"] == 76
    assert march["by_part"]["A"]["ratings"]["Green"] == {"stated": 26, "inferred": 0}
    assert march["overdue"] == [r for r in AMBER_IN_THE_TABLE if r != "10.7"]


def test_on_1_april_the_tenth_is_overdue(loaded):
    assert summary("--as-at", "2015-04-01")["overdue"] == AMBER_IN_THE_TABLE


# The printed due month of every action that can be late, and why it is open on the four days.
# Source: appendix 3, Part A (1.9, 2.4) and Part B (the others); paragraph 4.10 for what is outstanding.
DUE = {
    "1.9": "2014-10-31",
    "2.4": "2014-05-31",
    "5.3": "2014-12-31",
    "5.11": "2015-01-31",
    "5.14": "2015-01-31",
    "6.3": "2015-02-28",
    "6.5": "2014-12-31",
    "6.10": "2015-02-28",
    "8.6": "2014-05-31",
    "10.7": "2015-03-31",
}
FOUR_DAYS = ["2015-03-31", "2015-04-01", "2015-04-23", "2015-06-16"]


@pytest.mark.parametrize("day", FOUR_DAYS)
def test_every_overdue_action_of_the_four_days_has_its_date_and_its_reason(loaded, day):
    found = summary("--as-at", day)
    items = {i["ref"]: i for i in found["items"]}
    assert found["overdue"] == [ref for ref, due in DUE.items() if due < day]
    for ref in found["overdue"]:
        item = items[ref]
        assert (item["due_on"], item["calculated"]) == (DUE[ref], "behind")
        # Part A's two are amber in March's table; of Part B nothing is reported before 23 April
        unrated = day < "2015-04-23" and ref not in ("1.9", "2.4")
        assert item["reported"] == (None if unrated else "Amber")
    late_but_done = [
        ref
        for ref, i in items.items()
        if i["due_on"] and i["due_on"] < day and i["meaning"] == "complete"
    ]
    assert not set(late_but_done) & set(found["overdue"])


@pytest.mark.parametrize("day", FOUR_DAYS)
def test_what_is_outstanding_on_the_four_days(loaded, day):
    found = summary("--as-at", day)
    part_b = [i["ref"] for i in found["items"] if i["part"] == "B"]
    open_in_b = part_b if day < "2015-04-23" else NINE_IN_THE_REPORT
    assert found["outstanding"] == ["1.9", "2.4", *open_in_b]
    assert (found["endorsed"], found["stale"]) == ([], [])  # no document endorses a single action


def test_before_the_pack_was_published_nothing_was_known_of_it(loaded):
    before = summary("--as-at", "2015-06-15", "--known-on", "2015-06-15")
    after = summary("--as-at", "2015-06-16", "--known-on", "2015-06-16")
    assert before["ratings"]["unrated"] == 104
    assert after["ratings"]["unrated"] == 0


def test_known_without_a_limit_and_known_today_are_the_same(loaded):
    limited = summary("--as-at", "2015-04-23", "--known-on", "2015-07-01")
    free = summary("--as-at", "2015-04-23")
    assert limited | {"known_on": None} == free


def test_ninety_rows_say_achieved_and_give_no_date(april):
    achieved = [i for i in april["items"] if i["due_as_written"].lower() == "achieved"]
    assert len(achieved) == 90
    assert all(i["due_on"] is None for i in achieved)


def test_the_thirteen_due_months_and_the_one_to_be_confirmed(april):
    others = {
        i["ref"]: (i["due_as_written"], i["due_on"])
        for i in april["items"]
        if i["due_as_written"].lower() != "achieved"
    }
    assert others == {
        "1.9": ("Oct 2014", "2014-10-31"),
        "2.4": ("May 2014", "2014-05-31"),
        "2.6": ("May 2015", "2015-05-31"),
        "3.5": ("Mar 2015", "2015-03-31"),
        "5.3": ("Dec 2014", "2014-12-31"),
        "5.4": ("Dec 2015", "2015-12-31"),
        "5.11": ("Jan 2015", "2015-01-31"),
        "5.14": ("Jan 2015", "2015-01-31"),
        "6.3": ("Feb 2015", "2015-02-28"),
        "6.5": ("Dec 2014", "2014-12-31"),
        "6.10": ("Feb 2015", "2015-02-28"),
        "8.6": ("May 2014", "2014-05-31"),
        "9.13": ("Tbc (roll out due Summer 2016)", None),
        "10.7": ("Mar 2015", "2015-03-31"),
    }


def test_action_9_5_is_achieved_in_the_table_and_amber_by_the_report(april):
    (item,) = [i for i in april["items"] if i["ref"] == "9.5"]
    assert (item["reported"], item["basis"], item["due_as_written"]) == (
        "Amber",
        "inferred",
        "Achieved",
    )
    assert item["forecast_on"] == "2015-05-31"
    assert [
        u.rating.word
        for u in Action.objects.get(plan__ref="2014-improvement", ref="9.5").updates.all()
    ] == [
        "Green",
        "Amber",
    ]


def test_two_sources_forecast_5_14_differently(loaded):
    table, report = Action.objects.get(plan__ref="2014-improvement", ref="5.14").updates.all()
    assert (table.forecast_on, report.forecast_on) == (date(2015, 5, 31), date(2015, 4, 30))


def test_the_report_gives_8_6_no_forecast_so_the_tables_holds(april):
    (item,) = [i for i in april["items"] if i["ref"] == "8.6"]
    assert item["forecast_on"] == "2015-05-31"
    assert (
        Action.objects.get(plan__ref="2014-improvement", ref="8.6")
        .updates.last()
        .forecast_as_written
        is None
    )


def test_shared_success_measures_are_one_row_each(loaded):
    for refs in (["3.1", "3.2", "3.3"], ["8.11", "8.12"]):
        assert (
            len(
                {
                    Action.objects.get(plan__ref="2014-improvement", ref=r).success_measure_id
                    for r in refs
                }
            )
            == 1
        )


def test_five_success_cells_are_blank(april):
    blank = [i["ref"] for i in april["items"] if i["success_measure"] is None]
    assert blank == ["5.8", "5.9", "7.4", "9.6", "10.5"]


def test_twelve_recommendations_and_whom_they_address(loaded):
    inspection = Inspection.objects.get()
    by = {r.number: r.addressee_as_written for r in inspection.recommendations.all()}
    assert list(by) == [str(n) for n in range(1, 13)]
    assert by["1"] == "Chair and members of the YOT Management Board"
    assert by["2"] == "All YOT Partners"
    assert {by[n] for n in ("3", "4", "10")} == {"Chair of the YOT Management Board"}
    assert {by[n] for n in "56789"} | {by["11"], by["12"]} == {"YOT Manager"}


def test_an_objectives_links_are_those_of_its_actions(april):
    (item,) = [i for i in april["items"] if i["ref"] == "9.5"]
    assert item["recommendations"] == ["8", "9"]
    assert item["indicator_codes"][:2] == ["A5", "A15"]
    assert item["indicator_codes"][-1] == "C3 C6"


def test_every_item_names_its_document_and_place(april):
    assert all(i["sources"] and all(s["place"] for s in i["sources"]) for i in april["items"])


def test_only_3_4_has_no_comment(april):
    assert [i["ref"] for i in april["items"] if i["comment"] is None] == ["3.4"]


def test_the_numbers_are_the_same_from_standings_made_anew(april):
    call_command("rebuild_standings", stdout=StringIO())
    assert summary("--as-at", "2015-04-23") == april
