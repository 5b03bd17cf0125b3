"""Makes plans of any size, alike in everything but the number of rows, through bulk inserts."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from plans.models import (
    Action,
    Assignment,
    AssignmentRole,
    Attendance,
    Board,
    DueDate,
    Endorsement,
    Meeting,
    Objective,
    Part,
    Plan,
    Rating,
    Role,
    Seat,
    Service,
    SuccessMeasure,
    Update,
    User,
)
from plans.services.standings import rebuild_standings

AT = datetime(2015, 4, 24, 9, 0, tzinfo=UTC)
BEGINS = date(2014, 1, 1)
N_OBJECTIVES = 10
RATINGS = (
    ("Red", "red", "behind"),
    ("Amber", "amber", "under way"),
    ("Blue", "blue", "not due"),
    ("Green", "green", "complete"),
)
WORDS = (
    "Staff have been trained and the first audit has been carried out; its results went to the "
    "board, which asked for a second one after the summer, with the health partners taking part."
)


def make_plan(ref: str, *, n_actions: int, n_updates: int, by: User) -> Plan:
    """A plan of that many actions with so many updates each, and its standings."""
    recorded = {"recorded_by": by, "recorded_at": AT}
    service = Service.objects.get_or_create(
        ref="bench", defaults={"name": "Bench", "short_name": "Bench", **recorded}
    )[0]
    plan = Plan.objects.create(
        service=service,
        ref=ref,
        title=f"Plan of {n_actions:,} actions",
        begins_on=BEGINS,
        begins_as_written="2014",
        begins_precision="year",
        **recorded,
    )
    ratings = [
        Rating.objects.create(
            plan=plan,
            word=word,
            colour=colour,
            meaning=meaning,
            definition=meaning,
            severity=n,
            **recorded,
        )
        for n, (word, colour, meaning) in enumerate(RATINGS)
    ]
    objectives = _objectives(plan, recorded)
    roles = [
        Role.objects.get_or_create(service=service, name=f"Role {n}", defaults=recorded)[0]
        for n in range(12)
    ]
    actions = _actions(plan, objectives, n_actions, recorded)
    _statements(actions, ratings, roles, n_updates, recorded)
    _governance(plan, actions, recorded)
    rebuild_standings(actions)
    return plan


def _governance(plan: Plan, actions: list[Action], recorded: dict) -> None:
    """A board with eight seats and twelve meetings, which decided on every third action."""
    plan.board = Board.objects.create(
        service=plan.service,
        ref=f"{plan.ref}-board",
        name="Board",
        kind="board",
        position=1,
        **recorded,
    )
    plan.save()
    seats = Seat.objects.bulk_create(
        Seat(board=plan.board, position=n, name=f"Post {n}", agency=f"Agency {n}", **recorded)
        for n in range(8)
    )
    days = [date(2014, 5, 15) + timedelta(days=30 * n) for n in range(12)]
    meetings = Meeting.objects.bulk_create(
        Meeting(
            board=plan.board,
            ref=f"{plan.ref}-{day}",
            as_written=str(day),
            held_on=day,
            precision="day",
            **recorded,
        )
        for day in days
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=m, seat=s, state="present" if s.position else "apologies", **recorded)
        for m in meetings
        for s in seats
    )
    _decisions(actions[::3], meetings[-1], recorded)


def _decisions(actions: list[Action], meeting: Meeting, recorded: dict) -> None:
    wanted = Update.objects.filter(action__in=actions, effective_on__lte=meeting.held_on)
    latest = {u.action_id: u for u in wanted.order_by("effective_on")}
    owners = dict(AssignmentRole.objects.values_list("assignment__action_id", "role_id"))
    Endorsement.objects.bulk_create(
        (
            Endorsement(
                action_id=update.action_id,
                update=update,
                meeting=meeting,
                decision="endorsed" if n % 4 else "challenged",
                reason="" if n % 4 else "No evidence",
                effective_on=meeting.held_on,
                position=1,
                known_on=meeting.held_on,
                kept_rating_id=update.rating_id,
                kept_comment=update.comment,
                kept_owners=[[owners[update.action_id], "Role"]],
                **recorded,
            )
            for n, update in enumerate(latest.values())
        ),
        batch_size=500,
    )


def _objectives(plan: Plan, recorded: dict) -> list[Objective]:
    parts = [
        Part.objects.create(plan=plan, code=code, position=n, title=f"Part {code}", **recorded)
        for n, code in enumerate("AB")
    ]
    return Objective.objects.bulk_create(
        Objective(
            plan=plan,
            part=parts[n >= N_OBJECTIVES // 2],
            number=str(n + 1),
            position=n,
            title=f"Objective number {n + 1}, of middling length",
            due_as_written="October 2014",
            due_on=date(2014, 10, 31),
            due_precision="month",
            **recorded,
        )
        for n in range(N_OBJECTIVES)
    )


def _actions(plan: Plan, objectives: list[Objective], n: int, recorded: dict) -> list[Action]:
    measures = SuccessMeasure.objects.bulk_create(
        SuccessMeasure(plan=plan, text=WORDS[: 40 + i % 60], **recorded) for i in range(n)
    )
    per_objective = -(-n // len(objectives))
    return Action.objects.bulk_create(
        (
            Action(
                plan=plan,
                objective=objectives[i // per_objective],
                ref=f"{i // per_objective + 1}.{i % per_objective + 1}",
                ref_as_printed=str(i % per_objective + 1),
                position=i + 1,
                title=f"{WORDS[: 50 + i % 50]} ({i + 1})",
                success_measure=measures[i],
                **recorded,
            )
            for i in range(n)
        ),
        batch_size=500,
    )


def _statements(actions, ratings, roles, n_updates: int, recorded: dict) -> None:
    said = {"known_on": AT.date(), **recorded}
    first = {"effective_on": BEGINS, "position": 1, **said}
    turn = count()
    DueDate.objects.bulk_create(
        (
            DueDate(
                action=action,
                as_written=f"{due:%b %Y}",
                due_on=due,
                due_precision="day",
                **first,
            )
            for n, action in enumerate(actions)
            for due in [date(2014, 6, 30) + timedelta(days=n * 7 % 700)]
        ),
        batch_size=500,
    )
    assignments = Assignment.objects.bulk_create(
        (Assignment(action=action, as_written="Role", **first) for action in actions),
        batch_size=500,
    )
    AssignmentRole.objects.bulk_create(
        (
            AssignmentRole(assignment=assignment, role=roles[(n + 5 * place) % 12], position=place)
            for n, assignment in enumerate(assignments)
            for place in range(1 + n % 2)
        ),
        batch_size=500,
    )
    Update.objects.bulk_create(
        (
            Update(
                action=action,
                effective_on=date(2014, 6, 1) + timedelta(days=30 * n),
                position=1,
                rating=ratings[(next(turn) * 7 + n) % 4],
                basis="stated",
                comment=WORDS[: 60 + next(turn) % 100],
                **said,
            )
            for action in actions
            for n in range(n_updates)
        ),
        batch_size=500,
    )
