"""The sections of the plan monitoring pack: the known numbers in their blocks, on any plan and day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.volume import make_plan
from plans.models import Plan
from plans.selectors.plans import get_plan
from reports import sections as registry
from reports.blocks import HELD_BACK, Bar, Document, Figure, Span
from reports.compiling import compile_document
from reports.material import Chosen
from reports.rules.packs import Audience, Kind
from reports.sections.plan_indicators import opening
from reports.sections.plan_monitoring import PLAN_SECTIONS
from tests.reports.blocks_of import (
    anchors,
    cells,
    column,
    headings,
    links,
    section,
    sentences,
    table,
    tables,
)
from tests.reports.gathering import material_of

pytestmark = pytest.mark.django_db
APRIL, JULY = date(2015, 4, 23), date(2015, 7, 1)
OUTSTANDING = ["1.9", "2.4", "5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "9.5", "10.7"]


def document_of(ref: str, day: date, **asked) -> Document:
    return compile_document(material_of(get_plan(ref), day, **asked))


@pytest.fixture
def april(loaded) -> Document:
    return document_of(loaded.ref, APRIL)


def test_it_has_its_sections_in_their_order(april):
    assert [s.key for s in april.sections] == [kept.key for kept in PLAN_SECTIONS]
    assert not any(s.failed for s in april.sections)


def test_the_cover_says_what_stands_of_which_day_for_whom(april):
    assert (april.title, april.subtitle) == (
        "Plan monitoring",
        "Post-inspection improvement plan 2014",
    )
    assert april.lead.startswith("On 23 April 2015: 93 of 104 actions are reported complete.")
    assert [f.label for f in april.facts[:3]] == ["As at", "For", "Edition"]
    assert april.edition == "Draft"
    assert april.cover_bar.title == "93 green (28 stated), 11 amber (10 stated)"
    assert any(note.startswith("Past their date. Counted from") for note in april.notes)
    assert "Scrutiny panel’s agenda pack, 16 June 2015" in april.sources
    assert ("Decisions of the board on single actions", "none recorded") in april.gaps


def test_what_is_outstanding_is_listed(april):
    glance = section(april, "plan-glance")
    assert column(table(glance, "outstanding"), "No.") == OUTSTANDING


def test_each_objective_at_a_glance_adds_up_to_the_plan(april):
    found = table(section(april, "plan-glance"), "glance-objectives")
    late = [c.value for c in cells(found, "Past their date")]
    remains = [c.value for c in cells(found, "Complete, yet work remains")]
    assert (len(late), sum(late), sum(remains)) == (10, 10, 21)
    assert all(cell.bar for cell in cells(found, "Reported"))


def test_every_action_stands_once_in_its_objective(april):
    own = [t for t in tables(section(april, "plan-actions")) if t.group == "Actions"]
    assert [len(t.rows) for t in own] == [10, 7, 6, 5, 17, 11, 6, 12, 22, 8]
    ratings = [text.split("\n")[0] for t in own for text in column(t, "Rating")]
    assert (ratings.count("Green"), ratings.count("Amber")) == (93, 11)
    achieved = [text for t in own for text in column(t, "By when") if "chieved" in text]
    assert len(achieved) == 90


def test_the_three_readings_stand_beside_each_other(loaded):
    document = document_of("example-plan", date(2026, 11, 20))
    own = [t for t in tables(section(document, "plan-actions")) if t.group == "Actions"]
    row = next(r for t in own for r in t.rows if r[0].text == "2.1")
    reported, board, day = row[4].lines
    assert (reported.mark.word, board.mark.word) == ("Red", "Endorsed, then changed")
    assert day.words[0].text == "16 July 2026"
    assert any(line.is_late for line in row[3].lines)
    assert any(line.sign == "disagree" for line in row[5].lines)


def test_that_work_remains_is_said_in_words_beside_its_sign(april):
    own = [t for t in tables(section(april, "plan-actions")) if t.group == "Actions"]
    signed = [
        line
        for t in own
        for cell in cells(t, "Comment")
        for line in cell.lines
        if line.sign == "question"
    ]
    assert len(signed) == 21
    assert all(line.words[0].text == "Complete, yet work remains: " for line in signed)


def test_the_journey_has_the_counts_of_each_meeting(april):
    journey = section(april, "plan-journey")
    counts = table(journey, "journey-counts")
    assert column(counts, "Green, inferred")[-1] == "65"
    assert column(counts, "Amber")[-1] == "10"
    assert set(column(counts, "All")) == {"104"}
    assert sentences(journey)[0].endswith("when 10 actions are past their dates.")


def test_questions_stand_under_their_severities(april):
    found = section(april, "plan-questions")
    assert headings(found)[0].startswith("High severity: ")
    assert sum(len(t.rows) for t in tables(found)) == 64


def test_an_objective_names_the_figure_of_what_measures_it(loaded):
    document = document_of(loaded.ref, JULY)
    said = next(s for s in sentences(section(document, "plan-actions")) if "Measured by" in s)
    assert "First time entrants, Figure 1; " in said
    assert "Use of custody, Figure 4." in said


def test_figures_have_their_sentence_and_their_table(loaded):
    document = document_of(loaded.ref, JULY)
    figures = [b for b in section(document, "plan-indicators").blocks if isinstance(b, Figure)]
    assert [f.number for f in figures] == ["Figure 1", "Figure 2", "Figure 3", "Figure 4"]
    custody = figures[-1]
    assert custody.anchor == "figure-custody-rate"
    assert custody.sentence.startswith("Use of custody fell from 1.50 to 0.53 per 1,000")
    assert column(custody.table, "Published")[-2:] == ["0.53", "0.47"]
    assert column(custody.table, "Comes to")[-2] == "0.52\ndiffers"


def test_a_chart_with_a_point_held_back_is_its_sentence(loaded):
    indicators = material_of(get_plan(loaded.ref), JULY).pack.measured.indicators
    custody = next(i for i in indicators if i.section.ref == "custody-rate")
    first, *rest = custody.tables[0].rows
    row = replace(
        first.row,
        **dict.fromkeys(("published_text", "numerator_text", "recomputed_text"), HELD_BACK),
        is_withheld=True,
    )
    tables = (replace(custody.tables[0], rows=(replace(first, row=row), *rest)),)
    section = replace(custody.section, chart=None, withheld_text="1 reading is held back.")
    figure, *_ = opening(replace(custody, section=section, tables=tables))
    assert isinstance(figure, Figure)
    assert figure.chart is None
    assert figure.sentence.endswith("1 reading is held back.")
    assert cells(figure.table, "Published")[0].is_held_back
    assert cells(figure.table, "Counted")[0].is_held_back
    assert not cells(figure.table, "Published")[1].is_held_back


@pytest.mark.parametrize("left_out", [kept.key for kept in PLAN_SECTIONS])
def test_no_section_needs_another(loaded, left_out):
    chosen = tuple(Chosen(kept.key, is_in=kept.key != left_out) for kept in PLAN_SECTIONS)
    document = document_of(loaded.ref, JULY, sections=chosen)
    assert left_out not in [s.key for s in document.sections]
    assert not any(s.failed for s in document.sections)
    assert links(document) <= set(anchors(document))
    assert "[not in this pack]" not in str(document)


def test_a_section_has_the_title_that_was_chosen(loaded):
    document = document_of(loaded.ref, APRIL, sections=(Chosen("plan-board", "Who decides"),))
    assert document.sections[0].title == "Who decides"


def test_anchors_are_stable_and_none_stands_twice(loaded):
    for ref, day in (("2014-improvement", JULY), ("example-plan", date(2026, 11, 20))):
        found = anchors(document_of(ref, day))
        assert len(found) == len(set(found))
    expected = {"part-B", "objective-5", "action-5-3", "indicator-custody-rate"}
    assert expected <= set(anchors(document_of("2014-improvement", JULY)))


def test_bars_have_prefixes_of_their_own(april):
    prefixes = [b.prefix for s in april.sections for b in s.blocks if isinstance(b, Bar)]
    assert len(prefixes) == len(set(prefixes)) == 1 + 2 + 10


def days_of(plan: Plan) -> list[date]:
    return [plan.begins_on, date(2015, 4, 22), APRIL, JULY, date(2026, 11, 20)]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("ref", ["2014-improvement", "example-plan"])
def test_every_section_gathers_on_every_plan_and_day(loaded, ref, audience):
    plan = get_plan(ref)
    paragraph = 1 if audience is Audience.EXEMPT else None
    for day in (d for d in days_of(plan) if d >= plan.begins_on):
        asked = {"audience": audience, "paragraph": paragraph}
        document = compile_document(material_of(plan, day, **asked))
        assert [s.key for s in document.sections if s.failed] == []
        assert links(document) <= set(anchors(document))


def test_before_part_bs_table_its_actions_are_unrated(loaded):
    document = document_of(loaded.ref, date(2015, 4, 22))
    own = [t for t in tables(section(document, "plan-actions")) if t.group == "Actions"]
    assert [text for t in own[4:] for text in column(t, "Rating")] == ["Unrated"] * 76


@pytest.fixture
def empty_plan(loaded, manager) -> Plan:
    """A plan of which nothing is written yet: no part, no objective, no action, no board, no key."""
    recorded = {"recorded_by": manager, "recorded_at": datetime(2015, 1, 1, 9, tzinfo=UTC)}
    return Plan.objects.create(
        service=loaded.service,
        ref="empty",
        title="Nothing yet",
        begins_on=date(2015, 1, 1),
        begins_as_written="2015",
        begins_precision="year",
        **recorded,
    )


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
def test_an_empty_plan_has_every_section(empty_plan, audience):
    document = compile_document(material_of(empty_plan, APRIL, audience=audience))
    assert [s.key for s in document.sections if s.failed] == []
    assert document.lead.endswith("This plan has no actions yet.")


def test_a_section_that_cannot_be_gathered_is_named_and_the_rest_is_there(loaded, monkeypatch):
    def breaks(material, title):
        raise KeyError("x")

    own = registry.SECTIONS["plan-journey"]
    monkeypatch.setitem(registry.SECTIONS, "plan-journey", replace(own, gather=breaks))
    document = document_of(loaded.ref, APRIL)
    broken = section(document, "plan-journey")
    assert (broken.title, broken.blocks) == ("Journey", ())
    assert "KeyError" in broken.failed
    assert len(document.sections) == len(PLAN_SECTIONS)
    assert "1 section could not be gathered and is incomplete." in document.notes


def test_what_is_held_back_is_said_with_whose_policy(loaded):
    document = document_of(loaded.ref, APRIL, audience=Audience.PUBLIC)
    about = section(document, "plan-about")
    assert "What is held back" in headings(about)
    words = " ".join(sentences(about))
    assert "Numbers of people from 1 to 4 are held back" in words
    assert "The threshold of 5 is the policy of this service." in words
    inside = section(document_of(loaded.ref, APRIL), "plan-about")
    assert "What is held back" not in headings(inside)


def test_the_same_pack_is_gathered_twice(loaded):
    assert document_of(loaded.ref, APRIL) == document_of(loaded.ref, APRIL)


def n_queries(plan: Plan, kind: Kind, audience: Audience) -> int:
    with CaptureQueriesContext(connection) as queries:
        compile_document(material_of(plan, date(2015, 4, 24), kind, audience=audience))
    return len(queries)


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.BOARD])
def test_a_plan_of_any_size_needs_the_same_queries(loaded, manager, kind):
    small = make_plan("small", n_actions=40, n_updates=4, by=manager)
    large = make_plan("large", n_actions=400, n_updates=4, by=manager)
    for audience in (Audience.BOARD, Audience.PUBLIC):
        assert n_queries(small, kind, audience) == n_queries(large, kind, audience)


def test_links_into_the_plan_are_there_while_it_is(april):
    glance = table(section(april, "plan-glance"), "glance-objectives")
    span: Span = glance.rows[4][0].lines[0].words[0]
    assert span.link == "#objective-5"
