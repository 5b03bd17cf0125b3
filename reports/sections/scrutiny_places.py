"""Which sections a scrutiny report has, and how each is numbered: a section left out leaves no gap."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.readmodels_review import ReviewValues
from reports.rules.packs import Kind

if TYPE_CHECKING:
    from reports.material import Material

MOST_OBJECTIVES = 20  # as many sections as can be chosen
OBJECTIVE = "review-objective"
PLAN = "review-plan"
ANSWERS = "answers"
NUMBERED = (
    *("purpose", "background"),
    *(f"{OBJECTIVE}-{n}" for n in range(1, MOST_OBJECTIVES + 1)),
    *("equalities", "law", "finance", "implications", ANSWERS),
)
APPENDICES = ("meetings-and-evidence", "glossary", PLAN)


@dataclass(frozen=True)
class Places:
    """The sections of one report by key: "3", "Appendix 1", or "" for one without a number."""

    numbers: dict[str, str] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        return key in self.numbers

    def number(self, key: str) -> str:
        return self.numbers.get(key, "")

    def words(self, key: str) -> str:
        """ "section 3", "appendix 1"; "" for a section that has no number, or is not in the report."""
        number = self.number(key)
        return f"section {number}" if number.isdecimal() else number.lower()


def places_of(material: "Material") -> Places:
    """How the sections of the pack that is asked for are numbered; none where it is of no review."""
    review = material.review
    if review is None or material.asked.kind is not Kind.SCRUTINY:
        return Places()
    from reports.kinds import chosen_sections  # knows every section, those here too

    keys = [choice.key for choice in chosen_sections(material)]
    return Places(dict(_numbered(key for key in keys if _has(material, review, key))))


def objective_key(n: int) -> str:
    """The section of the review's objective at that place, from 1."""
    return f"{OBJECTIVE}-{n}"


def _has(material: "Material", review: ReviewValues, key: str) -> bool:
    """Whether the review has anything for that section at all."""
    if key.startswith(f"{OBJECTIVE}-"):
        return int(key.rpartition("-")[2]) <= len(review.objectives)
    if key == PLAN:
        return bool(review.plan_ref)
    return key != ANSWERS or is_answerable(material, review)


def is_answerable(material: "Material", review: ReviewValues) -> bool:
    """Whether the report has been published, so that an answer can be spoken of."""
    published = review.published_on
    return published is not None and published < material.as_at and bool(review.recommendations)


def _numbered(keys: Iterable[str]) -> Iterable[tuple[str, str]]:
    n = n_appendix = 0
    for key in keys:
        if key in NUMBERED:
            n += 1
            yield key, str(n)
        elif key in APPENDICES:
            n_appendix += 1
            yield key, f"Appendix {n_appendix}"
        else:
            yield key, ""
