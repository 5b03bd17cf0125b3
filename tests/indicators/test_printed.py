"""Which values a printed number can stand for."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.printed import (
    agrees,
    decimals_of,
    differ,
    exact_text,
    number_text,
    printed_range,
    read_printed,
    rounded,
)

ROUNDINGS = [ROUND_HALF_UP, ROUND_HALF_EVEN]


def round_by(exact: Fraction, decimals: int, rounding: str) -> Decimal:
    """An independent rounding: by the decimal module, from enough digits to keep every half."""
    with localcontext() as context:
        context.prec = 60
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


@pytest.mark.parametrize(
    ("published", "low", "high"),
    [
        ("43.3%", "43.25", "43.35"),
        ("33.33%", "33.325", "33.335"),
        ("1.90", "1.895", "1.905"),
        ("287", "286.5", "287.5"),
        ("£1,250", "1249.5", "1250.5"),
        (Decimal("0.06"), "0.055", "0.065"),
        (3, "2.5", "3.5"),
        ("-0.5", "-0.55", "-0.45"),
    ],
)
def test_a_printed_number_stands_for_half_a_unit_either_side(published, low, high):
    assert printed_range(published) == (Fraction(low), Fraction(high))


def test_the_decimals_can_be_given():
    assert printed_range("43", 1) == (Fraction("42.95"), Fraction("43.05"))


def test_words_have_no_range():
    with pytest.raises(ValueError, match="no number"):
        printed_range("about 70%")


@pytest.mark.parametrize(
    ("exact", "is_so"),
    [
        ("43.2499", False),
        ("43.25", True),
        ("43.2501", True),
        ("43.3499", True),
        ("43.35", True),
        ("43.3501", False),
    ],
)
def test_both_halves_agree_and_nothing_beyond_them(exact, is_so):
    assert agrees(Fraction(exact), "43.3%") is is_so


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("43.3%", "43.2%", True),  # 2023 plan, reoffending: the table and the sentence below it
        ("49.0%", "49.0%", False),  # 2014 report, appendix 1, and 2015 pack, figure 3
        ("1.90", "1.9", False),
        ("1.85", "1.9", False),
        ("1.95", "1.9", False),
        ("1.84", "1.9", True),
        ("1.96", "1.9", True),
        ("33.33%", "33.3%", False),
        ("0.47", "0.53", True),
    ],
)
def test_two_printings_differ_where_no_value_rounds_to_both(one, other, is_so):
    assert differ(read_printed(one), read_printed(other)) is is_so
    assert differ(read_printed(other), read_printed(one)) is is_so


def test_noughts_at_the_end_are_decimals():
    assert [decimals_of(Decimal(n)) for n in ("1.90", "1.9", "2", "1E+3")] == [2, 1, 0, 0]


def test_no_finite_number_has_no_decimals():
    with pytest.raises(ValueError, match="finite"):
        decimals_of(Decimal("NaN"))


@pytest.mark.parametrize("published", ["", "n/a", "about 70%", "<5", "[c]"])
def test_what_is_no_one_number_is_not_held_against_anything(published):
    assert read_printed(published) is None


@pytest.mark.parametrize(
    ("exact", "decimals", "text"),
    [
        (Fraction(1300, 30), 1, "43.3"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(1121140), 0, "1,121,140"),
        (Fraction(2), 6, "2.000000"),
        (Fraction(1, 10**9), 8, "0.00000000"),
    ],
)
def test_a_value_is_written_with_its_decimals(exact, decimals, text):
    assert exact_text(exact, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(17345, "17,345"), (Decimal("12.5000"), "12.5"), (Decimal("26.0000"), "26"), (0, "0")],
)
def test_a_count_is_written_without_noughts_that_say_nothing(value, text):
    assert number_text(value) == text


exacts = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)
places = st.integers(0, 6)


@given(exacts, places, st.sampled_from(ROUNDINGS))
def test_what_is_rightly_rounded_agrees(exact, decimals, rounding):
    published = round_by(exact, decimals, rounding)
    assert agrees(exact, published)
    assert agrees(exact, f"{published:,f}")


@given(exacts, places, st.sampled_from(ROUNDINGS), st.sampled_from([-2, 2]))
def test_two_units_off_in_the_last_place_never_agrees(exact, decimals, rounding, off):
    published = round_by(exact, decimals, rounding) + Decimal(off).scaleb(-decimals)
    assert not agrees(exact, published, decimals)


@given(exacts, places)
def test_rounding_is_half_up(exact, decimals):
    assert rounded(exact, decimals) == round_by(exact, decimals, ROUND_HALF_UP)


@given(exacts, places, places, st.sampled_from(ROUNDINGS), st.sampled_from(ROUNDINGS))
def test_two_roundings_of_one_value_to_different_decimals_never_differ(exact, d1, d2, r1, r2):
    one, other = round_by(exact, d1, r1), round_by(exact, d2, r2)
    if d1 != d2 or r1 == r2:
        assert not differ(read_printed(f"{one:f}"), read_printed(f"{other:f}"))
