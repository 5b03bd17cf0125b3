"""What a text in Markdown becomes: blocks, whatever it holds; and what could not be passed on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Span,
    Table,
    Tone,
    plain,
)
from reports.narrative.cleaning import MAX_CHARACTERS
from reports.narrative.live import LiveValue, NoSuchField, held
from reports.narrative.markdown import blocks_of, inline_of
from reports.narrative.problems import MAX_PROBLEMS
from reports.narrative.slugs import slug


class Known:
    """Live fields for texts: two figures, one held back, and one place."""

    values = {
        "plan.p.outstanding": LiveValue("11", 11),
        "indicator.custody.latest.numerator": held("the numerator"),
        "see.figure-custody": LiveValue("", anchor="figure-custody"),
    }

    def value(self, name: str) -> LiveValue:
        if name not in self.values:
            raise NoSuchField(name, ("plan.p.outstanding",))
        return self.values[name]


def read(text: str):
    return blocks_of(text, Known())


def only(text: str) -> Block:
    (block,) = read(text).blocks
    return block


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


def spans_of(blocks) -> list[Span]:
    found: list[Span] = []
    for block in blocks:
        match block:
            case Paragraph():
                found += block.words
            case Bullets():
                found += [span for item in block.items for span in item]
            case Heading():
                found.append(Span(block.text))
            case Table():
                found += [
                    s for row in block.rows for c in row for line in c.lines for s in line.words
                ]
    return found


def test_a_paragraph_keeps_its_emphasis():
    said = only("The *board* has **one** chair.").words
    assert [(s.text, s.is_emphasis, s.is_strong) for s in said] == [
        ("The ", False, False),
        ("board", True, False),
        (" has ", False, False),
        ("one", False, True),
        (" chair.", False, False),
    ]


def test_headings_come_under_that_of_their_section():
    blocks = read("# One\n\n## Two\n\n###### Six").blocks
    assert [b.level for b in blocks] == [2, 3, 3]


def test_headings_have_anchors_that_differ_where_a_prefix_is_given():
    blocks = blocks_of("# Custody\n\n# Custody", anchor_prefix="law").blocks
    assert [b.anchor for b in blocks] == ["law-custody", "law-custody-2"]


def test_a_numbered_list_keeps_its_numbers_and_those_nested_in_it():
    block = only("3. a\n4. b\n   - c")
    assert (block.numbers, [plain(i) for i in block.items]) == (("3", "4", "4.1"), ["a", "b", "c"])


def test_a_list_nested_in_bullets_follows_after_a_dash():
    assert [plain(i) for i in only("- a\n- b\n  - c").items] == ["a", "b", "– c"]


def test_a_quotation_says_that_it_is_one():
    assert only("> We were heard.").tone is Tone.QUOTE


def test_indented_lines_are_a_paragraph_like_any_other():
    assert plain(only("    Indented by four spaces").words) == "Indented by four spaces"


def test_a_pipe_table_is_a_table_with_numbers_as_numbers():
    table = only("| Quarter | Sentences |\n|---|---:|\n| Q1 | 26 |\n| Q2 | 1,022 |")
    assert [c.is_number for c in table.columns] == [False, True]
    assert [row[1].value for row in table.rows] == [26, 1022]


@pytest.mark.parametrize(("n", "is_there"), [(199, True), (200, True), (201, False)])
def test_a_table_has_up_to_two_hundred_rows(n, is_there):
    block = only("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * n)
    assert isinstance(block, Table) is is_there


@pytest.mark.parametrize(("n", "is_there"), [(11, True), (12, True), (13, False)])
def test_a_table_has_up_to_twelve_columns(n, is_there):
    row = "|" + "a|" * n
    assert isinstance(only(f"{row}\n|{'---|' * n}\n{row}"), Table) is is_there


def test_of_a_table_of_five_thousand_rows_the_place_is_told_and_the_rest_is_there():
    text = "Before\n\n| a | b |\n|---|---|\n" + "| x | 2 |\n" * 5_000 + "\nAfter"
    found = read(text)
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("table-size", 3)
    assert "5,000 rows" in problem.text
    said = [plain(b.words) for b in found.blocks]
    assert (said[0], said[-1]) == ("Before", "After")
    assert "5,000 rows" in said[1]


def test_an_https_address_is_a_link():
    assert only("See [the minutes](https://www.example.org/a?b=1).").words[1].link == (
        "https://www.example.org/a?b=1"
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "/plans/",
        "#anchor",
        "https://user:secret@example.org/",
        "https:///nowhere",
        "https://",
        "mailto:somebody@example.org",
        "vbscript:x",
    ],
)
def test_any_other_address_becomes_words_and_a_problem(address):
    found = read(f"See [the minutes](<{address}>).")
    assert [s.link for s in spans_of(found.blocks)] == [""]
    assert plain(found.blocks[0].words) == "See the minutes."
    assert [(p.code, p.line) for p in found.problems] == [("link", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<img src=x onerror=alert(1)>",
        "a <img src=x onerror=alert(1)> b",
        "<iframe src='https://example.org'></iframe>",
        "<!-- hidden -->",
        "a <b>bold</b>",
        "<style>body{}</style>",
        "<?php x ?>",
        "<![CDATA[x]]>",
    ],
)
def test_html_is_never_passed_on(text):
    found = read(text)
    assert "html" in [p.code for p in found.problems]
    assert "<" not in "".join(s.text for s in spans_of(found.blocks))


def test_a_picture_leaves_its_words_and_a_problem_with_its_line():
    found = read("First line\n![a chart](https://example.org/a.png)")
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("image", 2)
    assert plain(found.blocks[0].words) == "First line [picture: a chart]"
    assert all(not s.link for s in found.blocks[0].words)


def test_html_written_as_entities_is_words():
    assert plain(only("&lt;script&gt;").words) == "<script>"


def test_characters_that_turn_the_order_of_letters_round_are_left_out():
    found = read("one\ntwo \u202eeerht\u2066\u200b")
    assert plain(found.blocks[0].words) == "one two eerht"
    assert [(p.code, p.line) for p in found.problems] == [("hidden", 2)]


def test_control_characters_are_left_out():
    found = read("a\x00b\x1b[31mc\ud800d")
    assert plain(found.blocks[0].words) == "ab[31mcd"
    assert codes("a\x07") == ["control"]


def test_deep_nesting_is_bounded_and_said():
    assert codes(">" * 50_000 + " deep") == ["too-deep"]


def test_ten_levels_are_not_too_deep():
    assert codes(">" * 9 + " deep") == []


@pytest.mark.parametrize(("over", "expected"), [(0, []), (1, ["too-long"])])
def test_a_text_is_read_up_to_its_bound(over, expected):
    line = "word " * 20 + "\n"
    text = (line * (MAX_CHARACTERS // len(line) + 1))[: MAX_CHARACTERS + over]
    assert codes(text) == expected


def test_problems_of_a_text_are_bounded_and_the_rest_counted():
    found = read("\n\n".join(f"![x](http://example.org/{n}.png)" for n in range(150))).problems
    assert (len(found), found[-1].code) == (MAX_PROBLEMS + 1, "more")
    assert found[-1].text.startswith("50 more")


def test_a_problem_says_what_and_how_to_mend_it():
    (problem,) = read("\n\n<script>x</script>").problems
    assert problem.placed_text == (
        "Line 3: HTML (“<script>x</script>”) was left out, with what stands in it. Say it in "
        "Markdown or in words."
    )


def test_a_live_field_stands_in_its_sentence():
    said = only("Of them {{ plan.p.outstanding }} are outstanding.").words
    assert plain(said) == "Of them 11 are outstanding."
    assert [s.text for s in said if s.is_live] == ["11"]


def test_a_live_field_is_strong_where_its_words_are():
    said = only("**{{plan.p.outstanding}}**").words
    assert [(s.text, s.is_strong, s.is_live) for s in said] == [("11", True, True)]


def test_a_figure_that_is_held_back_is_never_in_the_text():
    assert plain(only("{{ indicator.custody.latest.numerator }} of them").words) == "[c] of them"


def test_a_reference_is_a_link_with_the_page_of_its_place():
    (span,) = [s for s in only("See {{ see.figure-custody }}.").words if s.is_live]
    assert (span.text, span.link, span.page_of) == ("", "#figure-custody", "figure-custody")


def test_a_name_that_names_nothing_stands_in_brackets_and_is_a_problem():
    found = read("One\n\nOf them {{ plan.p.outstandin }} are late.")
    assert plain(found.blocks[1].words) == "Of them [plan.p.outstandin] are late."
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("field-unknown", 3)
    assert "plan.p.outstanding" in problem.text


def test_a_field_that_is_not_closed_is_a_problem():
    assert codes("Of them {{ plan.p.outstanding are late") == ["field-open"]


def test_braces_in_backquotes_are_words():
    found = read("Write `{{ plan.p.outstanding }}` for it.")
    assert plain(found.blocks[0].words) == "Write {{ plan.p.outstanding }} for it."
    assert not found.problems


def test_a_live_field_in_a_table_counts_as_its_number():
    table = only("| a | b |\n|---|---|\n| x | {{ plan.p.outstanding }} |")
    assert table.rows[0][1].value == 11


def test_a_held_back_figure_in_a_table_marks_its_cell():
    table = only("| a | b |\n|---|---|\n| x | {{ indicator.custody.latest.numerator }} |")
    cell = table.rows[0][1]
    assert (cell.text, cell.value, cell.is_held_back) == ("[c]", None, True)


def test_a_short_text_is_one_run_of_words():
    assert plain(inline_of("# Not a\n\n- *list* {{ plan.p.outstanding }}", Known())) == (
        "# Not a - list 11"
    )


def test_a_slug_keeps_letters_and_digits():
    assert slug("Q1 (13/14)") == "q1-13-14"


MARKS = st.sampled_from(
    [
        *"*_`~#>-+|[]()!<>{}&\\\n\t :./=\"'",
        "{{ ",
        " }}",
        "\n\n",
        "](",
        "![",
        "<a",
        "</",
        "https://a.b",
        "1. ",
    ]
)
HOSTILE = st.lists(st.one_of(MARKS, st.text(max_size=8)), max_size=60).map("".join)


@given(HOSTILE)
def test_any_text_gives_blocks(text):
    found = blocks_of(text, Known(), "x")
    assert isinstance(found.blocks, tuple)
    for problem in found.problems:
        assert problem.text
        assert problem.line >= 0


@given(HOSTILE)
def test_no_link_leads_anywhere_but_to_https_or_a_place_in_the_pack(text):
    for span in spans_of(blocks_of(text, Known()).blocks):
        assert span.link == "" or span.link.startswith(("https://", "#figure-"))


@given(HOSTILE)
def test_no_text_holds_characters_that_files_cannot(text):
    for span in spans_of(blocks_of(text, Known()).blocks):
        assert not any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in span.text)
        assert not set(span.text) & set("\u202e\u2066\u200f\ufeff")


@given(st.text(alphabet="<>scriptimg/ =x\"'ab\n!-?", max_size=80))
def test_what_the_parser_takes_for_a_tag_is_never_in_the_words(text):
    found = blocks_of(text)
    said = "".join(s.text for s in spans_of(found.blocks))
    assert "<script>" not in said
    assert "<img>" not in said
