"""Which of the readings of one period stands, and which it took the place of."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.rules.facts import Facts
from indicators.rules.measures import Status

_SETTLED = {Status.PROVISIONAL: 0, Status.FINAL: 1, Status.REVISED: 2}


@dataclass(frozen=True)
class Current:
    """The readings that stand, in their order, and what each took the place of, oldest first."""

    readings: tuple[Facts, ...]
    before: Mapping[int, tuple[Facts, ...]] = field(default_factory=dict)


def current(readings: Iterable[Facts], *, corrected: Mapping[int, int]) -> Current:
    """What stands of readings that were published by a day.

    `corrected` names for a reading the one that it corrects. Of one document and one line, the
    reading of a period that was published last stands, the more settled where the day is the same.
    Readings of two documents both stand: if they differ, that is a disagreement and no revision.
    """
    by_id = {facts.id: facts for facts in readings}
    before: dict[int, tuple[Facts, ...]] = {}
    gone: set[int] = set()
    for later, earlier in sorted(corrected.items()):
        if later in by_id and earlier in by_id:
            gone.add(earlier)
            before[later] = (*before.pop(earlier, ()), by_id[earlier])
    of_period: dict[tuple, list[Facts]] = {}
    for facts in by_id.values():
        if facts.id not in gone:
            of_period.setdefault(_period(facts), []).append(facts)
    standing: set[int] = set()
    for group in of_period.values():
        group.sort(key=_settled)
        *earlier, last = group
        standing.add(last.id)
        if earlier:
            older = tuple(x for e in earlier for x in (*before.pop(e.id, ()), e))
            before[last.id] = (*older, *before.get(last.id, ()))
    return Current(tuple(f for f in by_id.values() if f.id in standing), before)


def worth(facts: Facts) -> tuple:
    """What to sort readings of the same days by: the one to go by comes last.

    It is the one that has its counts, then the one published last, then the one recorded last.
    """
    return (facts.numerator is not None, facts.published_on or date.min, facts.id)


def corrections_among(counted: Collection[int], corrects: Mapping[int, int]) -> dict[int, int]:
    """For each reading that counts, the one of those that count that it corrects in the end.

    `corrects` names for a reading the one that it was entered to correct; what stands between two
    that count was sent back.
    """
    found = {}
    for pk in counted:
        earlier = corrects.get(pk)
        while earlier is not None and earlier not in counted:
            earlier = corrects.get(earlier)
        if earlier is not None:
            found[pk] = earlier
    return found


def _period(facts: Facts) -> tuple:
    days = (facts.start, facts.end) if facts.start and facts.end else ()
    return (facts.line, facts.period, days, facts.is_total, facts.document)


def _settled(facts: Facts) -> tuple:
    return (
        facts.published_on.toordinal() if facts.published_on else 0,
        _SETTLED[facts.status],
        facts.id,
    )
