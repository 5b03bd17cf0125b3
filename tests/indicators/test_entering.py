"""What a typed row says, and the sentence about everything that does not add up in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.rules.doubts import disagreement, exact_of, jump_words, last_before, reading_words
from indicators.rules.entering import LONGEST_NOTE, check_row, check_rows, published_fault
from indicators.rules.entry_row import Column, Slot, Typed
from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import Better, PeriodKind, Series, Status, Unit
from indicators.rules.typed import (
    first_of_months,
    name_of_period,
    period_text,
    read_number,
    read_period,
    window,
)

TODAY = date(2014, 11, 5)
Q1 = (date(2014, 4, 1), date(2014, 6, 30))
Q2 = (date(2014, 7, 1), date(2014, 9, 30))


def measure(**changed) -> Measure:
    facts = {
        "ref": "assessments",
        "name": "Assessments in time",
        "unit": Unit.PERCENT,
        "decimals": 1,
        "better": Better.HIGHER,
        "period_kind": PeriodKind.QUARTER,
        "numerator": "Assessments in time",
        "denominator": "Assessments due",
    }
    return Measure(**facts | changed)


def slot(*standing: Facts, sent_back=(), of: Measure | None = None, **changed) -> Slot:
    of = of or measure()
    facts = {
        "key": "i1",
        "name": of.name,
        "measure": of,
        "kind": of.period_kind,
        "start": Q2[0],
        "end": Q2[1],
        "numerator": of.numerator,
        "denominator": of.denominator,
        "standing": standing,
        "sent_back": tuple(sent_back),
    }
    return Slot(**facts | changed)


def reading(pk: int = 1, days=Q1, **changed) -> Facts:
    facts = {
        "period": period_text(*days),
        "start": days[0],
        "end": days[1],
        "numerator": Decimal(12),
        "denominator": Decimal(30),
        "published": "40.0",
        "value": Decimal("40.0"),
    }
    return Facts(id=pk, series=Series.LOCAL, **facts | changed)


POUNDS = measure(unit=Unit.POUNDS, decimals=0, denominator="")
COUNT = measure(unit=Unit.COUNT, decimals=0, denominator="")


def row(*figures: str, of: Slot | None = None, before=None, **typed):
    names = ("numerator", "denominator", "published")
    said = dict(zip(names, figures, strict=False)) | typed
    return check_row(of or slot(), Typed(**said), today=TODAY, before=before)


def the_error(checked) -> tuple[str, str]:
    (said,) = checked.errors
    return said.column.value, said.text


# ---------- numbers and periods as typed ----------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" 12 ", "12"),
        ("1,250", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("1’250", "1250"),
        ("1,250,000", "1250000"),
        ("12.50", "12.50"),
        ("£1,250.50", "1250.50"),
        ("40%", "40"),
        ("40.5 %", "40.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("0", "0"),
        ("-0", "0"),
        ("−0.00", "0.00"),
    ],
)
def test_a_number_is_read_as_spreadsheets_print_it(text, number):
    assert read_number(text) == Decimal(number)
    assert str(read_number(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "12 of 30", "40,5", "1,25", "12,34,567", "1 2", "1e3", "(12)", "#DIV/0!"),
        *("12-15", ".5", "5.", "--3", "1,250 000", "٣", "NaN", "Infinity"),
    ],
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Jul to Sep 2014", Q2),
        ("July - September 2014", Q2),
        ("Jul-Sep 2014", Q2),
        ("Jul 2014 – Sep 2014", Q2),
        ("Q2 2014/15", Q2),
        ("1/7/2014 to 30/9/2014", Q2),
        ("2014-07-01 to 2014-09-30", Q2),
        ("1 July 2014 until 30 September 2014", Q2),
        ("July 2014", (date(2014, 7, 1), date(2014, 7, 31))),
        ("3 July 2014", (date(2014, 7, 3), date(2014, 7, 3))),
        ("Oct 2013 to Sep 2014", (date(2013, 10, 1), date(2014, 9, 30))),
        ("2014/15", (date(2014, 4, 1), date(2015, 3, 31))),
        ("2014/2015", (date(2014, 4, 1), date(2015, 3, 31))),
        ("Oct to Mar 2014", (date(2014, 10, 1), date(2014, 3, 31))),  # who typed it is told
    ],
)
def test_a_period_is_read_as_people_write_it(text, days):
    assert read_period(text) == days


@pytest.mark.parametrize(
    "text",
    [
        *("soon", "2014", "2014/16", "31 June 2014", "Jul to", "Jul to Sep", "a to b to c", ""),
        *("autumn 2014", "July 2014 (ongoing)", "to Sep 2014"),
    ],
)
def test_what_names_no_period_is_none(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (Q2, "Jul to Sep 2014"),
        ((date(2013, 10, 1), date(2014, 9, 30)), "Oct 2013 to Sep 2014"),
        ((date(2014, 7, 1), date(2014, 7, 31)), "Jul 2014"),
        ((date(2014, 7, 2), date(2014, 9, 30)), "2 Jul 2014 to 30 Sep 2014"),
        ((date(2014, 7, 1), date(2014, 9, 29)), "1 Jul 2014 to 29 Sep 2014"),
        ((date(2014, 7, 2), date(2014, 7, 2)), "2 Jul 2014"),
    ],
)
def test_a_period_is_named_by_its_months_and_by_days_where_they_are_not_whole(days, text):
    assert period_text(*days) == text


def test_a_quarter_goes_by_its_own_name():
    assert name_of_period(*Q2) == "Q2 2014/15"
    assert name_of_period(date(2014, 7, 1), date(2014, 8, 31)) == "Jul to Aug 2014"


@pytest.mark.parametrize(
    ("end", "months", "first"),
    [
        (date(2014, 3, 31), 1, date(2014, 3, 1)),
        (date(2014, 3, 31), 3, date(2014, 1, 1)),
        (date(2014, 2, 28), 3, date(2013, 12, 1)),
        (date(2014, 3, 31), 12, date(2013, 4, 1)),
        (date(2014, 12, 31), 12, date(2014, 1, 1)),
    ],
)
def test_whole_months_are_counted_back_from_the_last_one(end, months, first):
    assert first_of_months(end, months) == first


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (PeriodKind.QUARTER, Q2[0]),
        (PeriodKind.ROLLING_COHORT, Q2[0]),
        (PeriodKind.ROLLING_YEAR, date(2013, 10, 1)),
    ],
)
def test_a_rolling_window_ends_with_the_quarter(kind, first):
    assert window(kind, *Q2) == (first, Q2[1])


def test_a_year_is_entered_with_its_last_quarter_only():
    assert window(PeriodKind.YEAR, *Q2) is None
    q4 = (date(2015, 1, 1), date(2015, 3, 31))
    assert window(PeriodKind.YEAR, *q4) == (date(2014, 4, 1), date(2015, 3, 31))


# ---------- one row ----------


def test_a_row_left_empty_is_passed_over():
    checked = row(status="final")
    assert (checked.typed.is_empty, checked.is_whole, checked.said) == (True, False, ())


def test_the_published_value_is_filled_from_the_counts():
    checked = row("13", "30")
    assert checked.is_whole
    assert (checked.numerator, checked.denominator) == (Decimal(13), Decimal(30))
    assert (checked.published, checked.value, checked.is_filled) == ("43.3", Decimal("43.3"), True)
    assert (checked.status, checked.corrects) == (Status.FINAL, None)
    assert (checked.start, checked.end) == Q2


def test_a_plain_count_is_its_own_published_value():
    checked = row("1,250", of=slot(of=COUNT))
    assert checked.is_whole
    assert (checked.published, checked.value) == ("1,250", Decimal(1250))


def test_an_amount_of_money_has_pence_and_no_more():
    money = slot(of=measure(unit=Unit.POUNDS, decimals=2, denominator=""))
    assert row("£1,250.50", of=money).published == "1,250.50"
    assert the_error(row("1.505", of=money))[1].startswith("“1.505” has more decimals than")


@pytest.mark.parametrize(
    ("amount", "published"), [("1250.49", "1,250"), ("1250.50", "1,251"), ("£1,250", "1,250")]
)
def test_an_amount_with_pence_is_published_rounded_without_complaint(amount, published):
    money = slot(of=POUNDS)
    checked = row(amount, of=money)
    assert (checked.is_whole, checked.said, checked.published) == (True, (), published)
    assert row(amount, "", published, of=money).said == ()


def test_an_amount_that_is_published_otherwise_is_named_as_an_amount():
    _, text = the_error(row("1250.50", "", "1,252", of=slot(of=POUNDS)))
    assert text.startswith("The amount is £1,250.50, not £1,252.")
    unread = reading(numerator=Decimal(4), denominator=None, published="four", value=Decimal(5))
    assert disagreement(POUNDS, unread) == "The amount is £4, not £four."


@pytest.mark.parametrize(("typed", "kept"), [("-0", "0"), ("−0.0", "0.0"), ("- 0 %", "0%")])
def test_a_minus_nought_is_nought(typed, kept):
    checked = row("0", "30", typed)
    assert checked.is_whole
    assert (checked.published, str(checked.value)) == (kept, kept.strip("%"))


def test_a_value_without_counts_is_enough():
    checked = row("", "", "40.5%")
    assert checked.is_whole
    assert (checked.published, checked.value, checked.numerator) == ("40.5%", Decimal("40.5"), None)


def test_a_value_with_fewer_decimals_is_kept_as_typed_where_it_agrees():
    assert row("13", "30", "43").published == "43"


def test_spaces_within_a_number_are_not_kept():
    checked = row("", "", "1 250", of=slot(of=COUNT))
    assert (checked.published, checked.value) == ("1250", Decimal(1250))


@pytest.mark.parametrize("column", [0, 1, 2])
def test_text_in_a_number_is_refused(column):
    figures = ["12", "30", "40.0"]
    figures[column] = "a dozen"
    name, text = the_error(row(*figures))
    assert name == ("numerator", "denominator", "published")[column]
    assert text == "“a dozen” is not a number: write it in figures, as 1,250 or 40.5."


def test_a_very_long_text_is_named_by_its_beginning():
    assert the_error(row("x" * 31, "30"))[1].startswith(f"“{'x' * 30}…” is not")


@pytest.mark.parametrize("column", [0, 1, 2])
def test_what_is_below_nought_is_refused(column):
    figures = ["0", "30", ""]
    figures[column] = "-1"
    assert "“-1” is below 0." in [said.text for said in row(*figures).errors]


@pytest.mark.parametrize("column", [0, 1])
def test_a_count_is_whole(column):
    figures = ["12", "30"]
    figures[column] = "12.5"
    assert the_error(row(*figures))[1].startswith("“12.5” is not a whole number")


def test_noughts_after_the_point_are_whole():
    assert row("12.0", "30").is_whole


@pytest.mark.parametrize(("typed", "is_good"), [("9,999,999,999", True), ("10,000,000,000", False)])
def test_a_figure_is_no_larger_than_can_be_kept(typed, is_good):
    assert row(typed, of=slot(of=COUNT)).is_whole is is_good


@pytest.mark.parametrize(
    ("figures", "sign", "column"),
    [
        (("40%", "30"), "%", "numerator"),
        (("£4", "30"), "£", "numerator"),
        (("4", "30", "£13.3"), "£", "published"),
    ],
)
def test_a_sign_of_another_unit_is_refused(figures, sign, column):
    name, text = the_error(row(*figures))
    assert name == column
    assert f"has a {sign}: give the figure without it" in text


@pytest.mark.parametrize(("numerator", "is_good"), [("29", True), ("30", True), ("31", False)])
def test_the_numerator_of_a_percentage_is_not_above_its_denominator(numerator, is_good):
    checked = row(numerator, "30")
    assert checked.is_whole is is_good
    if not is_good:
        assert the_error(checked) == ("numerator", "31 is above its denominator, 30.")


def test_the_numerator_of_a_ratio_may_be():
    assert row("31", "30", of=slot(of=measure(unit=Unit.RATIO, decimals=2))).published == "1.03"


@pytest.mark.parametrize(
    ("value", "is_good"), [("99.9", True), ("100", True), ("100.1", False), ("550", False)]
)
def test_a_percentage_is_not_over_a_hundred(value, is_good):
    checked = row("", "", value)
    assert checked.is_whole is is_good
    if not is_good:
        assert the_error(checked) == ("published", f"“{value}” is over 100%.")


def test_a_rate_may_be():
    assert row("", "", "550", of=slot(of=measure(unit=Unit.PER_100_000, decimals=0))).is_whole


@pytest.mark.parametrize(("value", "is_good"), [("40", True), ("40.0", True), ("40.00", False)])
def test_a_typed_value_has_no_more_decimals_than_the_indicator(value, is_good):
    checked = row("12", "30", value)
    assert checked.is_whole is is_good
    if not is_good:
        assert the_error(checked)[1] == (
            "“40.00” has 2 decimals, and this indicator is published with 1 decimal."
        )


def test_a_count_is_published_whole():
    assert the_error(row("", "", "4.0", of=slot(of=COUNT)))[1].endswith("is published whole.")


def test_a_denominator_of_nought_is_refused():
    name, text = the_error(row("0", "0"))
    assert name == "denominator"
    assert "there is no share of none" in text


def test_a_denominator_where_there_is_none_is_refused():
    assert the_error(row("4", "30", of=slot(of=COUNT)))[0] == "denominator"


@pytest.mark.parametrize(
    ("figures", "column", "said"),
    [
        (("", "30"), "numerator", "Give the numerator as well"),
        (("12", ""), "denominator", "Give the denominator as well"),
    ],
)
def test_half_of_the_counts_is_missing_the_other_half(figures, column, said):
    checked = row(*figures)
    name, text = the_error(checked)
    assert name == column
    assert text.startswith(said)
    assert [s.is_missing for s in checked.said] == [True]


@pytest.mark.parametrize("typed", [{"note": "late"}, {"period": "Q1 2014/15"}])
def test_a_row_without_a_figure_is_no_reading(typed):
    assert the_error(row(**typed))[1].startswith("Type the counts or the published value")


def test_a_rate_without_a_denominator_needs_its_published_value():
    rate = slot(of=measure(unit=Unit.PER_1_000, decimals=2))
    assert the_error(row("4", of=rate))[0] == "denominator"
    assert row("4", "", "0.53", of=rate).is_whole


def test_a_percentage_without_a_denominator_needs_its_published_value():
    bare = slot(of=measure(denominator=""))
    name, text = the_error(row("12", of=bare))
    assert (name, text.partition(":")[0]) == ("published", "Give the published value")
    assert row("12", "", "40.0", of=bare).is_whole


def test_a_count_of_nought_is_a_rate_of_nought_and_no_percentage():
    assert row("0", of=slot(of=measure(unit=Unit.PER_1_000, decimals=2))).published == "0.00"
    assert the_error(row("0"))[0] == "denominator"


@pytest.mark.parametrize(
    ("published", "is_good"),
    [("43.2", False), ("43.3", True), ("43.4", False), ("43", True), ("44", False)],
)
def test_a_published_value_agrees_with_its_counts_up_to_rounding(published, is_good):
    assert row("13", "30", published).is_whole is is_good


@pytest.mark.parametrize("published", ["43.7", "43.8"])
def test_a_half_may_be_rounded_either_way(published):
    assert row("7", "16", published).is_whole  # 43.75


def test_what_does_not_agree_is_named_with_what_the_counts_come_to():
    name, text = the_error(row("13", "30", "41.0"))
    assert name == "published"
    assert text == (
        "13 of 30 is 43.3%, not 41.0. Mend one of them, or say in the note why it is published so."
    )


def test_with_a_note_it_is_kept_as_published():
    checked = row("13", "30", "41.0", note="Published before two late returns.")
    assert checked.is_whole
    assert (checked.published, checked.value) == ("41.0", Decimal("41.0"))
    (said,) = checked.said
    assert (said.is_error, said.column) == (False, Column.PUBLISHED)
    assert said.text == "13 of 30 is 43.3%, not 41.0. It is kept as published."


def test_a_count_that_is_published_otherwise_is_named_too():
    assert the_error(row("4", "", "5", of=slot(of=COUNT)))[1].startswith("The count is 4, not 5.")


@pytest.mark.parametrize(("n", "is_good"), [(LONGEST_NOTE, True), (LONGEST_NOTE + 1, False)])
def test_a_note_may_be_so_long_and_no_longer(n, is_good):
    assert row("12", "30", note="x" * n).is_whole is is_good


def test_everything_that_is_wrong_is_named_at_once():
    checked = row("x", "-1", "550", status="sure", period="soon")
    assert [s.column.value for s in checked.errors] == [
        *("period", "numerator", "denominator", "published", "status")
    ]


# ---------- periods and what stands ----------


def test_another_period_can_be_given():
    checked = row("12", "30", period="Apr to Jun 2014")
    assert checked.is_whole
    assert (checked.start, checked.end) == Q1


def test_a_period_that_cannot_be_read_is_refused():
    name, text = the_error(row("12", "30", period="soon"))
    assert name == "period"
    assert text.startswith("“soon” is not a period that can be read")


def test_a_period_does_not_end_before_it_starts():
    name, text = the_error(row("12", "30", period="Sep 2014 to Jul 2014"))
    assert (name, text) == (
        "period",
        "It ends on 31 July 2014, before it starts on 1 September 2014.",
    )


@pytest.mark.parametrize(
    ("last", "is_good"), [("4 November", True), ("5 November", True), ("6 November", False)]
)
def test_a_period_does_not_end_in_the_future(last, is_good):
    checked = row("12", "30", period=f"1 September 2014 to {last} 2014")
    assert checked.is_whole is is_good
    if not is_good:
        assert the_error(checked)[1] == "It ends on 6 November 2014, which is in the future."


def test_a_period_of_another_length_is_asked_about():
    (said,) = row("12", "30", period="Jul to Aug 2014").said
    assert (said.column, said.is_error) == (Column.PERIOD, False)
    assert "is not what a reading of this indicator covers (quarter)" in said.text


def test_the_very_same_period_is_refused_outside_a_revision():
    of = slot(reading(7, Q2))
    name, text = the_error(row("13", "30", of=of, status="final"))
    assert name == "status"
    assert text.startswith("A reading of Jul to Sep 2014 stands already (12 of 30, 40.0%, final)")


def test_as_revised_it_takes_the_place_of_what_stands():
    checked = row("13", "30", of=slot(reading(7, Q2)), status="Revised")
    assert checked.is_whole
    assert (checked.status, checked.corrects) == (Status.REVISED, 7)


def test_revised_is_chosen_beforehand_where_a_reading_stands():
    assert slot(reading(7, Q2)).default_status() is Status.REVISED
    assert slot(reading(7, Q1)).default_status() is Status.FINAL
    assert row("13", "30", of=slot(reading(7, Q2))).corrects == 7


def test_a_provisional_one_is_settled_by_a_final_one():
    of = slot(reading(7, Q2, status=Status.PROVISIONAL))
    assert row("13", "30", of=of, status="final").corrects == 7
    _, text = the_error(row("13", "30", of=of, status="provisional"))
    assert "give this one as revised, or as final, to take its place" in text


def test_what_was_sent_back_is_entered_anew_as_whatever_it_is():
    of = slot(sent_back=(reading(7, Q2, status=Status.PROVISIONAL),))
    assert of.default_status() is Status.PROVISIONAL
    checked = row("13", "30", of=of, status="provisional")
    assert checked.is_whole
    assert checked.corrects == 7


def test_what_was_sent_back_as_a_revision_is_entered_anew_as_a_first_one():
    of = slot(sent_back=(reading(7, Q2, status=Status.REVISED),))
    assert of.default_status() is Status.FINAL
    checked = row("13", "30", of=of)
    assert (checked.is_whole, checked.corrects, checked.revises) == (True, 7, None)
    assert "nothing to revise" in the_error(row("13", "30", of=of, status="revised"))[1]


def test_what_a_refused_revision_was_to_revise_stands_and_the_next_one_follows_the_refused():
    of = slot(reading(7, Q2), sent_back=(reading(8, Q2, status=Status.REVISED),), tried={7: 8})
    assert of.default_status() is Status.REVISED
    assert "stands already" in the_error(row("13", "30", of=of, status="final"))[1]
    checked = row("13", "30", of=of)
    assert (checked.is_whole, checked.corrects, checked.revises.id) == (True, 8, 7)


def test_what_was_sent_back_overlaps_nothing():
    days = (date(2014, 8, 1), date(2014, 10, 31))
    assert row("12", "30", of=slot(sent_back=(reading(7, days),))).is_whole


def test_nothing_jumps_from_what_was_sent_back():
    of = slot(sent_back=(reading(1, numerator=Decimal(1), published="3.3", value=Decimal("3.3")),))
    assert row("30", "30", of=of).said == ()


def test_a_step_is_not_held_to_what_was_sent_back_of_the_step_before():
    offered = slot(sent_back=(reading(7, Q2),))
    attended = slot(key="i1s1", step="attended", before="i1")
    typed = {"i1s1": Typed("5", "20")}
    assert check_rows([offered, attended], typed, today=TODAY)[1].is_whole
    standing = slot(reading(7, Q2))
    (said,) = check_rows([standing, attended], typed, today=TODAY)[1].errors
    assert "is not what the step before counted, 12." in said.text


def test_nothing_is_revised_where_nothing_stands():
    name, text = the_error(row("12", "30", status="revised"))
    assert name == "status"
    assert "nothing to revise" in text


def test_an_unheard_of_status_is_refused():
    assert the_error(row("12", "30", status="sure")) == (
        "status",
        "“sure” is no status: choose provisional, final or revised.",
    )


def test_of_two_that_stand_the_one_published_last_is_corrected():
    of = slot(
        reading(7, Q2, published_on=date(2014, 10, 9)),
        reading(8, Q2, published_on=date(2014, 10, 8)),
    )
    assert row("13", "30", of=of).corrects == 7


def test_of_two_that_stand_the_one_with_its_counts_is_corrected():
    prose = reading(8, Q2, numerator=None, denominator=None, published_on=date(2014, 10, 9))
    of = slot(reading(7, Q2, published_on=date(2014, 10, 8)), prose)
    assert row("13", "30", of=of).corrects == 7


@pytest.mark.parametrize(
    ("day", "is_good"), [(date(2014, 10, 7), False), (date(2014, 10, 8), True), (TODAY, True)]
)
def test_a_revision_is_not_published_before_what_it_revises(day, is_good):
    of = slot(reading(7, Q2, published_on=date(2014, 10, 8)))
    fault = published_fault(day, [row(), row("13", "30", of=of)], today=TODAY)
    assert (fault == "") is is_good
    if not is_good:
        assert fault == (
            "Assessments in time: the reading of Jul to Sep 2014 that this one revises was published "
            "on 8 October 2014, which is after 7 October 2014: give that day or a later one."
        )


def test_what_was_sent_back_holds_no_day_of_publication():
    of = slot(sent_back=(reading(7, Q2, published_on=date(2014, 10, 8)),))
    assert published_fault(date(2014, 10, 7), [row("13", "30", of=of)], today=TODAY) == ""


@pytest.mark.parametrize(
    ("days", "is_good"),
    [
        ((date(2014, 4, 1), date(2014, 6, 30)), True),
        ((date(2014, 4, 1), date(2014, 7, 1)), False),
        ((date(2014, 8, 1), date(2014, 8, 31)), False),
        ((date(2014, 9, 30), date(2014, 12, 31)), False),
        ((date(2014, 10, 1), date(2014, 10, 31)), True),
    ],
)
def test_periods_do_not_overlap(days, is_good):
    checked = row("12", "30", of=slot(reading(7, days)))
    assert checked.is_whole is is_good
    if not is_good:
        name, text = the_error(checked)
        assert name == "period"
        assert f"Jul to Sep 2014 overlaps {period_text(*days)}, which stands" in text


@pytest.mark.parametrize("kind", [PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_COHORT])
def test_rolling_periods_may(kind):
    of = slot(reading(7, (date(2013, 7, 1), date(2014, 7, 31))), of=measure(period_kind=kind))
    assert row("12", "30", of=of).is_whole


def test_a_reading_whose_days_are_not_known_overlaps_nothing():
    assert row("12", "30", of=slot(reading(7, Q2, start=None, end=None))).is_whole


# ---------- the last reading ----------


def test_the_last_reading_is_the_one_that_ends_last_before():
    older, newer = reading(1, (date(2014, 1, 1), date(2014, 3, 31))), reading(2)
    later, unknown = reading(3, Q2), reading(4, start=None, end=None)
    assert last_before([older, newer, later, unknown], Q2[1]) is newer
    assert last_before([later], Q2[1]) is None


def test_what_was_sent_back_is_not_the_last_reading():
    assert slot(sent_back=(reading(2),)).last_before(Q2[1]) is None
    assert slot(reading(2)).last_before(Q2[1]).id == 2


def test_of_two_of_a_day_the_one_with_its_counts_is_the_last():
    bare = reading(9, numerator=None, denominator=None)
    assert last_before([reading(2), bare], Q2[1]).id == 2


def values(now: str, last: str, *, of: Measure | None = None) -> str:
    of = of or measure(unit=Unit.RATIO, decimals=2)
    bare = {"numerator": None, "denominator": None}
    return jump_words(
        of,
        reading(2, Q2, value=Decimal(now), published=now, **bare),
        reading(1, value=Decimal(last), published=last, **bare),
    )


@pytest.mark.parametrize(
    ("now", "last", "is_asked"),
    [
        ("2.99", "1.00", False),
        ("3.00", "1.00", False),
        ("3.01", "1.00", True),
        ("1.00", "3.00", False),
        ("1.00", "3.01", True),
        ("0.00", "0.10", True),
        ("0.10", "0.00", True),
        ("0.00", "0.00", False),
    ],
)
def test_more_than_three_times_the_last_is_asked_about(now, last, is_asked):
    assert bool(values(now, last)) is is_asked


def test_it_says_which_way_and_what_the_last_one_was():
    assert values("4.00", "1.00") == (
        "This is more than three times the last reading (1.00): check it."
    )
    assert values("1.00", "4.00").startswith("This is less than a third of the last reading")


def test_where_chance_alone_may_carry_it_so_far_nothing_is_asked():
    counts = measure(unit=Unit.COUNT, decimals=0, denominator="")
    assert values("4", "1", of=counts) == ""
    assert values("40", "10", of=counts) != ""


@pytest.mark.parametrize("which", ["now", "last"])
def test_without_a_value_nothing_is_compared(which):
    facts = {"now": reading(2, Q2, value=Decimal(90)), "last": reading(1)}
    facts[which] = replace(facts[which], value=None)
    assert jump_words(measure(), facts["now"], facts["last"]) == ""


def test_a_jump_is_no_error():
    of = slot(reading(1, numerator=Decimal(40), published="40", value=Decimal(40)), of=COUNT)
    checked = row("400", of=of)
    assert checked.is_whole
    assert [s.is_error for s in checked.said] == [False]


# ---------- words ----------


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "12 of 30, 40.0%"),
        ({"published": "40.0%"}, "12 of 30, 40.0%"),
        ({"denominator": None}, "12, 40.0%"),
        ({"numerator": None, "denominator": None}, "40.0%"),
        ({"published": "", "value": None}, "12 of 30"),
        ({"published": "one", "value": None}, "12 of 30"),
        ({"numerator": None, "denominator": None, "published": "none", "value": None}, "none"),
        ({"numerator": None, "denominator": None, "published": "", "value": None}, "no figure"),
    ],
)
def test_a_reading_is_said_by_its_counts_and_its_value(facts, text):
    assert reading_words(measure(), reading(**facts)) == text


def test_a_count_is_said_once():
    words = reading(denominator=None, published="twelve", value=Decimal(12))
    assert reading_words(COUNT, words) == "12"
    assert (
        reading_words(COUNT, reading(denominator=None, published="12", value=Decimal(12))) == "12"
    )


@pytest.mark.parametrize(
    ("amount", "published", "text"),
    [
        ("1250.5000", "1,251", "£1,250.50, £1,251"),
        ("1250.0000", "1,250", "£1,250"),
    ],
)
def test_an_amount_of_money_is_said_in_pounds(amount, published, text):
    value = Decimal(published.replace(",", ""))
    facts = reading(numerator=Decimal(amount), denominator=None, published=published, value=value)
    assert reading_words(POUNDS, facts) == text


def test_what_cannot_be_worked_out_is_none_and_agrees_with_all():
    bare = reading(numerator=None, denominator=None)
    assert exact_of(measure(), bare) is None
    assert disagreement(measure(), bare) == ""
    assert disagreement(COUNT, reading(published="", value=None)) == ""


def test_nothing_is_published_in_the_future_or_before_its_period_is_over():
    rows = [row("12", "30"), row()]
    assert published_fault(date(2014, 9, 29), rows, today=TODAY).startswith(
        "Assessments in time: Jul to Sep 2014 was not over on 29 September 2014"
    )
    assert published_fault(date(2014, 9, 30), rows, today=TODAY) == ""
    assert published_fault(TODAY, rows, today=TODAY) == ""
    assert "is in the future" in published_fault(date(2014, 11, 6), rows, today=TODAY)
    assert published_fault(date(2014, 9, 29), [row()], today=TODAY) == ""


# ---------- funnels ----------

FUNNEL = measure(steps=("offered", "attended"))
FIRST = slot(of=FUNNEL)
OFFERED = replace(FIRST, key="i1s1", name="Offered", step="offered", before="i1")
ATTENDED = replace(FIRST, key="i1s2", name="Attended", step="attended", before="i1s1")


def funnel(*typed: Typed, slots=(FIRST, OFFERED, ATTENDED)):
    rows = dict(zip((s.key for s in slots), typed, strict=False))
    return check_rows(slots, rows, today=TODAY)


def test_a_step_is_of_what_the_step_before_counted():
    found = funnel(Typed("20", "30"), Typed("12", "20"), Typed("6"))
    assert all(checked.is_whole for checked in found)
    assert [checked.denominator for checked in found] == [Decimal(30), Decimal(20), Decimal(12)]
    assert found[2].published == "50.0"


def test_another_denominator_than_the_step_before_counted_is_refused():
    _, offered, _ = funnel(Typed("20", "30"), Typed("12", "18"), Typed())
    assert the_error(offered) == (
        "denominator",
        "18 is not what the step before counted, 20.",
    )


def test_the_step_before_may_stand_already():
    standing = replace(FIRST, standing=(reading(7, Q2, numerator=Decimal(20)),))
    _, offered, _ = funnel(Typed(), Typed("12"), slots=(standing, OFFERED, ATTENDED))
    assert offered.denominator == Decimal(20)
    _, offered, _ = funnel(Typed(), Typed("12", "18"), slots=(standing, OFFERED, ATTENDED))
    assert "18 is not what the step before counted, 20." in the_error(offered)


def test_of_another_period_the_step_before_says_nothing():
    first, offered, _ = funnel(Typed("20", "30"), Typed("12", "18", period="Q1 2014/15"))
    assert first.is_whole
    assert offered.is_whole


def test_where_the_step_before_is_not_known_the_denominator_is_asked_for():
    _, offered, _ = funnel(Typed(), Typed("12"))
    assert the_error(offered)[0] == "denominator"
    _, offered, _ = funnel(Typed(), Typed("12", "18"))
    assert offered.is_whole


def test_a_step_that_stands_is_revised_with_the_one_before_it():
    standing = replace(
        OFFERED, standing=(reading(7, Q2, numerator=Decimal(9), denominator=Decimal(18)),)
    )
    first, _, _ = funnel(Typed("20", "30"), slots=(FIRST, standing, ATTENDED))
    name, text = the_error(first)
    assert name == "numerator"
    assert "stands with another number (Offered: 9 of 18, 40.0%)" in text
    first, _, _ = funnel(Typed("18", "30"), slots=(FIRST, standing, ATTENDED))
    assert first.is_whole
    first, offered, _ = funnel(
        Typed("20", "30"), Typed("9", "20"), slots=(FIRST, standing, ATTENDED)
    )
    assert first.is_whole
    assert offered.is_whole


def test_a_step_with_a_denominator_of_its_own_is_of_that():
    own = replace(OFFERED, before="")
    _, offered, _ = funnel(Typed("20", "30"), Typed("12", "18"), slots=(FIRST, own, ATTENDED))
    assert offered.is_whole
