"""What the board's chair and clerk write: meetings, who came, what was decided, and the minutes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from plans.models import (
    Action,
    Attendance,
    Board,
    Decision,
    DueDate,
    Endorsement,
    Meeting,
    MeetingPaper,
    MinuteLine,
    Plan,
    QuestionAnswer,
    Role,
    Seat,
    User,
)
from plans.models.sources import Source
from plans.rules import attendance as rules
from plans.rules.access import GOVERNORS
from plans.rules.dates import date_text, long_date, read_date
from plans.rules.governance import AttendanceState, DecisionKind, MeetingKind
from plans.rules.meetings import boundary_on, date_words, has_happened, short_words
from plans.rules.minutes import stop
from plans.rules.words import listed
from plans.services.acting import acting
from plans.services.days import day_of
from plans.services.errors import NotAllowed, NothingSaid, Refused, WrongDate
from plans.services.statements import revise_due


class RecordedSince(Refused):
    """Somebody else recorded otherwise, or the same, after the form was opened."""


def require_governor(by: User) -> None:
    """Raises NotAllowed unless the person writes for the board: its chair or the clerk."""
    if by.position not in GOVERNORS:
        raise NotAllowed("Only the chair of the board and the clerk record this.")


def _boundary(meeting: Meeting) -> date | None:
    return boundary_on(meeting.held_on, meeting.precision, meeting.not_before, meeting.not_after)


def _name(meeting: Meeting) -> str:
    return short_words(meeting.held_on, meeting.precision)


def require_held(meeting: Meeting, *, at: datetime) -> date:
    """The day that the meeting's decisions count from: that at whose end it is past.

    Raises WrongDate where the meeting has no date, or has not happened by the day of `at`.
    """
    boundary, today = _boundary(meeting), day_of(at)
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


# ---------- meetings ----------


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
) -> Meeting:
    """The meeting with another date, place, agenda or papers (None: those that it has).

    Refused once its minutes are agreed; and another date once anything was recorded of it, since
    that counts from the day of the meeting.
    """
    require_governor(by)
    meeting = require_open(meeting)
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


# ---------- attendance ----------


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    states: Mapping[Seat, tuple[AttendanceState | str, str]],
    *,
    by: User,
    at: datetime,
    seen: Mapping[Seat, int] | None = None,
) -> list[Attendance]:
    """Who filled each seat; a new row for each seat about which something else is said than before.

    `states` gives the state and, for a deputy, their post. `seen` gives the id of the last row that
    the writer had seen of each seat (0: none; without `seen`: not asked). Raises RecordedSince where
    another clerk has recorded otherwise since, with what they recorded; then nothing is written.
    What was recorded in the same words is not written again.
    """
    require_governor(by)
    meeting = require_open(meeting)
    require_held(meeting, at=at)
    latest = last_attendance(meeting)
    wanted = [
        (seat, AttendanceState(state), attended_by.strip())
        for seat, (state, attended_by) in states.items()
    ]
    for seat, state, _ in wanted:
        _require_seat(meeting, seat, state)
    new = [row for row in wanted if _differs(latest.get(row[0].pk), row[1], row[2])]
    if seen is not None:
        seen = {seat.pk: pk for seat, pk in seen.items()}
        _require_seen(new, latest, seen)
    return [
        Attendance.objects.create(
            meeting=meeting,
            seat=seat,
            state=state,
            attended_by=attended_by if state is AttendanceState.DEPUTY else "",
            recorded_by=by,
            recorded_at=at,
        )
        for seat, state, attended_by in new
    ]


def last_attendance(meeting: Meeting) -> dict[int, Attendance]:
    """The row that holds of each seat, by the seat's id: the one recorded last."""
    return {row.seat_id: row for row in meeting.attendances.select_related("seat").order_by("pk")}


def _differs(held: Attendance | None, state: AttendanceState, attended_by: str) -> bool:
    if held is None:
        return True
    deputy = attended_by if state is AttendanceState.DEPUTY else ""
    return (held.state, held.attended_by) != (state, deputy)


