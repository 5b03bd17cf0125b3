"""The Analysis Function’s checklist for accessible spreadsheets, put to a file that was made.

Source: Government Analysis Function, "Making spreadsheets accessible: a brief checklist of the
basics", 2021. What only a reader can judge (spelling, sense) is not here. Read by openpyxl, by
calamine and as XML: a point that one of them hides is seen by another.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import openpyxl
import python_calamine
from openpyxl.utils import range_boundaries

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHORTHAND = re.compile(r"\[[a-z]{1,2}\]")
LONGEST_NAME = 31


class File:
    """One workbook, opened in three ways."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, start: str) -> Iterator[tuple[str, ElementTree.Element]]:
        for name, data in self.parts.items():
            if name.startswith(start) and name.endswith(".xml"):
                yield name, ElementTree.fromstring(data)

    def tables(self) -> Iterator[tuple]:
        """Each sheet with its one table's bounds: left, top, right, bottom, and its cells' rows."""
        for sheet in self.book:
            for table in sheet.tables.values():
                left, top, right, bottom = range_boundaries(table.ref)
                rows = list(
                    sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
                )
                yield sheet, table, (left, top, right, bottom), rows


def failures(content: bytes) -> list[str]:
    """What of the checklist the workbook does not meet, each by name and place."""
    file = File(content)
    return [f"{name}: {where}" for name, check in CHECKS.items() for where in check(file)]


# ---------- tables ----------


def marked_up(file: File) -> Iterator[str]:
    for sheet in file.book:
        if len(sheet.tables) != 1:
            yield f"{sheet.title} has {len(sheet.tables)} tables"


def names(file: File) -> Iterator[str]:
    seen = set()
    for sheet, table, _, _ in file.tables():
        name = table.displayName
        if re.fullmatch(r"Table\d*", name) or name in seen:
            yield f"the table of {sheet.title} is called {name}"
        seen.add(name)


def not_merged(file: File) -> Iterator[str]:
    for name, root in file.xml("xl/worksheets/"):
        if root.find(f"{S}mergeCells") is not None:
            yield name


def no_blank_rows_or_columns(file: File) -> Iterator[str]:
    for sheet, _, (left, top, _, _), rows in file.tables():
        for n, row in enumerate(rows):
            if not any(c.value not in (None, "") for c in row):
                yield f"{sheet.title}, row {top + n}"
        for n, column in enumerate(zip(*rows, strict=True)):
            if not any(c.value not in (None, "") for c in column[1:]):
                yield f"{sheet.title}, column {left + n}"


def one_header_row(file: File) -> Iterator[str]:
    for sheet, table, _, rows in file.tables():
        heads = [c.value for c in rows[0]]
        folded = [str(h).casefold() for h in heads]
        if table.headerRowCount != 1 or not all(isinstance(h, str) and h for h in heads):
            yield f"{sheet.title} has a column without a heading"
        if len(set(folded)) != len(folded):
            yield f"{sheet.title} has two columns of one name"
        if [c.name for c in table.tableColumns] != heads:
            yield f"{sheet.title} marks up other headings than it prints"


def wrapped(file: File) -> Iterator[str]:
    for sheet, _, _, rows in file.tables():
        for row in rows:
            for c in row:
                if c.data_type == "s" and not c.alignment.wrap_text and not c.hyperlink:
                    yield f"{sheet.title} {c.coordinate}"


def no_filters_or_frozen_panes(file: File) -> Iterator[str]:
    for name, root in (*file.xml("xl/worksheets/"), *file.xml("xl/tables/")):
        for tag in ("autoFilter", "pane"):
            if root.find(f".//{S}{tag}") is not None:
                yield f"{name} has {tag}"


def no_empty_cells(file: File) -> Iterator[str]:
    """Every cell has a value or shorthand, and what stands in place of a value is explained."""
    for sheet, _, (_, top, _, _), rows in file.tables():
        above = " ".join(
            str(row[0]) for row in sheet.iter_rows(max_row=top - 1, values_only=True) if row[0]
        )
        for row in rows[1:]:
            for c in row:
                if c.value is None or (isinstance(c.value, str) and not c.value.strip()):
                    yield f"{sheet.title} {c.coordinate} is empty"
                elif _is_sign(c.value) and f"{c.value} means" not in above:
                    yield f"{sheet.title} does not explain {c.value} above its table"


def _is_sign(value) -> bool:
    return isinstance(value, str) and bool(SHORTHAND.fullmatch(value))


