"""What the board decided on an action, and what of that is not what it was."""

from dataclasses import replace
from datetime import date

from plans.models import Endorsement, Standing
from plans.readmodels import BoardReading, ChangedPart
from plans.rules.dates import date_text
from plans.rules.endorsing import PARTS, BoardDecision, Content, changed_parts
from plans.rules.meanings import Meaning, board_mark
from plans.selectors.texts import EVERYTHING, Texts
from plans.selectors.wording import day_text, due_text
from plans.services.standings import content, kept_content


def board_reading(row: Standing, texts: Texts = EVERYTHING) -> BoardReading | None:
    """The board's last decision by the standing's day; None where it decided nothing.

    Makes no query where the row was read `with_facts`. Where not every text may be read, who recorded
    it is left out, and of what changed since only that it did.
    """
    decision = row.decision
    if decision is None:
        return None
    meaning = Meaning(decision.kept_rating.meaning) if decision.kept_rating else None
    is_endorsed = decision.decision == BoardDecision.ENDORSED
    return BoardReading(
        reading=row.endorsed,
        mark=board_mark(row.endorsed, meaning),
        day_text=day_text(decision),
        meeting=str(decision.meeting.board),
        meeting_url=decision.meeting.get_absolute_url(),
        reason=texts.of(decision, "reason"),
        back_to=texts.of(decision, "back_to"),
        recorded_by=str(decision.recorded_by) if texts.is_everything else "",
        is_own=decision.is_own,
        changed=_shown(_changed(row, decision), texts) if is_endorsed else (),
    )


def _shown(changed: tuple[ChangedPart, ...], texts: Texts) -> tuple[ChangedPart, ...]:
    """The parts that changed; their words, copies of other texts, only where everything may be read."""
    if texts.is_everything:
        return changed
    return tuple(replace(part, was="", now="") for part in changed)


def _changed(row: Standing, decision: Endorsement) -> tuple[ChangedPart, ...]:
    owners = (
        [(p.role_id, p.role.name) for p in row.assignment.places.all()] if row.assignment else []
    )
    kept = kept_content(decision)
    stands = content(
        row.rated_by, row.commented_by, row.evidenced_by, row.due, [role for role, _ in owners]
    )
    was = {
        "rating": decision.kept_rating.word if decision.kept_rating else "unrated",
        "comment": kept.comment or "none",
        "evidence": _evidence(kept),
        "due": _kept_due(decision),
        "owners": _names([name for _, name in decision.kept_owners]),
    }
    now = {
        "rating": row.rating.word if row.rating else "unrated",
        "comment": stands.comment or "none",
        "evidence": _evidence(stands),
        "due": due_text(row.due),
        "owners": _names([name for _, name in owners]),
    }
    return tuple(
        ChangedPart(part, PARTS[part], was[part], now[part]) for part in changed_parts(kept, stands)
    )


def _names(names: list[str]) -> str:
    return "; ".join(names) or "nobody"


def _evidence(what: Content) -> str:
    words, on, link = what.evidence
    dated = f" ({_day(on)})" if on else ""
    return f"{words or 'none'}{dated}{f', {link}' if link else ''}"


def _day(on: date) -> str:
    return date_text(on, "day")


def _kept_due(decision: Endorsement) -> str:
    return (
        date_text(decision.kept_due_on, decision.kept_due_precision, short=True)
        or (f"not known (“{decision.kept_due_as_written}”)" if decision.kept_due_as_written else "")
        or "none"
    )
