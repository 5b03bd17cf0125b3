"""A whole plan on a day: every action, and the counts of every part and objective."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from plans.models import Plan
from plans.readmodels import ActionLine, KeyRow, RemarkLine, SourcePlace, Tally
from plans.readmodels_questions import Asked, QuestionLine
from plans.rules.dates import date_text
from plans.rules.readings import overdue_rule
from plans.selectors.counts import key_of, key_rows, tally_lines
from plans.selectors.lines import action_lines
from plans.selectors.plans import require_day
from plans.selectors.questions import asked_of, codes_by_action, counts_by_objective
from plans.selectors.remarks import remarks
from plans.selectors.texts import EVERYTHING, Texts

NOTHING_ASKED = Asked((), (), ())


@dataclass(frozen=True)
class ObjectiveState:
    """One objective with its lines. `due_text` is no more exact than the document."""

    number: str
    title: str
    text: str
    part: str | None
    due_as_written: str
    due_on: date | None
    due_precision: str | None
    due_text: str
    recommendations_as_printed: str
    indicators_as_printed: str
    recommendations: tuple[str, ...]
    tally: Tally
    n_questions: int
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True)
class RecommendationLine:
    """One recommendation that a part answers."""

    number: str
    text: str
    addressee: str


@dataclass(frozen=True)
class PartState:
    """One part of a plan (code "" where the plan has none), with the day its table speaks of."""

    code: str
    title: str
    as_at_text: str
    as_at_note: str
    recommendations: tuple[RecommendationLine, ...]
    tally: Tally
    objectives: tuple[ObjectiveState, ...]

    @property
    def n_questions(self) -> int:
        """The open questions about its objectives' actions."""
        return sum(o.n_questions for o in self.objectives)


@dataclass(frozen=True)
class PlanState:
    """A plan as it stood at the end of `as_at`, of what was known by `known_on` (None: no limit).

    `asked` is everything that is asked of it: each line has the codes of its open questions.
    """

    ref: str
    title: str
    service: str
    as_at: date
    known_on: date | None
    objective_word: str
    inspection: str
    is_invented: bool
    overdue_rule: str
    key: tuple[KeyRow, ...]
    tally: Tally
    asked: Asked
    parts: tuple[PartState, ...]
    remarks: tuple[RemarkLine, ...]
    sources: tuple[SourcePlace, ...]

    @property
    def objectives(self) -> tuple[ObjectiveState, ...]:
        return tuple(o for part in self.parts for o in part.objectives)

    @property
    def lines(self) -> tuple[ActionLine, ...]:
        return tuple(line for o in self.objectives for line in o.lines)

    @property
    def questions(self) -> tuple[QuestionLine, ...]:
        """The open questions, the most severe first, then in plan order."""
        return self.asked.open


def plan_state(
    plan: Plan,
    *,
    as_at: date,
    known_on: date | None = None,
    texts: Texts = EVERYTHING,
) -> PlanState:
    """The whole plan as plain values, in a number of queries that its size does not change.

    Questions quote what people typed: where not every text may be read, none is asked. Raises
    BeforeThePlan where `as_at` is before the plan began.
    """
    require_day(plan, as_at)
    key = key_of(plan)
    asked = NOTHING_ASKED
    if texts.is_everything:
        asked = asked_of(plan, as_at=as_at, known_on=known_on)
    n_questions = counts_by_objective(asked.open)
    lines = with_questions(
        action_lines(plan, as_at=as_at, known_on=known_on, texts=texts), asked.open
    )
    by_objective: dict[str, list[ActionLine]] = {}
    for line in lines:
        by_objective.setdefault(line.objective, []).append(line)
    objectives: dict[str, list[ObjectiveState]] = {}
    for o in plan.objectives.select_related("part").prefetch_related("recommendations"):
        own = tuple(by_objective.get(o.number, ()))
        objectives.setdefault(o.part.code if o.part else "", []).append(
            ObjectiveState(
                number=o.number,
                title=texts.of(o, "title"),
                text=texts.of(o, "text"),
                part=o.part.code if o.part else None,
                due_as_written=o.due_as_written,
                due_on=o.due_on,
                due_precision=o.due_precision or None,
                due_text=date_text(o.due_on, o.due_precision) or o.due_as_written,
                recommendations_as_printed=o.recommendations_as_printed,
                indicators_as_printed=o.indicators_as_printed,
                recommendations=tuple(r.number for r in o.recommendations.all()),
                tally=tally_lines(key, own, overdue_is_behind=plan.overdue_is_behind),
                n_questions=n_questions[o.number],
                lines=own,
            )
        )
    return PlanState(
        ref=plan.ref,
        title=plan.title,
        service=plan.service.name,
        as_at=as_at,
        known_on=known_on,
        objective_word=plan.objective_word,
        inspection=plan.inspection.title if plan.inspection else "",
        is_invented=plan.service.is_invented,
        overdue_rule=overdue_rule(plan.overdue_is_behind),
        key=key_rows(plan),
        tally=tally_lines(key, lines, overdue_is_behind=plan.overdue_is_behind),
        asked=asked,
        parts=tuple(_parts(plan, key, objectives, texts)),
        remarks=remarks(plan, as_at=as_at, known_on=known_on, texts=texts),
        sources=tuple(dict.fromkeys(_documents(lines))),
    )


def with_questions(
    lines: Iterable[ActionLine], questions: Iterable[QuestionLine]
) -> list[ActionLine]:
    """The lines with the codes of the questions that name each action, alone or in a list."""
    codes = codes_by_action(questions)
    return [replace(line, questions=codes.get(line.ref, ())) for line in lines]


def _documents(lines: list[ActionLine]):
    """Each document that the lines rest on, without places."""
    for line in lines:
        for source in line.sources:
            yield SourcePlace(source.document, source.title, "")


def _parts(plan: Plan, key, objectives: dict[str, list[ObjectiveState]], texts: Texts):
    """The parts in order; those objectives that stand in no part come under a part without a code."""
    for part in plan.parts.prefetch_related("recommendations"):
        yield _part(
            part.code,
            texts.of(part, "title"),
            date_text(part.as_at_on, part.as_at_precision),
            texts.of(part, "as_at_note"),
            tuple(
                RecommendationLine(r.number, texts.of(r, "text"), r.addressee_as_written)
                for r in part.recommendations.all()
            ),
            key,
            objectives.get(part.code, []),
            plan,
        )
    if "" in objectives:
        yield _part("", "", "", "", (), key, objectives[""], plan)


def _part(code, title, as_at_text, note, recommendations, key, own, plan) -> PartState:
    return PartState(
        code=code,
        title=title,
        as_at_text=as_at_text,
        as_at_note=note,
        recommendations=recommendations,
        tally=tally_lines(
            key,
            [line for o in own for line in o.lines],
            overdue_is_behind=plan.overdue_is_behind,
        ),
        objectives=tuple(own),
    )
