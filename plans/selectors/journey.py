"""The journey of an action and of a whole plan through the meetings of its board, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from plans.addresses import with_query
from plans.models import Action, Meeting, Plan, Rating, Standing, Update
from plans.querysets import known
from plans.readmodels_time import (
    ActionJourney,
    Forecast,
    JourneyDay,
    JourneyPoint,
    JourneyRow,
    Lane,
    LaneMark,
    PlanJourney,
    StackDay,
    StackPart,
)
from plans.rules import journey as rules
from plans.rules.dates import date_text, long_date, short_date
from plans.rules.endorsing import BoardDecision
from plans.rules.journey import Stretch
from plans.rules.meanings import (
    CLOSED,
    UNRATED_MARK,
    Basis,
    Mark,
    Meaning,
    board_mark,
    is_outstanding,
    is_overdue,
)
from plans.rules.minutes import BY_AUTHOR
from plans.rules.words import count_of
from plans.selectors.counts import key_of
from plans.selectors.meetings import board_meetings, boundary_of, short_words_of
from plans.selectors.wording import forecast_text, reported_mark

_SEVERAL = "What several sources say is drawn apart; the last said counts."
PER_PAGE = 120
_BOARD_WORDS = {
    "endorsed": "endorsed",
    "challenged": "challenged",
    "deferred": "deferred",
    "stale": "endorsed, then changed",
}


def journey_day(on: date, meetings: dict[date, Meeting], *, as_at: date) -> JourneyDay:
    """One day in words: whose meeting it was, or why else it is shown."""
    meeting = meetings.get(on)
    if meeting:
        exact = meeting.precision == "day"
        label = short_words_of(meeting)
        why = "board" if exact else f"board, its day not known: counted from {long_date(on)}"
        return JourneyDay(on, label, short_date(on) if exact else label, why)
    why = "the day shown" if on == as_at else "something was said"
    return JourneyDay(on, long_date(on), short_date(on), why)


def _days(
    plan: Plan, said: Iterable[date] | None, *, as_at: date, known_on: date | None = None
) -> tuple[list[JourneyDay], int]:
    """The days of a journey; `said` None: asked of the plan's statements, where they are wanted."""
    meetings = {
        on: m for m in board_meetings(plan, as_at=as_at) if (on := boundary_of(m)) >= plan.begins_on
    }
    if said is None:
        said = _statement_days(plan, known_on) if len(meetings) < rules.MIN_MEETINGS else ()
    days, left_out = rules.journey_days(meetings, said, as_at=as_at)
    return [journey_day(day, meetings, as_at=as_at) for day in days], left_out


def _statement_days(plan: Plan, known_on: date | None) -> Iterable[date]:
    days = Update.objects.filter(action__plan=plan).order_by()
    if known_on:
        days = days.filter(known_on__lte=known_on)
    return days.values_list("effective_on", flat=True).distinct()


# ---------- one action ----------


def action_journey(action: Action, *, as_at: date, known_on: date | None = None) -> ActionJourney:
    """One action's way up to that day, in three queries (its plan and objective read with it)."""
    rows = list(
        Standing.objects.filter(known(known_on), action=action, from_on__lte=as_at)
        .select_related("rating", "due", "forecast_by", "decision__kept_rating")
        .order_by("from_on")
    )
    updates = _counted(action, as_at=as_at, known_on=known_on)
    days, _ = _days(action.plan, [u.effective_on for u in updates], as_at=as_at)
    points = _points(days, rows)
    last = rows[-1] if rows else None
    forecast = _forecast(last, as_at=as_at)
    due, objective = last.due if last else None, action.objective
    return ActionJourney(
        ref=action.ref,
        starts_on=action.plan.begins_on,
        as_at=as_at,
        points=points,
        lanes=(*_reported_lanes(updates, points), _board_lane(rows)),
        forecast=forecast,
        due_on=due.due_on if due else None,
        due_text=date_text(due.due_on, due.due_precision, short=True) if due else "",
        objective_on=objective.due_on,
        objective_text=date_text(objective.due_on, objective.due_precision, short=True),
        objective_word=action.plan.objective_word,
        summary=_summary(rows, forecast, as_at=as_at)
        + (f" {_SEVERAL}" if len({_speaker(u) for u in updates if u.rating_id}) > 1 else ""),
    )


def _counted(action: Action, *, as_at: date, known_on: date | None) -> list[Update]:
    """The updates that count by that day, in their order; what was corrected counts no longer."""
    found = action.updates.filter(effective_on__lte=as_at)
    if known_on is None:
        found = found.filter(corrected_by__isnull=True)
    else:
        found = found.filter(known_on__lte=known_on).exclude(corrected_by__known_on__lte=known_on)
    return list(found.select_related("rating", "source"))


def _points(days: list[JourneyDay], rows: list[Standing]) -> tuple[JourneyPoint, ...]:
    stretches = [Stretch(row.from_on, row.until_on, n) for n, row in enumerate(rows)]
    held = rules.on_each([day.on for day in days], stretches)
    return tuple(
        _point(day, rows[n] if n is not None else None) for day, n in zip(days, held, strict=True)
    )


