"""Finds what a test looks for in a document of blocks."""

from dataclasses import fields, is_dataclass

from reports.blocks import Cell, Document, Figure, Heading, Paragraph, Section, Table, plain


def section(document: Document, key: str) -> Section:
    return next(s for s in document.sections if s.key == key)


def tables(found: Section | Document) -> list[Table]:
    """Its tables, those of its figures among them."""
    own = [b.table if isinstance(b, Figure) else b for b in found.blocks]
    return [b for b in own if isinstance(b, Table)]


def table(found: Section | Document, anchor: str) -> Table:
    return next(t for t in tables(found) if t.anchor == anchor)


def column(found: Table, heading: str) -> list[str]:
    """What the cells of a column say, row after row."""
    n = [c.heading for c in found.columns].index(heading)
    return [row[n].text for row in found.rows]


def cells(found: Table, heading: str) -> list[Cell]:
    n = [c.heading for c in found.columns].index(heading)
    return [row[n] for row in found.rows]


def sentences(found: Section) -> list[str]:
    return [plain(b.words) for b in found.blocks if isinstance(b, Paragraph)]


def headings(found: Section) -> list[str]:
    return [b.text for b in found.blocks if isinstance(b, Heading)]


def anchors(document: Document) -> list[str]:
    """Everything that a link can go to, in order."""
    found = []
    for s in document.sections:
        found.append(s.anchor)
        for block in s.blocks:
            found.append(getattr(block, "anchor", ""))
            inner = block.table if isinstance(block, Figure) else block
            if isinstance(inner, Table):
                found += [inner.anchor] if inner is not block else []
                found += [cell.anchor for row in inner.rows for cell in row]
    return [anchor for anchor in found if anchor]


def links(document: Document) -> set[str]:
    """Every anchor that some words lead to."""
    found: set[str] = set()

    def walk(value) -> None:
        link = getattr(value, "link", "")
        if isinstance(link, str) and link.startswith("#"):
            found.add(link.removeprefix("#"))
        if is_dataclass(value) and type(value).__module__ == "reports.blocks":
            for each in fields(value):
                walk(getattr(value, each.name))
        elif isinstance(value, tuple):
            for each in value:
                walk(each)

    walk(document)
    return found
