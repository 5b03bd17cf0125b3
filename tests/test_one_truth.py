"""One gathering, several papers: PDF, workbook and summary say the same of every action."""

import io
import re
import subprocess
from collections import Counter

import openpyxl
import pytest

from plans.selectors.plans import get_plan
from plans.summary import as_json
from reports.pack import PlanPack, plan_pack
from reports.pdf import render_pdf
from reports.workbook import render_workbook


@pytest.fixture
def pack(loaded, as_at) -> PlanPack:
    return plan_pack(get_plan(loaded.ref), as_at=as_at)


@pytest.fixture
def sheet(pack) -> list[dict]:
    rows = openpyxl.load_workbook(io.BytesIO(render_workbook(pack)))["Actions"].values
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


@pytest.mark.pdf
@pytest.mark.slow
def test_pdf_and_summary_have_the_same_refs_ratings_and_counts(pack, tmp_path):
    summary = as_json(pack.state)
    text = _text(render_pdf(pack), tmp_path)
    body = text[text.index("Objective 1. ") :]
    rows = re.findall(r"^ *(\d+\.\d+) {2,}.*?\b(Green|Amber|Red|Blue|Unrated)\b", body, re.M)
    assert rows == [(i["ref"], i["reported"] or "Unrated") for i in summary["items"]]
    ratings = summary["ratings"]
    n_green = sum(ratings["Green"].values())
    assert f"{n_green} of {summary['actions']} actions are reported complete" in text
    assert f"{n_green} green ({ratings['Green']['stated']} stated)" in text
    late = re.findall(r"past its date, by", body)
    assert len(late) == len(summary["overdue"])


def _text(content: bytes, folder) -> str:
    path = folder / "plan.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout
