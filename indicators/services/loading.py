"""Loads the fixture files with the indicators, readings and tables that are in them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from indicators.rules.band_notation import read_bands
from indicators.rules.measures import BandTone
from indicators.services.loading_names import LINE, known_of, name_of, reading_of, writer
from indicators.services.loading_people import people_of, without_people
from indicators.services.loading_tables import load_tables
from indicators.services.sections import SECTIONS
from plans.models import Plan
from plans.services import loading
from plans.services.fixture_file import check_sections
from plans.services.loading_file import FixtureFile


def load_fixtures(
    folder: Path, *, at: datetime, further: Sequence[loading.Further] = (), **options
) -> int:
    """Loads every file of the folder, with its indicators; see plans/services/loading.py."""
    own = (_load_indicators, _load_ratings, _load_readings, _load_further, load_tables)
    return loading.load_fixtures(folder, at=at, further=(*own, *further), **options)


def _load_indicators(file: FixtureFile) -> None:
    """The definitions of all files come first: one document speaks of another's indicators."""
    given = {name: file.facts[name] for name in SECTIONS if name in file.facts}
    check_sections(file.name, given, SECTIONS, has_source="source" in file.facts)
    for n, ref, item in file.each("indicator", "ref"):
        facts = {"position": n} | file.placed(item, "steps") | {"people": people_of(item)}
        made = file.put(
            f"indicator {ref}",
            without_people(item),
            lambda facts=facts: writer(file).add_indicator(file.service, **facts),
        )
        known_of(file, "indicator")[ref] = made
        for step in item.get("steps", ()):
            key = f"indicator {ref}, step {step['ref']}"
            facts = step | {"place": item.get("place", "")}
            row = file.put(key, step, lambda i=made, f=facts: writer(file).add_step(i, **f))
            known_of(file, "step")[ref, step["ref"]] = row


def _load_ratings(file: FixtureFile) -> None:
    """The versions of counting rules, the bands and the targets."""
    for _, version, item in file.each("version", "version"):
        known_of(file, "version")[item["indicator"], version] = _put(
            file,
            f"version of {item['indicator']}, {version}",
            item,
            lambda i, f: writer(file).add_version(i, **f),
        )
    for _, name, item in file.each("band_set", "name"):
        key = f"bands of {item['indicator']}, {name}"
        row = _put(
            file,
            key,
            item,
            lambda i, f: writer(file).add_band_set(i, is_historic=file.source is not None, **f),
            without=("bands",),
        )
        known_of(file, "band_set")[item["indicator"], name] = row
        parts = [(b["word"], BandTone(b["tone"]), b["written"]) for b in item.get("bands", ())]
        try:
            bands = read_bands(parts)
        except ValueError as error:
            raise file.broken(key, str(error)) from error
        for n, (band, given) in enumerate(zip(bands, item.get("bands", ()), strict=True), start=1):
            file.put(
                f"{key}, {band.word}",
                given,
                lambda r=row, n=n, b=band: writer(file).add_band(r, position=n, band=b),
            )
    for n, ref, item in file.each("target", "indicator"):
        _put(
            file,
            f"target of {ref}, {n}",
            item,
            lambda i, f: writer(file).add_target(i, **f),
        )


def _load_readings(file: FixtureFile) -> None:
    for _, ref, item in file.each("reading", "indicator"):
        key = _key(ref, item)
        with file.needs(key):
            links = {
                "step": known_of(file, "step")[ref, item["step"]] if item.get("step") else None,
                "version": known_of(file, "version")[ref, item["version"]]
                if item.get("version")
                else None,
                "beside": known_of(file, "band_set")[ref, item["beside"]]
                if item.get("beside")
                else None,
            }
        days = {"start_on": item.get("start"), "end_on": item.get("end")}
        reading = _put(
            file,
            key,
            item,
            lambda i, f, more=links | days: writer(file).add_reading(i, **(f | more)),
            without=("start", "end", "waits"),
        )
        known_of(file, f"reading of {file.name}")[name_of(ref, item)] = reading
        if file.source is None and not item.get("waits"):
            file.put(
                f"{key}, approved", {}, lambda r=reading: writer(file, file.by.owner).approve(r)
            )


def _load_further(file: FixtureFile) -> None:
    """Notes, what documents claim of two readings, and what is meant to move an indicator."""
    for n, ref, item in file.each("note", "indicator"):
        _put(file, f"note on {ref}, {n}", item, lambda i, f: writer(file).add_note(i, **f))
    for n, ref, item in file.each("claim", "indicator"):
        key = f"claim on {ref}, {n}"
        with file.needs(key):
            ends = {
                end: reading_of(file, ref, item | {"period": item[end]})
                for end in ("earlier", "later")
            }
        without = (*LINE, *ends, "is_total")
        _put(
            file,
            key,
            item,
            lambda i, f, e=ends: writer(file).add_claim(i, **e, **f),
            without=without,
        )
    for n, ref, item in file.each("link", "indicator"):
        key = f"link of {ref}, {n}"
        ends = _linked(file, key, item)
        without = ("plan", "objective", "action")
        _put(
            file,
            key,
            item,
            lambda i, f, e=ends: writer(file).add_link(i, **e, **f),
            without=without,
        )


def _linked(file: FixtureFile, key: str, item: dict) -> dict:
    """The objective or the action that a link names, of the plan that it names or of the file's."""
    plans: dict[str, Plan] = {plan.ref: plan for plan in file.known.plans[file.service.pk] if plan}
    with file.needs(key):
        plan = plans[item["plan"]] if "plan" in item else file.plan
    if plan is None:
        raise file.broken(key, "name the plan whose objective or action it is.")
    found = {
        "objective": plan.objectives.filter(number=item.get("objective")).first(),
        "action": plan.actions.filter(ref=item.get("action")).first(),
    }
    if (found["objective"] is None) == (found["action"] is None):
        raise file.broken(key, "name one objective or one action that the plan has.")
    return found


def _put(file: FixtureFile, key: str, item: dict, make: Callable, *, without: tuple[str, ...] = ()):
    """One row that belongs to an indicator, from whichever file."""
    with file.needs(key):
        indicator = known_of(file, "indicator")[item["indicator"]]
    facts = file.placed(item, "indicator", *without)
    return file.put(key, item, lambda: make(indicator, facts))


def _key(ref: str, item: dict) -> str:
    parts = [f"reading of {ref}", item.get("series", "local"), item["period"]]
    parts += [str(item[n]) for n in ("status", "area", "step") if item.get(n)]
    if item.get("is_total"):
        parts.append("total")
    return ", ".join(parts)
