"""How a sheet of an Excel workbook is set: one to work with, and one for the public."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from plans.rules.meanings import Mark
from reports import palette
from reports.sheets import SHORTHAND, Column, Sheet
from reports.sheets_laid import Laid, laid
from reports.workbook_cells import CellWriter

_TALLEST = 409  # points; no row can be higher
_PER_WIDTH = 1.15  # characters of running text to a unit of column width
WIDE = 200  # a table of more characters than this is printed on A3
_LONGEST_LIST = 255  # characters of a list of choices; a spreadsheet refuses more


@dataclass(frozen=True)
class Set:
    """How an edition is set: the height of a line in points, and how much wider columns are."""

    line: float
    wider: float


_BOARD, _PUBLIC = Set(line=13, wider=1), Set(line=16, wider=1.25)


def write_sheet(sheet: Worksheet, content: Sheet, writer: CellWriter) -> None:
    """Writes a table to work with, from A1: its header frozen and filtered."""
    table = laid(content, is_public=False)
    write_laid(sheet, table, writer, _BOARD)
    _name_table(sheet, table)
    _offer_choices(sheet, table)
    sheet.row_dimensions[1].height = max(32, sheet.row_dimensions[1].height)
    sheet.freeze_panes = "B2" if len(table.columns) > 4 else "A2"
    sheet.sheet_view.zoomScale = 90 if len(table.columns) > 8 else 100


def write_public(sheet: Worksheet, table: Laid, writer: CellWriter) -> None:
    """Writes a sheet for the public, as the Analysis Function’s checklist for accessible
    spreadsheets asks: no filter, frozen pane, header, footer, fill or merged cell, and nothing
    below the table.
    """
    write_laid(sheet, table, writer, _PUBLIC)
    _mark_up(sheet, table)
    set_paper(sheet, table.columns, table.head_row)


def write_laid(sheet: Worksheet, table: Laid, writer: CellWriter, looks: Set) -> None:
    """Writes what stands above a table, its headings and its rows, each as high as it needs."""
    if table.title:
        writer.title(sheet.cell(1, 1), table.title)
        sheet.row_dimensions[1].height = looks.line * 1.6
    for y, line in enumerate(table.lines, start=2):
        writer.line(sheet.cell(y, 1), line)
        sheet.row_dimensions[y].height = looks.line + 3
    head = table.head_row
    for x, column in enumerate(table.columns, start=1):
        writer.head(sheet.cell(head, x), column.header)
        sheet.column_dimensions[get_column_letter(x)].width = column.width * looks.wider
    sheet.row_dimensions[head].height = _heading_lines(table.columns) * looks.line + 6
    widths = [column.width for column in table.columns]
    for y, row in enumerate(table.rows, start=head + 1):
        n_lines = 1
        for x, value in enumerate(row):
            cell = sheet.cell(y, x + 1)
            if isinstance(value, str):
                if x in table.right and value in SHORTHAND:
                    writer.sign(cell, value)
                    continue
                n_lines = max(n_lines, lines_of(value, widths[x]))
            writer.put(cell, value)
        sheet.row_dimensions[y].height = min(n_lines * looks.line + 3, _TALLEST)


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column: not every program measures that on opening."""
    return sum(1 + int(len(line) / (width * _PER_WIDTH)) for line in text.split("\n"))


def _heading_lines(columns: Sequence[Column]) -> int:
    """How many lines the longest heading takes."""
    return max((lines_of(column.header, column.width) for column in columns), default=1)


def _cells(table: Laid) -> str:
    """The cells of the table with its headings, as "A1:S105"."""
    return f"A{table.head_row}:{get_column_letter(len(table.columns))}{table.last_row}"


def _name_table(sheet: Worksheet, table: Laid) -> None:
    """Names the sheet's one table; one without rows keeps an empty one, as the format demands."""
    named = Table(displayName=table.sheet.table_name, ref=_cells(table))
    named.name = table.sheet.table_name
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(named)


def _mark_up(sheet: Worksheet, table: Laid) -> None:
    """Marks the table up, with its headings and without the filters that a program would show."""
    named = Table(displayName=table.sheet.table_name, ref=_cells(table))
    named.name = table.sheet.table_name
    for n, column in enumerate(table.columns, start=1):
        named.tableColumns.append(TableColumn(id=n, name=column.header))
    named.tableStyleInfo = TableStyleInfo(showRowStripes=False, showColumnStripes=False)
    sheet.add_table(named)


def _offer_choices(sheet: Worksheet, table: Laid) -> None:
    """In a column of ratings only those of the key can be chosen, and each takes its colours."""
    for n, column in enumerate(table.columns, start=1):
        if column.choices and table.rows:
            letter = get_column_letter(n)
            cells = f"{letter}{table.head_row + 1}:{letter}{table.last_row}"
            _restrict(sheet, cells, column.choices)
            for mark in column.choices:
                sheet.conditional_formatting.add(cells, _coloured(mark))


def _restrict(sheet: Worksheet, cells: str, choices: Sequence[Mark]) -> None:
    """A list to choose from, unless a word of the key cannot stand in one."""
    words = [mark.word for mark in choices]
    offered = f'"{",".join(words)}"'
    if any(sign in word for word in words for sign in ',"') or len(offered) > _LONGEST_LIST:
        return
    rule = DataValidation("list", formula1=offered, allow_blank=True)
    rule.promptTitle, rule.prompt = "Rating", "Choose a rating of the plan’s own key."
    rule.errorTitle, rule.error = "Not a rating", f"The key has: {', '.join(words)}."[:225]
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def _coloured(mark: Mark) -> CellIsRule:
    """The colours of a rating while its word stands in the cell."""
    colours = palette.TONES[mark.tone]
    word = mark.word.replace('"', '""')
    return CellIsRule(
        operator="equal",
        formula=[f'"{word}"'],
        font=Font(color=colours.ink[1:], bold=True),
        fill=PatternFill(bgColor=colours.tint[1:], fill_type="solid"),
    )


def set_print(sheet: Worksheet, content: Sheet, *, said_on_each: str, standing: str = "") -> None:
    """How the sheet prints; `said_on_each` stands on each page, at its head and foot ("": nothing),
    `standing` at its head.
    """
    set_paper(sheet, content.columns, 1)
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = said_on_each or None
    sheet.oddHeader.right.text = standing.replace("&", "&&") or None
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


def set_paper(sheet: Worksheet, columns: Sequence[Column], head_row: int) -> None:
    """Landscape, fitted to the width of a page, the table's header on every one."""
    wide = sum(column.width for column in columns) > WIDE
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if wide else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"
