"""Line figures: what is joined, what is named, and that all of it stands inside and apart."""

import dataclasses
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.readmodels_chart import (
    Chart,
    ChartBand,
    ChartEvent,
    ChartLimit,
    ChartMark,
    ChartPoint,
)
from reports import palette
from reports.figures.labels import Room, Spot, measure, spread, wrap
from reports.figures.line import NARROW, PAPER, WIDE, line_drawing, line_figure
from reports.figures.line_axes import day_labels, value_scale
from reports.figures.line_events import letter, lettered
from reports.figures.line_series import joins, labelled
from reports.templatetags import figures as filters
from tests.reports import charts
from tests.reports.geometry import collisions, outside, shapes, view, words

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
SAMPLES = {
    "custody": charts.custody(),
    "entrants": charts.entrants(),
    "decade": charts.decade(),
    "percent": charts.percent(),
    "crowded": charts.crowded(),
    "one": charts.entrants(points=charts.entrants().points[-1:]),
}
SIZES = {"wide": WIDE, "narrow": NARROW, "paper": PAPER}
GOLDENS = ["custody-wide", "custody-narrow", "entrants-wide", "entrants-paper", "decade-wide"]


@cache
def drawn(name: str) -> str:
    sample, _, size = name.partition("-")
    return line_drawing(SAMPLES[sample], prefix=name, size=SIZES[size])


EVERY = [f"{sample}-{size}" for sample in SAMPLES for size in SIZES]


@pytest.mark.parametrize("name", GOLDENS)
def test_a_line_is_drawn_as_it_was(name):
    """Changed on purpose: write the new text to tests/golden and look at it."""
    assert drawn(name) == (GOLDEN / f"line-{name}.svg").read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("name", EVERY)
def test_a_line_says_what_it_is_and_needs_no_style(name):
    svg = drawn(name)
    root = ElementTree.fromstring(svg)
    title, desc = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == desc.get("id")
    assert desc.text == "What the chart shows, in words."
    assert not re.search(r"\s(class|style)=|currentColor|var\(", svg)


