"""The papers of the 2014 plan and of the invented one, gathered and rendered once to be read back."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from plans.selectors.plans import get_plan
from reports.pack import plan_pack
from reports.readmodels_pack import PlanPack

INVENTED_ON = date(2026, 11, 20)
_rendered: dict[str, bytes] = {}


@pytest.fixture
def pack(loaded, as_at) -> PlanPack:
    return plan_pack(get_plan(loaded.ref), as_at=as_at)


@pytest.fixture
def invented_pack(loaded) -> PlanPack:
    return plan_pack(get_plan("example-plan"), as_at=INVENTED_ON)


def _once(pack: PlanPack) -> bytes:
    from reports.pdf import render_pdf

    if pack.state.ref not in _rendered:
        _rendered[pack.state.ref] = render_pdf(pack)
    return _rendered[pack.state.ref]


@pytest.fixture
def pdf(pack) -> bytes:
    return _once(pack)


@pytest.fixture
def invented_pdf(invented_pack) -> bytes:
    return _once(invented_pack)


@pytest.fixture
def pdf_text(pdf, tmp_path: Path) -> str:
    return text_of(pdf, tmp_path)


@pytest.fixture
def invented_text(invented_pdf, tmp_path: Path) -> str:
    return text_of(invented_pdf, tmp_path)


def text_of(content: bytes, folder: Path) -> str:
    """The words of a PDF, laid out as they stand, a form feed after each page."""
    path = folder / "plan.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout
