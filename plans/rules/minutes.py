"""The words in which a decision stands in the minutes, until the clerk edits them."""

from plans.rules.endorsing import BoardDecision
from plans.rules.words import stop

BY_AUTHOR = ", recorded by its author"  # the same in few words
OWN = "Recorded by who wrote the update, which the board allows."  # wherever such a one is shown


def endorsement_line(
    ref: str,
    title: str,
    word: str,
    decision: BoardDecision,
    reason: str,
    back_to: str,
    *,
    is_own: bool = False,
) -> str:
    """ "9.5, Practice leads able to countersign, reported amber: deferred to June 2015. Benchmarking
    has not reported."
    """
    reported = f"reported {word.lower()}" if word else "unrated"
    done = str(decision)
    if decision is BoardDecision.DEFERRED and back_to:
        done += f" to {back_to}"
    elif back_to:
        done += f", back by {back_to}"
    line = f"{ref}, {title.rstrip('. ')}, {reported}: {done}."
    if is_own:
        line += f" {OWN}"
    return f"{line} {stop(reason[0].upper() + reason[1:])}" if reason else line
