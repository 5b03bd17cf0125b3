"""Which further figures are held back, so that those held back first cannot be worked out.

Greedy, in one order for one input: for each number in turn, what costs least is held back until
enough values of it are left; in the end whatever proves to be needless is told after all. To hold
back more never gives anything away, so a number that is safe once stays safe.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indicators.rules.disclosure.audit import Part, View
from indicators.rules.disclosure.parts import parts_of
from indicators.rules.disclosure.reasons import Rule
from indicators.rules.disclosure.system import (
    MOST,
    Constraint,
    Figure,
    Secret,
    Sum,
    System,
    Unknown,
    Why,
)
from indicators.rules.disclosure.windows import Line

_RULES = {Why.SAME: Rule.SHARE, Why.SHARE: Rule.SHARE, Why.WINDOW: Rule.WINDOW, Why.AREA: Rule.AREA}


@dataclass(frozen=True)
class Move:
    """Figures that are held back together, since they tell the same, and how they were come upon."""

    keys: tuple[str, ...]
    why: Why
    is_total: bool
    cost: tuple


@dataclass
class Protected:
    """What is held back beside, by which rule; and what issued packs gave away before."""

    rules: dict[str, Rule] = field(default_factory=dict)
    given_away: set[str] = field(default_factory=set)


def protect(system: System, lines: Iterable[Line], held: Iterable[str], *, need: int) -> Protected:
    """What is to be held back beside `held`, so that of each secret `need` values are left."""
    found = Protected()
    for part, own_lines in parts_of(system, lines):
        one = _Protection(part, own_lines, frozenset(held), need)
        rules, given_away = one.run()
        found.rules |= rules
        found.given_away |= given_away
    return found


class _Protection:
    """The work on one part."""

    def __init__(self, part: Part, lines: list[Line], held: frozenset[str], need: int) -> None:
        self.part, self.lines, self.need = part, lines, need
        self.first = held & part.figures.keys()
        self.moves: list[tuple[Move, Rule]] = []
        self.given_away: set[str] = set()
        self._wanted: dict[tuple[Sum, bool], int] = {}  # how many values, where not the usual
        self._seen: dict[bool, tuple[frozenset[str], View]] = {}
        self._told: dict[Unknown, list[Figure]] = defaultdict(list)
        for figure in part.figures.values():
            for c in figure.says:
                if c.is_equality and len(c.sum.terms) == 1:
                    self._told[c.sum.unknowns[0]].append(figure)

    @property
    def held(self) -> frozenset[str]:
        return self.first | {key for move, _ in self.moves for key in move.keys}

    def run(self) -> tuple[dict[str, Rule], set[str]]:
        for secret in self._all_secrets():
            self._make_safe(secret)
        self._tell_what_is_needless()
        rules = {key: rule for move, rule in self.moves for key in move.keys}
        return rules, self.given_away

    def _all_secrets(self) -> Iterator[Secret]:
        """Those that are held back, then what periods that lie in each other leave between them."""
        yield from list(self.part.secrets)
        found = [
            Secret(what, 0, MOST, few=line.few.numbers)
            for line in self.lines
            for what in self._pinned(line)
        ]
        self.part.secrets += found
        yield from found

    def _view(self, *, with_marks: bool = True) -> View:
        """What a reader knows now; made anew where something else is held back."""
        held, view = self._seen.get(with_marks, (None, None))
        if held != self.held:
            view = View(self.part, self.held, with_marks=with_marks)
            self._seen[with_marks] = self.held, view
        return view

    def _pinned(self, line: Line) -> list[Sum]:
        """The stretches within periods that may come to too few for certain, or nearly so.

        Shortest paths tell exactly for a line by itself. Where others bear on it, as a whole on its
        part, whatever could come to too few is left to the audit.
        """
        is_alone = len(self.lines) == 1
        view = self._view()
        known = {span.sum: view.bounds(span.sum) for span in line.spans}
        domains = {s.sum: (s.low, s.high) for s in self.part.secrets if not s.few}
        known |= {
            what: domains[what]
            for what, (low, high) in known.items()
            if high is None and what in domains
        }
        return [
            what
            for what, low, high in line.between(known)
            if (high - low + 1 < self.need or not is_alone)
            and high >= line.few.low
            and low <= line.few.high
        ]

    def _make_safe(self, secret: Secret) -> None:
        while True:
            view = self._view()
            if view.is_safe(secret, self.need):
                return
            move = self._best(secret, view)
            if move is None:
                self._give_up(secret)
                return
            self.moves.append((move, self._rule(secret, move)))

    def _give_up(self, secret: Secret) -> None:
        """Everything that bears on it is held back, but for what issued packs told.

        What was won so stays. Where the marks alone say too much, were it known what each stands
        for, it is to be safe from a reader who doesn't know; else it was given away before.
        """
        for with_marks in (True, False):
            view = self._view(with_marks=with_marks)
            if not view.is_safe(secret, self.need):
                self._wanted[secret.sum, with_marks] = view.count(secret, self.need)
                if not with_marks and secret.key:
                    self.given_away.add(secret.key)
            elif not with_marks:
                self._wanted[secret.sum, False] = self.need

    def _is_safe(self, secret: Secret) -> bool:
        """Whether as many values are left as could be won."""
        for with_marks in (True, False):
            need = self._wanted.get((secret.sum, with_marks), self.need if with_marks else 0)
            if need and not self._view(with_marks=with_marks).is_safe(secret, need):
                return False
        return True

    def _best(self, secret: Secret, view: View) -> Move | None:
        """The cheapest that makes it safe; else the one that leaves most values, cheapest first."""
        best, most = None, view.count(secret, self.need)
        moves = sorted(self._moves(secret, view), key=lambda m: m.cost)
        for move in moves:
            after = View(self.part, self.held | set(move.keys))
            if after.is_safe(secret, self.need):
                return move
            if (n := after.count(secret, self.need)) > most:
                best, most = move, n
        return best or next(iter(moves), None)

    def _moves(self, secret: Secret, view: View) -> list[Move]:
        """What can be held back that bears on a secret, next to it or past what is held back already."""
        of: dict[Unknown, list[tuple[Constraint, str]]] = defaultdict(list)
        every = [(c, "") for c in self.part.known]
        for f in self.part.figures.values():
            if f.was_said or f.key not in self.held:
                every += [(c, f.key) for c in f.says]
        for constraint, key in every:
            for unknown in constraint.sum.unknowns:
                of[unknown].append((constraint, key))
        found: dict[tuple[str, ...], Move] = {}
        reached, todo = set(secret.sum.unknowns), [(u, Why.SAME) for u in secret.sum.unknowns]
        while todo:
            unknown, why = todo.pop(0)
            told = [f for f in self._told[unknown] if f.was_said or f.key not in self.held]
            if told:
                self._add(found, told, why)
                if unknown not in secret.sum.unknowns:
                    continue
            for constraint, key in of[unknown]:
                if key and len(constraint.sum.terms) + (constraint.low != constraint.high) > 1:
                    self._add(found, [self.part.figures[key]], constraint.why)
                for other in constraint.sum.unknowns:
                    if other not in reached:
                        reached.add(other)
                        todo.append((other, constraint.why))
        return list(found.values())

    def _add(self, found: dict, figures: list[Figure], why: Why) -> None:
        """One move more, unless an issued pack told any of the figures."""
        if any(f.was_said for f in figures):
            return
        keys = tuple(sorted({f.key for f in figures}))
        is_total = any(f.is_total for f in figures)
        found.setdefault(keys, Move(keys, why, is_total, max(f.cost for f in figures)))

    def _rule(self, secret: Secret, move: Move) -> Rule:
        if any(f.was_said for f in self.part.figures.values()):
            without = View(self.part, self.held, with_said=False)
            if without.is_safe(secret, self.need):
                return Rule.ISSUED
        if move.why is Why.TOTAL or move.is_total:
            return Rule.TOTAL if move.is_total else Rule.PART
        return _RULES[move.why]

    def _tell_what_is_needless(self) -> None:
        for pair in reversed(list(self.moves)):
            kept = [m for m in self.moves if m is not pair]
            before, self.moves = self.moves, kept
            if not all(map(self._is_safe, self.part.secrets)) or self._any_new():
                self.moves = before

    def _any_new(self) -> bool:
        """Whether a line by itself leaves too few between its periods, which the audit was not asked."""
        known = {secret.sum for secret in self.part.secrets}
        return len(self.lines) == 1 and not known.issuperset(self._pinned(self.lines[0]))
