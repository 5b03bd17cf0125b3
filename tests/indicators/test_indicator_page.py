"""Everything that the page of an indicator says, as at a day."""

from datetime import date

import pytest

from indicators.models import Indicator
from indicators.readmodels import IndicatorPage
from indicators.selectors.indicator_page import indicator_page
from indicators.services.writing import IndicatorWriter
from tests.conftest import AT
from tests.indicators.as_loaded import TODAY, service
from tests.indicators.defined import band_set, historic, indicator
from tests.indicators.defined import reading as add
from tests.indicators.test_known_figures import FIGURE_4

THEN = date(2015, 7, 1)


def page(ref: str, *, as_at: date = THEN, **asked) -> IndicatorPage:
    found = indicator_page(Indicator.objects.get(ref=ref), as_at=as_at, **asked)
    assert found is not None
    return found


def own_page(**asked) -> IndicatorPage:
    return page("local-test", as_at=TODAY, inside=True, **asked)


# ---------- what is said ----------


def test_custody_on_1_july_2015_in_a_sentence(loaded):
    """26 to 9 sentences is beyond chance; 6 to 9 is not; 0.47 has no count (paragraph 3.10)."""
    assert page("custody-rate").headline == (
        "Use of custody fell from 1.50 to 0.53 per 1,000, further than chance alone explains. "
        "The latest rise, from 0.35, could be chance. The 0.47 per 1,000 of the twelve months to "
        "December 2014 has no count behind it, so nothing can be said of chance."
    )
    assert page("custody-rate").sub.endswith("6 or 9 could be the same underlying rate.")


def test_13_of_30_in_sentences(loaded):
    """Design, section 6: could be 27% to 61%, cannot be told apart from 31.1%."""
    said = page("reoffending-binary", as_at=TODAY).comparisons
    assert said[0] == "13 of 30: could be 27% to 61%."
    assert said[1].startswith("Cannot be told apart from the national 31.1%")


def test_a_rank_says_how_many_and_what_is_not_said(loaded):
    said = [x for x in page("custody-rate", as_at=TODAY).comparisons if x.startswith("6th of 7")]
    assert said == [
        "6th of 7; which end is best is not said; whether this service is one of the 7 is not said "
        "(the twelve months to March 2023)."
    ]


def test_how_old_the_figure_is_stands_last(loaded):
    assert page("custody-rate").comparisons[-1] == "To December 2014; 6 months old on 1 July 2015."


def test_limits_are_refused_where_periods_overlap_with_the_reason(loaded):
    assert "overlap" in page("custody-rate").control_text
    assert page("custody-rate").signals == ()


def test_without_any_reading_there_is_neither_chart_nor_table(loaded):
    found = page("kpi-01", as_at=TODAY)
    assert (found.chart, found.tables, found.comparisons, found.flags) == (None, (), (), ())


def test_before_its_document_there_is_no_page(loaded):
    custody = Indicator.objects.get(ref="custody-rate")
    assert indicator_page(custody, as_at=date(2014, 2, 27)) is None
    assert indicator_page(custody, as_at=date(2014, 2, 28)) is not None


# ---------- its figures ----------


def test_published_and_recomputed_stand_side_by_side(loaded):
    own = page("custody-rate").tables[0]
    rows = {row.period: row for row in own.rows}
    assert own.title == "This service"
    for period, _, count, published in FIGURE_4:
        row = rows[period]
        assert (row.numerator_text, row.published_text) == (str(count), published)
        assert (row.recomputed_text != published) is row.is_differing is (period == "Q2 14/15")
    assert (rows["Q2 14/15"].recomputed_text, rows["Quarter 3"].recomputed_text) == ("0.52", "")


def test_on_which_population_it_was_recomputed_is_said(loaded):
    """17,298 to 17,391 fit the first five rows."""
    note = page("custody-rate").tables[0].note
    assert "No population is printed. Recomputed on 17,345" in note
    assert "never added up" in note


def test_what_days_were_worked_out_from_is_said(loaded):
    (row,) = [r for r in page("custody-rate").tables[0].rows if r.period == "Q2 13/14"]
    assert row.days_text == "October 2012 to September 2013"
    assert row.derived_text.startswith("its 1.27 is the 2014 inspection report’s")


