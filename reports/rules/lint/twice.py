"""The same words with another number somewhere else; and names that differ by a word's place."""

import re
from collections import defaultdict
from collections.abc import Iterable

from reports.rules.lint.prose import NUMBER, Fault, Prose, sentences, shortened

_TOKEN = re.compile(r"[A-Za-z][\w’'-]*|\d[\d.,]*%?|£\d[\d.,]*")
_IS_NUMBER = re.compile(rf"{NUMBER}|\d[\d.,]*%?|£\d[\d.,]*", re.IGNORECASE)
# What a number after these words counts or names: another number is another thing.
_NAMES = frozenset(
    [
        "quarter",
        "q",
        "section",
        "appendix",
        "figure",
        "table",
        "page",
        "paragraph",
        "part",
        "objective",
        "conclusion",
        "recommendation",
        "phase",
        "tier",
        "priority",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "spring",
        "summer",
        "autumn",
        "winter",
        "aged",
        "age",
        "rule",
        "stage",
        "level",
        "to",
        "and",
    ]
)
_WINDOW = 4


def twice_faults(proses: Iterable[Prose]) -> Iterable[Fault]:
    """Numbers that differ between the same words: four before, and one after, as they stand."""
    found: dict[tuple[str, ...], dict[str, Prose]] = defaultdict(dict)
    for prose in proses:
        for sentence in sentences(prose.text):
            tokens = [t.rstrip(".,") for t in _TOKEN.findall(sentence)]
            for at, token in enumerate(tokens):
                if not _IS_NUMBER.fullmatch(token) or at < _WINDOW or at + 1 >= len(tokens):
                    continue
                before = [t.casefold() for t in tokens[at - _WINDOW : at]]
                after = tokens[at + 1].casefold()
                if before[-1] in _NAMES or any(_IS_NUMBER.fullmatch(t) for t in before):
                    continue
                found[(*before, "#", after)].setdefault(token.casefold(), prose)
    for words, said in found.items():
        if len(said) > 1:
            yield _twice(words, said)


def _twice(words: tuple[str, ...], said: dict[str, Prose]) -> Fault:
    (one, here), (other, there), *_ = said.items()
    phrase = " ".join(words)
    return Fault(
        "figure-differs",
        f"“{phrase.replace('#', other)}” here, “{phrase.replace('#', one)}” in {here.where}.",
        "The same thing is given two numbers.",
        there,
        facts=(phrase, *sorted(said)),
    )


_CAPITAL = r"(?:[A-Z][\w’'&-]{0,40}|and|of|for|the|&)"
_ROLE = re.compile(rf"(?<![\w’'&-])({_CAPITAL}(?:\s+{_CAPITAL}){{1,9}})(?![\w’'&-])")
_SMALL = frozenset(["and", "of", "for", "the", "&", "s"])


def name_faults(
    proses: Iterable[Prose], names: Iterable[str], *, what: str = "post or body"
) -> Iterable[Fault]:
    """Names in the text that are a known one in other words: the same words in another order, or
    one word more or fewer of five or more.
    """
    known = {name: _bag(name) for name in names if len(_bag(name)) > 2}
    seen = set()
    for prose in proses:
        for sentence in sentences(prose.text):
            for phrase in _ROLE.findall(sentence):
                fault = _misnamed(prose, phrase.strip(), known, what)
                if fault and fault.facts not in seen:
                    seen.add(fault.facts)
                    yield fault


def _bag(name: str) -> frozenset[str]:
    return frozenset(w.casefold().rstrip("s") for w in re.findall(r"[\w’'-]+", name)) - _SMALL


def _misnamed(prose: Prose, phrase: str, known: dict, what: str) -> Fault | None:
    bag = _bag(phrase)
    plain = phrase.casefold()
    if len(bag) < 3 or any(plain in name.casefold() for name in known):
        return None
    for name, own in known.items():
        if name.casefold() in plain:
            return None
        same = bag == own
        near = len(own) >= 5 and len(bag) >= 4 and len(bag ^ own) == 1
        if same or near:
            return Fault(
                "name-differs",
                f"“{shortened(phrase)}” here, “{name}” elsewhere.",
                f"One {what} has one name.",
                prose,
                facts=(plain, name.casefold()),
            )
    return None
