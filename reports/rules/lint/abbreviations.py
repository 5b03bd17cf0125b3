"""Abbreviations that nothing explains, that the glossary has for nothing, or that mean two things."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from reports.rules.lint.prose import Fault, Prose

# Read by everybody as a word, or standing for nothing that has to be written out.
EVERYDAY = frozenset(
    [
        "NHS",
        "UK",
        "GP",
        "IT",
        "EU",
        "UN",
        "TV",
        "ID",
        "PC",
        "CD",
        "AM",
        "PM",
        "BBC",
        "GB",
        "PDF",
        "CV",
        "HIV",
        "DNA",
        "VAT",
        "USA",
        "OK",
        "RAG",
        "AND",
        "NO",
    ]
)
_ROMAN = re.compile(r"[IVXLC]+")
_SHORT = re.compile(
    r"(?<![\w/&])([A-Z][A-Z&]{0,14}[A-Z]|[A-Z]{2,15}[a-z]?[A-Z]{0,15})(s|'s|’s|['’]d)?(?![\w])"
)
_GIVEN = re.compile(r"\(\s*[“\"]?([A-Z][A-Za-z&]*[A-Z])s?[”\"]?\s*\)")
_BEFORE = 300  # characters: what an abbreviation stands for is not longer
_WORDS = re.compile(r"[A-Za-z][\w’'-]*")


def abbreviation_faults(
    proses: Iterable[Prose],
    glossary: Mapping[str, str],
    *,
    also_used: str = "",
    is_whole: bool = True,
) -> Iterable[Fault]:
    """Those that neither the glossary nor the text up to their first use defines; and the reverse.

    A text defines an abbreviation by the words before it: "Child and Adolescent Mental Health
    (CAMHS)". `also_used` is text in which a term of the glossary may stand as well; where the texts
    are not the whole report (`is_whole`) no term is said to be unused.
    """
    terms = {term.casefold().rstrip("s"): term for term in glossary}
    used: Counter[str] = Counter()
    first: dict[str, Prose] = {}
    defined: dict[str, Prose] = {}
    meanings: dict[str, dict[str, Prose]] = defaultdict(dict)
    for prose in proses:
        for short, words in definitions(prose.text):
            meanings[short].setdefault(words.casefold(), prose)
            defined.setdefault(short, prose)
        for short in abbreviations(prose.text):
            used[short] += 1
            first.setdefault(short, prose)
            if short not in defined and short.casefold() not in terms:
                defined.setdefault(f"late {short}", prose)
    for short, prose in first.items():
        if short.casefold() in terms or defined.get(short) is prose:
            continue
        if short in defined and f"late {short}" not in defined:
            continue
        yield _undefined(short, used[short], prose, defined.get(short))
    for term in glossary if is_whole else ():
        short = term.rstrip("s")
        if not used[short] and not re.search(rf"(?<!\w){re.escape(term)}(?!\w)", also_used):
            yield Fault(
                "abbreviation-unused",
                f"The glossary explains {term}, which the report does not use.",
                "A term that is explained and not used is left over, or is called otherwise.",
                where="Glossary",
                anchor="glossary",
                facts=(short,),
            )
    yield from _two_meanings(meanings)


def abbreviations(text: str) -> Iterable[str]:
    """Each abbreviation as often as it stands in the text, without the s of its plural."""
    for found in _SHORT.finditer(text):
        short = found[1]
        if short not in EVERYDAY and not _ROMAN.fullmatch(short) and not short.isdigit():
            yield short


def definitions(text: str) -> Iterable[tuple[str, str]]:
    """Each abbreviation in brackets whose letters the words before it begin with, and those words."""
    for found in _GIVEN.finditer(text):
        short = found[1]
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        words = _WORDS.findall(before)[-(len(short) + 4) :]
        for start in range(len(words)):
            if _begins(words[start:], short):
                yield short, " ".join(words[start:])
                break


def _begins(words: list[str], short: str) -> bool:
    """Whether the first letters of the words give the abbreviation, small words left out or in."""
    if not words or words[0][0].upper() != short[0]:
        return False
    letters = "".join(w[0].upper() for w in words)
    without = "".join(w[0].upper() for w in words if w.casefold() not in _SMALL)
    own = short.replace("&", "A").upper()
    if own in (letters, without):
        return True
    # the last word may be left unsaid, “Child and Adolescent Mental Health (CAMHS)”, or be another
    return len(own) > 3 and any(
        own[:-1] == told or (len(told) == len(own) and own[:-1] == told[:-1])
        for told in (letters, without)
    )


_SMALL = {"and", "of", "the", "for", "in", "to", "a", "into", "on", "with"}


def _undefined(short: str, n: int, prose: Prose, later: Prose | None) -> Fault:
    said = f"{short} is used {'once' if n == 1 else f'{n} times'}"
    where = "neither the glossary nor the text explains it"
    if later is not None:
        where = f"is explained only later, in {later.where}"
        return Fault(
            "abbreviation-undefined",
            f"{said}, first here, and {where}.",
            "A reader meets the abbreviation before what it means.",
            prose,
            facts=(short,),
        )
    return Fault(
        "abbreviation-undefined",
        f"{said}, first here, and {where}.",
        "A reader from outside cannot know it: write it out here, or add it to the glossary.",
        prose,
        facts=(short,),
    )


def _two_meanings(meanings: Mapping[str, Mapping[str, Prose]]) -> Iterable[Fault]:
    for short, said in meanings.items():
        whole = {w: p for w, p in said.items() if not any(o != w and o.startswith(w) for o in said)}
        if len(whole) > 1:
            (one, _), (other, prose), *_ = whole.items()
            yield Fault(
                "name-differs",
                f"{short} is written out two ways: “{one}” and “{other}”.",
                "One abbreviation has one meaning in a report.",
                prose,
                facts=(short, *sorted(whole)),
            )


def pairs_of_names(proses: Iterable[Prose], pairs: Iterable[tuple[str, str]]) -> Iterable[Fault]:
    """The pairs of abbreviations that seem to be one thing's, with how often each is used."""
    used: Counter[str] = Counter()
    first: dict[str, Prose] = {}
    for prose in proses:
        for short in abbreviations(prose.text):
            used[short] += 1
            first.setdefault(short, prose)
    for long, short in pairs:
        yield Fault(
            "term-differs",
            f"One thing seems to have two names: {long} ({used[long]} times) and {short} "
            f"({used[short]} times).",
            "A reader has to wonder whether two bodies are meant: choose one name.",
            first[long],
            facts=(long, short),
        )
