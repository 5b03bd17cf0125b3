"""Loads the fixture files with the indicators and readings that are in them."""

from datetime import datetime
from pathlib import Path

from indicators.models import Indicator, Reading
from indicators.services.readings import add_indicator, add_reading
from plans.services import loading
from plans.services.fixture_file import Section, check_sections, like, one
from plans.services.fixture_sections import PLACE
from plans.services.loading_file import FixtureFile

SECTIONS = {
    "indicator": Section(
        like(Indicator, "ref name unit decimals better numerator denominator period_kind")
        | like(Indicator, "publication_lag owner counting_rules")
        | PLACE,
        named_by="ref",
    ),
    "reading": Section(
        like(Reading, "period numerator denominator published published_on")
        | {
            "indicator": one(Indicator, "ref"),
            "series": one(Reading, "series", required=False),
            "start": one(Reading, "start_on"),
            "end": one(Reading, "end_on"),
            "status": one(Reading, "status", required=False),
        }
        | PLACE,
    ),
}


def load_fixtures(folder: Path, *, at: datetime, **options) -> int:
    """Loads every file of the folder, with its indicators; see plans/services/loading.py."""
    return loading.load_fixtures(folder, at=at, further=(load_indicators,), **options)


def load_indicators(file: FixtureFile) -> None:
    """The file's indicators and their readings, row by row."""
    given = {name: file.facts[name] for name in SECTIONS if name in file.facts}
    check_sections(file.name, given, SECTIONS, has_source="source" in file.facts)
    indicators = {}
    for n, ref, item in file.each("indicator", "ref"):
        indicators[ref] = file.put(
            f"indicator {ref}", item, lambda n=n, i=item: _indicator(file, n, i)
        )
    for _, ref, item in file.each("reading", "indicator"):
        key = f"reading of {ref}, {item.get('series', 'local')}, {item['period']}"
        if "status" in item:
            key += f", {item['status']}"
        with file.needs(key):
            indicator = indicators[ref]
        file.put(key, item, lambda o=indicator, i=item: _reading(file, o, i))


def _indicator(file: FixtureFile, n: int, item: dict) -> Indicator:
    return add_indicator(file.service, position=n, **_recorded(file), **file.placed(item))


def _reading(file: FixtureFile, indicator: Indicator, item: dict) -> Reading:
    return add_reading(
        indicator,
        start_on=item.get("start"),
        end_on=item.get("end"),
        **_recorded(file),
        **file.placed(item, "indicator", "start", "end"),
    )


def _recorded(file: FixtureFile) -> dict:
    return {"by": file.by.manager, "at": file.at, "source": file.source}
