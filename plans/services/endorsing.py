"""The board's decisions on updates: endorsed, challenged or deferred, at a meeting, word for word."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.models import (
    Action,
    Board,
    Decision,
    Endorsement,
    Meeting,
    Source,
    Standing,
    User,
)
from plans.models.statements import Statement
from plans.rules.dates import long_date
from plans.rules.endorsing import BoardDecision
from plans.rules.governance import DecisionKind
from plans.rules.minutes import endorsement_line
from plans.services.days import day_of
from plans.services.deciding import record_decision
from plans.services.errors import NotAllowed, Refused
from plans.services.meetings import (
    boundary_day,
    require_board_of,
    require_governor,
    require_held,
    require_open,
)
from plans.services.standings import rebuild_standings
from plans.services.statements import lock_action, next_position

_KIND = {
    BoardDecision.ENDORSED: DecisionKind.ENDORSED,
    BoardDecision.CHALLENGED: DecisionKind.CHALLENGED,
    BoardDecision.DEFERRED: DecisionKind.DEFERRED,
}


class NotTheLatest(Refused):
    """The decision is on an update that is no longer the latest, or nothing is reported yet."""


class DecidedAlready(Refused):
    """Somebody recorded a decision on the action since the page was opened."""


class OwnUpdate(NotAllowed):
    """The person who records the decision wrote the update, and the board has not allowed that."""


@transaction.atomic
def decide(
    action: Action,
    decision: BoardDecision | str,
    *,
    meeting: Meeting,
    update: int,
    seen: int,
    by: User,
    at: datetime,
    reason: str = "",
    back_to: str = "",
    line: str = "",
    source: Source | None = None,
    place: str = "",
    known_on: date | None = None,
    refresh: bool = True,
) -> Endorsement:
    """Records what the board decided on the latest update of an action, and its line of the minutes.

    `update` is the id of the update that was before the board, `seen` that of the last decision on
    the action that the writer had seen (0: none). `line` are the words of the minutes, composed
    where none are given. What is decided on is kept as it stood at the end of the meeting's day.
    A board decides on nothing that was written after it met.
    `refresh=False` leaves the standings to the caller. Raises a `Refused`; then nothing is written.
    """
    decision = BoardDecision(decision)
    require_governor(by)
    on = require_held(meeting, at=at)
    meeting = require_open(meeting)
    require_board_of(meeting, action.plan)
    reason = reason.strip()
    if decision is not BoardDecision.ENDORSED and not reason:
        verb = "challenged" if decision is BoardDecision.CHALLENGED else "deferred"
        raise Refused(f"Say why {action.ref} is {verb}.", field="reason")
    action = lock_action(action)
    _require_unseen(action, seen)
    stands = _standing_on(action, on)
    latest = _require_latest(action, stands, update, on)
    is_own = by.pk in _authors(stands)
    if is_own and not own_allowed(meeting.board, on=on):
        raise OwnUpdate(
            f"You wrote what is reported of {action.ref}, or a part of it, yourself: somebody else "
            "has to record the board’s decision on it, unless the board records that it allows this."
        )
    endorsement = Endorsement.objects.create(
        action=action,
        update=latest,
        meeting=meeting,
        decision=decision,
        reason=reason,
        back_to=back_to.strip(),
        is_own=is_own,
        effective_on=on,
        effective_precision=meeting.precision,
        position=next_position(action.endorsements, on),
        known_on=known_on or (source.published_on if source else None) or day_of(at),
        recorded_by=by,
        recorded_at=at,
        source=source,
        place=place,
        **_kept(stands),
    )
    word = stands.rating.word if stands.rating else ""
    record_decision(
        meeting,
        _KIND[decision],
        line.strip()
        or endorsement_line(
            action.ref, action.title, word, decision, reason, back_to.strip(), is_own=is_own
        ),
        plan=action.plan,
        action=action,
        endorsement=endorsement,
        back_by=back_to.strip(),
        by=by,
        at=at,
        source=source,
        place=place,
    )
    if refresh:
        rebuild_standings([action])
    return endorsement


@transaction.atomic
def decide_several(
    chosen: Sequence[tuple[Action, int, int]],
    decision: BoardDecision | str,
    *,
    meeting: Meeting,
    by: User,
    at: datetime,
    reason: str = "",
    back_to: str = "",
) -> list[Endorsement]:
    """The same decision on several actions, or on none of them where one is refused.

    `chosen` gives each action with the ids of the update and of the last decision that were seen.
    """
    if not chosen:
        raise Refused("Tick at least one action.", field="chosen")
    require_governor(by)
    require_open(meeting)
    for action in sorted((a for a, _, _ in chosen), key=lambda a: a.pk):
        lock_action(action)  # in one order, so that no two wait in a ring
    made = [
        decide(
            action,
            decision,
            meeting=meeting,
            update=update,
            seen=seen,
            reason=reason,
            back_to=back_to,
            by=by,
            at=at,
            refresh=False,
        )
        for action, update, seen in chosen
    ]
    rebuild_standings([action for action, _, _ in chosen])
    return made


def own_allowed(board: Board, *, on: date) -> bool:
    """Whether the board has recorded, by that day, that one may endorse what one wrote oneself."""
    kinds = (DecisionKind.OWN_ALLOWED, DecisionKind.OWN_REFUSED)
    rows = Decision.objects.filter(meeting__board=board, kind__in=kinds).select_related("meeting")
    said = [(day, d.pk, d.kind) for d in rows if (day := boundary_day(d.meeting)) and day <= on]
    return max(said)[2] == DecisionKind.OWN_ALLOWED if said else False


def _authors(stands: Standing) -> set[int]:
    """Who wrote anything of what is decided on."""
    return {statement.recorded_by_id for statement in _parts(stands)}


def _require_unseen(action: Action, seen: int) -> None:
    last = action.endorsements.select_related("recorded_by", "meeting").order_by("-pk").first()
    if last is None or last.pk <= seen:
        return
    when = timezone.localtime(last.recorded_at)
    raise DecidedAlready(
        f"{last.recorded_by} recorded on {long_date(when.date())} at {when:%H:%M} that {action.ref} "
        f"was {last.decision} ({last.meeting}). Nothing was written a second time: load the page "
        "again to see it, and record another decision only if the board made one."
    )


def _standing_on(action: Action, on: date) -> Standing:
    facts = (
        "rating",
        "rated_by",
        "commented_by",
        "evidenced_by",
        "due",
        "latest",
        "assignment",
        "action__plan",
    )
    rows = Standing.objects.filter(action=action).at(on).select_related(*facts)
    found = rows.first()
    if found is None:
        raise NotTheLatest(
            f"The meeting was on {long_date(on)}, before the plan of {action.ref} began: "
            "it cannot have decided on it."
        )
    return found


def _require_latest(action: Action, stands: Standing, update: int, on: date):
    latest = stands.latest
    if latest is None:
        raise NotTheLatest(
            f"Nothing had been reported of {action.ref} by {long_date(on)}: "
            "there is nothing to decide on."
        )
    if latest.pk != update:
        raise NotTheLatest(
            f"The decision on {action.ref} is not recorded: it is about an update that is no longer "
            f"the latest. The latest by the meeting’s day is of {long_date(latest.effective_on)}, "
            f"recorded by {latest.recorded_by}. Load the page again to see it, then decide."
        )
    late = next((part for part in _parts(stands) if was_written_after(part, on)), None)
    if late is not None:
        raise NotTheLatest(
            f"A part of what is reported of {action.ref}, for {long_date(late.effective_on)}, was "
            f"written on {long_date(late.known_on)}, after this meeting, which cannot have decided "
            "on it: record the decision at the next."
        )
    return latest


def _parts(stands: Standing) -> Iterator[Statement]:
    """Everything that is decided on and that somebody wrote: the latest update, each part that stands.

    A due date that a meeting agreed is the board's own word, whoever wrote it down; the first owners
    are the plan's.
    """
    due = stands.due
    moved = due if due and due.is_revision and not (due.meeting_id or due.agreed_at) else None
    updates = (stands.latest, stands.rated_by, stands.commented_by, stands.evidenced_by)
    owners = stands.assignment
    passed = owners if owners and owners.effective_on > stands.action.plan.begins_on else None
    yield from (part for part in (*updates, moved, passed) if part)


def was_written_after(statement: Statement, on: date) -> bool:
    """Whether somebody wrote it after that day, whatever day it speaks of.

    What a document says is not, nor what the plan itself was written with: when a document was
    published says little of when it was before the board.
    """
    return statement.source_id is None and statement.known_on > on


def _kept(stands: Standing) -> dict:
    """What was decided on, word for word, as the columns of an endorsement."""
    comment, evidence, due = stands.commented_by, stands.evidenced_by, stands.due
    places = stands.assignment.places.select_related("role") if stands.assignment else ()
    return {
        "kept_rating": stands.rating,
        "kept_basis": stands.basis,
        "kept_comment": comment.comment if comment else None,
        "kept_evidence": evidence.evidence if evidence else None,
        "kept_evidence_on": evidence.evidence_on if evidence else None,
        "kept_evidence_link": evidence.evidence_link if evidence else "",
        "kept_due_on": due.due_on if due else None,
        "kept_due_precision": due.due_precision if due else "",
        "kept_due_as_written": due.as_written if due else "",
        "kept_owners": [[place.role_id, place.role.name] for place in places],
    }


def latest_decisions(action_ids: Sequence[int]) -> dict[int, int]:
    """The id of the decision recorded last on each action; actions without one are left out."""
    rows = Endorsement.objects.filter(action_id__in=action_ids).order_by()
    return dict(rows.values_list("action_id").annotate(last=Max("pk")))
