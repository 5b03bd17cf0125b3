"""The pages of scrutiny reviews: who reads and writes them, what bad input gets, that nothing is lost."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Change, Plan, Service
from plans.rules.access import IN_CONFIDENCE, Position
from reports.models import Conclusion, Narrative, PanelMeeting, Review
from reports.services.responses import record_response
from reports.services.review_evidence import write_evidence
from reports.services.review_findings import write_conclusion
from reports.services.review_rows import take_out
from tests.reports.reviews import AT, begun, published, whole

LONG = "x" * 50_001
PARTS = ["texts", "objectives", "members", "meetings", "evidence", "conclusions"]
PARTS += ["recommendations", "glossary", "about", "responses", "implementation"]


@pytest.fixture
def review(loaded, panel_officer) -> Review:
    return whole(loaded, panel_officer)


@pytest.fixture
def in_print(loaded, panel_officer) -> Review:
    return published(loaded, panel_officer)


@pytest.fixture
def officer(client_of) -> Client:
    return client_of(Position.PANEL_OFFICER)


def part(review: Review, name: str, pk: int | None = None, more: str = "") -> str:
    args = [review.ref, name] if pk is None else [review.ref, name, pk]
    return reverse(f"reports:review-part{'-change' if pk else ''}", args=args) + more


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_on(client: Client, url: str) -> dict:
    """Everything that the page's form would send as it stands."""
    form = client.get(url).context_data["form"]
    return {
        f.html_name: "" if f.value() is None else f.value()
        for f in form
        if f.value() is not False and not (f.value() is None and f.use_fieldset)
    }


# Reading


@pytest.mark.parametrize("position", list(Position))
def test_everybody_who_is_signed_in_reads_a_review(client_of, in_print, position):
    client = client_of(position)
    row = in_print.conclusions.get()
    pages = [reverse("reports:review-list"), reverse("reports:review-monitor")]
    pages += [in_print.get_absolute_url(), *(part(in_print, name) for name in PARTS)]
    pages.append(reverse("reports:review-history", args=[in_print.ref, "conclusions", row.pk]))
    assert [url for url in pages if client.get(url).status_code != 200] == []


@pytest.mark.parametrize("position", list(Position))
def test_a_confidential_review_is_there_for_few(client_of, in_print, loaded, position):
    Review.objects.filter(pk=in_print.pk).update(is_confidential=True)
    client = client_of(position)
    row = in_print.conclusions.get()
    pages = [in_print.get_absolute_url(), part(in_print, "evidence")]
    pages.append(reverse("reports:review-history", args=[in_print.ref, "conclusions", row.pk]))
    may = position in IN_CONFIDENCE
    assert {client.get(url).status_code for url in pages} == {200 if may else 404}
    for name in ("review-list", "review-monitor"):
        assert (in_print.title in client.get(reverse(f"reports:{name}")).content.decode()) is may


def test_the_counts_of_the_monitor_leave_out_what_is_confidential(client_of, in_print):
    url = reverse("reports:review-monitor")
    with_it = len(client_of(Position.OWNER).get(url).context_data["page"].lines)
    Review.objects.filter(pk=in_print.pk).update(is_confidential=True)
    page = client_of(Position.OWNER).get(url).context_data["page"]
    assert len(page.lines) == with_it - 1
    assert f"with {with_it - 1} recommendations" in page.sentence
    assert sum(t.n for t in page.by_answer) == sum(t.n for t in page.by_progress) == with_it - 1


def test_the_page_says_what_is_still_missing_and_links_it(officer, loaded, panel_officer):
    review = begun(loaded, panel_officer)
    response = officer.get(review.get_absolute_url())
    lacks = {lack.what: lack.url for lack in response.context_data["page"].lacking}
    assert lacks["It has no conclusion."] == part(review, "conclusions")
    assert "It has no conclusion." in words(response)
    listed = words(officer.get(reverse("reports:review-list")))
    assert "9 things are missing" in listed


