"""What is said of actions: updates, revised due dates, owners. Written once, never edited."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from plans.models import (
    Action,
    Assignment,
    AssignmentRole,
    DueDate,
    Meeting,
    Rating,
    Role,
    Standing,
    Update,
    User,
)
from plans.models.sources import Source
from plans.rules.access import GOVERNORS, MANAGERS, may_record
from plans.rules.dates import long_date, read_date
from plans.rules.history import HELD
from plans.rules.meanings import Basis
from plans.services.days import day_of
from plans.services.errors import (
    NotAllowed,
    NothingSaid,
    Overtaken,
    RatingNotInKey,
    Refused,
    WrongDate,
)
from plans.services.standings import can_carry_on, carry_on, rebuild_standings


def roles_held(user: User, on: date) -> set[int]:
    """The ids of the roles that the person holds on that day."""
    holdings = user.holdings.filter(from_on__lte=on).exclude(until_on__lte=on)
    return set(holdings.values_list("role_id", flat=True))


def owner_roles(action: Action) -> set[int]:
    """The ids of the roles that own the action now, lead and support alike."""
    latest = action.assignments.order_by("-effective_on", "-position", "-pk").first()
    return set(latest.places.values_list("role_id", flat=True)) if latest else set()


def require_may_record(user: User, action: Action, *, on: date) -> None:
    """Raises NotAllowed unless the person may record an update on this action today."""
    if user.position in MANAGERS:
        return
    if not may_record(
        user.position, roles_held=roles_held(user, on), owner_roles=owner_roles(action)
    ):
        raise NotAllowed(
            f"You can record updates only on actions that a role of yours owns; {action.ref} is not one."
        )


def _require_day(action: Action, effective_on: date, *, today: date) -> None:
    plan = action.plan
    if effective_on < plan.begins_on:
        raise WrongDate(
            f"{long_date(effective_on)} is before the plan began ({long_date(plan.begins_on)}): "
            "give the day on which things stood like this.",
            field="effective_on",
        )
    if effective_on > today:
        raise WrongDate(
            f"{long_date(effective_on)} is in the future: an update says how things stood, "
            "so give today's date or an earlier one.",
            field="effective_on",
        )


def _rating(action: Action, word: str) -> Rating:
    key = Rating.objects.filter(plan_id=action.plan_id)
    found = key.filter(word__iexact=word).order_by().first() if word.isprintable() else None
    if found is None:
        words = ", ".join(key.values_list("word", flat=True))
        raise RatingNotInKey(
            f"“{word}” is not in this plan's key: choose one of {words}.", field="rating"
        )
    return found


def next_position(statements, effective_on: date) -> int:
    """The place in its day of a statement that comes after the others of that day."""
    last = statements.filter(effective_on=effective_on).aggregate(last=Max("position"))["last"]
    return 1 if last is None else last + 1


def _clean(text: str | None) -> str | None:
    """Text without its margins; empty text is not a statement."""
    return (text or "").strip() or None


@transaction.atomic
def record_update(
    action: Action,
    *,
    by: User,
    at: datetime,
    effective_on: date | None = None,
    effective_precision: str = "day",
    position: int | None = None,
    rating: str | None = None,
    basis: Basis | str = Basis.STATED,
    inferred_from: str = "",
    comment: str | None = None,
    remaining: str | None = None,
    forecast: str | None = None,
    evidence: str | None = None,
    evidence_on: date | None = None,
    evidence_link: str = "",
    clears: Iterable[str] = (),
    reason: str = "",
    corrects: Update | None = None,
    source: Source | None = None,
    place: str = "",
    known_on: date | None = None,
    batch: uuid.UUID | None = None,
    revised_due: str | None = None,
    revised_reason: str = "",
    agreed_by: Meeting | None = None,
    seen: int | None = None,
    refresh: bool = True,
) -> Update:
    """Records one update on an action, and with it a revised due date where one is given.

    `rating` is a word of the plan's key; None, as for every other part, leaves standing what was
    said before. `forecast` and `revised_due` are dates as written, `agreed_by` is the meeting that
    agreed the revised one. `seen` is the id of the last update that the writer had seen (0: none;
    None: not asked). `refresh=False` leaves the standings to the caller. Raises a `Refused`; then
    nothing is written.
    """
    today = day_of(at)
    action = lock_action(action)
    require_may_record(by, action, on=today)
    if corrects:
        _require_correctable(action, corrects)
        if effective_on is None:  # it says anew what was said of that day
            effective_on, effective_precision = corrects.effective_on, corrects.effective_precision
    effective_on = effective_on or today
    _require_day(action, effective_on, today=today)
    newest, last = action.updates.aggregate(
        newest=Max("pk"), last=Max("position", filter=Q(effective_on=effective_on))
    ).values()
    if seen is not None and (newest or 0) > seen:
        _refuse_overtaken(action, seen)
    parts = {
        "comment": _clean(comment),
        "remaining": _clean(remaining),
        "evidence": _clean(evidence),
    }
    clears = sorted(set(clears))
    if unknown := set(clears) - set(HELD):
        raise Refused(f"An update cannot clear {', '.join(sorted(unknown))}.")
    forecast = _clean(forecast)
    if not (rating or forecast or clears or revised_due or any(parts.values())):
        raise NothingSaid("Choose a rating or say what has happened.", field="comment")
    if (evidence_on or evidence_link) and not parts["evidence"]:
        raise Refused("Say in a few words what the evidence is.", field="evidence")
    written = read_date(forecast) if forecast else None
    found = _rating(action, rating) if rating else None
    if not (rating or forecast or clears or reason.strip() or any(parts.values())):
        reason = f"Due date moved to {revised_due.strip()}: {revised_reason.strip()}"
    update = Update.objects.create(
        action=action,
        recorded_by=by,
        recorded_at=at,
        effective_on=effective_on,
        effective_precision=effective_precision,
        position=position or (last or 0) + 1,
        known_on=known_on or today,
        rating=found,
        basis=basis if found else "",
        inferred_from=inferred_from if found else "",
        forecast_as_written=forecast,
        forecast_on=written.on if written else None,
        forecast_precision=(written.precision or "") if written else "",
        evidence_on=evidence_on,
        evidence_link=evidence_link,
        clears=clears,
        reason=reason.strip(),
        corrects=corrects,
        batch=batch,
        source=source,
        place=place,
        **parts,
    )
    if revised_due:
        revise_due(
            action,
            revised_due,
            reason=revised_reason,
            by=by,
            at=at,
            effective_on=effective_on,
            meeting=agreed_by,
            known_on=known_on,
            source=source,
            place=place,
            refresh=False,
        )
    if refresh:
        plain = not (corrects or position or revised_due)
        standing = _last_standing(action) if plain else None
        if can_carry_on(standing, update):
            carry_on(standing, update)
        else:
            rebuild_standings([action])
    return update


def lock_action(action: Action) -> Action:
    """The action with its plan, locked until the transaction ends. Every write begins with it."""
    return Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)


def _last_standing(action: Action) -> Standing | None:
    """The open standing, as everything known so far has it."""
    rows = Standing.objects.filter(action=action, until_on__isnull=True, known_until__isnull=True)
    return next(iter(rows.order_by()[:1]), None)


def _refuse_overtaken(action: Action, seen: int) -> None:
    since = list(action.updates.filter(pk__gt=seen).order_by("pk").values_list("pk", flat=True))
    raise Overtaken(
        "Somebody else recorded an update on this action while you were writing. Both are shown: "
        "read theirs, change yours if you need to, and save again.",
        since=since,
    )


def _require_correctable(action: Action, corrects: Update) -> None:
    if corrects.action_id != action.pk:
        raise Refused("An update can correct only another update on the same action.")
    if Update.objects.filter(corrects=corrects).exists():
        raise Refused(
            "That update has been corrected already: correct the one that took its place."
        )


@transaction.atomic
def record_bulk_update(
    actions: Sequence[Action],
    *,
    by: User,
    at: datetime,
    reason: str,
    rating: str | None = None,
    comment: str | None = None,
    effective_on: date | None = None,
    seen: dict[int, int] | None = None,
) -> list[Update]:
    """Writes one update, with its reason, to each action's history; all of them or none.

    `seen` gives the last update seen of each action, as in `record_update`.
    """
    if not actions:
        raise Refused("Choose at least one action.", field="actions")
    if not reason.strip():
        raise Refused("Say why these actions are updated together.", field="reason")
    batch = uuid.uuid4()
    updates = [
        record_update(
            action,
            by=by,
            at=at,
            rating=rating,
            comment=comment,
            effective_on=effective_on,
            reason=reason,
            batch=batch,
            seen=(seen or {}).get(action.pk),
            refresh=False,
        )
        for action in sorted(
            actions, key=lambda a: a.pk
        )  # one order, so that no two wait in a ring
    ]
    rebuild_standings(actions)
    return updates


@transaction.atomic
def revise_due(
    action: Action,
    as_written: str,
    *,
    reason: str,
    by: User,
    at: datetime,
    effective_on: date | None = None,
    agreed_at: str = "",
    meeting: Meeting | None = None,
    known_on: date | None = None,
    source: Source | None = None,
    place: str = "",
    refresh: bool = True,
) -> DueDate:
    """Gives an action a new due date; the earlier ones stay. A date that can be read is demanded.

    `meeting` is the one that agreed it: there the chair and the clerk may, elsewhere those who may
    record on the action.
    """
    today = day_of(at)
    action = lock_action(action)
    if meeting is None or by.position not in GOVERNORS:
        require_may_record(by, action, on=today)
    effective_on = effective_on or today
    _require_day(action, effective_on, today=today)
    written = read_date(as_written)
    if written.on is None:
        raise WrongDate(
            f"“{as_written}” is not a date that can be kept to: "
            "write a day or a month, for example 30 June 2015 or June 2015.",
            field="revised_due",
        )
    if written.on < action.plan.begins_on:
        raise WrongDate(f"{long_date(written.on)} is before the plan began.", field="revised_due")
    if not reason.strip():
        raise Refused("Say why the date is moved.", field="revised_reason")
    due = DueDate.objects.create(
        action=action,
        recorded_by=by,
        recorded_at=at,
        effective_on=effective_on,
        position=next_position(action.due_dates, effective_on),
        known_on=known_on or today,
        as_written=as_written.strip(),
        due_on=written.on,
        due_precision=written.precision,
        ongoing=written.ongoing,
        is_revision=True,
        reason=reason.strip(),
        agreed_at=agreed_at or (str(meeting) if meeting else ""),
        meeting=meeting,
        source=source,
        place=place,
    )
    if refresh:
        rebuild_standings([action])
    return due


@transaction.atomic
def first_due_date(
    action: Action,
    as_written: str,
    *,
    by: User,
    at: datetime,
    source: Source | None,
    place: str,
    known_on: date | None = None,
) -> DueDate:
    """The due date that an action was written with, as written; it counts from the plan's first day."""
    written = read_date(as_written)
    return DueDate.objects.create(
        action=action,
        recorded_by=by,
        recorded_at=at,
        effective_on=action.plan.begins_on,
        effective_precision=action.plan.begins_precision,
        position=1,
        known_on=known_on or _known_from(source, at),
        as_written=as_written,
        due_on=written.on,
        due_precision=written.precision or "",
        ongoing=written.ongoing,
        source=source,
        place=place,
    )


