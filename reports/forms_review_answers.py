"""The forms of what came after a review: the executive's answer, and how far it was carried out."""

from collections.abc import Iterable
from datetime import date

from django import forms

from plans.forms import DayField, TextField
from plans.models import Plan
from plans.rules.dates import long_date
from reports.forms_review_fields import PartForm, one_line
from reports.rules.reviews import Answer, Progress


class _LastSeenForm(PartForm):
    """A form that adds one more row to those that its writer had before them."""

    def facts(self) -> dict:
        data = super().facts()
        text = data["seen"] or "0"
        return data | {"seen": int(text) if text.isdecimal() and len(text) < 19 else 0}


class ResponseForm(_LastSeenForm):
    """The executive's answer to one recommendation."""

    NEEDED = {
        "answer": "Choose what was answered.",
        "answered_by": "Write which body answered, such as the Cabinet.",
        "answered_on": "Write the day of the answer.",
    }

    answer = forms.ChoiceField(
        label="Answer",
        choices=[(a.value, a.label) for a in Answer],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label="Reason", rows=4, help_text="Needed where it is accepted in part, or rejected."
    )
    answered_by = one_line(120, label="Answered by", help_text="Which body, such as the Cabinet.")
    answered_on = DayField(label="On", help_text="For example 14 July 2015.")

    def __init__(self, data=None, *, executive: str, today: date, **kwargs) -> None:
        initial = {"answered_by": executive, "answered_on": long_date(today)}
        super().__init__(data, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)
        self.fields["answer"].error_messages["invalid_choice"] = "Choose what was answered."

    def clean(self) -> dict:
        data = super().clean()
        answer = data.get("answer")
        is_whole = not answer or answer == Answer.ACCEPTED
        if not is_whole and not data.get("reason") and "reason" not in self.errors:
            what = "rejected" if answer == Answer.REJECTED else "accepted in part"
            self.add_error("reason", f"Write why it is {what}.")
        return data


class ProgressForm(_LastSeenForm):
    """How far one recommendation was carried out on a day."""

    NEEDED = {
        "progress": "Choose how far it is carried out.",
        "on": "Write the day.",
    }

    progress = forms.ChoiceField(
        label="How far",
        choices=[(p.value, p.label) for p in Progress],
        required=False,
        widget=forms.RadioSelect,
    )
    on = DayField(label="How things stood on", help_text="For example 14 July 2015.")
    text = TextField(label="What was done", rows=4)
    plan = forms.TypedChoiceField(
        label="By an action of this plan", coerce=int, empty_value=None, required=False
    )
    action_ref = one_line(
        20,
        label="Its reference",
        widget=forms.TextInput({"class": "yp-input-l yp-input-date"}),
        help_text="For example 5.3; empty where no action of a plan carries it out.",
    )

    def __init__(
        self, data=None, *, plans: Iterable[Plan], plan: int | None, today: date, **kwargs
    ) -> None:
        initial = {"on": long_date(today), "plan": plan}
        super().__init__(data, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)
        self.fields["plan"].choices = [("", "None"), *((p.pk, p.title) for p in plans)]
        for name, sentence in (
            ("progress", "Choose how far it is carried out."),
            ("plan", "That plan is not of this service: choose another."),
        ):
            self.fields[name].error_messages["invalid_choice"] = sentence
