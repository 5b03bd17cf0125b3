"""One meeting: its record, and what is asked of it."""

from collections.abc import Iterable, Sequence
from datetime import date

from plans.models import ChairTerm, Decision, Meeting, MinuteLine, Role
from plans.readmodels import Word
from plans.readmodels_meetings import (
    DecisionLine,
    Line,
    MeetingPage,
    OwnerAsked,
    SeatState,
)
from plans.rules import attendance as rules
from plans.rules.dates import long_date
from plans.rules.governance import AttendanceState, DecisionKind, MeetingKind
from plans.rules.meetings import has_happened
from plans.rules.minutes import OWN
from plans.rules.words import count_of
from plans.selectors import attendance
from plans.selectors.meeting_asks import meeting_asks, plans_of
from plans.selectors.meeting_lists import agreed_text, source_of
from plans.selectors.meeting_questions import questions_for
from plans.selectors.meetings import boundary_of, in_order, short_words_of, words_of
from plans.services.days import day_of


class NoSuchMeeting(LookupError):
    """There is no meeting of that reference."""


def get_meeting(ref: str) -> tuple[Meeting, list[Meeting]]:
    """The meeting, and all dated meetings of its board, oldest first; one query.

    Raises NoSuchMeeting.
    """
    rows = list(
        Meeting.objects.filter(board__meetings__ref=ref)
        .select_related("board__service", "source")
        .order_by()
    )
    meeting = next((m for m in rows if m.ref == ref), None)
    if meeting is None:
        raise NoSuchMeeting(f"There is no meeting “{ref}”.")
    return meeting, in_order(rows)


def meeting_page(
    meeting: Meeting,
    siblings: Sequence[Meeting],
    *,
    as_at: date,
    with_asks: bool,
    shown: int | None = None,
) -> MeetingPage:
    """The meeting as it stands on `as_at`; `with_asks`: with what is asked of it.

    `shown` limits the updates reported complete, and the others, to so many of each (None: all).

    What is asked is as at the meeting's own day, or as at `as_at` where it is to come; questions are
    as at `as_at`, as they are answered by how things stand now.
    """
    boundary = boundary_of(meeting)
    held = has_happened(boundary, on=as_at)
    before = [m for m in siblings if boundary and boundary_of(m) < boundary]
    after = [m for m in siblings if boundary and boundary_of(m) > boundary]
    chair = _chair_on(meeting, boundary)
    seats, rows = attendance.seat_states(meeting, chair=chair)
    states = {s.id: AttendanceState(s.state) for s in seats if s.state}
    lines = _lines_of(meeting)
    decisions = tuple(_decision_line(line) for line in lines if line.decision)
    day = boundary if held else as_at
    plans = plans_of(meeting, as_at=day)
    asks = None
    if with_asks:
        questions = [q for plan in plans for q in questions_for(plan, plans, as_at=as_at)]
        asks = meeting_asks(
            meeting, before[-1] if before else None, plans, questions, as_at=day, shown=shown
        )
    return MeetingPage(
        id=meeting.pk,
        ref=meeting.ref,
        title=_title(meeting),
        board=meeting.board.name,
        board_url=meeting.board.get_absolute_url(),
        service=meeting.board.service.name,
        kind=MeetingKind(meeting.kind).label,
        date_text=words_of(meeting),
        has_happened=held,
        is_dated=boundary is not None,
        is_agreed=meeting.agreed_at is not None,
        agreed_text=agreed_text(meeting) if held else "",
        venue=meeting.venue,
        chair=chair,
        agenda=tuple(line for line in meeting.agenda.splitlines() if line.strip()),
        papers=tuple(Word(p.title, p.link) for p in meeting.papers.all()),
        note=meeting.note,
        source=source_of(meeting),
        seats=tuple(seats),
        attendance_text=rules.filled_words(attendance.numbers(meeting, rows, states)),
        attendance_lines=tuple(_attendance_lines(seats)),
        lines=tuple(_line(line) for line in lines if line.text),
        decisions=decisions,
        owners=by_owner(decisions),
        previous=_link(before[-1]) if before else None,
        following=_link(after[0]) if after else None,
        plans=tuple(Word(p.title, p.get_absolute_url()) for p in plans),
        overdue_rules=tuple(p.overdue_is_behind for p in plans),
        sentence=asks.sentence if asks else _record_sentence(decisions, held=held),
        asks=asks,
    )


