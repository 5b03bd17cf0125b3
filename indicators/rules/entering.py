"""Typed rows looked over: everything that does not add up in a quarter's readings."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.rules.doubts import disagreement, exact_of, jump_words, reading_words
from indicators.rules.entry_figures import read_count, read_published
from indicators.rules.entry_row import Checked, Column, Said, Slot, Typed
from indicators.rules.measures import PeriodKind, Status, Unit
from indicators.rules.populations import RATE_SCALE
from indicators.rules.printed import exact_text, number_text
from indicators.rules.reading_checks import MONTHS
from indicators.rules.typed import first_of_months, period_text, read_number, read_period
from plans.rules.dates import long_date

LONGEST_NOTE = 1000
ROLLING = frozenset({PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_COHORT})


# ---------- one row ----------


def check_row(slot: Slot, typed: Typed, *, today: date, before: Decimal | None = None) -> Checked:
    """The row as it is understood, with all that is wrong in it. Source: issue 4, "What bad input gets".

    `before` is what the step before counted, None where that is not known: it is the denominator
    where none was typed.
    """
    if typed.is_empty:
        return Checked(slot, typed, slot.start, slot.end, status=slot.default_status())
    said: list[Said] = []
    start, end = _days(slot, typed.period, today, said)
    numerator = read_count(typed.numerator, Column.NUMERATOR, slot.measure.unit, said)
    denominator = read_count(typed.denominator, Column.DENOMINATOR, slot.measure.unit, said)
    value = read_published(typed.published, slot.measure, said)
    if slot.before and before is not None and typed.numerator and not typed.denominator:
        denominator = before
    row = Checked(
        slot=slot,
        typed=typed,
        start=start,
        end=end,
        numerator=numerator,
        denominator=denominator,
        published=_bare(typed.published) if value is not None else "",
        value=value,
        note=typed.note.strip(),
    )
    if len(row.note) > LONGEST_NOTE:
        said.append(Said(Column.NOTE, f"Keep it to {LONGEST_NOTE:,} characters."))
    row = _placed(row, said)
    if not any(s.is_error and s.column in _FIGURES for s in said):
        row = _counted(row, before, said)
    return replace(row, said=tuple(said))


def _bare(text: str) -> str:
    """A value as it is kept: without gaps, and without the sign of a minus nought."""
    return re.sub(r"[\s’']", "", text).lstrip("-−")


_FIGURES = (Column.NUMERATOR, Column.DENOMINATOR, Column.PUBLISHED)


def _days(slot: Slot, text: str, today: date, said: list[Said]) -> tuple[date, date]:
    """The days that the row is of: the page's, or those typed. They are held against today."""
    column = Column.PERIOD
    days = read_period(text) if text else (slot.start, slot.end)
    if days is None:
        said.append(
            Said(
                column,
                f"“{text[:40]}” is not a period that can be read: write it as Jul to Sep 2014, or "
                "as 1 July 2014 to 30 September 2014.",
            )
        )
        return slot.start, slot.end
    start, end = days
    if end < start:
        said.append(
            Said(column, f"It ends on {long_date(end)}, before it starts on {long_date(start)}.")
        )
    elif end > today:
        said.append(Said(column, f"It ends on {long_date(end)}, which is in the future."))
    elif start != first_of_months(end, MONTHS[slot.kind]):
        said.append(
            Said(
                column,
                f"{period_text(start, end)} is not what a reading of this indicator covers "
                f"({slot.kind.value}): check it.",
                is_error=False,
            )
        )
    return start, end


def _placed(row: Checked, said: list[Said]) -> Checked:
    """The row with its status and what it takes the place of, held against the readings that stand."""
    slot = row.slot
    same = slot.standing_of(row.start, row.end)
    status = _status(row.typed.status, slot, said)
    if same is None:
        if status is Status.REVISED:
            said.append(
                Said(
                    Column.STATUS,
                    "No reading of this period stands, so there is nothing to revise: "
                    "give it as provisional or final.",
                )
            )
        if slot.kind not in ROLLING and row.start <= row.end:
            _refuse_overlap(row, said)
        return replace(row, status=status, corrects=slot.corrects(row.start, row.end))
    is_settled = same.status is Status.PROVISIONAL and status is Status.FINAL
    if status is not Status.REVISED and not is_settled:
        settling = ", or as final," if same.status is Status.PROVISIONAL else ""
        said.append(
            Said(
                Column.STATUS,
                f"A reading of {period_text(row.start, row.end)} stands already "
                f"({reading_words(slot.measure, same)}, {same.status.value}): give this one as "
                f"revised{settling} to take its place, or empty the row.",
            )
        )
    corrects = slot.corrects(row.start, row.end)
    return replace(row, status=status, corrects=corrects, revises=same)


def _status(text: str, slot: Slot, said: list[Said]) -> Status:
    words = text.strip().lower()
    if not words:
        return slot.default_status()
    if words not in list(Status):
        said.append(
            Said(
                Column.STATUS,
                f"“{text[:30]}” is no status: choose provisional, final or revised.",
            )
        )
        return slot.default_status()
    return Status(words)


def _refuse_overlap(row: Checked, said: list[Said]) -> None:
    for other in row.slot.standing:
        if other.start and other.end and other.start <= row.end and row.start <= other.end:
            said.append(
                Said(
                    Column.PERIOD,
                    f"{period_text(row.start, row.end)} overlaps {other.period}, which stands "
                    f"({reading_words(row.slot.measure, other)}); periods of this indicator do not "
                    "overlap.",
                )
            )
            return


