"""Gathers what a paper says, once: the PDF and the workbook print these values and make none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from indicators.selectors.lines import indicator_line, lines_of
from plans.readmodels import Tally
from plans.rules.dates import long_date
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.words import count_of, listed, longest_late
from plans.selectors.counts import bar, state_sentence
from plans.selectors.state import ObjectiveState, PartState, PlanState, plan_state
from plans.selectors.updates import plan_updates
from reports.pack_indicators import Measured, indicator_part
from reports.pack_notes import audience_text, known_gaps, question_section, sign_rows
from reports.pack_rows import action_row, update_row
from reports.pack_tables import table_rows
from reports.pack_texts import readable_page, readable_states, texts_of
from reports.readmodels_indicators import IndicatorPart
from reports.readmodels_pack import (
    DRAFT,
    INVENTED,
    INVENTED_HEAD,
    NO_DAY,
    ObjectiveSection,
    PaperBar,
    PartSection,
    PlanPack,
    SummaryRow,
    day_of,
)
from reports.selectors.board_record import board_record
from reports.selectors.numbers import basis_sentence

if TYPE_CHECKING:
    from reports.material import Material


def plan_pack(material: "Material") -> PlanPack:
    """The plan as the papers print it, gathered once. The number of queries does not grow with it.

    For the public every typed text is asked for before anything is made of it; who recorded what,
    and the questions, which quote such texts, are left out. Raises BeforeThePlan.
    """
    asked, as_at = material.asked, material.as_at
    plan, texts = asked.plan, texts_of(material.releases)
    state = plan_state(plan, as_at=as_at, texts=texts)
    board = board_record(plan, as_at=as_at, texts=texts)
    states = readable_states(material.states, texts)
    indicators = tuple(indicator_line(s) for s in states)
    readings = tuple(line for s in states for line in lines_of(s))
    measured, measured_by = indicator_part(plan, states, as_at=as_at)
    parts = tuple(_part(state, part, measured_by) for part in state.parts)
    rows = [row for part in parts for o in part.objectives for row in o.rows]
    tables = table_rows(readable_page(row, page, texts) for row, page in material.tables)
    updates = tuple(update_row(line) for line in plan_updates(plan, as_at=as_at, texts=texts))
    return PlanPack(
        title=asked.title or asked.kind.label,
        state=state,
        as_at=as_at,
        as_at_text=long_date(as_at),
        audience=asked.audience,
        audience_text=audience_text(asked.audience, asked.paragraph),
        edition_text=asked.issue_text if asked.made else DRAFT,
        made=asked.made,
        invented_text=INVENTED if state.is_invented else "",
        invented_head=INVENTED_HEAD if state.is_invented else "",
        scope=_scope(state, measured),
        sentence=state_sentence(state.tally),
        basis_sentence=basis_sentence(state.tally),
        board_sentence=_board_sentence(state.tally),
        bar=_bar(state, state.tally),
        key=state.key,
        forms=sign_rows(state, overdue_is_behind=plan.overdue_is_behind),
        asked=question_section(state, is_public=material.is_public),
        board=board,
        parts=parts,
        outstanding=tuple(row for row in rows if row.line.is_outstanding),
        remarks=state.remarks,
        noted=tuple(line for line in state.lines if line.note),
        sources=state.sources,
        gaps=tuple(known_gaps(state, board, indicators, readings, n_withheld=len(texts.withheld))),
        summary=tuple(_summary(state)),
        updates=updates,
        indicators=indicators,
        readings=readings,
        measured=measured,
        tables=tables,
    )


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


def _part(state: PlanState, part: PartState, measured_by: Mapping[str, Measured]) -> PartSection:
    return PartSection(
        anchor=f"part-{part.code or 'all'}",
        heading=f"Part {part.code}. {part.title}" if part.code else "The plan",
        state=part,
        as_at_text=f"Its table speaks of {part.as_at_text}" if part.as_at_text else "",
        sentence=state_sentence(part.tally),
        bar=_bar(state, part.tally),
        objectives=tuple(
            _objective(state, o, measured_by.get(o.number, ())) for o in part.objectives
        ),
    )


def _objective(state: PlanState, o: ObjectiveState, measured: Measured) -> ObjectiveSection:
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
        links_text=_links_text(o),
        measured=measured,
        bar=_bar(state, tally),
        late_text=_late_text(tally),
        remains_text=f"{tally.n_work_remains:,}",
        endorsed_text=_endorsed_text(tally),
        questions_text=f"{o.n_questions:,}",
        rows=tuple(action_row(line) for line in o.lines),
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


def _links_text(o: ObjectiveState) -> str:
    numbers = list(o.recommendations)
    said = []
    if numbers:
        word = "recommendation" if len(numbers) == 1 else "recommendations"
        said.append(f"Answers inspection {word} {listed(numbers)}.")
    elif o.recommendations_as_printed:
        said.append(f"Recommendations as printed: {o.recommendations_as_printed}.")
    else:
        said.append("No inspection recommendation is linked.")
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