def test_the_page_has_the_sections_of_the_report_in_order(officer, in_print):
    response = officer.get(in_print.get_absolute_url())
    titles = [section.title for section, _ in response.context_data["sections"]]
    assert titles == [
        "Preface",
        "Executive summary",
        "Conclusions",
        "Recommendations",
        "Purpose",
        "The panel",
        "Background, under no objective",
        "1. To see what is offered.",
        "2. To see what comes of it.",
        "Comments on equalities",
        "Comments on law",
        "Comments on finance",
        "Meetings and evidence",
        "Glossary",
    ]
    assert "Rests on conclusion 1." in words(response)


def test_live_figures_in_a_text_are_those_of_the_day(officer, in_print):
    Conclusion.objects.filter(review=in_print).update(
        text="{{ plan.2014-improvement.outstanding }} of {{ plan.2014-improvement.actions }} are open."
    )
    for day, said in (("2015-04-23", "11 of 104 are open."), ("2015-03-31", "78 of 104 are open.")):
        assert said in words(officer.get(part(in_print, "conclusions", more=f"?as_at={day}")))


def test_a_page_as_at_a_day_before_the_answer_shows_none(officer, in_print, manager):
    record_response(
        in_print.recommendations.get(),
        answer="accepted",
        answered_on=date(2015, 7, 14),
        answered_by="Cabinet",
        by=manager,
        at=AT,
    )
    url = part(in_print, "responses")
    assert "Accepted by Cabinet, 14 July 2015." in words(officer.get(url))
    before = words(officer.get(f"{url}?as_at=2015-07-13"))
    assert "Not answered yet." in before
    assert "Record an answer" not in before


@pytest.mark.parametrize("query", ["?as_at=2014-01-01", "?known_on=2015-01-01", "?as_at=soon"])
def test_a_day_that_cannot_be_gets_a_sentence(officer, review, query):
    response = officer.get(review.get_absolute_url() + query)
    assert response.status_code == 400
    assert "yp-problem" in response.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/reviews/nothing/",
        "/reviews/nothing/evidence/",
        "/reviews/how-children-are-supported/stories/",
        "/reviews/how-children-are-supported/evidence/987654/",
        "/reviews/how-children-are-supported/evidence/99999999999999999999999/",
        "/reviews/how-children-are-supported/responses/1/history/",
        "/reviews/how-children-are-supported/texts/987654/history/",
    ],
)
def test_what_is_not_there_gets_a_page(officer, review, url):
    assert officer.get(url).status_code == 404


def test_the_menu_leads_to_reviews(officer, loaded):
    assert 'href="/reviews/"' in officer.get("/").content.decode()


def test_the_same_queries_for_one_paragraph_and_for_thirty(officer, in_print, panel_officer):
    objective = in_print.objectives.first()
    row = objective.evidence.get()
    pages = [in_print.get_absolute_url(), part(in_print, "evidence")]
    pages += [part(in_print, "evidence", row.pk), reverse("reports:review-list")]

    def n_queries() -> list[int]:
        found = []
        for url in pages:
            cache.clear()
            with CaptureQueriesContext(connection) as caught:
                assert officer.get(url).status_code == 200
            found.append(len(caught))
        return found

    few = n_queries()
    for n in range(29):
        write_evidence(
            in_print,
            text=f"Paragraph {n}.",
            objective=objective.pk,
            witnesses=[w.pk for w in row.witnesses.all()],
            reason="x",
            by=panel_officer,
            at=AT,
        )
    assert n_queries() == few


def test_the_list_asks_no_more_for_more_reviews(officer, loaded, panel_officer):
    begun(loaded, panel_officer)
    counts = []
    for n in range(2):
        officer.get("/reviews/")
        with CaptureQueriesContext(connection) as caught:
            officer.get("/reviews/")
        counts.append(len(caught))
        begun(loaded, panel_officer, title=f"Another {n}")
    assert counts[0] == counts[1]


# Who writes


