"""What was loaded of each file, against which it is loaded again without effect."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, models
from django.utils.crypto import salted_hmac

from plans.models import LoadedRow
from plans.rules.redaction import is_marker, marker, same_but_for_blanks
from plans.services.errors import Refused
from plans.services.fixture_file import BrokenFixture

_KEY_LENGTH = LoadedRow._meta.get_field("key").max_length
_ENCODER = DjangoJSONEncoder()
# What is said where a row breaks a constraint of the database, by a part of the constraint's name.
_CONSTRAINTS = [
    ("rating_with_basis", "a rating says its basis, and nothing else has one"),
    ("inferred_rating_says_from_what", "inferred_from goes with an inferred rating and no other"),
    ("remark_is_of_one_thing", "a remark is about a part or an objective, not about both"),
    ("date_precision", "a day and its precision are given together, or neither is"),
    ("ends_after_it_starts", "it ends before it begins"),
    ("not_before_not_after", "not_after is earlier than not_before"),
    ("sub_group_of_a_board", "a sub-group names its parent, and no other board has one"),
    ("challenge_and_deferral_have", "a challenge and a deferral say their reason"),
    ("NOT NULL", "a day that it needs is missing, perhaps that of its source"),
    ("not-null", "a day that it needs is missing, perhaps that of its source"),
]
_NOT_COMPARED = {"id", "recorded_at", "recorded_by_id"}
# The users' own, which alters nothing: who holds a role, that a meeting's minutes are agreed, that a
# link is ended, on which day bands or a target end because others begin, and when a review was received.
_OF_USERS = {
    "plans.role": {"holders"},
    "plans.meeting": {"agreed_at", "agreed_by_id"},
    "indicators.link": {"is_ended"},
    "indicators.bandset": {"valid_until"},
    "indicators.target": {"valid_until"},
    "reports.review": {"received_on"},
}


_BLIND = re.compile(r"\[Text removed, no\. [0-9]+\] ([0-9a-f]{32})")


def blind_key(fixture: str, key: str, number: int) -> str:
    """The key of a row after a name in it was blanked: the row is found by it, the name is not read."""
    return f"{marker(number)} {_print_of(fixture, key, settings.SECRET_KEY)}"


def is_blind(key: str) -> bool:
    return bool(_BLIND.fullmatch(key))


def _print_of(fixture: str, key: str, secret: str) -> str:
    """With a secret, since the names that there are could all be tried."""
    said = salted_hmac("plans.ledger", f"{fixture}\n{key}", secret=secret, algorithm="sha256")
    return said.hexdigest()[:32]


class Altered(ValueError):
    """Rows that were loaded earlier and stand otherwise now, named one by one in `rows`."""

    def __init__(self, rows: list[str]) -> None:
        super().__init__("; ".join(rows))
        self.rows = rows


class Ledger:
    """The rows of one file: those loaded earlier, those that are new, and what was altered."""

    def __init__(self, fixture: str) -> None:
        self.fixture = fixture
        self.n_new = 0
        self._rows = {row.key: row for row in LoadedRow.objects.filter(fixture=fixture)}
        self._blind = {
            found[1]: row for key, row in self._rows.items() if (found := _BLIND.fullmatch(key))
        }
        self._found: dict[str, dict[int, models.Model]] = {}
        self._put: dict[str, tuple[dict, models.Model | None]] = {}
        self._lacks = False

    @property
    def is_new(self) -> bool:
        """Whether nothing of the file was loaded before."""
        return not self._rows

    def has(self, key: str) -> bool:
        """Whether the row of that key was loaded before."""
        return self._row_of(key) is not None

    def _row_of(self, key: str) -> LoadedRow | None:
        """What was loaded under that key, also where a name in the key was blanked since."""
        found = self._rows.get(key)
        if found is None and self._blind:
            secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
            prints = (_print_of(self.fixture, key, secret) for secret in secrets)
            found = next((self._blind[each] for each in prints if each in self._blind), None)
        return found

    def put(self, key: str, facts: dict, make: Callable[[], models.Model]) -> models.Model | None:
        """The row of that key: the one loaded earlier, else a new one that `make` writes.

        None where the loaded row is gone, and for every new row after that: then `close` refuses.
        Raises BrokenFixture where the file gives the key twice or the row cannot be made.
        """
        if key in self._put:
            raise self.broken(key, "it is given twice")
        loaded = self._row_of(key)
        if loaded is None:
            row = None if self._lacks else self._make(key, make)
            self.n_new += 1
        else:
            row = self._find(loaded)
            self._lacks = self._lacks or row is None
        self._put[key] = facts, row
        return row

    def broken(self, key: str, what: str) -> BrokenFixture:
        return BrokenFixture(f"fixtures/{self.fixture}, {key}: {what.rstrip('.')}.")

    def close(self) -> list[str]:
        """Writes down what is new; returns what was altered, a line each, and then writes nothing.

        All rows of a kind are read together, and so is what they are linked to.
        """
        stored = stored_all([row for _, row in self._put.values() if row is not None])
        altered, fresh = [], []
        for key, (facts, row) in self._put.items():
            loaded, now = self._row_of(key), stored.get(_identity(row))
            if loaded is None and row is not None:
                fresh.append(self._entry(key, facts, row, now))
            elif loaded is not None and row is None:
                altered.append(f"{key} was deleted")
            elif loaded is not None and (line := _altered(key, loaded, facts, now)):
                altered.append(line)
        if not altered:
            LoadedRow.objects.bulk_create(fresh, batch_size=500)
        return altered

    def _entry(self, key: str, facts: dict, row: models.Model, stored: dict) -> LoadedRow:
        return LoadedRow(
            fixture=self.fixture,
            key=key,
            model=row._meta.label_lower,
            object_id=row.pk,
            given=_given(facts),
            stored=stored,
        )

    def _make(self, key: str, make: Callable[[], models.Model]) -> models.Model:
        """A new row. What fails ends the loading, so no savepoint is needed."""
        if len(key) > _KEY_LENGTH:
            raise self.broken(key, f"its name is too long: all of it may take {_KEY_LENGTH}")
        try:
            return make()
        except BrokenFixture:
            raise
        except KeyError as error:
            raise self.broken(key, f"{error} is missing or unknown") from error
        except Refused as error:
            raise self.broken(key, str(error)) from error
        except (
            TypeError,
            ValueError,
            OverflowError,
            ValidationError,
            DataError,
            IntegrityError,
        ) as error:
            raise self.broken(key, _in_words(error)) from error

    def _find(self, loaded: LoadedRow) -> models.Model | None:
        """One read for all rows of a kind, rather than one for each."""
        if loaded.model not in self._found:
            ids = {r.object_id for r in self._rows.values() if r.model == loaded.model}
            self._found[loaded.model] = apps.get_model(loaded.model)._default_manager.in_bulk(ids)
        return self._found[loaded.model].get(loaded.object_id)


def _identity(row: models.Model | None) -> tuple | None:
    return (type(row), row.pk) if row is not None else None


def stored_all(rows: Sequence[models.Model]) -> dict[tuple, dict]:
    """What the database holds of each row, by its kind and id: its fields, and its links in order."""
    of_kind = defaultdict(list)
    for row in rows:
        of_kind[type(row)].append(row)
    found = {}
    for kind, group in of_kind.items():
        left_out = _NOT_COMPARED | _OF_USERS.get(kind._meta.label_lower, set())
        columns = [f for f in kind._meta.concrete_fields if f.attname not in left_out]
        linked = {
            f.name: _linked(f, group) for f in kind._meta.many_to_many if f.name not in left_out
        }
        for row in group:
            fields = {f.attname: _plain(f.value_from_object(row)) for f in columns}
            found[_identity(row)] = fields | {n: links[row.pk] for n, links in linked.items()}
    return found


def _linked(field: models.ManyToManyField, rows: Sequence[models.Model]) -> defaultdict:
    """The ids that each of the rows is linked to, in order."""
    through, own = field.remote_field.through, f"{field.m2m_field_name()}_id"
    order = through._meta.ordering or ["pk"]
    found: defaultdict[int, list[int]] = defaultdict(list)
    ids = [row.pk for row in rows]
    for start in range(0, len(ids), 500):
        links = through._default_manager.filter(**{f"{own}__in": ids[start : start + 500]})
        pairs = links.order_by(*order).values_list(own, f"{field.m2m_reverse_field_name()}_id")
        for pk, to in pairs:
            found[pk].append(to)
    return found


def _plain(value):
    """A value as JSON keeps it, so that what is stored can be compared with what was."""
    if isinstance(value, str | int | bool | type(None) | list | dict):
        return value
    if isinstance(value, Decimal):  # a column gives back more noughts than were written
        return format(value.normalize(), "f")
    return _ENCODER.default(value)


def _given(facts):
    """The facts of a file as JSON keeps them."""
    if isinstance(facts, dict):
        return {key: _given(value) for key, value in facts.items()}
    if isinstance(facts, list):
        return [_given(value) for value in facts]
    return _plain(facts)


def _altered(key: str, loaded: LoadedRow, facts: dict, stored: dict) -> str:
    """In words, how the row differs from what was loaded; "" where it doesn't.

    A column that the table has got since says nothing of what was loaded.
    """
    now = {name: value for name, value in stored.items() if name in loaded.stored}
    if changed := _differing(loaded.stored, now):
        return f"{key} was altered ({', '.join(changed)})"
    if changed := _differing(loaded.given, _blanked_alike(loaded.given, _given(facts))):
        return f"{key} stands otherwise in the file now ({', '.join(changed)})"
    return ""


def _blanked_alike(before, now):
    """The facts of the file, but for what was blanked since by law: of that no copy was kept."""
    if is_marker(before):
        return before
    if isinstance(before, dict) and isinstance(now, dict):
        return now | {k: _blanked_alike(v, now[k]) for k, v in before.items() if k in now}
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [_blanked_alike(*pair) for pair in zip(before, now, strict=True)]
    return now


def _differing(before: dict, after: dict) -> list[str]:
    """The names of what differs; a text that was blanked by law since does not."""
    return sorted(
        k
        for k in before.keys() | after.keys()
        if not same_but_for_blanks(before.get(k), after.get(k))
    )


def _in_words(error: Exception) -> str:
    """What a database or Django says of a row that cannot be, as a sentence for who wrote the file."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    said = str(error)
    if isinstance(error, IntegrityError):
        if "unique" in said.lower():
            return "another entry of its kind has the same name, number or place in the order"
        for name, sentence in _CONSTRAINTS:
            if name in said:
                return sentence
    return (
        "its fields do not go together, or one of them is of the wrong kind: "
        "compare it with an entry that can be loaded"
    )
