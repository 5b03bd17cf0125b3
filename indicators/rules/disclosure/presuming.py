"""Numbers that shares without counts could be of, where they hang together with counts that are known.

A share of nobody knows how many says little alone. Over a year whose quarters are counted it bounds
them, so it has to stand among the constraints; and for that some numbers that fit are needed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise

from indicators.rules.disclosure.audit import solve
from indicators.rules.disclosure.readings import rounded
from indicators.rules.disclosure.stated import StatedReading, Subject
from indicators.rules.disclosure.system import Constraint, at_least, is_exactly, total
from indicators.rules.disclosure.unknowns import Unknowns
from indicators.rules.measures import Unit

_DAY = timedelta(days=1)


def presume(
    readings: Iterable[StatedReading], subjects: Mapping[str, Subject], unknowns: Unknowns
) -> None:
    """Gives the counts of such shares numbers that fit; none where no numbers do."""
    lines: dict[tuple, list[StatedReading]] = defaultdict(list)
    for r in readings:
        subject = subjects[r.indicator]
        is_dated = r.start and r.end and r.start <= r.end
        if subject.unit is Unit.PERCENT and is_dated and not subject.is_stock:
            lines[unknowns.line_of(r, "d")].append(r)
    for _, own in sorted(lines.items()):
        bare = [r for r in own if r.number is not None and not _is_known(r, unknowns)]
        if any(_overlaps(r, own) for r in bare):
            _presume(own, bare, unknowns)


def _is_known(r: StatedReading, unknowns: Unknowns) -> bool:
    return all(unknowns.known((role, r.key)) is not None for role in "nd")


def _overlaps(r: StatedReading, others: Iterable[StatedReading]) -> bool:
    return any(
        o.start <= r.end and r.start <= o.end and (o.start, o.end) != (r.start, r.end)
        for o in others
    )


def _presume(own: list[StatedReading], bare: list[StatedReading], unknowns: Unknowns) -> None:
    known = [r for r in own if r not in bare]
    solution = None
    for some in ([*known, *bare], bare):
        fewest = total({unknowns.of(("d", r.key)) for r in some})
        solution = solve(list(_constraints(some, unknowns)), fewest, 1)
        if solution is not None:
            break
    for r in bare if solution else ():
        for role in "nd":
            name = unknowns.of((role, r.key))
            unknowns.presume(name, solution[name])


def _constraints(some: list[StatedReading], unknowns: Unknowns) -> Iterable[Constraint]:
    points = sorted({day for r in some for day in (r.start, r.end + _DAY)})
    lines = sorted({tuple(unknowns.line_of(r, role) for role in "nd") for r in some})
    for line in sorted({name for pair in lines for name in pair}):
        yield is_exactly(total([(line, points[0])]), 0)
        for before, after in pairwise(points):
            yield at_least(total([(line, after)], [(line, before)]), 0)
    for n, d in lines:
        for before, after in pairwise(points):
            yield at_least(total([(d, after), (n, before)], [(n, after), (d, before)]), 0)
    for r in some:
        n, d = (unknowns.of((role, r.key)) for role in "nd")
        for role, name in (("n", n), ("d", d)):
            line = unknowns.line_of(r, role)
            yield is_exactly(total([(line, r.end + _DAY)], [(line, r.start), name]), 0)
            if (truth := unknowns.known(name)) is not None:
                yield is_exactly(total([name]), truth)
        if r.number is not None and None in (unknowns.known(n), unknowns.known(d)):
            yield from rounded(r.number, n, d, 100)
