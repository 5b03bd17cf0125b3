"""The page of one indicator: what is said of it, what it counts, where its figures come from."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F
from django.urls import reverse

from indicators.models import Indicator, TableCell
from indicators.querysets import given_by
from indicators.readmodels import (
    BandSetRow,
    IndicatorPage,
    RevisionRow,
)
from indicators.rules.band_notation import edge_words
from indicators.rules.band_sets import all_faults
from indicators.rules.bands import Bands
from indicators.rules.measures import Better
from indicators.selectors.indicator_section import count_text, indicator_section
from indicators.selectors.lines import source_text
from indicators.selectors.linked import linked_actions, linked_events
from indicators.selectors.marks import band_mark
from indicators.selectors.states import IndicatorState, indicator_states
from plans.addresses import with_query
from plans.models import Service
from plans.readmodels import LinkLine
from plans.rules.dates import long_date
from plans.rules.words import count_of
from plans.selectors.kept import kept


def indicator_page(
    indicator: Indicator,
    *,
    as_at: date,
    known_on: date | None = None,
    inside: bool = False,
    is_whole: bool = False,
    query: str = "",
) -> IndicatorPage | None:
    """Everything on the page of an indicator as at a day; None where no document has it yet."""
    asked = (as_at, known_on, inside, is_whole, query)
    return kept("indicator", (indicator.pk, *asked), lambda: _page(indicator, *asked))


def _page(
    indicator: Indicator,
    as_at: date,
    known_on: date | None,
    inside: bool,
    is_whole: bool,
    query: str,
) -> IndicatorPage | None:
    service: Service = indicator.service
    states = indicator_states(
        service, as_at=as_at, known_on=known_on, inside=inside, ref=indicator.ref
    )
    if not states:
        return None
    (state,) = states
    row = state.gathered.row
    section = indicator_section(
        state,
        as_at=as_at,
        events=linked_events(row, as_at=as_at, known_on=known_on, query=query),
        is_whole=is_whole,
    )
    waiting = sum(s.is_waiting for s in state.readings)
    return IndicatorPage(
        **vars(section),
        service_ref=service.ref,
        definition=tuple(_definition(row)),
        versions=tuple(_versions(row, as_at, known_on)),
        band_sets=tuple(_band_set(state, bands) for bands in state.gathered.band_sets),
        targets=tuple((t.as_written, _span(t) or source_text(t)) for t in state.gathered.targets),
        revisions=tuple(_revisions(state)),
        linked=linked_actions(row, as_at=as_at, known_on=known_on, query=query),
        tables_of_documents=_documents(row, as_at, known_on, query),
        sources=tuple(_sources(state)),
        waits_text=_waits(waiting),
    )


def _waits(n: int) -> str:
    if not n:
        return ""
    verb, them = ("waits", "It is") if n == 1 else ("wait", "They are")
    return f"{count_of(n, 'reading')} {verb} for approval. {them} shown inside the service only."


def _definition(row: Indicator) -> Iterable[tuple[str, str]]:
    yield "Above the line", row.numerator
    if row.denominator:
        yield "Below the line", row.denominator
    if row.other_denominator:
        yield "Or, as the words could be read", row.other_denominator
    better = "" if row.better == Better.NEITHER else f"; {row.better} is better"
    yield "Unit, direction", f"{row.unit}, {count_of(row.decimals, 'decimal')}{better}"
    yield "Period", row.period_kind
    yield "Whom it counts", row.get_people_display()
    if row.publication_lag:
        yield "Published", row.publication_lag
    if row.owner:
        yield "Owner", row.owner
    if row.counting_rules:
        yield "Counted how", row.counting_rules
    if row.wales_only:
        yield "In Wales only", row.wales_only
    if row.computed:
        yield "Computed from", row.get_computed_display()


def _versions(row: Indicator, as_at: date, known_on: date | None) -> Iterable[tuple[str, str, str]]:
    given = row.versions.filter(given_by(as_at, known_on)).select_related("source")
    return ((v.version, v.text, source_text(v)) for v in given)


def _band_set(state: IndicatorState, bands: Bands) -> BandSetRow:
    measure = state.measure
    row = next(b for b in state.gathered.row.band_sets.all() if b.pk == bands.id)
    return BandSetRow(
        id=bands.id,
        name=bands.name,
        span_text=_span(bands),
        as_written=bands.as_written,
        bands=tuple(
            (
                band_mark(b.word, b.tone),
                edge_words(b, decimals=measure.decimals, unit=measure.unit),
            )
            for b in bands.bands
        ),
        faults=tuple(fault.text for fault in all_faults(bands.bands, measure)),
        source_text=source_text(row),
    )


def _span(spanned) -> str:
    """ "For readings that end from 1 April 2018 to 31 March 2019"; "" where nothing is said."""
    start, end = spanned.valid_from, spanned.valid_until
    derived = ", as the document’s title has it" if spanned.is_span_derived else ""
    if start and end:
        return f"For readings that end from {long_date(start)} to {long_date(end)}{derived}"
    if start:
        return f"For readings that end on {long_date(start)} or later{derived}"
    return f"For readings that end by {long_date(end)}{derived}" if end else ""


def _revisions(state: IndicatorState) -> Iterable[RevisionRow]:
    by_id = {s.facts.id: s for s in state.readings}
    for now, earlier in state.gathered.current.before.items():
        later = by_id[now].facts
        for facts in earlier:
            day = f"published {long_date(facts.published_on)}" if facts.published_on else "no day"
            row = state.gathered.rows.get(facts.id)
            yield RevisionRow(
                facts.period,
                f"{facts.published or count_text(facts.numerator)} ({facts.status.value})",
                day,
                f"{later.published or count_text(later.numerator)} ({later.status.value})",
                source_text(row),
                facts.is_withheld,
            )


def _documents(
    row: Indicator, as_at: date, known_on: date | None, query: str
) -> tuple[LinkLine, ...]:
    """The tables of documents in which its readings stand."""
    given = given_by(as_at, known_on, of="row__table__")
    day = F("row__table__source__published_on").asc(nulls_last=True)
    tables = (
        TableCell.objects.filter(given, reading__indicator=row)
        .order_by(day, "row__table__position")
        .values_list("row__table__ref", "row__table__title")
    )
    return tuple(
        LinkLine(title, with_query(reverse("indicators:table", args=[ref]), query))
        for ref, title in dict.fromkeys(tables)
    )


def _sources(state: IndicatorState) -> Iterable[str]:
    """The documents that any of it comes from, each once."""
    row = state.gathered.row
    every = [row.source, *(r.source for r in state.gathered.rows.values())]
    yield from dict.fromkeys(source.title for source in every if source)
