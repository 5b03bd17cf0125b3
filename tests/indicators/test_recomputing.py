"""What published figures come to when they are worked out again."""

from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.facts import FlagKind
from indicators.rules.measures import Unit
from indicators.rules.recomputing import (
    Fit,
    On,
    denominator_fit,
    denominator_flags,
    on_each_denominator,
    recompute,
    recomputed_flag,
    sum_of_parts,
    with_counts,
)
from tests.indicators.plain_values import facts, measure, months
from tests.indicators.test_printed import round_by

SHARE = measure(Unit.PERCENT, 1)
CUSTODY = measure(Unit.PER_1_000, 2)
COUNT = measure(Unit.COUNT, 0)
PER_OFFENDER = measure(
    Unit.RATIO, 2, denominator="children who reoffended", other_denominator="children in the cohort"
)
# 2015 pack, figure 3: in the cohort, re-offenders, re-offences, per offender, proportion
FIGURE_3 = [
    (350, 164, 636, "1.82", "46.9%"),
    (343, 168, 653, "1.90", "49.0%"),
    (333, 161, 608, "1.83", "48.3%"),
    (323, 158, 614, "1.90", "48.9%"),
    (304, 138, 550, "1.81", "45.4%"),
    (277, 123, 506, "1.83", "44.4%"),
]


def of_each_offender():
    return [
        facts(p, n, d, cohort, period=f"Q{q}") for q, (cohort, d, n, p, _) in enumerate(FIGURE_3, 1)
    ]


@pytest.mark.parametrize(
    ("of", "reading", "exact", "text"),
    [
        (SHARE, facts("46.9%", 164, 350), Fraction(16400, 350), "46.9"),
        (SHARE, facts("33.33%", 12, 36), Fraction(100, 3), "33.33"),  # 2023 plan, reoffending
        (SHARE, facts("", 12, 36), Fraction(100, 3), "33.3"),
        (CUSTODY, facts("1.50", 26, 17345), Fraction(26000, 17345), "1.50"),
        (measure(Unit.PER_100_000, 0), facts("229", 41, 17900), Fraction(41000, 179), "229"),
        (PER_OFFENDER, facts("1.82", 636, 350), Fraction(636, 350), "1.82"),
        (measure(Unit.POUNDS, 0), facts("£1,250", 5000, 4), Fraction(1250), "1,250"),
    ],
)
def test_a_figure_is_worked_out_on_its_denominator(of, reading, exact, text):
    found = recompute(of, reading)
    assert (found.exact, found.text, found.on) == (exact, text, On.DENOMINATOR)
    assert found.over == reading.denominator


@pytest.mark.parametrize(
    ("of", "reading"),
    [
        (SHARE, facts("43.3%")),
        (SHARE, facts("43.3%", 13)),
        (SHARE, facts("43.3%", None, 30)),
        (SHARE, facts("43.3%", 13, 0)),
        (SHARE, facts("0.0%", 0)),
        (CUSTODY, facts("0.06", 1)),
        (CUSTODY, facts("0.06", 1, 0)),
        (CUSTODY, facts("0.06")),
        (COUNT, facts("55", 55)),
        (COUNT, facts("55", 55, 100)),
    ],
)
def test_nothing_is_worked_out_where_a_number_is_missing(of, reading):
    assert recompute(of, reading) is None


def test_a_share_is_not_worked_out_on_a_population():
    assert recompute(SHARE, facts("43.3%", 13), population=17345) is None


def test_a_rate_without_a_denominator_is_worked_out_on_the_common_population():
    found = recompute(CUSTODY, facts("0.53", 9), population=17345)
    assert (found.text, found.on, found.over) == ("0.52", On.POPULATION, 17345)


def test_a_printed_denominator_goes_before_the_common_population():
    assert recompute(CUSTODY, facts("0.53", 9, 17000), population=17345).over == 17000


