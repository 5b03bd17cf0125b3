"""Periods of one line that lie in each other, and the counts of the periods between their ends.

A count over a period is the difference of two running totals, so that what windows say of each other
is a system of differences: its tightest bounds are shortest paths, exactly and in whole numbers
(Bellman; Cormen and others, difference constraints). A year less three quarters is the fourth.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.rules.disclosure.readings import Counts
from indicators.rules.disclosure.secrecy import Small
from indicators.rules.disclosure.stated import StatedReading, Subject
from indicators.rules.disclosure.system import (
    Constraint,
    Sum,
    Unknown,
    Why,
    at_least,
    is_exactly,
    total,
)
from indicators.rules.disclosure.unknowns import ROLES, Unknowns
from indicators.rules.measures import Unit

_DAY = timedelta(days=1)
_FAR = 10**9


@dataclass(frozen=True)
class Span:
    """A count over a period, from its first day to the day after its last."""

    start: date
    until: date
    sum: Sum
    truth: int


@dataclass(frozen=True)
class Line:
    """Periods of one line of which some overlap, and whose counts can all be true at once.

    `points` are their ends in order, `at` the running totals there. `few`: what is too small.
    """

    spans: tuple[Span, ...]
    points: tuple[date, ...]
    at: tuple[Unknown, ...]
    few: Small

    def constraints(self) -> Iterable[Constraint]:
        place = dict(zip(self.points, self.at, strict=True))
        yield is_exactly(total(self.at[:1]), 0, Why.WINDOW)
        for before, after in zip(self.at, self.at[1:], strict=False):
            yield at_least(total([after], [before]), 0, Why.WINDOW)
        for span in self.spans:
            rest = total([place[span.until]], [place[span.start]])
            terms = (*rest.terms, *((u, -n) for u, n in span.sum.terms))
            yield Constraint(Sum(terms), span.sum.beside, span.sum.beside, Why.WINDOW)

    def between(self, known: Mapping[Sum, tuple[int, int]]) -> Iterable[tuple[Sum, int, int]]:
        """Each stretch within a period that is none of the periods: the least and the most in it.

        `known` are the bounds of what is known of the periods' counts.
        """
        bounds = tightest(
            self.points,
            [(s.start, s.until, *known.get(s.sum, (0, None))) for s in self.spans],
        )
        place = {point: n for n, point in enumerate(self.points)}
        listed = {(place[s.start], place[s.until]) for s in self.spans}
        seen = set(listed)
        for first, last in sorted(listed):
            for i in range(first, last):
                for j in range(i + 1, last + 1):
                    if (i, j) not in seen and bounds is not None:
                        seen.add((i, j))
                        low, high = int(-bounds[j, i]), int(bounds[i, j])
                        yield total([self.at[j]], [self.at[i]]), low, high


def tightest(points: Sequence[date], spans: Iterable[tuple[date, date, int, int | None]]):
    """How much each running total can be above each other one at most; None where none can be."""
    import numpy as np  # as scipy in intervals.py: most papers do without

    place = {point: n for n, point in enumerate(points)}
    most = np.full((len(points), len(points)), _FAR, dtype=np.int64)
    np.fill_diagonal(most, 0)
    for n in range(len(points) - 1):
        most[n + 1, n] = 0
    for start, until, low, high in spans:
        i, j = place[start], place[until]
        most[j, i] = min(most[j, i], -low)
        if high is not None:
            most[i, j] = min(most[i, j], high)
    for k in range(len(points)):
        most = np.minimum(most, most[:, k, None] + most[None, k, :])
    return None if (most.diagonal() < 0).any() else most


def add_up(
    readings: Iterable[StatedReading], subjects: Mapping[str, Subject], unknowns: Unknowns
) -> None:
    """Settles the counts that are printed nowhere but follow from those of other periods."""
    lines: dict[tuple, list[tuple[str, StatedReading]]] = defaultdict(list)
    for r in readings:
        if r.start and r.end and r.start <= r.end and not subjects[r.indicator].is_stock:
            for role in ROLES[subjects[r.indicator].unit]:
                lines[unknowns.line_of(r, role)].append((role, r))
    for _, own in sorted(lines.items()):
        missing = [(role, r) for role, r in own if unknowns.known((role, r.key)) is None]
        spans = {
            (r.start, r.end + _DAY, n, n)
            for role, r in own
            if (n := unknowns.known((role, r.key))) is not None
        }
        if missing and spans:
            _settle(missing, spans, unknowns)


def _settle(
    missing: list[tuple[str, StatedReading]], spans: set[tuple], unknowns: Unknowns
) -> None:
    ends = {day for start, until, *_ in spans for day in (start, until)}
    ends |= {day for _, r in missing for day in (r.start, r.end + _DAY)}
    points = tuple(sorted(ends))
    bounds = tightest(points, spans)
    if bounds is None:
        return
    for role, r in missing:
        i, j = points.index(r.start), points.index(r.end + _DAY)
        if bounds[i, j] == -bounds[j, i]:
            unknowns.settle((role, r.key), int(bounds[i, j]))


def lines_of(given: Iterable[tuple[Counts, Small]], unknowns: Unknowns) -> list[Line]:
    """The periods of the readings that overlap, by line and by what is counted.

    Counts at one moment never add up. What is left of a whole adds up as the whole and its part do.
    """
    spans: dict[tuple, dict[Span, Small]] = defaultdict(dict)
    for counts, few in given:
        r = counts.reading
        if counts.subject.is_stock or not r.start or not r.end or r.end < r.start:
            continue
        for roles, what in _counted(counts):
            truth = what.value(counts.numbers)
            if truth >= 0 and what.terms:
                line = tuple(name for role in roles for name in unknowns.line_of(r, role))
                spans[line].setdefault(Span(r.start, r.end + _DAY, what, truth), few)
    found = []
    for name, own in sorted(spans.items()):
        for k, cluster in enumerate(_overlapping(list(own))):
            few = own[cluster[0]]
            found += [_line((*name, k, n), s, few) for n, s in enumerate(_consistent(cluster))]
    return found


def _counted(counts: Counts) -> Iterable[tuple[str, Sum]]:
    rest = {Unit.PERCENT: ("d", "n"), Unit.RATIO: ("d", "o")}.get(counts.subject.unit)
    for role in counts.names:
        yield role, counts.of(role)
    if rest and (left := counts.of(*rest)) is not None:
        yield "".join(rest), left


def _overlapping(spans: list[Span]) -> Iterable[list[Span]]:
    """The groups of periods that hang together by days they share; none of one period alone."""
    spans.sort(key=lambda s: (s.start, s.until, str(s.sum.terms)))
    group: list[Span] = []
    until = None
    for span in spans:
        if until is not None and span.start >= until:
            yield from _if_several(group)
            group, until = [], None
        group.append(span)
        until = max(until or span.until, span.until)
    yield from _if_several(group)


def _if_several(group: list[Span]) -> Iterable[list[Span]]:
    if len({(s.start, s.until) for s in group}) > 1:
        yield group


def _consistent(spans: list[Span]) -> Iterable[list[Span]]:
    """The periods in groups whose counts can all be true: all at once, where documents agree.

    A figure that another document contradicts, or that was revised, goes with those that it agrees
    with; each is in one group at least.
    """
    left = list(spans)
    while left:
        others = [s for s in spans if s not in left]
        chosen = [*left, *others]
        if not _can_be(chosen):
            chosen = []
            for span in (*left, *others):
                if _can_be([*chosen, span]):
                    chosen.append(span)
        left = [s for s in left if s not in chosen]
        yield chosen


def _can_be(spans: list[Span]) -> bool:
    exact = [(s.start, s.until, s.truth, s.truth) for s in spans]
    return tightest(_points(spans), exact) is not None


def _points(spans: Iterable[Span]) -> tuple[date, ...]:
    return tuple(sorted({day for s in spans for day in (s.start, s.until)}))


def _line(name: tuple, spans: list[Span], few: Small) -> Line:
    points = _points(spans)
    at = tuple(("at", *name, day.isoformat()) for day in points)
    return Line(tuple(spans), points, at, few)
