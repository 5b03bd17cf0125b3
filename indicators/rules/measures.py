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


class Domain(StrEnum):
    """Who asks for an indicator: what the list is filtered by."""

    NATIONAL = "national"
    APRIL_2023 = "april-2023"
    LOCAL = "local"
    MONITORING = "monitoring"
    INSPECTION = "inspection"

    @property
    def label(self) -> str:
        return {
            "national": "National",
            "april-2023": "April 2023",
            "local": "Local targets",
            "monitoring": "Monitoring",
            "inspection": "Inspection scores",
        }[self.value]


class Computed(StrEnum):
    """What readings are computed from where nobody publishes them."""

    ATTENDANCE = "attendance"

    @property
    def label(self) -> str:
        return {"attendance": "The board’s attendance"}[self.value]


class BandTone(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"


class TargetKind(StrEnum):
    """Whether a target is a value or a place among others."""

    VALUE = "value"
    RANK = "rank"


class BestEnd(StrEnum):
    """Which place of a rank is the good one; where it is not said, neither."""

    FIRST = "first"
    LAST = "last"


class NoteKind(StrEnum):
    """What a note on the time line is about."""

    REBASE = "rebase"
    RULES = "rules"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {
            "rebase": "Figures start anew",
            "rules": "Counted differently",
            "note": "Note",
        }[self.value]


class Way(StrEnum):
    """Which way a document says that figures went."""

    DOWN = "down"
    UP = "up"
    LEVEL = "level"

    @property
    def label(self) -> str:
        return {"down": "lower", "up": "higher", "level": "no change"}[self.value]


class People(StrEnum):
    """Whom a figure counts, which says how much of it the public may be told."""

    CASELOAD = "caseload"
    ATTRIBUTES = "attributes"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return {
            "caseload": "children or victims, as cases",
            "attributes": "what children are, need or say",
            "nobody": "no child and no victim",
        }[self.value]


class TableKind(StrEnum):
    """How a table is checked: by its readings, its sums, its shares of a whole, or not at all."""

    READINGS = "readings"
    SUMS = "sums"
    SHARES = "shares"
    FIGURES = "figures"

    @property
    def label(self) -> str:
        return {
            "readings": "Readings of indicators",
            "sums": "Sums",
            "shares": "Shares of respondents",
            "figures": "Figures",
        }[self.value]


class CellFigure(StrEnum):
    """Which figure of a reading stands in a cell."""

    PUBLISHED = "published"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    OTHER_DENOMINATOR = "other denominator"
    RANK = "rank"


_NUMBER = re.compile(r"[-−]?£?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")


def read_value(published: str) -> Decimal | None:
    """The number that the printed figure is, in the indicator's unit; None where it is none.

    "£1,250" is 1250 and "31.1%" is 31.1. Words, ranges and marks of what is held back are no number.
    """
    text = "".join(published.split())
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(re.sub(r"[£,%]", "", text).replace("−", "-"))