def test_others_stand_in_a_table_of_their_own_with_their_names(loaded):
    (others,) = [t for t in page("custody-rate").tables if t.title.startswith("Others")]
    assert [(r.period, r.published_text) for r in others.rows] == [
        ("England and Wales: October 2012 to September 2013", "0.52")
    ]


def test_columns_without_anything_are_not_shown(loaded):
    table = page("custody-rate").tables[0]
    assert (table.denominator_head, table.has_rating) == ("", False)
    assert table.has_interval
    assert page("custody-rate", as_at=TODAY).tables[0].has_rating


def test_the_latest_version_of_the_rules_comes_first(loaded):
    titles = [t.title for t in page("reoffending-binary", as_at=TODAY).tables]
    assert titles.index("This service, 3-month cohorts") < titles.index(
        "This service, 12-month cohorts"
    )


def test_a_funnel_is_told_step_by_step_at_its_latest_quarter(loaded):
    steps = page("example-mental-health", as_at=TODAY).steps
    assert [(s.text, s.share_text) for s in steps] == [
        ("24 of 55", "43.6%"),
        ("18 of 24", "75.0%"),
        ("13 of 18", "72.2%"),
    ]


def test_flags_say_of_what_they_are_and_where(loaded):
    texts = {flag.code: flag for flag in page("custody-rate").flags}
    assert texts["population-jump"].text.startswith("Q2 14/15: Needs a population")
    assert texts["population-jump"].place.endswith("Report, Fig 4, row Q2 14/15")


# ---------- revisions ----------


def test_a_revision_keeps_what_stood_before_it(loaded):
    first = page("example-mental-health", as_at=TODAY).revisions[0]
    assert (first.period, first.text, first.day_text, first.now_text) == (
        "Apr to Jun 2026",
        "40.4 (provisional)",
        "published 13 August 2026",
        "43.9 (revised)",
    )


def test_before_the_revision_there_is_none_and_the_figure_is_provisional(loaded):
    found = page("example-mental-health", as_at=date(2026, 11, 11))
    assert found.revisions == ()
    row = found.tables[0].rows[-1]
    assert (row.period, row.published_text, row.status_text) == (
        *("Apr to Jun 2026", "40.4"),
        "provisional",
    )


def test_where_nothing_was_printed_a_revision_speaks_of_the_count(loaded, manager):
    own = indicator(service(), manager)
    first = add(own, manager, published="", numerator=12, denominator=30)
    add(own, manager, published="", numerator=13, denominator=30, status="revised", corrects=first)
    (row,) = own_page().revisions
    assert (row.text, row.now_text) == ("12 (final)", "13 (revised)")


# ---------- what it counts, and where from ----------


def test_the_definition_in_words(loaded):
    found = dict(page("reoffending-frequency").definition)
    assert found["Above the line"] == "Reoffences within 12 months by children of the cohort"
    assert found["Below the line"] == "Children in the cohort"
    assert found["Or, as the words could be read"] == "Children of the cohort who reoffended"
    assert found["Unit, direction"] == "ratio, 2 decimals; lower is better"


def test_neither_is_better_is_not_said_as_a_direction(loaded):
    found = dict(page("kpi-08", as_at=TODAY).definition)
    assert found["Unit, direction"] == "%, 1 decimal"
    assert found["In Wales only"] == "Children who are classified as in need of care and support"


def test_what_nobody_publishes_says_what_it_is_computed_from(loaded):
    assert dict(page("kpi-07", as_at=TODAY).definition)["Computed from"] == "The board’s attendance"


def test_versions_of_the_rules_are_those_of_the_day(loaded):
    """The cohorts of three months are the plan’s of 2023."""
    assert [v[0] for v in page("reoffending-binary").versions] == ["12-month cohorts"]
    assert len(page("reoffending-binary", as_at=TODAY).versions) == 2
    then = page("reoffending-binary", as_at=TODAY, known_on=THEN)
    assert [v[0] for v in then.versions] == ["12-month cohorts"]


