"""Writing a scrutiny review: who may, what is refused in which sentence, and what stays on record."""

from datetime import date, timedelta

import pytest

from indicators.models import Indicator, SourceTable
from plans.models import Change
from plans.services.errors import NotAllowed, NothingSaid, Refused, WrongDate
from reports.models import (
    Conclusion,
    Evidence,
    GlossaryTerm,
    PanelMeeting,
    PanelRecommendation,
    Review,
    ReviewObjective,
    Witness,
)
from reports.rules.reviews import ClockFrom, ClockUnit
from reports.services import responses
from reports.services import review_findings as findings
from reports.services import review_texts as texts
from reports.services.review_days import NotReady, publish_review, receive_review
from reports.services.review_evidence import Shown, facts_of_evidence, write_evidence
from reports.services.review_meetings import Heard, Received, facts_of_meeting, write_meeting
from reports.services.review_rows import move, put_back, take_out
from reports.services.reviewing import (
    AlreadyThere,
    ChangedSince,
    GoneSince,
    IsPublished,
    RestsOnIt,
    mark_of,
)
from reports.services.reviews import Clock, begin_review, change_review, facts_of_review
from tests.reports.reviews import AT, LATER, PUBLISHED, begun, published, whole


@pytest.fixture
def signed(panel_officer) -> dict:
    return {"by": panel_officer, "at": LATER}


@pytest.fixture
def review(loaded, panel_officer) -> Review:
    return whole(loaded, panel_officer)


@pytest.fixture
def in_print(loaded, panel_officer) -> Review:
    return published(loaded, panel_officer)


def said(error) -> tuple[str, str]:
    return error.value.field, str(error.value)


# Beginning and changing


def test_a_review_is_begun_with_its_clock_and_a_name_for_addresses(loaded, panel_officer):
    clock = Clock(8, ClockUnit.WEEKS, ClockFrom.PUBLISHED, "The council’s rule 12")
    review = begun(loaded, panel_officer, clock=clock)
    assert (review.ref, review.begins_on, review.begins_precision) == (
        "how-children-are-supported",
        date(2014, 10, 31),
        "month",
    )
    assert facts_of_review(review)["clock"] == clock


@pytest.mark.parametrize(
    ("title", "ref"), [("Monitor", "review"), ("Add", "review"), ("…", "review")]
)
def test_a_review_is_never_named_like_a_page(loaded, panel_officer, title, ref):
    assert begun(loaded, panel_officer, title=title).ref == ref


def test_two_reviews_never_share_their_address(loaded, panel_officer):
    refs = [begun(loaded, panel_officer, title=t).ref for t in ("A look", "A look!", "A, look")]
    assert refs == ["a-look", "a-look-2", "a-look-3"]


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"title": " "}, "title", "Write what the review is called."),
        ({"panel": ""}, "panel", "Write which panel it is."),
        ({"executive": ""}, "executive", "Write to whom the panel reports."),
        (
            {"begins_as_written": "soon"},
            "begins_as_written",
            "“soon” is not a date that can be read",
        ),
        ({"plan": 987654}, "plan", "not of this service"),
        ({"clock": Clock(length=0)}, "clock_length", "from 1 to 52"),
        ({"clock": Clock(length=53)}, "clock_length", "from 1 to 52"),
    ],
)
def test_a_review_that_cannot_be_is_refused_at_its_field(
    loaded, panel_officer, facts, field, sentence
):
    with pytest.raises(Refused) as error:
        begun(loaded, panel_officer, **facts)
    assert said(error)[0] == field
    assert sentence in said(error)[1]
    assert not Review.objects.filter(recorded_at=AT).exists()


def test_a_title_is_of_one_review(loaded, panel_officer):
    begun(loaded, panel_officer)
    with pytest.raises(AlreadyThere, match="open that one"):
        begun(loaded, panel_officer, title="how CHILDREN are  supported")


