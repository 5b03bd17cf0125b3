"""Months and quarters of no year, and what is still to come on a day that has passed."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from plans.rules.dates import long_date
from plans.rules.words import listed
from reports.rules.lint.prose import Fault, Prose, quoted, sentences

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_JOINED = rf"{_MONTH}(?:\s*(?:and|to|or|/|-|–|,)\s*(?:\d{{1,2}}\s+)?{_MONTH}){{0,3}}"
_DATED = re.compile(rf"\b{_JOINED},?\s+(?:of\s+)?(?:19|20)\d\d\b")
_UNDATED = re.compile(
    r"\b(?i:in|by|of|during|for|from|until|till|since|to|before|after|the|last|this|next|early|late|"
    rf"mid|between|on|\d{{1,2}})[\s-]+({_JOINED})\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|(?<![\d/])\d\d/\d\d(?![\d/])")
_QUARTER = re.compile(r"\b(?:Quarter\s|Q)([1-4])\b", re.IGNORECASE)
_QUARTER_OF = re.compile(
    r"\b(?:Quarter\s|Q)([1-4])\s+(?:of\s+)?\(?(?:20)?(\d\d)/(?:20)?(\d\d)(?!\d)", re.IGNORECASE
)
_WHOLE = re.compile(r"(?<=[.!?])\s+|\n+")


def yearless_faults(proses: Iterable[Prose]) -> Iterator[Fault]:
    """Months and quarters that have no year: not their own, none in their sentence or the one before,
    and no other mention in the same text that gives it.
    """
    for prose in proses:
        found = _yearless(prose.typed)
        if found:
            are = "has" if len(found) == 1 else "have"
            yield Fault(
                "date-missing",
                f"{listed(found)} {are} no year here.",
                "A reader of a later year cannot tell which is meant.",
                prose,
                facts=(prose.anchor, *found),
            )


def _yearless(text: str) -> list[str]:
    found: dict[str, None] = {}
    before = False
    given = {m for dated in _DATED.findall(text) for m in MONTHS if m in dated}
    for sentence in _WHOLE.split(text):
        has_year = bool(_YEAR.search(sentence))
        if not has_year and not before:
            for said in _UNDATED.findall(sentence):
                if not any(month in said for month in given):
                    found[said] = None
            for number in _QUARTER.findall(sentence):
                found[f"Quarter {number}"] = None
        before = has_year
    return list(found)


_TO_COME = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:due|is to|are to|to be|will|planned|scheduled|expected|"
    r"intended)\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b(?:(\d{{1,2}})\s+)?({_MONTH})\s+(20\d\d)\b")
_NEAR = 80  # characters: a date further from "due" is not what is due
_ITEM = re.compile(r"([A-Z]?\d+(?:\.\d+)+)\b")


def passed_faults(
    proses: Iterable[Prose], day: date, said_already: Iterable[str] = ()
) -> Iterator[Fault]:
    """What a text still expects on a day that has passed by the day of the pack.

    `said_already` are the actions whose forecast has passed, which their own finding says: a text
    that begins with such a number is not asked about again.
    """
    known = set(said_already)
    for prose in proses:
        item = _ITEM.match(prose.typed)
        if item and item[1] in known:
            continue
        for sentence in sentences(prose.typed):
            for coming in _TO_COME.finditer(sentence):
                said = _DAY.search(sentence, coming.end(), coming.end() + _NEAR)
                on = _last_day(*said.groups()) if said else None
                if on and on < day:
                    yield _passed(prose, sentence, said[0], day)
                    break


def _passed(prose: Prose, sentence: str, said: str, day: date) -> Fault:
    return Fault(
        "date-differs",
        f"{quoted(sentence)}: {said} has passed by {long_date(day)}, the day of this pack.",
        "What is still to come in a text has a day to come: say what came of it.",
        prose,
        facts=("still to come", prose.anchor, said),
    )


def _last_day(day: str | None, month: str, year: str) -> date | None:
    """The last day that the words can mean; None where there is no such day."""
    number = MONTHS.index(month) + 1
    last = monthrange(int(year), number)[1]
    if day and not 1 <= int(day) <= last:
        return None
    return date(int(year), number, int(day) if day else last)


def quarters_in(text: str) -> set[tuple[str, str]]:
    """Each quarter that the text gives with its financial year, as ("3", "14/15")."""
    return {(q, f"{one}/{two}") for q, one, two in _QUARTER_OF.findall(text)}


def quarter_faults(
    proses: Iterable[Prose], shown: dict[str, set[tuple[str, str]]]
) -> Iterator[Fault]:
    """Texts that give a figure of a quarter which no table or figure of their section has.

    `shown` has the quarters of each section's tables and figures.
    """
    for prose in proses:
        own = shown.get(prose.section, set())
        if len(own) < 2 or not re.search(r"\d\.\d|\d%", prose.text):
            continue
        for q, year in sorted(quarters_in(prose.text) - own):
            last = max(own, key=lambda each: (each[1], each[0]))
            yield Fault(
                "figure-differs",
                f"Quarter {q} of {year} is in no table or figure of this section: the last is "
                f"Quarter {last[0]} of {last[1]}.",
                "A figure in the text that no table has cannot be looked up.",
                prose,
                facts=(prose.anchor, q, year),
            )
