"""One gathering, several papers: PDF, workbook and summary say the same of every action."""

import io
import json
from collections import Counter
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command

from plans.rules.access import Position
from plans.rules.questions.facts import Severity
from plans.selectors.plans import get_plan
from plans.selectors.questions import plan_questions
from plans.summary import as_json
from reports.blocks import Document, Figure, Table
from reports.books import book_of_plan
from reports.readmodels_pack import PlanPack
from reports.workbook import render_workbook
from tests.reports.gathering import document_of, pack_of


@pytest.fixture
def pack(loaded, as_at) -> PlanPack:
    return pack_of(get_plan(loaded.ref), as_at)


@pytest.fixture
def sheet(pack) -> list[dict]:
    rows = openpyxl.load_workbook(io.BytesIO(render_workbook(book_of_plan(pack))))["Actions"].values
    headers = next(rows)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def test_workbook_and_summary_have_the_same_refs_ratings_and_dates(pack, sheet):
    items = as_json(pack.state)["items"]
    assert [r["Ref"] for r in sheet] == [i["ref"] for i in items]
    assert [r["Reported"] for r in sheet] == [i["reported"] or "Unrated" for i in items]
    assert [r["Rating basis"] for r in sheet] == [i["basis"] for i in items]
    assert [_iso(r["Due date"]) for r in sheet] == [i["due_on"] for i in items]
    assert [_iso(r["Last update"]) for r in sheet] == [i["updated_on"] for i in items]
    assert [r["Comment"] for r in sheet] == [i["comment"] for i in items]


def _iso(moment) -> str | None:
    return moment.date().isoformat() if moment else None


def test_workbook_and_summary_have_the_same_counts(pack, sheet):
    summary = as_json(pack.state)
    counted = Counter((r["Reported"], r["Rating basis"]) for r in sheet)
    for word, n in summary["ratings"].items():
        if word != "unrated":
            assert counted[word, "stated"] == n["stated"]
            assert counted[word, "inferred"] == n["inferred"]
    late = [r["Ref"] for r in sheet if r["Calculated"].startswith("past its date")]
    assert late == summary["overdue"]


PLANS = [("2014-improvement", date(2015, 4, 23)), ("example-plan", date(2026, 11, 20))]


@pytest.fixture(params=PLANS, ids=[ref for ref, _ in PLANS])
def any_pack(request, loaded) -> PlanPack:
    ref, day = request.param
    return pack_of(get_plan(ref), day)


def _table(pack: PlanPack, name: str) -> list[dict]:
    rows = openpyxl.load_workbook(io.BytesIO(render_workbook(book_of_plan(pack))))[name].values
    headers = next(rows)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def test_questions_are_counted_alike_on_page_workbook_and_in_both_summaries(
    any_pack, client_of, capsys
):
    ref, day = any_pack.state.ref, any_pack.as_at.isoformat()
    asked = plan_questions(get_plan(ref), as_at=any_pack.as_at)
    by_severity = Counter(q.severity.value for q in asked)

    page = client_of(Position.BOARD_MEMBER).get(f"/plans/{ref}/questions/", {"as_at": day})
    assert sum(len(group.lines) for group in page.context_data["page"].groups) == len(asked)

    sheet = _table(any_pack, "Questions")
    assert [(r["Code"], r["Ref"], r["Question"]) for r in sheet] == [
        (q.code, q.ref, q.text) for q in asked
    ]
    assert Counter(r["Severity"] for r in sheet) == by_severity
    summary = _table(any_pack, "Summary")
    n_plan = sum(1 for q in asked if q.ref is None)
    assert summary[0]["Questions"] == len(asked)
    assert sum(r["Questions"] for r in summary if r["Objective"]) == len(asked) - n_plan

    call_command("plan_questions", ref, as_at=day, json=True)
    printed = json.loads(capsys.readouterr().out)["questions"]
    assert [(q["code"], q["ref"]) for q in printed] == [(q.code, q.ref) for q in asked]

    items = as_json(any_pack.state)["items"]
    assert {i["ref"]: set(i["questions"]) for i in items} == {
        i["ref"]: {q.code for q in asked if i["ref"] in q.refs} for i in items
    }


def tables_of(pack: PlanPack) -> list[Table]:
    """The tables of its paper, which every format has cell by cell (test_one_truth_formats.py)."""
    blocks = paper_of(pack).blocks
    inside = [b.table for b in blocks if isinstance(b, Figure) and b.table]
    return [b for b in blocks if isinstance(b, Table)] + inside


