"""One fixture file while it is loaded, and what the files of a folder know of each other."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import models

from plans.models import Action, Board, Inspection, Meeting, Plan, Role, Seat, Service, User
from plans.services.fixture_file import BrokenFixture, read_toml
from plans.services.fixture_sections import check_fixture
from plans.services.governance import BoardWriter
from plans.services.ledger import Ledger
from plans.services.loading_accounts import writers


@dataclass
class Known:
    """What the files loaded so far have, by its reference: one file speaks of another's boards."""

    services: dict[str, Service] = field(default_factory=dict)
    inspections: dict[str, Inspection] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    roles: defaultdict[int, dict[str, Role]] = field(default_factory=lambda: defaultdict(dict))
    # as a file names them, whatever became of the name since: post, agency, row
    seats: defaultdict[str, list[tuple[str, str, Seat | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    plans: defaultdict[int, list[Plan]] = field(default_factory=lambda: defaultdict(list))
    # what the loaders of other apps know, by the kind of thing and the service, then by name
    further: defaultdict[tuple[str, int], dict] = field(default_factory=lambda: defaultdict(dict))


class FixtureFile:
    """One file: its facts, the ledger of its rows, who writes them and from which document."""

    def __init__(
        self, path: Path, known: Known, *, accounts: dict[str, User], at: datetime
    ) -> None:
        self.name, self.known, self.at = path.name, known, at
        self.facts = read_toml(path)
        check_fixture(path.name, self.facts)
        self.ledger = Ledger(path.name)
        own = self.facts.get("service")
        is_invented = isinstance(own, dict) and own.get("is_invented", False)
        self.by = writers(accounts, is_invented=is_invented)
        self.write = BoardWriter(by=self.by.manager, at=at)
        self.service: Service | None = None
        self.plan: Plan | None = None
        self.actions: dict[str, Action] = {}

    def put(self, key: str, facts: dict, make: Callable[[], models.Model]) -> models.Model | None:
        return self.ledger.put(key, facts, make)

    def each(self, section: str, name: str = "") -> Iterator[tuple[int, str, dict]]:
        """The entries of a section, each with its number in the file and its name."""
        for n, facts in enumerate(self.facts.get(section, []), start=1):
            yield n, facts[name] if name else "", facts

    def placed(self, facts: dict, *without: str) -> dict:
        """The facts of an entry with its place, "" where there is no document, and without some."""
        return {"place": ""} | {name: v for name, v in facts.items() if name not in without}

    @property
    def source(self):
        return self.write.source

    @property
    def roles(self) -> dict[str, Role]:
        """The roles of the file's service by name, from whichever file."""
        return self.known.roles[self.service.pk] if self.service else {}

    def known_on(self, day: date) -> date | None:
        """From which day what is said of `day` is known: the document's, else that day itself."""
        return self.source.published_on if self.source else day

    @contextmanager
    def needs(self, where: str) -> Iterator[None]:
        """Turns a reference to what no file has into a sentence."""
        try:
            yield
        except KeyError as error:
            raise self.broken(where, f"{error} is missing or unknown.") from error

    def broken(self, where: str, what: str) -> BrokenFixture:
        return BrokenFixture(f"fixtures/{self.name}, {where}: {what}")
