"""Where days and counts stand in a figure."""

from dataclasses import dataclass
from datetime import date, timedelta

from plans.rules.dates import last_of_month


@dataclass(frozen=True)
class TimeScale:
    """Days from `start` to `end`, drawn from `left` to `right`."""

    start: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; days outside stand on the nearer edge."""
        span = max(1, (self.end - self.start).days)
        share = (day - self.start).days / span
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def has(self, day: date) -> bool:
        return self.start <= day <= self.end

    def ticks(self) -> list[tuple[date, bool]]:
        """The first days of months, and whether each is labelled: as many as there is room for."""
        firsts = list(_first_days(self.start, self.end))
        every = next(
            n for n in (1, 3, 6, 12, 10**6) if len(firsts) / n <= (self.right - self.left) / 75
        )
        small = 1 if len(firsts) <= 36 else 3 if len(firsts) <= 72 else 12
        months = [(day, (day.year * 12 + day.month - 1)) for day in firsts]
        return [(day, n % every == 0) for day, n in months if n % small == 0 or n % every == 0]


def _first_days(start: date, end: date):
    day = start if start.day == 1 else last_of_month(start.year, start.month) + timedelta(days=1)
    while day <= end:
        yield day
        day = last_of_month(day.year, day.month) + timedelta(days=1)


@dataclass(frozen=True)
class CountScale:
    """Counts from 0 to `most`, drawn from `bottom` up to `top`; bars start at zero."""

    most: int
    bottom: float
    top: float

    def y(self, n: int) -> float:
        return self.bottom - (self.bottom - self.top) * n / max(1, self.most)

    def ticks(self) -> list[int]:
        """Round counts from zero, four or so of them."""
        step = next(
            s * 10**power for power in range(7) for s in (1, 2, 5) if self.most <= 5 * s * 10**power
        )
        return list(range(0, self.most + 1, step))
