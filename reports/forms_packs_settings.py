"""The forms of what an administrator sets for packs."""

from django import forms

from plans.forms import RefusedForm, TextField
from reports.logos import MOST_BYTES, MOST_PIXELS
from reports.models import DisclosurePolicy, HouseStyle
from reports.palette import BRAND
from reports.rules.house import TEXT_RATIO, Cover
from reports.services.house import LEAST_THRESHOLD, LONGEST, MOST_THRESHOLD


def _line(name: str, **kwargs) -> TextField:
    return TextField(
        longest=LONGEST[name], widget=forms.TextInput({"class": "yp-input-l"}), **kwargs
    )


class HouseForm(RefusedForm):
    """How packs look."""

    use_required_attribute = False

    council = _line("council", label="Name of the council")
    accent = TextField(
        label="Colour",
        longest=20,
        widget=forms.TextInput({"class": "yp-input-l yp-input-date", "spellcheck": "false"}),
        help_text=(
            f"Six digits, such as {BRAND}. Words are set in it and on it, so its contrast against "
            f"white has to be {TEXT_RATIO:g} to 1 or more."
        ),
    )
    cover = forms.ChoiceField(
        label="Cover", choices=[(c.value, c.label) for c in Cover], widget=forms.RadioSelect
    )
    footer = _line("footer", label="At the foot of every page")
    logo = forms.FileField(
        label="Logo",
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg"}),
        help_text=(
            f"A PNG or JPEG of up to {MOST_BYTES / 1e6:g} MB and {MOST_PIXELS / 1e6:g} megapixels. "
            "What else the file carries is left out. Choose none to keep the one that there is."
        ),
        error_messages={"empty": "This file is empty: choose another."},
    )
    without_logo = forms.BooleanField(label="Print no logo", required=False)
    logo_alt = _line(
        "logo_alt",
        label="What the logo says",
        help_text="For those who cannot see it, for example: Portsmouth City Council.",
    )

    def __init__(self, data=None, files=None, *, style: HouseStyle | None = None) -> None:
        style = style or HouseStyle()
        initial = {
            name: getattr(style, name)
            for name in ("council", "accent", "cover", "footer", "logo_alt")
        }
        super().__init__(data, files, initial=initial, auto_id="house_%s")
        if style.logo_id is None:
            del self.fields["without_logo"]

    def facts(self) -> dict:
        """What the service takes; of a file that is too large, no more than shows that it is."""
        data = dict(self.cleaned_data)
        file = data.pop("logo", None)
        return data | {"logo": file.read(MOST_BYTES + 1) if file else None}


class DisclosureForm(RefusedForm):
    """What is held back from packs for the public."""

    use_required_attribute = False

    threshold = forms.IntegerField(
        label="Counts below this are held back",
        widget=forms.TextInput({"class": "yp-input-l yp-input-date", "inputmode": "numeric"}),
        help_text=(
            f"From {LEAST_THRESHOLD} to {MOST_THRESHOLD}. Counts from 1 to below it, and whatever "
            "they could be worked out from, become [c]."
        ),
        error_messages={
            "required": "Write the threshold.",
            "invalid": "Write the threshold as a whole number.",
        },
    )
    keeps_zeros = forms.BooleanField(
        label="Zeros and wholes of a caseload are shown",
        required=False,
        help_text="In tables of attributes and in surveys they never are.",
    )
    reason = TextField(
        label="Whose policy it is, and why",
        longest=LONGEST["reason"],
        help_text="Every public pack prints this in its notes.",
    )

    def __init__(self, data=None, *, policy: DisclosurePolicy | None = None) -> None:
        policy = policy or DisclosurePolicy()
        names = ("threshold", "keeps_zeros", "reason")
        initial = {name: getattr(policy, name) for name in names}
        super().__init__(data, initial=initial, auto_id="disclosure_%s")
