"""What a sheet of a workbook is: its one table, its columns, and what an empty cell of each means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plans.rules.meanings import Mark
from reports.blocks import HELD_BACK
from reports.readmodels_pack import NONE_RECORDED

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
SHORTHAND: dict[str, str] = {  # what stands in a cell without a value, in the public's edition
    HELD_BACK: "held back, so that nobody can be recognised in it or worked out from it",
    NOT_AVAILABLE: "not available: nothing is recorded, or the document does not say",
    NOT_APPLICABLE: "not applicable: there is nothing to say here",
}


@dataclass(frozen=True)
class SheetLink:
    """Words that lead to a sheet of the same workbook."""

    text: str
    sheet: str


@dataclass(frozen=True)
class Column:
    """One column: its header, what it takes from a row, its width in characters.

    `empty` stands in a cell without a value where the public reads it. `choices` are the only
    ratings that may be chosen in it; () where anything may be typed.
    """

    header: str
    get: Callable[[Any], Any]
    width: int = 14
    empty: str = NOT_AVAILABLE
    choices: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet with its one table, named like the sheet unless it has a name of its own.

    `heading` says what the table is; it stands above it where the public reads it, with `notes`
    under it, a sentence each. `without` says why there are no rows, where there are none.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    name: str = ""
    heading: str = ""
    notes: tuple[str, ...] = ()
    without: str = NONE_RECORDED

    @property
    def table_name(self) -> str:
        return self.name or self.title.replace(" ", "_")

    def values(self) -> list[list[Any]]:
        """Every cell, row by row; None where there is no value."""
        return [[column.get(row) for column in self.columns] for row in self.rows]
