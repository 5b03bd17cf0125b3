"""What the page of a draft says: what is missing, what was found, what is held back, and what stands
against issuing it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from indicators.selectors.disclosure import HeldFigure
from reports.drafting import compiled
from reports.models import Draft
from reports.one_state import one_state
from reports.papers import FORMATS
from reports.readmodels_lint import Finding, Weight
from reports.readmodels_review import Lacking
from reports.render.medium import place
from reports.selectors.drafts import (
    SectionLine,
    audience_text,
    mark_of,
    section_lines,
    title_of,
)
from reports.selectors.jobs import JobFileLine, files_of, going_on, makes_at_once
from reports.services.issuing import against_issue


@dataclass(frozen=True)
class FindingLine:
    """One finding with where it is looked at, and why it was accepted, "" where it was not."""

    finding: Finding
    number: int
    preview_url: str
    accepted: str

    @property
    def is_open(self) -> bool:
        return not self.accepted


@dataclass(frozen=True)
class DraftPage:
    """One draft as it stands."""

    id: int
    title: str
    kind_label: str
    as_at_text: str
    audience_text: str
    against: tuple[str, ...]
    lacking: tuple[Lacking, ...]
    failed: tuple[tuple[str, str], ...]
    stops: tuple[FindingLine, ...]
    asks: tuple[FindingLine, ...]
    sections: tuple[SectionLine, ...]
    is_own_order: bool
    held_back: tuple[HeldFigure, ...] | None
    makes_at_once: bool
    files: tuple[JobFileLine, ...]
    job_url: str
    mark: str
    corrects: str
    formats: tuple

    @property
    def n_open(self) -> int:
        return sum(line.is_open for line in self.asks)

    @property
    def sentence(self) -> str:
        """Whether it can be issued, in one sentence."""
        if not self.against:
            return "Nothing stands against issuing it."
        n = len(self.against)
        return (
            "One thing stands against issuing it."
            if n == 1
            else f"{n} things stand against issuing it."
        )


def draft_page(draft: Draft) -> DraftPage:
    """The draft, gathered as it would be issued now."""
    with one_state():
        made = compiled(draft)
        material, document, findings = made.material, made.document, made.findings()
        held = material.held.log if material.held else None
        lacking = material.review.lacking if material.review else ()
        accepted = {a.fingerprint: a.reason for a in draft.accepted.all()}
        files, job = files_of(draft.pk), going_on(draft.pk)
        at_once = makes_at_once(draft.plan)
    lines = _lines(draft, findings, accepted)
    return DraftPage(
        id=draft.pk,
        title=title_of(draft),
        kind_label=draft.get_kind_display(),
        as_at_text=document.as_at_text,
        audience_text=audience_text(draft),
        against=against_issue(draft, document, findings, set(accepted)),
        lacking=lacking,
        failed=tuple((s.title, s.failed) for s in document.sections if s.failed),
        stops=tuple(ln for ln in lines if ln.finding.weight is Weight.STOPS),
        asks=tuple(ln for ln in lines if ln.finding.weight is Weight.ASKS),
        sections=section_lines(draft),
        is_own_order=bool(draft.sections),
        held_back=held,
        makes_at_once=at_once,
        files=files,
        job_url=reverse("reports:job", args=[job.pk]) if job else "",
        mark=mark_of(draft),
        corrects=f"Issue {draft.corrects.number}" if draft.corrects else "",
        formats=tuple(FORMATS.values()),
    )


def _lines(
    draft: Draft, findings: tuple[Finding, ...], accepted: Mapping[str, str]
) -> list[FindingLine]:
    preview = reverse("reports:draft-preview", args=[draft.pk])
    return [
        FindingLine(
            f,
            n,
            f"{preview}#{place(f.anchor)}" if f.anchor else "",
            accepted.get(f.fingerprint, ""),
        )
        for n, f in enumerate(findings, start=1)
    ]
