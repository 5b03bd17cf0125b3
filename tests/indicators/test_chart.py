"""What the chart of an indicator shows: its line, its zones, its comparators, and what it leaves out."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Indicator
from indicators.readmodels_chart import Chart
from indicators.selectors.chart import indicator_chart
from indicators.services.writing import IndicatorWriter
from tests.conftest import AT
from tests.indicators.as_loaded import service, state
from tests.indicators.defined import band_set, historic, indicator, reading
from tests.indicators.test_known_figures import FIGURE_4

PACK = date(2015, 7, 1)


def chart(ref: str, *, is_whole: bool = False, **asked) -> Chart:
    found = indicator_chart(state(ref, **asked), sentence="It fell.", is_whole=is_whole)
    assert found is not None
    return found


@pytest.fixture
def own(loaded, manager) -> Indicator:
    return indicator(service(), manager)


def quarters(own: Indicator, manager, *ends: date, **facts) -> None:
    """Readings of a quarter each, by their last days."""
    for end in ends:
        start = date(end.year, end.month - 2, 1)
        reading(own, manager, period=str(end), start_on=start, end_on=end, **facts)


def drawn(**asked) -> Chart:
    return chart("local-test", inside=True, **asked)


MARCH, JUNE, SEPTEMBER = date(2018, 3, 31), date(2018, 6, 30), date(2018, 9, 30)


# ---------- its line ----------


def test_the_line_of_custody_is_figure_4_and_the_reading_after_it(loaded):
    points = chart("custody-rate", as_at=PACK).points
    assert [p.text for p in points] == [*(rate for *_, rate in FIGURE_4), "0.47"]
    assert [p.at for p in points][:6] == [end for _, end, *_ in FIGURE_4]
    assert [p.value for p in points][-2:] == [0.53, 0.47]


def test_a_point_without_a_count_is_hollow_and_has_no_interval(loaded):
    *counted, last = chart("custody-rate", as_at=PACK).points
    assert (last.is_hollow, last.low, last.high, last.interval_text) == (True, None, None, "")
    assert not any(p.is_hollow or p.low is None for p in counted)
    assert counted[-1].interval_text == "0.24 to 0.98"


def test_a_value_that_only_comes_out_of_its_counts_is_drawn_with_its_text(loaded):
    points = chart("reoffending-frequency").points
    assert [p.text for p in points] == ["1.00", "1.50", "1.28", "2.87", "3.00"]
    assert points[0].value == 1


def test_what_does_not_add_up_stands_at_its_point(loaded):
    flags = [p.flag for p in chart("custody-rate", as_at=PACK).points]
    assert [bool(flag) for flag in flags] == [False] * 5 + [True, False]
    assert flags[5].startswith("Needs a population of 16,823 to 17,142")


def test_it_says_what_it_shows_to_who_cannot_see_it(loaded):
    found = chart("custody-rate", as_at=PACK)
    assert found.title == (
        "Use of custody, the twelve months to June 2013 up to the twelve months to December 2014"
    )
    assert found.description == (
        "Published values 1.50, 1.27, 0.92, 0.69, 0.35, 0.53 and 0.47. "
        "Beside them: England and Wales 0.52."
    )
    assert found.sentence == "It fell."


def test_its_caption_says_what_is_counted_over_what_and_what_is_good(loaded):
    caption = chart("custody-rate", as_at=PACK).caption
    assert "per 1,000 of: Children aged 10 to 17 in the local population." in caption
    assert caption.endswith("so nothing is rated. Lower is better.")


def test_one_reading_alone_is_drawn(own, manager):
    quarters(own, manager, MARCH)
    (point,) = drawn().points
    assert (point.value, point.label) == (37.1, ("Mar", "2018"))


def test_nothing_to_draw_is_no_chart(loaded):
    assert indicator_chart(state("kpi-01"), sentence="") is None
    assert indicator_chart(state("cce-risk"), sentence="") is None


# ---------- gaps ----------


def test_a_missing_quarter_breaks_the_line(loaded):
    """July to September 2025 is not recorded of mental health."""
    broken = {p.period: p.is_broken_before for p in chart("example-mental-health").points}
    assert broken == {
        "Jan to Mar 2025": False,
        "Apr to Jun 2025": False,
        "Oct to Dec 2025": True,
        "Jan to Mar 2026": False,
        "Apr to Jun 2026": False,
        "Jul to Sep 2026": False,
    }


def test_periods_that_overlap_leave_no_gap(loaded):
    assert not any(p.is_broken_before for p in chart("custody-rate", as_at=PACK).points)


@pytest.mark.parametrize(
    ("start", "is_broken"),
    [(date(2018, 3, 31), False), (date(2018, 4, 1), False), (date(2018, 4, 2), True)],
)
def test_a_day_between_two_periods_is_a_gap(own, manager, start, is_broken):
    quarters(own, manager, MARCH)
    reading(own, manager, period="Next", start_on=start, end_on=JUNE)
    assert drawn().points[1].is_broken_before is is_broken


@pytest.mark.parametrize(
    ("end", "is_broken"), [(date(2018, 10, 7), False), (date(2018, 10, 8), True)]
)
def test_without_first_days_half_a_year_is_no_gap(own, manager, end, is_broken):
    for day in (MARCH, end):
        reading(own, manager, period=str(day), start_on=None, end_on=day)
    assert drawn().points[1].is_broken_before is is_broken


def test_a_rebase_breaks_the_line_on_its_day(own, manager):
    quarters(own, manager, MARCH, JUNE, SEPTEMBER)
    IndicatorWriter(by=manager, at=AT).add_note(own, kind="rebase", on=JUNE, text="Anew", place="")
    assert [p.is_broken_before for p in drawn().points] == [False, True, False]


@pytest.mark.parametrize(("kind", "is_broken"), [("rules", True), ("note", False)])
def test_so_does_counting_otherwise_and_a_plain_note_does_not(own, manager, kind, is_broken):
    quarters(own, manager, MARCH, JUNE)
    IndicatorWriter(by=manager, at=AT).add_note(own, kind=kind, on=JUNE, text="x", place="")
    assert drawn().points[1].is_broken_before is is_broken


# ---------- which years ----------


def test_after_a_long_gap_it_begins_anew_and_says_what_it_leaves_out(loaded):
    found = chart("custody-rate")
    assert [p.at.year for p in found.points] == [2022, 2022, 2022, 2022, 2023]
    assert found.n_left_out == 7
    assert found.not_drawn[0] == (
        "7 earlier readings, up to December 2014, stand in the table alone."
    )


def test_the_whole_is_drawn_where_it_is_asked_for(loaded):
    found = chart("custody-rate", is_whole=True)
    assert (len(found.points), found.n_left_out) == (12, 0)
    assert not any("table alone" in said for said in found.not_drawn)


@pytest.mark.parametrize(
    ("end", "n"), [(date(2021, 3, 30), 2), (date(2021, 4, 2), 2), (date(2021, 4, 3), 1)]
)
def test_three_years_and_a_few_days_are_long(own, manager, end, n):
    """Three years are taken as 1,098 days."""
    for day in (MARCH, end):
        reading(own, manager, period=str(day), start_on=None, end_on=day)
    assert len(drawn().points) == n


def test_what_has_no_days_is_named_beneath(loaded):
    assert (
        "Not drawn: 0.50% (Year end 2018/19), whose days are not known."
        in chart("custody-rate").not_drawn
    )


# ---------- beside it ----------


def test_comparators_are_marks_with_their_names(loaded):
    marks = chart("custody-rate").marks
    assert {(m.name, m.text, m.value) for m in marks} == {
        ("national", "0.11", 0.11),
        ("comparators", "0.09", 0.09),
    }
    assert {m.at for m in marks} == {date(2023, 3, 31)}


def test_a_comparator_of_years_that_are_not_drawn_is_not_drawn(loaded):
    names = {m.name for m in chart("custody-rate", is_whole=True).marks}
    assert names == {"England and Wales", "national", "comparators"}


def test_projections_without_days_are_no_marks(loaded):
    assert {m.name for m in chart("reoffending-binary", as_at=PACK).marks} == {"England and Wales"}


def test_the_zones_are_those_of_the_bands_with_the_gap_between(loaded):
    """<0.35, 0.36-0.45, > 0.45: 0.35 is in no band."""
    zones = [(z.word, z.tone, z.low, z.high, z.kind) for z in chart("custody-rate").bands]
    assert [zone[0] for zone in zones] == ["Green", "gap", "Amber", "Red"]
    assert [zone[4] for zone in zones] == ["band", "gap", "band", "band"]
    assert (zones[0][1], zones[3][1]) == ("green", "red")
    assert zones[1][2] == zones[1][3] == 0.35
    assert zones[3][3] is None


def test_bands_that_rate_all_that_is_drawn_run_over_the_whole_width(loaded):
    assert {(z.start, z.until) for z in chart("custody-rate").bands} == {(None, None)}


def test_two_sets_of_bands_each_have_their_own_days(loaded):
    spans = {(z.start, z.until) for z in chart("example-assessments").bands}
    assert spans == {
        (date(2022, 12, 31), date(2024, 9, 30)),
        (date(2024, 9, 30), date(2026, 9, 30)),
    }


def test_bands_that_rate_nothing_drawn_are_not_drawn(loaded):
    assert chart("custody-rate", as_at=PACK).bands == ()


def test_bands_over_one_part_of_the_line_begin_at_the_reading_before_and_stop_there(own, manager):
    quarters(own, manager, MARCH, JUNE, SEPTEMBER)
    band_set(own, manager, valid_from=date(2018, 5, 1))
    assert {(z.start, z.until) for z in drawn().bands} == {(MARCH, SEPTEMBER)}


def test_an_overlap_is_a_zone_of_its_own(own, manager):
    historic(own, manager)  # G <36, A 36.1-39, R >38
    quarters(own, manager, JUNE)
    kinds = [z.kind for z in drawn().bands]
    assert kinds == ["band", "gap", "band", "overlap", "band"]


def test_the_target_of_the_latest_day_is_a_line(loaded):
    found = chart("example-education")
    assert (found.target, found.target_text) == (70.0, "target 70% by July 2026")


@pytest.mark.parametrize(
    ("span", "target"),
    [
        ({}, 30.0),
        ({"valid_from": JUNE}, 30.0),
        ({"valid_from": date(2018, 7, 1)}, None),
        ({"valid_until": JUNE}, 30.0),
        ({"valid_until": date(2018, 6, 29)}, None),
    ],
)
def test_a_target_holds_on_its_first_and_last_day(own, manager, span, target):
    quarters(own, manager, JUNE)
    IndicatorWriter(by=manager, at=AT).add_target(
        own, place="", value=Decimal(30), as_written="30%", **span
    )
    assert drawn().target == target


def test_a_place_to_reach_is_no_line(loaded):
    assert chart("custody-rate", as_at=PACK).target is None


def test_notes_stand_on_the_time_line_within_a_year_of_what_is_drawn(own, manager):
    quarters(own, manager, MARCH, JUNE)
    days = [date(2017, 3, 29), date(2017, 3, 30), date(2019, 7, 1), date(2019, 7, 2)]
    for day in days:
        IndicatorWriter(by=manager, at=AT).add_note(
            own, kind="note", on=day, text=f"On {day}", place=""
        )
    assert [e.at for e in drawn().events] == days[1:3]


def test_a_note_without_a_day_is_not_on_the_time_line(loaded):
    assert chart("custody-rate", as_at=PACK).events == ()


def test_a_rebase_is_marked_as_one(own, manager):
    quarters(own, manager, MARCH, JUNE)
    IndicatorWriter(by=manager, at=AT).add_note(own, kind="rebase", on=JUNE, text="Anew", place="")
    assert [(e.kind, e.label) for e in drawn().events] == [("rebase", "Anew")]
