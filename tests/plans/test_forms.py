"""The forms of updates: what may be typed, and the sentence about what may not."""

from datetime import date

import pytest
from django.http import QueryDict

from plans.forms import BulkForm, UpdateForm
from plans.readmodels_record import KnownOfAction
from plans.rules.meanings import UNRATED_MARK, mark

AMBER = mark("Amber", "amber", "under way")
INFERRED = mark("Green", "green", "complete", "inferred")
KEY = (("Green", mark("Green", "green", "complete")), ("Amber", AMBER))
TODAY = date(2015, 7, 2)


def known(**changed) -> KnownOfAction:
    facts = {
        "id": 7,
        "ref": "6.5",
        "title": "Title",
        "url": "/actions/7/",
        "due_text": "Dec 2014",
        "rating": "Amber",
        "mark": AMBER,
        "comment": "Under way.",
        "comment_day": "23 April 2015",
        "remaining": "Training",
        "forecast": "May 2015",
        "seen": 12,
        "key": KEY,
    }
    return KnownOfAction(**facts | changed)


def form(known_of=None, **typed) -> UpdateForm:
    """The form as it comes back when `typed` was changed on it and nothing else."""
    known_of = known_of or known()
    blank = UpdateForm(known=known_of, today=TODAY)
    data = QueryDict(mutable=True)
    data.update({k: "" if v is None else str(v) for k, v in blank.initial.items()} | typed)
    return UpdateForm(data, known=known_of, today=TODAY)


def the_error(bound, field: str) -> str:
    assert not bound.is_valid()
    assert list(bound.errors) == [field]
    return " ".join(bound.errors[field])


def test_a_stated_rating_is_chosen_beforehand_an_inferred_one_is_not():
    assert UpdateForm(known=known(), today=TODAY).initial["rating"] == "Amber"
    inferred = known(rating="Green", mark=INFERRED)
    assert UpdateForm(known=inferred, today=TODAY).initial["rating"] == ""
    unrated = known(rating="", mark=UNRATED_MARK)
    assert UpdateForm(known=unrated, today=TODAY).initial["rating"] == ""


def test_a_form_sent_as_it_was_opened_says_nothing():
    assert the_error(form(), "comment").startswith("Choose another rating or say")


def test_what_is_left_alone_is_kept():
    bound = form(comment="Met the trainers.")
    assert bound.is_valid()
    facts = bound.facts()
    assert (facts["comment"], facts["rating"]) == ("Met the trainers.", "Amber")
    assert (facts["forecast"], facts["remaining"], facts["clears"]) == (None, "", [])
    assert facts["effective_on"] == TODAY
    assert facts["seen"] == 12


def test_a_forecast_is_taken_as_written():
    bound = form(forecast="once the SLA is signed")
    assert bound.is_valid()
    assert bound.facts()["forecast"] == "once the SLA is signed"


def test_an_emptied_forecast_is_cleared():
    bound = form(forecast="")
    assert bound.is_valid()
    assert bound.facts()["clears"] == ["forecast"]


def test_nothing_remains_clears_what_remained():
    bound = form(nothing_remains="on")
    assert bound.is_valid()
    assert bound.facts()["clears"] == ["remaining"]


def test_nothing_remains_is_asked_only_where_something_does():
    assert "nothing_remains" not in UpdateForm(known=known(remaining=""), today=TODAY).fields


def test_something_and_nothing_cannot_remain():
    bound = form(nothing_remains="on", remaining="Training")
    assert "but not both" in the_error(bound, "remaining")


@pytest.mark.parametrize("written", ["2015-06-01", "1/6/2015", "1 June 2015", "Monday 1 June 2015"])
def test_a_day_is_read_as_people_write_it(written):
    bound = form(comment="x", effective_on=written)
    assert bound.is_valid()
    assert bound.facts()["effective_on"] == date(2015, 6, 1)


def test_an_empty_day_is_left_to_the_service():
    bound = form(comment="x", effective_on="")
    assert bound.is_valid()
    assert bound.facts()["effective_on"] is None


