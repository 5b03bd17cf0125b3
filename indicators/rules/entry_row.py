"""One row of the page of entry: what it is of, what was typed in it, how that was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.rules.doubts import last_before
from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import PeriodKind, Series, Status
from indicators.rules.revisions import worth
from indicators.rules.typed import period_text


class Column(StrEnum):
    """What is typed of a row, in the order of the page."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    PUBLISHED = "published"
    STATUS = "status"
    NOTE = "note"
    PERIOD = "period"

    @property
    def label(self) -> str:
        return {
            "numerator": "Numerator",
            "denominator": "Denominator",
            "published": "Published value",
            "status": "Status",
            "note": "Note",
            "period": "Another period",
        }[self.value]


@dataclass(frozen=True)
class Typed:
    """One row as it was typed: text, "" where nothing was."""

    numerator: str = ""
    denominator: str = ""
    published: str = ""
    status: str = ""
    note: str = ""
    period: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed. A status alone says nothing: the page chooses one beforehand."""
        return not any((self.numerator, self.denominator, self.published, self.note, self.period))


@dataclass(frozen=True)
class Slot:
    """One row of the page: what is entered, of which indicator or step, over which days.

    `standing` are the readings of its line that stand, oldest first. What was sent back stands
    nowhere: `sent_back` are those of them that nothing was entered for anew, and `tried` names for
    one that stands the last correction of it that was sent back. `before` is the key of the row
    whose numerator is this one's denominator, "" where there is none.
    """

    key: str
    name: str
    measure: Measure
    kind: PeriodKind
    start: date
    end: date
    numerator: str = ""
    denominator: str = ""
    step: str = ""
    version: str = ""
    before: str = ""
    standing: tuple[Facts, ...] = ()
    sent_back: tuple[Facts, ...] = ()
    tried: Mapping[int, int] = field(default_factory=dict)

    def standing_of(self, start: date, end: date) -> Facts | None:
        """What stands of exactly these days; None where nothing does.

        Of several, the one that an indicator's page goes by: with its counts, then published last.
        """
        return _of_days(self.standing, start, end)

    def sent_back_of(self, start: date, end: date) -> Facts | None:
        """What was sent back of exactly these days and not entered anew; None where nothing was."""
        return _of_days(self.sent_back, start, end)

    def corrects(self, start: date, end: date) -> int | None:
        """The id of what a reading of these days takes the place of; None where there is nothing."""
        if standing := self.standing_of(start, end):
            return self.tried.get(standing.id, standing.id)
        sent_back = self.sent_back_of(start, end)
        return sent_back.id if sent_back else None

    def last_before(self, end: date) -> Facts | None:
        """The latest reading whose last day is before that one."""
        return last_before(self.standing, end)

    def default_status(self) -> Status:
        """What is chosen beforehand: revised where a reading of these days stands."""
        if self.standing_of(self.start, self.end):
            return Status.REVISED
        sent_back = self.sent_back_of(self.start, self.end)
        is_first = sent_back is None or sent_back.status is Status.REVISED
        return Status.FINAL if is_first else sent_back.status


def _of_days(readings: tuple[Facts, ...], start: date, end: date) -> Facts | None:
    return max((f for f in readings if (f.start, f.end) == (start, end)), key=worth, default=None)


@dataclass(frozen=True)
class Said:
    """What is said of a row, about one of its columns. What is no error is only to be looked at.

    `is_missing`: something is still to be typed, so nothing is wrong while the row is being filled.
    """

    column: Column
    text: str
    is_error: bool = True
    is_missing: bool = False


@dataclass(frozen=True)
class Checked:
    """One row as it was understood. It can be saved where `is_whole`; an empty one is passed over.

    `published` is what is kept as the published value, filled from the counts where it was left
    empty. `corrects` is the id of the reading that it takes the place of, None where there is none;
    `revises` is what it revises, None where nothing of these days stands.
    """

    slot: Slot
    typed: Typed
    start: date
    end: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    published: str = ""
    value: Decimal | None = None
    status: Status = Status.FINAL
    note: str = ""
    corrects: int | None = None
    revises: Facts | None = None
    said: tuple[Said, ...] = ()
    is_filled: bool = False  # whether the published value comes from the counts

    @property
    def errors(self) -> tuple[Said, ...]:
        return tuple(said for said in self.said if said.is_error)

    @property
    def is_whole(self) -> bool:
        return not self.typed.is_empty and not self.errors

    @property
    def facts(self) -> Facts:
        """The reading that the row would be."""
        return Facts(
            id=0,
            series=Series.LOCAL,
            period=period_text(self.start, self.end),
            start=self.start,
            end=self.end,
            published=self.published,
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            step=self.slot.step,
            version=self.slot.version,
            period_kind=self.slot.kind,
            status=self.status,
        )
