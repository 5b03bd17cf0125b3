"""The minutes of a meeting, line by line; an edited line is a new one that takes its place."""

from datetime import datetime, timedelta

from django.db import transaction

from plans.models import (
    Decision,
    Meeting,
    MinuteLine,
    User,
)
from plans.services.acting import acting
from plans.services.errors import NothingSaid
from plans.services.meetings import RecordedSince, place_after, require_writable

SENT_AGAIN = timedelta(minutes=10)


def write_line(
    meeting: Meeting,
    text: str,
    *,
    by: User,
    at: datetime,
    decision: Decision | None = None,
    replaces: MinuteLine | None = None,
) -> MinuteLine:
    """A line at the end of the minutes, or in the place of the one that it replaces."""
    return MinuteLine.objects.create(
        meeting=meeting,
        decision=decision or (replaces.decision if replaces else None),
        position=replaces.position if replaces else place_after(meeting.minute_lines),
        text=text.strip(),
        replaces=replaces,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def add_line(meeting: Meeting, text: str, *, by: User, at: datetime) -> MinuteLine:
    """One more line of the minutes, at their end.

    The same words as the last line, or as one that the same person wrote just before, are not
    written twice: a form was sent again.
    """
    meeting, _ = require_writable(meeting, by=by, at=at)
    text = text.strip()
    if not text:
        raise NothingSaid("Write the line.", field="text")
    last = meeting.minute_lines.filter(replaced_by=None).order_by("-position", "-pk").first()
    again = meeting.minute_lines.filter(
        replaced_by=None, text=text, recorded_by=by, recorded_at__gt=at - SENT_AGAIN
    )
    if (last and last.text == text) or again.exists():
        raise RecordedSince("That line stands in the minutes already: nothing is written twice.")
    return write_line(meeting, text, by=by, at=at)


@transaction.atomic
def edit_line(line: MinuteLine, text: str, *, by: User, at: datetime) -> MinuteLine:
    """The line as it reads now, in place of the one that was seen; an empty text takes it out.

    The earlier wording is kept. Raises RecordedSince where somebody edited the line since; the same
    words write nothing and return what stands.
    """
    meeting, _ = require_writable(line.meeting, by=by, at=at)
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
    return write_line(meeting, text, by=by, at=at, replaces=line)


def line_now(line: MinuteLine) -> MinuteLine:
    """The line as it reads now: the last of those that replaced one another."""
    while replaced := MinuteLine.objects.filter(replaces=line).first():
        line = replaced
    return line


@transaction.atomic
def agree_minutes(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """The minutes are agreed as they stand; from then on nothing is added or edited."""
    meeting, _ = require_writable(meeting, by=by, at=at)
    meeting.agreed_at, meeting.agreed_by = at, by
    with acting(by=by, at=at, why="Minutes agreed"):
        meeting.save(update_fields=["agreed_at", "agreed_by"])
    return meeting
