"""What is wrong with bands: the sources' own, and that for all bands nothing is missed."""

from dataclasses import replace

import pytest
from hypothesis import example, given

from indicators.rules.band_faults import (
    FaultKind,
    check_direction,
    check_notation,
    faults,
    stretches,
)
from indicators.rules.band_notation import Band, bands_words, read_bands, split_bands
from indicators.rules.measures import BandTone, Better, Unit
from tests.indicators.band_sets_of_sources import (
    CUSTODY_18,
    CUSTODY_23,
    FTE_18,
    FTE_23,
    REOFFENDING_18,
    REOFFENDING_23,
    SCORES,
    D,
    rag,
)
from tests.indicators.random_bands import (
    BOUNDS,
    bands_in_bounds,
    grid,
    is_member,
    n_members,
    whole_bands,
)


def said(bands: tuple[Band, ...], **options) -> list[str]:
    return [fault.text for fault in faults(bands, **options)]


def test_the_faults_of_the_2018_19_bands():
    assert said(FTE_18, decimals=0) == [
        "Nothing covers 313; let green go up to 313 or amber begin there.",
        "Nothing covers 401; let amber go up to 401 or red begin there.",
    ]
    assert said(REOFFENDING_18, decimals=1, most=D(100)) == [
        "Nothing covers 36.0; let green go up to 36.0 or amber begin there."
    ]
    assert said(CUSTODY_18, decimals=2) == [
        "Nothing covers 0.38; let green go up to 0.38 or amber begin there."
    ]


def test_the_faults_of_the_2023_bands():
    assert said(FTE_23, decimals=0) == [
        "Both green and amber cover 223; let green go up to 222 or amber begin at 224.",
        "Nothing covers 341; let amber go up to 341 or red begin there.",
    ]
    assert said(REOFFENDING_23, decimals=1, most=D(100), unit=Unit.PERCENT) == [
        "Nothing covers 36.0%; let green go up to 36.0% or amber begin there.",
        "Nothing covers 40.2% to 41.0%; let amber go up to 41.0% or red begin at 40.2%.",
    ]
    assert said(CUSTODY_23, decimals=2) == [
        "Nothing covers 0.35; let green go up to 0.35 or amber begin there."
    ]


def test_the_inspections_scores_have_no_fault_in_whole_percents():
    assert faults(SCORES, decimals=0, most=D(100)) == ()


def test_the_inspections_scores_have_gaps_with_a_decimal():
    found = faults(SCORES, decimals=1, most=D(100))
    assert [(f.kind, f.low, f.high) for f in found] == [
        (FaultKind.GAP, D("64.1"), D("64.9")),
        (FaultKind.GAP, D("79.1"), D("79.9")),
    ]
    assert found[0].words == ("Unsatisfactory", "Satisfactory")


@pytest.mark.parametrize(
    ("bands", "bounds", "text"),
    [
        (rag("5 or more"), {}, "Nothing covers 0 to 4; let green begin at 0."),
        (rag("1 or more"), {}, "Nothing covers 0; let green begin at 0."),
        (rag("0 to 4"), {}, "Nothing covers 5 or more; let green go on without an end."),
        (rag("0 to 4"), {"most": D(9)}, "Nothing covers 5 to 9; let green go up to 9."),
        (
            rag("5 or more"),
            {"least": None},
            "Nothing covers 4 or less; let green have no lower end.",
        ),
        ((), {}, "Nothing covers 0 or more; add a band that does."),
        ((), {"least": None}, "Nothing covers any value; add a band that does."),
    ],
)
def test_a_gap_at_an_end_says_how_to_close_it(bands, bounds, text):
    assert said(bands, decimals=0, **bounds) == [text]


def test_a_band_within_another_is_left_to_one_of_them():
    assert said(rag("0 or more", "5 to 6"), decimals=0) == [
        "Both green and amber cover 5 to 6; leave it to one of them."
    ]


def test_an_overlap_without_an_end_or_of_three_is_left_to_one_of_them():
    assert said(rag("0 or more", "5 or more"), decimals=0) == [
        "Both green and amber cover 5 or more; leave it to one of them."
    ]
    assert said(rag("up to 5", "exactly 5", "5 or more"), decimals=0) == [
        "Green, amber and red cover 5; leave it to one of them."
    ]


def test_a_value_that_cannot_occur_is_no_gap():
    assert faults(rag("below 313", "313 to 400", "401 or more"), decimals=0) == ()
    assert faults(rag("below 312.5", "over 312.5"), decimals=0) == ()


def test_the_least_and_the_most_value_count():
    assert faults(rag("exactly 0", "1 to 100"), decimals=0, most=D(100)) == ()
    assert len(faults(rag("exactly 0", "1 to 99"), decimals=0, most=D(100))) == 1
    assert len(faults(rag("exactly 1", "2 to 100"), decimals=0, most=D(100))) == 1


@pytest.mark.parametrize(
    ("bands", "kind", "text"),
    [
        (
            replace(rag("below 5", "5 or more")[0], word="amber"),
            FaultKind.SAME_WORD,
            "Two bands are called amber; give each a word of its own.",
        ),
        (
            rag("9 to 3")[0],
            FaultKind.UPSIDE_DOWN,
            "Green goes from the higher value to the lower; write the lower one first.",
        ),
        (
            rag("3 to below 3")[0],
            FaultKind.EMPTY,
            "Green holds no value that can occur; widen it or take it out.",
        ),
        (
            rag("over 3 to below 4")[0],
            FaultKind.EMPTY,
            "Green holds no value that can occur; widen it or take it out.",
        ),
        (
            rag("below 0")[0],
            FaultKind.EMPTY,
            "Green holds no value that can occur; widen it or take it out.",
        ),
    ],
)
def test_a_band_wrong_in_itself(bands, kind, text):
    found = faults((bands, replace(rag("0 or more")[0], word="Amber")), decimals=0)
    assert (found[0].kind, found[0].text) == (kind, text)


