"""A review as at a day and for an audience: its lines, its clock, what it lacks; and the monitor."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.services.errors import Refused
from reports.models import Exhibit, Review
from reports.released import NOT_RELEASED, Releases, fingerprint
from reports.rules.reviews import (
    ClockFrom,
    ClockState,
    ClockUnit,
    answer_due,
    clock_sentence,
    clock_state,
    earliest,
)
from reports.selectors.review_monitor import monitor, review_list
from reports.selectors.reviews import review_values
from tests.reports.scrutinies import PUBLISHED, Written, whole

DAY = date(2015, 7, 1)
DUE = date(2015, 8, 11)


@pytest.fixture
def written(loaded, panel_officer) -> Written:
    return Written(loaded, panel_officer)


def values(w: Written, as_at: date = DAY, **releases):
    return review_values(w.review, as_at=as_at, releases=Releases(**releases))


# ---------- the clock ----------


@pytest.mark.parametrize(
    ("as_at", "state"),
    [
        (PUBLISHED - timedelta(days=1), ClockState.NOT_RUNNING),
        (PUBLISHED, ClockState.RUNNING),
        (DUE - timedelta(days=1), ClockState.RUNNING),
        (DUE, ClockState.RUNNING),
        (DUE + timedelta(days=1), ClockState.LATE),
    ],
)
def test_the_last_day_is_in_time_and_the_day_after_is_late(as_at, state):
    assert clock_state(PUBLISHED, DUE, None, as_at=as_at) is state


def test_a_clock_without_a_day_to_run_from_does_not_run():
    assert clock_state(None, None, None, as_at=DAY) is ClockState.NOT_RUNNING


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, ClockState.RUNNING), (0, ClockState.ANSWERED), (1, ClockState.ANSWERED)],
)
def test_an_answer_counts_from_its_day(days, state):
    on = date(2015, 7, 20)
    assert clock_state(PUBLISHED, DUE, on, as_at=on + timedelta(days=days)) is state


def sentence(as_at: date, **facts) -> str:
    return clock_sentence(
        **{
            "executive": "The Cabinet",
            "length": 8,
            "unit": ClockUnit.WEEKS,
            "runs_from": ClockFrom.PUBLISHED,
            "rule": "Rule 11(a)",
            "start": PUBLISHED,
            "answered_on": None,
            "n_answered": 2,
            "n_all": 6,
            "as_at": as_at,
        }
        | facts
    )


HAS = (
    "The Cabinet has 8 weeks for its answer, from the day the report was published, by Rule 11(a)."
)


@pytest.mark.parametrize(
    ("as_at", "facts", "expected"),
    [
        (
            DUE - timedelta(days=1),
            {},
            "It runs until 11 August 2015; on 10 August 2015 1 day is left",
        ),
        (DUE, {}, "on 11 August 2015 that is today, with 2 of 6 recommendations answered."),
        (DUE + timedelta(days=2), {}, "on 13 August 2015 the answer was 2 days late"),
        (date(2015, 5, 1), {}, "That is 16 June 2015, after 1 May 2015."),
        (DAY, {"start": None}, "That day is not recorded, so the time does not run."),
        (DAY, {"n_all": 0}, "There is no recommendation to answer yet."),
        (
            DUE,
            {"answered_on": DUE},
            "All 6 recommendations were answered by 11 August 2015, in time",
        ),
        (
            date(2015, 9, 1),
            {"answered_on": DUE + timedelta(days=1)},
            "answered by 12 August 2015, 1 day after the time ran out on 11 August 2015.",
        ),
    ],
)
def test_the_sentence_says_from_which_day_by_which_rule_and_how_it_stands(as_at, facts, expected):
    said = sentence(as_at, **facts)
    assert said.startswith(HAS)
    assert expected in said


@pytest.mark.parametrize(
    ("on", "precision", "expected"),
    [
        (date(2015, 2, 2), "day", date(2015, 2, 2)),
        (date(2015, 2, 28), "month", date(2015, 2, 1)),
        (date(2015, 6, 30), "quarter", date(2015, 4, 1)),
        (date(2015, 2, 28), "season", date(2014, 12, 1)),
        (date(2015, 12, 31), "year", date(2015, 1, 1)),
    ],
)
def test_a_date_can_begin_as_early_as_its_precision_allows(on, precision, expected):
    assert earliest(on, precision) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("n_answered", "state"), [(0, "late"), (1, "late"), (2, "answered")])
def test_the_clock_stops_when_every_recommendation_is_answered(
    loaded, panel_officer, n_answered, state
):
    w = Written(
        loaded,
        panel_officer,
        published_on=PUBLISHED,
        clock_from="published",
        clock_unit="weeks",
        clock_length=8,
    )
    rows = [w.recommendation(n) for n in (1, 2)]
    for row in rows[:n_answered]:
        w.answer(row, DUE)
    clock = values(w, DUE + timedelta(days=1)).clock
    assert (clock.state, clock.due_on) == (state, DUE)
    assert clock.due_on == answer_due(PUBLISHED, length=8, unit=ClockUnit.WEEKS)


# ---------- the day and the audience ----------


@pytest.mark.parametrize(
    ("day", "is_refused"), [(date(2015, 1, 31), True), (date(2015, 2, 1), False)]
)
def test_a_day_before_the_review_is_refused_with_a_sentence(written, day, is_refused):
    if not is_refused:
        assert values(written, day).ref == "a-review"
        return
    with pytest.raises(Refused) as refused:
        values(written, day)
    assert str(refused.value) == (
        "The review “How children are supported” begins in February 2015: it cannot be shown as at "
        "31 January 2015. Ask for a later day."
    )


def test_answers_and_progress_count_by_their_days(written):
    row = written.recommendation(1)
    written.answer(row, date(2015, 7, 1), "in part", reason="Money.")
    written.answer(row, date(2015, 9, 1))
    written.step(row, date(2015, 8, 1), "under way", text="Begun.")
    (early,) = values(written, date(2015, 7, 31)).recommendations
    (late,) = values(written, date(2015, 9, 1)).recommendations
    assert ([a.label for a in early.answers], early.steps) == (["Accepted in part"], ())
    assert [a.label for a in late.answers] == ["Accepted in part", "Accepted"]
    assert [s.label for s in late.steps] == ["Under way"]


def test_paragraphs_are_numbered_under_their_sections(written):
    written.evidence("Background.")
    first, second = written.objective(1), written.objective(2)
    written.evidence("One.", first, 2)
    written.evidence("Before it.", first, 1)
    written.evidence("Other.", second)
    found = values(written)
    assert [e.number for e in found.background] == ["2.1"]
    assert [(e.number, e.text.markdown) for e in found.objectives[0].evidence] == [
        ("3.1", "Before it."),
        ("3.2", "One."),
    ]
    assert [e.number for e in found.objectives[1].evidence] == ["4.1"]


def test_inside_every_text_may_be_read(written):
    written.narrative("purpose", "Why.")
    text = values(written).narratives["purpose"]
    assert (text.markdown, text.is_released, text.is_withheld) == ("Why.", False, False)


def test_the_public_reads_no_text_that_nobody_released(written):
    written.narrative("purpose", "Why.")
    objective = written.objective(1, "Secret title", "Secret summary")
    written.evidence("Secret words", objective, heading="Secret heading")
    written.meeting("2 March 2015", date(2015, 3, 2), note="Secret note")
    written.recommendation(1, text="Secret advice", resource_implications="Secret money")
    found = values(written, is_public=True)
    assert found.narratives["purpose"].is_withheld
    assert "Secret" not in repr(found)
    assert found.objectives[0].title == NOT_RELEASED
    assert found.meetings[0].note == NOT_RELEASED


def test_the_public_reads_what_was_released_as_it_stands(written):
    row = written.narrative("purpose", "Why.")
    said = {("reports.narrative", row.pk, "text"): (fingerprint("Why."), True)}
    assert values(written, is_public=True, said=said).narratives["purpose"].markdown == "Why."
    row.text = "Why else."
    row.save()
    assert values(written, is_public=True, said=said).narratives["purpose"].is_withheld


def test_a_confidential_paragraph_is_not_the_publics_even_if_it_was_released(written):
    row = written.evidence("Secret", written.objective(1), is_confidential=True, heading="Secret")
    said = {("reports.evidence", row.pk, "text"): (fingerprint("Secret"), True)}
    found = values(written, is_public=True, said=said)
    assert "Secret" not in repr(found)
    assert values(written).objectives[0].evidence[0].text.markdown == "Secret"


def test_a_confidential_review_is_refused_to_the_public(loaded, panel_officer):
    w = Written(loaded, panel_officer, is_confidential=True)
    with pytest.raises(Refused, match="marked confidential"):
        values(w, is_public=True)
    assert values(w).is_confidential


# ---------- what it lacks ----------


def lacks(w: Written) -> list[str]:
    return [each.what for each in values(w).lacking]


def test_a_whole_review_lacks_nothing(loaded, panel_officer):
    assert lacks(whole(loaded, panel_officer)) == []


def test_an_empty_review_lacks_everything_each_with_its_page(written):
    found = values(written).lacking
    said = " ".join(each.what for each in found)
    for part in ("Purpose", "equalities", "law", "finance", "objective", "conclusion", "glossary"):
        assert part in said
    assert all(each.url.startswith("/reviews/a-review/") for each in found)


def test_what_is_missing_of_one_thing_is_named(loaded, panel_officer):
    w = whole(loaded, panel_officer)
    w.objective(2)
    w.meeting("2 April", None)
    w.recommendation(2, action_by="Nobody’s")
    said = lacks(w)
    assert "Objective 2 has no evidence." in said
    assert "The meeting “2 April” has no date that can be read." in said
    assert "Recommendation 2 has no conclusion." in said
    assert any("Recommendation 2 says nothing of policy or of resources" in s for s in said)


# ---------- exhibits ----------


def test_exhibits_have_anchors_in_words_and_the_second_of_the_same_another(written, loaded):
    from indicators.models import Indicator

    e = written.evidence("See.", written.objective(1))
    custody = Indicator.objects.get(service=loaded.service, ref="custody-rate")
    for n in (1, 2):
        written.add(Exhibit, evidence=e, position=n, caption="Custody", indicator=custody)
    written.add(
        Exhibit, evidence=e, position=3, caption="Late", outstanding_of=loaded, parts="A, B"
    )
    (line,) = values(written).objectives[0].evidence
    assert [x.anchor for x in line.exhibits] == [
        "figure-custody-rate",
        "figure-custody-rate-2",
        "outstanding-2014-improvement-a-b",
    ]
    assert line.exhibits[2].parts == ("A", "B")


# ---------- queries ----------


def n_queries(read) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        read()
    return len(found)


def grow(w: Written, n: int) -> None:
    for number in range(1, n + 1):
        o = w.objective(number)
        meeting = w.meeting(f"{number} March 2015", date(2015, 3, number))
        witness = w.witness(meeting, "YOT Manager")
        w.document(meeting, "Paper")
        w.evidence("Text.", o).witnesses.add(witness)
        row = w.recommendation(number, w.conclusion(number))
        w.answer(row, date(2015, 7, 1))
        w.step(row, date(2015, 7, 1), "done", action=w.review.plan.actions.first())


def test_a_large_review_takes_as_many_queries_as_a_small_one(loaded, panel_officer):
    counts = []
    for ref, n in (("small", 1), ("large", 9)):
        w = Written(loaded, panel_officer, ref=ref, published_on=PUBLISHED)
        grow(w, n)
        review = Review.objects.get(pk=w.review.pk)
        counts.append(
            n_queries(lambda review=review: review_values(review, as_at=DAY, releases=Releases()))
        )
    assert counts[0] == counts[1]
    assert counts[1] <= 20


def test_the_monitor_takes_as_many_queries_for_many_reviews_as_for_one(loaded, panel_officer):
    w = Written(loaded, panel_officer, ref="one", published_on=PUBLISHED)
    grow(w, 1)
    first = n_queries(lambda: monitor(DAY))
    for ref in ("two", "three"):
        w = Written(loaded, panel_officer, ref=ref, published_on=PUBLISHED)
        grow(w, 5)
    assert n_queries(lambda: monitor(DAY)) == first


# ---------- across reviews ----------


def test_the_list_has_the_reviews_that_have_begun_the_latest_first(loaded, panel_officer):
    for ref, on in (("a", date(2016, 1, 1)), ("b", date(2016, 2, 1))):
        Written(loaded, panel_officer, ref=ref, begins_on=on, begins_precision="day")
    before = [r.ref for r in review_list(loaded.service, as_at=date(2016, 1, 31))]
    after = [r.ref for r in review_list(loaded.service, as_at=date(2016, 2, 1))]
    assert (before[0], after[:2]) == ("a", ["b", "a"])
    assert "b" not in before


def test_a_published_review_is_published_from_its_day(loaded, panel_officer):
    Written(loaded, panel_officer, published_on=PUBLISHED)
    rows = {r.ref: r for r in review_list(loaded.service, as_at=PUBLISHED - timedelta(days=1))}
    assert (rows["a-review"].is_published, rows["a-review"].published_text) == (False, "")
    rows = {r.ref: r for r in review_list(loaded.service, as_at=PUBLISHED)}
    assert rows["a-review"].published_text == "16 June 2015"


def test_the_monitor_counts_answers_progress_and_what_is_late(loaded, panel_officer):
    Review.objects.filter(ref="2015-improvement-plan").update(published_on=None)
    w = Written(
        loaded,
        panel_officer,
        published_on=PUBLISHED,
        clock_from="published",
        clock_unit="weeks",
        clock_length=8,
    )
    one, two, _ = (w.recommendation(n, text=f"**Do** {n}.") for n in (1, 2, 3))
    w.answer(one, DUE)
    w.answer(two, DUE, "rejected", reason="No money.")
    w.step(one, DUE, "done")
    found = monitor(DUE + timedelta(days=1), loaded.service)
    assert {t.label: t.n for t in found.by_answer} == {
        "Accepted": 1,
        "Accepted in part": 0,
        "Rejected": 1,
        "Not answered": 1,
    }
    assert {t.label: t.n for t in found.by_progress}["Carried out"] == 1
    assert [r.ref for r in found.late] == ["a-review"]
    assert [(line.number, line.text, line.is_late) for line in found.lines] == [
        (1, "Do 1.", False),
        (2, "Do 2.", False),
        (3, "Do 3.", True),
    ]
    assert found.sentence == (
        "1 review published, with 3 recommendations: 2 answered, 1 carried out. The answer to "
        "1 review is late."
    )


def test_a_review_that_is_not_published_is_not_in_the_monitor(written):
    written.recommendation(1)
    assert "a-review" not in {r.ref for r in monitor(DAY).reviews}


# ---------- the demonstration's review ----------


@pytest.fixture
def of_2015(loaded):
    review = Review.objects.get(ref="2015-improvement-plan")
    return review_values(review, as_at=date(2015, 6, 16), releases=Releases())


def test_the_2015_review_has_its_objectives_conclusions_and_recommendations(of_2015):
    assert [o.number for o in of_2015.objectives] == [1, 2, 3, 4, 5]
    assert len(of_2015.conclusions) == 5
    assert [(r.number, r.conclusions) for r in of_2015.recommendations] == [
        (1, (1,)),
        (2, (1,)),
        (3, (2,)),
        (4, (4,)),
        (5, (4,)),
        (6, (5,)),
    ]


def test_the_2015_review_has_eight_weeks_from_its_publication(of_2015):
    assert (of_2015.clock.due_on, of_2015.clock.state) == (date(2015, 8, 11), "running")


def test_every_paragraph_of_2015_has_the_number_that_it_was_printed_with(of_2015):
    every = (*of_2015.background, *(e for o in of_2015.objectives for e in o.evidence))
    assert [e.number for e in every] == [e.number_as_printed for e in every]


def test_the_public_may_read_what_came_from_a_published_document(loaded, of_2015):
    review = Review.objects.get(ref="2015-improvement-plan")
    public = review_values(review, as_at=date(2015, 6, 16), releases=Releases(is_public=True))
    assert public.narratives == of_2015.narratives
    assert not any(e.text.is_withheld for o in public.objectives for e in o.evidence)
