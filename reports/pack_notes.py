"""What a paper says about itself: its signs, how its questions were found, what it does not hold."""

from collections.abc import Iterator

from indicators.readmodels import IndicatorLine, ReadingLine
from plans.readmodels_questions import Asked, RuleLine
from plans.rules.dates import long_date
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import UNRATED_MARK, Mark, Meaning, board_mark
from plans.rules.questions.facts import Severity
from plans.rules.words import count_of, is_are, listed
from plans.selectors.questions import counts_by_severity
from plans.selectors.state import PlanState
from reports.readmodels_pack import (
    NONE_RECORDED,
    BoardRecord,
    FormRow,
    Gap,
    QuestionGroup,
    QuestionSection,
)
from reports.rules.packs import SCHEDULE_12A, Audience


def sign_rows(state: PlanState, *, overdue_is_behind: bool) -> tuple[FormRow, ...]:
    """How readings other than a plain rating are drawn, each said once."""
    complete = next((k for k in state.key if k.mark.shape == Meaning.COMPLETE), None)
    behind = next((k for k in state.key if k.mark.shape == Meaning.BEHIND), None)
    called = (
        f" The key calls that {behind.mark.word.lower()} (“{behind.definition}”)."
        if behind and overdue_is_behind
        else ""
    )
    rows = []
    if complete:
        mark = complete.mark
        rows.append(
            FormRow(
                Mark(mark.word, mark.tone, mark.shape, "inferred", "inferred"),
                "",
                "inferred",
                "Dashed edge: nobody wrote the colour; it is read from other words, such as "
                "“Achieved” in the due column.",
            )
        )
    return (
        *rows,
        *_board_forms(state),
        FormRow(UNRATED_MARK, "", "unrated", "Nothing has been reported of the action yet."),
        FormRow(
            None,
            "behind",
            "Past its date",
            f"Calculated from the dates, never reported, by the rule said beside the figures.{called}",
        ),
        FormRow(
            None,
            "question",
            "Complete, yet work remains",
            "Calculated: reported complete by a statement that itself says that something is still "
            "to be done.",
        ),
    )


def _board_forms(state: PlanState) -> Iterator[FormRow]:
    """The board's readings, and the sign for where readings differ, where the paper has any."""
    if state.tally.by_board:
        yield FormRow(
            board_mark(BoardDecision.ENDORSED, Meaning.COMPLETE),
            "",
            "The board’s reading",
            "Double edge: what the board decided, on the day beside it. It stands beside what is "
            "reported and changes none of it.",
        )
        yield FormRow(
            board_mark(STALE, None),
            "",
            "Endorsed, then changed (stale)",
            "The board endorsed it, and the rating, comment, evidence, date or owners are not what "
            "they were then.",
        )
    if state.tally.n_differ:
        yield FormRow(
            None,
            "disagree",
            "Readings differ",
            "What is reported, what the dates imply and what the board accepts do not agree; the "
            "sentence says how.",
        )


NOT_FOR_THE_PUBLIC = (
    "Questions are not in the edition for the public: they quote what people typed, which is "
    "confidential until it is released."
)


def audience_text(audience: Audience, paragraph: int | None) -> str:
    """For whom a pack is; where it is exempt, by which paragraph of the Act."""
    if audience is not Audience.EXEMPT or paragraph is None:
        return audience.label
    return (
        f"{audience.label}: paragraph {paragraph} of Schedule 12A to the Local Government Act 1972 "
        f"({SCHEDULE_12A[paragraph]})"
    )


def question_section(state: PlanState, *, is_public: bool = False) -> QuestionSection:
    """The questions under their severities, and how they were found; none for the public."""
    if is_public:
        return QuestionSection(NOT_FOR_THE_PUBLIC, "", "", ())
    asked = state.asked
    return QuestionSection(
        sentence=_questions_sentence(asked),
        found_text=(
            f"Found by rule in how things stand on {long_date(state.as_at)}, not asked by a "
            "person. Each names its facts; an answer, or the board with a reason, closes it until "
            "its facts change."
        ),
        rules_text=_rules_text(asked),
        groups=tuple(
            QuestionGroup(f"{severity.label}: {count_of(len(own), 'question')}", own)
            for severity in Severity
            if (own := tuple(q for q in asked.open if q.severity is severity))
        ),
    )


def _questions_sentence(asked: Asked) -> str:
    n, by_severity = len(asked.open), counts_by_severity(asked.open)
    if not n:
        return "No question is open."
    severe = listed(
        [f"{by_severity[s]:,} of {s.label.lower()}" for s in Severity if by_severity[s]]
    )
    n_plan = sum(1 for q in asked.open if q.ref is None)
    said = f"{count_of(n, 'question')} {is_are(n)} open: {severe}."
    if n_plan:
        said += f" {n_plan:,} {is_are(n_plan)} about the plan, or about several actions at once."
    if asked.closed:
        n = len(asked.closed)
        said += f" {n:,} more {is_are(n)} answered or set aside."
    return said


def _rules_text(asked: Asked) -> str:
    """Which rules are off, by whom and why: what they would ask is not here."""
    off = asked.off
    if not off:
        return f"All {len(asked.rules)} rules are on."
    n = len(off)
    named = " ".join(_off(rule) for rule in off)
    return f"{n:,} of {len(asked.rules)} rules {is_are(n)} switched off for this plan. {named}"


def _off(rule: RuleLine) -> str:
    said = f": {rule.reason.strip().rstrip('.')}" if rule.reason.strip() else ""
    return f"“{rule.label.capitalize()}”, switched off {rule.switched_text}{said}."


def known_gaps(
    state: PlanState,
    board: BoardRecord,
    indicators: tuple[IndicatorLine, ...],
    readings: tuple[ReadingLine, ...],
    *,
    n_withheld: int = 0,
) -> Iterator[Gap]:
    """What the paper would hold and does not, because nothing of it is recorded by that day."""
    if n_withheld:
        yield Gap("Texts that are not released for publication", count_of(n_withheld, "text"))
    if not state.tally.by_board:
        yield Gap("Decisions of the board on single actions", NONE_RECORDED)
    if not indicators:
        yield Gap("Indicators and their readings", NONE_RECORDED)
    elif not readings:
        yield Gap("Readings of the indicators", NONE_RECORDED)
    yield from _gaps_of_board(board)
    undated = sum(1 for line in state.lines if line.current_due_on is None)
    unowned = sum(1 for line in state.lines if line.lead_owner is None)
    unmeasured = sum(1 for line in state.lines if not line.success_measure)
    for what, n in (
        ("Without a due date that can be read", undated),
        ("Without an owner", unowned),
        ("Without a success measure", unmeasured),
    ):
        if n:
            yield Gap(what, f"{count_of(n, 'action')} of {len(state.lines):,}")


def _gaps_of_board(board: BoardRecord) -> Iterator[Gap]:
    n, n_dated = len(board.meetings), len(board.dated)
    if not n:
        yield Gap("Meetings of the board", NONE_RECORDED)
        return
    if n > n_dated:
        yield Gap("Meetings without a date that can be read", f"{n - n_dated:,} of {n:,}")
    missing = sum(m.present is None for m in board.dated)
    if missing:
        what = "Attendance at the dated meetings"
        yield Gap(what, NONE_RECORDED if missing == n_dated else f"not for {missing} of {n_dated}")
