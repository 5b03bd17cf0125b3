"""Indicator codes as the 2014 plan prints them (scrutiny pack, appendix 3, each objective's head)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.codes import expand_codes


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("All", ["All"]),
        ("A1, A3 - A14", ["A1", *(f"A{n}" for n in range(3, 15))]),
        (
            "A7, A11-A15, B1- B21",
            ["A7", *(f"A{n}" for n in range(11, 16)), *(f"B{n}" for n in range(1, 22))],
        ),
        (
            "A6, A7, A10-15, B10-B21",
            ["A6", "A7", *(f"A{n}" for n in range(10, 16)), *(f"B{n}" for n in range(10, 22))],
        ),
        ("A5, A15, C3 C6", ["A5", "A15", "C3 C6"]),
        ("A9-A3", ["A9-A3"]),
        ("A1-B3", ["A1-B3"]),
        ("", []),
    ],
)
def test_codes_are_expanded_only_where_that_is_certain(printed, codes):
    assert expand_codes(printed) == codes


@given(st.text(max_size=60))
def test_no_printed_text_breaks_it(text):
    assert all(code.strip() for code in expand_codes(text))
