"""Ratings: what the sources' bands say at and around every edge, and which bands hold when."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.band_notation import Band
from indicators.rules.bands import Bands, Outcome, bands_for, rate
from indicators.rules.facts import FlagKind
from indicators.rules.measures import Unit
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
from tests.indicators.random_bands import EDGES, all_edges, bands_in_bounds, is_member, n_members

GAP, OVERLAP, NOTATION = FlagKind.GAP, FlagKind.OVERLAP, FlagKind.NOTATION
U, X = "undefined", "ambiguous"

# Bands, published decimals, and word by value with the flags where there are any.
SETS = {
    "2018/19 first time entrants": (
        FTE_18,
        0,
        {
            "312": "Green",
            "313": (U, GAP, NOTATION),
            "314": "Amber",
            "315": "Amber",
            "399": "Amber",
            "400": "Amber",
            "401": (U, GAP, NOTATION),
            "402": "Red",
        },
    ),
    "2018/19 reoffending": (
        REOFFENDING_18,
        1,
        {
            "35.9": "Green",
            "36.0": (U, GAP, NOTATION),
            "36.1": "Amber",
            "36.2": "Amber",
            "38.9": "Amber",
            "39.0": ("Amber", NOTATION),
            "39.1": "Red",
        },
    ),
    "2018/19 custody": (
        CUSTODY_18,
        2,
        {
            "0.37": "Green",
            "0.38": (U, GAP, NOTATION),
            "0.39": "Amber",
            "0.40": "Amber",
            "0.44": "Amber",
            "0.45": ("Amber", NOTATION),
            "0.46": "Red",
        },
    ),
    "2023 first time entrants": (
        FTE_23,
        0,
        {
            "222": "Green",
            "223": (X, OVERLAP),
            "224": "Amber",
            "225": "Amber",
            "339": "Amber",
            "340": "Amber",
            "341": (U, GAP),
            "342": "Red",
        },
    ),
    "2023 reoffending": (
        REOFFENDING_23,
        1,
        {
            "35.9": "Green",
            "36.0": (U, GAP),
            "36.1": "Amber",
            "36.2": "Amber",
            "40.0": "Amber",
            "40.1": "Amber",
            "40.2": (U, GAP),
            "40.9": (U, GAP),
            "41.0": (U, GAP),
            "41.1": "Red",
        },
    ),
    "2023 custody": (
        CUSTODY_23,
        2,
        {
            "0.34": "Green",
            "0.35": (U, GAP),
            "0.36": "Amber",
            "0.37": "Amber",
            "0.44": "Amber",
            "0.45": "Amber",
            "0.46": "Red",
        },
    ),
    "2014 scores": (
        SCORES,
        0,
        {
            "49": "Poor",
            "50": "Unsatisfactory",
            "51": "Unsatisfactory",
            "63": "Unsatisfactory",
            "64": "Unsatisfactory",
            "65": "Satisfactory",
            "66": "Satisfactory",
            "78": "Satisfactory",
            "79": "Satisfactory",
            "80": "Good",
            "81": "Good",
        },
    ),
}
AROUND = [
    (name, value, *((said,) if isinstance(said, str) else said))
    for name, (_, _, said_by_value) in SETS.items()
    for value, said in said_by_value.items()
]


@pytest.mark.parametrize("row", AROUND, ids=lambda row: f"{row[0]}: {row[1]}")
def test_the_sources_bands_at_and_around_every_edge(row):
    name, value, word, *flags = row
    bands, decimals, _ = SETS[name]
    rated = rate(D(value), Bands(name, bands), decimals=decimals)
    assert (rated.word, [flag.kind for flag in rated.flags]) == (word, flags)
    assert rated.outcome == (word if word in (U, X) else "rated")


@pytest.mark.parametrize("name", SETS)
def test_the_table_above_leaves_no_edge_out(name):
    bands, decimals, said = SETS[name]
    step = D(1).scaleb(-decimals)
    edges = {e for b in bands for e in (b.low, b.high) if e is not None}
    assert {e + d for e in edges for d in (-step, 0, step)} <= {D(v) for v in said}


@pytest.mark.parametrize(
    ("value", "bands", "word"),
    [
        ("420", FTE_18, "Red"),
        ("55.1", REOFFENDING_18, "Red"),
        ("0.50", CUSTODY_18, "Red"),
        ("287", FTE_23, "Amber"),
        ("229", FTE_23, "Amber"),
        ("33.33", REOFFENDING_23, "Green"),
        ("43.3", REOFFENDING_23, "Red"),
        ("0.17", CUSTODY_23, "Green"),
        ("38", SCORES, "Poor"),
        ("67", SCORES, "Satisfactory"),
    ],
)
def test_the_sources_own_values_are_rated(value, bands, word):
    rated = rate(D(value), Bands("", bands), decimals=1)
    assert (rated.word, rated.band.word, rated.flags) == (word, word, ())


# --- What flags say


def flag_texts(value: str, bands: tuple[Band, ...], decimals: int, unit: Unit | None = None):
    return [f.text for f in rate(D(value), Bands("", bands), decimals=decimals, unit=unit).flags]


def test_a_gap_names_the_value_and_its_neighbours():
    assert flag_texts("341", FTE_23, 0) == [
        "341 is neither in 223 to 340 (amber) nor over 341 (red)."
    ]
    assert flag_texts("36.000000", REOFFENDING_23, 1, Unit.PERCENT) == [
        "36.0% is neither below 36% (green) nor in 36.1% to 40.1% (amber)."
    ]


def test_a_gap_that_only_more_decimals_open_says_so():
    assert flag_texts("64.5", SCORES, 0, Unit.PERCENT) == [
        "64.5% is neither in 50% to 64% (unsatisfactory) nor in 65% to 79% (satisfactory): "
        "it has more decimals than the bands are made for."
    ]


def test_a_gap_that_is_there_at_the_published_decimals_too_does_not():
    (text,) = flag_texts("36.05", REOFFENDING_23, 1)
    assert text == "36.05 is neither below 36 (green) nor in 36.1 to 40.1 (amber)."


def test_a_value_beyond_the_last_band_or_before_the_first():
    two = rag("10 to 20", "21 to 30")
    assert flag_texts("31", two, 0) == [
        "31 is not in 21 to 30 (amber), and no band lies above that."
    ]
    assert flag_texts("9", two, 0) == ["9 is not in 10 to 20 (green), and no band lies below that."]


def test_bands_that_hold_nothing_are_no_neighbours():
    assert flag_texts("5", rag("9 to 1", "5 to below 5", "over 5 to 5"), 0) == ["5 is in no band."]
    assert flag_texts("5", (), 0) == ["5 is in no band."]


def test_a_single_value_is_a_neighbour():
    bands = rag("exactly 0", "exactly 2")
    assert flag_texts("1", bands, 0) == ["1 is neither exactly 0 (green) nor exactly 2 (amber)."]


def test_an_open_end_that_is_called_included_is_still_open():
    green, amber = (replace(b, low_included=True, high_included=True) for b in rag("<5", ">6"))
    assert flag_texts("5.5", (green, amber), 1) == [
        "5.5 is neither up to 5 (green) nor 6 or more (amber)."
    ]


def test_a_neighbour_with_one_end_shut_out_keeps_its_words():
    bands = rag("1 to below 5", "over 5 to 9")
    assert flag_texts("5", bands, 0) == [
        "5 is neither in 1 to below 5 (green) nor over 5 to 9 (amber)."
    ]


def test_an_overlap_names_every_band():
    assert flag_texts("223", FTE_23, 0) == [
        "223 is both below 224 (green) and in 223 to 340 (amber)."
    ]
    three = rag("up to 5", "exactly 5", "over 4")
    assert flag_texts("5", three, 0) == [
        "5 is up to 5 (green), exactly 5 (amber) and over 4 (red)."
    ]


def test_an_edge_that_can_be_read_in_two_ways_says_what_it_would_be():
    gap, notation = flag_texts("401", FTE_18, 0)
    assert gap == "401 is neither in 314 to 400 (amber) nor over 401 (red)."
    assert notation == (
        "“=>401” can be read with 401 and without it; read the other way, 401 would be red."
    )


def test_an_edge_that_has_its_band_is_flagged_beside_it():
    assert flag_texts("39.0", REOFFENDING_18, 1, Unit.PERCENT) == [
        "“=>39%” can be read with 39.0% and without it; "
        "read the other way, 39.0% would be both amber and red."
    ]


def test_the_other_reading_may_bring_an_overlap_or_no_band():
    touching = rag("=<5", "5 to 9")
    assert rate(D(5), Bands("", touching), decimals=0).word == "Amber"
    assert flag_texts("5", touching, 0)[0].endswith("5 would be both green and amber.")
    included = (replace(touching[0], high_included=True, as_written=""),)
    assert flag_texts("5", included, 0) == [
        "“Green” can be read with 5 and without it; read the other way, 5 would be in no band."
    ]


def test_two_disputed_edges_at_one_value_are_one_flag():
    assert flag_texts("5", rag("=<5", "=>5"), 0)[1] == (
        "“=<5” and “=>5” can be read with 5 and without it; "
        "read the other way, 5 would be both green and amber."
    )


def test_without_a_value_nothing_is_rated():
    rated = rate(None, Bands("", FTE_23), decimals=0)
    assert (rated.outcome, rated.word, rated.band, rated.bands, rated.flags) == (
        *(Outcome.NONE, None, None, ()),
        (),
    )


def test_without_bands_nothing_is_rated():
    rated = rate(D(5), None, decimals=0)
    assert (rated.outcome, rated.word, rated.flags) == (Outcome.NONE, None, ())


def test_what_is_undefined_or_ambiguous_has_no_one_band():
    assert rate(D(341), Bands("", FTE_23), decimals=0).band is None
    ambiguous = rate(D(223), Bands("", FTE_23), decimals=0)
    assert (ambiguous.band, [b.word for b in ambiguous.bands]) == (None, ["Green", "Amber"])


# --- Which bands hold on a day


def over(name: str, start: date | None, end: date | None, row: int = 0) -> Bands:
    return Bands(name, FTE_23, valid_from=start, valid_until=end, id=row)


A_18 = over("2018/19", date(2018, 4, 1), date(2019, 3, 31))
A_19 = over("2019/20", date(2019, 4, 1), date(2020, 3, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 3, 31), None),
        (date(2018, 4, 1), "2018/19"),
        (date(2018, 4, 2), "2018/19"),
        (date(2019, 3, 30), "2018/19"),
        (date(2019, 3, 31), "2018/19"),
        (date(2019, 4, 1), "2019/20"),
        (date(2020, 3, 31), "2019/20"),
        (date(2020, 4, 1), None),
    ],
)
def test_bands_hold_from_their_first_day_to_their_last(day, name):
    found = bands_for([A_19, A_18], end=day)
    assert (found.name if found else None) == name


def test_no_bands_hold_on_an_unknown_day():
    assert bands_for([over("ever", None, None)], end=None) is None


def test_an_open_span_has_no_end():
    ever = over("ever", None, None)
    assert bands_for([ever], end=date.min) is ever
    assert bands_for([ever], end=date.max) is ever


def test_of_several_the_one_that_began_last_holds():
    ever, since = over("ever", None, None, 9), over("since", date(2019, 1, 1), None, 1)
    for sets in ([ever, A_18, since], [since, A_18, ever]):
        assert bands_for(sets, end=date(2019, 2, 1)) is since


def test_of_those_that_began_together_the_one_recorded_last_holds():
    first, second = (over(str(n), date(2019, 1, 1), None, n) for n in (1, 2))
    assert bands_for([second, first], end=date(2019, 2, 1)) is second


# --- What holds for all bands


@given(bands_in_bounds(), EDGES, st.data())
def test_every_value_has_one_outcome_and_its_flags(given_bands, value, data):
    bands, decimals, _, _ = given_bands
    edges = all_edges(bands)
    if edges and data.draw(st.booleans()):
        value = data.draw(st.sampled_from(edges)) + data.draw(
            st.sampled_from([D("-0.01"), D(0), D("0.01")])
        )
    rated = rate(value, Bands("", bands), decimals=decimals)
    expected = {0: Outcome.UNDEFINED, 1: Outcome.RATED}.get(
        n_members(value, bands), Outcome.AMBIGUOUS
    )
    assert rated.outcome is expected
    assert [f.kind for f in rated.flags] == {
        Outcome.UNDEFINED: [GAP],
        Outcome.RATED: [],
        Outcome.AMBIGUOUS: [OVERLAP],
    }[expected]
    assert len(rated.bands) == n_members(value, bands)
    assert (rated.band is not None) == (expected is Outcome.RATED)
    assert all(is_member(Fraction(value), band) for band in rated.bands)
