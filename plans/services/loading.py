"""Loads the fixture files, one per source document or invented service, once and for all."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from plans.models import Action
from plans.services.fixture_file import BrokenFixture
from plans.services.ledger import Altered
from plans.services.loading_accounts import loader_accounts
from plans.services.loading_file import FixtureFile, Known
from plans.services.loading_governance import load_assurances, load_boards, load_members
from plans.services.loading_plan import load_inspection, load_plan
from plans.services.loading_story import load_story
from plans.services.standings import rebuild_standings

# Without these there is no demonstration: a folder that lacks one is no fixtures folder.
DOCUMENTS = ("2014-inspection-report.toml", "2015-scrutiny-pack.toml")
Further = Callable[[FixtureFile], None]


@transaction.atomic
def load_fixtures(
    folder: Path,
    *,
    at: datetime,
    needed: Collection[str] = DOCUMENTS,
    further: Sequence[Further] = (),
) -> int:
    """Loads every .toml file of the folder; returns how many rows are new.

    What others rest on comes first, across all files: services and roles, boards, who sits on them
    and when they meet, inspections, plans, then what was said and decided, day by day. `further`
    loads what other apps have in the same files. Raises Altered, with every such row, where a loaded
    row was changed since, and BrokenFixture where a file cannot be loaded. Then nothing at all is
    written.
    """
    for name in needed:
        if not (folder / name).exists():
            raise BrokenFixture(f"fixtures/{name} is missing.")
    known, accounts = Known(), loader_accounts()
    files = [
        FixtureFile(path, known, accounts=accounts, at=at) for path in sorted(folder.glob("*.toml"))
    ]
    for load in (_load_source, _load_service):
        for file in files:
            load(file)
    for file in files:
        _find_service(file)
    for load in (*_IN_ORDER, *further):
        for file in files:
            load(file)
    if altered := [line for file in files for line in file.ledger.close()]:
        raise Altered(altered)
    for file in files:
        _stand(file)
    return sum(file.ledger.n_new for file in files)


def _load_source(file: FixtureFile) -> None:
    facts = file.facts.get("source")
    if facts is not None:
        file.write.source = file.put(
            "source", facts, lambda: file.write.add_source(**{"publisher": "", **facts})
        )


def _load_service(file: FixtureFile) -> None:
    """The service that the file itself gives, where it gives one."""
    facts = file.facts.get("service")
    if isinstance(facts, dict):
        names = ("ref", "name", "short_name", "is_invented")
        service = file.put(
            "service",
            facts,
            lambda: file.write.add_service(**{n: facts[n] for n in names if n in facts}),
        )
        file.known.services[facts["ref"]] = service


def _find_service(file: FixtureFile) -> None:
    """The service that the file is about: its own, the one that it names, else the only real one."""
    given = file.facts.get("service")
    ref = given["ref"] if isinstance(given, dict) else given
    if ref is None:
        real = [ref for ref, s in file.known.services.items() if s and not s.is_invented]
        if len(real) != 1:
            raise file.broken("as a whole", 'say which service it is about: service = "its-ref".')
        ref = real[0]
    with file.needs("service"):
        file.service = file.known.services[ref]


def _load_roles(file: FixtureFile) -> None:
    for _, name, facts in file.each("role", "name"):
        role = file.put(
            f"role {name}", {"name": name}, lambda n=name: file.write.add_role(file.service, n)
        )
        file.roles[name] = role
        for alias in facts.get("aliases", []):
            file.put(
                f"role {name}, also {alias}",
                {"name": alias},
                lambda r=role, a=alias: file.write.add_alias(r, a),
            )


_IN_ORDER = (
    _load_roles,
    load_boards,
    load_members,
    load_inspection,
    load_plan,
    load_assurances,
    load_story,
)


def _stand(file: FixtureFile) -> None:
    """Makes the plan's standings anew where something of it is new, or one was thrown away."""
    actions = Action.objects.filter(plan=file.plan) if file.plan else Action.objects.none()
    lacking = actions.filter(standings__isnull=True)
    if file.plan and (file.ledger.n_new or lacking.exists()):
        rebuild_standings(actions)
        transaction.on_commit(cache.clear)  # of a standing made anew, the log says nothing
