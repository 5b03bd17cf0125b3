"""Recording updates from the list, from a page of its own, and on several actions at once."""

import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from plans.models import Action, DueDate, Role, RoleHolder, Standing, Update
from plans.services.statements import record_update

LIST = "/plans/2014-improvement/actions/"
BULK = "/plans/2014-improvement/actions/update/"
AT = datetime(2015, 7, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def action(loaded) -> Action:
    return loaded.actions.get(ref="6.5")


@pytest.fixture
def manager_at(loaded, client_of):
    return client_of("manager")


def url_of(action: Action) -> str:
    return f"/actions/{action.pk}/update/"


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the form on the page, left as it was opened."""
    form = re.search(r'<form class="yp-form yp-update".*?</form>', page, re.S)[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attrs = {k: unescape(v) for k, v in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if attrs.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[attrs["name"]] = attrs.get("value", "")
    for name, value in re.findall(r'<textarea name="([^"]*)"[^>]*>\s*(.*?)</textarea>', form, re.S):
        found[name] = unescape(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def opened(client, action: Action, **asked) -> dict[str, str]:
    return fields(client.get(LIST, asked | {"update": action.pk}).content.decode())


def last(action: Action) -> Update:
    return action.updates.order_by("-pk").first()


def text_of(response) -> str:
    return unescape(response.content.decode())


def test_two_fields_and_a_button_record_an_update(manager_at, action):
    sent = opened(manager_at, action) | {"rating": "Green", "comment": "Signed.", "go": "back"}
    response = manager_at.post(url_of(action), sent)
    assert response.status_code == 302
    update = last(action)
    assert (update.rating.word, update.basis, update.comment) == ("Green", "stated", "Signed.")
    assert update.forecast_as_written is None
    assert update.recorded_by.position == "manager"
    standing = Standing.objects.get(action=action, until_on=None, known_until=None)
    assert standing.rating.word == "Green"
    assert standing.forecast_by.forecast_as_written == "May 2015"


def test_save_goes_back_to_the_row_with_the_filter_kept(manager_at, action):
    sent = opened(manager_at, action, overdue="on", sort="due") | {"comment": "Met.", "go": "back"}
    response = manager_at.post(url_of(action), sent)
    assert response["Location"] == f"{LIST}?overdue=on&sort=due#a{action.pk}"


def test_save_and_next_opens_the_next_row_with_the_filter_kept(manager_at, action, loaded):
    sent = opened(manager_at, action, overdue="on") | {"rating": "Green", "go": "next"}
    response = manager_at.post(url_of(action), sent, follow=True)
    following = loaded.actions.get(ref="5.11")
    asked = parse_qs(urlsplit(response.redirect_chain[-1][0]).query)
    assert asked == {"overdue": ["on"], "update": [str(following.pk)]}
    assert response.context["table"].open_id == following.pk
    assert "The update on 6.5 is recorded as green." in text_of(response)
    assert response.context["headline"] == "9 of 104 actions are past their date"


def test_every_part_of_an_update_is_recorded(manager_at, action):
    sent = opened(manager_at, action) | {
        "rating": "Amber",
        "comment": "Half done.",
        "forecast": "September 2015",
        "remaining": "Two teams",
        "evidence": "Register",
        "evidence_on": "1 June 2015",
        "evidence_link": "https://example.org/register",
        "revised_due": "September 2015",
        "revised_reason": "The trainer left.",
        "effective_on": "2 June 2015",
    }
    assert manager_at.post(url_of(action), sent).status_code == 302
    update = last(action)
    assert update.effective_on == date(2015, 6, 2)
    assert (update.forecast_on, update.forecast_precision) == (date(2015, 9, 30), "month")
    assert (update.remaining, update.evidence) == ("Two teams", "Register")
    assert update.evidence_on == date(2015, 6, 1)
    due = DueDate.objects.get(action=action, is_revision=True)
    assert (due.due_on, due.reason) == (date(2015, 9, 30), "The trainer left.")


def test_an_emptied_forecast_and_a_ticked_box_clear(manager_at, action):
    sent = opened(manager_at, action) | {"forecast": "", "nothing_remains": "on"}
    manager_at.post(url_of(action), sent)
    assert last(action).clears == ["forecast", "remaining"]


@pytest.mark.parametrize(
    ("typed", "sentence", "part"),
    [
        ({}, "Choose another rating or say what has happened since.", None),
        ({"rating": "Purple"}, "“Purple” is not in this plan’s key", None),
        ({"comment": "x", "effective_on": "31 December 2013"}, "is before the plan began", "day"),
        ({"comment": "x", "effective_on": "1 January 2099"}, "is in the future", "day"),
        ({"comment": "x", "effective_on": "soonish"}, "is not a day that can be read", "day"),
        (
            {"evidence": "x", "evidence_link": "javascript:x"},
            "not an address on the web",
            "evidence",
        ),
        ({"comment": "x", "evidence_on": "1 June 2015"}, "what the evidence is", "evidence"),
        ({"comment": "x", "revised_due": "soonish"}, "not a date that can be kept to", "date"),
        ({"comment": "x", "revised_due": "June 2016"}, "Say why the date is moved.", "date"),
        ({"comment": "x" * 4001}, "Keep it to 4,000 characters: this has 4001.", None),
    ],
)
def test_bad_input_is_kept_and_gets_a_sentence(manager_at, action, typed, sentence, part):
    before = action.updates.count()
    response = manager_at.post(url_of(action), opened(manager_at, action, overdue="on") | typed)
    page = text_of(response)
    assert response.status_code == 422
    assert action.updates.count() == before
    assert page.count(sentence) == 2  # in the summary and at its field
    assert "<title>Error: " in page
    for name in typed:
        assert response.context["update_form"][name].value() == typed[name]
    is_open = response.context["update_opened"]
    assert [name for name, opened in is_open.items() if opened] == ([part] if part else [])
    assert response.context["update_next"] == f"{LIST}?overdue=on"


def test_each_error_is_linked_to_its_field(manager_at, action):
    sent = opened(manager_at, action) | {"rating": "Purple", "effective_on": "soonish"}
    page = text_of(manager_at.post(url_of(action), sent))
    summary = page.split("govuk-error-summary__list")[1].split("</ul>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 2
    assert [t for t in targets if f'id="{t}"' not in page] == []


def test_somebody_elses_update_is_shown_and_nothing_typed_is_lost(manager_at, action, user_of):
    sent = opened(manager_at, action) | {"rating": "Green", "comment": "Mine"}
    record_update(action, by=user_of("manager"), at=AT, comment="Mine, in another window")
    theirs = _another_manager(user_of)
    record_update(action, by=theirs, at=AT, rating="Red", comment="Theirs", forecast="July 2015")
    n = action.updates.count()
    response = manager_at.post(url_of(action), sent)
    page = text_of(response)
    assert response.status_code == 422
    assert action.updates.count() == n
    assert "Somebody else recorded an update on this action" in page
    assert "Theirs" in page
    assert "Mine</textarea>" in page.replace("\n", "")
    again = fields(page)
    assert again["seen"] == str(last(action).pk)
    assert again["rating"] == "Green"
    assert again["forecast"] == "July 2015"
    assert manager_at.post(url_of(action), again).status_code == 302
    assert (last(action).rating.word, last(action).comment) == ("Green", "Mine")
    assert last(action).forecast_as_written is None


def _another_manager(user_of):
    from plans.models import User

    return User.objects.create(username="another", position="manager", job_title="Acting manager")


def test_the_same_form_sent_twice_is_caught(manager_at, action):
    sent = opened(manager_at, action) | {"comment": "Once"}
    assert manager_at.post(url_of(action), sent).status_code == 302
    n = action.updates.count()
    response = manager_at.post(url_of(action), sent)
    assert response.status_code == 422
    assert "You recorded an update on this action after this form was opened" in text_of(response)
    assert action.updates.count() == n


@pytest.mark.parametrize("away", ["https://elsewhere.org/x", "//elsewhere.org/x", "x", "/\\x.org"])
def test_it_never_leads_away_from_the_site(manager_at, action, away):
    sent = opened(manager_at, action) | {"comment": "x", "next": away}
    response = manager_at.post(url_of(action), sent)
    assert response["Location"] == f"/actions/{action.pk}/#a{action.pk}"


def test_an_update_has_a_page_of_its_own(manager_at, action):
    response = manager_at.get(url_of(action))
    assert response.status_code == 200
    assert "How does 6.5 stand?" in text_of(response)
    assert manager_at.get("/actions/999999/update/").status_code == 404


@pytest.mark.parametrize("position", ["board-member", "panel-officer", "administrator", "owner"])
def test_those_who_may_not_record_are_refused(loaded, client_of, action, position):
    client = client_of(position)
    sent = {"rating": "Green", "comment": "x", "seen": last(action).pk}
    n = Update.objects.count()
    assert client.get(url_of(action)).status_code == 403
    assert client.post(url_of(action), sent).status_code == 403
    bulk = {"actions": [action.pk], "reason": "x", "comment": "x"}
    assert client.get(BULK, bulk).status_code == 403
    assert client.post(BULK, bulk).status_code == 403
    assert Update.objects.count() == n


def test_an_owner_records_on_their_own_action(loaded, client_of, user_of, action):
    owner = user_of("owner")
    RoleHolder.objects.create(
        role=Role.objects.get(name="YOT Board Public Health Rep"),
        user=owner,
        from_on=date(2015, 1, 1),
        recorded_by=owner,
        recorded_at=AT,
    )
    client = client_of("owner")
    sent = opened(client, action) | {"comment": "Done"}
    assert client.post(url_of(action), sent).status_code == 302
    assert last(action).recorded_by == owner


def bulk_form(client, actions, **asked) -> dict:
    page = client.get(BULK, {"actions": [a.pk for a in actions], **asked}).content.decode()
    return {
        "actions": re.findall(r'name="actions" value="(\d+)" checked', page),
        "seen": re.findall(r'name="seen" value="([\d-]+)"', page),
        "next": unescape(re.search(r'name="next" value="([^"]*)"', page)[1]),
    }


@pytest.fixture
def three(loaded) -> list[Action]:
    return list(loaded.actions.filter(ref__in=["5.3", "6.5", "8.6"]).order_by("position"))


def test_a_bulk_update_is_written_into_each_history_with_its_reason(manager_at, three):
    sent = bulk_form(manager_at, three, next=f"{LIST}?overdue=on")
    sent |= {"rating": "Green", "comment": "Closed.", "reason": "Agreed at the board"}
    response = manager_at.post(BULK, sent, follow=True)
    assert response.redirect_chain[-1][0] == f"{LIST}?overdue=on"
    assert "The update is recorded on 3 actions, with its reason on each." in text_of(response)
    updates = [last(a) for a in three]
    assert {u.reason for u in updates} == {"Agreed at the board"}
    assert {u.rating.word for u in updates} == {"Green"}
    assert len({u.batch for u in updates}) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"rating": "Green"}, "Say why these actions are updated together."),
        ({"reason": "x"}, "Choose a rating or say what has happened."),
        ({"rating": "Mauve", "reason": "x"}, "“Mauve” is not in this plan’s key"),
        ({"comment": "x", "reason": "x", "effective_on": "1 May 2013"}, "before the plan began"),
    ],
)
def test_a_bad_bulk_update_changes_nothing(manager_at, three, typed, sentence):
    n = Update.objects.count()
    response = manager_at.post(BULK, bulk_form(manager_at, three) | typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Update.objects.count() == n


def test_an_overtaken_bulk_update_shows_theirs_and_changes_nothing(manager_at, three, user_of):
    sent = bulk_form(manager_at, three) | {"comment": "Ours", "reason": "Board"}
    record_update(three[2], by=_another_manager(user_of), at=AT, comment="Theirs")
    n = Update.objects.count()
    response = manager_at.post(BULK, sent)
    page = text_of(response)
    assert response.status_code == 422
    assert "updates were recorded on 8.6." in page
    assert "Theirs" in page
    assert Update.objects.count() == n
    sent["seen"] = re.findall(r'name="seen" value="([\d-]+)"', page)
    assert manager_at.post(BULK, sent).status_code == 302
    assert Update.objects.count() == n + 3


def test_a_bulk_update_of_nothing_goes_back_and_says_so(manager_at):
    response = manager_at.get(BULK, {"next": f"{LIST}?part=A"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{LIST}?part=A"
    assert "Tick at least one action" in text_of(response)


@pytest.mark.parametrize("wrong", ["x", "999999", "9" * 40])
def test_an_action_that_is_not_in_the_plan_is_refused(manager_at, wrong):
    assert manager_at.get(BULK, {"actions": [wrong]}).status_code == 400


def test_an_owner_cannot_slip_in_another_action(loaded, client_of, user_of, three):
    owner = user_of("owner")
    RoleHolder.objects.create(
        role=Role.objects.get(name="YJB"),
        user=owner,
        from_on=date(2015, 1, 1),
        recorded_by=owner,
        recorded_at=AT,
    )
    sent = {"actions": [a.pk for a in three], "comment": "x", "reason": "x"}
    response = client_of("owner").post(BULK, sent)
    assert response.status_code == 403
    assert "5.3, 6.5 and 8.6 are not." in text_of(response)


def test_the_list_offers_to_tick_rows_without_a_script(manager_at):
    page = manager_at.get(LIST, {"overdue": "on"}).content.decode()
    assert page.count('name="actions"') == 10
    assert page.count('form="together"') == 10
    assert f'id="together" action="{BULK}" method="get"' in page


# Crafted and mistaken input


@pytest.mark.parametrize("asked", ["9" * 5000, "9" * 20, "-1", "x", "²", "\0"])
def test_an_action_that_cannot_be_is_not_opened(manager_at, asked):
    response = manager_at.get(LIST, {"update": asked})
    assert response.status_code == 200
    assert response.context["table"].open_id is None


@pytest.mark.parametrize("following", ["9" * 5000, "x", "²", ""])
def test_a_following_action_that_cannot_be_is_left_out(manager_at, action, following):
    sent = opened(manager_at, action) | {"comment": "x", "go": "next", "following": following}
    response = manager_at.post(url_of(action), sent)
    assert response["Location"] == f"{LIST}#a{action.pk}"
    response = manager_at.post(url_of(action), sent)  # overtaken: the form comes back
    assert (response.status_code, response.context["update_following"]) == (422, None)


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 4000, "9" * 20])
def test_seen_of_any_length_breaks_nothing(manager_at, action, three, digits):
    sent = opened(manager_at, action) | {"comment": "x", "seen": digits}
    assert manager_at.post(url_of(action), sent).status_code in (302, 422)
    bulk = {"actions": [three[0].pk], "comment": "x", "reason": "y"}
    for seen in (f"{three[0].pk}-{digits}", f"{digits}-1", f"{digits}-{digits}"):
        assert manager_at.post(BULK, bulk | {"seen": [seen]}).status_code == 422
    assert manager_at.get(BULK, {"actions": [digits]}).status_code == 400


def test_seen_below_nothing_gets_a_sentence(manager_at, action):
    sent = opened(manager_at, action) | {"comment": "x", "seen": "-1"}
    page = text_of(manager_at.post(url_of(action), sent))
    assert "This form was sent without its last part: load the page again." in page
    assert "Ensure this value" not in page


def test_control_characters_are_left_out_and_lines_and_tabs_stay(manager_at, action):
    sent = opened(manager_at, action) | {
        "comment": "o\0ne\x08\ttwo\r\nthr\x1b\x85ee",
        "forecast": "June\0 2015",
        "evidence": "A\x07 visit",
        "evidence_link": "https://example.org/a\0b",
        "was_forecast": "May\0 2015",
    }
    assert manager_at.post(url_of(action), sent).status_code == 302
    update = last(action)
    assert update.comment == "one\ttwo\nthree"
    assert (update.forecast_as_written, update.evidence) == ("June 2015", "A visit")
    assert update.evidence_link == "https://example.org/ab"


@pytest.mark.parametrize("typed", [{"rating": "Gr\0een"}, {"effective_on": "1 June\0 2015"}])
def test_a_null_character_elsewhere_gets_a_sentence_of_ours(manager_at, action, typed):
    response = manager_at.post(url_of(action), opened(manager_at, action) | typed)
    assert response.status_code == 422
    assert "Null characters" not in text_of(response)


@pytest.mark.parametrize("name", ["effective_on", "evidence_on"])
def test_a_day_that_goes_on_is_no_day(manager_at, action, name):
    typed = {"comment": "x", "evidence": "y", name: "2015-03-30 ongoing"}
    response = manager_at.post(url_of(action), opened(manager_at, action) | typed)
    assert response.status_code == 422
    assert "“2015-03-30 ongoing” is not a day that can be read" in text_of(response)


def test_a_new_date_beyond_2099_is_refused_and_such_a_forecast_is_words(manager_at, action):
    typed = {"comment": "x", "revised_due": "1 January 2100", "revised_reason": "y"}
    response = manager_at.post(url_of(action), opened(manager_at, action) | typed)
    assert response.status_code == 422
    assert "is not a date that can be kept to" in text_of(response)
    typed = {"forecast": "June 2999"}
    assert manager_at.post(url_of(action), opened(manager_at, action) | typed).status_code == 302
    assert (last(action).forecast_as_written, last(action).forecast_on) == ("June 2999", None)


def test_a_rating_of_an_earlier_day_says_that_a_later_one_stands(manager_at, action):
    sent = opened(manager_at, action) | {"rating": "Green", "effective_on": "2 March 2015"}
    page = text_of(manager_at.post(url_of(action), sent, follow=True))
    assert "The update on 6.5 is recorded as green. A later statement still stands." in page


@pytest.mark.parametrize("typed", [{"rating": "Green"}, {"comment": "x", "rating": ""}])
def test_a_rating_that_stands_and_an_update_without_one_say_no_more(manager_at, action, typed):
    sent = opened(manager_at, action) | typed
    page = text_of(manager_at.post(url_of(action), sent, follow=True))
    assert "The update on 6.5 is recorded" in page
    assert "A later statement still stands." not in page
