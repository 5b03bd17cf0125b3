"""The PDF, read back by readers that had no part in making it."""

import builtins
import dataclasses
import io
import os
import re
import subprocess
import sys

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from reports import pdf as rendering
from reports.pdf import PdfUnavailable, plan_html, render_pdf

pytestmark = [pytest.mark.pdf, pytest.mark.slow]


@pytest.fixture
def document(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield opened


@pytest.mark.parametrize("which", ["pdf", "invented_pdf"])
def test_it_passes_an_independent_check_of_pdf_ua(which, request):
    content = request.getfixturevalue(which)
    report = validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(f) for f in report.failures]


def test_it_says_its_language_and_its_title(document):
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == (
            "Plan monitoring: Post-inspection improvement plan 2014, as at 23 April 2015"
        )


def elements(document, kind: str) -> list:
    """The structure elements of a kind, such as /TH."""
    return [
        o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == kind
    ]


def test_it_is_tagged_and_every_cell_names_its_row_and_column_headers(document):
    assert document.Root.MarkInfo.Marked
    headers = {str(h.ID) for h in elements(document, "/TH")}
    named = [{str(key) for key in cell.A.Headers} for cell in elements(document, "/TD")]
    assert len(named) > 104 * 6
    assert all(keys and keys <= headers for keys in named)
    assert sum(1 for keys in named if len(keys) == 2) >= 104 * 6


@pytest.mark.parametrize("which", ["pdf", "invented_pdf"])
def test_every_drawing_says_what_it_shows(which, request):
    with pikepdf.open(io.BytesIO(request.getfixturevalue(which))) as document:
        figures = elements(document, "/Figure")
        assert figures
        assert all(str(f.get("/Alt", "")).strip() for f in figures)


def test_its_bookmarks_name_every_part_and_objective(document, pack):
    with document.open_outline() as outline:
        top = [item.title for item in outline.root]
        below = [child.title for item in outline.root for child in item.children]
    assert top == [
        "Contents",
        "Key",
        "How the plan stands",
        "Questions",
        "The board",
        "Part A. The board",
        "Part B. The team",
        "Indicators",
        "What the documents say",
    ]
    names = [i.section.name for i in pack.measured.indicators]
    assert below == [*(o.heading for o in pack.objectives), *names]


def test_it_prints_every_ref_as_a_row(pdf_text, pack):
    printed = re.findall(r"^\s*(\d{1,2}\.\d{1,2}) {2,}\S", pdf_text, re.MULTILINE)
    refs = [row.line.ref for row in pack.rows]
    assert len(refs) == 104
    assert set(refs) <= set(printed)


def test_every_page_bears_its_number_and_every_page_but_the_cover_the_day(pdf_text, document):
    pages = pdf_text.split("\f")[:-1]
    assert len(pages) == len(document.pages)
    for n, text in enumerate(pages, start=1):
        assert f"Page {n} of {len(pages)}" in text
        assert "23 April 2015" in text


def test_it_takes_as_many_pages_as_it_should(document):
    assert 25 <= len(document.pages) <= 38  # five of them questions, four indicators


def test_every_page_of_an_invented_service_says_that_it_is_invented(invented_text, pdf_text):
    pages = invented_text.split("\f")[:-1]
    assert len(pages) > 10
    assert "made up to show" in pages[0]
    assert all("Invented" in text for text in pages)
    assert "Invented" not in pdf_text


def test_every_page_says_by_which_rule_lateness_is_counted(pdf_text):
    for text in pdf_text.split("\f")[:-1]:
        assert re.search(
            r"Counted from .* not pursued\. By this plan’s rule", " ".join(text.split())
        )


def test_it_prints_every_question_under_its_severity(pdf_text, pack):
    for group in pack.asked.groups:
        assert group.title in pdf_text
    assert "Found by rule" in pdf_text
    assert "All 20 rules are on." in pdf_text
    text = " ".join(pdf_text.split())
    assert all(q.text.split("?")[0][:40] in text for q in pack.questions)


def test_a_meeting_known_by_its_month_is_printed_as_that(pdf_text):
    board = pdf_text[pdf_text.rindex("YOT Management Board, 5 meetings") :]
    assert "April 2015, not after 23 April 2015" in board
    assert "the day is not known" in " ".join(board.split())
    assert "not recorded" in board
    assert "7 more meetings have no date that can be read" in " ".join(board.split())


def test_the_boards_reading_stands_beside_the_reported_one(invented_text, invented_pack):
    text = " ".join(invented_text.split())
    differing = [row for row in invented_pack.rows if row.line.difference]
    assert differing
    for row in invented_pack.rows:
        if row.line.board:
            assert row.board_text in text
    assert "When endorsed:" in text
    assert "Double edge: the board’s reading" in text


def test_a_draft_shows_no_clock(pdf_text, document):
    assert "Draft" in pdf_text
    assert "Made by" not in pdf_text
    assert "/CreationDate" not in document.docinfo


def test_the_same_pack_gives_the_same_bytes(pdf, pack):
    assert render_pdf(pack) == pdf


def test_another_process_gives_the_same_bytes(pdf, pack, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(plan_html(pack))
    code = (
        "import sys, django; django.setup(); from reports.pdf import pdf_of; "
        "sys.stdout.buffer.write(pdf_of(open(sys.argv[1]).read()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, page],
        capture_output=True,
        check=True,
        env=_environment(PYTHONHASHSEED="7"),
    )
    assert done.stdout == pdf


def _environment(**more: str) -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"} | more


def test_a_paper_opens_no_file_outside_static_and_no_address(tmp_path):
    fetcher = rendering._fetcher()(("file",))
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    outside = rendering.BASE_URL + "../../manage.py"
    for url in (secret.as_uri(), outside, "https://example.org/", "file://host/static/css/"):
        with pytest.raises(ValueError, match=r"only files under static|disallowed"):
            fetcher.fetch(url)


def test_text_cannot_become_markup(pack):
    evil = dataclasses.replace(pack, sentence='<img src="file:///etc/passwd">')
    assert "&lt;img src=" in plan_html(evil)


def test_missing_system_libraries_are_named(monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    rendering._weasyprint.cache_clear()
    with pytest.raises(PdfUnavailable, match=r"libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz"):
        rendering._weasyprint()
