"""Which population a rate and its count need, and where that population jumps without a note."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from indicators.rules.facts import Facts, Flag, FlagKind, Measure
from indicators.rules.measures import Unit
from indicators.rules.printed import exact_text, number_text, printed_range, read_printed

RATE_SCALE = {Unit.PER_100_000: 100_000, Unit.PER_1_000: 1_000}
JUMP_PCT = 3  # a printed population may move so far from one reading to the next
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Run:
    """Readings one after the other that one population fits: its lowest and its highest."""

    ids: tuple[int, ...]
    low: int
    high: int
    stretch: int

    @property
    def middle(self) -> int:
        return (self.low + self.high + 1) // 2


@dataclass(frozen=True)
class PopulationFit:
    """The runs of one line of one document in time order, and what follows from them.

    `common` names for a reading the population that its rate can be recomputed on; a reading
    without one is not in it. `flags` are of the readings that break a run without a note.
    """

    runs: tuple[Run, ...] = ()
    common: Mapping[int, int] = field(default_factory=dict)
    flags: Mapping[int, Flag] = field(default_factory=dict)


def population_range(
    scale: int, count: Decimal | int, published: str | Decimal | int, decimals: int | None = None
) -> tuple[int, int] | None:
    """The fewest and the most people of whom `count` prints as `published` per `scale`.

    None for a count or a rate of nought, of which nothing can be said, and where no whole number of
    people gives the rate. Source: design, section 6 ("implied population").
    """
    exact = _exact(scale, count, printed_range(published, decimals))
    return exact and _whole(*exact)


def range_of(measure: Measure, facts: Facts) -> tuple[int, int] | None:
    """The populations that fit a reading of a rate; None where one is printed, or nothing is said."""
    exact = _exact_range(measure, facts)
    return exact and _whole(*exact)


def fit(
    measure: Measure, readings: Iterable[Facts], *, rebases: Sequence[date] = ()
) -> PopulationFit:
    """How far one population fits the readings, which are all of one line of one document.

    In time order each reading narrows the run before it, or, where no population is left that fits
    them all, begins a new run: a jump, and a flag, unless one of `rebases` stands between. A
    rebase is a day from which a note says that figures start anew or are counted otherwise: it
    parts the readings that end before it from those that end on it or later. Where only a part of a
    person would fit them all, rounding alone may explain it: a new run, but no flag.

    What a rate is recomputed on is the middle of the run of most readings (the first of several
    such) between the same two rebases. One reading alone fits any population of its own, so a run
    of one gives none. Source: design, section 6 ("implied population and its jumps").
    """
    ordered = in_time_order(readings)
    runs: list[Run] = []
    shared = None  # by the last run's readings, not in whole people
    flags = {}
    for facts in _without_repeats(ordered):
        exact = _exact_range(measure, facts)
        fitting = exact and _whole(*exact)
        if not fitting:
            continue
        stretch = stretch_of(facts, rebases)
        last = runs[-1] if runs and runs[-1].stretch == stretch else None
        meets = last and _overlap(shared, exact)
        if meets and (both := _overlap((last.low, last.high), fitting)):
            runs[-1], shared = Run((*last.ids, facts.id), *both, stretch), meets
            continue
        if last and not meets:
            flags[facts.id] = Flag(FlagKind.POPULATION, _jump_text(last, fitting), facts.place)
        runs.append(Run((facts.id,), *fitting, stretch))
        shared = exact
    return PopulationFit(tuple(runs), _common(ordered, runs, rebases), flags)


def printed_jumps(readings: Iterable[Facts], *, rebases: Sequence[date] = ()) -> dict[int, Flag]:
    """A flag for each reading whose printed population is over 3% off the one before it.

    The readings are of one line of one document; what one of `rebases` parts is not compared.
    """
    flags = {}
    known = [facts for facts in in_time_order(readings) if facts.denominator]
    for earlier, later in pairwise(known):
        was, now = Fraction(earlier.denominator), Fraction(later.denominator)
        if stretch_of(earlier, rebases) != stretch_of(later, rebases):
            continue
        change = 100 * (now - was) / was
        if abs(change) > JUMP_PCT:
            text = (
                f"Has a population of {number_text(later.denominator)}, "
                f"{exact_text(abs(change), 1)}% {'more' if change > 0 else 'fewer'} than the "
                f"{number_text(earlier.denominator)} of the reading before it; no note says why."
            )
            flags[later.id] = Flag(FlagKind.POPULATION, text, later.place)
    return flags


def in_time_order(readings: Iterable[Facts]) -> list[Facts]:
    """By last day, then first; those without a last day come after, in the order given."""
    return sorted(readings, key=lambda f: (f.end or date.max, f.start or date.min))


def stretch_of(facts: Facts, rebases: Sequence[date]) -> int:
    """Between which rebases a reading stands, by its last day; -1 where there are some and it has none."""
    if not rebases:
        return 0
    return -1 if facts.end is None else bisect_right(sorted(rebases), facts.end)


def _without_repeats(ordered: list[Facts]) -> Iterable[Facts]:
    """The readings, each once: the same figure in a table and in prose is no second reading."""
    seen = set()
    for facts in ordered:
        days = (facts.start, facts.end) if facts.start and facts.end else (facts.id,)
        figure = (*days, facts.numerator, facts.published)
        if figure not in seen:
            seen.add(figure)
            yield facts


def _exact_range(measure: Measure, facts: Facts) -> tuple[Fraction, Fraction] | None:
    """As `range_of` has it, not in whole people."""
    printed = read_printed(facts.published)
    scale = RATE_SCALE.get(measure.unit)
    if not scale or printed is None or facts.numerator is None or facts.denominator is not None:
        return None
    return _exact(scale, facts.numerator, printed_range(printed.value, printed.decimals))


def _exact(
    scale: int, count: Decimal | int, rates: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction] | None:
    lowest, highest = rates
    if count <= 0 or lowest <= 0:
        return None
    events = scale * Fraction(count)
    return events / highest, events / lowest


def _whole(low: Fraction, high: Fraction) -> tuple[int, int] | None:
    fewest, most = ceil(low), floor(high)
    return (fewest, most) if fewest <= most else None


def _overlap(one: tuple, other: tuple) -> tuple | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None


def _common(ordered: list[Facts], runs: list[Run], rebases: Sequence[date]) -> dict[int, int]:
    largest: dict[int, Run] = {}
    for run in runs:
        if len(run.ids) > max(1, len(largest[run.stretch].ids) if run.stretch in largest else 0):
            largest[run.stretch] = run
    in_stretch = ((facts.id, stretch_of(facts, rebases)) for facts in ordered)
    return {id_: largest[stretch].middle for id_, stretch in in_stretch if stretch in largest}


def _jump_text(run: Run, fitting: tuple[int, int]) -> str:
    n = len(run.ids)
    number = _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"
    before = "the reading before it needs" if n == 1 else f"the {number} readings before it need"
    return (
        f"Needs a population of {_range_text(*fitting)}, where {before} "
        f"{_range_text(run.low, run.high)}; no note says why."
    )


def _range_text(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
