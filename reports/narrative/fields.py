"""The live fields that a text can quote: a number named in it is the one that the tables show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from plans.models import Plan
from plans.selectors.plans import BeforeThePlan
from plans.selectors.state import PlanState, plan_state
from reports.narrative.fields_figures import indicator_fields, table_fields
from reports.narrative.fields_plan import plan_fields
from reports.narrative.fields_review import place_fields, review_fields
from reports.narrative.live import LiveValue, Named, NoSuchField
from reports.pack_texts import texts_of

if TYPE_CHECKING:
    from reports.material import Material
    from reports.sections.scrutiny_places import Places

KINDS = ("plan", "indicator", "table", "review", "see")
SUGGESTED = 50  # names that name nothing, for which others like it are looked up


class Fields:
    """The live fields of one pack, as at its day and for its audience; each is read at its first use.

    What is held back from the public never comes here: its field says "[c]".
    """

    def __init__(self, material: "Material") -> None:
        self.material = material
        self._read: dict[tuple[str, str], Mapping[str, LiveValue]] = {}
        self._unknown: dict[str, NoSuchField] = {}
        self._states_of_plans: dict[str, PlanState] = {}

    def value(self, name: str) -> LiveValue:
        """What the field says. Raises NoSuchField, with the nearest names."""
        name = " ".join(name.split())
        if name in self._unknown:
            raise self._unknown[name]
        kind, _, rest = name.partition(".")
        ref = "" if kind == "see" else rest.partition(".")[0]
        try:
            own = self._own(kind, ref)
        except BeforeThePlan as early:
            raise self._none(name, (), str(early)) from None
        if found := _found(own, name):
            return found
        raise self._none(name, own or self._alike(kind, ref, rest))

    def named(self, kind: str, ref: str = "") -> Mapping[str, LiveValue]:
        """Every field of one plan, indicator, table or review; of "see", every place. {}: no such."""
        return self._own(kind, ref)

    def refs(self, kind: str) -> Iterable[str]:
        """What has fields of that kind, in its order."""
        match kind:
            case "plan":
                return tuple(self._plans)
            case "indicator":
                return tuple(self._states)
            case "table":
                return tuple(self._tables)
            case "review":
                return tuple(self._reviews)
        return ("",) if kind == "see" else ()

    def _own(self, kind: str, ref: str) -> Mapping[str, LiveValue]:
        key = (kind, ref)
        if key not in self._read:
            if ref not in self.refs(kind):
                return {}
            self._read[key] = _first(self._named(kind, ref))
        return self._read[key]

    def _named(self, kind: str, ref: str) -> Named:
        match kind:
            case "plan":
                return plan_fields(self.state(ref), is_public=self.material.is_public)
            case "indicator":
                return indicator_fields(self._states[ref], self.material.held)
            case "table":
                return table_fields(self._tables[ref])
            case "review":
                return iter(self._reviews[ref].items())
        return place_fields(self.material.review, self.places)

    def state(self, ref: str) -> PlanState:
        """The plan of that ref as at the pack's day. Raises BeforeThePlan."""
        if ref == self.material.asked.plan.ref:
            return self.material.pack.state
        if ref not in self._states_of_plans:
            texts = texts_of(self.material.releases)
            state = plan_state(self._plans[ref], as_at=self.material.as_at, texts=texts)
            self._states_of_plans[ref] = state
        return self._states_of_plans[ref]

    @cached_property
    def places(self) -> "Places":
        """The sections of the pack and their numbers."""
        from reports.sections.scrutiny_places import places_of  # sections are made of texts

        return places_of(self.material)

    def _none(self, name: str, among: Iterable[str], why: str = "") -> NoSuchField:
        """Remembered, so that a text that is full of one mistake is as quick as any other."""
        nearest = ()
        if len(self._unknown) < SUGGESTED and len(name) < 200:
            nearest = tuple(get_close_matches(name, list(among), n=3, cutoff=0.5))
        found = NoSuchField(name[:80], nearest, why)
        self._unknown[name] = found
        return found

    def _alike(self, kind: str, ref: str, rest: str) -> list[str]:
        """Names of another kind or ref that the name may have been meant for."""
        kinds = [kind] if kind in KINDS else get_close_matches(kind, KINDS, n=1, cutoff=0.3)
        own = rest.partition(".")[2]
        return [
            ".".join(filter(None, (meant, near, own)))
            for meant in kinds
            for near in get_close_matches(ref, list(self.refs(meant)), n=3, cutoff=0.4)
        ]

    @cached_property
    def _plans(self) -> Mapping[str, Plan]:
        rows = Plan.objects.filter(service=self.material.asked.plan.service_id)
        return {p.ref: p for p in rows.select_related("service").prefetch_related("ratings")}

    @cached_property
    def _states(self):
        return {s.measure.ref: s for s in self.material.states}

    @cached_property
    def _tables(self):
        return {page.ref: page for _, page in self.material.tables}

    @cached_property
    def _reviews(self):
        service = self.material.asked.plan.service
        return review_fields(service, is_public=self.material.is_public)


def _first(named: Named) -> dict[str, LiveValue]:
    """By name; of two that have the same, the first."""
    found: dict[str, LiveValue] = {}
    for name, value in named:
        found.setdefault(name, value)
    return found


def _found(own: Mapping[str, LiveValue], name: str) -> LiveValue | None:
    """By its exact name, else however it is written in capitals and small letters."""
    if name in own:
        return own[name]
    folded = name.casefold()
    return next((value for key, value in own.items() if key.casefold() == folded), None)


@dataclass(frozen=True)
class Choice:
    """One field for a picker: its name, what it is, and what it says now."""

    name: str
    says: str
    text: str


@dataclass(frozen=True)
class ChoiceGroup:
    """The fields of one plan, indicator, table or review, under its title."""

    title: str
    choices: tuple[Choice, ...]


def choices(material: "Material") -> tuple[ChoiceGroup, ...]:
    """Everything that a text can quote, in groups: the pack's own plan first."""
    fields = material.fields
    own = material.asked.plan.ref
    found = []
    for kind in KINDS:
        for ref in sorted(fields.refs(kind), key=lambda ref: ref != own):
            try:
                named = fields.named(kind, ref)
            except BeforeThePlan:
                continue
            said = tuple(Choice(n, v.says, v.text) for n, v in named.items())
            if said:
                found.append(ChoiceGroup(_title(kind, ref, fields), said))
    return tuple(found)


def _title(kind: str, ref: str, fields: Fields) -> str:
    match kind:
        case "plan":
            return f"The plan “{fields._plans[ref].title}”"
        case "indicator":
            return fields._states[ref].measure.name
        case "table":
            return f"Table “{fields._tables[ref].title}”"
        case "review":
            return f"The review “{ref}”"
    return "Places in this report"