def paper_of(pack: PlanPack) -> Document:
    return document_of(get_plan(pack.state.ref), pack.as_at)


def test_questions_are_counted_alike_in_the_paper(any_pack):
    tables = [t for t in tables_of(any_pack) if t.caption.startswith("Questions: ")]
    printed = [row[0].text for table in tables for row in table.rows]
    assert printed == [q.about for q in any_pack.questions]
    for severity in Severity:
        n = sum(1 for q in any_pack.questions if q.severity is severity)
        captions = " ".join(table.caption.casefold() for table in tables)
        assert not n or f"{severity.label}: {n} question".casefold() in captions


def test_what_the_board_decided_is_counted_alike(any_pack):
    summary = as_json(any_pack.state)
    actions = _table(any_pack, "Actions")
    for word in ("endorsed", "stale"):
        assert [r["Ref"] for r in actions if r["Endorsed"] == word] == summary[word]
    assert [r["Endorsed"] for r in actions] == [i["endorsed"] for i in summary["items"]]
    whole = _table(any_pack, "Summary")[0]
    counted = Counter(i["endorsed"] for i in summary["items"])
    assert whole["Endorsed"] == counted["endorsed"]
    assert whole["Endorsed, then changed"] == counted["stale"]
    assert whole["Challenged"] == counted["challenged"]


def test_paper_and_summary_have_the_same_refs_ratings_and_counts(pack):
    summary = as_json(pack.state)
    tables = [t for t in tables_of(pack) if t.caption.startswith("Actions of objective")]
    rows = [row for table in tables for row in table.rows]
    assert [(row[0].text, row[4].lines[0].mark.word) for row in rows] == [
        (i["ref"], i["reported"] or "Unrated") for i in summary["items"]
    ]
    late = [row for row in rows if any(line.is_late for line in row[3].lines)]
    assert [row[0].text for row in late] == summary["overdue"]
    said = paper_of(pack).lead
    n_green = sum(summary["ratings"]["Green"].values())
    assert f"{n_green} of {summary['actions']} actions are reported complete" in said


# Scrutiny panel's agenda pack, 16 June 2015, report, Fig 4: sentences and rate per 1,000.
CUSTODY = {
    "Q1 13/14": ("26", "1.50"),
    "Q2 13/14": ("22", "1.27"),
    "Q3 13/14": ("16", "0.92"),
    "Q4 13/14": ("12", "0.69"),
    "Q1 14/15": ("6", "0.35"),
    "Q2 14/15": ("9", "0.53"),
}


@pytest.fixture
def july(loaded) -> PlanPack:
    return pack_of(loaded, date(2015, 7, 1))


def test_custody_is_the_same_on_its_page_and_in_the_workbook(july, client_of):
    page = client_of(Position.BOARD_MEMBER).get("/indicators/custody-rate/", {"as_at": july.as_at})
    shown = page.context_data["page"]
    rows = {row.period: row for row in shown.tables[0].rows}
    assert {p: (rows[p].numerator_text, rows[p].published_text) for p in CUSTODY} == CUSTODY
    html = page.content.decode()
    sheet = [r for r in _table(july, "Readings") if r["Indicator"] == "custody-rate"]
    found = {r["Period"]: r for r in sheet}
    charted = {r["Period"]: r for r in _table(july, "Charts") if r["Ref"] == "custody-rate"}
    for period, (count, rate) in CUSTODY.items():
        row = found[period]
        assert (str(row["Numerator"]), row["Published"]) == (count, rate)
        assert row["Value"] == charted[period]["Value"] == float(rate)
        assert f"{row['Recomputed']:.2f}" == rows[period].recomputed_text
        interval = f"{row['Interval low']:.2f} to {row['Interval high']:.2f}"
        assert interval == rows[period].interval_text
        assert f"<b>{rate}</b>" in html
        assert interval in html
    assert shown.headline in {i.section.headline for i in july.measured.indicators}
    assert shown.chart.points == july.charts[3].points


def test_custody_is_the_same_in_the_paper(july):
    (found,) = [i for i in july.measured.indicators if i.section.ref == "custody-rate"]
    rows = {row.row.period: row.row for row in found.tables[0].rows}
    printed = {
        row[0].text.split("\n")[0]: [cell.text.split("\n")[0] for cell in row]
        for table in tables_of(july)
        for row in table.rows
        if table.anchor.startswith("indicator-custody-rate")
        or "custody" in table.caption.casefold()
    }
    for period, (count, rate) in CUSTODY.items():
        row = rows[period]
        assert printed[period][1:5] == [count, rate, row.recomputed_text, row.interval_text]