@pytest.mark.parametrize("who", ["manager", "chair", "board_member", "owner", "administrator"])
def test_only_the_panel_officer_and_the_clerk_write(loaded, request, review, who):
    by = request.getfixturevalue(who)
    for write in (
        lambda: begun(loaded, by, title="Another"),
        lambda: texts.write_objective(review, title="x", by=by, at=AT),
        lambda: write_evidence(review, text="x", by=by, at=AT),
        lambda: take_out(review.terms.get(), by=by, at=AT),
        lambda: publish_review(review, on=PUBLISHED, by=by, at=AT),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_a_clerk_writes_too(loaded, clerk):
    assert begin_review(
        loaded.service,
        title="x",
        panel="y",
        executive="z",
        begins_as_written="2015",
        by=clerk,
        at=AT,
    ).pk


# What each row needs


@pytest.mark.parametrize(
    ("write", "field"),
    [
        (lambda r, s: texts.write_narrative(r, kind="preface", text=" ", **s), "text"),
        (lambda r, s: texts.write_objective(r, title="", **s), "title"),
        (lambda r, s: texts.write_member(r, role="", **s), "role"),
        (lambda r, s: findings.write_conclusion(r, text="", **s), "text"),
        (lambda r, s: findings.write_recommendation(r, text="", **s), "text"),
        (lambda r, s: findings.write_term(r, short="", meaning="x", **s), "short"),
        (lambda r, s: findings.write_term(r, short="x", meaning="", **s), "meaning"),
        (lambda r, s: write_evidence(r, text="", **s), "text"),
        (lambda r, s: write_meeting(r, as_written="", **s), "as_written"),
        (
            lambda r, s: write_meeting(
                r, as_written="1 May 2015", witnesses=[Heard("", "Police")], **s
            ),
            "witnesses",
        ),
    ],
)
def test_what_says_nothing_is_refused_at_its_field(review, signed, write, field):
    with pytest.raises(NothingSaid) as error:
        write(review, signed)
    assert said(error)[0] == field


@pytest.mark.parametrize(
    ("write", "field"),
    [
        (lambda r, s: texts.write_narrative(r, kind="purpose", text="x", **s), "kind"),
        (lambda r, s: texts.write_objective(r, title="TO see  what is offered.", **s), "title"),
        (lambda r, s: texts.write_member(r, role="chair", **s), "role"),
        (lambda r, s: findings.write_conclusion(r, text="It is known to work.", **s), "text"),
        (lambda r, s: findings.write_recommendation(r, text="go on with it.", **s), "text"),
        (lambda r, s: findings.write_term(r, short="yot", meaning="x", **s), "short"),
        (lambda r, s: write_meeting(r, as_written="12/03/2015", **s), "as_written"),
        (
            lambda r, s: write_meeting(
                r, as_written="1 May 2015", witnesses=[Heard("A"), Heard("a ")], **s
            ),
            "witnesses",
        ),
        (
            lambda r, s: write_meeting(
                r, as_written="1 May 2015", documents=[Received("A"), Received("a ")], **s
            ),
            "documents",
        ),
        (
            lambda r, s: write_evidence(
                r, text="The panel heard of it.", objective=r.objectives.first().pk, **s
            ),
            "text",
        ),
    ],
)
def test_the_same_is_not_written_twice(review, signed, write, field):
    last = Change.objects.first().pk
    with pytest.raises(AlreadyThere) as error:
        write(review, signed)
    assert said(error)[0] == field
    assert Change.objects.first().pk == last


@pytest.mark.parametrize(
    "written", ["tomorrow", "31 April 2015", "2015", "Q3 2015/16", "May 2015 (ongoing)"]
)
def test_a_meeting_has_a_day_or_a_month(review, signed, written):
    with pytest.raises(WrongDate, match="not a date that can be read"):
        write_meeting(review, as_written=written, **signed)


def test_a_link_that_is_not_https_is_refused(review, signed):
    received = [Received("A paper", "http://example.org/a.pdf")]
    with pytest.raises(Refused, match="https://") as error:
        write_meeting(review, as_written="1 May 2015", documents=received, **signed)
    assert said(error)[0] == "documents"
    assert review.meetings.count() == 1


@pytest.mark.parametrize(
    ("until", "is_fine"), [(date(2014, 5, 31), False), (date(2014, 6, 1), True), (None, True)]
)
def test_a_member_ends_no_earlier_than_they_begin(review, signed, until, is_fine):
    facts = {"role": "Member", "from_on": date(2014, 6, 1), "until_on": until, **signed}
    if is_fine:
        assert texts.write_member(review, **facts).until_on == until
    else:
        with pytest.raises(WrongDate, match="before the first"):
            texts.write_member(review, **facts)


def test_what_a_recommendation_rests_on_is_of_its_review(loaded, panel_officer, review, signed):
    other = begun(loaded, panel_officer, title="Another")
    strange = findings.write_conclusion(other, text="x", **signed)
    with pytest.raises(Refused, match="there no more"):
        findings.write_recommendation(review, text="y", conclusions=[strange.pk], **signed)


# Evidence and what is shown after it


def test_a_paragraph_comes_last_in_its_section_and_moves(review, signed):
    first, second = review.objectives.all()
    new = write_evidence(review, text="More.", objective=first.pk, **signed)
    assert [e.text for e in first.evidence.all()] == ["The panel heard of it.", "More."]
    move(new, "up", **signed)
    assert [e.text for e in first.evidence.all()] == ["More.", "The panel heard of it."]
    move(new, "up", **signed)
    assert [e.position for e in first.evidence.all()] == [1, 2]
    write_evidence(review, row=new, text="More.", objective=second.pk, **signed)
    assert [e.text for e in second.evidence.all()] == ["The panel heard of it.", "More."]


def test_an_exhibit_shows_one_thing_of_the_reviews_own_service(review, loaded, signed):
    indicator = Indicator.objects.filter(service=loaded.service).first()
    table = SourceTable.objects.filter(service=loaded.service).first()
    code = loaded.parts.first().code
    shown = [
        Shown(f"indicator:{indicator.pk}", "How it went"),
        Shown(f"table:{table.pk}", "What was asked", "Fig 2"),
        Shown(f"plan:{loaded.pk}", "What is left", parts=f" {code},"),
    ]
    row = write_evidence(review, text="See below.", exhibits=shown, **signed)
    first, second, third = row.exhibits.all()
    assert (first.indicator, second.table, third.outstanding_of) == (indicator, table, loaded)
    assert (second.label_as_printed, third.parts) == ("Fig 2", code)


@pytest.mark.parametrize(
    ("what", "caption", "parts", "sentence"),
    [
        ("", "x", "", "Choose what “x” shows"),
        ("indicator:987654", "x", "", "Choose what “x” shows"),
        ("indicator:" + "9" * 40, "x", "", "Choose what “x” shows"),
        ("person:1", "x", "", "Choose what “x” shows"),
        ("plan", "x", "Z", "has no part Z"),
        ("plan", " ", "", "Write the caption"),
    ],
)
def test_an_exhibit_that_cannot_be_is_refused(
    review, loaded, signed, what, caption, parts, sentence
):
    what = f"plan:{loaded.pk}" if what == "plan" else what
    with pytest.raises(Refused, match=sentence) as error:
        write_evidence(review, text="y", exhibits=[Shown(what, caption, parts=parts)], **signed)
    assert said(error)[0] == "exhibits"
    assert not review.evidence.filter(text="y").exists()


def test_an_indicator_of_another_service_is_not_shown(review, signed):
    strange = Indicator.objects.exclude(service=review.service).first()
    with pytest.raises(Refused, match="Choose what"):
        write_evidence(review, text="y", exhibits=[Shown(f"indicator:{strange.pk}", "x")], **signed)


# Taking out


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (lambda r: r.objectives.first(), "1 paragraph of evidence stand"),
        (lambda r: r.conclusions.get(), "recommendation 1 rests on it"),
        (lambda r: r.meetings.get(), "2 paragraphs of evidence rest"),
    ],
)
def test_what_something_rests_on_stays(review, signed, row, sentence):
    with pytest.raises(RestsOnIt, match=sentence):
        take_out(row(review), **signed)


