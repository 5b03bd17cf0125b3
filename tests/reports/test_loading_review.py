"""Reviews are loaded as documents give them, once and for all; what cannot be is said in words."""

import re
from datetime import date
from pathlib import Path

import pytest

from indicators.services import loading as without_reviews
from plans.services.fixture_file import BrokenFixture
from plans.services.ledger import Altered
from reports.models import Evidence, Exhibit, PanelMeeting, Response, Review
from reports.services.loading import load_fixtures
from reports.services.writing_review import ReviewWriter
from tests.conftest import AT, FIXTURES, LOADED_AT
from tests.plans.small_fixtures import DOCUMENT
from tests.reports.small_review import REVIEW

PAPER = DOCUMENT + REVIEW
TWO = 'review = "small-review"'


def load(folder: Path, content: str = PAPER) -> int:
    (folder / "paper.toml").write_text(content)
    return load_fixtures(folder, at=LOADED_AT, needed=())


@pytest.fixture
def review(loaded, tmp_path) -> Review:
    load(tmp_path)
    return Review.objects.get(ref="small-review")


def test_loading_again_changes_nothing(review, tmp_path):
    assert load(tmp_path) == 0


def test_loading_the_demonstration_again_changes_nothing(loaded):
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0


def test_what_was_loaded_before_there_were_reviews_stays_as_it_is(loaded, tmp_path):
    (tmp_path / "paper.toml").write_text(DOCUMENT)
    without_reviews.load_fixtures(tmp_path, at=LOADED_AT, needed=())
    assert load(tmp_path) == 21
    assert load(tmp_path) == 0


def test_a_review_has_its_service_plan_source_and_clock(review):
    assert (review.service.ref, review.plan.ref) == ("small-yot", "paper-plan")
    assert (review.source.ref, review.place) == ("small-paper", "p. 1")
    assert (review.begins_on, review.begins_precision) == (date(2015, 2, 2), "day")
    assert (review.clock_length, review.clock_unit, review.clock_from) == (8, "weeks", "published")


def test_a_meeting_without_a_year_has_no_date(review):
    held = [(m.as_written, m.held_on, m.position) for m in review.meetings.all()]
    assert held == [
        ("2 February 2015", date(2015, 2, 2), 1),
        ("16 March 2015", date(2015, 3, 16), 2),
        ("2 April", None, 3),
    ]


def test_witnesses_and_documents_have_the_place_of_their_meeting(review):
    meeting = review.meetings.first()
    assert [str(w) for w in meeting.witnesses.all()] == ["Manager", "Inspector"]
    assert {w.place for w in meeting.witnesses.all()} == {"p. 5"}
    assert meeting.documents.get().title == "The plan"


def test_paragraphs_are_numbered_within_their_objective_and_the_background(review):
    told = [(e.objective and e.objective.number, e.position) for e in review.evidence.all()]
    assert told == [(None, 1), (1, 1), (1, 2)]


def test_a_witness_without_a_meeting_is_meant_at_every_one(review):
    heard = [[w.meeting.as_written for w in e.witnesses.all()] for e in review.evidence.all()]
    assert heard == [[], ["2 February 2015", "16 March 2015"], ["16 March 2015"]]


def test_an_exhibit_has_its_own_place_or_that_of_its_paragraph(review):
    listed, figure = Exhibit.objects.filter(evidence__review=review)
    assert (listed.outstanding_of.ref, listed.parts, listed.place) == ("paper-plan", "A", "p. 8")
    assert (figure.indicator.ref, figure.place) == ("small-rate", "p. 8, Fig 1")


def test_a_recommendation_has_its_conclusions_and_implications_by_the_line(review):
    recommendation = review.recommendations.get()
    assert [c.number for c in recommendation.conclusions.all()] == [1]
    assert recommendation.action_by == "Manager\nInspector"
    assert recommendation.policy_framework == ""
    assert recommendation.implications_place == "p. 10"