@pytest.mark.parametrize("name", EVERY)
def test_every_id_begins_with_the_prefix_and_every_pattern_is_of_the_drawing_itself(name):
    svg = drawn(name)
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(i.startswith(f"{name}-") for i in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@pytest.mark.parametrize("name", EVERY)
def test_every_colour_is_of_the_palette(name):
    ours = {v for t in palette.TONES.values() for v in (t.strong, t.tint, t.ink)}
    ours |= {*palette.BANDS.values(), palette.SERIES, palette.MARK, palette.WHISKER}
    ours |= {palette.INK, palette.INK_2, palette.PAPER, palette.LINE, palette.LINE_SOFT}
    assert set(re.findall(r"#[0-9a-f]{6}", drawn(name))) <= ours


@pytest.mark.parametrize("name", EVERY)
def test_nothing_stands_outside_and_no_words_run_into_others(name):
    assert outside(drawn(name)) == []
    assert collisions(drawn(name)) == []


def test_chart_colours_are_those_of_the_tokens():
    css = (Path(__file__).resolve().parents[2] / "static/css/tokens.css").read_text()
    found = dict(re.findall(r"--yp-([a-z0-9-]+):\s*(#[0-9a-f]{6})", css))
    assert (found["series"], found["mark"]) == (palette.SERIES, palette.MARK)
    bands = {colour: palette.BANDS[colour] for colour in ("green", "amber", "red")}
    assert bands == {colour: found[f"band-{colour}"] for colour in bands}


# ---------- the line ----------


def series(svg: str) -> list[str]:
    """The paths of the service's own line: drawn through, then dotted."""
    return re.findall(rf'<path d="([^"]+)" fill="none" stroke="{palette.SERIES}"', svg)


def test_values_are_joined_a_gap_and_a_rebase_are_not():
    points = charts.decade().points
    solid, dotted = joins(points)
    assert [len(run) for run in solid] == [9, 12, 17]
    assert dotted == []


def test_a_value_without_its_count_is_hollow_and_joined_by_dots():
    svg = drawn("custody-wide")
    assert [len(run) for run in joins(charts.custody().points)[1]] == [2]
    assert 'stroke-dasharray="3 4"' in svg
    assert svg.count(f'fill="{palette.PAPER}" stroke="{palette.SERIES}"') == 1


def test_between_two_hollow_values_the_join_is_dotted():
    points = [charts.point(at, 1.0, is_hollow=True) for at in charts.QUARTER_ENDS]
    assert joins(points)[0] == []
    assert len(joins(points)[1]) == 3


def test_a_gap_next_to_a_dotted_join_is_no_join():
    a, b, c, _ = charts.QUARTER_ENDS
    points = [charts.point(a, 1.0), charts.point(b, None), charts.point(c, 2.0, is_hollow=True)]
    assert joins(points) == ([], [])
    svg = line_drawing(charts.chart(points), prefix="x")
    assert series(svg) == []
    assert svg.count("<circle") == 2


def test_the_place_of_a_gap_says_what_is_known_of_it():
    a, b, c, _ = charts.QUARTER_ENDS
    points = [charts.point(a, 1.0), charts.point(b, None), charts.point(c, 2.0)]
    assert "not given" in [w for w, _ in words(line_drawing(charts.chart(points), prefix="x"))]


def test_an_interval_is_a_whisker_and_none_is_none():
    whiskers = re.search(
        rf'<path d="([^"]+)" fill="none" stroke="{palette.WHISKER}"', drawn("custody-wide")
    )
    assert whiskers[1].count("V") == 6
    assert palette.WHISKER not in drawn("percent-wide")


def test_of_few_readings_all_bear_their_value_of_many_the_ends_and_the_extremes():
    eight = [charts.point(at, float(n)) for n, at in enumerate(charts.quarter_ends(8))]
    assert labelled(eight) == eight
    values = [5, 7, 3, 9, 9, 2, 4, 6, 5]
    nine = [
        charts.point(at, float(v)) for v, at in zip(values, charts.quarter_ends(9), strict=True)
    ]
    assert sorted(p.at for p in labelled(nine)) == [nine[n].at for n in (0, 4, 5, 8)]


def test_values_are_printed_as_published():
    named = [w for w, _ in words(drawn("custody-wide"))]
    assert {"1.50", "1.27", "0.92", "0.69", "0.35", "0.53", "0.47"} <= set(named)


def test_points_stand_by_their_days_not_by_their_order():
    days = [date(2013, 6, 30), date(2014, 6, 30), date(2023, 6, 30)]
    svg = line_drawing(charts.chart([charts.point(d, 5.0) for d in days]), prefix="x", size=WIDE)
    xs = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
    assert (xs[2] - xs[1]) / (xs[1] - xs[0]) == pytest.approx(9, abs=0.1)


# ---------- scales ----------


def scale(values, **changes):
    facts = {"decimals": 0, "is_percent": False, "n_ticks": 6, "bottom": 300.0, "top": 0.0}
    return value_scale(values, **facts | changes)


def test_values_stand_on_zero():
    assert scale([287.0, 419.0]).low == 0
    assert [text for _, text in scale([287.0, 419.0]).ticks()] == ["0", "100", "200", "300", "400"]


def test_a_percentage_goes_up_to_a_hundred_only_where_it_must():
    assert scale([56.7], decimals=1, is_percent=True).high < 70
    assert scale([99.0], decimals=1, is_percent=True).high == 100
    assert scale([100.0], decimals=1, is_percent=True).high == 100
    assert scale([104.0], decimals=1, is_percent=True).high > 104


def test_negative_values_have_room_below_zero():
    found = scale([-12.5, 8.0], decimals=1)
    assert found.low <= -12.5
    assert found.ticks()[0][1].startswith("−")


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.0], ["0", "1"]),
        ([1.0], ["0", "1"]),
        ([3.0], ["0", "1", "2", "3"]),
        ([1_400_000.0], ["0", "500,000", "1,000,000", "1,500,000"]),
    ],
)
def test_ticks_of_whole_values_are_whole(values, texts):
    assert [text for _, text in scale(values).ticks()] == texts


