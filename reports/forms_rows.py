"""Forms that hold several rows of fields, such as the witnesses of a meeting."""

from collections.abc import Callable, Iterable, Mapping

from django import forms

from reports.forms_review_fields import PartForm, RowSet

EMPTY_ROWS, MOST_ROWS = 2, 100  # of one set
MORE = 4  # rows that the button for more adds

Makers = Mapping[str, Callable[[], forms.Field]]


def id_field() -> forms.Field:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class RowsForm(PartForm):
    """A form whose rows are fields of its own, so that each error stands at its row.

    `ROWS` gives the makers of the fields of each set; a row that is emptied is taken out.
    """

    ROWS: Mapping[str, Makers] = {}
    # of each set: its legend, what one row of it is, its hint
    LEGENDS: Mapping[str, tuple[str, str, str]] = {}

    def __init__(self, data=None, *, facts: dict | None = None, n_more: int = 0, **kwargs) -> None:
        super().__init__(data, facts=facts, **kwargs)
        self.n_rows = {name: self._n(name, facts, n_more) for name in self.ROWS}
        for name, makers in self.ROWS.items():
            self.fields[f"{name}_n"] = forms.IntegerField(
                widget=forms.HiddenInput, max_value=MOST_ROWS, min_value=0
            )
            self.initial[f"{name}_n"] = self.n_rows[name]
            self.fields[f"{name}_n"].error_messages = dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"),
                "This form was sent without all of its rows: load the page again.",
            )
            for n in range(self.n_rows[name]):
                for part, make in makers.items():
                    self.fields[f"{name}_{n}_{part}"] = make()

    def _n(self, name: str, facts: dict | None, n_more: int) -> int:
        """How many rows the set has: those sent, else those there are and a few empty ones."""
        sent = self.data.get(f"{name}_n", "") if self.is_bound else self.initial.get(f"{name}_n")
        if str(sent or "").isdecimal() and len(str(sent)) < 4:
            return min(int(sent) + n_more, MOST_ROWS)
        there = len(facts[name]) if facts else 0
        return min(there + EMPTY_ROWS + n_more, MOST_ROWS)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        in_rows = {
            f"{name}_{n}_{part}"
            for name, makers in self.ROWS.items()
            for n in range(self.n_rows[name])
            for part in makers
        }
        return [field for field in self.visible_fields() if field.name not in in_rows]

    @property
    def row_sets(self) -> list[RowSet]:
        return [RowSet(f"rows-{name}", *self.LEGENDS[name], self._rows(name)) for name in self.ROWS]

    def _rows(self, name: str) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{n}_{part}"] for part in self.ROWS[name] if part != "id"]
            for n in range(self.n_rows[name])
        ]

    def typed_rows(self, name: str, makes: Callable[..., object]) -> tuple:
        """The rows that say anything, as the service takes them."""
        found = []
        for n in range(self.n_rows[name]):
            said = {part: self.cleaned_data.get(f"{name}_{n}_{part}") for part in self.ROWS[name]}
            if any(value for part, value in said.items() if part != "id"):
                found.append(makes(**said))
        return tuple(found)

    def require_in_rows(self, name: str, part: str, sentence: str) -> None:
        """Says at its row what a row that says anything still needs."""
        for n in range(self.n_rows[name]):
            said = {p: self.cleaned_data.get(f"{name}_{n}_{p}") for p in self.ROWS[name]}
            others = any(value for p, value in said.items() if p not in ("id", part))
            field = f"{name}_{n}_{part}"
            if others and not said[part] and field not in self.errors:
                self.add_error(field, sentence)

    @classmethod
    def rows_of(cls, name: str, rows: Iterable[object]) -> dict:
        """The initial values of a set's fields."""
        return {
            f"{name}_{n}_{part}": getattr(row, part)
            for n, row in enumerate(rows)
            for part in cls.ROWS[name]
        }

    def facts(self) -> dict:
        data = super().facts()
        for name in self.ROWS:
            for key in [k for k in data if k.startswith(f"{name}_")]:
                del data[key]
        return data
