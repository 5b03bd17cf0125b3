"""Which sets of bands or targets hold on the same days, and how one of them makes room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Protocol

from plans.rules.dates import long_date

_DAY = timedelta(days=1)


class Spanned(Protocol):
    """Bands, or a target: what holds for readings that end from one day to another."""

    valid_from: date | None
    valid_until: date | None


def holds_on(spanned: Spanned, day: date | None) -> bool:
    """Whether it holds for a reading whose last day is that; not where that is not known."""
    if day is None:
        return False
    began = spanned.valid_from is None or spanned.valid_from <= day
    return began and (spanned.valid_until is None or day <= spanned.valid_until)


@dataclass(frozen=True)
class Span:
    """The days on which something holds, the first and the last among them; None is an open end.

    `id` is its row's, 0 where it is not kept yet.
    """

    name: str
    first: date | None = None
    last: date | None = None
    id: int = 0


@dataclass(frozen=True)
class Clash:
    """Something that holds on days of a new span, with how to mend it.

    `ends_on` is the day before the new one begins, where the other can end then; None where only
    the new one's days can be others.
    """

    other: Span
    text: str
    ends_on: date | None = None


def share_a_day(one: Span, other: Span) -> bool:
    """Whether both hold on some day."""
    first, last = max(_first(one), _first(other)), min(_last(one), _last(other))
    return first <= last


def clashes(new: Span, others: Iterable[Span]) -> tuple[Clash, ...]:
    """What holds on days of `new` already, the earliest first. Source: design, section 6, of bands."""
    found = [other for other in others if share_a_day(new, other)]
    return tuple(_clash(new, other) for other in sorted(found, key=lambda s: (_first(s), s.id)))


def _clash(new: Span, other: Span) -> Clash:
    name = f"“{other.name}”"
    if _first(other) < _first(new):
        ends_on = new.first - _DAY
        mend = f"end it on {long_date(ends_on)}, the day before the new one begins"
        if other.last:
            mend += f", or let the new one begin on {long_date(other.last + _DAY)}"
        text = f"{name} holds {days_words(other)}: {mend}.{_left_bare(new, other)}"
        return Clash(other, text, ends_on)
    if _first(other) > _first(new):
        mend = f"let the new one end by {long_date(other.first - _DAY)}"
        return Clash(other, f"{name} holds {days_words(other)}: {mend}.")
    if other.last:
        mend = f"let the new one begin on {long_date(other.last + _DAY)} or later"
    elif other.first:
        mend = "choose another first day for the new one"
    else:
        mend = "say from which day the new one holds"
    return Clash(other, f"{name} holds {days_words(other)}: {mend}.")


def _left_bare(new: Span, other: Span) -> str:
    """The days at the end of the other one that nothing would cover once it made room."""
    if new.last is None or _last(other) <= new.last:
        return ""
    bare = Span("", new.last + _DAY, other.last)
    return f" Nothing would then hold {days_words(bare)}."


def overlaps(spans: Iterable[Span]) -> tuple[str, ...]:
    """A sentence for each two that hold on the same day, with the days; the earlier first."""
    in_order = sorted(spans, key=lambda s: (_first(s), s.id))
    return tuple(_both_hold(*two) for two in combinations(in_order, 2) if share_a_day(*two))


def _both_hold(one: Span, other: Span) -> str:
    first = max((s.first for s in (one, other) if s.first), default=None)
    last = min((s.last for s in (one, other) if s.last), default=None)
    days = days_words(Span("", first, last))
    return f"“{one.name}” and “{other.name}” both hold {days}; let one end before the other begins."


def days_words(span: Span) -> str:
    """ "from 1 April 2018 to 31 March 2019", "from 1 April 2018 on", "until 31 March 2019"."""
    first, last = (long_date(day) if day else "" for day in (span.first, span.last))
    if first and first == last:
        return f"on {first}"
    if first:
        return f"from {first} to {last}" if last else f"from {first} on"
    return f"until {last}" if last else "on every day"


def _first(span: Span) -> date:
    return span.first or date.min


def _last(span: Span) -> date:
    return span.last or date.max
