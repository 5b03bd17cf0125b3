"""Which way an indicator goes, and the sentences that its page opens with."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

import pytest

from indicators.rules.direction import (
    Verdict,
    direction,
    headline,
)
from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import Better, PeriodKind, Series, Unit, read_value

NOTHING_SAID = "has no count behind it, so nothing can be said of chance."


def measure(
    unit: Unit = Unit.PER_1_000,
    better: Better = Better.LOWER,
    kind: PeriodKind = PeriodKind.ROLLING_YEAR,
    decimals: int = 2,
) -> Measure:
    return Measure("x", "Custody", unit, decimals, better, kind, "Custodial sentences")


def facts(end, numerator=None, value="", denominator=None, months=12, **more) -> Facts:
    """A reading of whole months to "2014-09"; an end without a dash is a period without days."""
    start = last = None
    if "-" in end:
        year, month = map(int, end.split("-"))
        last = date(year, month, monthrange(year, month)[1])
        first = 12 * year + month - months
        start = date(first // 12, first % 12 + 1, 1)
    counts = (None if n is None else Decimal(n) for n in (numerator, denominator))
    number = int(end.replace("-", "")) if "-" in end else sum(map(ord, end))
    return Facts(number, Series.LOCAL, end, start, last, value, read_value(value), *counts, **more)


CUSTODY = measure()
SHARE = measure(Unit.PERCENT, kind=PeriodKind.QUARTER, decimals=1)
FIGURE_4 = [
    facts("2013-06", 26, "1.50"),
    facts("2013-09", 22, "1.27"),
    facts("2013-12", 16, "0.92"),
    facts("2014-03", 12, "0.69"),
    facts("2014-06", 6, "0.35"),
    facts("2014-09", 9, "0.53"),
]
HOLLOW = facts("2014-12", None, "0.47")
NOT_COUNTED = f"The 0.47 per 1,000 of the twelve months to December 2014 {NOTHING_SAID}"


def test_figure_4_is_better_than_the_year_before():
    found = direction(CUSTODY, FIGURE_4)
    assert (found.verdict, found.is_beyond_noise) == (Verdict.BETTER, True)
    assert (found.earlier, found.later) == (FIGURE_4[1], FIGURE_4[-1])
    assert found.since == "the twelve months to September 2013"
    assert found.sentence == (
        "Better: 0.53 per 1,000 in the twelve months to September 2014, 1.27 per 1,000 in those to "
        "September 2013; further than chance alone explains."
    )


@pytest.mark.parametrize(
    ("better", "before", "after", "verdict"),
    [
        (Better.LOWER, 5, 30, Verdict.WORSE),
        (Better.LOWER, 30, 5, Verdict.BETTER),
        (Better.HIGHER, 5, 30, Verdict.BETTER),
        (Better.HIGHER, 30, 5, Verdict.WORSE),
        (Better.NEITHER, 5, 30, Verdict.HIGHER),
        (Better.NEITHER, 30, 5, Verdict.LOWER),
        (Better.LOWER, 9, 12, Verdict.NO_REAL_CHANGE),
        (Better.NEITHER, 9, 12, Verdict.NO_REAL_CHANGE),
    ],
)
def test_what_is_good_says_what_a_change_beyond_noise_is(better, before, after, verdict):
    pair = [facts("2013-09", before, str(before)), facts("2014-09", after, str(after))]
    assert direction(measure(Unit.COUNT, better), pair).verdict is verdict


def test_what_stays_the_same_is_said_so():
    pair = [facts("2013-09", 9, "9"), facts("2014-09", 9, "9")]
    found = direction(measure(Unit.COUNT, decimals=0), pair)
    assert found.verdict is Verdict.NO_REAL_CHANGE
    assert found.sentence.endswith("9 in those to September 2013; the same.")


def test_a_difference_that_could_be_chance_is_no_real_change():
    found = direction(CUSTODY, FIGURE_4[:2])
    assert found.verdict is Verdict.NO_REAL_CHANGE
    assert found.sentence.endswith("; the difference could be chance.")


def quarters(*counts: int) -> list[Facts]:
    ends = [f"{2012 + i // 4}-{3 * (i % 4) + 3:02d}" for i in range(len(counts))]
    return [facts(end, n, str(n), months=3) for end, n in zip(ends, counts, strict=True)]


def test_quarters_are_held_against_the_same_quarter_a_year_before():
    line = quarters(9, 30, 30, 30, 30, 9)
    assert direction(measure(Unit.COUNT), line).earlier == line[1]


def test_a_reading_a_year_before_that_shares_days_is_passed_over():
    line = [facts("2013-06", 26, "1.50"), facts("2013-10", 22, "1.27"), FIGURE_4[-1]]
    assert direction(CUSTODY, line).earlier == line[0]


@pytest.mark.parametrize(
    ("end", "is_found"),
    [
        (date(2013, 9, 30), True),
        (date(2013, 8, 15), True),  # 365 + 46 days before
        (date(2013, 8, 14), False),
        (date(2013, 11, 15), True),  # 365 - 46
        (date(2013, 11, 16), False),
    ],
)
def test_about_a_year_is_half_a_quarter_either_way(end, is_found):
    kind = measure(Unit.PERCENT)
    first = Facts(1, Series.LOCAL, "1", date(2012, 1, 1), date(2012, 3, 31), "5", Decimal(5))
    other = Facts(2, Series.LOCAL, "2", date(2013, 7, 1), end, "6", Decimal(6))
    last = Facts(3, Series.LOCAL, "3", date(2014, 7, 1), date(2014, 9, 30), "7", Decimal(7))
    found = direction(kind, [first, other, last])
    assert found.earlier == (other if is_found else first)


def test_without_days_the_first_of_the_line_is_compared_with():
    line = [facts("Q1", 26, "1.50"), facts("Q2", 22, "1.27"), facts("Q3", 6, "0.35")]
    found = direction(CUSTODY, line)
    assert (found.earlier, found.since) == (line[0], "Q1")


def test_no_reading_is_not_enough():
    found = direction(CUSTODY, [])
    assert (found.verdict, found.later) == (Verdict.NOT_ENOUGH, None)
    assert found.sentence == "No figure is recorded yet."


def test_a_reading_without_any_figure_is_none():
    assert direction(CUSTODY, [facts("2014-09")]).sentence == "No figure is recorded yet."


def test_one_reading_is_not_enough():
    found = direction(CUSTODY, FIGURE_4[:1])
    assert (found.verdict, found.earlier, found.later) == (Verdict.NOT_ENOUGH, None, FIGURE_4[0])
    assert found.sentence == "One reading alone shows no direction."


def test_a_reading_without_a_count_is_passed_over_and_named():
    found = direction(CUSTODY, [*FIGURE_4, HOLLOW])
    assert (found.verdict, found.later) == (Verdict.BETTER, FIGURE_4[-1])
    assert found.sentence.endswith(NOT_COUNTED)


def test_where_none_has_a_count_nothing_is_said_of_chance():
    line = [facts("2013-12", None, "0.92"), HOLLOW]
    found = direction(CUSTODY, line)
    assert (found.verdict, found.is_beyond_noise) == (Verdict.NOT_ENOUGH, None)
    assert found.sentence == (
        "Not enough to say: 0.47 per 1,000 in the twelve months to December 2014, 0.92 per 1,000 in "
        "those to December 2013; the earlier figure has no count behind it, so nothing can be said "
        "of chance."
    )


def test_where_one_alone_has_a_count_no_direction_is_called():
    found = direction(CUSTODY, [facts("2013-12", None, "0.92"), FIGURE_4[-1]])
    assert found.sentence == "No other reading has a count behind it, so no direction is called."


def test_a_total_of_others_is_left_out():
    total = facts("2014-10", 91, "5.00", is_total=True)
    assert direction(CUSTODY, [*FIGURE_4, total]).later == FIGURE_4[-1]
    assert direction(CUSTODY, [FIGURE_4[0], total]).sentence.startswith("One reading alone")


def test_of_two_figures_of_one_window_the_later_with_a_count_is_taken():
    twice = facts("2014-09", None, "0.52", document="another")
    assert direction(CUSTODY, [*FIGURE_4, twice]).later == FIGURE_4[-1]
    counted = facts("2014-09", 8, "0.47", document="another")
    found = direction(CUSTODY, [*FIGURE_4, counted])
    assert (found.earlier, found.later) == (FIGURE_4[1], counted)


def test_readings_before_a_rebase_are_not_compared():
    found = direction(CUSTODY, FIGURE_4, rebases=[date(2014, 9, 1)])
    assert found.verdict is Verdict.NOT_ENOUGH
    assert found.sentence == (
        "Earlier figures are not compared: figures start anew on 1 September 2014."
    )
    assert direction(CUSTODY, FIGURE_4, rebases=[date(2014, 6, 1)]).earlier == FIGURE_4[-2]


def test_readings_by_another_rule_are_not_compared():
    found = direction(CUSTODY, [facts("2013-09", 22, "1.27", version="2011"), FIGURE_4[-1]])
    assert found.sentence == (
        "An earlier figure is not compared: they are counted by two versions of the rules."
    )


def test_populations_are_those_given():
    line = [facts("2013-09", 26, "1.50"), facts("2014-09", 9, "1.40")]
    known = {line[0].id: 17_333, line[1].id: 17_333}
    assert direction(CUSTODY, line).verdict is Verdict.NO_REAL_CHANGE
    assert direction(CUSTODY, line, populations=known).verdict is Verdict.BETTER


def test_figure_4_opens_with_its_two_sentences():
    opening, beneath = headline(CUSTODY, FIGURE_4)
    assert opening == (
        "Custody fell from 1.50 to 0.53 per 1,000, further than chance alone explains. "
        "The latest rise, from 0.35, could be chance."
    )
    assert beneath == (
        "26 custodial sentences in the twelve months to June 2013, 9 in those to September 2014. "
        "6 or 9 could be the same underlying rate."
    )


def test_a_later_figure_without_a_count_is_named_in_the_opening():
    opening, beneath = headline(CUSTODY, [*FIGURE_4, HOLLOW])
    assert opening == f"{headline(CUSTODY, FIGURE_4)[0]} {NOT_COUNTED}"
    assert beneath == headline(CUSTODY, FIGURE_4)[1]


def test_a_later_figure_of_the_same_window_or_a_total_is_not_named():
    line = [*FIGURE_4, facts("2014-09", None, "0.52"), facts("2014-10", None, "9", is_total=True)]
    assert headline(CUSTODY, line) == headline(CUSTODY, FIGURE_4)


def test_a_latest_step_beyond_chance_goes_further_than_it_explains():
    opening, beneath = headline(CUSTODY, [*FIGURE_4[:2], facts("2014-09", 6, "0.35")])
    assert opening == (
        "Custody fell from 1.50 to 0.35 per 1,000, further than chance alone explains. "
        "The latest fall, from 1.27, goes further than chance alone explains."
    )
    assert "same underlying" not in beneath


def test_two_readings_have_one_sentence():
    opening, beneath = headline(CUSTODY, FIGURE_4[:2])
    assert opening == "Custody fell from 1.50 to 1.27 per 1,000, which could be chance."
    assert beneath.endswith("26 or 22 could be the same underlying rate.")


def test_a_figure_that_is_back_where_it_began_stands_as_at_first():
    line = [facts("2012-09", 1, "0.06"), facts("2013-09", 2, "0.11"), facts("2014-09", 1, "0.06")]
    opening, _ = headline(CUSTODY, line)
    assert opening.startswith("Custody stands at 0.06 per 1,000, as at first. The latest fall,")


def test_a_latest_figure_that_repeats_the_one_before_is_said_so():
    line = [facts("2012-09", 2, "0.11"), facts("2013-09", 1, "0.06"), facts("2014-09", 1, "0.06")]
    opening, beneath = headline(CUSTODY, line)
    assert opening.endswith("The latest figure is the same as the one before.")
    assert "same underlying" not in beneath


def test_the_same_count_at_another_rate_is_not_said_twice():
    pair = [facts("2013-09", 9, "0.52"), facts("2014-09", 9, "0.53")]
    assert "same underlying" not in headline(CUSTODY, pair)[1]


def test_shares_are_said_by_their_counts():
    line = [
        facts("2020-06", 4, "26.7", 15, months=3),
        facts("2021-03", 17, "56.7%", 30, months=3),
        facts("2021-06", 13, "43.3", 30, months=3),
    ]
    opening, beneath = headline(SHARE, line)
    assert opening == (
        "Custody rose from 26.7% to 43.3%, which could be chance. "
        "The latest fall, from 56.7%, could be chance."
    )
    assert beneath == "4 of 15 in the quarter to June 2020, 13 of 30 in that to June 2021."


def test_counts_are_said_by_their_level():
    opening, beneath = headline(measure(Unit.COUNT, decimals=0), quarters(12, 9))
    assert opening == "Custody fell from 12 to 9, which could be chance."
    assert beneath == (
        "12 custodial sentences in the quarter to March 2012, 9 in that to June 2012. "
        "12 or 9 could be the same underlying level."
    )


def test_of_ratios_nothing_is_said_of_chance():
    line = [facts(f"Q{i} 13/14", 600 + i, value, 340) for i, value in enumerate(["1.82", "1.90"])]
    opening, beneath = headline(measure(Unit.RATIO), [*line, facts("Q3 13/14", 608, "1.83", 333)])
    assert opening == (
        "Custody rose from 1.82 to 1.83; it is a ratio, which carries no interval, so nothing can "
        "be said of chance. Of the latest fall, from 1.90, nothing can be said either."
    )
    assert beneath == "From Q0 13/14 to Q3 13/14."


def test_money_is_said_in_pounds():
    line = [facts("Y1", None, "£1,250"), facts("Y2", None, "£900")]
    opening, _ = headline(measure(Unit.POUNDS, decimals=0), line)
    assert opening.startswith("Custody fell from £1,250 to £900; it is an amount of money,")


def test_a_figure_whose_print_is_lost_is_said_from_its_value():
    line = [Facts(i, Series.LOCAL, f"Y{i}", value=Decimal(n)) for i, n in ((1, "0.5"), (2, "0.7"))]
    assert headline(CUSTODY, line)[0].startswith("Custody rose from 0.50 to 0.70 per 1,000;")


def test_a_figure_that_was_never_printed_is_said_by_its_counts():
    opening, _ = headline(SHARE, [facts("Q1", 8, "", 20), facts("Q2", 16, "", 20)])
    assert opening == "Custody rose from 8 of 20 to 16 of 20, further than chance alone explains."
    opening, _ = headline(CUSTODY, [facts("Q1", 1), facts("Q2", 2)])
    assert opening == (
        "Custody went from 1 custodial sentence to 2 custodial sentences; the counts have no "
        "population, so nothing can be said of chance."
    )


def test_the_latest_step_of_such_counts_is_one_of_which_nothing_is_said():
    opening, _ = headline(CUSTODY, [facts("Q1", 1), facts("Q2", 2), facts("Q3", 3)])
    assert opening.endswith(
        "Of the latest step, from 2 custodial sentences, nothing can be said either."
    )


def test_no_reading_opens_with_none():
    assert headline(CUSTODY, []) == ("No figure is recorded yet.", "")


def test_one_reading_is_said_with_its_interval():
    opening, beneath = headline(CUSTODY, FIGURE_4[-1:])
    assert opening == (
        "Custody stood at 0.53 per 1,000 in the twelve months to September 2014. "
        "One reading alone shows no direction."
    )
    assert beneath == "9 custodial sentences: the underlying rate could be 0.24 to 1.01 per 1,000."


def test_one_reading_without_a_count_has_nothing_beneath():
    assert headline(CUSTODY, [HOLLOW])[1] == ""


def test_what_is_not_compared_is_said_beneath():
    opening, beneath = headline(CUSTODY, FIGURE_4, rebases=[date(2014, 6, 1)])
    assert opening == "Custody rose from 0.35 to 0.53 per 1,000, which could be chance."
    assert beneath.endswith("Earlier figures are not compared: figures start anew on 1 June 2014.")
