"""Which counts are one and the same, so that what is said of one is said of the other."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from indicators.rules.disclosure.stated import StatedReading, Subject
from indicators.rules.measures import Unit

Slot = tuple  # one place where a count stands: ("n", "reading:12")
ROLES = {
    Unit.COUNT: "n",
    Unit.PERCENT: "nd",
    Unit.RATIO: "ndo",
    Unit.PER_1_000: "n",
    Unit.PER_100_000: "n",
    Unit.POUNDS: "",
}
_ALIKE = 2  # so many periods in which two lines have the same counts show that they count the same


@dataclass
class Unknowns:
    """Counts, each named by the first place that it stands in; `truth` where it is known here.

    Two are never joined where they are known to differ: what contradicts itself in print misleads
    whoever works with it, and tells nothing.
    """

    truth: dict[Slot, int] = field(default_factory=dict)
    presumed: set[Slot] = field(default_factory=set)
    lines: "Unknowns | None" = None  # which lines count the same, by the places of their counts
    _above: dict[Slot, Slot] = field(default_factory=dict)

    def add(self, slot: Slot, truth: int | None = None) -> Slot:
        self._above.setdefault(slot, slot)
        if truth is not None:
            self.truth.setdefault(slot, truth)
        return slot

    def __contains__(self, slot: Slot) -> bool:
        return slot in self._above

    def of(self, slot: Slot) -> Slot:
        """The name of the count that stands there."""
        above = self._above
        while above[slot] != slot:
            above[slot] = above[above[slot]]
            slot = above[slot]
        return slot

    def line_of(self, r: StatedReading, role: str) -> Slot:
        """The name of the line that a reading's count is of: one for all that count the same."""
        return self.lines.of(_line(r, role))

    def whole_of(self, r: StatedReading, role: str) -> Slot:
        """The name of the line that counts the same of all areas together."""
        return self.lines.of(_line(r, role, of_whole=True))

    def known(self, slot: Slot) -> int | None:
        return self.truth.get(self.of(slot))

    def settle(self, slot: Slot, truth: int) -> None:
        self.truth.setdefault(self.of(slot), truth)

    def presume(self, slot: Slot, number: int) -> None:
        """A number that fits where nobody knows the count."""
        if self.known(slot) is None:
            self.settle(slot, number)
            self.presumed.add(self.of(slot))

    def join(self, one: Slot, other: Slot) -> bool:
        """Makes one count of two, unless they are known to differ; whether they are one now."""
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return True
        truths = self.truth.get(first), self.truth.get(second)
        if None not in truths and truths[0] != truths[1]:
            return False
        self._above[second] = first
        if truths[0] is None and truths[1] is not None:
            self.truth[first] = truths[1]
        return True


def unknowns_of(readings: Iterable[StatedReading], subjects: dict[str, Subject]) -> Unknowns:
    """The counts that the readings are made of, joined where they are the same.

    The same are: those of one line and one period, whichever document prints them; what one step of
    a funnel counts and the next is of; those with the same definition; and those of two lines that
    agree in every period that both have, of which there are at least two.
    """
    found = Unknowns(lines=Unknowns())
    given = list(readings)
    for r in given:
        for role in ROLES[subjects[r.indicator].unit]:
            found.add((role, r.key), r.count(role))
            found.lines.add(_line(r, role))
            found.lines.add(_line(r, role, of_whole=True))
    for group in (_of_period(given, subjects), _of_funnels(given, subjects)):
        _join_each(found, group)
    _join_each(found, _of_words(given, subjects))
    _join_lines(found.lines, given, subjects)
    _join_alike(found, given, subjects)
    return found


def _line(r: StatedReading, role: str, *, of_whole: bool = False) -> Slot:
    return (r.series, "" if of_whole else r.area, r.indicator, r.step, role)


def _words(r: StatedReading, subject: Subject, role: str) -> str:
    return " ".join(subject.words_of(role, r.step).casefold().split()).rstrip(".")


def _join_lines(lines: Unknowns, given: list[StatedReading], subjects: dict[str, Subject]) -> None:
    """Lines of one definition, and those of a step and the step before it, count the same."""
    of_words: dict[tuple, list[Slot]] = defaultdict(list)
    for r in given:
        subject = subjects[r.indicator]
        for role in ROLES[subject.unit]:
            if words := _words(r, subject, role):
                of_words[words, r.series, r.area].append(_line(r, role))
                of_words[words, r.series, ""].append(_line(r, role, of_whole=True))
        before = subject.step_before(r.step)
        counted = (r.series, r.area, r.indicator, before, "n")
        if before is not None and counted in lines and "d" in ROLES[subject.unit]:
            lines.join(counted, _line(r, "d"))
    _join_each(lines, of_words)


def _join_each(found: Unknowns, groups: dict[tuple, list[Slot]]) -> None:
    """Joins what stands together; those that are known first, for the others to go with."""
    for _, slots in sorted(groups.items(), key=lambda pair: str(pair[0])):
        ordered = sorted(slots, key=lambda s: found.known(s) is None)
        for n, slot in enumerate(ordered):
            any(found.join(earlier, slot) for earlier in ordered[:n])


def _of_period(given: list[StatedReading], subjects: dict[str, Subject]) -> dict:
    groups = defaultdict(list)
    for r in given:
        for role in ROLES[subjects[r.indicator].unit]:
            line = (r.indicator, r.series, r.area, r.step, r.version)
            groups[role, *line, *r.window].append((role, r.key))
    return groups


def _of_funnels(given: list[StatedReading], subjects: dict[str, Subject]) -> dict:
    groups = defaultdict(list)
    for r in given:
        subject = subjects[r.indicator]
        line = (r.indicator, r.series, r.area, r.version, *r.window)
        if ROLES[subject.unit]:
            groups[r.step, *line].append(("n", r.key))
        before = subject.step_before(r.step)
        if before is not None and "d" in ROLES[subject.unit]:
            groups[before, *line].append(("d", r.key))
    return groups


def _of_words(given: list[StatedReading], subjects: dict[str, Subject]) -> dict:
    groups = defaultdict(list)
    for r in given:
        subject = subjects[r.indicator]
        for role in ROLES[subject.unit]:
            if words := _words(r, subject, role):
                groups[words, r.series, r.area, r.version, *r.window].append((role, r.key))
    return groups


def _join_alike(found: Unknowns, given: list[StatedReading], subjects: dict[str, Subject]) -> None:
    """Lines of two indicators with the same counts throughout: a reader sees that they are the same."""
    lines = defaultdict(lambda: defaultdict(list))
    for r in given:
        for role in ROLES[subjects[r.indicator].unit]:
            if r.count(role) is not None and r.start and r.end:
                lines[_line(r, role)][r.window].append((role, r.key))
    counts = {
        line: {w: {found.known(s) for s in slots} for w, slots in own.items()}
        for line, own in lines.items()
    }
    for one, other in combinations(sorted(lines), 2):
        if (
            one[:2] == other[:2]
            and one[2:4] != other[2:4]
            and _are_alike(counts[one], counts[other])
        ):
            found.lines.join(one, other)
            for window in lines[one].keys() & lines[other].keys():
                slots = lines[one][window] + lines[other][window]
                _join_each(found, {window: slots})


def _are_alike(one: dict, other: dict) -> bool:
    n = 0
    for window, counts in one.items():
        if window in other:
            if counts.isdisjoint(other[window]):
                return False
            n += 1
    return n >= _ALIKE
