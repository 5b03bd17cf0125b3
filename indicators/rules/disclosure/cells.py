"""What a printed cell of a table says of a count, and whether it is too small to tell."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from indicators.rules.disclosure.implied import share_range
from indicators.rules.disclosure.reasons import Rule
from indicators.rules.disclosure.secrecy import Finding, Small, finding
from indicators.rules.disclosure.stated import StatedCell
from indicators.rules.disclosure.system import Constraint, Secret, Unknown, Why, is_exactly, total
from indicators.rules.disclosure.unknowns import Unknowns
from indicators.rules.disclosure.words import NUMBER_WORDS, Told, read_told

_FRACTION = re.compile(r"\b[a-z]+[- ](?:third|quarter|fifth|tenth)s?\b")
_NUMBER = re.compile(r"(?<![\w.,/+-])([0-9]+)(?![\w%]|[.,/-][0-9])")


def told_by(cell: StatedCell) -> Told | None:
    return read_told(cell.printed, cell.unit)


def counts_of(cell: StatedCell, told: Told) -> range:
    """The counts that a cell stands for; none where it does not say."""
    if told.count is not None:
        return range(told.count, told.count + 1)
    if told.share is not None and told.share.value >= 0 and cell.base:
        return share_range(told.share, cell.base)
    return range(0)


def unknowns_of_cells(cells: Iterable[StatedCell]) -> Unknowns:
    """The counts of cells; one where a document gives the same under the same headings twice."""
    found = Unknowns()
    first: dict[tuple, Unknown] = {}
    for cell in cells:
        told = told_by(cell)
        counts = counts_of(cell, told) if told else ()
        if not counts:
            continue
        slot = found.add(("cell", cell.key), counts[len(counts) // 2])
        headings = (cell.heading.casefold(), cell.column_heading.casefold(), cell.document)
        found.join(first.setdefault(headings, slot), slot)
    return found


def cell_says(cell: StatedCell, unknowns: Unknowns) -> tuple[Constraint, ...]:
    """What the cell says of its count where it is told."""
    slot = ("cell", cell.key)
    if slot not in unknowns:
        return ()
    told, what = told_by(cell), total([unknowns.of(slot)])
    if told.share is None:
        return (is_exactly(what, told.count),)
    counts = counts_of(cell, told)
    return (Constraint(what, counts[0], counts[-1], Why.SHARE),)


def cell_findings(cell: StatedCell, unknowns: Unknowns, few: Small) -> list[Finding]:
    """What of a cell is too small to tell: its count, those left over, and of how many it is."""
    told, key = told_by(cell), cell.key
    if told is None:
        return [Finding(Rule.COUNT)] if _tells_few(cell.printed, few) else []
    slot = ("cell", key)
    what = total([unknowns.of(slot)]) if slot in unknowns else None
    rule = Rule.COUNT if told.share is None else Rule.RATE
    found = [finding(what, counts_of(cell, told), few, rule, key) if what else None]
    base = told.of or (cell.base if told.share is not None else None)
    if what and base:
        left = [base - n for n in counts_of(cell, told) if n <= base]
        rest = total((), what.unknowns, base)
        found.append(finding(rest, left, few, _rest_rule(rule), key) if left else None)
        found.append(Finding(Rule.BASE) if base in few else None)
    found += [_without_base(cell, told, few)]
    return [f for f in found if f is not None]


def _rest_rule(rule: Rule) -> Rule:
    return Rule.RATE if rule is Rule.RATE else Rule.COMPLEMENT


def _without_base(cell: StatedCell, told: Told, few: Small) -> Finding | None:
    """A share of nobody knows how many, though of no more than some; all of them; all but a few."""
    if told.rest is not None:
        return Finding(Rule.COMPLEMENT) if told.rest in few else None
    is_share = told.share is not None and not cell.base
    is_all_or_none = told.is_whole or (is_share and told.share.value in (0, 100))
    if is_all_or_none:
        return Finding(Rule.ALL_OR_NONE) if few.low == 0 else None
    if is_share and cell.most and 0 < told.share.value < 100:
        counts = share_range(told.share, cell.most)
        if few.meets(counts) or few.meets(cell.most - n for n in counts):
            return Finding(Rule.RATE)
    return None


def _tells_few(printed: str, few: Small) -> bool:
    """Whether words that are no one number have one in them that is too small."""
    text = _FRACTION.sub(" ", printed.casefold())
    numbers = [int(n) for n in _NUMBER.findall(text)]
    words = re.findall(r"[a-z]+", text)
    numbers += [NUMBER_WORDS.index(w) for w in words if w in NUMBER_WORDS[1:]]
    return few.meets(n for n in numbers if n)


def sums_of(cells: Sequence[StatedCell], unknowns: Unknowns) -> Iterable[Constraint]:
    """That totals are the sums of their parts, in rows and in columns, where they are."""
    for is_row in (True, False):
        groups = defaultdict(list)
        for cell in cells:
            groups[cell.table, cell.row if is_row else cell.column].append(cell)
        for _, group in sorted(groups.items()):
            group.sort(key=lambda c: c.column if is_row else c.row)
            yield from _totals(group, unknowns, is_row=is_row)


def _totals(
    line: Sequence[StatedCell], unknowns: Unknowns, *, is_row: bool
) -> Iterable[Constraint]:
    """Each total of a row or a column: of all parts before it, or of those since the total before."""
    parts: list[Unknown] = []
    since: list[Unknown] = []
    for cell in line:
        slot = ("cell", cell.key)
        if slot not in unknowns:
            continue
        if not (cell.is_total_column if is_row else cell.is_total_row):
            parts.append(unknowns.of(slot))
            since.append(unknowns.of(slot))
            continue
        for some in (parts, since):
            what = total([unknowns.of(slot)], some)
            if some and what.terms and what.value(unknowns.truth) == 0:
                yield is_exactly(what, 0, Why.TOTAL)
                break
        since = []


def left_of_parts(
    cells: Iterable[StatedCell], unknowns: Unknowns, few_of: dict[str, Small]
) -> Iterable[Secret]:
    """Who is in none of the printed parts of a whole whose parts exclude each other."""
    groups: dict[tuple, list[StatedCell]] = defaultdict(list)
    for cell in cells:
        if cell.part_of and cell.base and ("cell", cell.key) in unknowns:
            groups[cell.table, cell.column, cell.part_of, cell.base].append(cell)
    for (*_, base), group in sorted(groups.items()):
        few = few_of.get(group[0].key)
        rest = total((), [unknowns.of(("cell", c.key)) for c in group], base)
        if few and len(group) > 1 and rest.value(unknowns.truth) in few:
            yield Secret(rest, 0, base, few=few.numbers)