def _point(day: JourneyDay, row: Standing | None) -> JourneyPoint:
    if row is None:
        return JourneyPoint(day, UNRATED_MARK, False, "")
    meaning = Meaning(row.rating.meaning) if row.rating else None
    return JourneyPoint(
        day=day,
        mark=reported_mark(row.rating, row.basis),
        is_late=is_overdue(meaning, row.due_on, as_at=day.on),
        board=_board_words(row),
    )


def _board_words(row: Standing) -> str:
    words = _BOARD_WORDS.get(row.endorsed, "")
    return f"{words}{BY_AUTHOR}" if words and row.decision.is_own else words


def _reported_lanes(updates: list[Update], points: tuple[JourneyPoint, ...]) -> tuple[Lane, ...]:
    """One lane through the meetings; where several sources rate the action, one for each of them."""
    by_source: dict[str, list[Update]] = {}
    for update in updates:
        if update.rating_id:
            by_source.setdefault(_speaker(update), []).append(update)
    if len(by_source) < 2:
        marks = tuple(
            LaneMark(p.day.on, p.day.on, p.mark, p.mark.word.lower())
            for p in points
            if p.mark.shape != UNRATED_MARK.shape
        )
        return (Lane("Reported", marks, "nothing is reported"),)
    return tuple(
        Lane(label, tuple(_statement_mark(u) for u in own), "no dated statement is held")
        for label, own in by_source.items()
    )


def _speaker(update: Update) -> str:
    """Whose lane an update is in: the part of the document that it stands in, or those who record."""
    return update.place.partition(",")[0] if update.source_id else "Recorded here"


def _statement_mark(update: Update) -> LaneMark:
    mark = reported_mark(update.rating, update.basis)
    first = rules.first_day(update.effective_on, update.effective_precision)
    return LaneMark(first, update.effective_on, mark, mark.word.lower())


def _board_lane(rows: list[Standing]) -> Lane:
    decisions = {row.decision_id: row.decision for row in rows if row.decision_id}
    marks = []
    for decision in decisions.values():
        meaning = Meaning(decision.kept_rating.meaning) if decision.kept_rating else None
        mark = board_mark(decision.decision, meaning)
        first = rules.first_day(decision.effective_on, decision.effective_precision)
        marks.append(LaneMark(first, decision.effective_on, mark, decision.decision))
    return Lane("Board", tuple(marks), "no decision on record")


def _forecast(row: Standing | None, *, as_at: date) -> Forecast | None:
    """When an action that is not closed is expected, where that names a date."""
    said = row.forecast_by if row else None
    closed = bool(row and row.rating and row.rating.meaning in CLOSED)
    if said is None or said.forecast_on is None or closed:
        return None
    first = rules.first_day(said.forecast_on, said.forecast_precision)
    return Forecast(first, said.forecast_on, forecast_text(said), said.forecast_on < as_at)


def _summary(rows: list[Standing], forecast: Forecast | None, *, as_at: date) -> str:
    words = [Stretch(r.from_on, r.until_on, r.rating.word if r.rating else "") for r in rows]
    said = [rules.rating_sentence(rules.runs(words, as_at=as_at))]
    last = rows[-1] if rows else None
    if last and last.decision:
        day = date_text(last.decision.effective_on, last.decision.effective_precision)
        said.append(_board_sentence(last, day))
    else:
        said.append("No decision of the board is on record.")
    if forecast:
        passed = ", which has passed" if forecast.passed else ""
        said.append(f"Expected {forecast.text}{passed}.")
    return " ".join(said)


def _board_sentence(row: Standing, day: str) -> str:
    changed = ", and it has changed since" if row.endorsed == "stale" else ""
    own = BY_AUTHOR if row.decision.is_own else ""
    return (
        f"The board’s last decision: {BoardDecision(row.decision.decision)}{own}, {day}{changed}."
    )


# ---------- the whole plan ----------


@dataclass(frozen=True)
class _Cell:
    """What of a standing a plan's journey shows: its rating (0: unrated) and how that came to be."""

    rating: int
    basis: str


def plan_journey(
    plan: Plan, *, as_at: date, known_on: date | None = None, query: str = "", page: int = 1
) -> PlanJourney:
    """The whole plan through time, in four queries at most; the strips a page at a time."""
    days, left_out = _days(plan, None, as_at=as_at, known_on=known_on)
    rows = list(
        Standing.objects.of_plan(plan)
        .filter(known(known_on), from_on__lte=as_at)
        .order_by("from_on")
        .values_list("action_id", "from_on", "until_on", "rating_id", "basis", "due_on")
    )
    key = key_of(plan)
    stack = _stack(days, rows, key)
    start = (page - 1) * PER_PAGE
    actions = list(
        plan.actions.order_by("position").values_list("pk", "ref", "title")[
            start : start + PER_PAGE + 1
        ]
    )
    shown, more = actions[:PER_PAGE], len(actions) > PER_PAGE
    return PlanJourney(
        plan_ref=plan.ref,
        plan_title=plan.title,
        sentence=_plan_sentence(stack),
        note=_note(days, left_out),
        stack=stack,
        rows=_strips(days, rows, shown, key, query=query),
        days=tuple(days),
        key=(*(reported_mark(r, Basis.STATED) for r in key), UNRATED_MARK),
        rows_text=_rows_text(start, len(shown)) if more or page > 1 else "",
        previous_url=_page_url(plan, page - 1, query) if page > 1 else "",
        next_url=_page_url(plan, page + 1, query) if more else "",
    )


