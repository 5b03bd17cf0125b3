"""How bands are written: what the notations and the words say, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.band_notation import (
    UnreadableBands,
    bands_words,
    edge_text,
    edge_words,
    number_text,
    read_bands,
    split_bands,
    together,
)
from indicators.rules.measures import Unit
from tests.indicators.band_sets_of_sources import (
    CUSTODY_18,
    CUSTODY_23,
    FTE_18,
    FTE_23,
    GREEN,
    REOFFENDING_18,
    REOFFENDING_23,
    D,
    one_line,
    rag,
)
from tests.indicators.random_bands import any_bands


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<224", "below 224"),
        ("223 - 340", "223 to 340"),
        (">341", "over 341"),
        ("36.1% - 40.1%", "36.1 to 40.1"),
        ("36.1-39%", "36.1 to 39"),
        ("> 0.45", "over 0.45"),
        ("80% +", "80 or more"),
        ("80+", "80 or more"),
        ("65% – 79 %", "65 to 79"),
        ("< 50%", "below 50"),
        ("at least 95", "95 or more"),
        ("95 or more", "95 or more"),
        ("95 and over", "95 or more"),
        ("From 95", "95 or more"),
        ("below 90", "below 90"),
        ("fewer than 90", "below 90"),
        ("90 to 94.9", "90 to 94.9"),
        ("between 90 and 94.9", "90 to 94.9"),
        (">= 5", "5 or more"),
        ("≥5", "5 or more"),
        ("≤ 3", "up to 3"),
        ("<=3", "up to 3"),
        ("up to 10", "up to 10"),
        ("Up to and including 10", "up to 10"),
        ("no more than 10", "up to 10"),
        ("10 or less", "up to 10"),
        ("over 10", "over 10"),
        ("more  than\n10", "over 10"),
        ("over 1,250", "over 1,250"),
        ("£1,250 to £2,000.50", "1,250 to 2,000.5"),
        ("£ 5", "exactly 5"),
        ("-5 to -3", "−5 to −3"),
        ("−5–−3", "−5 to −3"),
        ("0", "exactly 0"),
        ("exactly 0", "exactly 0"),
        ("at least 3 but below 5", "3 to below 5"),
        ("over 3 and up to 5", "over 3 to 5"),
        (">3 - <5", "over 3 to below 5"),
        ("any value", "any value"),
        ("G: <313", "below 313"),
        ("R: >39%", "over 39"),
        ("G: 1-2", "1 to 2"),
    ],
)
def test_a_written_band_is_read(written, words):
    (band,) = rag(written)
    assert edge_words(band, decimals=0) == words
    assert (band.low_disputed, band.high_disputed) == (False, False)
    assert band.as_written == written


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ("<|below|under|less than|fewer than|lower than", "below 5"),
        ("≤|<=|up to|at most|no more than|not more than|not over|not above", "up to 5"),
        (">|over|above|more than|greater than|higher than", "over 5"),
        ("≥|>=|from|at least|no less than|not less than|no fewer than", "5 or more"),
        ("not fewer than|not under|not below", "5 or more"),
    ],
)
def test_every_sign_and_word_for_it_is_read(signs, words):
    for sign in signs.split("|"):
        assert edge_words(rag(f"{sign} 5")[0], decimals=0) == words


@pytest.mark.parametrize(
    ("written", "low_disputed", "high_disputed"),
    [
        ("=<313", False, True),
        ("=< 313", False, True),
        ("G=<313", False, True),
        ("g =<313", False, True),
        ("=>401", True, False),
        ("R=>401", True, False),
        ("=>3 - =<5", True, True),
        ("= <313", False, True),
        ("G= <313", False, True),
        ("G = < 313", False, True),
        ("R= >39%", True, False),
        ("R= >0.45", True, False),
        ("= >3 - = <5", True, True),
        ("<313", False, False),
        (">41", False, False),
        ("G: <36", False, False),
        ("G: =<36", False, True),
        ("<=313", False, False),
        ("G= <=36", False, False),
        ("G=<=36", False, False),
        ("G= below 36", False, False),
        ("=<=313", False, False),
        ("G=≤313", False, False),
        ("G=>=313", False, False),
        ("=314-400", False, False),
        ("=5", False, False),
    ],
)
def test_an_end_is_disputed_where_an_equals_sign_stands_before_a_bare_sign(
    written, low_disputed, high_disputed
):
    (band,) = rag(written)
    assert (band.low_disputed, band.high_disputed) == (low_disputed, high_disputed)


@pytest.mark.parametrize("space", ["", " ", "  ", "\n", "\N{NO-BREAK SPACE}"])
def test_a_space_after_the_equals_sign_settles_nothing(space):
    line = f"(G={space}<313, A={space}314-400, R={space}>401)"
    assert one_line(line) == one_line("G=<313, A=314-400, R=>401")
    (band,) = rag(f"={space}<313")
    assert band == replace(rag("=<313")[0], as_written=band.as_written)


def test_a_disputed_sign_is_strict():
    (green, red) = rag("=<313", "= >401")
    assert (green.low, green.high, green.high_included) == (None, D(313), False)
    assert (red.low, red.high, red.low_included) == (D(401), None, False)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("(G= <313, A= 314-400, R=>401)", ["=<313", "314-400", "=>401"]),
        ("(G= <36%, A= 36.1-39%, R= >39%)", ["=<36%", "36.1-39%", "=>39%"]),
        ("(G=<0.38, A=0.39-0.45, R= >0.45)", ["=<0.38", "0.39-0.45", "=>0.45"]),
        ("G=<=1,313; A: 1,314 - 1,400\nR =≥ 1,401", ["<=1,313", "1,314 - 1,400", "≥ 1,401"]),
        ("G: = <3; A: 3 to = <5; R: >5", ["=<3", "3 to =<5", ">5"]),
    ],
)
def test_a_line_is_split_by_its_letters(line, parts):
    assert split_bands(line) == tuple(zip("GAR", parts, strict=True))


def test_a_line_may_have_words_for_letters():
    line = "Good: 80 or more; Requires improvement: below 80"
    assert split_bands(line) == (("Good", "80 or more"), ("Requires improvement", "below 80"))


def test_the_2018_19_bands_are_disputed_at_each_open_end_and_those_of_2023_nowhere():
    for bands in (FTE_18, REOFFENDING_18, CUSTODY_18):
        assert [(b.low_disputed, b.high_disputed) for b in bands] == [
            *((False, True), (False, False)),
            (True, False),
        ]
    for bands in (FTE_23, REOFFENDING_23, CUSTODY_23):
        assert not any(b.low_disputed or b.high_disputed for b in bands)


@pytest.mark.parametrize("line", ["", "()", "<313", "G=", "<3, G= 4-5", "(G= <3", "1= <3"])
def test_a_line_without_letters_is_refused(line):
    with pytest.raises(UnreadableBands, match="does not name its bands: write them in one line"):
        split_bands(line)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "green",
        "36 39",
        "36 and 39",
        "<",
        "5 -",
        "1,25",
        "£5%",
        "< 5 >",
        "below 3 to 5",
        "٣",
        "<5a",
    ],
)
def test_what_is_no_band_is_refused_by_name(written):
    with pytest.raises(UnreadableBands) as refused:
        rag("<5", written)
    assert f"“{written}” cannot be read as the values of amber: write it like" in str(refused.value)


def test_a_long_text_is_quoted_in_part():
    with pytest.raises(UnreadableBands, match=f"^“{'x' * 39}…” cannot"):
        rag("x" * 41)
    with pytest.raises(UnreadableBands, match=f"^“{'x' * 40}” cannot"):
        rag("x" * 40)


@pytest.mark.parametrize(
    "written", ["<" + "9" * 12, "< 0.123456", "999,999,999,999 to 999999999999.5"]
)
def test_a_number_may_have_as_many_digits_as_are_kept(written):
    assert rag(written)


@pytest.mark.parametrize("written", ["<" + "9" * 13, "< 0.1234567", "1 to 9,999,999,999,999"])
def test_a_number_with_more_digits_is_refused(written):
    with pytest.raises(UnreadableBands, match="of green has more digits than can be kept"):
        rag(written)


PIECES = "< > = ≤ ≥ - – to and or~more below up~to between G A R : , ; ( ) % £ + . 0 5 36.1 1,250"
NOTATION_TEXT = st.lists(
    st.sampled_from([" ", *(piece.replace("~", " ") for piece in PIECES.split())])
).map("".join)


@given(st.one_of(st.text(), NOTATION_TEXT))
def test_no_text_does_more_than_be_refused(text):
    try:
        assert len(read_bands([("Green", GREEN, text)])) == 1
    except UnreadableBands as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - either is right
    try:
        assert split_bands(text)
    except UnreadableBands as refused:
        assert str(refused).endswith(".")  # noqa: PT017


# --- Words


@pytest.mark.parametrize(
    ("number", "decimals", "unit", "text"),
    [
        ("36", 1, Unit.PERCENT, "36.0%"),
        ("33.33", 1, Unit.PERCENT, "33.33%"),
        ("1250.000000", 0, Unit.POUNDS, "£1,250"),
        ("-0.5", 1, Unit.POUNDS, "−£0.5"),
        ("0", 2, Unit.RATIO, "0.00"),
        ("100", 0, None, "100"),
    ],
)
def test_a_number_has_its_published_decimals(number, decimals, unit, text):
    assert number_text(D(number), decimals=decimals, unit=unit) == text


@pytest.mark.parametrize(
    ("number", "text"), [("36.000000", "36"), ("36.1", "36.10"), ("36.125", "36.125")]
)
def test_a_whole_edge_has_no_decimals(number, text):
    assert edge_text(D(number), decimals=2) == text


def test_bands_are_put_in_words_with_their_unit():
    words = bands_words(REOFFENDING_18, decimals=1, unit=Unit.PERCENT)
    assert words == "Green: below 36%; Amber: 36.1% to 39%; Red: over 39%"
    assert bands_words((), decimals=1) == ""


@pytest.mark.parametrize(
    ("items", "words"), [("a", "a"), ("ab", "both a and b"), ("abc", "a, b and c")]
)
def test_two_that_hold_at_once_are_both(items, words):
    assert together(list(items)) == words


@given(any_bands(), st.integers(0, 2))
def test_any_band_is_read_again_from_its_words(bands, decimals):
    for band in bands:
        (again,) = read_bands([(band.word, band.tone, edge_words(band, decimals=decimals))])
        ends = (band.low, band.high)
        assert (again.low, again.high) == ends
        assert (again.low_included, again.high_included) == (
            band.low_included and band.low is not None,
            band.high_included and band.high is not None,
        )
