"""Which packs can be made, in which formats, for whom; and the files of one, from one gathering."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plans.rules.words import listed
from reports.blocks import Document
from reports.one_state import one_state
from reports.readmodels_lint import Finding
from reports.rules.packs import Audience, Kind

if TYPE_CHECKING:
    from reports.books import Book
    from reports.material import Asked, Material

Progress = Callable[[int, int, str], None]


class PaperRefused(ValueError):
    """A kind, a format or an audience that there is not, or a pack that cannot be of what was asked."""


@dataclass(frozen=True)
class Format:
    """One format that a pack can have. `making` is the stage of its work, in words."""

    ending: str
    label: str
    content_type: str
    making: str
    of_book: bool = False


FORMATS = {
    f.ending: f
    for f in (
        Format("pdf", "PDF, to print or to read", "application/pdf", "making the PDF"),
        Format(
            "xlsx",
            "Excel workbook",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "making the workbook",
            of_book=True,
        ),
        Format(
            "ods",
            "OpenDocument spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet",
            "making the OpenDocument spreadsheet",
            of_book=True,
        ),
        Format(
            "docx",
            "Word document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "making the Word document",
        ),
        Format("html", "Web page", "text/html; charset=utf-8", "making the web page"),
    )
}


@dataclass(frozen=True)
class Paper:
    """A pack as a file: its name, its type and its bytes."""

    name: str
    content_type: str
    content: bytes
    ending: str


@dataclass(frozen=True)
class Made:
    """A pack as values and its files. `book` is None where no format asked for it."""

    document: Document
    book: "Book | None"
    papers: tuple[Paper, ...]


def papers_of(
    asked: "Asked", endings: Iterable[str] = tuple(FORMATS), progress: Progress | None = None
) -> Made:
    """The pack in these formats, all from one gathering. Raises PaperRefused and PdfUnavailable.

    `progress` hears (sections gathered, of how many, the title of the one at hand); once all are,
    the stage of the work. What it raises ends the work.
    """
    return papers_from(gathered(asked, endings, progress), asked, endings, progress)


@dataclass(frozen=True)
class Gathered:
    """All that was read for a pack, as values: nothing more is asked of the database.

    `findings` are those of the lint, () where it was not asked.
    """

    document: Document
    book: "Book | None"
    findings: tuple[Finding, ...] = ()


def gathered(
    asked: "Asked", endings: Iterable[str] = (), progress: Progress | None = None
) -> Gathered:
    """The pack as values, read as the database stands at one moment."""
    from reports.compiling import compile_document
    from reports.material import Material

    formats = [format_named(ending) for ending in endings]
    with one_state():
        material = Material(asked)
        document = compile_document(material, progress)
        book = book_from(material) if any(f.of_book for f in formats) else None
    return Gathered(document, book)


def papers_from(
    made: Gathered, asked: "Asked", endings: Iterable[str], progress: Progress | None = None
) -> Made:
    """The files of what was gathered. Raises PdfUnavailable where this machine makes no PDF."""
    n = len(made.document.sections)
    papers = []
    for form in [format_named(ending) for ending in endings]:
        if progress:
            progress(n, n, form.making)
        content = _rendered(form, made)
        papers.append(Paper(name_of(asked, form.ending), form.content_type, content, form.ending))
    return Made(made.document, made.book, tuple(papers))


def book_from(material: "Material") -> "Book":
    """The sheets of its workbooks."""
    from reports.books import book_of

    return book_of(material)


def _rendered(form: Format, made: Gathered) -> bytes:
    """One format. Each library is imported at its first use: most processes need none of them."""
    match form.ending:
        case "pdf":
            from reports.pdf import render_pdf

            return render_pdf(made.document)
        case "xlsx":
            from reports.workbook import render_workbook

            return render_workbook(made.book)
        case "ods":
            from reports.render.ods import render_ods

            return render_ods(made.book)
        case "docx":
            from reports.render.word import render_word

            return render_word(made.document)
        case _:
            from reports.render.html import web_html

            return web_html(made.document).encode()


def name_of(asked: "Asked", ending: str) -> str:
    """ "2014-improvement-board-2015-04-23.pdf": of what, which kind, for whom, as at when, which issue."""
    of = asked.review.ref if asked.kind is Kind.SCRUTINY else asked.plan.ref
    kind = {Kind.PLAN: "", Kind.BOARD: "board", Kind.SCRUTINY: "report"}[asked.kind]
    audience = "" if asked.audience is Audience.BOARD else asked.audience.value
    issue = f"issue-{asked.number}" if asked.number else ""
    parts = (of, kind, audience, asked.as_at.isoformat(), issue)
    return f"{'-'.join(p for p in parts if p)}.{ending}"


def format_named(ending: str) -> Format:
    """The format of that name. Raises PaperRefused."""
    if ending in FORMATS:
        return FORMATS[ending]
    raise PaperRefused(f"There is no format “{ending}”: ask for {_or(FORMATS)}.")


def kind_named(kind: str) -> Kind:
    """The kind of pack of that name. Raises PaperRefused."""
    if kind in list(Kind):
        return Kind(kind)
    raise PaperRefused(f"There is no kind of pack “{kind}”: ask for {_or(Kind)}.")


def audience_named(audience: str) -> Audience:
    """The audience of that name. Raises PaperRefused."""
    if audience in list(Audience):
        return Audience(audience)
    raise PaperRefused(f"There is no audience “{audience}”: ask for {_or(Audience)}.")


def _or(names: Iterable[str]) -> str:
    return listed([str(name) for name in names]).replace(" and ", " or ")
