"""Readings that nobody publishes: the attendance of the board, computed from its meetings."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from indicators.rules.facts import Facts
from indicators.rules.measures import Series, Status
from indicators.rules.quarters import quarter_of, quarter_words
from plans.models import Board, Service
from plans.readmodels_meetings import AttendanceNumbers
from plans.rules.attendance import filled_words
from plans.rules.governance import BoardKind
from plans.rules.words import count_of
from plans.selectors.attendance import attendance_numbers


def attendance_readings(service: Service, *, as_at: date) -> tuple[Facts, ...]:
    """One reading a quarter with a recorded meeting: seats filled of seats recorded, in percent.

    Meetings without any attendance on record count for nothing: they are not zero. Nor do those of a
    quarter that is not over by the day. A meeting known to the month counts in its month's quarter.
    Ids are negative: no row holds these readings. Four queries, whatever the number of boards.
    """
    boards = Board.objects.filter(service=service, kind=BoardKind.BOARD.value)
    found: dict[tuple[date, date], list[AttendanceNumbers]] = defaultdict(list)
    for numbers in attendance_numbers(boards, as_at=as_at):
        if numbers.is_recorded and quarter_of(numbers.on)[1] <= as_at:
            found[quarter_of(numbers.on)].append(numbers)
    return tuple(
        _reading(-n, start, end, meetings)
        for n, ((start, end), meetings) in enumerate(sorted(found.items()), start=1)
    )


def _reading(pk: int, start: date, end: date, meetings: list[AttendanceNumbers]) -> Facts:
    n_filled = sum(m.filled.n_filled for m in meetings)
    n_recorded = sum(m.filled.n_recorded for m in meetings)
    value = Decimal(100 * n_filled) / n_recorded
    places = "; ".join(f"{m.date_text}: {filled_words(m.filled)}" for m in meetings)
    return Facts(
        id=pk,
        series=Series.LOCAL,
        period=quarter_words(start),
        start=start,
        end=end,
        published="",
        value=value,
        numerator=Decimal(n_filled),
        denominator=Decimal(n_recorded),
        status=Status.FINAL,
        published_on=max(m.on for m in meetings),
        document=f"Computed from {count_of(len(meetings), 'meeting')} of the board",
        place=places,
    )
