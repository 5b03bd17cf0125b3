"""The forms of packs: what a draft is of, its sections, and a reason for issuing with a finding."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict

from plans.forms import DayField, RefusedForm, TextField
from plans.models import Meeting
from plans.rules.dates import long_date
from plans.selectors.meetings import words_of
from reports.material import Chosen
from reports.models import Draft, Review
from reports.papers import FORMATS
from reports.rules.packs import SCHEDULE_12A, Audience, Kind
from reports.selectors.drafts import SectionLine
from reports.services.draft_checks import LONGEST_TITLE
from reports.services.drafts import LONGEST_REASON

PARAGRAPHS = [
    ("", "Choose a paragraph"),
    *((n, f"{n}: {said}") for n, said in SCHEDULE_12A.items()),
]


class DraftForm(RefusedForm):
    """What a pack is of, as at which day, and for whom."""

    use_required_attribute = False

    review = forms.ChoiceField(label="Review", required=False)
    meeting = forms.ChoiceField(label="Meeting", required=False)
    as_at = DayField(
        label="As at",
        help_text="The pack says how things stood at the end of this day, for example 23 April 2015.",
    )
    audience = forms.ChoiceField(
        label="For",
        choices=[(a.value, a.label) for a in Audience],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for whom the pack is."},
    )
    paragraph = forms.TypedChoiceField(
        label="If it is exempt: by which paragraph of Schedule 12A",
        choices=PARAGRAPHS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Schedule 12A to the Local Government Act 1972, Part 1.",
    )
    title = TextField(
        label="Title",
        longest=LONGEST_TITLE,
        widget=forms.TextInput({"class": "yp-input-l"}),
        help_text="Left empty, the pack has the title of its kind.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        data=None,
        *,
        kind: Kind,
        reviews: Iterable[Review] = (),
        meetings: Iterable[Meeting] = (),
        initial: Mapping | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="draft_%s")
        self.reviews = {str(r.pk): r for r in reviews}
        self.meetings = {str(m.pk): m for m in meetings}
        self._of(kind, Kind.SCRUTINY, "review", [(k, r.title) for k, r in self.reviews.items()])
        held = [(k, f"{m.board}, {words_of(m)}") for k, m in reversed(self.meetings.items())]
        self._of(kind, Kind.BOARD, "meeting", held)

    def _of(self, kind: Kind, of: Kind, name: str, choices: list) -> None:
        if kind is not of:
            del self.fields[name]
        else:
            self.fields[name].choices = [("", f"Choose a {name}"), *choices]

    def clean_as_at(self):
        if self.cleaned_data["as_at"] is None:
            raise forms.ValidationError("Write the day as at which the pack speaks.")
        return self.cleaned_data["as_at"]

    def facts(self) -> dict:
        """What the services of drafts take."""
        data = self.cleaned_data
        audience = Audience(data["audience"])
        return {
            "as_at": data["as_at"],
            "audience": audience,
            "paragraph": data["paragraph"] if audience is Audience.EXEMPT else None,
            "review": self.reviews.get(data.get("review", "")),
            "meeting": self.meetings.get(data.get("meeting", "")),
            "title": data["title"],
        }


def initial_of(draft: Draft, seen: str) -> dict:
    """What stands in the form of a draft that is there."""
    return {
        "review": draft.review_id or "",
        "meeting": draft.meeting_id or "",
        "as_at": long_date(draft.as_at),
        "audience": draft.audience,
        "paragraph": draft.exempt_paragraph or "",
        "title": draft.title,
        "seen": seen,
    }


class AcceptForm(RefusedForm):
    """Why a pack can be issued with the findings that are ticked."""

    use_required_attribute = False

    reason = TextField(
        label="Why the pack can be issued with the ticked ones", rows=2, longest=LONGEST_REASON
    )

    def __init__(self, data=None) -> None:
        super().__init__(data, auto_id="accept_%s")


class FilesForm(forms.Form):
    """Which files of a draft a worker shall make."""

    formats = forms.MultipleChoiceField(
        label="Formats",
        choices=[(f.ending, f.label) for f in FORMATS.values()],
        widget=forms.CheckboxSelectMultiple,
        initial=list(FORMATS),
        error_messages={"required": "Choose at least one format."},
    )


def sections_sent(data: QueryDict, lines: Iterable[SectionLine]) -> tuple[Chosen, ...]:
    """The sections as a page sent them: in the order of the places typed; a row's buttons move it by one.

    A place that is no number leaves the row where it was.
    """
    rows = [(_place(data.get(f"place_{ln.key}", ""), ln.position), ln.position, ln) for ln in lines]
    ordered = [ln for _, _, ln in sorted(rows, key=lambda row: row[:2])]
    key, _, way = data.get("move", "").partition(":")
    at = next((n for n, ln in enumerate(ordered) if ln.key == key), None)
    if at is not None:
        to = max(0, min(len(ordered) - 1, at + (-1 if way == "up" else 1)))
        ordered.insert(to, ordered.pop(at))
    return tuple(
        Chosen(
            ln.key,
            "" if (title := data.get(f"title_{ln.key}", "").strip()) == ln.own_title else title,
            f"in_{ln.key}" in data,
        )
        for ln in ordered
    )


def _place(text: str, position: int) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 4 else position
