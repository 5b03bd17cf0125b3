"""Gathers what a paper says, once: the PDF and the workbook print these values and make none."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from indicators.selectors.lines import indicator_line, lines_of
from indicators.selectors.source_tables import table_pages
from indicators.selectors.states import indicator_states
from plans.models import Plan
from plans.readmodels import ActionLine, BoardReading, ChangedPart, Made, Tally
from plans.rules.dates import date_text, long_date
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.words import count_of, listed, longest_late, stop
from plans.selectors.counts import bar, state_sentence
from plans.selectors.state import ObjectiveState, PartState, PlanState, plan_state
from plans.selectors.updates import UpdateLine, plan_updates
from reports.pack_indicators import indicator_part
from reports.pack_notes import known_gaps, question_section, sign_rows
from reports.pack_tables import table_rows
from reports.readmodels_indicators import IndicatorPart
from reports.readmodels_pack import (
    INVENTED,
    INVENTED_HEAD,
    NO_DAY,
    ActionRow,
    Audience,
    ObjectiveSection,
    PaperBar,
    PartSection,
    PlanPack,
    SummaryRow,
    UpdateRow,
    day_of,
)
from reports.selectors.board_record import board_record
from reports.selectors.numbers import basis_sentence


class AudienceRefused(ValueError):
    """A pack for that audience cannot be made yet."""


def plan_pack(
    plan: Plan,
    *,
    as_at: date,
    audience: Audience | str = Audience.BOARD,
    made: Made | None = None,
) -> PlanPack:
    """The plan's monitoring paper, gathered once. The number of queries does not grow with the plan.

    Raises BeforeThePlan, and AudienceRefused where the audience is not the board.
    """
    require_audience(audience)
    state = plan_state(plan, as_at=as_at)
    board = board_record(plan, as_at=as_at)
    states = indicator_states(plan.service, as_at=as_at)
    indicators = tuple(indicator_line(s) for s in states)
    readings = tuple(line for s in states for line in lines_of(s))
    tables = table_pages(plan.service, as_at=as_at, states=states)
    measured, measured_by = indicator_part(plan, states, as_at=as_at)
    parts = tuple(_part(state, part, measured_by) for part in state.parts)
    rows = [row for part in parts for o in part.objectives for row in o.rows]
    return PlanPack(
        title="Plan monitoring",
        state=state,
        as_at=as_at,
        as_at_text=long_date(as_at),
        audience=Audience.BOARD,
        audience_text="The board, confidential",
        edition_text=_edition(made),
        made=made,
        invented_text=INVENTED if state.is_invented else "",
        invented_head=INVENTED_HEAD if state.is_invented else "",
        scope=_scope(state, measured),
        sentence=state_sentence(state.tally),
        basis_sentence=basis_sentence(state.tally),
        board_sentence=_board_sentence(state.tally),
        bar=_bar(state, state.tally),
        key=state.key,
        forms=sign_rows(state, overdue_is_behind=plan.overdue_is_behind),
        asked=question_section(state),
        board=board,
        parts=parts,
        outstanding=tuple(row for row in rows if row.line.is_outstanding),
        remarks=state.remarks,
        noted=tuple(line for line in state.lines if line.note),
        sources=state.sources,
        gaps=tuple(known_gaps(state, board, indicators, readings)),
        summary=tuple(_summary(state)),
        updates=tuple(_update(line) for line in plan_updates(plan, as_at=as_at)),
        indicators=indicators,
        readings=readings,
        measured=measured,
        tables=table_rows(page for _, page in tables),
    )


def require_audience(audience: Audience | str) -> None:
    """Raises AudienceRefused unless a pack can be made for that audience."""
    match audience:
        case Audience.BOARD:
            return
        case Audience.PUBLIC:
            raise AudienceRefused(
                "A pack for the public cannot be made yet: small numbers are not held back until "
                "disclosure control exists. Ask for the board’s."
            )
        case Audience.EXEMPT:
            raise AudienceRefused(
                "A pack for an exempt item cannot be made yet: it has to name its paragraph of "
                "Schedule 12A. Ask for the board’s."
            )
    raise AudienceRefused(f"There is no audience “{audience}”: ask for the board’s pack.")


def _edition(made: Made | None) -> str:
    if made is None:
        return "Draft"
    at = timezone.localtime(made.at)
    return f"Made by {made.by} on {long_date(at.date())} at {at:%H:%M}"


def _scope(state: PlanState, measured: IndicatorPart) -> str:
    """What is in the paper, in words: nothing is filtered out of it."""
    parts = sum(1 for part in state.parts if part.code)
    counted = [count_of(parts, "part")] if parts else []
    counted.append(count_of(len(state.objectives), state.objective_word))
    said = f"The whole plan: {listed([*counted, count_of(len(state.lines), 'action')])}"
    n = len(measured.indicators)
    return f"{said}; and {count_of(n, 'indicator')}" if n else said


def _bar(state: PlanState, tally: Tally) -> PaperBar:
    drawn = bar(tally, plan_ref=state.ref)
    words = ", ".join(word.text for word in drawn.words) or "no actions"
    return PaperBar(drawn.segments, words[0].upper() + words[1:])


def _part(state: PlanState, part: PartState, measured_by: Mapping[str, str]) -> PartSection:
    return PartSection(
        anchor=f"part-{part.code or 'all'}",
        heading=f"Part {part.code}. {part.title}" if part.code else "The plan",
        state=part,
        as_at_text=f"Its table speaks of {part.as_at_text}" if part.as_at_text else "",
        sentence=state_sentence(part.tally),
        bar=_bar(state, part.tally),
        objectives=tuple(
            _objective(state, o, measured_by.get(o.number, "")) for o in part.objectives
        ),
    )


def _objective(state: PlanState, o: ObjectiveState, measured_text: str) -> ObjectiveSection:
    word = state.objective_word.capitalize()
    due = f", by {o.due_text}" if o.due_text else ""
    tally = o.tally
    return ObjectiveSection(
        anchor=f"objective-{o.number}",
        heading=f"{word} {o.number}. {o.title}{due}",
        short_heading=f"{o.number}. {o.title}",
        state=o,
        text=o.text,
        sentence=" ".join(s for s in (state_sentence(tally), _remains_sentence(tally)) if s),
        links_text=_links_text(o, measured_text),
        bar=_bar(state, tally),
        late_text=_late_text(tally),
        remains_text=f"{tally.n_work_remains:,}",
        endorsed_text=_endorsed_text(tally),
        questions_text=f"{o.n_questions:,}",
        rows=tuple(_row(line) for line in o.lines),
    )


def _remains_sentence(tally: Tally) -> str:
    if not tally.n_work_remains:
        return ""
    n = tally.n_work_remains
    return f"{n:,} of those complete {'says' if n == 1 else 'say'} that work remains."


def _late_text(tally: Tally) -> str:
    if not tally.n_overdue:
        return "0"
    return f"{tally.n_overdue:,}, {longest_late(tally.n_overdue, tally.longest_late)}"


def _links_text(o: ObjectiveState, measured_text: str) -> str:
    numbers = list(o.recommendations)
    said = []
    if numbers:
        word = "recommendation" if len(numbers) == 1 else "recommendations"
        said.append(f"Answers inspection {word} {listed(numbers)}.")
    elif o.recommendations_as_printed:
        said.append(f"Recommendations as printed: {o.recommendations_as_printed}.")
    else:
        said.append("No inspection recommendation is linked.")
    if measured_text:
        said.append(measured_text)
    if o.indicators_as_printed:
        said.append(f"Indicators as printed: {o.indicators_as_printed}.")
    if o.due_as_written:
        said.append(f"Date as written: “{o.due_as_written}”.")
    return " ".join(said)


def _endorsed_text(tally: Tally) -> str:
    """ "4", "4; 2 changed since; 1 challenged"."""
    beside = ((STALE, "changed since"), *((d, d) for d in list(BoardDecision)[1:]))
    said = [f"{n:,} {word}" for reading, word in beside if (n := tally.n_board(reading))]
    return "; ".join([f"{tally.n_board(BoardDecision.ENDORSED):,}", *said])


def _board_sentence(tally: Tally) -> str:
    """What the board accepts of what is reported, and whether the three readings agree."""
    if not tally.by_board:
        return "No decision of the board on any single action is recorded."
    n, n_stale = tally.n_board(BoardDecision.ENDORSED), tally.n_board(STALE)
    said = [f"The board has endorsed {n:,} of {count_of(tally.n, 'action')} as they stand."]
    if n_stale:
        said.append(
            f"{n_stale:,} that it endorsed {'has' if n_stale == 1 else 'have'} changed since."
        )
    decided = [f"{d} {m:,}" for d in list(BoardDecision)[1:] if (m := tally.n_board(d))]
    if decided:
        said.append(f"It {listed(decided)}.")
    agree = (
        f"do not agree on {count_of(tally.n_differ, 'action')}"
        if tally.n_differ
        else "agree on every action"
    )
    return " ".join([*said, f"Report, dates and board {agree}."])


def _row(line: ActionLine) -> ActionRow:
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
    """What of that which was endorsed stands otherwise now: what it was, and what it is."""
    return " ".join(_changed(part) for part in board.changed)


def _changed(part: ChangedPart) -> str:
    label = part.label.removeprefix("the ").capitalize()
    if part.part == "comment":  # what it is now stands in the row
        return f"{label} was “{stop(part.was)}”"
    return stop(f"{label} was {part.was}, is {part.now}")


def _update(line: UpdateLine) -> UpdateRow:
    return UpdateRow(
        line=line,
        effective=day_of(line.effective_on, line.effective_text, line.effective_precision),
        forecast=day_of(line.forecast_on, line.forecast_text, line.forecast_precision),
    )


def _forecast_text(line: ActionLine, forecast: str) -> str:
    if not forecast:
        return ""
    return f"{forecast}, which has passed" if line.forecast_passed else forecast


def _summary(state: PlanState):
    """The plan, then each part followed by its objectives."""
    yield SummaryRow("Plan", "", "", state.title, NO_DAY, state.tally, len(state.questions))
    for part in state.parts:
        if part.code:
            yield SummaryRow(
                "Part", part.code, "", part.title, NO_DAY, part.tally, part.n_questions
            )
        for o in part.objectives:
            level = state.objective_word.capitalize()
            due = day_of(o.due_on, o.due_text, o.due_precision)
            yield SummaryRow(level, part.code, o.number, o.title, due, o.tally, o.n_questions)
