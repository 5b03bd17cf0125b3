"""What of a service's figures is held back from the public, as at a day, and why."""

from collections.abc import Iterable
from datetime import date

from indicators.models import Reading, TableCell
from indicators.rules.disclosure import Held, HeldFigure, Policy
from indicators.rules.disclosure.deciding import Decision, decide
from indicators.rules.disclosure.reasons import reason
from indicators.rules.disclosure.records import read_said, record_of
from indicators.rules.disclosure.stated import Statements
from indicators.rules.measures import Series
from indicators.selectors.stated import statements_of
from plans.models import Service

__all__ = ["Held", "HeldFigure", "held_back", "read_said", "said_of"]


def held_back(
    service: Service,
    *,
    as_at: date,
    policy: Policy,
    said_before: Iterable[dict | None] = (),
) -> Held:
    """What the public is not told of the service's figures, beside what earlier packs told it.

    `said_before` are the records that `said_of` made for packs that were issued to the public. Some
    dozen queries. The same rows, day, policy and records give the same answer.
    """
    said = read_said(*said_before)
    offered, rows = statements_of(service, as_at=as_at, earlier=said.held)
    decided = decide(offered, policy, said)
    return _held(rows, decided, policy)


def said_of(service: Service, *, as_at: date, held: Held) -> dict:
    """A record of all that a publication on that day may tell the public, and of what it held back.

    It is plain JSON, for `held_back` of later packs. Whatever sections a pack has, everything that
    it could have told counts as told: that was judged together, and errs on the side of holding back.
    """
    offered, _ = statements_of(service, as_at=as_at)
    told = Statements(
        subjects=offered.subjects,
        readings=tuple(r for r in offered.readings if r.id not in held.readings),
        cells=tuple(c for c in offered.cells if c.id not in held.cells),
        sums=offered.sums,
    )
    keys = [f"reading:{pk}" for pk in held.readings] + [f"cell:{pk}" for pk in held.cells]
    return record_of(told, keys)


def _held(
    rows: dict[str, Reading | TableCell], decided: dict[str, Decision], policy: Policy
) -> Held:
    """In the order of the rows, which is that of the indicators and of the tables."""
    readings: dict[int, HeldFigure] = {}
    cells: dict[int, HeldFigure] = {}
    for key, row in rows.items():
        if key in decided:
            found = decided[key]
            why = reason(found.rule, threshold=policy.threshold, is_given_away=found.is_given_away)
            if isinstance(row, Reading):
                url = row.indicator.get_absolute_url()
                readings[row.pk] = HeldFigure(_reading_words(row), found.rule.value, why, url)
            else:
                url = row.row.table.get_absolute_url()
                cells[row.pk] = HeldFigure(_cell_words(row), found.rule.value, why, url)
    return Held(readings, cells)


def _reading_words(row: Reading) -> str:
    """ "Use of custody, national: End of Quarter 4"."""
    whose = "" if row.series == Series.LOCAL else Series(row.series).label
    parts = (row.indicator.name, row.step.name if row.step else "", whose, row.area)
    total = " (total)" if row.is_total else ""
    return f"{', '.join(filter(None, parts))}: {row.period}{total}"


def _cell_words(cell: TableCell) -> str:
    return f"{cell.row.table.title}: {cell.row.heading}, {cell.column.heading}"