def _chair_on(meeting: Meeting, boundary: date | None) -> str:
    """Who chaired on that day, by role; "" where no source says, or several could have."""
    if boundary is None:
        return ""
    terms = list(ChairTerm.objects.filter(board=meeting.board_id))
    held = rules.chair_of([(t.from_on, t.until_on) for t in terms], on=boundary)
    return terms[held].held_by if held is not None else ""


def _lines_of(meeting: Meeting) -> list[MinuteLine]:
    """The lines of the minutes as they read now, those taken out too, each with its decision."""
    return list(
        meeting.minute_lines.filter(replaced_by=None)
        .select_related(
            "decision__action", "decision__asked_of", "decision__endorsement", "recorded_by"
        )
        .order_by("position", "pk")
    )


def _line(line: MinuteLine) -> Line:
    decision = line.decision
    action = decision.action if decision else None
    edited = f"Edited on {long_date(day_of(line.recorded_at))}" if line.replaces_id else ""
    return Line(
        id=line.pk,
        text=line.text,
        kind=DecisionKind(decision.kind).label if decision else "",
        url=action.get_absolute_url() if action else "",
        note=edited,
    )


def _decision_line(line: MinuteLine) -> DecisionLine:
    decision: Decision = line.decision
    return DecisionLine(
        kind=DecisionKind(decision.kind).label,
        text=_decided_text(line, decision),
        ref=decision.action.ref if decision.action else "",
        url=decision.action.get_absolute_url() if decision.action else "",
        asked_of=decision.asked_of.name if decision.asked_of else "",
        asked_for=decision.asked_for,
        back_by=decision.back_by,
    )


def _decided_text(line: MinuteLine, decision: Decision) -> str:
    text = line.text or "Its line was taken out of the minutes; the decision stands."
    is_own = decision.endorsement is not None and decision.endorsement.is_own
    return f"{text} {OWN}" if is_own and OWN not in text else text


def by_owner(decisions: Iterable[DecisionLine]) -> tuple[OwnerAsked, ...]:
    """What each owner was asked for, owners in the order of their names."""
    found: dict[str, list[DecisionLine]] = {}
    for decision in decisions:
        if decision.asked_of:
            found.setdefault(decision.asked_of, []).append(decision)
    return tuple(OwnerAsked(owner, tuple(found[owner])) for owner in sorted(found))


def _attendance_lines(seats: Iterable[SeatState]) -> Iterable[str]:
    """Who was there, in the words of minutes; nothing where nothing is recorded."""
    recorded = [seat for seat in seats if seat.state]
    for state in AttendanceState:
        there = [s for s in recorded if s.state == state and not s.is_adviser]
        if there:
            yield f"{state.label}: {'; '.join(_seat_words(s) for s in there)}."
    advisers = [s for s in recorded if s.is_adviser and AttendanceState(s.state).is_filled]
    if advisers:
        yield f"In attendance: {'; '.join(_seat_words(s) for s in advisers)}."


def _seat_words(seat: SeatState) -> str:
    said = [seat.name, *([seat.note] if seat.note == "chair" else [])]
    said += [f"by {seat.attended_by}"] if seat.attended_by else []
    return f"{seat.agency} ({', '.join(said)})"


def _title(meeting: Meeting) -> str:
    if meeting.held_on and meeting.precision == "day":
        return f"{meeting.board.name}, {meeting.held_on:%A} {long_date(meeting.held_on)}"
    return f"{meeting.board.name}, {short_words_of(meeting)}"


def _link(meeting: Meeting) -> Word:
    return Word(short_words_of(meeting), meeting.get_absolute_url())


def _record_sentence(decisions: Sequence[DecisionLine], *, held: bool) -> str:
    if not decisions:
        return "No decision of this meeting is recorded." if held else ""
    n_owners = len({d.asked_of for d in decisions if d.asked_of})
    asked = f", and {count_of(n_owners, 'owner')} asked for something" if n_owners else ""
    return f"{count_of(len(decisions), 'decision')} recorded{asked}."


def roles_to_ask(meeting: Meeting) -> list[Role]:
    """The owner roles of the board's service, by name; one query."""
    return list(Role.objects.filter(service=meeting.board.service_id))
