"""Whether a printed table adds up, its shares can be of so many, and its figures agree."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from indicators.rules.facts import Flag, FlagKind
from indicators.rules.measures import Unit
from indicators.rules.printed import Printed, differ, exact_text, printed_range, read_printed
from plans.rules.dates import Precision, read_date

_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_FORWARD = 2  # steps forward that show a column to run on in time


@dataclass(frozen=True)
class PlainColumn:
    heading: str
    is_total: bool = False


@dataclass(frozen=True)
class PlainCell:
    """One cell as printed; an empty one is None in its row."""

    printed: str

    @property
    def number(self) -> Printed | None:
        return read_printed(self.printed)


@dataclass(frozen=True)
class PlainRow:
    """A row, with a cell or None for each column.

    `base`: of how many its shares are; None: the table's, 0: the document does not say. Rows with
    the same `part_of` are parts of one whole that exclude each other; "" is no such part.
    """

    heading: str
    cells: tuple[PlainCell | None, ...]
    base: int | None = None
    is_total: bool = False
    place: str = ""
    part_of: str = ""


@dataclass(frozen=True)
class PlainTable:
    """A table as printed. `base_noun` names what its shares are of, in the plural."""

    columns: tuple[PlainColumn, ...]
    rows: tuple[PlainRow, ...]
    unit: str = ""
    base: int | None = None
    place: str = ""
    base_noun: str = "answers"

    def cell(self, row: int, column: int) -> PlainCell | None:
        return self.rows[row].cells[column]

    def place_of(self, row: int) -> str:
        return self.rows[row].place or self.place


@dataclass(frozen=True)
class CellFlag:
    """What is wrong with one cell, by the index of its row and column.

    It is not certain where something that the document does not say would explain it.
    """

    row: int
    column: int
    flag: Flag
    is_certain: bool = True


def check_sums(table: PlainTable) -> tuple[CellFlag, ...]:
    """A flag for each printed total that its parts do not add up to, row by row.

    A total column is held against the columns before it, back to the total before it or all of
    them; a total row likewise. The grand total is held against the row totals and the column
    totals. An empty cell counts as nothing; where one is no number, or all parts are empty, nothing
    is said. Source: design, section 6 ("percentages, totals").
    """
    n_rows, n_columns = len(table.rows), len(table.columns)
    rows_total = [row.is_total for row in table.rows]
    columns_total = [column.is_total for column in table.columns]
    found: dict[tuple[int, int], dict[str, str]] = {}
    for r in range(n_rows):
        for c in (c for c in range(n_columns) if columns_total[c]):
            parts = [[table.cell(r, i) for i in some] for some in _parts(columns_total, c)]
            what = "column totals" if rows_total[r] else "row"
            _hold(table, (r, c), parts, what, found)
    for c in range(n_columns):
        for r in (r for r in range(n_rows) if rows_total[r]):
            parts = [[table.cell(i, c) for i in some] for some in _parts(rows_total, r)]
            _hold(table, (r, c), parts, "row totals" if columns_total[c] else "column", found)
    return tuple(
        CellFlag(r, c, Flag(FlagKind.TOTAL, _total_text(table, r, c, said), table.place_of(r)))
        for (r, c), by_sum in sorted(found.items())
        for said in by_sum.items()
    )


def check_shares(table: PlainTable) -> tuple[CellFlag, ...]:
    """A flag for each printed percentage that no whole number of its base gives, row by row.

    Fewer may have answered that question than are in the base, so such a flag is not certain
    unless no smaller base gives it either. Over 100% or below nought is certain. Parts that exclude
    each other and together are over 100%, even if each was rounded up, are flagged at the last.
    """
    found = []
    for r, row in enumerate(table.rows):
        for c in range(len(table.columns)):
            cell = table.cell(r, c)
            number = cell.number if cell and _is_share(table, cell) else None
            if number is None:
                continue
            base = table.base if row.base is None else row.base
            text, is_certain = _share_fault(cell.printed, number, base, table.base_noun)
            if text:
                flag = Flag(FlagKind.IMPOSSIBLE, text, table.place_of(r))
                found.append(CellFlag(r, c, flag, is_certain))
    return tuple(sorted((*found, *_over_the_whole(table)), key=lambda f: (f.row, f.column)))


def check_figures(table: PlainTable) -> tuple[CellFlag, ...]:
    """A flag for each figure that is given twice and differs, and for each period out of its order.

    Rows of one name give the same figure twice: their cells of a column differ where both are
    numbers, in figures or in words up to twelve, and no one value rounds to both; the flag is at the
    later one. A period that ends before it starts is flagged. In a column that runs on in time, at
    two steps forward and all but one, so is the cell that steps back: of a period its first day
    counts. Words, ranges and "about" are held against nothing. Source: issue 4 ("two published
    figures that disagree are both kept"; "a period that ends before it starts").
    """
    found = [*_repeats(table), *_periods(table)]
    return tuple(sorted(found, key=lambda f: (f.row, f.column)))


def whole_numbers_of(base: int, value: Decimal, decimals: int) -> range:
    """The whole numbers of `base` that print as the percentage `value`, half-up or half-even."""
    low, high = printed_range(value, decimals)
    return range(max(0, ceil(low * base / 100)), min(base, floor(high * base / 100)) + 1)


def smallest_base(value: Decimal, decimals: int, below: int) -> int | None:
    """The smallest base under `below` of which some whole number prints so; None where none does."""
    return next((n for n in range(1, below) if whole_numbers_of(n, value, decimals)), None)


def _parts(is_total: Sequence[bool], at: int) -> list[list[int]]:
    """What a total at this index may be the sum of: the parts since the total before it, or all."""
    all_parts = [i for i in range(at) if not is_total[i]]
    last = max((i for i in range(at) if is_total[i]), default=-1)
    since = [i for i in all_parts if i > last]
    return [all_parts, since] if since and since != all_parts else [all_parts]


def _hold(
    table: PlainTable,
    at: tuple[int, int],
    candidates: list[list[PlainCell | None]],
    what: str,
    found: dict[tuple[int, int], dict[str, str]],
) -> None:
    cell = table.cell(*at)
    total = cell.number if cell else None
    if total is None:
        return
    sums = [_sum(cells) for cells in candidates]
    if None in sums or any(_adds_up(table, total, added) for added in sums if added):
        return
    value, _, decimals = sums[0]
    found.setdefault(at, {}).setdefault(exact_text(value, max(decimals, total.decimals)), what)


def _sum(cells: Iterable[PlainCell | None]) -> tuple[Fraction, int, int] | None:
    """The sum, how many numbers are in it and their most decimals; None where it can't be told."""
    printed = [cell.number for cell in cells if cell is not None]
    if not printed or None in printed:
        return None
    values = [number for number in printed if number]
    total = sum((Fraction(number.value) for number in values), Fraction(0))
    return total, len(values), max(number.decimals for number in values)


def _adds_up(table: PlainTable, total: Printed, added: tuple[Fraction, int, int]) -> bool:
    value, n, decimals = added
    off = abs(Fraction(total.value) - value)
    if _is_counted(table.unit, max(decimals, total.decimals)):
        return off == 0
    return off <= n * Fraction(1, 2 * 10**decimals) + Fraction(1, 2 * 10**total.decimals)


def _is_counted(unit: str, decimals: int) -> bool:
    """Whether the numbers are exact: whole ones of no rate or share, and pounds with their pence."""
    if unit == Unit.POUNDS and decimals == 2:
        return True
    return unit in ("", Unit.COUNT, Unit.POUNDS) and decimals == 0


def _total_text(table: PlainTable, r: int, c: int, said: tuple[str, str]) -> str:
    added, what = said
    verb = "adds" if what in ("row", "column") else "add"
    return f"The {what} {verb} up to {added}, not {table.cell(r, c).printed}."


def _is_share(table: PlainTable, cell: PlainCell) -> bool:
    return "%" in cell.printed or (table.unit == Unit.PERCENT and "£" not in cell.printed)


def _share_fault(printed: str, number: Printed, base: int | None, noun: str) -> tuple[str, bool]:
    """A sentence and whether it is certain; "" where nothing is wrong or nothing can be said."""
    value, decimals = number.value, number.decimals
    if not 0 <= value <= 100:
        return f"{printed} is no share of a whole.", True
    if not base or whole_numbers_of(base, value, decimals):
        return "", True
    sign = "" if "%" in printed else "%"
    below = floor(Fraction(value) * base / 100)
    nearest = ", ".join(
        f"{k:,} {'gives' if k == 1 else 'give'} {exact_text(Fraction(100 * k, base), decimals + 1)}%"
        for k in (below, below + 1)
    )
    text = f"No whole number of {base:,} {noun} gives {printed}{sign}; {nearest}: "
    fewest = smallest_base(value, decimals, base)
    if fewest is None:
        return f"{text}nor does one of any smaller number.", True
    k = whole_numbers_of(fewest, value, decimals)[0]
    return f"{text}fewer may have answered ({k:,} of {fewest:,} would give it).", False


def _over_the_whole(table: PlainTable) -> list[CellFlag]:
    wholes: dict[tuple[str, int], list[tuple[int, Printed]]] = {}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            number = cell.number if row.part_of and cell and _is_share(table, cell) else None
            if number:
                wholes.setdefault((row.part_of, c), []).append((r, number))
    found = []
    for (part_of, c), parts in wholes.items():
        low = sum((printed_range(n.value, n.decimals)[0] for _, n in parts), Fraction(0))
        if low > 100:
            total = sum((Fraction(n.value) for _, n in parts), Fraction(0))
            shown = exact_text(total, max(n.decimals for _, n in parts))
            last = parts[-1][0]
            text = f"The parts of “{part_of}” add up to {shown}%, more than rounding can explain."
            found.append(CellFlag(last, c, Flag(FlagKind.IMPOSSIBLE, text, table.place_of(last))))
    return found


def _repeats(table: PlainTable) -> Iterable[CellFlag]:
    first: dict[tuple[str, int], tuple[int, PlainCell]] = {}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            number = cell and _number_or_word(cell)
            if not number:
                continue
            at, said = first.setdefault((row.heading.casefold(), c), (r, cell))
            if differ(_number_or_word(said), number):
                text = f"{cell.printed} here, but {said.printed} in {table.place_of(at)}."
                yield CellFlag(r, c, Flag(FlagKind.TWO_FIGURES, text, table.place_of(r)))


def _number_or_word(cell: PlainCell) -> Printed | None:
    word = cell.printed.strip().casefold()
    return Printed(Decimal(_WORDS.index(word)), 0) if word in _WORDS else cell.number


def _periods(table: PlainTable) -> Iterable[CellFlag]:
    for c in range(len(table.columns)):
        days = []
        for r, row in enumerate(table.rows):
            cell = row.cells[c]
            if cell and (span := _span_of(cell.printed)):
                days.append((r, cell.printed, span[0]))
                if span[1] < span[0]:
                    text = f"“{cell.printed}” ends before it starts."
                    yield CellFlag(r, c, Flag(FlagKind.PERIOD, text, table.place_of(r)))
        steps = list(pairwise(days))
        back = [(was, now) for was, now in steps if now[2] < was[2]]
        if len(back) == 1 and len(steps) > _FORWARD:
            ((_, before, _), (r, printed, _)) = back[0]
            text = f"“{printed}” is earlier than “{before}” before it, where the others run on."
            yield CellFlag(r, c, Flag(FlagKind.PERIOD, text, table.place_of(r)))


def _span_of(printed: str) -> tuple[date, date] | None:
    """The first and the last day of a day, or of a period in months; None where it is neither.

    "January to December 2021" has its year once, at the end.
    """
    ends = re.split(r"\s+(?:to|-|–)\s+", printed.strip())
    if len(ends) == 1:
        found = read_date(printed)
        return (found.on, found.on) if found.on and found.precision is Precision.DAY else None
    if len(ends) != 2:
        return None
    first, last = ends
    if not re.search(r"\d", first):
        first = f"{first} {last.split()[-1]}"
    start, end = read_date(first), read_date(last)
    if start.precision is not Precision.MONTH or end.precision is not Precision.MONTH:
        return None
    return start.on.replace(day=1), end.on
