"""The forms of the parts of a review: one row of a text, an objective, a member, a conclusion."""

from collections.abc import Iterable

from django import forms

from plans.forms import DayField, TextField
from plans.rules.dates import long_date
from plans.rules.words import stop
from reports.forms_review_fields import NumberField, PartForm, markdown, one_line
from reports.models import Conclusion
from reports.rules.reviews import NarrativeKind

MARKDOWN_HINT = (
    "Paragraphs are set apart by an empty line. **Bold**, *italics*, lists with - and tables can be "
    "used, and live figures quoted."
)
_SHORT = 90  # letters by which a text is known in a list of choices


def shortened(text: str) -> str:
    """The beginning of a text, to be known by in a list of choices."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]}…"


class NarrativeForm(PartForm):
    """One of the texts that stand alone."""

    NEEDED = {"text": "Write the text.", "kind": "Choose which text it is."}
    MARKDOWN = ("text",)

    kind = forms.ChoiceField(label="Which text", required=False)
    text = markdown(16, label="Text", help_text=MARKDOWN_HINT)

    def __init__(self, data=None, *, kinds: Iterable[NarrativeKind], **kwargs) -> None:
        super().__init__(data, **kwargs)
        kinds = list(kinds)
        self.fields["kind"].choices = [(k.value, k.label) for k in kinds]
        self.fields["kind"].error_messages["invalid_choice"] = (
            "That text is written already, or there is none of that kind: choose one of the list."
        )
        if len(kinds) == 1:
            self.fields["text"].label = kinds[0].label
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial["kind"] = kinds[0].value


class ObjectiveForm(PartForm):
    """One objective with its part of the executive summary."""

    NEEDED = {"title": "Write what this objective asks."}
    MARKDOWN = ("summary",)

    title = TextField(label="What it asks", longest=240, rows=2)
    summary = markdown(
        8,
        label="In the executive summary",
        help_text=f"What the panel found on it, in a few lines. {MARKDOWN_HINT}",
    )


class MemberForm(PartForm):
    """Those who sat on the panel in one role over one span."""

    NEEDED = {
        "role": "Write the role, such as chair or member.",
        "n_people": "Write how many they were: a number from 1 to 200.",
    }

    role = one_line(
        120, label="Role", help_text="Such as chair, member or standing deputy; no names."
    )
    n_people = NumberField(label="How many")
    from_on = DayField(label="From", help_text="A day, where it is known. For example 22 May 2014.")
    until_on = DayField(label="Until", help_text="The last day; empty while they still sit.")
    as_written = one_line(
        120, label="When, in words", help_text="Where the days are not known, such as 2013/14."
    )

    @staticmethod
    def initial_of(facts: dict) -> dict:
        days = {n: long_date(facts[n]) if facts[n] else "" for n in ("from_on", "until_on")}
        return facts | days


class ConclusionForm(PartForm):
    """One conclusion."""

    NEEDED = {"text": "Write the conclusion."}
    MARKDOWN = ("text",)

    text = markdown(6, label="Conclusion", help_text=MARKDOWN_HINT)


class RecommendationForm(PartForm):
    """One recommendation with what it rests on and what it implies."""

    NEEDED = {"text": "Write the recommendation."}
    MARKDOWN = ("text",)

    text = markdown(5, label="Recommendation", help_text=MARKDOWN_HINT)
    conclusions = forms.TypedMultipleChoiceField(
        label="Rests on",
        coerce=int,
        empty_value=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    action_by = TextField(label="Action by", rows=3, help_text="One role on a line; no names.")
    policy_framework = TextField(
        label="Budget and policy framework", rows=3, help_text="One point on a line."
    )
    resource_implications = TextField(
        label="Resource implications", rows=3, help_text="One point on a line."
    )

    def __init__(self, data=None, *, conclusions: Iterable[Conclusion], **kwargs) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["conclusions"]
        field.choices = [(c.pk, stop(f"{c.number}. {shortened(c.text)}")) for c in conclusions]
        field.error_messages["invalid_choice"] = (
            "One of those conclusions is there no more: choose again."
        )
        if not field.choices:
            field.help_text = "No conclusion is written yet: write one, then tie it to this."


class TermForm(PartForm):
    """A short form and what it means."""

    NEEDED = {
        "short": "Write the short form, such as YOT.",
        "meaning": "Write what it means.",
    }

    short = one_line(40, label="Short form", widget=forms.TextInput({"class": "yp-input-l"}))
    meaning = one_line(200, label="What it means", widget=forms.TextInput())
