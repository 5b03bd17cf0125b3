"""The indicators in a pack: which ones, in which order, with which words; once for every format."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from indicators.models import Indicator
from indicators.selectors.states import indicator_states
from indicators.services.entering import approve_readings
from indicators.services.readings import add_reading
from plans.selectors.plans import get_plan
from reports.blocks import Document, Figure
from reports.compiling import compile_document
from reports.pack_indicators import indicator_part
from reports.pdf import render_pdf
from tests.conftest import AT
from tests.reports.conftest import text_of
from tests.reports.gathering import material_of, pack_of

pytestmark = pytest.mark.django_db
ON = date(2015, 7, 1)  # after the scrutiny panel's report, which has Figures 3 and 4
NATIONAL = ["fte-rate", "reoffending-binary", "reoffending-frequency", "custody-rate"]


@pytest.fixture
def july(loaded):
    return pack_of(get_plan(loaded.ref), ON)


def refs(pack) -> list[str]:
    return [i.section.ref for i in pack.measured.indicators]


def custody(pack):
    return next(i for i in pack.measured.indicators if i.section.ref == "custody-rate")


def test_it_has_the_national_ones_in_their_order(july):
    assert refs(july) == NATIONAL
    assert july.measured.sentence.endswith("4 have a figure by 1 July 2015.")


def test_it_has_those_that_an_objective_is_linked_to(invented_pack):
    linked = ["example-education", "example-assessments", "example-mental-health"]
    assert set(linked) <= set(refs(invented_pack))


def test_one_that_is_neither_linked_nor_national_is_left_out(july):
    assert "remands" in {line.ref for line in july.indicators}
    assert "remands" not in refs(july)


def test_an_objective_names_what_measures_it(july):
    third = next(o for o in july.objectives if o.state.number == "3")
    assert third.measured[0] == ("First time entrants", "fte-rate")
    assert ("Use of custody", "custody-rate") in third.measured
    assert "Indicators as printed: " in third.links_text
    fourth = next(o for o in july.objectives if o.state.number == "4")
    assert fourth.measured == ()


def test_a_link_of_a_document_is_not_there_before_the_document(pack):
    assert refs(pack) == NATIONAL
    assert not any(o.measured for o in pack.objectives)


def test_charts_stand_in_the_order_of_their_indicators(july):
    assert [c.ref for c in july.charts] == NATIONAL


def part_without(plan, *unread: str):
    """The part, as if nothing had been read of some indicators."""
    states = indicator_states(plan.service, as_at=ON)
    left = [replace(s, readings=()) if s.measure.ref in unread else s for s in states]
    return indicator_part(plan, left, as_at=ON)[0]


def test_an_indicator_without_a_figure_is_named(loaded):
    part = part_without(loaded, "fte-rate")
    assert [i.section.ref for i in part.indicators] == NATIONAL[1:]
    assert part.unread_text == "1 more is without one: First time entrants."


def test_without_any_figure_it_says_so(loaded):
    part = part_without(loaded, *NATIONAL)
    assert part.sentence.endswith("none has a figure by 1 July 2015.")
    assert (part.charts, part.reading_text) == ((), "")
    assert part.unread_text.startswith("4 more are without one: ")


def test_one_figure_is_one(loaded):
    part = part_without(loaded, *NATIONAL[1:])
    assert part.sentence.endswith("1 has a figure by 1 July 2015.")


def test_the_readings_of_a_row_are_said_as_published_with_what_they_come_to(july):
    table = custody(july).tables[0]
    row = table.rows[-2].row
    assert (row.period, row.numerator_text, row.published_text) == ("Q2 14/15", "9", "0.53")
    assert (row.recomputed_text, row.is_differing) == ("0.52", True)


def test_a_source_is_said_once_and_named_by_its_letter(july):
    found = custody(july)
    figure_4 = "Scrutiny panel’s agenda pack, 16 June 2015, Report, Fig 4"
    (note,) = [n for n in found.notes if n.text == figure_4]
    rows = [r for r in found.tables[0].rows if note.letter in r.letters.split(", ")]
    assert len(rows) == 6
    assert len({n.text for n in found.notes}) == len(found.notes)


def test_days_are_not_said_twice(july, invented_pack):
    rows = {r.row.period: r.days_text for r in custody(july).tables[0].rows}
    assert rows["Q1 13/14"] == "July 2012 to June 2013"
    assert rows["October 2012 to September 2013"] == ""
    health = next(
        i for i in invented_pack.measured.indicators if i.section.ref == "example-mental-health"
    )
    assert {r.days_text for r in health.tables[0].rows} == {""}


def test_what_waits_for_approval_is_not_in_a_pack(loaded, manager, chair):
    indicator = Indicator.objects.get(ref="custody-rate")
    waiting = add_reading(
        indicator,
        by=manager,
        at=AT,
        series="local",
        period="Waiting",
        start_on=date(2014, 4, 1),
        end_on=date(2015, 3, 31),
        published="0.41",
        known_on=ON,
    )
    assert "0.41" not in {r.published for r in pack_of(loaded, ON).readings}
    approve_readings([waiting], by=chair, at=AT)
    assert "0.41" in {r.published for r in pack_of(loaded, ON).readings}


@pytest.fixture
def july_document(loaded) -> Document:
    return compile_document(material_of(get_plan(loaded.ref), ON))


@pytest.fixture
def july_pdf(july_document, request) -> bytes:
    if not hasattr(request.config, "july_pdf"):
        request.config.july_pdf = render_pdf(july_document)
    return request.config.july_pdf


@pytest.mark.pdf
@pytest.mark.slow
def test_the_paper_with_figures_passes_an_independent_check_of_pdf_ua(july_pdf):
    report = validate_pdf_bytes(july_pdf, profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(f) for f in report.failures]


@pytest.mark.pdf
@pytest.mark.slow
def test_every_chart_says_in_the_pdf_what_it_shows(july_pdf, july):
    with pikepdf.open(io.BytesIO(july_pdf)) as document:
        said = [
            str(o.get("/Alt", ""))
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
    for chart in july.charts:
        assert any(chart.title in alt and chart.description in alt for alt in said)


@pytest.mark.pdf
@pytest.mark.slow
def test_every_figure_stands_under_its_number_beside_its_table(
    july_pdf, july, july_document, tmp_path
):
    text = " ".join(text_of(july_pdf, tmp_path).split())
    for figure in (b for b in july_document.blocks if isinstance(b, Figure)):
        assert figure.number in text
        assert figure.caption in text
    for indicator in july.measured.indicators:
        assert indicator.section.headline in text
        for flag in indicator.section.flags:
            assert flag.text in text
    assert "0.53 0.52" in text
