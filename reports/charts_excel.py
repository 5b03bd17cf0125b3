"""Charts of indicators as native charts of a workbook, drawn from the cells of one table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil

from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.axis import NumericAxis
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.units import cm_to_EMU
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from indicators.readmodels_chart import Chart, ChartLimit, ChartMark, ChartPoint
from reports import palette
from reports.figures.line_axes import value_scale
from reports.readmodels_indicators import Number
from reports.sheets import Column, Sheet

TITLE = "Charts"
NOTHING = "No reading is recorded."
_WIDTH_CM, _HEIGHT_CM = 24.0, 11.0
_PRINTED_CM, _PRINTED_DOWN_CM = 37.5, 23.0  # of a sheet of A3 in landscape, below the header row
_CHARACTER_CM = 0.26  # of a column's width, at its widest in the programs that were tried
_BETWEEN = 16.0  # points between a chart and what stands above it
_ROW = 15.0  # points; what a row takes that says nothing of its height
_OWN = frozenset(
    (
        *("indicator", "ref", "unit", "period", "to", "value", "as published", "low", "high"),
        *("below value", "above value", "rating", "note", "target"),
        *("upper limit", "average", "lower limit"),
    )
)
_QUARTER = 365.25 / 4  # days
_LIMITS = (("upper", "Upper limit"), ("centre", "Average"), ("lower", "Lower limit"))


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


def chart_sheet(charts: Sequence[Chart]) -> Sheet:
    """The table that the charts are drawn from, as one sheet of the workbook.

    One row a reading, indicator after indicator; a column for each comparator that any chart has.
    """
    rows = tuple(row for chart in charts for row in _rows(chart))
    return Sheet(TITLE, tuple(_columns(charts)), rows)


def add_charts(sheet: Worksheet, charts: Sequence[Chart]) -> None:
    """Draws the charts one below the other, under the table that `chart_sheet` gave for the same.

    The table begins in A1 and has its header in row 1. Each chart has alternative text. A chart
    without a value is not drawn; its row in the table says why.
    """
    columns = [column.header for column in _columns(charts)]
    first, n_drawn, per_page = 2, 0, _print_to_scale(sheet)
    row = 1 + sum(len(_rows(chart)) for chart in charts) + 1
    for chart in charts:
        rows = list(_rows(chart))
        cells = _Cells(sheet, columns, first, rows)
        if any(row.point and row.point.value is not None for row in rows):
            drawn = _draw(chart, cells)
            if n_drawn % per_page == 0:
                sheet.row_breaks.append(Break(id=row - 1))
            drawn.anchor = _place(chart, row=row)
            sheet.add_chart(drawn)
            row += _n_rows(sheet, row)
            n_drawn += 1
        first += len(rows)


def _print_to_scale(sheet: Worksheet) -> int:
    """Sets the sheet to print across one page, and gives how many charts go on one.

    By a scale of its own: where a page is fitted its breaks do not count, and charts are cut through.
    """
    characters = sum(column.width for column in sheet.column_dimensions.values())
    scale = max(0.1, min(1.0, _PRINTED_CM / (characters * _CHARACTER_CM)))
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = int(100 * scale)
    return max(1, int(_PRINTED_DOWN_CM / (_HEIGHT_CM * 1.06 * scale)))


def _n_rows(sheet: Worksheet, row: int) -> int:
    """How many rows a chart covers whose top is that of `row`, counted from 0, and a little more."""
    end, n = _HEIGHT_CM / 2.54 * 72 + _BETWEEN, 0
    while end > 0:
        n += 1
        known = sheet.row_dimensions.get(row + n)
        end -= (known and known.height) or _ROW
    return n


# ---------- the table ----------


def _rows(chart: Chart) -> list[ChartRow]:
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


def _columns(charts: Iterable[Chart]) -> Iterator[Column]:
    charts = list(charts)
    yield Column("Indicator", lambda r: r.chart.name or r.chart.title, 42)
    yield Column("Ref", lambda r: r.chart.ref, 23)
    yield Column("Unit", lambda r: r.chart.unit_text, 14)
    yield Column("Period", lambda r: r.point.period if r.point else None, 20)
    yield Column("To", lambda r: r.at, 13)
    yield Column("Value", lambda r: _number(r, r.point.value) if r.point else None, 11)
    yield Column("As published", lambda r: r.point.text if r.point else None, 12)
    yield Column("Low", lambda r: _number(r, r.point.low, 1) if r.point else None, 10)
    yield Column("High", lambda r: _number(r, r.point.high, 1) if r.point else None, 10)
    yield Column("Below value", lambda r: _reach(r, "low"), 10)
    yield Column("Above value", lambda r: _reach(r, "high"), 10)
    yield Column("Rating", lambda r: r.point.rating if r.point else None, 12)
    yield Column("Note", lambda r: r.note or None, 34)
    if any(chart.limits for chart in charts):
        for name, header in _LIMITS:
            yield Column(header, _limit(name), 10)
    if any(chart.target is not None for chart in charts):
        yield Column("Target", lambda r: _number(r, r.chart.target) if r.point else None, 10)
    for name in dict.fromkeys(mark.name for chart in charts for mark in chart.marks):
        yield Column(_header(name), _comparator(name), 14)


def _header(name: str) -> str:
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


# ---------- charts ----------


@dataclass
class _Cells:
    """The cells of one chart: its rows on the sheet, from row `first`."""

    sheet: Worksheet
    headers: list[str]
    first: int
    rows: list[ChartRow]

    def reference(self, header: str, start: int, end: int) -> Reference:
        """The cells of a column from the chart's row `start` to `end`, that one included."""
        column = self.headers.index(header) + 1
        return Reference(
            self.sheet,
            min_col=column,
            max_col=column,
            min_row=self.first + start,
            max_row=self.first + end,
        )

    def source(self, header: str, start: int, end: int) -> NumDataSource:
        letter = get_column_letter(self.headers.index(header) + 1)
        name = quote_sheetname(self.sheet.title)
        place = f"${letter}${self.first + start}:${letter}${self.first + end}"
        return NumDataSource(numRef=NumRef(f=f"{name}!{place}"))


