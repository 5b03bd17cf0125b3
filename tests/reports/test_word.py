"""The Word document, read back by its library and as XML: structure, words, links, safety."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import (
    Bar,
    Bullets,
    Document,
    Figure,
    House,
    Paragraph,
    Section,
    Span,
    Table,
    words,
)
from reports.render.html_contents import contents
from reports.render.word import render_word
from tests.reports.sample_document import MARKS, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def content(document) -> bytes:
    return render_word(document)


@pytest.fixture(scope="module")
def file(content):
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(content)["word/document.xml"])


def of_text(text: str, **span) -> bytes:
    """A document that says one thing."""
    said = Paragraph((Span(text, **span),))
    section = Section("one", "One", (said,), anchor="one")
    return render_word(replace(sample(), sections=(section,)))


def words_of(content: bytes) -> str:
    return " ".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)


def test_headings_are_real_and_have_their_numbers(file):
    found = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "1. Purpose") in found
    assert ("Heading 2", "1.1 How the panel worked") in found
    assert ("Heading 3", "Recommendations") in found
    assert ("Heading 1", "Appendix 1. Meetings and evidence") in found
    assert [p.text for p in file.paragraphs if p.style.name == "Title"] == [
        "Review of progress against the improvement plan"
    ]


def test_no_heading_leaves_a_level_out(file):
    levels = [int(p.style.name[-1]) for p in file.paragraphs if p.style.name[:7] == "Heading"]
    assert levels[0] == 1
    assert all(after <= before + 2 for before, after in pairwise(levels))


def test_the_contents_are_a_field_that_is_filled_in_already(content, document, file):
    listed = [p for p in file.paragraphs if p.style.name.lower() in ("toc 1", "toc 2")]
    said = [p.text for p in listed]
    for entry in contents(document):
        assert any(text.endswith(entry.text) for text in said)
    assert "Table 1. First time entrants" in said
    xml = parts(content)["word/document.xml"].decode()
    assert 'TOC \\o "1-2" \\h \\z \\u' in xml
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"')


def test_every_link_inside_leads_to_a_bookmark(content):
    root = body(content)
    names = [e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    targets = {e.get(f"{W}anchor") for e in root.iter(f"{W}hyperlink")} - {None}
    assert targets
    assert targets <= set(names)


def test_header_rows_are_marked_and_repeated(content):
    for table in body(content).iter(f"{W}tbl"):
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"
        assert not list(table.iter(f"{W}gridSpan"))
        assert not list(table.iter(f"{W}vMerge"))


def test_a_table_has_its_caption_and_its_words(content):
    root = body(content)
    captions = {e.get(f"{W}val") for e in root.iter(f"{W}tblCaption")}
    assert "Table 1. First time entrants" in captions
    assert "Figure 1. Custodial sentences per 1,000" in captions
    described = {e.get(f"{W}val") for e in root.iter(f"{W}tblDescription")}
    assert "Rates of 1.50, 1.27 and 0.92, each with its 95% interval." in described


def tables(document: Document) -> list[Table]:
    found = [b.table if isinstance(b, Figure) else b for b in document.blocks]
    return [t for t in found if isinstance(t, Table) and t.rows]


def test_every_table_has_all_its_rows_and_the_words_of_each_cell(document, file):
    printed = file.tables[1:-1]  # between the cover's facts and the known gaps
    assert len(printed) == len(tables(document))
    for table, there in zip(tables(document), printed, strict=True):
        rows = [[c.text for c in row.cells] for row in there.rows]
        assert rows[0] == [column.heading for column in table.columns]
        assert len(rows) == len(table.rows) + 1
        for row, said in zip(table.rows, rows[1:], strict=True):
            for cell_, text in zip(row, said, strict=True):
                assert all(line in text for line in cell_.text.split("\n"))


def test_a_figure_is_its_sentence_and_its_table(document, file):
    said = [p.text for p in file.paragraphs]
    for block in document.blocks:
        if isinstance(block, Figure):
            assert block.sentence in said
            assert f"{block.number}. {block.caption}" in said


def test_numbers_of_figures_are_fields(content):
    xml = parts(content)["word/document.xml"].decode()
    assert "SEQ Figure" in xml
    assert "SEQ Table" in xml


def test_paragraphs_keep_their_numbers(file):
    numbered = [p.text for p in file.paragraphs if p.style.name == "Numbered text"]
    assert [text.split("\t")[0] for text in numbered] == [
        *(f"1.{n}" for n in range(1, 16)),
        "2.1",
    ]


def test_a_list_and_a_bar_say_all_of_their_words(document, file):
    said = [p.text for p in file.paragraphs]
    for block in document.blocks:
        if isinstance(block, Bar):
            assert block.bar.title in said
        if isinstance(block, Bullets):
            assert all(any(s.text in t for t in said) for item in block.items for s in item)


def test_ratings_are_a_sign_and_a_word_on_their_colour(content):
    root = body(content)
    shaded = [
        "".join(t.text for t in run.iter(f"{W}t"))
        for run in root.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}shd") is not None
    ]
    assert "✔ Green" in shaded
    assert "▲ Red" in shaded
    assert all(re.fullmatch(r"\S [\w ]+", text) for text in shaded)
    assert {text.split(" ", 1)[1] for text in shaded} >= {mark.word for mark in MARKS}


def test_an_inferred_rating_says_so(file):
    plan = next(t for t in file.tables if len(t.columns) == 7)
    assert "(inferred)" in plan.cell(1, 4).text


def test_wide_sections_stand_on_pages_on_their_side(file):
    turned = [s.orientation for s in file.sections]
    assert turned == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
    ]
    for section in file.sections:
        landscape = section.orientation == WD_ORIENT.LANDSCAPE
        assert (section.page_width > section.page_height) is landscape


def test_every_foot_says_for_whom_it_is_that_it_is_a_draft_and_its_page(content, file):
    feet = [v.decode() for k, v in parts(content).items() if "footer" in k and "rels" not in k]
    assert len(feet) == 2
    for foot in feet:
        assert "The public. Draft" in foot
        assert " PAGE " in foot
        assert " NUMPAGES " in foot
    assert all("as at 23 April 2015" in s.header.paragraphs[0].text for s in file.sections)


def test_the_cover_says_as_at_when_for_whom_and_which_edition(file):
    facts = {row.cells[0].text: row.cells[1].text for row in file.tables[0].rows}
    assert facts["As at"] == "23 April 2015"
    assert facts["For"] == "The public"
    assert facts["Edition"] == "Draft"


def test_it_has_its_language_and_title_and_no_day(content, file):
    assert file.core_properties.language == "en-GB"
    assert file.core_properties.title.startswith("Review of progress")
    assert file.core_properties.author == "Example City Council"
    core = parts(content)["docProps/core.xml"].decode()
    assert "created" not in core
    assert "modified" not in core
    assert 'w:lang w:val="en-GB"' in parts(content)["word/styles.xml"].decode()
    assert "en-US" not in parts(content)["word/styles.xml"].decode()
    assert not [name for name in parts(content) if "thumbnail" in name]


def test_the_logo_says_what_it_is(content):
    root = body(content)
    (said,) = [e.get("descr") for e in root.iter() if e.tag.endswith("}docPr")]
    assert said == "Example City Council"


def test_a_picture_that_is_none_is_left_out(document):
    house = House(council="Example", logo="data:image/png;base64,AAAA")
    made = render_word(replace(document, house=house))
    assert not [e for e in body(made).iter() if e.tag.endswith("}docPr")]


def test_the_colour_of_the_council_is_that_of_the_headings(document):
    made = render_word(replace(document, house=House(accent="#7a1712")))
    assert 'w:val="7a1712"' in parts(made)["word/styles.xml"].decode()


def test_there_are_no_boxes_and_no_drawings_but_the_logo(content):
    xml = parts(content)["word/document.xml"].decode()
    assert "txbx" not in xml
    assert "<w:pict" not in xml
    assert xml.count("<w:drawing>") == 1


def test_a_section_that_failed_says_why(file):
    said = [p.text for p in file.paragraphs]
    assert "This section could not be made. No budget was found." in said


def test_a_page_break_opens_a_page_and_leaves_no_empty_one(content):
    paragraphs = list(body(content).iter(f"{W}p"))
    after = next(
        p
        for p in paragraphs
        if "A page" in "".join(p.itertext()) or "1.15" in "".join(p.itertext())
    )
    assert after.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert not [b for p in paragraphs for b in p.iter(f"{W}br") if b.get(f"{W}type") == "page"]


def test_the_same_document_gives_the_same_bytes(document, content):
    assert render_word(document) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "http://example.org/", "https:", "#no"]
)
def test_no_link_leads_anywhere_but_to_https(address):
    made = of_text("words", link=address)
    assert "words" in words_of(made)
    rels = parts(made)["word/_rels/document.xml.rels"].decode()
    assert "External" not in rels


def test_an_https_link_is_one():
    made = of_text("words", link="https://example.org/?a=1&b=%22")
    assert (
        "https://example.org/?a=1&amp;b=%22" in parts(made)["word/_rels/document.xml.rels"].decode()
    )


def test_a_document_without_sections_is_one():
    made = render_word(replace(sample(), sections=()))
    assert docx.Document(io.BytesIO(made)).paragraphs


def test_a_document_that_begins_with_wide_pages_has_an_upright_cover():
    wide = replace(sample().sections[0], is_wide=True)
    file = docx.Document(io.BytesIO(render_word(replace(sample(), sections=(wide,)))))
    assert [s.orientation for s in file.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_whatever_was_typed_can_be_opened_and_read(text):
    made = of_text(f"[{text}]")
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]", "", text)
    kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    assert f"[{kept}]" in words_of(made)


def test_markup_that_was_typed_is_words():
    table = Table("<b>&", (), (), anchor="t")
    section = Section("s", "</w:p>&<x>", (table, Paragraph(words("<w:p/>"))), anchor='"s"')
    made = render_word(replace(sample(title="A & <b>"), sections=(section,)))
    assert "</w:p>&<x>" in words_of(made)
    assert "<w:p/>" in words_of(made)
