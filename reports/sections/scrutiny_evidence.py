"""The evidence of a review: numbered paragraphs with who was heard and what was shown."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from plans.rules.dates import long_date
from plans.rules.words import count_of, listed
from reports.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Section,
    Span,
    Table,
    Tone,
    cell,
    words,
)
from reports.readmodels_review import EvidenceLine, MeetingLine, ReviewValues
from reports.rules.reviews import PanelMeetingKind
from reports.sections.scrutiny_exhibits import exhibit_blocks
from reports.sections.scrutiny_places import objective_key
from reports.sections.scrutiny_texts import (
    left_out,
    note,
    numbered,
    review_of,
    section,
    text_blocks,
)
from reports.sections.writing import heading, said

if TYPE_CHECKING:
    from reports.material import Material

_MEETINGS = {
    PanelMeetingKind.EVIDENCE.value: "to hear evidence",
    PanelMeetingKind.INFORMAL.value: "informal",
    PanelMeetingKind.SIGN_OFF.value: "to sign off the report",
}


def evidence_blocks(
    material: "Material", found: Iterable[EvidenceLine], number: str
) -> Iterator[Block]:
    """The paragraphs of one section under its number. Those left out keep theirs: no other takes it."""
    n_left_out = 0
    for e in found:
        if e.is_confidential and material.is_public:
            n_left_out += 1
            continue
        yield from _paragraph(material, e, f"{number}.{e.number.partition('.')[2]}")
    yield from left_out(n_left_out)


def _paragraph(material: "Material", e: EvidenceLine, number: str) -> Iterator[Block]:
    if e.heading:
        yield Heading(e.heading, 2, anchor=f"heading-{e.id}")
    own = text_blocks(material, e.text, empty="This paragraph has no words.")
    yield from numbered(own, number, f"paragraph-{e.id}")
    if e.is_confidential:
        yield note("Confidential: this paragraph is in no pack for the public.")
    yield from _behind(material, e)
    yield from exhibit_blocks(material, e)


def _behind(material: "Material", e: EvidenceLine) -> Iterator[Block]:
    """Who was heard, and the document where it is another than that of the review."""
    heard: dict[str, list[str]] = {}
    for w in e.witnesses:
        heard.setdefault(w.text, []).append(w.meeting_text)
    named = [f"{who} ({listed(days)})" for who, days in heard.items()]
    texts = [f"Heard from: {'; '.join(named)}."] if named else []
    own = material.asked.review.source if material.asked.review else None
    if e.source_text and not (own and e.source_text.startswith(f"{own.title}, ")):
        texts.append(f"Source: {e.source_text}.")
    if texts:
        yield Paragraph(words(" ".join(texts)), tone=Tone.SOURCE)


def objective(n: int, own_title: str) -> Callable[["Material", str], Section | None]:
    """What gathers the section of the objective at that place; None where the review has no such."""

    def gather(material: "Material", title: str) -> Section | None:
        review, key = review_of(material), objective_key(n)
        if n > len(review.objectives):
            return None
        o = review.objectives[n - 1]
        number = material.fields.places.number(key)
        blocks = tuple(evidence_blocks(material, o.evidence, number))
        empty = "No evidence has been recorded under this objective."
        return section(
            material, key, o.title if title == own_title else title, blocks or (note(empty),)
        )

    return gather


def background(material: "Material", title: str) -> Section:
    """The background: its paragraphs, who sat on the panel, what it asked, when it met."""
    review = review_of(material)
    number = material.fields.places.number("background")
    blocks = [
        *evidence_blocks(material, review.background, number),
        heading("Who sat on the panel", "membership"),
        _members(review),
        heading("Objectives of the review", "objectives-of-the-review"),
        *_objectives(material, review),
        heading("Meetings of the panel", "meetings-of-the-panel"),
        Paragraph(_met(material, review)),
    ]
    return section(material, "background", title, blocks)


def _members(review: ReviewValues) -> Table:
    return Table(
        caption=f"Membership of the {review.panel}",
        columns=(
            Column("Role", 40, heads_rows=True),
            Column("How many", 15, is_number=True),
            Column("When", 45),
        ),
        rows=tuple(
            (cell(m.role), cell(f"{m.n_people:,}", m.n_people), cell(m.when_text or "not recorded"))
            for m in review.members
        ),
        anchor="panel-members",
        empty="Nobody is recorded as sitting on the panel.",
        group="Panel members",
    )


def _objectives(material: "Material", review: ReviewValues) -> Iterator[Block]:
    """Each objective with the section that answers it."""
    places = material.fields.places
    items, numbers = [], []
    for n, o in enumerate(review.objectives, start=1):
        spans, key = [Span(o.title)], objective_key(n)
        if places.has(key):
            link = Span(places.words(key), link=f"#{key}", page_of=key)
            spans += [Span(": "), link]
        items.append(tuple(spans))
        numbers.append(f"{n}.")
    if items:
        yield Bullets(tuple(items), tuple(numbers))
    else:
        yield from said("No objective of the review has been recorded.")


def _met(material: "Material", review: ReviewValues):
    places = material.fields.places
    spans = [Span(meetings_sentence(review.meetings))]
    key = "meetings-and-evidence"
    if review.meetings and places.has(key):
        spans += [
            Span(" They are listed in "),
            Span(places.words(key), link=f"#{key}", page_of=key),
            Span(", with whom the panel heard and what it received."),
        ]
    return tuple(spans)


def meetings_sentence(meetings: Iterable[MeetingLine]) -> str:
    """How many meetings are on record, of which kinds, between which days."""
    found = list(meetings)
    if not found:
        return "No meeting of the panel is recorded."
    kinds = [
        f"{n:,} {word}"
        for kind, word in _MEETINGS.items()
        if (n := sum(1 for m in found if m.kind == kind))
    ]
    days = sorted(m.held_on for m in found if m.held_on)
    when = ""
    if days:
        when = f" from {long_date(days[0])} to {long_date(days[-1])}"
        when = f" on {long_date(days[0])}" if days[0] == days[-1] else when
    undated = len(found) - len(days)
    without = f" The day of {undated:,} of them is not recorded." if undated and days else ""
    verb = "is" if len(found) == 1 else "are"
    counted = f"{count_of(len(found), 'meeting')} of the panel {verb} on record{when}"
    return f"{counted}: {listed(kinds)}.{without}"
