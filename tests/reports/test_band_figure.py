"""The number line of a set of bands: every end is said, gaps and overlaps are seen without colour."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.readmodels_bands import LineSegment, LineTick, LineValue, NumberLine
from reports import palette
from reports.figures.bands import number_line_figure
from reports.templatetags import figures as filters
from tests.reports.geometry import collisions, outside, shapes, words

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
GOLDENS = ["bands-wide", "bands-narrow"]

ENTRANTS = NumberLine(
    title="Bands of first time entrants",
    unit_text="per 100,000",
    low=0,
    high=500,
    segments=(
        LineSegment("green", "green", "band", 0, 224 / 500, "", "224"),
        LineSegment("green or amber", "", "overlap", 223 / 500, 224 / 500, "223", "224"),
        LineSegment("amber", "amber", "band", 223 / 500, 340 / 500, "223", "340"),
        LineSegment("no band", "", "gap", 340 / 500, 341 / 500, "340", "341"),
        LineSegment("red", "red", "band", 341 / 500, 1, "341", ""),
    ),
    ticks=tuple(LineTick(n / 5, str(n * 100)) for n in range(6)),
    values=(
        LineValue(229 / 500, "229", "amber"),
        LineValue(223.5 / 500, "223.5", "green or amber"),
        LineValue(418 / 500, "418", "red"),
    ),
    sentence="223 to 224 has two bands and 340 to 341 has none.",
)


@cache
def drawn(name: str) -> str:
    figure = number_line_figure(ENTRANTS, prefix="bands")
    return figure.svg if name.endswith("wide") else figure.narrow


@pytest.mark.parametrize("name", GOLDENS)
def test_a_number_line_is_drawn_as_it_was(name):
    """Changed on purpose: write the new text to tests/golden and look at it."""
    assert drawn(name) == (GOLDEN / f"{name}.svg").read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("name", GOLDENS)
def test_it_says_what_it_is_needs_no_style_and_keeps_its_words_apart(name):
    svg = drawn(name)
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root[0].text) == ("img", ENTRANTS.title)
    assert root[1].text == ENTRANTS.sentence
    assert not re.search(r"\s(class|style)=|currentColor|var\(", svg)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'\bid="([^"]+)"', svg))
    assert outside(svg) == []
    assert collisions(svg) == []


def said(svg: str) -> set[str]:
    return {w for w, _ in words(svg)}


def test_bands_bear_their_name_and_their_ends():
    assert {"green", "to 224", "amber", "223 to 340", "red", "from 341"} <= said(
        drawn("bands-wide")
    )


def test_a_gap_and_an_overlap_are_hatched_and_said():
    svg = drawn("bands-wide")
    assert {"overlap, 223 to 224: green or amber", "gap, 340 to 341: no band"} <= said(svg)
    for kind in ("gap", "overlap"):
        assert svg.count(f'fill="url(#bands-wide-{kind})"') == 2


def test_a_fault_of_no_width_can_still_be_seen():
    hatched = [box for what, box in shapes(drawn("bands-narrow")) if what == "rect"]
    assert min(box[2] - box[0] for box in hatched) >= 4.9


def test_marked_values_bear_their_rating_side_by_side():
    svg = drawn("bands-wide")
    assert {"229, amber", "223.5, green or amber", "418, red"} <= said(svg)
    assert svg.count("l-5 -9h10z") == 3


def test_values_without_room_keep_to_their_numbers():
    values = tuple(LineValue(n / 9, f"{n}", "a rating of some length") for n in range(6))
    line = NumberLine("Many", "%", 0, 9, (), values=values)
    assert {"0", "5"} <= said(number_line_figure(line, prefix="x").narrow)


def test_values_beyond_all_room_stand_in_the_table():
    values = tuple(LineValue(n / 99, f"{n},000,000", "") for n in range(30))
    figure = number_line_figure(NumberLine("Many", "%", 0, 99, (), values=values), prefix="x")
    assert outside(figure.narrow) == []
    assert len(figure.rows) == 30


def test_a_band_too_narrow_for_its_name_is_named_in_the_key():
    segments = (
        LineSegment("good", "green", "band", 0, 0.98, "", "98"),
        LineSegment("outstanding", "blue", "band", 0.98, 1, "98", ""),
    )
    figure = number_line_figure(NumberLine("Bands", "%", 0, 100, segments), prefix="x")
    assert "outstanding, from 98" in said(figure.svg)


def test_a_band_open_at_both_ends_has_its_name_alone():
    segments = (LineSegment("all", "grey", "band", 0, 1, "", ""),)
    figure = number_line_figure(NumberLine("Bands", "", 0, 1, segments), prefix="x")
    assert said(figure.svg) == {"all"}


def test_the_table_has_every_segment_and_value():
    figure = number_line_figure(ENTRANTS, prefix="x")
    assert figure.heads == ("Band", "From", "To", "What it is")
    assert figure.rows[:2] == (
        ("green", "open", "224", "band"),
        ("green or amber", "223", "224", "overlap"),
    )
    assert figure.rows[5] == ("amber", "229", "229", "value marked")
    assert figure.summary == ENTRANTS.sentence


def test_it_needs_the_colours_of_no_band_to_be_read():
    tints = "|".join(palette.BANDS.values())
    grey = re.sub(tints, palette.PAPER, drawn("bands-wide"))
    assert said(grey) == said(drawn("bands-wide"))
    assert grey.count("<path") == drawn("bands-wide").count("<path")


def test_words_are_escaped():
    segments = (LineSegment("<b>", "green", "band", 0, 1, "<i>", "&"),)
    figure = number_line_figure(NumberLine("<u>", "<s>", 0, 1, segments), prefix='"')
    assert not re.search("<[bius]>", figure.svg)


def test_templates_draw_it_by_a_filter():
    assert filters.number_line(ENTRANTS).svg == drawn("bands-wide")


shares = st.floats(0, 1)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
kinds = st.sampled_from(["band", "gap", "overlap"])


@st.composite
def any_segment(draw) -> LineSegment:
    start, end = sorted((draw(shares), draw(shares)))
    tone = draw(st.sampled_from(["green", "amber", "red", ""]))
    return LineSegment(draw(texts), tone, draw(kinds), start, end, draw(texts), draw(texts))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(any_segment(), max_size=6),
    st.lists(st.builds(LineTick, shares, texts), max_size=8),
    st.lists(st.builds(LineValue, shares, texts, texts), max_size=5),
)
def test_nothing_of_any_number_line_stands_outside(segments, ticks, values):
    line = NumberLine("Any", "%", 0, 1, tuple(segments), tuple(ticks), tuple(values))
    figure = number_line_figure(line, prefix="x")
    assert outside(figure.svg) == []
    assert outside(figure.narrow) == []
