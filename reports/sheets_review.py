"""The sheets of a scrutiny report: what a review concluded, on what evidence, and what came of it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from plans.rules.dates import Precision, long_date
from plans.rules.words import count_of
from reports.blocks import Bullets, Table
from reports.narrative.markdown import blocks_of
from reports.readmodels_pack import NO_DAY, Day
from reports.readmodels_review import (
    AnswerLine,
    EvidenceLine,
    MeetingLine,
    ProgressLine,
    RecommendationLine,
    ReviewValues,
    Text,
)
from reports.released import NOT_RELEASED
from reports.sheets import NOT_APPLICABLE, Column, Sheet

if TYPE_CHECKING:
    from reports.material import Material

Said = Callable[[Text], str]
_SEE = "(see the report)"  # what stands in a sheet for a reference to a place in the paper


def review_facts(review: ReviewValues) -> Iterable[tuple[str, Any]]:
    """What the cover says of the review."""
    yield "Review", review.title
    if review.panel:
        yield "Panel", review.panel
    if review.executive:
        yield "Reports to", review.executive
    if review.begins_text:
        yield "Began", review.begins_text
    if review.published_text:
        yield "Published", review.published_text
    yield "Time for an answer", review.clock.sentence


def review_sheets(material: "Material") -> tuple[Sheet, ...]:
    """The sheets of the review that the material is of, in their order."""
    review, said = material.review, _words_in(material)
    n = len(review.recommendations)
    return (
        Sheet(
            "Conclusions",
            _conclusions(said),
            review.conclusions,
            heading="What the panel concluded",
            notes=(f"One row a conclusion: {count_of(len(review.conclusions), 'conclusion')}.",),
        ),
        Sheet(
            "Recommendations",
            _recommendations(said),
            review.recommendations,
            heading="What the panel recommended, what it implies, and what became of it",
            notes=(f"One row a recommendation: {count_of(n, 'recommendation')}.",),
        ),
        Sheet(
            "Evidence",
            _evidence(said),
            tuple(_all_evidence(review)),
            heading="What the panel heard and read, paragraph by paragraph",
            notes=("Paragraphs have the numbers that the report gives them.",),
        ),
        *_people(review),
    )


def _people(review: ReviewValues) -> Iterable[Sheet]:
    """Who met, when, who spoke and what was handed in; and what the report's terms mean."""
    met = review.meetings
    yield Sheet("Panel meetings", _MEETINGS, met, heading="Meetings of the panel")
    witnesses = tuple((w, m) for m in met for w in m.witnesses)
    yield Sheet("Witnesses", _WITNESSES, witnesses, heading="Who gave evidence, by role")
    documents = tuple((title, m) for m in met for title in m.documents)
    yield Sheet(
        "Documents received", _DOCUMENTS, documents, heading="Documents that the panel received"
    )
    yield Sheet("Members", _MEMBERS, review.members, heading="Members of the panel, by role")
    yield Sheet("Glossary", _TERMS, review.terms, heading="What terms and short forms mean")


# ---------- what is typed, as plain words ----------


def _words_in(material: "Material") -> Said:
    def said(text: Text) -> str:
        if text.is_withheld:
            return NOT_RELEASED
        blocks = blocks_of(text.markdown, material.fields).blocks
        return "\n".join(line for block in blocks for line in _lines(block))

    return said


def _lines(block: Any) -> Iterable[str]:
    match block:
        case Bullets():
            numbers = block.numbers or ("–",) * len(block.items)
            for number, item in zip(numbers, block.items, strict=True):
                yield f"{number} {_plain(item)}"
        case Table():
            yield "; ".join(column.heading for column in block.columns)
            for row in block.rows:
                yield "; ".join(" ".join(cell.text.split()) for cell in row)
        case _:
            said = getattr(block, "words", None)
            yield _plain(said) if said else getattr(block, "text", "")


def _plain(said) -> str:
    return "".join(span.text or (_SEE if span.link else "") for span in said)


# ---------- columns ----------


def _listed(numbers: Iterable[int]) -> str:
    return "; ".join(str(n) for n in numbers)


def _conclusions(said: Said) -> tuple[Column, ...]:
    return (
        Column("Number", lambda r: r.number, 9),
        Column("Conclusion", lambda r: said(r.text), 90),
        Column("Recommendations", lambda r: _listed(r.recommendations), 18, NOT_APPLICABLE),
        Column("Source", lambda r: r.source_text, 44),
    )


def _last_answer(row: RecommendationLine) -> AnswerLine | None:
    return row.answers[-1] if row.answers else None


