"""Tables in a Word document: their headings marked and repeated, their rows whole."""

from reports.blocks import Cell, Column, Look, Table
from reports.render.word_words import Places
from reports.render.word_xml import attribute, paragraph, run, shading

PORTRAIT, LANDSCAPE = 9412, 15024  # the width of the words, in twentieths of a point
_SIZES = {
    Look.PLAN: ("PlanText", 16),
    Look.LIST: ("TableText", 19),
    Look.FIGURES: ("TableText", 19),
}
_WHOLE = 1_500  # letters of a row that is kept on one page


def table_xml(table: Table, found: Places, *, is_wide: bool, said: str = "") -> str:
    """The table alone. `said` describes it for who cannot see it, with its caption."""
    width = LANDSCAPE if is_wide else PORTRAIT
    widths = _widths(table.columns, width)
    heads = bool(table.columns) and table.columns[0].heads_rows
    properties = (
        f'<w:tblPr><w:tblStyle w:val="PackTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{int(heads)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{_described(table, said)}</w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = "".join(_row(row, table, widths, found) for row in table.rows)
    head = _head(table, widths, found.accent)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"


def _described(table: Table, said: str) -> str:
    caption = " ".join(filter(None, (table.number and f"{table.number}.", table.caption)))
    title = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
    words = table.sentence or said
    return title + (f"<w:tblDescription w:val={attribute(words)}/>" if words else "")


def _widths(columns: tuple[Column, ...], width: int) -> list[int]:
    whole = sum(max(column.width, 0) for column in columns) or 1
    return [max(300, int(width * max(column.width, 0) / whole)) for column in columns]


def _head(table: Table, widths: list[int], accent: str) -> str:
    cells = "".join(
        _boxed(paragraph("TableHeading", run(column.heading), _set(column)), width, shading(accent))
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: tuple[Cell, ...], table: Table, widths: list[int], found: Places) -> str:
    style, size = _SIZES[table.look]
    cells = "".join(
        _boxed(_content(cell, column, style, size, found), width)
        for cell, column, width in zip(row, table.columns, widths, strict=True)
    )
    is_whole = sum(len(cell.text) for cell in row) <= _WHOLE
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if is_whole else ""
    return f"<w:tr>{kept}{cells}</w:tr>"


def _content(cell: Cell, column: Column, style: str, size: int, found: Places) -> str:
    """The paragraphs of a cell, one a line; the first bears the bookmark of its row."""
    lines = found.lines(cell, size)
    if cell.anchor:
        lines[0] = found.mark(cell.anchor, lines[0])
    return "".join(paragraph(style, line, _set(column)) for line in lines)


def _set(column: Column) -> str:
    return '<w:jc w:val="right"/>' if column.is_number else ""


def _boxed(content: str, width: int, looks: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{looks}</w:tcPr>{content}</w:tc>'