@pytest.mark.parametrize(
    "position", sorted(set(Position) - {Position.PANEL_OFFICER, Position.CLERK})
)
def test_others_find_no_forms_and_are_refused(client_of, review, position):
    client, row = client_of(position), review.conclusions.get()
    page = client.get(part(review, "conclusions"))
    assert page.context_data["form"] is None
    assert client.post(part(review, "conclusions"), {"text": "x"}).status_code == 403
    assert client.post(part(review, "conclusions", row.pk), {"text": "x"}).status_code == 403
    history = reverse("reports:review-history", args=[review.ref, "conclusions", row.pk])
    assert client.post(history, {"version": "0"}).status_code == 403
    assert client.post(part(review, "about"), {"published_on": "16 June 2015"}).status_code == 403
    assert review.conclusions.get().text == "It is known to work."


def test_the_manager_records_an_answer_on_its_page(client_of, in_print):
    client, row = client_of(Position.MANAGER), in_print.recommendations.get()
    url = part(in_print, "responses", row.pk)
    data = form_on(client, url) | {"answer": "in part", "answered_on": "14 July 2015"}
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert refused.context_data["form"].errors["reason"] == ["Write why it is accepted in part."]
    assert client.post(url, data | {"reason": "Money."}).status_code == 302
    assert row.responses.get().reason == "Money."
    again = client.post(url, data | {"reason": "Money and time.", "seen": "0"})
    assert "Somebody else recorded something" in words(again)
    seen = again.context_data["form"]["seen"].value()
    assert client.post(url, data | {"reason": "Money and time.", "seen": seen}).status_code == 302
    assert row.responses.count() == 2


def test_progress_is_recorded_with_the_action_that_does_it(client_of, in_print):
    client, row = client_of(Position.MANAGER), in_print.recommendations.get()
    url = part(in_print, "implementation", row.pk)
    data = form_on(client, url) | {"progress": "under way", "on": "1 July 2015"}
    refused = client.post(url, data | {"action_ref": "99.1"})
    assert "has no action “99.1”" in refused.context_data["form"].errors["action_ref"][0]
    assert client.post(url, data | {"action_ref": "5.3"}).status_code == 302
    assert row.implementations.get().action.ref == "5.3"
    assert "Under way, 1 July 2015. Action 5.3." in words(
        client.get(part(in_print, "implementation"))
    )


# Writing


def test_a_review_is_begun_written_and_published_through_the_pages(officer, loaded):
    data = form_on(officer, reverse("reports:review-add"))
    data |= {
        "title": "A look",
        "panel": "P",
        "executive": "Cabinet",
        "begins_as_written": "May 2015",
    }
    response = officer.post(reverse("reports:review-add"), data | {"plan": loaded.pk})
    review = Review.objects.get(title="A look")
    assert response["Location"] == review.get_absolute_url()
    sent = {
        "objectives": {"title": "To see.", "summary": "Seen."},
        "members": {"role": "Chair", "n_people": "1"},
        "conclusions": {"text": "It works."},
        "glossary": {"short": "YOT", "meaning": "Youth offending team"},
        "meetings": {
            "as_written": "12 May 2015",
            "witnesses_0_role": "Head",
            "documents_0_title": "A report",
            "documents_0_link": "https://example.org/r",
        },
        "evidence": {"text": "We heard."},
    }
    for name, said in sent.items():
        page = officer.post(part(review, name), form_on(officer, part(review, name)) | said)
        assert page.status_code == 302, (name, page.context_data["form"].errors)
    tied = {"text": "Go on.", "conclusions": [review.conclusions.get().pk], "action_by": "Head"}
    url = part(review, "recommendations")
    assert officer.post(url, form_on(officer, url) | tied).status_code == 302
    for kind in ("purpose", "equalities", "law", "finance"):
        url = part(review, "texts", more=f"?kind={kind}")
        assert officer.post(url, form_on(officer, url) | {"text": "T"}).status_code == 302
    lacking = officer.post(part(review, "about"), {"published_on": "1 July 2015"})
    assert lacking.status_code == 422
    assert "Objective 1 has no evidence." in words(lacking)
    url = part(review, "evidence", more=f"?under={review.objectives.get().pk}")
    assert officer.post(url, form_on(officer, url) | {"text": "More."}).status_code == 302
    published = officer.post(part(review, "about"), {"published_on": "1 July 2015"})
    assert published.status_code == 302
    officer.post(part(review, "about"), {"received_on": "2 July 2015"})
    review.refresh_from_db()
    assert (review.published_on, review.received_on) == (date(2015, 7, 1), date(2015, 7, 2))
    assert "It runs until" in words(officer.get(review.get_absolute_url() + "?as_at=2015-07-03"))


