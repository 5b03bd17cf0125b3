"""How a published figure is read."""

from decimal import Decimal

import pytest

from indicators.rules.measures import Series, read_value


@pytest.mark.parametrize(
    ("published", "value"),
    [
        ("31.1", "31.1"),
        ("31.1%", "31.1"),
        ("£1,250", "1250"),
        ("1,250,000", "1250000"),
        ("0", "0"),
        ("-0.5", "-0.5"),
        ("−0.5", "-0.5"),
        (" 12 ", "12"),
    ],
)
def test_a_figure_is_read_without_its_signs(published, value):
    assert read_value(published) == Decimal(value)


@pytest.mark.parametrize(
    "published", ["", "n/a", "[c]", "12-14", "<5", "1,25", "12.", "about 12", "1.2.3", "..", "٣"]
)
def test_what_is_no_one_figure_is_not_read(published):
    assert read_value(published) is None


def test_every_series_has_its_word():
    assert [s.label for s in Series][2] == "Comparator average"
