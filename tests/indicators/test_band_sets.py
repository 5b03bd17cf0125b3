"""What keeps bands from being saved, and how one line of notation is taken apart."""

from decimal import Decimal

import pytest

from indicators.rules.band_faults import FaultKind
from indicators.rules.band_notation import UnreadableBands
from indicators.rules.band_sets import all_faults, range_of, rows_of, tone_of
from indicators.rules.facts import Measure
from indicators.rules.measures import BandTone, Better, PeriodKind, Unit
from tests.indicators.defined import bands


def measure(**changed) -> Measure:
    facts = {"unit": Unit.PERCENT, "decimals": 1, "better": Better.LOWER}
    return Measure("x", "X", period_kind=PeriodKind.QUARTER, **facts | changed)


def kinds(line: str, **changed) -> list[FaultKind]:
    return [fault.kind for fault in all_faults(bands(line), measure(**changed))]


def test_a_percentage_ends_at_100_and_nothing_else_ends():
    assert range_of(Unit.PERCENT) == (0, Decimal(100))
    assert {range_of(unit) for unit in Unit if unit is not Unit.PERCENT} == {(0, None)}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("G <36, A 36-39, R >39", []),
        ("G <36, A 36.1-39, R >39", [FaultKind.GAP]),
        ("G <36, A 36-39, R >38", [FaultKind.OVERLAP]),
        ("G >39, A 36-39, R <36", [FaultKind.DIRECTION, FaultKind.DIRECTION]),
        ("G=<36, A 36-39, R >39", [FaultKind.NOTATION]),
    ],
)
def test_every_kind_of_fault_is_found(line, found):
    assert kinds(line) == found


def test_where_neither_end_is_good_the_order_is_free():
    assert kinds("G >39, A 36-39, R <36", better=Better.NEITHER) == []


@pytest.mark.parametrize(
    ("word", "tone"),
    [
        ("Green", BandTone.GREEN),
        ("a", BandTone.AMBER),
        ("R", BandTone.RED),
        ("blue", BandTone.BLUE),
        ("Grey", BandTone.GREY),
        ("Good", None),
        ("", None),
    ],
)
def test_a_word_or_its_letter_names_a_tone(word, tone):
    assert tone_of(word) is tone


SPLIT = [("Green", "<36"), ("Amber", "36-39"), ("Red", ">39")]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("G<36, A 36-39, R>39", SPLIT),
        ("g <36, a 36-39, r >39", SPLIT),
        ("G: <36; A: 36-39; R: >39", SPLIT),
        ("(G=<36, A= 36-39, R= >39)", [("Green", "=<36"), SPLIT[1], ("Red", "=>39")]),
        ("Green below 36, Amber 36-39, Red >39", [("Green", "below 36"), *SPLIT[1:]]),
        ("G<1,200, R 1,200 or more", [("Green", "<1,200"), ("Red", "1,200 or more")]),
        ("Good: below 5; Poor: 5 or more", [("Good", "below 5"), ("Poor", "5 or more")]),
    ],
)
def test_a_line_is_taken_apart_into_words_and_values(line, rows):
    assert [(word, written) for word, _, written in rows_of(line)] == rows


@pytest.mark.parametrize("line", ["36 to 39", "rubbish", "G"])
def test_a_line_whose_parts_have_no_name_is_refused(line):
    with pytest.raises(UnreadableBands, match="does not name its bands"):
        rows_of(line)


def test_a_part_without_a_name_stays_with_the_one_before_it():
    assert rows_of("G<36, 36-39") == (("Green", BandTone.GREEN, "<36, 36-39"),)
