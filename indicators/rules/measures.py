"""What an indicator is measured in, over what, and how a published figure is read."""

import re
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    PER_100_000 = "per 100,000"
    PER_1_000 = "per 1,000"
    PERCENT = "%"
    COUNT = "count"
    RATIO = "ratio"
    POUNDS = "£"


class Better(StrEnum):
    """Which way an indicator is meant to go."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class PeriodKind(StrEnum):
    """What one reading covers. Rolling periods overlap and are never summed."""

    QUARTER = "quarter"
    ROLLING_YEAR = "rolling 12 months"
    ROLLING_COHORT = "rolling 3-month cohort"
    YEAR = "year"


class Series(StrEnum):
    """Whose value a reading is."""

    LOCAL = "local"
    NATIONAL = "national"
    COMPARATOR = "comparator"
    REGION = "region"
    TRACKER = "tracker"
    PROJECTION = "projection"

    @property
    def label(self) -> str:
        return {
            "local": "Local",
            "national": "National",
            "comparator": "Comparator average",
            "region": "Region",
            "tracker": "Live tracker",
            "projection": "Projection",
        }[self.value]


class Status(StrEnum):
    """How settled a published value is."""

    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"


_NUMBER = re.compile(r"[-−]?£?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")


def read_value(published: str) -> Decimal | None:
    """The number that the printed figure is, in the indicator's unit; None where it is none.

    "£1,250" is 1250 and "31.1%" is 31.1. Words, ranges and marks of what is held back are no number.
    """
    text = "".join(published.split())
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(re.sub(r"[£,%]", "", text).replace("−", "-"))
