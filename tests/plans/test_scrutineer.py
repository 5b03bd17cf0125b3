"""What a good scrutineer would ask of the 2014 plan, written by hand, against what the rules ask of it.

The list is scrutineer_2014.toml; it was written from the documents before the rules were.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from plans.selectors.plans import get_plan
from plans.selectors.questions import plan_questions

APRIL, JUNE = date(2015, 4, 23), date(2015, 6, 16)
FILE = tomllib.loads((Path(__file__).parent / "scrutineer_2014.toml").read_text(encoding="utf-8"))
LISTED = FILE["question"]
N_ACTIONS = 104


def refs_of(entry: dict) -> list[str]:
    return entry.get("refs") or [entry["ref"]]


READ = {}


@pytest.fixture
def asked(loaded):
    """The questions of 23 April and of 16 June 2015, read once: no test here writes anything."""
    if not READ:
        plan = get_plan("2014-improvement")
        READ.update({day: plan_questions(plan, as_at=day) for day in (APRIL, JUNE)})
    return READ


def test_the_list_was_made_of_the_whole_plan():
    assert len(LISTED) == 76
    assert {"ask", "why", "weight", "kind", "places"} <= set.intersection(*map(set, LISTED))


@pytest.mark.parametrize("entry", LISTED, ids=lambda e: "-".join(refs_of(e))[:40] or "plan")
def test_every_entry_is_asked_or_carries_its_reason(entry, asked):
    if "asked" not in entry:
        assert len(entry["not_asked"].split()) > 5
        return
    lines = [q for q in asked[entry.get("asked_on", APRIL)] if q.code in entry["asked"]]
    for ref in refs_of(entry):
        if ref in entry.get("but_not", {}):
            assert not any(q.code == entry["asked"][0] and ref in q.refs for q in lines)
        else:
            assert any(ref in q.refs if ref else q.ref is None for q in lines), ref


def test_more_of_the_list_is_asked_than_not_and_all_but_three_of_its_weightiest():
    high = [e for e in LISTED if e["weight"] == "high"]
    assert sum(1 for e in LISTED if "asked" in e) == 46
    assert [refs_of(e) for e in high if "asked" not in e] == [["1.1"], ["2.7", "8.11"], ["8.10"]]


def test_what_the_rules_ask_besides_is_explained(asked):
    listed = {
        (code, ref) for entry in LISTED for code in entry.get("asked", ()) for ref in refs_of(entry)
    }
    also = {(a["code"], ref) for a in FILE["also"] for ref in a["refs"] or [""]}
    of_plan = {code for code, ref in listed if not ref}
    unexplained = [
        (q.code, q.ref)
        for q in asked[APRIL]
        if not {(q.code, ref) for ref in q.refs} & listed
        and q.code not in of_plan
        and (q.code, q.ref) not in also
        and (q.code, "") not in also
    ]
    assert unexplained == []


def test_every_rule_that_explains_itself_is_one_that_asks(asked):
    codes = {q.code for q in asked[APRIL]}
    assert {a["code"] for a in FILE["also"]} <= codes
    assert all(a["why"] for a in FILE["also"])
