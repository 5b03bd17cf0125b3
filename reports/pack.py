"""Gathers what a paper says, once: the PDF and the workbook print these values and make none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from indicators.readmodels import IndicatorLine, ReadingLine
from plans.models import Plan
from plans.readmodels import (
    ActionLine,
    KeyRow,
    Made,
    RemarkLine,
    Segment,
    SourcePlace,
    Tally,
)
from plans.rules.dates import Precision, date_text, long_date
from plans.rules.meanings import UNRATED_MARK, Mark, Meaning
from plans.rules.words import count_of, listed, longest_late
from plans.selectors.counts import bar, state_sentence
from plans.selectors.state import ObjectiveState, PartState, PlanState, plan_state
from plans.selectors.updates import UpdateLine, plan_updates
from reports.selectors import basis_sentence

NONE_RECORDED = "none recorded"


class Audience(StrEnum):
    """Whom a pack is for, and so what it may hold."""

    BOARD = "board"
    EXEMPT = "exempt"
    PUBLIC = "public"


class AudienceRefused(ValueError):
    """A pack for that audience cannot be made yet."""


@dataclass(frozen=True)
class PaperBar:
    """A stacked bar on paper; `title` says in words what it shows."""

    segments: tuple[Segment, ...]
    title: str


@dataclass(frozen=True)
class Day:
    """A date, how it is printed, and how exactly it is known. `on` None: no date, perhaps words."""

    on: date | None
    text: str
    precision: Precision | None


@dataclass(frozen=True)
class ActionRow:
    """One action with the words that its cells print."""

    line: ActionLine
    due: Day
    revised: Day
    forecast: Day
    updated: Day
    late_text: str
    revised_text: str
    remains_text: str
    forecast_text: str
    reported_text: str
    basis_text: str


@dataclass(frozen=True)
class UpdateRow:
    """One update with its dates as they are known."""

    line: UpdateLine
    effective: Day
    forecast: Day


@dataclass(frozen=True)
class ObjectiveSection:
    """One objective: what stands over its table, and its rows."""

    anchor: str
    heading: str
    short_heading: str
    state: ObjectiveState
    text: str
    sentence: str
    links_text: str
    bar: PaperBar
    late_text: str
    remains_text: str
    rows: tuple[ActionRow, ...]

    @property
    def prefix(self) -> str:
        """Sets what its bar draws with apart from those of other bars on the paper."""
        return f"{self.anchor}-"

    @property
    def brief_prefix(self) -> str:
        return f"brief-{self.anchor}-"


@dataclass(frozen=True)
class PartSection:
    """One part: what its table speaks of, the recommendations it answers, its objectives."""

    anchor: str
    heading: str
    state: PartState
    as_at_text: str
    sentence: str
    bar: PaperBar
    objectives: tuple[ObjectiveSection, ...]

    @property
    def prefix(self) -> str:
        return f"{self.anchor}-"


@dataclass(frozen=True)
class FormRow:
    """One way in which a reading is drawn, and what it says."""

    mark: Mark | None
    shape: str
    word: str
    meaning: str


@dataclass(frozen=True)
class Gap:
    """Something that a reader might look for and that is not there."""

    what: str
    note: str


@dataclass(frozen=True)
class SummaryRow:
    """The counts of the plan, of one part or of one objective."""

    level: str
    part: str
    objective: str
    title: str
    due: Day
    tally: Tally


@dataclass(frozen=True)
class MeetingLine:
    """One meeting of the board with who came and what it decided. None is recorded yet."""

    held_on: date
    board: str
    seats: int
    present: int
    decisions: int
    note: str


@dataclass(frozen=True)
class PlanPack:
    """Everything that the paper “Plan monitoring” says, as at a day and for an audience.

    `made` is None for a draft, which shows no clock.
    """

    title: str
    state: PlanState
    as_at: date
    as_at_text: str
    audience: Audience
    audience_text: str
    edition_text: str
    made: Made | None
    scope: str
    sentence: str
    basis_sentence: str
    bar: PaperBar
    key: tuple[KeyRow, ...]
    forms: tuple[FormRow, ...]
    parts: tuple[PartSection, ...]
    outstanding: tuple[ActionRow, ...]
    remarks: tuple[RemarkLine, ...]
    noted: tuple[ActionLine, ...]
    sources: tuple[SourcePlace, ...]
    gaps: tuple[Gap, ...]
    summary: tuple[SummaryRow, ...]
    updates: tuple[UpdateRow, ...]
    indicators: tuple[IndicatorLine, ...]
    readings: tuple[ReadingLine, ...]
    meetings: tuple[MeetingLine, ...]

    @property
    def objectives(self) -> tuple[ObjectiveSection, ...]:
        return tuple(o for part in self.parts for o in part.objectives)

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        return tuple(row for o in self.objectives for row in o.rows)


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
    parts = tuple(_part(state, part) for part in state.parts)
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
        scope=_scope(state),
        sentence=state_sentence(state.tally),
        basis_sentence=basis_sentence(state.tally),
        bar=_bar(state, state.tally),
        key=state.key,
        forms=_forms(state),
        parts=parts,
        outstanding=tuple(row for row in rows if row.line.is_outstanding),
        remarks=state.remarks,
        noted=tuple(line for line in state.lines if line.note),
        sources=state.sources,
        gaps=_gaps(state),
        summary=tuple(_summary(state)),
        updates=tuple(_update(line) for line in plan_updates(plan, as_at=as_at)),
        indicators=(),
        readings=(),
        meetings=(),
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


def _scope(state: PlanState) -> str:
    """What is in the paper, in words: nothing is filtered out of it."""
    parts = sum(1 for part in state.parts if part.code)
    counted = [count_of(parts, "part")] if parts else []
    counted.append(count_of(len(state.objectives), state.objective_word))
    return f"The whole plan: {listed([*counted, count_of(len(state.lines), 'action')])}"


def _bar(state: PlanState, tally: Tally) -> PaperBar:
    drawn = bar(tally, plan_ref=state.ref)
    words = ", ".join(word.text for word in drawn.words) or "no actions"
    return PaperBar(drawn.segments, words[0].upper() + words[1:])


def _part(state: PlanState, part: PartState) -> PartSection:
    return PartSection(
        anchor=f"part-{part.code or 'all'}",
        heading=f"Part {part.code}. {part.title}" if part.code else "The plan",
        state=part,
        as_at_text=f"Its table speaks of {part.as_at_text}" if part.as_at_text else "",
        sentence=state_sentence(part.tally),
        bar=_bar(state, part.tally),
        objectives=tuple(_objective(state, o) for o in part.objectives),
    )


def _objective(state: PlanState, o: ObjectiveState) -> ObjectiveSection:
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
        bar=_bar(state, tally),
        late_text=_late_text(tally),
        remains_text=f"{tally.n_work_remains:,}",
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


def _day(on: date | None, text: str, precision: str | None) -> Day:
    return Day(on, text, Precision(precision) if precision else None)


def _row(line: ActionLine) -> ActionRow:
    revised = line.revised_due_on
    forecast = line.forecast_text or line.forecast_as_written
    return ActionRow(
        line=line,
        due=_day(
            line.due_on,
            date_text(line.due_on, line.due_precision, short=True),
            line.due_precision,
        ),
        revised=_day(revised, line.due_text, line.revised_due_precision)
        if revised
        else Day(None, "", None),
        forecast=_day(line.forecast_on, forecast, line.forecast_precision),
        updated=_day(line.updated_on, line.updated_text, line.updated_precision),
        late_text=line.calculated_text if line.is_overdue else "",
        revised_text=f"now {line.due_text}" if revised else "",
        remains_text=line.remaining,
        forecast_text=_forecast_text(line, forecast),
        reported_text=line.mark.word,
        basis_text=line.basis or "",
    )


def _update(line: UpdateLine) -> UpdateRow:
    return UpdateRow(
        line=line,
        effective=_day(line.effective_on, line.effective_text, line.effective_precision),
        forecast=_day(line.forecast_on, line.forecast_text, line.forecast_precision),
    )


def _forecast_text(line: ActionLine, forecast: str) -> str:
    if not forecast:
        return ""
    return f"{forecast}, which has passed" if line.forecast_passed else forecast


def _forms(state: PlanState) -> tuple[FormRow, ...]:
    """How readings other than a plain rating are drawn, each said once."""
    complete = next((k for k in state.key if k.mark.shape == Meaning.COMPLETE), None)
    behind = next((k for k in state.key if k.mark.shape == Meaning.BEHIND), None)
    called = (
        f" The key calls that {behind.mark.word.lower()} (“{behind.definition}”)." if behind else ""
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
        FormRow(UNRATED_MARK, "", "unrated", "Nothing has been reported of the action yet."),
        FormRow(
            None,
            "behind",
            "Past its date",
            "Calculated from the dates, never reported: the action is not complete, and the last "
            f"day of its due date is over.{called}",
        ),
        FormRow(
            None,
            "question",
            "Complete, yet work remains",
            "Calculated: reported complete by a statement that itself says that something is still "
            "to be done.",
        ),
    )


def _gaps(state: PlanState) -> tuple[Gap, ...]:
    """What the paper would hold and does not, because nothing of it is recorded."""
    undated = sum(1 for line in state.lines if line.current_due_on is None)
    unowned = sum(1 for line in state.lines if line.lead_owner is None)
    unmeasured = sum(1 for line in state.lines if not line.success_measure)
    counted = [
        Gap(what, f"{count_of(n, 'action')} of {len(state.lines):,}")
        for what, n in (
            ("Without a due date that can be read", undated),
            ("Without an owner", unowned),
            ("Without a success measure", unmeasured),
        )
        if n
    ]
    recorded = (
        "Endorsements by the board",
        "Questions to the plan",
        "Indicators and their readings",
        "Meetings of the board",
    )
    return (*(Gap(what, NONE_RECORDED) for what in recorded), *counted)


def _summary(state: PlanState):
    """The plan, then each part followed by its objectives."""
    no_day = Day(None, "", None)
    yield SummaryRow("Plan", "", "", state.title, no_day, state.tally)
    for part in state.parts:
        if part.code:
            yield SummaryRow("Part", part.code, "", part.title, no_day, part.tally)
        for o in part.objectives:
            level = state.objective_word.capitalize()
            due = _day(o.due_on, o.due_text, o.due_precision)
            yield SummaryRow(level, part.code, o.number, o.title, due, o.tally)
