"""Small numbers of people in a text, and what tells who somebody is."""

import re
from collections.abc import Iterable

from reports.rules.lint.prose import NUMBERS, Fault, Prose, quoted, sentences

_PEOPLE = (
    r"(?:young\s+(?:persons?|people|offenders?|women|woman|men|man)|persons?|people|child|children|"
    r"boys?|girls?|offenders?|victims?|individuals?|entrants?|re-?offenders?|siblings?|"
    r"(?:fe)?males?|remands?|custodial\s+sentences?|sentences?\s+of\s+custody|children\s+in\s+care|"
    r"looked\s+after\s+child(?:ren)?|case|cases)"
)
_WORDS = [word for word, n in NUMBERS.items() if n]  # "one" first
_ONE_OF_THEM = re.compile(
    r"\b(?:this|that|the)\s+(?:same\s+)?(?:young\s+person|child|boy|girl|young\s+man|"
    r"young\s+woman)(?:’s|'s)?\b\s+(?!who\b|has\s+to\b|and\b|or\b|is\s+to\b|needs?\b|should\b|"
    r"at\s+risk\b)(?:was|is|had|has|were|finished|charged)\b",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(
    r"\b(?:whether|if|where|when|how|until|unless|before|after|once|each|every|always)\b.{0,30}$",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:had\s+(?:his|her|their)\s+(?:\w+\s+)?(?:sentence|remand|order)|his\s+custodial|"
    r"her\s+custodial)\b",
    re.IGNORECASE,
)


def small_number_faults(proses: Iterable[Prose], *, threshold: int) -> Iterable[Fault]:
    """Counts of people from 1 to below the threshold, and single stories, in texts.

    A live field is no typed number: disclosure control has seen to it.
    """
    below = "|".join([*_WORDS[: threshold - 1], *(str(n) for n in range(1, threshold)), "a single"])
    small = re.compile(
        rf"(?<![\w.,/£-])({below})(?![\d.,]*\d|\s*%)\s+(?:[a-z][\w-]*\s+){{0,2}}?{_PEOPLE}\b",
        re.IGNORECASE,
    )
    for prose in proses:
        for sentence in sentences(prose.typed):
            found = next((m for m in small.finditer(sentence) if _counts(sentence, m)), None)
            found = found or _WAS.search(sentence)
            story = _of_one(sentence) or _STORY.search(sentence)
            if not found and not story:
                continue
            what = f"“{found[0]}”" if found else "one child’s own story"
            yield Fault(
                "small-number",
                f"{quoted(sentence)}: it tells of {what}.",
                "A count below the threshold, or one child’s story, can show who the child is.",
                prose,
                facts=(prose.anchor, sentence),
            )


def _of_one(sentence: str) -> re.Match | None:
    """What is told of one child, and not of any child there may be."""
    for found in _ONE_OF_THEM.finditer(sentence):
        if not _IN_GENERAL.search(sentence, max(0, found.start() - 40), found.start()):
            return found
    return None


# "The number was one": what is counted stands before it.
_WAS = re.compile(
    r"\b(?:number|figure|total)\s+(?:was|is|fell\s+to|rose\s+to)\s+(?:just\s+|only\s+)?"
    r"(?:one|two|three|four|[1-4])\b(?![\d.,]*\d|\s*%)",
    re.IGNORECASE,
)
_NAMES_A_THING = re.compile(
    r"(?:quarter|q|section|appendix|figure|table|page|paragraph|part|objective|conclusion|"
    r"recommendation|phase|tier|priority|stage|level|aged|age|no\.?)\s*$",
    re.IGNORECASE,
)


def _counts(sentence: str, found: re.Match) -> bool:
    """Whether the number counts what follows, and does not name what stands before it (Quarter 3)."""
    return not _NAMES_A_THING.search(sentence, max(0, found.start() - 30), found.start())


_HELD = re.compile(
    rf"\b(?:number|figure|total)\s+(?:was|is|fell\s+to|rose\s+to)\s+\[c\]|"
    rf"\[c\]\s+(?:[a-z][\w-]*\s+){{0,2}}?{_PEOPLE}\b",
    re.IGNORECASE,
)


def held_story_faults(proses: Iterable[Prose]) -> Iterable[Fault]:
    """Texts in which a number of people is held back: the words round it may tell what it hides."""
    for prose in proses:
        if prose.is_typed and (found := _HELD.search(prose.text)):
            yield Fault(
                "small-number",
                f"“{found[0]}”: the number is held back, and the words round it still stand.",
                "What is told beside a number that is held back can show whom it is of.",
                prose,
                facts=(prose.anchor, "held", found[0]),
            )


_NAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Superintendent|Inspector|Sergeant|PC|Sir|Dame)\.?\s+"
    r"(?!Board|Chair|Manager|Panel|of\b|for\b|and\b|who\b|in\b|is\b)(?:[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?)"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}")
_PHONE = re.compile(r"(?<![\d.])(?:\+44\s?|0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)")
_BORN = re.compile(r"\b(?:born\s+on|date\s+of\s+birth|d\.?o\.?b\.?)\b", re.IGNORECASE)
_POST = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
_PERSONAL = (
    (_NAMED, "a name"),
    (_MAIL, "an e-mail address"),
    (_PHONE, "a telephone number"),
    (_BORN, "a date of birth"),
    (_POST, "a postcode"),
)


def personal_faults(proses: Iterable[Prose]) -> Iterable[Fault]:
    """Names with a title before them, addresses and numbers of people."""
    for prose in proses:
        for sentence in sentences(prose.text):
            for pattern, what in _PERSONAL:
                if found := pattern.search(sentence):
                    yield Fault(
                        "personal-data",
                        f"{quoted(sentence)} seems to hold {what}: “{found[0]}”.",
                        "People are given by role; personal data never reach a pack.",
                        prose,
                        facts=(prose.anchor, what, found[0]),
                    )