def nothing_hidden(file: File) -> Iterator[str]:
    for sheet in file.book:
        if sheet.sheet_state != "visible":
            yield f"the sheet {sheet.title}"
        rows = [(key, d.hidden or d.height == 0) for key, d in sheet.row_dimensions.items()]
        columns = [(key, d.hidden or d.width == 0) for key, d in sheet.column_dimensions.items()]
        yield from (f"{sheet.title} {key}" for key, is_hidden in (*rows, *columns) if is_hidden)


# ---------- notes, formatting ----------


def no_superscript(file: File) -> Iterator[str]:
    for name, data in file.parts.items():
        if b"superscript" in data or b"subscript" in data:
            yield name
    for sheet in file.book:
        for row in sheet.iter_rows():
            for c in row:
                if isinstance(c.value, str) and re.search(r"[¹²³⁴⁵⁶⁷⁸⁹⁰†‡*]$", c.value):
                    yield f"{sheet.title} {c.coordinate} ends in a symbol"


def notes_sheet(file: File) -> Iterator[str]:
    if "Notes" not in file.book.sheetnames:
        yield "there is no sheet Notes"
        return
    said = " ".join(str(v) for row in file.book["Notes"].values for v in row if v)
    for sign in ("[c]", "[x]", "[z]"):
        if f"{sign} means" not in said:
            yield f"the sheet Notes does not explain {sign}"


def titles(file: File) -> Iterator[str]:
    """A descriptive title in A1, marked as a heading, and how many tables there are in A2."""
    for sheet in file.book:
        title = sheet["A1"]
        if not isinstance(title.value, str) or len(title.value) < 12:
            yield f"{sheet.title} has no descriptive title in A1"
        if title.style != "Heading 1":
            yield f"the title of {sheet.title} is not marked as a heading"
        if sheet["A2"].value != "This sheet contains one table.":
            yield f"{sheet.title} does not say how many tables it has"
    found = [sheet["A1"].value for sheet in file.book]
    if len(set(found)) != len(found):
        yield "two sheets have one title"


def letters(file: File) -> Iterator[str]:
    """No serifs, twelve points or more."""
    for sheet in file.book:
        for row in sheet.iter_rows():
            for c in row:
                if c.value is not None and (c.font.name != "Arial" or c.font.sz < 12):
                    yield f"{sheet.title} {c.coordinate}: {c.font.name} {c.font.sz}"


def no_headers_footers_or_watermarks(file: File) -> Iterator[str]:
    for name, root in file.xml("xl/worksheets/"):
        said = root.find(f"{S}headerFooter")
        if said is not None and any(part.text for part in said):
            yield name
        for tag in ("picture", "legacyDrawing", "legacyDrawingHF"):
            if root.find(f"{S}{tag}") is not None:
                yield f"{name} has {tag}"


def no_fill_and_no_colour_alone(file: File) -> Iterator[str]:
    for sheet in file.book:
        if sheet.conditional_formatting:
            yield f"{sheet.title} colours cells by rules"
        if sheet.sheet_properties.tabColor is not None:
            yield f"the tab of {sheet.title} has a colour"
        for row in sheet.iter_rows():
            for c in row:
                if c.fill.fill_type or any(
                    side and side.style for side in (c.border.top, c.border.bottom, c.border.left)
                ):
                    yield f"{sheet.title} {c.coordinate}"


def pictures_have_words(file: File) -> Iterator[str]:
    if [name for name in file.parts if name.startswith("xl/media/")]:
        yield "there are images"
    for name, root in file.xml("xl/drawings/"):
        for e in root.iter():
            if e.tag.endswith("}cNvPr") and not e.get("descr"):
                yield f"{name}: {e.get('name')} has no alternative text"


def links_say_where_they_lead(file: File) -> Iterator[str]:
    for sheet in file.book:
        for row in sheet.iter_rows():
            for c in row:
                if not c.hyperlink:
                    continue
                if len(str(c.value)) < 12 or re.match(r"(https?:|click|here$)", str(c.value)):
                    yield f"{sheet.title} {c.coordinate}: {c.value}"
                place = (c.hyperlink.location or "").rpartition("!")[0].strip("'")
                if place not in file.book.sheetnames:
                    yield f"{sheet.title} {c.coordinate} leads nowhere"


