"""Counts in the text against what there is to count; and "all done" against what is not."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plans.rules.dates import long_date
from plans.rules.words import count_of, listed
from reports.rules.lint.days import MONTHS
from reports.rules.lint.prose import NUMBER, Fault, Prose, number_in, quoted, sentences

NOUNS = {
    "objectives": "objectives",
    "priorities": "objectives",
    "actions": "actions",
    "parts": "parts",
    "conclusions": "conclusions",
    "recommendations": "recommendations",
    "members": "members",
}
_COUNT = re.compile(
    rf"(?<![\w.,])({NUMBER})\s+(?:(?:outstanding|formal|further|of the|of its|of)\s+)?"
    rf"({'|'.join(NOUNS)})\b",
    re.IGNORECASE,
)
_MET = re.compile(
    rf"\bmet\b(?:\W+\w+){{0,4}}?\W+(?:on\s+)?({NUMBER})\s+(?:occasions|times|meetings)\b"
    rf"|\b({NUMBER})\s+(?:formal\s+)?meetings\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\bPart\s+([A-Z])\b")
_OBJECTIVE = re.compile(r"\bobjective\s+(\d+)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|every|each)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:complet\w+|achieved|met|signed off|carried out|done|delivered|finished|"
    r"addressed)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|yet|will|to be|should|would|be|no|seen some|some progress)\b", re.I)


@dataclass(frozen=True)
class Scope:
    """What a plan, a part or an objective has: its numbers, and the refs that are outstanding."""

    name: str
    counts: Mapping[str, int]
    outstanding: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """What the pack has to count. `plan` is by "", "Part A" or "objective 5".

    `met_on` are the days of the panel's formal meetings.
    """

    plan: Mapping[str, Scope]
    review: Mapping[str, int]
    met_on: tuple[date, ...] = ()


def count_faults(proses: Iterable[Prose], counted: Counted) -> Iterable[Fault]:
    """Every count that is not that of the tables."""
    for prose in proses:
        scope = _scope_of(prose.heading)
        for sentence in sentences(prose.typed):
            scope = _scope_of(sentence) or scope
            yield from _counts(prose, sentence, scope, counted)
            yield from _all_done(prose, sentence, _scope_of(sentence) or scope, counted)
            yield from _meetings(prose, sentence, counted)


def _scope_of(text: str) -> str:
    if found := _OBJECTIVE.search(text):
        return f"objective {found[1]}"
    parts = set(_PART.findall(text))
    if len(parts) == 1:
        return f"Part {parts.pop()}"
    return ""


def _counts(prose: Prose, sentence: str, scope: str, counted: Counted) -> Iterable[Fault]:
    of_plan = scope or re.search(r"\bplan\b", sentence, re.IGNORECASE)
    for found in _COUNT.finditer(sentence):
        said, noun = number_in(found[1]), NOUNS[found[2].casefold()]
        if (
            re.search(r"\bof\s+$", sentence[max(0, found.start() - 9) : found.start()])
            or said is None
        ):
            continue
        own = counted.plan.get(scope) if of_plan else None
        there = own.counts.get(noun) if own else counted.review.get(noun)
        name = own.name if own else "the review"
        if there is not None and there != said:
            yield Fault(
                "count-differs",
                f"{quoted(sentence)}: {name} has {there:,} {noun}, not {said:,}.",
                "A number in the text is not the one in the table it speaks of.",
                prose,
                facts=(prose.anchor, noun, str(said), str(there)),
            )


def _all_done(prose: Prose, sentence: str, scope: str, counted: Counted) -> Iterable[Fault]:
    own = counted.plan.get(scope)
    if (
        own is None
        or not own.outstanding
        or not re.search(r"\b(?:actions?|objectives?)\b", sentence)
    ):
        return
    found = _ALL.search(sentence)
    if found is None:
        return
    after = sentence[found.start() :]
    before = sentence[max(0, found.start() - 30) : found.start()]
    done = _DONE.search(after) or _DONE.search(before)
    if done is None or _NOT.search(after[: done.start()] if _DONE.search(after) else before):
        return
    n = len(own.outstanding)
    yield Fault(
        "count-differs",
        f"{quoted(sentence)}: of {own.name}, {listed(list(own.outstanding))} "
        f"{'is' if n == 1 else 'are'} outstanding.",
        "The text says that all is done, and the plan that it is not.",
        prose,
        facts=(prose.anchor, own.name, *own.outstanding),
    )


def _meetings(prose: Prose, sentence: str, counted: Counted) -> Iterable[Fault]:
    found = _MET.search(sentence)
    if found is None or not re.search(r"\bpanel\b", sentence, re.IGNORECASE) or not counted.met_on:
        return
    said = number_in(found[1] or found[2])
    days = _days(sentence)
    met = [d for d in counted.met_on if len(days) != 2 or min(days) <= d <= max(days)]
    if said is None or said == len(met):
        return
    yield Fault(
        "count-differs",
        f"{quoted(sentence)}: the list of meetings has {count_of(len(met), 'meeting')}, on "
        f"{listed([long_date(d) for d in met])}.",
        "The number of meetings in the text is not that of the appendix.",
        prose,
        facts=(prose.anchor, "meetings", str(said), str(len(met))),
    )


_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def _days(text: str) -> list[date]:
    found = []
    for day, month, year in _DAY.findall(text):
        try:
            found.append(date(int(year), MONTHS.index(month) + 1, int(day)))
        except ValueError:
            continue
    return found
