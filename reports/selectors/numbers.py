"""The sentences and numbers with which a plan opens, each number a link to its rows."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from plans.addresses import with_query
from plans.models import Plan
from plans.readmodels import Tally, Word
from plans.readmodels_questions import QuestionLine
from plans.rules.dates import days_text
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import UNRATED_MARK, Basis, Meaning
from plans.rules.questions.facts import Severity
from plans.selectors.counts import list_url
from reports.readmodels import Tile


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


def tiles(
    counts: Tally, plan: Plan, questions: Sequence[QuestionLine], *, query: str
) -> tuple[Tile, ...]:
    """The numbers under the sentence, each a link to its rows."""

    def url(**filters: str) -> str:
        return list_url(plan.ref, query=query, **filters)

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
    longest = f"longest {days_text(counts.longest_late)}; " if counts.longest_late else ""
    shown += [
        Tile(
            f"{counts.n_overdue:,}",
            "past their date",
            url(overdue="on", sort="due"),
            f"{longest}{_PRECEDENCE[plan.overdue_is_behind]}",
            "red" if counts.n_overdue else "",
            "behind" if counts.n_overdue else "",
        ),
        Tile(
            f"{counts.n_outstanding:,}",
            "outstanding",
            url(outstanding="on"),
            "neither “complete” nor “not pursued”",
        ),
        Tile(
            f"{counts.n_work_remains:,}",
            "complete, yet work remains",
            url(remains="on"),
            "by their own words",
        ),
        _endorsed_tile(counts, url),
        Tile(
            f"{counts.n_differ:,}",
            "read differently",
            url(differ="on"),
            "report, dates and board do not agree",
            shape="disagree" if counts.n_differ else "",
        ),
        _questions_tile(plan, questions, query=query),
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


_PRECEDENCE = {
    True: "work that goes on past its date is behind",
    False: "work that goes on past its date is under way",
}


def _endorsed_tile(counts: Tally, url: Callable[..., str]) -> Tile:
    """How many the board endorsed as they stand; what it disputes and what waits for it, beside it."""
    n = counts.n_board(BoardDecision.ENDORSED)
    said = [
        f"{count:,} {word}"
        for count, word in (
            (counts.n_board(STALE), "endorsed, then changed"),
            (counts.n_board(BoardDecision.CHALLENGED), "challenged"),
            (counts.n_board(BoardDecision.DEFERRED), "deferred"),
            (
                counts.n_new_to_board,
                "waiting for the board" if counts.by_board else "not decided on",
            ),
        )
        if count
    ]
    return Tile(
        f"{n:,}",
        "endorsed by the board",
        url(board="endorsed") if n else url(awaits="on") if counts.n_new_to_board else "",
        "; ".join(said) or "nothing waits for it",
    )


def _questions_tile(plan: Plan, questions: Sequence[QuestionLine], *, query: str) -> Tile:
    n_high = sum(1 for q in questions if q.severity == Severity.HIGH)
    address = reverse("plans:question-list", args=[plan.ref])
    return Tile(
        f"{len(questions):,}",
        "open question" if len(questions) == 1 else "open questions",
        with_query(address, query),
        f"{n_high:,} of high severity" if n_high else "none of high severity",
        shape="question" if questions else "",
    )
