"""How many actions stand how: counts by rating, the key, and the bars made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import get_script_prefix, reverse

from plans.models import Plan, Rating
from plans.querysets import StandingQuerySet, is_past
from plans.readmodels import ActionLine, Bar, KeyRow, RatingCount, Segment, Tally, Word
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import (
    MEANING_ORDER,
    UNRATED_MARK,
    Basis,
    Meaning,
    calculated,
    days_late,
    is_outstanding,
)
from plans.rules.readings import DISPUTED, dates_differ
from plans.rules.words import plan_sentence
from plans.selectors.wording import reported_mark

# the board's readings in the order in which they are counted
BOARD_WORDS = (BoardDecision.ENDORSED.value, STALE, *(d.value for d in list(BoardDecision)[1:]))


def key_in_order(ratings: Iterable[Rating]) -> list[Rating]:
    """A key in the order in which counts are printed: settled first, then the worst last."""
    order = {meaning: n for n, meaning in enumerate(MEANING_ORDER)}
    return sorted(ratings, key=lambda r: (order[Meaning(r.meaning)], -r.severity))


def key_of(plan: Plan) -> list[Rating]:
    """The plan's key in the order in which counts are printed."""
    return key_in_order(plan.ratings.all())


def key_rows(plan: Plan) -> tuple[KeyRow, ...]:
    """The plan's key as published, with what each rating means."""
    return tuple(
        KeyRow(reported_mark(r, Basis.STATED), r.definition, f"means {r.meaning}")
        for r in key_of(plan)
    )


@dataclass(frozen=True)
class Group:
    """Some actions of one rating, basis and board reading: how many have a date that has passed, the
    days since the earliest (None: none has), of how many something is said to remain, and how many
    wait for the board. What of that counts as overdue depends on what the rating means.
    """

    rating: int | None
    basis: str
    n: int
    n_past: int
    longest_past: int | None
    n_remaining: int
    endorsed: str = ""
    n_awaits: int = 0

    def n_differing(self, meaning: Meaning | None, *, overdue_is_behind: bool) -> int:
        """Of how many the readings differ: of all, where the board disputes what is reported."""
        if self.endorsed in DISPUTED:
            return self.n
        implied = (
            calculated(meaning, date.min, as_at=date.max, overdue_is_behind=overdue_is_behind),
            calculated(meaning, date.max, as_at=date.min, overdue_is_behind=overdue_is_behind),
        )
        past, ahead = (dates_differ(meaning, reading) for reading in implied)
        return self.n_past * past + (self.n - self.n_past) * ahead


def tally(key: list[Rating], groups: Iterable[Group], *, overdue_is_behind: bool = True) -> Tally:
    """Counts by rating and basis over some groups; ratings that nobody used are there with zero."""
    groups = list(groups)
    meanings = {r.pk: Meaning(r.meaning) for r in key}
    outstanding = [g for g in groups if is_outstanding(meanings.get(g.rating))]
    complete = [g for g in groups if meanings.get(g.rating) is Meaning.COMPLETE]
    n: dict[tuple[int | None, str], int] = {}
    for g in groups:
        n[g.rating, g.basis] = n.get((g.rating, g.basis), 0) + g.n
    counts = [
        RatingCount(
            word=r.word,
            meaning=meanings[r.pk],
            mark=reported_mark(r, Basis.STATED),
            definition=r.definition,
            stated=n.get((r.pk, Basis.STATED), 0),
            inferred=n.get((r.pk, Basis.INFERRED), 0),
        )
        for r in key
    ]
    counts.append(RatingCount(UNRATED_MARK.word, None, UNRATED_MARK, "", n.get((None, ""), 0), 0))
    return Tally(
        counts=tuple(counts),
        n=sum(n.values()),
        n_overdue=sum(g.n_past for g in outstanding),
        longest_late=max((g.longest_past for g in outstanding if g.longest_past), default=None),
        n_work_remains=sum(g.n_remaining for g in complete),
        by_board=tuple(
            (word, n)
            for word in BOARD_WORDS
            if (n := sum(g.n for g in groups if g.endorsed == word))
        ),
        n_awaits=sum(g.n_awaits for g in groups),
        n_differ=sum(
            g.n_differing(meanings.get(g.rating), overdue_is_behind=overdue_is_behind)
            for g in groups
        ),
    )