def test_what_came_of_a_recommendation_is_loaded(review):
    recommendation = review.recommendations.get()
    assert recommendation.responses.get().answer == "in part"
    step = recommendation.implementations.get()
    assert (step.progress, step.on, step.action.ref) == ("under way", date(2015, 8, 1), "1.1")


def test_what_a_document_tells_is_put_down_to_the_loader_for_the_clerk(review):
    rows = [review, *review.evidence.all(), *review.conclusions.all()]
    assert {r.recorded_by.username for r in rows} == {"demonstration-loader-clerk"}


def test_what_users_add_to_a_review_never_conflicts(review, tmp_path, panel_officer):
    write = ReviewWriter(by=panel_officer, at=AT)
    recommendation = review.recommendations.get()
    more = {"answered_on": date(2015, 9, 1), "answered_by": "The Cabinet", "place": ""}
    write.add_response(recommendation, answer="accepted", **more)
    write.add_evidence(review, position=3, text="More.", place="")
    assert load(tmp_path) == 0
    assert Response.objects.filter(recommendation=recommendation).count() == 2


def test_a_text_that_was_altered_is_named_and_nothing_is_written(review, tmp_path):
    Evidence.objects.filter(review=review, position=2).update(text="Otherwise.")
    with pytest.raises(Altered) as caught:
        load(tmp_path, PAPER + '\n[[term]]\nshort = "X"\nmeaning = "Y"\nplace = "p. 1"\n')
    assert caught.value.rows == [
        "review small-review, objective 1, evidence 2 was altered (text)",
    ]
    assert review.terms.count() == 1


def test_a_meeting_that_was_removed_is_named(review, tmp_path):
    PanelMeeting.objects.get(review=review, position=3).delete()
    with pytest.raises(Altered, match="review small-review, meeting 3 was deleted"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('plan = "paper-plan"', 'plan = "no-plan"', "review small-review: 'no-plan' is missing"),
        ('"Manager", meeting', '"Nobody", meeting', "evidence 2: 'Nobody' is missing"),
        ("objective = 1", "objective = 9", "evidence 1: .* is missing or unknown"),
        ("conclusions = [1]", "conclusions = [7]", "recommendation 1: .* is missing or unknown"),
        ('indicator = "small-rate", place', 'indicator = "none", place', "'none' is missing"),
        ('outstanding_of = "paper-plan"', 'table = "none"', "exhibit 1: 'none' is missing"),
        (', outstanding_of = "paper-plan"', "", "exhibit 1: its fields do not go together"),
        ('action = "1.1"', 'action = "9.9"', "implementation 1: '9.9' is missing"),
        ('short = "SYS"', 'shirt = "SYS"', "there is no field “shirt”"),
        ('kind = "purpose"', 'kind = "poem"', "is “poem”: it is one of preface, purpose"),
        ("published_on = 2015-06-16", 'published_on = "June"', "is a day, written without"),
        ('reason = "Some of it."', "", "its fields do not go together"),
        ('place = "p. 11"', "", "place is missing"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_words(loaded, tmp_path, old, new, said):
    content = DOCUMENT + REVIEW.replace(old, new, 1)
    assert old in REVIEW
    with pytest.raises(BrokenFixture, match=said):
        load(tmp_path, content)


def test_an_entry_says_of_which_review_it_is_where_there_are_two(loaded, tmp_path):
    second = '\n[[review]]\nref = "second"\ntitle = "S"\npanel = "P"\nexecutive = "E"\n'
    second += 'begins_as_written = "2016"\nplace = "p. 1"\n'
    with pytest.raises(BrokenFixture, match="say which review it is of"):
        load(tmp_path, PAPER + second)
    named = re.sub(r"(\[\[(?!review\]\])\w+\]\])", rf"\1\n{TWO}", REVIEW)
    assert load(tmp_path, DOCUMENT + named + second)
    assert Review.objects.get(ref="second").evidence.count() == 0
    assert Review.objects.get(ref="small-review").evidence.count() == 3
