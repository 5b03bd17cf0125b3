"""Titles that are quoted in other words, and one body or post under two names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from plans.rules.words import listed
from reports.rules.lint.abbreviations import abbreviations
from reports.rules.lint.prose import Fault, Prose, shortened

_WORD = re.compile(r"[\w’'&-]+")
_BODY = r"(?:Board|Panel|Committee|Group|Partnership|Service|Trust)"
_LONG_ENOUGH = 6  # words: fewer can be alike by chance
_SHORT_OF_ONE = 2  # words that may differ in a title that is meant to be the same
_ITEM = re.compile(r"([A-Z]?\d+(?:\.\d+)+),?\s+([^:]{1,300})")


def title_faults(proses: Iterable[Prose], titles: Sequence[str], what: str) -> Iterator[Fault]:
    """Texts that are one of the titles but for a word or two."""
    known = [(title, _words(title)) for title in titles]
    for prose in proses:
        if len(prose.typed) > 400:
            continue
        said = _words(prose.typed)
        if len(said) < _LONG_ENOUGH or any(said == own for _, own in known):
            continue
        for title, own in known:
            if 0 < _differing(said, own) <= _SHORT_OF_ONE:
                yield Fault(
                    "name-differs",
                    f"“{shortened(prose.typed)}” here, “{shortened(title)}” as its title.",
                    f"The title of {what} is the same wherever it stands.",
                    prose,
                    facts=(prose.anchor, " ".join(said), " ".join(own)),
                )


def _words(text: str) -> list[str]:
    return [w.casefold() for w in _WORD.findall(text)]


def _differing(one: list[str], other: list[str]) -> int:
    """How many words are another or are missing; a large number where the two are not alike."""
    if abs(len(one) - len(other)) > _SHORT_OF_ONE:
        return 99
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def action_faults(proses: Iterable[Prose], titles: Mapping[str, str]) -> Iterator[Fault]:
    """Items that begin with an action's number and name in its title another body than the plan does.

    "6.5, that PYOT staff understand …" where the plan has "YOT staff understand …".
    """
    for prose in proses:
        found = _ITEM.match(prose.typed)
        title = titles.get(found[1]) if found else None
        if title is None:
            continue
        said, own = _WORD.findall(found[2]), _WORD.findall(title)
        codes = SequenceMatcher(None, said, own, autojunk=False)
        if codes.ratio() < 0.5:
            continue
        for tag, a, b, c, d in codes.get_opcodes():
            here, there = _short(said[a:b]), _short(own[c:d])
            if tag == "replace" and here and there and here != there:
                yield Fault(
                    "list-differs",
                    f"{found[1]} speaks of {listed(sorted(here))} here, and of "
                    f"{listed(sorted(there))} in the plan.",
                    "The list in the report and the plan behind it say different things of one "
                    "action.",
                    prose,
                    facts=("title", found[1], *sorted(here), *sorted(there)),
                )


def _short(words: Sequence[str]) -> set[str]:
    return set(abbreviations(" ".join(words)))


def pairs_in(proses: Iterable[Prose]) -> tuple[tuple[str, str], ...]:
    """Abbreviations in frequent use of which one is the other with a letter before it."""
    used = Counter(short for prose in proses for short in abbreviations(prose.text))
    return tuple(
        (long, long[1:]) for long in used if len(long) > 3 and used[long] > 2 and used[long[1:]] > 2
    )


def variant_faults(
    proses: Sequence[Prose], names: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> Iterator[Fault]:
    """Posts and bodies of the lists whose name has the one abbreviation here and the other there."""
    names = tuple(names)
    for long, short in pairs:
        rests = dict.fromkeys(
            name.split(" ", 1)[1] for name in names if name.startswith((f"{long} ", f"{short} "))
        )
        for rest in rests:
            forms = (f"{long} {rest}", f"{short} {rest}")
            first = [_first(proses, form) for form in forms]
            if all(p or f in names for p, f in zip(first, forms, strict=True)):
                where = [p.where if p else "the lists" for p in first]
                yield Fault(
                    "name-differs",
                    f"“{forms[0]}” ({where[0]}) and “{forms[1]}” ({where[1]}).",
                    "One post or body has one name.",
                    first[0] or first[1],
                    where="List of meetings",
                    facts=forms,
                )


def _first(proses: Iterable[Prose], phrase: str) -> Prose | None:
    told = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    return next((prose for prose in proses if told.search(prose.text)), None)


def body_faults(proses: Iterable[Prose], pairs: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    """Bodies called by an abbreviation that have a word more here than there, as "YOT Board" and
    "YOT Management Board"; `pairs` are abbreviations that may mean one thing.
    """
    same = dict(pairs)
    called = re.compile(rf"\b([A-Z]{{2,}})\s+((?:[A-Z][a-z]+\s+)?{_BODY})\b")
    used: dict[tuple[str, str], Counter[str]] = {}
    first: dict[str, Prose] = {}
    for prose in proses:
        for short, rest in called.findall(prose.text):
            name = f"{short} {rest}"
            first.setdefault(name, prose)
            key = (same.get(short, short), rest.rpartition(" ")[2])
            used.setdefault(key, Counter())[name] += 1
    for found in used.values():
        rests = Counter(name.split(" ", 1)[1] for name in found.elements())
        plain = {rest for rest in rests if " " not in rest and rests[rest] > 1}
        longer = [rest for rest in rests if " " in rest and rests[rest] > 1]
        if plain and len(longer) == 1:
            said = [
                f"{name} ({n} times)" if n > 1 else f"{name} (once)" for name, n in found.items()
            ]
            yield Fault(
                "term-differs",
                f"One body seems to have {len(found)} names: {listed(said)}.",
                "A reader has to wonder whether different bodies are meant: choose one name.",
                first[min(found, key=lambda name: found[name])],
                facts=tuple(sorted(found)),
            )
