"""What a plan in a report leaves open: ratings nobody wrote, dates that are none, codes of no list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans.rules.words import count_of, listed
from reports.rules.lint.prose import Fault

_DONE = re.compile(r"(?:achieved|completed?|done|finished)\b", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}\b")


@dataclass(frozen=True)
class PlanRow:
    """One action as the plan prints it. `inferred_from` says what a rating was read from that nobody
    wrote, "" where it was written. `due` is its date as written, `has_date` whether that is one.
    """

    ref: str
    part: str
    due: str
    has_date: bool
    inferred_from: str = ""
    is_outstanding: bool = False


def rating_faults(rows: Sequence[PlanRow], anchor: str) -> Iterator[Fault]:
    """Parts of the plan in which ratings are read from other words, with how many."""
    for part in dict.fromkeys(row.part for row in rows):
        own = [row for row in rows if row.part == part]
        silent = [row for row in own if row.inferred_from]
        if silent:
            of = f"Part {part}" if part else "The plan"
            (how, _), *others = Counter(row.inferred_from for row in silent).most_common()
            how = f"other words, mostly {how}" if others else how
            yield Fault(
                "list-differs",
                f"{of}: {len(silent):,} of {count_of(len(own), 'action')} "
                f"{'has' if len(silent) == 1 else 'have'} no rating word; it is read from {how}.",
                "The key promises a rating for each, and nobody wrote it.",
                where=of,
                anchor=anchor,
                facts=("inferred", part, str(len(silent)), str(len(own))),
            )


def due_faults(rows: Sequence[PlanRow], anchor: str) -> Iterator[Fault]:
    """Actions that have no date: together where they are said to be done, else one by one.

    Outstanding ones without a date have a finding of their own.
    """
    without = [row for row in rows if not row.has_date]
    done = [r for r in without if _DONE.match(r.due) or not (r.due or r.is_outstanding)]
    if len(done) > 1:
        words = listed([f"“{w}”" for w in dict.fromkeys(r.due.capitalize() for r in done if r.due)])
        said = f"the table says {words} there" if words else "the table is empty there"
        yield Fault(
            "date-missing",
            f"{len(done):,} of {count_of(len(rows), 'action')} have no date: {said}.",
            "Neither when they were due nor when they were done can be told.",
            where="The plan’s dates",
            anchor=anchor,
            facts=("done without a date", str(len(done))),
        )
    for row in without:
        if not row.is_outstanding and row.due and not _DONE.match(row.due):
            yield Fault(
                "date-missing",
                f"{row.ref} has no date: the table says “{row.due}”.",
                "Nobody can tell whether what has no date is late.",
                where=f"Action {row.ref}",
                anchor=anchor_of(row.ref),
                facts=("no-date", row.ref),
            )


def anchor_of(ref: str) -> str:
    """The anchor of an action's row."""
    return f"action-{re.sub('[^a-z0-9]+', '-', ref.lower()).strip('-')}"


def part_day_faults(days: Sequence[tuple[str, str]], anchor: str) -> Iterator[Fault]:
    """Parts of one plan that speak of different days, each part with its day in words."""
    own = [(part, day) for part, day in days if day]
    if len({day for _, day in own}) > 1:
        yield Fault(
            "date-differs",
            f"The plan’s parts speak of different days: {listed([f'{p} {d}' for p, d in own])}.",
            "A reader takes one table for one day’s position.",
            where="The plan",
            anchor=anchor,
            facts=tuple(text for each in own for text in each),
        )


def code_faults(
    printed: Iterable[tuple[str, str]], known: Iterable[str], anchor: str
) -> Iterator[Fault]:
    """Codes of indicators, as each objective prints them, that no list of the pack explains."""
    there = " ".join(known)
    missing: dict[str, list[str]] = {}
    for objective, text in printed:
        codes = [c for c in _CODE.findall(text) if not re.search(rf"\b{c}\b", there)]
        if codes:
            missing[objective] = codes
    if missing:
        codes = list(dict.fromkeys(code for own in missing.values() for code in own))
        named = listed(codes) if len(codes) < 6 else f"{', '.join(codes[:5])} and others"
        of = f"Objective{'' if len(missing) == 1 else 's'} {listed(list(missing))}"
        yield Fault(
            "reference-broken",
            f"{of}: indicators are named by codes ({named}) of which this pack has no list.",
            "A code that leads to no list says nothing to a reader.",
            where="The plan’s objectives",
            anchor=anchor,
            facts=("codes", *codes),
        )
