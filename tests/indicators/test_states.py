"""Every reading of an indicator rated, recomputed and checked; who is shown what waits; as at a day."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext

from indicators.models import Approval, Indicator, Reading
from indicators.rules.bands import Outcome
from indicators.rules.measures import Series
from indicators.selectors.marks import rated_mark
from indicators.selectors.states import indicator_states, recomputed_number
from indicators.services.writing import IndicatorWriter
from plans.rules.access import Position
from plans.rules.meanings import Colour
from tests.conftest import AT, LOADED_AT
from tests.indicators.as_loaded import (
    TODAY,
    line,
    lines,
    reading,
    reading_lines,
    service,
    state,
    states,
)
from tests.indicators.defined import APRIL_19, MARCH_19, band_set, historic, indicator
from tests.indicators.defined import reading as add

PLAN_NOTED = date(2023, 9, 27)


# ---------- as at a day, and known on a day ----------


def test_what_the_board_saw_on_27_september_2023(loaded):
    """The three latest figures are the last rows of the plan's tables, of that very day."""
    found = states(as_at=PLAN_NOTED)
    latest = {
        ref: (s.facts.published, s.facts.period, s.rated.word)
        for ref in ("fte-rate", "reoffending-binary", "custody-rate")
        if (s := found[ref].latest())
    }
    assert latest == {
        "fte-rate": ("229", "Jan 22 - Dec 22", "Amber"),
        "reoffending-binary": ("43.3%", "Apr 21 - Jun 21", "Red"),
        "custody-rate": ("0.17", "Apr 22 - Mar 23", "Green"),
    }


def test_the_day_before_the_board_saw_the_figures_of_2015(loaded):
    found = states(as_at=date(2023, 9, 26))
    latest = {ref: found[ref].latest().facts.published for ref in ("fte-rate", "custody-rate")}
    assert latest == {"fte-rate": "494", "custody-rate": "0.47"}
    assert "kpi-01" not in found


def test_by_what_was_known_then_2026_has_the_figures_of_2015(loaded):
    found = states(as_at=TODAY, known_on=date(2015, 6, 16))
    assert found["custody-rate"].latest().facts.published == "0.47"


def test_what_a_later_document_defines_was_not_known_then(loaded):
    found = states(as_at=TODAY, known_on=date(2015, 6, 16))
    assert list(found) == list(states(as_at=date(2015, 6, 16)))
    assert "kpi-01" not in found


@pytest.mark.parametrize("ref", ["fte-rate", "reoffending-binary", "custody-rate"])
def test_bands_of_a_later_document_were_not_known_then(loaded, ref):
    """Bands of 2018/19 stand in a plan without a day: it is known from when it was recorded."""
    for asked in ({"as_at": date(2015, 6, 16)}, {"known_on": date(2015, 6, 16)}):
        assert state(ref, **asked).gathered.band_sets == ()


def test_a_plan_without_a_day_counts_from_the_day_that_it_was_recorded(loaded):
    names = {
        day: [b.name for b in state("fte-rate", as_at=day).gathered.band_sets]
        for day in (date(2026, 11, 19), TODAY)
    }
    assert names == {
        date(2026, 11, 19): ["2023-25"],
        TODAY: ["2018/19", "2019/20", "2023-25"],
    }


def test_targets_of_a_later_document_were_not_known_then(loaded):
    assert state("fte-rate", as_at=date(2014, 3, 1)).gathered.targets == ()


@pytest.mark.parametrize(
    ("day", "n"), [(date(2014, 2, 28), 1), (date(2015, 6, 15), 1), (date(2015, 6, 16), 8)]
)
def test_a_reading_counts_from_its_documents_day(loaded, day, n):
    """One of February 2014, whose last day it counts from; seven of 16 June 2015."""
    assert len(lines("custody-rate", as_at=day)) == n


def test_before_the_first_document_there_is_no_indicator(loaded):
    assert states(as_at=date(2014, 2, 27)) == {}


