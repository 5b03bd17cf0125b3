"""A reader who wants to know what is held back: all that is told, and whole numbers, nothing else.

Written apart from the rules that it tests, and from no module of theirs: a small search over
intervals of whole numbers. It is told plain figures, and knows what the public knows: that parts add
up to wholes, that a year has four quarters, how numbers are rounded, and how many people there are.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

MOST = 400


@dataclass(frozen=True)
class Line:
    """One figure as it is told: a count of something over some days; None is what is not told.

    `of` says what it is a share of, in words; `people` how many there are, for a rate per `scale`.
    """

    what: str
    start: object
    end: object
    n: int | None = None
    d: int | None = None
    value: str | None = None
    of: str = ""
    scale: int = 100
    people: int | None = None
    area: str = ""
    vintage: str = ""
    step_of: str = ""
    adds_up: bool = True

    @property
    def counted(self) -> tuple:
        return ("n", self.what, self.area, self.vintage, self.start, self.end)

    @property
    def base(self) -> tuple:
        if self.step_of:
            return ("n", self.step_of, self.area, self.vintage, self.start, self.end)
        return ("d", self.of, self.area, self.vintage, self.start, self.end)


@dataclass
class Attacker:
    """What is known of some whole numbers: each fact bounds a weighted sum of them."""

    facts: list[tuple[dict, int, int]] = field(default_factory=list)
    names: dict[tuple, None] = field(default_factory=dict)

    def know(self, terms: dict, low: int, high: int) -> None:
        self.names.update(dict.fromkeys(terms))
        self.facts.append((terms, low, high))

    def read(self, lines: Iterable[Line]) -> "Attacker":
        """All that some lines say, and what follows of how they hang together."""
        lines = list(lines)
        for line in lines:
            self._read(line)
        self._add_up(lines, "counted")
        self._add_up([line for line in lines if line.of and not line.step_of], "base")
        self._whole_and_areas(lines)
        return self

    def _read(self, line: Line) -> None:
        n, d = line.counted, line.base
        self.names[n] = None
        if line.n is not None:
            self.know({n: 1}, line.n, line.n)
        if line.of or line.step_of:
            self.know({d: 1, n: -1}, 0, MOST)
            if line.d is not None:
                self.know({d: 1}, line.d, line.d)
        if line.value is None:
            return
        value = Fraction(line.value)
        half = Fraction(1, 2 * 10 ** -Decimal(line.value).as_tuple().exponent)
        low, high = value - half, value + half
        if line.people is not None:
            ends = ceil(low * line.people / line.scale), floor(high * line.people / line.scale)
            self.know({n: 1}, *ends)
        elif line.of or line.step_of:
            self.know({d: 1}, 1 if value else 0, MOST)
            many = low.denominator * high.denominator
            self.know({n: line.scale * many, d: -int(low * many)}, 0, MOST**4)
            self.know({n: -line.scale * many, d: int(high * many)}, 0, MOST**4)

    def _add_up(self, lines: Iterable[Line], which: str) -> None:
        """Days are in no two periods at once: what lies between the ends of periods adds up to them."""
        groups: dict[tuple, set] = defaultdict(set)
        for line in lines:
            if line.adds_up:
                name = getattr(line, which)
                groups[name[:4]].add(name)
        for group, names in groups.items():
            points = sorted({p for name in names for p in name[4:]})
            if len(names) < 2:
                continue
            for name in names:
                parts = [
                    ("part", *group, a, b)
                    for a, b in itertools.pairwise(points)
                    if name[4] <= a and b <= name[5]
                ]
                self.know({name: 1} | dict.fromkeys(parts, -1), 0, 0)

    def _whole_and_areas(self, lines: Iterable[Line]) -> None:
        areas: dict[tuple, set] = defaultdict(set)
        for line in lines:
            if line.area:
                areas[line.what, line.vintage, line.start, line.end].add(line.counted)
        for (what, vintage, start, end), names in areas.items():
            whole = ("n", what, "", vintage, start, end)
            if whole in self.names:
                self.know({whole: 1} | dict.fromkeys(names, -1), 0, 0)

    def values(self, terms: dict, among: range, *, enough: int = 3) -> list[int]:
        """The values among some that a sum can have, as far as so many."""
        found = []
        for value in among:
            facts = [*self._near(terms), (terms, value, value)]
            if _can_be(facts):
                found.append(value)
                if len(found) == enough:
                    break
        return found

    def _near(self, terms: dict) -> list:
        """The facts that bear on a sum, by whatever way."""
        reached, facts, left = set(terms), [], list(self.facts)
        while True:
            near = [f for f in left if not reached.isdisjoint(f[0])]
            if not near:
                return facts
            facts += near
            left = [f for f in left if reached.isdisjoint(f[0])]
            reached.update(name for terms, *_ in near for name in terms)


def _can_be(facts: list[tuple[dict, int, int]]) -> bool:
    ranges = {name: (0, MOST) for terms, *_ in facts for name in terms}
    return _search(facts, ranges)


def _search(facts: list, ranges: dict) -> bool:
    ranges = _narrowed(facts, dict(ranges))
    if ranges is None:
        return False
    open_ones = [(high - low, name) for name, (low, high) in ranges.items() if low < high]
    if not open_ones:
        return True
    _, name = min(open_ones, key=lambda pair: pair[0])
    low, high = ranges[name]
    middle = (low + high) // 2
    halves = ((low, middle), (middle + 1, high))
    return any(_search(facts, ranges | {name: half}) for half in halves)


def _narrowed(facts: list, ranges: dict) -> dict | None:
    """The ranges as narrow as each fact by itself makes them; None where one is empty."""
    changed = True
    while changed:
        changed = False
        for terms, low, high in facts:
            least = sum(k * ranges[u][0 if k > 0 else 1] for u, k in terms.items())
            most = sum(k * ranges[u][1 if k > 0 else 0] for u, k in terms.items())
            if least > high or most < low:
                return None
            for u, k in terms.items():
                first, last = ranges[u]
                own = (k * first, k * last) if k > 0 else (k * last, k * first)
                bounds = sorted(
                    (Fraction(low - (most - own[1]), k), Fraction(high - (least - own[0]), k))
                )
                narrow = max(first, ceil(bounds[0])), min(last, floor(bounds[1]))
                if narrow[0] > narrow[1]:
                    return None
                if narrow != (first, last):
                    ranges[u] = narrow
                    changed = True
    return ranges
