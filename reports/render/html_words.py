"""Runs of words as HTML: their looks, their links, and the pages that they point to."""

from html import escape
from urllib.parse import urlsplit

from reports.blocks import Span, Words
from reports.render.medium import Medium, place

SCHEMES = ("https", "http", "mailto")  # of links out of the pack; any other stays words


def said(words: Words, medium: Medium) -> str:
    """The words as HTML, escaped."""
    if len(words) == 1 and words[0] == Span(words[0].text):
        return lines(words[0].text)
    found, n_open = [], 0
    for span in words:
        found.append(_span(span, medium, is_within=n_open > 0))
        n_open += span.text.count("(") - span.text.count(")")
    return "".join(found)


def lines(text: str) -> str:
    """A text with its own line breaks, escaped."""
    escaped = escape(text)
    return escaped.replace("\n", "<br/>") if "\n" in escaped else escaped


def _span(span: Span, medium: Medium, *, is_within: bool) -> str:
    """`is_within`: it stands in brackets, so its page is said without brackets of its own."""
    html = lines(span.text)
    if span.is_strong:
        html = f"<strong>{html}</strong>"
    if span.is_emphasis:
        html = f"<em>{html}</em>"
    if span.is_dim:
        html = f'<span class="dim">{html}</span>'
    if span.is_live and not medium.is_paged:
        html = f'<span class="live">{html}</span>'
    return _linked(span, html, medium, "of within" if is_within else "of")


def _linked(span: Span, html: str, medium: Medium, of: str) -> str:
    target = _target(span.link, medium)
    page = place(span.page_of) if medium.is_paged else ""
    if page not in medium.anchors:
        page = ""
    if page and target == f"#{page}":
        return f'<a class="{of}" href="{target}">{html}</a>'
    if target:
        html = f'<a href="{escape(target)}">{html}</a>'
    return f'{html}<a class="{of}" href="#{page}"></a>' if page else html


def _target(link: str, medium: Medium) -> str:
    """Where a link leads; "" where it leads nowhere that it may."""
    if link.startswith("#"):
        found = place(link[1:])
        return f"#{found}" if found in medium.anchors else ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    is_whole = parts.scheme == "mailto" or bool(parts.netloc)
    return link if parts.scheme in SCHEMES and is_whole else ""
