"""The sentences that pages open with."""

from datetime import date

import pytest

from plans.rules.meanings import Meaning
from plans.rules.words import calculated_text, count_of, listed, longest_late, plan_sentence

NONE = {
    "n_complete": 0,
    "n_not_pursued": 0,
    "n_unrated": 0,
    "n_overdue": 0,
    "behind_word": "Red",
    "n_behind": 0,
}


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"n": 0}, "This plan has no actions yet."),
        ({"n": 56, "n_unrated": 56}, "None of the 56 actions has been rated."),
        (
            {"n": 56, "n_unrated": 56, "n_overdue": 2},
            "None of the 56 actions has been rated, and 2 are already past their date.",
        ),
        ({"n": 104, "n_complete": 104}, "All 104 actions are reported complete."),
        (
            {"n": 104, "n_complete": 93, "n_overdue": 10},
            "93 of 104 actions are reported complete. "
            "Of the other 11, 10 are past their date and none is rated red.",
        ),
        (
            {"n": 104, "n_complete": 94, "n_overdue": 10},
            "94 of 104 actions are reported complete. "
            "The other 10 are all past their date and none is rated red.",
        ),
        (
            {"n": 3, "n_complete": 1, "n_overdue": 1, "n_behind": 1},
            "1 of 3 actions is reported complete. Of the other 2, 1 is past its date and 1 is rated red.",
        ),
        (
            {"n": 3, "n_complete": 2},
            "2 of 3 actions are reported complete. The other one is not past its date.",
        ),
        (
            {"n": 104, "n_complete": 26, "n_unrated": 76, "n_overdue": 9},
            "26 of 104 actions are reported complete. Of the other 78, 9 are past their date "
            "and none is rated red. 76 of the 78 are unrated.",
        ),
        (
            {"n": 3, "n_complete": 2, "n_not_pursued": 1},
            "2 of 3 actions are reported complete and 1 is not pursued.",
        ),
    ],
)
def test_a_plan_opens_with_how_it_stands(counts, sentence):
    assert plan_sentence(**NONE | counts) == sentence


@pytest.mark.parametrize(
    ("meaning", "due", "work_remains", "text"),
    [
        (Meaning.UNDER_WAY, date(2014, 12, 31), False, "past its date, by 113 days"),
        (None, date(2015, 4, 22), False, "past its date, by 1 day"),
        (Meaning.COMPLETE, date(2014, 1, 1), False, "complete"),
        (Meaning.COMPLETE, None, True, "complete, yet work remains"),
        (Meaning.NOT_PURSUED, None, False, "not pursued"),
        (Meaning.BEHIND, date(2015, 4, 23), False, "under way"),
        (Meaning.UNDER_WAY, None, False, "under way, no date known"),
        (None, date(2015, 4, 23), False, "not due yet"),
        (None, None, False, "nothing can be said: no rating and no date"),
    ],
)
def test_the_calculated_reading_has_words_of_its_own(meaning, due, work_remains, text):
    got = calculated_text(meaning, due, work_remains=work_remains, as_at=date(2015, 4, 23))
    assert got == text


def test_a_plans_own_words_have_their_plural():
    assert [count_of(2, word) for word in ("objective", "priority")] == [
        "2 objectives",
        "2 priorities",
    ]


def test_only_several_late_actions_are_late_by_up_to_so_many_days():
    assert [longest_late(n, 174) for n in (1, 2)] == ["by 174 days", "by up to 174 days"]
    assert longest_late(0, None) == ""


def test_counts_and_lists_read_as_english():
    assert [count_of(n, "action") for n in (0, 1, 1004)] == [
        "0 actions",
        "1 action",
        "1,004 actions",
    ]
    assert [listed(list("abc")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