def test_one_band_for_every_value_is_refused():
    (fault,) = faults(rag("any value"), decimals=0)
    assert fault.kind is FaultKind.ALL_OPEN
    assert fault.text == "Green takes in every value; give it an end."


@pytest.mark.parametrize("bands", [FTE_18, FTE_23, REOFFENDING_23, CUSTODY_23])
def test_the_sources_lower_is_better_bands_lie_the_right_way(bands):
    assert check_direction(bands, Better.LOWER) == ()


def test_the_inspections_scores_lie_the_right_way():
    assert check_direction(SCORES, Better.HIGHER) == ()


def test_bands_the_wrong_way_round_are_refused_in_either_order():
    wrong = rag("over 39", "36 to 39", "below 36")
    for bands in (wrong, wrong[::-1]):
        assert [f.text for f in check_direction(bands, Better.LOWER)] == [
            "Lower is better, yet red lies below amber; give them each other’s values.",
            "Lower is better, yet amber lies below green; give them each other’s values.",
        ]
        assert check_direction(bands, Better.HIGHER) == ()


def test_higher_is_better_has_the_worse_below():
    found = check_direction(rag("below 36", "36 or more"), Better.HIGHER)
    assert [(f.kind, f.text, f.words) for f in found] == [
        (
            FaultKind.DIRECTION,
            "Higher is better, yet amber lies above green; give them each other’s values.",
            ("Amber", "Green"),
        )
    ]


def test_bands_without_an_upper_end_lie_by_their_lower():
    bands = rag("over 3", "over 5")
    assert check_direction(bands[::-1], Better.LOWER) == ()
    assert len(check_direction(bands, Better.HIGHER)) == 1


def test_bands_with_one_lower_end_lie_by_their_upper():
    bands = rag("1 to 3", "1 to 5")
    assert check_direction(bands[::-1], Better.LOWER) == ()
    assert len(check_direction(bands, Better.HIGHER)) == 1


def test_where_neither_is_better_any_order_will_do():
    assert check_direction(rag("over 39", "36 to 39", "below 36"), Better.NEITHER) == ()


def test_a_tone_that_is_neither_good_nor_bad_is_left_out():
    bands = rag("below 36", "36 or more")
    assert check_direction((replace(bands[0], tone=BandTone.BLUE), bands[1]), Better.HIGHER) == ()


def test_a_notation_that_can_be_read_in_two_ways_is_refused():
    assert [(f.text, f.low, f.words) for f in check_notation(FTE_18, decimals=0)] == [
        (
            "“=<313” can be read with 313 and without it; write “below 313” or “up to 313”.",
            D(313),
            ("Green",),
        ),
        (
            "“=>401” can be read with 401 and without it; write “over 401” or “401 or more”.",
            D(401),
            ("Red",),
        ),
    ]


def test_a_notation_with_one_reading_is_not_refused():
    assert check_notation(REOFFENDING_23, decimals=1) == ()


# --- What holds for all bands


def is_well_formed(bands, values) -> bool:
    """Words once each; no band without an end, the wrong way round, or without a value."""
    words = [band.word for band in bands]
    return len(set(words)) == len(words) and all(
        (band.low, band.high) != (None, None) and any(is_member(v, band) for v in values)
        for band in bands
    )


@given(bands_in_bounds())
def test_bands_without_gap_and_overlap_rate_every_value_that_can_occur(given_bands):
    bands, decimals, least, most = given_bands
    values = grid(bands, decimals, least, most)
    found = faults(bands, decimals=decimals, least=least, most=most)
    holes = [f for f in found if f.kind in (FaultKind.GAP, FaultKind.OVERLAP)]
    all_rated = all(n_members(v, bands) == 1 for v in values)
    assert (not holes) == all_rated
    assert (not found) == (all_rated and is_well_formed(bands, values))


@given(bands_in_bounds())
def test_each_value_of_a_gap_or_an_overlap_is_named_once(given_bands):
    bands, decimals, least, most = given_bands
    line = stretches(bands, decimals=decimals, least=least, most=most)
    for value in grid(bands, decimals, least, most):
        (here,) = (
            s
            for s in line
            if (s.low is None or s.low <= value) and (s.high is None or value <= s.high)
        )
        assert len(here.bands) == n_members(value, bands)


@given(BOUNDS.flatmap(lambda b: whole_bands(*b).map(lambda bands: (bands, *b))))
@example((rag("below 5", "5 or more"), 0, D(0), None))
def test_accepted_bands_are_accepted_again_through_words(given_bands):
    bands, decimals, least, most = given_bands
    assert faults(bands, decimals=decimals, least=least, most=most) == ()
    for unit in (None, Unit.PERCENT, Unit.POUNDS):
        line = bands_words(bands, decimals=decimals, unit=unit)
        again = read_bands(
            [(word, b.tone, text) for b, (word, text) in zip(bands, split_bands(line), strict=True)]
        )
        assert faults(again, decimals=decimals, least=least, most=most) == ()
        assert [replace(b, as_written="") for b in again] == [
            replace(b, as_written="") for b in bands
        ]