@pytest.mark.parametrize("written", ["31 June 2015", "June 2015", "soon", "2015", "99/99/9999"])
def test_what_is_no_day_is_refused_in_a_sentence(written):
    bound = form(comment="x", effective_on=written)
    assert f"“{written}” is not a day that can be read" in the_error(bound, "effective_on")
    assert bound.opened()["day"]


def test_a_rating_outside_the_key_is_refused():
    bound = form(rating="Purple")
    said = the_error(bound, "rating")
    assert said == "“Purple” is not in this plan’s key: choose one of Green, Amber."


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x.org/a", "not a link", "data:x,y"])
def test_a_link_that_is_not_of_the_web_is_refused(link):
    bound = form(evidence="Minutes", evidence_link=link)
    assert "not an address on the web" in the_error(bound, "evidence_link")
    assert bound.opened() == {"remains": False, "evidence": True, "date": False, "day": False}


@pytest.mark.parametrize(
    ("link", "kept"),
    [("https://x.org/a?b=c", "https://x.org/a?b=c"), ("x.org/a", "https://x.org/a")],
)
def test_a_link_of_the_web_is_kept(link, kept):
    bound = form(evidence="Minutes", evidence_link=link)
    assert bound.is_valid()
    assert bound.facts()["evidence_link"] == kept


def test_evidence_cannot_be_of_tomorrow():
    bound = form(evidence="Minutes", evidence_on="3 July 2015")
    assert "3 July 2015 is in the future" in the_error(bound, "evidence_on")


@pytest.mark.parametrize(
    ("field", "longest"),
    [("comment", 4000), ("remaining", 4000), ("forecast", 120), ("evidence", 4000)],
)
def test_a_text_may_be_so_long_and_no_longer(field, longest):
    assert form(**{field: "x" * longest}).is_valid()
    said = the_error(form(**{field: "x" * (longest + 1)}), field)
    assert said == f"Keep it to {longest:,} characters: this has {longest + 1}."


def test_lines_end_alike_whatever_was_sent():
    bound = form(comment="one\r\ntwo\rthree")
    assert bound.is_valid()
    assert bound.facts()["comment"] == "one\ntwo\nthree"


def test_a_reason_for_no_new_date_is_refused():
    assert "Write the new due date" in the_error(form(revised_reason="x"), "revised_due")


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_a_form_without_its_last_part_is_refused(seen):
    bound = form(comment="x", seen=seen)
    assert not bound.is_valid()
    assert "seen" in bound.errors


def test_what_was_left_alone_follows_what_was_said_since_and_what_was_typed_stays():
    bound = form(comment="Mine")
    assert bound.is_valid()
    bound.known = known(rating="Green", mark=KEY[0][1], forecast="June 2015", seen=13)
    fresh = bound.brought_up_to_date()
    assert fresh.is_valid()
    assert fresh["comment"].value() == "Mine"
    assert fresh["rating"].value() == "Green"
    assert fresh["forecast"].value() == "June 2015"
    assert fresh.facts()["forecast"] is None
    assert fresh.facts()["seen"] == 13


def test_a_rating_that_was_chosen_stays_chosen():
    bound = form(rating="Green")
    assert bound.is_valid()
    bound.known = known(seen=13)
    assert bound.brought_up_to_date()["rating"].value() == "Green"


def _bulk(**typed) -> BulkForm:
    data = QueryDict(mutable=True)
    data.update({"effective_on": "", "rating": "", "comment": "", "reason": ""} | typed)
    return BulkForm(data, key=KEY, today=TODAY)


def test_a_bulk_update_needs_something_to_say():
    assert "Choose a rating" in the_error(_bulk(reason="x"), "comment")


def test_a_bulk_update_hands_over_its_reason():
    bound = _bulk(rating="Green", reason="Agreed at the board")
    assert bound.is_valid()
    assert bound.facts()["reason"] == "Agreed at the board"
