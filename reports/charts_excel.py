"""Charts of indicators as native charts of a workbook, drawn from the cells of one table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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

from indicators.readmodels_chart import Chart, ChartPoint
from reports import palette
from reports.charts_sheet import (
    LIMITS,
    ChartRow,
    can_be_drawn,
    chart_columns,
    chart_rows,
    comparator_header,
)
from reports.figures.line_axes import value_scale

_WIDTH_CM, _HEIGHT_CM = 24.0, 11.0
_PRINTED_CM, _PRINTED_DOWN_CM = 37.5, 23.0  # of a sheet of A3 in landscape, below the header row
_CHARACTER_CM = 0.26  # of a column's width, at its widest in the programs that were tried
_BETWEEN = 16.0  # points between a chart and what stands above it
_ROW = 15.0  # points; what a row takes that says nothing of its height
_QUARTER = 365.25 / 4  # days


def add_charts(sheet: Worksheet, charts: Sequence[Chart]) -> None:
    """Draws the charts one below the other, under the table that `chart_sheet` gave for the same.

    The table begins in A1 and has its header in row 1. Each chart has alternative text. A chart
    without a value is not drawn; its row in the table says why.
    """
    per_page = _print_to_scale(sheet)
    row = 1 + sum(len(chart_rows(chart)) for chart in charts) + 1
    for n_drawn, (chart, drawn) in enumerate(_all_drawn(sheet, charts, first=2)):
        if n_drawn % per_page == 0:
            sheet.row_breaks.append(Break(id=row - 1))
        drawn.anchor = _place(chart, row=row)
        sheet.add_chart(drawn)
        row += _n_rows(sheet, row)


@dataclass(frozen=True)
class Beside:
    """Where charts stand: after `column` columns, in the row (from 1) of each one’s reference."""

    column: int
    rows: Mapping[str, int]


def draw_beside(
    sheet: Worksheet, table: Worksheet, charts: Sequence[Chart], *, first: int, at: Beside
) -> None:
    """Draws charts on `sheet`, each beside the row that says what it shows.

    `table` is the sheet that `chart_sheet` gave for these charts, its first row of cells in row
    `first`; no cell of it is empty. Rows are made as high as a chart is.
    """
    for chart, drawn in _all_drawn(table, charts, first=first, is_filled=True):
        row = at.rows[chart.ref]
        drawn.anchor = _place(chart, row=row - 1, column=at.column)
        sheet.row_dimensions[row].height = _HEIGHT_CM / 2.54 * 72 + _BETWEEN / 2
        sheet.add_chart(drawn)


def _all_drawn(
    sheet: Worksheet, charts: Sequence[Chart], *, first: int, is_filled: bool = False
) -> Iterator[tuple[Chart, ScatterChart]]:
    """Each chart that has a value and nothing held back, drawn from the cells of `sheet`."""
    columns = [column.header for column in chart_columns(charts)]
    for chart in charts:
        rows = chart_rows(chart)
        has_value = any(row.point and row.point.value is not None for row in rows)
        if has_value and can_be_drawn(chart):
            yield chart, _draw(chart, _Cells(sheet, columns, first, rows, is_filled))
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


# ---------- charts ----------


@dataclass
class _Cells:
    """The cells of one chart: its rows on the sheet, from row `first`.

    `is_filled`: where there is no value stands shorthand, which a program would draw as nought.
    """

    sheet: Worksheet
    headers: list[str]
    first: int
    rows: list[ChartRow]
    is_filled: bool = False

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
    for form, name in enumerate(names):
        for n, (start, end) in enumerate(_marked(cells, name)):
            yield name, _signs(cells, name, start, end, form=form), n == 0
    for name, header in LIMITS if chart.limits else ():
        for n, (start, end) in enumerate(_limited(cells.rows)):
            if cells.is_filled and getattr(cells.rows[start].limit, name) is None:
                continue
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


def _marked(cells: _Cells, name: str) -> list[tuple[int, int]]:
    """The rows that a comparator is drawn from: all, or each run of those that have its value."""
    if not cells.is_filled:
        return [(0, len(cells.rows) - 1)]
    return _runs(cells.rows, lambda row: row.mark(name) is not None)


def _runs(rows: Sequence[ChartRow], holds: Callable[[ChartRow], bool]) -> list[tuple[int, int]]:
    """The first and last place of each run of rows of which something holds."""
    found = []
    for is_held, group in groupby(enumerate(rows), key=lambda pair: holds(pair[1])):
        places = [n for n, _ in group]
        if is_held:
            found.append((places[0], places[-1]))
    return found


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


def _signs(cells: _Cells, name: str, start: int, end: int, *, form: int) -> Series:
    """A comparator's values as diamonds, never joined; every second comparator's are hollow."""
    series = _series(cells, comparator_header(name), start, end)
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


def _place(chart: Chart, *, row: int, column: int = 1) -> OneCellAnchor:
    """From the second column: the first stays where it is when a reader scrolls sideways."""
    anchor = _SaidAnchor(
        _from=AnchorMarker(col=column, row=row),
        ext=XDRPositiveSize2D(cm_to_EMU(_WIDTH_CM), cm_to_EMU(_HEIGHT_CM)),
    )
    anchor.said = (chart.title, chart.description or chart.sentence)
    return anchor
