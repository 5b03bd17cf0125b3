"""What a house style may be: covers, and colours that can be read."""

from enum import StrEnum


class Cover(StrEnum):
    """How a cover is set."""

    PLAIN = "plain"
    BAND = "band"

    @property
    def label(self) -> str:
        return {"plain": "Plain", "band": "A band of colour"}[self.value]
