"""Which figures the public is not told, by which rule: the primary ones and those held for their sake.

First what is too small by itself: counts, complements, bases, shares and rates that come to one, and
whatever states such a count again. Then what would let a reader work it out, by the audit. What
issued packs said counts as known for good; what they held back stays so while it is too small.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.rules.disclosure.cells import (
    cell_findings,
    cell_says,
    left_of_parts,
    sums_of,
    told_by,
    unknowns_of_cells,
)
from indicators.rules.disclosure.implied import populations_of, settle
from indicators.rules.disclosure.policy import Policy
from indicators.rules.disclosure.presuming import presume
from indicators.rules.disclosure.protecting import protect
from indicators.rules.disclosure.readings import Counts, always, findings, open_secrets, says
from indicators.rules.disclosure.reasons import Rule
from indicators.rules.disclosure.secrecy import Finding, Small, small
from indicators.rules.disclosure.stated import Said, StatedCell, StatedReading, Statements
from indicators.rules.disclosure.system import (
    MOST,
    Constraint,
    Figure,
    Secret,
    System,
    Unknown,
    Why,
    at_least,
    is_exactly,
    total,
)
from indicators.rules.disclosure.unknowns import Unknowns, unknowns_of
from indicators.rules.disclosure.windows import add_up, lines_of
from indicators.rules.measures import People, Series, Unit

_FIRST_DAY = 0


@dataclass(frozen=True)
class Decision:
    """By which rule a figure is held back; `is_given_away`: issued packs narrow it down already."""

    rule: Rule
    is_given_away: bool = False


def decide(
    offered: Statements,
    policy: Policy,
    said: Said | None = None,
    *,
    is_secondary: bool = True,
) -> dict[str, Decision]:
    """By the keys of the figures that the public is not told, why each is not.

    `offered` holds, besides what the publication would state, the readings and cells that issued
    packs held back. `is_secondary` False stops at what is too small by itself, which is not safe:
    it is there for a test to fail on.
    """
    work = _Work(offered, policy, said or Said())
    work.add_readings()
    work.add_cells()
    if not is_secondary:
        return {key: Decision(rule) for key, rule in work.rules.items()}
    need = min(3, policy.threshold - 1)
    beside = protect(work.system, work.lines, work.rules, need=need)
    rules = beside.rules | work.rules
    rules |= work.printed_again(rules)
    return {key: Decision(rule, key in beside.given_away) for key, rule in rules.items()}


class _Work:
    """The system of constraints as it grows, and what is held back by itself."""

    def __init__(self, offered: Statements, policy: Policy, said: Said) -> None:
        self.offered, self.policy, self.said = offered, policy, said
        self.subjects = said.statements.subjects | offered.subjects
        self.public = said.keys
        self.system = System()
        self.rules: dict[str, Rule] = {}
        self.lines = []
        self._secrets: dict[tuple, Secret] = {}
        self._printed: set[Unknown] = set()  # what issued packs print as it is

    # --- Readings

    def add_readings(self) -> None:
        found = self._each(self.offered.readings, self.said.statements.readings)
        readings = [r for r in found if self._counts_people(r)]
        unknowns = unknowns_of(readings, self.subjects)
        add_up(readings, self.subjects, unknowns)
        implied = settle(readings, self.subjects, unknowns, populations_of(readings, self.subjects))
        presume(readings, self.subjects, unknowns)
        every = [Counts(r, self.subjects[r.indicator], unknowns) for r in readings]
        for counts in every:
            r = counts.reading
            self._add_figure(r, says(counts, implied), _cost(r), is_total=r.is_total)
            self.system.known += always(counts)
        for counts in every:
            r = counts.reading
            few = self._few(counts.subject.people, r.key)
            self._add_findings(r, findings(counts, implied, few))
            for secret in open_secrets(counts, few):
                self._add_secret(secret)
        self._hold_what_says_it_again(every)
        self._add_areas(every, unknowns)
        judged = ((c, self._few(c.subject.people, "")) for c in every)
        self.lines = lines_of(judged, unknowns)
        for line in self.lines:
            self.system.known += line.constraints()

    def _each(self, offered: Iterable, said: Iterable) -> Iterable:
        """What is offered, and what was said of which nothing is offered now."""
        found = {f.key: f for f in offered}
        return [*found.values(), *(f for f in said if f.key not in found)]

    def _counts_people(self, r: StatedReading) -> bool:
        subject = self.subjects[r.indicator]
        is_about_some = subject.people is not People.NOBODY or r.key in self.said.held
        return is_about_some and subject.unit is not Unit.POUNDS

    def _is_judged(self, figure: StatedReading | StatedCell) -> bool:
        """Whether it can be held back still: what became public is not hidden for nothing."""
        return figure.key not in self.public

    def _few(self, people: People, key: str) -> Small:
        return small(self.policy, people, was_held=key in self.said.held)

    def _add_figure(
        self,
        figure: StatedReading | StatedCell,
        said: tuple[Constraint, ...],
        cost: tuple,
        *,
        is_total: bool,
    ) -> None:
        was_said = figure.key in self.public
        if said and (figure.is_offered or was_said):
            made = Figure(figure.key, said, cost, was_said, is_total)
            self.system.figures[figure.key] = made
        if was_said:
            plain = [c.sum.unknowns for c in said if c.is_equality and len(c.sum.terms) == 1]
            self._printed |= {unknown for (unknown,) in plain}

    def _add_findings(self, figure: StatedReading | StatedCell, found: list[Finding]) -> None:
        """What is too small of a figure, unless an issued pack printed that very number."""
        found = [f for f in found if f.secret is None or not self._is_public(f.secret)]
        if not found:
            return
        was_held = figure.key in self.said.held
        if figure.is_offered and self._is_judged(figure):
            self.rules.setdefault(figure.key, Rule.EARLIER if was_held else found[0].rule)
        is_marked = self._is_judged(figure)
        for secret in (f.secret for f in found if f.secret is not None and f.secret.sum.terms):
            open_one = Secret(secret.sum, 0, MOST, few=tuple(range(self.policy.threshold)))
            self._add_secret(secret if is_marked else open_one)

    def _is_public(self, secret: Secret) -> bool:
        return self._printed.issuperset(secret.sum.unknowns)

    def _add_secret(self, secret: Secret) -> None:
        """Each number once, in the widest range that its mark can mean."""
        known = self._secrets.get(secret.sum)
        if known is None:
            self._secrets[secret.sum] = secret
            self.system.secrets.append(secret)
        elif (known.low, known.high) != (secret.low, secret.high):
            wider = Secret(
                secret.sum,
                min(known.low, secret.low),
                max(known.high, secret.high),
                known.key,
                known.few,
            )
            self._secrets[secret.sum] = wider
            self.system.secrets[self.system.secrets.index(known)] = wider

    def _hold_what_says_it_again(self, every: list[Counts]) -> None:
        """Whatever else is printed of a count that is held back, be it a rank or words alone."""
        hidden = {
            s.sum.unknowns[0] for s in self.system.secrets if len(s.sum.terms) == 1 and not s.few
        }
        for counts in every:
            r = counts.reading
            if r.is_offered and self._is_judged(r) and not hidden.isdisjoint(counts.names.values()):
                self.rules.setdefault(r.key, Rule.SAME)

    def _add_areas(self, every: list[Counts], unknowns: Unknowns) -> None:
        """That a whole is the sum of its areas and of what no area is printed of."""
        groups: dict[tuple, dict[str, tuple[Unknown, Small]]] = defaultdict(dict)
        for counts in every:
            r = counts.reading
            if r.series == Series.LOCAL:
                few = self._few(counts.subject.people, "")
                for role, name in counts.names.items():
                    place = (unknowns.whole_of(r, role), r.window)
                    groups[place].setdefault(r.area, (name, few))
        for _, own in sorted(groups.items(), key=lambda pair: str(pair[0])):
            if "" in own and len(own) > 1:
                whole, few = own.pop("")
                self._add_whole(whole, [name for name, _ in own.values()], few, unknowns)

    def _add_whole(
        self, whole: Unknown, areas: list[Unknown], few: Small, unknowns: Unknowns
    ) -> None:
        rest = total([whole], areas)
        left = rest.value(unknowns.truth)
        if left == 0 and rest.terms:
            self.system.known.append(is_exactly(rest, 0, Why.AREA))
        elif left > 0:
            self.system.known.append(at_least(rest, 0, Why.AREA))
            if left in few:
                self._add_secret(Secret(rest, 0, MOST, few=few.numbers))

    # --- Cells of tables

    def add_cells(self) -> None:
        every = self._each(self.offered.cells, self.said.statements.cells)
        cells = [c for c in every if c.people is not People.NOBODY or c.key in self.said.held]
        unknowns = unknowns_of_cells(cells)
        for cell in cells:
            self._add_figure(
                cell, cell_says(cell, unknowns), _cell_cost(cell), is_total=cell.is_total
            )
        for cell in cells:
            few = self._few(cell.people, cell.key)
            self._add_findings(cell, cell_findings(cell, unknowns, few))
        self._hold_shares_beside(cells)
        summed = [c for c in cells if c.table in self.offered.sums | self.said.statements.sums]
        self.system.known += sums_of(summed, unknowns)
        few_of = {c.key: self._few(c.people, c.key) for c in cells}
        for secret in left_of_parts(cells, unknowns, few_of):
            self._add_secret(secret)

    def printed_again(self, rules: dict[str, Rule]) -> dict[str, Rule]:
        """Cells, of whatever table, in which a document prints a share or rate that is held back."""
        held = {
            (r.document, r.published)
            for r in self.offered.readings
            if r.key in rules and not r.published.strip().isdigit()
        }
        return {
            c.key: Rule.SAME
            for c in self.offered.cells
            if c.key not in rules and self._is_judged(c) and (c.document, c.printed) in held
        }

    def _hold_shares_beside(self, cells: list[StatedCell]) -> None:
        """A share of a base that is not said, in the row of a count that is held back."""
        rows = {(c.table, c.row) for c in cells if c.key in self.rules and not c.base}
        for cell in cells:
            told = told_by(cell)
            is_share = told is not None and told.share is not None and not cell.base
            if is_share and (cell.table, cell.row) in rows and self._is_judged(cell):
                self.rules.setdefault(cell.key, Rule.RATE)


def _cost(r: StatedReading) -> tuple:
    """What holding a reading back costs: totals most, then headlines, then what is recent."""
    return (r.is_total, r.is_latest, r.end.toordinal() if r.end else _FIRST_DAY, r.key)


def _cell_cost(cell: StatedCell) -> tuple:
    return (cell.is_total, False, _FIRST_DAY, f"{cell.table} {cell.row:04} {cell.column:04}")
