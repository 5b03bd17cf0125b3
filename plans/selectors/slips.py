"""Which dates were moved, by how much, and which forecasts came true."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.db.models import Q
from django.urls import reverse

from plans.addresses import with_query
from plans.models import DueDate, Plan, Standing, Update
from plans.querysets import known
from plans.readmodels_time import ForecastLine, Move, SlipLine, SlipsPage, TrueCount
from plans.rules import changes as change_rules
from plans.rules import slips as rules
from plans.rules.journey import Stretch
from plans.rules.meanings import Meaning
from plans.rules.slips import Outcome
from plans.rules.words import count_of, stop
from plans.selectors.meetings import short_words_of
from plans.selectors.wording import day_text, due_text, forecast_text

N_SHOWN = 100  # as many rows of a table as anybody reads; the sentence counts them all
NOBODY = "No owner"
_SIGNS = {
    Outcome.KEPT: ("complete", "green"),
    Outcome.PASSED: ("behind", "red"),
    Outcome.OPEN: ("not-due", "blue"),
}
_ORDER = (Outcome.PASSED, Outcome.OPEN, Outcome.KEPT)
DECIDED = (Outcome.KEPT, Outcome.PASSED)


@dataclass(frozen=True)
class _Held:
    """What of a standing a forecast is judged by: the reported meaning, and who led the action."""

    meaning: Meaning | None
    owner: str


def slips_page(
    plan: Plan, *, as_at: date, known_on: date | None = None, query: str = ""
) -> SlipsPage:
    """Every date moved and every forecast given up to that day, in three queries."""
    dues = _dues(plan, as_at=as_at, known_on=known_on)
    given = _given(plan, as_at=as_at, known_on=known_on)
    held = _held({d.action_id for d in dues} | {u.action_id for u in given}, known_on)
    slips = _slips(dues, held, as_at=as_at, query=query)
    judged = _judged(given, held, as_at=as_at)
    kept, decided = _counted(judged)
    return SlipsPage(
        plan_ref=plan.ref,
        plan_title=plan.title,
        sentence=_slips_sentence(slips),
        forecast_sentence=_forecast_sentence(judged, kept, decided),
        slips=slips[:N_SHOWN],
        forecasts=_forecast_lines(judged, query=query)[:N_SHOWN],
        by_owner=_by_owner(judged),
    )


def _dues(plan: Plan, *, as_at: date, known_on: date | None) -> list[DueDate]:
    """The due dates of those actions whose date was ever moved, action by action, oldest first."""
    moved = DueDate.objects.filter(
        action__plan=plan, is_revision=True, effective_on__lte=as_at
    ).order_by()
    dues = DueDate.objects.filter(effective_on__lte=as_at)
    if known_on:
        moved = moved.filter(known_on__lte=known_on)
        dues = dues.filter(Q(is_revision=False) | Q(known_on__lte=known_on))
    rows = dues.filter(action__in=moved.values("action"))
    return list(
        rows.select_related("action", "meeting").order_by(
            "action__position", "effective_on", "position", "pk"
        )
    )


def _given(plan: Plan, *, as_at: date, known_on: date | None) -> list[Update]:
    """The updates that state a forecast and count, action by action, oldest first."""
    found = Update.objects.filter(
        action__plan=plan, effective_on__lte=as_at, forecast_as_written__isnull=False
    )
    if known_on is None:
        found = found.filter(corrected_by__isnull=True)
    else:
        found = found.filter(known_on__lte=known_on).exclude(corrected_by__known_on__lte=known_on)
    ordered = found.order_by("action__position", "effective_on", "position", "pk")
    return list(
        ordered.select_related("action").only(
            *("forecast_as_written", "forecast_on", "forecast_precision"),
            *("effective_on", "effective_precision", "action__ref", "action__title"),
        )
    )


def _held(ids: set[int], known_on: date | None) -> dict[int, list[Stretch]]:
    rows = (
        Standing.objects.filter(known(known_on), action__in=ids)
        .order_by("from_on")
        .values_list("action_id", "from_on", "until_on", "rating__meaning", "lead__name")
    )
    found: dict[int, list[Stretch]] = {}
    for pk, from_on, until_on, meaning, lead in rows:
        value = _Held(Meaning(meaning) if meaning else None, lead or NOBODY)
        found.setdefault(pk, []).append(Stretch(from_on, until_on, value))
    return found


def _at(stretches: Iterable[Stretch], day: date) -> _Held:
    return next((s.value for s in stretches if s.covers(day)), _Held(None, NOBODY))


def _slips(
    dues: list[DueDate], held: dict[int, list[Stretch]], *, as_at: date, query: str
) -> tuple[SlipLine, ...]:
    """Each action whose date was moved, the most days first; an unknown number last."""
    lines = []
    for pk, rows in groupby(dues, key=lambda d: d.action_id):
        own = list(rows)
        first, now, action = own[0], own[-1], own[0].action
        days = rules.moved_by(first.due_on, now.due_on)
        lines.append(
            SlipLine(
                ref=action.ref,
                title=action.title,
                url=with_query(reverse("plans:action", args=[pk]), query),
                owner=_at(held.get(pk, ()), as_at).owner,
                first_text=due_text(first),
                now_text=due_text(now),
                days=days,
                days_text=rules.moved_text(days),
                moves=tuple(_move(a, b) for a, b in pairwise(own)),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.days is None, -(line.days or 0))))


def _move(before: DueDate, now: DueDate) -> Move:
    text = change_rules.redated_text(
        (before.due_on, before.due_precision), (now.due_on, now.due_precision), words=now.as_written
    )
    meeting = f"the board of {short_words_of(now.meeting)}" if now.meeting else ""
    return Move(
        day_text=day_text(now),
        text=text[0].upper() + text[1:],
        reason=stop(now.reason) if now.reason else "",
        agreed=change_rules.agreed_text(now.agreed_at or meeting),
    )


@dataclass(frozen=True)
class _Judged:
    """One forecast with its outcome and with who led the action when it was given."""

    update: Update
    owner: str
    outcome: Outcome


def _judged(given: list[Update], held: dict[int, list[Stretch]], *, as_at: date) -> list[_Judged]:
    found = []
    for pk, rows in groupby(given, key=lambda u: u.action_id):
        own = [(u.forecast_on, u.forecast_as_written, u) for u in rows]
        found += [_judge(u, held.get(pk, []), as_at=as_at) for u in rules.new_forecasts(own)]
    return found


def _judge(update: Update, stretches: list[Stretch], *, as_at: date) -> _Judged:
    then = _at(stretches, update.effective_on)
    by = min(update.forecast_on or as_at, as_at)
    outcome = rules.outcome(
        update.forecast_on,
        when_given=then.meaning,
        by_then=_at(stretches, by).meaning,
        as_at=as_at,
    )
    return _Judged(update, then.owner, outcome)


def _counted(judged: Iterable[_Judged]) -> tuple[int, int]:
    """How many came true, of how many that are decided."""
    outcomes = [j.outcome for j in judged]
    return outcomes.count(Outcome.KEPT), sum(o in DECIDED for o in outcomes)


def _by_owner(judged: list[_Judged]) -> tuple[TrueCount, ...]:
    """Each owner's count, those with the most decided forecasts first."""
    owners: dict[str, list[_Judged]] = {}
    for j in judged:
        if j.outcome in (*DECIDED, Outcome.OPEN):
            owners.setdefault(j.owner, []).append(j)
    counts = [
        (owner, *_counted(own), sum(j.outcome is Outcome.OPEN for j in own))
        for owner, own in owners.items()
    ]
    counts.sort(key=lambda c: (-c[2], c[0]))
    return tuple(
        TrueCount(owner, rules.true_text(kept, decided), n_open)
        for owner, kept, decided, n_open in counts
    )


