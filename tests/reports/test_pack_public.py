"""The edition for the public: nothing that was typed stands in it before it is released."""

from datetime import date

import pytest

from plans.models import Action, Remark, Update
from plans.selectors.plans import get_plan
from plans.services.statements import revise_due
from reports.compiling import compile_document
from reports.released import NOT_RELEASED
from reports.rules.packs import Audience, Kind
from tests.reports.gathering import material_of, pack_of
from tests.reports.public_secrets import BEFORE, all_words, release, type_secrets

pytestmark = pytest.mark.django_db
ON = date(2015, 7, 1)


@pytest.fixture
def secrets(loaded, meeting_on, manager, clerk) -> tuple[str, ...]:
    return type_secrets(loaded, meeting_on(date(2015, 6, 20)), manager, clerk)


def said(plan, kind: Kind, audience: Audience) -> str:
    """Every word of a pack: of its document, and of the values that a workbook is made from."""
    paragraph = 1 if audience is Audience.EXEMPT else None
    material = material_of(plan, ON, kind, audience=audience, paragraph=paragraph)
    return all_words(compile_document(material), material.pack)


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.BOARD])
def test_nothing_that_was_typed_is_in_it(loaded, secrets, kind):
    words = said(get_plan(loaded.ref), kind, Audience.PUBLIC)
    assert [secret for secret in secrets if secret in words] == []
    assert NOT_RELEASED.lower() in words


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.EXEMPT])
def test_inside_everything_is_read(loaded, secrets, audience):
    words = said(get_plan(loaded.ref), Kind.PLAN, audience)
    words += said(get_plan(loaded.ref), Kind.BOARD, audience)
    # a line of the minutes of no decision, and a link, stand on the pages and in workbooks
    assert [secret for secret in secrets if secret not in words] == ["aardwolf"]
    assert NOT_RELEASED.lower() not in words


def test_who_recorded_it_is_in_no_edition_for_the_public(loaded, secrets):
    for kind in (Kind.PLAN, Kind.BOARD):
        words = said(get_plan(loaded.ref), kind, Audience.PUBLIC)
        assert "recorded by yot manager" not in words
    pack = pack_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    assert {u.line.recorded_by for u in pack.updates} == {""}
    assert {r.line.board.recorded_by for r in pack.rows if r.line.board} == {""}


def test_what_a_published_document_says_is_in_it(loaded):
    inside = pack_of(get_plan(loaded.ref), ON)
    outside = pack_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    assert [r.line.comment for r in outside.rows] == [r.line.comment for r in inside.rows]
    assert outside.remarks == inside.remarks
    assert outside.state.tally == inside.state.tally
    assert not any("not released" in gap.what for gap in outside.gaps)


def comment_of(plan, ref: str, **asked) -> str:
    pack = pack_of(get_plan(plan.ref), ON, audience=Audience.PUBLIC, **asked)
    return next(r.line.comment for r in pack.rows if r.line.ref == ref)


def test_a_released_text_is_in_it_while_it_stands(loaded, secrets, panel_officer):
    update = Update.objects.filter(action__ref="5.3", comment__contains="Quagga").get()
    assert comment_of(loaded, "5.3") == NOT_RELEASED
    release(update, "comment", panel_officer)
    assert comment_of(loaded, "5.3") == "Quagga0 is why it was late."
    release(update, "comment", panel_officer, is_released=False)
    assert comment_of(loaded, "5.3") == NOT_RELEASED


def test_a_published_text_that_was_marked_confidential_is_not_in_it(loaded, panel_officer):
    update = Action.objects.get(ref="5.2", plan=loaded).updates.exclude(comment=None).last()
    assert comment_of(loaded, "5.2") == update.comment
    release(update, "comment", panel_officer, is_released=False)
    assert comment_of(loaded, "5.2") == NOT_RELEASED


def test_that_work_remains_is_not_told_by_a_text_that_may_not_be_read(loaded, secrets):
    inside = pack_of(get_plan(loaded.ref), ON)
    outside = pack_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    told = {r.line.ref for r in inside.rows if r.line.work_remains}
    assert told - {r.line.ref for r in outside.rows if r.line.work_remains} == {"5.1"}
    assert outside.state.tally.n_work_remains == inside.state.tally.n_work_remains - 1


def test_ratings_dates_and_counts_are_the_same(loaded, secrets):
    inside = pack_of(get_plan(loaded.ref), ON)
    outside = pack_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    for a, b in zip(inside.rows, outside.rows, strict=True):
        assert (a.line.reported, a.line.calculated, a.line.endorsed) == (
            b.line.reported,
            b.line.calculated,
            b.line.endorsed,
        )
        assert (a.line.due_on, a.line.revised_due_on) == (b.line.due_on, b.line.revised_due_on)
        assert a.line.difference == b.line.difference


def test_questions_are_left_out_with_one_sentence(loaded, secrets):
    material = material_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    document = compile_document(material)
    section = next(s for s in document.sections if s.key == "plan-questions")
    assert len(section.blocks) == 1
    assert "they quote what people typed" in section.blocks[0].words[0].text
    assert material.pack.questions == ()
    assert not any(row.line.questions for row in material.pack.rows)


def test_how_many_texts_are_left_out_is_a_known_gap(loaded, secrets):
    pack = pack_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    gap = next(g for g in pack.gaps if "not released" in g.what)
    assert gap.note.endswith(" texts")
    assert not any("not released" in g.what for g in pack_of(get_plan(loaded.ref), ON).gaps)


def test_a_date_is_read_where_its_words_are_not(loaded, manager):
    action = Action.objects.get(plan=loaded, ref="5.3")
    revise_due(action, "by end of September 2015", reason="Staff left.", by=manager, at=BEFORE)
    pack = pack_of(get_plan(loaded.ref), ON, audience=Audience.PUBLIC)
    row = next(r for r in pack.rows if r.line.ref == "5.3")
    assert row.revised_text == "now Sep 2015"
    assert row.revised.on == date(2015, 9, 30)


def test_an_invented_plan_without_documents_waits_for_its_release(loaded):
    pack = pack_of(get_plan("example-plan"), date(2026, 11, 20), audience=Audience.PUBLIC)
    assert {row.line.comment for row in pack.rows} <= {"", NOT_RELEASED}
    assert {remark.text for remark in pack.remarks} <= {NOT_RELEASED}
    assert Remark.objects.filter(plan=loaded).exists()
