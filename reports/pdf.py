"""Renders papers as tagged PDF (PDF/UA-1), from files of our own and nothing else."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from reports.readmodels_pack import PlanPack

STATIC = Path(__file__).resolve().parent.parent / "static"
BASE_URL = Path(STATIC, "css").as_uri() + "/"
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class PdfUnavailable(RuntimeError):
    """This machine lacks the system libraries that make PDFs."""


def plan_html(pack: "PlanPack") -> str:
    """The paper as one HTML page; its addresses are relative to BASE_URL."""
    from django.template.loader import render_to_string  # what follows the page needs no Django

    return render_to_string("reports/pdf/plan.html", {"pack": pack})


def render_pdf(pack: "PlanPack") -> bytes:
    """The paper as PDF/UA-1; the same pack gives the same bytes. Raises PdfUnavailable."""
    return pdf_of(plan_html(pack))


def pdf_of(html: str) -> bytes:
    """One HTML page as PDF/UA-1. Raises PdfUnavailable."""
    weasyprint = _weasyprint()
    with _rarer_collection():
        page = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher()(("file",)))
        return page.write_pdf(pdf_variant="pdf/ua-1")


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
def _fetcher():
    """The class of the fetcher, made once WeasyPrint can be imported."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        """Opens files under static/ and nothing else: no network, no other file."""

        def fetch(self, url, headers=None):
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or parts.netloc or not path.is_relative_to(STATIC):
                raise ValueError(f"A paper uses only files under static/, not {url}")
            return super().fetch(url, headers)

    return lambda protocols: OwnFiles(allowed_protocols=protocols)


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
