"""What rows copied from a spreadsheet say of the rows of the entry page, and which do not fit."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from io import StringIO

from indicators.rules.entry_row import Column, Typed
from plans.rules.words import count_of, listed

MOST_ROWS = 500


class Heading(StrEnum):
    """A column of what is pasted: which row it is of, or what is typed there."""

    INDICATOR = "indicator"
    STEP = "step"
    NUMERATOR = Column.NUMERATOR.value
    DENOMINATOR = Column.DENOMINATOR.value
    PUBLISHED = Column.PUBLISHED.value
    STATUS = Column.STATUS.value
    NOTE = Column.NOTE.value
    PERIOD = Column.PERIOD.value


ORDER = (  # of the columns where no row names them
    *(Heading.INDICATOR, Heading.NUMERATOR, Heading.DENOMINATOR),
    *(Heading.PUBLISHED, Heading.STATUS, Heading.NOTE),
)
_NAMES = {
    "indicator": Heading.INDICATOR,
    "ref": Heading.INDICATOR,
    "reference": Heading.INDICATOR,
    "name": Heading.INDICATOR,
    "measure": Heading.INDICATOR,
    "step": Heading.STEP,
    "numerator": Heading.NUMERATOR,
    "count": Heading.NUMERATOR,
    "denominator": Heading.DENOMINATOR,
    "of": Heading.DENOMINATOR,
    "out of": Heading.DENOMINATOR,
    "published": Heading.PUBLISHED,
    "published value": Heading.PUBLISHED,
    "value": Heading.PUBLISHED,
    "status": Heading.STATUS,
    "note": Heading.NOTE,
    "notes": Heading.NOTE,
    "comment": Heading.NOTE,
    "period": Heading.PERIOD,
    "another period": Heading.PERIOD,
}
COLUMNS = listed(
    ["Indicator", "Step", *(column.label for column in Column)]
)  # as they may be headed
_STATUSES = {"p": "provisional", "prov": "provisional", "f": "final", "r": "revised"}


@dataclass(frozen=True)
class Place:
    """One row of the page that can be pasted into, by the names that it goes by.

    `names` are those of its indicator, `steps` those of the step, none of the first one's.
    """

    key: str
    names: tuple[str, ...]
    steps: tuple[str, ...] = ()
    has_denominator: bool = True


@dataclass(frozen=True)
class Misfit:
    """What does not fit: the number of the pasted row, from 1, its column ("" for the row), and why."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        where = f"Row {self.row:,}, {self.column}" if self.column else f"Row {self.row:,}"
        return f"{where}: {self.text}" if self.row else self.text


@dataclass(frozen=True)
class Pasted:
    """Rows by the key of their place, and what does not fit; `rest` is the text of what was not taken."""

    rows: Mapping[str, Typed] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()
    rest: str = ""


