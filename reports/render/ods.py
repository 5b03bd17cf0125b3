"""Writes a workbook as OpenDocument: the sheets that Excel's has, with the same cells and titles.

Its five parts are written here, because a library's template brings a language, a picture and a day
of its own. Charts are not drawn: the sheet Figures says in words what they show.
"""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_STORED

from reports.books import Book
from reports.render.archive import SameBytes
from reports.render.ods_cells import attribute, cell_xml, escaped, link_to
from reports.render.ods_styles import Looks, styles_xml
from reports.sheets import SHORTHAND, SheetLink
from reports.sheets_laid import Laid
from reports.workbook_cells import clean_text, clean_title

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **{
            p: f"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"
            for p, n in (
                *((p, p) for p in ("office", "style", "text", "table", "meta", "config")),
                ("fo", "xsl-fo-compatible"),
                ("number", "datastyle"),
                ("manifest", "manifest"),
            )
        },
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_ods(book: Book) -> bytes:
    """The book as .ods; the same book gives the same bytes."""
    looks = Looks(is_plain=book.is_public)
    tables = [(clean_title(sheet.title), book.laid(sheet)) for sheet in book.sheets]
    body = "".join(_table(name, table, looks) for name, table in tables)
    ranges = "".join(_range(name, table, book) for name, table in tables)
    parts = {
        "content.xml": _part(
            "document-content",
            f"<office:automatic-styles>{looks.xml()}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}<table:database-ranges>{ranges}"
            "</table:database-ranges></office:spreadsheet></office:body>",
        ),
        "styles.xml": _part("document-styles", styles_xml(book)),
        "meta.xml": _part("document-meta", f"<office:meta>{_meta(book)}</office:meta>"),
        "settings.xml": _part("document-settings", _settings(tables, book)),
    }
    return _packed(parts)


def _part(name: str, content: str) -> str:
    return f'{_HEAD}<office:{name} {_SPACES} office:version="1.3">{content}</office:{name}>'


def _packed(parts: dict[str, str]) -> bytes:
    """The archive, its type first and readable without unpacking."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in parts
    )
    manifest = (
        f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        f"{listed}</manifest:manifest>"
    )
    buffer = BytesIO()
    with SameBytes(buffer) as archive:
        archive.writestr("mimetype", MIMETYPE, compress_type=ZIP_STORED)
        for name, text in {**parts, "META-INF/manifest.xml": manifest}.items():
            archive.writestr(name, text.encode())
    return buffer.getvalue()


def _meta(book: Book) -> str:
    said = f"<dc:title>{escaped(book.title)}</dc:title><dc:creator>{escaped(book.service)}"
    said += f"</dc:creator><dc:language>{book.language}</dc:language>"
    if book.made_at:
        at = _moment(book.made_at)
        said += f"<meta:creation-date>{at}</meta:creation-date><dc:date>{at}</dc:date>"
    return said


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _table(name: str, table: Laid, looks: Looks) -> str:
    """One sheet: its columns, what stands above its headings, the headings, the rows."""
    columns = "".join(
        f'<table:table-column table:style-name="{looks.column(column.width)}"/>'
        for column in table.columns
    )
    lines = "".join(f"<table:table-row>{_line(line)}</table:table-row>" for line in table.lines)
    title = (
        f"<table:table-row>{cell_xml(table.title, 'Title')}</table:table-row>"
        if table.title
        else ""
    )
    heads = "".join(cell_xml(column.header, "Header") for column in table.columns)
    rows = "".join(
        f"<table:table-row>{''.join(_cells(row, table, looks))}</table:table-row>"
        for row in table.rows
    )
    return (
        f"<table:table table:name={attribute(name)} table:style-name="
        f'"{looks.page(table)}"><table:title>{escaped(table.sheet.heading)}</table:title>{columns}'
        f"{title}{lines}<table:table-header-rows><table:table-row>{heads}</table:table-row>"
        f"</table:table-header-rows>{rows}</table:table>"
    )


def _line(said: str | SheetLink) -> str:
    return cell_xml(said, "LinkLine" if isinstance(said, SheetLink) else "Line")


def _cells(row: list, table: Laid, looks: Looks):
    for x, value in enumerate(row):
        if isinstance(value, str):
            is_sign = x in table.right and value in SHORTHAND
            yield cell_xml(clean_text(value), "Number" if is_sign else "Text")
        else:
            yield cell_xml(value, looks.cell(value))


def _range(name: str, table: Laid, book: Book) -> str:
    """The named table of a sheet; its filters are shown to those who work with it."""
    last = _letters(len(table.columns))
    target = f"{link_to(name)}.A{table.head_row}:{link_to(name)}.{last}{table.last_row}"
    shows = "false" if book.is_public else "true"
    return (
        f"<table:database-range table:name={attribute(table.sheet.table_name)} "
        f'table:target-range-address={attribute(target)} table:contains-header="true" '
        f'table:display-filter-buttons="{shows}"/>'
    )


def _letters(n: int) -> str:
    """The name of the column that is the n-th, counted from 1."""
    name = ""
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


def _settings(tables: list[tuple[str, Laid]], book: Book) -> str:
    """Which sheet is open first, and that the headings stay in sight of who works with them."""
    views = "".join(
        f"<config:config-item-map-entry config:name={attribute(name)}>"
        f"{'' if book.is_public else _FROZEN}</config:config-item-map-entry>"
        for name, _ in tables
    )
    return (
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item config:name="ActiveTable" config:type="string">'
        f"{escaped(tables[0][0])}</config:config-item>"
        f'<config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>"
    )


_FROZEN = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    for name, kind, value in (
        ("VerticalSplitMode", "short", 2),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2),
        ("PositionBottom", "int", 1),
    )
)