def _require_seat(meeting: Meeting, seat: Seat, state: AttendanceState) -> None:
    if seat.board_id != meeting.board_id:
        raise Refused(f"{seat} is no seat of {meeting.board.name}.", field="attendance")
    if not rules.existed(seat.from_on, seat.until_on, on=_boundary(meeting)):
        since = (
            f"it begins on {long_date(seat.from_on)}"
            if seat.from_on and seat.from_on > _boundary(meeting)
            else f"it ended on {long_date(seat.until_on)}"
        )
        raise Refused(
            f"The seat “{seat}” did not exist at the meeting of {_name(meeting)}: {since}. "
            "Nothing was recorded.",
            field="attendance",
        )


def _require_seen(new, latest: Mapping[int, Attendance], seen: Mapping[int, int]) -> None:
    since = [
        held
        for seat, _, _ in new
        if (held := latest.get(seat.pk)) and held.pk > seen.get(seat.pk, 0)
    ]
    if since:
        said = listed([_attendance_words(row) for row in since])
        raise RecordedSince(
            f"Since you opened this page somebody else recorded {said}. Nothing of yours is written "
            "yet: what you chose is still chosen below, so save again if it is right.",
            field="attendance",
        )


def _attendance_words(row: Attendance) -> str:
    state = AttendanceState(row.state).label.lower()
    by = f" ({row.attended_by})" if row.attended_by else ""
    return f"{row.seat.agency}, {row.seat.name}: {state}{by}"


# ---------- decisions ----------


@transaction.atomic
def record_decision(
    meeting: Meeting,
    kind: DecisionKind | str,
    text: str,
    *,
    by: User,
    at: datetime,
    plan: Plan | None = None,
    action: Action | None = None,
    endorsement: Endorsement | None = None,
    due_date: DueDate | None = None,
    answer: QuestionAnswer | None = None,
    asked_of: Role | None = None,
    asked_for: str = "",
    back_by: str = "",
    source: Source | None = None,
    place: str = "",
) -> Decision:
    """One decision of the meeting, next in order, and with it its line of the minutes.

    Raises NotAllowed, or Refused where the meeting has not happened or its minutes are agreed. What
    is read from a document (`source`) may be loaded by anybody.
    """
    if source is None:
        require_governor(by)
    meeting = require_open(meeting)
    require_held(meeting, at=at)
    if not text.strip():
        raise NothingSaid("Say what was decided.", field="text")
    decision = Decision.objects.create(
        meeting=meeting,
        position=_after(meeting.decisions),
        kind=DecisionKind(kind),
        plan=plan or (action.plan if action else None),
        action=action,
        endorsement=endorsement,
        due_date=due_date,
        answer=answer,
        asked_of=asked_of,
        asked_for=asked_for.strip(),
        back_by=back_by.strip(),
        recorded_by=by,
        recorded_at=at,
        source=source,
        place=place,
    )
    _write_line(meeting, text, by=by, at=at, decision=decision)
    return decision


