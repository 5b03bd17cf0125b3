"""How wide columns are on paper: as asked for, unless a word would be broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.meanings import UNRATED_MARK
from reports.blocks import Cell, Column, Line, Look, Table, cell
from reports.render.html_widths import shares

BREADTH = 164.0


def table(*columns: Column, rows=(), look=Look.LIST) -> Table:
    return Table("T", columns, rows, look=look)


def test_columns_have_the_shares_that_they_ask_for():
    found = shares(table(Column("A", 10), Column("B", 30)), BREADTH)
    assert found == pytest.approx([25, 75])


def test_a_column_too_narrow_for_its_heading_takes_of_the_others_in_proportion():
    asked = (Column("Unrated", 1), Column("B", 33), Column("C", 66))
    found = shares(table(*asked), BREADTH)
    assert 8 < found[0] < 16
    assert found[2] / found[1] == pytest.approx(2)


def test_a_column_is_as_wide_as_the_longest_word_of_its_cells():
    asked = (Column("A", 1), Column("B", 99))
    (short, _) = shares(table(*asked, rows=((cell("a"), cell("b")),)), BREADTH)
    (long, _) = shares(table(*asked, rows=((cell("a longerword"), cell("b")),)), BREADTH)
    (marked, _) = shares(
        table(*asked, rows=((Cell((Line(mark=UNRATED_MARK),)), cell("b")),)), BREADTH
    )
    assert short < marked
    assert short < long


def test_a_word_of_more_than_fifteen_letters_may_be_broken():
    def of(n: int) -> float:
        return shares(table(Column("x" * n, 1), Column("B", 99)), BREADTH)[0]

    assert of(14) < of(15) == of(16)


def test_columns_without_widths_share_alike():
    assert shares(table(Column("A", 0), Column("B", -1)), BREADTH) == pytest.approx([50, 50])


texts = st.text("ab ", max_size=30)
columns = st.lists(
    st.builds(Column, texts, st.floats(0, 100), st.booleans(), st.booleans()),
    min_size=1,
    max_size=30,
)


@given(columns, st.lists(st.lists(texts, max_size=5), max_size=4), st.sampled_from(Look))
def test_shares_always_make_a_whole(found, rows, look):
    made = tuple(tuple(cell(text) for text in row) for row in rows)
    widths = shares(table(*found, rows=made, look=look), BREADTH)
    assert len(widths) == len(found)
    assert sum(widths) == pytest.approx(100)
    assert all(width > 0 for width in widths)
