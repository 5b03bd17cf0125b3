"""What documents say of their figures, held against them."""

import pytest

from indicators.rules.claims import check_claim
from indicators.rules.facts import FlagKind
from indicators.rules.measures import Way
from tests.indicators.plain_values import facts

DOWN, UP, LEVEL = Way


def found(way, earlier, later, text="So it went"):
    return check_claim(way, facts(earlier, period="Q1"), facts(later, period="Q2"), text, "3.10")


def test_the_custody_rate_was_not_lower_than_at_the_start_of_the_year():
    # 2015 pack, 3.10, on figure 4: the financial year began with 0.35
    flag = found(DOWN, "0.35", "0.53", "Still lower than at the start of the financial year")
    assert (flag.kind, flag.place) == (FlagKind.CLAIM, "3.10")
    assert flag.text == (
        "“Still lower than at the start of the financial year.” "
        "It went from 0.35 (Q1) to 0.53 (Q2), which is higher."
    )


def test_offences_per_offender_were_not_slowly_reducing():
    # 2015 pack, executive summary, on figure 3: its last two quarters
    assert found(DOWN, "1.81", "1.83") is not None


def test_figures_for_quarter_3_did_decrease():
    # 2015 pack, 3.10: 0.53 in figure 4, then 0.47; 3.6: 1.83 in figure 3, then 1.74
    assert found(DOWN, "0.53", "0.47") is None
    assert found(DOWN, "1.83", "1.74") is None


def test_offences_per_offender_plateaued():
    # 2015 pack, 3.6, on figure 3: its first and its last quarter
    assert found(LEVEL, "1.82", "1.83") is None


@pytest.mark.parametrize(
    ("way", "earlier", "later", "is_so"),
    [
        (DOWN, "43.3%", "43.2%", False),
        (DOWN, "43.3%", "43.3%", False),
        (DOWN, "43.3%", "43.4%", True),
        (UP, "43.3%", "43.4%", False),
        (UP, "43.3%", "43.3%", False),
        (UP, "43.3%", "43.2%", True),
        (DOWN, "1.9", "1.90", False),
        (DOWN, "1.9", "1.95", False),
        (DOWN, "1.9", "1.96", True),
    ],
)
def test_only_the_other_way_contradicts(way, earlier, later, is_so):
    assert bool(found(way, earlier, later)) is is_so


@pytest.mark.parametrize(
    ("earlier", "later", "is_so"),
    [
        ("50.0", "51.0", False),  # 2.0%
        ("50.0", "51.1", True),
        ("50.0", "49.0", False),
        ("50.0", "48.9", True),
        ("1", "2", False),  # either may have been 1.5
        ("1", "3", True),
        ("0", "1", False),
        ("0", "2", True),
    ],
)
def test_level_is_contradicted_beyond_rounding_and_over_two_per_cent(earlier, later, is_so):
    assert bool(found(LEVEL, earlier, later)) is is_so


def test_a_contradicted_level_says_by_how_much():
    assert found(LEVEL, "1.90", "1.81", "It has plateaued.").text == (
        "“It has plateaued.” It went from 1.90 (Q1) to 1.81 (Q2), which is lower by 4.7%, "
        "more than the 2% that can be called level."
    )


def test_from_nought_no_share_can_be_given():
    assert found(LEVEL, "0", "2").text.endswith("to 2 (Q2), which is higher.")


@pytest.mark.parametrize(("earlier", "later"), [("", "1"), ("1", ""), ("n/a", "1"), ("1", "<5")])
def test_what_is_not_known_contradicts_nothing(earlier, later):
    assert found(DOWN, earlier, later) is None


def test_figures_of_two_counting_rules_contradict_nothing():
    earlier, later = facts("1", version="old"), facts("2", version="new")
    assert check_claim(DOWN, earlier, later, "Down", "") is None
