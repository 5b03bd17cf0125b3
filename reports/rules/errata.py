"""What differs between two packs: section by section, what the one said and what the other says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from plans.rules.redaction import MARKER_HEAD

NOT_THERE = "Not there."
NOT_REPEATED = "Held back now, so not repeated here."


@dataclass(frozen=True)
class Line:
    """One thing that a pack says. Lines are compared with those of the same place and column.

    `column` is that of a table, "" elsewhere. `label` says the place where the words that tell lines
    apart are no help to a reader ("paragraph 3.2"); "": the place itself.
    """

    place: str
    column: str
    text: str
    label: str = ""


@dataclass(frozen=True)
class Part:
    """One section of a pack as lines; sections of two packs are the same by their key."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Erratum:
    """One difference: where it stands, what was said there and what is said instead."""

    section: str
    place: str
    before: str
    after: str


def differences(before: Sequence[Part], after: Sequence[Part]) -> tuple[Erratum, ...]:
    """Everything that differs, in the order of the later pack; sections taken out come last."""
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    found: list[Erratum] = []
    for key, part in new.items():
        if key not in old:
            found.append(Erratum(part.title, "the section", NOT_THERE, "It is new."))
            continue
        if old[key].title != part.title:
            found.append(Erratum(part.title, "the title", old[key].title, part.title))
        found += _between(part.title, old[key].lines, part.lines)
    gone = (part for key, part in old.items() if key not in new)
    found += [Erratum(p.title, "the section", "It was there.", "Left out.") for p in gone]
    return tuple(_without_removed(erratum) for erratum in found)


def _without_removed(erratum: Erratum) -> Erratum:
    """A text that was blanked by law is not said once more, to whomever."""
    is_blanked = erratum.after.count(MARKER_HEAD) > erratum.before.count(MARKER_HEAD)
    return replace(erratum, before=NOT_REPEATED) if is_blanked else erratum


def _between(title: str, before: Sequence[Line], after: Sequence[Line]) -> Iterable[Erratum]:
    old, new = _by_place(before), _by_place(after)
    for place in dict.fromkeys((*new, *old)):
        was, now = old.get(place, ()), new.get(place, ())
        if was and now:
            yield from _within(title, was, now)
        else:  # a row or a paragraph that one of them lacks is one difference, however many columns
            yield Erratum(title, _where(now or was), _all(was), _all(now))


def _within(title: str, was: Sequence[Line], now: Sequence[Line]) -> Iterable[Erratum]:
    """What differs at one place, column by column."""
    old, new = _by_column(was), _by_column(now)
    for column in dict.fromkeys((*new, *old)):
        a, b = old.get(column, []), new.get(column, [])
        pairs = _pairs([line.text for line in a], [line.text for line in b])
        for i, j in pairs:
            line = b[j] if j is not None else a[i]
            where = ", ".join(w for w in (line.label or line.place, column) if w)
            yield Erratum(
                title,
                where,
                a[i].text if i is not None else NOT_THERE,
                b[j].text if j is not None else NOT_THERE,
            )


def _pairs(a: list[str], b: list[str]) -> Iterable[tuple[int | None, int | None]]:
    """The places in two lists of texts that differ, None where one has nothing for the other's."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for n in range(max(i2 - i1, j2 - j1)):
            yield (i1 + n if i1 + n < i2 else None), (j1 + n if j1 + n < j2 else None)


def _by_place(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.place, []).append(line)
    return found


def _by_column(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.column, []).append(line)
    return found


def _where(lines: Sequence[Line]) -> str:
    return lines[0].label or lines[0].place


def _all(lines: Sequence[Line]) -> str:
    said = [f"{line.column}: {line.text}" if line.column else line.text for line in lines]
    return "; ".join(text for text, line in zip(said, lines, strict=True) if line.text) or NOT_THERE


def without_withheld(
    errata: Iterable[Erratum], marks: Sequence[str], *, below: int
) -> tuple[Erratum, ...]:
    """For the public: what is held back now, or was taken out, is not said once more.

    `marks` are the words that stand in place of what is held back. Nor is a count from 1 to under
    `below` that does not stand in the new words, or a text that another one of other words follows:
    it may have been taken out, and what follows be what stood after it.
    """
    return tuple(
        replace(e, before=NOT_REPEATED)
        if e.after == NOT_THERE
        or any(mark in e.after for mark in marks)
        or small_numbers(e.before, below) - small_numbers(e.after, below)
        or not is_same_said_otherwise(e.before, e.after)
        else e
        for e in errata
    )


def is_same_said_otherwise(before: str, after: str) -> bool:
    """Whether one text is plainly the other, corrected: most of its words, or a figure of one form.

    A word or two without a figure (a rating, a post) are, whatever follows.
    """
    if len(before.split()) <= _FEW and not re.search(r"\d", before):
        return True
    if _DIGIT.sub("0", before) == _DIGIT.sub("0", after):
        return True
    words = [re.findall(r"\w+", text.casefold()) for text in (before, after)]
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= _ALIKE


_FEW = 3  # words
_ALIKE = 0.5
_DIGIT = re.compile(r"\d+")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d%]|[.,]\d)")
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)


def small_numbers(text: str, below: int) -> set[int]:
    """The whole numbers from 1 to under `below` that a text names, in figures or in words."""
    figures = {int(m[0]) for m in _NUMBER.finditer(text)}
    said = set(re.findall(r"[a-z]+", text.lower()))
    figures |= {n for n, word in enumerate(_WORDS, start=1) if word in said}
    return {n for n in figures if 1 <= n < below}
