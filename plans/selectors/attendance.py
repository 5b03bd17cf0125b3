"""How the seats of a board were filled over its meetings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import FilteredRelation, Q, prefetch_related_objects

from plans.models import Attendance, Board, Meeting, Seat
from plans.readmodels_meetings import (
    AgencyOverTime,
    AttendanceNumbers,
    Cell,
    SeatOverTime,
    SeatState,
)
from plans.rules import attendance as rules
from plans.rules.dates import date_text
from plans.rules.governance import AttendanceState
from plans.rules.meetings import is_exact, short_words
from plans.rules.words import count_of
from plans.selectors.meetings import boundary_of, in_order

SHOWN = 12  # meetings side by side in the table; the rates are of all

_CELLS = {
    AttendanceState.PRESENT: Cell("P", "present", "present"),
    AttendanceState.DEPUTY: Cell("D", "deputy", "deputy"),
    AttendanceState.APOLOGIES: Cell("A", "apologies", "away"),
    AttendanceState.ABSENT: Cell("X", "absent", "away"),
}
NOT_RECORDED = Cell("–", "not recorded", "none")
NO_SEAT = Cell("", "no such seat then", "none")
LEGEND = (*_CELLS.values(), NOT_RECORDED)

States = Mapping[int, Mapping[int, AttendanceState]]  # by meeting, then by seat


def states_of(meetings: Iterable[Meeting]) -> States:
    """The state that holds of each seat at each of these meetings; one query."""
    found: dict[int, dict[int, AttendanceState]] = {}
    rows = Attendance.objects.filter(meeting__in=[m.pk for m in meetings]).order_by("pk")
    for meeting, seat, state in rows.values_list("meeting_id", "seat_id", "state"):
        found.setdefault(meeting, {})[seat] = AttendanceState(state)
    return found


def numbers(
    meeting: Meeting, seats: Iterable[Seat], states: Mapping[int, AttendanceState]
) -> rules.Filled:
    """The count of a meeting's member seats; of those without known days as much as of the others."""
    on = boundary_of(meeting)
    existing = [
        seat
        for seat in seats
        if not seat.is_adviser and (on is None or rules.existed(seat.from_on, seat.until_on, on=on))
    ]
    return rules.filled([(seat.is_statutory, states.get(seat.pk)) for seat in existing])


def attendance_numbers(boards: Iterable[Board], *, as_at: date) -> tuple[AttendanceNumbers, ...]:
    """What each dated meeting of the boards by that day comes to, oldest first of each board.

    Meetings without any attendance on record are there too (`is_recorded` False): they are not zero.
    Three queries, whatever the number of boards.
    """
    found = list(boards)
    prefetch_related_objects(found, "meetings", "seats")
    past = [[m for m in in_order(b.meetings.all()) if boundary_of(m) <= as_at] for b in found]
    states = states_of([m for meetings in past for m in meetings])
    return tuple(
        numbers
        for board, meetings in zip(found, past, strict=True)
        for numbers in numbers_of(meetings, list(board.seats.all()), states)
    )


def numbers_of(
    meetings: Iterable[Meeting], seats: Sequence[Seat], states: States
) -> tuple[AttendanceNumbers, ...]:
    """The same from what has been read."""
    return tuple(
        AttendanceNumbers(
            meeting=m.ref,
            url=m.get_absolute_url(),
            on=boundary_of(m),
            date_text=short_words(m.held_on, m.precision),
            is_exact=is_exact(m.held_on, m.precision),
            filled=numbers(m, seats, states.get(m.pk, {})),
        )
        for m in meetings
    )


def seat_states(meeting: Meeting, *, chair: str) -> tuple[list[SeatState], list[Seat]]:
    """Each seat that existed at the meeting with the row that holds, and the seats; one query.

    `chair` is who chaired that day, by role: their seat says so.
    """
    on = boundary_of(meeting)
    mine = Q(attendances__meeting=meeting)
    rows = (
        Seat.objects.filter(board=meeting.board_id)
        .annotate(held=FilteredRelation("attendances", condition=mine))
        .order_by("position", "pk", "held__pk")
        .values_list("held__pk", "held__state", "held__attended_by", *_SEAT)
    )
    last: dict[int, tuple] = {}
    for held, state, attended_by, *facts in rows:
        seat = Seat(**dict(zip(_SEAT, facts, strict=True)), board_id=meeting.board_id)
        last[seat.pk] = (seat, held, state, attended_by)
    existing = [
        row
        for row in last.values()
        if on is None or rules.existed(row[0].from_on, row[0].until_on, on=on)
    ]
    return [_seat_state(*row, chair=chair) for row in existing], [row[0] for row in existing]


