"""The first page: how the latest plan of a service stands, what changed, what waits."""

from dataclasses import dataclass, replace
from datetime import date

from indicators.addresses import query_of
from indicators.selectors.indicator_list import address, indicator_rows
from plans.models import Plan, Service, User
from plans.readmodels import LinkLine
from plans.rules.access import Position
from plans.rules.questions.facts import Severity
from plans.selectors.changes import changes_brief, last_boundary
from plans.selectors.kept import kept
from plans.selectors.questions import plan_questions
from reports.readmodels import Overview
from reports.selectors.numbers import tiles
from reports.selectors.plan_lines import plan_lines, service_plans
from reports.selectors.said_last import latest_line
from reports.selectors.waiting import Wanted, administrators_pages, waiting, wanted

# By the references that all services share; one that has none of them shows its own first few.
NATIONAL_THREE = ("fte-rate", "reoffending-binary", "custody-rate")
N_WITHOUT_THEM = 3
N_EXCEPTIONS = 5


@dataclass(frozen=True)
class Current:
    """What the page says to everybody: `plan` is the latest, None where none has begun."""

    page: Overview
    plan: Plan | None = None
    wanted: Wanted | None = None


def overview(
    user: User,
    service: Service | None,
    services: list[Service],
    *,
    as_at: date,
    known_on: date | None = None,
    query: str = "",
) -> Overview:
    """How the service's latest plan stands, its numbers, what changed, and what waits for the person."""
    current = kept(
        "overview",
        (service.ref if service else None, as_at, known_on, query),
        lambda: _current(service, as_at=as_at, known_on=known_on, query=query),
    )
    own = _own(user, current, as_at=as_at, query=query)
    return replace(current.page, waiting=own, others=_others(service, services, query))


def _own(user: User, current: Current, *, as_at: date, query: str) -> tuple[LinkLine, ...]:
    if current.plan is not None:
        return waiting(user, current.plan, current.wanted, as_at=as_at, query=query)
    return administrators_pages() if user.position == Position.ADMINISTRATOR else ()


def _others(service: Service | None, services: list[Service], query: str) -> tuple[LinkLine, ...]:
    """The way to the other services that are kept here."""
    keep = f"&{query}" if query else ""
    return tuple(
        LinkLine(other.name, f"/?service={other.ref}{keep}")
        for other in services
        if service and other.pk != service.pk
    )


def _current(service: Service | None, *, as_at: date, known_on: date | None, query: str) -> Current:
    plans = service_plans(service)
    begun = next((p for p in plans if p.begins_on <= as_at), None)
    measured = _measured(service, as_at=as_at, known_on=known_on, query=query)
    if begun is None:
        said = "No plan had begun by this day." if plans else "No plan has been loaded yet."
        return Current(Overview(service.name if service else "", said, **measured))
    lines = plan_lines(plans, as_at=as_at, known_on=known_on, query=query)
    line, counts = lines[0]
    questions = plan_questions(begun, as_at=as_at, known_on=known_on)
    page = Overview(
        service=service.name,
        headline=line.sentence,
        plan_title=begun.title,
        plan_url=line.url,
        latest=latest_line(begun, f"/?service={service.ref}", as_at=as_at, known_on=known_on),
        tiles=tiles(counts, begun, questions, query=query),
        changes=changes_brief(
            begun,
            since=last_boundary(begun, as_at=as_at),
            until=as_at,
            known_on=known_on,
            query=query,
        ),
        plans=tuple(line for line, _ in lines),
        **measured,
    )
    n_high = sum(1 for q in questions if q.severity == Severity.HIGH)
    return Current(
        page, begun, wanted(begun, counts, len(questions), n_high, as_at=as_at, known_on=known_on)
    )


def _measured(
    service: Service | None, *, as_at: date, known_on: date | None, query: str
) -> dict[str, object]:
    """The national three, where they have a figure, then what else a board should look at."""
    if service is None:
        return {}
    rows = indicator_rows(service, as_at=as_at, known_on=known_on, query=query)
    read = [row for row in rows if row.period_text]
    three = [row for row in read if row.ref in NATIONAL_THREE] or read[:N_WITHOUT_THEM]
    rest = [row for row in read if row.is_exception and row not in three]
    return {
        "indicators": tuple(three),
        "exceptions": tuple(rest[:N_EXCEPTIONS]),
        "indicators_url": address(query_of(service), query=query) if rows else "",
    }
