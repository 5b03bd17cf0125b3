"""What the lint found in a pack: each finding with its place, its reason, and what becomes of it."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Weight(StrEnum):
    """What a finding stops: nothing can be issued against `stops`, `asks` wants a reason."""

    STOPS = "stops"
    ASKS = "asks"


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold together.

    `where` is its place in words, `anchor` that place in the document ("" where it is in no block),
    `url` the page on which it can be mended, `reason` why it matters or how it was found. `facts`
    are what it rests on: while they stay, an acceptance of it holds.
    """

    code: str
    weight: Weight
    where: str
    text: str
    reason: str
    anchor: str = ""
    url: str = ""
    facts: tuple[str, ...] = field(default=())

    @property
    def fingerprint(self) -> str:
        said = "\x1f".join((self.code, *(self.facts or (self.where, self.text))))
        return hashlib.sha256(said.encode()).hexdigest()
