"""The meetings of every board, and one board with all that is on record of it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count
from django.urls import reverse

from plans.models import Board, Meeting, Seat
from plans.models.recorded import Sourced
from plans.readmodels import SourcePlace, Word
from plans.readmodels_meetings import (
    BoardMeetings,
    BoardPage,
    FindingLine,
    MeetingLine,
    ServiceBoards,
    TermLine,
)
from plans.rules import attendance as rules
from plans.rules.dates import long_date
from plans.rules.governance import BoardKind, FindingTopic, MeetingKind
from plans.rules.meetings import has_happened
from plans.rules.words import count_of
from plans.selectors import attendance
from plans.selectors.meetings import boundary_of, in_order, short_words_of, words_of
from plans.selectors.wording import day_text
from plans.services.days import day_of


class NoSuchBoard(LookupError):
    """There is no board of that reference."""


def source_of(row: Sourced) -> SourcePlace | None:
    """The document and place that a row came from; None where it was recorded here."""
    if row.source_id is None:
        return None
    return SourcePlace(row.source.ref, row.source.title, row.place)


def service_boards(*, as_at: date) -> tuple[ServiceBoards, ...]:
    """Every board of every service with its meetings as they stand on that day; four queries."""
    boards = Board.objects.select_related("service", "parent").order_by("service_id", "position")
    meetings = list(_counted(Meeting.objects.order_by()))
    states = attendance.states_of(meetings)
    seats = _grouped(Seat.objects.order_by("position"), "board_id")
    of_board = _grouped(meetings, "board_id")
    groups: dict[int, list[Board]] = {}
    for board in boards:
        groups.setdefault(board.service_id, []).append(board)
    return tuple(
        ServiceBoards(
            service=own[0].service.name,
            is_invented=own[0].service.is_invented,
            boards=tuple(
                _board_meetings(b, of_board.get(b.pk, []), seats.get(b.pk, []), states, as_at=as_at)
                for b in own
            ),
        )
        for own in groups.values()
    )


def _counted(meetings):
    """Meetings with how many decisions each took; what owners are asked for is one as well."""
    return meetings.annotate(n_decisions=Count("decisions"))


def _grouped(rows: Iterable, attribute: str) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(getattr(row, attribute), []).append(row)
    return found


def _board_meetings(
    board: Board, meetings: Sequence[Meeting], seats: Sequence[Seat], states, *, as_at: date
) -> BoardMeetings:
    dated = [_line(m, seats, states, as_at=as_at) for m in in_order(meetings)]
    undated = [
        _line(m, seats, states, as_at=as_at)
        for m in sorted(meetings, key=lambda m: m.pk)
        if m.held_on is None
    ]
    return BoardMeetings(
        name=board.name,
        url=board.get_absolute_url(),
        kind=BoardKind(board.kind).label,
        add_url=reverse("plans:meeting-add", args=[board.ref]),
        coming=tuple(line for line in dated if not line.has_happened),
        past=tuple(line for line in reversed(dated) if line.has_happened),
        undated=tuple(undated),
    )


def _line(meeting: Meeting, seats: Sequence[Seat], states, *, as_at: date) -> MeetingLine:
    boundary = boundary_of(meeting)
    held = has_happened(boundary, on=as_at)
    filled = attendance.numbers(meeting, seats, states.get(meeting.pk, {}))
    n = meeting.n_decisions
    return MeetingLine(
        ref=meeting.ref,
        url=meeting.get_absolute_url(),
        kind=MeetingKind(meeting.kind).label,
        date_text=words_of(meeting),
        boundary=boundary,
        has_happened=held,
        attendance_text=rules.filled_words(filled) if held or filled.n_recorded else "",
        decisions_text=(count_of(n, "decision") if n else "none recorded") if held else "",
        minutes_text=agreed_text(meeting).removeprefix("Minutes ") if held else "",
        note=meeting.venue,
    )


def agreed_text(meeting: Meeting) -> str:
    """Whether the minutes are agreed, and since when; "" of a meeting that a document tells of."""
    if meeting.agreed_at:
        return f"Minutes agreed on {long_date(day_of(meeting.agreed_at))}"
    return "" if meeting.source_id else "Minutes not agreed yet"


def get_board(ref: str) -> Board:
    """The board with its service. Raises NoSuchBoard."""
    board = (
        Board.objects.select_related("service", "parent", "source")
        .prefetch_related("plans", "sub_groups")
        .filter(ref=ref)
        .first()
    )
    if board is None:
        raise NoSuchBoard(f"There is no board “{ref}”.")
    return board


def board_page(board: Board, *, as_at: date) -> BoardPage:
    """All that is on record of the board, and its attendance over the meetings by that day."""
    seats = list(board.seats.all())
    meetings = [m for m in in_order(board.meetings.all()) if boundary_of(m) <= as_at]
    states = attendance.states_of(meetings)
    recorded = [m for m in meetings if m.pk in states]
    chairs = list(board.chairs.select_related("source"))
    return BoardPage(
        name=board.name,
        kind=BoardKind(board.kind).label,
        service=board.service.name,
        parent=Word(board.parent.name, board.parent.get_absolute_url()) if board.parent else None,
        plans=tuple(Word(p.title, p.get_absolute_url()) for p in board.plans.all()),
        terms=tuple(line for line in board.terms_of_reference.splitlines() if line.strip()),
        note=board.note,
        source=source_of(board),
        sentence=_sentence(seats, recorded, meetings),
        seats=attendance.seats_over_time(seats, recorded, states),
        agencies=attendance.agencies_over_time(seats, recorded, states),
        meetings=tuple(
            (_column(m), words_of(m), m.get_absolute_url()) for m in recorded[-attendance.SHOWN :]
        ),
        cells_text=_cells_text(len(recorded)),
        attendance_text=_attendance_text(len(recorded), len(meetings)),
        totals=attendance.numbers_of(recorded[-attendance.SHOWN :], seats, states),
        chairs=tuple(_term(c, c.held_by, c.note) for c in chairs),
        chair_text=rules.chair_words([(c.from_on, c.until_on) for c in chairs], as_at=as_at),
        champions=tuple(
            _term(c, f"{c.subject}: {c.held_by}", "")
            for c in board.champions.select_related("source")
        ),
        sub_groups=tuple(Word(b.name, b.get_absolute_url()) for b in board.sub_groups.all()),
        findings=tuple(
            FindingLine(day_text(f), FindingTopic(f.topic).label, f.text, source_of(f))
            for f in board.findings.filter(effective_on__lte=as_at).select_related("source")
        ),
    )


def _column(meeting: Meeting) -> str:
    """The head of a narrow column: "20 May 15", "Apr 15" where only the month is known."""
    form = "%b %y"
    return (
        f"{meeting.held_on.day} {meeting.held_on:{form}}"
        if meeting.precision == "day"
        else f"{meeting.held_on:{form}}"
    )


def _term(row, who: str, note: str) -> TermLine:
    return TermLine(attendance.span_text(row) or "dates not recorded", who, note, source_of(row))


def _sentence(seats: Sequence[Seat], recorded: Sequence, meetings: Sequence) -> str:
    members = [seat for seat in seats if not seat.is_adviser]
    if not seats:
        return "Its seats are not recorded."
    n_agencies = len({seat.agency for seat in members})
    who = f"{count_of(len(members), 'seat')} of {count_of(n_agencies, 'agency', 'agencies')}"
    if not recorded:
        return f"{who}; attendance by seat is not recorded."
    last = short_words_of(recorded[-1])
    return f"{who}; attendance is recorded up to the meeting of {last}."


def _cells_text(n: int) -> str:
    if n > attendance.SHOWN:
        return f"The last {attendance.SHOWN} of {n} meetings are shown; rates and runs are of all."
    return ""


def _attendance_text(n_recorded: int, n: int) -> str:
    if not n:
        return "No meeting with a date is recorded by this day."
    if not n_recorded:
        return f"Attendance is not recorded for any of the {count_of(n, 'dated meeting')}."
    if n_recorded < n:
        return f"Attendance is recorded for {n_recorded} of {count_of(n, 'dated meeting')}."
    return f"Attendance is recorded for each of the {count_of(n, 'dated meeting')}."
