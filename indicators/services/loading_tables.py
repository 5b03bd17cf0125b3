"""Loads the tables of a document: cells as printed, and those that are figures of its readings."""

from indicators.models import SourceTable, TableColumn, TableRow
from indicators.services.loading_names import reading_of, writer
from indicators.services.loading_people import people_of, without_people
from plans.services.loading_file import FixtureFile

_OF_A_CELL = ("indicator", "period", "figure", "series", "area", "step")
_COLUMN = ("heading", "is_total")
_ROW = ("heading", "place", "base", "part_of", "is_total")


def load_tables(file: FixtureFile) -> None:
    for n, ref, item in file.each("table", "ref"):
        facts = {"position": n} | file.placed(item, "columns", "rows") | {"people": people_of(item)}
        key = f"table {ref}"
        table = file.put(
            key,
            without_people(facts)
            | {"columns": len(item.get("columns", ())), "rows": len(item.get("rows", ()))},
            lambda facts=facts: writer(file).add_table(file.service, **facts),
        )
        columns = [
            _column(file, key, table, n, given)
            for n, given in enumerate(item.get("columns", ()), start=1)
        ]
        for n, given in enumerate(item.get("rows", ()), start=1):
            _row(file, key, table, columns, n, given)


def _column(
    file: FixtureFile, key: str, table: SourceTable | None, n: int, given: dict
) -> tuple[dict, TableColumn | None]:
    facts = {name: given[name] for name in _COLUMN if name in given}
    column = file.put(
        f"{key}, column {n}",
        facts,
        lambda: writer(file).add_column(table, position=n, **facts),
    )
    return given, column


def _row(
    file: FixtureFile,
    key: str,
    table: SourceTable | None,
    columns: list[tuple[dict, TableColumn | None]],
    n: int,
    given: dict,
) -> None:
    """A row with its cells: printed ones from its list, the others from the document's readings."""
    facts = {name: given[name] for name in _ROW if name in given}
    where = f"{key}, row {n}"
    row = file.put(where, facts, lambda: writer(file).add_row(table, position=n, **facts))
    printed = given.get("cells", [])
    if printed and len(printed) != len(columns):
        raise file.broken(where, f"it has {len(printed)} cells and the table {len(columns)}")
    for place, (head, column) in enumerate(columns):
        _cell(file, f"{where}, column {place + 1}", row, column, head, given, printed, place)


def _cell(
    file: FixtureFile,
    key: str,
    row: TableRow | None,
    column: TableColumn | None,
    head: dict,
    given: dict,
    printed: list[str],
    place: int,
) -> None:
    text = printed[place] if printed else ""
    if text:
        file.put(key, {"printed": text}, lambda: writer(file).add_cell(row, column, printed=text))
        return
    named = {n: v for side in (head, given) for n, v in side.items() if n in _OF_A_CELL}
    if printed or not {"indicator", "figure"} <= named.keys():
        return  # an empty cell
    named.setdefault("period", given["heading"])
    named["is_total"] = bool(head.get("is_total") or given.get("is_total"))
    figure = named.pop("figure")
    with file.needs(key):
        reading = reading_of(file, named.pop("indicator"), named)
    file.put(
        key,
        {"figure": figure},
        lambda: writer(file).add_cell(row, column, reading=reading, figure=figure),
    )