def _counted(row: Checked, before: Decimal | None, said: list[Said]) -> Checked:
    """The row with its published value, its figures held against each other and the last reading."""
    slot, measure = row.slot, row.slot.measure
    missing = _missing(row)
    if missing:
        said.append(missing)
        return row
    if row.denominator is not None and not slot.denominator:
        said.append(
            Said(Column.DENOMINATOR, "This indicator has no denominator: empty this field.")
        )
        return row
    if row.denominator == 0:
        said.append(
            Said(
                Column.DENOMINATOR,
                "The denominator is 0, and there is no share of none: leave the row empty.",
            )
        )
        return row
    if slot.before and before is not None and row.denominator not in (None, before):
        said.append(
            Said(
                Column.DENOMINATOR,
                f"{number_text(row.denominator)} is not what the step before counted, "
                f"{number_text(before)}.",
            )
        )
    is_share = measure.unit is Unit.PERCENT and None not in (row.numerator, row.denominator)
    if is_share and row.numerator > row.denominator:
        over = number_text(row.denominator)
        text = f"{number_text(row.numerator)} is above its denominator, {over}."
        said.append(Said(Column.NUMERATOR, text))
        return row
    row = _filled(row)
    if row.value is None:
        said.append(Said(Column.PUBLISHED, "Give the published value: the counts do not make one."))
        return row
    if differs := disagreement(measure, row.facts):
        text = f"{differs} Mend one of them, or say in the note why it is published so."
        kept = f"{differs} It is kept as published."
        said.append(Said(Column.PUBLISHED, kept if row.note else text, is_error=not row.note))
    last = slot.last_before(row.end)
    if last and (words := jump_words(measure, row.facts, last)):
        said.append(Said(Column.PUBLISHED, words, is_error=False))
    return row


def _missing(row: Checked) -> Said | None:
    """Which figure is lacking; None where those there are make a reading."""
    if row.numerator is None and row.denominator is not None:
        text = "Give the numerator as well, or empty the denominator."
        return Said(Column.NUMERATOR, text, is_missing=True)
    if row.numerator is None and row.value is None:
        text = "Type the counts or the published value, or empty the whole row."
        return Said(Column.NUMERATOR, text, is_missing=True)
    needs = row.slot.denominator and row.denominator is None and row.value is None
    if needs and not (row.numerator == 0 and row.slot.measure.unit in RATE_SCALE):
        text = "Give the denominator as well, or the published value."
        return Said(Column.DENOMINATOR, text, is_missing=True)
    return None


def _filled(row: Checked) -> Checked:
    """The row with a published value: the one typed, else what its counts come to."""
    if row.value is not None:
        return row
    exact = exact_of(row.slot.measure, row.facts)
    if exact is None:
        return row
    text = exact_text(exact, row.slot.measure.decimals)
    return replace(row, published=text, value=read_number(text), is_filled=True)


# ---------- all rows ----------


def check_rows(
    slots: Iterable[Slot], typed: Mapping[str, Typed], *, today: date
) -> tuple[Checked, ...]:
    """Every row as it is understood, in the order of the slots; the steps of a funnel hold together.

    A step stands after the one before it.
    """
    found: dict[str, Checked] = {}
    for slot in slots:
        row = typed.get(slot.key, Typed())
        earlier = found.get(slot.before)
        counted = _counted_before(earlier, row, slot) if earlier else None
        found[slot.key] = check_row(slot, row, today=today, before=counted)
    for slot in slots:
        if slot.before and found[slot.key].typed.is_empty:
            found[slot.before] = _held_to_the_next(found[slot.before], found[slot.key])
    return tuple(found.values())


def _counted_before(earlier: Checked, row: Typed, slot: Slot) -> Decimal | None:
    """What the step before counted in the same period: as typed, else as it stands."""
    days = (read_period(row.period) if row.period else None) or (slot.start, slot.end)
    if not earlier.typed.is_empty and (earlier.start, earlier.end) == days:
        return earlier.numerator
    standing = earlier.slot.standing_of(*days)
    return standing.numerator if standing else None


def _held_to_the_next(row: Checked, following: Checked) -> Checked:
    """The row with an error where the step after it stands and is of another number."""
    if row.typed.is_empty or row.numerator is None:
        return row
    standing = following.slot.standing_of(row.start, row.end)
    if standing is None or standing.denominator in (None, row.numerator):
        return row
    text = (
        f"The step after it stands with another number ({following.slot.name}: "
        f"{reading_words(following.slot.measure, standing)}): revise that one as well."
    )
    return replace(row, said=(*row.said, Said(Column.NUMERATOR, text)))


def published_fault(on: date, rows: Collection[Checked], *, today: date) -> str:
    """Why the rows cannot have been published on that day; "" where they can."""
    if on > today:
        return f"{long_date(on)} is in the future: give today or the day that it was published."
    late = next((row for row in rows if not row.typed.is_empty and row.end > on), None)
    if late:
        return (
            f"{late.slot.name}: {period_text(late.start, late.end)} was not over on {long_date(on)}, "
            "so nothing can have been published of it: give a later day."
        )
    early = next((row for row in rows if (day := _revised_day(row)) and day > on), None)
    if early:
        return (
            f"{early.slot.name}: the reading of {period_text(early.start, early.end)} that this one "
            f"revises was published on {long_date(_revised_day(early))}, which is after "
            f"{long_date(on)}: give that day or a later one."
        )
    return ""


def _revised_day(row: Checked) -> date | None:
    """The day on which what the row revises was published; None where it revises nothing."""
    return row.revises.published_on if row.revises else None
