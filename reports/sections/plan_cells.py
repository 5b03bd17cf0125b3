"""The cells of an action's row, wherever a pack has one."""

import re
from collections.abc import Iterable

from reports.blocks import Cell, Line, Span, words
from reports.readmodels_pack import ActionRow
from reports.sections.writing import dim, labelled, lines

NO_COMMENT, NO_MEASURE = "no comment", "none stated"


def anchor_of(row: ActionRow) -> str:
    """What a link to the action's row goes to: "action-5-3"."""
    return f"action-{re.sub('[^a-z0-9]+', '-', row.line.ref.lower()).strip('-')}"


def due_cell(row: ActionRow) -> Cell:
    """When it is due as written, to when that was moved, and by how many days it is late."""
    late = Line(words(row.late_text), is_late=True) if row.late_text else None
    return lines(row.line.due_as_written or "none written", row.revised_text, late)


def rating_cell(row: ActionRow) -> Cell:
    """What is reported, and the board's reading with its day."""
    board = row.line.board
    found = [Line(mark=row.line.mark)]
    if board:
        found += [Line(mark=board.mark), dim(row.board_text)]
    return lines(*found)


def comment_cell(row: ActionRow) -> Cell:
    """What is said of the action: its comment, what remains, when it is expected, and what differs."""
    line = row.line
    comment = Line(words(line.comment)) if line.comment else dim(NO_COMMENT)
    return lines(comment, *_beside(row))


def _beside(row: ActionRow) -> Iterable[Line]:
    line = row.line
    if row.remains_text and line.work_remains:
        label = "Complete, yet work remains:"
        yield Line(labelled(label, row.remains_text), is_minor=True, sign="question")
    elif row.remains_text:
        yield Line(labelled("Remains:", row.remains_text), is_minor=True)
    if row.forecast_text:
        yield Line(labelled("Forecast:", row.forecast_text), is_minor=True)
    if line.difference:
        difference = (Span(line.difference, is_strong=True),)
        yield Line(difference, is_minor=True, sign="disagree")
    if row.decision_text:
        yield Line(labelled("Board:", row.decision_text), is_minor=True)
    if row.changed_text:
        yield Line(labelled("When endorsed:", row.changed_text), is_minor=True)


def action_cell(row: ActionRow) -> Cell:
    """The action under its outcome, where it has one."""
    outcome = dim(row.line.outcome) if row.line.outcome else None
    return lines(outcome, row.line.title)


def measure_cell(row: ActionRow) -> Cell:
    """What success will look like."""
    return lines(row.line.success_measure or dim(NO_MEASURE))
