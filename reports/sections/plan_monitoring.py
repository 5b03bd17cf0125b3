"""The sections of the pack that monitors a plan, in its order."""

from reports.sections import (
    plan_about,
    plan_actions,
    plan_board,
    plan_documents,
    plan_glance,
    plan_indicators,
    plan_journey,
    plan_key,
    plan_questions,
)
from reports.sections.kept import Kept

KEY = Kept("plan-key", "Key", plan_key.gather)
ABOUT = Kept("plan-about", "Sources, notes and gaps", plan_about.gather)
PLAN_SECTIONS: tuple[Kept, ...] = (
    KEY,
    Kept("plan-glance", "How the plan stands", plan_glance.gather),
    Kept("plan-journey", "Journey", plan_journey.gather),
    Kept("plan-questions", "Questions", plan_questions.gather),
    Kept("plan-board", "The board", plan_board.gather),
    Kept("plan-actions", "The plan, action by action", plan_actions.gather),
    Kept("plan-indicators", "Indicators", plan_indicators.gather),
    Kept("plan-documents", "What the documents say", plan_documents.gather),
    ABOUT,
)
