"""Renders papers as tagged PDF (PDF/UA-1), from files of our own and nothing else."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

if TYPE_CHECKING:
    from reports.blocks import Document

STATIC = Path(__file__).resolve().parent.parent / "static"
BASE_URL = Path(STATIC, "css").as_uri() + "/"
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class PdfUnavailable(RuntimeError):
    """This machine lacks the system libraries that make PDFs."""


def render_pdf(document: "Document") -> bytes:
    """The paper as PDF/UA-1; the same document gives the same bytes. Raises PdfUnavailable."""
    from reports.render.html import paged_html  # what follows the page needs no Django

    return pdf_of(paged_html(document))


def pdf_of(html: str) -> bytes:
    """One HTML page as PDF/UA-1. Raises PdfUnavailable."""
    with _rarer_collection():
        _weasyprint()
        return _engine()(html).write_pdf(pdf_variant="pdf/ua-1")


@cache
def _weasyprint():
    """WeasyPrint, imported at its first use: the pages run without its system libraries."""
    try:
        with redirect_stdout(StringIO()):  # it prints advice of its own, over several lines
            import weasyprint
    except OSError as error:
        raise PdfUnavailable(
            "PDFs cannot be made on this machine until its administrator installs the packages "
            f"{', '.join(PACKAGES[:-1])} and {PACKAGES[-1]}."
        ) from error
    return weasyprint


@cache
def _engine():
    """The class of a page, made once WeasyPrint can be imported."""
    from cssselect2 import ElementWrapper
    from weasyprint import HTML

    class Page(HTML):
        """A page that is well-formed XML is read as that, in a tenth of the time."""

        def __init__(self, html: str) -> None:
            fetcher = _fetcher()(("file", "data"))
            try:
                root = ElementTree.fromstring(html)  # noqa: S314  our own; it can name no entity
            except ElementTree.ParseError:
                super().__init__(string=html, base_url=BASE_URL, url_fetcher=fetcher)
                return
            self.base_url, self.url_fetcher, self.media_type = BASE_URL, fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Page


@cache
def _fetcher():
    """The class of the fetcher, made once WeasyPrint can be imported."""
    from weasyprint.urls import URLFetcher

    from reports.render.logos import is_image

    class OwnFiles(URLFetcher):
        """Opens files under static/ and images in the paper itself: no network, no other file."""

        def fetch(self, url, headers=None):
            if not (url.startswith("data:") and is_image(url)):
                _require_own(url)
            return super().fetch(url, headers)

    return lambda protocols: OwnFiles(allowed_protocols=protocols)


def _require_own(url: str) -> None:
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(STATIC):
        raise ValueError(f"A paper uses only files under static/, not {url[:200]}")


@contextmanager
def _rarer_collection() -> Iterator[None]:
    """Layout makes many objects that live to its end: looking through them, and through all that was
    there before, is a tenth of the time. Measured; the peak of memory stays the same.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
