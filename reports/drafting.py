"""Gathers a draft as it would be issued: its document, what the lint finds, what it corrects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from plans.rules.dates import long_date
from reports.blocks import Document
from reports.compiling import compile_document
from reports.lint import findings_of
from reports.material import Asked, Material
from reports.models import Draft, IssuedPack
from reports.one_state import one_state
from reports.outlines import errata_between, from_json
from reports.papers import Gathered, Paper, Progress, book_from, format_named, papers_from
from reports.readmodels_lint import Finding
from reports.rules.errata import Erratum
from reports.selectors.drafts import asked_of


@dataclass(frozen=True)
class Compiled:
    """A draft as values. `material` can be read further while the same state of the database is."""

    asked: Asked
    material: Material
    document: Document
    errata: tuple[Erratum, ...]

    def findings(self) -> tuple[Finding, ...]:
        return findings_of(self.material, self.document)


def compiled(
    draft: Draft, *, stamp: Mapping | None = None, progress: Progress | None = None
) -> Compiled:
    """The draft, gathered; `stamp` are the fields of Asked that an issue adds.

    A correction is gathered, held against what it corrects, and printed with what differs: the second
    time from what was read the first.
    """
    asked = asked_of(draft, **(stamp or {}), corrects_text=corrects_text(draft.corrects))
    material = Material(asked)
    document = compile_document(material, progress)
    if draft.corrects is None:
        return Compiled(asked, material, document, ())
    below = material.policy.disclosure.threshold if material.is_public else None
    before = from_json(draft.corrects.manifest["outline"])
    errata = errata_between(before, document, public_below=below)
    material.asked = asked = replace(asked, errata=errata)
    return Compiled(asked, material, compile_document(material), errata)


def corrects_text(pack: IssuedPack | None) -> str:
    """Which issue is corrected, in a sentence; "" for none."""
    if pack is None:
        return ""
    day = timezone.localtime(pack.recorded_at).date()
    return f"This issue corrects and replaces issue {pack.number} of {long_date(day)}."


def papers_of_draft(
    draft: Draft, endings: Iterable[str], progress: Progress | None = None
) -> tuple[Paper, ...]:
    """The draft's files, from one gathering. Raises PdfUnavailable."""
    formats = [format_named(ending) for ending in endings]
    with one_state():
        made = compiled(draft, progress=progress)
        book = book_from(made.material) if any(f.of_book for f in formats) else None
    return papers_from(Gathered(made.document, book), made.asked, endings, progress).papers
