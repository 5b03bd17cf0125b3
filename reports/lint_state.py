"""What the lint takes from the pack's own state: sections that failed, texts that are broken, flags."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from indicators.models import Reading, TableCell
from indicators.rules.facts import FlagKind
from reports.blocks import Document, Figure, Table
from reports.lint_facts import words_meaning
from reports.narrative.checking import problems_in
from reports.readmodels_lint import Finding, Weight
from reports.rules.lint.prose import Fault, Prose, quoted

if TYPE_CHECKING:
    from reports.material import Material

# What a flag of an indicator or a table is called by the lint. Not here: bands, which are the
# indicator's own matter; a population that changes, as estimates do from year to year; and a quarter's
# name on a longer span, since the pack prints the days under the name.
_CODES = {
    FlagKind.RECOMPUTED: "rate-differs",
    FlagKind.TOTAL: "sum-differs",
    FlagKind.FUNNEL: "sum-differs",
    FlagKind.TWO_FIGURES: "figure-differs",
    FlagKind.DENOMINATOR: "figure-differs",
    FlagKind.UNIT: "figure-differs",
    FlagKind.DECIMALS: "figure-differs",
    FlagKind.IMPOSSIBLE: "figure-differs",
    FlagKind.RANK: "rank-impossible",
    FlagKind.CLAIM: "claim-differs",
}
# Parts of a review without which nothing can be issued.
_ESSENTIAL = ("conclusions", "recommendations", "objectives")


def state_findings(material: "Material", document: Document) -> Iterator[Finding]:
    """Sections that could not be gathered, texts that cannot be printed, and what a review lacks."""
    for section in document.sections:
        if section.failed:
            yield Finding(
                code="section-failed",
                weight=Weight.STOPS,
                where=f"section “{section.title}”",
                text=f"The section “{section.title}” could not be made: {section.failed}",
                reason="Nothing half-made is issued: mend it, or leave the section out.",
                anchor=section.anchor,
                facts=(section.key, section.failed),
            )
    for each in problems_in(material):
        yield Finding(
            code="text-broken",
            weight=Weight.STOPS,
            where=each.place.where,
            text=each.problem.placed_text,
            reason="The text holds what a pack cannot print.",
            anchor=each.place.anchor,
            url=_part(material, each.place.part),
            facts=(each.place.anchor, each.problem.code, each.problem.text),
        )
    yield from _lacking(material)


def _lacking(material: "Material") -> Iterable[Finding]:
    review = material.review
    for lack in review.lacking if review else ():
        is_essential = (
            any(f"/{part}/" in lack.url for part in _ESSENTIAL) and "It has no" in lack.what
        )
        yield Finding(
            code="nothing-concluded" if is_essential else "review-lacks",
            weight=Weight.STOPS if is_essential else Weight.ASKS,
            where="the review",
            text=lack.what,
            reason="A report is published once its review is whole, or with the reason why not.",
            url=lack.url,
            facts=(lack.what,),
        )


def _part(material: "Material", part: str) -> str:
    return reverse("reports:review-part", args=[material.review.ref, part])


def flag_faults(material: "Material", document: Document) -> Iterator[Fault]:
    """What does not add up in the figures and tables that the pack shows."""
    shown = {b.anchor: b for b in document.blocks if isinstance(b, Figure | Table) and b.anchor}
    told: set[str] = set()
    for state in material.states:
        ref = state.measure.ref
        block = shown.get(f"figure-{ref}") or shown.get(f"indicator-{ref}")
        if block is None:
            continue
        for facts, flag in state.flags:
            period = f", {facts.period}" if facts else ""
            told.add(flag.text)
            yield from _flagged(flag.kind, flag.text, block, state.measure.name + period)
    for _, page in material.tables:
        block = shown.get(f"table-{page.ref}")
        if block is not None:
            for flag in page.flags:
                if any(flag.text.endswith(text) for text in told):
                    continue
                yield from _flagged(FlagKind(flag.code), flag.text, block, page.title)


def _flagged(kind: FlagKind, text: str, block: Figure | Table, of: str) -> Iterable[Fault]:
    if kind in _CODES:
        yield Fault(
            _CODES[kind],
            text,
            "It was worked out again from the document’s own numbers, and does not agree.",
            where=f"{block.number}, {of}",
            anchor=block.anchor,
            facts=(kind.value, of, text),
        )


def held_faults(material: "Material", proses: tuple[Prose, ...]) -> Iterator[Fault]:
    """Typed texts that give a figure which the tables of this pack hold back."""
    held = material.held
    readings = Reading.objects.filter(pk__in=held.readings).values_list(
        "published", "indicator__name"
    )
    cells = TableCell.objects.filter(pk__in=held.cells, reading=None).values_list(
        "printed", "row__heading"
    )
    for printed, name in [*readings, *cells]:
        if not re.search(r"\d[.%]|%", printed or ""):
            continue
        told = re.compile(rf"(?<![\d.]){re.escape(printed)}(?![\d%])")
        meant = words_meaning(name)
        for prose in proses:
            plain = f"{prose.heading} {prose.text}".casefold()
            if told.search(prose.typed) and any(word in plain for word in meant):
                yield Fault(
                    "held-back-told",
                    f"{quoted(prose.typed)} gives a figure that the tables of this pack hold back.",
                    "What is held back in a table must not stand in the text: use its live field, "
                    "or leave it out.",
                    prose,
                    facts=(prose.anchor, name),
                )
