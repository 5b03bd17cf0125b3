"""The forms that define an indicator: definition, versions, notes and links to the plan."""

import re
from collections.abc import Iterable, Sequence

from django import forms
from django.core.validators import RegexValidator
from django.urls import Resolver404, resolve, reverse

from indicators.models import Indicator
from indicators.readmodels_defining import LinkChoice, LinkPlan
from indicators.rules.measures import (
    Better,
    Computed,
    Domain,
    NoteKind,
    People,
    PeriodKind,
    Unit,
)
from indicators.services.defining import NAMES, Definition
from plans.forms import DayField, RefusedForm, TextField
from plans.rules.words import is_are, listed

_UNITS = {
    Unit.PERCENT: "% (a percentage)",
    Unit.PER_100_000: "per 100,000",
    Unit.PER_1_000: "per 1,000",
    Unit.COUNT: "a count",
    Unit.RATIO: "a ratio",
    Unit.POUNDS: "£",
}
_BETTER = {
    Better.LOWER: "Lower is better",
    Better.HIGHER: "Higher is better",
    Better.NEITHER: "Neither: it is only watched",
}
_PEOPLE = {
    People.CASELOAD: "Children or victims, as cases",
    People.ATTRIBUTES: "What children are, need or say",
    People.NOBODY: "No child and no victim, such as money, scores or seats",
}
SHORT = {"class": "yp-input-l yp-input-written"}


def one_line(**kwargs) -> TextField:
    """A text on one line."""
    kwargs.setdefault("widget", forms.TextInput({"class": "yp-input-l"}))
    return TextField(**kwargs)