def _forecast_lines(judged: list[_Judged], *, query: str) -> tuple[ForecastLine, ...]:
    """The forecasts, those that passed first, then the open ones, then the others."""
    order = {outcome: n for n, outcome in enumerate(_ORDER)}
    ordered = sorted(judged, key=lambda j: order.get(j.outcome, len(order)))
    return tuple(_forecast_line(j, query=query) for j in ordered)


def _forecast_line(judged: _Judged, *, query: str) -> ForecastLine:
    update, action = judged.update, judged.update.action
    shape, tone = _SIGNS.get(judged.outcome, ("unrated", "grey"))
    return ForecastLine(
        ref=action.ref,
        title=action.title,
        url=with_query(reverse("plans:action", args=[action.pk]), query),
        owner=judged.owner,
        given_text=day_text(update),
        forecast_text=forecast_text(update),
        outcome=judged.outcome,
        outcome_text=judged.outcome.text,
        shape=shape,
        tone=tone,
    )


def _slips_sentence(slips: tuple[SlipLine, ...]) -> str:
    if not slips:
        return "No due date has been moved."
    moves = sum(len(line.moves) for line in slips)
    later = [line for line in slips if (line.days or 0) > 0]
    text = f"The dates of {count_of(len(slips), 'action')} were moved, {count_of(moves, 'time')} in all."
    if not later:
        return text
    return f"{text} The furthest is {later[0].ref}, now {later[0].days_text} than first planned."


def _forecast_sentence(judged: list[_Judged], kept: int, decided: int) -> str:
    if not judged:
        return "No forecast has been given."
    text = rules.true_text(kept, decided)
    n_open = sum(j.outcome is Outcome.OPEN for j in judged)
    rest = f"; {n_open:,} still ahead" if n_open else ""
    other = len(judged) - decided - n_open
    left = f"; {other:,} cannot be counted" if other else ""
    return f"{text[0].upper()}{text[1:]}{rest}{left}."
