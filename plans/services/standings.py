"""Keeps the cache of standings true to the statements it is made from."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from plans.models import Action, Assignment, DueDate, Endorsement, Standing, Update
from plans.models.standing import ALWAYS
from plans.rules.endorsing import Content, awaits_decision, changed_parts, endorsed_reading
from plans.rules.history import Fold, Said, Setting, Spoken, after, fold, folds

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


def setting(statement: DueDate | Assignment | Endorsement) -> Setting:
    return Setting(statement.pk, statement.effective_on, statement.position, statement.known_on)


def _order(update: Update) -> tuple:
    """Where an update stands among an action's others."""
    return update.effective_on, update.position, update.pk


def content(
    rated_by: Update | None,
    commented_by: Update | None,
    evidenced_by: Update | None,
    due: DueDate | None,
    owners: Iterable[int],
) -> Content:
    """What a claim of an action's state consists of, from the statements that hold."""
    return Content(
        rating=rated_by.rating_id if rated_by else None,
        comment=commented_by.comment if commented_by else None,
        evidence=(evidenced_by.evidence, evidenced_by.evidence_on, evidenced_by.evidence_link)
        if evidenced_by
        else (None, None, ""),
        due_on=due.due_on if due else None,
        due_as_written=due.as_written if due else "",
        owners=tuple(owners),
    )


def kept_content(decision: Endorsement) -> Content:
    """What the board decided on, as it was kept word for word."""
    return Content(
        rating=decision.kept_rating_id,
        comment=decision.kept_comment,
        evidence=(decision.kept_evidence, decision.kept_evidence_on, decision.kept_evidence_link),
        due_on=decision.kept_due_on,
        due_as_written=decision.kept_due_as_written,
        owners=tuple(role for role, _ in decision.kept_owners),
    )


def _decided(stands: Content, decision: Endorsement | None) -> dict:
    """The columns of a standing that say what the board made of what stands."""
    changed = changed_parts(kept_content(decision), stands) if decision else ()
    word = decision.decision if decision else None
    return {
        "endorsed": endorsed_reading(word, changed=changed),
        "awaits": awaits_decision(stands.rating, word, changed=changed),
    }


class Statements:
    """Every statement about some actions, read in six queries."""

    def __init__(self, action_ids: Iterable[int]) -> None:
        ids = list(action_ids)
        self.objectives = dict(
            Action.objects.order_by().filter(pk__in=ids).values_list("pk", "objective_id")
        )
        self.updates = _by_action(Update.objects.filter(action_id__in=ids))
        self.dues = _by_action(DueDate.objects.filter(action_id__in=ids))
        self.assignments = _by_action(Assignment.objects.filter(action_id__in=ids))
        self.decisions = _by_action(Endorsement.objects.filter(action_id__in=ids))
        self.roles: dict[int, list[int]] = {}  # of each assignment, the lead first
        places = Assignment.roles.through.objects.filter(assignment__action_id__in=ids)
        for assignment, role in places.order_by("assignment_id", "position").values_list(
            "assignment_id", "role_id"
        ):
            self.roles.setdefault(assignment, []).append(role)
        self._by_id: dict[type, dict] = {
            Update: _in_bulk(self.updates),
            DueDate: _in_bulk(self.dues),
            Endorsement: _in_bulk(self.decisions),
        }

    def spoken(self, action_id: int) -> Spoken:
        return Spoken(
            tuple(said(u) for u in self.updates[action_id]),
            tuple(setting(d) for d in self.dues[action_id]),
            tuple(setting(a) for a in self.assignments[action_id]),
            tuple(setting(e) for e in self.decisions[action_id]),
        )

    def _find(self, model: type, pk: int | None):
        return self._by_id[model].get(pk)

    def standing(self, action_id: int, folded: Fold) -> Standing:
        """An unsaved standing from a fold."""
        held = {part: self._find(Update, by) for part, by in folded.holds.items()}
        rated_by, remains_by = held.get("rating"), held.get("remaining")
        due, decision = self._find(DueDate, folded.due), self._find(Endorsement, folded.decision)
        owners = self.roles.get(folded.owners, [])
        stands = content(rated_by, held.get("comment"), held.get("evidence"), due, owners)
        return Standing(
            action_id=action_id,
            objective_id=self.objectives[action_id],
            rating_id=rated_by.rating_id if rated_by else None,
            basis=rated_by.basis if rated_by else "",
            due_on=due.due_on if due else None,
            lead_id=owners[0] if owners else None,
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
            decision_id=folded.decision,
            **_decided(stands, decision),
        )

    def fold(self, action_id: int, *, as_at, known_on=None) -> Standing:
        """How the action stood at the end of `as_at`, of what was known by `known_on`; unsaved."""
        folded = fold(self.spoken(action_id), as_at=as_at, known_on=known_on)
        return self.standing(action_id, folded)

    def standings(self, action_id: int) -> list[Standing]:
        """The action's standings from its first day on, by what was known when; unsaved.

        What stays as it was when more becomes known is one standing, known until it is overtaken.
        """
        spoken = self.spoken(action_id)
        closed: list[Standing] = []
        current: dict[tuple, Standing] = {}
        for known_on in [ALWAYS, *spoken.known_days()]:
            found = folds(spoken, known_on=known_on)
            ends = [day for day, _ in found[1:]] + [None] * bool(found)
            now: dict[tuple, Standing] = {}
            for (day, folded), until in zip(found, ends, strict=True):
                key = (day, until, tuple(sorted(folded.holds.items())), *_rest(folded))
                now[key] = current.pop(key, None) or self._from(
                    action_id, folded, day, until, known_on
                )
            for overtaken in current.values():
                overtaken.known_until = known_on
                closed.append(overtaken)
            current = now
        return [*closed, *current.values()]

    def _from(
        self, action_id: int, folded: Fold, day: date, until: date | None, known_on: date
    ) -> Standing:
        standing = self.standing(action_id, folded)
        standing.from_on, standing.until_on, standing.known_from = day, until, known_on
        return standing