def _last_step(row: RecommendationLine) -> ProgressLine | None:
    return row.steps[-1] if row.steps else None


def _of(last: Callable, get: Callable[[Any], Any]) -> Callable[[RecommendationLine], Any]:
    def taken(row: RecommendationLine) -> Any:
        found = last(row)
        return None if found is None else get(found)

    return taken


def _recommendations(said: Said) -> tuple[Column, ...]:
    return (
        Column("Number", lambda r: r.number, 9),
        Column("Recommendation", lambda r: said(r.text), 70),
        Column("Conclusions", lambda r: _listed(r.conclusions), 13),
        Column("Action by", lambda r: "\n".join(r.action_by), 30),
        Column("Policy framework", lambda r: "\n".join(r.policy_framework), 34),
        Column("Resource implications", lambda r: "\n".join(r.resource_implications), 34),
        Column("Answer", _of(_last_answer, lambda a: a.label), 18),
        Column("Answered on", _of(_last_answer, lambda a: a.answered_on), 14),
        Column("Answered by", _of(_last_answer, lambda a: a.answered_by), 22),
        Column("Reason", _of(_last_answer, lambda a: said(a.reason)), 44, NOT_APPLICABLE),
        Column("Progress", _of(_last_step, lambda s: s.label), 18),
        Column("Progress on", _of(_last_step, lambda s: s.on), 14),
        Column("What was done", _of(_last_step, lambda s: said(s.text)), 44),
        Column(
            "Carried out by action", _of(_last_step, lambda s: s.action_ref), 14, NOT_APPLICABLE
        ),
        Column("Source", lambda r: r.source_text, 44),
    )


def _all_evidence(review: ReviewValues) -> Iterable[tuple[str, EvidenceLine]]:
    """Each paragraph with the objective that it bears on, in the order of the report."""
    yield from (("Background", line) for line in review.background)
    for objective in review.objectives:
        title = f"{objective.number}. {objective.title}"
        yield from ((title, line) for line in objective.evidence)


def _evidence(said: Said) -> tuple[Column, ...]:
    return (
        Column("Number", lambda r: r[1].number, 9),
        Column("Objective", lambda r: r[0], 34),
        Column("Heading", lambda r: r[1].heading, 26, NOT_APPLICABLE),
        Column("Text", lambda r: said(r[1].text), 90),
        Column("Witnesses", lambda r: "\n".join(w.text for w in r[1].witnesses), 34),
        Column("Figures and tables", lambda r: "\n".join(x.caption for x in r[1].exhibits), 30,
               NOT_APPLICABLE),
        Column("Number as printed", lambda r: r[1].number_as_printed, 12, NOT_APPLICABLE),
        Column("Source", lambda r: r[1].source_text, 44),
    )  # fmt: skip


def _held_on(row: MeetingLine) -> Day:
    """The day of a meeting, as a date only where it is known to the day."""
    if row.held_on is None:
        return Day(None, row.date_text, None) if row.date_text else NO_DAY
    if row.date_text != long_date(row.held_on):
        return Day(None, row.date_text, None)
    return Day(row.held_on, row.date_text, Precision.DAY)


_MEETINGS = (
    Column("Held on", _held_on, 16),
    Column("Kind", lambda r: r.kind_label, 30),
    Column("Witnesses", lambda r: "\n".join(w.text for w in r.witnesses), 50, NOT_APPLICABLE),
    Column("Documents received", lambda r: "\n".join(r.documents), 50, NOT_APPLICABLE),
    Column("Note", lambda r: r.note, 44, NOT_APPLICABLE),
    Column("Source", lambda r: r.source_text, 44),
)
_WITNESSES = (
    Column("Role", lambda r: r[0].role, 50),
    Column("Agency", lambda r: r[0].agency, 40),
    Column("Meeting", lambda r: _held_on(r[1]), 16),
    Column("Source", lambda r: r[1].source_text, 44),
)
_DOCUMENTS = (
    Column("Document", lambda r: r[0], 80),
    Column("Meeting", lambda r: _held_on(r[1]), 16),
    Column("Source", lambda r: r[1].source_text, 44),
)
_MEMBERS = (
    Column("Role", lambda r: r.role, 34),
    Column("People", lambda r: r.n_people, 9),
    Column("When", lambda r: r.when_text, 34, NOT_APPLICABLE),
    Column("From", lambda r: r.from_on, 14),
    Column("Until", lambda r: r.until_on, 14, NOT_APPLICABLE),
    Column("Source", lambda r: r.source_text, 44),
)
_TERMS = (Column("Term", lambda r: r[0], 26), Column("Meaning", lambda r: r[1], 90))
