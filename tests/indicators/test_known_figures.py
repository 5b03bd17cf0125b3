"""The numbers that the four documents print, each with its place, against what was loaded of them.

Line numbers are those of the documents as plain text.
"""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Indicator
from indicators.rules.measures import read_value
from tests.indicators.as_loaded import cells, line, lines, state, states, table

pytestmark = pytest.mark.usefixtures("loaded")

# 2015 pack, report, Fig 3 (lines 316-322): quarter; last day of the cohort's twelve months, counted
# from “Q2 14/15 ... Jan-Dec 12” (paragraph 3.8); cohort, re-offenders, re-offences, offences per
# offender, share who reoffend.
FIGURE_3 = [
    ("Q1 (13/14)", date(2011, 9, 30), 350, 164, 636, "1.82", "46.9%"),
    ("Q2 (13/14)", date(2011, 12, 31), 343, 168, 653, "1.90", "49.0%"),
    ("Q3 (13/14)", date(2012, 3, 31), 333, 161, 608, "1.83", "48.3%"),
    ("Q4 (13/14)", date(2012, 6, 30), 323, 158, 614, "1.90", "48.9%"),
    ("Q1 (14/15)", date(2012, 9, 30), 304, 138, 550, "1.81", "45.4%"),
    ("Q2 (14/15)", date(2012, 12, 31), 277, 123, 506, "1.83", "44.4%"),
]
# 2015 pack, report, Fig 4 (lines 334-341): quarter; last day, counted from its Q2 13/14, whose 1.27
# the inspection has of October 2012 to September 2013; custodial sentences, rate per 1,000.
FIGURE_4 = [
    ("Q1 13/14", date(2013, 6, 30), 26, "1.50"),
    ("Q2 13/14", date(2013, 9, 30), 22, "1.27"),
    ("Q3 13/14", date(2013, 12, 31), 16, "0.92"),
    ("Q4 13/14", date(2014, 3, 31), 12, "0.69"),
    ("Q1 14/15", date(2014, 6, 30), 6, "0.35"),
    ("Q2 14/15", date(2014, 9, 30), 9, "0.53"),
]


# ---------- the scrutiny pack of 2015 ----------


@pytest.mark.parametrize("row", FIGURE_3, ids=lambda row: row[0])
def test_figure_3_is_loaded_as_two_indicators(row):
    period, end, cohort, reoffenders, reoffences, per_offender, share = row
    binary, frequency = (line(f"reoffending-{n}", period) for n in ("binary", "frequency"))
    assert (binary.numerator, binary.denominator, binary.published) == (reoffenders, cohort, share)
    assert (frequency.numerator, frequency.denominator) == (reoffences, cohort)
    assert frequency.published == per_offender
    assert binary.end == frequency.end == end
    assert (end - binary.start).days in (364, 365)  # twelve months


@pytest.mark.parametrize("row", FIGURE_4, ids=lambda row: row[0])
def test_figure_4_is_loaded_with_its_counts(row):
    period, end, sentences, rate = row
    found = line("custody-rate", period)
    assert (found.numerator, found.denominator, found.published) == (sentences, None, rate)
    assert (found.value, found.end) == (Decimal(rate), end)


def test_figures_3_and_4_have_no_rows_but_these():
    """The seventh reading of each line is of the prose: Quarter 3."""
    for ref, rows in (("reoffending-frequency", FIGURE_3), ("custody-rate", FIGURE_4)):
        of_2015 = [x for x in lines(ref) if x.published_on == date(2015, 6, 16)]
        assert len(of_2015) == len(rows) + 1


@pytest.mark.parametrize(
    ("ref", "period", "published", "end"),
    [  # paragraphs 3.6 (line 324, which names the cohort of April 2012 to March 2013) and 3.10
        ("reoffending-frequency", "Quarter 3 14/15", "1.74", date(2013, 3, 31)),
        ("custody-rate", "Quarter 3", "0.47", date(2014, 12, 31)),
    ],
)
def test_values_that_no_table_holds_are_there_without_a_count(ref, period, published, end):
    found = line(ref, period)
    assert (found.published, found.end) == (published, end)
    assert (found.numerator, found.denominator, found.recomputed) == (None, None, None)
    assert found.interval_low is None


