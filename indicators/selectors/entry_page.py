"""What the page of a quarter's readings shows: every row with its fields and what is said of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime

from indicators.models import Reading
from indicators.readmodels_entry import (
    EntryField,
    EntryGroup,
    EntryPage,
    EntryProblem,
    EntryRow,
    EntrySaid,
)
from indicators.rules.doubts import reading_words
from indicators.rules.entering import check_rows
from indicators.rules.entry_row import Checked, Column, Slot, Typed
from indicators.rules.facts import Facts
from indicators.rules.lag import span_words
from indicators.rules.measures import Domain, Status
from indicators.rules.pasting import COLUMNS
from indicators.rules.quarters import quarter_of, quarter_words, quarters_before
from indicators.rules.typed import name_of_period
from indicators.selectors.entry import EntryRows
from plans.addresses import with_query
from plans.models import Service
from plans.readmodels import LinkLine
from plans.rules.dates import long_date, short_date
from plans.rules.words import count_of, is_are

_STATUSES = tuple((status.value, status.value.capitalize()) for status in Status)
_WORDS = 9  # of what is counted: a row is no place for the definition


def entry_page(
    service: Service,
    found: EntryRows,
    *,
    today: date,
    query: str = "",
    typed: Mapping[str, Typed] | None = None,
    since: Collection[int] = (),
    seen: Mapping[str, int] | None = None,
    more: Sequence[EntryProblem] = (),
    midway: bool = False,
) -> EntryPage:
    """The page with what was typed in it, every row checked; no query.

    `since` are readings that were recorded while the page was open. `more` are problems that are
    about no row; `query` says of which service an address is, where that has to be said. `midway`
    leaves out what is only missing yet.
    """
    typed = typed or {}
    checked = check_rows(found.slots, typed, today=today)
    if midway:
        checked = tuple(
            replace(row, said=tuple(s for s in row.said if not s.is_missing)) for row in checked
        )
    groups: dict[str, list[EntryRow]] = {}
    for row in checked:
        label = Domain(found.rows[row.slot.key].indicator.domain).label
        groups.setdefault(label, []).append(_row(found, row, since))
    rows = [row for group in groups.values() for row in group]
    n_waiting = sum(found.waits(f) for slot in found.slots for f in slot.standing)
    return EntryPage(
        service_ref=service.ref,
        quarter=found.start.isoformat(),
        quarter_text=quarter_words(found.start),
        months=span_words(found.start, found.end),
        url=_address(query, found.start),
        check_url=with_query(reverse("indicators:entry-check"), query),
        previous=_beside(query, quarters_before(found.start, 1)[0][0]),
        following=_following(query, found.end, today),
        groups=tuple(EntryGroup(label, tuple(g)) for label, g in groups.items()),
        problems=(*more, *(problem for row in rows for problem in _problems(row))),
        seen=" ".join(f"{key}-{pk}" for key, pk in (seen or found.seen).items()),
        not_here=tuple(f"{i.name} {why}" for i, why in found.not_here),
        n_rows=len(rows),
        n_typed=sum(not row.is_empty for row in rows),
        n_waiting=n_waiting,
        waiting_text=f"{count_of(n_waiting, 'reading')} {is_are(n_waiting)} waiting for approval",
        approvals_url=with_query(reverse("indicators:approvals"), query),
        columns=tuple(column.label for column in Column),
        headings=COLUMNS,
    )


def _address(query: str, quarter: date) -> str:
    own = f"{query}&quarter={quarter}" if query else f"quarter={quarter}"
    return with_query(reverse("indicators:entry"), own)


def _beside(query: str, quarter: date) -> LinkLine:
    return LinkLine(quarter_words(quarter), _address(query, quarter))


def _following(query: str, end: date, today: date) -> LinkLine | None:
    """The quarter after this one; None where that has not ended."""
    start, last = quarter_of(date.fromordinal(end.toordinal() + 1))
    return _beside(query, start) if last <= today else None


def _problems(row: EntryRow) -> list[EntryProblem]:
    return [
        EntryProblem(f"{row.name}, {said.label}: {said.text}", said.field)
        for said in row.said
        if said.is_error
    ]


def _row(found: EntryRows, row: Checked, since: Collection[int]) -> EntryRow:
    slot, step = row.slot, found.rows[row.slot.key].step
    wrong = {said.column for said in row.errors}
    last = slot.last_before(slot.end)
    same = slot.standing_of(slot.start, slot.end)
    sent_back = slot.sent_back_of(slot.start, slot.end)
    return EntryRow(
        key=slot.key,
        group=f"i{found.rows[slot.key].indicator.pk}",
        name=slot.name,
        title=step.name if step else slot.measure.name,
        is_step=step is not None,
        counted=_short(slot.numerator),
        of=_of(slot),
        days=f"{short_date(slot.start)} to {short_date(slot.end)}",
        last=_last_text(slot, last) if last else "",
        standing=_standing_text(found, slot, same) if same else "",
        sent_back=_sent_back_text(found, slot, sent_back) if sent_back else "",
        since=_since_text(found, row, since),
        fields=tuple(_field(slot, row, column, column in wrong) for column in Column),
        said=tuple(
            EntrySaid(s.text, s.column.label, f"{slot.key}-{s.column.value}", s.is_error)
            for s in row.said
        ),
        made=_made_text(row),
        is_empty=row.typed.is_empty,
    )


def _short(words: str) -> str:
    return Truncator(words).words(_WORDS, truncate=" …")


def _of(slot: Slot) -> str:
    """Of how many, short; "" where it is a plain count."""
    return "the numerator of the row above" if slot.before else _short(slot.denominator)


def _last_text(slot: Slot, last: Facts) -> str:
    """ "Q1 2014/15: 12 of 30, 40.0%"; a period whose days are not known is left as printed."""
    name = name_of_period(last.start, last.end) if last.start and last.end else last.period
    return f"{name}: {reading_words(slot.measure, last)}"


def _standing_text(found: EntryRows, slot: Slot, same: Facts) -> str:
    """What stands of the row's period, how settled it is, and whether it waits."""
    waits = ", waits for approval" if found.waits(same) else ""
    return f"{reading_words(slot.measure, same)}, {same.status.value}{waits}"


