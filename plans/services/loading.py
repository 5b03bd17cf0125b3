"""Loads the fixture files, one per source document, through the services, once and for all."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, models, transaction

from plans.models import Action, LoadedRow, Recommendation, User
from plans.rules.access import Position
from plans.services.catalogue import Writer
from plans.services.errors import Refused
from plans.services.fixture_file import BrokenFixture, read_fixture
from plans.services.standings import rebuild_standings
from plans.services.statements import assign_owners, first_due_date, record_update

LOADER = "demonstration-loader"
_KEY_LENGTH = LoadedRow._meta.get_field("key").max_length
# What is said where a row breaks a constraint of the database, by a part of the constraint's name.
_CONSTRAINTS = [
    ("rating_with_basis", "a rating says its basis, and nothing else has one"),
    ("inferred_rating_says_from_what", "inferred_from goes with an inferred rating and no other"),
    ("remark_is_of_one_thing", "a remark is about a part or an objective, not about both"),
    ("date_precision", "a day and its precision are given together, or neither is"),
    ("NOT NULL", "a day that it needs is missing, perhaps that of its source"),
    ("not-null", "a day that it needs is missing, perhaps that of its source"),
]
# Who holds a role is the users' own: people are given to loaded roles, and that alters nothing.
_NOT_COMPARED = {"id", "recorded_at", "recorded_by_id", "holders"}


class Altered(ValueError):
    """Rows that were loaded earlier and stand otherwise now, named one by one in `rows`."""

    def __init__(self, rows: list[str]) -> None:
        super().__init__("; ".join(rows))
        self.rows = rows


def _plain(value):
    """A value as JSON keeps it, so that what is stored can be compared with what was."""
    encoder = DjangoJSONEncoder()
    return (
        value
        if isinstance(value, str | int | bool | type(None) | list | dict)
        else encoder.default(value)
    )


def _stored(row: models.Model) -> dict:
    """What the database holds of a row: its own fields, and what it is linked to, in order."""
    fields = {
        f.attname: _plain(f.value_from_object(row))
        for f in row._meta.concrete_fields
        if f.attname not in _NOT_COMPARED
    }
    for f in row._meta.many_to_many:
        if f.name in _NOT_COMPARED:
            continue
        through = f.remote_field.through
        fields[f.name] = list(
            through._default_manager.filter(**{f.m2m_field_name(): row})
            .order_by(*(through._meta.ordering or ["pk"]))
            .values_list(f"{f.m2m_reverse_field_name()}_id", flat=True)
        )
    return fields


def _given(facts) -> dict:
    """The facts of a file as JSON keeps them."""
    if isinstance(facts, dict):
        return {key: _given(value) for key, value in facts.items()}
    if isinstance(facts, list):
        return [_given(value) for value in facts]
    return _plain(facts)


class Ledger:
    """What was loaded of one file, against which it is loaded again without effect."""

    def __init__(self, fixture: str) -> None:
        self.fixture = fixture
        self.altered: list[str] = []
        self.n_new = 0
        self._rows = {row.key: row for row in LoadedRow.objects.filter(fixture=fixture)}
        self._found: dict[str, dict[int, models.Model]] = {}
        self._given: set[str] = set()

    def put(self, key: str, facts: dict, make: Callable[[], models.Model]) -> models.Model | None:
        """The row of that key: the one loaded earlier, else a new one that `make` writes.

        None where the loaded row is gone; that, and every difference, is noted in `altered`.
        Raises BrokenFixture where the file gives the key twice or the row cannot be made.
        """
        if key in self._given:
            raise self.broken(key, "it is given twice")
        self._given.add(key)
        facts = _given(facts)
        loaded = self._rows.get(key)
        if loaded is None:
            return self._make(key, facts, make)
        row = self._find(loaded)
        if row is None:
            self.altered.append(f"{key} was deleted")
        elif now := _differing(loaded.stored, _stored(row)):
            self.altered.append(f"{key} was altered ({', '.join(now)})")
        elif then := _differing(loaded.given, facts):
            self.altered.append(f"{key} stands otherwise in the file now ({', '.join(then)})")
        return row

    def broken(self, key: str, what: str) -> BrokenFixture:
        return BrokenFixture(f"fixtures/{self.fixture}, {key}: {what.rstrip('.')}.")

    def _make(self, key: str, facts: dict, make: Callable[[], models.Model]) -> models.Model:
        if len(key) > _KEY_LENGTH:
            raise self.broken(key, f"its name is too long: all of it may take {_KEY_LENGTH}")
        try:
            with transaction.atomic():
                row = make()
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
        LoadedRow.objects.create(
            fixture=self.fixture,
            key=key,
            model=row._meta.label_lower,
            object_id=row.pk,
            given=facts,
            stored=_stored(row),
        )
        self.n_new += 1
        return row

    def _find(self, loaded: LoadedRow) -> models.Model | None:
        """One read for all rows of a kind, rather than one for each."""
        if loaded.model not in self._found:
            from django.apps import apps

            ids = [r.object_id for r in self._rows.values() if r.model == loaded.model]
            self._found[loaded.model] = apps.get_model(loaded.model)._default_manager.in_bulk(ids)
        return self._found[loaded.model].get(loaded.object_id)


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


def _differing(before: dict, after: dict) -> list[str]:
    return sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))


@contextmanager
def _needs(fixture: str, where: str):
    """Turns a reference to what the file does not have into a sentence."""
    try:
        yield
    except KeyError as error:
        raise BrokenFixture(
            f"fixtures/{fixture}, {where}: {error} is missing or unknown."
        ) from error


def loader_account() -> User:
    """The account that loaded rows are attributed to. Nobody can sign in with it."""
    user, made = User.objects.get_or_create(
        username=LOADER,
        defaults={
            "position": Position.MANAGER,
            "job_title": "Loaded from the sources",
            "is_active": False,
        },
    )
    if made:
        user.set_unusable_password()
        user.save()
    return user


@transaction.atomic
def load_fixtures(folder: Path, *, at: datetime) -> int:
    """Loads every file of the folder; returns how many rows are new.

    Raises Altered, with every such row, where a loaded row was changed since, and BrokenFixture
    where a file cannot be loaded. Then nothing at all is written.
    """
    by = loader_account()
    inspections = _Pass(folder / "2014-inspection-report.toml", _OF_INSPECTIONS, by=by, at=at)
    pack = _Pass(folder / "2015-scrutiny-pack.toml", _OF_PLANS, by=by, at=at)
    service = pack.load_service()
    inspection = inspections.load_inspection(service)
    pack.load_plan(service, inspection)
    altered = inspections.ledger.altered + pack.ledger.altered
    if altered:
        raise Altered(altered)
    return inspections.ledger.n_new + pack.ledger.n_new


# The fields of an action that make a statement: with none of them it has no first update.
_SAYS = ("rating", "basis", "inferred_from", "comment", "remaining", "forecast_as_written")
_OF_INSPECTIONS = {"source", "inspection", "recommendation"}
_OF_PLANS = {"source", "service", "role", "plan", "rating", "part", "objective", "action"} | {
    "report_statement",
    "remark",
}


class _Pass:
    """One file, loaded row by row."""

    def __init__(self, path: Path, sections: set[str], *, by: User, at: datetime) -> None:
        self.facts = read_fixture(path, sections)
        self.name = path.name
        self.ledger = Ledger(path.name)
        self.by, self.at = by, at
        self.write = Writer(by=by, at=at)
        source = self.facts["source"]
        self.source = self.put(
            "source",
            source,
            lambda: self.write.add_source(**{"publisher": "", **source}),
        )
        self.write.source = self.source

    def put(self, key, facts, make):
        return self.ledger.put(key, facts, make)

    def each(self, kind: str, name: str):
        """The entries of a kind, each with its number in the file and its name."""
        for n, facts in enumerate(self.facts.get(kind, []), start=1):
            yield n, facts[name], facts

    def load_service(self):
        facts = self.facts["service"]
        service = self.put(
            "service",
            facts,
            lambda: self.write.add_service(
                ref=facts["ref"], name=facts["name"], short_name=facts["short_name"]
            ),
        )
        self.roles = {}
        for _, name, facts in self.each("role", "name"):
            role = self.put(
                f"role {name}", {"name": name}, lambda n=name: self.write.add_role(service, n)
            )
            self.roles[name] = role
            for alias in facts.get("aliases", []):
                self.put(
                    f"role {name}, also {alias}",
                    {"name": alias},
                    lambda r=role, a=alias: self.write.add_alias(r, a),
                )
        return service

    def load_inspection(self, service):
        facts = self.facts["inspection"]
        inspection = self.put(
            "inspection", facts, lambda: self.write.add_inspection(service, **facts)
        )
        for n, number, item in self.each("recommendation", "number"):
            self.put(
                f"recommendation {number}",
                item,
                lambda n=n, item=item: self.write.add_recommendation(
                    inspection, position=n, **item
                ),
            )
        return inspection

    def load_plan(self, service, inspection) -> None:
        facts = dict(self.facts["plan"])
        wanted = facts.pop("inspection", None)
        if inspection and wanted not in (None, inspection.ref):
            raise BrokenFixture(
                f"fixtures/{self.name}, [plan]: no inspection has the ref {wanted}."
            )
        self.plan = self.put(
            "plan",
            facts,
            lambda: self.write.add_plan(
                service, inspection=inspection if wanted else None, **facts
            ),
        )
        self.recommendations = {
            r.number: r for r in Recommendation.objects.filter(inspection=inspection)
        }
        for n, word, item in self.each("rating", "word"):
            self.put(
                f"rating {word}",
                item,
                lambda n=n, item=item: self.write.add_rating(self.plan, severity=n, **item),
            )
        self.parts = {}
        for n, code, item in self.each("part", "code"):
            self.parts[code] = self.put(f"part {code}", item, lambda n=n, i=item: self._part(n, i))
        self.objectives = {}
        for n, number, item in self.each("objective", "number"):
            self.objectives[number] = self.put(
                f"objective {number}", item, lambda n=n, i=item: self._objective(n, i)
            )
        self._load_actions()
        self._load_statements()

    def _answers(self, facts: dict) -> list[Recommendation]:
        return [self.recommendations[number] for number in facts.pop("recommendations", [])]

    def _part(self, n: int, item: dict):
        facts = dict(item)
        return self.write.add_part(
            self.plan,
            position=n,
            recommendations=self._answers(facts),
            as_at_on=facts.pop("as_at", None),
            **facts,
        )

    def _objective(self, n: int, item: dict):
        facts = dict(item)
        part = facts.pop("part", None)
        return self.write.add_objective(
            self.plan,
            part=self.parts[part] if part else None,
            position=n,
            recommendations=self._answers(facts),
            **facts,
        )

    def _load_actions(self) -> None:
        self.actions: dict[str, Action] = {}
        measures: dict[str, models.Model] = {}
        for n, ref, item in self.each("action", "ref"):
            with _needs(self.name, f"action {ref}"):
                if "success" in item:
                    measures[ref] = self.put(
                        f"action {ref}, success measure",
                        {"success": item["success"]},
                        lambda i=item: self.write.add_success_measure(
                            self.plan, text=i["success"], place=i["place"]
                        ),
                    )
                measure = (
                    measures[item.get("success_shared_with", ref)]
                    if ("success" in item or "success_shared_with" in item)
                    else None
                )
                self.actions[ref] = self.put(
                    f"action {ref}",
                    item,
                    lambda n=n, i=item, m=measure: self._action(n, i, m),
                )
                self.put(
                    f"action {ref}, due date",
                    {"due_as_written": item["due_as_written"]},
                    lambda i=item: first_due_date(
                        self.actions[i["ref"]],
                        i["due_as_written"],
                        by=self.by,
                        at=self.at,
                        source=self.source,
                        place=i["place"],
                    ),
                )
                self.put(
                    f"action {ref}, owners",
                    {"owners": item["owners"], "as_written": item["owners_as_written"]},
                    lambda i=item: assign_owners(
                        self.actions[i["ref"]],
                        [self.roles[name] for name in i["owners"]],
                        as_written=i["owners_as_written"],
                        by=self.by,
                        at=self.at,
                        source=self.source,
                        place=i["place"],
                    ),
                )
        for _, ref, item in self.each("action", "ref"):
            for link in item.get("sees", []):
                with _needs(self.name, f"action {ref}, sees"):
                    to = self.actions[link["ref"]]
                self._link(ref, item, link, f"action {link['ref']}", to_action=to)
            for link in item.get("sees_objectives", []):
                with _needs(self.name, f"action {ref}, sees_objectives"):
                    to = self.objectives[link["number"]]
                self._link(ref, item, link, f"objective {link['number']}", to_objective=to)

    def _action(self, n: int, item: dict, measure):
        return self.write.add_action(
            self.objectives[item["objective"]],
            ref=item["ref"],
            ref_as_printed=item["ref_as_printed"],
            position=n,
            title=item["title"],
            place=item["place"],
            success_measure=measure,
            indicators_as_printed=item.get("indicators_as_printed", ""),
            note=item.get("note", ""),
        )

    def _link(self, ref: str, item: dict, link: dict, target: str, **to) -> None:
        self.put(
            f"action {ref}, see {target}",
            link,
            lambda: self.write.add_link(
                self.actions[ref], as_printed=link["as_printed"], place=item["place"], **to
            ),
        )

    def _load_statements(self) -> None:
        n_before = self.ledger.n_new
        for _, ref, item in self.each("action", "ref"):
            self._update_of_table(ref, item)
        for _, ref, item in self.each("report_statement", "ref"):
            self._update(
                f"action {ref}, as the report has it",
                ref,
                item,
                on=item["on"],
                precision="day",
                position=item["position"],
            )
        for n, _, item in self.each("remark", "text"):
            self.put(f"remark {n}", item, lambda n=n, i=item: self._remark(n, i))
        lacking = Action.objects.filter(plan=self.plan, standings__isnull=True)
        if self.ledger.n_new > n_before or lacking.exists():
            rebuild_standings(Action.objects.filter(plan=self.plan))

    def _update_of_table(self, ref: str, item: dict) -> None:
        """What the table that lists the action says of it, on the day that its part speaks of."""
        objective = self.objectives[item["objective"]]
        if objective is None or not any(name in item for name in _SAYS):
            return
        part = objective.part
        if part is None or part.as_at_on is None:
            of = f"objective {objective.number}" if part is None else f"part {part.code}"
            lack = "part, and so no day" if part is None else "as_at"
            raise self.ledger.broken(
                f"action {ref}",
                f"{of} has no {lack}, of which the action's rating and comment could speak: "
                "give it one, or give them as a report_statement with its own day",
            )
        self._update(
            f"action {ref}, as the table has it",
            ref,
            item,
            on=part.as_at_on,
            precision=part.as_at_precision,
            position=1,
        )

    def _update(self, key: str, ref: str, item: dict, *, on, precision: str, position: int) -> None:
        if "rating" not in item and ("basis" in item or "inferred_from" in item):
            raise self.ledger.broken(
                key, "basis and inferred_from go with a rating, and it has none"
            )
        said = {
            "rating": item.get("rating"),
            "basis": item.get("basis", ""),
            "inferred_from": item.get("inferred_from", ""),
            "comment": item.get("comment"),
            "remaining": item.get("remaining"),
            "forecast": item.get("forecast_as_written"),
            "effective_on": on,
            "effective_precision": precision,
            "position": position,
            "place": item["place"],
        }
        self.put(
            key,
            said,
            lambda: record_update(
                self.actions[ref],
                by=self.by,
                at=self.at,
                source=self.source,
                known_on=self.source.published_on,
                refresh=False,
                **said,
            ),
        )

    def _remark(self, n: int, item: dict):
        return self.write.add_remark(
            self.plan,
            on=item["on"],
            position=n,
            text=item["text"],
            known_on=self.source.published_on,
            place=item["place"],
            part=self.parts[item["about_part"]] if "about_part" in item else None,
            objective=self.objectives[item["about_objective"]]
            if "about_objective" in item
            else None,
            claims=item.get("claims", ""),
            disagrees_with=[self.actions[ref] for ref in item.get("disagrees_with", [])],
        )
