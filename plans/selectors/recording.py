"""What somebody needs to see before and after recording an update."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from plans.models import Assignment, AssignmentRole, Plan, Standing, Update, User
from plans.readmodels_record import KnownOfAction, LaterUpdate
from plans.rules.access import MANAGERS, Position
from plans.rules.meanings import Basis
from plans.selectors.counts import key_of
from plans.selectors.wording import day_text, due_text, forecast_text, reported_mark
from plans.services.statements import roles_held


def roles_for_recording(user: User, *, on: date) -> set[int]:
    """The roles that decide what an action owner may record; no query for anybody else."""
    return roles_held(user, on) if user.position == Position.OWNER else set()


def owners_of(rows: Iterable[Standing]) -> dict[int, list[tuple[int, str]]]:
    """The ids and names of the roles that own some actions, by assignment, the lead first; one query."""
    found: dict[int, list[tuple[int, str]]] = {}
    for assignment, role, name in (
        AssignmentRole.objects.filter(assignment__in=[r.assignment_id for r in rows])
        .order_by("assignment_id", "position")
        .values_list("assignment_id", "role_id", "role__name")
    ):
        found.setdefault(assignment, []).append((role, name))
    return found


def known_of(plan: Plan, actions: Sequence[int], *, as_at: date) -> list[KnownOfAction]:
    """How these actions of the plan stand, each with its last update, in plan order; one query."""
    last = Update.objects.filter(action=OuterRef("action")).order_by("-pk").values("pk")[:1]
    rows = list(
        Standing.objects.filter(action__plan=plan, action__in=actions)
        .at(as_at)
        .select_related("action", "rating", "commented_by", "remains_by", "forecast_by", "due")
        .annotate(seen=Subquery(last))
        .order_by("action__position", "pk")
    )
    key = tuple((r.word, reported_mark(r, Basis.STATED)) for r in key_of(plan))
    return [_known(row, key) for row in rows]


def _known(row: Standing, key: tuple) -> KnownOfAction:
    said, remains, forecast = row.commented_by, row.remains_by, row.forecast_by
    return KnownOfAction(
        id=row.action_id,
        ref=row.action.ref,
        title=row.action.title,
        url=row.action.get_absolute_url(),
        due_text=due_text(row.due),
        rating=row.rating.word if row.rating else "",
        mark=reported_mark(row.rating, row.basis),
        comment=said.comment if said else "",
        comment_day=day_text(said) if said else "",
        remaining=remains.remaining if remains else "",
        forecast=(forecast.forecast_as_written or "") if forecast else "",
        seen=row.seen or 0,
        key=key,
    )


def updates_since(user: User, seen: dict[int, int]) -> dict[int, tuple[LaterUpdate, ...]]:
    """What was recorded on each action after the update that was seen, oldest first.

    `seen` gives the id of that update by action. Actions with nothing new are left out.
    """
    found: dict[int, list[LaterUpdate]] = {}
    rows = (
        Update.objects.filter(action__in=list(seen), pk__gt=min(seen.values(), default=0))
        .select_related("rating", "recorded_by")
        .order_by("pk")
    )
    for update in rows:
        if update.pk > seen[update.action_id]:
            found.setdefault(update.action_id, []).append(_later(update, user))
    return {pk: tuple(updates) for pk, updates in found.items()}


def _later(update: Update, user: User) -> LaterUpdate:
    return LaterUpdate(
        day_text=day_text(update),
        by="You" if update.recorded_by_id == user.pk else str(update.recorded_by),
        is_own=update.recorded_by_id == user.pk,
        mark=reported_mark(update.rating, update.basis) if update.rating else None,
        comment=update.comment or "",
        remaining=update.remaining or "",
        forecast=forecast_text(update),
    )


def with_ownership(rows, user: User, held: set[int]) -> list[tuple[int, bool]]:
    """The id of each action of some standings, in their order, and whether the person may record on it.

    One query. Twin of rules.access.may_record, for rows that are not otherwise read.
    """
    if user.position in MANAGERS:
        return [(pk, True) for pk in rows.values_list("action_id", flat=True)]
    owned = Assignment.objects.filter(pk=OuterRef("assignment"), places__role__in=held)
    return list(rows.annotate(is_mine=Exists(owned)).values_list("action_id", "is_mine"))
