"""What of a plan is with the board: what waits for it, what it refused, and what it asked for."""

from datetime import date

from django.db.models import Q

from plans.models import Decision, Endorsement, Plan, Standing
from plans.readmodels import LinkLine
from plans.readmodels_meetings import DecisionLine, OwnerAsked, WithBoard, WithBoardPage
from plans.rules.endorsing import BoardDecision
from plans.rules.governance import DecisionKind
from plans.rules.meetings import short_words
from plans.rules.minutes import BY_AUTHOR
from plans.rules.words import count_of, listed
from plans.selectors.counts import list_url
from plans.selectors.kept import kept
from plans.selectors.meetings import boundary_of, in_order, short_words_of
from plans.selectors.wording import day_text, reported_mark

N_SHOWN = 50  # of each kind; the rest is in the list of actions


def waiting_for_board(
    plan: Plan, *, as_at: date, known_on: date | None = None
) -> tuple[WithBoard, ...]:
    """The updates that wait for endorsement on that day, in plan order; one query.

    Those that the board challenged and that changed since are among them, deferred ones are not:
    they come back of themselves.
    """
    rows = _rows(plan, as_at, known_on).filter(awaits=True).exclude(endorsed=BoardDecision.DEFERRED)
    return tuple(_with_board(row) for row in rows)


def challenged(plan: Plan, *, as_at: date, known_on: date | None = None) -> tuple[WithBoard, ...]:
    """The updates that the board challenged last, with its reason, meeting and day; one query."""
    rows = _rows(plan, as_at, known_on).filter(endorsed=BoardDecision.CHALLENGED)
    return tuple(_with_board(row) for row in rows)


def with_board_page(
    plan: Plan, *, as_at: date, known_on: date | None = None, query: str = ""
) -> WithBoardPage:
    """All that is with the board on that day, of each kind as many as a page can show.

    What was gathered for the same day is kept until anything is written.
    """
    return kept(
        "with the board",
        (plan.ref, as_at, known_on, query),
        lambda: _gathered(plan, as_at=as_at, known_on=known_on, query=query),
    )


def _gathered(plan: Plan, *, as_at: date, known_on: date | None, query: str) -> WithBoardPage:
    rows = list(_rows(plan, as_at, known_on))
    deferred = [r for r in rows if r.endorsed == BoardDecision.DEFERRED]
    refused = [r for r in rows if r.endorsed == BoardDecision.CHALLENGED]
    waiting = [r for r in rows if r.awaits and r.endorsed != BoardDecision.DEFERRED]
    asked = _asked(plan, as_at=as_at, known_on=known_on)
    meetings = in_order(plan.board.meetings.all()) if plan.board_id else []
    coming = [m for m in meetings if boundary_of(m) > as_at]
    return WithBoardPage(
        waiting=tuple(map(_with_board, waiting[:N_SHOWN])),
        all_waiting=_all(plan, len(waiting), "that wait", query=query, awaits="on"),
        challenged=tuple(map(_with_board, refused[:N_SHOWN])),
        all_challenged=_all(plan, len(refused), "challenged", query=query, board="challenged"),
        deferred=tuple(map(_with_board, deferred[:N_SHOWN])),
        all_deferred=_all(plan, len(deferred), "deferred", query=query, board="deferred"),
        asked=asked,
        sentence=_sentence(plan, len(waiting), len(refused), len(deferred)),
        next_text=short_words_of(coming[0]) if coming else "",
        next_url=coming[0].get_absolute_url() if coming else "",
    )


def _all(plan: Plan, n: int, said: str, *, query: str, **filters: str) -> LinkLine | None:
    """The way to the list of all of a kind; None where all are shown."""
    if n <= N_SHOWN:
        return None
    return LinkLine(f"All {n:,} {said}", list_url(plan.ref, query=query, **filters))


def _rows(plan: Plan, as_at: date, known_on: date | None):
    decided = Q(endorsed__in=[BoardDecision.CHALLENGED, BoardDecision.DEFERRED])
    return (
        Standing.objects.of_plan(plan)
        .at(as_at, known_on)
        .filter((Q(awaits=True) & Q(latest__isnull=False)) | decided)
        .select_related("action", "rating", "latest", "decision__meeting__board")
        .in_plan_order()
    )


def _with_board(row: Standing) -> WithBoard:
    decision = row.decision
    return WithBoard(
        id=row.action_id,
        ref=row.action.ref,
        title=row.action.title,
        url=row.action.get_absolute_url(),
        decision=BoardDecision(decision.decision).label if decision else "",
        reason=decision.reason if decision else "",
        meeting=_meeting(decision) if decision else "",
        meeting_url=decision.meeting.get_absolute_url() if decision else "",
        day=decision.effective_on if decision else None,
        day_text=day_text(decision) if decision else "",
        back_to=decision.back_to if decision else "",
        mark=reported_mark(row.rating, row.basis),
        updated_text=day_text(row.latest) if row.latest else "",
        before_text=_before(decision) if decision else "",
    )


def _before(decision: Endorsement) -> str:
    """What the board decided on what has changed since."""
    reason = f" ({decision.reason.rstrip('.')})" if decision.reason else ""
    own = f"{BY_AUTHOR}," if decision.is_own else ""
    return f"{BoardDecision(decision.decision).label}{reason}{own} and changed since:"


def _meeting(decision: Endorsement) -> str:
    meeting = decision.meeting
    return f"{meeting.board.name}, {short_words(meeting.held_on, meeting.precision)}"


def _asked(plan: Plan, *, as_at: date, known_on: date | None) -> tuple[OwnerAsked, ...]:
    """What each owner was asked for of this plan, the latest meeting first; owners by name."""
    found: dict[str, list[DecisionLine]] = {}
    rows = (
        Decision.objects.filter(kind=DecisionKind.ASKED)
        .filter(Q(plan=plan) | Q(plan=None, meeting__board=plan.board_id))
        .select_related("asked_of", "action", "meeting__board")
        .order_by("-meeting__held_on", "position")
    )
    # what a meeting asked for was known there and then
    day = min(as_at, known_on or as_at)
    for row in rows:
        boundary = boundary_of(row.meeting)
        if row.asked_of and boundary and boundary <= day:
            found.setdefault(row.asked_of.name, []).append(_asked_line(row))
    return tuple(OwnerAsked(owner, tuple(found[owner])) for owner in sorted(found))


def _asked_line(row: Decision) -> DecisionLine:
    return DecisionLine(
        kind=short_words_of(row.meeting),
        text=row.asked_for,
        ref=row.action.ref if row.action else "",
        url=row.action.get_absolute_url() if row.action else row.meeting.get_absolute_url(),
        asked_of=row.asked_of.name,
        asked_for=row.asked_for,
        back_by=row.back_by,
    )


def _sentence(plan: Plan, n_waiting: int, n_refused: int, n_deferred: int) -> str:
    if plan.board_id is None:
        return "No board is recorded for this plan."
    said = [
        f"{count_of(n_waiting, 'update')} {'waits' if n_waiting == 1 else 'wait'} for endorsement",
        f"{n_refused:,} {'is' if n_refused == 1 else 'are'} challenged",
        f"{n_deferred:,} {'is' if n_deferred == 1 else 'are'} deferred",
    ]
    return listed(said) + "."
