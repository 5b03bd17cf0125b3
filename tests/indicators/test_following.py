"""Whether a change followed the linked work: what lies wholly before it and wholly after it."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.rules.facts import Facts, Measure
from indicators.rules.following import followed_words
from indicators.rules.measures import Better, PeriodKind, Series, Unit
from indicators.rules.quarters import quarter_of, quarter_words

SHARE = Measure(
    ref="x",
    name="X",
    unit=Unit.PERCENT,
    decimals=1,
    better=Better.HIGHER,
    period_kind=PeriodKind.QUARTER,
    numerator="Children in work",
    denominator="Children",
)


def quarter(day: date, n: int, of: int, **facts) -> Facts:
    start, end = quarter_of(day)
    value = round(Decimal(100 * n) / of, 1)
    return Facts(
        id=day.toordinal(),
        series=Series.LOCAL,
        period=quarter_words(start),
        start=start,
        end=end,
        published=f"{value}",
        value=value,
        numerator=Decimal(n),
        denominator=Decimal(of),
        **facts,
    )


BEFORE = quarter(date(2024, 2, 1), 20, 100)
DURING = quarter(date(2024, 5, 1), 30, 100)
AFTER = quarter(date(2024, 8, 1), 60, 100)


def test_without_a_completed_action_nothing_is_said():
    assert followed_words(SHARE, [BEFORE, AFTER], []) == ""


def test_a_change_beyond_chance_is_said_and_is_no_proof():
    said = followed_words(SHARE, [BEFORE, DURING, AFTER], [date(2024, 5, 2), date(2024, 6, 30)])
    assert said.startswith(
        "2 linked actions were reported complete between 2 May 2024 and 30 June 2024."
    )
    assert "20.0% in the quarter to March 2024 before it, 60.0% in that to September 2024" in said
    assert said.endswith("which does not show that the work was the cause.")


def test_a_change_within_chance_is_called_that():
    slight = quarter(date(2024, 8, 1), 22, 100)
    said = followed_words(SHARE, [BEFORE, slight], [date(2024, 5, 2)])
    assert said.startswith("1 linked action was reported complete by 2 May 2024.")
    assert said.endswith("the difference could be chance.")


@pytest.mark.parametrize(
    ("day", "side"), [(date(2024, 9, 30), "after"), (date(2024, 2, 29), "before")]
)
def test_a_reading_that_holds_the_day_lies_on_neither_side(day, side):
    said = followed_words(SHARE, [BEFORE, AFTER], [day])
    assert said.endswith(
        f"No reading lies wholly {side} that, so nothing can be said of what followed."
    )


def test_the_first_and_the_last_day_of_a_reading_belong_to_it():
    on_the_edge = followed_words(SHARE, [BEFORE, AFTER], [date(2024, 3, 31)])
    beside_it = followed_words(SHARE, [BEFORE, AFTER], [date(2024, 4, 1)])
    assert "wholly before" in on_the_edge
    assert "wholly" not in beside_it
    assert "wholly after" in followed_words(SHARE, [BEFORE, AFTER], [date(2024, 7, 1)])
    assert "wholly" not in followed_words(SHARE, [BEFORE, AFTER], [date(2024, 6, 30)])


def test_figures_parted_by_a_rebase_are_not_compared():
    said = followed_words(SHARE, [BEFORE, AFTER], [date(2024, 5, 2)], rebases=[date(2024, 7, 1)])
    assert said.endswith("so nothing can be said of chance.")
