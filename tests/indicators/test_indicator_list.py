"""The list of indicators: of each its latest reading, its rating, its way, and how old it is."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Note
from indicators.readmodels import IndicatorList, IndicatorRow
from indicators.selectors.indicator_list import N_SPARK, indicator_list, indicator_rows
from indicators.services.writing import IndicatorWriter
from plans.models import Service
from plans.rules.access import Position
from tests.conftest import AT
from tests.indicators.as_loaded import INVENTED, REAL, TODAY, service
from tests.indicators.defined import band_set, historic, indicator, reading

THEN = date(2015, 7, 1)


def page(of: str = REAL, *, as_at: date = THEN, **asked) -> IndicatorList:
    return indicator_list(service(of), list(Service.objects.all()), as_at=as_at, **asked)


def rows(of: str = REAL, *, as_at: date = THEN, **asked) -> dict[str, IndicatorRow]:
    return {row.ref: row for row in indicator_rows(service(of), as_at=as_at, **asked)}


def own_row(**asked) -> IndicatorRow:
    return rows(inside=True, as_at=TODAY, **asked)["local-test"]


# ---------- one line ----------


def test_custody_in_one_line(loaded):
    row = rows()["custody-rate"]
    assert (row.latest_text, row.period_text) == ("0.47 per 1,000", "Quarter 3")
    assert row.age_text == "to December 2014; 6 months old on 1 July 2015"
    assert (row.rating, row.rating_note) == (None, "no bands")
    assert row.verdict == "better"
    assert row.verdict_text.startswith(
        "Better: 0.53 per 1,000 in the twelve months to September 2014"
    )
    assert (row.n_flags, row.flags_text) == (4, "4 things do not add up")


def test_a_cohort_says_when_its_children_first_offended(loaded):
    """Design: “these children first offended between January and December 2012”."""
    assert rows()["reoffending-binary"].age_text == (
        "to December 2012; 2 years and 6 months old on 1 July 2015: "
        "these children first offended between January and December 2012"
    )


def test_a_rating_says_by_which_bands(loaded):
    row = rows(as_at=TODAY)["reoffending-binary"]
    assert (row.rating.word, row.rating_note) == ("Red", "by the bands of 2023-25")


def test_bands_of_other_days_rate_nothing_and_that_is_said(loaded):
    """The bands of 2018/19 are of readings that end before April 2019; the census has no days."""
    row = rows(as_at=TODAY)["youth-bme-share"]
    assert (row.rating, row.rating_note) == (None, "no bands")


def test_bands_that_do_not_hold_yet_are_none_for_these_days(loaded, manager):
    own = indicator(service(), manager)
    band_set(own, manager, valid_from=date(2020, 1, 1))
    reading(own, manager)
    assert (own_row().rating, own_row().rating_note) == (None, "no bands for these days")


def test_comparators_of_its_own_days_are_compared_beyond_chance_only(loaded):
    """13 of 30 could be 27% to 61%, so it cannot be told apart from 31.1% (design, section 6)."""
    text = rows(as_at=TODAY)["reoffending-binary"].comparator_text
    assert text == (
        "Cannot be told apart from the national 31.1% (12.2 points above). "
        "Cannot be told apart from the comparator average of 34.3% (9.0 points above)."
    )


def test_a_figure_without_a_count_is_not_compared(loaded):
    assert rows()["fte-rate"].comparator_text == (
        "Whether it differs from the national 484 per 100,000 cannot be said."
    )


def test_a_comparator_of_other_days_is_not_beside_it(loaded):
    assert rows()["custody-rate"].comparator_text == ""  # England and Wales: to September 2013


def test_without_days_the_comparator_of_the_same_words_is_beside_it(loaded):
    assert "5.7%" in rows()["neet-16-18"].comparator_text


def test_without_a_reading_the_target_is_said_and_no_result(loaded):
    row = rows(as_at=TODAY)["local-accommodation"]
    assert (row.latest_text, row.verdict_text) == (
        "none recorded",
        "Target: 95%. No result is known.",
    )
    assert (row.age_text, row.rating, row.spark, row.comparator_text) == ("", None, None, "")


def test_without_reading_and_target_nothing_is_made_up(loaded):
    assert rows(as_at=TODAY)["kpi-01"].verdict_text == "No figure is recorded yet."


def test_a_value_that_was_never_printed_is_said_with_what_it_comes_to(loaded):
    row = rows(as_at=TODAY)["reoffending-frequency"]
    assert row.latest_text == "not published"
    assert row.verdict_text.startswith("No value was published for ")
    assert row.verdict_text.endswith("; its counts come to 3.00.")


def test_what_is_printed_and_is_no_number_is_said_as_printed(loaded):
    row = rows(as_at=TODAY)["cce-risk"]
    assert row.latest_text == "approximately 70%"
    assert row.verdict_text == "What was published is no number: approximately 70%."


def test_the_small_chart_has_the_readings_of_four_years(loaded):
    spark = rows(INVENTED, as_at=TODAY)["example-education"].spark
    assert len(spark.values) == N_SPARK == 16
    assert spark.words == "16 readings, 42.9 to 61.1"


def test_one_reading_has_no_small_chart(loaded):
    assert rows()["fte-rate"].spark is None


def test_one_flag_is_one_thing(loaded):
    assert rows()["reoffending-binary"].flags_text == "1 thing does not add up"


def test_each_leads_to_its_page_of_the_same_day(loaded):
    row = rows(query="as_at=2015-07-01")["custody-rate"]
    assert row.url == "/indicators/custody-rate/?as_at=2015-07-01"


# ---------- exceptions ----------


def test_red_is_an_exception_and_amber_is_not(loaded):
    found = rows(as_at=TODAY)
    assert found["reoffending-binary"].is_exception
    assert (found["fte-rate"].rating.word, found["fte-rate"].is_exception) == ("Amber", False)


@pytest.mark.parametrize(
    ("published", "is_exception"),
    [("35.9%", False), ("36.0%", True), ("37.0%", False), ("38.5%", True), ("40.0%", True)],
)
def test_so_is_what_no_band_or_more_than_one_holds(loaded, manager, published, is_exception):
    """G <36, A 36.1-39, R >38: in the gap, in the overlap, red."""
    own = indicator(service(), manager)
    historic(own, manager)
    reading(own, manager, published=published)
    assert own_row().is_exception is is_exception


def test_so_is_worse_beyond_chance_without_bands(loaded, manager):
    own = indicator(service(), manager)
    for year, n in ((2017, 20), (2018, 80)):
        days = {"start_on": date(year, 1, 1), "end_on": date(year, 12, 31)}
        reading(
            own,
            manager,
            period=str(year),
            published=f"{n}.0%",
            numerator=n,
            denominator=100,
            **days,
        )
    row = own_row()
    assert (row.verdict, row.rating, row.is_exception) == ("worse", None, True)


def test_what_has_no_figure_is_no_exception(loaded):
    assert not rows(as_at=TODAY)["kpi-01"].is_exception


# ---------- the page ----------


def test_it_opens_with_how_they_stand(loaded):
    found = page()
    assert found.sentence == "13 indicators, 13 with a figure, 1 better beyond chance."
    assert found.sub == "11 things in 3 of them do not add up."


def test_domains_stand_in_their_order_and_the_nationals_first(loaded):
    assert [group.label for group in page(as_at=TODAY).groups] == [
        *("National", "April 2023", "Local targets", "Monitoring", "Inspection scores")
    ]
    (first, *_) = page(as_at=TODAY).groups
    assert [row.ref for row in first.rows] == [
        *("fte-rate", "reoffending-binary", "reoffending-frequency", "custody-rate")
    ]


def test_a_filter_shows_one_domain_and_counts_them_all(loaded):
    found = page(as_at=TODAY, domain="april-2023")
    assert [group.domain for group in found.groups] == ["april-2023"]
    assert found.sentence == "10 indicators, 0 with a figure."
    texts = {choice.text: choice.url for choice in found.choices}
    assert texts["April 2023 10"] == ""
    assert texts["National 4"] == "/indicators/?domain=national"
    assert texts["All 40"] == "/indicators/"


def test_unfiltered_all_is_the_chosen_one(loaded):
    assert page().choices[0].url == ""


def test_a_domain_without_any_is_no_choice(loaded):
    assert not any("April 2023" in choice.text for choice in page().choices)


def test_an_invented_service_is_named_in_its_addresses(loaded):
    found = page(INVENTED, as_at=TODAY)
    assert found.service == "Example service (invented)"
    assert all("service=example-yjs" in c.url for c in found.choices if c.url)
    assert [o.url for o in found.others] == ["/indicators/?service=portsmouth-yot"]


def test_by_a_day_before_any_document_it_says_so(loaded):
    assert page(as_at=date(2013, 1, 1)).sentence == "No indicator is recorded by this day."


def test_without_a_service_it_says_so(db):
    assert indicator_list(None, [], as_at=THEN).sentence == "No indicator has been loaded yet."


# ---------- what is kept ----------


def test_what_is_kept_of_the_rows_is_let_go_of_by_a_reading_and_not_by_another_write(
    loaded, manager
):
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            rows(as_at=TODAY)
        return len(caught)

    rows(as_at=TODAY)
    kept = asked()
    Note.objects.exists()
    own = indicator(service(), manager)
    assert asked() > kept
    assert asked() == kept
    reading(own, manager)
    assert asked() > kept


def test_a_typed_note_is_told_at_once(loaded, manager):
    own = indicator(service(), manager)
    for year in (2017, 2018):
        days = {"start_on": date(year, 1, 1), "end_on": date(year, 12, 31)}
        reading(own, manager, period=str(year), published="40.0%", **days)
    before = own_row().verdict_text
    IndicatorWriter(by=manager, at=AT).add_note(
        own, kind="rebase", on=date(2018, 6, 1), text="Anew", place=""
    )
    assert own_row().verdict_text != before


def queries(client) -> tuple[int, int]:
    """When nothing is kept of the page, and when it was read since the last write."""
    counts = []
    cache.clear()
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/indicators/").status_code == 200
        counts.append(len(caught))
    return tuple(counts)


def test_the_page_asks_the_same_for_few_indicators_and_for_many(loaded, client_of, manager):
    client = client_of(Position.MANAGER)
    before = queries(client)
    for n in range(30):
        own = indicator(service(), manager, f"local-more-{n}")
        band_set(own, manager)
        for year in range(2000, 2010):
            days = {"start_on": date(year, 1, 1), "end_on": date(year, 12, 31)}
            reading(own, manager, period=str(year), published_on=date(year + 1, 2, 1), **days)
    assert queries(client) == before
    assert before[1] <= 12
