"""Two published figures of the same thing."""

from datetime import date

import pytest

from indicators.rules.facts import FlagKind
from indicators.rules.measures import Series, Status, Unit
from indicators.rules.two_figures import is_revised_by, two_figures
from tests.indicators.plain_values import facts, measure, months

SHARE = measure(Unit.PERCENT, 1)
DAYS = months(2021, 4, 3)
PLAN = {"document": "2023 plan"}


def ids(readings):
    return set(two_figures(SHARE, readings))


def test_table_and_sentence_of_the_2023_plan_disagree_on_reoffending():
    table = facts("43.3%", 13, 30, period="Apr 21 - Jun 21", place="Last 5 rolling", **DAYS, **PLAN)
    prose = facts("43.2%", period="Quarter 4", place="the sentence below", **DAYS, **PLAN)
    found = two_figures(SHARE, [table, prose])
    assert [flag.text for flag in found[table.id]] == [
        "43.3% here, but 43.2% in the same document, the sentence below."
    ]
    assert [flag.text for flag in found[prose.id]] == [
        "43.2% here, but 43.3% in the same document, Last 5 rolling."
    ]
    assert found[prose.id][0].kind is FlagKind.TWO_FIGURES
    assert found[prose.id][0].place == "the sentence below"


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        ("49.0%", "49.0%", 0),  # 2014 report, appendix 1; 2015 pack, figure 3
        ("1.90", "1.90", 0),  # the same two
        ("1.27", "1.27", 0),  # 2014 report, appendix 1; 2015 pack, figure 4
        ("1.90", "1.9", 0),
        ("1.90", "1.8", 2),
        ("43.3%", "n/a", 0),
        ("43.3%", "", 0),
    ],
)
def test_figures_of_two_documents_disagree_only_beyond_rounding(one, other, n):
    readings = [facts(one, document="2014 report", **DAYS), facts(other, document="pack", **DAYS)]
    assert len(ids(readings)) == n


def test_another_document_is_named():
    one, other = facts("43.3%", document="plan", **DAYS), facts("44.0%", document="pack", **DAYS)
    found = two_figures(SHARE, [one, other])
    assert found[one.id][0].text == "43.3% here, but 44.0% in pack."


def test_a_reading_without_a_document_is_called_another_reading():
    one, other = facts("43.3%", **DAYS), facts("44.0%", **DAYS)
    assert two_figures(SHARE, [one, other])[one.id][0].text == (
        "43.3% here, but 44.0% in another reading of the same period."
    )


def test_each_of_several_figures_is_held_against_each_other():
    readings = [facts(p, document=p, **DAYS) for p in ("43.3%", "43.2%", "43.1%", "43.3%")]
    found = two_figures(SHARE, readings)
    assert [len(found[r.id]) for r in readings] == [2, 3, 3, 2]


@pytest.mark.parametrize(
    "given",
    [
        {"series": Series.NATIONAL},
        {"area": "another"},
        {"step": "offered"},
        months(2021, 7, 3),
        months(2021, 4, 6),
    ],
)
def test_figures_of_another_line_or_time_do_not_disagree(given):
    assert ids([facts("43.3%", **DAYS, **PLAN), facts("43.2%", **(DAYS | PLAN | given))]) == set()


@pytest.mark.parametrize(("one", "other", "n"), [("a", "b", 0), ("a", "", 2), ("a", "a", 2)])
def test_figures_of_two_counting_rules_do_not_disagree(one, other, n):
    readings = [facts("43.3%", version=one, **DAYS), facts("43.2%", version=other, **DAYS)]
    assert len(ids(readings)) == n


def test_without_days_the_printed_period_of_one_document_tells():
    assert len(ids([facts("43.3%", **PLAN), facts("43.2%", **PLAN)])) == 2
    assert len(ids([facts("43.3%", **PLAN), facts("43.2%", **PLAN, **DAYS)])) == 2
    assert ids([facts("43.3%", **PLAN), facts("43.2%", document="another")]) == set()
    assert ids([facts("43.3%", **PLAN), facts("43.2%", period="Q2", **PLAN)]) == set()


def test_the_same_printed_period_of_two_years_is_not_the_same():
    readings = [facts("43.3%", **PLAN, **DAYS), facts("43.2%", **PLAN, **months(2022, 4, 3))]
    assert ids(readings) == set()


def test_half_of_a_unit_may_be_rounded_either_way():
    whole = measure(Unit.PERCENT, 0)
    readings = [facts("13%", 1, 8, **DAYS), facts("12%", **DAYS)]
    assert two_figures(whole, readings) == {}
    assert len(two_figures(whole, [facts("13%", 10, 81, **DAYS), facts("12%", **DAYS)])) == 2


MAY, JUNE = date(2022, 5, 1), date(2022, 6, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "is_so"),
    [
        (Status.FINAL, Status.REVISED, True),
        (Status.REVISED, Status.REVISED, True),
        (Status.PROVISIONAL, Status.FINAL, True),
        (Status.PROVISIONAL, Status.PROVISIONAL, False),
        (Status.FINAL, Status.FINAL, False),
        (Status.REVISED, Status.FINAL, False),
    ],
)
def test_a_later_figure_that_is_called_revised_or_settles_a_provisional_one_is_a_revision(
    earlier, later, is_so
):
    one = facts("43.3%", status=earlier, published_on=MAY, **DAYS)
    other = facts("43.2%", status=later, published_on=JUNE, **DAYS)
    assert is_revised_by(one, other) is is_so
    assert bool(ids([one, other])) is not is_so
    assert bool(ids([other, one])) is not is_so


@pytest.mark.parametrize(
    ("earlier", "later", "is_so"),
    [
        (JUNE, MAY, False),
        (MAY, MAY, False),
        (MAY, JUNE, True),
        (None, MAY, True),
        (MAY, None, True),
    ],
)
def test_a_revision_comes_later_where_the_days_are_known(earlier, later, is_so):
    one = facts("43.3%", published_on=earlier, **DAYS)
    other = facts("43.2%", published_on=later, status=Status.REVISED, **DAYS)
    assert is_revised_by(one, other) is is_so


def test_a_revised_figure_of_another_document_is_a_disagreement():
    one = facts("43.3%", published_on=MAY, **DAYS, **PLAN)
    other = facts("43.2%", published_on=JUNE, status=Status.REVISED, document="another", **DAYS)
    assert len(ids([one, other])) == 2
