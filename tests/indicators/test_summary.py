"""The command that other people's scripts read: its keys, its numbers, and what it refuses."""

import json
import os
import subprocess
import sys
from datetime import date
from fractions import Fraction
from io import StringIO

import mpmath as mp
import pytest
from django.core.management import CommandError, call_command

from tests.indicators.as_loaded import INVENTED, TODAY
from tests.indicators.test_known_figures import CUSTODY, FIGURE_3, FIGURE_4, REOFFENDING
from tests.test_house import HOUSE

OF_AN_INDICATOR = {"ref", "name", "unit", "better", "bands", "readings"}
OF_A_READING = {
    *("series", "period", "start", "end", "numerator", "denominator", "published", "value"),
    *("recomputed", "rating", "interval", "rank", "flags", "source"),
}
NINE = 1e-9
NATIONAL = ["fte-rate", "reoffending-binary", "reoffending-frequency", "custody-rate"]


def printed(*args: str) -> str:
    out = StringIO()
    call_command("indicator_summary", *args, stdout=out)
    return out.getvalue()


def told(ref: str, *args: str) -> dict:
    (found,) = json.loads(printed(ref, "--json", *args))["indicators"]
    return found


def reading(ref: str, period: str, series: str = "local", **of) -> dict:
    found = [r for r in told(ref)["readings"] if (r["period"], r["series"]) == (period, series)]
    (one,) = [r for r in found if all(r[name] == value for name, value in of.items())]
    return one


def codes(ref: str, period: str) -> list[str]:
    return [flag["code"] for flag in reading(ref, period)["flags"]]


# ---------- worked out anew, without the app's own rules ----------


def near(number: float, exact) -> bool:
    return abs(number - float(exact)) <= NINE * abs(float(exact))


def wilson(k: int, n: int) -> tuple[mp.mpf, mp.mpf]:
    """In percent: where (k/n - p)^2 = z^2 p (1 - p) / n, Wilson 1927."""
    z2 = 2 * mp.erfinv(mp.mpf("0.95")) ** 2
    middle, half = k + z2 / 2, mp.sqrt(z2 * (k * mp.mpf(n - k) / n + z2 / 4))
    return 100 * (middle - half) / (n + z2), 100 * (middle + half) / (n + z2)


def poisson(k: int) -> tuple[mp.mpf, mp.mpf]:
    """The means at which k or more, and k or fewer, come once in forty times; Garwood 1936."""
    tail = mp.mpf("0.025")

    def root(count: int, share) -> mp.mpf:
        return mp.findroot(
            lambda mean: mp.gammainc(count, 0, mean, regularized=True) - share, count
        )

    return root(k, tail), root(k + 1, 1 - tail)


