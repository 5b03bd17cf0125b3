"""Sets the blocks of a document for the templates of papers: words, rows, bars and charts."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.blocks import Figure, Table, Words
from reports.readmodels_pack import PaperBar
from reports.render import html_signs, html_tables, html_words
from reports.render.medium import Medium, place

register = template.Library()

# what these return is escaped where it is put together


@register.filter
def said(words: Words, medium: Medium) -> SafeString:
    """A run of words with its looks and links."""
    return mark_safe(html_words.said(words, medium))  # noqa: S308


@register.filter
def lines(text: str) -> SafeString:
    """A text with its own line breaks."""
    return mark_safe(html_words.lines(text))  # noqa: S308


@register.filter
def head_row(table: Table, medium: Medium) -> SafeString:
    """The column headings of a table."""
    return mark_safe(html_tables.head_row(table, medium))  # noqa: S308


@register.filter
def body_rows(table: Table, medium: Medium) -> SafeString:
    """The rows of a table."""
    return mark_safe(html_tables.body_rows(table, medium))  # noqa: S308


@register.filter
def looks(table: Table, medium: Medium) -> str:
    """The classes of a table."""
    return html_tables.table_class(table, medium)


@register.filter
def scrolls(table: Table, medium: Medium) -> bool:
    """Whether a table stands in a region that scrolls sideways."""
    return not medium.is_paged and html_tables.scrolls(table)


@register.filter
def is_short(figure: Figure) -> bool:
    """Whether the table of a figure can stay on its page."""
    return figure.table is not None and len(figure.table.rows) <= html_tables.SHORT


@register.filter
def drawn(bar: PaperBar, prefix: str) -> SafeString:
    """A stacked bar."""
    return mark_safe(html_signs.bar_svg(bar, place(prefix)))  # noqa: S308


@register.filter
def numbered(items: tuple[Words, ...], numbers: tuple[str, ...]) -> list[tuple[str, Words]]:
    """The items of a list with their numbers, "" where they have none."""
    filled = (*numbers, *("" for _ in items))
    return list(zip(filled, items, strict=False))
