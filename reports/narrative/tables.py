"""Reads a pipe table of a text into a table of a pack, up to a size that a page can carry."""

from collections.abc import Sequence

from markdown_it.token import Token

from indicators.rules.measures import read_value
from reports.blocks import HELD_BACK, Cell, Column, Line, Paragraph, Table, Tone, plain, words
from reports.narrative.inline import Inline

MAX_ROWS, MAX_COLUMNS = 200, 12
_LIMITS = f"up to {MAX_ROWS} rows and {MAX_COLUMNS} columns"


def table_of(tokens: Sequence[Token], inline: Inline) -> Table | Paragraph:
    """The table that the tokens are of; where it is too large, a paragraph in its place says so."""
    rows = _rows(tokens)
    n_rows, n_columns = len(rows) - 1, len(rows[0]) if rows else 0
    if n_rows > MAX_ROWS or n_columns > MAX_COLUMNS:
        return _too_large(n_rows, n_columns, tokens[0], inline)
    made = [[_cell(token, inline) for token in row] for row in rows]
    body = made[1:]
    numbers = [_is_number(column) for column in zip(*body, strict=True)] or [False] * n_columns
    columns = tuple(
        Column(cell.text or f"Column {n + 1}", is_number=is_number and n > 0, heads_rows=n == 0)
        for n, (cell, is_number) in enumerate(zip(made[0], numbers, strict=True))
    )
    return Table(
        caption="",
        columns=columns,
        rows=tuple(tuple(row) for row in body),
        empty="" if body else "This table has no rows.",
        group="Tables in texts",
    )


def _rows(tokens: Sequence[Token]) -> list[list[Token]]:
    """The inline tokens of each row, the headings' first."""
    found: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline":
            found[-1].append(token)
    return found


def _cell(token: Token, inline: Inline) -> Cell:
    said = inline.words(token.content, token.map[0] + 1 if token.map else 0)
    text = plain(said)
    return Cell((Line(said),) if said else (), read_value(text), is_held_back=text == HELD_BACK)


def _is_number(column: Sequence[Cell]) -> bool:
    """Whether every cell that says something is a number."""
    said = [cell for cell in column if cell.text]
    return bool(said) and all(cell.value is not None for cell in said)


def _too_large(n_rows: int, n_columns: int, token: Token, inline: Inline) -> Paragraph:
    line = token.map[0] + 1 if token.map else 0
    size = f"{n_rows:,} rows and {n_columns:,} columns"
    inline.problems.add(
        "table-size",
        f"A table of {size} was left out: a pack takes tables of {_LIMITS}. Divide it, or refer to "
        "the file that holds it.",
        line,
    )
    said = f"[A table of {size} is left out here: a pack takes tables of {_LIMITS}.]"
    return Paragraph(words(said), tone=Tone.ASIDE)