@pytest.mark.parametrize(
    ("ref", "area", "published"),
    [  # the live tracker, paragraph 3.6 (line 324); the frequency rates are printed as per cent
        ("reoffending-binary", "National", "23.5%"),
        ("reoffending-binary", "Portsmouth", "13.1%"),
        ("reoffending-frequency", "National", "0.78%"),
        ("reoffending-frequency", "Portsmouth", "0.46%"),
    ],
)
def test_the_live_trackers_projections_are_a_series_of_their_own(ref, area, published):
    found = line(ref, "currently", series="projection", area=area)
    assert (found.published, found.value) == (published, read_value(published))
    assert (found.start, found.end, found.rating) == (None, None, None)


def test_remands_of_2014_15_are_numbers_though_printed_as_words():
    """Paragraph 3.11 (line 343): none in December 2014 and January 2015, one in February and March."""
    first, second = lines("remands")
    assert (first.published, first.value, first.numerator) == ("no", 0, 0)
    assert (first.start, first.end) == (date(2014, 12, 1), date(2015, 1, 31))
    assert (second.published, second.value, second.end) == ("one", 1, date(2015, 3, 31))


def test_the_target_of_2016_is_a_place_and_no_value():
    """Paragraph 3.1: the top three of their comparators by 2016; no band and no value is printed."""
    for ref in ("fte-rate", "reoffending-binary", "custody-rate"):
        (target,) = state(ref, as_at=date(2015, 6, 16)).gathered.targets
        assert (target.kind, target.value) == ("rank", 3)


# Paragraph 7.8 (lines 485-499): 49 responses; each bullet's shares in its order.
QUESTIONNAIRE = [
    *("100%", "100%", "90%", "81%", "95%", "95%", "98%", "83%", "70%"),
    *("100%", "84%", "all", "88%", "71%", "87%", "89%", "67%", "26%"),
]


def test_the_questionnaire_has_every_share_of_the_paragraph():
    assert [texts[0] for texts in cells("2015-questionnaire").values()] == QUESTIONNAIRE