def test_a_count_of_nought_is_a_rate_of_nought_in_any_population():
    found = recompute(CUSTODY, facts("0.06", 0))
    assert (found.exact, found.text, found.on, found.over) == (0, "0.00", On.ANY, None)


def test_a_half_reads_as_it_was_rounded_and_else_is_rounded_up():
    whole = measure(Unit.PERCENT, 0)
    texts = [recompute(whole, facts(p, 1, 8)).text for p in ("12%", "13%", "")]
    assert texts == ["12", "13", "13"]


@pytest.mark.parametrize(
    ("of", "reading", "population", "text"),
    [
        (SHARE, facts("43.2%", 13, 30), None, "13 of 30 is 43.3%, not 43.2%."),
        (PER_OFFENDER, facts("1.85", 636, 350), None, "636 over 350 is 1.82, not 1.85."),
        (
            measure(Unit.POUNDS, 0),
            facts("£1,300", 5000, 4),
            None,
            "£5,000 over 4 is £1,250, not £1,300.",
        ),
        (CUSTODY, facts("1.60", 26, 17345), None, "26 in 17,345 is 1.50 per 1,000, not 1.60."),
        (
            CUSTODY,
            facts("0.06", 0),
            None,
            "A count of 0 is a rate of 0.00 in any population, not 0.06.",
        ),
        (
            CUSTODY,
            facts("0.00", 3),
            17345,
            "3 in the population that the other readings imply, about 17,345, is 0.17 per 1,000, "
            "not 0.00.",
        ),
    ],
)
def test_what_disagrees_is_said_with_both_figures(of, reading, population, text):
    flag = recomputed_flag(of, reading, recompute(of, reading, population=population))
    assert (flag.kind, flag.text) == (FlagKind.RECOMPUTED, text)


@pytest.mark.parametrize(
    ("of", "reading", "population"),
    [
        (SHARE, facts("43.3%", 13, 30), None),
        (SHARE, facts("43%", 13, 30), None),
        (SHARE, facts("", 13, 30), None),
        (SHARE, facts("about 45%", 13, 30), None),
        (SHARE, facts("43.2%"), None),
        (CUSTODY, facts("0.53", 9), 17345),  # it implies another population: a jump, said there
        (PER_OFFENDER, facts("1.99", 636, 164, 350), None),  # said of its denominators
    ],
)
def test_nothing_is_said_where_figures_agree_or_another_rule_speaks(of, reading, population):
    assert recomputed_flag(of, reading, recompute(of, reading, population=population)) is None


@pytest.mark.parametrize(("cohort", "d", "n", "per_offender", "share"), FIGURE_3)
def test_figure_3_holds_as_shares_and_as_offences_per_child_in_the_cohort(
    cohort, d, n, per_offender, share
):
    reading = facts(share, d, cohort)
    assert recomputed_flag(SHARE, reading, recompute(SHARE, reading)) is None
    assert denominator_fit(PER_OFFENDER, facts(per_offender, n, d, cohort)) is Fit.OTHER


# 2023 plan, "Last 5 rolling quarters": children in the cohort, reoffending, printed
@pytest.mark.parametrize(
    ("d", "n", "published"),
    [(15, 4, "26.7%"), (36, 15, "41.7%"), (36, 12, "33.33%"), (30, 17, "56.7%"), (30, 13, "43.3%")],
)
def test_the_reoffending_table_of_2023_agrees(d, n, published):
    reading = facts(published, n, d)
    assert recomputed_flag(SHARE, reading, recompute(SHARE, reading)) is None


def test_both_denominators_are_worked_out():
    own, other = on_each_denominator(PER_OFFENDER, of_each_offender()[0])
    assert [(r.text, r.on, r.over) for r in (own, other)] == [
        ("3.88", On.DENOMINATOR, 164),
        ("1.82", On.OTHER, 350),
    ]


