"""What the actions of a plan can be filtered by on a day, with how many actions each choice finds."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q
from django.utils.text import slugify

from plans.models import AssignmentRole, Plan, Rating, Standing
from plans.querysets import differs, waits
from plans.readmodels_record import Choice, ListChoices
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import UNRATED_MARK, Basis, Meaning, is_outstanding
from plans.rules.readings import overdue_rule
from plans.selectors.counts import BOARD_WORDS, key_of

UNRATED_WORD = UNRATED_MARK.word
_BOARD = {STALE: "Endorsed, then changed"}
_SAID = {
    STALE: "endorsed and changed since",
    BoardDecision.ENDORSED: "endorsed by the board",
    BoardDecision.CHALLENGED: "challenged by the board",
    BoardDecision.DEFERRED: "deferred by the board",
}


def list_choices(plan: Plan, *, as_at: date, known_on: date | None = None) -> ListChoices:
    """The choices in the plan's order, owners by name; two queries whatever the number of actions."""
    rows = Standing.objects.of_plan(plan).at(as_at, known_on)
    key = key_of(plan)
    by_objective: dict[tuple[str, str], int] = {}
    by_part: dict[tuple[str, str], int] = {}
    by_rating: Counter[int | None] = Counter()
    by_basis: Counter[str] = Counter()
    by_board: Counter[str] = Counter()
    n_overdue = n_work_remains = n_awaits = n_differ = 0
    for group in _groups(rows, plan, as_at):
        number, title, part, part_title, rating, basis, board, n, late, remains, *more = group
        by_board[board] += n
        n_awaits, n_differ = n_awaits + more[0], n_differ + more[1]
        by_objective[number, title] = by_objective.get((number, title), 0) + n
        if part:
            by_part[part, part_title] = by_part.get((part, part_title), 0) + n
        by_rating[rating] += n
        by_basis[basis] += n
        n_overdue += late
        n_work_remains += remains
    meanings = {r.pk: Meaning(r.meaning) for r in key} | {None: None}
    return ListChoices(
        n=sum(by_rating.values()),
        objective_word=plan.objective_word,
        ratings=_ratings(key, by_rating),
        bases=(
            Choice(Basis.STATED, "Stated in so many words", by_basis[Basis.STATED]),
            Choice(Basis.INFERRED, "Inferred", by_basis[Basis.INFERRED]),
        ),
        parts=tuple(
            Choice(code, f"{code}. {title}", n, f"Part {code}")
            for (code, title), n in by_part.items()
        ),
        objectives=tuple(
            Choice(number, f"{number}. {title}", n) for (number, title), n in by_objective.items()
        ),
        owners=_owners(rows),
        n_overdue=n_overdue,
        n_outstanding=sum(n for pk, n in by_rating.items() if is_outstanding(meanings[pk])),
        n_work_remains=n_work_remains,
        n_awaits=n_awaits,
        n_differ=n_differ,
        board=tuple(_board(word, by_board[word]) for word in (*BOARD_WORDS, "")),
        overdue_rule=overdue_rule(plan.overdue_is_behind),
        behind_word=next((r.word for r in key if r.meaning == Meaning.BEHIND), ""),
    )


def _groups(rows, plan: Plan, as_at: date) -> Iterable[tuple]:
    """Counts by objective, rating, basis and board reading, in the order of the plan."""
    return (
        rows.order_by("action__objective__position")
        .values_list(
            "action__objective__number",
            "action__objective__title",
            "action__objective__part__code",
            "action__objective__part__title",
            "rating_id",
            "basis",
            "endorsed",
        )
        .annotate(
            n=Count("pk"),
            n_overdue=Count("pk", filter=Q(pk__in=rows.overdue(as_at).values("pk"))),
            n_remains=Count("pk", filter=Q(pk__in=rows.work_remains().values("pk"))),
            n_awaits=Count("pk", filter=waits()),
            n_differ=Count("pk", filter=differs(as_at, overdue_is_behind=plan.overdue_is_behind)),
        )
    )


def _ratings(key: list[Rating], counted: Counter[int | None]) -> tuple[Choice, ...]:
    rated = [Choice(r.word, r.word, counted[r.pk], r.word.lower()) for r in key]
    return (*rated, Choice(UNRATED_WORD, UNRATED_WORD, counted[None], "unrated"))


def _board(word: str, n: int) -> Choice:
    if not word:
        return Choice("none", "No decision", n, "not decided on by the board")
    return Choice(word, _BOARD.get(word, word.capitalize()), n, _SAID[word])


def _owners(rows) -> tuple[Choice, ...]:
    """The roles that lead or support an action. A role is written as its name in small letters
    ("yot-manager"), or as its id; where two names would read alike, as its id alone.
    """
    counted = list(
        AssignmentRole.objects.filter(assignment__in=rows.values("assignment"))
        .order_by("role__name", "role_id")
        .values_list("role_id", "role__name")
        .annotate(n=Count("pk"))
    )
    slugs = Counter(slugify(name) for _, name, _ in counted)
    return tuple(
        Choice(str(pk), name, n, name, id=pk)
        if slugs[slug := slugify(name)] > 1 or not slug
        else Choice(slug, name, n, name, (str(pk),), pk)
        for pk, name, n in counted
    )
