"""Documents as HTML: paged for the PDF, a page of their own, and a part of our pages."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from reports import palette
from reports.blocks import (
    HELD_BACK,
    Bullets,
    Cell,
    Figure,
    Heading,
    House,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
    cell,
    words,
)
from reports.render.html import paged_html, shortened, web_body, web_html
from tests.reports.sample_document import LOGO, sample

EVERY = (paged_html, web_html, web_body)


def of(*blocks, **changes) -> Section:
    facts = {"key": "one", "title": "One", "blocks": blocks, "anchor": "one"}
    return Section(**facts | changes)


def alone(*blocks, **changes):
    """A document of one section."""
    return sample(sections=(of(*blocks),), **changes)


def table(*rows: tuple[str, ...], **changes) -> Table:
    from reports.blocks import Column

    columns = tuple(Column(f"Column {n}", heads_rows=not n) for n in range(len(rows[0])))
    found = Table("A table", columns, tuple(tuple(cell(t) for t in row) for row in rows), "a-table")
    return replace(found, **changes)


class Outline(HTMLParser):
    """The headings, ids and links of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.labels: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if found.get("role") == "region":
            self.labels.append(found["aria-label"])


@pytest.mark.parametrize("render", EVERY)
def test_no_heading_skips_a_level(render):
    html = render(
        alone(Heading("Deep", level=3), Heading("Deeper", level=3), Heading("Up", level=2))
    )
    levels = Outline(html).levels
    assert levels[0] == (2 if render is web_body else 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("render", EVERY)
def test_ids_are_given_once_and_every_inner_link_leads_to_one(render):
    found = Outline(render(sample()))
    assert len(found.ids) == len(set(found.ids))
    inner = [link[1:] for link in found.links if link.startswith("#")]
    assert len(inner) > 10
    assert set(inner) <= set(found.ids)


@pytest.mark.parametrize("render", EVERY)
def test_an_anchor_that_stands_twice_is_an_id_once(render):
    html = render(alone(Paragraph(words("a"), anchor="same"), Paragraph(words("b"), anchor="same")))
    assert html.count('id="same"') == 1


@pytest.mark.parametrize("render", EVERY)
def test_text_cannot_become_markup(render):
    evil = '<img src="file:///etc/passwd" onerror=alert(1)>'
    blocks = (
        Paragraph(words(evil), number=evil, anchor=evil),
        Heading(evil, anchor="h", number=evil, is_listed=True),
        Bullets((words(evil),), numbers=(evil,)),
        table((evil, evil), caption=evil, sentence=evil, note=evil),
        Figure(evil, evil, anchor=evil + "f", notes=(evil,)),
    )
    section = of(*blocks, title=evil, failed=evil, legend=evil, number=evil)
    document = sample(
        sections=(section,), title=evil, subtitle=evil, lead=evil, edition=evil, service=evil,
        notes=(evil,), gaps=((evil, evil),), sources=(evil,), invented=evil, language='en"><b',
        house=House(council=evil, accent='"><script>', logo='"><script>', footer=evil),
    )  # fmt: skip
    html = render(document)
    assert "<img" not in html
    assert "<script" not in html
    assert not re.search(r'lang="en"><b', html)


@pytest.mark.parametrize(
    ("link", "is_kept"),
    [
        ("https://example.org/a", True),
        ("http://example.org/", True),
        ("mailto:panel@example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https:///nowhere", False),
        ("//example.org/", False),
        ("https://[", False),
        ("#nowhere", False),
    ],
)
def test_a_link_leads_to_the_web_or_into_the_pack_and_nowhere_else(link, is_kept):
    html = web_html(alone(Paragraph((Span("there", link=link),))))
    assert (link in Outline(html).links) is is_kept
    assert "there" in html


def test_a_reference_names_its_page_on_paper_alone():
    said = Paragraph((Span("the table", link="#a-table", page_of="a-table"),))
    document = alone(said, table(("a", "b")))
    assert '<a class="of" href="#a-table">the table</a>' in paged_html(document)
    assert '<a href="#a-table">the table</a>' in web_html(document)


def test_a_page_of_what_is_not_there_is_left_out():
    html = paged_html(alone(Paragraph((Span("gone", page_of="gone"),))))
    assert 'class="of"' not in html


@pytest.mark.parametrize("render", EVERY)
def test_what_cannot_be_printed_is_left_out(render):
    html = render(alone(Paragraph(words("a\x00b\x1bc\ud800d\ufffee"))))
    assert "abcde" in html
    html.encode("utf-8")


def test_the_paper_is_well_formed_xml_whatever_it_says():
    evil = "a < b & c > \" ' \x0c ]]> &nbsp; <!-- <![CDATA["
    ElementTree.fromstring(paged_html(alone(Paragraph(words(evil)), title=evil)))
    ElementTree.fromstring(paged_html(sample()))


@pytest.mark.parametrize("render", EVERY)
def test_line_breaks_of_a_text_are_kept(render):
    html = render(alone(Paragraph(words("one\ntwo"))))
    assert "one<br/>two" in html


def test_a_running_head_takes_whole_words_and_says_that_there_are_more():
    assert shortened("short", 10) == "short"
    assert shortened("a" * 10, 10) == "a" * 10
    assert shortened("one two three", 10) == "one two…"
    assert shortened("x" * 11, 10) == "x" * 10 + "…"


@pytest.mark.parametrize("n", [5, 6])
def test_more_than_five_figures_and_tables_are_listed(n):
    tables = [table(("a", "b"), caption=f"T{i}", anchor=f"t{i}") for i in range(n)]
    html = paged_html(alone(*tables))
    assert ('id="pack-figures"' in html) is (n > 5)


def test_the_contents_name_sections_and_listed_headings():
    html = paged_html(sample())
    contents = html[html.index('id="pack-contents"') : html.index('id="pack-figures"')]
    assert re.findall(r'<td(?: class="in")?><a href="#([\w-]+)">', contents) == [
        *("summary", "purpose", "worked", "measures", "custody-rate", "money", "plan"),
        *("objective-5", "objective-6", "evidence", "glossary"),
    ]


@pytest.mark.parametrize("render", EVERY)
def test_a_section_that_failed_says_why(render):
    html = render(sample())
    assert "This section could not be made.</strong> No budget was found." in html


@pytest.mark.parametrize("render", EVERY)
def test_the_shorthand_is_explained_once_where_it_is_used(render):
    held = table(("a", "b"))
    held = replace(held, rows=((cell("a"), Cell(is_held_back=True)),))
    html = render(alone(held))
    assert f"<td>{HELD_BACK}</td>" in html
    assert html.count(f"{HELD_BACK} stands for") == 1
    assert HELD_BACK not in render(alone(table(("a", "b"))))
    explained = render(alone(held, notes=(f"Our own words on {HELD_BACK}.",)))
    assert f"{HELD_BACK} stands for" not in explained


def test_the_first_row_keeps_to_the_second_and_the_last_is_never_alone():
    def kept(n: int) -> list[int]:
        html = paged_html(alone(table(*(("a", "b"),) * n)))
        body = html[html.index("<tbody>", html.index('class="t list"')) :]
        return [i for i, row in enumerate(re.findall(r"<tr[^>]*>", body)[:n]) if "k" in row]

    assert kept(1) == []
    assert kept(2) == [0]
    assert kept(3) == [0, 1]
    assert kept(9) == [0, 7]


def test_widths_are_shares_of_the_whole():
    html = paged_html(sample())
    shares = re.findall(r'<th scope="col"[^>]* style="width:([\d.]+)%">', html)
    assert {"50.00", "40.00", "20.00"} <= set(shares)


def test_a_table_without_rows_says_so():
    html = web_html(sample())
    assert "Nobody answered." in html
    assert "None recorded." in web_html(alone(table(("a",), rows=())))


@pytest.mark.parametrize("render", EVERY)
def test_nothing_is_fetched_and_nothing_runs(render):
    html = render(sample())
    tags = set(Outline(html).tags)
    assert not tags & {"script", "link", "iframe", "object", "embed", "base", "form"}
    assert set(re.findall(r'src="([^"]{5})', html)) == {"data:"}
    assert not re.search(r"@import|\son\w+=", html)


def test_a_page_of_its_own_has_language_title_landmarks_and_a_skip_link():
    html = web_html(sample())
    assert html.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert (
        "<title>Review of progress against the improvement plan: Post-inspection improvement plan "
        "2014, as at 23 April 2015</title>"
    ) in html
    tags = Outline(html).tags
    assert [tags.count(t) for t in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert Outline(html).links[0] == "#pack-text"
    assert not re.search(r"url\((?!#)", html)


def test_the_part_for_our_pages_has_no_style_and_no_landmark_twice():
    html = web_body(sample())
    assert "<style" not in html
    assert not re.search(r"\sstyle=", html)
    tags = Outline(html).tags
    assert not {"html", "body", "main", "header", "footer", "h1"} & set(tags)


@pytest.mark.parametrize("render", [web_html, web_body])
def test_wide_tables_scroll_in_regions_with_names_of_their_own(render):
    labels = Outline(render(sample())).labels
    assert "Table 4. The actions of objective 5" in labels
    assert "Figure 1 as a table" in labels
    assert len(labels) == len(set(labels))


def test_a_page_draws_a_figure_wide_and_narrow_and_a_paper_once():
    assert web_html(sample()).count("<title") == 1 + 2 + web_html(sample()).count('class="bar"')
    assert paged_html(sample()).count('class="drawn"') == 1


def test_every_drawing_on_paper_says_what_it_shows():
    drawings = re.findall(r"<svg[^>]*role=\"img\"[^>]*>(.{0,30})", paged_html(sample()))
    assert len(drawings) > 60
    assert all(start.startswith("<title") for start in drawings)


def test_an_inferred_rating_says_so_to_who_cannot_see_its_edge():
    html = paged_html(sample())
    assert "<title>complete, inferred</title>" in html
    assert "<title>complete, the board’s reading</title>" in html
    assert 'Green<span class="unseen">, inferred</span>' in web_html(sample())


def test_the_legend_names_the_signs_of_its_section_and_no_others():
    html = paged_html(sample())
    (legend,) = re.findall(r'data-legend="([^"]+)"', html)
    assert legend.startswith("Dashed edge:")
    assert legend.endswith(
        "Triangle: past its date. Counted from the day after the last day of its month."
    )
    late = Table("T", table(("a",)).columns, ((Cell((Line(words("late"), is_late=True),)),),), "t")
    assert 'data-legend="Triangle: past its date."' in paged_html(alone(late))


@pytest.mark.parametrize(
    ("accent", "printed"),
    [
        ("#5b1f69", "#5b1f69"),
        ("#ffdd00", palette.BRAND),  # white cannot be read on it
        ("red;}", palette.BRAND),
        ("", palette.BRAND),
    ],
)
def test_the_colour_of_the_house_is_used_where_words_can_be_read_on_it(accent, printed):
    document = sample(house=House(accent=accent))
    assert f"1.4pt solid {printed}" in paged_html(document)
    assert f"--pk-rule: {printed}" in web_html(document)


@pytest.mark.parametrize("render", EVERY)
@pytest.mark.parametrize(
    "logo",
    [
        "https://example.org/logo.png",
        "file:///etc/passwd",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64,AAAA",
        LOGO.replace("image/png", "image/jpeg"),
        'data:image/png;base64,"onload=',
    ],
)
def test_a_logo_that_is_no_small_png_or_jpeg_is_left_out(render, logo):
    assert "<img" not in render(sample(house=House(logo=logo, logo_alt="Logo")))


def test_the_logo_says_what_it_is():
    assert re.search(
        r'<img src="data:image/png[^"]+" alt="Example City Council"/>', paged_html(sample())
    )


def test_a_band_is_a_class_of_the_cover():
    assert 'class="cover band"' in paged_html(sample(house=House(council="C", cover="band")))
    assert 'class="cover"' in paged_html(sample())


def test_the_same_document_gives_the_same_text():
    for render in EVERY:
        assert render(sample()) == render(sample())
