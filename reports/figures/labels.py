"""Where words stand in a figure, so that none runs into another or into what is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString

from reports import palette
from reports.figures.figure import SIZE
from reports.figures.ink import said

LEADING = 14.0  # from one line of words to the next
_UP, _DOWN = 10.0, 3.0  # how far letters reach above and below their line
_AIR = 1.2  # between words and a line above or below them
# widths in thousandths of the size, of Arial and of the faces that are drawn to its measure
_WIDTHS = {
    **dict.fromkeys("ijl'’|", 222),
    **dict.fromkeys("ft./,:;I![] ", 278),
    **dict.fromkeys("r()-‘`", 333),
    **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("%", 889),
    **dict.fromkeys("W—…", 1000),
}
_HARD, _RULE, FAINT = 20, 4, 1  # what it costs words to stand on a thing, a line, a faint line
ANYWHERE = 10**6  # more than any place costs

Box = tuple[float, float, float, float]  # left, top, right, bottom


@lru_cache(maxsize=4096)
def measure(words: str, *, strong: bool = False) -> float:
    """How wide words are as drawn, in units of the figure; rather too wide than too narrow."""
    units = sum(_WIDTHS.get(c, 556 if c < "\u2000" else 1000) for c in words.replace("–", "-"))
    return units * float(SIZE) / 1000 * (1.08 if strong else 1.02)


def wrap(words: str, width: float) -> tuple[str, ...]:
    """Words in lines of at most a width; a single longer word is cut, with a sign that it is."""
    lines: list[str] = []
    for word in words.split():
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(_cut(word, width))
    return tuple(lines)


def _cut(word: str, width: float) -> str:
    if measure(word) <= width:
        return word
    while len(word) > 1 and measure(f"{word}…") > width:
        word = word[:-1]
    return f"{word}…"


@dataclass(frozen=True)
class Spot:
    """Lines of words at a place: `x` by `anchor`, `y` the foot of the first line."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: str = "start"
    strong: bool = False

    @property
    def box(self) -> Box:
        width = max(measure(line, strong=self.strong) for line in self.lines)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        foot = self.y + LEADING * (len(self.lines) - 1) + _DOWN
        return (left, self.y - _UP, left + width, foot)

    def draw(self, colour: str = palette.INK_2) -> SafeString:
        return SafeString(
            "".join(
                said(
                    self.x,
                    self.y + LEADING * n,
                    line,
                    anchor=self.anchor,
                    colour=colour,
                    strong=self.strong,
                )
                for n, line in enumerate(self.lines)
            )
        )


@dataclass
class Room:
    """What is drawn already, and the bounds within which words may stand."""

    bounds: Box
    boxes: list[Box] = field(default_factory=list)
    rules: list[tuple[float, float, float, float, int]] = field(default_factory=list)

    def block(self, x: float, y: float, half: float) -> None:
        """Keeps words off a thing with its middle at a place."""
        self.boxes.append((x - half, y - half, x + half, y + half))

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, faint: bool = False) -> None:
        """Keeps words off a line, drawn left to right; off a faint one where there is a choice."""
        self.rules.append((x1, y1, x2, y2, FAINT if faint else _RULE))

    def cost(self, box: Box) -> int | None:
        """How much is in the way of words; None: they would leave the bounds."""
        left, top, right, foot = box
        low = self.bounds
        if left < low[0] or top < low[1] or right > low[2] or foot > low[3]:
            return None
        cost = 0
        for b in self.boxes:
            if left < b[2] and b[0] < right and top < b[3] and b[1] < foot:
                cost += _HARD
        for x1, y1, x2, y2, weight in self.rules:
            if x1 < right and left < x2 + 1 and _crosses(box, x1, y1, x2, y2):
                cost += weight
        return cost

    def place(self, spots: Iterable[Spot], *, free: int = 0, most: int = FAINT) -> Spot | None:
        """The first spot that costs no more than `free`, else the least crowded up to `most`, else None.

        It is then taken.
        """
        best, least = None, most + 1
        for spot in spots:
            cost = self.cost(spot.box)
            if cost is not None and cost < least:
                best, least = spot, cost
                if cost <= free:
                    break
        if best:
            self.take(best)
        return best

    def take(self, spot: Spot) -> None:
        self.boxes.append(spot.box)


def _crosses(box: Box, x1: float, y1: float, x2: float, y2: float) -> bool:
    """Whether a line, drawn left to right, comes close to a box that it overlaps sideways."""
    left, top, right, foot = box[0], box[1] - _AIR, box[2], box[3] + _AIR
    if x2 - x1 < 0.1:
        return min(y1, y2) < foot and top < max(y1, y2)
    slope = (y2 - y1) / (x2 - x1)
    one = y1 + slope * (max(left, x1) - x1)
    two = y1 + slope * (min(right, x2) - x1)
    return min(one, two) < foot and top < max(one, two)


def spread(middles: Sequence[float], heights: Sequence[float], top: float, bottom: float):
    """Middles moved as little as keeps things of such heights apart, between top and bottom.

    In the order given, which is from top to bottom. More than there is room for starts at the top.
    """
    placed: list[float] = []
    edge = top
    for middle, height in zip(middles, heights, strict=True):
        placed.append(max(middle, edge + height / 2))
        edge = placed[-1] + height / 2
    edge = bottom
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], edge - heights[n] / 2)
        edge = placed[n] - heights[n] / 2
    short = top - edge
    return [at + short for at in placed] if short > 0 else placed