def test_a_review_can_be_of_no_one_plan_and_of_another_service(officer, loaded):
    service = Service.objects.exclude(pk=loaded.service_id).first()
    url = f"{reverse('reports:review-add')}?service={service.ref}"
    data = form_on(officer, url)
    data |= {"title": "A look", "panel": "P", "executive": "C", "begins_as_written": "2015"}
    assert officer.post(url, data).status_code == 302
    review = Review.objects.get(title="A look")
    assert (review.service, review.plan) == (service, None)
    assert officer.get(review.get_absolute_url()).status_code == 200
    assert officer.get(reverse("reports:review-picker", args=[review.ref])).status_code == 200


def test_what_is_saved_is_on_record_with_its_page(officer, review, panel_officer):
    row = review.conclusions.get()
    url = part(review, "conclusions", row.pk)
    officer.post(url, form_on(officer, url) | {"text": "Other words."})
    change = Change.objects.filter(model="reports.conclusion").first()
    assert (change.by, change.via) == (panel_officer, "page reports:review-part-change")


def test_rows_move_up_and_down(officer, review):
    second = review.objectives.last()
    officer.post(part(review, "objectives"), {"up": second.pk})
    second.refresh_from_db()
    assert second.number == 1
    assert officer.post(part(review, "objectives"), {"down": "987654"}).status_code == 404
    assert officer.post(part(review, "glossary"), {"down": "1"}).status_code == 404


def test_a_row_is_taken_out_unless_something_rests_on_it(officer, review):
    term, conclusion = review.terms.get(), review.conclusions.get()
    assert officer.post(part(review, "glossary", term.pk), {"go": "take-out"}).status_code == 302
    assert not review.terms.exists()
    refused = officer.post(part(review, "conclusions", conclusion.pk), {"go": "take-out"})
    assert refused.status_code == 422
    assert "recommendation 1 rests on it" in words(refused)


def test_nothing_is_written_under_an_address_that_looks_back(officer, review):
    for url in (
        part(review, "conclusions"),
        part(review, "conclusions", review.conclusions.get().pk),
    ):
        response = officer.post(f"{url}?as_at=2015-04-23", {"text": "x"})
        assert response.status_code == 400
        assert "looks back" in words(response)


def test_the_witnesses_of_a_meeting_are_rows(officer, review):
    meeting = review.meetings.get()
    url = part(review, "meetings", meeting.pk)
    data = form_on(officer, url)
    more = officer.post(url, data | {"go": "more", "witnesses_2_role": "Third"})
    assert more.status_code == 200
    form = more.context_data["form"]
    assert (form.n_rows["witnesses"], form["witnesses_2_role"].value()) == (8, "Third")
    officer.post(
        url, data | {"witnesses_1_role": "", "witnesses_1_agency": "", "witnesses_2_role": "C"}
    )
    assert [w.role for w in meeting.witnesses.all()] == ["Head of service", "C"]


# Bad input