def test_a_witness_who_is_quoted_stays(review, signed):
    meeting = review.meetings.get()
    facts = facts_of_meeting(meeting)
    with pytest.raises(RestsOnIt, match="2 paragraphs of the evidence rests") as error:
        write_meeting(
            review, row=meeting, **(facts | {"witnesses": facts["witnesses"][1:]}), **signed
        )
    assert said(error)[0] == "witnesses"
    write_meeting(review, row=meeting, **(facts | {"witnesses": facts["witnesses"][:1]}), **signed)
    assert [w.role for w in meeting.witnesses.all()] == ["Head of service"]


def test_numbers_close_up_after_what_is_taken_out(review, signed):
    for text in ("Second.", "Third."):
        findings.write_conclusion(review, text=text, **signed)
    take_out(review.conclusions.get(number=2), **signed)
    assert [(c.number, c.text) for c in review.conclusions.all()] == [
        (1, "It is known to work."),
        (2, "Third."),
    ]


def test_what_is_taken_out_stays_on_record_with_who_did_it(review, signed, panel_officer):
    row = review.terms.get()
    pk = row.pk
    take_out(row, **signed)
    change = Change.objects.filter(model="reports.glossaryterm", object_id=pk).first()
    assert (change.kind, change.by, change.before["meaning"]) == (
        "removed",
        panel_officer,
        "Youth offending team",
    )


