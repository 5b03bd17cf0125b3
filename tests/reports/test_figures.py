"""Figures: what they draw, that they say it in words too, and that they need no style sheet."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Action
from plans.readmodels_time import (
    ActionJourney,
    Forecast,
    JourneyDay,
    JourneyPoint,
    Lane,
    LaneMark,
    StackDay,
    StackPart,
)
from plans.rules.access import Position
from plans.rules.meanings import UNRATED_MARK, Meaning, mark
from reports import palette
from reports.figures.scale import CountScale, TimeScale
from reports.figures.shapes import cell
from reports.figures.stack import stack_figure
from reports.figures.strip import strip_figure

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
GREEN = mark("Green", "green", Meaning.COMPLETE)
INFERRED = mark("Green", "green", Meaning.COMPLETE, "inferred")
AMBER = mark("Amber", "amber", Meaning.UNDER_WAY)
RED = mark("Red", "red", Meaning.BEHIND)
DAYS = [date(2015, 1, 20), date(2015, 3, 19), date(2015, 5, 21), date(2015, 6, 16)]


def journey(**changes) -> ActionJourney:
    days = [
        JourneyDay(d, f"{d.day} {d:%B} {d.year}", f"{d.day} {d:%b} {d.year}", "board") for d in DAYS
    ]
    marks = [AMBER, AMBER, RED, RED]
    facts = {
        "ref": "1.9",
        "starts_on": date(2014, 6, 1),
        "as_at": DAYS[-1],
        "points": tuple(
            JourneyPoint(day, m, m is RED, "challenged" if m is RED else "")
            for day, m in zip(days, marks, strict=True)
        ),
        "lanes": (
            Lane(
                "Reported",
                tuple(LaneMark(d, d, m, m.word.lower()) for d, m in zip(DAYS, marks, strict=True)),
                "nothing is reported",
            ),
            Lane("Board", (), "no decision on record"),
        ),
        "forecast": Forecast(date(2015, 7, 1), date(2015, 7, 31), "July 2015", False),
        "due_on": date(2014, 10, 31),
        "due_text": "Oct 2014",
        "objective_on": date(2015, 4, 30),
        "objective_text": "Apr 2015",
        "objective_word": "objective",
        "summary": "Reported amber, then red.",
    }
    return ActionJourney(**facts | changes)


def stack() -> tuple[StackDay, ...]:
    counts = [(0, 0, 0, 4), (1, 1, 0, 2), (2, 1, 1, 0)]
    return tuple(
        StackDay(
            JourneyDay(
                day, f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%b} {day.year}", "board"
            ),
            tuple(
                StackPart(word, m, n)
                for (word, m), n in zip(
                    [("Green", GREEN), ("Amber", AMBER), ("Red", RED), ("Unrated", UNRATED_MARK)],
                    numbers,
                    strict=True,
                )
            ),
            n_late=numbers[2],
        )
        for day, numbers in zip(DAYS, counts, strict=False)
    )


def figures() -> dict[str, str]:
    strip, stacked = strip_figure(journey()), stack_figure(stack(), title="Ratings", prefix="stack")
    return {
        "strip-wide": strip.svg,
        "strip-narrow": strip.narrow,
        "stack-wide": stacked.svg,
        "stack-narrow": stacked.narrow,
    }


@pytest.mark.parametrize("name", list(figures()))
def test_a_figure_is_drawn_as_it_was(name):
    """Changed on purpose: write the new text to tests/golden and look at it."""
    assert figures()[name] == (GOLDEN / f"{name}.svg").read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("name", list(figures()))
def test_a_figure_says_what_it_is_and_needs_no_style(name):
    svg = figures()[name]
    root = ElementTree.fromstring(svg)
    title = root[0]
    assert (root.get("role"), title.tag.endswith("title")) == ("img", True)
    assert root.get("aria-labelledby") == title.get("id")
    assert not re.search(r"\s(class|style)=|currentColor|var\(", svg)


@pytest.mark.parametrize("name", list(figures()))
def test_every_colour_is_of_the_palette_and_every_pattern_of_the_figure_itself(name):
    svg = figures()[name]
    ours = {v for t in palette.TONES.values() for v in (t.strong, t.tint, t.ink)} | {
        *(palette.INK, palette.INK_2, palette.PAPER, palette.LINE, palette.LINE_SOFT, palette.BRAND)
    }
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= ours
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'id="([^"]+)"', svg))


@pytest.mark.parametrize("name", list(figures()))
def test_no_words_stand_outside_the_figure(name):
    svg = figures()[name]
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    places = [float(x) for x in re.findall(r'<text x="([-\d.]+)"', svg)]
    assert places
    assert all(-1 <= x <= width + 1 for x in places)


def test_the_ids_of_two_figures_differ():
    one, two = strip_figure(journey(), prefix="a"), strip_figure(journey(), prefix="b")
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (one.svg, one.narrow, two.svg)]
    assert not ids[0] & ids[1]
    assert not ids[0] & ids[2]


def test_a_strip_says_in_its_table_what_it_draws():
    figure = strip_figure(journey())
    assert figure.rows[0] == ("20 January 2015", "board", "Amber", "no", "no decision")
    assert figure.rows[-1] == ("16 June 2015", "board", "Red", "yes", "challenged")
    assert len(figure.heads) == len(figure.rows[0])


def test_the_words_of_a_strip_stand_in_it():
    svg = strip_figure(journey()).svg
    for words in ("amber", "red", "no decision on record", "forecast: July 2015", "due Oct 2014"):
        assert f">{words}</text>" in svg


def test_silence_is_dotted_and_has_no_shape():
    lanes = (Lane("Reported", (), "nothing is reported"),)
    svg = strip_figure(journey(lanes=lanes, forecast=None)).svg
    assert "nothing is reported" in svg
    assert "<circle" not in svg


def test_a_date_known_by_its_month_is_drawn_over_the_month():
    wide = Lane("Report", (LaneMark(date(2015, 3, 1), date(2015, 3, 31), AMBER, "amber"),), "x")
    assert strip_figure(journey(lanes=(wide,), forecast=None)).svg.count("<rect") == 1


def test_inferred_and_endorsed_have_edges_of_their_own():
    assert cell(INFERRED).count('stroke-dasharray="4 2"') == 1
    assert "Green, inferred" in cell(INFERRED)
    assert "<rect" not in cell(GREEN)


def test_bars_stand_on_zero_and_fill_the_height_by_their_share():
    scale = CountScale(10, bottom=100, top=0)
    assert (scale.y(0), scale.y(5), scale.y(10)) == (100, 50, 0)


def test_the_counts_of_a_stack_are_its_table():
    figure = stack_figure(stack(), title="Ratings", prefix="s")
    assert figure.heads == ("Day", "Green", "Amber", "Red", "Unrated", "All", "Past their date")
    assert figure.rows[-1] == ("21 May 2015 (board)", "2", "1", "1", "0", "4", "1")
    assert "2 green, 1 amber and 1 red, of 4 in all" in figure.summary


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(1, 5000), st.integers(-100, 6000))
def test_a_day_never_stands_outside_its_scale(start, span, offset):
    last = date.fromordinal(start.toordinal() + span)
    scale = TimeScale(start, last, left=100, right=900)
    day = date.fromordinal(start.toordinal() + offset)
    assert 100 <= scale.x(day) <= 900
    assert all(100 <= scale.x(d) <= 900 for d, _ in scale.ticks())
    assert sum(labelled for _, labelled in scale.ticks()) <= 14


@given(st.integers(0, 20000))
def test_a_count_scale_has_a_handful_of_ticks_from_zero(most):
    ticks = CountScale(most, bottom=100, top=0).ticks()
    assert ticks[0] == 0
    assert len(ticks) <= 6


def test_the_journey_page_draws_the_figure_and_every_action(client_of, loaded):
    page = client_of(Position.BOARD_MEMBER).get("/plans/2014-improvement/journey/?as_at=2015-06-16")
    text = page.content.decode()
    assert text.count('role="img"') == 2
    assert text.count('<tr><th scope="row"><a') == Action.objects.filter(plan=loaded).count()
