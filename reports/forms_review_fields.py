"""What the forms of reviews share: their fields, what was read when one was opened, what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms

from plans.forms import RefusedForm, TextField
from plans.rules.dates import long_date
from plans.services.errors import Refused, WrongDate
from reports.services.reviewing import date_facts, mark_of

LONGEST_TEXT = 50_000
LONGEST_MARK = 64
_LOST = "This form was sent without its last part: load the page again."


def one_line(longest: int, **kwargs) -> TextField:
    """A text of one line."""
    kwargs.setdefault("widget", forms.TextInput({"class": "yp-input-l"}))
    return TextField(longest=longest, **kwargs)


def markdown(rows: int = 12, **kwargs) -> TextField:
    """A text in Markdown."""
    widget = forms.Textarea({"rows": rows, "class": "yp-editor"})
    return TextField(longest=LONGEST_TEXT, widget=widget, **kwargs)


class NumberField(forms.IntegerField):
    """A whole number in a small box; None where nothing is written."""

    def __init__(self, **kwargs) -> None:
        widget = forms.TextInput({"class": "yp-input-date", "inputmode": "numeric"})
        super().__init__(required=False, widget=widget, **kwargs)
        self.error_messages["invalid"] = "Write a whole number, such as 2."


@dataclass(frozen=True)
class RowSet:
    """Some rows of fields of one kind: `one` is a row of it, `id` where a link to it leads."""

    id: str
    legend: str
    one: str
    hint: str
    rows: list[list[forms.BoundField]]


def check_date(form: forms.Form, name: str, *, only_day_or_month: bool) -> None:
    """Says at the field that what is written there is no date, unless it is what stood there before."""
    written = form.cleaned_data.get(name)
    if not written or written == form.initial.get(name):
        return
    try:
        date_facts(written, only_day_or_month=only_day_or_month, field=name)
    except WrongDate as error:
        form.add_error(name, str(error))


class PartForm(RefusedForm):
    """A form over one row of a review: what was read when it was opened, and why it is corrected.

    `NEEDED` are the fields that cannot be empty with the sentence that says so, `SETS` the fields of
    a service's refusals that stand in several rows here, `MARKDOWN` the fields that can be previewed.
    """

    use_required_attribute = False
    NEEDED: Mapping[str, str] = {}
    SETS: Mapping[str, str] = {}
    MARKDOWN: tuple[str, ...] = ()

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_MARK)

    def __init__(
        self, data=None, *, facts: dict | None = None, is_published: bool = False, **kwargs
    ) -> None:
        initial = kwargs.pop("initial", None) or {}
        if facts is not None:
            initial = self.initial_of(facts) | {"seen": mark_of(facts)} | initial
        super().__init__(data, initial=initial, auto_id="part_%s", **kwargs)
        if is_published:
            self.fields["reason"] = TextField(
                label="Why it is corrected",
                rows=2,
                help_text="The review is published: the reason goes on record.",
            )

    @staticmethod
    def initial_of(facts: dict) -> dict:
        """What the fields show of a row; `facts` are those that its service takes."""
        return dict(facts)

    def clean(self) -> dict:
        data = super().clean()
        for name, sentence in self.needed().items():
            if name not in self.errors and data.get(name) in (None, "", ()):
                self.add_error(name, sentence)
        return data

    def needed(self) -> Mapping[str, str]:
        return self.NEEDED

    def facts(self) -> dict:
        """What is said, as the service takes it."""
        data = dict(self.cleaned_data)
        data["seen"] = data["seen"] or None
        return data

    def show(self, error: Refused) -> None:
        name = self.SETS.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, str(error))

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The visible fields that stand alone."""
        return list(self.visible_fields())

    @property
    def row_sets(self) -> list["RowSet"]:
        """The fields that stand in rows; none here."""
        return []

    def as_typed(self) -> dict:
        """What was typed, whatever it is, as the initial values of a form that judges nothing yet."""
        return {name: self[name].data for name in self.fields}

    def said_of(self, name: str, value: object) -> str:
        """A value of a field in words, as it is shown beside somebody else's."""
        choices = dict(_flat(getattr(self.fields[name], "choices", ())))
        if isinstance(value, (list, tuple)):
            return "; ".join(str(choices.get(str(each), each)) for each in value)
        if choices:
            return str(choices.get(str(value or ""), value))
        if isinstance(value, date):
            return long_date(value)
        if value in (True, "on"):
            return "yes"
        return "" if value in (None, False) else str(value).replace("\r\n", "\n")


def _flat(choices: Iterable) -> Iterable[tuple[str, str]]:
    """Value and label of every choice, those in groups too."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(value), label
