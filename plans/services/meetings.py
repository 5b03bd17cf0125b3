"""What the board's chair and clerk write of a meeting: when and where it is, its agenda, its papers."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from plans.models import (
    Board,
    Meeting,
    MeetingPaper,
    Plan,
    User,
)
from plans.rules.access import GOVERNORS
from plans.rules.dates import date_text, long_date, read_date
from plans.rules.governance import MeetingKind
from plans.rules.meetings import boundary_on, date_words, has_happened, short_words
from plans.services.acting import acting
from plans.services.days import day_of
from plans.services.errors import NotAllowed, Refused, WrongDate


class RecordedSince(Refused):
    """Somebody else recorded otherwise, or the same, after the form was opened."""


def require_governor(by: User) -> None:
    """Raises NotAllowed unless the person writes for the board: its chair or the clerk."""
    if by.position not in GOVERNORS:
        raise NotAllowed("Only the chair of the board and the clerk record this.")


def boundary_day(meeting: Meeting) -> date | None:
    """The day at whose end the meeting is past; None where it has no date."""
    return boundary_on(meeting.held_on, meeting.precision, meeting.not_before, meeting.not_after)


def name_of(meeting: Meeting) -> str:
    """When the meeting is or was, in a few words."""
    return short_words(meeting.held_on, meeting.precision)


def require_held(meeting: Meeting, *, at: datetime) -> date:
    """The day that the meeting's decisions count from: that at whose end it is past.

    Raises WrongDate where the meeting has no date, or has not happened by the day of `at`.
    """
    boundary, today = boundary_day(meeting), day_of(at)
    if boundary is None:
        raise WrongDate(
            "This meeting has no date on record: give its date before anything is recorded of it."
        )
    if not has_happened(boundary, on=today):
        words = date_words(
            meeting.held_on, meeting.precision, meeting.not_before, meeting.not_after
        )
        raise WrongDate(
            f"This meeting has not happened by {long_date(today)} (its date: {words}): "
            "nothing can be recorded of it yet."
        )
    return boundary


def require_open(meeting: Meeting) -> Meeting:
    """The meeting, locked until the transaction ends, so that two clerks write one after the other.

    Lock the meeting before any action. Raises Refused where its minutes are agreed.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    refuse_agreed(meeting)
    return meeting


def refuse_agreed(meeting: Meeting) -> None:
    """Raises Refused where the minutes of the meeting are agreed, as far as it was read."""
    if meeting.agreed_at is not None:
        raise Refused(
            f"The minutes of this meeting were agreed on {long_date(day_of(meeting.agreed_at))}: "
            "nothing is added to them. Record it at the next meeting."
        )


def require_writable(meeting: Meeting, *, by: User, at: datetime) -> tuple[Meeting, date]:
    """The meeting, locked, and the day that what is written of it counts from.

    Raises as `require_governor`, `require_open` and `require_held` do.
    """
    require_governor(by)
    meeting = require_open(meeting)
    return meeting, require_held(meeting, at=at)


def require_board_of(meeting: Meeting, plan: Plan) -> None:
    """Raises Refused where the plan is held to by another board than the one that met."""
    if plan.board_id not in (None, meeting.board_id):
        raise Refused(
            f"The plan “{plan.title}” is not held to by the board that met: "
            "its own board decides on it."
        )


