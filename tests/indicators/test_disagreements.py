"""What the system flags in the four documents, against the list that was written by hand before it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.models import Claim
from indicators.rules.band_faults import check_notation, faults
from indicators.rules.facts import Facts
from indicators.rules.measures import TableKind, Unit
from indicators.selectors.source_tables import table_pages
from indicators.selectors.states import IndicatorState, indicator_states
from plans.models import Plan
from plans.rules.words import stop
from plans.selectors.questions import plan_questions

FILE = tomllib.loads((Path(__file__).parent / "disagreements.toml").read_text("utf-8"))
LISTED = FILE["entry"]
MUST = [entry for entry in LISTED if entry["list"] == "A"]
MUST_NOT = [entry for entry in LISTED if entry["list"] == "B"]
AS_AT = date(2026, 11, 20)
PANEL_DAY = date(2015, 6, 16)  # questions about the 2014 plan are asked on the scrutiny panel's day
NOT_FOUND = 6  # the entries of A that recomputation cannot show; each says why not

Key = tuple[tuple[str, str], ...]  # what `found` of the list says, sorted


def key_of(found: dict) -> Key:
    return tuple(sorted(found.items()))


def key(**given: str) -> Key:
    return key_of({name: value for name, value in given.items() if value})


@dataclass
class Raised:
    """All that the system flags, each by what it is about, and all that can be flagged.

    `things` are the figures, claims, band edges and cells that are loaded, with their rating where
    they have one. Flags of a reading that a table shows again are not counted twice.
    """

    flags: dict[Key, list[str]] = field(default_factory=dict)
    things: dict[Key, str] = field(default_factory=dict)
    questions: set[Key] = field(default_factory=set)
    bands: dict[tuple[str, str], list] = field(default_factory=dict)
    shown_again: list[str] = field(default_factory=list)

    def flag(self, code: str, text: str, **thing: str) -> None:
        self.flags.setdefault(key(code=code, **thing), []).append(text)

    def on(self, thing: dict) -> list[Key]:
        """The flags on something that an entry is about; its rating and code are not looked at."""
        if "at" in thing:
            where = (thing["indicator"], thing["band_set"])
            at = Decimal(thing["at"])
            within = [k for k, low, high in self.bands[where] if low <= at <= high]
            return [k for k in within if k not in BEYOND]
        about = {n: v for n, v in thing.items() if n not in ("rating", "where", "code")}
        return [k for k in self.flags if about == _thing(dict(k))]


def _thing(flagged: dict) -> dict:
    return {n: v for n, v in flagged.items() if n not in ("where", "code")}


@pytest.fixture
def raised(loaded: Plan) -> Raised:
    found = Raised()
    for state in indicator_states(loaded.service, as_at=AS_AT):
        _of_indicator(found, state)
    for row, page in table_pages(loaded.service, as_at=AS_AT):
        for line in page.rows:
            for column, cell in zip(page.columns, line.cells, strict=True):
                found.things[key(table=page.ref, row=line.heading, column=column)] = ""
                for flag in cell.flags:
                    if row.kind == TableKind.READINGS:
                        found.shown_again.append(flag.text)
                        continue
                    thing = {"table": page.ref, "row": line.heading, "column": column}
                    found.flag(flag.code, flag.text, where="table", **thing)
    for line in plan_questions(loaded, as_at=PANEL_DAY):
        for ref in line.refs:
            found.questions.add(key(where="question", plan=loaded.ref, action=ref, code=line.code))
    return found


def _of_indicator(found: Raised, state: IndicatorState) -> None:
    measure = state.measure
    for s in state.readings:
        found.things[key(**_reading(measure.ref, s.facts))] = s.rated.word
        for flag in s.flags:
            found.flag(flag.code, flag.text, where="reading", **_reading(measure.ref, s.facts))
    for flags in state.examined.line_flags.values():
        for flag in flags:
            found.flag(flag.code, flag.text, where="line", indicator=measure.ref, place=flag.place)
    for claim in state.gathered.claims:
        thing = _claim(measure.ref, claim)
        found.things[key(**thing)] = ""
        said = f"“{stop(claim.text)}”"
        for flag in state.claim_flags:
            if flag.text.startswith(said) and flag.place.endswith(claim.place):
                found.flag(flag.code, flag.text, where="claim", **thing)
    most = Decimal(100) if measure.unit is Unit.PERCENT else None
    for bands in state.gathered.band_sets:
        wrong = (
            *faults(bands.bands, decimals=measure.decimals, most=most, unit=measure.unit),
            *check_notation(bands.bands, decimals=measure.decimals, unit=measure.unit),
        )
        of_set = found.bands.setdefault((measure.ref, bands.name), [])
        for fault in wrong:
            given = {"where": "band-set", "indicator": measure.ref, "band_set": bands.name}
            at = f"{round(fault.low, measure.decimals)}"
            found.flag(fault.kind.value, fault.text, at=at, **given)
            of_set.append((key(code=fault.kind.value, at=at, **given), fault.low, fault.high))


def _reading(ref: str, facts: Facts) -> dict[str, str]:
    series = "" if facts.series == "local" else facts.series.value
    thing = {"indicator": ref, "period": facts.period, "series": series}
    return {n: v for n, v in {**thing, "area": facts.area, "step": facts.step}.items() if v}


def _claim(ref: str, claim: Claim) -> dict[str, str]:
    earlier, later = claim.earlier.period, claim.later.period
    return {"indicator": ref, "earlier": earlier, "later": later, "way": claim.way}


BEYOND = [key_of(beyond["found"]) for beyond in FILE.get("beyond", ())]


def found_by(entries: Iterable[dict]) -> dict[Key, list[str]]:
    """Which entries say that they are found by a flag."""
    claimed: dict[Key, list[str]] = {}
    for entry in entries:
        for found in entry.get("found", ()):
            claimed.setdefault(key_of(found), []).append(entry["id"])
    return claimed


def test_the_list_is_whole():
    assert (len(MUST), len(MUST_NOT)) == (49, 151)
    assert len({entry["id"] for entry in LISTED}) == 200
    assert [e["id"] for e in MUST if ("found" in e) == ("why_not" in e)] == []
    assert [e["id"] for e in MUST_NOT if "found" in e or "why_not" in e] == []


def test_what_cannot_be_found_says_why():
    not_found = {e["id"]: e["why_not"] for e in MUST if "why_not" in e}
    assert len(not_found) == NOT_FOUND, not_found
    assert all(not_found.values())


def test_all_that_must_be_flagged_is(raised):
    there = {*raised.flags, *raised.questions}
    missed = {k: ids for k, ids in found_by(MUST).items() if k not in there}
    assert missed == {}


def test_nothing_else_is_flagged(raised):
    explained = {*found_by(MUST), *BEYOND}
    assert {k: texts for k, texts in raised.flags.items() if k not in explained} == {}
    assert [k for k in BEYOND if k not in raised.flags] == []


def test_a_thing_is_flagged_once_for_one_reason(raised):
    assert {k: texts for k, texts in raised.flags.items() if len(texts) > 1} == {}


def test_a_table_of_readings_flags_what_its_readings_do(raised):
    of_readings = [t for k, texts in raised.flags.items() for t in texts if _is_of_reading(k)]
    assert [text for text in raised.shown_again if text not in of_readings] == []


def _is_of_reading(flagged: Key) -> bool:
    return ("where", "reading") in flagged


def test_what_must_not_be_flagged_is_not(raised):
    claimed = found_by(MUST)
    wrong = {}
    for entry in (e for e in MUST_NOT if "about" in e):
        others = {
            entry_id
            for thing in entry["about"]
            for flagged in raised.on(thing)
            for entry_id in claimed.get(flagged, raised.flags[flagged])
        }
        if others != set(entry.get("flagged_for", ())):
            wrong[entry["id"]] = others
    assert wrong == {}


def test_what_must_not_be_flagged_is_loaded(raised):
    things = [
        thing
        for entry in MUST_NOT
        for thing in entry.get("about", ())
        if "at" not in thing and "place" not in thing
    ]
    assert [thing for thing in things if not _is_loaded(raised, thing)] == []
    rated = [thing for thing in things if "rating" in thing]
    assert {t["rating"] for t in rated} >= {"Green", "Amber", "Red", "Poor", "Satisfactory"}
    assert [t for t in rated if raised.things[key_of(_without(t, "rating"))] != t["rating"]] == []


def _is_loaded(raised: Raised, thing: dict) -> bool:
    return key_of(_without(thing, "rating")) in raised.things


def _without(thing: dict, name: str) -> dict:
    return {n: v for n, v in thing.items() if n != name}
