"""The bands as they are drawn on a line of numbers."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from indicators.rules.band_faults import StretchKind
from indicators.rules.measures import Unit
from indicators.rules.number_line import number_line
from tests.indicators.band_sets_of_sources import (
    AMBER,
    FTE_23,
    GREEN,
    RED,
    REOFFENDING_23,
    SCORES,
    D,
    rag,
)
from tests.indicators.random_bands import EDGES, bands_in_bounds, n_members


def test_the_line_of_the_2023_reoffending_bands():
    line = number_line(
        REOFFENDING_23, decimals=1, values=[D("43.3")], most=D(100), unit=Unit.PERCENT
    )
    assert (line.low.text, line.high.text) == ("32%", "48%")
    assert [(s.kind, s.text, s.tone) for s in line.segments] == [
        (StretchKind.BAND, "Green: below 36%", GREEN),
        (StretchKind.GAP, "In no band: 36.0%", None),
        (StretchKind.BAND, "Amber: 36.1% to 40.1%", AMBER),
        (StretchKind.GAP, "In no band: 40.2% to 41.0%", None),
        (StretchKind.BAND, "Red: over 41%", RED),
    ]
    assert [e.text for e in line.edges] == ["36%", "36.1%", "40.1%", "41%"]
    assert [(m.text, m.share) for m in line.marks] == [("43.3%", D("0.706250"))]


def test_an_overlap_is_a_segment_of_its_own():
    line = number_line(FTE_23, decimals=0)
    assert (line.low.value, line.high.value) == (D(150), D(400))
    assert [(s.kind, s.text) for s in line.segments][1] == (
        StretchKind.OVERLAP,
        "Both green and amber: 223",
    )
    assert line.segments[1].tone is None


def test_bands_that_meet_at_the_published_decimals_touch():
    kinds = {s.kind for s in number_line(SCORES, decimals=0, most=D(100)).segments}
    assert kinds == {StretchKind.BAND}


def test_the_line_keeps_within_its_bounds():
    line = number_line(rag("below 5", "5 to 97", "over 97"), decimals=0, most=D(100))
    assert (line.low.value, line.high.value) == (0, 100)


def test_an_edge_on_a_bound_is_drawn():
    line = number_line(rag("0 to 50", "51 to 100"), decimals=0, most=D(100))
    assert [e.text for e in line.edges] == ["0", "50", "51", "100"]


def test_the_ends_of_the_line_are_round():
    line = number_line(rag("below 10", "10 to 30", "over 30"), decimals=0, least=None)
    assert (line.low.value, line.high.value) == (0, 40)
    finer = number_line(rag("below 0.38", "0.39 to 0.45", "over 0.45"), decimals=2)
    assert (finer.low.text, finer.high.text) == ("0.30", "0.50")


def test_a_value_outside_the_bounds_widens_the_line():
    line = number_line(SCORES, decimals=0, values=[D(-10), D(120)], most=D(100))
    assert (line.low.value, line.high.value) == (-10, 120)
    assert [m.share for m in line.marks] == [0, 1]


def test_without_bands_or_values_there_is_still_a_line():
    line = number_line((), decimals=0)
    assert line.low.value < line.high.value
    assert [s.text for s in line.segments] == ["In no band: 0 or more"]
    below = number_line((), decimals=0, least=None)
    assert (below.low.value < 0 < below.high.value, below.edges) == (True, ())


def test_a_line_without_edges_reaches_its_bounds():
    for bounds in ({"least": D(5)}, {"least": None, "most": D(5)}):
        (segment,) = number_line((), decimals=0, values=[D(0), D(10)], **bounds).segments
        assert segment.start < segment.end


def test_an_edge_beyond_the_bounds_is_not_drawn():
    line = number_line(rag("-5 to 5", "6 to 200"), decimals=0, most=D(100))
    assert [e.text for e in line.edges] == ["5", "6"]


@given(bands_in_bounds(), st.lists(EDGES, max_size=3))
@example(((), 1, D(1), None), [D(0)])
def test_a_line_is_drawn_without_a_break_and_values_stand_in_their_segment(given_bands, values):
    bands, decimals, least, most = given_bands
    step = D(1).scaleb(-decimals)
    values = [value.quantize(step) for value in values]
    line = number_line(bands, decimals=decimals, values=values, least=least, most=most)
    assert all(one.end == two.start for one, two in pairwise(line.segments))
    assert all(segment.start < segment.end for segment in line.segments)
    for value, mark in zip(values, line.marks, strict=True):
        assert 0 <= mark.share <= 1
        if (least is None or value >= least) and (most is None or value <= most):
            inside = [s for s in line.segments if s.start <= mark.share <= s.end]
            assert n_members(value, bands) in [len(s.stretch.bands) for s in inside]