def _stack(days: list[JourneyDay], rows: list[tuple], key: list[Rating]) -> tuple[StackDay, ...]:
    """The counts of each day by rating and basis; inferred ones only where there are any."""
    meanings = {r.pk: Meaning(r.meaning) for r in key}
    dates = [day.on for day in days]
    held = (Stretch(f, u, _Cell(rating or 0, basis)) for _, f, u, rating, basis, _ in rows)
    counts = rules.counts_on_each(dates, held)
    open_dues = (
        Stretch(from_on, until_on, due_on)
        for _, from_on, until_on, rating, _, due_on in rows
        if is_outstanding(meanings.get(rating))
    )
    late = rules.late_on_each(dates, open_dues)
    pieces = _pieces(key, {cell for counted in counts for cell in counted})
    return tuple(
        StackDay(
            day, tuple(StackPart(word, mark, n.get(cell, 0)) for cell, word, mark in pieces), n_late
        )
        for day, n, n_late in zip(days, counts, late, strict=True)
    )


def _pieces(key: list[Rating], used: set[_Cell]) -> list[tuple[_Cell, str, Mark]]:
    pieces = []
    for r in key:
        for basis in Basis:
            cell, mark = _Cell(r.pk, str(basis)), reported_mark(r, basis)
            if basis is Basis.STATED or cell in used:
                pieces.append((cell, f"{r.word}{', ' + mark.note if mark.note else ''}", mark))
    return [*pieces, (_Cell(0, ""), UNRATED_MARK.word, UNRATED_MARK)]


def _strips(
    days: list[JourneyDay],
    rows: list[tuple],
    actions: list[tuple[int, str, str]],
    key: list[Rating],
    *,
    query: str,
) -> tuple[JourneyRow, ...]:
    shown = {pk for pk, _, _ in actions}
    stretches: dict[int, list[Stretch]] = {}
    for pk, from_on, until_on, rating, basis, _ in rows:
        if pk in shown:
            value = _Cell(rating or 0, basis)
            stretches.setdefault(pk, []).append(Stretch(from_on, until_on, value))
    marks: dict[_Cell | None, Mark] = {None: UNRATED_MARK, _Cell(0, ""): UNRATED_MARK}
    for r in key:
        for basis in Basis:
            marks[_Cell(r.pk, str(basis))] = reported_mark(r, basis)
    dates = [day.on for day in days]
    return tuple(
        JourneyRow(
            ref=ref,
            title=title,
            url=with_query(reverse("plans:action", args=[pk]), query),
            marks=tuple(marks[c] for c in rules.on_each(dates, stretches.get(pk, ()))),
        )
        for pk, ref, title in actions
    )


def _plan_sentence(stack: tuple[StackDay, ...]) -> str:
    """From how many complete to how many, and how many are late now, in one sentence."""
    first, last = stack[0], stack[-1]
    done = [_n_complete(day) for day in (first, last)]
    late = count_of(last.n_late, "action")
    late += " is past its date" if last.n_late == 1 else " are past their dates"
    if len(stack) == 1:
        return f"On {long_date(last.day.on)}, {done[1]:,} of {last.n:,} complete, and {late}."
    return (
        f"From {done[0]:,} of {first.n:,} complete on {long_date(first.day.on)} to {done[1]:,} of "
        f"{last.n:,} on {long_date(last.day.on)}, when {late}."
    )


def _n_complete(day: StackDay) -> int:
    return sum(part.n for part in day.parts if part.mark.shape == Meaning.COMPLETE)


def _note(days: list[JourneyDay], left_out: int) -> str:
    """Which days these are, and whether earlier ones are left out."""
    n_met = sum(day.why.startswith("board") for day in days)
    said = [f"{count_of(n_met, 'dated meeting')} of its board up to this day."]
    if any(day.why == "something was said" for day in days):
        said.append("As so few are dated, the days on which something was said are shown as well.")
    if left_out:
        said.append(
            f"{count_of(left_out, 'earlier day', 'earlier days')} left out for want of room."
        )
    return " ".join(said)


def _rows_text(start: int, n: int) -> str:
    return (
        f"Actions {start + 1:,} to {start + n:,}, in the plan’s order" if n else "No more actions"
    )


def _page_url(plan: Plan, page: int, query: str) -> str:
    return with_query(f"{reverse('reports:journey', args=[plan.ref])}?page={page}", query)
