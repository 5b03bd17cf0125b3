"""The 2014 plan's paper, gathered and rendered once for the tests that read it back."""

import subprocess
from pathlib import Path

import pytest

from plans.selectors.plans import get_plan
from reports.pack import PlanPack, plan_pack

_rendered: dict[str, bytes] = {}


@pytest.fixture
def pack(loaded, as_at) -> PlanPack:
    return plan_pack(get_plan(loaded.ref), as_at=as_at)


@pytest.fixture
def pdf(pack) -> bytes:
    from reports.pdf import render_pdf

    if "pdf" not in _rendered:
        _rendered["pdf"] = render_pdf(pack)
    return _rendered["pdf"]


@pytest.fixture
def pdf_text(pdf, tmp_path: Path) -> str:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout
