"""The PDF, read back by readers that had no part in making it."""

import base64
import builtins
import io
import os
import re
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes
from PIL import Image

from reports import pdf as rendering
from reports.blocks import Cell, Column, House, Paragraph, Section, Table, Tone, cell, words
from reports.pdf import PdfUnavailable, pdf_of, render_pdf
from reports.render import logos
from reports.render.html import paged_html
from tests.reports.conftest import text_of
from tests.reports.sample_document import LONG, sample

pytestmark = [pytest.mark.pdf, pytest.mark.slow]
_made: dict[str, bytes] = {}


@pytest.fixture
def made() -> bytes:
    """The sample, which has every block, rendered once."""
    if "sample" not in _made:
        _made["sample"] = render_pdf(sample())
    return _made["sample"]


@pytest.fixture
def opened(made):
    with pikepdf.open(io.BytesIO(made)) as found:
        yield found


@pytest.fixture
def pages(made, tmp_path) -> list[str]:
    """The words of each page of the sample."""
    return text_of(made, tmp_path).split("\f")[:-1]


def faults(content: bytes) -> list[str]:
    """What an independent checker finds against PDF/UA-1."""
    report = validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1)
    return [] if report.is_compliant else [str(f) for f in report.failures]


def elements(document, kind: str) -> list:
    """The structure elements of a kind, such as /TH."""
    return [
        o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == kind
    ]


def one(*blocks, **changes) -> list[Section]:
    return (Section("one", "One", blocks, "one", **changes),)


COLUMNS = (Column("Ref", 10, heads_rows=True), Column("What was said", 90))


def rows(n: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple((cell(f"R{i}"), cell("It was said.")) for i in range(n))


# ---------- PDF/UA ----------


@pytest.mark.parametrize("which", ["made", "pdf", "invented_pdf"])
def test_it_passes_an_independent_check_of_pdf_ua(which, request):
    assert faults(request.getfixturevalue(which)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"sections": ()},
        {"sections": one(failed="Nothing was found.")},
        {"sections": one(Table("T", COLUMNS, ((cell("a"),), (cell("a"), cell("b"), cell("c"))), "t"))},
        {"sections": one(Table("T", COLUMNS, rows(2), "t"), is_wide=True, begins_page=False)},
        {"house": House(council="C", cover="band", accent="#5b1f69", footer="At the foot")},
        {"facts": (), "sources": (), "gaps": (), "notes": (), "cover_bar": None, "invented": ""},
        {"title": "Long " * 60, "subtitle": "longer " * 60, "lead": LONG * 8},
    ],
)  # fmt: skip
def test_it_passes_whatever_is_there_or_lacking(changes):
    assert faults(render_pdf(sample(**changes))) == []


def test_it_says_its_language_and_its_title(opened):
    assert str(opened.Root.Lang) == "en-GB"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == (
            "Review of progress against the improvement plan: Post-inspection improvement plan 2014, "
            "as at 23 April 2015"
        )


def test_every_cell_names_its_headers(opened):
    assert opened.Root.MarkInfo.Marked
    headers = {str(h.ID) for h in elements(opened, "/TH")}
    named = [{str(key) for key in c.A.Headers} for c in elements(opened, "/TD")]
    assert len(named) > 400
    assert all(keys and keys <= headers for keys in named)


def test_every_drawing_says_what_it_shows(opened):
    said = [str(f.get("/Alt", "")).strip() for f in elements(opened, "/Figure")]
    assert len(said) > 60
    assert all(said)
    assert {"complete, inferred", "past its date", "Example City Council"} <= set(said)


def test_tables_have_their_captions_and_lists_their_items(opened):
    captions = elements(opened, "/Caption")
    assert len(captions) == 7
    assert len(elements(opened, "/LBody")) >= 9


def test_bookmarks_name_sections_and_listed_headings(opened):
    with opened.open_outline() as outline:
        top = [item.title for item in outline.root]
        below = [child.title for item in outline.root for child in item.children]
    assert top == [
        *("Contents", "Figures and tables", "About this paper", "Executive summary", "1. Purpose"),
        *("2. The three national indicators", "3. Finance"),
        "4. The plan, Part B: as after the April 2015 board",
        *("Appendix 1. Meetings and evidence", "Appendix 2. Glossary"),
    ]
    assert below == [
        *("1.1 How the panel worked", "Custody", "Objective 5. Timely assessments"),
        "Objective 6. Nothing yet",
    ]


# ---------- pages ----------


def test_every_page_bears_its_number_audience_day_and_edition(pages):
    for n, text in enumerate(pages, start=1):
        assert f"Page {n} of {len(pages)}" in text
        assert "The public. As at 23 April 2015. Draft." in text


def test_every_page_of_an_invented_service_says_so(pages, tmp_path):
    assert all("Invented" in text for text in pages)
    real = text_of(render_pdf(sample(invented="")), tmp_path)
    assert "Invented" not in real


def test_the_head_has_the_title_and_the_section_that_the_page_begins_in(pages):
    heads = [text.lstrip("\n").split("\n")[0] for text in pages]
    assert all("Review of progress against the improvement plan" in head for head in heads[1:])
    assert heads[1].endswith("Contents")
    assert heads[2].endswith("Executive summary")
    last = pages[-1]
    assert "Appendix 2. Glossary" in last
    assert heads[-1].endswith(
        "Appendix 1. Meetings and evidence"
    )  # it goes on from the page before


def page_with(pages: list[str], words_: str, start: int = 2) -> int:
    """The number of the first page that has the words, past the contents."""
    return next(n for n, text in enumerate(pages, 1) if n > start and words_ in text)


def test_the_contents_and_the_references_give_the_pages_that_they_are_on(pages):
    figure, table = (
        page_with(pages, "Figure 1. Custodial"),
        page_with(pages, "Table 6. What the rec"),
    )
    text = " ".join(" ".join(pages).split())
    assert f"See Figure 1 (page {figure}) and Table 6 (page {table})" in text
    contents = " ".join(pages[1].split())
    for words_, heading in (
        ("Executive summary", "Executive summary\n"),
        ("1.1 How the panel worked", "1.1 How the panel worked"),
        ("Meetings and evidence", "Appendix 1. Meetings and evidence\n\n"),
        ("Custodial sentences per 1,000", "Figure 1. Custodial"),
    ):
        assert f"{words_} {page_with(pages, heading)}" in contents


def test_the_head_of_a_table_is_repeated_and_its_caption_stands_with_its_first_rows(pages):
    on = [n for n, text in enumerate(pages) if re.search(r"^ *Area \d+ ", text, re.M)]
    assert len(on) >= 4
    assert all(re.search(r"Area +Young people +What was said", pages[n]) for n in on)
    first = page_with(pages, "Table 1. First time entrants")
    assert "Area 1 " in pages[first - 1]
    assert "Area 2 " in pages[first - 1]


def test_no_row_is_alone_on_its_page(tmp_path):
    counts = range(36, 42)
    sections = tuple(
        Section(f"s{n}", f"Of {n}", (Table(f"T{n}", COLUMNS, rows(n), f"t{n}"),), f"s{n}")
        for n in counts
    )
    pages = text_of(render_pdf(sample(sections=sections)), tmp_path).split("\f")[:-1]
    found = [len(re.findall(r"^ *R\d+ ", text, re.M)) for text in pages]
    assert sum(found) == sum(counts)
    assert len([n for n in found if n]) > len(counts)  # some went over a page
    assert 1 not in found


def test_a_row_that_is_longer_than_a_page_goes_on_over_pages(tmp_path):
    long = (cell("R0"), cell(LONG * 40))
    sections = one(Table("T", COLUMNS, (long, *rows(3)), "t"))
    content = render_pdf(sample(sections=sections))
    text = " ".join(text_of(content, tmp_path).split())
    assert text.count("had no quorum") >= 38  # but for where a page ends
    assert "R2 It was said." in text
    assert faults(content) == []


def test_wide_sections_stand_on_landscape_pages(opened, pages):
    wide = [n for n, page in enumerate(opened.pages) if page.MediaBox[2] > page.MediaBox[3]]
    first = page_with(pages, "4. The plan, Part B")
    assert wide == list(range(first - 1, wide[-1] + 1))
    assert len(wide) >= 4
    for n in wide:
        assert "Triangle: past its date. Counted from the day after" in " ".join(pages[n].split())


def test_long_words_and_many_columns_stay_on_the_page(tmp_path):
    many = tuple(Column(f"Column {n}") for n in range(20))
    sections = one(
        Paragraph(words("x" * 600)),
        Paragraph(words(LONG * 30), tone=Tone.ASIDE),
        Table("T", many, (tuple(cell(f"y{n}" * 9) for n in range(20)),), "t"),
    )
    content = render_pdf(sample(sections=sections))
    assert faults(content) == []
    path = tmp_path / "wide.pdf"
    path.write_bytes(content)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)) < 595 - 40


# ---------- the same bytes ----------


def test_a_draft_shows_no_clock(pages, opened):
    assert "/CreationDate" not in opened.docinfo
    assert "/ModDate" not in opened.docinfo
    assert "/ID" not in opened.trailer
    assert "Made by" not in "".join(pages)


def test_the_same_document_gives_the_same_bytes(made):
    assert render_pdf(sample()) == made


def test_another_process_gives_the_same_bytes(made, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(paged_html(sample()))
    code = (
        "import sys; from reports.pdf import pdf_of; "
        "sys.stdout.buffer.write(pdf_of(open(sys.argv[1]).read()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, page],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert done.stdout == made


# ---------- what it opens ----------


def data_of(width: int, height: int, kind: str = "PNG") -> str:
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def test_a_paper_opens_no_file_outside_static_and_no_address(tmp_path):
    fetcher = rendering._fetcher()(("file", "data"))
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for url in (
        secret.as_uri(),
        rendering.BASE_URL + "../../manage.py",
        rendering.BASE_URL + "%2e%2e/%2e%2e/manage.py",
        "https://example.org/",
        "http://127.0.0.1/",
        "ftp://example.org/",
        "file://host/static/css/",
        "FILE:///etc/passwd",
        "data:text/css,a{}",
        "data:image/svg+xml,<svg/>",
        "data:image/png;base64,AAAA",
    ):
        with pytest.raises(ValueError, match=r"only files under static|disallowed"):
            fetcher.fetch(url)


def test_nothing_of_another_file_or_of_the_network_comes_into_a_paper(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("socket.socket.connect", lambda *args: asked.append(args))
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'secret' }")
    image = tmp_path / "image.png"
    Image.new("RGB", (9, 9)).save(image)
    html = f"""<html lang="en"><head><title>t</title><link rel="stylesheet" href="{secret.as_uri()}">
    <style>@import url("{secret.as_uri()}"); p {{ background: url({image.as_uri()}) }}</style></head>
    <body><p>Words</p><img src="{image.as_uri()}" alt="image"><img src="http://127.0.0.1:9/" alt="net">
    <object data="{image.as_uri()}"></object><a rel="attachment" href="{secret.as_uri()}">a</a>
    <svg xmlns="http://www.w3.org/2000/svg" role="img"><title>s</title><image href="{image.as_uri()}"/>
    <use href="{image.as_uri()}#a"/></svg></body></html>"""
    content = pdf_of(html)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert not [o for o in document.objects if getattr(o, "Subtype", "") == "/Image"]
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
    assert "secret" not in text_of(content, tmp_path)
    assert asked == []


def test_the_logo_is_in_the_paper(tmp_path):
    document = sample(house=House(council="C", logo=data_of(40, 20), logo_alt="The council’s arms"))
    with pikepdf.open(io.BytesIO(render_pdf(document))) as opened:
        assert [o for o in opened.objects if getattr(o, "Subtype", "") == "/Image"]


@pytest.mark.parametrize(("width", "is_taken"), [(1999, True), (2000, True), (2001, False)])
def test_an_image_has_at_most_four_million_points(width, is_taken):
    assert logos.is_image(data_of(width, 2000)) is is_taken


def test_an_image_of_two_hundred_megapixels_is_not_opened(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("opened"))
    assert not logos.is_image(_claiming(20_000, 10_000))
    assert not logos.is_image(_claiming(0, 10))


def _claiming(width: int, height: int) -> str:
    """A PNG whose head claims to be so large."""
    import struct
    import zlib

    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    content = b"\x89PNG\r\n\x1a\n" + chunk
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize(
    ("n", "is_taken"), [(1_999_999, True), (2_000_000, True), (2_000_001, False)]
)
def test_an_image_has_at_most_two_million_bytes(n, is_taken, monkeypatch):
    monkeypatch.setattr(logos, "_can_be_printed", lambda content, kind: True)
    content = base64.b64encode(b"\0" * n).decode()
    assert logos.is_image(f"data:image/png;base64,{content}") is is_taken


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


# ---------- the plan of 2014 ----------


def test_it_prints_every_ref_of_a_plan_as_a_row(pdf_text, pack):
    printed = re.findall(r"^\s*(\d{1,2}\.\d{1,2}) {2,}\S", pdf_text, re.MULTILINE)
    refs = [row.line.ref for row in pack.rows]
    assert len(refs) == 104
    assert set(refs) <= set(printed)


def test_a_plan_takes_as_many_pages_as_it_should(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as found:
        assert 30 <= len(found.pages) <= 44


def test_the_bytes_of_a_pack_are_those_of_its_document(plan_document, pdf):
    assert render_pdf(replace(plan_document)) == pdf
