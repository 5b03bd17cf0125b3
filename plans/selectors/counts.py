"""How many actions stand how: counts by rating, the key, and the bars made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse

from plans.models import Plan, Rating, Standing
from plans.readmodels import ActionLine, Bar, KeyRow, RatingCount, Segment, Tally, Word
from plans.rules.meanings import MEANING_ORDER, UNRATED_MARK, Basis, Meaning, days_late
from plans.rules.words import plan_sentence
from plans.selectors.wording import reported_mark


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
    """How many actions share a rating and a basis, and how they are doing."""

    rating: int | None
    basis: str
    n: int
    n_overdue: int
    longest_late: int | None
    n_work_remains: int


def tally(key: list[Rating], groups: Iterable[Group]) -> Tally:
    """Counts by rating and basis over some groups; ratings that nobody used are there with zero."""
    groups = list(groups)

    def count(pk: int | None, basis: str) -> int:
        return sum(g.n for g in groups if g.rating == pk and g.basis == basis)

    counts = [
        RatingCount(
            word=r.word,
            meaning=Meaning(r.meaning),
            mark=reported_mark(r, Basis.STATED),
            definition=r.definition,
            stated=count(r.pk, Basis.STATED),
            inferred=count(r.pk, Basis.INFERRED),
        )
        for r in key
    ]
    counts.append(RatingCount("Unrated", None, UNRATED_MARK, "", count(None, ""), 0))
    late = [g.longest_late for g in groups if g.longest_late is not None]
    return Tally(
        counts=tuple(counts),
        n=sum(g.n for g in groups),
        n_overdue=sum(g.n_overdue for g in groups),
        longest_late=max(late, default=None),
        n_work_remains=sum(g.n_work_remains for g in groups),
    )


def tally_lines(key: list[Rating], lines: Iterable[ActionLine]) -> Tally:
    """The same counts over lines already read."""
    by_word = {r.word: r.pk for r in key}
    return tally(
        key,
        (
            Group(
                rating=by_word.get(line.reported),
                basis=line.basis or "",
                n=1,
                n_overdue=int(line.is_overdue),
                longest_late=line.days_late,
                n_work_remains=int(line.work_remains),
            )
            for line in lines
        ),
    )


def groups_by_objective(rows, *, as_at: date) -> dict[int, list[Group]]:
    """Counted groups of each objective; `rows` are standings of any plans."""
    rows = rows.at(as_at)
    late = Q(due_on__lt=as_at) & (
        Q(rating__isnull=True) | ~Q(rating__meaning__in=["complete", "not pursued"])
    )
    found: dict[int, list[Group]] = {}
    for objective, rating, basis, n, n_overdue, oldest, n_remains in (
        rows.order_by()
        .values_list("action__objective_id", "rating_id", "basis")
        .annotate(
            n=Count("pk"),
            n_overdue=Count("pk", filter=late),
            oldest=Min("due_on", filter=late),
            n_remains=Count("pk", filter=Q(rating__meaning="complete", remains_by__isnull=False)),
        )
    ):
        longest = days_late(oldest, as_at=as_at) if oldest else None
        found.setdefault(objective, []).append(
            Group(rating, basis, n, n_overdue, longest, n_remains)
        )
    return found


def tallies(plan: Plan, *, as_at: date) -> dict[int, Tally]:
    """The tally of each objective by its id, counted in the database: one query for any size."""
    key = key_of(plan)
    groups = groups_by_objective(Standing.objects.filter(action__plan=plan), as_at=as_at)
    return {objective: tally(key, counted) for objective, counted in groups.items()}


def merged(key: list[Rating], tallied: Iterable[Tally]) -> Tally:
    """One tally over several, such as those of a part's objectives."""
    tallied = list(tallied)
    late = [t.longest_late for t in tallied if t.longest_late is not None]
    counts = []
    for n, rating in enumerate([*key, None]):
        same = [t.counts[n] for t in tallied]
        counts.append(
            RatingCount(
                word=rating.word if rating else "Unrated",
                meaning=Meaning(rating.meaning) if rating else None,
                mark=reported_mark(rating, Basis.STATED),
                definition=rating.definition if rating else "",
                stated=sum(c.stated for c in same),
                inferred=sum(c.inferred for c in same),
            )
        )
    return Tally(
        counts=tuple(counts),
        n=sum(t.n for t in tallied),
        n_overdue=sum(t.n_overdue for t in tallied),
        longest_late=max(late, default=None),
        n_work_remains=sum(t.n_work_remains for t in tallied),
    )


def list_url(plan_ref: str, *, query: str = "", **filters: str) -> str:
    """The address of the action list with a filter; `query` is the page's own as-at part."""
    parts = [urlencode(filters), query]
    return (
        f"{reverse('plans:action-list', args=[plan_ref])}?{'&'.join(p for p in parts if p)}".rstrip(
            "?"
        )
    )


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
