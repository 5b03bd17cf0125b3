"""The forms that hold several rows: a meeting with its witnesses and documents, evidence with exhibits."""

from collections.abc import Iterable

from django import forms

from plans.forms import LinkField, TextField
from reports.forms_review_fields import check_date, markdown, one_line
from reports.forms_review_parts import MARKDOWN_HINT
from reports.forms_rows import RowsForm, id_field
from reports.rules.reviews import PanelMeetingKind
from reports.services.review_evidence import Shown
from reports.services.review_meetings import Heard, Received


class HttpsField(LinkField):
    """An address on the web that a published paper can carry: https alone."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        refusal = (
            "Write a link that begins with https://, so that it can stand in a published paper."
        )
        self.error_messages["invalid"] = refusal
        self.validators[0].schemes = ["https"]
        self.validators[0].message = refusal


class MeetingForm(RowsForm):
    """One meeting of the panel, with its witnesses by role and the documents that it received."""

    NEEDED = {"as_written": "Write the date of the meeting."}
    SETS = {"witnesses": "witnesses_0_role", "documents": "documents_0_title"}
    ROWS = {
        "witnesses": {
            "role": lambda: one_line(160, label="Role"),
            "agency": lambda: one_line(160, label="Agency"),
            "id": id_field,
        },
        "documents": {
            "title": lambda: one_line(240, label="Title"),
            "link": lambda: HttpsField(
                label="Link", widget=forms.TextInput({"class": "yp-input-l", "inputmode": "url"})
            ),
            "id": id_field,
        },
    }

    LEGENDS = {
        "witnesses": (
            "Witnesses",
            "Witness",
            "Each by their role; nobody is named. Empty a row to take the witness out.",
        ),
        "documents": (
            "Documents received",
            "Document",
            "With a link where it can be read, if anywhere.",
        ),
    }

    as_written = one_line(
        60,
        label="Date",
        widget=forms.TextInput({"class": "yp-input-l yp-input-written"}),
        help_text="A day, or a month where the day is not known, for example 12 March 2015.",
    )
    kind = forms.ChoiceField(
        label="What for",
        choices=[(k.value, k.label) for k in PanelMeetingKind],
        initial=PanelMeetingKind.EVIDENCE.value,
        widget=forms.RadioSelect,
    )
    note = TextField(label="Note", rows=2)

    def __init__(self, data=None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"].error_messages = dict.fromkeys(
            ("required", "invalid_choice"), "Choose what the meeting was for."
        )

    @staticmethod
    def initial_of(facts: dict) -> dict:
        sets = {n: MeetingForm.rows_of(n, facts[n]) for n in MeetingForm.ROWS}
        return facts | sets["witnesses"] | sets["documents"]

    def clean(self) -> dict:
        data = super().clean()
        check_date(self, "as_written", only_day_or_month=True)
        self.require_in_rows(
            "witnesses", "role", "Say in which role this witness came: witnesses go by their role."
        )
        self.require_in_rows("documents", "title", "Write what the document is called.")
        return data

    def facts(self) -> dict:
        return super().facts() | {
            "witnesses": self.typed_rows("witnesses", Heard),
            "documents": self.typed_rows("documents", Received),
        }


class EvidenceForm(RowsForm):
    """One paragraph of evidence, whose it is, and the figures and tables that stand after it."""

    NEEDED = {"text": "Write the paragraph."}
    SETS = {"exhibits": "exhibits_0_what"}
    MARKDOWN = ("text",)
    ROWS = {
        "exhibits": {
            "what": lambda: forms.ChoiceField(label="What is shown", required=False),
            "caption": lambda: one_line(200, label="Caption"),
            "label_as_printed": lambda: one_line(
                20, label="Called in a document", help_text="Such as Fig 3, where one calls it so."
            ),
            "parts": lambda: one_line(
                40, label="Parts", help_text="Of a list of actions: A, B; empty for all."
            ),
            "id": id_field,
        }
    }

    LEGENDS = {
        "exhibits": (
            "Figures and tables after this paragraph",
            "Figure or table",
            "What is shown is drawn from the figures on record. Empty a row to take it out.",
        )
    }

    objective = forms.TypedChoiceField(
        label="Under which objective", coerce=int, empty_value=None, required=False
    )
    heading = one_line(
        200, label="Heading", help_text="It stands above the paragraph, where a new matter begins."
    )
    text = markdown(12, label="Paragraph", help_text=MARKDOWN_HINT)
    witnesses = forms.TypedMultipleChoiceField(
        label="On whose word",
        coerce=int,
        empty_value=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_confidential = forms.BooleanField(
        label="This paragraph is confidential",
        required=False,
        help_text="It is never in a pack for the public, whatever is released.",
    )

    def __init__(
        self, data=None, *, objectives: Iterable, witnesses: Iterable, exhibits: Iterable, **kwargs
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["objective"].choices = [
            ("", "None: it is of the background"),
            *((o.pk, f"{o.number}. {o.title}") for o in objectives),
        ]
        self.fields["witnesses"].choices = list(witnesses)
        self.fields["witnesses"].error_messages["invalid_choice"] = (
            "One of those witnesses is there no more: choose again."
        )
        self.fields["objective"].error_messages["invalid_choice"] = (
            "That objective is there no more: choose another."
        )
        if not self.fields["witnesses"].choices:
            self.fields["witnesses"].help_text = "No witness is recorded yet: they are of meetings."
        for n in range(self.n_rows["exhibits"]):
            field = self.fields[f"exhibits_{n}_what"]
            field.choices = [("", "Nothing"), *exhibits]
            field.error_messages["invalid_choice"] = "That is there no more: choose again."

    @staticmethod
    def initial_of(facts: dict) -> dict:
        return facts | EvidenceForm.rows_of("exhibits", facts["exhibits"])

    def clean(self) -> dict:
        data = super().clean()
        self.require_in_rows("exhibits", "caption", "Write the caption of what is shown.")
        self.require_in_rows("exhibits", "what", "Choose what is shown, or empty this row.")
        return data

    def facts(self) -> dict:
        return super().facts() | {"exhibits": self.typed_rows("exhibits", Shown)}