_SEAT = ("id", "name", "agency", "is_statutory", "is_adviser", "from_on", "until_on")


def _seat_state(
    seat: Seat, held: int | None, state: str | None, by: str | None, *, chair: str
) -> SeatState:
    is_chair = chair.casefold() in (seat.name.casefold(), str(seat).casefold())
    is_chair = is_chair and "chair" not in seat.name.casefold()  # where its name does not say so
    return SeatState(
        id=seat.pk,
        agency=seat.agency,
        name=seat.name,
        note="in attendance" if seat.is_adviser else "chair" if is_chair else "",
        state=state or "",
        state_label=AttendanceState(state).label if state else "Not recorded",
        attended_by=by or "",
        seen=held or 0,
        is_adviser=seat.is_adviser,
    )


def seats_over_time(
    seats: Sequence[Seat], meetings: Sequence[Meeting], states: States
) -> tuple[SeatOverTime, ...]:
    """Each seat with its cell of every shown meeting, its rate and its run of absences."""
    return tuple(_over_time(seat, meetings, states) for seat in seats)


def _over_time(seat: Seat, meetings: Sequence[Meeting], states: States) -> SeatOverTime:
    there = [
        states.get(m.pk, {}).get(seat.pk)
        for m in meetings
        if rules.existed(seat.from_on, seat.until_on, on=boundary_of(m))
    ]
    record = rules.seat_record(there)
    return SeatOverTime(
        agency=seat.agency,
        name=seat.name,
        statutory=_said(seat.is_statutory),
        span=span_text(seat),
        is_adviser=seat.is_adviser,
        cells=tuple(_cell(seat, m, states.get(m.pk, {})) for m in meetings[-SHOWN:]),
        rate=rules.rate_words(record),
        run=rules.run_words(record),
    )


def _cell(seat: Seat, meeting: Meeting, states: Mapping[int, AttendanceState]) -> Cell:
    if not rules.existed(seat.from_on, seat.until_on, on=boundary_of(meeting)):
        return NO_SEAT
    return _CELLS.get(states.get(seat.pk), NOT_RECORDED)


def _said(is_statutory: bool | None) -> str:
    return {True: "Yes", False: "No", None: "Not said"}[is_statutory]


def span_text(row) -> str:
    """From when to when something held, as exactly as is known: "from May 2014 until March 2015"."""
    start = date_text(row.from_on, row.from_precision) or row.from_as_written
    end = date_text(row.until_on, row.until_precision) or row.until_as_written
    return " ".join(
        part for part in (f"from {start}" if start else "", f"until {end}" if end else "") if part
    )


def agencies_over_time(
    seats: Sequence[Seat], meetings: Sequence[Meeting], states: States
) -> tuple[AgencyOverTime, ...]:
    """The seats of each agency taken together, in the order in which agencies first come."""
    by_agency: dict[str, list[Seat]] = {}
    for seat in seats:
        by_agency.setdefault(seat.agency, []).append(seat)
    return tuple(
        AgencyOverTime(
            agency=agency,
            n_text=count_of(len(own), "seat"),
            statutory=_statutory(own),
            rate=_agency_rate(own, meetings, states),
        )
        for agency, own in by_agency.items()
    )


def _statutory(seats: Iterable[Seat]) -> str:
    said = {seat.is_statutory for seat in seats}
    return "Yes" if True in said else "Not said" if None in said else "No"


def _agency_rate(seats: Sequence[Seat], meetings: Sequence[Meeting], states: States) -> str:
    """How often any seat of the agency was filled: "11 of 12 meetings, 2 only by a deputy"."""
    n = n_filled = n_deputy = 0
    for meeting in meetings:
        own = [s for seat in seats if (s := states.get(meeting.pk, {}).get(seat.pk))]
        n += bool(own)
        n_filled += any(state.is_filled for state in own)
        n_deputy += AttendanceState.DEPUTY in own and AttendanceState.PRESENT not in own
    if not n:
        return "not recorded"
    deputies = f", {n_deputy} only by a deputy" if n_deputy else ""
    return f"{n_filled} of {count_of(n, 'meeting')}{deputies}"
