"""What an issued pack told the public and what it held back, as JSON and back again.

Of what was held back only which figures they were is kept, never the numbers.
"""

from collections.abc import Iterable
from datetime import date

from indicators.rules.disclosure.stated import (
    Said,
    StatedCell,
    StatedReading,
    Statements,
    StepWords,
    Subject,
)
from indicators.rules.measures import People, Unit

FORM = 1
_STEP = ("ref", "numerator", "denominator", "is_of_the_last")
_SUBJECT = (
    *("ref", "people", "unit", "decimals", "numerator", "denominator"),
    *("other_denominator", "is_stock"),
)
_READING = (
    *("id", "indicator", "series", "area", "step", "version", "period", "document"),
    *("start", "end", "published", "n", "d", "o", "is_total"),
)
_CELL = (
    *("id", "table", "row", "column", "heading", "column_heading", "document", "printed", "unit"),
    *("people", "base", "most", "part_of", "is_total_row", "is_total_column"),
)


class UnreadableRecord(ValueError):
    """A record of what a pack said that this version cannot read."""


def record_of(told: Statements, held: Iterable[str]) -> dict:
    """What a publication told, with what it held back, as plain JSON in a steady order."""
    return {
        "form": FORM,
        "subjects": [
            [*_values(s, _SUBJECT), [_values(step, _STEP) for step in s.steps]]
            for _, s in sorted(told.subjects.items())
        ],
        "readings": [_values(r, _READING) for r in sorted(told.readings, key=lambda r: r.id)],
        "cells": [_values(c, _CELL) for c in sorted(told.cells, key=lambda c: c.id)],
        "sums": sorted(told.sums),
        "held": sorted(held),
    }


def read_said(*records: dict | None) -> Said:
    """What issued packs said, all together; one that was made for others says nothing and is empty.

    What one of them told is public, even if another held it back. Raises UnreadableRecord.
    """
    subjects: dict[str, Subject] = {}
    readings: dict[int, StatedReading] = {}
    cells: dict[int, StatedCell] = {}
    sums: set[str] = set()
    held: set[str] = set()
    for record in filter(None, records):
        if record.get("form") != FORM:
            raise UnreadableRecord(f"A record of form {record.get('form')} cannot be read.")
        subjects |= {s.ref: s for s in map(_subject, record["subjects"])}
        readings |= {r.id: r for r in map(_reading, record["readings"])}
        cells |= {c.id: c for c in map(_cell, record["cells"])}
        sums.update(record["sums"])
        held.update(record["held"])
    told = Statements(subjects, tuple(readings.values()), tuple(cells.values()), frozenset(sums))
    public = Said(told).keys
    return Said(told, frozenset(held) - public)


def _values(row: object, names: tuple[str, ...]) -> list:
    return [_plain(getattr(row, name)) for name in names]


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _subject(values: list) -> Subject:
    *own, steps = values
    given = dict(zip(_SUBJECT, own, strict=True))
    given |= {"people": People(given["people"]), "unit": Unit(given["unit"])}
    return Subject(
        **given, steps=tuple(StepWords(**dict(zip(_STEP, s, strict=True))) for s in steps)
    )


def _reading(values: list) -> StatedReading:
    given = dict(zip(_READING, values, strict=True))
    days = {name: _day(given[name]) for name in ("start", "end")}
    return StatedReading(**given | days, is_offered=False)


def _cell(values: list) -> StatedCell:
    given = dict(zip(_CELL, values, strict=True))
    return StatedCell(**given | {"people": People(given["people"])}, is_offered=False)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
