"""Reads what a publication on a service would state of its indicators and tables, to be judged."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Prefetch

from indicators.models import Indicator, Reading, SourceTable, TableCell
from indicators.querysets import given_by
from indicators.rules.disclosure.stated import (
    StatedCell,
    StatedReading,
    Statements,
    StepWords,
    Subject,
)
from indicators.rules.intervals import whole
from indicators.rules.measures import People, Series, TableKind, Unit
from indicators.selectors.gathering import Gathered, gather
from plans.models import Service

_SUMMED = ("", Unit.COUNT.value)


def statements_of(
    service: Service, *, as_at: date, earlier: Collection[str] = ()
) -> tuple[Statements, dict[str, Reading | TableCell]]:
    """All that could be stated of the service by that day, and the rows by the figures' keys.

    Beside it stand the readings of `earlier` keys that are of no figure by that day.
    """
    gathered = gather(service, as_at=as_at)
    rows = {f"reading:{pk}": row for g in gathered for pk, row in _rows(g)}
    later = _earlier(service, [key for key in earlier if key not in rows])
    latest = _latest(rows.values())
    tables = _tables(service, as_at)
    cells = {f"cell:{c.pk}": c for t in tables for row in t.rows.all() for c in row.cells.all()}
    subjects = {g.row.ref: subject_of(g.row) for g in gathered}
    subjects |= {r.indicator.ref: subject_of(r.indicator) for r in later}
    names = {g.row.pk: g.row.ref for g in gathered} | {
        r.indicator_id: r.indicator.ref for r in later
    }
    found = Statements(
        subjects=subjects,
        readings=(
            *(_reading(r, names[r.indicator_id], is_latest=r.pk in latest) for r in rows.values()),
            *(_reading(r, names[r.indicator_id], is_offered=False) for r in later),
        ),
        cells=tuple(stated for table in tables for stated in _cells(table)),
        sums=frozenset(t.ref for t in tables if t.kind == TableKind.SUMS and t.unit in _SUMMED),
    )
    return found, rows | cells


def _rows(gathered: Gathered) -> Iterator[tuple[int, Reading]]:
    """The readings by their ids, each with its indicator, which is known already."""
    for pk, row in gathered.rows.items():
        row.indicator = gathered.row
        yield pk, row


def people_of(row: Indicator | SourceTable) -> People:
    """Whom it counts. Money and the board's attendance count nobody, shares of answers attributes."""
    if row.unit == Unit.POUNDS or getattr(row, "computed", ""):
        return People.NOBODY
    people = People(row.people)
    is_shares = getattr(row, "kind", "") == TableKind.SHARES
    return People.ATTRIBUTES if is_shares and people is People.CASELOAD else people


def subject_of(row: Indicator) -> Subject:
    """An indicator as disclosure control sees it."""
    return Subject(
        ref=row.ref,
        people=people_of(row),
        unit=Unit(row.unit),
        decimals=row.decimals,
        numerator=row.numerator,
        denominator=row.denominator,
        other_denominator=row.other_denominator,
        is_stock=row.is_stock,
        steps=tuple(
            StepWords(s.ref, s.numerator, s.denominator, s.is_of_the_last) for s in row.steps.all()
        ),
    )


def _earlier(service: Service, keys: Iterable[str]) -> list[Reading]:
    """Readings that issued packs held back and that this one would not show at all."""
    ids = [int(key.partition(":")[2]) for key in keys if key.startswith("reading:")]
    rows = Reading.objects.filter(pk__in=ids, indicator__service=service)
    return list(
        rows.select_related("indicator", "source", "step", "version")
        .prefetch_related("indicator__steps")
        .order_by("pk")
    )


def _latest(rows: Iterable[Reading]) -> set[int]:
    """The ids of the readings that end last on their line: what headlines are about."""
    last: dict[tuple, Reading] = {}
    for row in rows:
        if row.end_on and not row.is_total and row.series == Series.LOCAL:
            line = (row.indicator_id, row.area, row.step_id)
            if line not in last or row.end_on > last[line].end_on:
                last[line] = row
    ends = {line: row.end_on for line, row in last.items()}
    return {
        row.pk
        for row in rows
        if row.end_on and ends.get((row.indicator_id, row.area, row.step_id)) == row.end_on
    }


def _reading(
    row: Reading, indicator: str, *, is_latest: bool = False, is_offered: bool = True
) -> StatedReading:
    return StatedReading(
        id=row.pk,
        indicator=indicator,
        series=row.series,
        area=row.area,
        step=row.step.ref if row.step else "",
        version=row.version.version if row.version else "",
        period=row.period,
        document=row.source.title if row.source else "",
        start=row.start_on,
        end=row.end_on,
        published=row.published,
        n=whole(row.numerator),
        d=whole(row.denominator),
        o=whole(row.other_denominator),
        is_total=row.is_total,
        is_latest=is_latest,
        is_offered=is_offered,
    )


def _tables(service: Service, as_at: date) -> list[SourceTable]:
    rows = SourceTable.objects.filter(given_by(as_at), service=service).select_related("source")
    cells = Prefetch("rows__cells", TableCell.objects.select_related("column"))
    return list(rows.prefetch_related("rows", cells).order_by("source_id", "position", "pk"))


def _cells(table: SourceTable) -> Iterator[StatedCell]:
    """The printed cells; those that are figures of readings go with the readings."""
    people = people_of(table)
    for row in table.rows.all():
        base = table.base if row.base is None else (row.base or None)
        for cell in row.cells.all():
            if cell.reading_id is not None:
                continue
            column = cell.column
            yield StatedCell(
                id=cell.pk,
                table=table.ref,
                row=row.position,
                column=column.position,
                heading=row.heading,
                column_heading=column.heading,
                document=table.source.title if table.source else "",
                printed=cell.printed,
                unit=table.unit,
                people=people,
                base=base,
                most=table.base if base is None else None,
                part_of=row.part_of,
                is_total_row=row.is_total,
                is_total_column=column.is_total,
            )
