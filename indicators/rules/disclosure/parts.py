"""The parts of a system whose numbers bear on each other: each is protected by itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from indicators.rules.disclosure.audit import Part
from indicators.rules.disclosure.system import Constraint, Figure, System, Unknown
from indicators.rules.disclosure.windows import Line


def parts_of(system: System, lines: Iterable[Line]) -> Iterator[tuple[Part, list[Line]]]:
    """The parts of a system that bear on each other, in a steady order; those with something at stake."""
    above: dict[Unknown, Unknown] = {}

    def top(u: Unknown) -> Unknown:
        while above.setdefault(u, u) != u:
            above[u] = above[above[u]]
            u = above[u]
        return u

    every = [c for f in system.figures.values() for c in f.says] + system.known
    for what in [c.sum for c in every] + [s.sum for s in system.secrets]:
        for unknown in what.unknowns[1:]:
            above[top(unknown)] = top(what.unknowns[0])
    parts: dict[Unknown, Part] = defaultdict(Part)
    own_lines: dict[Unknown, list[Line]] = defaultdict(list)
    for constraint in system.known:
        parts[top(constraint.sum.unknowns[0])].known.append(constraint)
    for figure in system.figures.values():
        _share_out(figure, parts, top)
    for secret in system.secrets:
        parts[top(secret.sum.unknowns[0])].secrets.append(secret)
    for line in lines:
        own_lines[top(line.at[0])].append(line)
    for name, part in parts.items():
        if part.secrets or own_lines[name]:
            yield part, own_lines[name]


def _share_out(
    figure: Figure, parts: dict[Unknown, Part], top: Callable[[Unknown], Unknown]
) -> None:
    """What a figure says of each part, to that part."""
    says: dict[Unknown, list[Constraint]] = defaultdict(list)
    for constraint in figure.says:
        says[top(constraint.sum.unknowns[0])].append(constraint)
    for name, own in says.items():
        parts[name].figures[figure.key] = Figure(
            figure.key, tuple(own), figure.cost, figure.was_said, figure.is_total
        )
