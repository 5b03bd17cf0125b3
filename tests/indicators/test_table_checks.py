"""Whether printed tables add up."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.facts import FlagKind
from indicators.rules.measures import Unit
from indicators.rules.table_checks import (
    PlainCell,
    PlainColumn,
    PlainRow,
    PlainTable,
    check_figures,
    check_shares,
    check_sums,
    smallest_base,
    whole_numbers_of,
)
from tests.indicators.test_printed import round_by

TOTAL = "Total"


def table(columns, rows, **given):
    """Columns and rows by their headings, "Total…" being totals; an empty text is an empty cell."""
    return PlainTable(
        columns=tuple(PlainColumn(h, h.startswith(TOTAL)) for h in columns),
        rows=tuple(
            PlainRow(
                heading,
                tuple(PlainCell(text) if text else None for text in cells),
                is_total=heading.startswith(TOTAL),
            )
            for heading, *cells in rows
        ),
        **given,
    )


def texts(flags):
    return {(f.row, f.column): f.flag.text for f in flags}


# 2023 plan, "Resources and Services": the budget of 2023-24 by agency
BUDGET_COLUMNS = ["In Cash", "In Kind", "Other funds", "Total"]
BUDGET = [
    ["Youth Justice Board", "262,140", "", "", "262,140"],
    ["Local Authority", "443,000", "", "90,800", "533,800"],
    ["Police", "", "106,400", "", "106,400"],
    ["OPCC", "71,400", "", "", "71,400"],
    ["Probation", "5,000", "24,400", "", "29,400"],
    ["Health", "31,000", "77,000", "", "108,000"],
    ["Other", "10,000", "", "", "10,000"],
    ["Total", "822,540", "207,800", "90,800", "1,121,140"],
]


def budget(row, column, printed):
    rows = [list(r) for r in BUDGET]
    rows[row][column + 1] = printed
    return table(BUDGET_COLUMNS, rows, unit="£", place="page 11")


def test_the_budget_of_2023_adds_up():
    assert check_sums(budget(0, 0, "262,140")) == ()


def test_a_wrong_row_total_is_flagged_with_what_hangs_on_it():
    assert texts(check_sums(budget(1, 3, "533,900"))) == {
        (1, 3): "The row adds up to 533,800, not 533,900.",
        (7, 3): "The row totals add up to 1,121,240, not 1,121,140.",
    }


def test_a_wrong_column_total_is_flagged_with_what_hangs_on_it():
    assert texts(check_sums(budget(7, 1, "207,801"))) == {
        (7, 1): "The column adds up to 207,800, not 207,801.",
        (7, 3): "The column totals add up to 1,121,141, not 1,121,140.",
    }


def test_a_wrong_grand_total_is_said_once_where_both_ways_give_the_same():
    (found,) = check_sums(budget(7, 3, "1,121,141"))
    assert (found.row, found.column, found.is_certain) == (7, 3, True)
    assert found.flag.kind is FlagKind.TOTAL
    assert found.flag.place == "page 11"
    assert found.flag.text == "The column totals add up to 1,121,140, not 1,121,141."


# 2023 plan: youth community resolutions and panel discussions, each with its printed total
@pytest.mark.parametrize(
    "row",
    [
        ["Commenced 2021-22", "9", "7", "10", "5", "31"],
        ["Screened 2021-22", "64", "84", "72", "69", "289"],
        ["Commenced 2022-23", "8", "10", "5", "1", "24"],
        ["Screened 2022-23", "65", "60", "107", "95", "327"],
        ["Discussed 2021-22", "42", "49", "41", "42", "174"],
        ["Discussed 2022-23", "45", "71", "52", "100", "268"],
    ],
)
def test_the_quarters_of_2023_add_up(row):
    assert check_sums(table(["1", "2", "3", "4", "Total"], [row])) == ()


@pytest.mark.parametrize(
    "row",
    [
        ["A", "1", "n/a", "5"],
        ["A", "", "", "5"],
        ["A", "1", "2", ""],
        ["A", "1", "2", "about 5"],
    ],
)
def test_nothing_is_said_of_a_row_that_cannot_be_summed(row):
    assert check_sums(table(["1", "2", "Total"], [row])) == ()


def test_a_total_that_comes_first_has_no_parts():
    assert check_sums(table(["Total", "1"], [["A", "5", "3"]])) == ()


@pytest.mark.parametrize(("last", "is_flagged"), [("10", False), ("7", False), ("8", True)])
def test_a_second_total_is_of_all_or_of_what_came_since_the_first(last, is_flagged):
    columns = ["1", "2", "Total of two", "3", "4", "Total"]
    found = check_sums(table(columns, [["A", "1", "2", "3", "3", "4", last]]))
    assert bool(found) is is_flagged


@pytest.mark.parametrize(
    ("unit", "cells", "is_flagged"),
    [
        ("", ["1", "2", "4"], True),
        (Unit.COUNT, ["1", "2", "4"], True),
        (Unit.POUNDS, ["£1", "£2", "£4"], True),
        (Unit.POUNDS, ["1.10", "2.20", "3.31"], True),
        (Unit.POUNDS, ["1.1", "2.2", "3.4"], False),
        (Unit.PERCENT, ["33%", "33%", "67%"], False),
        (Unit.PERCENT, ["33%", "33%", "68%"], True),
        (Unit.PER_1_000, ["0.1", "0.2", "0.4"], False),
        (Unit.PER_1_000, ["0.1", "0.2", "0.5"], True),
    ],
)
def test_rounded_parts_have_leeway_and_counted_ones_none(unit, cells, is_flagged):
    found = check_sums(table(["1", "2", "Total"], [["A", *cells]], unit=unit))
    assert bool(found) is is_flagged


def shares(*printed, base=49, **given):
    return table(["Share"], [[p, p] for p in printed], base=base, unit="%", **given)


# 2015 pack, 7.8: the 2014/15 Viewpoint questionnaire, 49 responses
VIEWPOINT = (100, 90, 81, 95, 98, 83, 70, 84, 88, 71, 87, 89, 67, 26)


def test_the_shares_of_the_questionnaire_that_49_answers_cannot_give():
    found = check_shares(shares(*(f"{share}%" for share in VIEWPOINT)))
    assert [VIEWPOINT[f.row] for f in found] == [81, 95, 83, 70, 87, 89, 26]
    assert all(f.flag.kind is FlagKind.IMPOSSIBLE and not f.is_certain for f in found)
    assert found[0].flag.text == (
        "No whole number of 49 answers gives 81%; 39 give 79.6%, 40 give 81.6%: "
        "fewer may have answered (13 of 16 would give it)."
    )


def test_one_answer_is_spoken_of_in_the_singular():
    (found,) = check_shares(shares("1%", base=49, base_noun="replies"))
    assert "No whole number of 49 replies gives 1%; 0 give 0.0%, 1 gives 2.0%" in found.flag.text
    assert "nor does one of any smaller number" in found.flag.text


def test_a_share_that_no_smaller_base_gives_is_certain():
    (found,) = check_shares(shares("40%", base=3))
    assert found.is_certain
    assert smallest_base(found_value := PlainCell("40%").number.value, 0, 3) is None
    assert smallest_base(found_value, 0, 6) == 5


@pytest.mark.parametrize("base", [None, 0])
def test_of_a_base_that_is_not_said_nothing_is_said(base):
    assert check_shares(shares("81%", base=base)) == ()


def test_a_row_s_own_base_goes_before_the_table_s():
    row = PlainRow("A", (PlainCell("81%"),), base=16)
    plain = PlainTable((PlainColumn("Share"),), (row,), base=49)
    assert check_shares(plain) == ()


def test_a_row_may_say_that_its_base_is_unknown():
    row = PlainRow("A", (PlainCell("81%"),), base=0)
    assert check_shares(PlainTable((PlainColumn("Share"),), (row,), base=49)) == ()


def test_the_place_of_a_row_goes_before_the_table_s():
    row = PlainRow("A", (PlainCell("81%"),), place="7.8, third")
    plain = PlainTable((PlainColumn("Share"),), (row,), base=49, place="7.8")
    assert check_shares(plain)[0].flag.place == "7.8, third"


@pytest.mark.parametrize("printed", ["101%", "-1%"])
def test_over_all_and_below_none_is_no_share_whatever_the_base(printed):
    (found,) = check_shares(shares(printed, base=None))
    assert found.is_certain
    assert found.flag.text == f"{printed} is no share of a whole."


def test_only_shares_are_held_against_the_base():
    assert check_shares(table(["Number"], [["A", "81"]], base=49)) == ()
    assert check_shares(shares("£81")) == ()
    assert check_shares(shares("n/a")) == ()
    assert len(check_shares(shares("81"))) == 1  # the table's unit is %


def test_a_share_without_its_sign_is_said_with_it():
    assert "gives 81%;" in check_shares(shares("81"))[0].flag.text


@pytest.mark.parametrize(
    ("printed", "n"),
    [
        (("67%", "26%"), 0),  # 2015 pack, 7.8: the service was very good, good
        (("67%", "33%"), 0),
        (("67%", "34%"), 0),  # both rounded up
        (("67%", "35%"), 1),
    ],
)
def test_parts_that_exclude_each_other_are_not_over_the_whole(printed, n):
    rows = tuple(PlainRow(p, (PlainCell(p),), part_of="the service was") for p in printed)
    found = check_shares(PlainTable((PlainColumn("Share"),), rows))
    assert len(found) == n
    if n:
        assert (found[0].row, found[0].column) == (1, 0)
        assert found[0].flag.text == (
            "The parts of “the service was” add up to 102%, more than rounding can explain."
        )


def test_an_empty_cell_is_no_part():
    rows = (
        PlainRow("A", (PlainCell("67%"), None), part_of="x"),
        PlainRow("B", (None, PlainCell("67%")), part_of="x"),
        PlainRow("C", (PlainCell("n/a"), PlainCell("£9")), part_of="x"),
        PlainRow("D", (PlainCell("67%"), PlainCell("67%")), part_of=""),
    )
    assert check_shares(PlainTable((PlainColumn("1"), PlainColumn("2")), rows)) == ()


small = st.integers(0, 10_000)


@given(st.lists(st.lists(small, min_size=3, max_size=3), min_size=1, max_size=6))
def test_sums_that_are_right_are_never_flagged(numbers):
    rows = [
        [f"row {n}", *(f"{x:,}" for x in row), f"{sum(row):,}"] for n, row in enumerate(numbers)
    ]
    sums = [sum(column) for column in zip(*numbers, strict=True)]
    rows.append(["Total", *(f"{x:,}" for x in sums), f"{sum(sums):,}"])
    assert check_sums(table(["1", "2", "3", "Total"], rows)) == ()


@given(st.lists(small, min_size=1, max_size=6), st.integers(1, 50))
def test_a_sum_that_is_off_is_always_flagged(numbers, off):
    row = ["A", *(str(x) for x in numbers), str(sum(numbers) + off)]
    columns = [*(str(n) for n in range(len(numbers))), "Total"]
    assert len(check_sums(table(columns, [row]))) == 1


@given(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(0, 2),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_a_share_of_a_whole_number_is_never_flagged(part, decimals, rounding):
    k, base = part
    value = round_by(Fraction(100 * k, base), decimals, rounding)
    assert k in whole_numbers_of(base, value, decimals)
    assert check_shares(shares(f"{value}%", base=base)) == ()


def figures(*rows, **given):
    """A table of one column; each row is its name and what is printed."""
    return table(["Printed"], rows, **given)


def test_what_is_given_twice_is_held_against_itself():
    found = check_figures(
        figures(("Objectives", "five"), ("Other", "7"), ("objectives", "6"), place="4.6")
    )
    assert [(f.row, f.column, f.flag.kind) for f in found] == [(2, 0, FlagKind.TWO_FIGURES)]
    assert found[0].flag.text == "6 here, but five in 4.6."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4", "four"),
        ("none", "0"),
        ("Twelve", "12"),
        ("1.90", "1.9"),
        ("80%", "75-85%"),
        ("6", "every 6-8 weeks"),
        ("thirteen", "14"),
        ("over 50", "40"),
        ("8.8%", "8.8%"),
        ("8%", ""),
    ],
)
def test_what_agrees_or_is_no_number_is_not_flagged(one, other):
    assert check_figures(figures(("A", one), ("A", other))) == ()


@pytest.mark.parametrize(
    ("one", "other"), [("none", "2"), ("three", "4"), ("8%", "23%"), ("11", "17")]
)
def test_numbers_of_one_name_that_differ_are_flagged(one, other):
    assert len(check_figures(figures(("A", one), ("B", ""), ("A", other)))) == 1
    assert check_figures(figures(("A", one), ("B", other))) == ()


def test_each_column_is_held_against_itself_and_against_the_first():
    rows = [("A", "1", "2"), ("A", "1", "3"), ("A", "4", "2")]
    found = check_figures(table(["One", "Two"], rows))
    assert [(f.row, f.column) for f in found] == [(1, 1), (2, 0)]


LAG_2023 = [
    ("Qtr 1", "April 2021 to Mar 2022"),
    ("Qtr 2", "July 2021 to June 2022"),
    ("Qtr 3", "October 2021 to September 2021"),
    ("Qtr 4", "January to December 2021"),
]


def test_the_periods_of_2023_end_before_they_start_and_step_back():
    assert [(f.row, f.flag.kind, f.flag.text) for f in check_figures(figures(*LAG_2023))] == [
        (2, FlagKind.PERIOD, "“October 2021 to September 2021” ends before it starts."),
        (
            3,
            FlagKind.PERIOD,
            "“January to December 2021” is earlier than “October 2021 to September 2021” before it, "
            "where the others run on.",
        ),
    ]


def days(*printed):
    return [f.row for f in check_figures(figures(*((str(n), p) for n, p in enumerate(printed))))]


@pytest.mark.parametrize(
    ("printed", "rows"),
    [
        (("05.10.23", "19.10.23", "02.11.23", "24.01.23", "09.02.23"), [3]),
        (("05.10.22", "19.10.22", "02.11.22", "24.01.23", "09.02.23"), []),
        (("19.10.23", "02.11.23", "24.01.23"), []),  # one step forward shows no order
        (("19.10.23", "02.11.23", "03.11.23", "24.01.23"), [3]),
        (
            ("05.10.23", "19.10.23", "24.01.23", "09.02.23", "01.01.23"),
            [],
        ),  # two steps back: no order
        (("05.10.23", "05.10.23", "05.10.23", "04.10.23"), [3]),
        (("05.10.23", "", "soon", "06.10.23", "May 2023", "07.10.23", "01.10.23"), [6]),
    ],
)
def test_a_day_that_steps_back_where_the_others_run_on_is_flagged(printed, rows):
    assert days(*printed) == rows


@pytest.mark.parametrize(
    ("printed", "is_flagged"),
    [
        ("April 2021 to April 2021", False),
        ("April 2021 to March 2021", True),
        ("Dec to Jan 2021", True),
        ("Oct 21 - Sept 21", True),
        ("Oct 21 – Sept 22", False),
        ("9 to 5", False),
        ("2021 to 2020", False),
        ("a to b to c", False),
    ],
)
def test_only_a_period_in_months_can_end_before_it_starts(printed, is_flagged):
    assert bool(days(printed)) is is_flagged
