"""What this machine can test. `python -m tests.capabilities` says what it cannot, and why."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from functools import cache

POSTGRES = "postgres://postgres@127.0.0.1:5432/test"
CHROMIUM = "chromium"


@cache
def has_chromium() -> bool:
    return shutil.which(CHROMIUM) is not None


def _loads(*libraries: str) -> bool:
    try:
        for name in libraries:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


@cache
def has_driver() -> bool:
    return _loads("libatomic.so.1")


@cache
def has_pango() -> bool:
    return _loads("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@cache
def has_poppler() -> bool:
    return shutil.which("pdfinfo") is not None


@cache
def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


@cache
def has_postgresql() -> bool:
    import psycopg

    url = os.environ.get("DATABASE_URL") or POSTGRES
    if not url.startswith("postgres"):
        url = POSTGRES
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


# What is missing where the answer is no: the mark of the tests that need it, and the sentence.
NEEDS: list[tuple[str, Callable[[], bool], str]] = [
    (
        "browser",
        has_chromium,
        "the pages in a real browser: Chromium is not installed (`apt-get install chromium`)",
    ),
    (
        "browser",
        has_driver,
        "the pages in a real browser: libatomic is not installed (`apt-get install libatomic1`)",
    ),
    (
        "pdf",
        has_pango,
        "the PDF: Pango is not installed (`apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0`)",
    ),
    (
        "pdf",
        has_poppler,
        "the PDF read back: poppler is not installed (`apt-get install poppler-utils`)",
    ),
    (
        "libreoffice",
        has_libreoffice,
        "what LibreOffice makes of the files: it is not installed (`apt-get install "
        "libreoffice-calc-nogui libreoffice-writer-nogui`)",
    ),
]
POSTGRESQL = "PostgreSQL: no server answers at " + os.environ.get("YOTPLAN_TEST_POSTGRES", POSTGRES)


def cannot_test() -> list[str]:
    """One line for each thing that tests of this machine have to leave out."""
    return [sentence for _, can, sentence in NEEDS if not can()]


def main() -> int:
    """As `make test` ends: everything that was left out; that is a failure where CI=true."""
    if sys.argv[1:] == ["postgresql"]:
        return 0 if has_postgresql() else 1
    lines = cannot_test() + ([] if has_postgresql() else [POSTGRESQL])
    for line in lines:
        print(f"Not tested: {line}.")
    return 1 if lines and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
