"""Bands and targets: what is saved, what is refused and how to mend it, what documents may keep."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from indicators.forms_bands import BandsForm, ends_of, with_line_read
from indicators.models import BandSet, Indicator
from indicators.rules.band_notation import read_bands
from indicators.rules.measures import BandTone, Better, TargetKind, Unit
from indicators.services.banding import (
    NotSaved,
    bands_mark,
    end_bands,
    save_bands,
    set_target,
)
from plans.models import Change, Source
from plans.rules.access import MANAGERS, Position
from plans.services.errors import NotAllowed, Refused, WrongDate
from plans.services.meetings import RecordedSince
from tests.conftest import AT
from tests.indicators.defined import (
    APRIL_18,
    APRIL_19,
    GAPING,
    MARCH_19,
    WHOLE,
    band_set,
    historic,
    indicator,
    reading,
)


@pytest.fixture
def found(loaded, manager) -> Indicator:
    return indicator(loaded.service, manager)


@pytest.fixture
def signed(manager) -> dict:
    return {"by": manager, "at": AT}


def refusal(what) -> Refused:
    with pytest.raises(Refused) as caught:
        what()
    return caught.value


def names(found: Indicator) -> list[str]:
    return list(found.band_sets.values_list("name", flat=True))


# Saving


def test_a_set_is_saved_with_its_bands_in_order(found, manager):
    kept = band_set(found, manager)
    assert (kept.name, kept.valid_from, kept.valid_until) == ("2018/19", APRIL_18, None)
    assert (kept.is_historic, kept.source) == (False, None)
    assert kept.as_written == "Green: below 36%; Amber: 36% to 39%; Red: over 39%"
    rows = kept.bands.values_list("position", "word", "tone", "low", "low_included", "high")
    assert list(rows) == [
        (1, "Green", "green", None, False, 36),
        (2, "Amber", "amber", 36, True, 39),
        (3, "Red", "red", 39, False, None),
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("G <36, A 36.1-39, R >39", "Nothing covers 36.0%"),
        ("G <36, A 36-39, R >38", "Both amber and red cover 38.1% to 39.0%"),
        ("G <36, A 36-39", "Nothing covers 39.1% to 100.0%"),
        ("G=<36, A 36-39, R >39", "can be read with 36% and without it"),
        ("R <36, A 36-39, G >39", "Lower is better, yet red lies below amber"),
        ("G <36, G 36-39, R >39", "Two bands are called green"),
        ("G <36, A 39-36, R >36", "from the higher value to the lower"),
    ],
)
def test_new_bands_with_a_fault_are_refused_by_value(found, manager, line, sentence):
    error = refusal(lambda: band_set(found, manager, line))
    assert isinstance(error, NotSaved)
    assert any(sentence in said for said in error.sentences)
    assert names(found) == []


def test_the_direction_is_that_of_the_indicator(loaded, manager):
    higher = indicator(loaded.service, manager, "higher", better=Better.HIGHER)
    assert refusal(lambda: band_set(higher, manager)).sentences
    assert band_set(higher, manager, "R <36, A 36-39, G >39").pk


def test_a_rate_has_no_upper_end(loaded, manager):
    rate = indicator(loaded.service, manager, "rate", unit=Unit.PER_100_000, decimals=0)
    error = refusal(lambda: band_set(rate, manager, "G <313, A 313-400"))
    assert "Nothing covers 401 or more" in str(error)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": " "}, "name", "Give the bands a name"),
        ({"name": "2018/19"}, "name", "There are bands called “2018/19”"),
        ({"valid_until": date(2019, 3, 31)}, "valid_until", "is before the first, 1 April 2019"),
        ({"as_written": "x" * 201}, "as_written", "these have 201"),
    ],
)
def test_what_else_keeps_a_set_from_being_saved(found, manager, changed, field, sentence):
    band_set(found, manager, valid_until=MARCH_19)
    facts = {"name": "2019/20", "valid_from": APRIL_19} | changed
    error = refusal(lambda: band_set(found, manager, **facts))
    assert error.field == field
    assert sentence in str(error)
    assert names(found) == ["2018/19"]


def test_a_set_has_a_band_and_at_most_five(found, signed):
    six = read_bands([(f"Word {n}", BandTone.GREY, f"exactly {n}") for n in range(6)])
    with pytest.raises(NotSaved, match="at least one band"):
        save_bands(found, (), name="x", **signed)
    with pytest.raises(NotSaved, match="Keep it to 5 bands: these are 6"):
        save_bands(found, six, name="x", **signed)


# Spans


@pytest.mark.parametrize(
    ("first", "is_free"), [(MARCH_19, False), (APRIL_19, True), (date(2019, 4, 2), True)]
)
def test_a_span_in_which_another_set_holds_is_refused(found, manager, first, is_free):
    band_set(found, manager, valid_until=MARCH_19)
    if is_free:
        assert band_set(found, manager, name="2019/20", valid_from=first).pk
    else:
        error = refusal(lambda: band_set(found, manager, name="2019/20", valid_from=first))
        assert [clash.other.name for clash in error.clashes] == ["2018/19"]


def test_an_earlier_set_is_ended_on_the_day_before_and_that_is_on_record(found, manager):
    earlier = band_set(found, manager)
    ends = {(earlier.pk, MARCH_19)}
    band_set(found, manager, name="2019/20", valid_from=APRIL_19, ends=ends)
    earlier.refresh_from_db()
    assert earlier.valid_until == MARCH_19
    change = Change.objects.filter(model="indicators.bandset", kind="changed").first()
    assert (change.object_id, change.by, change.at) == (earlier.pk, manager, AT)


def test_it_is_ended_only_on_the_day_that_was_agreed(found, manager):
    earlier = band_set(found, manager)
    ends = {(earlier.pk, date(2019, 3, 30))}
    facts = {"name": "2019/20", "valid_from": APRIL_19, "ends": ends}
    assert refusal(lambda: band_set(found, manager, **facts)).clashes
    earlier.refresh_from_db()
    assert earlier.valid_until is None


def test_what_is_wrong_and_what_is_in_the_way_are_said_together(found, manager):
    band_set(found, manager)
    error = refusal(lambda: band_set(found, manager, GAPING, name="x", valid_from=APRIL_19))
    assert len(error.sentences) == 2
    assert len(error.clashes) == 1


def test_the_last_day_of_a_set_is_set(found, manager, signed):
    kept = band_set(found, manager)
    assert end_bands(kept, on=MARCH_19, **signed).valid_until == MARCH_19
    later = date(2019, 9, 30)
    assert end_bands(kept, on=later, **signed).valid_until == later


@pytest.mark.parametrize(
    ("on", "is_kept"),
    [(date(2018, 3, 31), False), (APRIL_18, True), (MARCH_19, True), (APRIL_19, False)],
)
def test_it_is_neither_before_the_first_nor_where_others_hold(found, manager, signed, on, is_kept):
    kept = band_set(found, manager, valid_until=date(2018, 12, 31))
    band_set(found, manager, name="2019/20", valid_from=APRIL_19)
    if is_kept:
        assert end_bands(kept, on=on, **signed).valid_until == on
    else:
        assert refusal(lambda: end_bands(kept, on=on, **signed)).field == "on"


def test_two_sets_of_one_time_can_both_be_ended(found, manager, signed):
    kept = band_set(found, manager)
    facts = {"valid_from": APRIL_18, "is_historic": True}
    other = BandSet.objects.create(
        indicator=found, name="other", recorded_by=manager, recorded_at=AT, **facts
    )
    assert end_bands(kept, on=MARCH_19, **signed).valid_until == MARCH_19
    assert end_bands(other, on=MARCH_19, **signed).valid_until == MARCH_19


# From documents


def test_a_historic_set_keeps_its_faults_its_words_and_its_place(found, manager):
    kept = historic(found, manager, is_span_derived=True)
    assert (kept.is_historic, kept.is_span_derived, kept.place) == (True, True, "page 12")
    assert (kept.as_written, kept.source) == (GAPING, Source.objects.first())
    assert kept.bands.count() == 3


def test_a_disputed_edge_is_kept_as_disputed(found, manager):
    kept = historic(found, manager, "G=<36, A 36-39, R=>39")
    ends = [(b.low_disputed, b.high_disputed) for b in kept.bands.all()]
    assert ends == [(False, True), (False, False), (True, False)]


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"as_written": ""}, "as_written", "Write the bands as the document prints them."),
        ({"source": None}, "source", "Choose the document"),
        ({"place": " "}, "place", "Say where in the document"),
    ],
)
def test_words_document_and_place_are_demanded(found, manager, changed, field, sentence):
    error = refusal(lambda: historic(found, manager, **changed))
    assert error.field == field
    assert sentence in str(error)


@pytest.mark.parametrize("line", ["G <36, G 36-39", "G <36, A 39-36, R >39"])
def test_what_no_row_can_hold_is_refused_of_a_document_too(found, manager, line):
    assert isinstance(refusal(lambda: historic(found, manager, line)), NotSaved)
    assert names(found) == []


def test_a_historic_set_needs_days_of_its_own_too(found, manager):
    band_set(found, manager)
    assert refusal(lambda: historic(found, manager, name="again")).clashes


# Targets


def test_a_target_is_set_and_another_takes_its_place(found, signed):
    facts = {"as_written": "below 36%", "value": Decimal(36), "valid_from": APRIL_18}
    first = set_target(found, **facts, **signed)
    new = {"as_written": "below 34%", "value": Decimal(34), "valid_from": APRIL_19}
    (clash,) = refusal(lambda: set_target(found, **new, **signed)).clashes
    assert (clash.other.name, clash.ends_on) == ("below 36%", MARCH_19)
    set_target(found, **new, ends={(first.pk, MARCH_19)}, **signed)
    first.refresh_from_db()
    assert first.valid_until == MARCH_19


def test_a_place_stands_beside_a_value(found, signed):
    set_target(found, as_written="below 36%", value=Decimal(36), **signed)
    place = {"as_written": "best of seven", "kind": TargetKind.RANK}
    assert set_target(found, value=Decimal(1), **place, **signed).kind == "rank"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"as_written": " "}, "as_written"),
        ({"value": None}, "value"),
        ({"kind": "rank", "value": Decimal("1.5")}, "value"),
        ({"kind": "rank", "value": Decimal(0)}, "value"),
        ({"valid_from": APRIL_19, "valid_until": MARCH_19}, "valid_until"),
    ],
)
def test_a_target_that_cannot_be_is_refused(found, signed, said, field):
    facts = {"as_written": "below 36%", "value": Decimal(36)} | said
    error = refusal(lambda: set_target(found, **facts, **signed))
    assert error.field == field
    assert isinstance(error, WrongDate) is (field == "valid_until")


@pytest.mark.parametrize("position", [p for p in Position if p not in MANAGERS])
def test_nobody_else_writes_bands_or_targets(found, manager, user_of, position):
    other, kept = user_of(position), band_set(found, manager)
    for write in (
        lambda: band_set(found, other, name="x"),
        lambda: historic(found, other, name="x"),
        lambda: end_bands(kept, on=MARCH_19, by=other, at=AT),
        lambda: set_target(found, as_written="x", value=Decimal(1), by=other, at=AT),
    ):
        assert isinstance(refusal(write), NotAllowed)


def test_what_somebody_else_wrote_meanwhile_is_said(found, manager, signed):
    seen = bands_mark(found)
    kept = band_set(found, manager, seen=seen)
    for write in (
        lambda: band_set(found, manager, name="x", valid_from=APRIL_19, seen=seen),
        lambda: historic(found, manager, name="x", seen=seen),
        lambda: end_bands(kept, on=MARCH_19, seen=seen, **signed),
    ):
        assert isinstance(refusal(write), RecordedSince)


# The page

ADDRESS = "/indicators/local-test/bands/"
VALUES = {"values_1": "below 36", "values_2": "36 to 39", "values_3": "over 39"}
WORDS = {"word_1": "Green", "word_2": "Amber", "word_3": "Red"}
TYPED = WORDS | VALUES | {"name": "2019/20", "valid_from": "1 April 2019"}


@pytest.fixture
def page(client_of, found):
    """A function: what a manager's browser gets for what it sends; without anything, the page.

    What it sends comes from a page that was opened just now, unless `seen` says otherwise.
    """
    client = client_of(Position.MANAGER)

    def page(**sent):
        if not sent:
            return client.get(ADDRESS)
        return client.post(ADDRESS, {"seen": bands_mark(found)} | sent)

    return page


def text(response) -> str:
    return response.content.decode()


def test_a_set_is_saved_on_the_page_and_shown(page, found):
    assert page(**TYPED, go="save").status_code == 302
    shown = text(page())
    assert "2019/20" in shown
    assert "For readings that end from 1 April 2019 on" in shown
    assert "36% to 39%" in shown
    assert found.band_sets.get().bands.count() == 3


def test_checking_writes_nothing_and_says_every_value(page, found):
    response = page(**TYPED | {"values_2": "36.1 to 39"}, go="check")
    assert response.status_code == 200
    assert "Nothing covers 36.0%; let green go up to 36.0% or amber begin there." in text(response)
    assert "1 thing is to be mended" in text(response)
    assert "In no band: 36.0%" in text(response)
    assert names(found) == []
    assert "they can be saved" in text(page(**TYPED, go="check"))


def test_checking_asks_for_no_name(page):
    assert page(**WORDS, **VALUES, go="check").status_code == 200


def test_the_latest_reading_is_marked(page, found, manager):
    reading(found, manager)
    assert "37.1%, amber" in text(page(**TYPED, go="check"))
    band_set(found, manager, valid_until=date(2018, 12, 31))
    assert "37.1%, amber" not in text(page())
    band_set(found, manager, name="2019", valid_from=date(2019, 1, 1))
    assert "37.1%, amber" in text(page())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Give the bands a name"),
        ({"values_1": "warm"}, "“warm” cannot be read as the values of green"),
        ({"values_2": "36.1 to 39"}, "Nothing covers 36.0%"),
        ({"valid_from": "soon"}, "“soon” is not a day that can be read"),
        ({"valid_until": "1 March 2019"}, "is before the first"),
        ({"word_4": "Poor"}, "Write the values of “Poor”, or empty its row."),
        ({"values_4": "over 50"}, "Give these values a word"),
        ({"word_3": "Poor"}, "Choose the colour of “Poor”."),
        ({"tone_1": "red"}, "“Green” is the name of another colour: choose green."),
        ({"values_1": "", "values_2": "", "values_3": ""}, "at least one band"),
    ],
)
def test_what_is_refused_stays_on_the_page(page, found, typed, sentence):
    response = page(**TYPED | {"valid_until": "31 March 2020"} | typed, go="save")
    assert response.status_code == 422
    assert sentence in text(response)
    if "values_1" not in typed:
        assert 'value="below 36"' in text(response)
    assert names(found) == []


def test_a_word_of_ones_own_has_a_colour(page, found):
    sent = TYPED | {"word_3": "Poor", "tone_3": "red"}
    assert page(**sent, go="save").status_code == 302
    assert found.band_sets.get().bands.get(word="Poor").tone == "red"


def test_a_pasted_line_is_read_into_the_rows(page, found):
    sent = {"name": "2019/20", "line": "G<36, A 36-39, R>39"}
    response = page(**sent, go="check")
    assert "they can be saved" in text(response)
    form = response.context_data["bands_form"]
    assert [form[f"values_{n}"].value() for n in (1, 2, 3)] == ["<36", "36-39", ">39"]
    assert (form["line"].value(), form["as_written"].value()) == ("", "G<36, A 36-39, R>39")
    assert page(**sent, go="save").status_code == 302
    assert found.band_sets.get().as_written == "G<36, A 36-39, R>39"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("36 to 39", "does not name its bands"),
        ("A: 1; B: 2; C: 3; D: 4; E: 5; F: 6", "There is room for 5 bands: the line has 6."),
    ],
)
def test_a_line_that_cannot_be_read_stays_as_it_is(page, line, sentence):
    response = page(line=line, go="check")
    assert response.status_code == 422
    assert sentence in text(response)
    assert response.context_data["bands_form"]["line"].value() == line


def test_an_earlier_set_is_offered_to_be_ended_and_the_tick_ends_it(page, found, manager):
    earlier = band_set(found, manager)
    response = page(**TYPED, go="save")
    assert response.status_code == 422
    offer = f"{earlier.pk}:2019-03-31"
    assert f'value="{offer}"' in text(response)
    assert "End “2018/19” on 31 March 2019" in text(response)
    assert page(**TYPED, ends=offer, go="save").status_code == 302
    earlier.refresh_from_db()
    assert earlier.valid_until == MARCH_19


def test_what_was_typed_is_saved_over_theirs_the_second_time(page, found, manager):
    seen = page().context_data["bands_form"]["seen"].value()
    band_set(found, manager, valid_until=MARCH_19)
    response = page(**TYPED, seen=seen, go="save")
    assert response.status_code == 422
    assert "Somebody else changed these bands" in text(response)
    assert 'value="over 39"' in text(response)
    again = response.context_data["bands_form"]["seen"].value()
    assert page(**TYPED, seen=again, go="save").status_code == 302


HISTORIC = TYPED | {"values_2": "36.1 to 39", "is_historic": "on"}


def test_historic_bands_are_recorded_and_flagged(page, found):
    source = Source.objects.first()
    sent = HISTORIC | {"as_written": GAPING, "source": source.pk, "place": "page 12"}
    assert "They can be recorded as they are" in text(page(**sent, go="check"))
    assert page(**sent, go="save").status_code == 302
    shown = text(page())
    assert "recorded as published" in shown
    assert "Nothing covers 36.0%." in shown
    assert f"As published: {GAPING.replace('<', '&lt;').replace('>', '&gt;')}" in shown
    assert f"{source.title}, page 12" in shown


def test_historic_bands_say_all_that_is_missing_at_once(page, found):
    response = page(**HISTORIC, go="save")
    assert response.status_code == 422
    assert set(response.context_data["form"].errors) == {"as_written", "source", "place"}
    assert names(found) == []


def test_a_set_without_days_says_so(page, found, manager):
    band_set(found, manager, valid_from=None)
    assert "For every reading: no days are given." in text(page())


def test_two_sets_of_one_time_are_named(page, found, manager):
    band_set(found, manager)
    facts = {"valid_from": APRIL_19, "recorded_by": manager, "recorded_at": AT}
    BandSet.objects.create(indicator=found, name="other", **facts)
    assert "both hold from 1 April 2019 on" in text(page())


def test_the_last_day_is_set_on_the_page(page, found, manager):
    kept = band_set(found, manager)
    assert page(set=kept.pk, on="", go="end").status_code == 422
    response = page(set=kept.pk, on="31 March 2018", go="end")
    assert "is before the first" in text(response)
    assert page(set=kept.pk, on="31 March 2019", go="end").status_code == 302
    kept.refresh_from_db()
    assert kept.valid_until == MARCH_19
    assert page(set=987654, on="31 March 2019", go="end").status_code == 404


def test_a_target_is_set_on_the_page(page, found):
    sent = {"as_written": "below 36%", "kind": "value", "go": "target"}
    for value, sentence in (
        ("", "Give the number"),
        ("low", "Write the number with digits"),
        ("1.1234567", "at most 12 digits"),
    ):
        assert sentence in text(page(**sent, value=value))
    assert page(**sent, value="36%", valid_from="1 April 2018").status_code == 302
    target = found.targets.get()
    assert (target.value, target.valid_from) == (36, APRIL_18)
    offered = text(page(**sent, value="34", valid_from="1 April 2019"))
    offer = f"{target.pk}:2019-03-31"
    assert offer in offered
    again = sent | {"as_written": "below 34%", "value": "34", "valid_from": "1 April 2019"}
    assert page(**again, ends=offer).status_code == 302
    assert "below 34%" in text(page())


# The form


@pytest.mark.parametrize("value", ["x", "1:2019-02-30", "0:2019-03-31", "1:20190331", "1"])
def test_an_end_that_cannot_be_read_ends_nothing(value):
    assert ends_of(QueryDict(f"ends={value}")) == frozenset()


def test_a_line_takes_the_place_of_all_rows_and_keeps_what_was_published():
    data = QueryDict(mutable=True)
    data.update({"line": "G<36, R 36 or more", "values_3": "over 39", "as_written": "Mine"})
    read = with_line_read(data)
    assert (read["values_1"], read["values_2"], read["values_3"]) == ("<36", "36 or more", "")
    assert (read["word_2"], read["tone_2"], read["as_written"]) == ("Red", "red", "Mine")
    assert with_line_read(QueryDict("values_1=x"))["values_1"] == "x"


def test_a_form_of_the_first_three_words_needs_no_typing_of_them(db):
    form = BandsForm()
    assert [form[f"word_{n}"].value() for n in range(1, 6)] == ["Green", "Amber", "Red", "", ""]
    assert WHOLE.count(",") == 2
