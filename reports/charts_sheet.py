"""The numbers behind the charts of indicators, as one table of a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.readmodels_chart import Chart, ChartLimit, ChartMark, ChartPoint
from reports.blocks import HELD_BACK
from reports.readmodels_indicators import Number
from reports.sheets import NOT_APPLICABLE, Column, Sheet

TITLE = "Charts"
NOTHING = "No reading is recorded."
NO_FIGURE = "no indicator of this plan has a figure yet"
LIMITS = (("upper", "Upper limit"), ("centre", "Average"), ("lower", "Lower limit"))
_OWN = frozenset(
    (
        *("indicator", "ref", "unit", "period", "to", "value", "as published", "low", "high"),
        *("below value", "above value", "rating", "note", "target"),
        *("upper limit", "average", "lower limit"),
    )
)


@dataclass(frozen=True)
class ChartRow:
    """One row of the table: a reading with what stands on its day, a comparator of another day, or
    a note without either.
    """

    chart: Chart
    point: ChartPoint | None = None
    at: date | None = None
    limit: ChartLimit | None = None
    marks: tuple[ChartMark, ...] = ()
    note: str = ""

    def mark(self, name: str) -> float | None:
        return next((mark.value for mark in self.marks if mark.name == name), None)


def can_be_drawn(chart: Chart) -> bool:
    """Whether no point of it is held back: of one that has such a point the sentence stands alone."""
    return not any(HELD_BACK in point.text for point in chart.points)


def chart_sheet(charts: Sequence[Chart]) -> Sheet:
    """The table that the charts are drawn from, as one sheet of the workbook.

    One row a reading, indicator after indicator; a column for each comparator that any chart has.
    """
    rows = tuple(row for chart in charts for row in chart_rows(chart))
    return Sheet(
        TITLE,
        tuple(chart_columns(charts)),
        rows,
        heading="The numbers from which the charts are drawn",
        notes=("One row a reading, indicator after indicator. Low and High end the 95% interval.",),
        without=NO_FIGURE,
    )


def chart_rows(chart: Chart) -> list[ChartRow]:
    """Readings, oldest first; then comparators of other days; then what has no day."""
    waiting = sorted(chart.marks, key=lambda mark: mark.at)
    rows = []
    for point in chart.points:
        here: list[ChartMark] = []
        for mark in [m for m in waiting if m.at == point.at]:
            if mark.name not in {m.name for m in here}:
                here.append(mark)
                waiting.remove(mark)
        limit = next((li for li in chart.limits if li.start <= point.at <= li.until), None)
        rows.append(ChartRow(chart, point, point.at, limit, tuple(here), _note(point)))
    rows += [ChartRow(chart, at=mark.at, marks=(mark,), note="comparator") for mark in waiting]
    rows += [ChartRow(chart, note=sentence) for sentence in chart.not_drawn]
    return rows or [ChartRow(chart, note=NOTHING)]


def _note(point: ChartPoint) -> str:
    said = (
        "no count behind it" if point.is_hollow else "",
        point.apart_text,
        point.flag,
    )
    return "; ".join(filter(None, said))


def chart_columns(charts: Iterable[Chart]) -> Iterator[Column]:
    charts = list(charts)
    yield Column("Indicator", lambda r: r.chart.name or r.chart.title, 42)
    yield Column("Ref", lambda r: r.chart.ref, 23)
    yield Column("Unit", lambda r: r.chart.unit_text, 14)
    yield Column("Period", lambda r: r.point.period if r.point else None, 20, NOT_APPLICABLE)
    yield Column("To", lambda r: r.at, 13, NOT_APPLICABLE)
    yield Column("Value", _value, 11, NOT_APPLICABLE)
    yield Column("As published", lambda r: r.point.text if r.point else None, 12, NOT_APPLICABLE)
    yield Column(
        "Low", lambda r: _number(r, r.point.low, 1) if r.point else None, 10, NOT_APPLICABLE
    )
    yield Column(
        "High", lambda r: _number(r, r.point.high, 1) if r.point else None, 10, NOT_APPLICABLE
    )
    yield Column("Below value", lambda r: _reach(r, "low"), 10, NOT_APPLICABLE)
    yield Column("Above value", lambda r: _reach(r, "high"), 10, NOT_APPLICABLE)
    yield Column("Rating", lambda r: r.point.rating if r.point else None, 12, NOT_APPLICABLE)
    yield Column("Note", lambda r: r.note or None, 34, NOT_APPLICABLE)
    if any(chart.limits for chart in charts):
        for name, header in LIMITS:
            yield Column(header, _limit(name), 10, NOT_APPLICABLE)
    if any(chart.target is not None for chart in charts):
        yield Column(
            "Target", lambda r: _number(r, r.chart.target) if r.point else None, 10, NOT_APPLICABLE
        )
    for name in dict.fromkeys(mark.name for chart in charts for mark in chart.marks):
        yield Column(comparator_header(name), _comparator(name), 14, NOT_APPLICABLE)


def _value(row: ChartRow) -> Number | str | None:
    if row.point and row.point.value is None and row.point.text == HELD_BACK:
        return HELD_BACK
    return _number(row, row.point.value) if row.point else None


def comparator_header(name: str) -> str:
    """A comparator's column: no two columns of a table may have one name."""
    return f"{name} (comparator)" if name.casefold() in _OWN else name


def _number(row: ChartRow, value: float | None, least: int = 0) -> Number | None:
    """A value as a cell shows it, with the indicator's decimals and no fewer than `least`."""
    return None if value is None else Number(value, max(row.chart.decimals, least))


def _reach(row: ChartRow, end: str) -> Number | None:
    """How far the interval reaches to one side of the value, as error bars want it."""
    point = row.point
    if point is None or point.value is None or getattr(point, end) is None:
        return None
    return _number(row, round(abs(getattr(point, end) - point.value), 6), 1)


def _limit(name: str):
    return lambda row: _number(row, getattr(row.limit, name), 1) if row.limit else None


def _comparator(name: str):
    return lambda row: _number(row, row.mark(name))
