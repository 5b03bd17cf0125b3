"""Holds a pack against itself before it is issued: its texts, lists and numbers, finding by finding."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reports.blocks import Document
from reports.lint_facts import (
    counted_of,
    glossary_of,
    listed_actions,
    names_of,
    outstanding_of,
    plan_rows,
    quarters_shown,
    references_of,
    stated_of,
    ways_of,
    words_of_tables,
)
from reports.lint_proses import PLAN, places_of, proses_of
from reports.lint_state import flag_faults, held_faults, state_findings
from reports.narrative.checking import texts_of_review
from reports.readmodels_lint import Finding, Weight
from reports.rules.lint.abbreviations import abbreviation_faults, pairs_of_names
from reports.rules.lint.claims import claim_faults
from reports.rules.lint.counts import count_faults
from reports.rules.lint.days import passed_faults, quarter_faults, yearless_faults
from reports.rules.lint.links import link_faults, number_faults, reference_faults
from reports.rules.lint.plan_gaps import code_faults, due_faults, part_day_faults, rating_faults
from reports.rules.lint.plan_lists import date_faults, list_faults, statement_faults
from reports.rules.lint.prose import Fault, Prose
from reports.rules.lint.small_numbers import (
    held_story_faults,
    personal_faults,
    small_number_faults,
)
from reports.rules.lint.titles import (
    action_faults,
    body_faults,
    pairs_in,
    title_faults,
    variant_faults,
)
from reports.rules.lint.twice import name_faults, twice_faults
from reports.rules.packs import Audience

if TYPE_CHECKING:
    from reports.material import Material

# What stops an issue whatever reason is given; everything else asks for one.
STOPPING = frozenset({"section-failed", "text-broken", "nothing-concluded", "held-back-told"})
# What stops an issue for the public while nobody has released the text that it is in.
STOPPING_UNRELEASED = frozenset({"small-number", "personal-data"})


def findings_of(material: "Material", document: Document) -> tuple[Finding, ...]:
    """What the lint finds in the pack, in the order of its texts; what stops an issue comes first.

    A fault is found once, however often its facts are said in the same place.
    """
    urls = {anchor: url for anchor, (_, url) in places_of(material).items()}
    found = [
        *state_findings(material, document),
        *(_finding(fault, material, urls) for fault in _faults(material, document)),
    ]
    once: dict[str, Finding] = {}
    for finding in found:
        once.setdefault(finding.fingerprint, finding)
    return tuple(sorted(once.values(), key=lambda finding: finding.weight is not Weight.STOPS))


def _faults(material: "Material", document: Document) -> Iterator[Fault]:
    proses = proses_of(material, document)
    yield from _of_every_pack(material, document, proses)
    if material.review is not None:
        own = [prose for prose in proses if prose.section != PLAN]
        typed = [prose for prose in own if prose.is_typed]
        yield from _of_words(material, document, own)
        yield from _of_numbers(material, document, typed)
        yield from _of_lists(material, document, typed)
        if any(section.key == PLAN for section in document.sections):
            yield from _of_plan(material)


def _of_every_pack(
    material: "Material", document: Document, proses: tuple[Prose, ...]
) -> Iterable[Fault]:
    # a table and the notes under it may refer to what another document has
    own = [prose for prose in proses if not prose.is_of_table]
    yield from reference_faults(own, references_of(document))
    yield from flag_faults(material, document)
    if material.asked.audience is not Audience.BOARD:
        yield from personal_faults(proses)
    if material.is_public:
        threshold = material.policy.disclosure.threshold
        yield from small_number_faults(proses, threshold=threshold)
        yield from held_story_faults(proses)
        yield from held_faults(material, proses)


def _of_words(material: "Material", document: Document, proses: list[Prose]) -> Iterable[Fault]:
    """Abbreviations, and names of one thing that are two."""
    review = material.review
    typed = [prose for prose in proses if prose.is_typed]
    pairs = pairs_in(proses)
    titles = [o.title for o in review.objectives]
    yield from abbreviation_faults(
        proses,
        glossary_of(review),
        also_used=words_of_tables(document),
        is_whole=not any(place.text.is_withheld for place in texts_of_review(review)),
    )
    yield from pairs_of_names(proses, pairs)
    yield from body_faults(typed, pairs)
    yield from variant_faults(typed, names_of(material), pairs)
    yield from title_faults(typed, titles, "an objective")
    yield from name_faults(typed, names_of(material))


def _of_numbers(material: "Material", document: Document, typed: list[Prose]) -> Iterable[Fault]:
    """Counts, figures and days in the texts against the tables, and against each other."""
    passed = [a.ref for a in outstanding_of(material) if a.forecast_passed]
    yield from count_faults(typed, counted_of(material))
    yield from claim_faults(typed, ways_of(material, document))
    yield from twice_faults(typed)
    yield from quarter_faults(typed, quarters_shown(document))
    yield from yearless_faults(typed)
    yield from passed_faults(typed, material.as_at, passed)


def _of_lists(material: "Material", document: Document, typed: list[Prose]) -> Iterable[Fault]:
    """Conclusions and recommendations, outstanding actions, meetings."""
    review, lists = material.review, listed_actions(material, document)
    outstanding = outstanding_of(material)
    listed_refs = [ref for each in lists for ref in each.refs]
    numbers = {
        "conclusions": [c.number for c in review.conclusions],
        "recommendations": [r.number for r in review.recommendations],
    }
    rests = [(r.number, r.conclusions) for r in review.recommendations]
    yield from link_faults(numbers["conclusions"], rests)
    for what, own in numbers.items():
        yield from number_faults(what, own, what)
    yield from list_faults(lists, outstanding)
    yield from statement_faults(listed_refs, stated_of(material))
    yield from action_faults(typed, {a.ref: a.title for a in material.pack.state.lines})
    yield from date_faults([a for a in outstanding if a.ref in set(listed_refs)])


def _of_plan(material: "Material") -> Iterable[Fault]:
    """What the plan in the appendix leaves open."""
    state, rows = material.pack.state, plan_rows(material)
    days = [(f"Part {part.code}", part.as_at_text) for part in state.parts if part.code]
    printed = [(o.number, o.indicators_as_printed) for o in state.objectives]
    known = [f"{s.measure.ref} {s.measure.name}" for s in material.states]
    yield from rating_faults(rows, PLAN)
    yield from due_faults(rows, PLAN)
    yield from part_day_faults(days, PLAN)
    yield from code_faults(printed, known, PLAN)


def _finding(fault: Fault, material: "Material", urls: Mapping[str, str]) -> Finding:
    prose = fault.prose
    anchor = prose.anchor if prose else fault.anchor
    return Finding(
        code=fault.code,
        weight=_weight(fault, material),
        where=prose.where if prose else fault.where,
        text=fault.text,
        reason=fault.reason,
        anchor=anchor,
        url=prose.url if prose else urls.get(anchor, ""),
        facts=fault.facts,
    )


def _weight(fault: Fault, material: "Material") -> Weight:
    if fault.code in STOPPING:
        return Weight.STOPS
    released = fault.prose.is_released if fault.prose else True
    if material.is_public and fault.code in STOPPING_UNRELEASED and not released:
        return Weight.STOPS
    return Weight.ASKS