def test_ticks_of_small_values_have_the_decimals_they_need():
    found = scale([0.00123], decimals=5)
    assert [text for _, text in found.ticks()][:3] == ["0.00000", "0.00025", "0.00050"]


@given(
    st.lists(st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda v: round(v, 6)), max_size=5),
    st.integers(0, 3),
    st.booleans(),
)
def test_a_scale_holds_every_value_and_a_handful_of_ticks(values, decimals, is_percent):
    found = scale(values, decimals=decimals, is_percent=is_percent)
    assert all(found.low <= v <= found.high + 1e-6 for v in values)
    assert 2 <= len(found.ticks()) <= 9
    assert all(-0.5 <= found.y(v) <= 300.5 for v, _ in found.ticks())
    assert len({text for _, text in found.ticks()}) == len(found.ticks())


def test_forty_quarters_are_named_as_far_as_there_is_room():
    labels = [(f"Q{n % 4 + 1}", str(2014 + n // 4)) for n in range(40)]
    wide = day_labels([50 + 26.0 * n for n in range(40)], labels, 1140)
    assert len([w for _, row, w in wide if row == 0]) == 40
    assert [w for _, row, w in wide if row == 1] == [str(2014 + n) for n in range(10)]
    narrow = day_labels([40 + 6.5 * n for n in range(40)], labels, 330)
    assert len({w for _, row, w in narrow if row == 0}) == 1


def test_readings_far_apart_keep_the_names_of_both_ends():
    xs = [100.0, 104.0, 108.0, 900.0, 904.0]
    labels = [("Q1", "2013"), ("Q2", "2013"), ("Q3", "2013"), ("Q1", "2023"), ("Q2", "2023")]
    named = [w for _, row, w in day_labels(xs, labels, 1140) if row == 0]
    assert named == ["Q3", "Q2"]


def test_without_a_name_nothing_is_written_under_a_reading():
    assert day_labels([100.0], [()], 330) == []
    assert day_labels([], [], 330) == []


# ---------- bands, limits, target ----------


def test_bands_are_named_and_a_gap_and_an_overlap_are_hatched_and_said():
    svg = drawn("entrants-wide")
    named = [w for w, _ in words(svg)]
    assert {"green", "amber", "red", "overlap, 223 to 224", "gap, 340 to 341"} <= set(named)
    assert svg.count('fill="url(#entrants-wide-overlap)"') == 2
    assert svg.count('fill="url(#entrants-wide-gap)"') == 2


def test_edges_are_dotted_but_not_where_hatching_marks_them():
    plain = charts.entrants(
        bands=(ChartBand("green", "green", None, 224), ChartBand("red", "red", 224, None))
    )
    dotted = f'stroke="{palette.TONES["grey"].strong}" stroke-width="1" stroke-dasharray="2 3"'
    assert dotted in line_drawing(plain, prefix="x")
    assert dotted not in drawn("entrants-wide")


def test_later_bands_begin_on_their_day_and_are_named_inside():
    bands = (ChartBand("good", "green", 0, 250, start=date(2022, 5, 1)),)
    svg = line_drawing(charts.entrants(bands=bands), prefix="x", size=WIDE)
    green = next(box for what, box in shapes(svg) if what == "rect")
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
    assert dots[1] < green[0] < dots[2]
    assert next(box for w, box in words(svg) if w == "good")[0] > green[0]


def test_bands_of_other_days_or_values_are_left_out():
    bands = (
        ChartBand("before", "green", 0, 250, until=date(2020, 1, 1)),
        ChartBand("after", "green", 0, 250, start=date(2030, 1, 1)),
        ChartBand("above", "red", 9000, None),
    )
    assert "<rect" not in line_drawing(charts.entrants(bands=bands), prefix="x")


def test_a_band_that_ends_ends_on_its_day():
    bands = (ChartBand("old", "amber", 0, 250, until=date(2022, 5, 1)),)
    svg = line_drawing(charts.entrants(bands=bands), prefix="x", size=WIDE)
    amber = next(box for what, box in shapes(svg) if what == "rect")
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
    assert dots[1] < amber[2] < dots[2]


def test_limits_are_dashed_over_their_stretch_and_named_once():
    svg = drawn("decade-wide")
    named = [w for w, _ in words(svg)]
    assert named.count("upper limit") == named.count("average") == 1
    assert "lower limit" not in named  # the last stretch has none
    dashed = re.search(r'd="([^"]+)"[^>]+stroke-dasharray="6 4"', svg)
    assert dashed[1].count("M") == 3


def test_a_target_is_a_named_line():
    svg = line_drawing(charts.entrants(target=150.0, target_text="target 150"), prefix="x")
    assert "target 150" in [w for w, _ in words(svg)]
    assert 'stroke-dasharray="9 3"' in svg
    unnamed = line_drawing(charts.entrants(target=150.0), prefix="x")
    assert "target" in [w for w, _ in words(unnamed)]


# ---------- comparators ----------


def diamonds(svg: str) -> int:
    return len(
        re.findall(rf'l5.5 5.5l-5.5 5.5l-5.5 -5.5z" fill="({palette.MARK}|{palette.PAPER})"', svg)
    )


def test_a_comparator_is_a_diamond_with_its_name_never_joined():
    svg = drawn("custody-wide")
    assert diamonds(svg) == 1
    assert {"0.52 England and Wales,", "same year"} <= {w for w, _ in words(svg)}
    assert palette.MARK not in "".join(re.findall(r'<path d="M[^"]*L[^"]*"[^>]*>', svg))


def test_comparators_of_the_last_day_stand_at_the_right():
    svg = drawn("entrants-wide")
    last = max(float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg))
    boxes = {w: box for w, box in words(svg) if w in ("183 family", "148 England")}
    assert len(boxes) == 2
    assert all(box[0] > last for box in boxes.values())


def test_a_comparator_of_many_periods_is_named_at_its_last():
    marks = tuple(
        ChartMark(p.at, value, f"{value}", name)
        for p in charts.entrants().points
        for value, name in ((150, "England"), (200, "family"))
    )
    svg = line_drawing(charts.entrants(marks=marks), prefix="x", size=WIDE)
    assert diamonds(svg) == 10
    assert [w for w, _ in words(svg)].count("150 England") == 1
    assert f'fill="{palette.PAPER}" stroke="{palette.MARK}"' in svg  # the second one is hollow


def test_equal_comparators_do_not_hide_each_other():
    last = date(2022, 12, 31)
    marks = (ChartMark(last, 150, "150", "England"), ChartMark(last, 150, "150", "family"))
    svg = line_drawing(charts.entrants(marks=marks), prefix="x", size=WIDE)
    xs = re.findall(rf'd="M([\d.]+) [\d.]+l5.5 5.5l-5.5 5.5l-5.5 -5.5z" fill="{palette.MARK}"', svg)
    assert len(set(xs)) == 2


def test_names_without_room_are_numbered_and_keyed():
    named = [w for w, _ in words(drawn("crowded-wide"))]
    assert {"1", "2", "3", "4", "5", "6", "7"} <= set(named)
    assert "0.30 Comparable service 0, to 30 June 2014" in named


def test_too_many_names_at_the_right_are_numbered_too():
    last = date(2022, 12, 31)
    marks = tuple(
        ChartMark(last, 100 + 7 * n, f"{100 + 7 * n}", f"Comparable service {n}") for n in range(16)
    )
    svg = line_drawing(charts.entrants(marks=marks), prefix="x", size=NARROW)
    assert {"1", "16"} <= {w for w, _ in words(svg)}
    assert outside(svg) == []


# ---------- the time line ----------


def test_a_note_has_its_letter_and_words_on_the_time_line():
    named = [w for w, _ in words(drawn("decade-wide"))]
    assert {"A", "Counting rule changed"} <= set(named)


def test_a_rebase_is_an_upright_dashed_line():
    svg = drawn("decade-wide")
    assert svg.count('stroke-dasharray="5 4"') == 1


def test_actions_close_together_share_a_sign_and_a_count():
    svg = drawn("decade-wide")
    assert {"3 actions", "4.2 completed"} <= {w for w, _ in words(svg)}
    assert svg.count("M4.4 8.3") == 2


def test_an_event_far_from_every_reading_stands_in_the_table_alone():
    chart = charts.decade()
    assert "9.9 completed" not in [w for w, _ in words(drawn("decade-wide"))]
    assert [r[0] for r in line_figure(chart, prefix="x").rows][-1] == "9.9 completed"


def test_an_action_shortly_after_the_last_reading_is_drawn():
    events = (ChartEvent(date(2023, 1, 31), "1.1 completed", "action"),)
    svg = line_drawing(charts.entrants(events=events), prefix="x", size=WIDE)
    assert "1.1 completed" in [w for w, _ in words(svg)]


def test_a_note_too_long_for_its_line_stands_in_the_key():
    named = [w for w, _ in words(drawn("crowded-wide"))]
    assert any(w.startswith("Sentences overturned") for w in named)


def test_a_key_that_grows_too_tall_refers_to_the_table():
    events = tuple(
        ChartEvent(
            date(2022, 1, 1) + timedelta(days=9 * n), f"A note of some length, number {n}", "note"
        )
        for n in range(30)
    )
    svg = line_drawing(charts.entrants(events=events), prefix="x", size=NARROW)
    assert any(re.fullmatch(r"and \d+ more, in the table", w) for w, _ in words(svg))
    assert outside(svg) == []


def test_letters_go_on_after_z():
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_only_notes_and_rebases_have_letters_in_the_order_of_their_days():
    kinds = [(name, event.kind) for name, event in lettered(charts.decade())]
    assert [name for name, kind in kinds if kind != "action"] == ["A", "B", "C"]
    assert {name for name, kind in kinds if kind == "action"} == {""}


# ---------- the figure ----------


def test_the_table_has_every_reading_comparator_and_event():
    figure = line_figure(charts.custody(), prefix="x")
    assert figure.heads == ("Period", "To", "Value", "95% interval", "Rating", "Note")
    assert figure.rows[0] == ("Q1 2013/14", "30 June 2013", "1.50", "1.02 to 2.20", "", "")
    assert figure.rows[6][5] == "no count behind it"
    assert figure.rows[7] == (
        *("England and Wales, same year", "30 September 2013", "0.52", "", "", "comparator"),
    )
    assert all(len(row) == len(figure.heads) for row in figure.rows)


def test_the_table_says_what_breaks_the_line():
    rows = line_figure(charts.decade(), prefix="x").rows
    assert rows[23][5] == "not comparable with the one before"
    assert rows[9][2] == "not given"
    assert [row[5] for row in rows[40:]] == ["action"] * 3 + [
        "note A",
        "action",
        "note B",
        "rebase C",
        "action",
    ]


def test_an_empty_text_is_said_to_be_unknown():
    points = (charts.point(date(2020, 3, 31), None, text=""), charts.point(date(2021, 3, 31), 2.0))
    assert line_figure(charts.chart(points), prefix="x").rows[0][2] == "not known"


def test_the_summary_is_the_caption_and_what_is_not_drawn():
    assert (
        line_figure(charts.custody(), prefix="x").summary
        == "Bars: 95% intervals. A projection has no days."
    )
    assert line_figure(charts.entrants(), prefix="x").summary == "What can be said."


@pytest.mark.parametrize("points", [(), (charts.point(date(2020, 3, 31), None),)])
def test_without_a_value_it_says_so(points):
    figure = line_figure(charts.chart(points, bands=charts.BANDS), prefix="x")
    for svg in (figure.svg, figure.narrow):
        assert [w for w, _ in words(svg)] == ["No reading is recorded."]


def test_comparators_alone_are_drawn():
    marks = (ChartMark(date(2020, 3, 31), 12, "12", "England"),)
    svg = line_drawing(charts.chart((), marks=marks), prefix="x")
    assert "12 England" in [w for w, _ in words(svg)]


def test_all_values_alike_are_a_level_line():
    points = [charts.point(at, 0.0) for at in charts.QUARTER_ENDS]
    svg = line_drawing(charts.chart(points), prefix="x")
    assert len(set(re.findall(r"[\d.]+ ([\d.]+)", series(svg)[0]))) == 1


def test_words_are_escaped():
    nasty = "<script>&\"'"
    mark = ChartMark(date(2022, 9, 30), 100, "1", nasty)
    event = ChartEvent(date(2022, 9, 30), nasty, "note")
    changed = charts.entrants(
        title=nasty, description=nasty, unit_text=nasty, marks=(mark,), events=(event,)
    )
    svg = line_drawing(changed, prefix="x", size=WIDE)
    assert "<script" not in svg
    assert ElementTree.fromstring(svg)[0].text == nasty


def test_a_prefix_that_is_no_name_becomes_one():
    svg = line_drawing(charts.entrants(), prefix='a b"c', size=WIDE)
    assert 'id="a-b-c-title"' in svg


def test_the_wide_and_the_narrow_drawing_have_ids_of_their_own():
    figure = line_figure(charts.entrants(), prefix="x")
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (figure.svg, figure.narrow)]
    assert not ids[0] & ids[1]


def test_templates_draw_by_filters():
    assert (
        filters.line(charts.entrants()).svg
        == line_figure(charts.entrants(), prefix="line-fte-rate").svg
    )
    paper = filters.paper_line(charts.entrants(), "p")
    assert view(paper) == view(line_drawing(charts.entrants(), prefix="p", size=PAPER))


def test_on_paper_the_title_has_the_description_too():
    chart = charts.entrants()
    root = ElementTree.fromstring(filters.paper_line(chart))
    (title,) = [e.text for e in root if e.tag.endswith("title")]
    assert title == f"{chart.title}. {chart.description}"
    assert not [e for e in root if e.tag.endswith("desc")]
    assert 'id="paper-fte-rate-title"' in filters.paper_line(chart)


def test_long_names_of_bands_leave_room_for_the_line():
    bands = (
        ChartBand("requires a great deal of improvement", "red", None, 200),
        ChartBand("outstanding performance throughout", "blue", 200, None),
    )
    for size in SIZES.values():
        svg = line_drawing(charts.entrants(bands=bands), prefix="x", size=size)
        assert outside(svg) == []
        xs = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
        assert max(xs) - min(xs) >= 75


@pytest.mark.pdf
@pytest.mark.slow
def test_a_paper_with_lines_passes_an_independent_check_of_pdf_ua():
    from page import ValidationProfile, validate_pdf_bytes

    from reports.pdf import pdf_of

    figures = "".join(f"<figure>{drawn(f'{name}-paper')}</figure>" for name in SAMPLES)
    head = '<!doctype html><html lang="en-GB"><head><title>Charts</title></head>'
    html = f"{head}<body><h1>Charts</h1>{figures}</body></html>"
    report = validate_pdf_bytes(pdf_of(html), profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures]


# ---------- words ----------


def test_words_are_wrapped_and_what_is_longer_than_a_line_is_cut():
    assert wrap("one two three", 1000) == ("one two three",)
    assert len(wrap("one two three", 30)) == 3
    cut = wrap("Llanfairpwllgwyngyll", 50)[0]
    assert cut.endswith("…")
    assert measure(cut) <= 50
    assert wrap("", 50) == ()


def test_things_are_moved_apart_no_further_than_they_must():
    assert spread([50, 52, 90], [10, 10, 10], 0, 100) == [50, 60, 90]
    assert spread([98], [10], 0, 100) == [95]
    assert spread([1, 2], [10, 10], 0, 100) == [5, 15]
    assert spread([5, 5, 5], [10, 10, 10], 0, 20) == [5, 15, 25]
    assert spread([], [], 0, 20) == []


def test_words_take_the_first_free_spot_else_the_least_crowded():
    room = Room((0, 0, 200, 100))
    room.block(20, 20, 10)
    blocked, free = Spot(15, 24, ("words",)), Spot(60, 24, ("words",))
    assert room.place([blocked, free]) is free
    assert room.place([blocked]) is None
    assert room.place([blocked], most=10**6) is blocked
    assert room.place([Spot(190, 24, ("words",))], most=10**6) is None


# ---------- any chart ----------

short = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)
days = st.dates(date(2012, 1, 1), date(2026, 1, 1))
numbers = st.floats(-1e4, 1e7).map(lambda v: round(v, 2))


