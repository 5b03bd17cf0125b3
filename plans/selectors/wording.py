"""The words in which one statement is printed."""

from plans.models import DueDate, Rating, Update
from plans.rules.dates import date_text
from plans.rules.meanings import UNRATED_MARK, Mark, mark
from plans.selectors.texts import EVERYTHING, Texts


def due_text(due: DueDate | None, texts: Texts = EVERYTHING) -> str:
    """A due date for a table: "May 2014", "not known (“Achieved” is written there)", "none"."""
    if due is None or not (due.as_written or due.due_on):
        return "none"
    if due.due_on is None:
        return f"not known (“{due.as_written}”)" if texts.may(due, "as_written") else "not known"
    return date_text(due.due_on, due.due_precision, short=True) + (
        " (ongoing)" if due.ongoing else ""
    )


def forecast_text(update: Update | None, *, short: bool = False, texts: Texts = EVERYTHING) -> str:
    """A forecast no more exact than it was given; its own words where they name no date."""
    if update is None:
        return ""
    return date_text(update.forecast_on, update.forecast_precision, short=short) or texts.of(
        update, "forecast_as_written"
    )


def day_text(statement, *, short: bool = False) -> str:
    """The day of a statement, no more exact than it is known."""
    return date_text(statement.effective_on, statement.effective_precision, short=short)


def reported_mark(rating: Rating | None, basis: str) -> Mark:
    """How a reported rating is drawn; None: unrated."""
    return mark(rating.word, rating.colour, rating.meaning, basis) if rating else UNRATED_MARK