def test_everything_can_be_taken_out_from_the_end(review, signed):
    for rows in ("recommendations", "conclusions", "evidence", "objectives", "meetings", "members"):
        for row in list(getattr(review, rows).all()):
            take_out(row, **signed)
        assert not getattr(review, rows).exists()
    assert not Witness.objects.filter(meeting__review=review).exists()


def test_objectives_change_places_with_their_evidence(review, signed):
    second = review.objectives.last()
    move(second, "up", **signed)
    assert [o.title for o in review.objectives.all()] == [
        "To see what comes of it.",
        "To see what is offered.",
    ]
    assert [o.number for o in review.objectives.all()] == [1, 2]
    assert second.evidence.count() == 1


# Somebody else's change


def test_a_change_since_is_noticed_and_nothing_is_written(review, signed, clerk):
    row = review.conclusions.get()
    mark = mark_of(findings.facts_of_conclusion(row))
    findings.write_conclusion(review, row=row, text="Theirs.", seen=mark, by=clerk, at=LATER)
    with pytest.raises(ChangedSince) as error:
        findings.write_conclusion(review, row=row, text="Mine.", seen=mark, **signed)
    assert Conclusion.objects.get(pk=row.pk).text == "Theirs."
    findings.write_conclusion(review, row=row, text="Mine.", seen=error.value.mark, **signed)
    assert Conclusion.objects.get(pk=row.pk).text == "Mine."


def test_what_hangs_on_a_row_is_part_of_what_was_seen(review, signed):
    row = review.evidence.first()
    mark = mark_of(facts_of_evidence(row))
    row.witnesses.clear()
    with pytest.raises(ChangedSince):
        write_evidence(review, row=row, text="x", seen=mark, **signed)


def test_moving_a_row_is_no_change_of_its_words(review, signed):
    row = review.objectives.first()
    mark = mark_of(texts.facts_of_objective(row))
    move(row, "down", **signed)
    texts.write_objective(review, row=row, title="Other words.", seen=mark, **signed)


def test_what_was_taken_out_since_is_said(review, signed):
    row = review.terms.get()
    take_out(review.terms.get(), **signed)
    with pytest.raises(GoneSince, match="write it anew"):
        findings.write_term(review, row=row, short="a", meaning="b", **signed)


# Publication


def test_publication_is_refused_with_every_thing_that_is_lacking(loaded, panel_officer, signed):
    review = begun(loaded, panel_officer)
    findings.write_recommendation(review, text="x", **signed)
    texts.write_objective(review, title="y", **signed)
    with pytest.raises(NotReady) as error:
        publish_review(review, on=PUBLISHED, **signed)
    assert error.value.lacking == (
        "The text “Purpose” is not written.",
        "The text “Comments on equalities” is not written.",
        "The text “Comments on law” is not written.",
        "The text “Comments on finance” is not written.",
        "Nobody is recorded as sitting on the panel.",
        "No meeting of the panel is recorded.",
        "It has no conclusion.",
        "Objective 1 has no executive summary.",
        "Objective 1 has no evidence.",
        "Recommendation 1 has no conclusion.",
        "Recommendation 1 has nobody to act on it.",
    )
    review.refresh_from_db()
    assert review.published_on is None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (None, "Write the day"),
        (LATER.date() + timedelta(days=1), "in the future"),
        (date(2014, 9, 30), "before the review began"),
        (date(2015, 3, 11), "The panel met on 12 March 2015"),
    ],
)
def test_a_day_of_publication_that_cannot_be_is_refused(review, signed, day, sentence):
    with pytest.raises(WrongDate, match=sentence) as error:
        publish_review(review, on=day, **signed)
    assert said(error)[0] == "published_on"


@pytest.mark.parametrize("day", [date(2015, 3, 12), LATER.date()])
def test_the_days_on_the_edge_are_fine(review, signed, day):
    assert publish_review(review, on=day, **signed).published_on == day


