"""Drafts of packs: who may begin which, what they can be of, and that nobody changes them unseen."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Change, Plan
from plans.rules.access import MAKERS, Position
from plans.services.errors import NotAllowed, Refused
from reports.forms_packs import sections_sent
from reports.kinds import OWN
from reports.material import Chosen
from reports.models import Accepted, Draft, Job, JobFile, Review
from reports.readmodels_lint import Finding, Weight
from reports.rules.making import MAKES, kinds_of, may_make
from reports.rules.packs import Audience, Kind, Task
from reports.sections.scrutiny_places import objective_key
from reports.selectors.drafts import lines_of, mark_of, section_lines
from reports.services import drafts
from reports.services.drafts import ChangedSince, NoLongerADraft
from tests.conftest import AT
from tests.reports.drafted import ON, begun, only

pytestmark = pytest.mark.django_db
ASKS = Finding("sum", Weight.ASKS, "Table 1", "It adds up to 12.", "Sums.", facts=("1", "12"))
STOPS = Finding("x", Weight.STOPS, "w", "t", "r")


def changed(draft: Draft, by, **facts) -> Draft:
    facts = {"as_at": ON, "audience": Audience.BOARD, "seen": mark_of(draft)} | facts
    return drafts.change_draft(draft, by=by, at=AT, **facts)


# Who


def test_those_who_make_packs_are_in_both_tables():
    assert set(MAKES) == set(MAKERS)


@pytest.mark.parametrize(
    ("position", "kinds"),
    [
        (Position.PANEL_OFFICER, tuple(Kind)),
        (Position.CLERK, (Kind.BOARD,)),
        (Position.MANAGER, (Kind.PLAN,)),
        (Position.CHAIR, ()),
        (Position.ADMINISTRATOR, ()),
    ],
)
def test_each_makes_the_kinds_that_are_theirs(position, kinds):
    assert kinds_of(position) == kinds


@pytest.mark.parametrize("position", list(Position))
@pytest.mark.parametrize("kind", list(Kind))
def test_a_draft_is_begun_by_those_who_make_its_kind(loaded, user_of, meeting_on, kind, position):
    more = {"meeting": meeting_on(date(2015, 4, 20))} if kind is Kind.BOARD else {}
    if may_make(position, kind):
        assert begun(loaded, user_of(position), kind, as_at=date(2015, 6, 16), **more).kind == kind
    else:
        with pytest.raises(NotAllowed, match="panel officer"):
            begun(loaded, user_of(position), kind, as_at=date(2015, 6, 16), **more)


def test_a_closed_account_makes_nothing(loaded, panel_officer):
    panel_officer.is_active = False
    with pytest.raises(NotAllowed):
        begun(loaded, panel_officer)


# What it can be of


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"as_at": date(2013, 12, 31)}, "as_at", "begins on 1 January 2014"),
        ({"as_at": AT.date() + timedelta(days=1)}, "as_at", "in the future"),
        ({"audience": Audience.EXEMPT}, "paragraph", "names the paragraph"),
        ({"audience": Audience.EXEMPT, "paragraph": 8}, "paragraph", "names the paragraph"),
        ({"audience": Audience.PUBLIC, "paragraph": 1}, "paragraph", "Only an exempt pack"),
        ({"title": "x" * 161}, "title", "160 characters"),
        ({"kind": Kind.BOARD}, "meeting", "Choose a meeting"),
        ({"kind": Kind.SCRUTINY, "review": None}, "review", "Choose a review"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_at_its_field(loaded, panel_officer, facts, field, said):
    with pytest.raises(Refused) as caught:
        begun(loaded, panel_officer, **facts)
    assert (caught.value.field, said in str(caught.value)) == (field, True)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("n", [1, 7])
def test_an_exempt_draft_keeps_its_paragraph(loaded, panel_officer, n):
    draft = begun(loaded, panel_officer, audience=Audience.EXEMPT, paragraph=n)
    assert draft.exempt_paragraph == n


def test_a_review_that_had_not_begun_cannot_be_reported_on(loaded, panel_officer):
    review = Review.objects.filter(plan=loaded).first()
    with pytest.raises(Refused) as caught:
        begun(loaded, panel_officer, Kind.SCRUTINY, as_at=date(2014, 1, 2))
    assert caught.value.field == "as_at"
    assert f"The review “{review.title}” begins" in str(caught.value)


def test_a_review_of_another_plan_cannot_be_reported_on(loaded, panel_officer):
    other = Plan.objects.get(ref="example-plan")
    with pytest.raises(Refused, match="Choose a review of this plan"):
        begun(
            other,
            panel_officer,
            Kind.SCRUTINY,
            at=datetime.fromisoformat("2026-11-20T09:00+00:00"),
            as_at=date(2026, 11, 1),
            review=Review.objects.filter(plan=loaded).first(),
        )


# Changing it


def test_a_draft_changed_since_it_was_opened_is_not_overwritten(loaded, panel_officer):
    draft = begun(loaded, panel_officer)
    seen = mark_of(draft)
    changed(draft, panel_officer, title="Another")
    with pytest.raises(ChangedSince):
        changed(draft, panel_officer, title="A third", seen=seen)
    with pytest.raises(ChangedSince):
        drafts.set_sections(draft, (), seen=seen, by=panel_officer, at=AT)
    assert Draft.objects.get().title == "Another"


def test_a_change_says_who_made_it(loaded, panel_officer, manager):
    draft = begun(loaded, manager)
    changed(draft, panel_officer, title="Another")
    last = Change.objects.filter(model="reports.draft", kind="changed").last()
    assert (last.by, last.at, last.after["title"]) == (panel_officer, AT, "Another")


def test_what_was_made_of_it_goes_with_a_change(loaded, panel_officer):
    draft = begun(loaded, panel_officer)
    job = Job.objects.create(draft=draft, task=Task.FILES, asked_by=panel_officer, asked_at=AT)
    for change in (
        lambda: changed(draft, panel_officer, title="x"),
        lambda: drafts.set_sections(draft, (), seen=mark_of(draft), by=panel_officer, at=AT),
        lambda: drafts.withdraw_draft(draft, by=panel_officer, at=AT),
    ):
        JobFile.objects.create(job=job, format="pdf", name="x", content_type="x", content=b"x")
        change()
        draft.refresh_from_db()
        assert not JobFile.objects.exists()


def test_what_is_withdrawn_is_neither_changed_nor_accepted(loaded, panel_officer):
    draft = drafts.withdraw_draft(begun(loaded, panel_officer), by=panel_officer, at=AT)
    for refused in (
        lambda: changed(draft, panel_officer),
        lambda: drafts.accept_findings(draft, [ASKS], "So.", by=panel_officer, at=AT),
        lambda: drafts.withdraw_draft(draft, by=panel_officer, at=AT),
    ):
        with pytest.raises(NoLongerADraft):
            refused()


# Its sections


def test_sections_that_are_not_named_follow_as_they_are_built():
    last = OWN[Kind.PLAN][-1]
    assert [ln.key for ln in lines_of(Kind.PLAN, (Chosen(last),))] == [last, *OWN[Kind.PLAN][:-1]]


def sent(**more) -> dict:
    every = lines_of(Kind.PLAN, ())
    return {f"in_{ln.key}": "on" for ln in every} | more


def keys(data: dict) -> list[str]:
    return [c.key for c in sections_sent(data, lines_of(Kind.PLAN, ()))]


def test_a_typed_place_and_the_buttons_move_a_section_alike():
    first, second, third, *rest = OWN[Kind.PLAN]
    turned = [second, first, third, *rest]
    assert keys(sent(move=f"{second}:up")) == turned
    assert keys(sent(move=f"{first}:down")) == turned
    assert keys(sent(**{f"place_{second}": "0"})) == turned
    assert keys(sent(**{f"place_{first}": "2"})) == [
        first,
        second,
        third,
        *rest,
    ]  # of equals, as it was


def test_a_move_past_the_end_and_a_place_that_is_none_change_nothing():
    every = list(OWN[Kind.PLAN])
    assert keys(sent(move=f"{every[0]}:up")) == every
    assert keys(sent(move=f"{every[-1]}:down")) == every
    assert keys(sent(move="no-such:up", **{f"place_{every[0]}": "soon"})) == every


def test_a_section_that_is_not_offered_stays_after_the_one_that_it_follows(loaded, panel_officer):
    draft = begun(loaded, panel_officer, Kind.SCRUTINY, as_at=date(2015, 6, 16), sections=())
    n = draft.review.objectives.count()
    lines = section_lines(draft)
    offered = [ln.key for ln in lines]
    assert objective_key(n) in offered
    assert objective_key(n + 1) not in offered
    data = {f"in_{key}": "on" for key in offered} | {f"place_{objective_key(n)}": "0"}
    drafts.set_sections(
        draft, sections_sent(data, lines), seen=mark_of(draft), by=panel_officer, at=AT
    )
    draft.refresh_from_db()
    every = [s["key"] for s in draft.sections]
    assert set(every) == set(OWN[Kind.SCRUTINY])
    assert every[:2] == [objective_key(n), objective_key(n + 1)]
    assert [ln.key for ln in section_lines(draft)][:2] == [objective_key(n), offered[0]]


def test_a_section_keeps_a_title_only_where_it_is_another_than_its_own():
    line = lines_of(Kind.PLAN, ())[0]
    data = sent(**{f"title_{line.key}": line.own_title})
    assert sections_sent(data, lines_of(Kind.PLAN, ()))[0].title == ""
    data[f"title_{line.key}"] = "Another"
    assert sections_sent(data, lines_of(Kind.PLAN, ()))[0].title == "Another"


def test_a_draft_without_sections_of_its_own_has_those_of_its_service(loaded, panel_officer):
    from reports.models import SectionOrder

    last = OWN[Kind.PLAN][-1]
    SectionOrder.objects.create(
        service=loaded.service,
        kind="plan",
        sections=[{"key": last, "title": "T", "is_in": True}],
        recorded_by=panel_officer,
        recorded_at=AT,
    )
    draft = begun(loaded, panel_officer, sections=())
    assert (section_lines(draft)[0].key, section_lines(draft)[0].title) == (last, "T")


# Findings


def test_a_finding_is_accepted_once_and_the_first_reason_holds(loaded, panel_officer):
    draft = begun(loaded, panel_officer)
    drafts.accept_findings(draft, [ASKS], "So.", by=panel_officer, at=AT)
    drafts.accept_findings(draft, [ASKS], "Otherwise.", by=panel_officer, at=AT)
    assert Accepted.objects.get().reason == "So."


@pytest.mark.parametrize(
    ("findings", "reason", "said"),
    [
        ([], "So.", "Tick at least one finding"),
        ([ASKS, STOPS], "So.", "has to be mended"),
        ([ASKS], "  ", "Write why"),
        ([ASKS], "x" * 2001, "2,000 characters"),
    ],
)
def test_what_cannot_be_accepted_is_refused(loaded, panel_officer, findings, reason, said):
    with pytest.raises(Refused, match=said):
        drafts.accept_findings(
            begun(loaded, panel_officer), findings, reason, by=panel_officer, at=AT
        )


# The pages


@pytest.fixture
def client(loaded, client_of):
    return client_of(Position.PANEL_OFFICER)


def form(**facts) -> dict:
    return {"as_at": "23 April 2015", "audience": "board", "title": "Paper 7"} | facts


BEGIN = "/packs/begin/?kind=plan&plan=2014-improvement"


def test_a_draft_is_begun_and_read(client):
    response = client.post(BEGIN, form(), follow=True)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Draft, Plan monitoring" in text
    assert "Paper 7" in text
    assert "As at 23 April 2015. For: The board, confidential." in text


def test_an_exempt_draft_says_its_paragraph_in_words(client):
    response = client.post(BEGIN, form(audience="exempt", paragraph="1"), follow=True)
    assert "paragraph 1 of Schedule 12A, information relating to any individual" in (
        response.content.decode()
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"as_at": ""}, "Write the day"),
        ({"as_at": "soon"}, "is not a day that can be read"),
        ({"as_at": "1 January 2099"}, "in the future"),
        ({"audience": "press"}, "press"),
        ({"audience": "exempt"}, "names the paragraph"),
    ],
)
def test_what_cannot_be_begun_is_shown_with_what_was_typed(client, facts, said):
    response = client.post(BEGIN, form(**facts))
    text = response.content.decode()
    assert response.status_code == 422
    assert said in text
    assert "There is a problem" in text
    assert "Paper 7" in text
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/packs/begin/", 404),
        ("/packs/begin/?kind=poster&plan=2014-improvement", 404),
        ("/packs/begin/?kind=plan&plan=none", 404),
        ("/packs/begin/?kind=plan&plan=%00", 404),
        ("/packs/drafts/987654/", 404),
        ("/packs/drafts/98765432109876543210/", 404),
        ("/packs/jobs/987654/", 404),
        ("/packs/issued/987654/", 404),
    ],
)
def test_addresses_that_name_nothing_are_answered_with_a_sentence(client, address, status):
    assert client.get(address).status_code == status


def test_the_forms_of_reviews_and_meetings_offer_the_latest(client, loaded):
    review = Review.objects.filter(plan=loaded).first()
    text = client.get(BEGIN.replace("=plan&", "=scrutiny&")).content.decode()
    assert review.title in text
    assert 'name="meeting"' not in text
    text = client.get(BEGIN.replace("=plan&", "=board&")).content.decode()
    assert 'name="meeting"' in text
    assert "April 2015" in text


def test_somebody_elses_kind_is_not_theirs_to_read(loaded, panel_officer, client_of):
    draft = begun(loaded, panel_officer)
    assert client_of(Position.CLERK).get(f"/packs/drafts/{draft.pk}/").status_code == 403
    assert client_of(Position.MANAGER).get(f"/packs/drafts/{draft.pk}/").status_code == 200
    assert client_of(Position.CLERK).get(BEGIN).status_code == 403


def test_a_draft_is_changed_by_its_form(client, loaded, panel_officer):
    draft = begun(loaded, panel_officer)
    url = f"/packs/drafts/{draft.pk}/change/"
    assert 'value="23 April 2015"' in client.get(url).content.decode()
    client.post(url, form(title="Another", seen=mark_of(draft)))
    assert Draft.objects.get().title == "Another"
    response = client.post(url, form(title="A third", seen=mark_of(draft)))
    assert response.status_code == 422
    assert "Somebody changed this draft" in response.content.decode()


def test_sections_are_saved_by_the_page_and_refused_there(client, loaded, panel_officer):
    draft = begun(loaded, panel_officer, sections=())
    url = f"/packs/drafts/{draft.pk}/sections/"
    client.post(url, {"in_plan-key": "on", "seen": mark_of(draft)})
    draft.refresh_from_db()
    assert [s["key"] for s in draft.sections if s["is_in"]] == ["plan-key"]
    response = client.post(url, {"seen": mark_of(draft)})
    assert response.status_code == 422
    assert "Choose at least one section." in response.content.decode()
    client.post(url, {"seen": mark_of(draft), "reset": "on"})
    draft.refresh_from_db()
    assert draft.sections == []


def test_the_preview_prints_what_would_be_issued_and_is_kept_by_nobody(
    client, loaded, panel_officer
):
    draft = begun(loaded, panel_officer, title="Paper 7")
    response = client.get(f"/packs/drafts/{draft.pk}/preview/")
    assert "Paper 7" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_file_of_a_draft_is_kept_by_nobody(client, loaded, panel_officer):
    draft = begun(loaded, panel_officer)
    response = client.get(f"/packs/drafts/{draft.pk}/files/html/")
    assert response["Content-Disposition"] == (
        'attachment; filename="draft-2014-improvement-2015-04-23.html"'
    )
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/packs/drafts/{draft.pk}/files/gif/").status_code == 404


def test_a_withdrawn_draft_is_in_no_list(client, loaded, panel_officer):
    draft = begun(loaded, panel_officer, title="Paper 7")
    assert "Paper 7" in client.get("/packs/").content.decode()
    client.post(f"/packs/drafts/{draft.pk}/withdraw/", follow=True)
    assert "Paper 7" not in client.get("/packs/").content.decode()
    response = client.get(f"/packs/drafts/{draft.pk}/")
    assert response.status_code == 400
    assert "This draft was withdrawn" in response.content.decode()


def test_the_officer_alone_sees_what_is_held_back(client, loaded, panel_officer):
    draft = begun(loaded, panel_officer, audience=Audience.PUBLIC)
    text = client.get(f"/packs/drafts/{draft.pk}/").content.decode()
    assert "Held back from the public" in text
    assert "For you alone" not in client.get(f"/packs/drafts/{draft.pk}/preview/").content.decode()


def test_the_list_asks_as_much_of_the_database_for_one_draft_as_for_ten(
    client, loaded, panel_officer
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/packs/")
        return len(caught)

    begun(loaded, panel_officer)
    before = queries()
    for _ in range(9):
        begun(loaded, panel_officer)
    assert queries() == before


def test_the_page_of_a_draft_asks_as_much_however_much_was_accepted(client, loaded, panel_officer):
    draft = begun(loaded, panel_officer, sections=only(Kind.PLAN, "plan-key", "plan-actions"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(draft.get_absolute_url())
        return len(caught)

    queries()
    before = queries()
    for n in range(5):
        finding = Finding("x", Weight.ASKS, "w", "t", "r", facts=(str(n),))
        drafts.accept_findings(draft, [finding], "So.", by=panel_officer, at=AT)
    assert queries() == before
