"""One cell of an OpenDocument sheet: its type, its value, and the words that show it."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from plans.rules.dates import date_text
from plans.rules.meanings import Mark
from reports.readmodels_indicators import Number
from reports.readmodels_pack import Day
from reports.sheets import SheetLink
from reports.workbook_cells import clean_text, clean_title, local_time

escaped, attribute = escape, quoteattr
_RUN = re.compile(r"  +|\t|^ ", re.M)  # what the format would join to one space, or drop
_PLAIN_NAME = re.compile(r"\w+")


def cell_xml(value: Any, style: str) -> str:
    """The cell of a value: text is text and never a formula, dates are dates, numbers numbers."""
    match value:
        case str():
            return _text(value, style)
        case None:
            return f'<table:table-cell table:style-name="{style}"/>'
        case Mark():
            return _text(value.word, style)
        case Day(on=None):
            return _text(value.text, style)
        case Day():
            return _date(value.on.isoformat(), value.text, style)
        case datetime():
            at = local_time(value)
            return _date(at.isoformat(), f"{at:%d %b %Y %H:%M}", style)
        case date():
            return _date(value.isoformat(), date_text(value, None, short=True), style)
        case SheetLink():
            return _linked(value, style)
        case Number():
            return _number(value.value, style)
    return _number(value, style)


def link_to(name: str) -> str:
    """A sheet as addresses name it."""
    return name if _PLAIN_NAME.fullmatch(name) else f"'{name}'"


def paragraphs(text: str) -> str:
    """The words of a cell, a paragraph a line; nothing in them is lost to the format."""
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))


def _spaced(line: str) -> str:
    return _RUN.sub(_kept, escape(line))


def _kept(found: re.Match) -> str:
    run = found.group()
    return "<text:tab/>" if run == "\t" else f'<text:s text:c="{len(run)}"/>'


def _text(text: str, style: str) -> str:
    text = clean_text(text)
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs(text)}</table:table-cell>"
    )


def _linked(link: SheetLink, style: str) -> str:
    place = f"#{link_to(clean_title(link.sheet))}.A1"
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href={quoteattr(place)}>{escape(link.text)}</text:a>'
        "</text:p></table:table-cell>"
    )


def _date(value: str, text: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="date" '
        f'office:date-value="{value}">{paragraphs(text)}</table:table-cell>'
    )


def _number(value: Decimal | int | float, style: str) -> str:
    match value:
        case float():
            plain = f"{value:.16g}"  # as many digits as a cell of Excel's has
        case Decimal():
            plain = f"{value:f}"
        case _:
            plain = str(value)
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="float" '
        f'office:value="{plain}"><text:p>{plain}</text:p></table:table-cell>'
    )