def test_bands_keep_their_wording_and_say_for_which_days_they_are(loaded):
    found = {b.name: b for b in page("fte-rate", as_at=TODAY).band_sets}
    assert found["2018/19"].as_written == "G= <313, A= 314-400, R=>401"
    assert found["2018/19"].span_text == (
        "For readings that end from 1 April 2018 to 31 March 2019, as the document’s title has it"
    )
    assert (
        found["2018/19"].source_text
        == "Youth Justice Strategic Plan 2019-20, Section 10, outcome 3"
    )
    assert any("313" in fault for fault in found["2018/19"].faults)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ({"valid_from": date(2018, 4, 1)}, "For readings that end on 1 April 2018 or later"),
        (
            {"valid_from": None, "valid_until": date(2019, 3, 31)},
            "For readings that end by 31 March 2019",
        ),
        ({"valid_from": None}, ""),
    ],
)
def test_an_open_end_of_a_span_is_said(loaded, manager, span, text):
    own = indicator(service(), manager)
    band_set(own, manager, **span)
    assert own_page().band_sets[0].span_text == text


def test_whole_bands_have_no_fault_and_gaping_ones_have(loaded, manager):
    own = indicator(service(), manager)
    historic(own, manager)
    kinds = own_page().band_sets[0].faults
    assert len(kinds) >= 2
    band_set(indicator(service(), manager, "local-whole"), manager)
    whole = page("local-whole", as_at=TODAY, inside=True)
    assert whole.band_sets[0].faults == ()


def test_targets_say_from_where(loaded):
    assert page("fte-rate").targets == (
        (
            "top three of their comparator YOTs by 2016",
            "For readings that end by 31 December 2016, as the document’s title has it",
        ),
    )
    assert page("local-ete", as_at=TODAY).targets[0] == (
        "95%",
        "Youth Justice Plan 2023-25, Performance, Local Targets, Education, training and employment",
    )


def test_it_leads_to_the_tables_of_the_documents_that_have_its_figures(loaded):
    assert [t.url for t in page("custody-rate", query="as_at=2015-07-01").tables_of_documents] == [
        f"/indicators/tables/{ref}/?as_at=2015-07-01"
        for ref in ("2014-yjb-indicators", "2015-figure-4", "2015-quarter-3")
    ]


def test_also_to_those_of_a_document_without_a_day(loaded):
    refs = [t.url.split("/")[3] for t in page("fte-rate", as_at=TODAY).tables_of_documents]
    assert refs == ["2014-yjb-indicators", "2023-fte", "2023-averages-and-ranks", "2019-year-end"]


def test_tables_that_were_not_known_then_are_not_there(loaded):
    found = page("fte-rate", as_at=TODAY, known_on=THEN).tables_of_documents
    assert [t.url.split("/")[3] for t in found] == ["2014-yjb-indicators"]


def test_its_sources_are_the_documents_each_once(loaded):
    assert page("custody-rate").sources == (
        "Full joint inspection report, February 2014",
        "Scrutiny panel’s agenda pack, 16 June 2015",
    )


def test_notes_say_where_they_stand(loaded):
    place = "Scrutiny panel’s agenda pack, 16 June 2015, Report, paragraph 3.10"
    said = [text for day, text, where in page("custody-rate").notes if where == place]
    assert any("overturned on appeal" in text for text in said)


def test_dated_notes_come_first_in_their_order(loaded, manager):
    own = indicator(service(), manager)
    for day in (None, date(2018, 5, 1), date(2017, 5, 1)):
        IndicatorWriter(by=manager, at=AT).add_note(own, kind="note", on=day, text="x", place="")
    assert [day for day, *_ in own_page().notes] == ["1 May 2017", "1 May 2018", ""]


# ---------- what waits ----------


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, ""),
        (1, "1 reading waits for approval. It is shown inside the service only."),
        (2, "2 readings wait for approval. They are shown inside the service only."),
    ],
)
def test_how_many_wait_is_said(loaded, manager, n, text):
    own = indicator(service(), manager)
    for year in range(n):
        add(own, manager, period=f"Year {year}")
    assert own_page().waits_text == text


def test_a_page_that_was_kept_for_one_day_is_not_shown_for_another(loaded):
    earlier = page("custody-rate", as_at=date(2014, 3, 1))
    assert earlier.headline != page("custody-rate").headline
    assert page("custody-rate", as_at=TODAY, is_whole=True).chart.n_left_out == 0
    assert page("custody-rate", as_at=TODAY).chart.n_left_out == 7
