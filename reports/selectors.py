"""Reads that compose several others: the overview, and the dashboard of a plan."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from plans.addresses import with_query
from plans.models import Objective, Plan, Rating, Service, Standing, Update, User
from plans.readmodels import LinkLine, Sentence, Tally, Word
from plans.rules import words
from plans.rules.access import MANAGERS, Position
from plans.rules.dates import date_text, days_text, long_date
from plans.rules.meanings import UNRATED_MARK, Basis, Meaning, days_late, forecast_passed
from plans.selectors.counts import (
    Group,
    bar,
    groups_by_objective,
    key_in_order,
    key_of,
    key_rows,
    list_url,
    patterns,
    state_sentence,
    tally,
    whole,
)
from plans.selectors.remarks import remarks
from plans.selectors.wording import day_text, due_text, forecast_text, reported_mark
from reports.readmodels import (
    LateLine,
    ObjectiveRow,
    Overview,
    PartGroup,
    PlanDashboard,
    PlanLine,
    Tile,
    Total,
)

N_SHOWN = 6  # as many lines as a minute allows; the rest is one link away


def plan_dashboard(plan: Plan, *, as_at: date, query: str = "") -> PlanDashboard:
    """How the plan stood on the day. The number of queries does not depend on its size."""
    key = key_of(plan)
    groups = groups_by_objective(Standing.objects.of_plan(plan), as_at=as_at)
    counted = whole(key, groups)
    objectives = list(
        plan.objectives.select_related("part").only(
            *("plan", "number", "title", "due_on", "due_precision"),
            *(f"part__{name}" for name in ("code", "title", "as_at_on", "as_at_precision")),
        )
    )
    changes = latest_changes([plan], as_at=as_at, query=query)
    parts = tuple(_part_groups(plan, objectives, groups, key, query=query))
    return PlanDashboard(
        ref=plan.ref,
        title=plan.title,
        service=plan.service.name,
        sentence=state_sentence(counted),
        sub=basis_sentence(counted),
        bases=bases(counted, plan.ref, query=query),
        latest=_latest_line(plan.get_absolute_url(), changes, as_at=as_at),
        tiles=tiles(counted, plan.ref, query=query),
        late=late_lines(plan, as_at=as_at, query=query),
        n_late=counted.n_overdue,
        late_url=list_url(plan.ref, query=query, overdue="on", sort="due"),
        changes=changes,
        changes_url=list_url(plan.ref, query=query, sort="-updated"),
        groups=parts,
        patterns=patterns(row.bar for part in parts for row in part.rows),
        total=_total(plan, objectives, counted, query=query),
        key=key_rows(plan),
        remarks=remarks(plan, as_at=as_at),
        actions_url=list_url(plan.ref, query=query),
        objective_word=plan.objective_word,
        objectives_word=words.plural(plan.objective_word),
    )


def basis_sentence(counts: Tally) -> str:
    """How many of the complete are stated and how many inferred, and where work remains."""
    complete = [c for c in counts.counts if c.meaning is Meaning.COMPLETE]
    n, n_inferred = sum(c.n for c in complete), sum(c.inferred for c in complete)
    said = []
    if n_inferred:
        said.append(
            f"Of the {n:,} reported complete, {n - n_inferred:,} are stated in so many words and "
            f"{n_inferred:,} are inferred from other words."
        )
    if counts.n_work_remains:
        of_them = "them" if said else f"the {n:,} reported complete"
        said.append(
            f"For {counts.n_work_remains:,} of {of_them} the statement itself says that work remains."
        )
    return " ".join(said)


def bases(counts: Tally, plan_ref: str, *, query: str) -> tuple[Word, ...]:
    """Each rating with how it came to be, as links to its rows, where any rating is inferred."""
    if not any(c.inferred for c in counts.counts):
        return ()
    return tuple(
        Word(
            f"{n:,} {c.word.lower()}, {basis}",
            list_url(plan_ref, query=query, rating=c.word, basis=basis),
        )
        for c in counts.counts
        for n, basis in ((c.stated, Basis.STATED), (c.inferred, Basis.INFERRED))
        if n and c.meaning
    )


def tiles(counts: Tally, plan_ref: str, *, query: str) -> tuple[Tile, ...]:
    """The numbers under the sentence, each a link to its rows."""

    def url(**filters: str) -> str:
        return list_url(plan_ref, query=query, **filters)

    shown = [
        Tile(
            number=f"{c.n:,}",
            label=f"reported {c.word.lower()}",
            url=url(rating=c.word),
            note=f"{c.stated:,} stated, {c.inferred:,} inferred" if c.inferred else c.definition,
            tone=c.mark.tone,
            shape=c.mark.shape,
        )
        for c in counts.counts[:-1]
        if c.n or c.meaning is Meaning.COMPLETE
    ]
    longest = counts.longest_late
    shown += [
        Tile(
            f"{counts.n_overdue:,}",
            "past their date",
            url(overdue="on", sort="due"),
            f"longest {days_text(longest)}" if longest else "counted by the last day named",
            "red" if counts.n_overdue else "",
            "behind" if counts.n_overdue else "",
        ),
        Tile(
            f"{counts.n_work_remains:,}",
            "complete, yet work remains",
            url(remains="on"),
            "by their own words",
        ),
        Tile(
            f"{counts.n_outstanding:,}",
            "outstanding",
            url(outstanding="on"),
            "neither complete nor not pursued",
        ),
    ]
    if counts.n_unrated:
        shown.append(
            Tile(
                f"{counts.n_unrated:,}",
                "unrated",
                url(rating=UNRATED_MARK.word),
                "nothing reported",
                "grey",
                "unrated",
            )
        )
    return tuple(shown)


def late_lines(plan: Plan, *, as_at: date, query: str) -> tuple[LateLine, ...]:
    """The actions longest past their date, at most as many as are shown at once."""
    rows = (
        Standing.objects.of_plan(plan)
        .at(as_at)
        .overdue(as_at)
        .select_related("action", "lead", "due", "forecast_by")
        .only(
            "due_on",
            "action__ref",
            "action__title",
            "lead__name",
            *(f"due__{name}" for name in ("as_written", "due_on", "due_precision", "ongoing")),
            *(f"forecast_by__forecast_{name}" for name in ("as_written", "on", "precision")),
        )
        .order_by("due_on", "action__position")[:N_SHOWN]
    )
    return tuple(
        LateLine(
            ref=row.action.ref,
            title=row.action.title,
            url=with_query(row.action.get_absolute_url(), query),
            owner=row.lead.name if row.lead else "No owner",
            due_text=due_text(row.due),
            late_text=days_text(days_late(row.due_on, as_at=as_at)),
            forecast_text=_forecast(row, as_at=as_at),
        )
        for row in rows
    )


def _forecast(row: Standing, *, as_at: date) -> str:
    update = row.forecast_by
    if update is None:
        return "no forecast"
    passed = forecast_passed(None, update.forecast_on, as_at=as_at)  # all of these are outstanding
    return f"expected {forecast_text(update)}" + (", which has passed" if passed else "")


def latest_changes(plans: Iterable[Plan], *, as_at: date, query: str) -> tuple[Sentence, ...]:
    """What was said last, newest first."""
    said = Update.objects.filter(action__plan__in=plans, effective_on__lte=as_at)
    # found by their ids first: sorting whole rows of a long history would cost more than all the rest
    latest = said.order_by("-effective_on", "-pk").values("pk")[:N_SHOWN]
    updates = (
        Update.objects.filter(pk__in=latest)
        .select_related("action", "rating", "source", "recorded_by")
        .only(
            *("effective_on", "effective_precision", "basis", "comment", "remaining", "reason"),
            *("forecast_as_written", "forecast_on", "forecast_precision", "place", "action__ref"),
            *("rating__word", "rating__colour", "rating__meaning", "source__title"),
            *("recorded_by__job_title", "recorded_by__position"),
        )
        .order_by("-effective_on", "-pk")
    )
    return tuple(
        Sentence(
            day=u.effective_on,
            day_text=day_text(u, short=True),
            text=_change(u),
            mark=reported_mark(u.rating, u.basis) if u.rating_id else None,
            ref=u.action.ref,
            url=with_query(u.action.get_absolute_url(), query),
            source=f"{u.source.title}: {u.place}" if u.source else f"Recorded by {u.recorded_by}",
        )
        for u in updates
    )


def _change(update: Update) -> str:
    said = update.comment or update.remaining or update.reason
    if said:
        return said
    return f"Expected {forecast_text(update)}." if update.forecast_as_written else "No words given."


def latest_texts(plans: Iterable[Plan], *, as_at: date) -> dict[int, str]:
    """The day of the latest statement on each plan, no more exact than it is known, by the plan's id."""
    said = Update.objects.filter(action__plan=OuterRef("pk"), effective_on__lte=as_at)
    latest = said.order_by("-effective_on", "-pk")
    rows = (
        Plan.objects.filter(pk__in=[p.pk for p in plans])
        .order_by()
        .annotate(
            latest_on=Subquery(latest.values("effective_on")[:1]),
            latest_precision=Subquery(latest.values("effective_precision")[:1]),
        )
        .values_list("pk", "latest_on", "latest_precision")
    )
    return {pk: date_text(on, precision, short=True) for pk, on, precision in rows}


