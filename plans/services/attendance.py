"""Who filled which seat at a meeting: written by its chair or clerk, once for each seat."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from plans.models import (
    Attendance,
    Meeting,
    Seat,
    User,
)
from plans.rules import attendance as rules
from plans.rules.dates import long_date
from plans.rules.governance import AttendanceState
from plans.rules.words import listed
from plans.services.errors import Refused
from plans.services.meetings import (
    RecordedSince,
    boundary_day,
    name_of,
    require_governor,
    require_held,
    require_open,
)


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
    if not rules.existed(seat.from_on, seat.until_on, on=boundary_day(meeting)):
        since = (
            f"it begins on {long_date(seat.from_on)}"
            if seat.from_on and seat.from_on > boundary_day(meeting)
            else f"it ended on {long_date(seat.until_on)}"
        )
        raise Refused(
            f"The seat “{seat}” did not exist at the meeting of {name_of(meeting)}: {since}. "
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
