"""How wide the columns of a table are on paper: as asked for, but no word is broken for want of room."""

from collections.abc import Iterator

from reports.blocks import Column, Look, Table, plain

EM = {Look.LIST: 3.17, Look.PLAN: 2.68, Look.FIGURES: 3.1}  # mm of the letters of its cells
HEAD_EM = {Look.LIST: 2.82, Look.PLAN: 2.61, Look.FIGURES: 2.82}
GAP, NUMBER_GAP = 3.4, 6.0  # mm beside a column, as in static/css/paper.css
LETTER, STRONG = 0.56, 0.62  # of an em, about
MOST = 15  # letters of a word that is never broken
SIGN = 4  # letters' room that a rating takes beside its word


def shares(table: Table, breadth: float) -> list[float]:
    """Each column's part of the whole, in percent. `breadth` is that of the page's text, in mm."""
    asked = [max(column.width, 0) for column in table.columns]
    whole = sum(asked) or 1
    if not sum(asked):
        asked, whole = [1.0] * len(asked), len(asked)
    widths = [width / whole * breadth for width in asked]
    least = list(_least(table))
    if sum(least) >= breadth:
        return [width / sum(least) * 100 for width in least]
    return [width / breadth * 100 for width in _widened(widths, least, breadth)]


def _widened(widths: list[float], least: list[float], breadth: float) -> list[float]:
    """The widths with none under its least: what those need, the others give in proportion."""
    short: set[int] = set()
    while True:
        room = breadth - sum(least[n] for n in short)
        free = sum(width for n, width in enumerate(widths) if n not in short) or 1
        found = [least[n] if n in short else width / free * room for n, width in enumerate(widths)]
        more = {n for n, width in enumerate(found) if width < least[n] - 0.01} - short
        if not more:
            return found
        short |= more


def _least(table: Table) -> Iterator[float]:
    """What the longest word of each column takes, in mm."""
    for n, column in enumerate(table.columns):
        yield max(_of_heading(column, table.look), _of_cells(table, n)) + (
            NUMBER_GAP if column.is_number else GAP
        )


def _of_heading(column: Column, look: Look) -> float:
    return _longest(column.heading) * STRONG * HEAD_EM[look]


def _of_cells(table: Table, n: int) -> float:
    letters = 0
    for row in table.rows:
        for line in row[n].lines if n < len(row) else ():
            word = _longest(plain(line.words)) if line.words else 0
            rating = min(MOST, len(line.mark.word)) + SIGN if line.mark else 0
            letters = max(letters, word, rating)
    strong = STRONG if table.columns[n].heads_rows else LETTER
    return letters * strong * EM[table.look]


def _longest(text: str) -> int:
    return min(MOST, max(map(len, text.split()), default=0))
