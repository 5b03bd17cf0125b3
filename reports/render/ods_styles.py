"""The looks of an OpenDocument workbook: cells, columns, and how sheets print."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from plans.rules.dates import Precision
from plans.rules.meanings import Mark
from reports import palette
from reports.books import Book
from reports.readmodels_indicators import Number
from reports.readmodels_pack import Day
from reports.sheets import SheetLink
from reports.sheets_laid import Laid
from reports.workbook_layout import WIDE

_CM = 0.2  # of a column's width, a character
_DAYS: dict[Precision | None, str] = {
    Precision.DAY: '<number:day/>{s}<number:month number:textual="true"/>{s}{y}',
    Precision.MONTH: '<number:month number:textual="true"/>{s}{y}',
    Precision.QUARTER: '<number:text>quarter to </number:text><number:month number:textual="true"/>'
    "{s}{y}",
    Precision.SEASON: '<number:text>season to </number:text><number:month number:textual="true"/>'
    "{s}{y}",
    Precision.YEAR: "{y}",
}
_SPACE, _YEAR = "<number:text> </number:text>", '<number:year number:style="long"/>'
_MOMENT = (
    f'<number:day/>{_SPACE}<number:month number:textual="true"/>{_SPACE}{_YEAR}{_SPACE}'
    '<number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)


class Looks:
    """The styles that the cells of one workbook need, each made once and named by what it shows."""

    def __init__(self, *, is_plain: bool) -> None:
        self.is_plain = is_plain
        self._found: dict[str, str] = {}

    def cell(self, value: Any) -> str:
        """The name of the style in which a value is shown."""
        match value:
            case None:
                return "Text"
            case Mark():
                return f"Rating_{value.tone}"
            case SheetLink():
                return "Link"
            case Day(on=None):
                return "Text"
            case Day():
                return self._day(value.precision or Precision.DAY)
            case datetime():
                return self._styled("Moment", "date", _MOMENT)
            case date():
                return self._day(Precision.DAY)
            case Number():
                return self._number(value)
        return self._number(Number(value, 0)) if _is_whole(value) else "Number"

    def column(self, width: float) -> str:
        """The name of a column as wide as so many characters."""
        name = f"Column_{width:g}".replace(".", "_")
        wide = width * _CM * (1.25 if self.is_plain else 1)
        self._found[name] = (
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{wide:.2f}cm"/></style:style>'
        )
        return name

    def page(self, table: Laid) -> str:
        """The name of a sheet's own style: on which paper it is printed."""
        is_wide = sum(column.width for column in table.columns) > WIDE
        name = "SheetWide" if is_wide else "Sheet"
        self._found[name] = (
            f'<style:style style:name="{name}" style:family="table" '
            f'style:master-page-name="{"Wide" if is_wide else "Default"}">'
            '<style:table-properties table:display="true"/></style:style>'
        )
        return name

    def xml(self) -> str:
        return "".join(self._found.values())

    def _day(self, precision: Precision) -> str:
        shown = _DAYS[precision].format(s=_SPACE, y=_YEAR)
        return self._styled(f"Date_{precision.value}", "date", shown)

    def _number(self, number: Number) -> str:
        grouped = "true" if number.has_thousands else "false"
        shown = (
            f'<number:number number:decimal-places="{number.decimals}" number:min-integer-digits="1"'
            f' number:min-decimal-places="{number.decimals}" number:grouping="{grouped}"/>'
        )
        before, after = (_said(sign) for sign in (number.before, number.after))
        key = "".join(str(ord(sign)) for sign in number.before + "/" + number.after)
        name = f"Number_{number.decimals}_{grouped}_{key}"
        return self._styled(name, "number", before + shown + after)

    def _styled(self, name: str, kind: str, shown: str) -> str:
        """A style of cells over how its numbers or dates are shown."""
        if name not in self._found:
            parent = "Date" if kind == "date" else "Number"
            self._found[name] = (
                f'<number:{kind}-style style:name="N_{name}">{shown}</number:{kind}-style>'
                f'<style:style style:name="{name}" style:family="table-cell" '
                f'style:parent-style-name="{parent}" style:data-style-name="N_{name}"/>'
            )
        return name


def _is_whole(value: int | float | Decimal) -> bool:
    return value == int(value)


def _said(sign: str) -> str:
    return f"<number:text>{escape(sign)}</number:text>" if sign else ""


# ---------- what every workbook has ----------


