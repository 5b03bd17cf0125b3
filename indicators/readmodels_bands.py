"""What the number line of a set of bands shows, as plain values: the editor draws it and says it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LineSegment:
    """A stretch of the line, from share `start` to share `end` (0 to 1) of what is drawn.

    `kind` is "band", "gap" or "overlap"; `word` is the band's, or says what is wrong ("no band",
    "green or amber"). The texts are its ends in the indicator's unit, "" where it is open: it then
    runs to the edge of the line.
    """

    word: str
    tone: str
    kind: str
    start: float
    end: float
    start_text: str
    end_text: str


@dataclass(frozen=True)
class LineTick:
    """A round value on the line, at a share (0 to 1) of what is drawn."""

    share: float
    text: str


@dataclass(frozen=True)
class LineValue:
    """A value marked on the line, such as the latest reading. `rating` is what the bands make of it."""

    share: float
    text: str
    rating: str = ""


@dataclass(frozen=True)
class NumberLine:
    """A set of bands along the values from `low` to `high`. Segments stand from the lowest up.

    `sentence` says whether every value has exactly one band, and where not.
    """

    title: str
    unit_text: str
    low: float
    high: float
    segments: tuple[LineSegment, ...]
    ticks: tuple[LineTick, ...] = ()
    values: tuple[LineValue, ...] = ()
    sentence: str = ""
    description: str = ""
