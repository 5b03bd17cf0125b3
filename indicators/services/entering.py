"""Records a quarter's readings, all of them or none, and says which may be shown outside the service."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from indicators.models import Approval, Indicator, Reading
from indicators.rules.entering import check_rows, published_fault
from indicators.rules.entry_row import Checked, Typed
from indicators.selectors.entry import EntryRows, entry_rows
from indicators.services.writing import IndicatorWriter
from plans.models import Service, User
from plans.rules.access import MANAGERS, may_open
from plans.rules.dates import long_date
from plans.rules.words import listed
from plans.services.days import day_of
from plans.services.errors import NotAllowed, NothingSaid, Overtaken, Refused, WrongDate


class NotWhole(Refused):
    """Rows that do not add up: `rows` are all that were typed, with what is wrong in each."""

    def __init__(self, sentence: str, *, rows: Sequence[Checked]) -> None:
        super().__init__(sentence)
        self.rows = tuple(rows)


class Decided(Refused):
    """A reading that does not wait for approval any more."""


def record_readings(
    service: Service,
    rows: Mapping[str, Typed],
    *,
    by: User,
    at: datetime,
    quarter: date,
    published_on: date | None = None,
    seen: Mapping[str, int] | None = None,
) -> list[Reading]:
    """The readings typed for the quarter that begins on that day, by the key of their row.

    Each waits for approval. One of a period of which a reading stands corrects that. `published_on`
    None is the day of recording; `seen` has the newest reading that the writer saw of each row's
    line, as `EntryRows.seen` gives it (None: not asked). Raises NotAllowed, NothingSaid, NotWhole,
    WrongDate and Overtaken; then nothing is written.
    """
    if by.position not in MANAGERS:
        raise NotAllowed("Only managers enter readings.")
    try:
        with transaction.atomic():
            return _record(service, rows, by, at, quarter, published_on, seen)
    except IntegrityError as error:
        if "unique" not in str(error).lower():
            raise
        raise Overtaken(overtaken_sentence([]), since=[]) from error


def _record(
    service: Service,
    rows: Mapping[str, Typed],
    by: User,
    at: datetime,
    quarter: date,
    published_on: date | None,
    seen: Mapping[str, int] | None,
) -> list[Reading]:
    today = day_of(at)
    # one order, so that no two wait in a ring; who comes second then reads what the first one wrote
    list(Indicator.objects.select_for_update().filter(service=service).order_by("pk"))
    found = entry_rows(service, quarter=quarter, as_at=today)
    filled = {key: row for key, row in rows.items() if not row.is_empty}
    if not filled:
        raise NothingSaid("Nothing is typed yet: fill in at least one row.")
    if filled.keys() - found.rows.keys():
        raise Refused("One of the rows is no longer on this page: load it again.")
    checked = [
        row for row in check_rows(found.slots, filled, today=today) if not row.typed.is_empty
    ]
    _refuse_overtaken(found, checked, seen)
    if any(row.errors for row in checked):
        raise NotWhole("Nothing is saved yet: mend what is named here.", rows=checked)
    published_on = published_on or today
    if fault := published_fault(published_on, checked, today=today):
        raise WrongDate(fault, field="published_on")
    writer = IndicatorWriter(by=by, at=at)
    return [_write(writer, found, row, published_on, today) for row in checked]


def _refuse_overtaken(
    found: EntryRows, rows: Sequence[Checked], seen: Mapping[str, int] | None
) -> None:
    since = found.since(rows, seen) if seen is not None else {}
    if since:
        names = {row.slot.key: row.slot.name for row in rows}
        raise Overtaken(
            overtaken_sentence(names[key] for key in since.values()), since=sorted(since)
        )


def overtaken_sentence(names: Iterable[str]) -> str:
    """What to say where somebody recorded the period of these rows while the page was open."""
    theirs = sorted(set(names))
    what = f" of {listed(theirs)}" if 0 < len(theirs) <= 3 else ""
    return (
        f"Somebody recorded the same period{what} since this page was opened. Nothing of yours is "
        "saved yet, and all of it is still here: empty a row to leave theirs, or save again to put "
        "yours in its place as a revision."
    )


def _write(
    writer: IndicatorWriter, found: EntryRows, row: Checked, published_on: date, today: date
) -> Reading:
    of, facts = found.rows[row.slot.key], row.facts
    # of the same line as what it corrects, so of its version; and rated by the same bands
    corrected = found.readings.get(row.corrects)
    return writer.add_reading(
        of.indicator,
        step=of.step,
        version=of.version,
        beside_id=corrected.beside_id if corrected else None,
        period=facts.period,
        start_on=row.start,
        end_on=row.end,
        numerator=row.numerator,
        denominator=row.denominator,
        published=row.published,
        published_on=published_on,
        known_on=today,
        status=row.status.value,
        corrects_id=row.corrects,
        note=row.note,
    )


# ---------- approval ----------


@transaction.atomic
def approve_readings(readings: Sequence[Reading], *, by: User, at: datetime) -> list[Approval]:
    """Says of each that it may be shown outside the service; of all of them or of none.

    Raises NotAllowed for who may not approve, or entered one of them, and Decided for one that does
    not wait any more.
    """
    if not readings:
        raise NothingSaid("Tick at least one reading.")
    waiting = _locked(readings, by, _require_undecided)
    return [Approval.objects.create(reading=r, **_recorded(by, at)) for r in waiting]


@transaction.atomic
def send_back(reading: Reading, reason: str, *, by: User, at: datetime) -> Approval:
    """Says that the reading may not be shown, and why: a new one may take its place.

    Raises as `approve_readings` does, and Refused without a reason.
    """
    (waiting,) = _locked([reading], by, _require_undecided)
    if not reason.strip():
        raise Refused("Say why it is sent back: who entered it reads that.", field="reason")
    return _refusal(waiting, reason, by, at)


@transaction.atomic
def take_back(reading: Reading, reason: str, *, by: User, at: datetime) -> Approval:
    """Says that an approved reading may be shown no longer, and why; it stands nowhere from then on.

    Also by who entered it: nobody has to wait to stop a figure of their own. The one that it took
    the place of, if there is one, stands again. Raises as `send_back` does.
    """
    (approved,) = _locked([reading], by, _require_approved, may_be_own=True)
    if not reason.strip():
        raise Refused("Say why it is taken back: who entered it reads that.", field="reason")
    return _refusal(approved, reason, by, at)


def _refusal(reading: Reading, reason: str, by: User, at: datetime) -> Approval:
    return Approval.objects.create(
        reading=reading, is_approved=False, reason=reason.strip(), **_recorded(by, at)
    )


def _recorded(by: User, at: datetime) -> dict:
    return {"recorded_by": by, "recorded_at": at}


def _locked(
    readings: Sequence[Reading],
    by: User,
    require: Callable[[Reading, Approval | None, Sequence[Approval | None]], None],
    *,
    may_be_own: bool = False,
) -> list[Reading]:
    """The readings, locked until the transaction ends, so that two people decide one after the other.

    `require` raises Decided where it is not for deciding, by the word on the reading and those on
    the corrections that followed it.
    """
    if not may_open(by.position, "indicators:approvals"):
        raise NotAllowed("Only managers and the chair of the board approve readings.")
    locked = list(
        Reading.objects.select_for_update(of=("self",))
        .filter(pk__in=[r.pk for r in readings])
        .select_related("indicator")
        .order_by("pk")
    )
    followed = _corrections_of(locked)
    ids = {pk for reading in locked for pk in (reading.pk, *followed[reading.pk])}
    words = Approval.objects.filter(reading__in=ids).select_related("recorded_by").order_by("pk")
    said = {row.reading_id: row for row in words}
    for reading in locked:
        require(reading, said.get(reading.pk), [said.get(pk) for pk in followed[reading.pk]])
        if not may_be_own and (why := why_not_approve(reading, by)):
            raise NotAllowed(why)
    return locked


def why_not_approve(reading: Reading, by: User) -> str:
    """Why this person may not approve this reading, in a sentence; "" where they may."""
    if reading.recorded_by_id != by.pk:
        return ""
    return "You entered this one, so another manager or the chair approves it."


def _corrections_of(readings: Iterable[Reading]) -> dict[int, list[int]]:
    """For each reading the ids of the corrections that followed it, one after the other."""
    followed: dict[int, list[int]] = {reading.pk: [] for reading in readings}
    ends = {pk: pk for pk in followed}
    while ends:
        by_end = dict(
            Reading.objects.filter(corrects__in=ends.values()).values_list("corrects_id", "pk")
        )
        ends = {pk: by_end[end] for pk, end in ends.items() if end in by_end}
        for pk, end in ends.items():
            followed[pk].append(end)
    return followed


def _require_undecided(
    reading: Reading, said: Approval | None, later: Sequence[Approval | None]
) -> None:
    name = f"{reading.indicator.name}, {reading.period}"
    if reading.source_id is not None:
        raise Decided(f"{name} is from a document, so it needs no approval.")
    if said is not None:
        raise Decided(f"{name} {_word(said)}: nothing is written again.")
    if any(word is None or word.is_approved for word in later):
        raise Decided(f"{name} was entered anew since: look at the later reading instead.")


def _require_approved(
    reading: Reading, said: Approval | None, later: Sequence[Approval | None]
) -> None:
    name = f"{reading.indicator.name}, {reading.period}"
    if reading.source_id is not None:
        raise Decided(f"{name} is from a document, so it is not taken back: correct it instead.")
    if said is None:
        raise Decided(f"{name} is not approved yet: send it back instead.")
    if not said.is_approved:
        raise Decided(f"{name} {_word(said)}: nothing is written again.")
    if any(word is not None and word.is_approved for word in later):
        raise Decided(f"{name} was revised since: look at the later reading instead.")


def _word(said: Approval) -> str:
    word = "approved" if said.is_approved else "sent back"
    return f"was {word} on {long_date(day_of(said.recorded_at))} by {said.recorded_by}"