def _rest(folded: Fold) -> tuple:
    return folded.latest, folded.first_due, folded.due, folded.owners, folded.decision


def _by_action(statements) -> defaultdict[int, list]:
    found = defaultdict(list)
    for statement in statements:
        found[statement.action_id].append(statement)
    return found


def _in_bulk(groups: dict[int, list]) -> dict:
    return {statement.pk: statement for group in groups.values() for statement in group}


_HELD_BY = {
    "rating": "rated_by_id",
    "comment": "commented_by_id",
    "remaining": "remains_by_id",
    "forecast": "forecast_by_id",
    "evidence": "evidenced_by_id",
}


def can_carry_on(standing: Standing | None, update: Update) -> bool:
    """Whether an update comes after everything that was said and known of its action so far."""
    return (
        standing is not None
        and standing.from_on <= update.effective_on
        and standing.known_from <= update.known_on
    )


def carry_on(standing: Standing, update: Update) -> None:
    """The standings after an update that comes after everything said so far; made from the last one.

    It gives what `rebuild_standings` would, without reading the action's history again: an ordinary
    update costs the same however long that is. `standing` is the open one (see `can_carry_on`).
    """
    stood = dict(standing.__dict__)
    before = {part: by for part, attr in _HELD_BY.items() if (by := getattr(standing, attr))}
    holds = after(before, said(update))
    now = Standing(**{f.attname: stood[f.attname] for f in Standing._meta.concrete_fields})
    for part, attr in _HELD_BY.items():
        setattr(now, attr, holds.get(part))
    if holds.get("rating") == update.pk:
        now.rating_id, now.basis = update.rating_id, update.basis
    elif "rating" not in holds:
        now.rating_id, now.basis = None, ""
    if holds.get("remaining") == update.pk:
        now.remains_said = "rating" in holds
    elif holds.get("rating") == update.pk or not {"rating", "remaining"} <= holds.keys():
        now.remains_said = False
    now.latest_id = update.pk
    for column, value in _decided(_content_of(now, standing, update), standing.decision).items():
        setattr(now, column, value)
    _overtake(standing, now, update)


def _content_of(now: Standing, standing: Standing, update: Update) -> Content:
    """What stands after the update; the texts are read only where the board has decided on some."""
    if standing.decision_id is None:
        rated = Update(rating_id=now.rating_id) if now.rating_id else None
        return content(rated, None, None, None, ())
    found = Update.objects.in_bulk(
        {getattr(now, f"{part}_by_id") for part in ("rated", "commented", "evidenced")}
        - {None, update.pk}
    ) | {update.pk: update}
    places = Assignment.roles.through.objects.filter(assignment=standing.assignment_id)
    return content(
        found.get(now.rated_by_id),
        found.get(now.commented_by_id),
        found.get(now.evidenced_by_id),
        standing.due,
        places.order_by("position").values_list("role_id", flat=True),
    )


def _overtake(standing: Standing, now: Standing, update: Update) -> None:
    """Writes the standing after the open one, and keeps what was known before the update."""
    own = Standing.objects.filter(pk=standing.pk)
    same_day, same_knowledge = (
        standing.from_on == update.effective_on,
        standing.known_from == update.known_on,
    )
    if same_day and same_knowledge:
        changed = {k: v for k, v in _columns(now).items() if getattr(standing, k) != v}
        own.update(**changed)  # only what changed: most of a standing's columns never do
        return
    if same_knowledge:
        own.update(until_on=update.effective_on)
    else:
        own.update(known_until=update.known_on)
    fresh = []
    if not same_knowledge and not same_day:
        until = Standing(**_columns(standing))
        until.known_from, until.until_on = update.known_on, update.effective_on
        fresh.append(until)
    now.pk, now.from_on, now.known_from = None, update.effective_on, update.known_on
    Standing.objects.bulk_create([*fresh, now])


def _columns(standing: Standing) -> dict:
    return {
        f.attname: getattr(standing, f.attname)
        for f in Standing._meta.concrete_fields
        if not f.primary_key
    }


@transaction.atomic
def rebuild_standings(actions: Iterable[Action | int]) -> int:
    """Makes the standings of these actions anew; returns how many there are."""
    ids = [getattr(action, "pk", action) for action in actions]
    Standing.objects.filter(action_id__in=ids).delete()
    statements = Statements(ids)
    rows = [row for action_id in ids for row in statements.standings(action_id)]
    Standing.objects.bulk_create(rows, batch_size=500)
    return len(rows)