def _latest_line(url: str, changes: tuple[Sentence, ...], *, as_at: date) -> LinkLine | None:
    """Where the last statement is older than the day shown, the way to the day on which it was made."""
    if not changes or changes[0].day >= as_at:
        return None
    latest = changes[0].day
    ago = days_text((as_at - latest).days)
    return LinkLine(
        f"The latest statement on record is of {changes[0].day_text}, {ago} earlier.",
        f"{url}?as_at={latest.isoformat()}",
        f"Show how it stood on {long_date(latest)}",
    )


def _part_groups(
    plan: Plan,
    objectives: list[Objective],
    groups: dict[int, list[Group]],
    key: list[Rating],
    *,
    query: str,
):
    parts: dict[int | None, list[Objective]] = {}
    for o in objectives:
        parts.setdefault(o.part_id, []).append(o)
    for own in parts.values():
        part = own[0].part
        rows = tuple(
            _objective_row(plan, o, tally(key, groups.get(o.pk, ())), query=query) for o in own
        )
        note = words.count_of(sum(row.n for row in rows), "action")
        if part and part.as_at_on:
            note += f", as at {date_text(part.as_at_on, part.as_at_precision)}"
        yield PartGroup(
            title=str(part) if part else "",
            url=list_url(plan.ref, query=query, part=part.code) if part else "",
            note=note,
            rows=rows,
        )


