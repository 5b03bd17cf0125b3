"""The rows of a plan's tables on paper: each action and each update with the words that are printed."""

from plans.readmodels import ActionLine, BoardReading, ChangedPart
from plans.rules.dates import date_text
from plans.rules.words import listed, stop
from plans.selectors.updates import UpdateLine
from reports.readmodels_pack import NO_DAY, ActionRow, UpdateRow, day_of


def action_row(line: ActionLine) -> ActionRow:
    """One action with what its cells print."""
    revised = line.revised_due_on
    forecast = line.forecast_text or line.forecast_as_written
    return ActionRow(
        line=line,
        due=day_of(
            line.due_on,
            date_text(line.due_on, line.due_precision, short=True),
            line.due_precision,
        ),
        revised=day_of(revised, line.due_text, line.revised_due_precision) if revised else NO_DAY,
        forecast=day_of(line.forecast_on, forecast, line.forecast_precision),
        updated=day_of(line.updated_on, line.updated_text, line.updated_precision),
        late_text=line.calculated_text if line.is_overdue else "",
        revised_text=f"now {line.due_text}" if revised else "",
        remains_text=line.remaining,
        forecast_text=_forecast_text(line, forecast),
        reported_text=line.mark.word,
        basis_text=line.basis or "",
        board_text=line.board.day_text if line.board else "",
        decision_text=_decision_text(line.board) if line.board else "",
        changed_text=_changed_text(line.board) if line.board else "",
    )


def _decision_text(board: BoardReading) -> str:
    """What the board said with its decision; "" where it endorsed and said nothing."""
    back = f"Back to the board: {board.back_to}" if board.back_to else ""
    return " ".join(stop(text) for text in (board.reason, back, board.own_text) if text)


def _changed_text(board: BoardReading) -> str:
    """What of that which was endorsed stands otherwise now: what it was, and what it is.

    Where the words of either may not be read, only which parts changed.
    """
    if board.changed and not any(part.was or part.now for part in board.changed):
        return stop(f"Changed since: {listed([part.label for part in board.changed])}")
    return " ".join(_changed(part) for part in board.changed)


def _changed(part: ChangedPart) -> str:
    label = part.label.removeprefix("the ").capitalize()
    if part.part == "comment":  # what it is now stands in the row
        return f"{label} was “{stop(part.was)}”"
    return stop(f"{label} was {part.was}, is {part.now}")


def update_row(line: UpdateLine) -> UpdateRow:
    """One update with its dates as they are known."""
    return UpdateRow(
        line=line,
        effective=day_of(line.effective_on, line.effective_text, line.effective_precision),
        forecast=day_of(line.forecast_on, line.forecast_text, line.forecast_precision),
    )


def _forecast_text(line: ActionLine, forecast: str) -> str:
    if not forecast:
        return ""
    return f"{forecast}, which has passed" if line.forecast_passed else forecast