def test_the_shares_that_49_answers_cannot_give_are_flagged_and_no_others():
    """“Of these” and what the plan asks are of fewer, whose number is not printed."""
    possible = {(200 * n + 49) // 98 for n in range(50)}  # rounded half up
    rows = {row.heading: row.cells[0] for row in table("2015-questionnaire").rows}
    impossible = {
        heading
        for heading, cell in rows.items()
        if cell.number is not None and cell.number not in possible
    }
    of_fewer = {"Of these, had enough say in the plan", "Understood what the plan asks of them"}
    assert {heading for heading, cell in rows.items() if cell.flags} == impossible - of_fewer
    assert "Service good" in impossible  # 26%: 12 of 49 is 24%, 13 is 27%


# ---------- the inspection of 2014 ----------


@pytest.mark.parametrize(
    ("ref", "start", "end", "local", "national"),
    [  # Appendix 1, lines 617-644: each with the figure of England and Wales (neet: of England)
        ("reoffending-binary", date(2011, 1, 1), date(2011, 12, 31), "49.0%", "35.9%"),
        ("reoffending-frequency", date(2011, 1, 1), date(2011, 12, 31), "1.90", "1.04"),
        ("fte-rate", date(2012, 7, 1), date(2013, 6, 30), "494", "484"),
        ("custody-rate", date(2012, 10, 1), date(2013, 9, 30), "1.27", "0.52"),
        ("youth-offences", date(2011, 4, 1), date(2012, 3, 31), "55", "26"),
        ("neet-16-18", None, None, "7.8%", "5.7%"),
        ("youth-bme-share", None, None, "13.9%", "18.3%"),
        ("youth-population-share", None, None, "8.7%", "9.5%"),
    ],
)
def test_the_inspections_figures_stand_beside_those_of_the_country(
    ref, start, end, local, national
):
    asked = {"as_at": date(2014, 2, 28)}
    (own,), (other,) = lines(ref, **asked), lines(ref, series="national", **asked)
    assert (own.published, other.published) == (local, national)
    assert (own.start, own.end) == (other.start, other.end) == (start, end)
    assert other.area == ("England" if ref == "neet-16-18" else "England and Wales")


def test_the_census_has_its_population():
    assert lines("youth-population-share")[0].denominator == 205_056  # Appendix 1, line 617


@pytest.mark.parametrize(
    ("theme", "score", "word"),
    [  # lines 109, 265, 340, 422; the bands of Appendix 5 (lines 723-727): 80 +, 65-79, 50-64, < 50
        ("reoffending", "38%", "Poor"),
        ("public", "43%", "Poor"),
        ("children", "55%", "Unsatisfactory"),
        ("sentence", "67%", "Satisfactory"),
    ],
)
def test_a_themes_score_has_the_word_of_the_inspections_bands(theme, score, word):
    (found,) = lines(f"score-{theme}", as_at=date(2014, 2, 28))
    assert (found.published, found.rating, found.bands) == (score, word, "Scoring bands 2014")


# ---------- the plan of 2019 ----------


@pytest.mark.parametrize(
    ("ref", "published"),
    [("fte-rate", "420"), ("reoffending-binary", "55.1%"), ("custody-rate", "0.50%")],
)
def test_the_year_end_values_of_2018_19_are_red_by_the_bands_beside_them(ref, published):
    """Section 10, outcomes 3 to 5 (lines 265-276); which months they cover is not printed."""
    found = line(ref, "Year end 2018/19")
    assert (found.published, found.start, found.end) == (published, None, None)
    assert (found.rating, found.bands) == ("Red", "2018/19")


@pytest.mark.parametrize(
    ("ref", "written"),
    [  # lines 265-273 and 297-302: the same wording for both years
        ("fte-rate", "G= <313, A= 314-400, R=>401"),
        ("reoffending-binary", "G= <36%, A= 36.1-39%, R= >39%"),
        ("custody-rate", "G=<0.38, A=0.39-0.45, R= >0.45"),
    ],
)
def test_the_bands_of_2019_keep_their_wording_for_each_of_two_years(ref, written):
    found = {b.name: b for b in state(ref).gathered.band_sets}
    spans = {name: (b.valid_from, b.valid_until) for name, b in found.items()}
    assert found["2018/19"].as_written == found["2019/20"].as_written == written
    assert spans["2018/19"] == (date(2018, 4, 1), date(2019, 3, 31))
    assert spans["2019/20"] == (date(2019, 4, 1), date(2020, 3, 31))


# ---------- the plan of 2023 ----------

# “Last 5 rolling quarters” (lines 412-420, 435-443, 458-465), rated by hand by the cells above them:
# <224, 223-340, >341; <36%, 36.1%-40.1%, >41%; <0.35, 0.36-0.45, > 0.45.
FTE = [
    ("Jan 21 - Dec 21", date(2021, 1, 1), date(2021, 12, 31), 55, "287", "Amber"),
    ("Apr 21 - Mar 22", date(2021, 4, 1), date(2022, 3, 31), 56, "310", "Amber"),
    ("Jul 21 - Jun 22", date(2021, 7, 1), date(2022, 6, 30), 59, "325", "Amber"),
    ("Oct 21 - Sept 22", date(2021, 10, 1), date(2022, 9, 30), 49, "269", "Amber"),
    ("Jan 22 - Dec 22", date(2022, 1, 1), date(2022, 12, 31), 41, "229", "Amber"),
]
REOFFENDING = [
    ("Apr 20 - Jun 20", date(2020, 4, 1), date(2020, 6, 30), 15, 4, 15, "26.7%", "Green"),
    ("Jul 20 - Sep 20", date(2020, 7, 1), date(2020, 9, 30), 36, 15, 54, "41.7%", "Red"),
    ("Oct 20 - Dec 20", date(2020, 10, 1), date(2020, 12, 31), 36, 12, 46, "33.33%", "Green"),
    ("Jan 21 - Mar 21", date(2021, 1, 1), date(2021, 3, 31), 30, 17, 86, "56.7%", "Red"),
    ("Apr 21 - Jun 21", date(2021, 4, 1), date(2021, 6, 30), 30, 13, 90, "43.3%", "Red"),
]
CUSTODY = [
    ("Apr 21 - Mar 22", date(2021, 4, 1), date(2022, 3, 31), 1, "0.06", "Green"),
    ("Jul 21 - Jun 22", date(2021, 7, 1), date(2022, 6, 30), 1, "0.06", "Green"),
    ("Oct 21 - Sept 22", date(2021, 10, 1), date(2022, 9, 30), 1, "0.06", "Green"),
    ("Jan 22 - Dec 22", date(2022, 1, 1), date(2022, 12, 31), 2, "0.11", "Green"),
    ("Apr 22 - Mar 23", date(2022, 4, 1), date(2023, 3, 31), 3, "0.17", "Green"),
]


@pytest.mark.parametrize(
    ("ref", "row"),
    [*(("fte-rate", row) for row in FTE), *(("custody-rate", row) for row in CUSTODY)],
    ids=lambda x: x if isinstance(x, str) else x[0],
)
def test_the_rolling_years_of_2023_are_counted_and_rated(ref, row):
    period, start, end, count, published, rating = row
    found = line(ref, period)
    assert (found.start, found.end) == (start, end)
    assert (found.numerator, found.denominator, found.published) == (count, None, published)
    assert (found.rating, found.bands) == (rating, "2023-25")


@pytest.mark.parametrize("row", REOFFENDING, ids=lambda row: row[0])
def test_the_rolling_cohorts_of_2023_are_counted_and_rated(row):
    period, start, end, cohort, reoffenders, reoffences, published, rating = row
    binary, frequency = (line(f"reoffending-{n}", period) for n in ("binary", "frequency"))
    assert (binary.start, binary.end) == (frequency.start, frequency.end) == (start, end)
    assert (binary.numerator, binary.denominator) == (reoffenders, cohort)
    assert (binary.published, binary.rating, binary.bands) == (published, rating, "2023-25")
    assert (frequency.numerator, frequency.denominator) == (reoffences, cohort)
    assert (frequency.published, frequency.value) == ("", None)  # no frequency is printed


@pytest.mark.parametrize(
    ("ref", "national", "comparator", "local", "rank"),
    [  # the passages below the three tables, lines 422, 445 and 467
        ("fte-rate", "148", "183", "229", (7, 7)),
        ("reoffending-binary", "31.1%", "34.3%", "43.2%", (7, 7)),
        ("custody-rate", "0.11", "0.09", "0.17", (6, 7)),
    ],
)
def test_averages_and_ranks_at_the_end_of_quarter_4(ref, national, comparator, local, rank):
    of = {s: line(ref, "End of Quarter 4", series=s) for s in ("local", "national", "comparator")}
    printed = tuple(of[s].published for s in ("national", "comparator", "local"))
    assert printed == (national, comparator, local)
    assert (of["local"].rank, of["local"].rank_of) == rank
    assert (of["national"].rank, of["comparator"].rank) == (None, None)


QUARTERS = [  # lines 364-369 and 377-380: four quarters and the printed total
    ("ycr-allocated", "2021-22", (9, 7, 10, 5), 31),
    ("ycr-allocated", "2022-23", (8, 10, 5, 1), 24),
    ("ycr-screened", "2021-22", (64, 84, 72, 69), 289),
    ("ycr-screened", "2022-23", (65, 60, 107, 95), 327),
    ("jdmp-discussed", "2021-22", (42, 49, 41, 42), 174),
    ("jdmp-discussed", "2022-23", (45, 71, 52, 100), 268),
]


@pytest.mark.parametrize(("ref", "year", "quarters", "total"), QUARTERS)
def test_resolutions_and_discussions_by_quarter_with_their_totals(ref, year, quarters, total):
    found = [line(ref, f"{year} Qtr {n}") for n in (1, 2, 3, 4)]
    assert tuple(x.numerator for x in found) == quarters
    assert [x.published for x in found] == [str(n) for n in quarters]
    first = int(year[:4])
    assert [x.end for x in found][::3] == [date(first, 6, 30), date(first + 1, 3, 31)]
    of_year = line(ref, f"{year} Total")
    assert (of_year.is_total, of_year.numerator, of_year.flags) == (True, total, ())
    assert (of_year.start, of_year.end) == (date(first, 4, 1), date(first + 1, 3, 31))


def test_the_budget_of_2023_24_is_there_cell_by_cell_and_adds_up():
    """Resources and Services, lines 298-306; an empty cell stays empty and is no nought."""
    assert cells("2023-budget") == {
        "Youth Justice Board": ["262,140", "", "", "262,140"],
        "Local Authority": ["443,000", "", "90,800", "533,800"],
        "Police": ["", "106,400", "", "106,400"],
        "OPCC": ["71,400", "", "", "71,400"],
        "Probation": ["5,000", "24,400", "", "29,400"],
        "Health": ["31,000", "77,000", "", "108,000"],
        "Other": ["10,000", "", "", "10,000"],
        "Total": ["822,540", "207,800", "90,800", "1,121,140"],
    }
    budget = table("2023-budget")
    assert (budget.columns, budget.unit) == (("In Cash", "In Kind", "Other funds", "Total"), "£")
    assert budget.flags == ()
    assert budget.checked_text == "Each total was added up again. 0 things do not add up."


@pytest.mark.parametrize(
    ("ref", "value"),
    [  # Local Targets, lines 339-341: “set at 95%”, “set at 95%”, “set at 90%”
        ("local-accommodation", 95),
        ("local-ete", 95),
        ("local-referral-order-timeliness", 90),
    ],
)
def test_local_targets_are_targets_only(ref, value):
    found = state(ref)
    (target,) = found.gathered.targets
    assert (target.kind, target.value, target.as_written) == ("value", value, f"{value}%")
    assert (found.readings, found.latest()) == ((), None)


@pytest.mark.parametrize("ref", ["local-rj-offered", "local-rj-engaged"])
def test_where_the_target_is_not_printed_none_is_made_up(ref):
    assert state(ref).gathered.targets == ()  # line 342: “routinely reaching targets set”


def test_the_ten_indicators_of_april_2023_are_there_without_a_figure():
    found = states()
    assert [ref for ref in found if ref.startswith("kpi-")] == [f"kpi-{n:02}" for n in range(1, 11)]
    for n in range(1, 11):
        assert found[f"kpi-{n:02}"].readings == ()


def test_the_fourth_is_a_funnel_of_three():
    """KPI 4: with a need; of that, planned or offered; of that, attending."""
    kpi_04 = Indicator.objects.get(ref="kpi-04")
    assert [(s.ref, s.is_of_the_last) for s in kpi_04.steps.all()] == [
        ("offered", True),
        ("attending", True),
    ]
    offered, attending = kpi_04.steps.all()
    assert attending.denominator == offered.numerator


def test_the_eighth_keeps_what_is_counted_in_wales_only():
    with_clause = Indicator.objects.exclude(wales_only="").values_list("ref", flat=True)
    assert list(with_clause) == ["kpi-08"]
    assert "care and support" in Indicator.objects.get(ref="kpi-08").wales_only


def test_the_seventh_is_computed_from_the_meetings():
    assert Indicator.objects.get(ref="kpi-07").computed == "attendance"


def test_remands_of_2022_23_are_six_after_three():
    """Remands, line 600; “Six” is printed in words."""
    before, now = lines("remands-started")
    assert (before.period, before.published, before.value) == ("previous year", "3", 3)
    assert (now.period, now.published, now.value) == ("2022-23", "Six", 6)


def test_what_is_printed_as_about_so_many_is_no_number():
    (found,) = lines("cce-risk")  # line 396
    assert (found.published, found.value) == ("approximately 70%", None)
    assert (found.start, found.end, found.interval_low) == (None, None, None)


@pytest.mark.parametrize("ref", ["kpi-01", "local-ete", "remand-costs", "caseload-children"])
def test_what_no_document_prints_stays_unknown(ref):
    assert lines(ref) == []
