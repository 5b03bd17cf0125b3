"""Which texts can be released to the public or marked confidential, and how each kind is called."""

from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """How one text stands towards the public."""

    WAITING = "waiting"
    RELEASED = "released"
    CONFIDENTIAL = "confidential"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {
            "waiting": "waiting: nobody has released it",
            "released": "released",
            "confidential": "marked confidential",
            "published": "from a published document",
        }[self.value]


@dataclass(frozen=True)
class Texts:
    """The texts of one table: how to find the service of a row, its fields, and what it is called."""

    service: str
    fields: tuple[str, ...]
    called: str
    named_by: str = ""


_PLAN, _REVIEW = "plan__service", "review__service"

# Every table with texts that a pack prints. Names of posts and bodies are no texts in this sense.
RELEASABLE: dict[str, Texts] = {
    "plans.update": Texts(
        "action__plan__service",
        (
            *("comment", "remaining", "evidence", "evidence_link", "forecast_as_written"),
            *("inferred_from", "reason"),
        ),
        "update",
        "action__ref",
    ),
    "plans.duedate": Texts(
        "action__plan__service",
        ("as_written", "reason", "agreed_at"),
        "date of an action",
        "action__ref",
    ),
    "plans.assignment": Texts(
        "action__plan__service", ("as_written", "reason"), "owners", "action__ref"
    ),
    "plans.endorsement": Texts(
        "update__action__plan__service",
        ("reason", "back_to", "kept_comment", "kept_evidence", "kept_due_as_written"),
        "decision of the board",
        "update__action__ref",
    ),
    "plans.decision": Texts(
        "meeting__board__service", ("asked_for", "back_by"), "request of the board"
    ),
    "plans.minuteline": Texts("meeting__board__service", ("text",), "line of minutes"),
    "plans.meeting": Texts("board__service", ("as_written", "note"), "meeting"),
    "plans.assurance": Texts(
        "action__plan__service", ("body", "text"), "another body’s finding", "action__ref"
    ),
    "plans.remark": Texts(_PLAN, ("text",), "remark on the plan"),
    "plans.part": Texts(_PLAN, ("title", "as_at_note"), "part", "code"),
    "plans.objective": Texts(_PLAN, ("title", "text"), "objective", "number"),
    "plans.outcome": Texts("objective__plan__service", ("title",), "outcome"),
    "plans.successmeasure": Texts(_PLAN, ("text",), "success measure"),
    "plans.recommendation": Texts(
        "inspection__service", ("text",), "recommendation of an inspection", "number"
    ),
    "plans.action": Texts(_PLAN, ("title", "note"), "action", "ref"),
    "indicators.note": Texts("indicator__service", ("text",), "note on an indicator"),
    "indicators.claim": Texts("indicator__service", ("text",), "statement on an indicator"),
    "indicators.reading": Texts(
        "indicator__service", ("note", "period_derived_from"), "note on a reading", "period"
    ),
    "indicators.sourcetable": Texts("service", ("title", "note"), "table", "ref"),
    "reports.narrative": Texts(_REVIEW, ("text",), "text of a review", "kind"),
    "reports.reviewobjective": Texts(_REVIEW, ("title", "summary"), "objective of a review"),
    "reports.panelmeeting": Texts(_REVIEW, ("note",), "note on a meeting of the panel"),
    "reports.panelmember": Texts(_REVIEW, ("role", "as_written"), "who sat on the panel"),
    "reports.witness": Texts("meeting__review__service", ("role", "agency"), "witness"),
    "reports.receiveddocument": Texts(
        "meeting__review__service", ("title",), "document that the panel received"
    ),
    "reports.evidence": Texts(_REVIEW, ("heading", "text"), "paragraph of evidence"),
    "reports.exhibit": Texts("evidence__review__service", ("caption",), "caption"),
    "reports.conclusion": Texts(_REVIEW, ("text",), "conclusion", "number"),
    "reports.panelrecommendation": Texts(
        _REVIEW,
        ("text", "action_by", "policy_framework", "resource_implications"),
        "recommendation",
        "number",
    ),
    "reports.glossaryterm": Texts(_REVIEW, ("meaning",), "term", "short"),
    "reports.response": Texts("recommendation__review__service", ("reason",), "answer"),
    "reports.implementation": Texts("recommendation__review__service", ("text",), "progress"),
}
