"""What a file says of the tables of the documents: every printed figure, and what it comes to."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from indicators.readmodels_tables import TablePage
from indicators.rules.measures import read_value
from indicators.selectors.source_tables import table_pages
from plans.models import Service
from plans.rules.dates import long_date
from plans.rules.words import count_of
from reports.readmodels_indicators import Number, TableRow, TablesFile, TableSheet
from reports.readmodels_pack import INVENTED_HEAD

NO_NUMBER = "Its numbers are not in the text of the document."


def tables_file(service: Service, *, as_at: date) -> TablesFile:
    """Every table of the service's documents published by that day, a sheet each."""
    pages = [page for _, page in table_pages(service, as_at=as_at)]
    documents = dict.fromkeys(page.document for page in pages)
    return TablesFile(
        service=service.name,
        as_at=as_at,
        as_at_text=long_date(as_at),
        sentence=(
            f"{count_of(len(pages), 'table')} of {count_of(len(documents), 'document')} published "
            f"by {long_date(as_at)}, as printed."
        ),
        invented_head=INVENTED_HEAD.strip() if service.is_invented else "",
        sheets=tuple(TableSheet(f"T{n}", page) for n, page in enumerate(pages, start=1)),
    )


def table_rows(pages: Iterable[TablePage]) -> tuple[TableRow, ...]:
    """Every printed figure of the tables in a row of its own, table after table."""
    return tuple(row for page in pages for row in _rows_of(page))


def _rows_of(page: TablePage) -> Iterable[TableRow]:
    if not page.rows:
        yield TableRow(page.title, page.document, page.place, NO_NUMBER, "", "", None, None, "")
    for row in page.rows:
        for heading, cell in zip(page.columns, row.cells, strict=True):
            if cell.text or cell.recomputed_text:
                yield TableRow(
                    table=page.title,
                    document=page.document,
                    place=row.place or page.place,
                    row=row.heading,
                    column=heading,
                    printed=cell.text,
                    number=number_of(cell.text, cell.number),
                    comes_to=number_of(cell.recomputed_text, read_value(cell.recomputed_text)),
                    flags=" ".join(flag.text for flag in cell.flags),
                )


def number_of(text: str, value: Decimal | None) -> Number | None:
    """A number with as many decimals as its text has; none for a word, such as the 1 of "one"."""
    if value is None:
        return None
    digits = text.strip("£%−- ")
    decimals = len(digits.partition(".")[2]) if read_value(text) is not None else 0
    return Number(value, decimals, "," in digits)


def printed_number(text: str) -> Number | None:
    """What a cell needs to show a number just as it is printed; None where it is words or a range."""
    value = read_value(text)
    if value is None:
        return None
    plain = number_of(text, value)
    before = "£" if "£" in text else ""
    after = "%" if text.endswith("%") else ""
    found = Number(value, plain.decimals, plain.has_thousands, before, after)
    return found if shown(found) == text.replace("−", "-") else None


def shown(number: Number) -> str:
    """The words that a spreadsheet makes of it."""
    comma = "," if number.has_thousands else ""
    digits = f"{abs(number.value):{comma}.{number.decimals}f}"
    sign = "-" if number.value < 0 else ""
    return f"{sign}{number.before}{digits}{number.after}"