def tally_lines(
    key: list[Rating], lines: Iterable[ActionLine], *, overdue_is_behind: bool = True
) -> Tally:
    """The same counts over lines already read."""
    by_word = {r.word: r.pk for r in key}
    return tally(
        key,
        (
            Group(
                rating=by_word.get(line.reported),
                basis=line.basis or "",
                n=1,
                n_past=int(line.is_overdue),
                longest_past=line.days_late,
                n_remaining=int(line.work_remains),
                endorsed=line.endorsed or "",
                n_awaits=int(line.awaits),
            )
            for line in lines
        ),
        overdue_is_behind=overdue_is_behind,
    )


def groups_by_objective(
    rows: StandingQuerySet, *, as_at: date, known_on: date | None = None
) -> dict[int, list[Group]]:
    """Counted groups of each objective, in one query; `rows` are standings of any plans."""
    past = is_past(as_at)
    counted = (
        rows.at(as_at, known_on)
        .order_by()
        .values_list("objective_id", "rating_id", "basis", "endorsed")
        .annotate(
            n=Count("pk"),
            n_past=Count("pk", filter=past),
            oldest=Min("due_on", filter=past),
            n_remaining=Count("pk", filter=Q(remains_said=True)),
            n_awaits=Count("pk", filter=Q(awaits=True)),
        )
    )
    found: dict[int, list[Group]] = {}
    for objective, rating, basis, endorsed, n, n_past, oldest, n_remaining, n_awaits in counted:
        longest = days_late(oldest, as_at=as_at) if oldest else None
        found.setdefault(objective, []).append(
            Group(rating, basis, n, n_past, longest, n_remaining, endorsed, n_awaits)
        )
    return found


def whole(
    key: list[Rating], groups: Mapping[int, Iterable[Group]], *, overdue_is_behind: bool = True
) -> Tally:
    """One tally over the groups of several objectives."""
    every = (g for own in groups.values() for g in own)
    return tally(key, every, overdue_is_behind=overdue_is_behind)


def list_url(plan_ref: str, *, query: str = "", **filters: str) -> str:
    """The address of the action list with a filter; `query` is the page's own as-at part."""
    asked = "&".join(part for part in (urlencode(filters), query) if part)
    address = _list_address(plan_ref, get_script_prefix())
    return f"{address}?{asked}" if asked else address


@lru_cache(maxsize=256)
def _list_address(plan_ref: str, prefix: str) -> str:
    """Looked up once: a dashboard has fifty of these links, and each look-up costs as much as a row."""
    return reverse("plans:action-list", args=[plan_ref])


def bar(counts: Tally, *, plan_ref: str, query: str = "", **filters: str) -> Bar:
    """The tally as a stacked bar, stated before inferred, with the words that say the same."""
    pieces = []
    links = []
    for c in counts.counts:
        for n, form in ((c.stated, ""), (c.inferred, "inferred")):
            if n:
                pieces.append((n, c.mark, form))
        if c.n:
            links.append(
                Word(_count_words(c), list_url(plan_ref, query=query, rating=c.word, **filters))
            )
    segments, x = [], 0.0
    for n, m, form in pieces:
        width = 100 * n / counts.n
        segments.append(Segment(f"{x:.2f}", f"{width:.2f}", m.tone, m.shape, form))
        x += width
    return Bar(tuple(segments), tuple(links))


def patterns(bars: Iterable[Bar]) -> tuple[Segment, ...]:
    """One segment of each shape and tone that the bars draw with a pattern."""
    drawn = {(s.shape, s.tone): s for b in bars for s in b.segments}
    return tuple(s for s in drawn.values() if s.shape not in ("complete", "unrated"))


def _count_words(c: RatingCount) -> str:
    """ "14 green (1 stated)", "8 green (inferred)", "3 amber"."""
    text = f"{c.n:,} {c.word.lower()}"
    if not c.inferred:
        return text
    return f"{text} (inferred)" if not c.stated else f"{text} ({c.stated:,} stated)"


def state_sentence(counts: Tally) -> str:
    """How a plan stands, from its tally."""
    behind = [c for c in counts.counts if c.meaning is Meaning.BEHIND]
    return plan_sentence(
        n=counts.n,
        n_complete=counts.n_meaning(Meaning.COMPLETE),
        n_not_pursued=counts.n_meaning(Meaning.NOT_PURSUED),
        n_unrated=counts.n_unrated,
        n_overdue=counts.n_overdue,
        behind_word=behind[0].word if behind else None,
        n_behind=sum(c.n for c in behind),
    )
