"""Writes what rates an indicator: its bands and targets, each for a span of time."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import models, transaction

from indicators.models import BandSet, Indicator, Target
from indicators.rules.band_notation import Band, bands_words
from indicators.rules.band_sets import CANNOT_BE_KEPT, MOST_BANDS, all_faults
from indicators.rules.measures import TargetKind
from indicators.rules.spans import Clash, Span, clashes, days_words
from indicators.selectors.banding import span_of
from indicators.selectors.gathering import measure_of
from indicators.services.defining import locked, mark, require_manager, require_seen, said
from indicators.services.writing import IndicatorWriter
from plans.models import Source, User
from plans.rules.dates import long_date
from plans.services.acting import acts
from plans.services.errors import Refused, WrongDate

LONGEST_SET = 200  # of the words of a set of bands together


class NotSaved(Refused):
    """What cannot be saved. `sentences` name what is wrong with it, `clashes` what holds on its days."""

    def __init__(self, sentences: Sequence[str], found: Sequence[Clash] = ()) -> None:
        super().__init__(" ".join([*sentences, *(clash.text for clash in found)]))
        self.sentences, self.clashes = tuple(sentences), tuple(found)


def bands_mark(indicator: Indicator) -> str:
    """A mark of the sets of bands and their days: another where any of it is another."""
    rows = indicator.band_sets.order_by("pk")
    return mark(list(rows.values_list("pk", "name", "valid_from", "valid_until")))


@transaction.atomic
@acts
def save_bands(
    indicator: Indicator,
    bands: Sequence[Band],
    *,
    name: str,
    by: User,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    as_written: str = "",
    ends: Collection[tuple[int, date]] = (),
    seen: str | None = None,
) -> BandSet:
    """A new set of bands, in which every value that can occur has its one band.

    `ends` are sets (id) to be ended on the day before these begin, with that day; only so may it
    begin while another holds. Raises NotSaved; then nothing is written.
    """
    indicator = _open(indicator, by, seen)
    measure = measure_of(indicator)
    words = as_written.strip() or bands_words(bands, decimals=measure.decimals, unit=measure.unit)
    span = Span(_free_name(indicator, name), valid_from, valid_until)
    wrong = [fault.text for fault in all_faults(bands, measure)]
    return _keep(indicator, bands, span, words, wrong, ends, IndicatorWriter(by=by, at=at))


@transaction.atomic
@acts
def record_historic_bands(
    indicator: Indicator,
    bands: Sequence[Band],
    *,
    name: str,
    as_written: str,
    source: Source,
    place: str,
    by: User,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    is_span_derived: bool = False,
    ends: Collection[tuple[int, date]] = (),
    seen: str | None = None,
) -> BandSet:
    """A set of bands as a document printed it, with whatever gaps and overlaps it has.

    Its published words, its document and the place in it are demanded. Two bands of one name and a
    band that runs from the higher value to the lower are refused: no row can hold them.
    """
    indicator = _open(indicator, by, seen)
    words = said(as_written, "as_written", "Write the bands as the document prints them.")
    if source is None:
        raise Refused("Choose the document that prints them.", field="source")
    place = said(place, "place", "Say where in the document they stand, for example “page 12”.")
    span = Span(_free_name(indicator, name), valid_from, valid_until)
    wrong = [f.text for f in all_faults(bands, measure_of(indicator)) if f.kind in CANNOT_BE_KEPT]
    writer = IndicatorWriter(by=by, at=at, source=source)
    historic = {"place": place, "is_historic": True, "is_span_derived": is_span_derived}
    return _keep(indicator, bands, span, words, wrong, ends, writer, **historic)


@transaction.atomic
@acts
def end_bands(
    band_set: BandSet, *, on: date, by: User, at: datetime, seen: str | None = None
) -> BandSet:
    """The set with that as its last day; also a later one than it had, where nothing else holds."""
    require_manager(by)
    indicator = locked(band_set.indicator)
    require_seen(seen, bands_mark(indicator), "these bands")
    band_set = indicator.band_sets.get(pk=band_set.pk)
    span = Span(band_set.name, band_set.valid_from, on, band_set.pk)
    _require_in_order(span, field="on")
    others = [span_of(row) for row in indicator.band_sets.exclude(pk=band_set.pk)]
    if found := _lengthened_into(span_of(band_set), span, others):
        raise Refused(
            f"“{found.name}” holds {days_words(found)}: choose a last day before that.", field="on"
        )
    band_set.valid_until = on
    band_set.save()
    return band_set


def _lengthened_into(was: Span, now: Span, others: Sequence[Span]) -> Span | None:
    """What the span meets now and did not meet before; documents may have printed two of one time."""
    met = {clash.other.id for clash in clashes(was, others)}
    return next((c.other for c in clashes(now, others) if c.other.id not in met), None)


def _open(indicator: Indicator, by: User, seen: str | None) -> Indicator:
    require_manager(by)
    indicator = locked(indicator)
    require_seen(seen, bands_mark(indicator), "these bands")
    return indicator


def _free_name(indicator: Indicator, name: str) -> str:
    name = said(name, "name", "Give the bands a name, for example “2018/19”.")
    if indicator.band_sets.filter(name__iexact=name).exists():
        raise Refused(f"There are bands called “{name}”: give these another name.", field="name")
    return name


def _keep(
    indicator: Indicator,
    bands: Sequence[Band],
    span: Span,
    words: str,
    wrong: Sequence[str],
    ends: Collection[tuple[int, date]],
    writer: IndicatorWriter,
    place: str = "",
    **facts,
) -> BandSet:
    """The set, with room made for it. Raises NotSaved with what is wrong and what is in its way."""
    if not bands:
        raise NotSaved(["Write the values of at least one band."])
    if len(bands) > MOST_BANDS:
        raise NotSaved([f"Keep it to {MOST_BANDS} bands: these are {len(bands)}."])
    if len(words) > LONGEST_SET:
        raise Refused(
            f"Keep the words of the bands to {LONGEST_SET} characters in all: these have "
            f"{len(words)}.",
            field="as_written",
        )
    _make_room(span, indicator.band_sets.all(), ends, wrong)
    kept = writer.add_band_set(
        indicator,
        place=place,
        name=span.name,
        valid_from=span.first,
        valid_until=span.last,
        as_written=words,
        **facts,
    )
    for position, band in enumerate(bands, start=1):
        writer.add_band(kept, position=position, band=band)
    return kept


def _make_room(
    span: Span,
    rows: models.QuerySet,
    ends: Collection[tuple[int, date]],
    wrong: Sequence[str] = (),
) -> None:
    """Ends what was agreed to end on that very day.

    Raises NotSaved with what is wrong besides, and with what would still hold on the same days.
    """
    _require_in_order(span)
    by_id = {row.pk: row for row in rows}
    found = clashes(span, (span_of(row) for row in by_id.values()))
    left = [clash for clash in found if (clash.other.id, clash.ends_on) not in ends]
    if wrong or left:
        raise NotSaved(wrong, left)
    for clash in found:
        row = by_id[clash.other.id]
        row.valid_until = clash.ends_on
        row.save()


def _require_in_order(span: Span, field: str = "valid_until") -> None:
    if span.first and span.last and span.last < span.first:
        raise WrongDate(
            f"The last day, {long_date(span.last)}, is before the first, {long_date(span.first)}.",
            field=field,
        )


# --- Targets


@transaction.atomic
@acts
def set_target(
    indicator: Indicator,
    *,
    as_written: str,
    by: User,
    at: datetime,
    kind: TargetKind | str = TargetKind.VALUE,
    value: Decimal | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    ends: Collection[tuple[int, date]] = (),
) -> Target:
    """What the indicator is to reach over a span, in words and as a number (a value or a place).

    `ends` as `save_bands` has it, among the targets of one kind. Raises NotSaved.
    """
    require_manager(by)
    indicator, kind = locked(indicator), TargetKind(kind)
    words = said(as_written, "as_written", "Say what is to be reached, for example “below 36%”.")
    if value is None:
        raise Refused("Give the number that is to be reached.", field="value")
    if kind is TargetKind.RANK and (value < 1 or value != value.to_integral_value()):
        raise Refused("A place is a whole number from 1.", field="value")
    _make_room(
        Span(words, valid_from, valid_until), indicator.targets.filter(kind=kind.value), ends
    )
    return IndicatorWriter(by=by, at=at).add_target(
        indicator,
        place="",
        as_written=words,
        kind=kind.value,
        value=value,
        valid_from=valid_from,
        valid_until=valid_until,
    )
