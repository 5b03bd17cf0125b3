"""Which of the texts that people typed a reader may see, and what stands in place of the others.

A selector that is given them asks before it makes anything of a text, so that nothing that follows
from a text can say what the text itself may not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model

Allows = Callable[..., bool]  # of a table, an id, a field and a text; is_published by name


@dataclass(frozen=True)
class Texts:
    """What may be read. `allows` None: everything, as on every page and paper for inside.

    `instead` stands in the place of a text that may not be read; `withheld` gathers which were asked
    for and were not.
    """

    allows: Allows | None = None
    instead: str = ""
    withheld: set[tuple[str, int, str]] = field(default_factory=set, compare=False)

    @property
    def is_everything(self) -> bool:
        return self.allows is None

    def _allows(self, row: Model, name: str, text: str, is_published: bool | None) -> bool:
        if self.allows is None or not text:
            return True
        published = row.source_id is not None if is_published is None else is_published
        return self.allows(row._meta.label_lower, row.pk, name, text, is_published=published)

    def may(self, row: Model, name: str, *, is_published: bool | None = None) -> bool:
        """Whether a field of a row may be read; what came from a document is published."""
        if self._allows(row, name, getattr(row, name) or "", is_published):
            return True
        self.withheld.add((row._meta.label_lower, row.pk, name))
        return False

    def of(self, row: Model | None, name: str, *, is_published: bool | None = None) -> str:
        """The text of a field, or what stands in its place; "" where there is none."""
        text = (getattr(row, name) or "") if row is not None else ""
        if not text or self.may(row, name, is_published=is_published):
            return text
        return self.instead

    def raw(self, model: str, object_id: int, name: str, text: str, *, is_published: bool) -> str:
        """The same of a text that was read without its row."""
        if self.allows is None or not text:
            return text
        if self.allows(model, object_id, name, text, is_published=is_published):
            return text
        self.withheld.add((model, object_id, name))
        return self.instead

    def dated(self, row: Model | None, name: str, day: str) -> str:
        """The words of a date, or the day that they mean where they may not be read themselves."""
        text = (getattr(row, name) or "") if row is not None else ""
        if not text or self._allows(row, name, text, None):
            return text
        return day or self.of(row, name)


EVERYTHING = Texts()
