"""What a meeting decided: dates agreed or kept, what owners are asked for, and its line of the minutes."""

from datetime import date, datetime

from django.db import transaction

from plans.models import (
    Action,
    Decision,
    DueDate,
    Endorsement,
    Meeting,
    Plan,
    QuestionAnswer,
    Role,
    User,
)
from plans.models.sources import Source
from plans.rules.dates import date_text, read_date
from plans.rules.governance import DecisionKind
from plans.rules.words import stop
from plans.services.errors import NothingSaid, Refused
from plans.services.meetings import (
    RecordedSince,
    place_after,
    require_board_of,
    require_governor,
    require_held,
    require_open,
    require_writable,
)
from plans.services.minutes import write_line
from plans.services.statements import revise_due


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
        position=place_after(meeting.decisions),
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
    write_line(meeting, text, by=by, at=at, decision=decision)
    return decision


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
    meeting, held_on = require_writable(meeting, by=by, at=at)
    require_board_of(meeting, action.plan)
    _require_current_due(action, seen)
    before = _due_before(action, held_on)
    written = read_date(as_written)
    if (
        before
        and written.on
        and (before.due_on, before.due_precision)
        == (
            written.on,
            written.precision,
        )
    ):
        raise Refused(
            f"{_due_words(before)} is the date of {action.ref} already: keep it, or write another.",
            field="revised_due",
        )
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
    meeting, held_on = require_writable(meeting, by=by, at=at)
    action = due.action
    require_board_of(meeting, action.plan)
    if not due.is_revision or due.meeting_id or due.decisions.filter(kind__in=_AGREED).exists():
        raise RecordedSince(
            f"The new date of {action.ref} has been agreed already: nothing is written twice."
        )
    _require_current_due(action, due.pk)
    _due_before(action, held_on)
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
    """The board holds to the due date that it knows, and says why.

    A new date that no meeting agreed to does not stand against it: the date before it is put back,
    as a revision of its own, and every date stays on record.
    """
    meeting, held_on = require_writable(meeting, by=by, at=at)
    require_board_of(meeting, action.plan)
    if not reason.strip():
        raise Refused("Say why the date is kept.", field="reason")
    _require_current_due(action, seen)
    due = _due_before(action, held_on)
    if due is not None and not _is_agreed(due):
        return _put_back(action, due, held_on, meeting=meeting, reason=reason, by=by, at=at)
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


def _is_agreed(due: DueDate) -> bool:
    """Whether the date is the plan's own, or a meeting agreed to it."""
    if not due.is_revision or due.meeting_id or due.agreed_at:
        return True
    return due.decisions.filter(kind__in=_AGREED).exists()


def _put_back(
    action: Action,
    refused: DueDate,
    held_on: date,
    *,
    meeting: Meeting,
    reason: str,
    by: User,
    at: datetime,
) -> Decision:
    """The last date that was agreed to, in the place of one that was not."""
    earlier = list(action.due_dates.order_by("effective_on", "position", "pk"))
    agreed = [due for due in earlier if due.pk != refused.pk and _is_agreed(due)]
    if not agreed or agreed[-1].due_on is None:
        raise Refused(
            f"The date of {action.ref} before {_due_words(refused)} is not known, so it cannot be "
            "put back: agree a new date."
        )
    due = revise_due(
        action,
        agreed[-1].as_written,
        reason=f"The board did not agree to {_due_words(refused)}: {reason.strip()}",
        by=by,
        at=at,
        effective_on=held_on,
        agreed_at=str(meeting),
        meeting=meeting,
    )
    text = (
        f"{action.ref}, {action.title}: the board did not agree to {_due_words(refused)} and kept "
        f"{_due_words(due)}: {reason.strip()}"
    )
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
    if action is not None:
        require_board_of(meeting, action.plan)
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
    meeting, _ = require_writable(meeting, by=by, at=at)
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


def _current_due(action: Action) -> DueDate | None:
    return action.due_dates.order_by("-effective_on", "-position", "-pk").first()


def _due_before(action: Action, held_on: date) -> DueDate | None:
    """The current due date; refused where it was moved after the meeting, which cannot decide on it."""
    due = _current_due(action)
    if due is None or not due.is_revision:
        return due
    # what a meeting agreed is known from the day on which the clerk wrote it down
    written = due.known_on if not (due.source_id or due.meeting_id) else due.effective_on
    moved_on = max(due.effective_on, written)
    if moved_on > held_on:
        raise Refused(
            f"The date of {action.ref} was moved to {_due_words(due)} on "
            f"{date_text(moved_on, 'day')}, after this meeting: decide on it at the next.",
            field="revised_due",
        )
    return due


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
