"""Blanks a text that should never have been written, wherever a copy of it stands.

The one exception to "nothing is ever changed", made for the law. The row stays, with its dates, its
rating and who recorded it; what is gone is the text, and that it went is on record.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connection, models, transaction
from django.db.models import Q, QuerySet

from plans.models import Change, Endorsement, LoadedRow, Redaction, Role, Update, User
from plans.rules.access import ADMINISTRATORS
from plans.rules.redaction import (
    BLANKABLE,
    NAMES,
    USERNAME,
    blank_of,
    has_name,
    holds,
    is_blank,
    is_marker,
    marker,
    replaced,
)
from plans.selectors.redaction import (
    Place,
    belongs_to,
    find_row,
    ledger_holding,
    log_holding,
    owners_holding,
    places_holding,
)
from plans.services.acting import acts
from plans.services.errors import NotAllowed, Refused
from plans.services.ledger import blind_key, is_blind
from plans.services.loading_accounts import LOADERS


@dataclass(frozen=True)
class Blanked:
    """What was blanked: the number in the marker, the texts, and how many copies of them beside."""

    number: int
    places: tuple[Place, ...]
    n_log: int
    n_loaded: int
    n_kept: int = 0  # decisions that kept the name of a role
    n_sign_ins: int = 0


@transaction.atomic
@acts
def blank_text(
    label: str,
    object_id: int,
    field: str,
    *,
    reason: str,
    by: User,
    at: datetime,
    text: str | None = None,
    leaving: Collection[tuple[str, int, str]] = (),
) -> Blanked:
    """Blanks a text of a row, and every other text that is the same or quotes it.

    `text` is an earlier text of that field, which only the log still has. None: the one there now,
    and with it every earlier one of the same field, since what was mended before may have held the same.
    `leaving` names other places (model, id, field) that only happen to use the same words. Raises a
    `Refused`; then nothing is written.
    """
    if by.position not in ADMINISTRATORS:
        raise NotAllowed("Only an administrator blanks a text.")
    is_current = text is None
    row, text = _require_text(label, object_id, field, text)
    if not reason.strip():
        raise Refused("Say why the text is blanked, without repeating it.", field="reason")
    if holds(reason, text):
        raise Refused("The reason repeats the text: say it in other words.", field="reason")
    own = Place(label, object_id, field, text)
    left = set(leaving) - {own.key} - kept_with(label, object_id)
    others = [p for p in places_holding(text, row) if p.key not in left | {own.key}]
    versions_of = own.key if is_current else None
    places = (own, *others)
    blanking = _Blanking(reason=reason.strip(), by=by, at=at, left=left)
    blanking.blank(own, row)
    for place in others:
        blanking.blank(place, find_row(place.model, place.object_id))
    n_log = blanking.blank_log(log_holding(text, places), versions_of=versions_of)
    n_kept = blanking.blank_owners(owners_holding(text, places), versions_of=versions_of)
    texts = {text.strip(), *blanking.names}
    n_loaded = blanking.blank_ledger(ledger_holding(texts, places), texts)
    n_sign_ins = blanking.blank_sign_ins(places)
    transaction.on_commit(_forget)
    return Blanked(blanking.numbers[text.strip()], places, n_log, n_loaded, n_kept, n_sign_ins)


def kept_with(label: str, object_id: int) -> set[tuple[str, int, str]]:
    """What boards kept of an update word for word: it goes with the update, or they would differ."""
    if label != Update._meta.label_lower:
        return set()
    kept = Endorsement._meta.label_lower
    pks = Endorsement.objects.filter(update=object_id).values_list("pk", flat=True)
    return {(kept, pk, field) for pk in pks for field in BLANKABLE[kept]}


def _require_text(
    label: str, object_id: int, field: str, text: str | None
) -> tuple[models.Model, str]:
    """The row and the text that is to go."""
    if field not in BLANKABLE.get(label, {}):
        raise Refused("This is no text that can be blanked.")
    row = find_row(label, object_id)
    if row is None:
        raise Refused("There is no such row, so there is nothing to blank.")
    found = text or getattr(row, field) or ""
    if not found.strip():
        raise Refused("There is no text there, so there is nothing to blank.", field="field")
    if is_blank(field, found):
        raise Refused("That text has been blanked already.", field="field")
    return row, found


class _Blanking:
    """One act of blanking. Texts that were the same get the same marker; what differed still differs."""

    def __init__(self, *, reason: str, by: User, at: datetime, left: set) -> None:
        self.reason, self.by, self.at, self.left = reason, by, at, left
        self.numbers: dict[str, int] = {}  # by text, without its margins
        self.names: set[str] = set()  # earlier ones of the same role or account

    def blank(self, place: Place, row: models.Model) -> None:
        """Blanks one text, if it still stands there, and puts on record that it was."""
        self._record(place, *belongs_to(row))
        if (getattr(row, place.field) or "").strip() != place.text.strip():
            return  # an earlier text: only the log has it
        now = {place.field: blank_of(place.field, self.numbers[place.text.strip()])}
        if isinstance(row, User) and place.field == USERNAME:
            now |= self._closed(row)
        # past AppendOnlyQuerySet, which refuses every change; the database lets this one through
        QuerySet(type(row)).filter(pk=row.pk).update(**now)

    def _closed(self, user: User) -> dict:
        """What else changes of an account whose sign-in name is blanked: nobody signs in with it."""
        if user.pk == self.by.pk:
            raise Refused("You cannot close your own account: ask another administrator to do it.")
        if user.username in LOADERS:
            raise Refused(
                "That account stands for what is loaded from documents: it is no person’s, "
                "and nobody signs in with it."
            )
        return {
            "is_active": False,
            "password": make_password(None),
            "changed_at": self.at,
            "changed_by": self.by,
        }

    def blank_log(self, changes: Iterable[Change], *, versions_of: tuple | None) -> int:
        """Blanks the copies in what rows were before and after; returns in how many lines.

        `versions_of` is the field of a row of which every text goes, whatever it says.
        """
        n = 0
        for change in list(changes):
            held = [
                (side, Place(change.model, change.object_id, name, text))
                for side in ("before", "after")
                for name, text in (getattr(change, side) or {}).items()
                if isinstance(text, str) and text and not is_blank(name, text)
            ]
            held = [
                (side, place)
                for side, place in held
                if place.key not in self.left
                and (place.key == versions_of or self._goes(place.text))
            ]
            for side, place in held:
                if not _on_record(place):
                    self._record(place, change.plan_id, change.action_id)
                if place.key == versions_of and (place.model, place.field) in NAMES:
                    self.names.add(place.text.strip())
                getattr(change, side)[place.field] = self._marker(place.text)
            if held:
                now = {"before": change.before, "after": change.after}
                QuerySet(Change).filter(pk=change.pk).update(**now)
                n += 1
        return n

    def blank_owners(self, kept: Iterable[Endorsement], *, versions_of: tuple | None) -> int:
        """Blanks the names of roles that decisions kept; returns in how many decisions."""
        n = 0
        for endorsement in kept:
            now = []
            for role, name in endorsement.kept_owners:
                place = Place(Role._meta.label_lower, role, "name", name)
                goes = place.key == versions_of or self._goes(name)
                if goes and place.key not in self.left and not is_marker(name):
                    if not _on_record(place):
                        self._record(place, None, None)
                    name = self._marker(name)
                now.append([role, name])
            if now != endorsement.kept_owners:
                QuerySet(Endorsement).filter(pk=endorsement.pk).update(kept_owners=now)
                n += 1
        return n

    def blank_ledger(self, rows: Iterable[LoadedRow], texts: Collection[str]) -> int:
        """Blanks the copies that the loader keeps, in keys too; returns in how many of its rows."""
        n = 0
        left = {key[:2] for key in self.left}
        for row in [r for r in rows if (r.model, r.object_id) not in left]:
            was = {name: getattr(row, name) for name in ("key", "given", "stored")}
            now = {name: replaced(was[name], self._mark) for name in ("given", "stored")}
            tells = any(has_name(row.key, text) or holds(row.key, text) for text in texts)
            number = next(iter(self.numbers.values()))
            now["key"] = (
                blind_key(row.fixture, row.key, number)
                if tells and not is_blind(row.key)
                else row.key
            )
            if now != was:
                LoadedRow.objects.filter(pk=row.pk).update(**now)
                n += 1
        return n

    def blank_sign_ins(self, places: Iterable[Place]) -> int:
        """Takes sign-in names out of what is kept of signing in; returns out of how many rows.

        Who signed in when is kept, under the name that the account has now. Attempts that failed
        only serve to slow the next ones down: they go.
        """
        accounts = [p for p in places if (p.model, p.field) == (_USER, USERNAME)]
        n = 0
        for place in accounts:
            now = User.objects.values_list("username", flat=True).get(pk=place.object_id)
            for name in {place.text.strip(), *self.names}:
                sent = f"{USERNAME}={name}"
                n += AccessAttempt.objects.filter(
                    Q(username__iexact=name)
                    | Q(post_data__icontains=sent)
                    | Q(get_data__icontains=sent)
                ).delete()[0]
                for kept in (AccessLog, AccessFailureLog):
                    n += kept.objects.filter(username__iexact=name).update(username=now)
        return n

    def _goes(self, text: object) -> bool:
        return any(holds(text, blanked) for blanked in self.numbers) and not is_marker(text)

    def _mark(self, text: str) -> str:
        """The marker of a text that has to go; every other text as it is."""
        return self._marker(text) if self._goes(text) or text in self.names else text

    def _marker(self, text: str) -> str:
        """The marker of a text: its own where it is on record itself, else that of the first."""
        first = next(iter(self.numbers.values()))
        return marker(self.numbers.get(text.strip(), first))

    def _record(self, place: Place, plan_id: int | None, action_id: int | None) -> None:
        """Puts on record that a text was blanked; the first record of a text is its number."""
        n_earlier = len(_on_record(place))
        field = f"{place.field} ({n_earlier + 1})" if n_earlier else place.field
        redaction = Redaction.objects.create(
            model=place.model,
            object_id=place.object_id,
            field=field,
            reason=self.reason,
            plan_id=plan_id,
            action_id=action_id,
            recorded_by=self.by,
            recorded_at=self.at,
        )
        self.numbers.setdefault(place.text.strip(), redaction.pk)


_USER = User._meta.label_lower


def _on_record(place: Place) -> list[Redaction]:
    """The redactions of that field of that row. Those after the first are called "note (2)"."""
    named = Redaction.objects.filter(
        model=place.model, object_id=place.object_id, field__startswith=place.field
    )
    return [r for r in named if r.field.partition(" (")[0] == place.field]


def _forget() -> None:
    """Lets go of what was made of the text: what is kept for a while, and SQLite's write-ahead log."""
    cache.clear()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
