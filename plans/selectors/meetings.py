"""The meetings of a board: which is the last, which the next, and which are boundaries."""

from collections.abc import Iterable
from datetime import date

from plans.models import Meeting, Plan
from plans.rules import meetings as rules


def boundary_of(meeting: Meeting) -> date | None:
    """The day at whose end the meeting is past; None where it has no date."""
    return rules.boundary_on(
        meeting.held_on, meeting.precision, meeting.not_before, meeting.not_after
    )


def words_of(meeting: Meeting) -> str:
    """When the meeting is or was, in full: "April 2015, not after 23 April 2015; ..."."""
    return rules.date_words(
        meeting.held_on,
        meeting.precision,
        meeting.not_before,
        meeting.not_after,
        as_written=meeting.as_written,
    )


def short_words_of(meeting: Meeting) -> str:
    """When the meeting is or was, in a few words: "April 2015", "date not recorded"."""
    return rules.short_words(meeting.held_on, meeting.precision)


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """The dated meetings of some, oldest first by the day at whose end each is past."""
    dated = [(boundary, m.pk, m) for m in meetings if (boundary := boundary_of(m))]
    return [meeting for _, _, meeting in sorted(dated, key=lambda row: row[:2])]


def _of_board(plan: Plan) -> list[Meeting]:
    if plan.board_id is None:
        return []
    return in_order(Meeting.objects.filter(board=plan.board_id).select_related("board").order_by())


def board_meetings(plan: Plan, *, as_at: date) -> list[Meeting]:
    """The meetings of the plan's board that were past by that day, oldest first; one query.

    Those without a date are never among them, nor is a plan without a board given any.
    """
    return [m for m in _of_board(plan) if boundary_of(m) <= as_at]


def last_meeting(plan: Plan, *, before: date) -> Meeting | None:
    """The latest meeting of the plan's board whose boundary is on or before that day."""
    return next(reversed(board_meetings(plan, as_at=before)), None)


def next_meeting(plan: Plan, *, after: date) -> Meeting | None:
    """The first meeting of the plan's board whose boundary is later than that day."""
    return next((m for m in _of_board(plan) if boundary_of(m) > after), None)