def _draw(chart: Chart, cells: _Cells) -> ScatterChart:
    drawn = ScatterChart()
    drawn.varyColors = False
    drawn.scatterStyle = "lineMarker"
    drawn.width, drawn.height = _WIDTH_CM, _HEIGHT_CM
    drawn.title = chart.title
    drawn.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=CharacterProperties(sz=1200, b=True))
    drawn.title.overlay = False
    drawn.display_blanks = "gap"
    drawn.x_axis.title, drawn.y_axis.title = "Last day of the period", chart.unit_text or "Value"
    drawn.x_axis.number_format, drawn.x_axis.majorGridlines = "mmm yyyy", None
    drawn.x_axis.delete = drawn.y_axis.delete = False  # else some programs draw neither
    drawn.x_axis.tickLblPos = "low"
    drawn.y_axis.majorGridlines.spPr = _line(palette.LINE_SOFT)
    drawn.y_axis.number_format = "General"
    if most := _most(chart):
        drawn.y_axis.scaling.max = most
    if min(_known(chart)) >= 0:
        drawn.y_axis.scaling.min = 0
    if chart.is_percent and max(_known(chart)) > 80 and max(_known(chart)) <= 100:
        drawn.y_axis.scaling.max = 100
    drawn.x_axis.axPos, drawn.y_axis.crosses = "b", "min"
    drawn.x_axis.txPr = _small()
    _set_days(drawn.x_axis, [row.at for row in cells.rows if row.at])
    hidden = []
    for header, series, is_first in _all_series(chart, cells):
        series.tx = SeriesLabel(v=header)
        if not is_first:
            hidden.append(LegendEntry(idx=len(drawn.series), delete=True))
        drawn.series.append(series)
    drawn.legend = Legend()
    drawn.legend.position, drawn.legend.legendEntry = "b", hidden
    drawn.legend.overlay = False
    return drawn


def _known(chart: Chart) -> list[float]:
    points = [v for p in chart.points for v in (p.value, p.low, p.high) if v is not None]
    return [*points, *(mark.value for mark in chart.marks)]


def _most(chart: Chart) -> float | None:
    """Where the axis has to end for the intervals: programs look at the values alone. None: by itself."""
    highs = [p.high for p in chart.points if p.high is not None]
    if not highs or (chart.is_percent and max(highs) > 80):
        return None
    scale = value_scale(
        _known(chart), decimals=chart.decimals, is_percent=False, n_ticks=6, bottom=1, top=0
    )
    return scale.step * ceil(max(_known(chart)) / scale.step)


def _small() -> RichText:
    words = CharacterProperties(sz=900)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=words), endParaRPr=words)])


def _set_days(axis: NumericAxis, days: Sequence[date]) -> None:
    """Ticks by quarters, or by whole years where those are too many, from one before the first day.

    Left to itself a program draws a single day on an axis that begins in 1900.
    """
    span = (max(days) - min(days)).days
    step = _QUARTER if span <= 12.5 * _QUARTER else 4 * _QUARTER * ceil(span / (48 * _QUARTER))
    axis.majorUnit = step
    axis.scaling.min = to_excel(min(days)) - step
    axis.scaling.max = to_excel(max(days)) + step


def _all_series(chart: Chart, cells: _Cells) -> Iterator[tuple[str, Series, bool]]:
    """Every series with its name, and whether it is the first of that name."""
    for n, (start, end) in enumerate(stretches(chart.points)):
        yield "Value", _own(chart, cells, start, end), n == 0
    names = list(dict.fromkeys(mark.name for mark in chart.marks))
    last = len(cells.rows) - 1
    for n, name in enumerate(names):
        yield name, _signs(cells, name, last, form=n), True
    for _, header in _LIMITS if chart.limits else ():
        for n, (start, end) in enumerate(_limited(cells.rows)):
            dashes = "solid" if header == "Average" else "dash"
            yield header, _ruled(cells, header, start, end, palette.WHISKER, dashes), n == 0
    if chart.target is not None:
        end = len(chart.points) - 1
        yield "Target", _ruled(cells, "Target", 0, end, palette.INK, "lgDash"), True


