"""Packs looked through by the lint, for its tests."""

from collections.abc import Iterator
from datetime import date

from plans.selectors.plans import get_plan
from reports.blocks import Document, Figure, Table
from reports.compiling import compile_document
from reports.lint import findings_of
from reports.material import Asked, Material
from reports.models import Review
from reports.readmodels_lint import Finding
from reports.rules.lint.prose import Prose
from reports.rules.packs import Audience, Kind


def asked_for(kind: Kind, ref: str, on: date, audience: Audience = Audience.BOARD) -> Asked:
    """A pack of the plan or the review of that ref."""
    if kind is Kind.SCRUTINY:
        review = Review.objects.get(ref=ref)
        return Asked(kind, review.plan, on, audience, review=review)
    return Asked(kind, get_plan(ref), on, audience)


def linted(asked: Asked) -> tuple[Document, tuple[Finding, ...]]:
    """The pack's document and what the lint finds in it."""
    material = Material(asked)
    document = compile_document(material)
    return document, findings_of(material, document)


def anchors_of(document: Document) -> set[str]:
    """Whatever a link can lead to."""
    return {*(s.anchor for s in document.sections), *_inside(document)} - {""}


def _inside(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield getattr(block, "anchor", "")
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            yield from (c.anchor for row in table.rows for c in row)


def prose(text: str, **facts) -> Prose:
    """A typed text of paragraph 3.1."""
    facts = {"where": "paragraph 3.1", "anchor": "paragraph-1", "typed": text} | facts
    return Prose(text=text, **facts)
