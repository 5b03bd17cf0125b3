"""The forms in which updates are recorded: what may be typed, and what is said of what may not."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator

from plans.readmodels_record import KnownOfAction
from plans.rules.dates import Precision, long_date, read_date
from plans.rules.meanings import Mark
from plans.services.errors import Refused

LONGEST = 4000
LONGEST_DATE = 120
LONGEST_LINK = 500


# control characters, which no page or paper can print: all but the tab and the end of a line
_UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])


def _printable(value) -> str:
    """What was typed without its control characters, and its lines ended by one newline each."""
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_UNPRINTABLE)


class RatingSelect(forms.RadioSelect):
    """Radio buttons whose labels are marks: a word and a shape."""

    template_name = "components/forms/widgets/ratings.html"


class TextField(forms.CharField):
    """Text of some length; its end of lines as everywhere else, without control characters.

    The box itself cuts nothing off.
    """

    widget = forms.Textarea

    def __init__(self, *, longest: int = LONGEST, rows: int = 3, **kwargs) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(required=False, **kwargs)
        self.validators.append(
            MaxLengthValidator(
                longest,
                f"Keep it to {longest:,} characters: this has %(show_value)s.",
            )
        )

    def to_python(self, value) -> str:
        return super().to_python(_printable(value))


class DayField(forms.CharField):
    """One day, written as people write days; None where nothing is written."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.TextInput({"class": "yp-input-l yp-input-written"}))
        super().__init__(required=False, **kwargs)

    def to_python(self, value) -> date | None:
        text = super().to_python(value)
        if not text:
            return None
        written = read_date(text)
        if written.precision != Precision.DAY or written.ongoing:
            raise forms.ValidationError(
                f"“{text[:40]}” is not a day that can be read: write it as 23 April 2015 or 23/04/2015."
            )
        return written.on


class LinkField(forms.URLField):
    """An address on the web, http or https."""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, assume_scheme="https", **kwargs)
        refusal = "This is not an address on the web: it begins with https:// or http://."
        self.error_messages["invalid"] = refusal
        self.validators = [
            URLValidator(schemes=["http", "https"], message=refusal),
            MaxLengthValidator(
                LONGEST_LINK,
                f"Keep the link to {LONGEST_LINK} characters: this has %(show_value)s.",
            ),
        ]

    def to_python(self, value) -> str:
        return super().to_python(_printable(value))


class RatingField(forms.ChoiceField):
    """One rating of the plan's key, or none."""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, widget=RatingSelect, **kwargs)

    def of_key(self, key: Iterable[tuple[str, Mark]]) -> None:
        key = list(key)
        self.choices = key
        self.error_messages["invalid_choice"] = (
            "“%(value)s” is not in this plan’s key: choose one of "
            f"{', '.join(word for word, _ in key)}."
        )


class RefusedForm(forms.Form):
    """A form that shows a service's refusal beside the field that it is about."""

    def show(self, error: Refused) -> None:
        field = error.field if error.field in self.fields else None
        self.add_error(field, str(error))


