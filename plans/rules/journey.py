"""The way of an action, and of a whole plan, through the days on which a board looks at it."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.rules.dates import Precision, long_date
from plans.rules.words import listed

MIN_MEETINGS = 3  # with fewer dated meetings the days on which something was said are shown too
N_DAYS = 18  # as many days as a table can show side by side
N_RUNS = 4  # as many ratings in a row as a sentence can name


@dataclass(frozen=True)
class Stretch:
    """Something that held from a day until the day before another (None: still)."""

    from_on: date
    until_on: date | None
    value: Hashable

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def journey_days(
    meetings: Iterable[date], said: Iterable[date], *, as_at: date
) -> tuple[list[date], int]:
    """The days of a journey, oldest first and `as_at` last, and how many earlier ones are left out.

    They are the days on which board meetings were past; where fewer than MIN_MEETINGS are dated,
    the days on which something was said as well. At most N_DAYS, the latest.
    """
    met = {day for day in meetings if day <= as_at}
    days = met if len(met) >= MIN_MEETINGS else met | {day for day in said if day <= as_at}
    in_order = sorted(days | {as_at})
    return in_order[-N_DAYS:], max(0, len(in_order) - N_DAYS)


def on_each(days: Sequence[date], stretches: Iterable[Stretch]) -> list[Hashable | None]:
    """What held at the end of each of the days, None where nothing did; both oldest first."""
    found: list[Hashable | None] = [None] * len(days)
    for stretch in stretches:
        for n in _span(days, stretch):
            found[n] = stretch.value
    return found


def _span(days: Sequence[date], stretch: Stretch, after: date | None = None) -> range:
    """The places of those days that the stretch covers and that are later than `after`."""
    start = bisect_left(days, stretch.from_on)
    if after is not None:
        start = max(start, bisect_right(days, after))
    return range(
        start, len(days) if stretch.until_on is None else bisect_left(days, stretch.until_on)
    )


def counts_on_each(days: Sequence[date], stretches: Iterable[Stretch]) -> list[dict[Hashable, int]]:
    """How many stretches of each value cover each of the days."""
    found: list[dict[Hashable, int]] = [{} for _ in days]
    for stretch in stretches:
        for n in _span(days, stretch):
            found[n][stretch.value] = found[n].get(stretch.value, 0) + 1
    return found


def late_on_each(days: Sequence[date], stretches: Iterable[Stretch]) -> list[int]:
    """How many stretches cover each of the days when their value, a due date, has passed.

    Give it only what is outstanding: nothing else can be late.
    """
    found = [0] * len(days)
    for stretch in stretches:
        if stretch.value is not None:
            for n in _span(days, stretch, after=stretch.value):
                found[n] += 1
    return found


def runs(stretches: Iterable[Stretch], *, as_at: date) -> list[tuple[date, Hashable]]:
    """The days from which each value held in turn, up to the day asked about, repeats left out."""
    found: list[tuple[date, Hashable]] = []
    for stretch in stretches:
        if stretch.from_on <= as_at and (not found or found[-1][1] != stretch.value):
            found.append((stretch.from_on, stretch.value))
    return found


def rating_sentence(ratings: Sequence[tuple[date, str]]) -> str:
    """ "Amber from 31 March 2015, and green from 23 April 2015." of the words and their first days.

    An empty word is unrated; that a plan begins unrated is not worth words.
    """
    said = [(day, word) for n, (day, word) in enumerate(ratings) if word or n]
    if not said:
        return "Nothing was reported up to this day."
    left_out = max(0, len(said) - N_RUNS)
    parts = [f"{(word or 'no rating').lower()} from {long_date(day)}" for day, word in said]
    text = listed(parts[left_out:])
    start = (
        f"After {left_out:,} earlier {'rating' if left_out == 1 else 'ratings'}, "
        if left_out
        else ""
    )
    return f"{start}{text if start else 'Reported ' + text}."


def first_day(last: date, precision: Precision | str) -> date:
    """The first day that a date of that precision can mean; the last one is what is stored."""
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEASON: 3, Precision.YEAR: 12}
    if precision not in months:
        return last
    month = last.year * 12 + last.month - months[Precision(precision)]
    return date(month // 12, month % 12 + 1, 1)