def shared_population(rows: list[tuple[int, str]], scale: int, half: str) -> int:
    """The middle of the populations that give every one of these printed rates."""
    ends = [
        (
            scale * n / (Fraction(rate) + Fraction(half)),
            scale * n / (Fraction(rate) - Fraction(half)),
        )
        for n, rate in rows
    ]
    low, high = max(low for low, _ in ends), min(high for _, high in ends)
    fewest, most = -(-low // 1), high // 1
    assert fewest <= most
    return int((fewest + most + 1) // 2)


FIT = [(count, rate) for _, _, count, rate in FIGURE_4[:5]]  # the last row needs fewer people


# ---------- the contract ----------


@pytest.mark.parametrize("ref", NATIONAL)
def test_it_has_every_key_of_the_contract(loaded, ref):
    found = told(ref)
    assert found.keys() >= OF_AN_INDICATOR
    assert all(r.keys() >= OF_A_READING for r in found["readings"])
    assert {key for r in found["readings"] for f in r["flags"] for key in f} <= {"code", "text"}


def test_what_it_has_besides_is_in_this_list(loaded):
    found = told("custody-rate")
    assert found.keys() - OF_AN_INDICATOR == {"domain", "decimals", "targets", "flags"}
    assert found["readings"][0].keys() - OF_A_READING == {
        *("area", "step", "version", "is_total", "bands", "status", "published_on"),
    }


def test_it_is_one_object_and_nothing_else_in_ascii(loaded):
    text = printed("--json")
    assert text.isascii()
    assert json.loads(text).keys() == {"as_at", "known_on", "indicators"}


def test_without_a_name_it_is_the_real_service_in_its_order(loaded):
    refs = [i["ref"] for i in json.loads(printed("--json"))["indicators"]]
    assert refs[:5] == [*NATIONAL, "kpi-01"]
    assert not [ref for ref in refs if ref.startswith("example-")]


def test_a_service_can_be_named_and_an_indicator_is_found_in_any(loaded):
    of_service = json.loads(printed("--service", INVENTED, "--json"))["indicators"]
    assert [i["ref"] for i in of_service][:2] == ["example-education", "example-assessments"]
    assert told("example-education") == of_service[0]


def test_the_ten_local_and_monitoring_references_of_the_contract_are_there(loaded):
    refs = {i["ref"] for i in json.loads(printed("--json"))["indicators"]}
    named = {*NATIONAL, "ycr-allocated", "ycr-screened", "jdmp-discussed"}
    assert refs >= named | {f"kpi-{n:02}" for n in range(1, 11)}


@pytest.mark.parametrize(
    ("ref", "unit", "better"),
    [
        ("fte-rate", "per 100,000", "lower"),
        ("reoffending-binary", "%", "lower"),
        ("reoffending-frequency", "ratio", "lower"),
        ("custody-rate", "per 1,000", "lower"),
        ("kpi-04", "%", "neither"),
        ("ycr-allocated", "count", "neither"),
        ("remand-costs", "£", "lower"),
    ],
)
def test_units_and_directions(loaded, ref, unit, better):
    found = told(ref)
    assert (found["unit"], found["better"]) == (unit, better)


def test_what_is_not_known_is_null(loaded):
    found = reading("reoffending-binary", "Year end 2018/19")
    unknown = ("start", "end", "numerator", "denominator", "recomputed", "interval", "rank")
    assert [found[name] for name in unknown] == [None] * len(unknown)
    assert (found["published"], found["value"], found["rating"]) == ("55.1%", 55.1, "Red")


def test_a_value_that_was_never_printed_is_null_and_not_empty(loaded):
    found = reading("reoffending-frequency", "Apr 20 - Jun 20")
    assert (found["published"], found["value"], found["recomputed"]) == (None, None, 1)


def test_a_nought_is_a_nought_and_not_null(loaded):
    found = reading("remands", "December 2014 and January 2015")
    assert (found["numerator"], found["value"], found["published"]) == (0, 0, "no")
    assert found["interval"][0] == 0


@pytest.mark.parametrize(
    ("ref", "rank"),
    [("fte-rate", [7, 7]), ("reoffending-binary", [7, 7]), ("custody-rate", [6, 7])],
)
def test_a_rank_is_a_place_and_how_many(loaded, ref, rank):
    assert reading(ref, "End of Quarter 4")["rank"] == rank


def test_a_source_is_the_document_and_the_place(loaded):
    assert reading("custody-rate", "Q1 13/14")["source"] == (
        "Scrutiny panel’s agenda pack, 16 June 2015, Report, Fig 4, row Q1 13/14"
    )


def test_bands_say_what_each_holds_and_what_is_wrong_with_them(loaded):
    """<0.35, 0.36-0.45, > 0.45: nothing covers 0.35 (line 453 of the plan of 2023)."""
    (bands,) = [b for b in told("custody-rate")["bands"] if b["name"] == "2023-25"]
    ends = [
        (b["rating"], b["low"], b["low_included"], b["high"], b["high_included"])
        for b in bands["bands"]
    ]
    assert ends == [
        ("Green", None, False, 0.35, False),
        ("Amber", 0.36, True, 0.45, True),
        ("Red", 0.45, False, None, False),
    ]
    assert [fault["code"] for fault in bands["faults"]] == ["band-gap"]


def test_the_funnels_steps_are_told_apart(loaded):
    steps = {r["step"] for r in told("example-mental-health")["readings"]}
    assert steps == {"", "offered", "attended"}


# ---------- its numbers ----------


@pytest.mark.parametrize("row", FIGURE_3, ids=lambda row: row[0])
def test_shares_of_figure_3_are_recomputed_with_wilsons_interval(loaded, row):
    period, _, cohort, reoffenders, *_ = row
    found = reading("reoffending-binary", period)
    assert near(found["recomputed"], Fraction(round(Fraction(1000 * reoffenders, cohort)), 10))
    assert all(
        near(*pair) for pair in zip(found["interval"], wilson(reoffenders, cohort), strict=True)
    )
    assert found["flags"] == []


@pytest.mark.parametrize("row", REOFFENDING, ids=lambda row: row[0])
def test_shares_of_2023_have_wilsons_interval_too(loaded, row):
    period, _, _, cohort, reoffenders, *_ = row
    interval = reading("reoffending-binary", period)["interval"]
    assert all(near(*pair) for pair in zip(interval, wilson(reoffenders, cohort), strict=True))


def test_13_of_30_is_27_to_61_percent(loaded):
    """Design, section 6."""
    low, high = reading("reoffending-binary", "Apr 21 - Jun 21")["interval"]
    assert (round(low), round(high)) == (27, 61)


@pytest.mark.parametrize("row", FIGURE_3, ids=lambda row: row[0])
def test_offences_are_recomputed_over_the_whole_cohort_and_have_no_interval(loaded, row):
    period, _, cohort, reoffenders, reoffences, published, _ = row
    found = reading("reoffending-frequency", period)
    assert found["recomputed"] == round(reoffences / cohort, 2) == float(published)
    assert round(reoffences / reoffenders, 2) != float(published)
    assert found["interval"] is None


def test_rates_of_figure_4_are_recomputed_on_what_five_of_six_rows_agree_on(loaded):
    population = shared_population(FIT, 1_000, "0.005")
    for period, _, count, published in FIGURE_4:
        again = round(Fraction(1_000 * count, population), 2)
        assert near(reading("custody-rate", period)["recomputed"], again)
        assert (again == Fraction(published)) is (period != "Q2 14/15")


@pytest.mark.parametrize("row", FIGURE_4, ids=lambda row: row[0])
def test_rates_of_figure_4_have_the_exact_interval_of_their_count(loaded, row):
    period, _, count, _ = row
    scale = mp.mpf(1_000) / shared_population(FIT, 1_000, "0.005")
    interval = reading("custody-rate", period)["interval"]
    exact = [end * scale for end in poisson(count)]
    assert all(near(*pair) for pair in zip(interval, exact, strict=True))


def test_the_interval_of_three_sentences_is_that_of_three(loaded):
    """A population that fits all five rows of 2023: 0.06, 0.06, 0.06, 0.11, 0.17."""
    rows = [(count, rate) for _, _, _, count, rate, _ in CUSTODY]
    scale = mp.mpf(1_000) / shared_population(rows, 1_000, "0.005")
    interval = reading("custody-rate", "Apr 22 - Mar 23")["interval"]
    assert all(near(*pair) for pair in zip(interval, [e * scale for e in poisson(3)], strict=True))


def test_a_rate_with_its_population_printed_is_recomputed_on_it(loaded):
    """The invented service: 50 of 18,310, printed 237."""
    found = reading("example-entrant-rate", "Jul 2024 to Jun 2025")
    assert (found["value"], found["recomputed"]) == (237, 273)
    exact = [end * 100_000 / mp.mpf(18_310) for end in poisson(50)]
    assert all(near(*pair) for pair in zip(found["interval"], exact, strict=True))


@pytest.mark.parametrize("count", [10, 17])
def test_a_count_has_the_exact_interval(loaded, count):
    found = next(r for r in told("example-entrants")["readings"] if r["numerator"] == count)
    assert all(near(*pair) for pair in zip(found["interval"], poisson(count), strict=True))


# ---------- what does not add up ----------


def test_the_row_that_needs_other_people_is_flagged_and_keeps_its_figure(loaded):
    assert codes("custody-rate", "Q2 14/15") == ["population-jump"]
    found = reading("custody-rate", "Q2 14/15")
    assert (found["published"], found["value"], found["recomputed"]) == ("0.53", 0.53, 0.52)


@pytest.mark.parametrize("period", [row[0] for row in FIGURE_4[:5]])
def test_the_rows_that_agree_are_not(loaded, period):
    assert codes("custody-rate", period) == []


def test_populations_of_2023_that_cannot_be_one_are_flagged(loaded):
    """55 at 287 needs 19,131 to 19,198; 56 at 310 needs 18,036 to 18,094, and so on."""
    flagged = [
        p
        for p, *_ in [
            ("Jan 21 - Dec 21",),
            ("Apr 21 - Mar 22",),
            ("Jul 21 - Jun 22",),
            ("Oct 21 - Sept 22",),
            ("Jan 22 - Dec 22",),
        ]
        if "population-jump" in codes("fte-rate", p)
    ]
    assert "Jan 21 - Dec 21" not in flagged
    assert flagged[0] == "Apr 21 - Mar 22"


def test_more_decimals_than_the_indicator_has_are_kept_and_flagged(loaded):
    found = reading("reoffending-binary", "Oct 20 - Dec 20")
    assert (found["published"], found["value"], found["recomputed"]) == ("33.33%", 33.33, 33.33)
    assert codes("reoffending-binary", "Oct 20 - Dec 20") == ["decimals-differ"]


def test_a_frequency_printed_as_percent_is_flagged(loaded):
    for area in ("National", "Portsmouth"):
        found = reading("reoffending-frequency", "currently", "projection", area=area)
        assert [flag["code"] for flag in found["flags"]] == ["unit-printed-differs"]


def test_the_words_per_offender_are_flagged_once_for_each_document(loaded):
    flags = [f["code"] for f in told("reoffending-frequency")["flags"]]
    assert flags.count("denominator-unclear") == 2


def test_figures_3_and_4_print_quarters_over_years_and_that_is_said(loaded):
    for ref in ("reoffending-binary", "custody-rate"):
        assert "period-differs" in [f["code"] for f in told(ref, "--as-at", "2015-06-16")["flags"]]


# ---------- as at, and known on ----------


def n_of_the_pack(ref: str, day: str) -> int:
    return len([r for r in told(ref, "--as-at", day)["readings"] if "Fig " in r["source"]])


@pytest.mark.parametrize("ref", ["reoffending-binary", "reoffending-frequency", "custody-rate"])
def test_the_packs_figures_are_there_from_the_day_of_the_pack(loaded, ref):
    assert n_of_the_pack(ref, "2015-06-15") == 0
    assert n_of_the_pack(ref, "2015-06-16") == 6


def test_the_day_asked_about_is_said(loaded):
    text = printed("custody-rate", "--as-at", "2015-06-16", "--json")
    assert json.loads(text)["as_at"] == "2015-06-16"
    assert printed("custody-rate", "--as-at", "2015-06-16").startswith(
        "Indicators as at 16 June 2015\n"
    )


def test_known_on_leaves_out_what_was_published_later(loaded):
    then = told("custody-rate", "--known-on", "2015-06-16")
    assert then == told("custody-rate", "--as-at", "2015-06-16")


def test_what_it_was_limited_to_is_said(loaded):
    asked = ("--as-at", "2023-09-27", "--known-on", "2015-06-16")
    assert printed(*asked).startswith(
        "Indicators as at 27 September 2023, of what was known on 16 June 2015\n"
    )
    assert json.loads(printed(*asked, "--json"))["known_on"] == "2015-06-16"
    assert json.loads(printed("--json"))["known_on"] is None


def test_a_line_in_words_has_the_latest_figure_and_its_rating(loaded):
    text = printed("reoffending-binary", "--as-at", TODAY.isoformat())
    assert (
        text.splitlines()[1]
        .strip()
        .startswith("reoffending-binary: 43.3% (Apr 21 - Jun 21), Red; 19 readings, ")
    )


def test_without_a_figure_a_line_says_so(loaded):
    assert "  kpi-01: no reading; 0 readings, 0 flags" in printed().splitlines()


# ---------- what is refused ----------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nothing"], r"^There is no indicator “nothing” by .*: there are fte-rate, .*\.$"),
        (["kpi-01", "--as-at", "2015-06-16"], r"^There is no indicator “kpi-01” by 16 June 2015: "),
        (["--as-at", "soon"], r"^--as-at soon is not a date: write it as 2015-04-23\.$"),
        (["--as-at", "2015-02-30"], r"is not a date"),
        (["--as-at", "2999-01-01"], r"^--as-at 2999-01-01 is in the future: "),
        (["--known-on", "2999-01-01"], r"^--known-on 2999-01-01 is in the future: "),
        (["--known-on", "16 June"], r"^--known-on 16 June is not a date"),
        (
            ["--service", "no"],
            r"^There is no service “no”: there are portsmouth-yot, example-yjs\.$",
        ),
        (["custody-rate", "--service", INVENTED], r"^There is no indicator “custody-rate” by "),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else "",
)
@pytest.mark.parametrize("json_too", [True, False])
def test_bad_input_gets_one_sentence_and_no_output(loaded, args, said, json_too):
    out = StringIO()
    with pytest.raises(CommandError, match=said) as caught:
        call_command("indicator_summary", *args, *["--json"] * json_too, stdout=out)
    assert out.getvalue() == ""
    assert "\n" not in str(caught.value)


def test_a_service_without_an_indicator_by_that_day_is_no_error(loaded):
    found = json.loads(printed("--as-at", date(2013, 1, 1).isoformat(), "--json"))
    assert found["as_at"] == "2013-01-01"


@pytest.mark.slow
def test_the_exit_is_1_with_one_line_and_no_traceback(tmp_path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("YOTPLAN", "DJANGO"))}
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "YOTPLAN_DEBUG": "1"}
    for args, said in (
        (["--as-at", "soon", "--json"], "--as-at soon is not a date: write it as 2015-04-23."),
        (["--json"], "The database has no tables yet: run python manage.py migrate."),
    ):
        ran = subprocess.run(
            [sys.executable, HOUSE / "manage.py", "indicator_summary", *args],
            cwd=tmp_path,
            env=kept | database,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.strip() == f"CommandError: {said}"
