"""Which typed texts the public may read: those of published documents, and those released one by one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from plans.models import Service
from reports.models import Release

NOT_RELEASED = "Not released for publication."


def fingerprint(text: str) -> str:
    """The mark of a text as it stands: a text that changes by a letter has another."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Releases:
    """What was said of the service's texts. Of an audience inside, everything may be read."""

    is_public: bool = False
    said: Mapping[tuple[str, int, str], tuple[str, bool]] = field(default_factory=dict)

    def is_released(
        self, model: str, object_id: int, name: str, text: str, *, is_published: bool
    ) -> bool:
        """Whether the public may read it: its document is published, or it was released as it stands.

        A text that was marked confidential is not, whatever it came from.
        """
        print_of, released = self.said.get((model, object_id, name), ("", is_published))
        if not released:
            return False
        return is_published or print_of == fingerprint(text)

    def allows(
        self, model: str, object_id: int, name: str, text: str, *, is_published: bool
    ) -> bool:
        """Whether this audience may read it."""
        return not self.is_public or self.is_released(
            model, object_id, name, text, is_published=is_published
        )


def releases_of(service: Service, *, is_public: bool) -> Releases:
    """One query, however many texts there are; the word recorded last counts."""
    rows = Release.objects.filter(service=service).order_by("pk")
    said = {
        (r.model, r.object_id, r.field): (r.fingerprint, r.is_released)
        for r in rows.only("model", "object_id", "field", "fingerprint", "is_released")
    }
    return Releases(is_public=is_public, said=said)