def stretches(points: Sequence[ChartPoint]) -> list[tuple[int, int]]:
    """The first and last place of each run of readings that a line joins; single ones too."""
    found: list[list[int]] = []
    before = None
    for n, point in enumerate(points):
        if point.value is None:
            before = None
            continue
        if before is None or point.is_broken_before:
            found.append([n, n])
        else:
            found[-1][1] = n
        before = point
    return [(start, end) for start, end in found]


def _limited(rows: Sequence[ChartRow]) -> list[tuple[int, int]]:
    """The first and last place of each run of rows under the same limits."""
    found = []
    for limit, group in groupby(enumerate(rows), key=lambda pair: pair[1].limit):
        places = [n for n, _ in group]
        if limit is not None:
            found.append((places[0], places[-1]))
    return found


def _own(chart: Chart, cells: _Cells, start: int, end: int) -> Series:
    """One joined stretch of readings, with its intervals; hollow where no count stands behind it."""
    series = _series(cells, "Value", start, end)
    series.marker = _marker("circle", 7, palette.SERIES, palette.SERIES)
    series.spPr = GraphicalProperties(ln=_line(palette.SERIES, width=2.2).ln)
    points = chart.points[start : end + 1]
    if any(point.low is not None and point.high is not None for point in points):
        series.errBars = ErrorBars(
            errDir="y",
            errBarType="both",
            errValType="cust",
            noEndCap=False,
            plus=cells.source("Above value", start, end),
            minus=cells.source("Below value", start, end),
            spPr=_line(palette.WHISKER, width=1.2),
        )
    for n, point in enumerate(points):
        joined = n > 0 and (point.is_hollow or points[n - 1].is_hollow)
        if point.is_hollow or joined:
            fill = palette.PAPER if point.is_hollow else palette.SERIES
            series.dPt.append(
                DataPoint(
                    idx=n,
                    marker=_marker("circle", 8 if point.is_hollow else 7, fill, palette.SERIES),
                    spPr=_line(palette.SERIES, width=1.6, dashes="sysDot" if joined else "solid"),
                )
            )
    return series


def _signs(cells: _Cells, name: str, last: int, *, form: int) -> Series:
    """A comparator's values as diamonds, never joined; every second comparator's are hollow."""
    series = _series(cells, _header(name), 0, last)
    fill = palette.PAPER if form % 2 else palette.MARK
    series.marker = _marker("diamond", 9 if form < 2 else 6, fill, palette.MARK)
    series.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    return series


def _ruled(cells: _Cells, header: str, start: int, end: int, colour: str, dashes: str) -> Series:
    series = _series(cells, header, start, end)
    series.marker = Marker(symbol="none")
    series.spPr = GraphicalProperties(ln=_line(colour, width=1.2, dashes=dashes).ln)
    return series


def _series(cells: _Cells, header: str, start: int, end: int) -> Series:
    series = Series(cells.reference(header, start, end), xvalues=cells.reference("To", start, end))
    series.smooth = False
    return series


def _marker(symbol: str, size: int, fill: str, edge: str) -> Marker:
    look = GraphicalProperties(solidFill=fill[1:], ln=_line(edge, width=1.5).ln)
    return Marker(symbol=symbol, size=size, spPr=look)


def _line(colour: str, *, width: float = 0.75, dashes: str = "solid") -> GraphicalProperties:
    """A line's look; its width in points."""
    ln = LineProperties(solidFill=colour[1:], prstDash=dashes, w=round(width * 12_700))
    return GraphicalProperties(ln=ln)


# ---------- where a chart stands, and its words for who cannot see it ----------


class _SaidAnchor(OneCellAnchor):
    """The place of a chart. openpyxl makes its frame on saving and gives it no words: these do."""

    tagname = OneCellAnchor.tagname
    __elements__ = OneCellAnchor.__elements__
    said: tuple[str, str] = ("", "")

    def __setattr__(self, name, value):
        if name == "graphicFrame" and value is not None:
            properties = value.nvGraphicFramePr.cNvPr
            properties.title, properties.descr = self.said
        super().__setattr__(name, value)


def _place(chart: Chart, *, row: int) -> OneCellAnchor:
    """From the second column: the first stays where it is when a reader scrolls sideways."""
    anchor = _SaidAnchor(
        _from=AnchorMarker(col=1, row=row),
        ext=XDRPositiveSize2D(cm_to_EMU(_WIDTH_CM), cm_to_EMU(_HEIGHT_CM)),
    )
    anchor.said = (chart.title, chart.description or chart.sentence)
    return anchor