def _objective_row(plan: Plan, objective: Objective, counts: Tally, *, query: str) -> ObjectiveRow:
    number = objective.number
    due = date_text(objective.due_on, objective.due_precision)
    return ObjectiveRow(
        number=number,
        title=f"{number}. {objective.title}",
        url=list_url(plan.ref, query=query, objective=number),
        note=f"by {due} · {words.count_of(counts.n, 'action')}"
        if due
        else words.count_of(counts.n, "action"),
        n=counts.n,
        bar=bar(counts, plan_ref=plan.ref, query=query, objective=number),
        n_overdue=counts.n_overdue,
        overdue_url=list_url(plan.ref, query=query, objective=number, overdue="on"),
        longest_text=words.longest_late(counts.n_overdue, counts.longest_late),
        n_work_remains=counts.n_work_remains,
        remains_url=list_url(plan.ref, query=query, objective=number, remains="on"),
    )


def _total(plan: Plan, objectives: list[Objective], whole: Tally, *, query: str) -> Total:
    label = words.count_of(len(objectives), plan.objective_word)
    return Total(
        label=f"All {label}, {words.count_of(whole.n, 'action')}",
        words=bar(whole, plan_ref=plan.ref, query=query).words,
        url=list_url(plan.ref, query=query),
        n_overdue=whole.n_overdue,
        overdue_url=list_url(plan.ref, query=query, overdue="on"),
        n_work_remains=whole.n_work_remains,
        remains_url=list_url(plan.ref, query=query, remains="on"),
    )


