"""The papers: the PDF against a browser printing the same page, the workbook against XlsxWriter."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import openpyxl
import pikepdf
import xlsxwriter

from bench.lines import Line, in_turn, ms, not_there
from plans.selectors.plans import get_plan
from reports.books import book_of
from reports.material import Asked, Material
from reports.pdf import BASE_URL
from reports.rules.packs import Kind
from reports.workbook import render_workbook

AS_AT = date(2015, 4, 23)
ROUNDS = 5


@dataclass(frozen=True)
class Run:
    """What one process took: seconds by the clock and of the processor, and its peak memory."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def run(command: list[str], database: Path) -> Run:
    start = perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} failed")
    return Run(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def cold(what: str, source: Path | str, target: Path, database: Path) -> Run:
    return run([sys.executable, "-m", "bench.cold", what, str(source), str(target)], database)


def measure_pdf(database: Path, folder: Path, *, full: bool) -> Iterator[Line]:
    page, printed = folder / "plan.html", folder / "plan.pdf"
    yield from _against_browser("plan", ROUNDS, database, folder)
    for kind in ("board", "scrutiny"):
        yield from _against_browser(kind, 3, database, folder)
    small = _grown("bench-104", page, printed, database)
    large = _grown("bench-1000", page, printed, database)
    yield Line(
        "PDF, CPU a page, 1,000 actions against 104",
        f"{large.text} / {small.text}",
        large.cpu_a_page / small.cpu_a_page,
        1.3,
        1.1,
    )
    if full:
        huge = _grown("bench-5000", page, printed, database)
        yield Line(
            "PDF, peak memory at 5,000 actions", huge.text, huge.run.peak_mib, 500, 300, "MiB"
        )
    else:
        yield Line("PDF, peak memory at 5,000 actions", "minutes long: python -m bench --full")


def _against_browser(kind: str, rounds: int, database: Path, folder: Path) -> Iterator[Line]:
    """One pack of the 2014 plan as PDF/UA, and the same page printed by Chromium, turn by turn."""
    page, printed = folder / f"{kind}.html", folder / f"{kind}.pdf"
    cold("html", f"{kind}/2014-improvement", page, database)
    browser = _browser(page, folder)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(cold("pdf", page, printed, database))
        if browser:
            theirs.append(run(browser, database))
    wall, peak = median(r.wall_s for r in ours), max(r.peak_mib for r in ours)
    said = f"{wall:.2f} s, {peak:.0f} MiB, {_pages(printed)} pages"
    yield Line(f"PDF/UA of the 2014 plan’s {kind} pack, cold", said)
    if browser:
        other = median(r.wall_s for r in theirs)
        yield Line("  against Chromium, same page", f"{other:.2f} s", wall / other, 2.6, 2.0)
    else:
        yield not_there("  against Chromium, same page", "no chromium on this machine")


@dataclass(frozen=True)
class Grown:
    """One paper of a plan of some size."""

    run: Run
    n_pages: int

    @property
    def cpu_a_page(self) -> float:
        return self.run.cpu_s / self.n_pages

    @property
    def text(self) -> str:
        return f"{self.run.cpu_s:.1f} s, {self.n_pages} pages, {self.run.peak_mib:.0f} MiB"


def _grown(ref: str, page: Path, printed: Path, database: Path) -> Grown:
    cold("html", f"plan/{ref}", page, database)
    done = cold("pdf", page, printed, database)
    return Grown(done, _pages(printed))


def _pages(path: Path) -> int:
    with pikepdf.open(path) as document:
        return len(document.pages)


def _browser(page: Path, folder: Path) -> list[str] | None:
    """The command by which Chromium prints the page; None where there is no Chromium."""
    program = shutil.which("chromium")
    if program is None:
        return None
    based = folder / "based.html"
    based.write_text(
        page.read_text(encoding="utf-8").replace("<head>", f'<head><base href="{BASE_URL}">', 1),
        encoding="utf-8",
    )
    return [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'chromium'}", f"--print-to-pdf={folder / 'chromium.pdf'}",
        based.as_uri(),
    ]  # fmt: skip


def measure_workbook() -> Iterator[Line]:
    book = book_of(Material(Asked(Kind.PLAN, get_plan("2014-improvement"), AS_AT)))
    cells = _cells(render_workbook(book))
    medians = in_turn(
        {"ours": lambda: render_workbook(book), "theirs": lambda: _xlsxwriter(cells)}, 7
    )
    yield Line(
        "workbook of the 2014 plan, against XlsxWriter",
        f"{ms(medians['ours'])} / {ms(medians['theirs'])}",
        medians["ours"] / medians["theirs"],
        2.6,
        2.2,
    )


def _cells(content: bytes) -> list[tuple[str, list[list]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        (sheet.title, [[(c.value, c.number_format) for c in row] for row in sheet])
        for sheet in book
    ]


def _xlsxwriter(sheets: list[tuple[str, list[list]]]) -> bytes:
    """The same cells with the like of our formats, tables, widths and print settings."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    text = book.add_format({"text_wrap": True, "valign": "top", "bottom": 1})
    dates: dict[str, object] = {}
    for title, rows in sheets:
        sheet = book.add_worksheet(title)
        for y, row in enumerate(rows):
            for x, (value, number_format) in enumerate(row):
                if isinstance(value, datetime):
                    if number_format not in dates:
                        dates[number_format] = book.add_format(
                            {"num_format": number_format, "valign": "top", "bottom": 1}
                        )
                    sheet.write_datetime(y, x, value, dates[number_format])
                elif isinstance(value, str):
                    sheet.write_string(y, x, value, text)
                elif value is None:
                    sheet.write_blank(y, x, None, text)
                else:
                    sheet.write_number(y, x, value, text)
            sheet.set_row(y, 30)
        header = [{"header": value} for value, _ in rows[0]]
        last = max(len(rows) - 1, 1)
        sheet.add_table(0, 0, last, len(header) - 1, {"columns": header, "name": title})
        sheet.set_column(0, len(header) - 1, 20)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()
