"""Rows copied from a spreadsheet: which row of the page they are of, and which do not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.entry_row import Typed
from indicators.rules.pasting import MOST_ROWS, Place, read_pasted

PLACES = [
    Place("i1", ("fte-rate", "First time entrants")),
    Place("i2", ("remands", "Children remanded in custody"), has_denominator=False),
    Place("i3", ("kpi-04", "Mental health")),
    Place("i3s1", ("kpi-04", "Mental health"), ("offered", "Intervention offered")),
    Place("i5", ("kpi-05", "Substance misuse")),
    Place("i5s1", ("kpi-05", "Substance misuse"), ("offered", "Treatment offered")),
]
REFUSED = {"kpi-07": "is computed here.", "Attendance at the board": "is computed here."}


def pasted(*lines: str):
    return read_pasted("\n".join(lines), PLACES, refused=REFUSED)


def the_misfit(*lines: str) -> str:
    found = pasted(*lines)
    (misfit,) = found.misfits
    return str(misfit)


def test_nothing_pasted_is_nothing():
    found = pasted("", "  ", "\t\t")
    assert (found.rows, found.misfits, found.rest) == ({}, (), "")


def test_without_headings_the_columns_stand_in_the_order_of_the_page():
    found = pasted("fte-rate\t26\t17,345\t150\tProvisional\tEarly figures")
    assert found.rows == {
        "i1": Typed("26", "17,345", "150", "provisional", "Early figures"),
    }
    assert (found.misfits, found.rest) == ((), "")


def test_an_indicator_goes_by_its_reference_or_its_exact_name_in_any_case():
    assert list(pasted("FTE-Rate\t26").rows) == ["i1"]
    assert list(pasted("first time  entrants\t26").rows) == ["i1"]
    assert "is no indicator of this page" in the_misfit("First time\t26")


def test_the_first_row_may_name_the_columns_in_any_order():
    found = pasted(
        "Note\tValue\tIndicator\tOut of\tCount\tPeriod",
        "Late\t40.0\tfte-rate\t30\t12\tQ1 2014/15",
    )
    assert found.rows == {
        "i1": Typed("12", "30", "40.0", note="Late", period="Q1 2014/15"),
    }


def test_cells_may_be_cut_by_semicolons_where_there_is_no_tab():
    assert pasted("fte-rate; 26; 17345").rows == {"i1": Typed("26", "17345")}
    assert pasted("fte-rate\t26\t\t\t\tone; two").rows == {"i1": Typed("26", note="one; two")}


def test_lines_may_end_as_they_do_on_any_machine():
    assert list(read_pasted("fte-rate\t1\r\nremands\t2\r", PLACES).rows) == ["i1", "i2"]


def test_a_quoted_cell_may_hold_the_end_of_a_line():
    assert pasted('fte-rate\t1\t\t\t\t"one\ntwo"').rows == {"i1": Typed("1", note="one two")}


def test_a_quotation_mark_that_is_never_closed_is_text():
    assert pasted('fte-rate\t1\t\t\t\t"one', "remands\t2").rows == {
        "i1": Typed("1", note='"one'),
        "i2": Typed("2"),
    }


def test_empty_cells_at_the_end_and_empty_rows_say_nothing():
    assert pasted("fte-rate\t26\t\t\t\t\t\t", "", "remands\t1").rows == {
        "i1": Typed("26"),
        "i2": Typed("1"),
    }


@pytest.mark.parametrize(
    ("typed", "status"), [("p", "provisional"), ("F", "final"), ("R", "revised")]
)
def test_a_status_may_be_its_first_letter(typed, status):
    assert pasted(f"fte-rate\t1\t\t\t{typed}").rows["i1"].status == status


def test_a_step_is_named_in_its_column_or_by_itself():
    found = pasted("Indicator\tStep\tNumerator", "kpi-04\t\t9", "kpi-04\toffered\t6")
    assert found.rows == {"i3": Typed("9"), "i3s1": Typed("6")}
    assert list(pasted("kpi-04/offered\t6").rows) == ["i3s1"]
    assert list(pasted("Intervention offered\t6").rows) == ["i3s1"]


def test_a_name_of_two_rows_is_refused():
    assert the_misfit("offered\t6") == (
        "Row 1, Indicator: “offered” is the name of 2 of them: give the reference instead."
    )


def test_a_step_that_the_indicator_lacks_is_named():
    assert the_misfit("Indicator\tStep\tNumerator", "kpi-04\tenjoyed\t6") == (
        "Row 2, Step: “kpi-04” has no step “enjoyed”."
    )


def test_an_unknown_indicator_is_named_with_its_row():
    found = pasted("fte-rate\t26", "fte\t3")
    assert [str(m) for m in found.misfits] == [
        "Row 2, Indicator: “fte” is no indicator of this page: "
        "give its reference or its exact name."
    ]
    assert list(found.rows) == ["i1"]
    assert found.rest == "fte\t3"


def test_one_that_is_not_entered_here_is_refused_with_its_reason():
    assert the_misfit("kpi-07\t5") == "Row 1, Indicator: “kpi-07” is computed here."
    assert "is computed here." in the_misfit("attendance at the board\t5")


def test_the_same_indicator_twice_is_refused():
    found = pasted("fte-rate\t26", "First time entrants\t27")
    assert [str(m) for m in found.misfits] == [
        "Row 2, Indicator: row 1 is of the same one: keep one of them."
    ]
    assert found.rows == {"i1": Typed("26")}


@pytest.mark.parametrize(("n", "is_good"), [(6, True), (7, False)])
def test_a_row_has_no_more_cells_than_there_are_columns(n, is_good):
    found = pasted("\t".join(["fte-rate", *["1"] * (n - 1)]))
    assert (not found.misfits) is is_good
    if not is_good:
        assert str(found.misfits[0]) == "Row 1: it has 7 cells, and there are 6 columns."


def test_a_row_without_an_indicator_is_refused():
    assert the_misfit("\t26\t30") == "Row 1, Indicator: it names no indicator."


def test_a_denominator_is_refused_where_there_is_none():
    assert the_misfit("remands\t1\t30") == (
        "Row 1, Denominator: “30”: this indicator has no denominator."
    )


def test_an_unknown_heading_is_named_with_its_column_and_nothing_is_taken():
    found = pasted("Indicator\tNumerator\tColour", "fte-rate\t26\tgreen")
    assert str(found.misfits[0]).startswith("Row 1, column 3: “Colour” is no column of this page")
    assert found.rows == {}
    assert found.rest.endswith("green")


def test_a_column_without_a_heading_is_refused():
    assert the_misfit("Indicator\t\tNumerator", "fte-rate\t1\t2") == (
        "Row 1, column 2: it has no heading."
    )


def test_a_heading_that_stands_twice_is_refused():
    assert the_misfit("Indicator\tValue\tPublished") == "Row 1, column 3: “Published” stands twice."


def test_headings_without_the_indicator_are_refused():
    assert "no column is headed Indicator" in the_misfit("Numerator\tDenominator", "1\t2")


def test_one_word_that_is_a_heading_makes_no_row_of_headings():
    assert "“Note” is no indicator" in the_misfit("Note\t1")


def test_what_is_not_taken_keeps_its_row_of_headings():
    found = pasted("Numerator\tIndicator", "26\tfte-rate", "3\tfte")
    assert found.rest == "Numerator\tIndicator\n3\tfte"


@pytest.mark.parametrize(("n", "is_good"), [(MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_so_many_rows_and_no_more(n, is_good):
    found = pasted(*["fte-rate\t1"] * n)
    assert (len(found.rows) == 1) is is_good
    if not is_good:
        assert [str(m) for m in found.misfits] == ["These are 501 rows: paste 500 at most."]


def test_a_cell_that_is_longer_than_any_can_be_is_refused_whole():
    text = 'fte-rate\t1\t\t\t\t"' + "x" * 140_000 + '"'
    found = read_pasted(text, PLACES)
    assert found.rest == text
    assert "cannot be read" in str(found.misfits[0])


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_taken_or_named(text):
    found = read_pasted(text, PLACES)
    assert set(found.rows) <= {place.key for place in PLACES}
    assert bool(found.rest) <= bool(found.misfits)


@given(
    st.dictionaries(
        st.sampled_from(["fte-rate", "kpi-04", "kpi-04/offered", "kpi-05"]),
        st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)),
        min_size=1,
    )
)
def test_what_a_spreadsheet_copies_comes_back(figures):
    lines = [f"{name}\t{n:,}\t{d:,}" for name, (n, d) in figures.items()]
    found = pasted(*lines)
    assert found.misfits == ()
    assert [(r.numerator, r.denominator) for r in found.rows.values()] == [
        (f"{n:,}", f"{d:,}") for n, d in figures.values()
    ]
