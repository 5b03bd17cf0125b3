"""How the seats of a board were filled over its meetings: rates, runs of absences, deputies, chairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.rules.governance import AttendanceState
from plans.rules.words import count_of

MONTHS_OF_CONTINUITY = 24  # how far back the number of chairs is counted


def existed(from_on: date | None, until_on: date | None, *, on: date) -> bool:
    """Whether a seat existed on that day, both its days included. Unknown days limit nothing."""
    return (from_on is None or from_on <= on) and (until_on is None or on <= until_on)


@dataclass(frozen=True)
class SeatRecord:
    """What one seat's attendance comes to.

    `n_meetings` are those at which its attendance is recorded. A run counts meetings one after the
    other that it was not filled at (apologies are not filling); a meeting without a record neither
    lengthens nor ends it. `current_run` is the one that reaches up to the last recorded meeting.
    """

    n_meetings: int
    n_filled: int
    n_deputy: int
    longest_run: int
    current_run: int


def seat_record(states: Sequence[AttendanceState | None]) -> SeatRecord:
    """The record of one seat from its states in the order of the meetings; None: not recorded."""
    recorded = [state for state in states if state is not None]
    longest = run = 0
    for state in recorded:
        run = 0 if state.is_filled else run + 1
        longest = max(longest, run)
    return SeatRecord(
        n_meetings=len(recorded),
        n_filled=sum(state.is_filled for state in recorded),
        n_deputy=recorded.count(AttendanceState.DEPUTY),
        longest_run=longest,
        current_run=run,
    )


def rate_words(record: SeatRecord) -> str:
    """ "9 of 12 meetings, 2 by a deputy"; "not recorded" where nothing is."""
    if not record.n_meetings:
        return "not recorded"
    deputies = f", {record.n_deputy} by a deputy" if record.n_deputy else ""
    return f"{record.n_filled} of {count_of(record.n_meetings, 'meeting')}{deputies}"


def run_words(record: SeatRecord) -> str:
    """How long the seat went unfilled: "3 in a row, still open"; "none" where it never did."""
    if not record.n_meetings:
        return "not recorded"
    if not record.longest_run:
        return "none"
    longest = "1 meeting" if record.longest_run == 1 else f"{record.longest_run} meetings in a row"
    if not record.current_run:
        return longest
    if record.current_run == record.longest_run:
        return f"{longest}, up to the last"
    return f"{longest}; {record.current_run} up to the last"


@dataclass(frozen=True)
class Filled:
    """How many seats there were at one meeting, and how many were filled; all and statutory ones."""

    n_seats: int
    n_recorded: int
    n_filled: int
    n_deputy: int
    n_statutory: int
    n_statutory_filled: int


def filled(seats: Sequence[tuple[bool | None, AttendanceState | None]]) -> Filled:
    """The count of the member seats that existed at a meeting: whether statutory, and the state."""
    filled_seats = [(statutory, state) for statutory, state in seats if state and state.is_filled]
    return Filled(
        n_seats=len(seats),
        n_recorded=sum(state is not None for _, state in seats),
        n_filled=len(filled_seats),
        n_deputy=sum(state is AttendanceState.DEPUTY for _, state in filled_seats),
        n_statutory=sum(statutory is True for statutory, _ in seats),
        n_statutory_filled=sum(statutory is True for statutory, _ in filled_seats),
    )


def filled_words(count: Filled) -> str:
    """ "6 of 7 seats filled, 1 by a deputy"; "attendance not recorded"."""
    if not count.n_recorded:
        return "attendance not recorded"
    deputies = f", {count.n_deputy} by a deputy" if count.n_deputy else ""
    missing = count.n_seats - count.n_recorded
    rest = f", {missing} not recorded" if missing else ""
    return f"{count.n_filled} of {count_of(count.n_seats, 'seat')} filled{deputies}{rest}"


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


Term = tuple[date | None, date | None]  # the first and the last day; None: no source says


def terms_in_order(terms: Sequence[Term]) -> list[Term]:
    """The same terms, each ended at the latest when a later one begins: one chairs at a time."""
    starts = sorted(start for start, _ in terms if start)
    ended = []
    for start, end in terms:
        following = next((s for s in starts if start and s > start), None)
        ended.append((start, end or following))
    return ended


def chair_of(terms: Sequence[Term], *, on: date) -> int | None:
    """Which term held on that day, by its place; None where none is known to, or several could.

    On the day on which one chair follows another it is the one who follows.
    """
    held = [
        (start or date.min, n)
        for n, (start, end) in enumerate(terms_in_order(terms))
        if (start or end) and existed(start, end, on=on)
    ]
    latest = [n for start, n in held if start == max(held)[0]]
    return latest[0] if len(latest) == 1 else None


def chair_words(terms: Sequence[Term], *, as_at: date) -> str:
    """How steady the chair was: "three chairs in 24 months" of the terms on record.

    A term that never says when it began counts from the first, and an open one goes on until another
    begins. Terms without any day are said beside it; where no term is on record: "not recorded".
    """
    since = months_before(as_at, MONTHS_OF_CONTINUITY)
    dated = [term for term in terms_in_order(terms) if any(term)]
    n = sum(
        (start is None or start <= as_at) and (end is None or end >= since) for start, end in dated
    )
    undated = len(terms) - len(dated)
    said = []
    if n:
        said.append(
            f"{_number(n)} {'chair' if n == 1 else 'chairs'} in {MONTHS_OF_CONTINUITY} months"
        )
    if undated:
        said.append(f"{_number(undated)} without dates on record")
    return ", ".join(said) or "not recorded"


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
