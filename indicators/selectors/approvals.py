"""What waits for approval in a service, with what a careful reader would ask about each."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.timezone import localtime

from indicators.models import Approval, Indicator, Reading
from indicators.readmodels_entry import ApprovalsPage, WaitingReading
from indicators.rules.doubts import disagreement, jump_words, last_before, reading_words
from indicators.rules.facts import Facts, Measure
from indicators.selectors.entry import last_said, local_lines, sent_back_of, standing, tips_of
from indicators.selectors.gathering import facts_of, measure_of
from plans.addresses import with_query
from plans.models import Service
from plans.rules.dates import long_date
from plans.rules.words import count_of, is_are

LATEST = 200  # of what was approved: some quarters of all that a service enters


def approvals_page(
    service: Service, *, as_at: date, why_not: Callable[[Reading], str], query: str = ""
) -> ApprovalsPage:
    """What was entered here and waits, in the order of the indicators, and what was sent back.

    And what was approved, the latest first. A reading that another took the place of waits for
    nothing. `why_not` says of a reading why the person who looks may not approve it, "" where they
    may; everybody who may approve at all may take one back. Five queries.
    """
    indicators = list(Indicator.objects.filter(service=service).prefetch_related("steps"))
    order = {indicator.pk: n for n, indicator in enumerate(indicators)}
    lines = local_lines(indicators, as_at=as_at)
    said = last_said([row for rows in lines.values() for row in rows])
    undecided = {line: _undecided(rows, said) for line, rows in lines.items()}
    last = [row for rows in lines.values() for row in _approved(rows, said)]
    last = sorted(last, key=lambda row: said[row.pk].pk, reverse=True)[:LATEST]
    prefetch_related_objects(
        [*last, *(row for rows in undecided.values() for row in rows)], "recorded_by"
    )
    waiting, sent_back = [], []
    for line in sorted(lines, key=lambda ids: (order[ids[0]], ids)):
        indicator = indicators[order[line[0]]]
        stand = _standing(lines[line], said) if undecided[line] else ()
        for row in undecided[line]:
            word = said.get(row.pk)
            shown = _row(indicator, row, stand, word, why_not(row), query)
            (sent_back if word else waiting).append(shown)
    of = {indicator.pk: indicator for indicator in indicators}
    approved = [_row(of[row.indicator_id], row, (), said[row.pk], "", query) for row in last]
    n_may = sum(not row.why_not for row in waiting)
    return ApprovalsPage(
        service_ref=service.ref,
        url=with_query(reverse("indicators:approvals"), query),
        entry_url=with_query(reverse("indicators:entry"), query),
        sentence=_sentence(len(waiting), n_may),
        waiting=tuple(waiting),
        sent_back=tuple(sent_back),
        approved=tuple(approved),
        n_may=n_may,
    )


def _undecided(rows: Sequence[Reading], said: Mapping[int, Approval]) -> list[Reading]:
    """Those of one line that nobody has approved, and that no other took the place of.

    What waits has its place taken by what was not sent back, what was sent back by whatever was
    entered anew.
    """
    anew = tips_of(rows)
    followed = _followed(rows, {row.pk for row in rows} - sent_back_of(said))
    return [
        row
        for row in rows
        if row.source_id is None
        and (row.pk not in anew if row.pk in said else row.pk not in followed)
        and not (row.pk in said and said[row.pk].is_approved)
    ]


def _approved(rows: Sequence[Reading], said: Mapping[int, Approval]) -> list[Reading]:
    """Those of one line that were entered here and approved, and that no approved one revised."""
    shown = {r.pk for r in rows if r.source_id or (r.pk in said and said[r.pk].is_approved)}
    followed = _followed(rows, shown)
    return [r for r in rows if not r.source_id and r.pk in shown and r.pk not in followed]


def _followed(rows: Sequence[Reading], counted: Collection[int]) -> set[int]:
    """The ids of those of one line that one of those that count took the place of, at once or later."""
    earlier = {row.pk: row.corrects_id for row in rows}
    found: set[int] = set()
    for pk in counted:
        before = earlier[pk]
        while before is not None and before not in found:
            found.add(before)
            before = earlier.get(before)
    return found


def _standing(rows: Sequence[Reading], said: Mapping[int, Approval]) -> tuple[Facts, ...]:
    """Those of one line that stand; what waits is counted."""
    return standing(rows, [facts_of(row) for row in rows], sent_back_of(said))


def _sentence(n: int, n_may: int) -> str:
    if not n:
        return "Nothing waits for approval."
    text = f"{count_of(n, 'reading')} {is_are(n)} waiting for approval"
    if n_may == n:
        return f"{text}."
    if n_may:
        return f"{text}; you may approve {n_may:,} of them."
    return f"{text}; you entered {'it' if n == 1 else 'all of them'}."


def _row(
    indicator: Indicator,
    row: Reading,
    stand: Sequence[Facts],
    word: Approval | None,
    why_not: str,
    query: str,
) -> WaitingReading:
    facts, measure = facts_of(row), measure_of(indicator, indicator.steps.all())
    address = reverse("indicators:indicator", args=[indicator.ref])
    recorded = localtime(row.recorded_at)
    return WaitingReading(
        id=row.pk,
        name=f"{indicator.name}: {row.step.name}" if row.step else indicator.name,
        url=with_query(address, query),
        period=row.period,
        value=reading_words(measure, facts),
        status=row.status,
        note=row.note,
        doubts=_doubts(measure, facts, stand),
        by=str(row.recorded_by),
        at=f"{long_date(recorded.date())}, {recorded:%H:%M}",
        why_not=why_not,
        reason=_said_text(word) if word else "",
    )


def _said_text(word: Approval) -> str:
    """ "The chair, 1 July 2015: two are missing"; without a reason the two alone."""
    text = f"{word.recorded_by}, {long_date(localtime(word.recorded_at).date())}"
    return f"{text}: {word.reason}" if word.reason else text


def _doubts(measure: Measure, facts: Facts, stand: Sequence[Facts]) -> tuple[str, ...]:
    """What does not add up in a reading, or is far from the one before it."""
    last = last_before(stand, facts.end) if facts.end else None
    found = (disagreement(measure, facts), jump_words(measure, facts, last) if last else "")
    return tuple(text for text in found if text)
