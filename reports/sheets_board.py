"""The sheets of a board: its meetings, what it decided, what is asked of the plan."""

from reports.readmodels_pack import PlanPack
from reports.rules.packs import Audience
from reports.sheets import NOT_APPLICABLE, Column, Sheet

NOT_FOR_PUBLIC = "not in the edition for the public"


def board_sheets(pack: PlanPack) -> tuple[Sheet, ...]:
    """Meetings, Decisions and Questions."""
    return (
        Sheet(
            "Meetings",
            _MEETINGS,
            pack.meetings,
            heading=f"Meetings of the board up to {pack.as_at_text}",
            notes=(pack.board.sentence,),
        ),
        Sheet(
            "Decisions",
            _DECISIONS,
            pack.decisions,
            heading=f"Decisions of the board up to {pack.as_at_text}",
            notes=("One row a decision, in the order of the minutes.",),
        ),
        Sheet(
            "Questions",
            _QUESTIONS,
            pack.questions,
            heading=f"Questions that are open on {pack.as_at_text}",
            notes=("Found by rule; the sheet Notes says how.",),
            without=NOT_FOR_PUBLIC if pack.audience is Audience.PUBLIC else "none is open",
        ),
    )


_MEETINGS = (
    Column("Held on", lambda r: r.held_on, 14),
    Column("Precision", lambda r: r.held_on.precision or "no date", 11),
    Column("When, in words", lambda r: r.date_text, 34),
    Column("Not before", lambda r: r.not_before, 13, NOT_APPLICABLE),
    Column("Not after", lambda r: r.not_after, 13, NOT_APPLICABLE),
    Column("Board", lambda r: r.board, 28),
    Column("Kind", lambda r: r.kind, 14),
    Column("Seats", lambda r: r.seats, 9),
    Column("Present", lambda r: r.present, 9),
    Column("Deputies", lambda r: r.deputies, 10),
    Column("Attendance", lambda r: r.attendance_text, 34),
    Column("Decisions", lambda r: r.decisions, 11),
    Column("Note", lambda r: r.note, 50, NOT_APPLICABLE),
    Column("Source", lambda r: r.source, 44),
)

_DECISIONS = (
    Column("Held on", lambda r: r.held_on, 14),
    Column("Board", lambda r: r.board, 28),
    Column("Number", lambda r: r.number, 9),
    Column("Decision", lambda r: r.kind, 20),
    Column("Ref", lambda r: r.ref, 8, NOT_APPLICABLE),
    Column("Line of the minutes", lambda r: r.text, 60),
    Column("Reason", lambda r: r.reason, 44, NOT_APPLICABLE),
    Column("Asked of", lambda r: r.asked_of, 22, NOT_APPLICABLE),
    Column("Asked for", lambda r: r.asked_for, 40, NOT_APPLICABLE),
    Column("Back by", lambda r: r.back_by, 18, NOT_APPLICABLE),
    Column("Rating decided on", lambda r: r.rating, 13, NOT_APPLICABLE),
    Column("Comment decided on", lambda r: r.comment, 50, NOT_APPLICABLE),
    Column("Evidence decided on", lambda r: r.evidence, 40, NOT_APPLICABLE),
    Column("Due date decided on", lambda r: r.due, 14, NOT_APPLICABLE),
    Column("Owners decided on", lambda r: r.owners, 28, NOT_APPLICABLE),
    Column("By who wrote the update", lambda r: r.own_text, 20, NOT_APPLICABLE),
    Column("Source", lambda r: r.source, 44),
)

_QUESTIONS = (
    Column("Code", lambda r: r.code, 24),
    Column("Severity", lambda r: r.severity.value, 11),
    Column("Ref", lambda r: r.ref, 8, NOT_APPLICABLE),
    Column("About", lambda r: "; ".join(r.refs), 22),
    Column("Question", lambda r: r.text, 80),
    Column("State", lambda r: r.note or "open", 34),
    Column("Sources", lambda r: "\n".join(r.source_texts), 60),
)