@pytest.mark.parametrize(
    ("name", "said", "field", "sentence"),
    [
        ("texts", {"kind": "preface", "text": LONG}, "text", "50,000 characters: this has 50001"),
        ("texts", {"kind": "purpose", "text": "x"}, "kind", "written already"),
        ("texts", {"kind": "preface", "text": " "}, "text", "Write the text."),
        ("objectives", {"title": "x" * 241}, "title", "240 characters"),
        ("objectives", {"title": "To see what is offered."}, "title", "already"),
        ("members", {"role": "x", "n_people": "two"}, "n_people", "whole number"),
        ("members", {"role": "x", "n_people": "0"}, "n_people", "from 1 to 200"),
        ("members", {"role": "x", "n_people": "1", "from_on": "May"}, "from_on", "not a day"),
        (
            "members",
            {"role": "x", "n_people": "1", "from_on": "2 May 2015", "until_on": "1 May 2015"},
            "until_on",
            "before the first",
        ),
        ("meetings", {"as_written": "31 April 2015"}, "as_written", "not a date"),
        ("meetings", {"as_written": "12 March 2015"}, "as_written", "already"),
        (
            "meetings",
            {"as_written": "May 2015", "witnesses_0_agency": "Police"},
            "witnesses_0_role",
            "in which role",
        ),
        (
            "meetings",
            {
                "as_written": "May 2015",
                "documents_0_title": "x",
                "documents_0_link": "http://a.uk/",
            },
            "documents_0_link",
            "begins with https://",
        ),
        (
            "meetings",
            {"as_written": "May 2015", "documents_0_link": "https://a.uk/"},
            "documents_0_title",
            "what the document is called",
        ),
        (
            "meetings",
            {"as_written": "May 2015", "kind": "party"},
            "kind",
            "what the meeting was for",
        ),
        ("evidence", {"text": LONG}, "text", "50,000 characters"),
        ("evidence", {"text": "x", "objective": "987654"}, "objective", "there no more"),
        ("evidence", {"text": "x", "witnesses": ["987654"]}, "witnesses", "there no more"),
        ("evidence", {"text": "x", "exhibits_0_caption": "y"}, "exhibits_0_what", "what is shown"),
        ("evidence", {"text": "x", "exhibits_n": ""}, "exhibits_n", "load the page again"),
        ("conclusions", {"text": "IT is known to work."}, "text", "already"),
        ("recommendations", {"text": "x", "conclusions": ["0"]}, "conclusions", "there no more"),
        ("glossary", {"short": "yot", "meaning": "x"}, "short", "already"),
        ("glossary", {"short": "x" * 41, "meaning": "x"}, "short", "40 characters"),
    ],
)
def test_each_kind_of_bad_input_gets_a_sentence_at_its_field(
    officer, review, name, said, field, sentence
):
    url = part(review, name)
    last = Change.objects.first().pk
    response = officer.post(url, form_on(officer, url) | said)
    form = response.context_data["form"]
    assert response.status_code == 422
    assert sentence in form.errors[field][0]
    for key, value in said.items():
        assert form[key].value() == value
    assert Change.objects.first().pk == last


def test_a_meeting_after_publication_is_refused_at_its_date(officer, in_print):
    url = part(in_print, "meetings")
    said = {"as_written": "17 June 2015", "reason": "It was left out"}
    form = officer.post(url, form_on(officer, url) | said).context_data["form"]
    assert "after the report was published" in form.errors["as_written"][0]


def test_a_correction_after_publication_needs_its_reason(officer, in_print):
    row = in_print.conclusions.get()
    url = part(in_print, "conclusions", row.pk)
    data = form_on(officer, url) | {"text": "Other words."}
    form = officer.post(url, data).context_data["form"]
    assert "say why it is corrected" in form.errors["reason"][0]
    assert officer.post(url, data | {"reason": "A slip."}).status_code == 302


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"begins_as_written": "one day"}, "begins_as_written"),
        ({"clock_length": "0"}, "clock_length"),
        ({"clock_length": ""}, "clock_length"),
        ({"clock_unit": "days"}, "clock_unit"),
        ({"plan": "987654"}, "plan"),
    ],
)
def test_a_review_that_cannot_be_is_not_begun(officer, loaded, said, field):
    good = {"title": "A look", "panel": "P", "executive": "C", "begins_as_written": "2015"}
    data = form_on(officer, reverse("reports:review-add")) | good | said
    response = officer.post(reverse("reports:review-add"), data)
    assert response.status_code == 422
    assert list(response.context_data["form"].errors) == [field]
    assert not Review.objects.filter(panel="P").exists()


def test_the_title_of_another_review_is_refused_at_its_field(officer, review):
    good = {"title": review.title, "panel": "P", "executive": "C", "begins_as_written": "2015"}
    data = form_on(officer, reverse("reports:review-add")) | good
    form = officer.post(reverse("reports:review-add"), data).context_data["form"]
    assert "open that one" in form.errors["title"][0]