class UpdateForm(RefusedForm):
    """One update on one action. What is left as it is leaves standing what was said before."""

    use_required_attribute = False

    rating = RatingField()
    comment = TextField(label="What has happened since?", rows=3)
    forecast = TextField(
        label="Expected to be complete",
        longest=LONGEST_DATE,
        widget=forms.TextInput({"class": "yp-input-l"}),
        help_text="Left as it is, it is kept; empty it where no date can be given.",
    )
    remaining = TextField(
        label="What still remains to be done",
        rows=2,
        help_text="Leave it empty to keep what was said last.",
    )
    nothing_remains = forms.BooleanField(label="Nothing remains to be done", required=False)
    evidence = TextField(
        label="Evidence",
        rows=2,
        help_text="What shows it, in a few words: a document’s name, a visit, a figure.",
    )
    evidence_on = DayField(label="Date of the evidence", help_text="For example 23 April 2015.")
    evidence_link = LinkField(
        label="Link to the evidence", help_text="Where it can be read, if anywhere."
    )
    revised_due = TextField(
        label="New due date",
        longest=LONGEST_DATE,
        widget=forms.TextInput({"class": "yp-input-l"}),
        help_text="A day or a month, for example June 2015. The earlier date is kept as well.",
    )
    revised_reason = TextField(label="Why the date is moved", rows=2)
    effective_on = DayField(
        label="How things stood on",
        help_text="Today, unless you record something late.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    was_rating = TextField(widget=forms.HiddenInput)
    was_forecast = TextField(widget=forms.HiddenInput)

    # what stands behind a disclosure, which is open where one of its fields has an error
    DISCLOSED = {
        "remains": ("remaining", "nothing_remains"),
        "evidence": ("evidence", "evidence_on", "evidence_link"),
        "date": ("revised_due", "revised_reason"),
        "day": ("effective_on",),
    }

    def __init__(self, data=None, *, known: KnownOfAction, today: date) -> None:
        self.known, self.today = known, today
        # an inferred rating is not chosen beforehand: keeping it would turn it into a stated one
        chosen = known.rating if known.rating and not known.mark.form else ""
        initial = {
            "rating": chosen,
            "was_rating": chosen,
            "forecast": known.forecast,
            "was_forecast": known.forecast,
            "effective_on": long_date(today),
            "seen": known.seen,
        }
        super().__init__(data, initial=initial, auto_id="update_%s")
        self.fields["rating"].of_key(known.key)
        self.fields["rating"].label = f"How does {known.ref} stand?"
        if not known.remaining:
            del self.fields["nothing_remains"]
        self.fields["seen"].error_messages = dict.fromkeys(
            ("required", "invalid", "min_value"),
            "This form was sent without its last part: load the page again.",
        )

    def clean_evidence_on(self) -> date | None:
        on = self.cleaned_data["evidence_on"]
        if on and on > self.today:
            raise forms.ValidationError(
                f"{long_date(on)} is in the future: no evidence has that date."
            )
        return on

    def clean(self) -> dict:
        data = super().clean()
        if data.get("nothing_remains") and data.get("remaining"):
            self.add_error(
                "remaining", "Say what remains, or tick that nothing does, but not both."
            )
        if data.get("revised_reason") and not data.get("revised_due") and "revised_due" in data:
            self.add_error(
                "revised_due", "Write the new due date, or leave its reason empty as well."
            )
        if not self.errors and not self._says_something():
            self.add_error("comment", "Choose another rating or say what has happened since.")
        return data

    def _says_something(self) -> bool:
        said = ("comment", "remaining", "nothing_remains", "evidence", "evidence_on")
        said += ("evidence_link", "revised_due")
        return (
            self._changed("rating")
            or self._changed("forecast")
            or any(self.cleaned_data.get(name) for name in said)
        )

    def _changed(self, name: str) -> bool:
        """Whether the writer changed what the form showed them."""
        return (self.cleaned_data.get(name) or "") != (self.cleaned_data.get(f"was_{name}") or "")

    def facts(self) -> dict:
        """What is said, as `record_update` takes it."""
        data = self.cleaned_data
        clears = [
            part
            for part, is_cleared in (
                ("forecast", self._changed("forecast") and not data["forecast"]),
                ("remaining", data.get("nothing_remains")),
            )
            if is_cleared
        ]
        return {
            "rating": data["rating"] or None,
            "comment": data["comment"],
            "forecast": data["forecast"] if self._changed("forecast") else None,
            "remaining": data["remaining"],
            "clears": clears,
            "evidence": data["evidence"],
            "evidence_on": data["evidence_on"],
            "evidence_link": data["evidence_link"],
            "revised_due": data["revised_due"] or None,
            "revised_reason": data["revised_reason"],
            "effective_on": data["effective_on"],
            "seen": data["seen"],
        }

    def brought_up_to_date(self) -> "UpdateForm":
        """The same form over what is known now: what was typed stays, what was left alone follows."""
        fresh = UpdateForm(known=self.known, today=self.today)
        data = self.data.copy()
        for name in ("rating", "forecast"):
            if not self._changed(name):
                data[name] = fresh.initial[name]
            data[f"was_{name}"] = fresh.initial[name]
        data["seen"] = self.known.seen
        return UpdateForm(data, known=self.known, today=self.today)

    def opened(self) -> dict[str, bool]:
        """Which disclosures are open: those with an error or with something typed in them."""
        typed = {
            name
            for name in self.fields
            if self.is_bound and self[name].value() not in (None, "", False, self.initial.get(name))
        }
        return {
            part: any(name in self.errors or name in typed for name in names)
            for part, names in self.DISCLOSED.items()
        }


class BulkForm(RefusedForm):
    """One update with its reason, for several actions at once."""

    use_required_attribute = False

    rating = RatingField(label="How do they stand?")
    comment = TextField(label="What has happened since?")
    reason = TextField(
        label="Why these actions are updated together",
        rows=2,
        help_text="It is written into the history of each.",
    )
    effective_on = DayField(
        label="How things stood on", help_text="Today, unless you record something late."
    )

    def __init__(self, data=None, *, key: Iterable[tuple[str, Mark]], today: date) -> None:
        super().__init__(data, initial={"effective_on": long_date(today)}, auto_id="update_%s")
        self.fields["rating"].of_key(key)

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and not (data.get("rating") or data.get("comment")):
            self.add_error("comment", "Choose a rating or say what has happened.")
        return data

    def facts(self) -> dict:
        data = self.cleaned_data
        return {
            "rating": data["rating"] or None,
            "comment": data["comment"],
            "reason": data["reason"],
            "effective_on": data["effective_on"],
        }