def _after(rows) -> int:
    """The position after the last one."""
    return (rows.order_by().aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def agree_date(
    action: Action,
    as_written: str,
    *,
    meeting: Meeting,
    reason: str,
    by: User,
    at: datetime,
    seen: int | None = None,
    known_on: date | None = None,
) -> Decision:
    """The board gives an action a new due date, which counts from the day of the meeting.

    The earlier dates stay. `seen` is the id of the due date that the writer had seen as current.
    """
    meeting, held_on = _writable(meeting, by=by, at=at)
    _require_current_due(action, seen)
    before = _current_due(action)
    due = revise_due(
        action,
        as_written,
        reason=reason,
        by=by,
        at=at,
        effective_on=held_on,
        agreed_at=str(meeting),
        meeting=meeting,
        known_on=known_on,
    )
    text = (
        f"{action.ref}, {action.title}: the board agreed a new date, "
        f"{date_text(due.due_on, due.due_precision)} in place of {_due_words(before)}: {reason.strip()}"
    )
    return record_decision(
        meeting, DecisionKind.RE_DATED, stop(text), by=by, at=at, action=action, due_date=due
    )


@transaction.atomic
def agree_revision(due: DueDate, *, meeting: Meeting, by: User, at: datetime) -> Decision:
    """The board agrees to a new date that was recorded before the meeting."""
    meeting, _ = _writable(meeting, by=by, at=at)
    action = due.action
    if not due.is_revision or due.meeting_id or due.decisions.filter(kind__in=_AGREED).exists():
        raise RecordedSince(
            f"The new date of {action.ref} has been agreed already: nothing is written twice."
        )
    _require_current_due(action, due.pk)
    text = (
        f"{action.ref}, {action.title}: the board agreed to the new date, "
        f"{date_text(due.due_on, due.due_precision)}: {due.reason}"
    )
    return record_decision(
        meeting, DecisionKind.DATE_AGREED, stop(text), by=by, at=at, action=action, due_date=due
    )


_AGREED = (DecisionKind.DATE_AGREED, DecisionKind.RE_DATED)


@transaction.atomic
def keep_date(
    action: Action,
    *,
    meeting: Meeting,
    reason: str,
    by: User,
    at: datetime,
    seen: int | None = None,
) -> Decision:
    """The board holds to the due date as it stands, and says why."""
    meeting, _ = _writable(meeting, by=by, at=at)
    if not reason.strip():
        raise Refused("Say why the date is kept.", field="reason")
    _require_current_due(action, seen)
    due = _current_due(action)
    kept = meeting.decisions.filter(kind=DecisionKind.DATE_KEPT, action=action, due_date=due)
    if kept.exists():
        raise RecordedSince(
            f"That the date of {action.ref} is kept has been recorded at this meeting already: "
            "nothing is written twice."
        )
    text = f"{action.ref}, {action.title}: the board kept the date, {_due_words(due)}: {reason.strip()}"
    return record_decision(
        meeting, DecisionKind.DATE_KEPT, stop(text), by=by, at=at, action=action, due_date=due
    )


@transaction.atomic
def ask_owner(
    meeting: Meeting,
    role: Role,
    asked_for: str,
    *,
    by: User,
    at: datetime,
    back_by: str = "",
    action: Action | None = None,
    plan: Plan | None = None,
    line: str = "",
    source: Source | None = None,
    place: str = "",
) -> Decision:
    """The board asks an owner for something, perhaps about an action, perhaps by a day as written."""
    asked_for = " ".join(asked_for.split())
    if not asked_for:
        raise NothingSaid("Say what is asked for.", field="asked_for")
    if source is None:
        require_governor(by)
    meeting = require_open(meeting)
    require_held(meeting, at=at)
    same = meeting.decisions.filter(
        kind=DecisionKind.ASKED, asked_of=role, action=action, asked_for=asked_for
    )
    if same.exists():
        raise RecordedSince(
            f"{role.name} has been asked for just that at this meeting: nothing is written twice."
        )
    about = f"{action.ref}: " if action else ""
    until = f", by {back_by.strip()}" if back_by.strip() else ""
    return record_decision(
        meeting,
        DecisionKind.ASKED,
        line or stop(f"{about}{role.name} is asked: {asked_for.rstrip('.')}{until}"),
        by=by,
        at=at,
        plan=plan,
        action=action,
        asked_of=role,
        asked_for=asked_for,
        back_by=back_by,
        source=source,
        place=place,
    )


@transaction.atomic
def allow_own(
    meeting: Meeting, is_allowed: bool, *, by: User, at: datetime, line: str = ""
) -> Decision:
    """Whether this board allows that somebody endorses an update that they wrote; the last one counts."""
    meeting, _ = _writable(meeting, by=by, at=at)
    kind = DecisionKind.OWN_ALLOWED if is_allowed else DecisionKind.OWN_REFUSED
    if meeting.decisions.filter(kind=kind).exists():
        raise RecordedSince("That has been recorded at this meeting: nothing is written twice.")
    text = (
        "The board allows that an update is endorsed in the name of the person who wrote it; "
        "it is then said wherever the endorsement is shown."
        if is_allowed
        else "The board no longer allows that an update is endorsed in the name of the person who wrote it."
    )
    return record_decision(meeting, kind, line or text, by=by, at=at)


def _writable(meeting: Meeting, *, by: User, at: datetime) -> tuple[Meeting, date]:
    require_governor(by)
    meeting = require_open(meeting)
    return meeting, require_held(meeting, at=at)


def _current_due(action: Action) -> DueDate | None:
    return action.due_dates.order_by("-effective_on", "-position", "-pk").first()


def _require_current_due(action: Action, seen: int | None) -> None:
    """Raises RecordedSince where the due date is no longer the one that was seen (0: none)."""
    if seen is None:
        return
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    due = _current_due(action)
    if (due.pk if due else 0) != seen:
        raise RecordedSince(
            f"The due date of {action.ref} was changed since you opened this page: it is "
            f"{_due_words(due)} now. Nothing of yours is written yet: read it, and save again if "
            "yours is still wanted.",
            field="revised_due",
        )


def _due_words(due: DueDate | None) -> str:
    if due is None or not (due.due_on or due.as_written):
        return "no date"
    return date_text(due.due_on, due.due_precision) or f"“{due.as_written}”"


# ---------- minutes ----------


def _write_line(
    meeting: Meeting,
    text: str,
    *,
    by: User,
    at: datetime,
    decision: Decision | None = None,
    replaces: MinuteLine | None = None,
) -> MinuteLine:
    return MinuteLine.objects.create(
        meeting=meeting,
        decision=decision or (replaces.decision if replaces else None),
        position=replaces.position if replaces else _after(meeting.minute_lines),
        text=text.strip(),
        replaces=replaces,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def add_line(meeting: Meeting, text: str, *, by: User, at: datetime) -> MinuteLine:
    """One more line of the minutes, at their end. The same words as the last line are not written twice."""
    meeting, _ = _writable(meeting, by=by, at=at)
    text = text.strip()
    if not text:
        raise NothingSaid("Write the line.", field="text")
    last = meeting.minute_lines.filter(replaced_by=None).order_by("-position", "-pk").first()
    if last and last.text == text:
        raise RecordedSince(
            "That is the last line of the minutes already: nothing is written twice."
        )
    return _write_line(meeting, text, by=by, at=at)


@transaction.atomic
def edit_line(line: MinuteLine, text: str, *, by: User, at: datetime) -> MinuteLine:
    """The line as it reads now, in place of the one that was seen; an empty text takes it out.

    The earlier wording is kept. Raises RecordedSince where somebody edited the line since; the same
    words write nothing and return what stands.
    """
    meeting, _ = _writable(line.meeting, by=by, at=at)
    text = text.strip()
    now = line_now(line)
    if now.text == text:
        return now
    if now.pk != line.pk:
        reads = f"now reads: “{now.text}”" if now.text else "was taken out"
        raise RecordedSince(
            f"Somebody else edited this line since you opened the page; it {reads}. "
            "Nothing of yours is written yet: save again if yours is right.",
            field="text",
        )
    return _write_line(meeting, text, by=by, at=at, replaces=line)


def line_now(line: MinuteLine) -> MinuteLine:
    """The line as it reads now: the last of those that replaced one another."""
    while replaced := MinuteLine.objects.filter(replaces=line).first():
        line = replaced
    return line


@transaction.atomic
def agree_minutes(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """The minutes are agreed as they stand; from then on nothing is added or edited."""
    meeting, _ = _writable(meeting, by=by, at=at)
    meeting.agreed_at, meeting.agreed_by = at, by
    with acting(by=by, at=at, why="Minutes agreed"):
        meeting.save(update_fields=["agreed_at", "agreed_by"])
    return meeting