def test_a_review_is_published_once_and_then_received_once(review, signed):
    with pytest.raises(Refused, match="not published yet"):
        receive_review(review, on=PUBLISHED, **signed)
    publish_review(review, on=PUBLISHED, **signed)
    with pytest.raises(IsPublished, match="already"):
        publish_review(review, on=PUBLISHED, **signed)
    receive_review(review, on=date(2015, 6, 30), **signed)
    with pytest.raises(Refused, match="by the record"):
        receive_review(review, on=date(2015, 7, 1), **signed)


def test_what_is_published_is_corrected_with_a_reason_that_goes_on_record(in_print, signed):
    row = in_print.conclusions.get()
    with pytest.raises(IsPublished) as error:
        findings.write_conclusion(in_print, row=row, text="It works.", **signed)
    assert said(error)[0] == "reason"
    findings.write_conclusion(in_print, row=row, text="It works.", reason="A slip", **signed)
    assert Change.objects.filter(model="reports.conclusion").first().why == "A slip"


def test_nothing_is_taken_out_or_moved_after_publication(in_print, signed):
    for write in (
        lambda: take_out(in_print.terms.get(), **signed),
        lambda: move(in_print.objectives.first(), "down", **signed),
        lambda: write_meeting(
            in_print, row=in_print.meetings.get(), as_written="12 March 2015", reason="x", **signed
        ),
    ):
        with pytest.raises(IsPublished, match="16 June 2015"):
            write()
    assert in_print.meetings.get().witnesses.count() == 2


@pytest.mark.parametrize(
    ("written", "is_fine"),
    [("17 June 2015", False), ("16 June 2015", True), ("July 2015", False), ("June 2015", True)],
)
def test_no_meeting_is_after_publication(in_print, signed, written, is_fine):
    facts = {"as_written": written, "reason": "It was left out", **signed}
    if is_fine:
        assert write_meeting(in_print, **facts).pk
    else:
        with pytest.raises(WrongDate, match="after the report was published"):
            write_meeting(in_print, **facts)


def test_the_days_of_a_published_review_can_be_put_right(in_print, signed):
    facts = facts_of_review(in_print) | {"published_on": date(2015, 6, 15), "reason": "A slip"}
    assert change_review(in_print, **facts, **signed).published_on == date(2015, 6, 15)
    with pytest.raises(WrongDate):
        change_review(in_print, **(facts | {"published_on": None}), **signed)


# Versions


def test_an_earlier_version_is_put_back_as_a_new_one(review, signed, clerk):
    row = review.conclusions.get()
    findings.write_conclusion(review, row=row, text="Second words.", **signed)
    findings.write_conclusion(review, row=row, text="Third words.", by=clerk, at=LATER)
    changes = list(Change.objects.filter(model="reports.conclusion", object_id=row.pk))
    assert put_back(row, 0, **signed).text == "It is known to work."
    assert put_back(row, changes[1].pk, **signed).text == "Second words."
    texts_of = [
        c.after["text"]
        for c in Change.objects.filter(object_id=row.pk, kind="changed", model="reports.conclusion")
    ]
    assert texts_of == ["Second words.", "It is known to work.", "Third words.", "Second words."]


def test_a_version_of_another_row_is_none(review, signed):
    row = review.conclusions.get()
    texts.write_objective(review, row=review.objectives.first(), title="Changed.", **signed)
    strange = Change.objects.filter(model="reports.reviewobjective", kind="changed").first()
    for version in (strange.pk, 0, 987654):
        with pytest.raises(Refused, match="no such version"):
            put_back(row, version, **signed)


def test_a_date_comes_back_with_its_precision(review, signed):
    row = review.meetings.get()
    facts = facts_of_meeting(row)
    write_meeting(review, row=row, **(facts | {"as_written": "May 2015"}), **signed)
    put_back(PanelMeeting.objects.get(pk=row.pk), 0, **signed)
    row.refresh_from_db()
    assert (row.as_written, row.held_on, row.precision) == (
        "12 March 2015",
        date(2015, 3, 12),
        "day",
    )
    assert row.witnesses.count() == 2


def test_putting_back_notices_somebody_else_too(review, signed):
    row = review.conclusions.get()
    mark = mark_of(findings.facts_of_conclusion(row))
    findings.write_conclusion(review, row=row, text="Theirs.", **signed)
    with pytest.raises(ChangedSince):
        put_back(row, 0, seen=mark, **signed)


