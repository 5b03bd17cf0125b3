"""What differs between two packs: found place by place, and not said twice to the public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.blocks import (
    Bullets,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Section,
    Table,
    cell,
    words,
)
from reports.outlines import as_json, from_json, outline_of
from reports.rules.errata import (
    NOT_REPEATED,
    NOT_THERE,
    Erratum,
    Line,
    Part,
    differences,
    small_numbers,
    without_withheld,
)
from tests.reports.sample_document import sample

texts = st.text("ab ", max_size=3)
lines = st.builds(Line, st.sampled_from(["p", "q", "r"]), st.sampled_from(["", "A", "B"]), texts)
parts = st.lists(lines, max_size=8).map(lambda found: (Part("s", "S", tuple(found)),))


def part(*found: Line, key="one", title="One") -> Part:
    return Part(key, title, found)


def test_the_same_says_nothing():
    one = part(Line("a", "", "x"), Line("a", "", "y"))
    assert differences([one], [one]) == ()


@given(parts)
def test_nothing_differs_from_itself(found):
    assert differences(found, found) == ()


@given(parts, parts)
def test_whatever_differs_is_said(before, after):
    def said(found):
        return sorted((ln.place, ln.column, ln.text) for ln in found[0].lines if ln.text)

    if said(before) != said(after):
        assert differences(before, after)


def test_a_changed_value_has_what_was_and_what_is():
    before, after = (
        part(Line("Table 1, 5.3", "Due", "May")),
        part(Line("Table 1, 5.3", "Due", "June")),
    )
    assert differences([before], [after]) == (Erratum("One", "Table 1, 5.3, Due", "May", "June"),)


def test_a_row_that_is_gone_is_one_difference_with_all_its_columns():
    row = (Line("row 5.3", "Action", "Sign off"), Line("row 5.3", "Due", "May"))
    assert differences([part(*row)], [part()]) == (
        Erratum("One", "row 5.3", "Action: Sign off; Due: May", NOT_THERE),
    )


def test_a_paragraph_put_in_changes_none_of_those_after_it():
    old = [Line("under “H”", "", t) for t in ("one", "two", "three")]
    new = [old[0], Line("under “H”", "", "more", "paragraph 2.2"), *old[1:]]
    assert differences([part(*old)], [part(*new)]) == (
        Erratum("One", "paragraph 2.2", NOT_THERE, "more"),
    )


def test_sections_that_came_and_went_are_said_once_each():
    found = differences([part(key="a", title="A")], [part(key="b", title="B")])
    assert [(e.section, e.place) for e in found] == [("B", "the section"), ("A", "the section")]


def test_another_title_of_the_same_section_is_said():
    (found,) = differences([part(title="Old")], [part(title="New")])
    assert (found.place, found.before, found.after) == ("the title", "Old", "New")


@pytest.mark.parametrize(
    ("before", "after", "is_repeated"),
    [
        ("12 children", "14 children", True),
        ("4 children", "14 children", False),
        ("four children", "14 children", False),
        ("5 children", "14 children", True),
        ("4 children", "4 boys", True),
        ("1 in 2014", "[c] in 2014", False),
        ("12 children", "[c] children", False),
        ("12 children", NOT_THERE, False),
        ("paragraph 4.2", "paragraph 4.3", True),
        ("Amber", "Green", True),
        ("29 of 31, 94%", "No reading is shown.", False),
        ("The boy lives with his aunt.", "Two paragraphs are left out.", False),
        (
            "The panel heard the YOT Manager in May.",
            "The panel heard its YOT Manager in May.",
            True,
        ),
    ],
)
def test_the_public_is_not_told_again_what_is_held_back_now(before, after, is_repeated):
    (found,) = without_withheld([Erratum("One", "p", before, after)], ("[c]",), below=5)
    assert found.before == (before if is_repeated else NOT_REPEATED)


def test_what_was_blanked_is_said_to_nobody_again():
    before = (Part("c", "Conclusions", (Line("1", "", "The boy of Milton Road."),)),)
    after = (Part("c", "Conclusions", (Line("1", "", "[Text removed, no. 3]"),)),)
    (found,) = differences(before, after)
    assert (found.before, found.after) == (NOT_REPEATED, "[Text removed, no. 3]")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4 of 13", {4, 13}),
        ("4%, 4.5 and 1,204", set()),
        ("nineteen, and one more", {19, 1}),
        ("someone", set()),
    ],
)
def test_small_numbers_are_read_in_figures_and_in_words(text, numbers):
    assert small_numbers(text, 20) == numbers


def test_an_outline_is_the_same_after_it_was_kept():
    outline = outline_of(sample())
    assert from_json(as_json(outline)) == outline


def document_of(*blocks):
    from dataclasses import replace

    section = Section("one", "One", blocks, anchor="one")
    return replace(sample(), sections=(section,))


def said(*blocks) -> list[tuple[str, str, str]]:
    """Where each thing stands, in words, its column, and what it says."""
    (_, one) = outline_of(document_of(*blocks))
    return [(ln.label, ln.column, ln.text) for ln in one.lines]


COLUMNS = (Column("Ref", heads_rows=True), Column("Due"))


def table(caption="Actions", due="May", **more) -> Table:
    return Table(caption, COLUMNS, ((cell("5.3"), cell(due)),), number="Table 1", **more)


def test_every_kind_of_block_says_what_it_says():
    rows = [("Table 1 (Actions), 5.3", "Ref", "5.3"), ("Table 1 (Actions), 5.3", "Due", "May")]
    assert said(
        Heading("H"),
        Paragraph(words("text"), number="3.1"),
        Paragraph(words("more")),
        Bullets((words("item"),)),
        table(note="As printed"),
        Figure("F", "It fell.", "f", notes=("Noted.",), table=table()),
    ) == [
        ("a heading", "", "H"),
        ("paragraph 3.1", "", "text"),
        ("under “H”", "", "more"),
        ("the list under “H”", "", "item"),
        ("the caption of Table 1", "", "Actions"),
        ("the notes of Table 1 (Actions)", "", "As printed"),
        *rows,
        ("the caption of figure f", "", "F"),
        ("“F”", "", "It fell."),
        ("the notes of “F”", "", "Noted."),
        ("“F”, 5.3", "Ref", "5.3"),
        ("“F”, 5.3", "Due", "May"),
    ]


def between(before: tuple, after: tuple) -> list[tuple[str, str, str]]:
    old, new = (outline_of(document_of(*blocks)) for blocks in (before, after))
    return [(e.place, e.before, e.after) for e in differences(old, new)]


def test_a_table_whose_caption_counts_its_rows_is_the_same_table():
    before = (table("Questions: 27", anchor="asked"),)
    after = (table("Questions: 26", due="June", anchor="asked"),)
    assert between(before, after) == [
        ("the caption of Table 1", "Questions: 27", "Questions: 26"),
        ("Table 1 (Questions: 26), 5.3, Due", "May", "June"),
    ]


def test_a_heading_that_counts_what_follows_governs_the_same_paragraphs():
    before = (Heading("High: 27", anchor="high"), Paragraph(words("They are asked.")))
    after = (Heading("High: 26", anchor="high"), Paragraph(words("They are asked.")))
    assert between(before, after) == [("a heading", "High: 27", "High: 26")]


def test_a_held_back_cell_is_said_as_it_is_printed():
    held = Table("T", (Column("A"),), ((Cell(is_held_back=True, lines=cell("[c]").lines),),))
    assert ("“T”, [c]", "A", "[c]") in said(held)