def styles_xml(book: Book) -> str:
    """The named styles of cells, the language of the whole, and the two kinds of page."""
    size = 12 if book.is_public else 10
    language, country = book.language.split("-")
    default = (
        '<style:default-style style:family="table-cell"><style:text-properties '
        f'fo:font-family="Arial" fo:font-size="{size}pt" fo:language="{language}" '
        f'fo:country="{country}"/></style:default-style>'
    )
    cells = "".join(_plain_cells(size) if book.is_public else _coloured_cells(size))
    pages = "".join(_page_layout(name, *paper) for name, paper in _PAPER.items())
    masters = "".join(_master(name, book) for name in _PAPER)
    return (
        f"<office:styles>{default}{cells}</office:styles>"
        f"<office:automatic-styles>{pages}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
    )


def _style(name: str, parent: str, cell: str = "", words: str = "", set_: str = "") -> str:
    of = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{of}>'
        f"<style:table-cell-properties {cell}/>"
        f"<style:paragraph-properties {set_}/><style:text-properties {words}/></style:style>"
    )


_TOP = 'style:vertical-align="top"'
_WRAP = f'fo:wrap-option="wrap" {_TOP}'
_END = 'fo:text-align="end"'
_BOLD = 'fo:font-weight="bold"'
_AS_LINK = f'fo:color="{palette.SERIES}" style:text-underline-style="solid"'


def _common(size: int, text: str):
    """Those that both editions have; `text` is how the cells of a table are set."""
    yield _style("Default", "", _TOP)
    yield _style("Text", "Default", text)
    yield _style("Number", "Text", 'style:text-align-source="fix"', "", _END)
    yield _style("Date", "Text", 'style:text-align-source="fix"', "", 'fo:text-align="start"')
    yield _style("Line", "Default", _TOP)
    yield _style("LinkLine", "Default", _TOP, _AS_LINK)
    yield _style("Link", "Text", text, _AS_LINK)
    yield _style("Title", "Default", _TOP, f'{_BOLD} fo:font-size="{size + 4}pt"')


def _plain_cells(size: int):
    yield from _common(size, _WRAP)
    yield _style("Header", "Text", _WRAP, _BOLD)
    for tone in palette.TONES:
        yield _style(f"Rating_{tone}", "Text", _WRAP)


def _coloured_cells(size: int):
    rule = f'{_WRAP} fo:border-bottom="0.5pt solid {palette.LINE}"'
    yield from _common(size, rule)
    yield _style(
        "Header",
        "Text",
        f'fo:wrap-option="wrap" style:vertical-align="middle" fo:background-color="{palette.BRAND}"',
        f'{_BOLD} fo:color="{palette.PAPER}"',
    )
    for tone, colours in palette.TONES.items():
        fill = f'{rule} fo:background-color="{colours.tint}"'
        yield _style(f"Rating_{tone}", "Text", fill, f'{_BOLD} fo:color="{colours.ink}"')


_PAPER = {"Default": (29.7, 21.0), "Wide": (42.0, 29.7)}  # centimetres: A4 and A3, on their sides


def _page_layout(name: str, width: float, height: float) -> str:
    foot = (
        f"<style:{end}-style><style:header-footer-properties "
        f'fo:min-height="0.5cm" fo:margin-top="0.2cm"/></style:{end}-style>'
        for end in ("header", "footer")
    )
    return (
        f'<style:page-layout style:name="Page{name}"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin="1.5cm" '
        'style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
        f"{''.join(foot)}</style:page-layout>"
    )


def _master(name: str, book: Book) -> str:
    """What stands on each page: for the public nothing, as its sheets say it themselves."""
    head, foot = "", ""
    if not book.is_public:
        head = _regions(center=escape(book.said_on_each), right=escape(book.standing))
        foot = _regions(
            left="<text:sheet-name>?</text:sheet-name>",
            right="Page <text:page-number>1</text:page-number> of <text:page-count>1"
            "</text:page-count>",
        )
    return (
        f'<style:master-page style:name="{name}" style:page-layout-name="Page{name}">'
        f"{_edge('header', head)}{_edge('footer', foot)}</style:master-page>"
    )


def _regions(**said: str) -> str:
    return "".join(
        f"<style:region-{name}><text:p>{text}</text:p></style:region-{name}>"
        for name, text in said.items()
        if text
    )


def _edge(name: str, content: str) -> str:
    shown = "" if content else ' style:display="false"'
    return f"<style:{name}{shown}>{content}</style:{name}>"
