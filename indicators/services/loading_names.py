"""What the loader of indicators knows of earlier entries, and by which names."""

from indicators.models import Reading
from indicators.services.writing import IndicatorWriter
from plans.models import User
from plans.services.loading_file import FixtureFile

LINE = ("series", "area", "step")


def writer(file: FixtureFile, account: User | None = None) -> IndicatorWriter:
    """Who writes of the file's indicators: its manager, unless it is said who."""
    return IndicatorWriter(by=account or file.by.manager, at=file.at, source=file.source)


def known_of(file: FixtureFile, kind: str) -> dict:
    """What the files loaded so far have of that kind, for the file's service."""
    return file.known.further[kind, file.service.pk]


def name_of(ref: str, item: dict) -> tuple:
    """What names a reading within one document."""
    line = tuple(item.get(name, "") for name in LINE)
    return (ref, line[0] or "local", *line[1:], item["period"], bool(item.get("is_total")))


def reading_of(file: FixtureFile, ref: str, item: dict) -> Reading:
    """The reading of the file's own document that an entry names. Raises KeyError."""
    return known_of(file, f"reading of {file.name}")[name_of(ref, item)]
