"""How each action stood on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plans.models import Action, Objective, Plan, Source, Standing
from plans.readmodels import ActionLine, SourcePlace
from plans.rules import readings, words
from plans.rules.codes import expand_codes
from plans.rules.meanings import (
    Meaning,
    calculated,
    days_late,
    forecast_passed,
    is_outstanding,
    is_overdue,
)
from plans.selectors.endorsements import board_reading
from plans.selectors.texts import EVERYTHING, Texts
from plans.selectors.wording import day_text, due_text, forecast_text, reported_mark


def source_places() -> dict[int, Source]:
    """Every document by its id; there are a handful."""
    return Source.objects.in_bulk()


def standings(plan: Plan, *, as_at: date, known_on: date | None = None) -> list[Standing]:
    """One standing of each action in plan order; limited to what was known, where a day is given."""
    return list(Standing.objects.of_plan(plan).at(as_at, known_on).with_facts().in_plan_order())


@dataclass(frozen=True)
class Links:
    """The recommendations of objectives and actions, read once for a plan."""

    by_objective: Mapping[int, tuple[str, ...]]
    by_action: Mapping[int, tuple[str, ...]]


def links_of(plan: Plan) -> Links:
    """The recommendations that the plan's objectives and actions answer, in two queries."""
    return Links(
        _numbers(Objective.recommendations.through, "objective", plan),
        _numbers(Action.recommendations.through, "action", plan),
    )


def _numbers(through, name: str, plan: Plan) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    rows = (
        through.objects.filter(**{f"{name}__plan": plan})
        .order_by("recommendation__position")
        .values_list(f"{name}_id", "recommendation__number")
    )
    for pk, number in rows:
        found.setdefault(pk, []).append(number)
    return {pk: tuple(numbers) for pk, numbers in found.items()}


def action_lines(
    plan: Plan,
    *,
    as_at: date,
    known_on: date | None = None,
    rows: Iterable[Standing] | None = None,
    texts: Texts = EVERYTHING,
) -> list[ActionLine]:
    """How each action stood at the end of `as_at`, in plan order.

    `rows` limits them to some standings, in the order given (a filter's result, read with_facts);
    `texts` are those that may be read.
    """
    if rows is None:
        rows = standings(plan, as_at=as_at, known_on=known_on)
    links, documents = links_of(plan), source_places()
    return [
        action_line(row, plan=plan, as_at=as_at, links=links, documents=documents, texts=texts)
        for row in rows
    ]


def action_line(
    row: Standing,
    *,
    plan: Plan,
    as_at: date,
    links: Links,
    documents: Mapping[int, Source],
    texts: Texts = EVERYTHING,
) -> ActionLine:
    """One standing as plain values; makes no query where the row was read with its facts."""
    action, objective, rating = row.action, row.action.objective, row.rating
    meaning = Meaning(rating.meaning) if rating else None
    first, due = row.first_due, row.due
    overdue = is_overdue(meaning, row.due_on, as_at=as_at)
    implied = calculated(meaning, row.due_on, as_at=as_at, overdue_is_behind=plan.overdue_is_behind)
    board = board_reading(row, texts)
    work_remains = (
        meaning is Meaning.COMPLETE
        and row.remains_said
        and (row.remains_by is None or texts.may(row.remains_by, "remaining"))
    )
    owners = [place.role.name for place in row.assignment.places.all()] if row.assignment else []
    forecast = row.forecast_by
    revised = due if due and first and due.pk != first.pk else None
    return ActionLine(
        id=action.pk,
        ref=action.ref,
        ref_as_printed=action.ref_as_printed,
        part=objective.part.code if objective.part else None,
        objective=objective.number,
        objective_title=texts.of(objective, "title"),
        outcome=texts.of(action.outcome, "title") or None,
        title=texts.of(action, "title"),
        lead_owner=owners[0] if owners else None,
        supporting_owners=tuple(owners[1:]),
        owners_as_written=texts.of(row.assignment, "as_written"),
        due_as_written=texts.dated(first, "as_written", due_text(first, texts)),
        due_on=first.due_on if first else None,
        due_precision=(first.due_precision or None) if first else None,
        ongoing=due.ongoing if due else False,
        revised_due_on=revised.due_on if revised else None,
        revised_due_precision=revised.due_precision if revised else None,
        current_due_on=row.due_on,
        due_text=due_text(due, texts),
        reported=rating.word if rating else None,
        basis=row.basis or None,
        inferred_from=texts.of(row.rated_by, "inferred_from"),
        meaning=meaning,
        mark=reported_mark(rating, row.basis),
        calculated=implied,
        calculated_text=words.calculated_text(
            meaning, row.due_on, work_remains=work_remains, as_at=as_at
        ),
        endorsed=row.endorsed or None,
        board=board,
        awaits=row.awaits,
        difference=readings.difference(
            meaning,
            rating.word if rating else None,
            implied,
            row.due_on,
            row.endorsed,
            as_at=as_at,
            changed=tuple(c.part for c in board.changed) if board else (),
        ),
        is_overdue=overdue,
        is_outstanding=is_outstanding(meaning),
        days_late=days_late(row.due_on, as_at=as_at) if overdue else None,
        updated_on=row.latest.effective_on if row.latest else None,
        updated_precision=row.latest.effective_precision if row.latest else None,
        updated_text=day_text(row.latest, short=True) if row.latest else "",
        forecast_on=forecast.forecast_on if forecast else None,
        forecast_precision=(forecast.forecast_precision or None) if forecast else None,
        forecast_as_written=texts.dated(
            forecast, "forecast_as_written", forecast_text(forecast, short=True, texts=texts)
        ),
        forecast_text=forecast_text(forecast, short=True, texts=texts),
        forecast_passed=forecast_passed(
            meaning, forecast.forecast_on if forecast else None, as_at=as_at
        ),
        comment=texts.of(row.commented_by, "comment"),
        remaining=texts.of(row.remains_by, "remaining"),
        work_remains=work_remains,
        success_measure=texts.of(action.success_measure, "text"),
        recommendations=links.by_action.get(action.pk) or links.by_objective.get(objective.pk, ()),
        indicator_codes=tuple(
            expand_codes(action.indicators_as_printed or objective.indicators_as_printed)
        ),
        questions=(),
        sources=_sources(row, documents),
        note=texts.of(action, "note"),
    )


def _sources(row: Standing, documents: Mapping[int, Source]) -> tuple[SourcePlace, ...]:
    """Where the action and what stands of it come from, each place once, in the order first met."""
    stated = (
        row.action,
        row.rated_by,
        row.commented_by,
        row.remains_by,
        row.forecast_by,
        row.latest,
    )
    places = dict.fromkeys((s.source_id, s.place) for s in stated if s and s.source_id)
    return tuple(
        SourcePlace(documents[source].ref, documents[source].title, place)
        for source, place in places
    )
