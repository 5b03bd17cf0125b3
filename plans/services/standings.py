"""Keeps the cache of standings true to the statements it is made from."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from plans.models import Action, Assignment, DueDate, Standing, Update
from plans.rules.history import Fold, Said, Setting, after, fold, turning_days

_STATES = {
    "rating": "rating_id",
    "comment": "comment",
    "remaining": "remaining",
    "forecast": "forecast_as_written",
    "evidence": "evidence",
}


def said(update: Update) -> Said:
    """What the fold needs to know of an update."""
    return Said(
        id=update.pk,
        effective_on=update.effective_on,
        position=update.position,
        known_on=update.known_on,
        states=frozenset(p for p, attr in _STATES.items() if getattr(update, attr) is not None),
        clears=frozenset(update.clears),
        corrects=update.corrects_id,
    )


def _order(update: Update) -> tuple:
    """Where an update stands among an action's others."""
    return update.effective_on, update.position, update.pk


def setting(statement: DueDate | Assignment) -> Setting:
    return Setting(statement.pk, statement.effective_on, statement.position, statement.known_on)


def standing_of(
    action_id: int,
    folded: Fold,
    *,
    objective_id: int,
    updates: dict[int, Update],
    dues: dict[int, DueDate],
    leads: dict[int, int],
) -> Standing:
    """An unsaved standing from a fold; `leads` gives the leading role of each assignment."""
    rated_by = updates.get(folded.holds.get("rating", 0))
    remains_by = updates.get(folded.holds.get("remaining", 0))
    due = dues.get(folded.due or 0)
    return Standing(
        action_id=action_id,
        objective_id=objective_id,
        rating_id=rated_by.rating_id if rated_by else None,
        basis=rated_by.basis if rated_by else "",
        due_on=due.due_on if due else None,
        lead_id=leads.get(folded.owners or 0),
        rated_by=rated_by,
        commented_by_id=folded.holds.get("comment"),
        remains_by=remains_by,
        remains_said=bool(rated_by and remains_by) and _order(remains_by) >= _order(rated_by),
        forecast_by_id=folded.holds.get("forecast"),
        evidenced_by_id=folded.holds.get("evidence"),
        latest_id=folded.latest,
        first_due_id=folded.first_due,
        due_id=folded.due,
        assignment_id=folded.owners,
    )


class Statements:
    """Every statement about some actions, read in five queries."""

    def __init__(self, action_ids: Iterable[int]) -> None:
        ids = list(action_ids)
        self.objectives = dict(
            Action.objects.order_by().filter(pk__in=ids).values_list("pk", "objective_id")
        )
        self.updates = _by_action(Update.objects.filter(action_id__in=ids))
        self.dues = _by_action(DueDate.objects.filter(action_id__in=ids))
        self.assignments = _by_action(Assignment.objects.filter(action_id__in=ids))
        self.leads = dict(
            Assignment.roles.through.objects.filter(
                assignment__action_id__in=ids, position=0
            ).values_list("assignment_id", "role_id")
        )

    def fold(self, action_id: int, *, as_at, known_on=None) -> Standing:
        """How the action stood at the end of `as_at`, of what was known by `known_on`; unsaved."""
        updates, dues = self.updates[action_id], self.dues[action_id]
        folded = fold(
            [said(u) for u in updates],
            [setting(d) for d in dues],
            [setting(a) for a in self.assignments[action_id]],
            as_at=as_at,
            known_on=known_on,
        )
        return standing_of(
            action_id,
            folded,
            objective_id=self.objectives[action_id],
            updates={u.pk: u for u in updates},
            dues={d.pk: d for d in dues},
            leads=self.leads,
        )

    def standings(self, action_id: int) -> list[Standing]:
        """The action's standings from its first day on, unsaved."""
        groups = (self.updates[action_id], self.dues[action_id], self.assignments[action_id])
        days = turning_days(
            [said(u) for u in groups[0]], *([setting(s) for s in g] for g in groups[1:])
        )
        rows = []
        for day, until in zip(days, [*days[1:], None], strict=True):
            standing = self.fold(action_id, as_at=day)
            standing.from_on, standing.until_on = day, until
            rows.append(standing)
        return rows


def _by_action(statements) -> defaultdict[int, list]:
    found = defaultdict(list)
    for statement in statements:
        found[statement.action_id].append(statement)
    return found


_HELD_BY = {
    "rating": "rated_by_id",
    "comment": "commented_by_id",
    "remaining": "remains_by_id",
    "forecast": "forecast_by_id",
    "evidence": "evidenced_by_id",
}


def carry_on(standing: Standing, update: Update) -> None:
    """The standings after an update that comes after everything said so far; made from the last one.

    It gives what `rebuild_standings` would, without reading the action's history again: an ordinary
    update costs the same however long that is. `standing` is the open one and begins no later than
    the update takes effect.
    """
    stood = dict(standing.__dict__)
    before = {part: by for part, attr in _HELD_BY.items() if (by := getattr(standing, attr))}
    holds = after(before, said(update))
    if standing.from_on < update.effective_on:
        Standing.objects.filter(pk=standing.pk).update(until_on=update.effective_on)
        standing.pk, standing.from_on, standing._state.adding = None, update.effective_on, True
    for part, attr in _HELD_BY.items():
        setattr(standing, attr, holds.get(part))
    if holds.get("rating") == update.pk:
        standing.rating_id, standing.basis = update.rating_id, update.basis
    elif "rating" not in holds:
        standing.rating_id, standing.basis = None, ""
    if holds.get("remaining") == update.pk:
        standing.remains_said = "rating" in holds
    elif holds.get("rating") == update.pk or not {"rating", "remaining"} <= holds.keys():
        standing.remains_said = False
    standing.latest_id = update.pk
    if standing._state.adding:
        standing.save()
    else:  # only what changed: most of a standing's columns never do
        changed = {k: v for k, v in standing.__dict__.items() if stood[k] != v}
        Standing.objects.filter(pk=standing.pk).update(**changed)


@transaction.atomic
def rebuild_standings(actions: Iterable[Action | int]) -> int:
    """Makes the standings of these actions anew; returns how many there are."""
    ids = [getattr(action, "pk", action) for action in actions]
    Standing.objects.filter(action_id__in=ids).delete()
    statements = Statements(ids)
    rows = [row for action_id in ids for row in statements.standings(action_id)]
    Standing.objects.bulk_create(rows, batch_size=500)
    return len(rows)
