"""The forms of meetings: their date and papers, who came, what was decided, and the minutes."""

from collections.abc import Iterable, Mapping

from django import forms

from plans.addresses import id_of
from plans.forms import LONGEST, LONGEST_DATE, RefusedForm, TextField
from plans.models import Meeting, Role
from plans.rules.governance import AttendanceState, MeetingKind

LONGEST_NAME = 160
LONGEST_POST = 120


def _one_line(**kwargs) -> TextField:
    kwargs.setdefault("longest", LONGEST_DATE)
    kwargs.setdefault("widget", forms.TextInput({"class": "yp-input-l"}))
    return TextField(**kwargs)


class MeetingForm(RefusedForm):
    """When and where a board meets, with its agenda and papers."""

    use_required_attribute = False

    as_written = _one_line(
        label="Date",
        widget=forms.TextInput({"class": "yp-input-l yp-input-written"}),
        help_text="A day, or a month where the day is not known, for example 20 May 2015 or May 2015.",
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=[(k.value, k.label) for k in MeetingKind],
        initial=MeetingKind.ORDINARY.value,
        widget=forms.RadioSelect,
    )
    venue = _one_line(label="Where it meets", longest=LONGEST_NAME)
    agenda = TextField(label="Agenda", rows=6, help_text="One item on a line.")
    papers = TextField(
        label="Papers",
        rows=4,
        help_text="One on a line: its title, and after it the link where it can be read, if anywhere.",
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data=None, *, meeting: Meeting | None = None, mark: str = "") -> None:
        initial = {}
        if meeting:
            initial = {
                "seen": mark,
                "as_written": meeting.as_written,
                "kind": meeting.kind,
                "venue": meeting.venue,
                "agenda": meeting.agenda,
                "papers": "\n".join(f"{p.title} {p.link}".strip() for p in meeting.papers.all()),
            }
        super().__init__(data, initial=initial, auto_id="meeting_%s")

    def clean_as_written(self) -> str:
        text = self.cleaned_data["as_written"]
        if not text:
            raise forms.ValidationError("Write the date of the meeting.")
        return text

    def clean_papers(self) -> list[tuple[str, str]]:
        papers = [_paper(line) for line in self.cleaned_data["papers"].splitlines() if line.strip()]
        if long := next((title for title, _ in papers if len(title) > 200), None):
            raise forms.ValidationError(
                f"Keep each title to 200 characters: “{long[:40]}…” is longer."
            )
        if next((link for _, link in papers if len(link) > 500), None):
            raise forms.ValidationError("Keep each link to 500 characters.")
        return papers


def _paper(line: str) -> tuple[str, str]:
    """The title and the link of a paper; a line that is nothing but a link is its own title."""
    title, _, last = line.strip().rpartition(" ")
    if last.startswith(("https://", "http://")):
        return (title.strip() or last)[:201], last
    return line.strip(), ""


class ReasonForm(RefusedForm):
    """Why the board challenges or defers, and when the update comes back to it."""

    use_required_attribute = False

    reason = TextField(label="Reason", rows=2)
    back_to = _one_line(label="Back to the board", help_text="For example June 2015.")

    def __init__(self, data=None, *, wanted: str = "") -> None:
        super().__init__(data, auto_id="open_%s")
        if wanted == "endorsed":
            self.fields["reason"].label = "Reason, if the board gave one"


class DateForm(RefusedForm):
    """A new date that the board agrees, with the reason."""

    use_required_attribute = False

    revised_due = _one_line(
        label="New due date",
        widget=forms.TextInput({"class": "yp-input-l yp-input-written"}),
        help_text="A day or a month, for example 30 June 2015 or June 2015.",
    )
    revised_reason = TextField(
        label="Why", rows=2, help_text="The earlier date is kept beside the new one."
    )

    def __init__(self, data=None) -> None:
        super().__init__(data, auto_id="open_%s")


class WhyForm(RefusedForm):
    """The reason of a decision that needs nothing else."""

    use_required_attribute = False

    reason = TextField(label="Reason", rows=2)

    def __init__(self, data=None) -> None:
        super().__init__(data, auto_id="open_%s")


class LineForm(RefusedForm):
    """One line of the minutes."""

    use_required_attribute = False

    text = TextField(label="Line", rows=3, longest=LONGEST)

    def __init__(self, data=None, *, text: str = "", prefix_id: str = "open") -> None:
        super().__init__(data, initial={"text": text}, auto_id=f"{prefix_id}_%s")
        if text:
            self.fields[
                "text"
            ].help_text = "Empty it to take the line out. Earlier wording is kept."


class AskForm(RefusedForm):
    """What an owner is asked for, perhaps about an action, perhaps by a day."""

    use_required_attribute = False

    role = forms.ModelChoiceField(
        label="Owner",
        queryset=Role.objects.none(),
        required=False,
        empty_label="Choose an owner",
    )
    ref = _one_line(
        label="About action",
        widget=forms.TextInput({"class": "yp-input-l yp-input-date"}),
        help_text="Its reference, for example 5.3; empty where it is about none.",
    )
    asked_for = TextField(label="Asked for", rows=2)
    back_by = _one_line(
        label="By when",
        widget=forms.TextInput({"class": "yp-input-l yp-input-written"}),
        help_text="As it was said, for example the June 2015 board.",
    )

    def __init__(self, data=None, *, roles: Iterable[Role] = ()) -> None:
        super().__init__(data, auto_id="ask_%s")
        roles = list(roles)
        self.fields["role"].queryset = Role.objects.filter(pk__in=[r.pk for r in roles])
        self.fields["role"].choices = [("", "Choose an owner"), *((r.pk, r.name) for r in roles)]

    def clean_role(self) -> Role:
        role = self.cleaned_data["role"]
        if role is None:
            raise forms.ValidationError("Choose the owner who is asked.")
        return role


class AttendanceForm:
    """What was chosen for each seat, read from a form of radio buttons; no Django form, as its fields
    are the seats.
    """

    def __init__(self, data: Mapping[str, str], seat_ids: Iterable[int]) -> None:
        self.chosen: dict[int, tuple[str, str]] = {}
        self.seen: dict[int, int] = {}
        states = {state.value for state in AttendanceState}
        for pk in seat_ids:
            state = data.get(f"seat_{pk}", "")
            if state in states:
                deputy = " ".join(data.get(f"deputy_{pk}", "").split())
                self.chosen[pk] = (state, deputy[:LONGEST_POST])
            self.seen[pk] = id_of(data.get(f"seen_{pk}", "")) or 0
