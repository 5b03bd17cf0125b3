"""Entering a quarter's readings through the page: what is saved, what is refused, what is kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.models import CountingRule, Indicator, Reading
from indicators.rules.entry_row import Typed
from indicators.selectors.entry import entry_rows, latest_quarter
from indicators.services.entering import record_readings, send_back
from indicators.services.writing import IndicatorWriter
from plans.models import User
from plans.rules.access import Position
from plans.services.errors import NotAllowed, NothingSaid, Refused
from tests.conftest import AT
from tests.indicators.entry_service import (
    CHECK,
    ENTRY,
    Q1,
    Q2,
    QUARTER,
    add,
    form,
    indicator,
    key,
    make_service,
    problems,
)


@pytest.fixture
def service(loaded, manager):
    return make_service(manager)


@pytest.fixture
def client(service, client_of):
    return client_of(Position.MANAGER)


@pytest.fixture
def send(client):
    """A function: sends the page with these rows."""

    def send(follow=False, **rows):
        go = {name: rows.pop(name) for name in ("go", "published_on", "pasted") if name in rows}
        return client.post(ENTRY, form(**rows) | go, follow=follow)

    return send


def rows_of(response) -> dict:
    page = response.context_data["page"]
    return {row.key: row for group in page.groups for row in group.rows}


def own() -> list[Reading]:
    return list(Reading.objects.filter(indicator__service__ref="entry-yot").order_by("pk"))


# ---------- the page ----------


def test_it_has_a_row_for_every_indicator_and_step_that_is_entered_by_hand(client):
    page = client.get(ENTRY).context_data["page"]
    shown = [(g.label, [(r.title, r.days) for r in g.rows]) for g in page.groups]
    quarter, year = "1 Jul 2014 to 30 Sep 2014", "1 Oct 2013 to 30 Sep 2014"
    assert shown == [
        ("Local targets", [("Assessments in time", quarter)]),
        (
            "Monitoring",
            [
                ("Remands", quarter),
                ("First time entrants", year),
                ("Mental health", quarter),
                ("Attended", quarter),
            ],
        ),
    ]
    assert list(page.not_here) == [
        "Yearly survey is entered with the last quarter of the year.",
        "Attendance at the board is computed here, so nothing is entered of it.",
    ]


def test_a_year_has_its_row_in_the_last_quarter(client):
    response = client.get("/indicators/entry/?service=entry-yot&quarter=2015-01-01")
    row = rows_of(response)[key("scores")]
    assert row.days == "1 Apr 2014 to 31 Mar 2015"


def test_the_last_reading_is_a_hint(client, manager):
    add("share", manager)
    assert rows_of(client.get(ENTRY))[key("share")].last == "Q1 2014/15: 12 of 30, 40.0%"


def test_a_last_reading_whose_days_are_not_known_is_no_hint(client, manager):
    add("share", manager, period="Quarter 4", start_on=None, end_on=None, published_on=AT.date())
    assert rows_of(client.get(ENTRY))[key("share")].last == ""


def test_there_is_no_denominator_where_none_is_counted(client):
    fields = {f.column: f.kind for f in rows_of(client.get(ENTRY))[key("remands")].fields}
    assert (fields["numerator"], fields["denominator"]) == ("number", "none")
    assert f"{key('remands')}-denominator".encode() not in client.get(ENTRY).content


def test_every_field_has_a_label_and_none_takes_the_focus(client):
    text = client.get(ENTRY).content.decode()
    for row in rows_of(client.get(ENTRY)).values():
        for field in row.fields:
            assert (f'<label class="yp-entry__label" for="{field.name}">' in text) is (
                field.kind != "none"
            )
    assert "autofocus" not in text


def test_without_a_quarter_it_is_the_one_that_ended_last(client):
    page = client.get("/indicators/entry/?service=entry-yot").context_data["page"]
    start, _ = latest_quarter(timezone.localdate())
    assert page.quarter == start.isoformat()
    assert page.following is None


def test_it_leads_to_the_quarters_beside_it(client):
    page = client.get(ENTRY).context_data["page"]
    assert (page.quarter_text, page.months) == ("Q2 2014/15", "July to September 2014")
    assert (page.previous.text, page.following.text) == ("Q1 2014/15", "Q3 2014/15")
    assert client.get(page.previous.url).context_data["page"].quarter == "2014-04-01"


@pytest.mark.parametrize(
    ("quarter", "said"),
    [
        ("2014-07-02", "is not the first day of a quarter"),
        ("2014-08-01", "is not the first day of a quarter"),
        ("soon", "is not the first day of a quarter"),
        ("2014-7-1", "is not the first day of a quarter"),
        ("1989-01-01", "is not the first day of a quarter"),
        ("2098-07-01", "which is in the future"),
    ],
)
def test_an_address_of_no_quarter_that_has_ended_is_refused(client, quarter, said):
    response = client.get(f"/indicators/entry/?service=entry-yot&quarter={quarter}")
    assert response.status_code == 400
    assert said in response.content.decode()


@pytest.mark.parametrize("address", [ENTRY, CHECK])
@pytest.mark.parametrize("past", ["as_at=2015-04-23", "known_on=2015-06-16"])
def test_nothing_is_entered_under_an_address_that_looks_back(client, address, past):
    for response in (client.get(f"{address}&{past}"), client.post(f"{address}&{past}")):
        assert response.status_code == 400
        assert "what is past cannot be edited" in response.content.decode()


def test_another_service_than_there_is_is_not_there(client):
    assert client.get("/indicators/entry/?service=nowhere").status_code == 404


@pytest.mark.parametrize("position", [p for p in Position if p is not Position.MANAGER])
def test_only_managers_enter(client_of, service, position):
    for address in (ENTRY, CHECK):
        assert client_of(position).post(address, form(share="12/30")).status_code == 403
    assert own() == []


def test_the_page_asks_the_database_as_often_for_many_readings_as_for_few(
    client, manager, django_assert_max_num_queries
):
    client.get(ENTRY)
    for year in range(1, 10):
        days = {"start_on": date(2000 + year, 4, 1), "end_on": date(2000 + year, 6, 30)}
        add("share", manager, period=str(year), **days)
    with django_assert_max_num_queries(13):
        client.get(ENTRY)


# ---------- saving ----------


def test_what_is_typed_is_saved_together_and_waits_for_approval(send, manager):
    response = send(
        follow=True, share="13/30", remands="2", entrants="/ /150", published_on="9/10/2014"
    )
    share, remands, entrants = own()
    assert (share.numerator, share.denominator, share.published) == (13, 30, "43.3")
    assert (share.value, share.status, share.series) == (Decimal("43.3"), "final", "local")
    assert (share.period, share.start_on, share.end_on) == tuple(Q2.values())
    assert (share.published_on, share.known_on) == (date(2014, 10, 9), timezone.localdate())
    assert (share.recorded_by, share.source, share.corrects) == (manager, None, None)
    assert (remands.published, remands.denominator) == ("2", None)
    assert (entrants.start_on, entrants.published) == (date(2013, 10, 1), "150")
    assert not Reading.objects.filter(pk__in=[r.pk for r in own()]).outside().exists()
    text = response.content.decode()
    assert "3 readings of Q2 2014/15 are saved; they wait for approval" in text
    assert "3 readings are waiting for approval" in text
    assert response.redirect_chain[0][0].endswith(ENTRY)


def test_without_a_day_it_was_published_today(send):
    send(share="13/30")
    assert own()[0].published_on == timezone.localdate()


def test_all_four_hundred_and_more_fields_of_a_long_page_are_taken(send, service, client):
    write = IndicatorWriter(by=User.objects.first(), at=AT)
    facts = {"unit": "%", "decimals": 1, "better": "lower", "numerator": "n", "denominator": "d"}
    for n in range(60):
        write.add_indicator(
            service,
            place="",
            position=n,
            ref=f"more-{n}",
            name=f"More {n}",
            period_kind="quarter",
            **facts,
        )
    data = form()
    for row in rows_of(client.get(ENTRY)).values():
        for field in row.fields:
            data[field.name] = field.value
    data[f"{key('more-59')}-published"] = "40.0"
    assert client.post(ENTRY, data).status_code == 302
    assert [r.published for r in own()] == ["40.0"]


def test_a_funnel_is_saved_step_by_step(send):
    send(offered="20/30", offered__attended="12")
    first, step = own()
    assert (first.step, step.step.ref) == (None, "attended")
    assert (step.denominator, step.published) == (20, "60.0")


def test_a_reading_is_of_the_last_version_of_the_counting_rules(send, service, manager):
    write = IndicatorWriter(by=manager, at=AT)
    for version, kind in (("12 months", "rolling 12 months"), ("3 months", "quarter")):
        write.add_version(indicator("share"), place="", version=version, period_kind=kind)
    send(share="13/30")
    assert own()[0].version == CountingRule.objects.get(version="3 months")


def test_a_reading_is_revised_by_another_and_stays(send, client, manager):
    old = add("share", manager, **Q2)
    row = rows_of(client.get(ENTRY))[key("share")]
    assert row.standing == "12 of 30, 40.0%, final, waits for approval"
    assert {f.column: f.value for f in row.fields}["status"] == "revised"
    assert (
        send(share={"numerator": "13", "denominator": "30", "status": "revised"}).status_code == 302
    )
    assert [(r.status, r.corrects) for r in own()] == [("final", None), ("revised", old)]
    assert rows_of(client.get(ENTRY))[key("share")].standing.startswith("13 of 30, 43.3%, revised")


def test_nothing_typed_is_nothing_to_save(send):
    response = send()
    assert response.status_code == 422
    assert problems(response) == ["Nothing is typed yet: fill in at least one row."]


def test_control_characters_and_spaces_at_the_ends_go(send):
    send(share={"numerator": " 13\x00", "denominator": "30", "note": " one\x07\n two "})
    assert (own()[0].numerator, own()[0].note) == (13, "one two")


# ---------- what bad input gets ----------

BAD = {
    "text in a number": ({"share": "abc/30"}, "Numerator: “abc” is not a number"),
    "a numerator above its denominator": ({"share": "31/30"}, "Numerator: 31 is above its denom"),
    "a period that ends before it starts": (
        {"share": {"numerator": "12", "denominator": "30", "period": "Sep 2014 to Jul 2014"}},
        "Another period: It ends on 31 July 2014, before it starts",
    ),
    "a period in the future": (
        {"share": {"numerator": "12", "denominator": "30", "period": "Jul to Sep 2098"}},
        "Another period: It ends on 30 September 2098, which is in the future.",
    ),
    "too many decimals": ({"share": "12/30/40.00"}, "Published value: “40.00” has 2 decimals"),
    "a percentage of 550": ({"share": "//550"}, "Published value: “550” is over 100%."),
    "below nought": ({"share": "-1/30"}, "Numerator: “-1” is below 0."),
    "a value that does not agree": ({"share": "12/30/41.0"}, "Published value: 12 of 30 is 40.0%"),
    "a denominator of nought": ({"share": "0/0"}, "Denominator: The denominator is 0"),
    "a count that is not whole": ({"share": "1.5/30"}, "Numerator: “1.5” is not a whole number"),
    "a revision of nothing": (
        {"share": {"numerator": "12", "denominator": "30", "status": "revised"}},
        "Status: No reading of this period stands",
    ),
}


@pytest.mark.parametrize(("rows", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_named_by_row_and_column_and_nothing_is_saved(send, rows, said):
    response = send(**rows, remands="2")
    assert response.status_code == 422
    (problem,) = problems(response)
    assert problem.startswith(f"Assessments in time, {said}")
    assert own() == []
    shown = rows_of(response)
    fields = {f.column: f for f in shown[key("share")].fields}
    assert {f.column for f in fields.values() if f.is_wrong} == {
        said.partition(":")[0]
        .lower()
        .replace("published value", "published")
        .replace("another ", "")
    }
    given = rows["share"] if isinstance(rows["share"], dict) else {}
    assert all(fields[name].value == text for name, text in given.items())
    assert {f.column: f.value for f in shown[key("remands")].fields}["numerator"] == "2"
    assert "Error: Enter Q2 2014/15" in response.content.decode()


def test_the_line_of_an_error_leads_to_its_field(send):
    text = send(share="abc/30").content.decode()
    name = f"{key('share')}-numerator"
    assert f'<a href="#{name}">Assessments in time, Numerator: “abc” is not a number' in text
    assert f'id="{name}"' in text
    field = text[text.index(f'id="{name}"') :].partition(">")[0]
    assert 'value="abc"' in field
    assert (
        f'aria-describedby="{key("share")}-hint {key("share")}-said" aria-invalid="true"' in field
    )


def test_a_step_differs_from_the_step_before(send):
    response = send(offered="20/30", offered__attended="12/18")
    assert problems(response) == [
        "Mental health: Attended, Denominator: 18 is not what the step before counted, 20."
    ]
    assert own() == []


def test_an_overlap_is_refused_where_the_period_is_not_rolling(send, manager):
    days = {"period": "Jun to Jul 2014", "start_on": date(2014, 6, 1), "end_on": date(2014, 7, 31)}
    add("share", manager, **days)
    (problem,) = problems(send(share="12/30"))
    assert "Jul to Sep 2014 overlaps Jun to Jul 2014, which stands (12 of 30, 40.0%)" in problem


def test_the_very_same_period_is_refused_outside_a_revision(send, manager):
    add("share", manager, **Q2)
    (problem,) = problems(send(share={"numerator": "13", "denominator": "30", "status": "final"}))
    assert "A reading of Jul to Sep 2014 stands already (12 of 30, 40.0%, final)" in problem
    assert len(own()) == 1


def test_a_value_that_does_not_agree_is_kept_with_a_note(send):
    note = "As the report printed it."
    send(share={"numerator": "12", "denominator": "30", "published": "41.0", "note": note})
    assert [(r.published, r.note) for r in own()] == [("41.0", note)]


def test_an_absurd_jump_is_asked_about_and_saved(send, manager):
    add("remands", manager, numerator=40, denominator=None, published="40")
    response = send(go="check", remands="400")
    assert problems(response) == []
    assert "more than three times the last reading (40): check it." in response.content.decode()
    assert send(remands="400").status_code == 302


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("soon", "“soon” is not a day that can be read"),
        ("1 January 2099", "is in the future"),
        ("29 September 2014", "was not over on 29 September 2014"),
    ],
)
@pytest.mark.parametrize("go", ["check", "save"])
def test_a_day_of_publication_that_cannot_be_is_refused(send, on, said, go):
    response = send(go=go, share="12/30", published_on=on)
    assert len([p for p in problems(response) if said in p]) == 1
    assert own() == []


def test_a_row_that_is_not_on_the_page_is_refused(service, manager):
    with pytest.raises(Refused, match="no longer on this page"):
        record_readings(service, {"i0": Typed("1")}, by=manager, at=AT, quarter=QUARTER)


def test_the_service_refuses_others_and_empty_rows(service, manager, chair):
    with pytest.raises(NotAllowed):
        record_readings(service, {}, by=chair, at=AT, quarter=QUARTER)
    with pytest.raises(NothingSaid):
        record_readings(service, {}, by=manager, at=AT, quarter=QUARTER)


# ---------- looking over ----------


def test_check_looks_over_and_saves_nothing(send):
    response = send(go="check", share="13/30", remands="2")
    assert response.status_code == 200
    assert "2 readings add up. Nothing is saved yet" in response.content.decode()
    assert rows_of(response)[key("share")].made == "13 of 30, 43.3%"
    assert own() == []


def test_the_enter_key_without_a_script_looks_over(client):
    """The first button of a form is what Enter chooses."""
    text = client.get(ENTRY).content.decode()
    start = text.index('class="yp-form yp-entry"')
    assert 'name="go" value="check"' in text[start:][: text[start:].index("</button>")]


def test_one_row_is_looked_over_as_it_is_left(client):
    response = client.post(
        CHECK, {f"{key('share')}-numerator": "31", f"{key('share')}-denominator": "30"}
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert f'data-said="{key("share")}" data-wrong="numerator"' in text
    assert "Numerator: 31 is above its denominator, 30." in text
    assert key("remands") not in text


def test_what_is_only_missing_yet_is_not_said_on_the_way(client):
    text = client.post(CHECK, {f"{key('share')}-numerator": "12"}).content.decode()
    assert 'data-wrong=""' in text
    assert "govuk-error-message" not in text


def test_the_steps_of_a_funnel_are_looked_over_together(client):
    data = {f"{key('offered')}-numerator": "20", f"{key('offered')}-denominator": "30"}
    data |= {f"{key('offered/attended')}-numerator": "21"}
    text = client.post(CHECK, data).content.decode()
    assert "20 of 30, 66.7%" in text
    assert "Numerator: 21 is above its denominator, 20." in text


@pytest.mark.parametrize("data", [{}, {"i999999-numerator": "1"}, {"x": "1"}, {"i1s-note": "1"}])
def test_rows_that_are_not_there_get_nothing(client, data):
    response = client.post(CHECK, data)
    assert (response.status_code, response.content.strip()) == (200, b"")


def test_looking_over_one_row_takes_a_form(client):
    assert client.get(CHECK).status_code == 405


# ---------- pasting ----------


def test_pasted_rows_go_into_the_table_and_nothing_is_saved(send):
    response = send(go="paste", pasted="share\t13\t30\nRemands\t2")
    assert response.status_code == 200
    shown = rows_of(response)
    assert {f.column: f.value for f in shown[key("share")].fields}["denominator"] == "30"
    assert {f.column: f.value for f in shown[key("remands")].fields}["numerator"] == "2"
    text = response.content.decode()
    assert "2 pasted rows are in the table now. 2 readings add up." in text
    assert '<textarea name="pasted"' in text
    assert response.context_data["entry_form"]["pasted"].value() == ""
    assert own() == []


def test_what_does_not_fit_is_named_and_stays_in_its_box(send):
    response = send(go="paste", pasted="share\tabc\t30\nnothing\t2", remands="4")
    assert problems(response) == [
        "Row 2, Indicator: “nothing” is no indicator of this page: give its reference or its "
        "exact name.",
        "Assessments in time, Numerator: “abc” is not a number: write it in figures, as 1,250 or 40.5.",
    ]
    assert response.context_data["entry_form"]["pasted"].value() == "nothing\t2"
    assert {f.column: f.value for f in rows_of(response)[key("remands")].fields}["numerator"] == "4"


def test_rows_left_in_the_box_are_looked_at_before_anything_is_saved(send):
    response = send(go="save", pasted="share\t13\t30", remands="4")
    assert response.status_code == 200
    assert "1 pasted row is in the table now." in response.content.decode()
    assert own() == []


def test_an_empty_pasted_cell_leaves_what_was_typed(send):
    response = send(go="paste", pasted="share\t13", share={"denominator": "30", "note": "Kept"})
    fields = {f.column: f.value for f in rows_of(response)[key("share")].fields}
    assert (fields["numerator"], fields["denominator"], fields["note"]) == ("13", "30", "Kept")


def test_a_pasted_status_is_the_one_chosen(send):
    response = send(go="paste", pasted="share\t13\t30\t\tPROVISIONAL")
    fields = {f.column: f.value for f in rows_of(response)[key("share")].fields}
    assert fields["status"] == "provisional"
    text = response.content.decode()
    assert '<option value="provisional" selected>' in text


def test_a_pasted_status_that_is_none_is_not_taken_for_another(send):
    response = send(go="paste", pasted="share\t13\t30\t\tSure")
    (problem,) = problems(response)
    assert "“sure” is no status" in problem
    assert '<option value="sure" selected>sure</option>' in response.content.decode()


def test_a_pasted_row_without_a_figure_says_nothing(send):
    text = send(go="paste", pasted="share").content.decode()
    assert "1 pasted row is in the table now. Nothing is saved yet." in text


def test_a_first_cell_that_is_empty_stays_the_first(send):
    assert problems(send(go="paste", pasted="\t13\t30")) == [
        "Row 1, Indicator: it names no indicator."
    ]


def test_a_computed_indicator_cannot_be_pasted(send):
    (problem,) = problems(send(go="paste", pasted="attendance\t5\t6"))
    assert problem.startswith("Row 1, Indicator: “attendance” is computed here")


def test_a_step_is_pasted_by_its_name(send):
    lines = ["Step\tIndicator\tCount\tOf", "\toffered\t20\t30", "Attended\toffered\t12\t"]
    response = send(go="paste", pasted="\n".join(lines))
    assert problems(response) == []
    assert rows_of(response)[key("offered/attended")].made == "12 of 20, 60.0%"


# ---------- two people at once ----------


def test_somebody_recorded_the_same_period_meanwhile(client, manager, send):
    data = form(share="13/30", remands="2")
    theirs = add("share", manager, **Q2)
    response = client.post(ENTRY, data)
    assert response.status_code == 422
    (problem,) = problems(response)
    assert problem.startswith("Somebody recorded the same period of Assessments in time since")
    assert own() == [theirs]
    row = rows_of(response)[key("share")]
    fields = {f.column: f.value for f in row.fields}
    assert row.since.startswith("12 of 30, 40.0%, final, by YOT manager on ")
    assert (fields["numerator"], fields["status"]) == ("13", "revised")

    again = data | {
        "seen": response.context_data["page"].seen,
        f"{key('share')}-status": fields["status"],
    }
    assert client.post(ENTRY, again).status_code == 302
    assert [(r.numerator, r.corrects) for r in own()[1:]] == [(13, theirs), (2, None)]


def test_looking_over_says_so_too(client, manager):
    data = form(share="13/30")
    add("share", manager, **Q2)
    response = client.post(ENTRY, data | {"go": "check"})
    assert problems(response)[0].startswith("Somebody recorded the same period")
    assert rows_of(response)[key("share")].since != ""


def test_another_period_of_the_same_indicator_is_no_matter(client, manager):
    data = form(share="13/30")
    add("share", manager, **Q1)
    assert client.post(ENTRY, data).status_code == 302


def test_the_same_form_sent_twice_is_saved_once(client, manager):
    data = form(share="13/30")
    assert client.post(ENTRY, data).status_code == 302
    assert client.post(ENTRY, data).status_code == 422
    assert len(own()) == 1


def held_by_the_database(ref: str, manager) -> Reading:
    """A reading of the same name and day whose days are not known: only the constraint sees it."""
    days = {"period": "Jul to Sep 2014", "start_on": None, "end_on": None}
    return add(ref, manager, **days, published_on=timezone.localdate())


def test_what_the_database_refuses_to_hold_twice_is_said_in_the_same_words(send, manager):
    held_by_the_database("share", manager)
    response = send(share="13/30")
    assert response.status_code == 422
    assert problems(response)[0].startswith("Somebody recorded the same period since")
    assert {f.column: f.value for f in rows_of(response)[key("share")].fields}["numerator"] == "13"
    assert len(own()) == 1


def test_all_are_saved_or_none(send, manager):
    """The first row is written before the database refuses the second."""
    held_by_the_database("remands", manager)
    assert send(share="13/30", remands="2").status_code == 422
    assert [r.indicator.ref for r in own()] == ["remands"]


# ---------- what was sent back ----------


def test_what_was_sent_back_shows_its_reason_and_is_entered_anew(client, send, manager, chair):
    reading = add("share", manager, **Q2)
    send_back(reading, "Two returns are missing.", by=chair, at=timezone.now())
    row = rows_of(client.get(ENTRY))[key("share")]
    assert row.standing == ""
    assert row.sent_back.startswith("12 of 30, 40.0%, final, by Chair of the board, ")
    assert row.sent_back.endswith(": Two returns are missing.")
    assert "Two returns are missing." in client.get(ENTRY).content.decode()
    assert send(share="13/30").status_code == 302
    assert [(r.status, r.corrects) for r in own()[1:]] == [("final", reading)]
    assert rows_of(client.get(ENTRY))[key("share")].sent_back == ""


def test_what_was_sent_back_overlaps_nothing_and_is_no_last_reading(client, send, manager, chair):
    days = {"period": "Jun to Aug 2014", "start_on": date(2014, 6, 1), "end_on": date(2014, 8, 31)}
    reading = add("share", manager, **days)
    assert "overlaps Jun to Aug 2014" in problems(send(share="13/30"))[0]
    assert rows_of(client.get(ENTRY))[key("share")].last.startswith("Jun to Aug 2014")
    send_back(reading, "Not a quarter.", by=chair, at=timezone.now())
    assert rows_of(client.get(ENTRY))[key("share")].last == ""
    assert send(share="13/30").status_code == 302


def test_a_revision_that_was_sent_back_leaves_the_first_one_to_revise(client, send, manager, chair):
    first = add("share", manager, **Q2)
    second = add("share", manager, **Q2, corrects=first, status="revised", published="40")
    send_back(second, "No.", by=chair, at=timezone.now())
    row = rows_of(client.get(ENTRY))[key("share")]
    assert row.standing.startswith("12 of 30, 40.0%, final")
    assert row.sent_back.endswith(": No.")
    assert send(share="13/30").status_code == 302
    assert [(r.status, r.corrects) for r in own()[2:]] == [("revised", second)]
    row = rows_of(client.get(ENTRY))[key("share")]
    assert (row.standing, row.sent_back) == ("13 of 30, 43.3%, revised, waits for approval", "")


def test_what_was_recorded_and_sent_back_meanwhile_is_in_nobodys_way(client, manager, chair):
    data = form(share="13/30")
    reading = add("share", manager, **Q2)
    send_back(reading, "No.", by=chair, at=timezone.now())
    assert client.post(ENTRY, data).status_code == 302
    assert [r.corrects for r in own()] == [None, reading]


def test_a_revision_is_not_dated_before_what_it_revises(send, manager):
    add("share", manager, **Q2, published_on=date(2014, 10, 20))
    response = send(share="13/30", published_on="19 October 2014")
    assert response.status_code == 422
    assert "that this one revises was published on 20 October 2014" in problems(response)[0]
    assert send(share="13/30", published_on="20 October 2014").status_code == 302


def test_of_a_table_and_the_prose_the_table_is_corrected_and_its_bands_go_along(loaded, manager):
    """First time entrants of 2022 stand twice in the 2023 plan: with their count, and with a rank."""
    entrants = Indicator.objects.filter(
        readings__beside__name="2023-25", name__icontains="first time"
    )
    service, quarter = entrants.first().service, date(2022, 10, 1)
    found = entry_rows(service, quarter=quarter, as_at=timezone.localdate())
    rows = [r for r in found.rows.values() if r.slot.name.lower().startswith("first time")]
    row = next(r for r in rows if r.slot.standing_of(date(2022, 1, 1), date(2022, 12, 31)))
    days = (row.slot.start, row.slot.end)
    same = [f for f in row.slot.standing if (f.start, f.end) == days]
    assert len(same) == 2
    typed = {row.slot.key: Typed("42", "", "234", "revised", "One more.")}
    (made,) = record_readings(service, typed, by=manager, at=timezone.now(), quarter=quarter)
    assert made.corrects.numerator == 41
    assert made.corrects.beside.name == "2023-25"
    assert (made.beside, made.version) == (made.corrects.beside, made.corrects.version)


def test_readings_of_other_series_areas_and_totals_are_not_of_a_row(service, manager):
    for facts in ({"series": "national"}, {"area": "North"}, {"is_total": True}):
        add("share", manager, **Q2, **facts)
    rows = entry_rows(service, quarter=QUARTER, as_at=timezone.localdate())
    assert rows.rows[key("share")].facts == ()


def test_an_indicator_that_an_inspectorate_scores_is_not_entered(service, manager):
    IndicatorWriter(by=manager, at=AT).add_indicator(
        service,
        place="",
        position=9,
        ref="theme",
        name="Theme score",
        unit="%",
        decimals=0,
        better="higher",
        numerator="n",
        denominator="d",
        period_kind="quarter",
        domain="inspection",
    )
    rows = entry_rows(service, quarter=QUARTER, as_at=timezone.localdate())
    assert "is scored by an inspectorate" in rows.refused["theme"]


def test_a_service_without_indicators_says_so(client, service, manager):
    IndicatorWriter(by=manager, at=AT).add_service(ref="bare-yot", name="Bare", short_name="Bare")
    text = client.get("/indicators/entry/?service=bare-yot").content.decode()
    assert "No indicator of this service is entered by hand" in text
