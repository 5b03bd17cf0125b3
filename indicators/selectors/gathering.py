"""Reads a service's indicators, and what was published of them by a day, as plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.timezone import localtime

from indicators.models import BandSet, Claim, Indicator, Note, Reading, Step, Target
from indicators.querysets import given_by
from indicators.rules.band_notation import Band
from indicators.rules.bands import Bands
from indicators.rules.disclosure import Held
from indicators.rules.facts import Facts, Measure
from indicators.rules.measures import (
    BandTone,
    Better,
    Computed,
    NoteKind,
    PeriodKind,
    Series,
    Status,
    Unit,
)
from indicators.rules.revisions import Current, corrections_among, current
from indicators.selectors.withholding import (
    blanked,
    claims_told,
    is_held,
    notes_told,
    without_figures,
)
from plans.models import Service

# Of a reading and what it is linked to, what is looked at: there are thousands of them.
_READ = (
    *("indicator", "series", "area", "period", "start_on", "end_on", "is_period_derived"),
    *("period_derived_from", "is_total", "numerator", "denominator", "other_denominator"),
    *("said_denominator", "published", "value", "rank", "rank_of", "rank_best_end"),
    *("rank_counts_service", "beside", "published_on", "known_on", "status", "corrects", "note"),
    *("place", "source__title", "source__published_on", "step__ref"),
    *("version__version", "version__period_kind", "version__joined"),
)


@dataclass(frozen=True)
class Gathered:
    """One indicator: its row, and by the day its readings, bands, targets, notes and claims.

    `rows` are the readings' rows by id, those that no longer stand among them. `unseen` are ids of
    readings that wait for approval, `withheld` of those held back: of these no figure is there.
    """

    row: Indicator
    measure: Measure
    current: Current
    rows: Mapping[int, Reading]
    band_sets: tuple[Bands, ...]
    targets: tuple[Target, ...]
    notes: tuple[Note, ...]
    claims: tuple[Claim, ...]
    unseen: frozenset[int] = frozenset()
    withheld: frozenset[int] = frozenset()

    @property
    def rebases(self) -> tuple[date, ...]:
        """Days from which figures start anew or are counted otherwise: nothing is compared across them."""
        kinds = (NoteKind.REBASE, NoteKind.RULES)
        return tuple(n.on for n in self.notes if n.kind in kinds and n.on)


def gather(
    service: Service,
    *,
    as_at: date,
    known_on: date | None = None,
    inside: bool = False,
    ref: str | None = None,
    held: Held | None = None,
) -> tuple[Gathered, ...]:
    """The service's indicators in their order, or the one of that ref; seven queries or so.

    `inside` counts what waits for approval too, which nobody outside the service is shown. What is
    `held` back is taken out here, before anything is made of it.
    """
    indicators = _indicators(service, as_at=as_at, known_on=known_on, ref=ref)
    known = Reading.objects.filter(indicator__in=[i.pk for i in indicators])
    known = known.published_by(as_at, known_on=known_on)
    seen = known.outside()
    corrections = dict(known.exclude(corrects=None).values_list("pk", "corrects_id"))
    rows = list(
        (known.inside() if inside else seen)
        .select_related("source", "step", "version")
        .only(*_READ)
        .order_by("indicator_id", "end_on", "pk")
    )
    unseen = set()
    if inside:
        unseen = {r.pk for r in rows} - set(seen.values_list("pk", flat=True))
    by_indicator: dict[int, list[Reading]] = defaultdict(list)
    withheld = frozenset(row.pk for row in rows if is_held(held, row))
    for row in rows:
        by_indicator[row.indicator_id].append(blanked(row) if row.pk in withheld else row)
    notes = _said(Note, indicators, as_at, known_on)
    claims = _said(Claim, indicators, as_at, known_on)
    corrected = corrections_among({row.pk for row in rows}, corrections)
    return tuple(
        _gathered(i, by_indicator[i.pk], notes[i.pk], claims[i.pk], unseen, corrected, withheld)
        for i in indicators
    )


def _indicators(
    service: Service, *, as_at: date, known_on: date | None, ref: str | None
) -> list[Indicator]:
    """With their bands and targets: what a document defines is there once it was published."""
    published = given_by(as_at, known_on)
    rows = Indicator.objects.filter(published, service=service).select_related("source")
    if ref is not None:
        rows = rows.filter(ref=ref)
    sets = BandSet.objects.filter(published).select_related("source").prefetch_related("bands")
    targets = Target.objects.filter(published).select_related("source")
    return list(
        rows.prefetch_related(
            "steps", "versions", Prefetch("band_sets", sets), Prefetch("targets", targets)
        )
    )


def _said(model, indicators: Iterable[Indicator], as_at: date, known_on: date | None):
    """Notes or claims by indicator: of a document from its day, others from their own or recording.

    What a document without a day says, and what was typed, is known from its recording.
    """
    rows = model.objects.filter(indicator__in=[i.pk for i in indicators]).select_related("source")
    found = defaultdict(list)
    for row in rows:
        known = row.source.published_on if row.source else None
        known = known or localtime(row.recorded_at).date()
        own = None if row.source else getattr(row, "on", None)
        if (own or known) <= as_at and (known_on is None or known <= known_on):
            found[row.indicator_id].append(row)
    return found


def _gathered(
    row: Indicator,
    readings: list[Reading],
    notes: list,
    claims: list,
    unseen: set[int],
    corrected: Mapping[int, int],
    withheld: frozenset[int],
) -> Gathered:
    withheld &= {r.pk for r in readings}
    facts = [facts_of(r, is_withheld=r.pk in withheld) for r in readings]
    return Gathered(
        row=row,
        measure=measure_of(row, row.steps.all()),
        current=current(facts, corrected=corrected),
        rows={r.pk: r for r in readings},
        band_sets=tuple(bands_of(b) for b in row.band_sets.all()),
        targets=tuple(row.targets.all()),
        notes=tuple(notes_told(notes) if withheld else notes),
        claims=tuple(claims_told(claims, withheld)),
        unseen=frozenset(unseen & {r.pk for r in readings}),
        withheld=withheld,
    )


def measure_of(row: Indicator, steps: Iterable[Step] = ()) -> Measure:
    """The definition as the rules see it."""
    return Measure(
        ref=row.ref,
        name=row.name,
        unit=Unit(row.unit),
        decimals=row.decimals,
        better=Better(row.better),
        period_kind=PeriodKind(row.period_kind),
        numerator=row.numerator,
        denominator=row.denominator,
        other_denominator=row.other_denominator,
        is_stock=row.is_stock,
        steps=tuple(step.ref for step in steps),
    )


def facts_of(row: Reading, *, is_withheld: bool = False) -> Facts:
    """A reading as the rules see it; its source, step and version have been read."""
    document = row.source
    facts = Facts(
        id=row.pk,
        series=Series(row.series),
        period=row.period,
        start=row.start_on,
        end=row.end_on,
        published=row.published,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        other_denominator=row.other_denominator,
        area=row.area,
        step=row.step.ref if row.step else "",
        version=row.version.version if row.version else "",
        period_kind=PeriodKind(row.version.period_kind) if row.version else None,
        is_total=row.is_total,
        is_period_derived=row.is_period_derived,
        rank=row.rank,
        rank_of=row.rank_of,
        status=Status(row.status),
        published_on=row.published_on or (document.published_on if document else row.known_on),
        document=document.title if document else "",
        place=row.place,
        said_denominator=row.said_denominator,
    )
    return without_figures(facts) if is_withheld else facts


def bands_of(row: BandSet) -> Bands:
    """A set of bands as the rules see it."""
    return Bands(
        id=row.pk,
        name=row.name,
        bands=tuple(
            Band(
                word=band.word,
                tone=BandTone(band.tone),
                low=band.low,
                low_included=band.low_included,
                low_disputed=band.low_disputed,
                high=band.high,
                high_included=band.high_included,
                high_disputed=band.high_disputed,
                as_written=band.as_written,
            )
            for band in row.bands.all()
        ),
        as_written=row.as_written,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_span_derived=row.is_span_derived,
        is_historic=row.is_historic,
    )


def is_computed(row: Indicator) -> bool:
    return row.computed == Computed.ATTENDANCE