def place_after(rows) -> int:
    """The position after the last one."""
    return (rows.order_by().aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def add_meeting(
    board: Board,
    *,
    by: User,
    at: datetime,
    as_written: str,
    kind: MeetingKind | str = MeetingKind.ORDINARY,
    venue: str = "",
    agenda: str = "",
    papers: Sequence[tuple[str, str]] = (),
) -> Meeting:
    """A new meeting of the board, past or to come, with its agenda and its papers (title, link).

    A day that the board already has a meeting on is refused: the same meeting is not added twice.
    """
    require_governor(by)
    board = Board.objects.select_for_update(of=("self",)).get(pk=board.pk)
    facts = _date_facts(as_written)
    _require_free(board, facts["held_on"], facts["precision"])
    meeting = Meeting.objects.create(
        board=board,
        ref=_free_ref(board, facts["held_on"], facts["precision"]),
        kind=MeetingKind(kind),
        venue=venue.strip(),
        agenda=_lines(agenda),
        recorded_by=by,
        recorded_at=at,
        **facts,
    )
    _set_papers(meeting, papers, by=by, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    by: User,
    at: datetime,
    as_written: str,
    venue: str = "",
    agenda: str = "",
    papers: Sequence[tuple[str, str]] | None = None,
    kind: MeetingKind | str | None = None,
    seen: str | None = None,
) -> Meeting:
    """The meeting with another date, place, agenda or papers (None: those that it has).

    `seen` is the mark (`mark_of`) of what its writer had before them; None: not asked.

    Refused once its minutes are agreed; and another date once anything was recorded of it, since
    that counts from the day of the meeting.
    """
    require_governor(by)
    meeting = require_open(meeting)
    if seen is not None and seen != mark_of(meeting):
        raise RecordedSince(
            "Somebody else changed this meeting since you opened this page. Nothing of yours is "
            "written yet: open the meeting in another tab to read theirs, then save again to put "
            "yours in its place."
        )
    facts = {}  # the date as it stood, with what a document says of it
    is_moved = as_written.strip() != meeting.as_written
    recorded = (meeting.attendances, meeting.decisions, meeting.minute_lines)
    if is_moved and any(rows.exists() for rows in recorded):
        raise Refused(
            "Attendance, decisions or minutes are recorded of this meeting and count from its date, "
            "so the date stays as it is.",
            field="as_written",
        )
    if is_moved:
        facts = _date_facts(as_written)
        _require_free(meeting.board, facts["held_on"], facts["precision"], but=meeting)
        facts |= {"not_before": None, "not_after": None}
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.kind = MeetingKind(kind or meeting.kind)
    meeting.venue, meeting.agenda = venue.strip(), _lines(agenda)
    with acting(by=by, at=at):
        meeting.save()
        if papers is not None:
            _set_papers(meeting, papers, by=by, at=at)
    return meeting


def mark_of(meeting: Meeting) -> str:
    """A mark of what can be changed of a meeting: another where any of it is another."""
    papers = list(meeting.papers.values_list("title", "link"))
    facts = (meeting.as_written, meeting.kind, meeting.venue, meeting.agenda, papers)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _date_facts(as_written: str) -> dict:
    written = read_date(as_written)
    if written.on is None:
        raise WrongDate(
            f"“{as_written.strip()}” is not a date: write a day or a month, "
            "for example 20 May 2015 or May 2015.",
            field="as_written",
        )
    return {
        "as_written": as_written.strip(),
        "held_on": written.on,
        "precision": written.precision.value,
    }


def _require_free(board: Board, held_on: date, precision: str, but: Meeting | None = None) -> None:
    others = board.meetings.filter(held_on=held_on, precision=precision)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused(
            f"{board.name} already has a meeting of {date_text(held_on, precision)}: open that one.",
            field="as_written",
        )


def _free_ref(board: Board, held_on: date, precision: str) -> str:
    """A reference that no meeting has: the board's with the day or the month, and a number if need be."""
    day = held_on.isoformat() if precision == "day" else f"{held_on:%Y-%m}"
    stem = f"{board.ref[:45]}-{day}"
    taken = set(Meeting.objects.filter(ref__startswith=stem).values_list("ref", flat=True))
    free = (ref for ref in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if ref not in taken)
    return next(free)


def _lines(text: str) -> str:
    """The lines of a text without margins and without empty ones."""
    return "\n".join(stripped for line in text.splitlines() if (stripped := line.strip()))


def _set_papers(
    meeting: Meeting, papers: Sequence[tuple[str, str]], *, by: User, at: datetime
) -> None:
    """Makes the meeting's papers these; those that stay as they are stay untouched."""
    held = list(meeting.papers.all())
    if [(p.title, p.link) for p in held] == list(papers):
        return
    if any(p.source_id for p in held):
        raise Refused(
            "The papers of this meeting come from a document, so they stay.", field="papers"
        )
    meeting.papers.all().delete()
    MeetingPaper.objects.bulk_create(
        MeetingPaper(
            meeting=meeting, position=n, title=title, link=link, recorded_by=by, recorded_at=at
        )
        for n, (title, link) in enumerate(papers, start=1)
    )
