"""What opens a scrutiny report: preface, summary, conclusions, recommendations, purpose."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from plans.rules.words import listed
from reports.blocks import Block, Heading, Section, Span, Words
from reports.readmodels_review import RecommendationLine
from reports.rules.reviews import NarrativeKind
from reports.sections.scrutiny_texts import note, numbered, review_of, section, text_blocks

if TYPE_CHECKING:
    from reports.material import Material

NO_OBJECTIVE = "No objective of the review has been recorded."


def narrative(material: "Material", kind: NarrativeKind, *, empty: str) -> tuple[Block, ...]:
    """One of the texts that stand alone."""
    text = review_of(material).narratives.get(kind.value)
    return text_blocks(material, text, empty=empty, prefix=kind.value)


def preface(material: "Material", title: str) -> Section | None:
    """The chair's words; None where the report has none."""
    blocks = narrative(material, NarrativeKind.PREFACE, empty="")
    return section(material, "preface", title, blocks) if blocks else None


def summary(material: "Material", title: str) -> Section:
    """What was found on each objective, in brief."""
    blocks: list[Block] = []
    for n, o in enumerate(review_of(material).objectives, start=1):
        blocks.append(Heading(o.title, 2, anchor=f"summary-{n}", number=f"{n}."))
        empty = "No summary has been written for this objective."
        blocks += text_blocks(material, o.summary, empty=empty, prefix=f"summary-{n}")
    return section(material, "executive-summary", title, blocks or (note(NO_OBJECTIVE),))


def conclusions(material: "Material", title: str) -> Section:
    """The conclusions in their order."""
    found = review_of(material).conclusions
    blocks: list[Block] = list(narrative(material, NarrativeKind.CONCLUSIONS, empty=""))
    for c in found:
        own = text_blocks(material, c.text, empty="This conclusion has no words.")
        blocks += numbered(own, f"{c.number}.", f"conclusion-{c.number}")
    if not found:
        blocks.append(note("The panel has drawn no conclusion yet."))
    return section(material, "conclusions", title, blocks)


def recommendations(material: "Material", title: str) -> Section:
    """The recommendations in their order, each with the conclusions that it rests on."""
    found = review_of(material).recommendations
    blocks: list[Block] = list(narrative(material, NarrativeKind.RECOMMENDATIONS, empty=""))
    for r in found:
        blocks += _recommendation(material, r)
    if not found:
        blocks.append(note("The panel has made no recommendation yet."))
    return section(material, "recommendations", title, blocks)


def _recommendation(material: "Material", r: RecommendationLine) -> Iterator[Block]:
    own = text_blocks(material, r.text, empty="This recommendation has no words.")
    is_linked = material.fields.places.has("conclusions")
    for block in numbered(own, f"{r.number}.", f"recommendation-{r.number}"):
        if getattr(block, "anchor", "") == f"recommendation-{r.number}":
            block = replace(block, words=(*block.words, *resting(r, is_linked=is_linked)))
        yield block


def resting(r: RecommendationLine, *, is_linked: bool) -> Words:
    """ " (conclusions 1 and 4)", each number leading to its conclusion."""
    if not r.conclusions:
        return (Span(" (rests on no conclusion)", is_dim=True),)
    word = "conclusion" if len(r.conclusions) == 1 else "conclusions"
    if not is_linked:
        return (Span(f" ({word} {listed([str(n) for n in r.conclusions])})"),)
    spans = [Span(f" ({word} ")]
    for n, number in enumerate(r.conclusions):
        between = "" if not n else " and " if n == len(r.conclusions) - 1 else ", "
        spans += [Span(between)] if between else []
        spans.append(Span(str(number), link=f"#conclusion-{number}"))
    return (*spans, Span(")"))


def purpose(material: "Material", title: str) -> Section:
    blocks = narrative(material, NarrativeKind.PURPOSE, empty="No purpose has been written.")
    return section(material, "purpose", title, blocks)


def comments(key: str) -> Callable[["Material", str], Section]:
    """What gathers one of the comments of officers: on equalities, on law, on finance."""

    def gather(material: "Material", title: str) -> Section:
        kind = NarrativeKind(key)
        empty = f"No comment on {key} has been recorded."
        return section(material, key, title, narrative(material, kind, empty=empty))

    return gather
