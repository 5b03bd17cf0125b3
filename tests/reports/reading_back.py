"""What stands in the files of a pack, read by other hands than wrote them: tables as lists of texts."""

import io
import re
import subprocess
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import docx

VOID = {"br", "hr", "img", "meta", "link", "input", "col", "path", "circle", "rect", "line"}
Table = list[list[str]]


def squeezed(text: str) -> str:
    """A text without its white space, soft hyphens and signs that stand for a shape: only its words."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


class _Tables(HTMLParser):
    """The tables of a page; what is inside drawings is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.hidden = 0
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag == "svg":
            self.hidden += 1
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self.hidden -= 1
        elif tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append(squeezed("".join(self.cell)))
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.hidden:
            self.cell.append(data)


def html_tables(content: bytes) -> list[Table]:
    parser = _Tables()
    parser.feed(content.decode())
    return parser.tables


def word_tables(content: bytes) -> list[Table]:
    """The tables of a Word document; a repeated header row is one row there."""
    return [
        [[squeezed(cell.text) for cell in row.cells] for row in table.rows]
        for table in docx.Document(io.BytesIO(content)).tables
    ]


def pdf_tables(content: bytes) -> list[Table]:
    """The tables of a tagged PDF, from its structure tree, as poppler reads it."""
    tables: list[Table] = []
    stack: list[tuple[int, str]] = []
    for depth, name, text in _structure(content):
        while stack and stack[-1][0] >= depth:
            stack.pop()
        inside = [n for _, n in stack]
        if name == "Table":
            tables.append([])
        elif name == "TR" and tables:
            tables[-1].append([])
        elif name in ("TD", "TH") and tables and tables[-1]:
            tables[-1][-1].append("")
        elif text and ("TD" in inside or "TH" in inside) and "Figure" not in inside:
            tables[-1][-1][-1] += squeezed(text)
        if name:
            stack.append((depth, name))
    return tables


def _structure(content: bytes) -> Iterator[tuple[int, str, str]]:
    """The lines of the structure tree: depth, the name of an element or "", and a text or ""."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        said = subprocess.run(
            ["pdfinfo", "-struct-text", file.name], capture_output=True, check=True, text=True
        ).stdout
    for line in said.splitlines():
        depth = len(line) - len(line.lstrip(" "))
        body = line.strip()
        if body.startswith('"'):
            yield depth, "", body.strip('"')
        elif body:
            yield depth, body.split(" ")[0].rstrip(":"), ""


def opened_by_libreoffice(content: bytes, ending: str, to: str, folder: Path) -> bytes:
    """The file as LibreOffice makes it of another kind. Raises where it does not open it."""
    source = folder / f"pack.{ending}"
    source.write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", to, "--outdir", str(folder / "out"), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / f"pack.{to.split(':')[0]}").read_bytes()
