"""The sections of a review in the order of its report, for the page that shows the whole of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.models import Review
from reports.readmodels_review import ReviewValues
from reports.readmodels_review_parts import PartGroup, PartRow
from reports.rules.reviews import NarrativeKind
from reports.selectors.review_parts import part_groups


@dataclass(frozen=True)
class ReviewSection:
    """One section: the part in which it is written, and its rows."""

    anchor: str
    title: str
    part: str
    rows: tuple[PartRow, ...]
    empty: str = "Not written yet."


def review_sections(review: Review, values: ReviewValues) -> tuple[ReviewSection, ...]:
    """Everything that the report says, in its order; one query, for the glossary."""
    return tuple(_sections(review, values))


def _sections(review: Review, values: ReviewValues) -> Iterator[ReviewSection]:
    groups = {
        part: part_groups(review, values, part)
        for part in ("texts", "objectives", "members", "meetings", "evidence", "conclusions")
    }
    texts = {row.title: row for row in groups["texts"][0].rows}
    yield _text(texts, NarrativeKind.PREFACE)
    yield _of("summary", "Executive summary", "objectives", groups["objectives"][0])
    yield _with_text(texts, NarrativeKind.CONCLUSIONS, "conclusions", groups["conclusions"][0])
    recommended = part_groups(review, values, "recommendations")[0]
    answered = part_groups(review, values, "responses")[0]
    told = PartGroup("", _with_answers(recommended, answered), empty=recommended.empty)
    yield _with_text(texts, NarrativeKind.RECOMMENDATIONS, "recommendations", told)
    yield _text(texts, NarrativeKind.PURPOSE)
    yield _of("panel", "The panel", "members", groups["members"][0])
    for n, group in enumerate(groups["evidence"]):
        yield _of(f"evidence-{n}", group.title, "evidence", group)
    for kind in (NarrativeKind.EQUALITIES, NarrativeKind.LAW, NarrativeKind.FINANCE):
        yield _text(texts, kind)
    yield _of("meetings", "Meetings and evidence", "meetings", groups["meetings"][0])
    yield _of("glossary", "Glossary", "glossary", part_groups(review, values, "glossary")[0])


def _text(texts: dict[str, PartRow], kind: NarrativeKind) -> ReviewSection:
    row = texts[kind.label]
    rows = (_untitled(row),) if row.id else ()
    return ReviewSection(kind.value, kind.label, "texts", rows)


def _untitled(row: PartRow) -> PartRow:
    """A text that stands under a heading of its own."""
    return PartRow(row.id, "", row.short, markdown=row.markdown, notes=row.notes)


def _of(anchor: str, title: str, part: str, group: PartGroup) -> ReviewSection:
    return ReviewSection(anchor, title, part, group.rows, group.empty)


def _with_text(
    texts: dict[str, PartRow], kind: NarrativeKind, part: str, group: PartGroup
) -> ReviewSection:
    """A section that a text opens, where one is written."""
    opening = texts[kind.label]
    rows = (_untitled(opening), *group.rows) if opening.id else group.rows
    return ReviewSection(part, part.capitalize(), part, rows, group.empty)


def _with_answers(recommended: PartGroup, answered: PartGroup) -> tuple[PartRow, ...]:
    """Each recommendation with what was answered to it, the latest answer first."""
    return tuple(
        PartRow(row.id, "", row.short, row.number, row.markdown, (*row.notes, *answer.notes))
        for row, answer in zip(recommended.rows, answered.rows, strict=True)
    )
