"""The journey, slips and forecasts: which days, what stood on them, and what came true."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Action, Meeting
from plans.rules import journey as rules
from plans.rules import slips
from plans.rules.access import Position
from plans.rules.journey import Stretch
from plans.rules.meanings import Meaning
from plans.rules.slips import Outcome
from plans.selectors.journey import action_journey, plan_journey
from plans.selectors.lines import action_lines
from plans.selectors.slips import slips_page
from plans.services.statements import record_update, revise_due
from tests.conftest import AT

D = [date(2015, 1, 1) + timedelta(days=n) for n in range(40)]


def test_with_three_dated_meetings_the_days_are_theirs_and_the_day_shown():
    days, left_out = rules.journey_days([D[9], D[1], D[5]], [D[3]], as_at=D[12])
    assert (days, left_out) == ([D[1], D[5], D[9], D[12]], 0)


def test_with_fewer_the_days_on_which_something_was_said_are_shown_too():
    days, _ = rules.journey_days([D[1], D[5]], [D[3], D[20]], as_at=D[12])
    assert days == [D[1], D[3], D[5], D[12]]


def test_of_too_many_days_the_latest_are_kept():
    days, left_out = rules.journey_days(D[:30], [], as_at=D[39])
    assert (len(days), days[-1], left_out) == (rules.N_DAYS, D[39], 31 - rules.N_DAYS)


stretches = st.lists(
    st.builds(
        lambda n, length, value: Stretch(
            D[n], None if length is None else D[n] + timedelta(days=length), value
        ),
        st.integers(0, 39),
        st.one_of(st.none(), st.integers(1, 20)),
        st.sampled_from("abc"),
    ),
    max_size=20,
)
some_days = st.lists(st.sampled_from(D), unique=True, max_size=10).map(sorted)


@given(some_days, stretches)
def test_counting_by_days_is_counting_what_covers_each(days, held):
    counted = rules.counts_on_each(days, held)
    for day, counts in zip(days, counted, strict=True):
        covering = [s.value for s in held if s.covers(day)]
        assert counts == {value: covering.count(value) for value in set(covering)}


@given(some_days, stretches, st.integers(0, 39))
def test_late_counts_are_those_past_their_date(days, held, due):
    dated = [Stretch(s.from_on, s.until_on, D[due]) for s in held]
    found = rules.late_on_each(days, dated)
    assert found == [sum(s.covers(d) and d > D[due] for s in dated) for d in days]


def test_a_sentence_names_ratings_and_their_first_days():
    held = [Stretch(D[0], D[5], ""), Stretch(D[5], D[9], "Amber"), Stretch(D[9], None, "Amber")]
    runs = rules.runs(held, as_at=D[20])
    assert rules.rating_sentence(runs) == "Reported amber from 6 January 2015."
    assert rules.rating_sentence([]) == "Nothing was reported up to this day."


def test_of_many_ratings_the_last_four_are_named():
    ratings = [(D[n], word) for n, word in enumerate(("Red", "Blue", "Red", "Blue", "Red"))]
    assert rules.rating_sentence(ratings).startswith("After 1 earlier rating, blue from 2 January")


@pytest.mark.parametrize(
    ("last", "precision", "first"),
    [
        (date(2015, 5, 31), "month", date(2015, 5, 1)),
        (date(2015, 6, 30), "quarter", date(2015, 4, 1)),
        (date(2016, 2, 29), "season", date(2015, 12, 1)),
        (date(2015, 12, 31), "year", date(2015, 1, 1)),
        (date(2015, 5, 31), "day", date(2015, 5, 31)),
    ],
)
def test_the_first_day_that_a_date_can_mean(last, precision, first):
    assert rules.first_day(last, precision) == first


# ---------- slips and forecasts ----------


@pytest.mark.parametrize(
    ("when_given", "by_then", "as_at", "outcome"),
    [
        (Meaning.UNDER_WAY, Meaning.COMPLETE, 20, Outcome.KEPT),
        (Meaning.UNDER_WAY, Meaning.COMPLETE, 4, Outcome.KEPT),
        (Meaning.UNDER_WAY, Meaning.UNDER_WAY, 9, Outcome.OPEN),
        (Meaning.UNDER_WAY, Meaning.UNDER_WAY, 10, Outcome.OPEN),
        (Meaning.UNDER_WAY, Meaning.UNDER_WAY, 11, Outcome.PASSED),
        (None, None, 11, Outcome.PASSED),
        (Meaning.UNDER_WAY, Meaning.NOT_PURSUED, 20, Outcome.DROPPED),
        (Meaning.COMPLETE, Meaning.COMPLETE, 20, Outcome.ALREADY),
    ],
)
def test_what_becomes_of_a_forecast(when_given, by_then, as_at, outcome):
    found = slips.outcome(D[10], when_given=when_given, by_then=by_then, as_at=D[as_at])
    assert found == outcome


def test_a_forecast_without_a_date_cannot_be_counted():
    assert slips.outcome(None, when_given=None, by_then=None, as_at=D[1]) == Outcome.NO_DATE


@pytest.mark.parametrize(
    ("kept", "decided", "text"),
    [
        (0, 0, "no forecast has been decided yet"),
        (1, 1, "1 of 1 forecast came true"),
        (2, 4, "2 of 4 forecasts came true"),
        (2, 5, "2 of 5 forecasts came true (40%)"),
        (3, 6, "3 of 6 forecasts came true (50%)"),
    ],
)
def test_a_percentage_is_given_of_five_or_more(kept, decided, text):
    assert slips.true_text(kept, decided) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (61, "61 days later"),
        (1, "1 day later"),
        (0, "no day in all"),
        (-3, "3 days earlier"),
        (None, "not known"),
    ],
)
def test_days_moved_in_words(days, text):
    assert slips.moved_text(days) == text


def test_the_same_forecast_given_again_is_no_new_one():
    given_ = [(D[1], "a", 1), (D[1], "b", 2), (D[2], "a", 3), (None, "soon", 4), (None, "soon", 5)]
    assert slips.new_forecasts(given_) == [1, 3, 4]


def near_first(plan) -> date:
    return Action.objects.get(plan=plan, ref="1.9").due_dates.get(is_revision=False).due_on


def test_slips_are_summed_over_all_moves_the_most_days_first(loaded, manager):
    for ref, months in (("1.9", ("June 2015", "August 2015")), ("2.4", ("May 2015",))):
        action = Action.objects.get(plan=loaded, ref=ref)
        for n, month in enumerate(months):
            day = date(2015, 5, 5 + n)
            revise_due(action, month, reason="Late", by=manager, at=AT, effective_on=day)
    page = slips_page(loaded, as_at=date(2015, 6, 1))
    assert [(line.ref, len(line.moves)) for line in page.slips] == [("2.4", 1), ("1.9", 2)]
    (far, near) = page.slips
    assert far.days == (date(2015, 5, 31) - date(2014, 5, 31)).days
    assert near.days == (date(2015, 8, 31) - near_first(loaded)).days
    assert slips_page(loaded, as_at=date(2015, 5, 4)).slips == ()


def test_forecasts_are_judged_by_the_standing_of_their_day(loaded, manager):
    action = Action.objects.get(plan=loaded, ref="5.3")  # forecast May 2015
    record_update(action, by=manager, at=AT, rating="Green", effective_on=date(2015, 5, 31))
    page = slips_page(loaded, as_at=date(2015, 6, 16))
    outcomes = {line.ref: line.outcome for line in page.forecasts}
    assert outcomes["5.3"] == Outcome.KEPT
    assert (outcomes["6.3"], outcomes["1.9"]) == (Outcome.PASSED, Outcome.PASSED)
    before = slips_page(loaded, as_at=date(2015, 5, 30))
    assert {line.ref: line.outcome for line in before.forecasts}["5.3"] == Outcome.OPEN


def test_every_forecast_that_counts_is_counted_for_one_owner(loaded):
    page = slips_page(loaded, as_at=date(2015, 6, 16))
    shown = [line for line in page.forecasts if line.outcome in ("kept", "passed")]
    n = sum(
        int(count.text.split(" of ")[1].split()[0])
        for count in page.by_owner
        if " of " in count.text
    )
    assert n == len(shown)


# ---------- over the plan ----------


def add_meetings(plan, by, *days: date) -> None:
    for day in days:
        Meeting.objects.create(
            board=plan.board, ref=f"m-{day}", as_written=str(day), held_on=day, precision="day",
            recorded_by=by, recorded_at=AT,
        )  # fmt: skip


@pytest.mark.parametrize("day", [date(2015, 3, 31), date(2015, 4, 23), date(2015, 6, 16)])
def test_the_last_bar_is_how_the_plan_stands_on_the_day(loaded, day):
    last = plan_journey(loaded, as_at=day).stack[-1]
    lines = action_lines(loaded, as_at=day)
    counted = {part.word: part.n for part in last.parts if part.n}
    stood: dict[str, int] = {}
    for line in lines:
        word = line.mark.word + (f", {line.mark.note}" if line.mark.note else "")
        stood[word] = stood.get(word, 0) + 1
    assert counted == stood
    assert (last.n, last.n_late) == (104, sum(line.is_overdue for line in lines))


def test_the_strips_are_how_each_action_stood_on_each_day(loaded):
    page = plan_journey(loaded, as_at=date(2015, 6, 16))
    for n, day in enumerate(page.days):
        lines = {line.ref: line.mark for line in action_lines(loaded, as_at=day.on)}
        assert {row.ref: row.marks[n] for row in page.rows} == lines


def test_a_meeting_before_the_plan_or_without_a_date_is_no_day_of_it(loaded):
    page = plan_journey(loaded, as_at=date(2015, 6, 16))
    assert all(loaded.begins_on <= day.on <= date(2015, 6, 16) for day in page.days)
    april = next(day for day in page.days if day.on == date(2015, 4, 23))
    assert (april.label, "counted from 23 April 2015" in april.why) == ("April 2015", True)


def test_what_was_not_known_is_not_drawn(loaded):
    page = plan_journey(loaded, as_at=date(2015, 4, 23), known_on=date(2015, 5, 1))
    assert {part.word for part in page.stack[-1].parts if part.n} == {"Unrated"}


def test_two_papers_that_speak_of_an_action_have_a_lane_each(loaded):
    action = Action.objects.select_related("plan", "objective").get(plan=loaded, ref="9.5")
    journey = action_journey(action, as_at=date(2015, 4, 23))
    assert [lane.label for lane in journey.lanes] == ["Appendix 3", "Report", "Board"]
    assert [lane.marks[0].word for lane in journey.lanes[:2]] == ["green", "amber"]
    assert (journey.lanes[2].marks, journey.lanes[2].silence) == ((), "no decision on record")
    assert journey.forecast.text == "May 2015"


def test_before_anything_was_reported_nothing_is_drawn(loaded):
    action = Action.objects.select_related("plan", "objective").get(plan=loaded, ref="9.5")
    journey = action_journey(action, as_at=date(2015, 3, 31))
    assert all(lane.marks == () for lane in journey.lanes)
    assert journey.summary.startswith("Nothing was reported up to this day.")


def test_an_action_is_shown_at_each_meeting(loaded, manager, clerk):
    add_meetings(loaded, clerk, date(2015, 5, 7), date(2015, 6, 4))
    action = Action.objects.select_related("plan", "objective").get(plan=loaded, ref="1.9")
    record_update(action, by=manager, at=AT, rating="Green", effective_on=date(2015, 6, 4))
    points = action_journey(action, as_at=date(2015, 6, 16)).points[-3:]
    assert [(p.day.on, p.mark.word, p.is_late) for p in points] == [
        (date(2015, 5, 7), "Amber", True),
        (date(2015, 6, 4), "Green", False),
        (date(2015, 6, 16), "Green", False),
    ]


@pytest.mark.parametrize("address", ["journey", "slips", "changes"])
def test_the_pages_open_for_everyone_and_on_the_first_day(client_of, loaded, address):
    for position in Position:
        response = client_of(position).get(f"/plans/2014-improvement/{address}/?as_at=2014-01-01")
        assert response.status_code == 200
