"""Which numbers are too small to tell: the primary rule, on a count, a complement and a base.

Source: design, section 7; the Government Statistical Service's guidance on disclosure control of
tables from administrative records, and the Office for National Statistics' policy for tables of
births and deaths and of health: cells below a threshold are unsafe, zeros and full cells among them
where they say something of everybody (an attribute), and the complement of a cell is a cell too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.rules.disclosure.policy import Policy
from indicators.rules.disclosure.reasons import Rule
from indicators.rules.disclosure.system import Secret, Sum
from indicators.rules.measures import People


@dataclass(frozen=True)
class Small:
    """The numbers that are not told: from `low` to `high`, both included.

    `least` is the smallest that a mark can stand for as far as anybody knows.
    """

    low: int
    high: int
    least: int

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(range(self.low, self.high + 1))

    def meets(self, numbers: Iterable[int]) -> bool:
        return any(n in self for n in numbers)


def small(policy: Policy, people: People, *, was_held: bool = False) -> Small:
    """What is too small: from 1 to below the threshold, and nought too of attributes.

    A nought that was held back before, as an attribute perhaps, stays so.
    """
    least = 1 if policy.keeps_zeros and people is not People.ATTRIBUTES else 0
    return Small(0 if was_held else least, policy.threshold - 1, least)


@dataclass(frozen=True)
class Finding:
    """A number that is not told, and the rule; `secret` None where nothing else bears on it."""

    rule: Rule
    secret: Secret | None = None


def finding(
    what: Sum | None, numbers: Iterable[int], few: Small, rule: Rule, key: str
) -> Finding | None:
    """What is found of a sum that is one of some numbers: None where none of them is too small."""
    numbers = list(numbers)
    if not few.meets(numbers):
        return None
    if rule is not Rule.BASE and numbers == [0]:
        rule = Rule.ALL_OR_NONE
    if what is None:
        return Finding(rule)
    secret = Secret(what, min(few.least, *numbers), max(few.high, *numbers), key)
    return Finding(rule, secret)
