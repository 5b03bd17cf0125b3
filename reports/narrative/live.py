"""What a live field stands for: its words in the text, the value behind them, what it is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.blocks import HELD_BACK, Span

NOT_KNOWN = "not known"


@dataclass(frozen=True)
class LiveValue:
    """What a live field says. `value` None: no number is known, or it is held back from the reader.

    `says` is what it is, in words. A reference to a place in the pack has the place's `anchor`; where
    it has no text, that is filled in once the pack is numbered.
    """

    text: str
    value: Decimal | int | date | None = None
    is_held_back: bool = False
    says: str = ""
    anchor: str = ""

    @property
    def span(self) -> Span:
        """The run of words that takes the field's place."""
        if self.anchor:
            return Span(self.text, is_live=True, link=f"#{self.anchor}", page_of=self.anchor)
        return Span(self.text, is_live=True)


Named = Iterator[tuple[str, LiveValue]]


def held(says: str) -> LiveValue:
    """A figure that the reader is not told."""
    return LiveValue(HELD_BACK, None, True, says)


def counted(n: int, says: str) -> LiveValue:
    return LiveValue(f"{n:,}", n, says=says)


class NoSuchField(LookupError):
    """A name that names nothing; the sentence says so, `nearest` are names like it."""

    def __init__(self, name: str, nearest: tuple[str, ...] = (), why: str = "") -> None:
        self.name, self.nearest = name, nearest
        like = " or ".join(nearest)
        super().__init__(
            " ".join(
                filter(
                    None,
                    (
                        f"The live field “{name}” names nothing.",
                        why,
                        f"Nearest: {like}." if like else "",
                    ),
                )
            )
        )
