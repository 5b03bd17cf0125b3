"""The lint on whole packs: what it finds in clean ones, what stops an issue, and what it never gives away."""

import logging
import time
from dataclasses import replace
from datetime import date

import pytest

from indicators.models import Reading, TableCell
from indicators.rules.disclosure.held import Held, HeldFigure
from indicators.selectors.states import indicator_states
from reports import sections
from reports.compiling import compile_document
from reports.lint import _finding, findings_of
from reports.lint_proses import proses_of
from reports.material import Asked, Material
from reports.models import Conclusion, Evidence, Review
from reports.readmodels_lint import Weight
from reports.released import fingerprint
from reports.rules.lint.prose import LIVE, Fault
from reports.rules.packs import Audience, Kind
from reports.services.releases import say_of_texts
from tests.conftest import AT
from tests.reports.lints import anchors_of, asked_for, linted, prose
from tests.reports.scrutinies import whole

EXAMPLE_ON = date(2026, 11, 1)
ON_2015 = date(2015, 6, 16)
AUDIENCES = list(Audience)


def said(findings) -> list[tuple[str, str]]:
    return [(f.code, f.where) for f in findings]


def found_in(kind: Kind, ref: str, on: date, audience: Audience = Audience.BOARD):
    return linted(asked_for(kind, ref, on, audience))[1]


def of_code(findings, code: str):
    return [f for f in findings if f.code == code]


# Clean packs


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_clean_review_has_nothing_but_what_is_true_of_its_actions(loaded, audience):
    found = found_in(Kind.SCRUTINY, "example-review", EXAMPLE_ON, audience)
    assert sorted(said(found)) == [
        ("date-differs", "Action 2.4"),
        ("date-differs", "Action 4.2"),
        ("date-differs", "Action 4.4"),
        ("date-missing", "Action 1.6"),
    ]
    assert {f.weight for f in found} == {Weight.ASKS}


def test_what_it_finds_of_the_clean_review_is_so(loaded):
    asked = asked_for(Kind.SCRUTINY, "example-review", EXAMPLE_ON)
    lines = {line.ref: line for line in Material(asked).pack.state.lines}
    for ref in ("2.4", "4.2", "4.4"):
        assert lines[ref].is_outstanding
        assert lines[ref].forecast_on < EXAMPLE_ON
    assert lines["1.6"].is_outstanding
    assert lines["1.6"].current_due_on is None


INVENTED = [
    ("sum-differs", "Mental health: needed, offered, attended"),
    ("rate-differs", "First entrants to youth justice, as a rate"),
]


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.BOARD])
def test_a_pack_of_the_invented_plan_has_the_two_figures_that_do_not_add_up(loaded, kind):
    found = found_in(kind, "example-plan", EXAMPLE_ON)
    assert [(f.code, name in f.where) for f, (_, name) in zip(found, INVENTED, strict=True)] == [
        (code, True) for code, _ in INVENTED
    ]
    public = found_in(kind, "example-plan", EXAMPLE_ON, Audience.PUBLIC)
    assert [f.code for f in public] == ["rate-differs"]  # what the other rests on is held back


def test_a_pack_of_the_2014_plan_has_nothing_inside_and_a_small_number_in_public(loaded):
    for kind in (Kind.PLAN, Kind.BOARD):
        assert found_in(kind, "2014-improvement", date(2015, 4, 23)) == ()
        public = found_in(kind, "2014-improvement", date(2015, 4, 23), Audience.PUBLIC)
        assert {f.code for f in public} == {"small-number"}
        assert all("3 cases" in f.text for f in public)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.BOARD])
@pytest.mark.parametrize("ref", ["example-plan", "2014-improvement"])
def test_every_finding_has_a_place_in_its_pack_a_reason_and_facts(loaded, ref, kind, audience):
    document, found = linted(asked_for(kind, ref, EXAMPLE_ON, audience))
    there = anchors_of(document)
    assert found
    for f in found:
        assert f.where
        assert f.text
        assert f.reason
        assert f.facts
        assert f.anchor in there, f


# What stops an issue


@pytest.fixture
def review(loaded, panel_officer):
    """A review that lacks nothing, of the 2014 plan."""
    return whole(loaded, panel_officer, published_on=ON_2015).review


