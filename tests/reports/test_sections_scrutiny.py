"""The sections of the scrutiny report: their order, their numbers, and what each of them says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Plan
from reports.blocks import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Section,
    Span,
    Table,
    plain,
)
from reports.compiling import compile_document
from reports.material import Asked, Chosen, Material
from reports.models import Exhibit, Narrative, Review
from reports.released import NOT_RELEASED
from reports.rules.packs import Audience, Kind
from reports.sections.scrutiny import SCRUTINY_SECTIONS, of_review
from reports.sections.scrutiny_places import MOST_OBJECTIVES
from tests.reports.scrutinies import PUBLISHED, Written, whole

DAY = PUBLISHED
LATER = date(2015, 7, 16)


def material_of(plan: Plan, review: Review, on: date, **asked) -> Material:
    return Material(Asked(Kind.SCRUTINY, plan, on, review=review, **asked))


def report_of(plan: Plan, review: Review, on: date = LATER, **asked) -> Document:
    return compile_document(material_of(plan, review, on, **asked))


_made: dict[tuple, Document] = {}


@pytest.fixture
def report(loaded) -> Document:
    """The 2015 report as at the day of its publication."""
    return _once(loaded, DAY, Audience.BOARD)


@pytest.fixture
def public(loaded) -> Document:
    return _once(loaded, DAY, Audience.PUBLIC)


def _once(plan: Plan, on: date, audience: Audience) -> Document:
    key = (on, audience)
    if key not in _made:
        review = Review.objects.get(ref="2015-improvement-plan")
        _made[key] = report_of(plan, review, on, audience=audience)
    return _made[key]


@pytest.fixture
def written(loaded, panel_officer) -> Written:
    return Written(loaded, panel_officer)


def section(document: Document, key: str) -> Section:
    return next(s for s in document.sections if s.key == key)


def tables(found: Section) -> list[Table]:
    return [b for b in found.blocks if isinstance(b, Table)]


def paragraphs(found: Section) -> list[tuple[str, str]]:
    return [(b.number, plain(b.words)) for b in found.blocks if isinstance(b, Paragraph)]


def said(found: Section) -> str:
    """Every word of a section."""
    return "\n".join(_words(block) for block in found.blocks)


def _words(block: Block) -> str:
    match block:
        case Paragraph():
            return f"{block.number} {plain(block.words)}"
        case Heading():
            return block.text
        case Bullets():
            return "\n".join(plain(item) for item in block.items)
        case Figure():
            return f"{block.caption} {block.sentence} {' '.join(block.notes)}"
        case Table():
            cells = "\n".join(cell.text for row in block.rows for cell in row)
            return f"{block.caption} {block.sentence} {block.note} {block.empty}\n{cells}"
    return ""


def spans(document: Document) -> list[Span]:
    found: list[Span] = []
    for block in document.blocks:
        match block:
            case Paragraph():
                found += block.words
            case Bullets():
                found += [span for item in block.items for span in item]
            case Table():
                found += [s for row in block.rows for c in row for x in c.lines for s in x.words]
    return found


# ---------- the order and the numbers ----------


def test_the_report_has_the_sections_of_2015_in_its_order(report):
    assert [(s.number, s.key) for s in report.sections] == [
        ("", "preface"),
        ("", "executive-summary"),
        ("", "conclusions"),
        ("", "recommendations"),
        ("1", "purpose"),
        ("2", "background"),
        ("3", "review-objective-1"),
        ("4", "review-objective-2"),
        ("5", "review-objective-3"),
        ("6", "review-objective-4"),
        ("7", "review-objective-5"),
        ("8", "equalities"),
        ("9", "law"),
        ("10", "finance"),
        ("11", "implications"),
        ("Appendix 1", "meetings-and-evidence"),
        ("Appendix 2", "glossary"),
        ("Appendix 3", "review-plan"),
        ("", "review-about"),
    ]


def test_no_section_of_the_report_failed(report, public):
    assert [s.failed for s in (*report.sections, *public.sections) if s.failed] == []


def test_the_appendix_with_the_plan_is_wide_and_no_other_section_is(report):
    assert [s.key for s in report.sections if s.is_wide] == ["review-plan"]


def test_a_section_that_is_left_out_renumbers_the_rest(loaded):
    review = Review.objects.get(ref="2015-improvement-plan")
    chosen = (Chosen("purpose", is_in=False), Chosen("review-objective-1", is_in=False))
    found = report_of(loaded, review, DAY, sections=chosen)
    assert [s.number for s in found.sections if s.number][:5] == ["1", "2", "3", "4", "5"]
    own = section(found, "review-objective-2")
    assert own.number == "2"
    assert paragraphs(own)[0][0] == "2.1"
    assert (
        plain(_see(found, "implications")) == "What these recommendations imply for budget and "
        "policy is set out in section 9."
    )


def _see(document: Document, anchor: str):
    return next(
        b.words
        for b in section(document, "recommendations").blocks
        if isinstance(b, Paragraph) and any(s.link == f"#{anchor}" for s in b.words)
    )


def test_an_appendix_that_is_left_out_is_said_not_to_be_there(loaded):
    review = Review.objects.get(ref="2015-improvement-plan")
    found = report_of(loaded, review, DAY, sections=(Chosen("glossary", is_in=False),))
    assert section(found, "review-plan").number == "Appendix 2"
    assert "the terms used in this report in [not in this pack]" in said(
        section(found, "background")
    )


def test_sections_can_be_put_in_another_order_and_titled(loaded):
    review = Review.objects.get(ref="2015-improvement-plan")
    chosen = (Chosen("review-objective-2", "How the plan went"), Chosen("purpose"))
    found = report_of(loaded, review, DAY, sections=chosen)
    first, second = found.sections[:2]
    assert (first.number, first.title) == ("1", "How the plan went")
    assert (second.number, second.title) == ("2", "Purpose")


def test_the_section_of_an_objective_has_its_title(report):
    assert section(report, "review-objective-1").title == (
        "To consider performance on the three national indicators"
    )


def test_a_review_is_offered_as_many_objectives_as_it_has():
    keys = of_review(2)
    assert ("review-objective-2" in keys, "review-objective-3" in keys) == (True, False)
    assert len(of_review(MOST_OBJECTIVES + 5)) == len(SCRUTINY_SECTIONS)


# ---------- what the demonstration's report says ----------


def test_the_summary_takes_the_five_objectives_in_turn(report):
    heads = [b for b in section(report, "executive-summary").blocks if isinstance(b, Heading)]
    assert [h.number for h in heads] == ["1.", "2.", "3.", "4.", "5."]


def test_there_are_five_conclusions_and_six_recommendations_with_theirs(report):
    numbers = [n for n, _ in paragraphs(section(report, "conclusions")) if n]
    assert numbers == ["1.", "2.", "3.", "4.", "5."]
    found = [
        (n, t[t.rindex("(") :]) for n, t in paragraphs(section(report, "recommendations")) if n
    ]
    assert found == [
        ("1.", "(conclusion 1)"),
        ("2.", "(conclusion 1)"),
        ("3.", "(conclusion 2)"),
        ("4.", "(conclusion 4)"),
        ("5.", "(conclusion 4)"),
        ("6.", "(conclusion 5)"),
    ]


def test_paragraphs_have_the_numbers_that_they_were_printed_with(report):
    review = Review.objects.get(ref="2015-improvement-plan")
    printed = {e.pk: e.number_as_printed for e in review.evidence.all()}
    found = {
        int(b.anchor.removeprefix("paragraph-")): b.number
        for b in report.blocks
        if isinstance(b, Paragraph) and b.anchor.startswith("paragraph-")
    }
    assert found == printed


def test_figure_3_of_the_document_is_there_with_its_numbers(report):
    table = next(
        t
        for t in tables(section(report, "review-objective-1"))
        if t.anchor == "table-2015-figure-3"
    )
    assert [[c.text for c in row] for row in table.rows] == [
        ["Q1 (13/14)", "350", "164", "636", "1.82", "46.9%"],
        ["Q2 (13/14)", "343", "168", "653", "1.90", "49.0%"],
        ["Q3 (13/14)", "333", "161", "608", "1.83", "48.3%"],
        ["Q4 (13/14)", "323", "158", "614", "1.90", "48.9%"],
        ["Q1 (14/15)", "304", "138", "550", "1.81", "45.4%"],
        ["Q2 (14/15)", "277", "123", "506", "1.83", "44.4%"],
    ]
    assert "In the document: Fig 3." in table.note


def test_figure_4_of_the_document_is_there_with_what_does_not_add_up(report):
    own = section(report, "review-objective-1")
    table = next(t for t in tables(own) if t.anchor == "table-2015-figure-4")
    assert [[c.text for c in row] for row in table.rows] == [
        ["Q1 13/14", "26", "1.50"],
        ["Q2 13/14", "22", "1.27"],
        ["Q3 13/14", "16", "0.92"],
        ["Q4 13/14", "12", "0.69"],
        ["Q1 14/15", "6", "0.35"],
        ["Q2 14/15", "9", "0.53\ncomes to 0.52"],
    ]
    assert "Needs a population of 16,823 to 17,142" in said(own)


def test_figures_have_a_sentence_a_chart_and_a_table(report):
    figures = [b for b in report.blocks if isinstance(b, Figure)]
    assert [f.anchor for f in figures] == ["figure-reoffending-binary", "figure-custody-rate"]
    for figure in figures:
        assert figure.sentence
        assert figure.chart is not None
        assert figure.table.rows


def test_an_image_whose_numbers_are_lost_is_said(report):
    table = next(
        t
        for t in tables(section(report, "review-objective-1"))
        if t.anchor == "table-2015-figure-1"
    )
    assert table.rows == ()
    assert table.empty == "The graph is an image, and its numbers are not in the text."


def test_the_outstanding_actions_of_part_b_are_listed_as_at_the_day(report):
    table = next(
        t
        for t in tables(section(report, "review-objective-2"))
        if t.anchor.startswith("outstanding-")
    )
    refs = [row[0].text for row in table.rows]
    assert refs == ["5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "9.5", "10.7"]
    assert table.sentence == (
        "On 16 June 2015, 9 of 76 actions of part B were reported neither as complete nor as not "
        "pursued."
    )
    assert table.rows[0][0].lines[0].words[0].link == "#action-5-3"


def test_the_questionnaire_is_there(report):
    shares = {
        row[0].text: row[1].text
        for t in tables(section(report, "review-objective-5"))
        for row in t.rows
    }
    assert shares["Service very good"] == "67%"
    assert (
        shares["Had a supervision or sentence plan that they agreed to"] == "81%\ndoes not add up"
    )


def test_the_implications_are_a_row_for_each_recommendation(report):
    (table,) = tables(section(report, "implications"))
    assert len(table.rows) == 6
    assert "– PYOT Board Chair" in table.rows[0][2].text
    assert all(cell.text for row in table.rows for cell in row)


def test_the_meetings_have_their_witnesses_and_documents(report):
    (table,) = tables(section(report, "meetings-and-evidence"))
    assert [row[0].text.partition("\n")[0] for row in table.rows] == [
        "2 February 2015",
        "24 February 2015",
        "16 March 2015",
        "2 April",
        "16 June 2015",
    ]
    assert "Locality Manager, Solent NHS Trust" in table.rows[2][1].text
    assert "Scoping document" in table.rows[1][2].text


def test_the_background_says_how_many_meetings_are_on_record(report):
    assert (
        "5 meetings of the panel are on record from 2 February 2015 to 16 June 2015: 3 to hear "
        "evidence, 1 informal and 1 to sign off the report. The day of 1 of them is not recorded."
    ) in said(section(report, "background"))


def test_the_membership_is_by_role(report):
    (table,) = tables(section(report, "background"))
    assert [(row[0].text, row[1].value) for row in table.rows][:3] == [
        ("Chair (councillor)", 1),
        ("Member (councillor)", 5),
        ("Standing deputy (councillor)", 4),
    ]


def test_the_glossary_is_in_the_order_of_the_alphabet(report):
    (table,) = tables(section(report, "glossary"))
    assert [row[0].text for row in table.rows] == ["CAMHS", "HMIP", "PYOT", "YJB"]


def test_the_plan_is_there_whole_under_its_key(report):
    own = section(report, "review-plan")
    refs = [row[0].text for t in tables(own) if t.group == "Actions" for row in t.rows]
    assert (len(refs), len(set(refs))) == (104, 104)
    assert any(t.anchor == "key-ratings" for t in tables(own))


def test_every_reference_leads_to_something_in_the_report(report, public):
    for document in (report, public):
        anchors = {s.anchor for s in document.sections}
        for block in document.blocks:
            anchors.add(getattr(block, "anchor", ""))
            if isinstance(block, Table):
                anchors |= {cell.anchor for row in block.rows for cell in row}
        links = {s.link.removeprefix("#") for s in spans(document) if s.link.startswith("#")}
        assert links - anchors == set()
        assert not any("[not in this pack]" in s.text for s in spans(document))


def test_no_anchor_is_there_twice(report):
    found = [a for b in report.blocks if (a := getattr(b, "anchor", ""))]
    found += [s.anchor for s in report.sections]
    assert len(found) == len(set(found))


def test_who_was_heard_stands_under_a_paragraph_once_a_role(report):
    own = said(section(report, "review-objective-1"))
    assert "Heard from: YOT Manager (2 February 2015, 24 February 2015 and 16 March 2015)." in own


# ---------- answers ----------


def test_answers_are_there_from_the_day_after_publication(loaded, panel_officer):
    w = whole(loaded, panel_officer, published_on=PUBLISHED)
    on_the_day = report_of(loaded, w.review, PUBLISHED)
    after = report_of(loaded, w.review, date(2015, 6, 17))
    assert "answers" not in [s.key for s in on_the_day.sections]
    assert section(after, "answers").number == "8"


def test_an_answer_has_its_reason_and_what_came_of_it(loaded, panel_officer):
    w = Written(loaded, panel_officer, published_on=PUBLISHED, clock_from="published")
    one, two = w.recommendation(1), w.recommendation(2)
    w.answer(one, date(2015, 7, 1), "rejected", reason="No *money*.")
    w.step(one, date(2015, 7, 10), "overtaken", text="By law.", action=loaded.actions.first())
    found = section(report_of(loaded, w.review), "answers")
    (table,) = tables(found)
    assert [cell.text for cell in table.rows[0]] == [
        "1",
        "Do it.",
        "Rejected\nThe Cabinet, 1 July 2015",
        "No money.",
        "Overtaken by events\n10 July 2015\nBy law.\nAction 1.1",
    ]
    assert [cell.text for cell in table.rows[1]][2:] == [
        "not answered",
        "none given",
        "nothing recorded",
    ]
    assert two.number == 2
    assert paragraphs(found)[0][1].startswith("The Cabinet has 2 months for its answer")


# ---------- what is not there ----------


def test_an_empty_review_says_so_in_every_section(written, loaded):
    found = report_of(loaded, written.review)
    assert [s.failed for s in found.sections if s.failed] == []
    assert "preface" not in [s.key for s in found.sections]
    for key, words in (
        ("executive-summary", "No objective of the review has been recorded."),
        ("conclusions", "The panel has drawn no conclusion yet."),
        ("recommendations", "The panel has made no recommendation yet."),
        ("purpose", "No purpose has been written."),
        ("background", "Nobody is recorded as sitting on the panel."),
        ("background", "No meeting of the panel is recorded."),
        ("equalities", "No comment on equalities has been recorded."),
        ("implications", "The panel has made no recommendation yet."),
        ("glossary", "No term has been recorded."),
    ):
        assert words in said(section(found, key)), key


def test_an_objective_without_evidence_says_so(written, loaded):
    written.objective(1)
    own = section(report_of(loaded, written.review), "review-objective-1")
    assert said(own).strip() == "No evidence has been recorded under this objective."


def test_a_recommendation_without_a_conclusion_says_so(written, loaded):
    written.recommendation(1)
    found = said(section(report_of(loaded, written.review), "recommendations"))
    assert "Do it. (rests on no conclusion)" in found


def test_a_review_of_no_plan_has_no_appendix_with_one(loaded, panel_officer):
    w = Written(loaded, panel_officer, plan=None)
    assert "review-plan" not in [s.key for s in report_of(loaded, w.review).sections]


def test_a_review_that_begins_later_fails_with_a_sentence_in_every_section(written, loaded):
    material = material_of(loaded, written.review, date(2015, 1, 31))
    for kept in SCRUTINY_SECTIONS[:5]:
        with pytest.raises(ValueError, match="begins in February 2015"):
            kept.gather(material, kept.title)


def test_what_cannot_be_passed_on_leaves_the_rest_of_the_report(written, loaded):
    o = written.objective(1)
    written.evidence("<script>x</script>\n\nStill here {{ plan.nothing }}.", o)
    own = said(section(report_of(loaded, written.review), "review-objective-1"))
    assert "3.1 Still here [plan.nothing]." in own
    assert "script" not in own


def test_a_figure_of_an_indicator_without_a_reading_says_so(written, loaded):
    from indicators.models import Indicator

    e = written.evidence("See.", written.objective(1))
    without = Indicator.objects.filter(service=loaded.service, readings__isnull=True).first()
    written.add(Exhibit, evidence=e, position=1, caption="Nothing known", indicator=without)
    (table,) = tables(section(report_of(loaded, written.review), "review-objective-1"))
    assert (table.caption, table.empty) == (
        "Nothing known",
        "No figure of it was published by 16 July 2015.",
    )


def test_a_table_of_a_later_document_says_so(written, loaded):
    from indicators.models import SourceTable

    e = written.evidence("See.", written.objective(1))
    of_2015 = SourceTable.objects.get(ref="2015-figure-3")
    written.add(Exhibit, evidence=e, position=1, caption="Fig 3", table=of_2015)
    own = section(report_of(loaded, written.review, date(2015, 3, 1)), "review-objective-1")
    (table,) = tables(own)
    assert table.empty == "Its document was not published by 1 March 2015."


# ---------- the public ----------


def test_in_public_a_text_that_nobody_released_is_not_there(loaded, panel_officer):
    w = whole(loaded, panel_officer)
    Narrative.objects.filter(review=w.review).update(text="Secret purpose")
    w.evidence("Secret words", w.objective(2, "Secret title", "Secret summary"))
    found = report_of(loaded, w.review, audience=Audience.PUBLIC)
    assert "Secret" not in repr(found)
    assert said(section(found, "purpose")).strip() == NOT_RELEASED


def test_in_public_a_confidential_paragraph_is_left_out_with_a_note(written, loaded):
    o = written.objective(1)
    written.evidence("Secret", o, 1, is_confidential=True, heading="Secret heading")
    written.evidence("Open", o, 2)
    board = section(report_of(loaded, written.review), "review-objective-1")
    assert [n for n, _ in paragraphs(board) if n] == ["3.1", "3.2"]
    found = report_of(loaded, written.review, audience=Audience.PUBLIC)
    assert "Secret" not in repr(found)
    own = section(found, "review-objective-1")
    assert [n for n, _ in paragraphs(own) if n] == ["3.2"]
    assert "1 paragraph of this section is confidential and left out." in said(own)
    assert "1 paragraph of evidence is marked confidential" in said(section(found, "review-about"))


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
def test_what_the_review_lacks_is_for_the_officer_and_on_no_paper(written, loaded, audience):
    found = report_of(loaded, written.review, audience=audience)
    assert "still lacks" not in said(section(found, "review-about"))


def test_the_public_report_of_2015_has_all_its_sections_and_texts(report, public):
    assert [(s.number, s.title) for s in public.sections] == [
        (s.number, s.title) for s in report.sections
    ]
    for key in ("preface", "executive-summary", "conclusions", "recommendations", "purpose"):
        assert NOT_RELEASED not in said(section(public, key))


# ---------- queries, and the same again ----------


def test_the_same_material_gives_the_same_report(loaded, report):
    review = Review.objects.get(ref="2015-improvement-plan")
    assert report_of(loaded, review, DAY) == report


def test_a_large_review_takes_as_many_queries_as_a_small_one(loaded, panel_officer):
    from indicators.models import Indicator

    custody = Indicator.objects.get(service=loaded.service, ref="custody-rate")
    counts = []
    for ref, n in (("first", 1), ("small", 1), ("large", 7)):  # the first fills what is kept
        w = Written(loaded, panel_officer, ref=ref)
        for number in range(1, n + 1):
            o = w.objective(number)
            e = w.evidence("{{ plan.2014-improvement.outstanding }} in {{ see.glossary }}.", o)
            meeting = w.meeting(f"{number} March 2015", date(2015, 3, number))
            e.witnesses.add(w.witness(meeting, "YOT Manager"))
            w.add(Exhibit, evidence=e, position=1, caption="Custody", indicator=custody)
            w.add(Exhibit, evidence=e, position=2, caption="Late", outstanding_of=loaded)
            w.recommendation(number, w.conclusion(number))
        with CaptureQueriesContext(connection) as queries:
            report_of(loaded, Review.objects.get(pk=w.review.pk))
        counts.append(len(queries))
    assert counts[1] == counts[2]
