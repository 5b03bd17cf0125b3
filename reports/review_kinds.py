"""The parts of a review, as pages call them: their names in addresses, their words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PartKind:
    """One part. `one` is a row of it in a sentence ("a conclusion"), "" where rows are not added.

    `is_ordered`: its rows have places that can be changed. `is_answer`: what came after publication.
    """

    name: str
    label: str
    one: str = ""
    lead: str = ""
    is_ordered: bool = False
    is_answer: bool = False


PARTS: dict[str, PartKind] = {
    kind.name: kind
    for kind in (
        PartKind(
            "about",
            "What it is",
            lead="The panel, whom it reports to, and the time that the executive has to answer.",
        ),
        PartKind(
            "texts",
            "Texts",
            "a text",
            lead="The texts of the report that stand alone.",
        ),
        PartKind(
            "objectives",
            "Objectives",
            "an objective",
            lead="What the review sets out to answer, each with its part of the executive summary.",
            is_ordered=True,
        ),
        PartKind(
            "members",
            "Panel",
            "a role on the panel",
            lead="Who sat on the panel, by role and over time. Nobody is named.",
            is_ordered=True,
        ),
        PartKind(
            "meetings",
            "Meetings",
            "a meeting",
            lead="When the panel met, whom it heard by role, and which documents it received.",
            is_ordered=True,
        ),
        PartKind(
            "evidence",
            "Evidence",
            "a paragraph",
            lead="Numbered paragraphs under the objective that they bear on.",
            is_ordered=True,
        ),
        PartKind(
            "conclusions",
            "Conclusions",
            "a conclusion",
            lead="What the panel concludes.",
            is_ordered=True,
        ),
        PartKind(
            "recommendations",
            "Recommendations",
            "a recommendation",
            lead="What the panel recommends, on which conclusions, and what that implies.",
            is_ordered=True,
        ),
        PartKind(
            "glossary",
            "Glossary",
            "a term",
            lead="Short forms, and what they mean.",
        ),
        PartKind(
            "responses",
            "Answers",
            "an answer",
            lead="What the executive answered to each recommendation. The answer recorded last counts.",
            is_answer=True,
        ),
        PartKind(
            "implementation",
            "Carried out",
            "how far it is carried out",
            lead="What came of each recommendation, over time.",
            is_answer=True,
        ),
    )
}