def read_pasted(
    text: str, places: Iterable[Place], *, refused: Mapping[str, str] | None = None
) -> Pasted:
    """What the rows say, tab-separated as spreadsheets copy them, or by semicolons.

    The first row may name the columns, in any order; else they stand as in `ORDER`. An indicator is
    named by its reference or its exact name, a step in a column of its own, in words of its own, or
    as "kpi-04/offered". `refused` gives for the name of an indicator that has no row here the reason.
    A row that does not fit is not taken, whole, and stays in `rest` with the row of headings. Source:
    issue 4 ("pasted rows that do not fit").
    """
    try:
        lines = _lines(text)
    except (
        csv.Error
    ):  # one cell is longer than any spreadsheet has, mostly for want of a quotation mark
        said = "These rows cannot be read: look for a quotation mark that is not closed."
        return Pasted(misfits=(Misfit(0, "", said),), rest=text)
    if len(lines) > MOST_ROWS:
        said = f"These are {count_of(len(lines), 'row')}: paste {MOST_ROWS:,} at most."
        return Pasted(misfits=(Misfit(0, "", said),), rest=text)
    if not lines:
        return Pasted()
    number, cells = lines[0]
    headings, misfits = _headings(number, cells)
    if misfits:
        return Pasted(misfits=misfits, rest=text)
    by_name = _by_name(places)
    refused = {_plain(name): why for name, why in (refused or {}).items()}
    found: dict[str, tuple[int, Typed]] = {}
    wrong: list[Misfit] = []
    rest: list[list[str]] = []
    for number, cells in lines[1:] if headings else lines:
        key, row, amiss = _row(number, cells, headings or ORDER, by_name, refused)
        if not amiss and key in found:
            amiss = [
                Misfit(
                    number,
                    "Indicator",
                    f"row {found[key][0]:,} is of the same one: keep one of them.",
                )
            ]
        if amiss:
            wrong += amiss
            rest.append(cells)
        else:
            found[key] = number, row
    if rest and headings:
        rest.insert(0, lines[0][1])
    return Pasted(
        rows={key: row for key, (_, row) in found.items()},
        misfits=tuple(wrong),
        rest="\n".join("\t".join(cells) for cells in rest),
    )


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their numbers, without empty ones and without empty cells at their ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cut = "\t" if "\t" in text else ";"
    # a cell with a tab or a line's end in it is quoted; a quotation mark that is never closed is text
    quoting = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    lines = csv.reader(StringIO(text, newline="\n"), delimiter=cut, quoting=quoting)
    found = []
    for number, line in enumerate(lines, start=1):
        cells = [" ".join(cell.split()) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append((number, cells))
    return found


def _headings(number: int, cells: list[str]) -> tuple[tuple[Heading, ...], tuple[Misfit, ...]]:
    """The columns that the first row names, () where it names none; and what is wrong with them."""
    named = [_NAMES.get(_plain(cell)) for cell in cells]
    if Heading.INDICATOR not in named:
        if len([n for n in named if n]) < 2:
            return (), ()
        said = "no column is headed Indicator, so nothing says what the rows are of."
        return (), (Misfit(number, "", said),)
    misfits = [
        Misfit(
            number,
            f"column {at}",
            f"“{cell[:40]}” is no column of this page: they are {COLUMNS}."
            if cell
            else "it has no heading.",
        )
        for at, (cell, heading) in enumerate(zip(cells, named, strict=True), start=1)
        if heading is None
    ]
    misfits += [
        Misfit(number, f"column {at}", f"“{cell}” stands twice.")
        for at, (cell, heading) in enumerate(zip(cells, named, strict=True), start=1)
        if heading and heading in named[: at - 1]
    ]
    return tuple(n for n in named if n), tuple(misfits)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(":")


def _by_name(places: Iterable[Place]) -> dict[tuple[str, str], list[Place]]:
    """The places by the names of indicator and step, the step "" for the first one."""
    found: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        names = [(name, step) for name in place.names for step in place.steps or ("",)]
        names += [(step, "") for step in place.steps]
        names += [(f"{name}/{step}", "") for name in place.names for step in place.steps]
        for name, step in names:
            here = found.setdefault((_plain(name), _plain(step)), [])
            if place not in here:
                here.append(place)
    return found


def _row(
    number: int,
    cells: list[str],
    headings: tuple[Heading, ...],
    by_name: Mapping[tuple[str, str], list[Place]],
    refused: Mapping[str, str],
) -> tuple[str, Typed, list[Misfit]]:
    if len(cells) > len(headings):
        wide = count_of(len(cells), "cell")
        said = f"it has {wide}, and there are {count_of(len(headings), 'column')}."
        return "", Typed(), [Misfit(number, "", said)]
    said = dict(zip(headings, cells, strict=False))
    name, step = said.pop(Heading.INDICATOR, ""), said.pop(Heading.STEP, "")
    if not name:
        return "", Typed(), [Misfit(number, "Indicator", "it names no indicator.")]
    places = by_name.get((_plain(name), _plain(step)), [])
    if len(places) != 1:
        return "", Typed(), [_unplaced(number, name, step, places, by_name, refused)]
    (place,) = places
    row = Typed(**{heading.value: cell for heading, cell in said.items()})
    status = row.status.lower()
    row = replace(row, status=_STATUSES.get(status, status))
    if row.denominator and not place.has_denominator:
        what = f"“{row.denominator[:20]}”: this indicator has no denominator."
        return place.key, row, [Misfit(number, "Denominator", what)]
    return place.key, row, []


def _unplaced(
    number: int,
    name: str,
    step: str,
    places: list[Place],
    by_name: Mapping[tuple[str, str], list[Place]],
    refused: Mapping[str, str],
) -> Misfit:
    shown = f"“{name[:60]}”"
    if places:
        said = f"{shown} is the name of {len(places)} of them: give the reference instead."
        return Misfit(number, "Indicator", said)
    if (_plain(name), "") in by_name and step:
        return Misfit(number, "Step", f"{shown} has no step “{step[:60]}”.")
    if why := refused.get(_plain(name)):
        return Misfit(number, "Indicator", f"{shown} {why}")
    said = f"{shown} is no indicator of this page: give its reference or its exact name."
    return Misfit(number, "Indicator", said)