@transaction.atomic
def assign_owners(
    action: Action,
    roles: Sequence[Role],
    *,
    as_written: str,
    by: User,
    at: datetime,
    effective_on: date | None = None,
    reason: str = "",
    source: Source | None = None,
    place: str = "",
    position: int | None = None,
    known_on: date | None = None,
    refresh: bool = True,
) -> Assignment:
    """Says who owns an action from a day (None: the plan's first), the lead first.

    `position` is the place in its day; None: after what was said of that day before.
    `refresh=False` leaves the standings to the caller.
    """
    precision = "day" if effective_on else action.plan.begins_precision
    effective_on = effective_on or action.plan.begins_on
    assignment = Assignment.objects.create(
        action=action,
        recorded_by=by,
        recorded_at=at,
        effective_on=effective_on,
        effective_precision=precision,
        position=position or next_position(action.assignments, effective_on),
        known_on=known_on or _known_from(source, at),
        as_written=as_written,
        reason=reason,
        source=source,
        place=place,
    )
    AssignmentRole.objects.bulk_create(
        AssignmentRole(assignment=assignment, role=role, position=n) for n, role in enumerate(roles)
    )
    if refresh:
        rebuild_standings([action])
    return assignment


def _known_from(source: Source | None, at: datetime) -> date:
    """The day from which a statement is known: its document's publication, else its recording."""
    return source.published_on if source and source.published_on else day_of(at)
