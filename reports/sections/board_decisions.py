"""What the board is asked to decide: what to endorse, which dates to agree, what to set aside."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from plans.models import Meeting
from plans.readmodels_meetings import AskedAction, Asks, DateWanted
from plans.rules.governance import AnswerKind
from plans.selectors.meeting_asks import meeting_asks, plans_of
from plans.selectors.meeting_questions import as_asked
from plans.selectors.meetings import words_of
from reports.blocks import Block, Column, Section, Table, cell
from reports.pack_texts import texts_of
from reports.sections.board_meeting import meeting_before, meeting_to_decide
from reports.sections.writing import dim, lead, lines, notes, rated, said

if TYPE_CHECKING:
    from reports.material import Material

UNEVIDENCED = "No evidence is recorded."
NO_BOARD = "No board is recorded for this plan, so no decision is wanted of one."


def gather(material: "Material", title: str) -> Section:
    """What is asked of the meeting that the pack is for, in the order in which it is worked down."""
    board = material.asked.plan.board
    blocks = tuple(_blocks(material, Meeting(board=board))) if board else (lead(NO_BOARD),)
    return Section("board-decisions", title, blocks, "decisions")


def _blocks(material: "Material", none_yet: Meeting) -> Iterator[Block]:
    plan, as_at = material.asked.plan, material.as_at
    meeting = meeting_to_decide(material) or none_yet
    plans = [p for p in plans_of(meeting, as_at=as_at) if p.pk == plan.pk]
    asks = meeting_asks(
        meeting,
        meeting_before(material),
        plans,
        [as_asked(q, plan) for q in material.pack.questions if q.state == AnswerKind.ASKED],
        as_at=as_at,
        texts=texts_of(material.releases),
        only=plan,
    )
    yield lead(asks.sentence)
    of = f"of the meeting of {words_of(meeting)}" if meeting.pk else "of the next meeting"
    yield from said(f"Asked {of}. {asks.papers_text}.")
    yield from _tables(asks)


def _tables(asks: Asks) -> Iterator[Block]:
    yield _endorse("Reported complete, to endorse, challenge or defer", "complete", asks.complete)
    if asks.more:
        yield _endorse("Other updates that wait for the board", "more", asks.more)
    yield _dates(asks.dates)
    if asks.questions:
        yield Table(
            caption="Questions that the board is asked to set aside",
            columns=(Column("No.", 10, heads_rows=True), Column("Question", 90)),
            rows=tuple(
                (cell(q.ref or "Plan"), lines(q.text, dim(q.note) if q.note else None))
                for q in asks.questions
            ),
            anchor="decisions-questions",
            group="Decisions wanted",
        )
    if asks.decided:
        yield _endorse("Decided at this meeting already", "decided", asks.decided)
    if asks.late:
        refs = ", ".join(item.ref for item in asks.late)
        yield from notes(f"Newly late: {refs}. {asks.late_since}")


def _endorse(caption: str, name: str, items: Iterable[AskedAction]) -> Table:
    """What each has in common, that no evidence is recorded, is said once over the table."""
    items = list(items)
    is_bare = len(items) > 1 and all(UNEVIDENCED in item.notes for item in items)
    return Table(
        caption=caption,
        sentence="No evidence is recorded for any of them." if is_bare else "",
        columns=(
            Column("No.", 8, heads_rows=True),
            Column("Action", 34),
            Column("Reported", 16),
            Column("To know before deciding", 42),
        ),
        rows=tuple(
            (
                cell(item.ref),
                cell(item.title),
                rated(item.mark),
                lines(*(_known(item, is_bare=is_bare) or ("nothing more is recorded",))),
            )
            for item in items
        ),
        anchor=f"decisions-{name}",
        empty="None.",
        group="Decisions wanted",
    )


def _known(item: AskedAction, *, is_bare: bool) -> tuple[str, ...]:
    late = (f"Past its date, by {item.days_late} days.",) if item.days_late else ()
    notes_of = (text for text in item.notes if not (is_bare and text == UNEVIDENCED))
    return (*((item.decided,) if item.decided else ()), *late, *notes_of)


def _dates(items: Iterable[DateWanted]) -> Table:
    return Table(
        caption="Dates to agree",
        columns=(
            Column("No.", 8, heads_rows=True),
            Column("Action", 34),
            Column("How its date stands", 58),
        ),
        rows=tuple(
            (cell(item.ref), cell(item.title), lines(item.text, dim(item.note))) for item in items
        ),
        anchor="decisions-dates",
        empty="None.",
        group="Decisions wanted",
    )
