"""What a reading of an indicator says of its counts, and which of them are too small to tell."""

from collections.abc import Iterable, Mapping

from indicators.rules.disclosure.reasons import Rule
from indicators.rules.disclosure.secrecy import Finding, Small, finding
from indicators.rules.disclosure.stated import StatedReading, Subject
from indicators.rules.disclosure.system import (
    MOST,
    Constraint,
    Secret,
    Sum,
    Unknown,
    Why,
    at_least,
    is_exactly,
    total,
)
from indicators.rules.disclosure.unknowns import ROLES, Unknowns
from indicators.rules.measures import Unit
from indicators.rules.populations import RATE_SCALE
from indicators.rules.printed import Printed

Implied = Mapping[str, range]  # by a reading's key, the counts that it stands for


class Counts:
    """The counts of one reading by their names, with what each is."""

    def __init__(self, r: StatedReading, subject: Subject, unknowns: Unknowns) -> None:
        self.reading, self.subject = r, subject
        self.names: dict[str, Unknown] = {}
        for role in ROLES[subject.unit]:
            slot = (role, r.key)
            if unknowns.known(slot) is not None:
                self.names[role] = unknowns.of(slot)
        self.numbers = {name: unknowns.truth[name] for name in self.names.values()}
        self.presumed = {n for n in self.names.values() if n in unknowns.presumed}

    def is_judged(self, roles: str) -> bool:
        """Whether some counts are known, rather than presumed to be any that fit."""
        return all(self.names.get(role) not in self.presumed for role in roles)

    def of(self, plus: str, minus: str = "") -> Sum | None:
        """A count, or one less another; None where one is not known."""
        if not set(plus + minus) <= self.names.keys():
            return None
        return total([self.names[r] for r in plus], [self.names[r] for r in minus])


def says(counts: Counts, implied: Implied) -> tuple[Constraint, ...]:
    """What the reading says where it is told; nothing that contradicts what is known here."""
    found = (*_printed(counts), *_of_value(counts, implied))
    return tuple(c for c in found if c.holds(counts.numbers))


def _printed(counts: Counts) -> Iterable[Constraint]:
    for role in counts.names:
        number = counts.reading.count(role)
        if number is not None:
            yield is_exactly(counts.of(role), number)


def _of_value(counts: Counts, implied: Implied) -> Iterable[Constraint]:
    """What the value says of counts that are not printed beside it.

    The population of a rate is public, more closely than this system knows it: a rate is taken to
    say its count.
    """
    r, unit = counts.reading, counts.subject.unit
    if r.number is None or "n" not in counts.names:
        return
    if unit is Unit.COUNT or unit in RATE_SCALE:
        if r.n is None and r.key in implied:
            yield is_exactly(counts.of("n"), counts.numbers[counts.names["n"]])
        return
    scale = 100 if unit is Unit.PERCENT else 1
    for role in "do":
        if role in counts.names and (r.n is None or r.count(role) is None):
            found = list(rounded(r.number, counts.names["n"], counts.names[role], scale))
            fits = all(c.holds(counts.numbers) for c in found)
            yield from found if fits else _nearest(counts, role, implied)


def _nearest(counts: Counts, role: str, implied: Implied) -> Iterable[Constraint]:
    """Where no whole number rounds to what is printed: that it is one of the two next to it."""
    numbers = implied.get(counts.reading.key)
    if role == "d" and numbers:
        yield Constraint(counts.of("n"), numbers[0], numbers[-1], Why.SHARE)


def rounded(number: Printed, n: Unknown, d: Unknown, scale: int) -> Iterable[Constraint]:
    """That a share rounds to what is printed: half a unit of its last place either side."""
    parts = 2 * 10**number.decimals
    middle = int(number.value * parts)
    if n == d:
        return
    yield Constraint(Sum(((n, scale * parts), (d, 1 - middle))), 0, None, Why.SHARE)
    yield Constraint(Sum(((n, scale * parts), (d, -1 - middle))), None, 0, Why.SHARE)
    if number.value:
        yield at_least(total([d]), 1, Why.SHARE)  # of none there is no share


def always(counts: Counts) -> Iterable[Constraint]:
    """What is so whether the reading is told or not: no part is more than its whole."""
    pairs = {Unit.PERCENT: ("d", "n"), Unit.RATIO: ("d", "o")}
    if counts.subject.unit in pairs:
        rest = counts.of(*pairs[counts.subject.unit])
        if rest is not None and rest.terms and rest.value(counts.numbers) >= 0:
            yield at_least(rest, 0, Why.SHARE)


def findings(counts: Counts, implied: Implied, few: Small) -> list[Finding]:
    """The counts of a reading that are too small to tell, its complement and its base among them."""
    r, unit = counts.reading, counts.subject.unit
    key = r.key
    found = [_counted(counts, implied, few)]
    if unit is Unit.PERCENT:
        found += [_left(counts, "n", implied, few), _finding(counts, "d", few, Rule.BASE, key)]
        is_hidden = few.low == 0 and "d" not in counts.names
        if is_hidden and r.number is not None and r.number.value in (0, 100):
            found.append(Finding(Rule.ALL_OR_NONE))
    elif unit is Unit.RATIO:
        found += [
            _finding(counts, "d", few, Rule.BASE, key),
            _finding(counts, "o", few, Rule.BASE, key),
            _left(counts, "o", {}, few),
        ]
    return [f for f in found if f is not None]


def open_secrets(counts: Counts, few: Small) -> Iterable[Secret]:
    """Counts that nobody prints, which nobody may pin down either while they could be too few."""
    if counts.subject.unit is Unit.PERCENT and counts.presumed:
        for plus, minus in (("n", ""), ("d", ""), ("d", "n")):
            what = counts.of(plus, minus)
            if what is not None and not counts.is_judged(plus + minus):
                yield Secret(what, 0, MOST, few=few.numbers)


def _counted(counts: Counts, implied: Implied, few: Small) -> Finding | None:
    key = counts.reading.key
    if key in implied and counts.subject.unit is not Unit.COUNT:
        return finding(counts.of("n"), implied[key], few, Rule.RATE, key)
    return _finding(counts, "n", few, Rule.COUNT, key)


def _left(counts: Counts, role: str, implied: Implied, few: Small) -> Finding | None:
    """Those that are not counted."""
    rest = counts.of("d", role)
    if rest is None or not counts.is_judged(f"d{role}"):
        return None
    key = counts.reading.key
    if key in implied:
        base = counts.numbers[counts.names["d"]]
        left = [base - n for n in implied[key]]
        return finding(rest, left, few, Rule.RATE, key)
    left = rest.value(counts.numbers)
    return finding(rest, [left], few, Rule.COMPLEMENT, key) if left >= 0 else None


def _finding(counts: Counts, role: str, few: Small, rule: Rule, key: str) -> Finding | None:
    what = counts.of(role) if counts.is_judged(role) else None
    return what and finding(what, [what.value(counts.numbers)], few, rule, key)
