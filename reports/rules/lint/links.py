"""Conclusions and recommendations that do not lead to each other, numbers that skip, broken references."""

import re
from collections.abc import Iterable, Sequence

from reports.rules.lint.prose import LIVE, Fault, Prose, quoted, sentences


def link_faults(
    conclusions: Sequence[int], recommendations: Sequence[tuple[int, Sequence[int]]]
) -> Iterable[Fault]:
    """Recommendations without a conclusion, and the reverse, by their numbers."""
    for number, rests_on in recommendations:
        if not rests_on:
            yield Fault(
                "recommendation-without-conclusion",
                f"Recommendation {number} rests on no conclusion.",
                "What a panel recommends follows from what it concluded.",
                where=f"Recommendation {number}",
                anchor=f"recommendation-{number}",
                facts=(str(number),),
            )
        for each in rests_on:
            if each not in conclusions:
                yield Fault(
                    "conclusion-unknown",
                    f"Recommendation {number} rests on conclusion {each}, which there is not.",
                    "What a panel recommends follows from what it concluded.",
                    where=f"Recommendation {number}",
                    anchor=f"recommendation-{number}",
                    facts=(str(number), str(each)),
                )
    answered = {each for _, rests_on in recommendations for each in rests_on}
    for number in conclusions:
        if number not in answered:
            yield Fault(
                "conclusion-without-recommendation",
                f"No recommendation rests on conclusion {number}.",
                "A conclusion may want none: then say so, or accept this with that reason.",
                where=f"Conclusion {number}",
                anchor=f"conclusion-{number}",
                facts=(str(number),),
            )


def number_faults(what: str, numbers: Sequence[int], anchor: str) -> Iterable[Fault]:
    """Numbers that are not 1, 2, 3 and so on."""
    if list(numbers) != list(range(1, len(numbers) + 1)):
        yield Fault(
            "numbering",
            f"The {what} are numbered {', '.join(map(str, numbers))}.",
            "Numbers that skip or repeat let a reader look for what is not there.",
            where=what.capitalize(),
            anchor=anchor,
            facts=(what, *map(str, numbers)),
        )


_REFERENCE = re.compile(
    r"\b(sections?|appendix|appendices|figures?|tables?|conclusions?|recommendations?|paragraphs?)"
    r"\s+(\d+(?:\.\d+)?|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\bpages?\s+\d+", re.IGNORECASE)
_COUNTS = {w: str(n) for n, w in enumerate(["one", "two", "three", "four", "five", "six"], start=1)}
_ONE = {"appendices": "appendix"}


def reference_faults(proses: Iterable[Prose], there: frozenset[str]) -> Iterable[Fault]:
    """References that lead nowhere: typed ones, live ones that found nothing, and typed page numbers.

    `there` has what can be referred to, as "section 3", "appendix 1", "figure 2", "paragraph 3.2".
    """
    for prose in proses:
        if "[not in this pack]" in prose.text:
            yield Fault(
                "reference-broken",
                "A reference here leads to something that is not in this pack.",
                "Its figure, table or section was left out, or was never there.",
                prose,
                facts=(prose.anchor or prose.where, "live"),
            )
        for sentence in sentences(prose.typed):
            yield from _typed(prose, sentence, there)


def _typed(prose: Prose, sentence: str, there: frozenset[str]) -> Iterable[Fault]:
    for kind, number in _REFERENCE.findall(sentence):
        kind = kind.casefold()
        kind = _ONE.get(kind, kind.removesuffix("s"))
        name = f"{kind} {_COUNTS.get(number.casefold(), number)}"
        own = {t for t in there if t.startswith(f"{kind} ")}
        if own and name not in there:
            yield Fault(
                "reference-broken",
                f"{quoted(sentence)}: there is no {name} in this pack.",
                "A reference that leads nowhere sends the reader away.",
                prose,
                facts=(prose.anchor, name),
            )
    if _PAGES.search(sentence) and LIVE not in sentence:
        yield Fault(
            "reference-broken",
            f"{quoted(sentence)}: a page number is typed.",
            "Pages move: use the field of what is meant, which prints the page itself.",
            prose,
            facts=(prose.anchor, "page", sentence),
        )
