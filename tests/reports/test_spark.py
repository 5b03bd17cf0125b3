"""The small chart of a list: a line on zero, broken by gaps, with its words beside it."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from indicators.readmodels_chart import Spark
from reports import palette
from reports.figures.spark import HEIGHT, WIDTH, spark_svg
from reports.templatetags import figures as filters
from tests.reports.geometry import path_box


def parts(spark: Spark) -> tuple[ElementTree.Element, str]:
    """The drawing, and the words after it."""
    root = ElementTree.fromstring(f"<p>{spark_svg(spark)}</p>")
    return root[0], root[1].text or ""


def line(spark: Spark) -> str:
    return parts(spark)[0][1].get("d")


def dots(spark: Spark) -> list[tuple[float, float, str]]:
    found = parts(spark)[0].findall("circle")
    return [(float(d.get("cx")), float(d.get("cy")), d.get("fill")) for d in found]


def test_the_drawing_is_hidden_and_its_words_are_read():
    svg, words = parts(Spark((1, 2, 3), "from 1 to 3"))
    assert (svg.get("aria-hidden"), words) == ("true", "from 1 to 3")
    assert 'class="govuk-visually-hidden"' in spark_svg(Spark((1,), "x"))


def test_values_are_joined_from_the_left_edge_to_the_right():
    assert line(Spark((0, 5, 10), "")) == "M5.0 27.0L60.0 16.0L115.0 5.0"


def test_values_stand_on_zero_even_where_they_are_all_high():
    assert line(Spark((95, 95), "")) == "M5.0 5.0L115.0 5.0"


def test_negative_values_stand_below_the_line_of_zero():
    svg, _ = parts(Spark((-10, 10), ""))
    assert svg[0].get("d") == "M0 16.0H120"


def test_a_gap_breaks_the_line():
    assert line(Spark((1, 2, None, 2, 1), "")).count("M") == 2


def test_a_value_alone_between_gaps_is_a_small_dot():
    spark = Spark((1, None, 3, None, 2, 4), "")
    assert line(spark).count("M") == 1
    assert len(dots(spark)) == 3


def test_the_last_value_known_has_a_dot_in_the_tone_of_its_rating():
    x, _, fill = dots(Spark((1, 2, 3), "", "amber"))[-1]
    assert (x, fill) == (115.0, palette.TONES["amber"].strong)
    assert dots(Spark((1, 2), ""))[-1][2] == palette.SERIES
    assert dots(Spark((1, 2, None), ""))[-1][0] == 60.0


def test_one_value_stands_in_the_middle():
    assert dots(Spark((4,), ""))[-1][0] == WIDTH / 2


def test_without_a_value_only_the_words_and_the_line_of_zero_remain():
    for values in ((), (None, None)):
        assert dots(Spark(values, "no reading")) == []
        assert line(Spark(values, "no reading")) == ""


def test_words_are_escaped():
    assert "<b>" not in spark_svg(Spark((1,), "<b>"))


def test_templates_draw_it_by_a_filter():
    assert filters.spark(Spark((1, 2), "x")) == spark_svg(Spark((1, 2), "x"))


@given(st.lists(st.none() | st.floats(-1e9, 1e9), max_size=40))
def test_nothing_stands_outside(values):
    spark = Spark(tuple(values), "")
    boxes = [(x - 3.7, y - 3.7, x + 3.7, y + 3.7) for x, y, _ in dots(spark)]
    if line(spark):
        boxes.append(path_box(line(spark)))
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= WIDTH and b[3] <= HEIGHT for b in boxes)
    assert not re.search("nan|inf", spark_svg(spark))