@pytest.mark.parametrize(
    ("published", "fits", "on"),
    [
        ("3.88", Fit.DENOMINATOR, On.DENOMINATOR),
        ("1.82", Fit.OTHER, On.OTHER),
        ("2.00", Fit.NEITHER, On.DENOMINATOR),
    ],
)
def test_the_denominator_that_fits_counts_and_else_the_definition_s(published, fits, on):
    reading = facts(published, 636, 164, 350)
    assert denominator_fit(PER_OFFENDER, reading) is fits
    assert recompute(PER_OFFENDER, reading).on is on


def test_a_figure_may_fit_both():
    reading = facts("2", 636, 300, 301)
    assert denominator_fit(PER_OFFENDER, reading) is Fit.BOTH
    assert recompute(PER_OFFENDER, reading).on is On.DENOMINATOR


@pytest.mark.parametrize(
    "reading",
    [
        facts("1.82", 636, 164),
        facts("1.82", 636, None, 350),
        facts("1.82", None, 164, 350),
        facts("", 636, 164, 350),
    ],
)
def test_which_of_two_fits_is_not_said_where_one_is_unknown(reading):
    assert denominator_fit(PER_OFFENDER, reading) is None


def test_the_other_denominator_alone_counts_only_where_it_fits():
    assert recompute(PER_OFFENDER, facts("1.82", 636, None, 350)).on is On.OTHER
    assert recompute(PER_OFFENDER, facts("1.99", 636, None, 350)) is None
    assert recompute(PER_OFFENDER, facts("", 636, None, 350)) is None


def test_a_line_that_is_over_the_other_denominator_is_said_once():
    flag, by_reading = denominator_flags(PER_OFFENDER, of_each_offender())
    assert by_reading == {}
    assert (flag.kind, flag.text) == (
        FlagKind.DENOMINATOR,
        "All 6 published values are over “children in the cohort”, not “children who reoffended”: "
        "1.82 (Q1) is 636 over 350; over 164 it would be 3.88.",
    )


def test_a_line_of_one_reading_is_said_once_too():
    flag, by_reading = denominator_flags(measure(Unit.RATIO, 2), of_each_offender()[:1])
    assert flag.text.startswith(
        "The published value is over “the other denominator”, not “the denominator”: 1.82"
    )
    assert by_reading == {}


def test_readings_that_go_different_ways_are_said_one_by_one():
    readings = [*of_each_offender()[:2], facts("3.78", 608, 161, 333)]
    flag, by_reading = denominator_flags(PER_OFFENDER, readings)
    assert flag is None
    assert list(by_reading) == [r.id for r in readings[:2]]
    assert by_reading[readings[1].id].text.startswith(
        "The published value is over “children in the"
    )


def test_a_figure_over_neither_has_its_own_flag_beside_the_line_s():
    readings = [*of_each_offender()[:2], facts("2.22", 608, 161, 333)]
    flag, by_reading = denominator_flags(PER_OFFENDER, readings)
    assert flag.text.startswith("All 2 published values")
    assert by_reading[readings[2].id].text == (
        "2.22 fits neither denominator: 608 over 161 (“children who reoffended”) is 3.78, "
        "608 over 333 (“children in the cohort”) is 1.83."
    )


def test_figures_over_the_definition_s_denominator_are_clear():
    assert denominator_flags(PER_OFFENDER, [facts("3.88", 636, 164, 350)]) == (None, {})


def test_figures_over_the_definition_s_denominator_are_unclear_where_the_words_name_the_other():
    flag, _ = denominator_flags(
        PER_OFFENDER,
        [facts("3.88", 636, 164, 350)],
        said_denominator="Children in the cohort ",
    )
    assert flag.text == (
        "The words say “Children in the cohort ”, but the published value is over “children who "
        "reoffended”: 3.88 (Q1) is 636 over 164; over 350 it would be 1.82."
    )


