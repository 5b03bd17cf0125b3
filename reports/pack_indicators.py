"""What a paper says of indicators: sentences, figures with their numbers, tables with their notes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from indicators.readmodels import IndicatorSection, ReadingRow
from indicators.rules.measures import Domain
from indicators.selectors.indicator_section import indicator_section
from indicators.selectors.linked import events_by_indicator, indicators_of
from indicators.selectors.states import IndicatorState
from plans.models import Plan
from plans.rules.dates import long_date
from plans.rules.words import is_are
from reports.figures.line_events import letter
from reports.readmodels_indicators import (
    IndicatorPart,
    PaperIndicator,
    PaperNote,
    PaperReading,
    PaperTable,
)

Measured = tuple[tuple[str, str], ...]  # name and reference of each indicator

READ_SO = (
    "Figures are as published. What one comes to when it is worked out again stands beside it and "
    "never replaces it. A 95% interval says how far chance alone could move a figure; a rise or fall "
    "that chance could explain is not called a change. Periods that overlap are never added up."
)


def indicator_part(
    plan: Plan, states: Sequence[IndicatorState], *, as_at: date
) -> tuple[IndicatorPart, Mapping[str, Measured]]:
    """The part on the indicators that the plan is meant to move, and on the national ones.

    Beside it, by the number of an objective, what measures it. Five queries, for any number.
    """
    linked = indicators_of(plan, as_at=as_at)
    refs = {indicator.ref for own in linked.values() for indicator in own}
    chosen = [s for s in states if s.measure.ref in refs or is_national(s)]
    read = [s for s in chosen if s.readings]
    found = paper_sections(read, as_at=as_at)
    part = IndicatorPart(
        sentence=_sentence(len(read), as_at),
        reading_text=READ_SO if read else "",
        unread_text=_unread([s.measure.name for s in chosen if not s.readings]),
        indicators=found,
    )
    numbers = dict(plan.objectives.values_list("pk", "number")) if linked else {}
    return part, {numbers[pk]: tuple((i.name, i.ref) for i in own) for pk, own in linked.items()}


def paper_sections(states: Sequence[IndicatorState], *, as_at: date) -> tuple[PaperIndicator, ...]:
    """What papers say of these indicators in full; three queries, for any number."""
    events = events_by_indicator([s.gathered.row for s in states], as_at=as_at)
    return tuple(
        paper_indicator(indicator_section(s, as_at=as_at, events=events[s.gathered.row.pk]))
        for s in states
    )


def is_national(state: IndicatorState) -> bool:
    """Whether every service in the country is asked for it."""
    return state.gathered.row.domain == Domain.NATIONAL.value


def _sentence(n: int, as_at: date) -> str:
    has = "none has" if not n else f"{n:,} {'has' if n == 1 else 'have'}"
    return (
        "Of the indicators that this plan is meant to move, and the national ones, "
        f"{has} a figure by {long_date(as_at)}."
    )


def _unread(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"{len(names):,} more {is_are(len(names))} without one: {'; '.join(names)}."


def paper_indicator(section: IndicatorSection) -> PaperIndicator:
    """One indicator as a paper prints it: its tables with the letters of their notes."""
    anchor = f"indicator-{section.ref}"
    notes = _Notes()
    tables = tuple(
        PaperTable(
            anchor=f"{anchor}-{k}",
            table=table,
            counted_text=_counted(table.numerator_head, table.denominator_head),
            rows=tuple(
                PaperReading(row, _days(row), ", ".join(notes.letters(row))) for row in table.rows
            ),
        )
        for k, table in enumerate(section.tables, start=1)
    )
    return PaperIndicator(anchor=anchor, section=section, tables=tables, notes=notes.found())


def _counted(numerator: str, denominator: str) -> str:
    """What the counts of a table are of; "" where it has none."""
    said = (f"Counted: {numerator}." if numerator else "", f"Out of: {denominator}.")
    return " ".join(filter(None, (said[0], said[1] if denominator else "")))


def _days(row: ReadingRow) -> str:
    """The days of a reading; "" where its period names them ("Jan to Mar 2025")."""
    is_said = _day_words(row.days_text) <= _day_words(row.period)
    return "" if is_said else row.days_text


def _day_words(text: str) -> set[str]:
    """The words of some days, months cut short as documents do."""
    return {word[:3] if word.isalpha() else word for word in text.split()}


class _Notes:
    """The notes of one indicator's tables, each said once, in the order in which rows need them."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def letters(self, row: ReadingRow) -> Iterable[str]:
        for text in _said(row):
            yield self._letters.setdefault(text, letter(len(self._letters)).lower())

    def found(self) -> tuple[PaperNote, ...]:
        return tuple(PaperNote(mark, text) for text, mark in self._letters.items())


def _said(row: ReadingRow) -> Iterable[str]:
    """What stands behind a row: its source (whose last words are the row's own, so left out)."""
    period = row.period.rpartition(": ")[2]
    if row.source_text:
        yield row.source_text.removesuffix(f", row {period}")
    if row.bands_text:
        yield f"Rated by the {row.bands_text}"
    if row.derived_text:
        yield f"Days derived: {row.derived_text}"
    if row.note:
        yield row.note
