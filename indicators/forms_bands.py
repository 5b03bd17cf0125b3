"""The forms of what rates an indicator: a set of bands, its last day, a target."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.http import QueryDict

from indicators.forms_definition import SHORT, choice_field, one_line, seen_field
from indicators.rules.band_notation import (
    NUMBER_DECIMALS,
    NUMBER_DIGITS,
    Band,
    UnreadableBands,
    read_bands,
)
from indicators.rules.band_sets import MOST_BANDS, rows_of, tone_of
from indicators.rules.measures import BandTone, TargetKind, read_value
from plans.addresses import id_of
from plans.forms import DayField, RefusedForm
from plans.models import Source

_NUMBERS = range(1, MOST_BANDS + 1)
_WORDS = ("Green", "Amber", "Red", "", "")


def with_line_read(data: QueryDict) -> QueryDict:
    """What was sent, with a pasted line of notation taken apart into the rows.

    The line is then what was published, where nothing else was typed for that. A line that cannot
    be read, or of more bands than there are rows, stays as it is for the form to say so.
    """
    line = data.get("line", "")
    try:
        rows = rows_of(line) if line.strip() else ()
    except UnreadableBands:
        rows = ()
    if not rows or len(rows) > MOST_BANDS:
        return data
    data = data.copy()
    empty = [("", None, "")] * (MOST_BANDS - len(rows))
    for n, (word, tone, written) in zip(_NUMBERS, [*rows, *empty], strict=True):
        data[f"word_{n}"], data[f"values_{n}"] = word, written
        data[f"tone_{n}"] = tone.value if tone else data.get(f"tone_{n}", "")
    if not data.get("as_written", "").strip():
        data["as_written"] = " ".join(line.split())
    data["line"] = ""
    return data


class BandsForm(RefusedForm):
    """A new set of bands: up to five rows, the days on which it holds, and where it was published."""

    use_required_attribute = False

    name = one_line(
        label="Name",
        longest=80,
        widget=forms.TextInput(SHORT),
        help_text="For example the year: 2018/19.",
    )
    valid_from = DayField(label="First day", help_text="For example 1 April 2018.")
    valid_until = DayField(label="Last day", help_text="Empty: until others begin.")
    line = one_line(
        label="Or paste one line",
        longest=300,
        help_text="For example G<36, A 36-39, R>39. It takes the place of the rows above.",
    )
    is_historic = forms.BooleanField(
        label="These are historic bands from a document",
        required=False,
        help_text="They are then recorded as printed: gaps and overlaps are kept and flagged.",
    )
    as_written = one_line(
        label="The bands as the document prints them",
        longest=200,
        help_text="Word for word, for example (G= <313, A= 314-400, R=>401).",
    )
    source = forms.ModelChoiceField(
        label="Document",
        queryset=Source.objects.all(),
        required=False,
        empty_label="Choose a document",
        error_messages={"invalid_choice": "Choose one of the documents."},
    )
    place = one_line(label="Where in it", longest=200, help_text="For example page 12, table 3.")
    is_span_derived = forms.BooleanField(
        label="The days were read from its title or year", required=False
    )
    seen = seen_field()

    # what saving needs and checking does not
    NEEDED = {"name": "Give the bands a name, for example “2018/19”."}
    OF_DOCUMENT = {
        "as_written": "Write the bands as the document prints them.",
        "source": "Choose the document that prints them.",
        "place": "Say where in the document they stand, for example page 12.",
    }

    def __init__(self, data=None, *, mark: str = "", is_saving: bool = False) -> None:
        super().__init__(data, initial={"seen": mark}, auto_id="bands_%s")
        self.is_saving = is_saving
        for n, word in zip(_NUMBERS, _WORDS, strict=True):
            self.fields[f"word_{n}"] = one_line(
                label=f"Word of band {n}",
                longest=40,
                initial=word,
                widget=forms.TextInput({"class": "yp-input-l", "list": "band-words"}),
            )
            tone = tone_of(word)
            self.fields[f"tone_{n}"] = choice_field(
                f"Colour of band {n}",
                [("", "By its word"), *((t.value, t.value.capitalize()) for t in BandTone)],
                "Choose one of the colours.",
                initial=tone.value if tone else "",
                required=False,
            )
            self.fields[f"values_{n}"] = one_line(label=f"Values of band {n}", longest=80)
        rows = (f"{part}_{n}" for n in _NUMBERS for part in ("word", "tone", "values"))
        self.order_fields(["name", "valid_from", "valid_until", *rows])  # as they stand on the page

    def clean_line(self) -> str:
        """Only what `with_line_read` could not take apart is still there."""
        line = self.cleaned_data["line"]
        if line.strip():
            try:
                n = len(rows_of(line))
            except UnreadableBands as error:
                raise forms.ValidationError(str(error)) from None
            raise forms.ValidationError(f"There is room for {MOST_BANDS} bands: the line has {n}.")
        return line

    def clean(self) -> dict:
        data = super().clean()
        bands = [band for n in _NUMBERS if (band := self._band(n, data))]
        if not bands and not self.errors:
            self.add_error("values_1", "Write the values of at least one band.")
        needed = self.NEEDED | (self.OF_DOCUMENT if data.get("is_historic") else {})
        for name, sentence in needed.items() if self.is_saving else ():
            if name not in self.errors and not data.get(name):
                self.add_error(name, sentence)
        data["bands"] = tuple(bands)
        self.said = dict(data)  # a field that a service refuses later is taken out of `data`
        return data

    def _band(self, n: int, data: dict) -> Band | None:
        """The band of that row; None where the row is empty or cannot be read."""
        word = " ".join(data.get(f"word_{n}", "").split())
        written = data.get(f"values_{n}", "").strip()
        if not written:
            if word and word != _WORDS[n - 1] and f"values_{n}" not in self.errors:
                self.add_error(f"values_{n}", f"Write the values of “{word}”, or empty its row.")
            return None
        if not word:
            self.add_error(f"word_{n}", "Give these values a word, for example Amber.")
            return None
        named, chosen = tone_of(word), data.get(f"tone_{n}", "")
        if not named and not chosen:
            self.add_error(f"tone_{n}", f"Choose the colour of “{word}”.")
            return None
        if named and chosen and named != chosen:
            self.add_error(f"tone_{n}", f"“{word}” is the name of another colour: choose {named}.")
            return None
        try:
            return read_bands([(word, BandTone(chosen or named), written)])[0]
        except UnreadableBands as error:
            self.add_error(f"values_{n}", str(error))
            return None

    def rows(self) -> list[tuple]:
        """Number, word, colour and values of each row, for the template."""
        return [(n, self[f"word_{n}"], self[f"tone_{n}"], self[f"values_{n}"]) for n in _NUMBERS]

    @property
    def is_whole(self) -> bool:
        """Whether the bands themselves could be read, whatever else is wrong."""
        return self.is_bound and not any(name.split("_")[0] in _OF_ROWS for name in self.errors)


_OF_ROWS = ("word", "tone", "values", "line")


def ends_of(data: QueryDict) -> frozenset[tuple[int, date]]:
    """The sets that were ticked to be ended, each with its day; what cannot be read is left out."""
    found = set()
    for value in data.getlist("ends"):
        pk, _, day = value.partition(":")
        if id_of(pk) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            try:
                found.add((id_of(pk), date.fromisoformat(day)))
            except ValueError:
                continue
    return frozenset(found)


class EndForm(RefusedForm):
    """The last day of a set of bands."""

    use_required_attribute = False

    on = DayField(label="Last day", help_text="For example 31 March 2019.")
    seen = seen_field()

    def __init__(self, data=None, *, pk: int, until: str = "", mark: str = "") -> None:
        super().__init__(data, initial={"on": until, "seen": mark}, auto_id=f"end_{pk}_%s")

    def clean_on(self) -> date:
        if self.cleaned_data["on"] is None:
            raise forms.ValidationError("Write the last day, for example 31 March 2019.")
        return self.cleaned_data["on"]


def _can_be_kept(number: Decimal) -> bool:
    """Whether the database keeps the number as it is."""
    return abs(number) < 10**NUMBER_DIGITS and number == round(number, NUMBER_DECIMALS)


class TargetForm(RefusedForm):
    """What is to be reached, over which days."""

    use_required_attribute = False

    as_written = one_line(
        label="What is to be reached", longest=200, help_text="In words, for example below 36%."
    )
    kind = choice_field(
        "It is",
        [(TargetKind.VALUE.value, "A value"), (TargetKind.RANK.value, "A place among others")],
        "Choose whether it is a value or a place.",
        widget=forms.RadioSelect,
        initial=TargetKind.VALUE.value,
    )
    value = one_line(
        label="The number",
        longest=40,
        widget=forms.TextInput({"class": "yp-input-l yp-input-date", "inputmode": "decimal"}),
    )
    valid_from = DayField(label="First day")
    valid_until = DayField(label="Last day", help_text="Empty: until another begins.")

    def __init__(self, data=None) -> None:
        super().__init__(data, auto_id="target_%s")

    def clean_value(self) -> Decimal | None:
        text = self.cleaned_data["value"]
        number = read_value(text)
        if text and number is None:
            raise forms.ValidationError("Write the number with digits, for example 36 or 31.5.")
        if number is not None and not _can_be_kept(number):
            raise forms.ValidationError("Write at most 12 digits before the point and 6 after it.")
        return number
