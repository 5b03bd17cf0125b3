"""The monitor as somebody may read it: without the reviews that are confidential."""

from collections import Counter
from dataclasses import replace
from datetime import date

from plans.rules.words import count_of
from reports.readmodels_monitor import Monitor, Tallied
from reports.selectors.review_monitor import monitor


def monitor_seen(as_at: date, *, in_confidence: bool) -> Monitor:
    """The monitor across reviews; to others than those in confidence, confidential ones are not there."""
    found = monitor(as_at)
    hidden = {row.ref for row in found.reviews if row.is_confidential}
    if in_confidence or not hidden:
        return found
    lines = tuple(line for line in found.lines if line.review_ref not in hidden)
    reviews = tuple(row for row in found.reviews if row.ref not in hidden)
    return replace(
        found,
        sentence=_sentence(len(reviews), len(lines), sum(1 for line in lines if line.answer)),
        by_answer=_counted(found.by_answer, Counter(line.answer for line in lines)),
        by_progress=_counted(found.by_progress, Counter(line.progress for line in lines)),
        late=tuple(row for row in found.late if row.ref not in hidden),
        reviews=reviews,
        lines=lines,
    )


def _sentence(n_reviews: int, n: int, n_answered: int) -> str:
    if not n_reviews:
        return "No review has been published by this day."
    published = count_of(n_reviews, "review")
    return f"{published} published, with {count_of(n, 'recommendation')}: {n_answered:,} answered."


def _counted(tallied: tuple[Tallied, ...], n: Counter) -> tuple[Tallied, ...]:
    return tuple(replace(each, n=n[each.value]) for each in tallied)
