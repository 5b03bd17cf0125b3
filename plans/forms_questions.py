"""The forms about questions: an answer, a request to the board, what the board decided, a switch."""

from collections.abc import Iterable

from django import forms

from plans.forms import RefusedForm, TextField


class AnswerForm(RefusedForm):
    """One reason, and what is done with it."""

    use_required_attribute = False

    reason = TextField(
        label="Your words",
        rows=3,
        help_text="The answer, or why the board should set the question aside.",
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason:
            raise forms.ValidationError("Write the answer or the reason.")
        return reason


class DecideForm(AnswerForm):
    """What the board decided on a question, at which of its meetings."""

    meeting = forms.ChoiceField(label="At which meeting")

    field_order = ["meeting", "reason"]

    def __init__(self, *args, meetings: Iterable[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = list(meetings)
        self.fields["meeting"].error_messages = dict.fromkeys(
            ("required", "invalid_choice"), "Choose one of the board’s meetings."
        )
        self.fields["reason"].label = "Why the board decided so"
        self.fields["reason"].help_text = "It stands in the minutes."


class SwitchForm(RefusedForm):
    """Why a rule is switched off, or on again."""

    use_required_attribute = False

    reason = TextField(label="Why", rows=2)
