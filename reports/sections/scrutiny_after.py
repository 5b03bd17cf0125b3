"""What follows the evidence: implications, answers, meetings, the glossary, the plan, the notes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from plans.rules.words import count_of
from reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    PageBreak,
    Section,
    Table,
    cell,
    words,
)
from reports.readmodels_review import MeetingLine, RecommendationLine, ReviewValues
from reports.sections import plan_key
from reports.sections.plan_about import NO_SOURCE, NOTES, disclosure_blocks, gap_blocks
from reports.sections.plan_about import sources as plan_sources
from reports.sections.plan_actions import plan_blocks
from reports.sections.scrutiny_exhibits import page_of, shown_refs
from reports.sections.scrutiny_places import ANSWERS, PLAN, is_answerable, objective_key
from reports.sections.scrutiny_texts import first_words, review_of, section
from reports.sections.writing import dim, heading, lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material

NONE_RECORDED = "none recorded"
_NUMBER = Column("No.", 6, heads_rows=True)


def implications(material: "Material", title: str) -> Section:
    """What each recommendation implies: who is to act, for which policy, with what."""
    table = Table(
        caption="Budget and policy implications of the recommendations",
        columns=(
            _NUMBER,
            Column("Recommendation", 29),
            Column("Action by", 20),
            Column("Policy framework", 22),
            Column("Resource implications", 23),
        ),
        rows=tuple(
            (
                cell(str(r.number), r.number),
                _text(material, r),
                _several(r.action_by),
                _several(r.policy_framework),
                _several(r.resource_implications),
            )
            for r in review_of(material).recommendations
        ),
        anchor="implications-table",
        empty="The panel has made no recommendation yet.",
        group="Implications",
    )
    return section(material, "implications", title, (table,))


def _text(material: "Material", r: RecommendationLine) -> Cell:
    return Cell((Line(first_words(material, r.text)),))


def _several(texts: Sequence[str]) -> Cell:
    """A line each, with a dash where they are several: a line that runs on is not taken for two."""
    if not texts:
        return cell(NONE_RECORDED)
    return cell(texts[0]) if len(texts) == 1 else lines(*(f"– {text}" for text in texts))


def answers(material: "Material", title: str) -> Section | None:
    """What the executive answered and what came of it; None before the report was published."""
    review = review_of(material)
    if not is_answerable(material, review):
        return None
    table = Table(
        caption="Answers to the recommendations, and how far they were carried out",
        columns=(
            _NUMBER,
            Column("Recommendation", 30),
            Column("Answer", 17),
            Column("Reason", 23),
            Column("Carried out", 24),
        ),
        rows=tuple(tuple(_answered(material, r)) for r in review.recommendations),
        anchor="answers-table",
        group="Answers",
    )
    return section(material, ANSWERS, title, (*said(review.clock.sentence), table))


def _answered(material: "Material", r: RecommendationLine) -> Iterator[Cell]:
    yield cell(str(r.number), r.number)
    yield _text(material, r)
    if r.answers:
        last = r.answers[-1]
        yield lines(last.label, dim(f"{last.answered_by}, {last.answered_on_text}"))
        reason = first_words(material, last.reason) if _is_said(last.reason) else ()
        yield Cell((Line(reason),)) if reason else cell("none given")
    else:
        yield cell("not answered")
        yield cell("none given")
    yield _carried_out(material, r)


def _carried_out(material: "Material", r: RecommendationLine) -> Cell:
    if not r.steps:
        return cell("nothing recorded")
    last = r.steps[-1]
    text = Line(first_words(material, last.text)) if _is_said(last.text) else None
    action = dim(f"Action {last.action_ref}") if last.action_ref else None
    return lines(last.label, dim(last.on_text), text, action)


def _is_said(text) -> bool:
    return bool(text.markdown or text.is_withheld)


def meetings(material: "Material", title: str) -> Section:
    """Every meeting with whom the panel heard and what it received."""
    table = Table(
        caption="Meetings of the panel, witnesses, and documents received",
        columns=(
            Column("Meeting", 41, heads_rows=True),
            Column("Witnesses", 30),
            Column("Documents received", 29),
        ),
        rows=tuple(_meeting(m) for m in review_of(material).meetings),
        anchor="meetings-table",
        empty="No meeting of the panel is recorded.",
        group="Meetings of the panel",
    )
    return section(material, "meetings-and-evidence", title, (table,))


def _meeting(m: MeetingLine) -> tuple[Cell, ...]:
    first = lines(m.date_text, dim(m.kind_label), dim(m.note) if m.note else None, value=m.held_on)
    return first, _several([w.text for w in m.witnesses]), _several(m.documents)


def glossary(material: "Material", title: str) -> Section:
    """The terms of the report in the order of the alphabet."""
    terms = sorted(review_of(material).terms, key=lambda term: term[0].casefold())
    table = Table(
        caption="Terms used in this report",
        columns=(Column("Term", 25, heads_rows=True), Column("What it means", 75)),
        rows=tuple((cell(short), cell(meaning)) for short, meaning in terms),
        anchor="glossary-table",
        empty="No term has been recorded.",
        group="Glossary",
    )
    return section(material, "glossary", title, (table,))


def plan(material: "Material", title: str) -> Section | None:
    """The plan under its key, as at the day; None where the review is of no plan."""
    review = review_of(material)
    if not review.plan_ref:
        return None
    places = material.fields.places
    in_report = (o for n, o in enumerate(review.objectives, 1) if places.has(objective_key(n)))
    shown = [*(e for o in in_report for e in o.evidence)]
    if places.has("background"):
        shown += review.background
    with_figures = frozenset(
        ref
        for ref in shown_refs(shown)
        if any(i.section.ref == ref for i in material.pack.measured.indicators)
    )
    key = plan_key.gather(material, "Key")
    blocks: list[Block] = [
        lead(f"On {material.pack.as_at_text}: {material.pack.sentence}"),
        heading("Key", key.anchor),
        *key.blocks,
        PageBreak(),
        *plan_blocks(material.pack.parts, with_figures),
    ]
    return section(material, PLAN, title, blocks, is_wide=True, legend=key.legend)


def about(material: "Material", title: str) -> Section:
    """What stands behind the report: documents, how it counts, what it holds back."""
    review = review_of(material)
    notes = [*NOTES, f"Past their date. {material.pack.state.overdue_rule}"]
    blocks: list[Block] = [
        heading("Sources"),
        Bullets(tuple(words(text) for text in sources(material))),
        heading("Notes"),
        Bullets(tuple(words(text) for text in (*notes, review.clock.sentence))),
        *gap_blocks(material.pack.gaps),
    ]
    if material.is_public:
        blocks += disclosure_blocks(material.policy)
        blocks += said(_confidential(review))
    return section(material, "review-about", title, blocks)


def sources(material: "Material") -> tuple[str, ...]:
    """The document of the review, those of its plan and indicators, those of the tables shown."""
    review = review_of(material)
    shown = (
        page.document
        for e in evidence_of(review)
        for x in e.exhibits
        if x.table_id and (page := page_of(material, x.table_id)) and page.document
    )
    own = material.asked.review.source if material.asked.review else None
    found = (own.title if own else "", *plan_sources(material), *shown)
    return tuple(dict.fromkeys(filter(None, found))) or (NO_SOURCE,)


def evidence_of(review: ReviewValues):
    """Every paragraph of the review in its order."""
    return (*review.background, *(e for o in review.objectives for e in o.evidence))


def _confidential(review: ReviewValues) -> str:
    n = sum(e.is_confidential for e in evidence_of(review))
    if not n:
        return ""
    verb = "is" if n == 1 else "are"
    return f"{count_of(n, 'paragraph')} of evidence {verb} marked confidential and left out."
