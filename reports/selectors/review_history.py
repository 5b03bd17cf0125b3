"""The versions of one row of a review: what it said, who wrote it, and when."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models

from plans.models import Change
from plans.rules.dates import long_date
from plans.rules.record_words import via_words
from plans.rules.redaction import BLANKABLE
from plans.selectors.record import at_text
from reports.readmodels_review_parts import Version


def versions_of(row: models.Model, kept: Sequence[str]) -> tuple[Version, ...]:
    """Every version of these columns, the latest first; two queries however many there are.

    A change of nothing but a place or of what hangs on the row makes no version.
    """
    label = row._meta.label_lower
    changes = list(
        Change.objects.filter(model=label, object_id=row.pk).select_related("by").order_by("pk")
    )
    changed = [c for c in changes if c.kind == "changed" and c.after is not None]
    first = changed[0].before if changed else {n: _plain(getattr(row, n)) for n in kept}
    began = next((c for c in changes if c.kind == "added"), None)
    found = [_version(1, 0, began, row, first, None, kept)]
    before = first
    for change in changed:
        if any(change.after.get(n) != before.get(n) for n in kept):
            number = len(found) + 1
            found.append(_version(number, change.pk, change, row, change.after, before, kept))
        before = change.after
    last = found.pop()
    found.append(Version(**(vars(last) | {"is_now": True})))
    return tuple(reversed(found))


def _version(
    number: int,
    pk: int,
    change: Change | None,
    row: models.Model,
    said: dict,
    before: dict | None,
    kept: Sequence[str],
) -> Version:
    at: datetime = change.at if change else row.recorded_at
    return Version(
        number=number,
        change=pk,
        who=str(change.by) if change and change.by else "",
        at_text=at_text(at),
        how=via_words(change.via) if change else "",
        why=change.why if change else "",
        texts=tuple(
            (
                _label(row, name),
                _words(row._meta.get_field(name), said.get(name)),
                before is not None and before.get(name) != said.get(name),
            )
            for name in kept
        ),
        is_now=False,
    )


def _label(row: models.Model, name: str) -> str:
    said = BLANKABLE.get(row._meta.label_lower, {}).get(name, "").removeprefix("the ")
    said = said or str(row._meta.get_field(name).verbose_name)
    return said[:1].upper() + said[1:]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _words(field: models.Field, value: object) -> str:
    """A value of the log in words; "" for nothing."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        try:
            return long_date(field.to_python(value))
        except ValidationError:
            return str(value)
    return str(value)