# Somebody else's change


def test_somebody_elses_change_stands_beside_ones_own(officer, review, clerk):
    row = review.conclusions.get()
    url = part(review, "conclusions", row.pk)
    data = form_on(officer, url)
    write_conclusion(review, row=row, text="Theirs.", by=clerk, at=AT)
    response = officer.post(url, data | {"text": "Mine."})
    assert response.status_code == 422
    assert response.context_data["sent"].theirs == [("Conclusion", "Theirs.", "Mine.")]
    assert "Clerk, 20 July 2015" in words(response)
    again = {f.html_name: f.value() for f in response.context_data["form"]}
    assert again["text"] == "Mine."
    assert officer.post(url, again).status_code == 302
    assert review.conclusions.get().text == "Mine."


def test_what_was_typed_over_a_row_that_is_gone_is_not_lost(officer, review, clerk):
    row = review.terms.get()
    url = part(review, "glossary", row.pk)
    data = form_on(officer, url) | {"meaning": "Mine"}
    take_out(row, by=clerk, at=AT)
    response = officer.post(url, data)
    assert response.status_code == 422
    assert "Somebody took this out" in words(response)
    again = {f.html_name: f.value() for f in response.context_data["form"]}
    assert officer.post(part(review, "glossary"), again).status_code == 302
    assert review.terms.get().meaning == "Mine"


def test_the_rows_of_a_meeting_are_compared_too(officer, review):
    meeting = PanelMeeting.objects.get(review=review)
    url = part(review, "meetings", meeting.pk)
    data = form_on(officer, url)
    officer.post(url, data | {"witnesses_1_agency": "Theirs"})
    sent = officer.post(url, data | {"witnesses_1_agency": "Mine"}).context_data["sent"]
    assert sent.theirs == [("Agency", "Theirs", "Mine")]


# Previews


def test_a_preview_writes_nothing_and_keeps_what_was_typed(officer, review):
    url = part(review, "texts")
    text = "**Bold** {{ plan.2014-improvement.actions }} {{ plan.nowhere.x }}\n\n<script>alert(1)</script>"
    last = Change.objects.first().pk
    data = form_on(officer, url) | {"kind": "preface", "text": text, "go": "preview"}
    response = officer.post(url, data)
    ((_, shown),) = response.context_data["sent"].previews
    assert response.status_code == 200
    assert "104" in shown.html
    assert "<script" not in shown.html
    assert any(p.startswith("Line 1:") for p in shown.problems)
    assert response.context_data["form"]["text"].value() == text
    assert response.context_data["form"].errors == {}
    assert Change.objects.first().pk == last
    assert not Narrative.objects.filter(review=review, kind="preface").exists()


def test_a_preview_of_a_change_can_be_saved_after_it(officer, review):
    row = review.conclusions.get()
    url = part(review, "conclusions", row.pk)
    data = form_on(officer, url) | {"text": "Better words."}
    response = officer.post(url, data | {"go": "preview"})
    again = {f.html_name: f.value() for f in response.context_data["form"]}
    assert officer.post(url, again).status_code == 302
    assert review.conclusions.get().text == "Better words."


def test_the_editor_offers_ten_live_figures_those_quoted_first(officer, review, panel_officer):
    write_conclusion(review, text="{{ plan.2014-improvement.overdue }}", by=panel_officer, at=AT)
    fields = officer.get(part(review, "conclusions")).context_data["fields"]
    assert len(fields) == 10
    assert (fields[0].name, fields[0].text) == ("plan.2014-improvement.overdue", "10")


def test_the_picker_finds_live_figures_by_their_words(officer, review):
    url = reverse("reports:review-picker", args=[review.ref])
    everything = officer.get(url).context_data
    found = officer.get(f"{url}?q=actions+outstanding").context_data
    assert 0 < found["n"] < everything["n"]
    page = words(officer.get(f"{url}?q=actions+outstanding"))
    assert "{{ plan.2014-improvement.outstanding }}" in page
    assert "No live figure has those words." in words(officer.get(f"{url}?q=xyzzy"))


# Versions