def plan_lines(
    plans: list[Plan], *, as_at: date, query: str = ""
) -> tuple[tuple[PlanLine, Tally], ...]:
    """Each plan with how it stands, in the order given; a fixed number of queries."""
    plans = [p for p in plans if p.begins_on <= as_at]
    latest = latest_texts(plans, as_at=as_at)
    of_plan = dict(Objective.objects.filter(plan__in=plans).values_list("pk", "plan_id"))
    groups: dict[int, list] = {}
    for objective, counted in groups_by_objective(
        Standing.objects.filter(objective__plan__in=plans), as_at=as_at
    ).items():
        groups.setdefault(of_plan[objective], []).extend(counted)
    found = []
    for p in plans:
        counts = tally(key_in_order(p.ratings.all()), groups.get(p.pk, ()))
        line = PlanLine(
            title=p.title,
            url=with_query(p.get_absolute_url(), query),
            latest_text=latest.get(p.pk) or "nothing reported",
            n_actions=counts.n,
            sentence=state_sentence(counts),
        )
        found.append((line, counts))
    return tuple(found)


def service_plans(service: Service | None) -> list[Plan]:
    """The plans of a service with their keys, latest first."""
    return list(Plan.objects.of_service(service).prefetch_related("ratings")) if service else []


def overview(user: User, service: Service | None, *, as_at: date, query: str = "") -> Overview:
    """The first page: the latest plan in a sentence, its numbers, what changed, what waits."""
    plans = service_plans(service)
    lines = plan_lines(plans, as_at=as_at, query=query)
    current = next((p for p in plans if p.begins_on <= as_at), None)
    if current is None:
        return _empty_overview(user, service, plans)
    line, counts = lines[0]
    changes = latest_changes([current], as_at=as_at, query=query)
    return Overview(
        service=service.name,
        headline=line.sentence,
        plan_title=current.title,
        plan_url=line.url,
        latest=_latest_line(reverse("reports:overview"), changes, as_at=as_at),
        tiles=tiles(counts, current.ref, query=query),
        changes=changes,
        waiting=waiting(user, current, counts, as_at=as_at, query=query),
        plans=tuple(line for line, _ in lines),
    )


def _empty_overview(user: User, service: Service | None, plans: list[Plan]) -> Overview:
    said = "No plan had begun by this day." if plans else "No plan has been loaded yet."
    return Overview(
        service=service.name if service else "",
        headline=said,
        plan_title="",
        plan_url="",
        latest=None,
        tiles=(),
        changes=(),
        waiting=_waiting_administrator() if user.position == Position.ADMINISTRATOR else (),
        plans=(),
    )


def waiting(
    user: User, plan: Plan, counts: Tally, *, as_at: date, query: str
) -> tuple[LinkLine, ...]:
    """What the person signed in is wanted for, by what they do here."""
    if user.position == Position.ADMINISTRATOR:
        return _waiting_administrator()
    if user.position in MANAGERS:
        return (
            LinkLine(
                f"{words.count_of(counts.n_outstanding, 'action')} to keep up to date",
                list_url(plan.ref, query=query, outstanding="on"),
                f"{counts.n_overdue:,} of them past their date",
            ),
        )
    if user.position == Position.OWNER:
        return _waiting_owner(user, plan, as_at=as_at, query=query)
    paper = with_query(
        reverse("reports:plan-pack", args=[plan.ref]), f"format=pdf&{query}".rstrip("&")
    )
    return (
        LinkLine("Read the plan monitoring paper", paper, "PDF, as at the day shown"),
        LinkLine("All papers", reverse("reports:packs"), "PDF and workbook"),
    )


def _waiting_administrator() -> tuple[LinkLine, ...]:
    return (
        LinkLine("Accounts", reverse("plans:user-list"), "who can sign in, and what they may do"),
        LinkLine("Roles", reverse("plans:role-list"), "who owns actions, and under which names"),
    )


def _waiting_owner(user: User, plan: Plan, *, as_at: date, query: str) -> tuple[LinkLine, ...]:
    """The person's roles with their actions; today decides which roles they hold."""
    roles = [h.role for h in user.holdings.select_related("role").filter(until_on__isnull=True)]
    lines = []
    for role in roles:
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
