"""The rows of tables as HTML, joined here and not in a template: a plan has a thousand of them.

The cells are what a paper takes its time for, so one line of words is the cell's own text and only
what stands under it has a box.
"""

from collections.abc import Iterator
from html import escape

from reports.blocks import HELD_BACK, Cell, Column, Line, Look, Table
from reports.render.html_signs import bar_svg, beside, late, rating
from reports.render.html_widths import shares
from reports.render.html_words import said
from reports.render.medium import Medium, place

MANY = 3  # a table of more columns scrolls sideways on a small screen
LONG = 2500  # letters of a cell that may take more than a page
FEW, LITTLE = 5, 1000  # rows and letters of a table that is not broken over pages
SHORT = 6  # rows of the table of a figure that still stands on the page of its drawing


def head_row(table: Table, medium: Medium) -> str:
    """The column headings, each with its share of the width."""
    cells = (
        _heading(column, looks, share, medium)
        for column, looks, share in zip(
            table.columns, _column_looks(table), shares(table, medium.breadth), strict=True
        )
    )
    return f"<tr>{''.join(cells)}</tr>"


def _column_looks(table: Table) -> list[str]:
    """The class of each column's cells: numbers, and those at the end of the row."""
    last = len(table.columns) - 1
    return [
        ("n e" if n == last else "n") if column.is_number else ""
        for n, column in enumerate(table.columns)
    ]


def _heading(column: Column, number: str, share: float, medium: Medium) -> str:
    if medium.is_paged:  # a style sheet of a page may hold no such thing, so there it is a class
        kind = f' class="{number}"' if number else ""
        looks = f'{kind} style="width:{share:.2f}%"'
    else:
        looks = f' class="{f"w{_step(share)} {number}".strip()}"'
    return f'<th scope="col"{looks}>{escape(column.heading)}</th>'


def _step(share: float) -> int:
    """The share of the width in steps of five."""
    return max(5, min(70, round(share / 5) * 5))


def body_rows(table: Table, medium: Medium) -> str:
    """The rows. On paper the first keeps to the second, the last is never alone, few stay together."""
    heads = (c.heads_rows for c in table.columns)
    kinds = list(zip(heads, _column_looks(table), strict=True))
    last, is_small = len(table.rows) - 1, _is_small(table)
    prefix = f"{place(table.anchor or table.number or 't')}-"
    rows = []
    for n, row in enumerate(table.rows):
        cells = [
            _cell(cell, *kind, f"{prefix}{n}-{at}-", medium)
            for at, (cell, kind) in enumerate(zip(_filled(row, kinds), kinds, strict=False))
        ]
        looks = _row_looks(cells, n, last, is_small=is_small) if medium.is_paged else ""
        rows.append(f"<tr{looks}>{''.join(cells)}</tr>")
    return "\n".join(rows)


def _is_small(table: Table) -> bool:
    rows = table.rows
    return len(rows) <= FEW and sum(len(cell.text) for row in rows for cell in row) <= LITTLE


def _row_looks(cells: list[str], n: int, last: int, *, is_small: bool) -> str:
    """How a row keeps to others; one that may be longer than a page keeps to none and may break."""
    if any(len(cell) > LONG for cell in cells):
        return ' class="b"'
    keeps = is_small or n in (0, last - 1)
    return ' class="k"' if keeps and n < last else ""


def _filled(row: tuple[Cell, ...], kinds: list) -> tuple[Cell, ...]:
    """The row with as many cells as there are columns: a PDF whose rows differ is not accessible."""
    return row if len(row) == len(kinds) else (*row, *(Cell() for _ in kinds))[: len(kinds)]


def _cell(cell: Cell, heads: bool, looks: str, prefix: str, medium: Medium) -> str:
    kind = f' class="{looks}"' if looks else ""
    if cell.anchor:
        kind += f' id="{place(cell.anchor)}"'
    content = _content(cell, prefix, medium)
    if heads:
        return f'<th scope="row"{kind}>{content}</th>'
    return f"<td{kind}>{content}</td>"


def _content(cell: Cell, prefix: str, medium: Medium) -> str:
    if not cell.lines:
        if cell.is_held_back:
            return HELD_BACK
        if cell.bar:
            return bar_svg(cell.bar, prefix)
    drawn = bar_svg(cell.bar, prefix) if cell.bar else ""
    return drawn + "".join(_lines(cell.lines, medium))


def _lines(found: tuple[Line, ...], medium: Medium) -> Iterator[str]:
    """The first line as it is; each other, and one that is set otherwise, in a box of its own."""
    for n, line in enumerate(found):
        content = said(line.words, medium)
        if line.mark:
            content = f"{rating(line.mark, medium.is_paged)}{' ' if content else ''}{content}"
        if line.sign:
            content = beside(line.sign, medium.is_paged) + content
        if line.is_late:
            content = late(medium.is_paged) + content
        looks = " ".join(
            name for name, is_so in (("minor", line.is_minor), ("late", line.is_late)) if is_so
        )
        if looks:
            yield f'<div class="{looks}">{content}</div>'
        else:
            yield f"<div>{content}</div>" if n else content


def table_class(table: Table, medium: Medium) -> str:
    """How the table is set; on a small screen, how wide it is at least."""
    if medium.is_paged:
        return f"t {table.look}"
    if not scrolls(table):
        return f"t {table.look}"
    is_broad = len(table.columns) > (MANY if table.look is Look.PLAN else 2 * MANY)
    return f"t {table.look} {'broad' if is_broad else 'mid'}"


def scrolls(table: Table) -> bool:
    """Whether it may be wider than a small screen."""
    return len(table.columns) > MANY or table.look is Look.PLAN
