"""The words of each kind of cover: its titles, the sentence that leads, and what stands under it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plans.rules.words import count_of
from plans.selectors.meetings import short_words_of
from reports.blocks import Fact
from reports.readmodels_pack import Gap, PaperBar, PlanPack
from reports.sections.board_meeting import is_over, meeting_of, since
from reports.sections.plan_about import disclosure_notes, sources

if TYPE_CHECKING:
    from reports.material import Material


@dataclass(frozen=True)
class Cover:
    """What a kind of pack puts on its cover. `facts` follow those that every pack has."""

    title: str
    subtitle: str
    lead: str
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sources: tuple[str, ...] = ()
    bar: PaperBar | None = None


def plan_cover(material: "Material") -> Cover:
    """How the plan stands, in a sentence and a bar; what the pack holds, rests on and lacks."""
    pack = material.pack
    inspection = pack.state.inspection
    answers = (Fact("Answers the inspection", inspection),) if inspection else ()
    return Cover(
        title=material.asked.kind.label,
        subtitle=pack.state.title,
        lead=f"On {pack.as_at_text}: {pack.sentence}",
        facts=(Fact("What it holds", f"{pack.scope}."), *answers),
        notes=_notes(material, pack),
        gaps=pack.gaps,
        sources=sources(material),
        bar=pack.bar,
    )


def _notes(material: "Material", pack: PlanPack) -> tuple[str, ...]:
    held_back = disclosure_notes(material.policy) if material.is_public else ()
    questions = "" if material.is_public else pack.asked.sentence
    said = (pack.basis_sentence, pack.board_sentence, questions)
    return (*filter(None, said), f"Past their date. {pack.state.overdue_rule}", *held_back)


def board_cover(material: "Material") -> Cover:
    """Of which meeting the pack is, and how the plan stands before it."""
    pack = material.pack
    changes = Fact("Changes", f"since {since(material).words}")
    return Cover(
        title=material.asked.kind.label,
        subtitle=_meeting_words(material, pack),
        lead=f"On {pack.as_at_text}: {pack.sentence}",
        facts=(Fact("Plan", pack.state.title), changes),
        notes=_notes(material, pack),
        gaps=pack.gaps,
        sources=sources(material),
    )


def _meeting_words(material: "Material", pack: PlanPack) -> str:
    """ "Example management board, meeting of 24 September 2026"; "after" it where that is over."""
    meeting = meeting_of(material)
    if meeting is None:
        return pack.board.name or pack.state.title
    day = short_words_of(meeting)
    if is_over(material, meeting):
        return f"{meeting.board.name}, after the meeting of {day}"
    return f"{meeting.board.name}, meeting of {day}"


def review_cover(material: "Material") -> Cover:
    """Whose review it is, and of what."""
    review = material.review
    if review is None:
        return Cover(material.asked.kind.label, material.asked.plan.title, "No review was chosen.")
    n, asked_of = len(review.recommendations), review.executive
    to = f" to {_within(asked_of)}" if asked_of else ""
    held_back = disclosure_notes(material.policy) if material.is_public else ()
    return Cover(
        title=review.title,
        subtitle=review.panel,
        lead=(
            f"{count_of(len(review.conclusions), 'conclusion')} and "
            f"{count_of(n, 'recommendation')}{to}."
        ),
        facts=tuple(_review_facts(review)),
        notes=held_back,
        gaps=tuple(Gap(lack.what, "still missing") for lack in review.lacking),
        sources=(review.source_text,) if review.source_text else (),
    )


def _within(name: str) -> str:
    """A body's name as it stands in a sentence: "the Cabinet"."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _review_facts(review):
    if review.begins_text:
        yield Fact("Review began", review.begins_text)
    yield Fact("Published", review.published_text or "not yet")
    if review.plan_title:
        yield Fact("Plan", review.plan_title)