def test_a_reading_known_later_than_published_is_asked_for_by_both_days(loaded, manager):
    own = indicator(service(), manager)
    add(own, manager, published_on=date(2015, 1, 1), known_on=date(2015, 3, 1))
    asked = {"ref": "local-test", "inside": True}
    seen = {
        known: len(states(as_at=date(2015, 2, 1), known_on=known, **asked)["local-test"].readings)
        for known in (None, date(2015, 2, 28), date(2015, 3, 1))
    }
    assert seen == {None: 1, date(2015, 2, 28): 0, date(2015, 3, 1): 1}


def test_what_is_typed_after_midnight_here_is_known_from_that_day(loaded, manager):
    """Half past eleven of the evening, by Greenwich, is the next day in a British summer."""
    writer = IndicatorWriter(by=manager, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    own = writer.add_reading(indicator(service(), manager), period="Q1", published="40.0")
    assert own.known_on == date(2026, 7, 2)


def noted(manager, **facts) -> set[tuple]:
    """On which of some days a note is there, and on which of them it was known."""
    own = indicator(service(), manager)
    IndicatorWriter(by=manager, at=AT).add_note(own, kind="note", text="x", place="", **facts)
    days = [date(2015, 3, 31), date(2015, 4, 1), date(2015, 6, 30), date(2015, 7, 1)]
    asked = [("as_at", day) for day in days] + [("known_on", day) for day in days]
    return {
        (name, day.isoformat())
        for name, day in asked
        if state("local-test", **{"as_at": TODAY, name: day}).gathered.notes
    }


def test_a_typed_note_counts_from_its_own_day_and_is_known_from_its_recording(loaded, manager):
    """It is of 1 April 2015 and was typed on 1 July."""
    assert noted(manager, on=date(2015, 4, 1)) == {
        *(("as_at", day) for day in ("2015-04-01", "2015-06-30", "2015-07-01")),
        ("known_on", "2015-07-01"),
    }


def test_a_typed_note_without_a_day_counts_from_its_recording(loaded, manager):
    assert noted(manager) == {("as_at", "2015-07-01"), ("known_on", "2015-07-01")}


# ---------- which bands rate it ----------


def test_the_same_value_is_green_under_one_plans_bands_and_amber_under_the_next(loaded):
    earlier = line("example-assessments", "Apr to Jun 2023")
    later = line("example-assessments", "Oct to Dec 2024")
    assert earlier.value == later.value == Decimal("61.1")
    assert (earlier.rating, earlier.bands) == ("Green", "Before the plan")
    assert (later.rating, later.bands) == ("Amber", "Plan 2024–26")


def test_bands_hold_until_their_last_day(loaded):
    """Those before the plan end on 31 October 2024: a quarter to 30 September is still theirs."""
    assert line("example-assessments", "Jul to Sep 2024").bands == "Before the plan"


def test_bands_that_the_document_prints_beside_a_reading_go_before_those_of_its_days(
    loaded, manager
):
    own = indicator(service(), manager)
    band_set(own, manager, "G <30, A 30-35, R >35", name="Of its days", valid_until=MARCH_19)
    beside = band_set(own, manager, "G <40, A 40-45, R >45", name="Beside", valid_from=APRIL_19)
    for published, given in (("37.1%", {"beside": beside}), ("37.2%", {"period": "Other"})):
        add(own, manager, published=published, **given)
    rated = {
        s.facts.published: (s.rated.word, s.bands.name)
        for s in state("local-test", inside=True).readings
    }
    assert rated == {"37.1%": ("Green", "Beside"), "37.2%": ("Red", "Of its days")}


def test_without_bands_there_is_no_rating(loaded):
    found = reading("custody-rate", "Q2 14/15", as_at=date(2015, 6, 16))
    assert (found.bands, found.rated.word, found.rated.outcome) == (None, None, Outcome.NONE)
    assert rated_mark(found.rated) is None


def test_a_reading_without_days_is_rated_by_no_span(loaded):
    assert line("cce-risk", "Not said").rating is None
    assert (
        line("reoffending-binary", "currently", series="projection", area="Portsmouth").bands == ""
    )


@pytest.mark.parametrize("series", ["national", "comparator"])
def test_the_figures_of_others_are_not_rated_by_local_bands(loaded, series):
    found = line("fte-rate", "End of Quarter 4", series=series)
    assert (found.rating, found.bands) == (None, "")


def test_of_a_funnel_only_the_first_step_is_rated(loaded, manager):
    own = indicator(service(), manager)
    step = IndicatorWriter(by=manager, at=AT).add_step(
        own, place="", ref="later", name="Later", numerator="Some", denominator="All"
    )
    band_set(own, manager, valid_from=None)
    add(own, manager)
    add(own, manager, step=step)
    rated = {s.facts.step: s.rated.word for s in state("local-test", inside=True).readings}
    assert rated == {"": "Amber", "later": None}


def test_a_total_is_not_rated(loaded, manager):
    own = indicator(service(), manager)
    band_set(own, manager, valid_from=None)
    add(own, manager, is_total=True)
    (found,) = state("local-test", inside=True).readings
    assert found.bands is None


@pytest.mark.parametrize(
    ("published", "word", "code"),
    [
        ("35.9%", "Green", []),
        ("36.0%", "undefined", ["band-gap"]),
        ("38.5%", "ambiguous", ["band-overlap"]),
        ("39.1%", "Red", []),
    ],
)
def test_gap_and_overlap_are_answers_with_a_mark_that_has_no_colour(
    loaded, manager, published, word, code
):
    own = indicator(service(), manager)
    historic(own, manager, "G <36, A 36.1-39, R >38")
    add(own, manager, published=published)
    (found,) = state("local-test", inside=True).readings
    assert found.rated.word == word
    assert [flag.code for flag in found.flags] == code
    mark = rated_mark(found.rated)
    assert mark.word == word.capitalize()
    assert (mark.tone == Colour.GREY) is bool(code)


# ---------- recomputed ----------


@pytest.mark.parametrize(
    ("ref", "period", "again"),
    [  # exact shares, by hand: 164/350 = 0.46857; 123/277 = 0.44404; 12/36 with its two decimals
        ("reoffending-binary", "Q1 (13/14)", "46.9"),
        ("reoffending-binary", "Q2 (14/15)", "44.4"),
        ("reoffending-binary", "Oct 20 - Dec 20", "33.33"),
        ("reoffending-frequency", "Q1 (13/14)", "1.82"),  # 636/350 = 1.8171
        ("reoffending-frequency", "Jan 21 - Mar 21", "2.87"),  # 86/30
        ("custody-rate", "Q2 14/15", "0.52"),  # 9 on the population of the other five rows
    ],
)
def test_what_can_be_worked_out_again_is(loaded, ref, period, again):
    assert recomputed_number(reading(ref, period)) == Decimal(again)


def test_a_figure_that_comes_to_another_keeps_its_own_and_is_flagged(loaded):
    """“237” for 50 of 18,310, which is 273: two digits the wrong way round."""
    found = reading("example-entrant-rate", "Jul 2024 to Jun 2025")
    assert (found.facts.published, recomputed_number(found)) == ("237", 273)
    assert [flag.code for flag in found.flags] == ["recomputed-differs"]


def test_what_has_no_counts_comes_to_nothing(loaded):
    found = reading("custody-rate", "Quarter 3")
    assert (found.recomputed, recomputed_number(found), found.interval) == (None, None, None)


def test_two_published_figures_that_disagree_are_both_kept(loaded):
    """43.3% in the table and 43.2% in the passage below it, of the same quarter."""
    both = [
        s
        for s in state("reoffending-binary").readings
        if s.facts.series is Series.LOCAL and s.facts.end == date(2021, 6, 30)
    ]
    assert [s.facts.published for s in both] == ["43.3%", "43.2%"]
    assert [[flag.code for flag in s.flags] for s in both] == [["two-figures"]] * 2


def test_the_headline_follows_the_reading_with_its_counts(loaded):
    line_of = [s.facts.published for s in state("reoffending-binary").main_line()]
    assert line_of == ["26.7%", "41.7%", "33.33%", "56.7%", "43.3%"]


def test_of_two_versions_of_the_rules_the_latest_readings_one_is_followed(loaded):
    versions = {s.facts.version for s in state("reoffending-frequency").main_line()}
    assert versions == {"3-month cohorts"}
    before = state("reoffending-frequency", as_at=date(2015, 6, 16)).main_line()
    assert {s.facts.version for s in before} == {"12-month cohorts"}


def test_readings_stand_in_time_order_and_those_without_days_last(loaded):
    ends = [s.facts.end for s in state("fte-rate").readings]
    dated = [end for end in ends if end]
    assert dated == sorted(dated)
    assert ends[len(dated) :] == [None]


def test_where_no_days_are_known_the_last_published_is_the_latest(loaded):
    assert state("neet-16-18").latest().facts.published == "7.8%"


# ---------- attendance, which nobody publishes ----------


def test_attendance_is_computed_by_quarter_and_never_published(loaded):
    """January to March 2025: 9 of 14 seats at two meetings, as their pages have it."""
    found = line("example-attendance", "Q4 2024/25")
    assert (found.numerator, found.denominator, found.published) == (9, 14, "")
    assert (found.start, found.end) == (date(2025, 1, 1), date(2025, 3, 31))
    assert found.value == found.recomputed == Decimal("64.3")
    assert found.source.startswith("Computed from 2 meetings of the board")


def test_attendance_is_of_the_meetings_by_that_day(loaded):
    found = lines("example-attendance", as_at=date(2025, 3, 31))
    assert [x.period for x in found][-1:] == ["Q4 2024/25"]


def test_a_quarter_that_is_not_over_has_no_attendance_yet(loaded):
    found = lines("example-attendance", as_at=date(2025, 3, 30))
    assert [x.period for x in found][-1:] == ["Q3 2024/25"]


def test_a_board_without_recorded_attendance_has_no_reading_and_no_nought(loaded):
    assert state("kpi-07").readings == ()


def test_the_meetings_themselves_give_the_same_count(loaded):
    from plans.models import Board
    from plans.selectors.attendance import attendance_numbers

    board = Board.objects.get(ref="example-board")
    counted = [n for n in attendance_numbers([board], as_at=TODAY) if n.is_recorded]
    found = lines("example-attendance")
    assert sum(x.numerator for x in found) == sum(n.filled.n_filled for n in counted)
    assert sum(x.denominator for x in found) == sum(n.filled.n_recorded for n in counted)


# ---------- a reading that waits for approval ----------

INSIDE = [Position.MANAGER, Position.CHAIR, Position.ADMINISTRATOR]
OUTSIDE = [p for p in Position if p not in INSIDE]
TYPED = "3.97"


@pytest.fixture
def waiting(loaded, manager) -> Reading:
    """Typed on 20 November 2026, of the year to June 2026, with a value that no other has."""
    writer = IndicatorWriter(by=manager, at=LOADED_AT)
    return writer.add_reading(
        Indicator.objects.get(ref="custody-rate"),
        period="Jul 2025 to Jun 2026",
        start_on=date(2025, 7, 1),
        end_on=date(2026, 6, 30),
        numerator=70,
        published=TYPED,
    )


def decide(reading: Reading, by, *, approved: bool) -> None:
    Approval.objects.create(
        reading=reading,
        is_approved=approved,
        reason="" if approved else "A child is missing.",
        recorded_by=by,
        recorded_at=LOADED_AT,
    )


def shown_to(client_of, position: Position) -> dict[str, bool]:
    """Whether each page and file shows the typed figure to somebody of that position."""
    client = client_of(position)
    addresses = {
        "page": "/indicators/custody-rate/",
        "list": "/indicators/",
        "file": "/indicators/custody-rate/readings.csv",
    }
    return {name: TYPED in client.get(url).content.decode() for name, url in addresses.items()}


@pytest.mark.parametrize("position", INSIDE)
def test_inside_the_service_it_is_shown_with_its_mark(waiting, client_of, position):
    assert shown_to(client_of, position) == {"page": True, "list": True, "file": True}
    text = client_of(position).get("/indicators/custody-rate/").content.decode()
    assert "waits for approval" in text
    assert "1 reading waits for approval. It is shown inside the service only." in text


@pytest.mark.parametrize("position", OUTSIDE)
def test_outside_it_is_shown_nowhere(waiting, client_of, position):
    assert shown_to(client_of, position) == {"page": False, "list": False, "file": False}
    text = client_of(position).get("/indicators/custody-rate/").content.decode()
    assert "waits for approval" not in text


def summary_text() -> str:
    out = io.StringIO()
    call_command("indicator_summary", "custody-rate", "--json", stdout=out)
    return out.getvalue()


def test_no_line_of_a_workbook_no_command_and_no_overview_has_it(waiting, client_of):
    assert [x for x in reading_lines(service(), as_at=TODAY) if x.published == TYPED] == []
    assert TYPED not in summary_text()
    for position in Position:
        assert TYPED not in client_of(position).get("/").content.decode()


def test_what_a_manager_was_shown_is_not_kept_for_a_board_member(waiting, client_of):
    for position in (Position.MANAGER, Position.BOARD_MEMBER, Position.MANAGER):
        is_inside = position in INSIDE
        assert shown_to(client_of, position) == dict.fromkeys(("page", "list", "file"), is_inside)


@pytest.mark.parametrize("position", [Position.BOARD_MEMBER, Position.MANAGER])
def test_approved_it_is_shown_to_all_without_a_mark(waiting, client_of, chair, position):
    decide(waiting, chair, approved=True)
    assert shown_to(client_of, position) == {"page": True, "list": True, "file": True}
    assert (
        "waits for approval"
        not in client_of(position).get("/indicators/custody-rate/").content.decode()
    )
    assert TYPED in summary_text()


def test_sent_back_it_is_not_shown_outside(waiting, client_of, chair):
    decide(waiting, chair, approved=False)
    assert shown_to(client_of, Position.BOARD_MEMBER)["page"] is False
    assert TYPED not in summary_text()


def test_sent_back_it_waits_no_more_and_stands_nowhere(waiting, client_of, chair):
    decide(waiting, chair, approved=False)
    assert shown_to(client_of, Position.MANAGER)["page"] is False
    assert not any(s.is_waiting for s in state("custody-rate", inside=True).readings)


def test_a_revision_that_is_sent_back_leaves_the_earlier_one_standing(waiting, manager, chair):
    decide(waiting, chair, approved=True)
    revised = IndicatorWriter(by=manager, at=LOADED_AT).add_reading(
        waiting.indicator, period=waiting.period, published="4.11", corrects=waiting
    )
    decide(revised, chair, approved=False)
    for inside in (True, False):
        assert state("custody-rate", inside=inside).latest().facts.published == TYPED


def test_the_last_word_on_it_counts(waiting, chair):
    for approved in (True, False):
        decide(waiting, chair, approved=approved)
        assert Reading.objects.filter(pk=waiting.pk).outside().exists() is approved


def test_until_a_revision_is_approved_the_earlier_reading_stands_outside(waiting, manager, chair):
    decide(waiting, chair, approved=True)
    IndicatorWriter(by=manager, at=LOADED_AT).add_reading(
        waiting.indicator,
        period=waiting.period,
        start_on=waiting.start_on,
        end_on=waiting.end_on,
        numerator=8,
        published="0.45",
        status="revised",
        corrects=waiting,
    )
    assert state("custody-rate").latest().facts.published == TYPED
    inside = state("custody-rate", inside=True)
    assert (inside.latest().facts.published, inside.latest().is_waiting) == ("0.45", True)


def test_what_comes_from_a_document_waits_for_nothing(loaded):
    assert not any(s.is_waiting for found in states(inside=True).values() for s in found.readings)


# ---------- queries ----------


def queries(ref: str) -> int:
    from django.db import connection

    with CaptureQueriesContext(connection) as caught:
        indicator_states(service(ref), as_at=TODAY)
    return len(caught)


def test_the_number_of_queries_does_not_grow(loaded, manager):
    before = queries("portsmouth-yot")
    for n in range(20):
        own = indicator(service(), manager, f"local-more-{n}")
        band_set(own, manager)
        for year in range(2010, 2015):
            add(own, manager, period=str(year), published_on=date(year, 1, 1))
    assert queries("portsmouth-yot") == before
    assert before <= 15