def numbers_are_numbers(file: File) -> Iterator[str]:
    """A column of numbers has numbers and shorthand, all set to the right; no cell is a formula."""
    for sheet, _, _, rows in file.tables():
        for column in zip(*rows[1:], strict=True):
            if any(c.data_type == "f" for c in column):
                yield f"{sheet.title} {column[0].column_letter} has a formula"
            if not any(_is_number(c) for c in column):
                continue
            for c in column:
                if (_is_number(c) or _is_sign(c.value)) and c.alignment.horizontal != "right":
                    yield f"{sheet.title} {c.coordinate} is not set to the right"


def _is_number(c) -> bool:
    return c.data_type == "n" and c.value is not None


def no_macros(file: File) -> Iterator[str]:
    yield from (name for name in file.parts if "vba" in name.casefold() or "macro" in name)


# ---------- structure, before publishing ----------


def sheet_names(file: File) -> Iterator[str]:
    found = file.book.sheetnames
    if file.other.sheet_names != found:
        yield "two programs do not see the same sheets"
    for name in found:
        if len(name) > LONGEST_NAME or re.fullmatch(r"Sheet\d*", name):
            yield name
    if len({name.casefold() for name in found}) != len(found):
        yield "two sheets have one name"


def no_blank_sheets(file: File) -> Iterator[str]:
    for name in file.other.sheet_names:
        if not file.other.get_sheet_by_name(name).to_python():
            yield name


def tables_at_the_left(file: File) -> Iterator[str]:
    for sheet, _, (left, _, _, _), _ in file.tables():
        if left != 1:
            yield sheet.title


def nothing_below_a_table(file: File) -> Iterator[str]:
    for sheet, _, (_, _, right, bottom), _ in file.tables():
        if sheet.max_row > bottom or sheet.max_column > right:
            yield sheet.title
        for chart in sheet._charts:
            if chart.anchor._from.row >= bottom:
                yield f"{sheet.title} has a chart below its table"


def no_gaps_above(file: File) -> Iterator[str]:
    for sheet, _, (_, top, _, _), _ in file.tables():
        for n in range(1, top):
            if sheet.cell(n, 1).value in (None, ""):
                yield f"{sheet.title}, row {n}"


def cover_leads_to_every_sheet(file: File) -> Iterator[str]:
    first = file.book.worksheets[0]
    led = {
        (c.hyperlink.location or "").rpartition("!")[0].strip("'")
        for row in first.iter_rows()
        for c in row
        if c.hyperlink
    }
    for name in file.book.sheetnames[1:]:
        if name not in led:
            yield name


def document_information(file: File) -> Iterator[str]:
    facts = file.book.properties
    if not facts.title or len(facts.title) < 12:
        yield "no title"
    if not facts.language:
        yield "no language"
    if not facts.creator or facts.creator == "openpyxl":
        yield "no author"


def opens_at_the_first_cell(file: File) -> Iterator[str]:
    if file.book.active.title != file.book.sheetnames[0]:
        yield f"it opens at {file.book.active.title}"
    for sheet in file.book:
        chosen = [(s.activeCell, s.sqref) for s in sheet.sheet_view.selection]
        if chosen != [("A1", "A1")]:
            yield f"{sheet.title} is open at {chosen}"
        if sheet.sheet_view.topLeftCell not in (None, "A1"):
            yield f"{sheet.title} is scrolled"


CHECKS = {
    "tables are marked up, one a sheet": marked_up,
    "tables have meaningful names": names,
    "no merged cells": not_merged,
    "no blank rows or columns in tables": no_blank_rows_or_columns,
    "one tagged header row, every heading its own": one_header_row,
    "text is wrapped": wrapped,
    "no filters, no frozen panes": no_filters_or_frozen_panes,
    "no empty cells, shorthand explained": no_empty_cells,
    "nothing is hidden": nothing_hidden,
    "no superscript, no symbols": no_superscript,
    "notes stand on a notes sheet": notes_sheet,
    "titles are descriptive and marked": titles,
    "letters are large and without serifs": letters,
    "no headers, footers or watermarks": no_headers_footers_or_watermarks,
    "no fills, nothing by colour": no_fill_and_no_colour_alone,
    "pictures have words": pictures_have_words,
    "links say where they lead": links_say_where_they_lead,
    "numbers are numbers": numbers_are_numbers,
    "no macros": no_macros,
    "sheets have names of their own": sheet_names,
    "no blank sheets": no_blank_sheets,
    "tables stand at the left": tables_at_the_left,
    "nothing stands below a table": nothing_below_a_table,
    "no blank rows above a table": no_gaps_above,
    "the cover leads to every sheet": cover_leads_to_every_sheet,
    "document information": document_information,
    "it opens at the first cell of the first sheet": opens_at_the_first_cell,
}
