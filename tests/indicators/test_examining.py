"""All that is found in the readings of one indicator."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.examining import examine
from indicators.rules.facts import FlagKind
from indicators.rules.measures import Series, Unit
from indicators.rules.recomputing import On
from tests.indicators.plain_values import facts, measure, months
from tests.indicators.test_populations import CUSTODY, FIGURE_4
from tests.indicators.test_populations import line as of_figure_4
from tests.indicators.test_printed import round_by
from tests.indicators.test_recomputing import COUNT, PER_OFFENDER, quarters, total
from tests.indicators.test_recomputing import of_each_offender as figure_3

YEARLY = measure(Unit.PER_1_000, 2, period_kind=CUSTODY.period_kind.YEAR)
SHARE = measure(Unit.PERCENT, 1)


def kinds(found):
    return {id_: [flag.kind for flag in flags] for id_, flags in found.flags.items()}


def test_of_no_readings_nothing_is_found():
    found = examine(SHARE, [])
    assert (found.recomputed, found.flags, found.line_flags, found.populations) == ({}, {}, {}, {})


def test_every_reading_has_its_flags_even_where_there_are_none():
    reading = facts("43.3%")
    assert examine(SHARE, [reading]).flags == {reading.id: ()}


def test_figure_4_has_one_flag_and_is_recomputed_on_one_population():
    readings = of_figure_4(FIGURE_4)
    found = examine(YEARLY, readings)
    assert [flags for flags in kinds(found).values() if flags] == [[FlagKind.POPULATION]]
    texts = [found.recomputed[r.id].text for r in readings]
    assert texts == ["1.50", "1.27", "0.92", "0.69", "0.35", "0.52"]
    assert {r.over for r in found.recomputed.values()} == {17345}
    assert list(found.populations) == [(readings[0].line, "")]


def test_figure_3_is_flagged_once_on_its_line():
    readings = figure_3()
    found = examine(PER_OFFENDER, readings)
    assert [flag.kind for flag in found.line_flags[readings[0].line]] == [FlagKind.DENOMINATOR]
    assert all(flags == () for flags in found.flags.values())
    assert {r.on for r in found.recomputed.values()} == {On.OTHER}


def test_each_document_of_a_line_is_examined_by_itself():
    readings = of_figure_4(FIGURE_4[:5])
    other = facts("0.53", 9, document="another", **months(2013, 10, 12))
    found = examine(YEARLY, [*readings, other])
    assert found.flags[other.id] == ()
    assert other.id not in found.recomputed
    assert len(found.populations) == 2


def test_each_line_is_examined_by_itself():
    readings = figure_3()
    national = facts("3.88", 636, 164, 350, series=Series.NATIONAL)
    found = examine(PER_OFFENDER, [*readings, national])
    assert list(found.line_flags) == [readings[0].line]


def test_rebases_reach_both_kinds_of_population():
    implied = of_figure_4(FIGURE_4)
    rebase = implied[5].end
    assert not any(examine(YEARLY, implied, [rebase]).flags.values())
    printed = [facts("1.50", 26, 17345, **months(2012, 1, 12))]
    printed.append(facts("1.30", 26, 20000, **months(2013, 1, 12)))
    assert kinds(examine(YEARLY, printed)) == {
        printed[0].id: [],
        printed[1].id: [FlagKind.POPULATION],
    }
    assert not any(examine(YEARLY, printed, [printed[1].end]).flags.values())


def test_the_cohort_of_a_share_may_change_as_it_likes():
    # 2023 plan, reoffending: from 15 children to 36
    readings = [
        facts("26.7%", 4, 15, **months(2020, 4, 3)),
        facts("41.7%", 15, 36, **months(2020, 7, 3)),
    ]
    assert not any(examine(SHARE, readings).flags.values())


def test_a_total_is_recomputed_and_flagged():
    whole = total("32")
    found = examine(COUNT, [*quarters(9, 7, 10, 5), whole])
    assert found.recomputed[whole.id].text == "31"
    assert kinds(found)[whole.id] == [FlagKind.TOTAL]


def test_a_step_of_a_funnel_is_flagged_unless_it_is_its_own():
    funnel = measure(steps=("offered",))
    readings = [facts("70.0%", 14, 20), facts("80.0%", 12, 15, step="offered")]
    assert kinds(examine(funnel, readings))[readings[1].id] == [FlagKind.FUNNEL]
    assert not any(examine(funnel, readings, own_steps={"offered"}).flags.values())


def test_what_the_words_call_the_denominator_is_heard():
    reading = facts("3.88", 636, 164, 350)
    assert examine(PER_OFFENDER, [reading]).line_flags == {}
    said = examine(PER_OFFENDER, [reading], said_denominator="children in the cohort")
    assert list(said.line_flags) == [reading.line]


def test_flags_stand_in_the_order_of_their_kinds_whatever_the_order_of_the_readings():
    days = months(2021, 4, 2)
    readings = [
        facts("43.25%", 13, 31, rank=8, rank_of=7, document="plan", **days),
        facts("43.2%", document="pack", **days),
        facts("1.1%", 1, 90, document="pack", **months(2021, 7, 3)),
        facts("44.0%", document="panel", **days),
    ]
    found = examine(SHARE, readings)
    assert kinds(found)[readings[0].id] == [
        FlagKind.RECOMPUTED,
        FlagKind.TWO_FIGURES,
        FlagKind.DECIMALS,
        FlagKind.PERIOD,
        FlagKind.RANK,
    ]
    mixed = list(readings)
    Random(1).shuffle(mixed)
    assert examine(SHARE, mixed) == found


roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
of_one_population = st.lists(st.tuples(st.integers(0, 400), roundings), max_size=8)


@given(st.integers(500, 400_000), of_one_population, st.booleans())
def test_what_is_rightly_rounded_of_one_population_is_never_flagged(people, counts, is_printed):
    readings = [
        facts(
            f"{round_by(Fraction(1000 * n, people), 2, rounding):f}",
            n,
            people if is_printed else None,
            **months(2000 + y, 1, 12),
        )
        for y, (n, rounding) in enumerate(counts)
    ]
    found = examine(YEARLY, readings)
    assert not any(found.flags.values())
    assert all(
        found.recomputed[id_].text == r.published
        for r in readings
        if (id_ := r.id) in found.recomputed
    )


def test_the_words_of_a_figure_are_held_against_the_counts_of_another_document():
    names = {"denominator": "the cohort", "other_denominator": "those who reoffend"}
    per_child = measure(Unit.RATIO, 2, **names)
    year = months(2011, 1, 12) | {"period": "2011"}
    said = facts("1.90", document="2014", said_denominator="those who reoffend", **year)
    counted = facts("1.90", 653, 343, 168, document="2015", **year)
    found = examine(per_child, [said, counted])
    (flag,) = found.line_flags[said.line]
    assert flag.kind is FlagKind.DENOMINATOR
    assert "1.90 (2011) is 653 over 343; over 168 it would be 3.89." in flag.text
    assert said.id not in found.recomputed  # its own document has no counts


def test_periods_named_as_quarters_are_flagged_on_the_line_of_each_document():
    years = [facts("1.27", document=name, **months(2012, 10, 12)) for name in ("a", "b")]
    (one, other) = examine(YEARLY, years).line_flags[years[0].line]
    assert one.kind is other.kind is FlagKind.PERIOD