@st.composite
def any_points(draw) -> tuple[ChartPoint, ...]:
    points = []
    for at in sorted(draw(st.lists(days, max_size=45, unique=True))):
        value = draw(st.none() | numbers)
        reach = draw(st.none() | st.floats(0, 1e4))
        points.append(
            charts.point(
                at,
                value,
                low=None if value is None or reach is None else value - reach,
                high=None if value is None or reach is None else value + reach,
                is_hollow=draw(st.booleans()),
                is_broken_before=draw(st.booleans()),
            )
        )
    return tuple(points)


@st.composite
def any_chart(draw) -> Chart:
    centre = draw(numbers)
    start = draw(days)
    band = st.builds(
        ChartBand,
        short,
        st.sampled_from(["green", "amber", "red", "blue", ""]),
        st.none() | st.floats(-1e4, 0),
        st.none() | st.floats(1, 1e7),
        st.sampled_from(["band", "gap", "overlap"]),
        st.none() | days,
        st.none() | days,
    )
    limit = ChartLimit(
        start,
        start + timedelta(days=900),
        centre,
        draw(st.none() | st.just(centre - 9)),
        centre + 9,
    )
    return charts.chart(
        draw(any_points()),
        unit_text=draw(short),
        decimals=draw(st.integers(0, 2)),
        marks=tuple(
            draw(st.lists(st.builds(ChartMark, days, numbers, st.just("1.5"), short), max_size=8))
        ),
        bands=tuple(draw(st.lists(band, max_size=5))),
        events=tuple(
            draw(
                st.lists(
                    st.builds(
                        ChartEvent, days, short, st.sampled_from(["note", "rebase", "action"])
                    ),
                    max_size=12,
                )
            )
        ),
        limits=(limit,) if draw(st.booleans()) else (),
        target=draw(st.none() | numbers),
        target_text=draw(short),
        is_percent=draw(st.booleans()),
    )


@settings(max_examples=50, deadline=None)
@given(any_chart(), st.sampled_from(list(SIZES.values())))
def test_nothing_of_any_chart_stands_outside(chart, size):
    svg = line_drawing(chart, prefix="x", size=size)
    assert outside(svg) == []
    width, height = view(svg)
    assert (width, height > 40) == (size.width, True)
    assert "nan" not in svg


def test_the_rows_of_a_chart_are_text():
    for sample in SAMPLES.values():
        for row in line_figure(sample, prefix="x").rows:
            assert all(isinstance(cell, str) for cell in row)
    assert dataclasses.is_dataclass(SAMPLES["one"])