def test_figures_that_fit_both_are_clear_whatever_the_words():
    flags = denominator_flags(
        PER_OFFENDER,
        [facts("2", 636, 300, 301)],
        said_denominator="children in the cohort",
    )
    assert flags == (None, {})


def test_words_that_name_nothing_make_nothing_unclear():
    flags = denominator_flags(
        measure(Unit.RATIO, 2), [facts("3.88", 636, 164, 350)], said_denominator=""
    )
    assert flags == (None, {})


# 2023 plan: youth community resolutions and panel discussions by quarter, with their totals
PRINTED_TOTALS = [
    ((9, 7, 10, 5), 31),
    ((64, 84, 72, 69), 289),
    ((8, 10, 5, 1), 24),
    ((65, 60, 107, 95), 327),
    ((42, 49, 41, 42), 174),
    ((45, 71, 52, 100), 268),
]


def quarters(*numbers, **given_too):
    return [
        facts(str(n), **(months(2021 + (3 * q + 3) // 12, (3 * q + 3) % 12 + 1, 3) | given_too))
        for q, n in enumerate(numbers)
    ]


def total(published, **given_too):
    return facts(published, **(months(2021, 4, 12) | {"is_total": True} | given_too))


@pytest.mark.parametrize(("numbers", "printed"), PRINTED_TOTALS)
def test_the_totals_of_2023_are_the_sums_of_their_quarters(numbers, printed):
    whole = total(str(printed))
    found = recompute(COUNT, whole, among=[*quarters(*numbers), whole])
    assert (found.text, found.on, found.over) == (str(printed), On.PARTS, None)
    assert recomputed_flag(COUNT, whole, found) is None


def test_a_total_that_is_not_the_sum_is_flagged():
    whole = total("32")
    flag = recomputed_flag(COUNT, whole, recompute(COUNT, whole, among=quarters(9, 7, 10, 5)))
    assert (flag.kind, flag.text) == (FlagKind.TOTAL, "Its parts add up to 31, not 32.")


def test_a_part_without_a_printed_figure_counts_by_its_number():
    parts = [*quarters(9, 7, 10), facts("", 5, **months(2022, 1, 3))]
    assert sum_of_parts(COUNT, total("31"), parts).exact == 31


def test_readings_of_the_total_s_own_days_and_other_totals_are_no_parts():
    parts = [*quarters(9, 7, 10, 5), facts("31", **months(2021, 4, 12)), total("31")]
    assert sum_of_parts(COUNT, total("31"), parts).exact == 31


def test_the_same_part_twice_counts_once():
    parts = [*quarters(9, 7, 10, 5), *quarters(9)]
    assert sum_of_parts(COUNT, total("31"), parts).exact == 31


@pytest.mark.parametrize(
    "parts",
    [
        [],
        quarters(9, 7, 10),
        quarters(9, 7, 10, 5)[1:],
        [*quarters(9, 7)[:1], *quarters(9, 7, 10, 5)[2:]],
        [*quarters(9, 7, 10, 5), *quarters(8)],
        [*quarters(9, 7, 10), facts("", **months(2022, 1, 3))],
        [*quarters(9, 7, 10), facts("5", end=date(2022, 3, 31))],
        [*quarters(9, 7, 10, 5), facts("20", **months(2021, 5, 11))],
        quarters(9, 7, 10, 5, document="another"),
        quarters(9, 7, 10, 5, area="another"),
    ],
)
def test_nothing_is_summed_where_parts_are_missing_overlap_or_disagree(parts):
    assert sum_of_parts(COUNT, total("31"), parts) is None


def test_a_total_without_days_is_not_summed():
    parts = quarters(9, 7, 10, 5)
    assert sum_of_parts(COUNT, total("31", start=None), parts) is None
    assert sum_of_parts(COUNT, total("31", end=None), parts) is None


def test_a_total_of_rates_is_worked_out_like_any_rate_and_never_summed():
    whole = total("40.0%", numerator=Decimal(12), denominator=Decimal(30))
    assert recompute(SHARE, whole, among=quarters(9, 7, 10, 5)).on is On.DENOMINATOR


roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
units = st.sampled_from(
    [(Unit.PERCENT, 100), (Unit.RATIO, 1), (Unit.PER_1_000, 1000), (Unit.PER_100_000, 100_000)]
)
numbers = st.integers(1, 400_000)


@given(units, numbers, numbers, st.integers(0, 3), roundings)
def test_what_is_rightly_rounded_is_never_flagged(unit, n, d, decimals, rounding):
    of = measure(unit[0], 2)
    reading = facts(f"{round_by(Fraction(unit[1] * n, d), decimals, rounding):,f}", n, d)
    found = recompute(of, reading)
    assert recomputed_flag(of, reading, found) is None
    assert found.text == reading.published


@given(units, numbers, numbers, st.integers(0, 3), roundings, st.sampled_from([-2, 2]))
def test_two_units_off_in_the_last_place_is_always_flagged(unit, n, d, decimals, rounding, off):
    of = measure(unit[0], 2)
    published = round_by(Fraction(unit[1] * n, d), decimals, rounding)
    reading = facts(f"{published + Decimal(off).scaleb(-decimals):,f}", n, d)
    assert recomputed_flag(of, reading, recompute(of, reading)).kind is FlagKind.RECOMPUTED


@given(numbers, numbers, numbers, roundings, st.booleans())
def test_a_ratio_over_either_denominator_is_told(n, d, other, rounding, is_other):
    published = round_by(Fraction(n, other if is_other else d), 2, rounding)
    fits = denominator_fit(PER_OFFENDER, facts(f"{published:f}", n, d, other))
    assert fits in (Fit.BOTH, Fit.OTHER if is_other else Fit.DENOMINATOR)


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.integers(-3, 3))
def test_a_total_is_flagged_exactly_where_it_is_off(parts, off):
    whole = total(str(sum(parts) + off))
    flag = recomputed_flag(COUNT, whole, recompute(COUNT, whole, among=quarters(*parts)))
    assert bool(flag) is bool(off)


YEAR = months(2011, 1, 12)


def in_two_documents(**given):
    """Figure 3 of 2015 has the counts; the report of 2014 printed the figure alone."""
    counted = facts("1.90", 653, 343, 168, document="2015", **YEAR)
    printed = facts(**{"published": "1.90", "document": "2014", **YEAR, **given})
    return printed, with_counts([printed], [printed, counted])[0]


def test_counts_of_the_same_thing_are_taken_from_another_document():
    printed, found = in_two_documents()
    assert (found.numerator, found.denominator, found.other_denominator) == (653, 343, 168)
    assert (found.id, found.published, found.document) == (printed.id, "1.90", "2014")


@pytest.mark.parametrize(
    "given",
    [
        {"published": ""},
        {"published": "1.91"},
        {"document": "2015"},
        {"start": None},
        {"end": None},
        {"end": date(2011, 12, 30)},
        {"version": "new"},
        {"step": "other"},
        {"numerator": Decimal(1)},
        {"denominator": Decimal(343)},
    ],
)
def test_counts_of_something_else_are_not_taken(given):
    printed, found = in_two_documents(**given)
    assert found == printed


def test_a_figure_with_fewer_decimals_is_the_same():
    assert in_two_documents(published="1.9")[1].numerator == 653


def test_counts_that_two_documents_have_differently_are_not_taken():
    printed = facts("1.90", document="2014", **YEAR)
    others = [facts("1.90", n, 343, document=f"another {n}", **YEAR) for n in (652, 653)]
    assert with_counts([printed], others) == [printed]
    same = [facts("1.90", 653, 343, document=name, **YEAR) for name in ("one", "two")]
    assert with_counts([printed], same)[0].numerator == 653
