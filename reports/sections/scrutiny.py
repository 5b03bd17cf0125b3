"""The sections of the scrutiny report, in the order of the report of 2015."""

from reports.sections import scrutiny_after as after
from reports.sections import scrutiny_evidence as evidence
from reports.sections import scrutiny_front as front
from reports.sections.kept import Kept
from reports.sections.scrutiny_places import ANSWERS, MOST_OBJECTIVES, PLAN, objective_key


def _objective(n: int) -> Kept:
    title = f"Objective {n}"
    return Kept(objective_key(n), title, evidence.objective(n, title))


SCRUTINY_SECTIONS: tuple[Kept, ...] = (
    Kept("preface", "Preface", front.preface),
    Kept("executive-summary", "Executive summary", front.summary),
    Kept("conclusions", "Conclusions", front.conclusions),
    Kept("recommendations", "Recommendations", front.recommendations),
    Kept("purpose", "Purpose", front.purpose),
    Kept("background", "Background", evidence.background),
    *(_objective(n) for n in range(1, MOST_OBJECTIVES + 1)),
    Kept("equalities", "Equalities", front.comments("equalities")),
    Kept("law", "Legal comments", front.comments("law")),
    Kept("finance", "Finance comments", front.comments("finance")),
    Kept("implications", "Budget and policy implications", after.implications),
    Kept(ANSWERS, "Answers, and what came of the recommendations", after.answers),
    Kept("meetings-and-evidence", "Meetings, witnesses and documents", after.meetings),
    Kept("glossary", "Glossary", after.glossary),
    Kept(PLAN, "The improvement plan", after.plan),
    Kept("review-about", "Sources and notes", after.about),
)


def of_review(n_objectives: int) -> tuple[str, ...]:
    """The keys of the sections that a review of so many objectives can have: what a picker offers."""
    last = min(n_objectives, MOST_OBJECTIVES)
    beyond = {objective_key(n) for n in range(last + 1, MOST_OBJECTIVES + 1)}
    return tuple(kept.key for kept in SCRUTINY_SECTIONS if kept.key not in beyond)
