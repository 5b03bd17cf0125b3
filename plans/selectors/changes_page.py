"""The page of what changed: since when it can be asked, and what it can be narrowed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from plans.addresses import with_query
from plans.models import Meeting, Plan
from plans.readmodels import LinkLine
from plans.readmodels_time import Boundary, ChangeGroup, ChangeLine, ChangesPage, Choice
from plans.rules.changes import Kind, said_of
from plans.rules.dates import long_date
from plans.rules.words import count_of
from plans.selectors.changes import plan_changes, sentence, since_pair
from plans.selectors.kept import kept
from plans.selectors.meetings import boundary_of, short_words_of

PER_PAGE = 60


@dataclass(frozen=True)
class Asked:
    """What a page of changes is narrowed to; empty: to nothing. `owner` is a role's id as text."""

    kinds: tuple[Kind, ...] = ()
    objective: str = ""
    owner: str = ""
    page: int = 1

    @property
    def pairs(self) -> list[tuple[str, str]]:
        given = [("kind", kind.value) for kind in self.kinds]
        return given + [
            (name, value)
            for name, value in (("objective", self.objective), ("owner", self.owner))
            if value
        ]

    def takes(self, line: ChangeLine) -> bool:
        return (
            (not self.kinds or line.kind in self.kinds)
            and (not self.objective or line.objective == self.objective)
            and (not self.owner or str(line.owner_id) == self.owner)
        )


def changes_page(
    plan: Plan,
    boundary: Boundary,
    meetings: Iterable[Meeting],
    asked: Asked,
    *,
    as_at: date,
    known_on: date | None = None,
    query: str = "",
) -> ChangesPage:
    """What changed of the plan from the boundary to the end of the day, a page at a time.

    `meetings` are those of its board that can be chosen as the boundary, oldest first. What was
    gathered for the same is kept until anything is written.
    """
    return kept(
        "changes",
        (plan.ref, boundary, asked, as_at, known_on, query),
        lambda: _gathered(
            plan, boundary, meetings, asked, as_at=as_at, known_on=known_on, query=query
        ),
    )


def _gathered(
    plan: Plan,
    boundary: Boundary,
    meetings: Iterable[Meeting],
    asked: Asked,
    *,
    as_at: date,
    known_on: date | None,
    query: str,
) -> ChangesPage:
    lines = plan_changes(plan, since=boundary.on, until=as_at, known_on=known_on, query=query)
    taken = [line for line in lines if asked.takes(line)]
    start = (asked.page - 1) * PER_PAGE
    shown = taken[start : start + PER_PAGE]
    address = with_query(
        with_query(reverse("plans:changes", args=[plan.ref]), urlencode(since_pair(boundary))),
        query,
    )
    return ChangesPage(
        plan_ref=plan.ref,
        plan_title=plan.title,
        sentence=sentence(boundary, lines),
        note=boundary.note,
        groups=tuple(_groups(shown, taken)),
        n_shown=len(shown),
        n=len(lines),
        shown_text=_shown_text(len(taken), len(lines), start, len(shown)),
        meetings=_meetings(meetings, boundary),
        since_value="" if boundary.meeting_ref else f"{boundary.on:%d/%m/%Y}",
        kinds=_kinds(lines, asked),
        objectives=_objectives(lines, asked),
        owners=_owners(lines, asked),
        is_filtered=bool(asked.pairs),
        all_url=address,
        pages=_pages(address, asked, len(taken)),
    )


def _groups(shown: list[ChangeLine], taken: list[ChangeLine]):
    n_of = {kind: sum(line.kind is kind for line in taken) for kind in Kind}
    for kind, own in groupby(shown, key=lambda line: line.kind):
        yield ChangeGroup(
            id=kind.value,
            label=kind.label,
            n_text=count_of(n_of[kind], "change"),
            lines=tuple(_one(line) for line in own),
        )


def _one(line: ChangeLine) -> ChangeLine:
    return ChangeLine(**line.__dict__ | {"text": said_of(line.text, 1)})


def _shown_text(n_taken: int, n: int, start: int, n_shown: int) -> str:
    if not n_taken:
        return f"None of the {count_of(n, 'change')} matches." if n else ""
    text = count_of(n_taken, "change") + (f" of {n:,}" if n_taken < n else "")
    return f"{start + 1:,} to {start + n_shown:,} of {text}" if n_shown < n_taken else text


def _meetings(meetings: Iterable[Meeting], boundary: Boundary) -> tuple[Choice, ...]:
    return tuple(
        Choice(m.ref, _meeting_label(m), m.ref == boundary.meeting_ref)
        for m in reversed(list(meetings))
    )


def _meeting_label(meeting: Meeting) -> str:
    if meeting.precision == "day":
        return short_words_of(meeting)
    return f"{short_words_of(meeting)}, counted from {long_date(boundary_of(meeting))}"


def _kinds(lines: Iterable[ChangeLine], asked: Asked) -> tuple[Choice, ...]:
    there = {line.kind for line in lines} | set(asked.kinds)
    return tuple(Choice(k.value, k.label, k in asked.kinds) for k in Kind if k in there)


def _objectives(lines: Iterable[ChangeLine], asked: Asked) -> tuple[Choice, ...]:
    there = dict.fromkeys(sorted((line.objective for line in lines), key=_in_order))
    return tuple(Choice(o, o, o == asked.objective) for o in there)


def _in_order(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 0, number)


def _owners(lines: Iterable[ChangeLine], asked: Asked) -> tuple[Choice, ...]:
    there = {line.owner: str(line.owner_id) for line in lines if line.owner_id}
    return tuple(Choice(there[name], name, there[name] == asked.owner) for name in sorted(there))


def _pages(address: str, asked: Asked, n: int) -> tuple[LinkLine, ...]:
    """The ways to the page before and the page after, where there are any."""

    def url(page: int) -> str:
        return with_query(address, urlencode([*asked.pairs, ("page", str(page))]))

    found = []
    if asked.page > 1:
        found.append(LinkLine("Previous page", url(asked.page - 1)))
    if asked.page * PER_PAGE < n:
        found.append(LinkLine("Next page", url(asked.page + 1)))
    return tuple(found)
