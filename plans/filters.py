"""The filter of the action list: what the address may ask for, in the plan's own words and codes."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from plans.models import Assignment, Role, Standing
from plans.readmodels_record import Choice, ListChoices, Option, OptionGroup
from plans.rules.filter_words import one_of, result_sentence
from plans.selectors.list_choices import UNRATED_WORD

ON = ("on", "1", "true", "yes")
OFF = ("", "off", "0", "false", "no")
# How the list may be sorted: the value in the address, as the filter offers it, and as a sentence ends.
SORTS = {
    "ref": ("Plan order", "in plan order"),
    "due": ("Longest overdue first", "the longest overdue first"),
    "rating": ("Worst rating first", "the worst rating first"),
    "owner": ("Owner, A to Z", "by owner"),
    "forecast": ("Earliest forecast first", "the earliest forecast first"),
    "-updated": ("Last updated first", "the last updated first"),
    "updated": ("Longest without update first", "the longest without update first"),
}
BACKWARDS = {
    "-ref": ("Plan order, backwards", "in plan order, backwards"),
    "-due": ("Latest due date first", "the latest due date first"),
    "-rating": ("Best rating first", "the best rating first"),
    "-owner": ("Owner, Z to A", "by owner, Z to A"),
    "-forecast": ("Latest forecast first", "the latest forecast first"),
}
ALL_SORTS = SORTS | BACKWARDS
# The boxes about how an action reads: label, and the phrase for the sentence above the list.
READINGS = {
    "overdue": ("Past its date", "past their date"),
    "outstanding": ("Outstanding", "outstanding"),
    "remains": ("Complete, work remains", "reported complete with work remaining"),
    "differ": ("Readings differ", "read differently by the report, the dates or the board"),
    "awaits": ("Waits for the board", "waiting for the board"),
}


class ChosenField(forms.MultipleChoiceField):
    """Values out of a few, written in any case; `refusal` is the sentence about any other."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, options: tuple[Choice, ...] = (), refusal: str = "", **kwargs) -> None:
        super().__init__(choices=[(c.value, c.label) for c in options], **kwargs)
        self.refusal = refusal
        self.written = {
            way.casefold(): c.value for c in options for way in (*c.also, c.label, c.value)
        }

    def to_python(self, value) -> list[str]:
        given = [text.strip() for text in super().to_python(value)]
        return list(
            dict.fromkeys(self.written.get(text.casefold(), text) for text in given if text)
        )

    def validate(self, value) -> None:
        for text in value:
            if not self.valid_value(text):
                raise forms.ValidationError(self.refusal.format(text[:60]))


class SwitchField(forms.Field):
    """On where the address says so, off where it does not."""

    widget = forms.TextInput

    def __init__(self, *, name: str = "", **kwargs) -> None:
        super().__init__(**kwargs)
        self.name = name

    def clean(self, value) -> bool:
        text = (value or "").strip().lower()
        if text in ON or text in OFF:
            return text in ON
        raise forms.ValidationError(
            f"“{self.name}={text[:60]}” says nothing: write {self.name}=on."
        )


class SortField(forms.CharField):
    def clean(self, value) -> str:
        text = super().clean(value)
        if text and text not in ALL_SORTS:
            raise forms.ValidationError(
                f"The list cannot be sorted by “{text[:60]}”: choose one of {', '.join(SORTS)}."
            )
        return text


class Chosen(django_filters.Filter):
    field_class = ChosenField


class Switch(django_filters.Filter):
    field_class = SwitchField


class Sort(django_filters.Filter):
    field_class = SortField


