"""The forms of blanking a text: which one and why, and looking for one."""

from django import forms

from plans.forms import RefusedForm, TextField
from plans.readmodels_log import TextLine

SHORTEST = 3  # letters of what is looked for: fewer stand nearly everywhere


class BlankForm(RefusedForm):
    """Which text of a row goes, and why."""

    text = forms.ChoiceField(
        label="Text to blank",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the text that is to go."},
    )
    reason = TextField(
        label="Why it has to go",
        longest=400,
        rows=2,
        help_text="Kept for ever, and everybody can read it: do not repeat the text.",
    )

    def __init__(self, *args, texts: tuple[TextLine, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {line.value: line for line in texts}
        self.fields["text"].choices = [
            (line.value, f"{line.label[:1].upper()}{line.label[1:]}, {line.when}: “{line.text}”")
            for line in texts
        ]
        if len(texts) == 1:
            self.fields["text"].initial = texts[0].value

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise forms.ValidationError("Say why the text is blanked, without repeating it.")
        return reason

    @property
    def chosen(self) -> TextLine:
        return self.texts[self.cleaned_data["text"]]


class FindForm(forms.Form):
    """Words that are looked for in every text."""

    passage = forms.CharField(
        label="Words to look for",
        min_length=SHORTEST,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="A name, for example. What is looked for is not kept.",
        error_messages={
            "required": "Write the words to look for.",
            "min_length": f"Write at least {SHORTEST} letters.",
        },
    )