def seen_field() -> forms.CharField:
    """The hidden mark of what the form showed."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


def choice_field(
    label: str, choices: Iterable[tuple[str, str]], sentence: str, **kwargs
) -> forms.ChoiceField:
    """One of several; `sentence` is said where none of them was chosen."""
    field = forms.ChoiceField(label=label, choices=list(choices), **kwargs)
    field.error_messages = dict.fromkeys(("required", "invalid_choice"), sentence)
    return field


class DefinitionForm(RefusedForm):
    """What an indicator counts and how; its reference only while it is new."""

    use_required_attribute = False

    ref = one_line(
        label="Reference",
        longest=60,
        widget=forms.TextInput(SHORT | {"spellcheck": "false", "autocapitalize": "none"}),
        help_text="Stands in its address and is never changed: small letters, digits and hyphens, "
        "for example local-ete.",
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
                "Write the reference with small letters, digits and single hyphens only, "
                "for example local-ete.",
            )
        ],
    )
    name = one_line(label="Name", longest=200)
    domain = choice_field(
        "Who asks for it",
        [(d.value, d.label) for d in Domain],
        "Choose who asks for it.",
        initial=Domain.LOCAL.value,
    )
    numerator = TextField(
        label="What is counted", rows=2, help_text="Above the line: who or what, in which period."
    )
    denominator = TextField(
        label="Of how many",
        rows=2,
        help_text="Below the line. Needed for a percentage, a rate or a ratio; empty for a count.",
    )
    other_denominator = TextField(
        label="Another denominator that the words could mean",
        rows=2,
        help_text="Only where the published words can be read in two ways.",
    )
    unit = choice_field("Unit", [("", "Choose"), *_UNITS.items()], "Choose the unit.")
    decimals = forms.IntegerField(
        label="Decimals",
        min_value=0,
        max_value=6,
        initial=1,
        widget=forms.TextInput({"class": "yp-input-l yp-input-date", "inputmode": "numeric"}),
        help_text="With how many it is published.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Write the number of decimals, from 0 to 6.",
        ),
    )
    better = choice_field(
        "Direction",
        _BETTER.items(),
        "Choose which direction is better, or neither.",
        widget=forms.RadioSelect,
    )
    period_kind = choice_field(
        "What one reading covers",
        [("", "Choose"), *((p.value, p.value.capitalize()) for p in PeriodKind)],
        "Choose what one reading covers.",
        help_text="Rolling periods overlap, so they are never added up.",
    )
    people = choice_field(
        "Whom it counts",
        _PEOPLE.items(),
        "Choose whom it counts.",
        initial=People.CASELOAD.value,
        widget=forms.RadioSelect,
        help_text="Papers for the public hold back small numbers of children and victims; of what "
        "children are, need or say also none and all.",
    )
    publication_lag = one_line(
        label="When it is published", longest=120, help_text="For example six weeks later."
    )
    owner = one_line(label="Who answers for it", longest=120)
    counting_rules = TextField(
        label="Counted how", rows=3, help_text="The rules, and which version of them."
    )
    wales_only = TextField(label="What is counted in Wales only", rows=2)
    is_stock = forms.BooleanField(
        label="A number at one moment, such as a caseload, which is never added up", required=False
    )
    computed = choice_field(
        "Its readings",
        [("", "Are published or entered"), *((c.value, c.label) for c in Computed)],
        "Choose where its readings come from.",
        required=False,
        help_text="Attendance is worked out from the meetings on record.",
    )
    seen = seen_field()

    def __init__(
        self, data=None, *, indicator: Indicator | None = None, mark: str = "", has_readings=False
    ) -> None:
        initial = {"seen": mark}
        if indicator:
            initial |= {name: getattr(indicator, name) for name in NAMES}
        super().__init__(data, initial=initial, auto_id="definition_%s")
        for name, sentence in (
            ("name", "Give the indicator a name."),
            ("numerator", "Say what is counted."),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        if indicator:
            del self.fields["ref"]
        if has_readings:
            for name in ("unit", "decimals", "period_kind"):
                self.fields[name].help_text = "Stays as it is, since readings are recorded."

    def clean_ref(self) -> str:
        ref = self.cleaned_data["ref"]
        if not ref:
            raise forms.ValidationError("Give the indicator a reference, for example local-ete.")
        if not _is_free_address(ref):
            raise forms.ValidationError(
                f"“{ref}” is the address of another page: choose another reference."
            )
        return ref

    def definition(self) -> Definition:
        data = self.cleaned_data
        return Definition(
            **{name: data[name] for name in NAMES}
            | {
                "unit": Unit(data["unit"]),
                "better": Better(data["better"]),
                "period_kind": PeriodKind(data["period_kind"]),
                "domain": Domain(data["domain"]),
                "people": People(data["people"]),
            }
        )


def _is_free_address(ref: str) -> bool:
    """Whether the address of an indicator of that reference leads to its page and no other."""
    try:
        found = resolve(reverse("indicators:indicator", args=[ref]))
    except Resolver404:
        return False
    return found.view_name == "indicators:indicator"


class VersionForm(RefusedForm):
    """Another version of the counting rules."""

    use_required_attribute = False

    version = one_line(
        label="Name of the version", longest=120, help_text="For example “from April 2023”."
    )
    period_kind = choice_field(
        "What one reading covers",
        [(p.value, p.value.capitalize()) for p in PeriodKind],
        "Choose what one reading covers.",
    )
    text = TextField(label="What is different", rows=3)

    def __init__(self, data=None, *, indicator: Indicator) -> None:
        initial = {"period_kind": indicator.period_kind}
        super().__init__(data, initial=initial, auto_id="version_%s")


class NoteForm(RefusedForm):
    """One note on the time line."""

    use_required_attribute = False

    kind = choice_field(
        "Kind",
        [
            (NoteKind.NOTE.value, "A note"),
            (NoteKind.RULES.value, "From then on it is counted differently"),
            (
                NoteKind.REBASE.value,
                "Figures start anew: none before it is compared with any after",
            ),
        ],
        "Choose what kind of note it is.",
        widget=forms.RadioSelect,
        initial=NoteKind.NOTE.value,
    )
    on = DayField(
        label="Day",
        help_text="For example 1 April 2023. Needed where figures start anew; a note without a day "
        "stands beside the chart.",
    )
    text = TextField(label="What happened", rows=3, longest=500)

    def __init__(self, data=None) -> None:
        super().__init__(data, auto_id="note_%s")


# --- Links

_REFS = re.compile(r"\s*[,;\n]\s*")


class LinksForm(RefusedForm):
    """Which objectives and actions are meant to move the indicator, each with why."""

    use_required_attribute = False

    seen = seen_field()

    def __init__(self, data=None, *, plans: Sequence[LinkPlan], mark: str = "") -> None:
        super().__init__(data, initial={"seen": mark}, auto_id="links_%s")
        self.plans = plans
        for plan in plans:
            for kind, choices in (("objective", plan.objectives), ("action", plan.actions)):
                for choice in choices:
                    self._add(f"{kind}_{choice.id}", choice)
            self.fields[f"refs_{plan.id}"] = one_line(
                label="Actions to add",
                longest=400,
                help_text="Their references with commas between, for example 5.3, 6.1.",
            )
            self.fields[f"why_refs_{plan.id}"] = _why(
                "Why these actions", help_text="One reason for all of them, if there is one."
            )

    def _add(self, name: str, choice: LinkChoice) -> None:
        self.fields[name] = forms.BooleanField(
            label=f"{choice.ref} {choice.title}", required=False, initial=choice.is_linked
        )
        if not choice.is_of_document:
            self.fields[f"why_{name}"] = _why(f"Why {choice.ref}", initial=choice.why)

    def clean(self) -> dict:
        data = super().clean()
        data["objectives"], data["actions"] = {}, {}
        for plan in self.plans:
            for kind, choices in (("objective", plan.objectives), ("action", plan.actions)):
                chosen = data[f"{kind}s"]
                for choice in choices:
                    if data.get(f"{kind}_{choice.id}"):
                        chosen[choice.id] = data.get(f"why_{kind}_{choice.id}", "")
            for pk in self._typed(plan, data.get(f"refs_{plan.id}", "")):
                data["actions"][pk] = data.get(f"why_refs_{plan.id}", "")
        return data

    def _typed(self, plan: LinkPlan, text: str) -> list[int]:
        """The actions whose references were typed; what is none is said beside the field."""
        known = {ref.casefold(): pk for ref, pk in plan.refs.items()}
        typed = [ref for ref in _REFS.split(text.strip()) if ref]
        unknown = [f"“{ref[:30]}”" for ref in typed if ref.casefold() not in known]
        if unknown:
            self.add_error(
                f"refs_{plan.id}",
                f"{listed(unknown)} {is_are(len(unknown))} no "
                f"{'action' if len(unknown) == 1 else 'actions'} of this plan: write references as "
                "the plan prints them, with commas between.",
            )
        return [known[ref.casefold()] for ref in typed if ref.casefold() in known]

    def groups(self) -> list[dict]:
        """Each plan with its rows (box, why, choice), and whether it is open."""
        return [
            {
                "plan": plan,
                "objectives": [self._row("objective", c) for c in plan.objectives],
                "actions": [self._row("action", c) for c in plan.actions],
                "refs": self[f"refs_{plan.id}"],
                "why_refs": self[f"why_refs_{plan.id}"],
                "is_open": n == 0 or plan.n_linked or self._says_something(plan),
            }
            for n, plan in enumerate(self.plans)
        ]

    def _row(self, kind: str, choice: LinkChoice) -> dict:
        name = f"{kind}_{choice.id}"
        why = self[f"why_{name}"] if f"why_{name}" in self.fields else None
        return {"box": self[name], "why": why, "choice": choice}

    def _says_something(self, plan: LinkPlan) -> bool:
        """Whether anything of that plan was ticked or typed."""
        names = [f"objective_{c.id}" for c in plan.objectives]
        names += [f"action_{c.id}" for c in plan.actions]
        return self.is_bound and any(self[n].value() for n in (*names, f"refs_{plan.id}"))


def _why(label: str, **kwargs) -> TextField:
    return one_line(label=label, longest=200, **kwargs)