def test_the_history_shows_each_version_and_puts_one_back(officer, review, clerk):
    row = review.conclusions.get()
    write_conclusion(review, row=row, text="Second words.", by=clerk, at=AT)
    url = reverse("reports:review-history", args=[review.ref, "conclusions", row.pk])
    page = officer.get(url)
    versions = page.context_data["versions"]
    assert [(v.number, v.texts[0][1], v.who, v.is_now) for v in versions] == [
        (2, "Second words.", "Clerk", True),
        (1, "It is known to work.", "Panel officer", False),
    ]
    data = {"version": versions[1].change, "seen": page.context_data["seen"]}
    assert officer.post(url, data).status_code == 302
    assert review.conclusions.get().text == "It is known to work."
    assert len(officer.get(url).context_data["versions"]) == 3


def test_putting_back_over_somebody_elses_change_is_refused(officer, review, clerk):
    row = review.conclusions.get()
    url = reverse("reports:review-history", args=[review.ref, "conclusions", row.pk])
    write_conclusion(review, row=row, text="Second words.", by=clerk, at=AT)
    seen = officer.get(url).context_data["seen"]
    write_conclusion(review, row=row, text="Third words.", by=clerk, at=AT)
    response = officer.post(url, {"version": "0", "seen": seen})
    assert response.status_code == 422
    assert review.conclusions.get().text == "Third words."


def test_a_move_is_no_version(officer, review):
    row = review.objectives.last()
    officer.post(part(review, "objectives"), {"up": row.pk})
    url = reverse("reports:review-history", args=[review.ref, "objectives", row.pk])
    assert len(officer.get(url).context_data["versions"]) == 1


def test_a_loaded_text_has_its_first_version(officer, loaded):
    row = Narrative.objects.filter(source__isnull=False).select_related("review").first()
    url = reverse("reports:review-history", args=[row.review.ref, "texts", row.pk])
    (version,) = officer.get(url).context_data["versions"]
    assert version.texts[0][1] == row.text


def test_what_a_review_is_has_its_versions_and_is_not_put_back_whole(officer, review):
    url = part(review, "about", review.pk)
    officer.post(url, form_on(officer, url) | {"title": "Another title"})
    history = reverse("reports:review-history", args=[review.ref, "about", review.pk])
    titles = [v.texts[0][1] for v in officer.get(history).context_data["versions"]]
    assert titles == ["Another title", "How children are supported"]
    assert officer.post(history, {"version": "0"}).status_code == 400


# The monitor


def test_the_monitor_counts_and_narrows(officer, loaded, panel_officer, manager):
    review = published(loaded, panel_officer)
    url = reverse("reports:review-monitor")
    day = "as_at=2015-08-31"
    page = officer.get(f"{url}?{day}").context_data
    assert review.ref in {line.review_ref for line in page["lines"] if line.is_late}
    record_response(
        review.recommendations.get(),
        answer="rejected",
        reason="No.",
        answered_on=date(2015, 8, 31),
        answered_by="Cabinet",
        by=manager,
        at=AT.replace(month=9),
    )
    for query, is_there in (
        ("answer=rejected", True),
        ("answer=accepted", False),
        ("progress=none", True),
        ("late=on", False),
        (f"review={review.ref}", True),
    ):
        lines = officer.get(f"{url}?{day}&{query}").context_data["lines"]
        assert (review.ref in {line.review_ref for line in lines}) is is_there, query


def test_every_count_of_the_monitor_leads_to_its_rows(officer, loaded):
    page = officer.get(reverse("reports:review-monitor")).context_data
    linked = [*page["answers"], *page["progress"]]
    assert linked
    for tallied, url in linked:
        if url:
            assert len(officer.get(url).context_data["lines"]) == tallied.n


def test_a_review_of_a_plan_that_begins_later_is_still_shown(officer, loaded, panel_officer):
    review = begun(loaded, panel_officer, begins_as_written="2014")
    Plan.objects.filter(pk=loaded.pk).update(begins_on=date(2014, 6, 1))
    page = officer.get(review.get_absolute_url() + "?as_at=2014-03-01")
    assert page.status_code == 200