class ActionFilter(django_filters.FilterSet):
    """Which actions of a plan the list shows, on the day that it shows them."""

    q = django_filters.CharFilter(method="by_words", label="Words", max_length=200)
    overdue = Switch(method="by_overdue", name="overdue")
    outstanding = Switch(method="by_outstanding", name="outstanding")
    remains = Switch(method="by_remains", name="remains")
    differ = Switch(method="by_differ", name="differ")
    awaits = Switch(method="by_awaits", name="awaits")
    board = Chosen(method="by_board")
    rating = Chosen(method="by_rating")
    basis = Chosen(field_name="basis", lookup_expr="in")
    part = Chosen(field_name="action__objective__part__code", lookup_expr="in")
    objective = Chosen(field_name="action__objective__number", lookup_expr="in")
    owner = Chosen(method="by_owner")
    sort = Sort(method="as_it_is")

    class Meta:
        model = Standing
        fields: tuple[str, ...] = ()

    def __init__(
        self, data, *, choices: ListChoices, as_at: date, overdue_is_behind: bool = True, **kwargs
    ) -> None:
        super().__init__(data, **kwargs)
        self.choices, self.as_at = choices, as_at
        self.overdue_is_behind = overdue_is_behind
        word = choices.objective_word
        refusals = {
            "rating": "“{}” is not in this plan’s key: choose from "
            f"{one_of([c.label for c in choices.ratings])}.",
            "board": "“{}” is no decision of a board: "
            f"choose from {self._values(choices.board)}.",
            "basis": "“{}” is no way to come by a rating: choose stated or inferred.",
            "part": "No action of this plan is in a part “{}”"
            + (f": choose from {self._values(choices.parts)}." if choices.parts else "."),
            "objective": f"No action of this plan is under {word} “{{}}”: "
            f"choose from {self._values(choices.objectives)}.",
            "owner": "“{}” owns no action of this plan on that day: choose one of the owners listed.",
        }
        for name, options in self.options.items():
            self.filters[name].extra |= {"options": options, "refusal": refusals[name]}

    @staticmethod
    def _values(options: tuple[Choice, ...]) -> str:
        return one_of([c.value for c in options]) or "none"

    @property
    def options(self) -> dict[str, tuple[Choice, ...]]:
        c = self.choices
        return {
            "rating": c.ratings,
            "basis": c.bases,
            "board": c.board,
            "part": c.parts,
            "objective": c.objectives,
            "owner": c.owners,
        }

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Every word must stand in the ref, the title, the comment or the owners."""
        for word in value.split():
            rows = rows.filter(
                Q(action__ref__istartswith=word)
                | Q(action__title__icontains=word)
                | Q(commented_by__comment__icontains=word)
                | Q(assignment__as_written__icontains=word)
                | Q(assignment__in=_owned_by(Role.objects.filter(name__icontains=word)))
            )
        return rows

    def by_overdue(self, rows, name: str, value: bool) -> QuerySet:
        return rows.overdue(self.as_at) if value else rows

    def by_outstanding(self, rows, name: str, value: bool) -> QuerySet:
        return rows.outstanding() if value else rows

    def by_remains(self, rows, name: str, value: bool) -> QuerySet:
        return rows.work_remains() if value else rows

    def by_differ(self, rows, name: str, value: bool) -> QuerySet:
        if not value:
            return rows
        return rows.differing(self.as_at, overdue_is_behind=self.overdue_is_behind)

    def by_awaits(self, rows, name: str, value: bool) -> QuerySet:
        return rows.waiting() if value else rows

    def by_board(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        return rows.filter(endorsed__in=["" if word == "none" else word for word in value])

    def by_rating(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        wanted = Q(rating__word__in=[word for word in value if word != UNRATED_WORD])
        if UNRATED_WORD in value:
            wanted |= Q(rating__isnull=True)
        return rows.filter(wanted)

    def by_owner(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        ids = [c.id for c in self.choices.owners if c.value in value]
        return rows.filter(assignment__in=_owned_by(ids))

    def as_it_is(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Sorting is the table's."""
        return rows

    @property
    def asked(self) -> dict[str, list[Choice]]:
        """What is chosen, by the name of its parameter; nothing where the filter is not valid."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        found = {
            name: [Choice("on", label, 0)]
            for name, (label, _) in READINGS.items()
            if data.get(name)
        }
        for name, options in self.options.items():
            if data.get(name):
                found[name] = [c for c in options if c.value in data[name]]
        if data.get("q"):
            found["q"] = [Choice(data["q"], f"“{data['q']}”", 0)]
        return found

    @property
    def order(self) -> str:
        """As asked; else the longest overdue first where only those are shown, else plan order."""
        data = self.form.cleaned_data
        return data.get("sort") or ("due" if data.get("overdue") else "ref")

    def sentence(self, n: int) -> str:
        """What was found, as the heading of the page."""
        asked, word = self.asked, self.choices.objective_word
        phrases = [READINGS[name][1] for name in list(READINGS)[1:] if name in asked]
        if "rating" in asked:
            rated = [c.said for c in asked["rating"] if c.value != UNRATED_WORD]
            ways = [f"reported {one_of(rated)}"] if rated else []
            phrases.append(one_of(ways + ["unrated"] * (len(rated) < len(asked["rating"]))))
        if "basis" in asked:
            ways = {"stated": "in so many words", "inferred": "by inference"}
            phrases.append(f"rated {one_of([ways[c.value] for c in asked['basis']])}")
        if "board" in asked:
            phrases.append(one_of([c.said for c in asked["board"]]))
        if "part" in asked:
            phrases.append(f"in Part {one_of([c.value for c in asked['part']])}")
        if "objective" in asked:
            phrases.append(f"under {word} {one_of([c.value for c in asked['objective']])}")
        if "owner" in asked:
            phrases.append(f"owned by {one_of([c.said for c in asked['owner']])}")
        return result_sentence(
            n,
            self.choices.n,
            past_date="overdue" in asked,
            asked=phrases,
            mention=asked["q"][0].value if "q" in asked else "",
        )

    def groups(self) -> list[OptionGroup]:
        """The boxes of the filter, each with how many actions of the plan it finds."""
        asked, c = self.asked, self.choices
        counted = {
            "overdue": c.n_overdue,
            "outstanding": c.n_outstanding,
            "remains": c.n_work_remains,
            "differ": c.n_differ,
            "awaits": c.n_awaits,
        }
        readings = tuple(
            Option(f"filter_{name}", name, "on", label, counted[name], name in asked)
            for name, (label, _) in READINGS.items()
        )
        legends = {
            "rating": "Reported",
            "basis": "How it was rated",
            "board": "The board",
            "part": "Part",
            "objective": c.objective_word.capitalize(),
            "owner": "Owner",
        }
        return [OptionGroup("Reading", readings)] + [
            OptionGroup(legends[name], self._boxes(name, options, asked.get(name, [])))
            for name, options in self.options.items()
            if options
        ]

    @staticmethod
    def _boxes(name: str, options: tuple[Choice, ...], chosen: list[Choice]) -> tuple[Option, ...]:
        return tuple(
            Option(f"filter_{name}_{i}", name, c.value, c.label, c.n, c in chosen)
            for i, c in enumerate(options)
        )


def _owned_by(roles) -> QuerySet:
    return Assignment.objects.filter(places__role__in=roles).values("pk")
