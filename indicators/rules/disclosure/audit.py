"""What can be worked out of the numbers that are held back, from all that is told.

Whoever reads a publication knows linear constraints over whole numbers: the counts that it prints,
the totals, the shares, and that what is marked lies in the range that the mark means. A number that
is held back is safe while enough different values of it still fit all of them. Each value is tested
by integer programming, exactly: a solution counts only once its whole numbers have been put into
every constraint, so that rounding in the solver errs on the side of holding back.
Source: L. H. Cox, linear sensitivity measures and network audits of suppressed tables (1980, 1995);
M. Fischetti and J. J. Salazar, complementary cell suppression with linear constraints (2001).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.rules.disclosure.system import MOST, Constraint, Figure, Secret, Sum, Unknown

_PLAUSIBLE = 200  # children of a service, where nothing larger is printed
_TRIES = 40  # values between the least and the most that are tried for a gap


@dataclass
class Part:
    """Numbers that bear on each other: their figures, what is always known of them, the secrets."""

    figures: dict[str, Figure] = field(default_factory=dict)
    known: list[Constraint] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)

    @property
    def most(self) -> int:
        """The most that a reader would take a count for: a few times what is printed at most."""
        numbers = [
            abs(c.low)
            for figure in self.figures.values()
            for c in figure.says
            if c.is_equality and len(c.sum.terms) == 1
        ]
        return max(_PLAUSIBLE, 2 * max(numbers, default=0))


class View:
    """What a reader knows of a part while some of its figures are held back.

    `with_said` False leaves out what issued packs said. `with_marks`: the reader knows of every
    mark whether it hides a small number or stands for the sake of another, which is more than it says.
    """

    def __init__(
        self,
        part: Part,
        held: frozenset[str],
        *,
        with_said: bool = True,
        with_marks: bool = True,
    ) -> None:
        told = [
            f
            for f in part.figures.values()
            if (f.was_said and with_said) or (not f.was_said and f.key not in held)
        ]
        active = [*part.known, *(c for figure in told for c in figure.says)]
        marked = [s for s in part.secrets if with_marks and not s.few]
        domains = [Constraint(s.sum, s.low, s.high) for s in marked]
        self._secrets = part.secrets
        self._most = part.most
        self.fixed = _fixed(active)
        self._left = [c for c in map(self._reduced, (*active, *domains)) if c.sum.terms]
        self._of: dict[Unknown, list[Constraint]] = defaultdict(list)
        for constraint in self._left:
            for unknown in constraint.sum.unknowns:
                self._of[unknown].append(constraint)
        self._seen: dict[Sum, set[int]] = defaultdict(set)

    def count(self, secret: Secret, need: int) -> int:
        """How many values the secret can have, as far as `need`."""
        what = self._without_fixed(secret.sum)
        if not what.terms:
            return 1
        seen = self._seen[secret.sum]
        if len(seen) < need:
            self._look(secret, what, need)
        return len(seen)

    def is_safe(self, secret: Secret, need: int) -> bool:
        """Whether enough values are left; of what nobody prints, or none of them is too small."""
        if self.count(secret, need) >= need:
            return True
        bare = self._without_fixed(secret.sum)
        values = self._seen[secret.sum] if bare.terms else {bare.beside}
        return bool(secret.few) and bool(values) and values.isdisjoint(secret.few)

    def bounds(self, what: Sum) -> tuple[int, int | None]:
        """What is plainly known of a sum: its value where all of it is told, else from nought on."""
        bare = self._without_fixed(what)
        return (bare.beside, bare.beside) if not bare.terms else (0, None)

    def _look(self, secret: Secret, what: Sum, need: int) -> None:
        """Looks for values: the least, the most, then those between."""
        seen = self._seen[secret.sum]
        related = self._related(what.unknowns)
        within = Constraint(what, secret.low, secret.high)
        ends = []
        for sign in (1, -1):
            solution = solve((*related, within), what, sign, most=self._most)
            if solution is None:
                return
            self._witness(solution)
            ends.append(what.value(solution))
        low, high = ends
        for value in range(low + 1, min(high, low + _TRIES)):
            if value in seen:
                continue
            if len(seen) >= need:
                return
            exactly = Constraint(what, value, value)
            if (solution := solve((*related, exactly), what, 0, most=self._most)) is not None:
                self._witness(solution)

    def _witness(self, solution: dict[Unknown, int]) -> None:
        """One solution shows a value of every secret that it covers."""
        numbers = self.fixed | solution
        for secret in self._secrets:
            if all(u in numbers for u in secret.sum.unknowns):
                self._seen[secret.sum].add(secret.sum.value(numbers))

    def _related(self, unknowns: Iterable[Unknown]) -> list[Constraint]:
        """The constraints that bear on some unknowns, by whatever way."""
        found: dict[int, Constraint] = {}
        reached, todo = set(unknowns), list(unknowns)
        while todo:
            for constraint in self._of[todo.pop()]:
                if id(constraint) not in found:
                    found[id(constraint)] = constraint
                    fresh = [u for u in constraint.sum.unknowns if u not in reached]
                    reached.update(fresh)
                    todo += fresh
        return [c for c in self._left if id(c) in found]

    def _reduced(self, constraint: Constraint) -> Constraint:
        what = self._without_fixed(constraint.sum)
        return Constraint(what, constraint.low, constraint.high, constraint.why)

    def _without_fixed(self, what: Sum) -> Sum:
        beside = what.beside
        terms = []
        for unknown, times in what.terms:
            if unknown in self.fixed:
                beside += times * self.fixed[unknown]
            else:
                terms.append((unknown, times))
        return Sum(tuple(terms), beside)


def _fixed(active: Sequence[Constraint]) -> dict[Unknown, int]:
    """The numbers that follow one from another by equalities with a single unknown left."""
    fixed: dict[Unknown, int] = {}
    of: dict[Unknown, list[Constraint]] = defaultdict(list)
    todo = [c for c in active if c.is_equality]
    for constraint in todo:
        for unknown in constraint.sum.unknowns:
            of[unknown].append(constraint)
    while todo:
        constraint = todo.pop()
        left = [(u, n) for u, n in constraint.sum.terms if u not in fixed]
        if len(left) != 1 or abs(left[0][1]) != 1:
            continue
        ((unknown, times),) = left
        others = constraint.sum.beside + sum(
            n * fixed[u] for u, n in constraint.sum.terms if u in fixed
        )
        fixed[unknown] = (constraint.low - others) * times
        todo += of[unknown]
    return fixed


def solve(
    constraints: Sequence[Constraint], what: Sum, sign: int, *, most: int = MOST
) -> dict[Unknown, int] | None:
    """Whole numbers up to `most` that meet all constraints; None where none do.

    With them `what` is least (`sign` 1), most (-1), or whatever it comes to (0).
    """
    import numpy as np  # as scipy below
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    names = list(dict.fromkeys(u for c in constraints for u in c.sum.unknowns))
    place = {unknown: n for n, unknown in enumerate(names)}
    rows, columns, times, lows, highs = [], [], [], [], []
    for n, c in enumerate(constraints):
        for unknown, factor in c.sum.terms:
            rows.append(n)
            columns.append(place[unknown])
            times.append(factor)
        lows.append(-np.inf if c.low is None else c.low - c.sum.beside)
        highs.append(np.inf if c.high is None else c.high - c.sum.beside)
    aim = np.zeros(len(names))
    for unknown, factor in what.terms:
        aim[place[unknown]] = sign * factor
    matrix = csr_matrix((times, (rows, columns)), shape=(len(constraints), len(names)))
    found = milp(
        aim,
        constraints=LinearConstraint(matrix, lows, highs),
        bounds=Bounds(0, most),
        integrality=np.ones(len(names)),
    )
    if found.x is None:
        return None
    numbers = {unknown: round(float(x)) for unknown, x in zip(names, found.x, strict=True)}
    return numbers if all(c.holds(numbers) for c in constraints) else None