def _sent_back_text(found: EntryRows, slot: Slot, sent_back: Facts) -> str:
    """ "12 of 30, 40.0%, final, by the chair, 1 July 2015: two are missing"."""
    word = found.said[sent_back.id]
    day = long_date(localtime(word.recorded_at).date())
    what = f"{reading_words(slot.measure, sent_back)}, {sent_back.status.value}"
    return f"{what}, by {word.recorded_by}, {day}: {word.reason}"


def _since_text(found: EntryRows, row: Checked, since: Collection[int]) -> str:
    """What was recorded of the row's period meanwhile: by whom and when."""
    line = found.rows[row.slot.key].facts
    later = [f for f in line if f.id in since and (f.start, f.end) == (row.start, row.end)]
    return "; ".join(
        f"{reading_words(row.slot.measure, f)}, {f.status.value}, by {_by(found.readings[f.id])}"
        for f in later
    )


def _by(reading: Reading) -> str:
    at = localtime(reading.recorded_at)
    return f"{reading.recorded_by} on {long_date(at.date())} at {at:%H:%M}"


def _made_text(row: Checked) -> str:
    """What the row will be kept as, where it is whole."""
    return reading_words(row.slot.measure, row.facts) if row.is_whole and row.published else ""


def _field(slot: Slot, row: Checked, column: Column, is_wrong: bool) -> EntryField:
    name = f"{slot.key}-{column.value}"
    typed = getattr(row.typed, column.value)
    if column is Column.STATUS:
        chosen = typed.lower() or slot.default_status().value
        # what is no status stays, so that it is not saved as another one
        choices = _STATUSES if chosen in set(Status) else ((typed, typed), *_STATUSES)
        return EntryField("status", column.value, name, column.label, chosen, is_wrong, choices)
    if column is Column.DENOMINATOR and not slot.denominator and not typed:
        return EntryField("none", column.value, name, column.label)
    if column in (Column.NOTE, Column.PERIOD):
        return EntryField("text", column.value, name, column.label, typed, is_wrong)
    return EntryField("number", column.value, name, column.label, typed, is_wrong)