def of(review: Review, audience: Audience = Audience.BOARD, **facts) -> Material:
    asked = Asked(Kind.SCRUTINY, review.plan, ON_2015, audience, review=review)
    return Material(replace(asked, **facts))


def found_of(review: Review, audience: Audience = Audience.BOARD, **facts):
    material = of(review, audience, **facts)
    return findings_of(material, compile_document(material))


def weights(findings, code: str) -> set[Weight]:
    return {f.weight for f in of_code(findings, code)}


def write(review: Review, text: str) -> Evidence:
    Evidence.objects.filter(review=review).update(text=text)
    return Evidence.objects.get(review=review)


def release(review: Review, by, row, name: str = "text") -> None:
    """Releases the text as it stands."""
    model = f"reports.{row._meta.model_name}"
    key = f"{model}:{row.pk}:{name}:{fingerprint(getattr(row, name))}"
    say_of_texts(review.service, [key], is_released=True, by=by, at=AT)


IN_THE_PLAN = ["Table 18, 10.4"]  # the plan in the appendix has one of its own, as published


def small_numbers(review: Review):
    return of_code(found_of(review, Audience.PUBLIC), "small-number")


SMALL = "In March one young person was remanded."


def test_a_small_number_in_a_released_text_asks_for_a_reason(review, panel_officer):
    release(review, panel_officer, write(review, SMALL))
    (found, _) = small_numbers(review)
    assert found.weight is Weight.ASKS
    assert found.url.startswith("/reviews/a-review/evidence/")


def test_a_small_number_in_a_text_that_nobody_released_never_reaches_the_public_edition(review):
    write(review, SMALL)
    assert [f.where for f in small_numbers(review)] == IN_THE_PLAN


@pytest.mark.parametrize("code", ["small-number", "personal-data"])
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("is_released", [True, False])
def test_were_it_to_reach_it_it_would_stop(review, code, audience, is_released):
    fault = Fault(code, SMALL, "So.", prose(SMALL, is_released=is_released), facts=("1",))
    stops = audience is Audience.PUBLIC and not is_released
    weight = _finding(fault, of(review, audience), {}).weight
    assert weight is (Weight.STOPS if stops else Weight.ASKS)


def test_inside_a_small_number_is_not_asked_about(review):
    write(review, SMALL)
    assert of_code(found_of(review), "small-number") == []


def test_a_name_is_asked_about_where_others_than_the_board_read_it(review):
    write(review, "Mr Sample told the panel how it goes.")
    assert of_code(found_of(review), "personal-data") == []
    assert weights(found_of(review, Audience.EXEMPT, paragraph=1), "personal-data") == {Weight.ASKS}


def test_a_section_that_cannot_be_made_stops(review, monkeypatch):
    def fails(material, title):
        raise ValueError("There is nothing to gather.")

    own = sections.SECTIONS["recommendations"]
    monkeypatch.setitem(sections.SECTIONS, "recommendations", replace(own, gather=fails))
    logging.disable(logging.CRITICAL)
    found = found_of(review)
    logging.disable(logging.NOTSET)
    (failed,) = of_code(found, "section-failed")
    assert failed.weight is Weight.STOPS
    assert "There is nothing to gather." in failed.text
    assert found[0] is failed


def test_a_text_that_cannot_be_printed_stops_and_says_where_it_is_mended(review):
    row = write(review, "There are {{ plan.no-such-plan.actions }} actions.")
    found = of_code(found_of(review), "text-broken")
    assert {f.weight for f in found} == {Weight.STOPS}
    assert found[0].anchor == f"paragraph-{row.pk}"
    assert found[0].url == "/reviews/a-review/evidence/"


def test_a_review_without_conclusions_stops(review):
    assert of_code(found_of(review), "nothing-concluded") == []
    for recommendation in review.recommendations.all():
        recommendation.conclusions.clear()
    Conclusion.objects.filter(review=review).delete()
    found = found_of(review)
    assert weights(found, "nothing-concluded") == {Weight.STOPS}
    assert weights(found, "recommendation-without-conclusion") == {Weight.ASKS}


