"""The sheets of indicators: what they are, their readings, the documents' tables, the figures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from indicators.readings_csv import flat
from indicators.readmodels import IndicatorLine, ReadingLine
from indicators.readmodels_chart import Chart
from reports.blocks import HELD_BACK
from reports.charts_sheet import NO_FIGURE, can_be_drawn
from reports.readmodels_indicators import Number, PaperIndicator, TableRow
from reports.readmodels_pack import PlanPack
from reports.sheets import NOT_APPLICABLE, NOT_AVAILABLE, Column, Sheet


def measure_sheets(pack: PlanPack, charts: Sheet) -> tuple[Sheet, ...]:
    """Indicators, Readings, then `charts` and what they show in words, then the documents' tables."""
    return (
        Sheet(
            "Indicators",
            _columns_of(IndicatorLine),
            pack.indicators,
            heading="The indicators and how each is defined",
            notes=("One row an indicator.",),
        ),
        Sheet(
            "Readings",
            _reading_columns(pack),
            pack.readings,
            heading=f"Every reading published by {pack.as_at_text}",
            notes=("One row a reading. Periods that overlap are never to be added up.",),
        ),
        charts,
        Sheet(
            FIGURES_TITLE,
            FIGURES,
            tuple(figures_of(pack.measured.indicators)),
            heading="What each chart shows, in words",
            notes=("The numbers behind them are on the sheet Charts.",),
            without=NO_FIGURE,
        ),
        Sheet(
            "Tables",
            _TABLES,
            pack.tables,
            heading=f"Every figure of the documents’ tables published by {pack.as_at_text}",
            notes=("One row a figure, as it is printed.",),
        ),
    )


FIGURES_TITLE = "Figures"
DRAWN = "drawn in the Excel workbook"
NOT_DRAWN = "not drawn: a point of it is held back"


@dataclass(frozen=True)
class FigureRow:
    """One figure in words. `chart` None: it is not drawn, because a point of it is held back."""

    title: str
    ref: str
    sentence: str
    chart: Chart | None


def figures_of(indicators: Iterable[PaperIndicator]) -> Iterable[FigureRow]:
    """The charts of a paper with their sentences, and those that may not be drawn."""
    for indicator in indicators:
        section, chart = indicator.section, indicator.section.chart
        yield FigureRow(
            title=chart.title if chart else section.name,
            ref=section.ref,
            sentence=chart.sentence if chart else section.headline,
            chart=chart if chart and can_be_drawn(chart) else None,
        )


FIGURES = (
    Column("Figure", lambda r: r.title, 34),
    Column("Ref", lambda r: r.ref, 23),
    Column("What it shows", lambda r: r.sentence, 70),
    Column("Drawn", lambda r: DRAWN if r.chart else NOT_DRAWN, 22),
)

_TABLES = (
    Column("Table", lambda r: r.table, 40),
    Column("Document", lambda r: r.document, 34),
    Column("Place", lambda r: r.place, 34),
    Column("Row", lambda r: r.row, 40),
    Column("Column", lambda r: r.column, 24),
    Column("As printed", lambda r: r.printed, 24),
    Column("Number", lambda r: _of_printed(r, r.number), 11, NOT_APPLICABLE),
    Column("Comes to", lambda r: _of_printed(r, r.comes_to), 11, NOT_APPLICABLE),
    Column("What does not add up", lambda r: r.flags, 60, NOT_APPLICABLE),
)


def _of_printed(row: TableRow, value: Number | None) -> Number | str | None:
    return HELD_BACK if value is None and row.printed == HELD_BACK else value


_WIDE = {  # the columns of indicators and readings that hold sentences
    **dict.fromkeys(("name", "numerator", "denominator", "counting_rules", "bands"), 40),
    **dict.fromkeys(("source", "flags"), 50),
    **dict.fromkeys(("indicator", "area", "period", "publication_lag", "owner"), 22),
}
_NOTHING_MISSING = frozenset(("area", "step", "version", "is_total", "waits", "flags"))


def _reading_columns(pack: PlanPack) -> tuple[Column, ...]:
    """Those of a reading; what is in an indicator's unit shows as many decimals as it has."""
    decimals = {line.ref: line.decimals for line in pack.indicators}

    def number(name: str) -> Callable[[ReadingLine], Number | str | None]:
        def get(row: ReadingLine) -> Number | str | None:
            value = getattr(row, name)
            if value is None:
                return _of_published(row, None)
            return Number(value, _places(row, decimals, name))

        return get

    def counted(name: str) -> Callable[[ReadingLine], Any]:
        return lambda row: _of_published(row, flat(getattr(row, name)))

    counts = ("numerator", "denominator", "rank", "rank_of", "rating")
    own = {n: counted(n) for n in counts}
    numbers = {n: number(n) for n in ("value", "recomputed", "interval_low", "interval_high")}
    short = {"numerator": 13, "denominator": 13, "bands": 18} | dict.fromkeys(numbers, 13)
    return _columns_of(ReadingLine, own | numbers, short)


def _of_published(row: ReadingLine, value: Any) -> Any:
    """The value; where there is none because the reading is held back, the shorthand for that."""
    return HELD_BACK if value in (None, "") and row.published == HELD_BACK else value


def _places(row: ReadingLine, decimals: Mapping[str, int], name: str) -> int:
    """Decimals to show: the indicator's, of an interval at least one, and all that are printed."""
    least = decimals.get(row.indicator, 0)
    if name.startswith("interval"):
        return max(least, 1)
    return max(least, -getattr(row, name).normalize().as_tuple().exponent)


def _columns_of(
    line: type, own: Mapping[str, Callable] | None = None, widths: Mapping[str, int] | None = None
) -> tuple[Column, ...]:
    """One column for each field of a read-model, in its order and under its name."""
    own, widths = own or {}, _WIDE | (widths or {})

    def get(name: str) -> Callable[[Any], Any]:
        return own.get(name) or (lambda row: flat(getattr(row, name)))

    return tuple(
        Column(
            f.name.replace("_", " ").capitalize(),
            get(f.name),
            widths.get(f.name, 14),
            NOT_APPLICABLE if f.name in _NOTHING_MISSING else NOT_AVAILABLE,
        )
        for f in fields(line)
        if f.name != "is_withheld"  # the shorthand says it, in the cells that it is about
    )
