"""Releases texts to the public, or marks them confidential, each as it stands at that moment."""

from collections.abc import Sequence
from datetime import datetime

from django.apps import apps
from django.db import transaction

from plans.models import Service, User
from plans.rules.access import RELEASERS
from plans.rules.words import count_of
from plans.services.errors import NotAllowed, Refused
from reports.models import Release
from reports.released import fingerprint
from reports.rules.releasing import RELEASABLE


@transaction.atomic
def say_of_texts(
    service: Service, keys: Sequence[str], *, is_released: bool, by: User, at: datetime
) -> list[Release]:
    """What is said of each text from now on; a key is that of a ReleaseLine.

    Raises NotAllowed, and Refused where nothing was chosen, or a text is not there or was changed
    since it was read: then nothing is written.
    """
    if by.position not in RELEASERS:
        raise NotAllowed("Only the manager and the panel officer release texts to the public.")
    if not keys:
        raise Refused("Choose at least one text.", field="text")
    rows = [_row(service, key) for key in dict.fromkeys(keys)]
    n_changed = rows.count(None)
    if n_changed:
        raise Refused(
            f"{count_of(n_changed, 'text')} of those chosen changed, or went, since this page "
            "was opened. Nothing was released: read them again, then choose.",
            field="text",
        )
    return [
        Release.objects.create(
            service=service,
            model=label,
            object_id=pk,
            field=name,
            fingerprint=mark,
            is_released=is_released,
            recorded_by=by,
            recorded_at=at,
        )
        for label, pk, name, mark in rows
    ]


def _row(service: Service, key: str) -> tuple[str, int, str, str] | None:
    """Table, row, field and mark of a text that stands as it was read; None where it does not."""
    if key.count(":") != 3:
        return None
    label, pk, name, mark = key.split(":")
    own = RELEASABLE.get(label)
    if own is None or name not in own.fields or not pk.isdecimal() or len(pk) > 18:
        return None
    found = apps.get_model(label)._default_manager.filter(pk=int(pk), **{own.service: service})
    text = found.values_list(name, flat=True).first()
    return (label, int(pk), name, mark) if text and fingerprint(text) == mark else None
