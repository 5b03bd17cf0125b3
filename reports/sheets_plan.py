"""The sheets of a plan: its counts, its actions, their updates."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from plans.csv_file import COLUMNS as ACTION_COLUMNS
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import UNRATED_MARK, Mark
from plans.rules.words import count_of
from reports.readmodels_pack import PlanPack
from reports.rules.packs import Audience
from reports.sheets import NOT_APPLICABLE, NOT_AVAILABLE, Column, Sheet


def plan_sheets(pack: PlanPack) -> tuple[Sheet, ...]:
    """Summary, Actions and Updates. Ratings can be chosen from the plan's own key, and unrated."""
    choices = (*(row.mark for row in pack.key), UNRATED_MARK)
    return (
        Sheet(
            "Summary",
            _summary_columns(pack),
            pack.summary,
            heading=f"How the actions stand on {pack.as_at_text}, counted",
            notes=("The plan as a whole is in the first row, then each part and objective.",),
        ),
        Sheet(
            "Actions",
            _action_columns(choices),
            pack.rows,
            heading=f"The actions of the plan as they stood on {pack.as_at_text}",
            notes=(f"One row an action: {count_of(len(pack.rows), 'action')}.",),
        ),
        Sheet(
            "Updates",
            _update_columns(pack, choices),
            pack.updates,
            heading=f"What was reported of the actions up to {pack.as_at_text}",
            notes=("One row an update, the one of the earliest day of each action first.",),
        ),
    )


def _summary_columns(pack: PlanPack) -> tuple[Column, ...]:
    """Every rating of the key, stated and inferred, in its order; then what cuts across them."""

    def count(n: int, kind: str) -> Callable[[Any], int]:
        return lambda row: getattr(row.tally.counts[n], kind)

    counted = [
        Column(f"{c.word}, {kind}", count(n, kind), 11)
        for n, c in enumerate(pack.state.tally.counts)
        if c.meaning
        for kind in ("stated", "inferred")
    ]
    return (
        Column("Level", lambda r: r.level, 12),
        Column("Part", lambda r: r.part, 7, NOT_APPLICABLE),
        Column("Objective", lambda r: r.objective, 11, NOT_APPLICABLE),
        Column("Title", lambda r: r.title, 48),
        Column("Due", lambda r: r.due, 14, NOT_APPLICABLE),
        Column("Actions", lambda r: r.tally.n, 10),
        *counted,
        Column("Unrated", lambda r: r.tally.n_unrated, 11),
        Column("Past their date", lambda r: r.tally.n_overdue, 11),
        Column("Outstanding", lambda r: r.tally.n_outstanding, 14),
        Column("Complete, yet work remains", lambda r: r.tally.n_work_remains, 14),
        Column("Endorsed", lambda r: r.tally.n_board(BoardDecision.ENDORSED), 11),
        Column("Endorsed, then changed", lambda r: r.tally.n_board(STALE), 13),
        Column("Challenged", lambda r: r.tally.n_board(BoardDecision.CHALLENGED), 12),
        Column("Deferred", lambda r: r.tally.n_board(BoardDecision.DEFERRED), 11),
        Column("Readings differ", lambda r: r.tally.n_differ, 11),
        Column("Questions", lambda r: r.n_questions, 11),
    )


# Where a workbook holds more than words: dates with their precision, ratings with their fills.
_HELD = {
    "Due date": lambda r: r.due,
    "Revised due date": lambda r: r.revised,
    "Reported": lambda r: r.line.mark,
    "Last update": lambda r: r.updated,
    "Forecast": lambda r: r.forecast,
}
_WIDTHS = (8, 7, 11, 14, 48, 24, 24, 16, 12, 12, 12, 11, 22, 12, 13, 60, 14, 44, 18)


def _of_line(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: get(row.line)


_EMPTY = dict.fromkeys(  # where nothing is missing if nothing is said
    ("Part", "Outcome", "Supporting owners", "Revised due date", "Questions"), NOT_APPLICABLE
)


def _action_columns(choices: tuple[Mark, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(
            header,
            _HELD.get(header, _of_line(get)),
            width,
            _EMPTY.get(header, NOT_AVAILABLE),
            choices if header == "Reported" else (),
        )
        for (header, get), width in zip(ACTION_COLUMNS, _WIDTHS, strict=True)
    )


def _update_columns(pack: PlanPack, choices: tuple[Mark, ...]) -> tuple[Column, ...]:
    """Those of an update; who recorded it, and when, is no matter of the public’s."""
    left_out = _INSIDE if pack.audience is Audience.PUBLIC else ()
    return tuple(
        replace(c, choices=choices) if c.header == "Rating" else c
        for c in _UPDATES
        if c.header not in left_out
    )


_INSIDE = ("Recorded at", "Recorded by")
_UPDATES = (
    Column("Ref", lambda r: r.line.ref, 8),
    Column("Effective date", lambda r: r.effective, 14),
    Column("Precision", lambda r: r.line.effective_precision, 11),
    Column("Position in the day", lambda r: r.line.position, 11),
    Column("Known on", lambda r: r.line.known_on, 14),
    Column("Recorded at", lambda r: r.line.recorded_at, 19),
    Column("Recorded by", lambda r: r.line.recorded_by, 22),
    Column("Rating", lambda r: r.line.mark if r.line.rating else None, 12),
    Column("Basis", lambda r: r.line.basis, 11),
    Column("Inferred from", lambda r: r.line.inferred_from, 26, NOT_APPLICABLE),
    Column("Comment", lambda r: r.line.comment, 60),
    Column("Remaining", lambda r: r.line.remaining, 44, NOT_APPLICABLE),
    Column("Forecast", lambda r: r.forecast, 14),
    Column("Evidence", lambda r: r.line.evidence, 40),
    Column("Evidence date", lambda r: r.line.evidence_on, 14),
    Column("Evidence link", lambda r: r.line.evidence_link, 30),
    Column("Clears", lambda r: "; ".join(r.line.clears), 16, NOT_APPLICABLE),
    Column("Corrects", lambda r: r.line.corrects, 24, NOT_APPLICABLE),
    Column("Reason", lambda r: r.line.reason, 34, NOT_APPLICABLE),
    Column("Source document", lambda r: r.line.source, 44),
    Column("Place", lambda r: r.line.place, 30),
)