def test_what_is_held_back_and_typed_all_the_same_stops(review, panel_officer):
    reading = Reading.objects.filter(indicator__ref="custody-rate", published="0.47").get()
    text = "The use of custody is 0.47 per 1,000 now."
    row = write(review, text)
    release(review, panel_officer, row)
    assert of_code(found_of(review, Audience.PUBLIC), "held-back-told") == []
    material = of(review, Audience.PUBLIC)
    hold(material, {*material.held.readings, reading.pk}, material.held.cells)
    (found,) = of_code(findings_of(material, compile_document(material)), "held-back-told")
    assert found.weight is Weight.STOPS
    assert "0.47" in found.text  # the text's own words, which the officer has to find


def test_a_finding_is_made_once_and_its_mark_holds_while_its_facts_do(review):
    write(review, "The SLA is signed. The SLA holds.")
    (found,) = of_code(found_of(review), "abbreviation-undefined")
    write(review, "The SLA is signed now.")
    (again,) = of_code(found_of(review), "abbreviation-undefined")
    assert found.text != again.text
    assert found.fingerprint == again.fingerprint


def test_notes_under_a_figure_are_nobodys_typed_words(loaded):
    asked = asked_for(Kind.SCRUTINY, "2015-improvement-plan", ON_2015)
    material = Material(asked)
    proses = proses_of(material, compile_document(material))
    notes = [p for p in proses if p.text.startswith(("Days derived", "Scrutiny panel’s agenda"))]
    assert notes
    assert not any(p.is_typed for p in notes)
    (own,) = [p for p in proses if p.typed.startswith("Figures for Quarter 3 continue")]
    assert own.is_typed
    assert own.heading.endswith("/ Reducing custody rates")
    assert LIVE in own.typed


# What it never gives away


def hold(material: Material, readings, cells) -> None:
    """Holds these back in the edition, whatever disclosure control says."""
    why = HeldFigure("a figure", "primary", "It is small.")
    material.held = Held(dict.fromkeys(readings, why), dict.fromkeys(cells, why))


PUBLIC = [
    (Kind.PLAN, "example-plan", EXAMPLE_ON),
    (Kind.BOARD, "2014-improvement", EXAMPLE_ON),
    (Kind.SCRUTINY, "2015-improvement-plan", ON_2015),
]


@pytest.mark.parametrize(("kind", "ref", "on"), PUBLIC)
def test_what_does_not_add_up_in_what_is_held_back_is_not_told(loaded, kind, ref, on):
    asked = asked_for(kind, ref, on, Audience.PUBLIC)
    held = Material(asked).held.readings
    inside = indicator_states(asked.plan.service, as_at=on)
    secret = {flag.text for s in inside for facts, flag in s.flags if facts and facts.id in held}
    told = {f.text for f in linted(asked)[1]}
    assert not secret & told


@pytest.mark.parametrize(("kind", "ref", "on"), PUBLIC)
def test_where_all_is_held_back_no_figure_is_told(loaded, kind, ref, on):
    material = Material(asked_for(kind, ref, on, Audience.PUBLIC))
    everything = [model.objects.values_list("pk", flat=True) for model in (Reading, TableCell)]
    hold(material, *everything)
    found = findings_of(material, compile_document(material))
    of_figures = {"rate-differs", "sum-differs", "claim-differs", "rank-impossible"}
    assert [f.text for f in found if f.code in of_figures] == []
    assert [f.text for f in found if f.anchor.startswith(("figure-", "table-"))] == []


# How long it takes


def test_the_report_of_2015_is_looked_through_in_a_moment(loaded):
    material = Material(asked_for(Kind.SCRUTINY, "2015-improvement-plan", ON_2015, Audience.PUBLIC))
    document = compile_document(material)
    began = time.process_time()
    findings_of(material, document)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("piece", ["a", "[", "(AB) ", "**a** ", "one young person. "])
def test_a_hostile_text_keeps_nobody_waiting(review, piece):
    write(review, (piece * 50_000)[:50_000])
    material = of(review)
    document = compile_document(material)
    began = time.process_time()
    findings_of(material, document)
    assert time.process_time() - began < 5
