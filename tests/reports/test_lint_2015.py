"""The lint on the report of 2015, finding by finding against the list written by hand from the document."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from reports.blocks import Document, Paragraph, plain
from reports.readmodels_lint import Finding, Weight
from reports.rules.packs import Audience, Kind
from tests.reports.lints import anchors_of, asked_for, linted

HERE = Path(__file__).parent
BY_HAND = tomllib.loads((HERE / "contradictions_2015.toml").read_text())
TABLE = tomllib.loads((HERE / "lint_2015.toml").read_text())
ON = date(2015, 6, 16)

MUST = {f["id"] for f in BY_HAND["finding"] if f["must"]}
KNOWN = {f["id"] for f in BY_HAND["finding"]}
NONE = {f["id"] for f in BY_HAND["not_a_finding"]}

_done: dict[Audience, tuple[Document, tuple[Finding, ...]]] = {}


def done(audience: Audience) -> tuple[Document, tuple[Finding, ...]]:
    """Looked through once: what comes out are plain values."""
    if audience not in _done:
        _done[audience] = linted(asked_for(Kind.SCRUTINY, "2015-improvement-plan", ON, audience))
    return _done[audience]


@pytest.fixture
def document(loaded) -> Document:
    return done(Audience.PUBLIC)[0]


@pytest.fixture
def found(loaded) -> tuple[Finding, ...]:
    """What is found in the edition for the public, which is looked through for everything."""
    return done(Audience.PUBLIC)[1]


def is_it(finding: Finding, row: dict) -> bool:
    return (
        finding.code == row["code"]
        and finding.where.endswith(row["where"])
        and row["words"] in finding.text
    )


def is_taken_for(finding: Finding, row: dict) -> bool:
    """Whether the finding is what the row says is none."""
    return bool(
        re.fullmatch(row.get("code") or ".*", finding.code)
        and re.search(row.get("words", ""), finding.text, re.IGNORECASE)
    )


def test_the_list_is_whole():
    assert (len(KNOWN), len(MUST), len(NONE)) == (215, 86, 56)
    assert not KNOWN & NONE


def test_every_finding_that_must_be_made_is_in_one_place_of_the_table():
    rows = {kind: {row["id"] for row in TABLE[kind]} for kind in ("seen", "not_carried", "held")}
    assert rows["seen"] | rows["not_carried"] | rows["held"] >= MUST
    assert rows["seen"] <= KNOWN
    assert rows["not_carried"] <= MUST
    assert not rows["seen"] & (rows["not_carried"] | rows["held"])
    assert all(row["why"] for row in TABLE["not_carried"])
    assert {row["id"] for row in TABLE["silent"]} == NONE


def name_of(row: dict) -> str:
    return f"{row['id']}-{row['where']}"


@pytest.mark.parametrize("row", TABLE["seen"], ids=name_of)
def test_the_lint_finds_it_once(found, row):
    assert len([finding for finding in found if is_it(finding, row)]) == 1


def test_whatever_the_lint_finds_is_on_the_list_or_right_for_a_reason(found):
    assert all(row["why"] for row in TABLE["right"])
    rows = [*TABLE["seen"], *TABLE["right"]]
    unknown = [f for f in found if not any(is_it(f, row) for row in rows)]
    assert [(f.code, f.where, f.text) for f in unknown] == []
    assert [r["words"] for r in TABLE["right"] if not any(is_it(f, r) for f in found)] == []


def test_another_finding_would_be_unknown():
    other = Finding("count-differs", Weight.ASKS, "paragraph 9.9", "Seven of eight.", "So.")
    assert not any(is_it(other, row) for row in [*TABLE["seen"], *TABLE["right"]])


@pytest.mark.parametrize("row", TABLE["silent"], ids=lambda row: row["id"])
def test_what_is_no_finding_is_not_made_one(found, row):
    assert [(f.code, f.text) for f in found if is_taken_for(f, row)] == []


@pytest.mark.parametrize(
    ("code", "text", "id"),
    [
        ("count-differs", "“aged 10 to 17”: the plan has 9, not 10.", "age-10-17"),
        ("count-differs", "The review has 5 objectives, not 10.", "five-review-objectives"),
        ("abbreviation-unused", "The glossary explains HMIP.", "glossary-used"),
        ("rate-differs", "Needs a population of 16,823 to 17,142.", "fig-4-base"),
        ("reference-broken", "There is no appendix 3 in this pack.", "appendix-one-1"),
        ("small-number", "“after three attempts to recruit”", "small-but-not-children"),
    ],
)
def test_what_is_no_finding_would_be_seen_if_it_were_made_one(code, text, id):
    row = next(row for row in TABLE["silent"] if row["id"] == id)
    assert is_taken_for(Finding(code, Weight.ASKS, "somewhere", text, "So."), row)


@pytest.mark.parametrize("row", TABLE["held"], ids=lambda row: row["id"])
def test_a_number_that_gives_somebody_away_never_reaches_the_public_edition(loaded, row):
    for audience, words in ((Audience.BOARD, row["board"]), (Audience.PUBLIC, row["public"])):
        said = "\n".join(
            plain(run)
            for b in done(audience)[0].blocks
            for run in ([b.words] if isinstance(b, Paragraph) else getattr(b, "items", ()))
        )
        assert words in said


def test_every_finding_has_its_place_its_reason_and_its_facts(document, found):
    there = anchors_of(document)
    assert found
    for f in found:
        assert f.where
        assert f.text
        assert f.reason
        assert f.facts
        assert f.anchor in there or (f.code == "review-lacks" and f.url), f
    assert len({f.fingerprint for f in found}) == len(found)


def test_what_stands_in_a_text_of_the_review_says_where_it_is_mended(found):
    texts = re.compile(r"paragraph-|summary-|conclusion-|recommendation-|preface|equalities|law")
    own = [f for f in found if texts.match(f.anchor)]
    assert len(own) > 40
    assert [f.text for f in own if not f.url.startswith("/reviews/2015-improvement-plan/")] == []


def test_nothing_of_it_stops_what_was_published_in_2015(found):
    assert {f.weight for f in found} == {Weight.ASKS}


def test_inside_small_numbers_and_names_are_not_asked_about(loaded, found):
    inside = {f.fingerprint for f in done(Audience.BOARD)[1]}
    public_alone = [f.code for f in found if f.fingerprint not in inside]
    assert set(public_alone) == {"small-number"}
    assert len(public_alone) == 3


def test_what_the_table_says_is_not_carried_over_is_not_found(found):
    assert "personal-data" not in {f.code for f in found}
    assert not [f for f in found if "YP" in f.facts]
    assert not [f for f in found if "Pubic" in f.text]
