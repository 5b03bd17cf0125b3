"""The papers of the 2014 plan and of the invented one, gathered and rendered once to be read back."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from plans.selectors.plans import get_plan
from reports.blocks import Document
from reports.readmodels_pack import PlanPack
from tests.reports.gathering import document_of, pack_of

INVENTED_ON = date(2026, 11, 20)
_rendered: dict[str, bytes] = {}


@pytest.fixture
def pack(loaded, as_at) -> PlanPack:
    return pack_of(get_plan(loaded.ref), as_at)


@pytest.fixture
def invented_pack(loaded) -> PlanPack:
    return pack_of(get_plan("example-plan"), INVENTED_ON)


@pytest.fixture
def plan_document(loaded, as_at) -> Document:
    return document_of(get_plan(loaded.ref), as_at)


@pytest.fixture
def invented_document(loaded) -> Document:
    return document_of(get_plan("example-plan"), INVENTED_ON)


def _once(document: Document) -> bytes:
    from reports.pdf import render_pdf

    if document.subtitle not in _rendered:
        _rendered[document.subtitle] = render_pdf(document)
    return _rendered[document.subtitle]


@pytest.fixture
def pdf(plan_document) -> bytes:
    return _once(plan_document)


@pytest.fixture
def invented_pdf(invented_document) -> bytes:
    return _once(invented_document)


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
