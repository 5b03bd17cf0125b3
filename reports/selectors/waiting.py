"""What the person signed in is wanted for, by what they do here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from plans.addresses import with_query
from plans.models import Meeting, Plan, Standing, User
from plans.readmodels import LinkLine, Tally
from plans.readmodels_meetings import WithBoard
from plans.rules import words
from plans.rules.access import GOVERNORS, MANAGERS, Position
from plans.rules.words import stop
from plans.selectors.counts import list_url
from plans.selectors.meetings import last_meeting, next_meeting, short_words_of
from plans.selectors.with_board import challenged

N_CHALLENGED = 3  # as many as a box of a page can name; the rest is one link away


@dataclass(frozen=True)
class Wanted:
    """What of a plan people are wanted for, whoever reads. Meetings are None where there is none."""

    counts: Tally
    n_questions: int
    n_high: int
    refused: tuple[WithBoard, ...]
    coming: LinkLine | None
    unfinished: LinkLine | None


def wanted(
    plan: Plan,
    counts: Tally,
    n_questions: int,
    n_high: int,
    *,
    as_at: date,
    known_on: date | None,
) -> Wanted:
    """What of the plan people are wanted for on that day, in three queries."""
    coming, last = next_meeting(plan, after=as_at), last_meeting(plan, before=as_at)
    is_open = last is not None and last.agreed_at is None and last.source_id is None
    return Wanted(
        counts=counts,
        n_questions=n_questions,
        n_high=n_high,
        refused=challenged(plan, as_at=as_at, known_on=known_on),
        coming=_meeting(coming, "the next") if coming else None,
        unfinished=_meeting(last, "its minutes are not agreed") if is_open else None,
    )


def _meeting(meeting: Meeting, note: str) -> LinkLine:
    words_ = f"{meeting.board}, {short_words_of(meeting)}"
    return LinkLine(words_, meeting.get_absolute_url(), note)


def waiting(
    user: User, plan: Plan, facts: Wanted, *, as_at: date, query: str
) -> tuple[LinkLine, ...]:
    """What the person is wanted for; a query only for an owner, whose actions are their own."""
    if user.position == Position.ADMINISTRATOR:
        return administrators_pages()
    if user.position in MANAGERS:
        return tuple(_of_manager(plan, facts, query=query))
    if user.position in GOVERNORS:
        return (*_of_governor(plan, facts, query=query), *_papers(plan, query))
    if user.position == Position.OWNER:
        return _waiting_owner(user, plan, as_at=as_at, query=query)
    coming = (facts.coming,) if facts.coming else ()
    if user.position == Position.PANEL_OFFICER:
        return _papers(plan, query)
    return (*_to_ask(plan, facts, query), *coming, *_papers(plan, query))


def _of_manager(plan: Plan, facts: Wanted, *, query: str) -> Iterator[LinkLine]:
    """Updates to make; what waits for the board; what it refused, and why; what is asked."""
    counts = facts.counts
    yield LinkLine(
        f"{words.count_of(counts.n_outstanding, 'action')} to keep up to date",
        list_url(plan.ref, query=query, outstanding="on"),
        f"{counts.n_overdue:,} of them past their date",
    )
    board = with_query(reverse("plans:plan-board", args=[plan.ref]), query)
    if counts.n_new_to_board and plan.board_id:
        verb = "waits" if counts.n_new_to_board == 1 else "wait"
        coming = f"next: {facts.coming.text}" if facts.coming else "no meeting is planned"
        update = words.count_of(counts.n_new_to_board, "update")
        yield LinkLine(f"{update} {verb} for the board", board, coming)
    for line in facts.refused[:N_CHALLENGED]:
        url = with_query(line.url, query)
        yield LinkLine(f"{line.ref} was challenged", url, f"{line.day_text}: {stop(line.reason)}")
    if len(facts.refused) > N_CHALLENGED:
        yield LinkLine(f"All {len(facts.refused):,} that were challenged", board)
    yield from _to_ask(plan, facts, query)


def _of_governor(plan: Plan, facts: Wanted, *, query: str) -> Iterator[LinkLine]:
    """The meeting to finish, the meeting to come, and what will be asked of it."""
    if facts.unfinished:
        yield facts.unfinished
    if facts.coming:
        yield facts.coming
    elif plan.board_id:
        address = reverse("plans:meeting-add", args=[plan.board.ref])
        yield LinkLine("Add the next meeting", address, "none is planned")
    if facts.counts.n_new_to_board:
        verb = "waits" if facts.counts.n_new_to_board == 1 else "wait"
        yield LinkLine(
            f"{words.count_of(facts.counts.n_new_to_board, 'update')} {verb} for endorsement",
            with_query(reverse("plans:plan-board", args=[plan.ref]), query),
        )
    yield from _to_ask(plan, facts, query)


def _to_ask(plan: Plan, facts: Wanted, query: str) -> Iterator[LinkLine]:
    if facts.n_questions:
        high = f"{facts.n_high:,} of high severity" if facts.n_high else ""
        yield LinkLine(
            f"{words.count_of(facts.n_questions, 'question')} to ask",
            with_query(reverse("plans:question-list", args=[plan.ref]), query),
            high,
        )


def _papers(plan: Plan, query: str) -> tuple[LinkLine, ...]:
    paper = with_query(
        reverse("reports:plan-pack", args=[plan.ref]), f"format=pdf&{query}".rstrip("&")
    )
    return (
        LinkLine("Read the plan monitoring paper", paper, "PDF, as at the day shown"),
        LinkLine("All papers", reverse("reports:packs"), "PDF and workbook"),
    )


def administrators_pages() -> tuple[LinkLine, ...]:
    """The pages that an administrator keeps in order."""
    return (
        LinkLine("Accounts", reverse("plans:user-list"), "who can sign in, and what they may do"),
        LinkLine("Roles", reverse("plans:role-list"), "who owns actions, and under which names"),
    )


def _waiting_owner(user: User, plan: Plan, *, as_at: date, query: str) -> tuple[LinkLine, ...]:
    """The person's roles with their actions; today decides which roles they hold."""
    holdings = user.holdings.select_related("role").filter(
        until_on__isnull=True, role__service=plan.service_id
    )
    lines = []
    for role in (h.role for h in holdings):
        own = Standing.objects.of_plan(plan).filter(assignment__places__role=role).at(as_at)
        n, n_open = own.count(), own.outstanding().count()
        lines.append(
            LinkLine(
                f"{words.count_of(n, 'action')} of {role.name}",
                list_url(plan.ref, query=query, owner=str(role.pk)) if n else "",
                f"{n_open:,} outstanding",
            )
        )
    return tuple(lines) or (
        LinkLine("No role of yours owns an action.", "", "Ask the administrator."),
    )