def test_putting_back_untouched_columns_leaves_what_the_public_may_not_read(review, signed):
    row = review.evidence.first()
    write_evidence(review, row=row, text="Secret.", is_confidential=True, **signed)
    put_back(row, 0, **signed)
    row.refresh_from_db()
    assert (row.text, row.is_confidential) == ("The panel heard of it.", True)


# Answers and what came of them


@pytest.fixture
def recommendation(in_print) -> PanelRecommendation:
    return in_print.recommendations.get()


ANSWER = {"answer": "accepted", "answered_on": date(2015, 7, 14), "answered_by": "Cabinet"}


def test_the_manager_records_answers_and_progress(recommendation, manager, loaded):
    response = responses.record_response(recommendation, **ANSWER, by=manager, at=AT)
    step = responses.record_progress(
        recommendation,
        progress="under way",
        on=date(2015, 7, 20),
        text="Begun.",
        action_ref="5.3",
        by=manager,
        at=AT,
    )
    assert (response.answer, response.recorded_by) == ("accepted", manager)
    assert (step.action.plan, step.action.ref) == (loaded, "5.3")


@pytest.mark.parametrize("who", ["chair", "board_member", "owner", "administrator"])
def test_others_record_no_answers(recommendation, request, who):
    with pytest.raises(NotAllowed):
        responses.record_response(recommendation, **ANSWER, by=request.getfixturevalue(who), at=AT)


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"answer": "rejected"}, "reason", "Write why it is rejected."),
        ({"answer": "in part", "reason": " "}, "reason", "Write why it is accepted in part."),
        ({"answered_by": ""}, "answered_by", "which body"),
        ({"answered_on": None}, "answered_on", "Write the day"),
        ({"answered_on": date(2015, 6, 15)}, "answered_on", "before the report was published"),
        ({"answered_on": date(2015, 7, 21)}, "answered_on", "in the future"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(recommendation, manager, facts, field, sentence):
    with pytest.raises(Refused, match=sentence) as error:
        responses.record_response(recommendation, **(ANSWER | facts), by=manager, at=AT)
    assert said(error)[0] == field


@pytest.mark.parametrize("day", [PUBLISHED, AT.date()])
def test_an_answer_can_be_of_the_first_day_and_of_today(recommendation, manager, day):
    facts = ANSWER | {"answered_on": day}
    assert responses.record_response(recommendation, **facts, by=manager, at=AT).pk


def test_an_answer_is_recorded_once_and_another_follows_it(recommendation, manager, clerk):
    facts = {**ANSWER, "by": manager, "at": AT}
    first = responses.record_response(recommendation, **facts, seen=0)
    with pytest.raises(AlreadyThere):
        responses.record_response(recommendation, **facts)
    with pytest.raises(Refused, match=r"Somebody else recorded.*Accepted by Cabinet on 14 July"):
        responses.record_response(
            recommendation, **(facts | {"answer": "rejected", "reason": "No", "by": clerk}), seen=0
        )
    responses.record_response(
        recommendation, **(facts | {"answer": "rejected", "reason": "No"}), seen=first.pk
    )
    assert [r.answer for r in recommendation.responses.all()] == ["accepted", "rejected"]


def test_nobody_answers_what_is_not_published(review, manager):
    with pytest.raises(Refused, match="not published yet"):
        responses.record_response(review.recommendations.get(), **ANSWER, by=manager, at=AT)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"action_ref": "99.9"}, "action_ref"),
        ({"action_ref": "5.3", "plan": 987654}, "action_ref"),
        ({"on": date(2015, 6, 15)}, "on"),
        ({"on": None}, "on"),
    ],
)
def test_progress_that_cannot_be_is_refused(recommendation, manager, facts, field):
    facts = {"progress": "done", "on": date(2015, 7, 1)} | facts
    with pytest.raises(Refused) as error:
        responses.record_progress(recommendation, **facts, by=manager, at=AT)
    assert said(error)[0] == field


def test_a_day_of_publication_stays_before_the_answers(in_print, recommendation, manager, signed):
    responses.record_response(recommendation, **ANSWER, by=manager, at=AT)
    facts = facts_of_review(in_print) | {"published_on": date(2015, 7, 15), "reason": "x"}
    with pytest.raises(WrongDate, match="an answer comes after"):
        change_review(in_print, **facts, **signed)


def test_models_are_all_written_by_somebody(review):
    for model in (ReviewObjective, Evidence, GlossaryTerm, PanelMeeting):
        assert not model.objects.filter(review=review).exclude(recorded_at=AT).exists()
