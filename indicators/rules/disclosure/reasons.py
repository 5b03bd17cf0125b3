"""Why a figure is held back: the rule, and the sentence of the officer's log, without the number."""

from enum import StrEnum


class Rule(StrEnum):
    """By which rule a figure is held back."""

    COUNT = "small-count"
    COMPLEMENT = "small-complement"
    BASE = "small-base"
    RATE = "rate-of-a-small-count"
    ALL_OR_NONE = "zero-or-whole"
    SAME = "same-figure"
    EARLIER = "held-back-before"
    SHARE = "share"
    TOTAL = "total"
    PART = "part-of-a-total"
    WINDOW = "difference-of-periods"
    AREA = "difference-of-areas"
    ISSUED = "difference-from-an-issued-pack"

    @property
    def is_primary(self) -> bool:
        """Whether the figure itself is too small, rather than one that follows from it."""
        return self in _PRIMARY


_PRIMARY = {
    *(Rule.COUNT, Rule.COMPLEMENT, Rule.BASE, Rule.RATE),
    *(Rule.ALL_OR_NONE, Rule.SAME, Rule.EARLIER),
}
_FEWER = "fewer than {threshold:,}"
_REASONS = {
    Rule.COUNT: f"It counts {_FEWER}.",
    Rule.COMPLEMENT: f"All but {_FEWER} of those that it is a share of are counted.",
    Rule.BASE: f"It is of {_FEWER}.",
    Rule.RATE: f"With a base or a population that is public it comes to a count of {_FEWER}, or to "
    f"one that leaves {_FEWER}.",
    Rule.ALL_OR_NONE: "None or all of them are counted, which says something of each.",
    Rule.SAME: "It states again, of the same period, what is held back.",
    Rule.EARLIER: f"An issued pack held it back, and it is {_FEWER} as it stands.",
    Rule.SHARE: f"Held beside a base or a ratio that is told, it would give away {_FEWER}.",
    Rule.TOTAL: f"Less its parts that are told, the total would leave {_FEWER}.",
    Rule.PART: f"The total less this and the other parts would leave {_FEWER}.",
    Rule.WINDOW: f"One period less another that lies in it would leave {_FEWER}.",
    Rule.AREA: f"The whole less the areas that are told would leave {_FEWER}.",
    Rule.ISSUED: f"Held beside what an issued pack says, it would give away {_FEWER}.",
}
GIVEN_AWAY = "What issued packs say narrows it down already, and that cannot be taken back."


def reason(rule: Rule, *, threshold: int, is_given_away: bool = False) -> str:
    """A sentence, or two where issued packs gave the figure away before."""
    said = _REASONS[rule].format(threshold=threshold)
    return f"{said} {GIVEN_AWAY}" if is_given_away else said
