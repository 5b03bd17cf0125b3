"""The sections of the pack that a board meets with, in its order."""

from reports.sections import (
    board_asked,
    board_attendance,
    board_changes,
    board_decisions,
    board_exceptions,
    board_indicators,
    board_next,
    board_questions,
    board_risks,
)
from reports.sections.kept import Kept
from reports.sections.plan_monitoring import ABOUT, KEY

BOARD_SECTIONS: tuple[Kept, ...] = (
    Kept("board-changes", "What changed since the last board", board_changes.gather),
    Kept("board-exceptions", "Exceptions", board_exceptions.gather),
    Kept("board-questions", "Questions to ask", board_questions.gather),
    Kept("board-indicators", "Indicators", board_indicators.gather),
    Kept("board-attendance", "Attendance", board_attendance.gather),
    Kept("board-risks", "Risks", board_risks.gather),
    Kept("board-decisions", "Decisions wanted", board_decisions.gather),
    Kept("board-asked", "Actions from the last meeting", board_asked.gather),
    Kept("board-next", "Next meetings", board_next.gather),
    KEY,
    ABOUT,
)
