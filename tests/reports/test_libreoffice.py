"""LibreOffice opens every format that can be edited, and loses nothing that is counted."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
import python_calamine

from plans.models import Plan
from reports.blocks import Document, Figure, Table
from reports.books import Book, book_of
from reports.compiling import compile_document
from reports.models import Review
from reports.render.html_contents import full_title
from reports.render.ods import render_ods
from reports.render.word import render_word
from reports.rules.packs import Audience, Kind
from reports.workbook import render_workbook
from tests.reports.gathering import material_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]
ON = date(2015, 7, 1)
AUDIENCES = (Audience.BOARD, Audience.PUBLIC)
BOOKS = [f"{audience}.{ending}" for audience in AUDIENCES for ending in ("xlsx", "ods")]


class Opened:
    """The report in every format, as LibreOffice prints it and as it saves it again."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, Document] = {}
        self.books: dict[str, Book] = {}
        for audience in AUDIENCES:
            self._write(plan, audience)
        made = sorted(str(path) for path in folder.iterdir())
        self._convert("pdf", made)
        self._convert("csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1",
                      [path for path in made if not path.endswith("docx")])  # fmt: skip

    def _write(self, plan: Plan, audience: Audience) -> None:
        review = Review.objects.get(plan=plan)
        material = material_of(plan, ON, Kind.SCRUTINY, review=review, audience=audience)
        self.documents[audience], self.books[audience] = (
            compile_document(material),
            book_of(material),
        )
        for ending, content in (
            ("docx", render_word(self.documents[audience])),
            ("xlsx", render_workbook(self.books[audience])),
            ("ods", render_ods(self.books[audience])),
        ):
            (self.folder / f"{audience}.{ending}").write_bytes(content)

    def _convert(self, to: str, files: list[str]) -> None:
        """Files of one name with other endings go to folders of their own."""
        for ending in ("docx", "xlsx", "ods"):
            own = [file for file in files if file.endswith(ending)]
            if not own:
                continue
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{self.folder}/profile",
                    "--headless",
                    "--convert-to",
                    to,
                    "--outdir",
                    str(self.folder / f"from-{ending}"),
                    *own,
                ],
                check=True,
                capture_output=True,
                timeout=240,
            )

    def pdf(self, name: str) -> Path:
        stem, ending = name.split(".")
        return self.folder / f"from-{ending}" / f"{stem}.pdf"

    def text(self, name: str) -> str:
        done = subprocess.run(
            ["pdftotext", "-layout", self.pdf(name), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def rows(self, name: str, sheet: str) -> list[str]:
        """The lines of a sheet as it was saved again."""
        stem, ending = name.split(".")
        return (self.folder / f"from-{ending}" / f"{stem}-{sheet}.csv").read_text().split("\n")


_opened: dict[str, Opened] = {}


@pytest.fixture
def opened(loaded, tmp_path_factory) -> Opened:
    """Converted once for all tests: the program takes its time to start."""
    if "once" not in _opened:
        _opened["once"] = Opened(loaded, tmp_path_factory.mktemp("libreoffice"))
    return _opened["once"]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", BOOKS)
def test_every_sheet_is_opened_with_all_its_rows(opened, name):
    book = opened.books[name.split(".")[0]]
    for sheet in book.sheets:
        table = book.laid(sheet)
        path = opened.folder / name
        there = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet.title)
        saved = _records(opened.rows(name, sheet.title))
        n_rows = table.head_row + len(table.rows)
        assert len(saved) == n_rows, sheet.title
        assert len(there.to_python()) == max(n_rows, 1)


def _records(lines: list[str]) -> list[str]:
    """The rows of a text with tabs, in which a quoted cell may go over several lines."""
    found, open_ = [], False
    for line in lines:
        if open_:
            found[-1] += "\n" + line
        else:
            found.append(line)
        open_ ^= line.count('"') % 2 == 1
    while found and not found[-1].strip("\t"):
        found.pop()
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_spreadsheets_are_opened_as_the_same(opened, audience):
    for sheet in opened.books[audience].sheets:
        excel = _records(opened.rows(f"{audience}.xlsx", sheet.title))
        ours = _records(opened.rows(f"{audience}.ods", sheet.title))
        assert ours == excel, sheet.title


@pytest.mark.parametrize("name", BOOKS)
def test_a_spreadsheet_prints_every_action(opened, name):
    text = opened.text(name)
    refs = set(re.findall(r"^ *(\d+\.\d+)\b", text, re.M))
    book = opened.books[name.split(".")[0]]
    actions = next(sheet for sheet in book.sheets if sheet.title == "Actions")
    assert {row.line.ref for row in actions.rows} <= refs


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_word_document_prints_every_heading_table_and_figure(opened, audience):
    text = squeezed(opened.text(f"{audience}.docx"))
    document = opened.documents[audience]
    for section in document.sections:
        assert squeezed(full_title(section)) in text
    for block in document.blocks:
        if isinstance(block, (Figure, Table)) and block.number and block.caption:
            assert f"{block.number}. {squeezed(block.caption)}" in text


def test_the_word_document_prints_every_recommendation_and_paragraph(opened):
    text = opened.text("board.docx")
    document = opened.documents["board"]
    numbers = [b.number for b in document.blocks if getattr(b, "number", "") and hasattr(b, "tone")]
    assert numbers
    printed = set(re.findall(r"^ *(\d+\.\d*)\s", text, re.M))
    assert set(numbers) <= printed


@pytest.mark.parametrize("name", [*BOOKS, "board.docx", "public.docx"])
def test_the_title_is_that_of_the_file(opened, name):
    done = subprocess.run(["pdfinfo", opened.pdf(name)], capture_output=True, text=True, check=True)
    assert "Title:" in done.stdout
    assert "Progress against the Youth Offending Team improvement plan" in done.stdout
